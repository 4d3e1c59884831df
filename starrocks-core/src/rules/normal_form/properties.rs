//! Properties as a server keeps them: what it adds, what it rewrites, what it forgets.

use super::{ServerDefaults, own_name};
use crate::rules::full_text_indexes::is_clucene;
use crate::rules::periods::Period;
use crate::rules::{RunMode, compression};
use crate::schema::{Distribution, KeyModel, Properties, Table};
use std::collections::BTreeMap;

/// How a server prints a property that is written.
enum Printed {
    /// As it is written.
    Verbatim,
    /// As it is written, unless it is this.
    Unless(&'static str),
    /// In upper case, unless it is this.
    UpperUnless(&'static str),
    /// `true` or `false`; everything but "true" is false.
    Boolean,
    /// `true` or `false`, unless it is this.
    BooleanUnless(bool),
    /// A number without its sign and leading zeros, unless it is this.
    NumberUnless(i64),
    /// A number with a decimal point.
    Double,
    /// A period: `1 days`.
    Period,
    /// A time zone, offsets as `GMT+08:00`.
    TimeZone,
    /// Not at all: read and forgotten, or handled by itself.
    Never,
}

/// Every property of CREATE TABLE whose print differs from what is written, on a shared-nothing cluster.
const PRINTED: &[(&str, Printed)] = &[
    ("base_compaction_forbidden_time_ranges", Printed::Unless("")),
    ("binlog_enable", Printed::Boolean),
    ("bloom_filter_columns", Printed::Never),
    ("bloom_filter_fpp", Printed::Never),
    ("bucket_size", Printed::NumberUnless(0)),
    ("colocate_with", Printed::Unless("")),
    ("compression", Printed::Never),
    ("dynamic_partition.buckets", Printed::NumberUnless(0)),
    ("dynamic_partition.enable", Printed::Boolean),
    ("dynamic_partition.end", Printed::NumberUnless(i64::MIN)),
    ("dynamic_partition.history_partition_num", Printed::NumberUnless(i64::MIN)),
    ("dynamic_partition.prefix", Printed::Unless("")),
    ("dynamic_partition.replication_num", Printed::NumberUnless(i64::MIN)),
    ("dynamic_partition.start", Printed::NumberUnless(i64::MIN)),
    ("dynamic_partition.start_day_of_month", Printed::Never),
    ("dynamic_partition.start_day_of_week", Printed::Never),
    ("dynamic_partition.time_zone", Printed::TimeZone),
    ("enable_load_profile", Printed::BooleanUnless(false)),
    ("enable_persistent_index", Printed::Never),
    ("enable_statistic_collect_on_first_load", Printed::BooleanUnless(true)),
    ("fast_schema_evolution", Printed::Boolean),
    ("file_bundling", Printed::Never),
    ("flat_json.enable", Printed::Boolean),
    ("flat_json.null.factor", Printed::Double),
    ("flat_json.sparsity.factor", Printed::Double),
    ("in_memory", Printed::Never),
    ("labels.location", Printed::Unless("")),
    ("light_schema_change", Printed::Never),
    ("mutable_bucket_num", Printed::NumberUnless(0)),
    ("primary_index_cache_expire_sec", Printed::Never),
    ("replicated_storage", Printed::Boolean),
    ("replication_num", Printed::NumberUnless(i64::MIN)),
    ("schema_version", Printed::Never),
    ("short_key", Printed::Never),
    ("storage_cooldown_time", Printed::Never),
    ("storage_cooldown_ttl", Printed::Period),
    ("storage_format", Printed::Never),
    ("storage_medium", Printed::UpperUnless("")),
    ("storage_type", Printed::UpperUnless("COLUMN")),
    ("storage_volume", Printed::Never),
    ("table_query_timeout", Printed::NumberUnless(-1)),
    ("tablet_type", Printed::Never),
    ("time_drift_constraint", Printed::Verbatim),
    ("unique_constraints", Printed::Never),
    ("version_info", Printed::Never),
    ("write_quorum", Printed::UpperUnless("MAJORITY")),
];

/// What a shared-data cluster reads and does not print.
pub(in crate::rules) const NOT_IN_SHARED_DATA: &[&str] = &[
    "binlog_enable",
    "binlog_max_size",
    "binlog_ttl_second",
    "binlog_version",
    "fast_schema_evolution",
    "flat_json.column.max",
    "flat_json.enable",
    "flat_json.null.factor",
    "flat_json.sparsity.factor",
    "replicated_storage",
    "storage_cooldown_ttl",
    "storage_medium",
    "storage_type",
    "write_quorum",
];

/// All properties, sorted by key.
pub(super) fn normalized(
    table: &Table,
    model: KeyModel,
    distribution: Option<&Distribution>,
    server: &ServerDefaults,
) -> Properties {
    let written = &table.properties;
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    for property in written.entries.iter() {
        match printed(&property.key, &property.value) {
            Some(value) => kept.insert(property.key.to_string(), value),
            None => kept.remove(property.key.as_ref()),
        };
    }
    let mut default = |key: &str, value: &str| {
        kept.entry(key.to_owned()).or_insert_with(|| value.to_owned());
    };
    default("replication_num", &server.replication_num.to_string());
    let compressed = written.get("compression").unwrap_or("lz4");
    default("compression", &compression::name(compressed).unwrap_or_else(|_| compressed.to_owned()));
    let alias = written.get("light_schema_change").unwrap_or("true");
    default("fast_schema_evolution", &boolean(alias).to_string());
    default("replicated_storage", "true");
    if matches!(distribution, Some(Distribution::Random { .. })) && written.get("bucket_size").is_none() {
        default("bucket_size", "1073741824");
    }
    if model == KeyModel::Primary {
        default("enable_persistent_index", "true");
        if let Some(seconds) = written.get("primary_index_cache_expire_sec").filter(|seconds| *seconds != "0")
        {
            default("primary_index_cache_expire_sec", seconds);
        }
    }
    if let Some(columns) = bloom_filter_columns(table) {
        default("bloom_filter_columns", &columns);
    }
    if let Some(constraints) = written.get("unique_constraints") {
        let constraints = unique_constraints(table, constraints, server);
        if !constraints.is_empty() {
            default("unique_constraints", &constraints);
        }
    }
    if written.entries.iter().any(|property| property.key.starts_with("binlog_")) {
        default("binlog_enable", "false");
        default("binlog_ttl_second", "1800");
        default("binlog_max_size", &i64::MAX.to_string());
        default("binlog_version", "0");
    }
    if written.get("flat_json.enable").is_some_and(boolean) {
        default("flat_json.null.factor", "0.3");
        default("flat_json.sparsity.factor", "0.3");
        default("flat_json.column.max", "100");
    }
    if written.entries.iter().any(|property| property.key.starts_with("dynamic_partition.")) {
        dynamic_partition(written, &mut default, server);
    }
    if table.temporary {
        kept.remove("colocate_with");
    }
    if table.indexes.iter().any(is_clucene) {
        kept.insert("replicated_storage".to_owned(), "false".to_owned());
    }
    if kept.get("storage_type").is_some_and(|value| value == "COLUMN_WITH_ROW") {
        kept.insert("fast_schema_evolution".to_owned(), "false".to_owned());
    }
    if server.run_mode == RunMode::SharedData {
        shared_data(&mut kept, written, model);
    }
    Properties::new(kept)
}

/// How a value is printed; nothing when it is not.
pub(in crate::rules) fn printed(key: &str, value: &str) -> Option<String> {
    let rule = PRINTED.iter().find(|(known, _)| *known == key).map_or(&Printed::Verbatim, |(_, rule)| rule);
    let boolean_text = || boolean(value).to_string();
    match rule {
        Printed::Never => None,
        Printed::Verbatim => Some(value.to_owned()),
        Printed::Unless(default) => Some(value.trim()).filter(|value| value != default).map(str::to_owned),
        Printed::UpperUnless(default) => Some(value.to_uppercase()).filter(|value| value != default),
        Printed::Boolean if value.is_empty() && key.starts_with("dynamic_partition.") => None,
        Printed::Boolean => Some(boolean_text()),
        Printed::BooleanUnless(default) => Some(boolean_text()).filter(|_| boolean(value) != *default),
        Printed::NumberUnless(_) if value.is_empty() => None,
        Printed::NumberUnless(default) => match value.parse::<i64>() {
            Ok(number) if number == *default => None,
            Ok(number) if number < 0 && key == "dynamic_partition.buckets" => None,
            Ok(number) => Some(number.to_string()),
            Err(_) => Some(value.to_owned()),
        },
        Printed::Double => {
            Some(value.parse::<f64>().map_or_else(|_| value.to_owned(), |number| format!("{number:?}")))
        }
        Printed::Period => {
            Some(Period::parse(value).map_or_else(|| value.to_owned(), |period| period.to_string()))
        }
        Printed::TimeZone => match value {
            "" => None,
            "CST" => Some("Asia/Shanghai".to_owned()),
            offset if offset.starts_with(['+', '-']) => Some(format!("GMT{offset}")),
            region => Some(region.to_owned()),
        },
    }
}

fn boolean(value: &str) -> bool {
    value.eq_ignore_ascii_case("true")
}

/// The columns by their own names, in the order of the alphabet.
pub(in crate::rules) fn bloom_filter_columns(table: &Table) -> Option<String> {
    let written = table.properties.get("bloom_filter_columns")?;
    let named: Vec<&str> = written.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let mut columns: Vec<&str> = table
        .columns
        .iter()
        .filter(|column| named.iter().any(|name| crate::schema::same_column_name(name, &column.name)))
        .map(|column| column.name.as_ref())
        .collect();
    columns.sort_by_key(|name| name.to_lowercase());
    (!columns.is_empty()).then(|| columns.join(", "))
}

/// `k, v; w` is `default_catalog.db.t.k,v;default_catalog.db.t.w`.
pub(in crate::rules) fn unique_constraints(table: &Table, written: &str, server: &ServerDefaults) -> String {
    let database = table.name.database.as_ref().unwrap_or(&server.database);
    let constraint = |constraint: &str| {
        let mut owner = ["default_catalog", database, &table.name.name];
        let names: Vec<String> = constraint
            .split(',')
            .map(|column| {
                let mut parts = column.trim().rsplit('.');
                let name = parts.next().unwrap_or_default().to_owned();
                for (known, part) in owner.iter_mut().rev().zip(parts) {
                    *known = part;
                }
                own_name(table, &name.into()).into_owned()
            })
            .collect();
        format!("{}.{}", owner.join("."), names.join(","))
    };
    let constraints: Vec<String> =
        written.split(';').filter(|text| !text.trim().is_empty()).map(constraint).collect();
    constraints.join(";")
}

fn dynamic_partition(written: &Properties, default: &mut impl FnMut(&str, &str), server: &ServerDefaults) {
    let get = |key: &str| written.get(key).filter(|value| !value.is_empty());
    default("dynamic_partition.enable", "true");
    default("dynamic_partition.history_partition_num", "0");
    default("dynamic_partition.start", &i32::MIN.to_string());
    let unit = get("dynamic_partition.time_unit").unwrap_or_default();
    for (of, key) in
        [("WEEK", "dynamic_partition.start_day_of_week"), ("MONTH", "dynamic_partition.start_day_of_month")]
    {
        if unit.eq_ignore_ascii_case(of) {
            default(key, get(key).unwrap_or("1"));
        }
    }
    default("dynamic_partition.prefix", "p");
    default("dynamic_partition.time_zone", &server.time_zone);
}

/// What a shared-data cluster prints otherwise.
fn shared_data(kept: &mut BTreeMap<String, String>, written: &Properties, model: KeyModel) {
    for key in NOT_IN_SHARED_DATA {
        kept.remove(*key);
    }
    let mut default = |key: &str, value: &str| {
        kept.entry(key.to_owned()).or_insert_with(|| value.to_owned());
    };
    default("cloud_native_fast_schema_evolution_v2", "true");
    default("datacache.enable", "true");
    default("enable_async_write_back", "false");
    default("storage_volume", written.get("storage_volume").unwrap_or("builtin_storage_volume"));
    if written.get("file_bundling").is_none_or(boolean) {
        default("file_bundling", "true");
    }
    if model == KeyModel::Primary {
        default("persistent_index_type", "CLOUD_NATIVE");
    }
}
