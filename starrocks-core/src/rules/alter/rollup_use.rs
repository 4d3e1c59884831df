//! Columns that a rollup with aggregates is made of.

use super::TableState;
use super::statement::Step;
use crate::rules::{Finding, Rule};
use crate::schema::KeyModel;

pub(in crate::rules) static AL_22: Rule = Rule {
    id: "AL-22",
    title: "A column of a rollup that merges rows stays as it is",
    reason: "What the rollup holds was computed from it. Every rollup of a UNIQUE KEY table merges rows.",
    accepted: "CREATE TABLE t (k INT, v INT, w INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t RENAME COLUMN v TO x",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k) ROLLUP (r (k, v));\n\
               ALTER TABLE t RENAME COLUMN v TO x",
    ..Rule::BARE
};

/// AL-22, of a column that a clause drops, modifies or renames.
pub(super) fn of_column(step: &Step<'_>, state: &TableState, name: &str) -> Option<Finding> {
    let merges = state.model() == KeyModel::Unique;
    let rollups = state.rollups.iter().filter(|rollup| merges && rollup.columns.iter().any(|c| !c.is_key));
    let (rollup, column) = rollups
        // The server compares the names with case.
        .filter_map(|rollup| Some((rollup, rollup.columns.iter().find(|column| column.column.name == name)?)))
        .next()?;
    let message = format!(
        "Can not drop/modify the column {}, because the column is used in the related rollup {}, please drop the rollup index \
         first.",
        column.column.name, rollup.name
    );
    Some(AL_22.broken(step.place(), message, format!("DROP ROLLUP `{}` first", rollup.name)))
}
