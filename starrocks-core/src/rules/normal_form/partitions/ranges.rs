//! Ranges as a server keeps them: each with both bounds, in order.

use super::{own_properties, partition_types};
use crate::rules::java::literal::{self, Value, value_text};
use crate::rules::normal_form::ServerDefaults;
use crate::rules::partitions::batch_ranges::{self, Calendar, Made};
use crate::rules::partitions::ranges::least;
use crate::schema::{
    DataType, Every, PartitionBound, PartitionValue, Properties, RangePartition, Table, Text,
};
use std::borrow::Cow;
use std::cmp::Ordering;

/// `partitions` as `table` keeps them beside those that it has already, `existing`; they come in the order of their bounds.
///
/// A batch that makes no sense stays as it is.
///
/// ```
/// use starrocks_core::rules::{ServerDefaults, normal_form};
/// use starrocks_core::schema::{Partitioning, RangePartition};
/// use starrocks_core::sql::parse_create_table;
///
/// let sql = "CREATE TABLE t (d DATE) PARTITION BY RANGE(d) (PARTITION p VALUES LESS THAN ('2024-02-01'))";
/// let table = parse_create_table(sql)?.table;
/// let Some(Partitioning::Range { partitions, .. }) = &table.partition_by else { unreachable!() };
/// let kept = normal_form::ranges(&table, partitions, &[], &ServerDefaults::default());
/// assert!(matches!(&kept[0], RangePartition::Fixed { lower, .. } if lower.len() == 1));
/// # Ok::<(), starrocks_core::sql::ParseError>(())
/// ```
pub fn ranges(
    table: &Table,
    partitions: &[RangePartition],
    existing: &[RangePartition],
    server: &ServerDefaults,
) -> Vec<RangePartition> {
    let types = partition_types(table);
    let mut kept: Vec<RangePartition> = Vec::new();
    let filled = |values: &[PartitionValue]| filled(values, &types, server);
    for partition in partitions {
        match partition {
            RangePartition::LessThan { name, upper, properties, .. } => {
                let upper = match upper {
                    PartitionBound::MaxValue => vec![PartitionValue::MaxValue; types.len()],
                    PartitionBound::Values(values) => filled(values),
                };
                let lower = below(&upper, existing.iter().chain(&kept)).unwrap_or_else(|| filled(&[]));
                kept.push(fixed(table, name, lower, upper, properties, server));
            }
            RangePartition::Fixed { name, lower, upper, properties, .. } => {
                kept.push(fixed(table, name, filled(lower), filled(upper), properties, server));
            }
            RangePartition::Batch { start, end, every } => {
                let made = types.first().and_then(|t| batch(table, (start, end, *every), t, server));
                match made {
                    Some(made) => kept.extend(made),
                    None => kept.push(partition.clone()),
                }
            }
        }
    }
    kept.sort_by(|a, b| order(bounds(a).0, bounds(b).0));
    kept
}

/// Where a range begins that says only where it ends: at the greatest upper bound below.
fn below<'a>(
    upper: &[PartitionValue],
    partitions: impl Iterator<Item = &'a RangePartition>,
) -> Option<Vec<PartitionValue>> {
    let lower = partitions.map(|partition| bounds(partition).1).filter(|other| order(other, upper).is_lt());
    lower.max_by(|a, b| order(a, b)).filter(|lower| !lower.is_empty()).map(<[PartitionValue]>::to_vec)
}

fn bounds(partition: &RangePartition) -> (&[PartitionValue], &[PartitionValue]) {
    match partition {
        RangePartition::Fixed { lower, upper, .. } => (lower, upper),
        _ => (&[], &[]),
    }
}

/// Which of two bounds in their normal form is the lower one.
pub(in crate::rules) fn order(a: &[PartitionValue], b: &[PartitionValue]) -> Ordering {
    let rank = |value: &PartitionValue| match value {
        PartitionValue::MaxValue => (1, 0, String::new()),
        PartitionValue::Text(text) => match text.parse::<i128>() {
            Ok(number) => (0, number, String::new()),
            Err(_) => (0, 0, text.to_string()),
        },
    };
    a.iter().map(rank).cmp(b.iter().map(rank))
}

fn fixed(
    table: &Table,
    name: &Text,
    lower: Vec<PartitionValue>,
    upper: Vec<PartitionValue>,
    properties: &Properties,
    server: &ServerDefaults,
) -> RangePartition {
    RangePartition::Fixed {
        name: name.clone(),
        if_not_exists: false,
        lower: Cow::Owned(lower),
        upper: Cow::Owned(upper),
        properties: own_properties(table, properties, server),
    }
}

/// The values of a bound, those that are left out at their minimum.
fn filled(values: &[PartitionValue], types: &[DataType], server: &ServerDefaults) -> Vec<PartitionValue> {
    let value = |(at, data_type): (usize, &DataType)| match values.get(at) {
        Some(PartitionValue::MaxValue) => PartitionValue::MaxValue,
        Some(PartitionValue::Text(text)) => PartitionValue::Text(bound(text, data_type, server)),
        None => {
            let least = least(data_type).map(|value| value_text(&value, data_type));
            PartitionValue::Text(least.unwrap_or_default().into())
        }
    };
    types.iter().enumerate().map(value).collect()
}

/// A bound in the server's spelling: dates are written out, in the server's zone; numbers stay as they are.
pub(super) fn bound(text: &Text, data_type: &DataType, server: &ServerDefaults) -> Text {
    if !matches!(data_type, DataType::Date | DataType::DateTime) {
        return text.clone();
    }
    match literal::date(text) {
        Ok(Some(value)) => value_text(&value, data_type).into(),
        Ok(None) => match literal::zoned(text, server.utc_offset) {
            Some(moment) => value_text(&Value::Moment(moment), data_type).into(),
            None => text.clone(),
        },
        Err(_) => text.clone(),
    }
}

fn batch(
    table: &Table,
    batch: (&str, &str, Every),
    data_type: &DataType,
    server: &ServerDefaults,
) -> Option<Vec<RangePartition>> {
    let calendar = Calendar::of(&table.properties);
    let value = |value: &Value| vec![PartitionValue::Text(value_text(value, data_type).into())];
    let made = batch_ranges::of_batch(batch, data_type, calendar)?;
    let partition = |m: &Made| {
        fixed(table, &m.name.clone().into(), value(&m.lower), value(&m.upper), &Properties::NONE, server)
    };
    Some(made.iter().map(partition).collect())
}
