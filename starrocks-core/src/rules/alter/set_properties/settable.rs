//! Which properties SET takes: the one table.

use super::{Setting, bloom_filters, constraints, copies, dynamic_partitions, lifetime, shared_data, values};
use crate::rules::subject::Findings;

/// A property that SET may name.
pub(super) struct Settable {
    /// Its key; behind a prefix with a star all that begin with it.
    pub(super) key: &'static str,
    /// What the analysis says.
    pub(super) analyzed: fn(&Setting<'_>, &mut Findings<'_>),
    /// What the execution says, and whether it starts a job.
    pub(super) executed: fn(&Setting<'_>, &mut Findings<'_>) -> bool,
    /// Whether the server takes the statement for a schema change.
    pub(super) is_schema_change: bool,
}

/// A property whose value alone is looked at.
const fn plain(key: &'static str, analyzed: fn(&Setting<'_>, &mut Findings<'_>)) -> Settable {
    Settable { key, analyzed, executed: at_once, is_schema_change: false }
}

/// A property that only the execution looks at.
const fn late(key: &'static str, executed: fn(&Setting<'_>, &mut Findings<'_>) -> bool) -> Settable {
    Settable { key, analyzed: values::any, executed, is_schema_change: false }
}

/// A property that both stages look at.
const fn both(
    key: &'static str,
    analyzed: fn(&Setting<'_>, &mut Findings<'_>),
    executed: fn(&Setting<'_>, &mut Findings<'_>) -> bool,
) -> Settable {
    Settable { key, analyzed, executed, is_schema_change: false }
}

/// A property that goes through the schema change.
const fn change(
    key: &'static str,
    analyzed: fn(&Setting<'_>, &mut Findings<'_>),
    executed: fn(&Setting<'_>, &mut Findings<'_>) -> bool,
) -> Settable {
    Settable { key, analyzed, executed, is_schema_change: true }
}

fn at_once(_: &Setting<'_>, _: &mut Findings<'_>) -> bool {
    false
}

/// Every property that SET knows, also those that it refuses with a sentence of their own.
pub(super) static SETTABLE: &[Settable] = &[
    late("colocate_with", copies::colocated),
    plain("storage_type", values::storage_type),
    change("distribution_type", values::distribution_type, at_once),
    change("send_clear_alter_tasks", values::send_clear_alter_tasks, at_once),
    change("bloom_filter_columns", values::any, bloom_filters::columns),
    change("bloom_filter_fpp", values::any, bloom_filters::false_positive_rate),
    plain("write_quorum", values::write_quorum),
    both("labels.location", values::location, copies::located),
    late("dynamic_partition*", dynamic_partitions::executed),
    both("partition_live_number", values::live_partitions, lifetime::live_partitions),
    both("partition_ttl", values::partition_ttl, lifetime::partition_ttl),
    late("partition_retention_condition", lifetime::retention_condition),
    late("time_drift_constraint", values::time_drift),
    both("replication_num", copies::replication, copies::of_all_partitions),
    plain("storage_cooldown_ttl", lifetime::cooldown),
    both("default.replication_num", copies::replication, copies::of_new_partitions),
    late("default.storage_medium", values::storage_medium),
    change("in_memory", values::any, at_once),
    plain("primary_index_cache_expire_sec", values::index_cache_expiry),
    both("enable_persistent_index", values::persistent_index, shared_data::persistent_index),
    both("persistent_index_type", shared_data::index_type_value, shared_data::index_type),
    both("file_bundling", shared_data::file_bundling, shared_data::job),
    plain("replicated_storage", values::replicated_storage),
    both("bucket_size", values::bucket_size, values::random_buckets),
    plain("mutable_bucket_num", values::mutable_buckets),
    plain("enable_load_profile", values::any),
    plain("enable_statistic_collect_on_first_load", values::any),
    both("base_compaction_forbidden_time_ranges", values::compaction_model, values::compaction_ranges),
    both("binlog_enable", values::binlog, shared_data::binlog),
    both("binlog_ttl_second", values::binlog, shared_data::binlog),
    both("binlog_max_size", values::binlog, shared_data::binlog),
    plain("tablet_type", values::tablet_type),
    late("foreign_key_constraints", constraints::foreign_keys),
    late("unique_constraints", constraints::unique),
    plain("datacache.partition_duration", values::cached_duration),
    plain("flat_json.enable", values::any),
    plain("flat_json.null.factor", values::flat_json),
    plain("flat_json.sparsity.factor", values::flat_json),
    plain("flat_json.column.max", values::flat_json),
    both("compaction_strategy", shared_data::compaction_strategy, shared_data::job),
    both(
        "cloud_native_fast_schema_evolution_v2",
        shared_data::schema_evolution,
        shared_data::schema_evolution_off,
    ),
    plain("lake_compaction_max_parallel", shared_data::parallel_compaction),
    plain("table_query_timeout", values::query_timeout),
];
