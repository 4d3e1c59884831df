//! Tables as Rust structs for [StarRocks](https://docs.starrocks.io): checked when you compile, created when you start,
//! read back and compared.
//!
//! ```
//! use starrocks::{StarRocksTable, TableSpec};
//! use starrocks::sql::{Style, write_create_table};
//!
//! /// Orders, the last state of each.
//! #[derive(StarRocksTable)]
//! #[table_args(primary_key = "order_id", distributed_by = "HASH(order_id) BUCKETS 8")]
//! struct Orders {
//!     order_id: i64,
//!     #[starrocks(type = "VARCHAR(16)")]
//!     status: Option<String>,
//! }
//!
//! assert_eq!(
//!     write_create_table(&Orders::TABLE.clone().into(), Style::OneLine)?,
//!     "CREATE TABLE `orders` (`order_id` BIGINT NOT NULL, `status` VARCHAR(16) NULL) PRIMARY KEY (`order_id`) \
//!      COMMENT \"Orders, the last state of each.\" DISTRIBUTED BY HASH(`order_id`) BUCKETS 8"
//! );
//! # Ok::<(), starrocks::sql::WriteError>(())
//! ```
//!
//! # What is where
//!
//! | | |
//! |---|---|
//! | [`StarRocksTable`](derive@StarRocksTable) | the derive, with all its options |
//! | [`schema`](mod@schema) | the table as data: [`Table`], [`schema::Column`], [`schema::DataType`], … |
//! | [`sql`] | StarRocks SQL to tables and back |
//! | [`rules`] | what StarRocks accepts, what a server makes of a table, and what an ALTER TABLE does to it |
//! | [`diff`] | what differs between a declared table and one that was read back |
#![cfg_attr(feature = "sqlx", doc = "| [`db`] | connect, create, inspect |")]
#![cfg_attr(not(feature = "sqlx"), doc = "| `db` | connect, create, inspect, with feature `sqlx` |")]
//!
//! The crate `starrocks-sandbox` is a StarRocks catalogue inside the test process, for first runs and tests.

#[cfg(feature = "sqlx")]
pub use starrocks_core::db;
pub use starrocks_core::schema::{
    self, Bitmap, ColumnType, Hll, LargeInt, Percentile, Schema, Table, TableSpec,
};
pub use starrocks_core::{diff, rules, sql};
pub use starrocks_derive::StarRocksTable;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

/// The schema of some tables: `schema![PageView, User]` is `Schema::new().table::<PageView>().table::<User>()`.
///
/// The order is kept; tables are created in it.
#[macro_export]
macro_rules! schema {
    ($($table:ty),* $(,)?) => {
        $crate::Schema::new()$(.table::<$table>())*
    };
}

/// The examples of the README and of the guide, compiled.
#[cfg(all(doctest, feature = "sqlx", feature = "chrono"))]
mod documents {
    #[doc = include_str!("../README.md")]
    struct Readme;

    #[doc = include_str!("../docs/defining-tables.md")]
    struct DefiningTables;

    #[doc = include_str!("../docs/changing-tables.md")]
    struct ChangingTables;
}
