//! RENAME, RENAME COLUMN and SWAP WITH.

use super::{TableState, materialized_views};
use super::statement::{Changed, Execution, Neighbour, Step};
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Envelope, Place, Rule, names};
use crate::schema::{AlterClause, Column, DataType, Table, TableName, Text, same_column_name};

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
fn analysis(
    rule: &'static Rule,
    place: Place,
    message: impl Into<String>,
    help: &str,
) -> crate::rules::Finding {
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
        Neighbour::Table(_) | Neighbour::Other => found.push(AL_34.broken(
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
        _ => state.table.name.name = to.clone(),
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
    match step.context.neighbours.neighbour(other) {
        Neighbour::Absent | Neighbour::Other => found.push(AL_35.broken(
            step.place(),
            format!("Table {other} does not exist or is not OLAP/LAKE table"),
            "name a table of the same database",
        )),
        Neighbour::Unknown | Neighbour::Table(_) => state.table.name.name = other.clone(),
    }
}

fn rename_column(
    step: &Step<'_>,
    state: &mut TableState,
    column: &Text,
    to: &Text,
    found: &mut Findings<'_>,
) {
    materialized_views::protected(state, step.place(), &|other| same_column_name(other, column), found);
    if found.none().is_none() {
        return;
    }
    let is_taken = state.base.iter().any(|other| other.is_named(to));
    let Some(at) = state.base.iter().position(|other| other.is_named(column)) else {
        let message = format!("Unknown column '{column}' in '{}'", step.table_name());
        found.push(AL_33.broken(step.place(), message, "name a column of the table").coded(5509));
        return;
    };
    if is_taken {
        let message = format!("Duplicate column name '{to}'");
        let help = "choose a name that no column has; case makes no difference";
        found.push(AL_33.broken(step.place(), message, help).coded(1060));
        return;
    }
    let from = state.base[at].column.name.clone();
    state.rename_column(&from, to);
}
