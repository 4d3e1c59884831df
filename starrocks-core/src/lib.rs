//! The schema language of the `starrocks` crate.

#[cfg(feature = "sqlx")]
pub mod db;
#[doc(hidden)]
pub mod nearest;
pub mod rules;
pub mod schema;
pub mod sql;
