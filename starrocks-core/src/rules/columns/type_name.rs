//! How the server's messages name a type. There are three ways, and each message has its own.

use crate::schema::DecimalWidth;
use crate::schema::{DataType, DecimalType};
use crate::sql::show_data_type;
use std::fmt::Write as _;

impl DataType {
    /// The type as most messages of the server print it: `DECIMAL64(10,2)`, `VARCHAR(20)`, `ARRAY<INT>`,
    /// `struct<a int(11)>`.
    pub fn server_name(&self) -> String {
        match self {
            DataType::Array(element) => format!("ARRAY<{}>", element.server_name()),
            DataType::Map(key, value) => format!("MAP<{},{}>", key.server_name(), value.server_name()),
            DataType::Struct(_) => self.server_sql(),
            DataType::Char(length) => with_length("CHAR", *length),
            DataType::Varchar(length) => with_length("VARCHAR", *length),
            DataType::String => with_length("VARCHAR", Some(Self::STRING_LENGTH)),
            DataType::Varbinary(length) => with_length("VARBINARY", *length),
            DataType::Decimal(decimal) => {
                let (precision, scale) = decimal.precision_and_scale();
                // DECIMALV2 is the one that calls itself plain DECIMAL.
                let word = match decimal.width() {
                    DecimalWidth::V2 => "DECIMAL",
                    _ => primitive_decimal(decimal),
                };
                format!("{word}({precision},{scale})")
            }
            _ => self.server_primitive().to_owned(),
        }
    }

    /// The type as SHOW CREATE TABLE prints it, and some messages: `decimal(10, 2)`, `varchar(20)`, `array<int(11)>`.
    pub fn server_sql(&self) -> String {
        self.server_sql_at(0)
    }

    /// The server writes out as many levels as a type may have, and `...` for those below.
    fn server_sql_at(&self, depth: usize) -> String {
        const DEEPEST: usize = 15;
        match self {
            DataType::Decimal(decimal) => {
                let (precision, scale) = decimal.precision_and_scale();
                format!("decimal({precision}, {scale})")
            }
            DataType::Array(_) if depth >= DEEPEST => "array<...>".into(),
            DataType::Map(..) if depth >= DEEPEST => "map<...>".into(),
            DataType::Struct(_) if depth >= DEEPEST => "struct<...>".into(),
            DataType::Array(element) => format!("array<{}>", element.server_sql_at(depth + 1)),
            DataType::Map(key, value) => {
                format!("map<{},{}>", key.server_sql_at(depth + 1), value.server_sql_at(depth + 1))
            }
            DataType::Struct(fields) => {
                let mut text = String::from("struct<");
                for (i, field) in fields.iter().enumerate() {
                    let comma = if i == 0 { "" } else { ", " };
                    let data_type = match depth + 1 < DEEPEST {
                        true => field.data_type.server_sql_at(depth + 1),
                        false => "...".to_owned(),
                    };
                    let _ = write!(text, "{comma}{} {data_type}", field.name);
                }
                text.push('>');
                text
            }
            DataType::Time => "TIME".into(),
            DataType::Inferred | DataType::Other(_) => self.server_primitive().to_lowercase(),
            plain => show_data_type(plain),
        }
    }

    /// The type without its numbers, as the remaining messages of the server print it: `DECIMAL64`, `VARCHAR`; every nested
    /// type is `INVALID_TYPE`.
    pub fn server_primitive(&self) -> &str {
        match self {
            DataType::Decimal(decimal) => primitive_decimal(decimal),
            DataType::String => "VARCHAR",
            DataType::Array(_) | DataType::Map(..) | DataType::Struct(_) | DataType::Inferred => {
                "INVALID_TYPE"
            }
            plain => plain.word(),
        }
    }
}

fn with_length(word: &str, length: Option<u32>) -> String {
    match length {
        Some(length) => format!("{word}({length})"),
        None => word.to_owned(),
    }
}

fn primitive_decimal(decimal: &DecimalType) -> &'static str {
    match decimal.width() {
        DecimalWidth::V2 => "DECIMALV2",
        DecimalWidth::Bits32 => "DECIMAL32",
        DecimalWidth::Bits64 => "DECIMAL64",
        DecimalWidth::Bits128 => "DECIMAL128",
        DecimalWidth::Bits256 => "DECIMAL256",
    }
}
