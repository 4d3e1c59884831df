//! Tables as Rust structs for StarRocks: checked when you compile, created when you start, migrated when they change.

#[cfg(feature = "sqlx")]
pub use starrocks_core::db;
pub use starrocks_core::schema::{
    self, Bitmap, ColumnType, Hll, LargeInt, Percentile, Schema, Table, TableSpec,
};
pub use starrocks_core::{rules, sql};
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
