//! What a server refuses while it parses a clause.

use super::statement::Step;
use crate::rules::subject::{Findings, Numbered};
use crate::rules::{aggregates, auto_increment, generated, types};
use crate::schema::{AlterClause, Column};

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

/// The rules of CREATE TABLE for what is parsed of a column.
pub(super) fn of_clause(step: &Step<'_>, found: &mut Findings<'_>) {
    for (index, column) in defined_columns(step.clause).iter().enumerate() {
        let c = Numbered { index, column, in_key: false };
        found.placed(step.place(), |found| {
            types::parsed(&c, found);
            aggregates::parsed(&c, found);
            auto_increment::parsed(&c, found);
            generated::parsed(&c, found);
        });
    }
}
