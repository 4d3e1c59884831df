//! The clauses about partitions.

mod add;
mod add_list;
mod added;
mod batch;
mod condition;
mod drop;
mod existing;
mod named;
mod new;
mod new_distribution;
mod range_lists;
mod rename;
mod replace;

use super::TableState;
use super::execution::{Changed, Execution};
use super::step::Step;
use crate::rules::alter::created;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Rule};
use crate::schema::{AlterClause, Partitioning, Text};
use existing::Partitions;

pub(in crate::rules) use add_list::AL_47;
pub(in crate::rules) use batch::AL_46;
pub(in crate::rules) use existing::AL_50;
pub(in crate::rules) use named::AL_51;
pub(in crate::rules) use new::{AL_44, AL_45};
pub(in crate::rules) use new_distribution::AL_48;
pub(super) use new_distribution::default_distribution;
pub(in crate::rules) use rename::AL_53;
pub(in crate::rules) use replace::AL_54;

pub(in crate::rules) static AL_49: Rule = Rule {
    id: "AL-49",
    title: "The partitions of a dynamic table are added and dropped by its schedule",
    reason: "The server makes and drops them by the clock; what is done by hand would be in its way.",
    accepted: "CREATE TABLE t (k INT, d DATE) PARTITION BY RANGE(d) (PARTITION p VALUES LESS THAN ('2024-01-01')) \
               PROPERTIES ('dynamic_partition.enable' = 'false', 'dynamic_partition.time_unit' = 'DAY', \
               'dynamic_partition.end' = '1', 'dynamic_partition.prefix' = 'p');\nALTER TABLE t DROP PARTITION p",
    rejected: "CREATE TABLE t (k INT, d DATE) PARTITION BY RANGE(d) (PARTITION p VALUES LESS THAN ('2024-01-01')) \
               PROPERTIES ('dynamic_partition.enable' = 'true', 'dynamic_partition.time_unit' = 'DAY', \
               'dynamic_partition.end' = '1', 'dynamic_partition.prefix' = 'p');\nALTER TABLE t DROP PARTITION p",
    ..Rule::ANALYZING
};

/// Whether this is a clause of this group.
pub(super) fn is_about_partitions(clause: &AlterClause) -> bool {
    matches!(
        clause,
        AlterClause::AddPartitions { .. }
            | AlterClause::DropPartitions { .. }
            | AlterClause::TruncatePartitions(_)
            | AlterClause::ReplacePartitions { .. }
            | AlterClause::RenamePartition { .. }
            | AlterClause::Compact { .. }
    )
}

/// Whether the table has a partition of this name that is not temporary; `None` when that is not known.
pub(super) fn has(state: &TableState, name: &str) -> Option<bool> {
    Partitions::of(state).has(name)
}

/// The analysis of one clause.
pub(super) fn analyzed(step: &Step<'_>, found: &mut Findings<'_>) {
    let existing = Partitions::of(step.state);
    match step.clause {
        AlterClause::AddPartitions { temporary, partitions, properties, .. } => {
            add::analyzed(step, &existing, (*temporary, partitions, properties), found);
        }
        AlterClause::DropPartitions { .. } => drop::analyzed(step, &existing, found),
        AlterClause::ReplacePartitions { partitions, with, properties } => {
            replace::analyzed(step, partitions, with, properties, found);
        }
        AlterClause::RenamePartition { partition, to } => rename::analyzed(step, partition, to, found),
        AlterClause::Compact { partitions, .. } => named::analyzed(step, partitions, found),
        _ => {}
    }
}

/// The execution of one clause.
pub(super) fn executed(step: &Step<'_>, mut state: TableState, found: &mut Findings<'_>) -> Changed {
    let existing = Partitions::of(&state);
    match step.clause {
        AlterClause::AddPartitions { temporary, partitions, distributed_by, properties } => {
            if !temporary {
                scheduled(step, found);
            }
            found.none()?;
            new_distribution::of_clause(step, distributed_by.as_ref(), found);
            found.none()?;
            added::executed(&mut state, existing, (*temporary, partitions, properties));
        }
        AlterClause::DropPartitions { temporary, if_exists, partitions, .. } => {
            if !temporary {
                scheduled(step, found);
            }
            found.none()?;
            drop::executed(step, &mut state, existing, (*temporary, *if_exists, partitions), found)?;
        }
        AlterClause::TruncatePartitions(partitions) => {
            named::truncated(step, &existing, &partitions.names, found);
        }
        AlterClause::ReplacePartitions { partitions, with, properties } => {
            replace::executed(step, &mut state, existing, (partitions, with, properties), found)?;
        }
        AlterClause::RenamePartition { partition, to } => {
            rename::executed(step, &mut state, existing, partition, to, found)?;
        }
        AlterClause::Compact { partitions, .. } => named::compacted(step, &existing, partitions, found),
        _ => {}
    }
    Some((state, Execution::Done))
}

/// AL-49, which the server looks at only when it executes the clause.
fn scheduled(step: &Step<'_>, found: &mut Findings<'_>) {
    if created::are_scheduled(&step.state.table) {
        found.push(
            AL_49
                .broken(
                    step.place(),
                    "Cannot add/drop partition on a Dynamic Partition Table, Use command `ALTER TABLE tbl_name SET \
                     (\"dynamic_partition.enable\" = \"false\")` firstly.",
                    "switch `dynamic_partition.enable` off first, or let the schedule do it",
                )
                .enveloped(Envelope::Analyzing),
        );
    }
}

/// The first of these names that no partition of the table has.
pub(super) fn first_unknown<'a>(state: &TableState, names: &'a [Text]) -> Option<&'a Text> {
    named::first_unknown(&Partitions::of(state), names)
}

/// Whether the table has no partition at all.
pub(super) fn are_none(state: &TableState) -> bool {
    let existing = Partitions::of(state);
    let is_declared = matches!(
        state.table.partition_by,
        Some(Partitioning::Range { .. } | Partitioning::RangeExpression { .. } | Partitioning::List { .. })
    );
    is_declared && existing.normal.is_empty() && !state.has_unknown_partitions
}
