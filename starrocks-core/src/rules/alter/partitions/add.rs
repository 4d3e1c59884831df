//! ADD PARTITION: what one range, or one list of values, must be beside the partitions that there are.

use super::existing::{By, Partitions, upper_bound};
use super::new::{AL_44, exists, not_a_range, of_duplicate, of_name, of_properties};
use super::{add_list, batch};
use crate::rules::alter::step::Step;
use crate::rules::partitions::batch_ranges::Calendar;
use crate::rules::partitions::declared;
use crate::rules::partitions::ranges::Ranges;
use crate::rules::subject::Findings;
use crate::rules::{CheckOptions, Envelope, Place};
use crate::schema::{DataType, NewPartitions, Properties, RangePartition};

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
