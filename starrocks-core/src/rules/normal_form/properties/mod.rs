//! Properties as a server keeps them: what it adds, what it rewrites, what it forgets.

mod constraints;
mod printed;

use super::ServerDefaults;
use crate::rules::RunMode;
use crate::rules::indexes::full_text::is_clucene;
use crate::rules::properties::compression;
use crate::schema::{Distribution, KeyModel, Properties, Table, same_column_name};
pub(in crate::rules) use constraints::unique as unique_constraints;
pub(in crate::rules) use printed::{NOT_IN_SHARED_DATA, printed};

use printed::boolean;
use std::collections::BTreeMap;

/// A property of `table` as it is printed; `None` when it is not, since it means what goes without saying.
///
/// ```
/// use starrocks_core::rules::{ServerDefaults, normal_form};
/// use starrocks_core::schema::Table;
///
/// let property = |key, value| normal_form::property(&Table::new("t"), key, value, &ServerDefaults::default());
/// assert_eq!(property("storage_cooldown_ttl", "1 week").as_deref(), Some("7 days"));
/// assert_eq!(property("write_quorum", "majority"), None);
/// ```
pub fn property(table: &Table, key: &str, value: &str, server: &ServerDefaults) -> Option<String> {
    match key {
        "compression" => Some(compressed(value)),
        "bloom_filter_columns" => own_columns(table, value),
        "unique_constraints" => {
            Some(unique_constraints(table, value, server)).filter(|text| !text.is_empty())
        }
        "foreign_key_constraints" => {
            Some(constraints::foreign(table, value, server)).filter(|text| !text.is_empty())
        }
        "primary_index_cache_expire_sec" => {
            let seconds = value.parse::<i64>().ok().filter(|seconds| *seconds > 0);
            seconds.map(|seconds| seconds.to_string())
        }
        _ => printed(key, value),
    }
}

/// All properties, sorted by key.
pub(super) fn all(
    table: &Table,
    model: KeyModel,
    distribution: Option<&Distribution>,
    server: &ServerDefaults,
) -> Properties {
    let written = &table.properties;
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    for entry in written.entries.iter() {
        match property(table, &entry.key, &entry.value, server) {
            Some(value) => kept.insert(entry.key.to_string(), value),
            None => kept.remove(entry.key.as_ref()),
        };
    }
    if model != KeyModel::Primary {
        kept.remove("primary_index_cache_expire_sec");
    }
    let mut default = |key: &str, value: &str| {
        kept.entry(key.to_owned()).or_insert_with(|| value.to_owned());
    };
    // Where the server hashes by itself and finds no properties at all, it takes one replica.
    let alone = server.allow_default_partition && written.is_empty() && table.distributed_by.is_none();
    let one = alone && model == KeyModel::Duplicate;
    default("replication_num", &if one { 1 } else { server.replication_num }.to_string());
    default("compression", &compressed(&server.compression));
    let evolution = written.get("light_schema_change").map_or(server.fast_schema_evolution, boolean);
    default("fast_schema_evolution", &evolution.to_string());
    default("replicated_storage", &server.replicated_storage.to_string());
    if let (Some(Distribution::Random { .. }), Some(bytes), None) =
        (distribution, server.bucket_size, written.get("bucket_size"))
    {
        default("bucket_size", &bytes.to_string());
    }
    if model == KeyModel::Primary {
        default("enable_persistent_index", "true");
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

fn compressed(written: &str) -> String {
    compression::name(written).unwrap_or_else(|_| written.to_owned())
}

/// The columns with a bloom filter.
pub(in crate::rules) fn bloom_filter_columns(table: &Table) -> Option<String> {
    own_columns(table, table.properties.get("bloom_filter_columns")?)
}

/// The columns by their own names, in the order of the alphabet.
fn own_columns(table: &Table, written: &str) -> Option<String> {
    let named: Vec<&str> = written.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let mut columns: Vec<&str> = table
        .columns
        .iter()
        .filter(|column| named.iter().any(|name| same_column_name(name, &column.name)))
        .map(|column| column.name.as_ref())
        .collect();
    columns.sort_by_key(|name| name.to_lowercase());
    (!columns.is_empty()).then(|| columns.join(", "))
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
