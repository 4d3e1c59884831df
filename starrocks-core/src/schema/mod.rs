//! What a table **is**: plain data, one model for all.
//!
//! The same [`Table`] is emitted by `#[derive(StarRocksTable)]` as a constant, built by hand at run time, parsed from DDL
//! and reflected from a server. So every part can stand in a `const` *and* can own its text: text is [`Text`], a list is
//! [`List`], and nesting in [`DataType`] goes through [`Shared`].
//!
//! Nothing in here knows how a table is written ([`crate::sql`]) or whether StarRocks accepts it ([`crate::rules`]).
//! Everything is kept in the order in which it was written.
//!
//! ```
//! use std::borrow::Cow;
//! use starrocks_core::schema::{Column, DataType, Key, KeyModel, Table};
//!
//! let table = Table::new("page_views")
//!     .with_column(Column::new("page_id", DataType::Int).not_null())
//!     .with_column(Column::new("url", DataType::Varchar(Some(1024))))
//!     .with_key(Key::new(KeyModel::Duplicate, ["page_id"]));
//! assert_eq!(table.columns[1].name, "url");
//! ```

mod aggregate;
mod alter;
mod catalog;
mod column;
mod column_type;
mod data_type;
mod decimal;
mod distribution;
mod expression;
mod index;
mod key;
mod name;
mod partition;
mod properties;
mod rollup;
mod shared;
mod table;
mod value;

pub use aggregate::{AggState, AggStateArgument, AggType};
pub use alter::{
    AlterClause, AlterTable, ColumnPosition, CompactionKind, DroppedPartitions, ExternalClause, FieldStep,
    NewPartitions, Optimize, PartitionNames, Tablets,
};
pub use catalog::{Object, Schema, TableSpec};
pub use column::{Column, ColumnValue, DefaultValue, Nullability};
pub use column_type::ColumnType;
pub use data_type::{DataType, StructField};
pub use decimal::{DecimalKind, DecimalType, DecimalWidth};
pub use distribution::Distribution;
pub use expression::Expression;
pub use index::{Index, IndexType};
pub use key::{Key, KeyModel};
pub use name::TableName;
pub use partition::{
    Every, IntervalUnit, ListPartition, ListValue, ListValues, PartitionBound, PartitionExpression,
    PartitionValue, Partitioning, RangePartition,
};
pub use properties::{Properties, Property};
pub use rollup::Rollup;
pub use shared::{List, Shared, Text};
pub use table::Table;
pub(crate) use table::{ColumnsByName, same_column_name};
pub use value::{Bitmap, Hll, LargeInt, Percentile};
