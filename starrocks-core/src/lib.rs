//! The schema language of the `starrocks` crate.

pub mod schema;
