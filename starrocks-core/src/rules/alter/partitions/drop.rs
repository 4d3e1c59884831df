//! DROP PARTITION.

use super::batch::{self, Batch};
use super::condition;
use super::existing::{AL_50, By, Partitions, SHADOW_PREFIX, name};
use crate::rules::Envelope;
use crate::rules::alter::TableState;
use crate::rules::alter::step::Step;
use crate::rules::subject::Findings;
use crate::schema::{
    AlterClause, DroppedPartitions, NewPartitions, Partitioning, Properties, RangePartition, Text,
    same_column_name,
};

pub(super) fn analyzed(step: &Step<'_>, existing: &Partitions, found: &mut Findings<'_>) {
    let AlterClause::DropPartitions { temporary, if_exists, partitions, .. } = step.clause else { return };
    match partitions {
        DroppedPartitions::Batch { start, end, every } => {
            let properties = batch_properties(step);
            let batch = Batch { start, end, every: *every, properties: &properties, temporary: *temporary };
            batch::analyzed(step, existing, &batch, found);
        }
        DroppedPartitions::Where(condition) => {
            let message = match existing.by {
                By::Nothing => {
                    "Can't drop partitions with where expression since it is not a partition table"
                }
                _ if *temporary => "Can't drop temp partitions with where expression and `TEMPORARY` keyword",
                _ if *if_exists => "Can't drop partitions with where expression and `IF EXISTS` keyword",
                _ => return condition::analyzed(step, condition, found),
            };
            let help = "name the partitions: DROP PARTITIONS (p, q)";
            found.push(AL_50.broken(step.place(), message, help).enveloped(Envelope::Analyzing));
        }
        DroppedPartitions::Name(name) => shadow(step, std::slice::from_ref(name), found),
        DroppedPartitions::Names(names) => shadow(step, names, found),
        DroppedPartitions::AllTemporary => {}
    }
}

fn shadow(step: &Step<'_>, names: &[Text], found: &mut Findings<'_>) {
    if names.iter().any(|name| name.starts_with(SHADOW_PREFIX)) {
        let help = "leave it out: the server needs this partition";
        let message = "Deletion of shadow partitions is not allowed";
        found.push(AL_50.broken(step.place(), message, help).enveloped(Envelope::Analyzing));
    }
}

/// What the table says about the names of a batch.
fn batch_properties(step: &Step<'_>) -> Properties {
    match step.state.property(batch::START_DAY_OF_WEEK) {
        Some(day) => Properties::new([(batch::START_DAY_OF_WEEK, day.to_owned())]),
        None => Properties::NONE,
    }
}

/// TEMPORARY, IF EXISTS, and what is dropped.
pub(super) type Dropping<'a> = (bool, bool, &'a DroppedPartitions);

pub(super) fn executed(
    step: &Step<'_>,
    state: &mut TableState,
    mut existing: Partitions,
    (temporary, if_exists, dropped): Dropping<'_>,
    found: &mut Findings<'_>,
) -> Option<()> {
    if *dropped == DroppedPartitions::AllTemporary {
        state.temporary_partitions.clear();
        return Some(());
    }
    if let By::Nothing = existing.by {
        found.push(AL_50.broken(
            step.place(),
            format!("Alter table [{}] failed. Not a partitioned table", step.table_name()),
            "delete the rows, or drop the table",
        ));
        return None;
    }
    let names: Vec<Text> = match dropped {
        DroppedPartitions::Name(name) => vec![name.clone()],
        DroppedPartitions::Names(names) => names.to_vec(),
        DroppedPartitions::Batch { start, end, every } => {
            let properties = batch_properties(step);
            let batch = Batch { start, end, every: *every, properties: &properties, temporary };
            let Some(made) = batch::made(&existing, &batch) else {
                // Which partitions are left is not known here either: the analysis found nothing wrong, and the names cannot be told.
                state.has_unknown_partitions = true;
                return Some(());
            };
            made.into_iter()
                .map(|partition| name(&NewPartitions::Range(partition)).to_owned().into())
                .collect()
        }
        DroppedPartitions::Where(condition) => match condition::selected(state, &existing, condition) {
            Some(names) => names,
            None => {
                // Which partitions are left is not known.
                state.has_unknown_partitions = true;
                return Some(());
            }
        },
        DroppedPartitions::AllTemporary => Vec::new(),
    };
    let is_missing = |name: &&Text| {
        if temporary { !existing.has_temporary(name) } else { existing.has(name) == Some(false) }
    };
    let missing: Vec<&str> = names.iter().filter(is_missing).map(AsRef::as_ref).collect();
    if !missing.is_empty() && !if_exists {
        let message = format!("Error in list of partitions to [{}]", missing.join(", "));
        let help = "name partitions of the table, or write IF EXISTS";
        found.push(AL_50.broken(step.place(), message, help).coded(1507));
        return None;
    }
    let group = if temporary { &mut existing.temporary } else { &mut existing.normal };
    let is_dropped = |name: &str| names.iter().any(|dropped| same_column_name(dropped, name));
    let before = group.len();
    group.retain(|partition| !is_dropped(name(partition)));
    if group.len() < before && !(state.server.is_none() && !temporary && drop_last(state, &is_dropped)) {
        existing.store(state);
    }
    Some(())
}

/// Drops the last partitions of a declared table; the others then mean the same without them.
fn drop_last(state: &mut TableState, is_dropped: &dyn Fn(&str) -> bool) -> bool {
    let Some(Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. }) =
        &mut state.table.partition_by
    else {
        return false;
    };
    let is_less_than = |partition: &RangePartition| matches!(partition, RangePartition::LessThan { .. });
    let dropped = |partition: &RangePartition| is_dropped(name(&NewPartitions::Range(partition.clone())));
    let Some(first) = partitions.iter().position(&dropped) else { return false };
    if !partitions.iter().all(is_less_than) || !partitions[first..].iter().all(dropped) {
        return false;
    }
    partitions.to_mut().truncate(first);
    true
}
