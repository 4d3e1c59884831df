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
    use super::{Borrowed, Column, DataType, DecimalKind, Nullability, Static, Table};

    /// The type is the one that its name made it look like.
    #[track_caller]
    pub const fn is(table: &'static Table, column: usize, expected: &DataType, message: &str) {
        if !same(&column_of(table, column).data_type, expected) {
            panic!("{}", message);
        }
    }

    /// The type is of none of these kinds, each with its own message.
    #[track_caller]
    pub const fn is_none_of(table: &'static Table, column: usize, refused: &[(DataType, &str)]) {
        let mut i = 0;
        while i < refused.len() {
            if same_kind(&column_of(table, column).data_type, &refused[i].0) {
                panic!("{}", refused[i].1);
            }
            i += 1;
        }
    }

    /// The column is not NULL, or not NOT NULL.
    #[track_caller]
    pub const fn nullability_is_not(table: &'static Table, column: usize, nullable: bool, message: &str) {
        if matches!(column_of(table, column).nullability, Nullability::Null) == nullable {
            panic!("{}", message);
        }
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
            (DataType::Varbinary(None), DataType::Varbinary(None)) => true,
            (DataType::Varchar(Some(found)), DataType::Varchar(Some(expected))) => *found == *expected,
            (DataType::Array(Static(found)), DataType::Array(Static(expected))) => same(found, expected),
            (
                DataType::Map(Static(key), Static(value)),
                DataType::Map(Static(other_key), Static(other_value)),
            ) => same(key, other_key) && same(value, other_value),
            // A length or an element on one side alone.
            (DataType::Varbinary(_) | DataType::Varchar(_) | DataType::Array(_) | DataType::Map(..), _) => {
                false
            }
            _ => same_kind(found, expected),
        }
    }

    /// Whether two types are one but for their parameters.
    const fn same_kind(found: &DataType, expected: &DataType) -> bool {
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
            | (DataType::Time, DataType::Time)
            | (DataType::Char(_), DataType::Char(_))
            | (DataType::Varchar(_), DataType::Varchar(_))
            | (DataType::String, DataType::String)
            | (DataType::Varbinary(_), DataType::Varbinary(_))
            | (DataType::Json, DataType::Json)
            | (DataType::Variant, DataType::Variant)
            | (DataType::Bitmap, DataType::Bitmap)
            | (DataType::Hll, DataType::Hll)
            | (DataType::Percentile, DataType::Percentile)
            | (DataType::Array(_), DataType::Array(_))
            | (DataType::Map(..), DataType::Map(..))
            | (DataType::Struct(_), DataType::Struct(_)) => true,
            (DataType::Decimal(found), DataType::Decimal(expected)) => {
                matches!(found.kind, DecimalKind::DecimalV2)
                    == matches!(expected.kind, DecimalKind::DecimalV2)
            }
            _ => false,
        }
    }
}
