//! How a server prints a property that is written.

use crate::rules::java::number::java_double;
use crate::rules::properties::periods::Period;

/// What a server does to a value.
pub(super) enum Printed {
    /// As it is written, unless it is this.
    Unless(&'static str),
    /// As it is written, unless there is nothing but blanks.
    UnlessBlank,
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
    /// Labels of backends; one star stands for all of them.
    Labels,
    /// Not at all: read and forgotten, or printed by itself.
    Never,
}

/// Every property of CREATE TABLE whose print differs from what is written.
const PRINTED: &[(&str, Printed)] = &[
    ("base_compaction_forbidden_time_ranges", Printed::UnlessBlank),
    ("binlog_enable", Printed::Boolean),
    ("bloom_filter_columns", Printed::Never),
    ("bloom_filter_fpp", Printed::Never),
    ("bucket_size", Printed::NumberUnless(0)),
    ("colocate_with", Printed::Unless("")),
    ("compaction_strategy", Printed::UpperUnless("DEFAULT")),
    ("compression", Printed::Never),
    ("datacache.partition_duration", Printed::Period),
    ("dynamic_partition.buckets", Printed::NumberUnless(0)),
    ("dynamic_partition.enable", Printed::Boolean),
    ("dynamic_partition.end", Printed::NumberUnless(i64::MIN)),
    ("dynamic_partition.history_partition_num", Printed::NumberUnless(i64::MIN)),
    ("dynamic_partition.prefix", Printed::UnlessBlank),
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
    ("foreign_key_constraints", Printed::Never),
    ("in_memory", Printed::Never),
    ("labels.location", Printed::Labels),
    ("lake_compaction_max_parallel", Printed::Never),
    ("light_schema_change", Printed::Never),
    ("mutable_bucket_num", Printed::NumberUnless(0)),
    ("partition_retention_condition", Printed::Unless("")),
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
    ("time_drift_constraint", Printed::Unless("")),
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

/// The value as it is printed; a property that is not known here stays as it is written.
pub(in crate::rules) fn printed(key: &str, value: &str) -> Option<String> {
    let Some((_, rule)) = PRINTED.iter().find(|(known, _)| *known == key) else {
        return Some(value.to_owned());
    };
    let boolean_text = || boolean(value).to_string();
    match rule {
        Printed::Never => None,
        Printed::Unless(default) => Some(value).filter(|value| value != default).map(str::to_owned),
        Printed::UnlessBlank => Some(value.trim()).filter(|value| !value.is_empty()).map(str::to_owned),
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
        Printed::Double => Some(value.parse::<f64>().map_or_else(|_| value.to_owned(), java_double)),
        Printed::Period if value.is_empty() => None,
        Printed::Period => {
            Some(Period::parse(value).map_or_else(|| value.to_owned(), |period| period.to_string()))
        }
        Printed::TimeZone => match value {
            "" => None,
            "CST" => Some("Asia/Shanghai".to_owned()),
            offset if offset.starts_with(['+', '-']) => Some(format!("GMT{offset}")),
            region => Some(region.to_owned()),
        },
        Printed::Labels => match value.split(',').any(|label| label.trim() == "*") {
            true => Some("*".to_owned()),
            false => Some(value.trim()).filter(|value| !value.is_empty()).map(str::to_owned),
        },
    }
}

pub(super) fn boolean(value: &str) -> bool {
    value.eq_ignore_ascii_case("true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_each_property_once() {
        assert!(PRINTED.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
