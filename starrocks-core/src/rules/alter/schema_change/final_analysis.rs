//! What is looked at when all clauses have been executed on the draft.

use super::conversion;
use super::draft::{Draft, DraftIndex};
use crate::rules::Place;
use crate::rules::alter::TableState;
use crate::rules::alter::state::IndexColumn;
use crate::rules::subject::Findings;
use crate::schema::same_column_name;

/// Every index of the draft against the same index of the table before.
pub(super) fn of_draft(state: &TableState, draft: &Draft, found: &mut Findings<'_>) {
    let rollups = state.rollups.iter().map(|rollup| &rollup.columns);
    let before = std::iter::once(&state.base).chain(rollups);
    for (before, after) in before.zip(&draft.indexes) {
        compatible(state, before, after, draft, found);
        if found.none().is_none() {
            return;
        }
    }
}

/// The column as its values are merged. In a rollup of a DUPLICATE KEY table the first columns are keys whatever they are in the
/// table, but their values are still those of the table.
fn merged_as(state: &TableState, old: &IndexColumn, column: &IndexColumn) -> IndexColumn {
    let of_base = state.base.iter().find(|other| same_column_name(&other.column.name, &old.column.name));
    let mut old = old.clone();
    if let Some(of_base) = of_base.filter(|_| old.is_key != column.is_key) {
        old.is_key = of_base.is_key;
    }
    old
}

/// Whether every column that was there may have become what it is now.
fn compatible(
    state: &TableState,
    before: &[IndexColumn],
    after: &DraftIndex,
    draft: &Draft,
    found: &mut Findings<'_>,
) {
    for column in &after.columns {
        if !column.shadow && draft.changed_fields.as_ref() == Some(&column.column.name) {
            continue;
        }
        let old = before.iter().find(|old| same_column_name(&old.column.name, &column.column.name));
        if let Some(old) = old.filter(|old| *old != column) {
            let (old, column) = (merged_as(state, old, column), column);
            conversion::column(Place::Table, state.model(), &old, column, found);
            if found.none().is_none() {
                return;
            }
        }
    }
}
