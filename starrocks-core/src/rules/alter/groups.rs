//! Which clauses may stand in one statement, and which tables take any.

use super::step::Step;
use super::{Operation, TableState};
use crate::rules::subject::Findings;
use crate::rules::{Place, Rule};
use crate::schema::AlterClause;
use std::fmt;

/// The groups into which a server sorts clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    SchemaChange,
    AddPartition,
    AddRollup,
    DropRollup,
    Optimize,
    AutoIncrement,
    Other,
}

impl Group {
    fn of(clause: &AlterClause) -> Group {
        match clause {
            AlterClause::AddColumn { .. }
            | AlterClause::AddColumns { .. }
            | AlterClause::DropColumn { .. }
            | AlterClause::ModifyColumn { .. }
            | AlterClause::ModifyColumnComment { .. }
            | AlterClause::ReorderColumns { .. }
            | AlterClause::AddField { .. }
            | AlterClause::DropField { .. }
            | AlterClause::AddIndex(_)
            | AlterClause::DropIndex { .. } => Group::SchemaChange,
            AlterClause::AddPartitions { .. } => Group::AddPartition,
            AlterClause::AddRollups(_) => Group::AddRollup,
            AlterClause::DropRollups(_) => Group::DropRollup,
            AlterClause::Optimize(_) => Group::Optimize,
            AlterClause::AutoIncrement(_) => Group::AutoIncrement,
            _ => Group::Other,
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Group::SchemaChange => "SCHEMA_CHANGE",
            Group::AddPartition => "ADD_PARTITION",
            Group::AddRollup => "ADD_ROLLUP",
            Group::DropRollup => "DROP_ROLLUP",
            Group::Optimize => "OPTIMIZE",
            Group::AutoIncrement => "ALTER_AUTO_INCREMENT",
            Group::Other => "ALTER_OTHER",
        })
    }
}

/// Whether the clause is a part of a schema change; such clauses are executed together.
pub(super) fn is_schema_change(clause: &AlterClause) -> bool {
    Group::of(clause) == Group::SchemaChange
}

pub(in crate::rules) static AL_55: Rule = Rule {
    id: "AL-55",
    title: "Only clauses of a schema change stand together in a statement",
    reason: "Columns and indexes are changed together in one pass; every other clause is an operation of its own.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN a INT, DROP COLUMN v",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN a INT, COMMENT = 'x'",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_01: Rule = Rule {
    id: "AL-01",
    title: "A temporary table cannot be altered",
    reason: "It ends with its session: create it as it shall be.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t DROP COLUMN v",
    rejected: "CREATE TEMPORARY TABLE t (k INT, v INT);\nALTER TABLE t DROP COLUMN v",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_56: Rule = Rule {
    id: "AL-56",
    title: "A table takes no ALTER while a job of its own runs",
    reason: "The job works on the table as it was when the job began.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t DROP COLUMN v",
    rejected: "CREATE TABLE t (k INT, j INT, v INT) DUPLICATE KEY(k, j);\nALTER TABLE t DROP COLUMN j;\nALTER TABLE t DROP COLUMN v",
    ..Rule::BARE
};

/// Each pair of clauses that cannot stand together.
pub(super) fn of_statement(steps: &[Step<'_>], found: &mut Findings<'_>) {
    let mut earlier: Vec<Group> = Vec::new();
    for step in steps {
        let group = Group::of(step.clause);
        let conflict = earlier.iter().find(|other| group != Group::SchemaChange || **other != group);
        if let Some(other) = conflict {
            found.push(AL_55.broken(
                step.place(),
                format!("Alter operation {group} conflicts with operation {other}"),
                "write a statement of its own for this clause",
            ));
        }
        if !earlier.contains(&group) {
            earlier.push(group);
        }
    }
}

/// What the table must be, whatever the clauses are.
pub(super) fn of_target(state: &TableState, found: &mut Findings<'_>) {
    if state.table.temporary {
        found.push(AL_01.broken(
            Place::Table,
            "temporary table doesn't support alter table statement",
            "drop the table and create it as it shall be",
        ));
    }
}

/// No operation may be under way.
pub(super) fn of_state(state: &TableState, found: &mut Findings<'_>) {
    let Some(operation) = state.operation else { return };
    let table = &state.table.name.name;
    let wait = "Please wait until the current operation completes. To check the status of the operation, see";
    let pages = "https://docs.starrocks.io/docs/sql-reference/sql-statements";
    let show_alter = format!("{pages}/table_bucket_part_index/SHOW_ALTER");
    let message = match operation {
        Operation::SchemaChange => {
            format!("A schema change operation is in progress on the table {table}. {wait} {show_alter}")
        }
        Operation::Rollup => format!(
            "A materialized view or rollup index is being created on the table {table}. {wait} \
             {pages}/materialized_view/SHOW_ALTER_MATERIALIZED_VIEW or {show_alter}"
        ),
        Operation::Optimize => format!("The table {table} is currently in state OPTIMIZE"),
    };
    found.push(AL_56.broken(
        Place::Table,
        message,
        "wait until SHOW ALTER TABLE says that the job is finished",
    ));
}
