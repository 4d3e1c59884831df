//! Types as text.

use super::quote::{WriteError, identifier, verbatim};
use crate::schema::{DataType, DecimalKind, DecimalType, DecimalWidth};

/// A type as canonical DDL has it: `VARCHAR(64)`, ``STRUCT<`a` INT>``.
///
/// # Errors
/// A struct field whose name holds a backquote; a verbatim type that is not one piece of SQL.
pub fn write_data_type(data_type: &DataType) -> Result<String, WriteError> {
    let length = |word: &str, n: &Option<u32>| match n {
        Some(n) => format!("{word}({n})"),
        None => word.to_owned(),
    };
    Ok(match data_type {
        DataType::Boolean => "BOOLEAN".into(),
        DataType::TinyInt => "TINYINT".into(),
        DataType::SmallInt => "SMALLINT".into(),
        DataType::Int => "INT".into(),
        DataType::BigInt => "BIGINT".into(),
        DataType::LargeInt => "LARGEINT".into(),
        DataType::Float => "FLOAT".into(),
        DataType::Double => "DOUBLE".into(),
        DataType::Decimal(decimal) => decimal_text(decimal),
        DataType::Date => "DATE".into(),
        DataType::DateTime => "DATETIME".into(),
        DataType::Time => "TIME".into(),
        DataType::Char(n) => length("CHAR", n),
        DataType::Varchar(n) => length("VARCHAR", n),
        DataType::String => "STRING".into(),
        DataType::Varbinary(n) => length("VARBINARY", n),
        DataType::Json => "JSON".into(),
        DataType::Variant => "VARIANT".into(),
        DataType::Bitmap => "BITMAP".into(),
        DataType::Hll => "HLL".into(),
        DataType::Percentile => "PERCENTILE".into(),
        DataType::Array(element) => format!("ARRAY<{}>", write_data_type(element)?),
        DataType::Map(key, value) => format!("MAP<{}, {}>", write_data_type(key)?, write_data_type(value)?),
        DataType::Struct(fields) => {
            let fields: Result<Vec<String>, WriteError> = fields
                .iter()
                .map(|field| {
                    let name = identifier("struct field", &field.name)?;
                    Ok(format!("{name} {}", write_data_type(&field.data_type)?))
                })
                .collect();
            format!("STRUCT<{}>", fields?.join(", "))
        }
        DataType::Inferred => String::new(),
        DataType::Other(text) => verbatim("type", text)?.to_owned(),
    })
}

fn decimal_text(decimal: &DecimalType) -> String {
    let word = match decimal.kind {
        DecimalKind::Decimal => "DECIMAL",
        DecimalKind::DecimalV2 => "DECIMALV2",
        DecimalKind::Decimal32 => "DECIMAL32",
        DecimalKind::Decimal64 => "DECIMAL64",
        DecimalKind::Decimal128 => "DECIMAL128",
        DecimalKind::Decimal256 => "DECIMAL256",
    };
    match (decimal.precision, decimal.scale) {
        (Some(p), Some(s)) => format!("{word}({p}, {s})"),
        (Some(p), None) => format!("{word}({p})"),
        (None, _) => word.to_owned(),
    }
}

/// A type as SHOW CREATE TABLE prints it: lower case, MySQL's display widths, field names bare.
///
/// ```
/// use starrocks_core::schema::DataType;
///
/// assert_eq!(starrocks_core::sql::show_data_type(&DataType::array(DataType::Int)), "array<int(11)>");
/// ```
pub fn show_data_type(data_type: &DataType) -> String {
    let length = |word: &str, n: &Option<u32>| match n {
        Some(n) => format!("{word}({n})"),
        None => word.to_owned(),
    };
    match data_type {
        DataType::Boolean => "boolean".into(),
        DataType::TinyInt => "tinyint(4)".into(),
        DataType::SmallInt => "smallint(6)".into(),
        DataType::Int => "int(11)".into(),
        DataType::BigInt => "bigint(20)".into(),
        DataType::LargeInt => "largeint(40)".into(),
        DataType::Float => "float".into(),
        DataType::Double => "double".into(),
        DataType::Decimal(decimal) => match (decimal.precision, decimal.scale) {
            (Some(p), Some(s)) => format!("decimal({p}, {s})"),
            (Some(p), None) => format!("decimal({p}, 0)"),
            (None, _) => "decimal(10, 0)".into(),
        },
        DataType::Date => "date".into(),
        DataType::DateTime => "datetime".into(),
        DataType::Time => "time".into(),
        DataType::Char(n) => length("char", n),
        DataType::Varchar(n) => length("varchar", n),
        DataType::String => "varchar(65533)".into(),
        DataType::Varbinary(n) => length("varbinary", n),
        DataType::Json => "json".into(),
        DataType::Variant => "variant".into(),
        DataType::Bitmap => "bitmap".into(),
        DataType::Hll => "hll".into(),
        DataType::Percentile => "percentile".into(),
        DataType::Array(element) => match &**element {
            DataType::Decimal(decimal) => format!("array<{}>", printed_decimal_element(decimal)),
            element => format!("array<{}>", show_data_type(element)),
        },
        DataType::Map(key, value) => format!("map<{},{}>", show_data_type(key), show_data_type(value)),
        DataType::Struct(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|field| format!("{} {}", field.name, show_data_type(&field.data_type)))
                .collect();
            format!("struct<{}>", fields.join(", "))
        }
        DataType::Inferred => String::new(),
        DataType::Other(text) => text.to_string(),
    }
}

/// A frontend prints a decimal that is the element of an ARRAY in another way than every other decimal.
fn printed_decimal_element(decimal: &DecimalType) -> String {
    let (precision, scale) = decimal.precision_and_scale();
    let width = match decimal.width() {
        DecimalWidth::V2 => "",
        DecimalWidth::Bits32 => "32",
        DecimalWidth::Bits64 => "64",
        DecimalWidth::Bits128 => "128",
        DecimalWidth::Bits256 => "256",
    };
    format!("DECIMAL{width}({precision},{scale})")
}
