//! Whether a row lies in one of the partitions that a table declares.
//!
//! Tables that make their partitions themselves (by expression, by columns, dynamically) take every row.

use super::value::compare_numbers;
use super::{dates, value};
use crate::answer::ResultType;
use rusqlite::types::Value;
use starrocks_core::schema::{
    ListPartition, ListValue, ListValues, PartitionBound, PartitionValue, Partitioning, RangePartition, Table,
};
use std::cmp::Ordering;

/// Whether `row`, complete and in the order of the columns, has a partition to go to.
pub(crate) fn takes(table: &Table, row: &[Value]) -> bool {
    if table.properties.get("dynamic_partition.enable") == Some("true") {
        return true;
    }
    match &table.partition_by {
        Some(Partitioning::Range { columns, partitions }) => {
            let key = Key::of(table, columns, row);
            partitions.iter().any(|partition| in_range(&key, partition))
        }
        Some(Partitioning::List { columns, partitions }) => {
            let key = Key::of(table, columns, row);
            partitions.iter().any(|partition| in_list(&key, partition))
        }
        _ => true,
    }
}

/// The values of the partition columns with their types; `None` where a column is not found.
struct Key<'a> {
    values: Vec<(&'a Value, ResultType)>,
}

impl<'a> Key<'a> {
    fn of<N: AsRef<str>>(table: &Table, columns: &[N], row: &'a [Value]) -> Self {
        let values = columns.iter().filter_map(|name| {
            let index = table.column_index(name.as_ref())?;
            Some((&row[index], ResultType::of(&table.columns[index].data_type)))
        });
        Key { values: values.collect() }
    }

    /// Compares with a bound, column by column.
    fn compare(&self, bound: &[PartitionValue]) -> Ordering {
        for ((value, result_type), bound) in self.values.iter().zip(bound) {
            let order = match bound {
                PartitionValue::MaxValue => Ordering::Less,
                PartitionValue::Text(text) => compare(value, *result_type, text),
            };
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    }
}

/// NULL lies before everything.
fn compare(value: &Value, result_type: ResultType, bound: &str) -> Ordering {
    let Some(text) = value::text(value) else { return Ordering::Less };
    match result_type {
        ResultType::Date | ResultType::DateTime => dates::parse(&text).cmp(&dates::parse(bound)),
        ResultType::Boolean => {
            let flag = if bound.eq_ignore_ascii_case("true") || bound == "1" { "1" } else { "0" };
            text.as_str().cmp(flag)
        }
        other if other.is_integer() || matches!(other, ResultType::Decimal { .. }) => {
            compare_numbers(&text, bound)
        }
        _ => text.as_str().cmp(bound),
    }
}

fn in_range(key: &Key<'_>, partition: &RangePartition) -> bool {
    match partition {
        RangePartition::LessThan { upper: PartitionBound::MaxValue, .. } => true,
        RangePartition::LessThan { upper: PartitionBound::Values(upper), .. } => {
            key.compare(upper) == Ordering::Less
        }
        // NULL belongs to the partition that begins with the smallest value, whichever that is: let it in.
        RangePartition::Fixed { lower, upper, .. } => {
            let null = key.values.iter().any(|(value, _)| **value == Value::Null);
            (null || key.compare(lower) != Ordering::Less) && key.compare(upper) == Ordering::Less
        }
        // The normal form has none of these.
        RangePartition::Batch { .. } => true,
    }
}

fn in_list(key: &Key<'_>, partition: &ListPartition) -> bool {
    let same = |place: usize, listed: &ListValue| match (key.values.get(place), listed) {
        (Some((Value::Null, _)), ListValue::Null) => true,
        (Some((value, result_type)), ListValue::Text(text)) => {
            **value != Value::Null && compare(value, *result_type, text) == Ordering::Equal
        }
        _ => false,
    };
    match &partition.values {
        ListValues::Single(values) => values.iter().any(|listed| same(0, listed)),
        ListValues::Tuples(tuples) => {
            tuples.iter().any(|tuple| tuple.iter().enumerate().all(|(place, listed)| same(place, listed)))
        }
    }
}
