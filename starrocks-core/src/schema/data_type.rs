//! The type of a column.

use super::{DecimalKind, DecimalType, List, Shared, Text};

/// A StarRocks [data type](https://docs.starrocks.io/docs/sql-reference/data-types/), as written.
///
/// Display widths (`INT(11)`) carry no meaning in StarRocks and are not kept. Spellings with one meaning are one variant:
/// `TEXT` is [`DataType::String`], `BINARY` is [`DataType::Varbinary`], `INTEGER` is [`DataType::Int`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DataType {
    /// BOOLEAN.
    Boolean,
    /// TINYINT, 8 bits, signed.
    TinyInt,
    /// SMALLINT, 16 bits, signed.
    SmallInt,
    /// INT, 32 bits, signed.
    Int,
    /// BIGINT, 64 bits, signed.
    BigInt,
    /// LARGEINT, 128 bits, signed.
    LargeInt,
    /// FLOAT, 32 bits.
    Float,
    /// DOUBLE, 64 bits.
    Double,
    /// DECIMAL and its explicit widths.
    Decimal(DecimalType),
    /// DATE.
    Date,
    /// DATETIME, microseconds, without a time zone.
    DateTime,
    /// TIME: parses, but no column can have it.
    Time,
    /// CHAR(n), n in bytes, 1 to 255; 1 when absent.
    Char(Option<u32>),
    /// VARCHAR(n), n in bytes, 1 to 1048576; 1 when absent.
    Varchar(Option<u32>),
    /// STRING, which the server stores as VARCHAR(65533).
    String,
    /// VARBINARY(n), n in bytes; unlimited when absent.
    Varbinary(Option<u32>),
    /// JSON.
    Json,
    /// VARIANT.
    Variant,
    /// BITMAP, a set of unsigned 64-bit integers.
    Bitmap,
    /// HLL, a HyperLogLog sketch.
    Hll,
    /// PERCENTILE, a t-digest sketch.
    Percentile,
    /// ARRAY&lt;element&gt;.
    Array(Shared<DataType>),
    /// MAP&lt;key, value&gt;.
    Map(Shared<DataType>, Shared<DataType>),
    /// STRUCT&lt;name type, …&gt;.
    Struct(List<StructField>),
    /// No type is written: the server derives it from the column's aggregate state (`s avg(bigint)`).
    Inferred,
    /// A type that this crate does not know, kept as the server wrote it.
    Other(Text),
}

impl DataType {
    /// The length of a STRING, which is a VARCHAR to the server, in bytes.
    pub(crate) const STRING_LENGTH: u32 = 65_533;

    /// ARRAY of `element`.
    pub fn array(element: DataType) -> Self {
        DataType::Array(Shared::new(element))
    }

    /// MAP from `key` to `value`.
    pub fn map(key: DataType, value: DataType) -> Self {
        DataType::Map(Shared::new(key), Shared::new(value))
    }

    /// DECIMAL(`precision`, `scale`).
    pub const fn decimal(precision: u32, scale: u32) -> Self {
        DataType::Decimal(DecimalType {
            kind: DecimalKind::Decimal,
            precision: Some(precision),
            scale: Some(scale),
        })
    }

    /// The word that the type begins with in a statement; nothing for one that is not written.
    pub(crate) fn word(&self) -> &str {
        match self {
            DataType::Boolean => "BOOLEAN",
            DataType::TinyInt => "TINYINT",
            DataType::SmallInt => "SMALLINT",
            DataType::Int => "INT",
            DataType::BigInt => "BIGINT",
            DataType::LargeInt => "LARGEINT",
            DataType::Float => "FLOAT",
            DataType::Double => "DOUBLE",
            DataType::Decimal(decimal) => decimal.kind.word(),
            DataType::Date => "DATE",
            DataType::DateTime => "DATETIME",
            DataType::Time => "TIME",
            DataType::Char(_) => "CHAR",
            DataType::Varchar(_) => "VARCHAR",
            DataType::String => "STRING",
            DataType::Varbinary(_) => "VARBINARY",
            DataType::Json => "JSON",
            DataType::Variant => "VARIANT",
            DataType::Bitmap => "BITMAP",
            DataType::Hll => "HLL",
            DataType::Percentile => "PERCENTILE",
            DataType::Array(_) => "ARRAY",
            DataType::Map(..) => "MAP",
            DataType::Struct(_) => "STRUCT",
            DataType::Inferred => "",
            DataType::Other(text) => text,
        }
    }
}

/// A field of a STRUCT.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StructField {
    /// Its name.
    pub name: Text,
    /// Its type.
    pub data_type: DataType,
}

impl StructField {
    /// A field `name` of type `data_type`.
    pub fn new(name: impl Into<Text>, data_type: DataType) -> Self {
        StructField { name: name.into(), data_type }
    }
}
