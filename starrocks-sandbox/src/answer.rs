//! What a statement answers: a count, or a table of rows with typed columns.

use starrocks_core::schema::{DataType, DecimalKind};

/// One value as text, as the text protocol sends it; `None` is NULL.
pub(crate) type Cell = Option<Vec<u8>>;

/// The answer to one statement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// An OK packet.
    Done(Done),
    /// A result set.
    Rows(ResultSet),
}

/// The content of an OK packet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) affected: u64,
    pub(crate) info: String,
}

impl Answer {
    pub(crate) fn ok() -> Self {
        Answer::Done(Done::default())
    }
}

/// A result set.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ResultSet {
    pub(crate) columns: Vec<ResultColumn>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl ResultSet {
    /// The form of SHOW, DESC and ADMIN: every column is text.
    pub(crate) fn text(columns: &[&str], rows: Vec<Vec<Option<String>>>) -> Self {
        ResultSet {
            columns: columns
                .iter()
                .map(|name| ResultColumn::new(*name, ResultType::Varchar(TEXT_LENGTH)))
                .collect(),
            rows: rows
                .into_iter()
                .map(|row| row.into_iter().map(|cell| cell.map(String::into_bytes)).collect())
                .collect(),
        }
    }
}

/// The length that a frontend announces for the text columns of SHOW.
const TEXT_LENGTH: u32 = 64;

/// A column of a result set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResultColumn {
    pub(crate) name: String,
    pub(crate) result_type: ResultType,
}

impl ResultColumn {
    pub(crate) fn new(name: impl Into<String>, result_type: ResultType) -> Self {
        ResultColumn { name: name.into(), result_type }
    }
}

/// The type of a result column, as far as the wire tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResultType {
    /// The literal NULL: announced as BOOLEAN.
    Null,
    Boolean,
    TinyInt,
    SmallInt,
    Int,
    BigInt,
    LargeInt,
    Float,
    Double,
    Decimal {
        precision: u32,
        scale: u32,
    },
    Date,
    DateTime,
    Time,
    Char(u32),
    Varchar(u32),
    Varbinary(u32),
    Json,
    /// ARRAY, MAP, STRUCT.
    Nested,
    Bitmap,
    Hll,
    Percentile,
    Variant,
}

impl ResultType {
    /// The longest VARCHAR, which STRING stands for.
    pub(crate) const STRING: ResultType = ResultType::Varchar(65_533);

    /// The result type of a table column.
    pub(crate) fn of(data_type: &DataType) -> ResultType {
        match data_type {
            DataType::Boolean => ResultType::Boolean,
            DataType::TinyInt => ResultType::TinyInt,
            DataType::SmallInt => ResultType::SmallInt,
            DataType::Int => ResultType::Int,
            DataType::BigInt => ResultType::BigInt,
            DataType::LargeInt => ResultType::LargeInt,
            DataType::Float => ResultType::Float,
            DataType::Double => ResultType::Double,
            DataType::Decimal(decimal) => match decimal.kind {
                // DECIMALV2 is always DECIMAL(27, 9) inside.
                DecimalKind::DecimalV2 => ResultType::Decimal { precision: 27, scale: 9 },
                _ => ResultType::Decimal {
                    precision: decimal.precision.unwrap_or(10),
                    scale: decimal.scale.unwrap_or(0),
                },
            },
            DataType::Date => ResultType::Date,
            DataType::DateTime => ResultType::DateTime,
            DataType::Time => ResultType::Time,
            DataType::Char(length) => ResultType::Char(length.unwrap_or(1)),
            DataType::Varchar(length) => ResultType::Varchar(length.unwrap_or(1)),
            DataType::String => ResultType::STRING,
            DataType::Varbinary(length) => ResultType::Varbinary(length.unwrap_or(1_048_576)),
            DataType::Json => ResultType::Json,
            DataType::Variant => ResultType::Variant,
            DataType::Bitmap => ResultType::Bitmap,
            DataType::Hll => ResultType::Hll,
            DataType::Percentile => ResultType::Percentile,
            DataType::Array(_) | DataType::Map(..) | DataType::Struct(_) => ResultType::Nested,
            _ => ResultType::STRING,
        }
    }

    pub(crate) fn is_integer(self) -> bool {
        matches!(
            self,
            ResultType::Boolean
                | ResultType::TinyInt
                | ResultType::SmallInt
                | ResultType::Int
                | ResultType::BigInt
                | ResultType::LargeInt
        )
    }

    pub(crate) fn is_text(self) -> bool {
        matches!(self, ResultType::Char(_) | ResultType::Varchar(_))
    }

    /// Columns of these types read as NULL: their values exist only for the functions that take them.
    pub(crate) fn is_opaque(self) -> bool {
        matches!(self, ResultType::Bitmap | ResultType::Hll | ResultType::Percentile)
    }
}
