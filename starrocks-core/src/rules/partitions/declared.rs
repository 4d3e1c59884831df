//! The partitions that are declared behind PARTITION BY: their names, bounds, styles and properties.

use super::batches::{self, Over};
use super::names;
use crate::rules::properties::partition::Reader;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Place, Rule};
use crate::schema::{PartitionBound, PartitionValue, Properties, RangePartition};

pub(in crate::rules) static P_08: Rule = Rule {
    id: "P-08",
    title: "A bound has no more values than there are partition columns",
    reason: "Each value bounds one column; those left out are the least ones.",
    accepted: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a, b) (PARTITION p VALUES LESS THAN (\"1\", \"2\"))",
    rejected: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a) (PARTITION p VALUES LESS THAN (\"1\", \"2\"))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_09: Rule = Rule {
    id: "P-09",
    title: "A list of values for several partition columns has no MAXVALUE",
    reason: "The greatest bound of several columns is written without parentheses: LESS THAN MAXVALUE.",
    accepted: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a, b) (PARTITION p VALUES LESS THAN MAXVALUE)",
    rejected: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a, b) (PARTITION p VALUES LESS THAN (\"1\", MAXVALUE))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_10: Rule = Rule {
    id: "P-10",
    title: "LESS THAN and [ , ) are not mixed",
    reason: "The first takes its lower bound from the partition before, the second has its own; START … END … EVERY counts as the \
             second.",
    accepted: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a) (PARTITION p VALUES LESS THAN (\"1\"), \
               PARTITION q VALUES LESS THAN (\"2\"))",
    rejected: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a) (PARTITION p VALUES LESS THAN (\"1\"), \
               PARTITION q VALUES [(\"1\"), (\"2\")))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_16: Rule = Rule {
    id: "P-16",
    title: "START … END … EVERY stands for one partition column",
    reason: "Its steps go along one column.",
    accepted: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a) (START (\"1\") END (\"4\") EVERY (1))",
    rejected: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a, b) (START (\"1\") END (\"4\") EVERY (1))",
    ..Rule::ANALYZING
};

/// P-16, then per partition N-11, N-10, P-08, P-09 and P-10.
pub(in crate::rules) fn of_range(
    s: &Subject<'_>,
    columns: usize,
    over: Option<Over<'_>>,
    partitions: &[RangePartition],
    found: &mut Findings<'_>,
) {
    if columns > 1 {
        let batch = partitions.iter().position(|partition| matches!(partition, RangePartition::Batch { .. }));
        if let Some(index) = batch {
            found.push(P_16.broken(
                Place::Partition(index),
                "Batch build partition only support single range column.",
                "partition by one column, or declare each partition",
            ));
        }
    }
    let expanded: Vec<Vec<String>> = partitions
        .iter()
        .enumerate()
        .map(|(index, partition)| match over {
            Some(over) => {
                batches::expand(&s.table.properties, over, partition, Place::Partition(index), found)
            }
            None => Vec::new(),
        })
        .collect();
    let mut named = names::Named::default();
    let mut properties_read = Reader::new(&s.table.properties, s.options);
    let mut less_than = None;
    let mut mixed = false;
    // The server looks at declared partitions first, at those of the batches then.
    let is_batch = |partition: &RangePartition| matches!(partition, RangePartition::Batch { .. });
    let numbered = || partitions.iter().enumerate();
    let declared = numbered().filter(|(_, partition)| !is_batch(partition));
    for (index, partition) in declared.chain(numbered().filter(|(_, partition)| is_batch(partition))) {
        let place = Place::Partition(index);
        let is_less_than = match partition {
            RangePartition::LessThan { name, upper, properties, .. } => {
                named.add(name, place, found);
                values(place, columns, partition, found);
                properties_read.read(place, properties, (columns == 1).then_some(upper), found);
                true
            }
            RangePartition::Fixed { name, upper, properties, .. } => {
                named.add(name, place, found);
                values(place, columns, partition, found);
                let upper = PartitionBound::Values(upper.clone());
                properties_read.read(place, properties, (columns == 1).then_some(&upper), found);
                false
            }
            RangePartition::Batch { .. } => {
                // Of many bad names the first one is enough.
                if let Some(bad) = expanded[index].iter().find(|name| !named.is_good(name)) {
                    named.add(bad, place, found);
                }
                named.remember(&expanded[index]);
                if !expanded[index].is_empty() {
                    properties_read.read(place, &Properties::NONE, None, found);
                }
                false
            }
        };
        if *less_than.get_or_insert(is_less_than) != is_less_than && !mixed {
            mixed = true;
            found.push(P_10.broken(
                place,
                "You can only use one of these methods to create partitions",
                "write all partitions with LESS THAN, or all with [ , )",
            ));
        }
    }
}

/// P-08 and P-09 for one partition of a table with so many partition columns.
pub(in crate::rules) fn values(
    place: Place,
    columns: usize,
    partition: &RangePartition,
    found: &mut Findings<'_>,
) {
    match partition {
        RangePartition::LessThan { upper: PartitionBound::Values(values), .. } => {
            values_of(place, columns, &[values], &tuple(values), found);
        }
        RangePartition::Fixed { lower, upper, .. } => {
            let written = format!("[{}, {})", tuple(lower), tuple(upper));
            values_of(place, columns, &[lower, upper], &written, found);
        }
        RangePartition::LessThan { upper: PartitionBound::MaxValue, .. } | RangePartition::Batch { .. } => {}
    }
}

/// `bounds` ends with the upper one.
fn values_of(
    place: Place,
    columns: usize,
    bounds: &[&[PartitionValue]],
    written: &str,
    found: &mut Findings<'_>,
) {
    let too_many = bounds.last().is_some_and(|upper| upper.len() > columns);
    if too_many {
        found.push(P_08.broken(
            place,
            format!("Partition values number is more than partition column number: {written}"),
            format!("write at most {columns}"),
        ));
    } else if columns > 1 && bounds.iter().any(|values| values.contains(&PartitionValue::MaxValue)) {
        found.push(P_09.broken(
            place,
            "Not support MAXVALUE in multi partition range values.",
            "write LESS THAN MAXVALUE, without parentheses",
        ));
    }
}

/// `('1', '2')`, as the server prints a bound.
pub(in crate::rules) fn tuple(values: &[PartitionValue]) -> String {
    let written: Vec<String> = values
        .iter()
        .map(|value| match value {
            PartitionValue::Text(text) => format!("'{text}'"),
            PartitionValue::MaxValue => "MAXVALUE".to_owned(),
        })
        .collect();
    format!("({})", written.join(", "))
}
