//! RENAME, RENAME COLUMN and SWAP WITH.

use super::context::Neighbour;
use super::execution::{Changed, Execution};
use super::step::Step;
use super::{TableState, materialized_views};
use crate::rules::subject::{Findings, Subject};
use crate::rules::table::names;
use crate::rules::{Envelope, Finding, Place, Rule, Severity};
use crate::schema::{AlterClause, Column, DataType, Table, TableName, Text};

pub(in crate::rules) static AL_33: Rule = Rule {
    id: "AL-33",
    title: "RENAME COLUMN names a column of the table, and a name that none has",
    reason: "Two columns of one name, in whatever case, could not be told apart.",
    since: Some("3.3.2"),
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t RENAME COLUMN v TO w",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t RENAME COLUMN v TO K",
    ..Rule::BARE
};

pub(in crate::rules) static AL_34: Rule = Rule {
    id: "AL-34",
    title: "RENAME gives a name that nothing else has",
    reason: "Tables, views and the rollups of the table share their names.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t RENAME u",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t RENAME t",
    ..Rule::BARE
};

pub(in crate::rules) static AL_35: Rule = Rule {
    id: "AL-35",
    title: "SWAP WITH names another table of the database",
    reason: "Two tables exchange their names.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SWAP WITH u",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SWAP WITH t",
    ..Rule::BARE
};

pub(in crate::rules) static AL_86: Rule = Rule {
    id: "AL-86",
    title: "A column that is renamed is in no rollup",
    reason: "The rollup keeps the old name, and later changes of the column pass it by.",
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) ROLLUP (r (k, v));\nALTER TABLE t RENAME COLUMN w TO x",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) ROLLUP (r (k, v));\nALTER TABLE t RENAME COLUMN v TO x",
    ..Rule::BARE
};

pub(super) fn analyzed(step: &Step<'_>, found: &mut Findings<'_>) {
    match step.clause {
        AlterClause::Rename { to } if to.is_empty() => {
            found.push(analysis(&AL_34, step.place(), "New Table name is not set", "write a name"));
        }
        AlterClause::Rename { to } if to == step.table_name() => found.push(analysis(
            &AL_34,
            step.place(),
            format!("Same table name {to}"),
            "leave the clause out: the table has this name",
        )),
        AlterClause::Rename { to } => {
            let table = Table::new(TableName { database: None, name: to.clone() });
            let s = Subject::new(&table, step.context.options);
            found.placed(step.place(), |found| names::of_table(&s, found));
        }
        AlterClause::RenameColumn { column, .. } if column.is_empty() => {
            found.push(analysis(
                &AL_33,
                step.place(),
                "Column name is not set",
                "name a column of the table",
            ));
        }
        AlterClause::RenameColumn { to, .. } if to.is_empty() => {
            found.push(analysis(&AL_33, step.place(), "New column name is not set", "write a name"));
        }
        AlterClause::RenameColumn { to, .. } => {
            let table = Table::new("").with_column(Column::new(to.clone(), DataType::Int));
            let s = Subject::new(&table, step.context.options);
            found.placed(step.place(), |found| s.columns().for_each(|c| names::of_column(&s, &c, found)));
        }
        _ => {}
    }
}

/// A finding of the analysis, for a rule that is mostly broken later.
fn analysis(rule: &'static Rule, place: Place, message: impl Into<String>, help: &str) -> Finding {
    rule.broken(place, message, help).enveloped(Envelope::Analyzing)
}

pub(super) fn executed(step: &Step<'_>, mut state: TableState, found: &mut Findings<'_>) -> Changed {
    match step.clause {
        AlterClause::Rename { to } => rename(step, &mut state, to, found),
        AlterClause::SwapWith { table } => swap(step, &mut state, table, found),
        AlterClause::RenameColumn { column, to } => rename_column(step, &mut state, column, to, found),
        _ => {}
    }
    Some((state, Execution::Done))
}

fn rename(step: &Step<'_>, state: &mut TableState, to: &Text, found: &mut Findings<'_>) {
    match step.context.neighbours.neighbour(to) {
        Neighbour::Table(_) | Neighbour::UnknownTable | Neighbour::Other => found.push(AL_34.broken(
            step.place(),
            format!("Table name[{to}] is already used"),
            "choose another name, or exchange the two with SWAP WITH",
        )),
        _ if state.rollups.iter().any(|rollup| rollup.name == *to) => {
            found.push(AL_34.broken(
                step.place(),
                format!("New name conflicts with rollup index name: {to}"),
                "choose another name, or rename the rollup first",
            ));
        }
        _ => state.rename_table(to),
    }
}

fn swap(step: &Step<'_>, state: &mut TableState, other: &Text, found: &mut Findings<'_>) {
    if other == step.table_name() {
        found.push(AL_35.broken(
            step.place(),
            format!("New name conflicts with rollup index name: {other}"),
            "name another table",
        ));
        return;
    }
    let neighbour = match step.context.neighbours.neighbour(other) {
        Neighbour::Absent | Neighbour::Other => {
            found.push(AL_35.broken(
                step.place(),
                format!("Table {other} does not exist or is not OLAP/LAKE table"),
                "name a table of the same database",
            ));
            return;
        }
        Neighbour::Unknown | Neighbour::UnknownTable => None,
        Neighbour::Table(neighbour) => Some(neighbour),
    };
    let of_rollup = |state: &TableState, name: &str| state.rollups.iter().any(|rollup| rollup.name == name);
    let conflict = match neighbour {
        Some(neighbour) if of_rollup(neighbour, step.table_name()) => Some(step.table_name()),
        _ if of_rollup(state, other) => Some(other.as_ref()),
        _ => None,
    };
    if let Some(name) = conflict {
        let message = format!("New name conflicts with rollup index name: {name}");
        found.push(AL_35.broken(step.place(), message, "rename the rollup first"));
        return;
    }
    if let Some(neighbour) = neighbour {
        same_constraints(step, neighbour, other, found);
    }
    state.rename_table(other);
}

/// AL-35: what refers to the one table would not fit the other.
fn same_constraints(step: &Step<'_>, neighbour: &TableState, other: &str, found: &mut Findings<'_>) {
    for (key, what) in
        [("unique_constraints", "unique constraints"), ("foreign_key_constraints", "foreign key constraints")]
    {
        let list = |state: &TableState| {
            let written = state.property(key).unwrap_or_default().to_owned();
            written.split(';').filter(|one| !one.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        let (own, theirs) = (list(step.state), list(neighbour));
        if own.len() != theirs.len() {
            let message = format!(
                "Table {other} does not contain the same {what}, origin: [{}], new: [{}]",
                own.join(", "),
                theirs.join(", ")
            );
            found.push(AL_35.broken(
                step.place(),
                message,
                format!("SET {key} of both tables to the same first"),
            ));
            return;
        }
    }
}

fn rename_column(
    step: &Step<'_>,
    state: &mut TableState,
    column: &Text,
    to: &Text,
    found: &mut Findings<'_>,
) {
    if let Some(finding) = materialized_views::of_renamed(step, column) {
        found.push(finding);
        return;
    }
    let is_taken = state.base.iter().any(|other| other.is_named(to));
    let Some(at) = state.base.iter().position(|other| other.is_named(column)) else {
        let message = format!("Unknown column '{column}' in '{}'", step.table_name());
        found.push(AL_33.broken(step.place(), message, state.help_for_unknown(column)).coded(5509));
        return;
    };
    if is_taken {
        let message = format!("Duplicate column name '{to}'");
        let help = "choose a name that no column has; case makes no difference";
        found.push(AL_33.broken(step.place(), message, help).coded(1060));
        return;
    }
    let from = state.base[at].column.name.clone();
    for rollup in state.rollups.iter().filter(|rollup| rollup.columns.iter().any(|c| c.is_named(&from))) {
        found.push(AL_86.broken(
            step.place(),
            format!("the rollup {} keeps the name {from}", rollup.name),
            format!("drop `{}` first, and add it again with the new name", rollup.name),
        ));
    }
    state.rename_column(&from, to);
}
