//! RENAME PARTITION.

use super::existing::{self, By, Partitions, SHADOW_PREFIX, name};
use super::new;
use crate::rules::alter::TableState;
use crate::rules::alter::step::Step;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Rule};
use crate::schema::{NewPartitions, Partitioning, RangePartition, Text, same_column_name};

pub(in crate::rules) static AL_53: Rule = Rule {
    id: "AL-53",
    title: "RENAME PARTITION names a partition of a RANGE table, and a name that none has",
    reason: "The partitions of LIST tables and of automatic tables are named once and for all.",
    accepted: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t RENAME PARTITION p q",
    rejected: "CREATE TABLE t (k INT) PARTITION BY LIST(k) (PARTITION p VALUES IN ('10'));\n\
               ALTER TABLE t RENAME PARTITION p q",
    ..Rule::BARE
};

pub(super) fn analyzed(step: &Step<'_>, from: &Text, to: &Text, found: &mut Findings<'_>) {
    let missing = match (from.is_empty(), to.is_empty()) {
        (true, _) => "Partition name is not set",
        (false, true) => "New partition name is not set",
        (false, false) => return new::of_name(step, to, found),
    };
    found.push(AL_53.broken(step.place(), missing, "write a name").enveloped(Envelope::Analyzing));
}

pub(super) fn executed(
    step: &Step<'_>,
    state: &mut TableState,
    mut partitions: Partitions,
    from: &Text,
    to: &Text,
    found: &mut Findings<'_>,
) -> Option<()> {
    let table = step.table_name();
    let problem = if from.starts_with(SHADOW_PREFIX) {
        Some(("Rename of shadow partitions is not allowed".to_owned(), "leave its name alone"))
    } else {
        match &partitions.by {
            By::Range { automatic: Some(_), .. } => Some((
                format!("Table[{table}] is automatic partitioned. not support to rename partition name."),
                "leave the name alone: the server derives it from the values",
            )),
            By::Range { .. } if same_column_name(from, to) => Some((
                "Same partition name".to_owned(),
                "leave the clause out: names are compared without case",
            )),
            By::Range { .. } if partitions.has(from) == Some(false) => {
                Some((format!("Partition[{from}] does not exists"), "name a partition of the table"))
            }
            By::Range { .. } if new::exists(&partitions, to) => {
                Some((format!("Partition name[{to}] is already used"), "choose another name"))
            }
            By::Range { .. } => None,
            By::Nothing | By::List { .. } => Some((
                format!("Table[{table}] is single partitioned. no need to rename partition name."),
                "leave the name alone: only RANGE partitions can be renamed",
            )),
        }
    };
    if let Some((message, help)) = problem {
        found.push(AL_53.broken(step.place(), message, help));
        return None;
    }
    if state.server.is_none() && rename_written(state, from, to) {
        return Some(());
    }
    if let Some(partition) =
        partitions.normal.iter_mut().find(|partition| same_column_name(name(partition), from))
    {
        existing::rename(partition, to);
        partitions.store(state);
    }
    Some(())
}

/// Renames a partition that a declared table spells out; whether there is one.
fn rename_written(state: &mut TableState, from: &Text, to: &Text) -> bool {
    let Some(Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. }) =
        &mut state.table.partition_by
    else {
        return false;
    };
    let is_meant =
        |partition: &RangePartition| same_column_name(name(&NewPartitions::Range(partition.clone())), from);
    let Some(at) = partitions.iter().position(is_meant) else { return false };
    match &mut partitions.to_mut()[at] {
        RangePartition::LessThan { name, .. } | RangePartition::Fixed { name, .. } => *name = to.clone(),
        RangePartition::Batch { .. } => return false,
    }
    true
}
