//! What a table has from its CREATE TABLE on, and does not print.

use crate::rules::indexes::bloom_filters;
use crate::rules::normal_form::{self, ServerDefaults};
use crate::rules::partitions::form::PartitionForm;
use crate::rules::properties::dynamic_partitions;
use crate::schema::{NewPartitions, Partitioning, Properties, Table};

/// What a table keeps of its properties when it is created, without printing it.
pub(super) fn unprinted(written: &Properties, printed: &Properties) -> Properties {
    const COUNT_LATER: [&str; 8] = [
        "bloom_filter_fpp",
        "dynamic_partition.start_day_of_month",
        "dynamic_partition.start_day_of_week",
        "flat_json.column.max",
        "flat_json.enable",
        "flat_json.null.factor",
        "flat_json.sparsity.factor",
        "short_key",
    ];
    let mut kept = Properties::NONE;
    if printed.get("bloom_filter_columns").is_some() {
        kept.set("bloom_filter_fpp", bloom_filters::DEFAULT_RATE);
    }
    for key in COUNT_LATER {
        if let Some(value) = written.get(key).filter(|value| !value.is_empty() && printed.get(key).is_none())
        {
            kept.set(key, value.to_owned());
        }
    }
    kept
}

/// Whether the server makes and drops partitions by the clock.
pub(super) fn are_scheduled(table: &Table) -> bool {
    dynamic_partitions::is_enabled(table)
}

/// Whether the server makes partitions for the rows that come.
pub(super) fn are_automatic(table: &Table) -> bool {
    matches!(table.partition_by, Some(Partitioning::Columns { .. } | Partitioning::Expressions { .. }))
}

/// The partitions of an automatic table that its CREATE TABLE makes.
pub(super) fn made_in_advance(declared: &Table, server: &ServerDefaults) -> Vec<NewPartitions> {
    match &declared.partition_by {
        Some(Partitioning::Expressions { partitions, .. })
            if matches!(PartitionForm::of(declared), PartitionForm::Automatic(_)) =>
        {
            normal_form::ranges(declared, partitions, &[], server)
                .into_iter()
                .map(NewPartitions::Range)
                .collect()
        }
        _ => Vec::new(),
    }
}
