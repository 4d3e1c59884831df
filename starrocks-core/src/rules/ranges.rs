//! The ranges of declared RANGE partitions: their values, their order, their overlaps.

use super::declared_partitions::P_08;
use super::declared_partitions::tuple;
use super::literal::{self, Value};
use super::subject::{Findings, Subject};
use super::{Envelope, Place, Rule};
use crate::schema::{DataType, PartitionBound, PartitionValue, Partitioning, RangePartition};

pub(super) static P_11: Rule = Rule {
    id: "P-11",
    title: "A bound is a value of its column's type",
    reason: "The server reads it as it reads a default.",
    accepted: "CREATE TABLE t (k TINYINT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"100\"))",
    rejected: "CREATE TABLE t (k TINYINT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"200\"))",
    ..Rule::BARE
};

pub(super) static P_12: Rule = Rule {
    id: "P-12",
    title: "The lower bound of a partition is less than its upper one",
    reason: "The upper bound does not belong to the partition: between equal bounds there is nothing.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES [(\"5\"), (\"6\")))",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES [(\"5\"), (\"5\")))",
    ..Rule::BARE
};

pub(super) static P_13: Rule = Rule {
    id: "P-13",
    title: "An upper bound is not the least value of its type",
    reason: "Nothing is less than that.",
    accepted: "CREATE TABLE t (k TINYINT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"-127\"))",
    rejected: "CREATE TABLE t (k TINYINT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"-128\"))",
    ..Rule::BARE
};

pub(super) static P_14: Rule = Rule {
    id: "P-14",
    title: "The ranges of two partitions do not meet, and LESS THAN bounds rise",
    reason: "A row belongs to one partition. A LESS THAN partition begins where the one below it ends.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"10\"), \
               PARTITION q VALUES LESS THAN (\"20\"))",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"20\"), \
               PARTITION q VALUES LESS THAN (\"10\"))",
    ..Rule::BARE
};

/// One value of a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bound {
    Value(Value),
    Max,
}

type Key = Vec<Bound>;

/// The rules of this file, in the order of the partitions, when the table is created.
pub(super) fn declared(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(Partitioning::Range { columns, partitions }) = &s.table.partition_by else {
        return;
    };
    let types: Option<Vec<&DataType>> =
        columns.iter().map(|name| s.column(name).map(|c| &c.column.data_type)).collect();
    let Some(types) = types else {
        return;
    };
    // The partitions of a batch are made by the server; what they meet is not known here.
    if !s.is_olap() || partitions.iter().any(|partition| matches!(partition, RangePartition::Batch { .. })) {
        return;
    }
    let mut ranges: Vec<(Key, Key)> = Vec::new();
    for (index, partition) in partitions.iter().enumerate() {
        let place = Place::Partition(index);
        // What cannot be compared here leaves the rest undecided.
        let Ok(next) = one(&types, partition, place, &ranges, found) else {
            return;
        };
        if let Some(range) = next {
            // They do not overlap, so that they are in the order of their lower and of their upper bounds alike.
            let at = ranges.partition_point(|other| *other < range);
            ranges.insert(at, range);
        }
    }
}

/// The range of one partition; `None` after a finding.
fn one(
    types: &[&DataType],
    partition: &RangePartition,
    place: Place,
    ranges: &[(Key, Key)],
    found: &mut Findings<'_>,
) -> Result<Option<(Key, Key)>, Undecided> {
    let (lower, upper, written) = match partition {
        RangePartition::LessThan { upper, .. } => match upper {
            PartitionBound::MaxValue => (None, None, "MAXVALUE".to_owned()),
            PartitionBound::Values(values) => (None, Some(values), tuple(values)),
        },
        RangePartition::Fixed { lower, upper, .. } => {
            (Some(lower), Some(upper), format!("[{}, {})", tuple(lower), tuple(upper)))
        }
        RangePartition::Batch { .. } => return Err(Undecided),
    };
    let upper = match upper {
        None => vec![Bound::Max; types.len()],
        Some(values) => match key(types, values)? {
            Ok(key) => key,
            Err(why) => return Ok(malformed(place, &why, found)),
        },
    };
    let least = key(types, &[])?.unwrap_or_default();
    if upper == least {
        found.push(P_13.broken(
            place,
            format!("Partition's upper value should not be MIN VALUE: {written}"),
            "leave the partition out",
        ));
        return Ok(None);
    }
    // The first range that does not end before the new one is the one that it may meet.
    let at = Some(ranges.partition_point(|(_, other)| *other < upper)).filter(|at| *at < ranges.len());
    let below = ranges[..at.unwrap_or(ranges.len())].last();
    let meets = at.map_or(ranges.last(), |at| ranges.get(at));
    if lower.is_some_and(|values| values.len() > types.len()) {
        let help = format!("write at most {} values", types.len());
        found.push(P_08.broken(place, "Invalid key range: null", help).enveloped(Envelope::Bare));
        return Ok(None);
    }
    let lower = match lower {
        None => below.map_or(least, |(_, upper)| upper.clone()),
        Some(values) => match key(types, values)? {
            Ok(key) => key,
            Err(why) => return Ok(malformed(place, &why, found)),
        },
    };
    if lower >= upper {
        found.push(P_12.broken(
            place,
            "Invalid range value format: The lower values must smaller than upper values",
            "write the smaller value first",
        ));
        return Ok(None);
    }
    if let Some((other_lower, other_upper)) = meets
        && lower < *other_upper
        && *other_lower < upper
    {
        found.push(P_14.broken(
            place,
            format!(
                "Range {} is intersected with range: {}",
                range(types, &lower, &upper),
                range(types, other_lower, other_upper)
            ),
            "declare LESS THAN partitions from the least to the greatest, and ranges that do not overlap",
        ));
        return Ok(None);
    }
    Ok(Some((lower, upper)))
}

/// A value that is good, but whose place among others is not known here.
struct Undecided;

fn malformed(place: Place, why: &str, found: &mut Findings<'_>) -> Option<(Key, Key)> {
    found.push(P_11.broken(
        place,
        format!("Invalid range value format: {why}"),
        "write a value of the column's type, in quotes",
    ));
    None
}

/// The key of a bound: what is left out at its end is the least value.
fn key(types: &[&DataType], values: &[PartitionValue]) -> Result<Result<Key, String>, Undecided> {
    let mut key = Key::new();
    if values.len() > types.len() {
        return Err(Undecided);
    }
    for (position, data_type) in types.iter().enumerate() {
        let least = least(data_type).ok_or(Undecided)?;
        key.push(match values.get(position) {
            None => Bound::Value(least),
            Some(PartitionValue::MaxValue) => Bound::Max,
            // The server reads this text as NULL.
            Some(PartitionValue::Text(text)) if text == super::list_partitions::DEFAULT_PARTITION => {
                return Err(Undecided);
            }
            Some(PartitionValue::Text(text)) => match literal::of_type(text, data_type).ok_or(Undecided)? {
                Ok(value) => Bound::Value(fitted(value.ok_or(Undecided)?, data_type)),
                Err(why) => return Ok(Err(why)),
            },
        });
    }
    Ok(Ok(key))
}

/// A DATE keeps only the day.
fn fitted(value: Value, data_type: &DataType) -> Value {
    match (value, data_type) {
        (Value::Moment([year, month, day, ..]), DataType::Date) => {
            Value::Moment([year, month, day, 0, 0, 0, 0])
        }
        _ => value,
    }
}

/// The least value of a type that has ranges.
pub(super) fn least(data_type: &DataType) -> Option<Value> {
    Some(match data_type {
        DataType::TinyInt => Value::Integer(i8::MIN.into()),
        DataType::SmallInt => Value::Integer(i16::MIN.into()),
        DataType::Int => Value::Integer(i32::MIN.into()),
        DataType::BigInt => Value::Integer(i64::MIN.into()),
        DataType::LargeInt => Value::Integer(i128::MIN),
        DataType::Date | DataType::DateTime => Value::Moment([0, 1, 1, 0, 0, 0, 0]),
        _ => return None,
    })
}

/// A range as the server's messages print it.
fn range(types: &[&DataType], lower: &Key, upper: &Key) -> String {
    let names: Vec<&str> = types.iter().map(|data_type| data_type.server_primitive()).collect();
    let names = names.join(", ");
    let values = |key: &Key| {
        let written: Vec<String> = key
            .iter()
            .zip(types)
            .map(|(bound, data_type)| match bound {
                Bound::Max => "MAXVALUE".to_owned(),
                Bound::Value(Value::Integer(value)) => value.to_string(),
                Bound::Value(Value::Moment(moment)) => moment_text(moment, data_type),
            })
            .collect();
        written.join(", ")
    };
    format!("[types: [{names}]; keys: [{}]; ..types: [{names}]; keys: [{}]; )", values(lower), values(upper))
}

/// A date or a time as the server writes it.
pub(super) fn moment_text(
    [year, month, day, hour, minute, second, micro]: &literal::Moment,
    data_type: &DataType,
) -> String {
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (data_type, micro) {
        (DataType::Date, _) => date,
        (_, 0) => format!("{date} {hour:02}:{minute:02}:{second:02}"),
        (_, micro) => format!("{date} {hour:02}:{minute:02}:{second:02}.{micro:06}"),
    }
}
