//! The ranges of declared RANGE partitions: their values, their order, their overlaps.

use super::batch_ranges::{self, Calendar, Made};
use super::declared::{P_08, tuple};
use super::form::PartitionForm;
use super::range_expressions;
use crate::rules::java::literal::{self, Value, value_text};
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Envelope, Place, Rule};
use crate::schema::{DataType, PartitionBound, PartitionValue, Partitioning, RangePartition};

pub(in crate::rules) static P_11: Rule = Rule {
    id: "P-11",
    title: "A bound is a value of its column's type",
    reason: "The server reads it as it reads a default.",
    accepted: "CREATE TABLE t (k TINYINT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"100\"))",
    rejected: "CREATE TABLE t (k TINYINT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"200\"))",
    ..Rule::BARE
};

pub(in crate::rules) static P_12: Rule = Rule {
    id: "P-12",
    title: "The lower bound of a partition is less than its upper one",
    reason: "The upper bound does not belong to the partition: between equal bounds there is nothing.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES [(\"5\"), (\"6\")))",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES [(\"5\"), (\"5\")))",
    ..Rule::BARE
};

pub(in crate::rules) static P_13: Rule = Rule {
    id: "P-13",
    title: "An upper bound is not the least value of its type",
    reason: "Nothing is less than that.",
    accepted: "CREATE TABLE t (k TINYINT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"-127\"))",
    rejected: "CREATE TABLE t (k TINYINT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"-128\"))",
    ..Rule::BARE
};

pub(in crate::rules) static P_14: Rule = Rule {
    id: "P-14",
    title: "The ranges of two partitions do not meet, and LESS THAN bounds rise",
    reason: "A row belongs to one partition. A LESS THAN partition begins where the one below it ends.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"10\"), \
               PARTITION q VALUES LESS THAN (\"20\"))",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"20\"), \
               PARTITION q VALUES LESS THAN (\"10\"))",
    ..Rule::BARE
};

/// One value of a bound. NULL, which only a text of its own can mean here, is less than every other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Bound {
    Null,
    Value(Value),
    Max,
}

/// A bound of a range, as it is compared with others.
pub(in crate::rules) type Key = Vec<Bound>;

/// The rules of this file, in the order of the partitions, when the table is created.
pub(in crate::rules) fn declared(s: &Subject<'_>, found: &mut Findings<'_>) {
    let (types, partitions) = match &s.table.partition_by {
        Some(Partitioning::Range { columns, partitions }) => {
            let types = columns.iter().map(|name| s.column(name).map(|c| c.column.data_type.clone()));
            (types.collect(), partitions)
        }
        Some(Partitioning::RangeExpression { expression, partitions }) => {
            (range_expressions::result_type(expression).map(|data_type| vec![data_type]), partitions)
        }
        Some(Partitioning::Expressions { partitions, .. }) => {
            let PartitionForm::Automatic(automatic) = &s.form else { return };
            (s.column(&automatic.column).map(|c| vec![c.column.data_type.clone()]), partitions)
        }
        _ => return,
    };
    let Some(types): Option<Vec<DataType>> = types else {
        return;
    };
    if !s.is_olap() {
        return;
    }
    let calendar = Calendar::of(&s.table.properties);
    let mut ranges = Ranges::new(types);
    let numbered = || partitions.iter().enumerate();
    let is_batch = |partition: &RangePartition| matches!(partition, RangePartition::Batch { .. });
    // The server looks at declared partitions first, at those of the batches then.
    let declared = numbered().filter(|(_, partition)| !is_batch(partition));
    for (index, partition) in declared.chain(numbered().filter(|(_, partition)| is_batch(partition))) {
        // What cannot be compared here leaves the rest undecided.
        if ranges.add(partition, Place::Partition(index), calendar, found).is_err() {
            return;
        }
    }
}

/// The ranges of the partitions of a table, as far as they have been looked at.
pub(in crate::rules) struct Ranges {
    types: Vec<DataType>,
    /// They do not overlap, so that they are in the order of their lower and of their upper bounds alike.
    ranges: Vec<(Key, Key)>,
}

impl Ranges {
    /// No partition yet of a table that is partitioned by columns of these types.
    pub(in crate::rules) fn new(types: Vec<DataType>) -> Self {
        Ranges { types, ranges: Vec::new() }
    }

    /// P-11 to P-14 for one more partition, or for those of one more batch.
    pub(in crate::rules) fn add(
        &mut self,
        partition: &RangePartition,
        place: Place,
        calendar: Calendar<'_>,
        found: &mut Findings<'_>,
    ) -> Result<(), Undecided> {
        match partition {
            RangePartition::LessThan { upper: PartitionBound::MaxValue, .. } => {
                self.one(None, None, "MAXVALUE", place, found)?;
            }
            RangePartition::LessThan { upper: PartitionBound::Values(upper), .. } => {
                self.one(None, Some(upper), &tuple(upper), place, found)?;
            }
            RangePartition::Fixed { lower, upper, .. } => {
                let written = format!("[{}, {})", tuple(lower), tuple(upper));
                self.one(Some(lower), Some(upper), &written, place, found)?;
            }
            RangePartition::Batch { start, end, every } => {
                let [data_type] = self.types.as_slice() else {
                    return Err(Undecided);
                };
                let data_type = data_type.clone();
                let made = batch_ranges::of_batch((start, end, *every), &data_type, calendar);
                for Made { lower, upper, .. } in made.ok_or(Undecided)? {
                    let value = |value| [PartitionValue::Text(value_text(&value, &data_type).into())];
                    let (lower, upper) = (value(lower), value(upper));
                    // Of a batch the first partition that does not fit is enough.
                    if !self.one(Some(&lower), Some(&upper), "", place, found)? {
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// One partition; whether it is good.
    fn one(
        &mut self,
        lower: Option<&[PartitionValue]>,
        upper: Option<&[PartitionValue]>,
        written: &str,
        place: Place,
        found: &mut Findings<'_>,
    ) -> Result<bool, Undecided> {
        let types = &self.types;
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
            return Ok(false);
        }
        // The first range that does not end before the new one is the one that it may meet.
        let at = self.ranges.partition_point(|(_, other)| *other < upper);
        let below = self.ranges[..at].last();
        let meets = self.ranges.get(at).or(below);
        if lower.is_some_and(|values| values.len() > types.len()) {
            let help = format!("write at most {} values", types.len());
            found.push(P_08.broken(place, "Invalid key range: null", help).enveloped(Envelope::Bare));
            return Ok(false);
        }
        let lower = match lower {
            None => below.map_or(least, |(_, upper)| upper.clone()),
            Some(values) => match key(types, values)? {
                Ok(key) if key.contains(&Bound::Null) => return Err(Undecided),
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
            return Ok(false);
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
            return Ok(false);
        }
        let new = (lower, upper);
        let at = self.ranges.partition_point(|other| *other < new);
        self.ranges.insert(at, new);
        Ok(true)
    }
}

/// A value that is good, but whose place among others is not known here.
pub(in crate::rules) struct Undecided;

fn malformed(place: Place, why: &str, found: &mut Findings<'_>) -> bool {
    found.push(P_11.broken(
        place,
        format!("Invalid range value format: {why}"),
        "write a value of the column's type, in quotes",
    ));
    false
}

/// The key of a bound: what is left out at its end is the least value.
fn key(types: &[DataType], values: &[PartitionValue]) -> Result<Result<Key, String>, Undecided> {
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
            Some(PartitionValue::Text(text)) if text == super::lists::DEFAULT_PARTITION => Bound::Null,
            Some(PartitionValue::Text(text)) => match literal::of_type(text, data_type).ok_or(Undecided)? {
                Ok(value) => {
                    let value = value.ok_or(Undecided)?;
                    Bound::Value(if *data_type == DataType::Date { value.day() } else { value })
                }
                Err(why) => return Ok(Err(why)),
            },
        });
    }
    Ok(Ok(key))
}

/// The least value of a type that has ranges.
pub(in crate::rules) fn least(data_type: &DataType) -> Option<Value> {
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

/// Both bounds of a range that has them; nothing when they cannot be compared here.
pub(in crate::rules) fn bounds(types: &[DataType], partition: &RangePartition) -> Option<(Key, Key)> {
    let RangePartition::Fixed { lower, upper, .. } = partition else { return None };
    let key = |values: &[PartitionValue]| key(types, values).ok()?.ok();
    Some((key(lower)?, key(upper)?))
}

/// A range as the server's messages print it.
pub(in crate::rules) fn range(types: &[DataType], lower: &Key, upper: &Key) -> String {
    format!("[{}..{})", bound(types, lower), bound(types, upper))
}

/// A bound as the server's messages print it.
pub(in crate::rules) fn bound(types: &[DataType], key: &Key) -> String {
    let names: Vec<&str> = types.iter().map(|data_type| data_type.server_primitive()).collect();
    let values: Vec<String> = key
        .iter()
        .zip(types)
        .map(|(bound, data_type)| match bound {
            Bound::Null => "NULL".to_owned(),
            Bound::Max => "MAXVALUE".to_owned(),
            Bound::Value(value) => value_text(value, data_type),
        })
        .collect();
    format!("types: [{}]; keys: [{}]; ", names.join(", "), values.join(", "))
}
