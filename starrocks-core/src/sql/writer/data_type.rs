//! Types as text.

use super::quote::{WriteError, verbatim};
use super::sql::{Sql, Written};
use crate::schema::{DataType, DecimalType, DecimalWidth};

/// A type as canonical DDL has it: `VARCHAR(64)`, ``STRUCT<`a` INT>``.
///
/// # Errors
/// A struct field whose name holds a backquote; a verbatim type that is not one piece of SQL.
pub fn write_data_type(data_type: &DataType) -> Result<String, WriteError> {
    Sql::part(|sql| push_data_type(sql, data_type))
}

/// [`write_data_type`], behind what is written.
pub(super) fn push_data_type(sql: &mut Sql, data_type: &DataType) -> Written {
    let word = match data_type {
        DataType::Other(text) => verbatim("type", text)?,
        known => known.word(),
    };
    sql.push(word);
    match data_type {
        DataType::Decimal(DecimalType { precision, scale, .. }) => push_numbers(sql, *precision, *scale),
        DataType::Char(length) | DataType::Varchar(length) | DataType::Varbinary(length) => {
            push_numbers(sql, *length, None);
        }
        DataType::Array(element) => {
            sql.push("<");
            push_data_type(sql, element)?;
            sql.push(">");
        }
        DataType::Map(key, value) => {
            sql.push("<");
            push_data_type(sql, key)?;
            sql.push(", ");
            push_data_type(sql, value)?;
            sql.push(">");
        }
        DataType::Struct(fields) => {
            sql.push("<");
            sql.each(fields.iter(), |sql, field| {
                sql.identifier("struct field", &field.name)?;
                sql.push(" ");
                push_data_type(sql, &field.data_type)
            })?;
            sql.push(">");
        }
        _ => {}
    }
    Ok(())
}

/// `(18, 2)`, `(18)`, or nothing.
fn push_numbers(sql: &mut Sql, first: Option<u32>, second: Option<u32>) {
    if let Some(first) = first {
        sql.push("(");
        sql.number(first);
        if let Some(second) = second {
            sql.push(", ");
            sql.number(second);
        }
        sql.push(")");
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
        DataType::TinyInt => "tinyint(4)".into(),
        DataType::SmallInt => "smallint(6)".into(),
        DataType::Int => "int(11)".into(),
        DataType::BigInt => "bigint(20)".into(),
        DataType::LargeInt => "largeint(40)".into(),
        DataType::Decimal(decimal) => match (decimal.precision, decimal.scale) {
            (Some(p), Some(s)) => format!("decimal({p}, {s})"),
            (Some(p), None) => format!("decimal({p}, 0)"),
            (None, _) => "decimal(10, 0)".into(),
        },
        DataType::Char(n) => length("char", n),
        DataType::Varchar(n) => length("varchar", n),
        DataType::String => format!("varchar({})", DataType::STRING_LENGTH),
        DataType::Varbinary(n) => length("varbinary", n),
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
        DataType::Other(text) => text.to_string(),
        plain => plain.word().to_lowercase(),
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
