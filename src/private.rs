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

/// What a table is unless it says otherwise; also the table of a struct that has an error.
pub const TABLE: Table = Table {
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

/// What a column is unless it says otherwise.
pub const COLUMN: Column = Column {
    name: Borrowed(""),
    data_type: DataType::Inferred,
    charset: None,
    key: false,
    aggregate: None,
    nullability: Nullability::NotNull,
    value: ColumnValue::Given,
    comment: None,
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

    /// The type is the one that its name made it look like, see `matches_signature`.
    #[track_caller]
    pub const fn is(found: &DataType, signature: &str, message: &str) {
        let end = matches_signature(found, signature.as_bytes(), 0);
        if !matches!(end, Some(end) if end == signature.len()) {
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

    /// Where the signature of a type ends that begins at `at`; `None` when the type is another one.
    ///
    /// A signature has a letter for each type that a well-known Rust type stands for. It is a literal, which costs the
    /// compiler much less than a constant of type [`DataType`] would: a table has one for almost every column.
    const fn matches_signature(data_type: &DataType, signature: &[u8], at: usize) -> Option<usize> {
        if at >= signature.len() {
            return None;
        }
        let letter = match data_type {
            DataType::Boolean => b'b',
            DataType::TinyInt => b't',
            DataType::SmallInt => b's',
            DataType::Int => b'i',
            DataType::BigInt => b'l',
            DataType::LargeInt => b'L',
            DataType::Float => b'f',
            DataType::Double => b'd',
            DataType::Date => b'D',
            DataType::DateTime => b'T',
            DataType::String => b'S',
            DataType::Json => b'J',
            DataType::Bitmap => b'B',
            DataType::Hll => b'H',
            DataType::Percentile => b'P',
            DataType::Varbinary(None) => b'V',
            DataType::Varchar(Some(36)) => b'U',
            DataType::Array(_) => b'A',
            DataType::Map(..) => b'M',
            _ => return None,
        };
        if letter != signature[at] {
            return None;
        }
        match data_type {
            DataType::Array(Static(element)) => matches_signature(element, signature, at + 1),
            DataType::Map(Static(key), Static(value)) => match matches_signature(key, signature, at + 1) {
                Some(at) => matches_signature(value, signature, at),
                None => None,
            },
            _ => Some(at + 1),
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
