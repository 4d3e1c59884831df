//! DROP COLUMN.

use super::draft::Draft;
use crate::rules::Rule;
use crate::rules::alter::statement::Step;
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

pub(super) fn executed(
    step: &Step<'_>,
    name: &Text,
    rollup: Option<&Text>,
    draft: &mut Draft,
    found: &mut Findings<'_>,
) -> Option<()> {
    let at = draft.index_position(step, rollup, found)?;
    key_columns(step, name, draft, found);
    found.none()?;
    draft.table_indexes.retain(|index| !index.columns.iter().any(|column| same_column_name(column, name)));
    if draft.indexes[at].position(name).is_none() {
        let help = step.state.help_for_unknown(name);
        found.push(AL_17.broken(step.place(), format!("Column does not exists: {name}"), help));
        return None;
    }
    let places = if rollup.is_some() { at..at + 1 } else { 0..draft.indexes.len() };
    for index in &mut draft.indexes[places] {
        let drops_key = index.columns.iter().any(|column| column.is_key && column.is_named(name));
        draft.fast &= !drops_key;
        index.columns.retain(|column| !column.is_named(name));
    }
    Some(())
}

/// AL-18.
fn key_columns(step: &Step<'_>, name: &str, draft: &mut Draft, found: &mut Findings<'_>) {
    let base = draft.base();
    let is_key = base.columns.iter().any(|column| column.is_key && column.is_named(name));
    let replaces = base
        .columns
        .iter()
        .any(|column| matches!(column.column.aggregate, Some(AggType::Replace | AggType::ReplaceIfNotNull)));
    let message = match step.state.model() {
        KeyModel::Primary if is_key => "Can not drop key column in primary data model table",
        KeyModel::Unique if is_key => "Can not drop key column in Unique data model table",
        KeyModel::Aggregate if is_key && replaces => {
            "Can not drop key column when table has value column with REPLACE aggregation method"
        }
        _ => return,
    };
    found.push(AL_18.broken(
        step.place(),
        message,
        "make a new table with the key that it shall have, and copy the rows",
    ));
}
