//! Rows: how they are stored, merged, and read back by a SELECT.
//!
//! SQLite keeps the rows and runs the queries. What it does not know is added as functions: the types of StarRocks that it
//! lacks travel in the forms listed at [`value`].

pub(crate) mod aggregates;
pub(crate) mod convert;
pub(crate) mod dates;
pub(crate) mod functions;
pub(crate) mod insert;
pub(crate) mod merge;
pub(crate) mod modify;
pub(crate) mod nested;
pub(crate) mod parse;
pub(crate) mod partition;
pub(crate) mod sketch;
pub(crate) mod store;
pub(crate) mod translate;
pub(crate) mod value;
