//! One clause on its way through the stages.

use super::TableState;
use super::context::AlterContext;
use crate::rules::Place;
use crate::schema::AlterClause;

/// One clause on its way through the stages.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    /// The table before the statement.
    pub(super) state: &'a TableState,
    pub(super) context: &'a AlterContext<'a>,
    /// The clause's position in the statement.
    pub(super) index: usize,
    pub(super) clause: &'a AlterClause,
}

impl Step<'_> {
    pub(super) fn place(&self) -> Place {
        Place::Clause(self.index)
    }

    /// The table's name, as messages give it.
    pub(super) fn table_name(&self) -> &str {
        &self.state.table.name.name
    }
}
