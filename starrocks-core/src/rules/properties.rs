//! PROPERTIES of the table: which keys there are, and which values they take.

use super::java_number::{Number, java_number, not_a_number};
use super::partition_form::PartitionForm;
use super::subject::{Findings, Subject};
use super::{Envelope, Place, Rule, RunMode, bloom_filters, cooldown, dynamic_partitions, simple_properties};
use crate::nearest::nearest;
use crate::schema::{DataType, Distribution, KeyModel, Partitioning};

pub(super) static K_18: Rule = Rule {
    id: "K-18",
    title: "A PRIMARY KEY table has a persistent index",
    reason: "An index in memory alone is gone since StarRocks 3.5.",
    since: Some("3.5"),
    accepted: "CREATE TABLE t (k INT) PRIMARY KEY(k) PROPERTIES (\"enable_persistent_index\" = \"true\")",
    rejected: "CREATE TABLE t (k INT) PRIMARY KEY(k) PROPERTIES (\"enable_persistent_index\" = \"false\")",
    ..Rule::BARE
};

pub(super) static PR_01: Rule = Rule {
    id: "PR-01",
    title: "Every property is one that the server knows",
    reason: "Keys are compared with case, and a property that nothing reads would be lost without a word.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"replication_num\" = \"1\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"replication_nums\" = \"1\")",
    ..Rule::BARE
};

pub(super) static PR_03: Rule = Rule {
    id: "PR-03",
    title: "short_key counts sort columns, and a VARCHAR only as the last of them",
    reason: "The index entry of a table is made of its first sort columns, and a VARCHAR ends it.",
    accepted: "CREATE TABLE t (a INT, b INT, v INT) DUPLICATE KEY(a, b) PROPERTIES (\"short_key\" = \"2\")",
    rejected: "CREATE TABLE t (a INT, b INT, v INT) DUPLICATE KEY(a, b) PROPERTIES (\"short_key\" = \"3\")",
    ..Rule::BARE
};

pub(super) static PR_04: Rule = Rule {
    id: "PR-04",
    title: "replication_num is an integer from 1 to 32767",
    reason: "It is the number of copies of every tablet.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"replication_num\" = \"3\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"replication_num\" = \"0\")",
    ..Rule::ANALYZING
};

pub(super) static PR_18: Rule = Rule {
    id: "PR-18",
    title: "compression is lz4, lz4_frame, zlib, zstd, snappy, or zstd(1) to zstd(22)",
    reason: "These are the formats in which backends write columns.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"compression\" = \"zstd(3)\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"compression\" = \"gzip\")",
    ..Rule::BARE
};

pub(super) static PR_31: Rule = Rule {
    id: "PR-31",
    title: "bucket_size is a number of bytes, and only for a table that is distributed at random",
    reason: "Only there the server may open a new bucket when one is full.",
    since: Some("4.0"),
    setting: Some("enable_automatic_bucket"),
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY RANDOM PROPERTIES (\"bucket_size\" = \"1073741824\")",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) PROPERTIES (\"bucket_size\" = \"1073741824\")",
    ..Rule::BARE
};

/// The keys that every cluster knows.
const KNOWN: [&str; 54] = [
    "replication_num",
    "short_key",
    "storage_type",
    "storage_medium",
    "storage_cooldown_time",
    "storage_cooldown_ttl",
    "labels.location",
    "colocate_with",
    "compression",
    "write_quorum",
    "bloom_filter_columns",
    "bloom_filter_fpp",
    "enable_persistent_index",
    "replicated_storage",
    "in_memory",
    "storage_format",
    "tablet_type",
    "version_info",
    "schema_version",
    "fast_schema_evolution",
    "light_schema_change",
    "primary_index_cache_expire_sec",
    "binlog_enable",
    "binlog_ttl_second",
    "binlog_max_size",
    "flat_json.enable",
    "flat_json.null.factor",
    "flat_json.sparsity.factor",
    "flat_json.column.max",
    "bucket_size",
    "mutable_bucket_num",
    "enable_load_profile",
    "enable_statistic_collect_on_first_load",
    "file_bundling",
    "base_compaction_forbidden_time_ranges",
    "partition_live_number",
    "partition_ttl",
    "partition_retention_condition",
    "time_drift_constraint",
    "table_query_timeout",
    "storage_volume",
    "unique_constraints",
    "foreign_key_constraints",
    "dynamic_partition.enable",
    "dynamic_partition.time_unit",
    "dynamic_partition.time_zone",
    "dynamic_partition.prefix",
    "dynamic_partition.start",
    "dynamic_partition.end",
    "dynamic_partition.buckets",
    "dynamic_partition.start_day_of_week",
    "dynamic_partition.start_day_of_month",
    "dynamic_partition.replication_num",
    "dynamic_partition.history_partition_num",
];

/// The keys that only a shared-data cluster knows.
const SHARED_DATA: [&str; 7] = [
    "datacache.enable",
    "datacache.partition_duration",
    "enable_async_write_back",
    "persistent_index_type",
    "compaction_strategy",
    "lake_compaction_max_parallel",
    "cloud_native_fast_schema_evolution_v2",
];

/// PR-03 and O-06's like, when the sort key is made.
pub(super) fn short_key(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some((index, value)) = s.property("short_key") else {
        return;
    };
    // Which columns are the key is not known when the first one has a type that this crate does not know.
    if s.key.is_none() && s.table.order_by.is_empty() {
        return;
    }
    let place = Place::Property(index);
    let help = "leave `short_key` out: the server chooses well";
    let count = match java_number(value, 16) {
        Number::Value(count) => count,
        Number::Unknown => return,
        _ => {
            found.push(PR_03.broken(place, format!("Short key: {}", not_a_short(value)), help));
            return;
        }
    };
    if count <= 0 {
        found.push(PR_03.broken(place, "Short key column count should larger than 0.", help));
        return;
    }
    let sorted: Vec<_> = match s.table.order_by.is_empty() {
        true => s.columns().filter(|c| c.is_key()).collect(),
        false => s.table.order_by.iter().filter_map(|name| s.column(name)).collect(),
    };
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    if count > sorted.len() {
        found.push(PR_03.broken(
            place,
            format!("Short key is too large. should less than: {}", sorted.len()),
            help,
        ));
    } else if sorted[..count - 1]
        .iter()
        .any(|c| matches!(c.column.data_type, DataType::Varchar(_) | DataType::String))
    {
        found.push(PR_03.broken(place, "Varchar should not in the middle of short keys.", help));
    }
}

/// The properties of the table, in the order in which the server reads them.
pub(super) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    simple_properties::schema_evolution(s, found);
    bloom_filters::of_table(s, found);
    replication(s, found);
    simple_properties::behind_replication(s, found);
    bucket_size(s, found);
    simple_properties::behind_bucket_size(s, found);
    cooldown::of_table(s, found);
    simple_properties::behind_medium(s, found);
    compression(s, found);
    simple_properties::behind_compression(s, found);
    cooldown::partition_ttl(s, found);
    if let Some((index, value)) = s.property("enable_persistent_index")
        && s.model == KeyModel::Primary
        && !value.eq_ignore_ascii_case("true")
    {
        found.push(K_18.broken(
            Place::Property(index),
            "In-Memory index is not supported, please create table with persistent index",
            "leave `enable_persistent_index` out",
        ));
    }
}

/// The dynamic_partition properties, and PR-01: the last things that the server looks at.
pub(super) fn left_over(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    dynamic_partitions::of_table(s, found);
    let entries = &s.table.properties.entries;
    let known = |key: &str| {
        KNOWN.contains(&key) || (s.options.run_mode == RunMode::SharedData && SHARED_DATA.contains(&key))
    };
    let unknown: Vec<usize> = (0..entries.len())
        .filter(|&index| {
            let (key, value) = (&entries[index].key, &entries[index].value);
            let last = entries[index + 1..].iter().all(|later| later.key != *key);
            // An empty list of columns is not read at all.
            let unread = key == "bloom_filter_columns" && value.is_empty();
            last && (unread || !known(key))
        })
        .collect();
    let Some(&first) = unknown.first() else {
        return;
    };
    let mut written: Vec<String> =
        unknown.iter().map(|&index| format!("{}={}", entries[index].key, entries[index].value)).collect();
    // The server prints them in no order.
    written.sort();
    let hint = |index: &usize| {
        let key = &entries[*index].key;
        match nearest(key, KNOWN) {
            Some(near) => format!("for `{key}`, did you mean `{near}`?"),
            None if SHARED_DATA.contains(&key.as_ref()) => {
                format!("`{key}` is for shared-data clusters only")
            }
            None => format!("leave `{key}` out"),
        }
    };
    let help: Vec<String> = unknown.iter().map(hint).collect();
    found.push(PR_01.broken(
        Place::Property(first),
        format!("Unknown properties: {{{}}}", written.join(", ")),
        help.join(", "),
    ));
}

/// PR-04. Where the server reads it depends on the partitioning, and so does what it says.
fn replication(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some((index, value)) = s.property("replication_num") else {
        return;
    };
    let place = Place::Property(index);
    let help = "write the number of copies: \"1\" on a single backend, \"3\" otherwise";
    match java_number(value, 16) {
        Number::Value(number) if number <= 0 => {
            found.push(PR_04.broken(place, "Replication num should larger than 0", help));
        }
        Number::Value(_) | Number::Unknown => {}
        _ => {
            let why = not_a_short(value);
            let declared = match &s.table.partition_by {
                Some(
                    Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. },
                ) => !partitions.is_empty(),
                Some(Partitioning::List { partitions, .. }) => !partitions.is_empty(),
                _ => false,
            };
            let made_by_server =
                matches!(s.form, PartitionForm::Automatic(_) | PartitionForm::Expressions { .. })
                    || matches!(s.table.partition_by, Some(Partitioning::Columns { .. }));
            let finding = if declared {
                PR_04.broken(place, why, help)
            } else if made_by_server {
                PR_04.broken(place, why, help).enveloped(Envelope::Bare)
            } else {
                let table = &s.table.name.name;
                PR_04
                    .broken(place, format!("{why} table={table}, properties.replication_num={value}"), help)
                    .enveloped(Envelope::Bare)
            };
            found.push(finding);
        }
    }
}

/// PR-31.
fn bucket_size(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some((index, value)) = s.property("bucket_size") else {
        return;
    };
    let place = Place::Property(index);
    let help = "write a number of bytes: \"1073741824\"";
    match java_number(value, 64) {
        Number::Unknown => {}
        Number::Value(size) if size < 0 => {
            found.push(PR_31.broken(place, format!("Illegal bucket size: {size}"), help));
        }
        Number::Value(_) => {
            let at_random = match &s.table.distributed_by {
                Some(Distribution::Random { .. }) => true,
                Some(Distribution::Hash { .. }) => false,
                None => s.model == KeyModel::Duplicate,
            };
            if !at_random {
                found.push(PR_31.broken(
                    place,
                    "Setting bucket size is not allowed: only supported for tables with RANDOM distribution and when \
                     'enable_automatic_bucket' is enabled.",
                    "leave `bucket_size` out, or distribute at random",
                ));
            }
        }
        _ => found.push(PR_31.broken(place, format!("Invalid bucket_size format: {value}"), help)),
    }
}

/// PR-18.
fn compression(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some((index, value)) = s.property("compression") else {
        return;
    };
    let place = Place::Property(index);
    let plain: String = value.chars().filter(|character| !character.is_whitespace()).collect();
    let plain = plain.to_lowercase();
    if ["lz4", "lz4_frame", "zlib", "zstd", "snappy"].contains(&plain.as_str()) {
        return;
    }
    let level = plain
        .strip_prefix("zstd(")
        .and_then(|rest| rest.strip_suffix(')'))
        .filter(|level| !level.is_empty() && level.bytes().all(|byte| byte.is_ascii_digit()));
    match level.map(str::parse::<u32>) {
        Some(Ok(1..=22)) => {}
        Some(_) => found.push(PR_18.broken(
            place,
            "Invalid level for zstd compression type",
            "write a level from 1 to 22: zstd(3)",
        )),
        None => found.push(PR_18.broken(
            place,
            format!("unknown compression type: {value}"),
            "write lz4, lz4_frame, zlib, zstd or snappy",
        )),
    }
}

/// Java's complaint about a text that is no `short`.
fn not_a_short(text: &str) -> String {
    match java_number(text, 32) {
        Number::Value(_) => format!("Value out of range. Value:\"{text}\" Radix:10"),
        _ => not_a_number(text),
    }
}
