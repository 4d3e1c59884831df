//! What may PROPERTIES say? Here: which keys there are, and in which order the server reads them.
//!
//! | question | file |
//! |---|---|
//! | a word, a number, true or false | `simple.rs` |
//! | what only a shared-data cluster reads, or reads otherwise | `shared_data.rs` |
//! | the properties of a single partition | `partition.rs`, with those of the table in `layers.rs` |
//! | `dynamic_partition.*` | `dynamic_partitions.rs`, each value in `dynamic_partition_values.rs` |
//! | where data lies, and how long | `cooldown.rs`, `retention.rs`, lengths of time in `periods.rs` |
//! | `replication_num` | `replication.rs` |
//! | anything else with a language of its own | a file per property |
//!
//! The properties of bloom filters are among the indexes, `colocate_with` is with DISTRIBUTED BY.

pub(in crate::rules) mod compression;
pub(in crate::rules) mod constraints;
pub(in crate::rules) mod cooldown;
pub(in crate::rules) mod crontab;
pub(in crate::rules) mod dynamic_partition_values;
pub(in crate::rules) mod dynamic_partitions;
pub(in crate::rules) mod layers;
pub(in crate::rules) mod partition;
pub(in crate::rules) mod periods;
pub(in crate::rules) mod replication;
pub(in crate::rules) mod retention;
pub(in crate::rules) mod shared_data;
pub(in crate::rules) mod simple;
pub(in crate::rules) mod time_drift;
pub(in crate::rules) mod time_zones;

use crate::nearest::nearest;
use crate::rules::indexes::bloom_filters;
use crate::rules::java::map::map_text;
use crate::rules::java::number::{Number, java_number};
use crate::rules::subject::{Findings, Subject};
use crate::rules::table::distribution;
use crate::rules::{Envelope, Finding, Place, Rule, RunMode};
use crate::schema::{Distribution, KeyModel};
use layers::Layers;

pub(in crate::rules) static K_18: Rule = Rule {
    id: "K-18",
    title: "A PRIMARY KEY table has a persistent index",
    reason: "An index in memory alone is gone since StarRocks 3.5.",
    since: Some("3.5"),
    accepted: "CREATE TABLE t (k INT) PRIMARY KEY(k) PROPERTIES (\"enable_persistent_index\" = \"true\")",
    rejected: "CREATE TABLE t (k INT) PRIMARY KEY(k) PROPERTIES (\"enable_persistent_index\" = \"false\")",
    ..Rule::BARE
};

pub(in crate::rules) static PR_01: Rule = Rule {
    id: "PR-01",
    title: "Every property is one that the server knows",
    reason: "Keys are compared with case, and a property that nothing reads would be lost without a word.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"replication_num\" = \"1\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"replication_nums\" = \"1\")",
    ..Rule::BARE
};

pub(in crate::rules) static PR_31: Rule = Rule {
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

/// One property of the table, if it is there.
fn read(
    s: &Subject<'_>,
    key: &str,
    problem: impl FnOnce(Place, &str) -> Option<Finding>,
    found: &mut Findings<'_>,
) {
    if let Some((place, value)) = s.placed_property(key) {
        found.push_if(problem(place, value));
    }
}

/// The properties that the server reads before it looks at the replicated storage.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    let is_shared_data = s.options.run_mode == RunMode::SharedData;
    if is_shared_data {
        read(s, "storage_volume", shared_data::volume, found);
        read(s, "enable_async_write_back", shared_data::async_write_back, found);
        flat_json(s, found);
    }
    let evolution = s.placed_property("fast_schema_evolution");
    if let Some((place, value)) = evolution.or_else(|| s.placed_property("light_schema_change")) {
        found.push_if(simple::schema_evolution(place, value));
    }
    if is_shared_data {
        read(s, "cloud_native_fast_schema_evolution_v2", shared_data::schema_evolution, found);
    }
    bloom_filters::of_table(s, found);
    replication::of_table(s, found);
    read(s, "labels.location", |place, value| location(s, place, value), found);
    if s.model == KeyModel::Primary {
        read(s, "enable_persistent_index", persistent_index, found);
    }
    if is_shared_data {
        shared_data::behind_persistent_index(s, found);
    }
    read(s, "primary_index_cache_expire_sec", simple::index_cache_expiry, found);
    for key in ["binlog_ttl_second", "binlog_max_size"] {
        read(s, key, |place, value| simple::binlog(key, place, value), found);
    }
    if !is_shared_data {
        flat_json(s, found);
    }
    read(s, "bucket_size", |place, value| bucket_size(s, place, value), found);
    read(s, "mutable_bucket_num", simple::mutable_buckets, found);
    read(
        s,
        "base_compaction_forbidden_time_ranges",
        |place, value| crontab::problem(s.model, s.options.run_mode, place, value),
        found,
    );
    read(s, "write_quorum", simple::write_quorum, found);
}

/// The properties that the server reads between the replicated storage and the rollups.
pub(in crate::rules) fn of_storage(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    if let Some((place, value)) = s.placed_property("tablet_type")
        // With a partition it has been read already.
        && !found.has("PR-25", place)
    {
        found.push_if(simple::tablet_type(place, value));
    }
    if s.options.run_mode == RunMode::SharedData {
        read(s, "datacache.partition_duration", shared_data::cached_duration, found);
    }
    cooldown::of_table(s, found);
    if s.table.partition_by.is_none() {
        medium(s, found);
    }
    distribution::colocation(s, found);
    if let Some((place, value)) = s.placed_property("storage_type") {
        simple::storage_type(s, place, value, found);
    }
    read(s, "schema_version", simple::schema_version, found);
}

/// The properties that the server reads behind the rollups.
pub(in crate::rules) fn behind_rollups(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    if let Some((place, value)) = s.placed_property("version_info")
        && !found.has("PR-26", place)
    {
        found.push_if(simple::version_info(place, value, s.options.run_mode));
    }
    read(s, "compression", compression::problem, found);
    read(s, "partition_live_number", simple::live_partitions, found);
    cooldown::partition_ttl(s, found);
    read(s, "partition_retention_condition", |place, value| retention::problem(s, place, value), found);
    read(s, "time_drift_constraint", |place, value| time_drift::problem(s, place, value), found);
    read(s, "table_query_timeout", simple::query_timeout, found);
    read(s, "unique_constraints", |place, value| constraints::unique(s, place, value), found);
    read(s, "foreign_key_constraints", constraints::foreign_keys, found);
}

/// PR-09 to PR-13, when the table is created; where they were read with a partition, it has been said already.
fn medium(s: &Subject<'_>, found: &mut Findings<'_>) {
    if s.options.run_mode == RunMode::SharedData {
        return;
    }
    let finding = cooldown::medium(Layers::of_table(&s.table.properties), Envelope::Bare);
    found.push_if(finding.filter(|finding| !found.has(finding.rule.id, finding.place)));
}

/// K-18.
fn persistent_index(place: Place, value: &str) -> Option<Finding> {
    (!value.eq_ignore_ascii_case("true")).then(|| {
        K_18.broken(
            place,
            "In-Memory index is not supported, please create table with persistent index",
            "leave `enable_persistent_index` out",
        )
    })
}

/// PR-16.
fn location(s: &Subject<'_>, place: Place, value: &str) -> Option<Finding> {
    match s.property("colocate_with") {
        Some(_) if !s.table.temporary => Some(simple::located_and_colocated(place)),
        _ => simple::location(place, value, &s.options.backends),
    }
}

/// PR-30.
fn flat_json(s: &Subject<'_>, found: &mut Findings<'_>) {
    let enabled = s.property("flat_json.enable").is_some_and(|(_, value)| value.eq_ignore_ascii_case("true"));
    for key in ["flat_json.null.factor", "flat_json.sparsity.factor", "flat_json.column.max"] {
        if let Some((place, value)) = s.placed_property(key)
            && let Some(finding) = simple::flat_json(key, place, value, enabled)
        {
            found.push(finding);
            if !enabled {
                return;
            }
        }
    }
}

/// PR-31.
pub(in crate::rules) fn bucket_size(s: &Subject<'_>, place: Place, value: &str) -> Option<Finding> {
    let help = "write a number of bytes: \"1073741824\"";
    match java_number(value, 64) {
        Number::Unknown => None,
        Number::Value(size) if size < 0 => {
            Some(PR_31.broken(place, format!("Illegal bucket size: {size}"), help))
        }
        Number::Value(_) => {
            let at_random = match &s.table.distributed_by {
                Some(Distribution::Random { .. }) => true,
                Some(Distribution::Hash { .. }) => false,
                None => s.model == KeyModel::Duplicate,
            };
            (!at_random).then(|| {
                PR_31.broken(
                    place,
                    "Setting bucket size is not allowed: only supported for tables with RANDOM distribution and when \
                     'enable_automatic_bucket' is enabled.",
                    "leave `bucket_size` out, or distribute at random",
                )
            })
        }
        _ => Some(PR_31.broken(place, format!("Invalid bucket_size format: {value}"), help)),
    }
}

/// The dynamic_partition properties, and PR-01: the last things that the server looks at.
pub(in crate::rules) fn left_over(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    if s.table.partition_by.is_some() {
        medium(s, found);
    }
    dynamic_partitions::of_table(s, found);
    let entries = &s.table.properties.entries;
    let is_shared_data = s.options.run_mode == RunMode::SharedData;
    let unread = |key: &str, value: &str| match key {
        // An empty list of columns is not read at all.
        "bloom_filter_columns" => value.is_empty(),
        "persistent_index_type" => !is_shared_data || s.model != KeyModel::Primary,
        _ => !(KNOWN.contains(&key) || is_shared_data && SHARED_DATA.contains(&key)),
    };
    let unknown: Vec<usize> = (0..entries.len())
        .filter(|&index| {
            let (key, value) = (&entries[index].key, &entries[index].value);
            s.property(key).is_some_and(|(last, _)| last == index) && unread(key, value)
        })
        .collect();
    let Some(&first) = unknown.first() else {
        distribution::copies(s, found);
        return;
    };
    let pair = |index: &usize| (entries[*index].key.as_ref(), entries[*index].value.as_ref());
    let written: Vec<(&str, &str)> = unknown.iter().map(pair).collect();
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
        format!("Unknown properties: {}", map_text(&written, entries.len())),
        help.join(", "),
    ));
}
