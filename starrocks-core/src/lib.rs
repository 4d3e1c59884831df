//! The schema language of the `starrocks` crate.

#[doc(hidden)]
pub mod nearest;
pub mod rules;
pub mod schema;
pub mod sql;
