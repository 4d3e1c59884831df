//! What a server refuses while it parses a clause.

use super::step::Step;
use crate::rules::Rule;
use crate::rules::columns::{aggregates, auto_increment, generated, types};
use crate::rules::subject::{Findings, Numbered};
use crate::schema::{AlterClause, Column, ColumnValue};

pub(in crate::rules) static AL_05: Rule = Rule {
    id: "AL-05",
    title: "AUTO_INCREMENT is a matter of CREATE TABLE",
    reason: "The rows that are there would have to be numbered.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN n BIGINT NOT NULL DEFAULT '0'",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN n BIGINT NOT NULL AUTO_INCREMENT",
    ..Rule::SYNTAX
};

pub(in crate::rules) static AL_14: Rule = Rule {
    id: "AL-14",
    title: "A generated column comes without a position, a rollup or PROPERTIES",
    reason: "Generated columns stand last, and are computed for the base index alone.",
    since: Some("3.1"),
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN g BIGINT AS (v + 1)",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN g BIGINT AS (v + 1) AFTER k",
    ..Rule::SYNTAX
};

/// The columns that a clause defines.
pub(super) fn defined_columns(clause: &AlterClause) -> &[Column] {
    match clause {
        AlterClause::AddColumn { column, .. } | AlterClause::ModifyColumn { column, .. } => {
            std::slice::from_ref(column)
        }
        AlterClause::AddColumns { columns, .. } => columns,
        _ => &[],
    }
}

/// The rules of CREATE TABLE for what is parsed of a column, and what a clause can say of it.
pub(super) fn of_clause(step: &Step<'_>, found: &mut Findings<'_>) {
    for (index, column) in defined_columns(step.clause).iter().enumerate() {
        let c = Numbered { index, column, in_key: false };
        found.placed(step.place(), |found| {
            types::parsed(&c, found);
            aggregates::parsed(&c, found);
            auto_increment::parsed(&c, found);
            generated::parsed(&c, found);
        });
        auto_increment_column(step, column, found);
    }
    generated_column(step, found);
    match step.clause {
        AlterClause::AutoIncrement(value) => super::auto_increment::parsed(step, *value, found),
        AlterClause::DefaultBuckets { buckets, .. } => super::default_buckets::parsed(step, *buckets, found),
        _ => {}
    }
}

/// AL-05.
fn auto_increment_column(step: &Step<'_>, column: &Column, found: &mut Findings<'_>) {
    if column.value == ColumnValue::AutoIncrement {
        let verb = if matches!(step.clause, AlterClause::ModifyColumn { .. }) { "MODIFY" } else { "ADD" };
        found.push(AL_05.broken(
            step.place(),
            format!("Column '{}' can not be AUTO_INCREMENT when {verb} COLUMN", column.name),
            "make a new table with such a column, and copy the rows",
        ));
    }
}

/// AL-14.
fn generated_column(step: &Step<'_>, found: &mut Findings<'_>) {
    let unwanted = match step.clause {
        AlterClause::AddColumn { column, position, rollup, properties } if column.is_generated() => {
            if rollup.is_some() {
                "rollupName can not be set when ADD"
            } else if position.is_some() {
                "AFTER can not be set when ADD"
            } else if !properties.is_empty() {
                "properties can not be set when ADD"
            } else {
                return;
            }
        }
        AlterClause::ModifyColumn { column, position, rollup, .. } if column.is_generated() => {
            if rollup.is_some() {
                "rollupName can not be set when MODIFY"
            } else if position.is_some() {
                "columnPosition can not be set when MODIFY"
            } else {
                return;
            }
        }
        AlterClause::AddColumns { columns, rollup, properties, .. }
            if columns.iter().any(Column::is_generated) =>
        {
            if rollup.is_some() {
                "rollupName can not be set when ADD"
            } else if !properties.is_empty() {
                "properties can not be set when ADD"
            } else {
                return;
            }
        }
        _ => return,
    };
    found.push(AL_14.broken(step.place(), format!("{unwanted} GENERATED COLUMN"), "leave it out"));
}
