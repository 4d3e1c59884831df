//! What code emitted by `#[derive(StarRocksTable)]` names. Nothing here is for anybody else, and everything may change.

pub use core::option::Option::{None, Some};
pub use starrocks_core::schema::Shared::Static;
pub use starrocks_core::schema::{
    AggState, AggStateArgument, AggType, Column, ColumnType, ColumnValue, DataType, DecimalKind, DecimalType,
    DefaultValue, Distribution, Every, Expression, Index, IndexType, IntervalUnit, Key, KeyModel,
    ListPartition, ListValue, ListValues, Nullability, PartitionBound, PartitionExpression, PartitionValue,
    Partitioning, Properties, Property, RangePartition, StructField, Table, TableName, TableSpec,
};
pub use std::borrow::Cow::Borrowed;

/// The table of a struct that has an error.
pub const EMPTY_TABLE: &Table = &Table {
    name: TableName { database: None, name: Borrowed("") },
    temporary: false,
    columns: Borrowed(&[]),
    indexes: Borrowed(&[]),
    engine: None,
    charset: None,
    key: None,
    comment: None,
    partition_by: None,
    distributed_by: None,
    order_by: Borrowed(&[]),
    rollups: Borrowed(&[]),
    properties: Properties::NONE,
};

/// NULL or NOT NULL, as a resolved type says it.
pub const fn nullability(nullable: bool) -> Nullability {
    if nullable { Nullability::Null } else { Nullability::NotNull }
}

/// Checks of resolved types, evaluated while the user's crate compiles.
///
/// Each panics with the given message. `#[track_caller]` makes the error stand at the call, which has the place of a
/// field's type, and nowhere else.
pub mod check {
    use super::{AggType, Borrowed, Column, DataType, KeyModel, Nullability, Static, Table};

    macro_rules! check {
        ($(#[$attribute:meta])* $name:ident($column:ident $(, $argument:ident: $type:ty)?) $holds:expr) => {
            $(#[$attribute])*
            #[track_caller]
            pub const fn $name(table: &'static Table, column: usize, $($argument: $type,)? message: &str) {
                let $column = column_of(table, column);
                if !$holds {
                    panic!("{}", message);
                }
            }
        };
    }

    check! {
        /// The type is the one that its name made it look like.
        is(column, expected: &DataType) same(&column.data_type, expected)
    }
    check! {
        /// The type can be a key of this model.
        may_be_key(column, model: KeyModel) column.data_type.may_be_key(model)
    }
    check! {
        /// The column is not NULL.
        is_not_null(column) !matches!(column.nullability, Nullability::Null)
    }
    check! {
        /// The type can be hashed.
        may_be_distributed_by(column) column.data_type.may_be_distributed_by()
    }
    check! {
        /// The type can be a RANGE partition column.
        may_be_range_partitioned(column) column.data_type.may_be_range_partitioned()
    }
    check! {
        /// The type can be a LIST partition column.
        may_be_list_partitioned(column) column.data_type.may_be_list_partitioned()
    }
    check! {
        /// The type can be sorted by in a table of this model.
        may_be_sorted_by(column, model: KeyModel) column.data_type.may_be_sorted_by(model)
    }
    check! {
        /// The aggregate takes the type.
        is_accepted_by(column, aggregate: &AggType) aggregate.accepts(&column.data_type)
    }
    check! {
        /// The type is none of the sketches, which only tables that merge rows can hold.
        is_no_sketch(column) !matches!(column.data_type, DataType::Hll | DataType::Bitmap | DataType::Percentile)
    }

    /// The column, which a constant always has by reference.
    const fn column_of(table: &'static Table, column: usize) -> &'static Column {
        match &table.columns {
            Borrowed(columns) => &columns[column],
            std::borrow::Cow::Owned(_) => panic!("a constant owns nothing"),
        }
    }

    /// Whether two types are the same, for those that a well-known Rust type can have.
    const fn same(found: &DataType, expected: &DataType) -> bool {
        match (found, expected) {
            (DataType::Boolean, DataType::Boolean)
            | (DataType::TinyInt, DataType::TinyInt)
            | (DataType::SmallInt, DataType::SmallInt)
            | (DataType::Int, DataType::Int)
            | (DataType::BigInt, DataType::BigInt)
            | (DataType::LargeInt, DataType::LargeInt)
            | (DataType::Float, DataType::Float)
            | (DataType::Double, DataType::Double)
            | (DataType::Date, DataType::Date)
            | (DataType::DateTime, DataType::DateTime)
            | (DataType::String, DataType::String)
            | (DataType::Json, DataType::Json)
            | (DataType::Bitmap, DataType::Bitmap)
            | (DataType::Hll, DataType::Hll)
            | (DataType::Percentile, DataType::Percentile)
            | (DataType::Varbinary(None), DataType::Varbinary(None)) => true,
            (DataType::Varchar(Some(found)), DataType::Varchar(Some(expected))) => *found == *expected,
            (DataType::Array(Static(found)), DataType::Array(Static(expected))) => same(found, expected),
            (
                DataType::Map(Static(key), Static(value)),
                DataType::Map(Static(other_key), Static(other_value)),
            ) => same(key, other_key) && same(value, other_value),
            _ => false,
        }
    }
}
