//! The schema language of the `starrocks` crate.

#[cfg(feature = "sqlx")]
pub mod db;
pub mod diff;
#[doc(hidden)]
pub mod nearest;
pub mod rules;
pub mod schema;
pub mod sql;
