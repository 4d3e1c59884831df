//! ADD PARTITION: what one range, or one list of values, must be beside the partitions that there are.

use super::existing::{By, Partitions, upper_bound};
use super::{add_list, batch};
use crate::rules::alter::statement::Step;
use crate::rules::partitions::batch_ranges::Calendar;
use crate::rules::partitions::declared;
use crate::rules::partitions::ranges::Ranges;
use crate::rules::properties::partition::Reader;
use crate::rules::subject::Findings;
use crate::rules::table::names::{N_10, is_partition_name};
use crate::rules::{CheckOptions, Envelope, Place, Rule};
use crate::schema::{DataType, NewPartitions, PartitionBound, Properties, RangePartition};

pub(in crate::rules) static AL_44: Rule = Rule {
    id: "AL-44",
    title: "ADD PARTITION adds what the table is partitioned by",
    reason: "A RANGE table has ranges and a LIST table lists of values; the ranges of an automatic table come as batches.",
    accepted: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t ADD PARTITION q VALUES LESS THAN ('20')",
    rejected: "CREATE TABLE t (k INT);\nALTER TABLE t ADD PARTITION q VALUES LESS THAN ('20')",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_45: Rule = Rule {
    id: "AL-45",
    title: "A new partition has a name that no other one has",
    reason: "Names are compared without case, and temporary partitions share them.",
    accepted: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t ADD PARTITION IF NOT EXISTS p VALUES LESS THAN ('20')",
    rejected: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t ADD PARTITION P VALUES LESS THAN ('20')",
    code: 1517,
    ..Rule::ANALYZING
};

/// TEMPORARY, what is added, and PROPERTIES of the clause.
pub(super) type Addition<'a> = (bool, &'a NewPartitions, &'a Properties);

pub(super) fn analyzed(
    step: &Step<'_>,
    existing: &Partitions,
    addition: Addition<'_>,
    found: &mut Findings<'_>,
) {
    let (temporary, partitions, properties) = addition;
    match partitions {
        NewPartitions::Range(RangePartition::Batch { start, end, every }) => {
            let mut properties = properties.clone();
            if let Some(day) = step.state.property(batch::START_DAY_OF_WEEK) {
                properties.set(batch::START_DAY_OF_WEEK, day.to_owned());
            }
            let batch = batch::Batch { start, end, every: *every, properties: &properties, temporary };
            let Some(made) = batch::analyzed(step, existing, &batch, found) else { return };
            if made.iter().any(|partition| duplicate(step, existing, partition, found)) {
                return;
            }
            of_properties(step, &Properties::NONE, &properties, None, found);
            for partition in made {
                range(step, existing, temporary, &partition, found);
                if found.none().is_none() {
                    // Of a batch the first partition that does not fit is enough.
                    return;
                }
            }
        }
        NewPartitions::Range(range) => single_range(step, existing, temporary, range, properties, found),
        NewPartitions::List(list) => add_list::analyzed(step, existing, (temporary, list, properties), found),
    }
}

fn single_range(
    step: &Step<'_>,
    existing: &Partitions,
    temporary: bool,
    partition: &RangePartition,
    properties: &Properties,
    found: &mut Findings<'_>,
) {
    let By::Range { types, automatic, .. } = &existing.by else {
        return not_a_range(step, existing, found);
    };
    if automatic.is_some() {
        found.push(AL_44.broken(
            step.place(),
            "Currently, you cannot manually add a single range partition to a table that is automatically partition",
            "leave it to the server, or write ADD PARTITIONS START (…) END (…) EVERY (INTERVAL 1 …)",
        ));
        return;
    }
    if duplicate(step, existing, partition, found) {
        return;
    }
    of_name(step, name_of(partition), found);
    found.placed(step.place(), |found| declared::values(Place::Partition(0), types.len(), partition, found));
    if found.none().is_none() {
        return;
    }
    let upper = upper_bound(partition).filter(|_| types.len() == 1);
    of_properties(step, own_properties(partition), properties, upper.as_ref(), found);
    if found.none().is_some() {
        range(step, existing, temporary, partition, found);
    }
}

/// A clause about ranges where there are none.
pub(super) fn not_a_range(step: &Step<'_>, existing: &Partitions, found: &mut Findings<'_>) {
    let finding = match existing.by {
        By::Nothing => AL_44.broken(
            step.place(),
            "Only support adding partition to range/list partitioned table",
            "make a new table with PARTITION BY, and copy the rows",
        ),
        _ => AL_44
            .broken(
                step.place(),
                "Cannot add a Range partition to a table that partition type is not of Range",
                "write the values: ADD PARTITION p VALUES IN (…)",
            )
            .enveloped(Envelope::Bare)
            .coded(5700),
    };
    found.push(finding);
}

/// AL-45; whether there is a finding. What exists already and may do so is skipped by the server from here on.
fn duplicate(
    step: &Step<'_>,
    existing: &Partitions,
    partition: &RangePartition,
    found: &mut Findings<'_>,
) -> bool {
    let if_not_exists = matches!(
        partition,
        RangePartition::LessThan { if_not_exists: true, .. }
            | RangePartition::Fixed { if_not_exists: true, .. }
    );
    of_duplicate(step, existing, name_of(partition), if_not_exists, found)
}

/// AL-45; whether there is a finding.
pub(super) fn of_duplicate(
    step: &Step<'_>,
    existing: &Partitions,
    name: &str,
    if_not_exists: bool,
    found: &mut Findings<'_>,
) -> bool {
    let is_taken = exists(existing, name);
    if is_taken && !if_not_exists {
        let help = "choose another name, or write IF NOT EXISTS";
        found.push(AL_45.broken(step.place(), format!("Duplicate partition name {name}"), help));
    }
    is_taken && !if_not_exists
}

/// Whether a partition of this name is there, temporary or not.
pub(super) fn exists(existing: &Partitions, name: &str) -> bool {
    existing.has(name) == Some(true) || existing.has_temporary(name)
}

/// N-10.
pub(super) fn of_name(step: &Step<'_>, name: &str, found: &mut Findings<'_>) {
    if !is_partition_name(name) {
        let help = "use up to 64 of A-Z a-z 0-9 _, a letter first";
        found.push(N_10.broken(step.place(), format!("Incorrect partition name '{name}'"), help));
    }
}

/// What a server reads of the properties: those of the partition, of the clause, and of the table.
pub(super) fn of_properties(
    step: &Step<'_>,
    own: &Properties,
    of_clause: &Properties,
    upper: Option<&PartitionBound>,
    found: &mut Findings<'_>,
) {
    let mut below = step.state.table.properties.clone();
    for property in of_clause.entries.iter() {
        below.set(property.key.clone(), property.value.clone());
    }
    found.placed(step.place(), |found| {
        Reader::new(&below, step.context.options).read(Place::Partition(0), own, upper, found);
    });
}

/// P-11 to P-14: the range among those that there are.
fn range(
    step: &Step<'_>,
    existing: &Partitions,
    temporary: bool,
    partition: &RangePartition,
    found: &mut Findings<'_>,
) {
    let By::Range { types, .. } = &existing.by else { return };
    if exists(existing, name_of(partition)) {
        return;
    }
    let Some(mut ranges) = ranges_of(types, existing.group(temporary), step.context.options) else { return };
    let mut inner = Findings::new(step.context.options);
    let calendar = Calendar::of(&step.state.table.properties);
    if ranges.add(partition, step.place(), calendar, &mut inner).is_ok() {
        // What CREATE TABLE finds when it makes the table, ALTER TABLE finds when it analyses the clause.
        for finding in inner.into_list() {
            found.push(finding.enveloped(Envelope::Analyzing));
        }
    }
}

/// The ranges that there are; nothing when they cannot be compared here.
pub(super) fn ranges_of(
    types: &[DataType],
    partitions: &[NewPartitions],
    options: &CheckOptions,
) -> Option<Ranges> {
    let mut ranges = Ranges::new(types.to_vec());
    let mut accepted = Findings::new(options);
    for partition in partitions {
        if let NewPartitions::Range(range) = partition {
            let calendar = Calendar::of(&Properties::NONE);
            ranges.add(range, Place::Table, calendar, &mut accepted).ok()?;
        }
    }
    Some(ranges)
}

fn name_of(partition: &RangePartition) -> &str {
    match partition {
        RangePartition::LessThan { name, .. } | RangePartition::Fixed { name, .. } => name,
        RangePartition::Batch { .. } => "",
    }
}

fn own_properties(partition: &RangePartition) -> &Properties {
    match partition {
        RangePartition::LessThan { properties, .. } | RangePartition::Fixed { properties, .. } => properties,
        RangePartition::Batch { .. } => &Properties::NONE,
    }
}
