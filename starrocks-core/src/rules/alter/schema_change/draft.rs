//! The table while the clauses of one statement are executed on it.

use super::AL_15;
use crate::rules::alter::TableState;
use crate::rules::alter::execution::Execution;
use crate::rules::alter::index::IndexColumn;
use crate::rules::alter::step::Step;
use crate::rules::subject::Findings;
use crate::schema::{Index, IndexType, Properties, Text};

/// The table while the clauses of one statement are executed on it.
pub(super) struct Draft {
    /// The indexes: the base one, and the rollups.
    pub(super) indexes: Vec<DraftIndex>,
    /// The secondary indexes.
    pub(super) table_indexes: Vec<Index>,
    /// PROPERTIES of the last clause that had some.
    pub(super) properties: Properties,
    /// Whether every clause so far needs nothing but a new schema.
    pub(super) fast: bool,
    /// The STRUCT column whose fields the last such clause changes, as the clause spells it.
    pub(super) changed_fields: Option<Text>,
    /// The highest unique id that a column has had.
    pub(super) last_unique_id: u32,
    /// Whether a rollup that is not known here changes.
    pub(super) unknown_rollup_changes: bool,
    /// What is changed of the table besides.
    pub(super) state: TableState,
}

/// An index of the table: the base one, or a rollup.
pub(super) struct DraftIndex {
    pub(super) name: Text,
    pub(super) columns: Vec<IndexColumn>,
}

/// The index that a clause is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// The base index, or a rollup, by its position in the draft.
    Known(usize),
    /// A rollup that a table which was read from a server may have.
    UnknownRollup,
}

impl DraftIndex {
    /// The position of a column, without case.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.is_named(name))
    }
}

impl Draft {
    pub(super) fn new(state: &TableState) -> Self {
        let base = DraftIndex { name: state.table.name.name.clone(), columns: state.base.clone() };
        let rollups = state
            .rollups
            .iter()
            .map(|rollup| DraftIndex { name: rollup.name.clone(), columns: rollup.columns.clone() });
        Draft {
            indexes: std::iter::once(base).chain(rollups).collect(),
            table_indexes: state.table.indexes.to_vec(),
            properties: Properties::NONE,
            fast: state.uses_fast_schema_evolution(),
            changed_fields: None,
            last_unique_id: state.last_unique_id,
            unknown_rollup_changes: false,
            state: state.clone(),
        }
    }

    /// The base index.
    pub(super) fn base(&mut self) -> &mut DraftIndex {
        &mut self.indexes[0]
    }

    /// The index that TO or FROM names; the base index when they are not there.
    pub(super) fn target(
        &mut self,
        step: &Step<'_>,
        rollup: Option<&Text>,
        found: &mut Findings<'_>,
    ) -> Option<Target> {
        let Some(name) = rollup.filter(|name| !name.is_empty()) else { return Some(Target::Known(0)) };
        let table = step.table_name();
        match self.indexes.iter().position(|index| index.name == *name) {
            None if self.state.has_unknown_rollups => {
                self.unknown_rollup_changes = true;
                self.fast = false;
                Some(Target::UnknownRollup)
            }
            None => {
                let help = "name a rollup of the table, or leave it out";
                let message = format!("Index[{name}] does not exist in table[{table}]");
                found.push(AL_15.broken(step.place(), message, help));
                None
            }
            Some(0) => {
                let message = format!("Do not need to assign base index[{table}] to do schema change");
                found.push(AL_15.broken(step.place(), message, "leave it out: the table itself is meant"));
                None
            }
            Some(at) => Some(Target::Known(at)),
        }
    }

    /// The table with what is in the draft, when the change is done in this way.
    pub(super) fn finish(self, execution: Execution) -> TableState {
        let Draft { indexes, table_indexes, properties, last_unique_id, mut state, .. } = self;
        if let Execution::Job(_) = execution {
            // The job counts the columns of the index entries anew.
            let written = properties.get(&format!("{}#short_key", state.table.name.name)).map(str::to_owned);
            state.set_property("short_key", None);
            state.unprinted.entries.to_mut().retain(|property| property.key != "short_key");
            if let Some(count) = written {
                state.unprinted.set("short_key", count);
            }
            disable_replicated_storage(&mut state, &table_indexes);
        }
        let mut columns = indexes.into_iter().map(|index| index.columns);
        state.base = columns.next().unwrap_or_default();
        for (rollup, columns) in state.rollups.iter_mut().zip(columns) {
            rollup.columns = columns;
        }
        state.table.indexes = table_indexes.into();
        state.last_unique_id = last_unique_id;
        for column in
            state.base.iter_mut().chain(state.rollups.iter_mut().flat_map(|rollup| &mut rollup.columns))
        {
            column.shadow = false;
        }
        state.sync();
        state.forget_missing_columns();
        state
    }
}

/// A table with a full-text index has no replicated storage, which a server sees when a job has ended.
fn disable_replicated_storage(state: &mut TableState, indexes: &[Index]) {
    let has_one = indexes.iter().any(|index| index.index_type == IndexType::Gin);
    let is_on = state.table.properties.get("replicated_storage") == Some("true");
    if has_one && is_on {
        state.set_property("replicated_storage", Some("false".to_owned()));
    }
}
