//! The schema language of the [`starrocks`](https://docs.rs/starrocks) crate: tables as data, StarRocks SQL both ways, the
//! rules, and, with feature `sqlx`, the server side.
//!
//! A reader finds a thing by asking which question it answers:
//!
//! | question | module |
//! |---|---|
//! | what is a table? | [`schema`] |
//! | how is it written? | [`sql`] |
//! | is it allowed, and what does a server make of it? | [`rules`] |
//! | what changed? | [`diff`] |
//! | do it | `db`, with feature `sqlx` |
//!
//! Each knows only those above it. All but `db` is pure: no async, no I/O.

#[cfg(feature = "sqlx")]
pub mod db;
pub mod diff;
#[doc(hidden)]
pub mod nearest;
pub mod rules;
pub mod schema;
pub mod sql;
