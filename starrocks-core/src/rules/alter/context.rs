//! What an ALTER TABLE meets around the table: the server, and the database.

use super::TableState;
use crate::rules::CheckOptions;

/// What an ALTER TABLE meets around the table.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "a database need not be printable")]
pub struct AlterContext<'a> {
    /// What is taken for granted about the server.
    pub options: &'a CheckOptions,
    /// The database of the table.
    pub neighbours: &'a dyn Neighbours,
}

impl Default for AlterContext<'_> {
    /// StarRocks' own settings; of the other tables nothing is known.
    fn default() -> Self {
        static OPTIONS: CheckOptions = CheckOptions::DEFAULT;
        AlterContext { options: &OPTIONS, neighbours: &() }
    }
}

/// A database, for the clauses that name another table. `()` is one of which nothing is known.
pub trait Neighbours {
    /// What stands under this name.
    fn neighbour(&self, name: &str) -> Neighbour<'_>;
}

impl Neighbours for () {
    fn neighbour(&self, _name: &str) -> Neighbour<'_> {
        Neighbour::Unknown
    }
}

/// What stands under a name in a database.
#[derive(Clone, Copy, Debug)]
pub enum Neighbour<'a> {
    /// It is not known: rules that ask for it are silent.
    Unknown,
    /// Nothing.
    Absent,
    /// A table.
    Table(&'a TableState),
    /// A table of which nothing else is known.
    UnknownTable,
    /// A view, a materialized view, or a table of another engine.
    Other,
}
