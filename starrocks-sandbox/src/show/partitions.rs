//! The partitions of a table, as far as they are declared.

use super::some;
use crate::answer::ResultSet;
use crate::catalog::CatalogTable;
use starrocks_core::schema::{
    Distribution, ListValue, ListValues, PartitionBound, PartitionValue, Partitioning, RangePartition,
};

pub(super) fn partitions(table: &CatalogTable) -> ResultSet {
    let list =
        matches!(table.table.partition_by, Some(Partitioning::List { .. } | Partitioning::Columns { .. }));
    let titles = [
        "PartitionId",
        "PartitionName",
        "VisibleVersion",
        "VisibleVersionTime",
        "VisibleVersionHash",
        "State",
        "PartitionKey",
        if list { "List" } else { "Range" },
        "DistributionKey",
        "Buckets",
        "ReplicationNum",
        "StorageMedium",
        "CooldownTime",
        "LastConsistencyCheckTime",
        "DataSize",
        "StorageSize",
        "IsInMemory",
        "RowCount",
        "DataVersion",
        "VersionEpoch",
        "VersionTxnType",
        "TabletBalanced",
    ];
    let created = table.created.format("%Y-%m-%d %H:%M:%S").to_string();
    let (keys, distribution, buckets) = layout(table);
    let replication = table.table.properties.get("replication_num").unwrap_or("3").to_owned();
    let rows = partition_list(table).into_iter().enumerate().map(|(index, (name, range))| {
        vec![
            Some(partition_id(table, index).to_string()),
            Some(name),
            some("1"),
            Some(created.clone()),
            some("0"),
            some("NORMAL"),
            Some(keys.clone()),
            Some(range),
            Some(distribution.clone()),
            Some(buckets.to_string()),
            Some(replication.clone()),
            some("HDD"),
            some("9999-12-31 23:59:59"),
            None,
            some("0B"),
            some("0B"),
            some("false"),
            some("0"),
            some("1"),
            some("0"),
            some("TXN_NORMAL"),
            some("true"),
        ]
    });
    ResultSet::text(&titles, rows.collect())
}

/// An id that no other partition has, as long as a table has at most a hundred thousand.
pub(crate) fn partition_id(table: &CatalogTable, index: usize) -> i64 {
    i64::try_from(table.id * 100_000 + index as u64).unwrap_or(i64::MAX)
}

/// Partition key, distribution key and buckets as text.
pub(crate) fn layout(table: &CatalogTable) -> (String, String, u32) {
    let keys = match &table.table.partition_by {
        Some(
            Partitioning::Range { columns, .. }
            | Partitioning::List { columns, .. }
            | Partitioning::Columns { columns },
        ) => columns.join(", "),
        _ => String::new(),
    };
    match &table.table.distributed_by {
        Some(Distribution::Hash { columns, buckets }) => (keys, columns.join(", "), buckets.unwrap_or(0)),
        Some(Distribution::Random { buckets }) => (keys, "ALL KEY".to_owned(), buckets.unwrap_or(0)),
        None => (keys, String::new(), 0),
    }
}

/// The names of a table's partitions; a table without partitioning has one of its own name.
pub(crate) fn partition_names(table: &CatalogTable) -> Vec<String> {
    partition_list(table).into_iter().map(|(name, _)| name).collect()
}

pub(crate) fn partition_list(table: &CatalogTable) -> Vec<(String, String)> {
    match &table.table.partition_by {
        None => vec![(table.table.name.name.to_string(), String::new())],
        Some(Partitioning::Range { partitions, .. }) => partitions
            .iter()
            .filter_map(|partition| match partition {
                RangePartition::LessThan { name, upper, .. } => {
                    let upper = match upper {
                        PartitionBound::MaxValue => "MAXVALUE".to_owned(),
                        PartitionBound::Values(values) => bounds(values),
                    };
                    Some((name.to_string(), format!("[..; keys: {upper}; )")))
                }
                RangePartition::Fixed { name, lower, upper, .. } => {
                    Some((name.to_string(), format!("[{}; {})", bounds(lower), bounds(upper))))
                }
                RangePartition::Batch { .. } => None,
            })
            .collect(),
        Some(Partitioning::List { partitions, .. }) => partitions
            .iter()
            .map(|partition| {
                let value = |value: &ListValue| match value {
                    ListValue::Null => "NULL".to_owned(),
                    ListValue::Text(text) => format!("'{text}'"),
                };
                let values = match &partition.values {
                    ListValues::Single(values) => values.iter().map(value).collect::<Vec<_>>().join(", "),
                    ListValues::Tuples(tuples) => tuples
                        .iter()
                        .map(|tuple| format!("({})", tuple.iter().map(value).collect::<Vec<_>>().join(", ")))
                        .collect::<Vec<_>>()
                        .join(", "),
                };
                (partition.name.to_string(), format!("({values})"))
            })
            .collect(),
        // Their partitions come with the rows, which the sandbox does not split.
        Some(_) => Vec::new(),
    }
}

fn bounds(values: &[PartitionValue]) -> String {
    let values: Vec<&str> = values
        .iter()
        .map(|value| match value {
            PartitionValue::Text(text) => text.as_ref(),
            PartitionValue::MaxValue => "MAXVALUE",
        })
        .collect();
    format!("keys: [{}]", values.join(", "))
}
