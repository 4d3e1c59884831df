//! DROP COLUMN.

use super::draft::{Draft, DraftIndex, Target};
use super::holes;
use crate::rules::Rule;
use crate::rules::alter::materialized_views;
use crate::rules::alter::step::Step;
use crate::rules::subject::Findings;
use crate::schema::{AggType, KeyModel, Text, same_column_name};

pub(in crate::rules) static AL_17: Rule = Rule {
    id: "AL-17",
    title: "DROP COLUMN names a column of the table",
    reason: "What is not there cannot be dropped; there is no IF EXISTS.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t DROP COLUMN v",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t DROP COLUMN w",
    ..Rule::BARE
};

pub(in crate::rules) static AL_18: Rule = Rule {
    id: "AL-18",
    title: "A key column is dropped only where rows need not be merged anew",
    reason: "Rows that differ in the column alone would become one, and which of their values survives is not decided.",
    accepted: "CREATE TABLE t (k INT, j INT, v INT) DUPLICATE KEY(k, j) DISTRIBUTED BY HASH(k);\nALTER TABLE t DROP COLUMN j",
    rejected: "CREATE TABLE t (k INT, j INT, v INT) UNIQUE KEY(k, j) DISTRIBUTED BY HASH(k);\nALTER TABLE t DROP COLUMN j",
    ..Rule::BARE
};

pub(in crate::rules) static AL_21: Rule = Rule {
    id: "AL-21",
    title: "A column that a generated column is computed from is not dropped",
    reason: "A function in PARTITION BY is a generated column too, a hidden one. The server heeds case here: in another spelling it drops \
             the column, and the table is broken.",
    since: Some("3.1"),
    accepted: "CREATE TABLE t (k INT, v INT, g BIGINT AS (v + 1)) DUPLICATE KEY(k);\nALTER TABLE t DROP COLUMN g",
    rejected: "CREATE TABLE t (k INT, v INT, g BIGINT AS (v + 1)) DUPLICATE KEY(k);\nALTER TABLE t DROP COLUMN v",
    ..Rule::ANALYZING
};

/// AL-21.
pub(super) fn analyzed(step: &Step<'_>, name: &Text, found: &mut Findings<'_>) {
    if let Some(generated) = step.state.generated_from(name) {
        found.push(AL_21.broken(
            step.place(),
            format!(
                "Column: {name} can not be dropped, because expression of Generated Column: {generated} will refer to it"
            ),
            match step.state.base.iter().any(|column| column.is_named(&generated)) {
                true => format!("drop `{generated}` in a statement before"),
                false => "make a new table that is partitioned otherwise, and copy the rows".to_owned(),
            },
        ));
    }
    holes::other_case(step, name, found);
}

pub(super) fn executed(
    step: &Step<'_>,
    name: &Text,
    rollup: Option<&Text>,
    draft: &mut Draft,
    found: &mut Findings<'_>,
) -> Option<()> {
    found.push_if(materialized_views::of_column(step, name));
    found.none()?;
    let Target::Known(at) = draft.target(step, rollup, found)? else { return Some(()) };
    key_columns(step, name, &draft.indexes[0], (&draft.indexes[at], at > 0), found);
    found.none()?;
    sort_column(step, name, found);
    found.none()?;
    let there_before = step.state.base.iter().any(|column| column.is_named(name));
    draft
        .table_indexes
        .retain(|index| !there_before || !index.columns.iter().any(|column| same_column_name(column, name)));
    if draft.indexes[at].position(name).is_none() {
        let help = match there_before && at == 0 {
            true => "leave the clause out: one in front of it drops the column".to_owned(),
            false => step.state.help_for_unknown(name),
        };
        found.push(AL_17.broken(step.place(), format!("Column does not exists: {name}"), help));
        return None;
    }
    let places = if at > 0 { at..at + 1 } else { 0..draft.indexes.len() };
    draft.fast &= !is_key(&draft.indexes[0], name);
    for index in &mut draft.indexes[places] {
        draft.fast &= !is_key(index, name);
        index.columns.retain(|column| !column.is_named(name));
    }
    Some(())
}

fn is_key(index: &DraftIndex, name: &str) -> bool {
    index.columns.iter().any(|column| column.is_key && column.is_named(name))
}

/// AL-18.
fn key_columns(
    step: &Step<'_>,
    name: &str,
    base: &DraftIndex,
    (target, is_rollup): (&DraftIndex, bool),
    found: &mut Findings<'_>,
) {
    let replaces = |index: &DraftIndex| {
        let replaced = |aggregate: &Option<AggType>| {
            matches!(aggregate, Some(AggType::Replace | AggType::ReplaceIfNotNull))
        };
        index.columns.iter().any(|column| replaced(&column.column.aggregate))
    };
    let message = match step.state.model() {
        KeyModel::Primary if is_key(base, name) => "Can not drop key column in primary data model table",
        KeyModel::Unique if is_key(base, name) => "Can not drop key column in Unique data model table",
        KeyModel::Aggregate if is_key(target, name) && replaces(target) => match is_rollup {
            false => "Can not drop key column when table has value column with REPLACE aggregation method",
            true => "Can not drop key column when rollup has value column with REPLACE aggregation method",
        },
        _ => return,
    };
    found.push(AL_18.broken(
        step.place(),
        message,
        "make a new table with the key that it shall have, and copy the rows",
    ));
}

/// AL-19 of a PRIMARY KEY table. Of the other ones the final analysis tells.
fn sort_column(step: &Step<'_>, name: &str, found: &mut Findings<'_>) {
    let is_sorted_by_it = step.state.table.order_by.iter().any(|other| same_column_name(other, name));
    if step.state.model() == KeyModel::Primary && is_sorted_by_it {
        let message = "Can not drop sort column in primary data model table";
        let help = "give the table another sort key with ALTER TABLE … ORDER BY (…) first";
        found.push(super::AL_19.broken(step.place(), message, help));
    }
}
