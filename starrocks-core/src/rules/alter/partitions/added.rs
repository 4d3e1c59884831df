//! The table with the partitions that ADD PARTITION adds.

use super::add::Addition;
use super::batch::{self, Batch};
use super::existing::{self, By, Partitions};
use super::new::exists;
use crate::rules::alter::TableState;
use crate::rules::normal_form;
use crate::schema::{ListPartition, NewPartitions, Partitioning, Properties, RangePartition};

/// Adds them; what exists already is passed over.
pub(super) fn executed(state: &mut TableState, mut existing: Partitions, addition: Addition<'_>) {
    let (temporary, written, properties) = addition;
    let mut new = kept(state, &existing, addition);
    new.retain(|partition| !exists(&existing, existing::name(partition)));
    let Some(first) = new.first().cloned() else { return };
    let group = if temporary { &mut existing.temporary } else { &mut existing.normal };
    group.extend(new);
    if let By::Range { .. } = existing.by {
        sort(group);
    }
    let is_last = group.last() == Some(&first);
    let is_declared = state.server.is_none() && !temporary && properties.is_empty();
    if !(is_declared && stays_as_written(state, is_last, written)) {
        existing.store(state);
    }
}

/// The new partitions in their normal form.
fn kept(state: &TableState, existing: &Partitions, addition: Addition<'_>) -> Vec<NewPartitions> {
    let (temporary, written, of_clause) = addition;
    let (table, server) = (&state.table, state.server_defaults());
    let with_clause = |own: &Properties| {
        let mut all = of_clause.clone();
        for property in own.entries.iter() {
            all.set(property.key.clone(), property.value.clone());
        }
        all
    };
    let mut ranges = match written {
        NewPartitions::List(list) => {
            let list = ListPartition { properties: with_clause(&list.properties), ..list.clone() };
            return vec![NewPartitions::List(normal_form::list_partition(table, &list, &server))];
        }
        NewPartitions::Range(RangePartition::Batch { start, end, every }) => {
            let batch = Batch { start, end, every: *every, properties: of_clause, temporary };
            batch::made(existing, &batch).unwrap_or_default()
        }
        NewPartitions::Range(range) => vec![range.clone()],
    };
    for range in &mut ranges {
        if let RangePartition::LessThan { properties, .. } | RangePartition::Fixed { properties, .. } = range
        {
            *properties = with_clause(properties);
        }
    }
    let beside = existing::ranges(existing.group(temporary));
    normal_form::ranges(table, &ranges, &beside, &server).into_iter().map(NewPartitions::Range).collect()
}

/// Sorts ranges as SHOW CREATE TABLE prints them.
pub(super) fn sort(partitions: &mut [NewPartitions]) {
    let lower = |partition: &NewPartitions| match partition {
        NewPartitions::Range(RangePartition::Fixed { lower, .. }) => lower.to_vec(),
        _ => Vec::new(),
    };
    partitions.sort_by(|a, b| normal_form::order(&lower(a), &lower(b)));
}

/// Writes the clause's partition behind those of a declared table, where it means the same there; whether it does.
fn stays_as_written(state: &mut TableState, is_last: bool, written: &NewPartitions) -> bool {
    let is_less_than = |partition: &RangePartition| matches!(partition, RangePartition::LessThan { .. });
    match (&mut state.table.partition_by, written) {
        (Some(Partitioning::List { partitions, .. }), NewPartitions::List(list)) => {
            partitions.to_mut().push(ListPartition { if_not_exists: false, ..list.clone() });
            true
        }
        (
            Some(Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. }),
            NewPartitions::Range(range),
        ) => {
            // Ranges of the two styles are not mixed, and LESS THAN rises.
            let style = is_less_than(range);
            let fits = partitions.iter().all(|other| is_less_than(other) == style) && (!style || is_last);
            if fits {
                partitions.to_mut().push(without_if_not_exists(range));
            }
            fits
        }
        _ => false,
    }
}

fn without_if_not_exists(partition: &RangePartition) -> RangePartition {
    let mut partition = partition.clone();
    if let RangePartition::LessThan { if_not_exists, .. } | RangePartition::Fixed { if_not_exists, .. } =
        &mut partition
    {
        *if_not_exists = false;
    }
    partition
}
