//! OK, ERR and EOF packets, column definitions and text rows.

use super::field::{put_bytes, put_length};
use crate::answer::{Cell, Done, ResultColumn, ResultType};
use crate::error::SqlError;

/// The only status flag that a frontend ever raises.
pub(crate) const MORE_RESULTS: u16 = 0x0008;

const UTF8: u16 = 33;
const BINARY: u16 = 63;

pub(crate) fn ok(done: &Done, status: u16) -> Vec<u8> {
    let mut out = vec![0x00];
    put_length(&mut out, done.affected);
    // The last insert id is always 0.
    put_length(&mut out, 0);
    out.extend_from_slice(&status.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    if !done.info.is_empty() {
        put_bytes(&mut out, done.info.as_bytes());
    }
    out
}

pub(crate) fn error(error: &SqlError) -> Vec<u8> {
    let mut out = vec![0xff];
    out.extend_from_slice(&error.number.to_le_bytes());
    out.push(b'#');
    out.extend_from_slice(error.sqlstate.as_bytes());
    out.extend_from_slice(error.message.as_bytes());
    out
}

pub(crate) fn eof(status: u16) -> Vec<u8> {
    let [low, high] = status.to_le_bytes();
    vec![0xfe, 0, 0, low, high]
}

pub(crate) fn column_count(count: usize) -> Vec<u8> {
    let mut out = Vec::new();
    put_length(&mut out, count as u64);
    out
}

/// A column definition. Schema and table stay empty, flags are always 0.
pub(crate) fn column(column: &ResultColumn) -> Vec<u8> {
    let wire = wire_type(column.result_type);
    let mut out = Vec::new();
    put_bytes(&mut out, b"def");
    put_bytes(&mut out, b"");
    put_bytes(&mut out, b"");
    put_bytes(&mut out, b"");
    put_bytes(&mut out, column.name.as_bytes());
    put_bytes(&mut out, column.name.as_bytes());
    out.push(0x0c);
    out.extend_from_slice(&wire.charset.to_le_bytes());
    out.extend_from_slice(&wire.length.to_le_bytes());
    out.push(wire.code);
    out.extend_from_slice(&[0, 0]);
    out.push(wire.decimals);
    out.extend_from_slice(&[0, 0]);
    out
}

pub(crate) fn text_row(row: &[Cell]) -> Vec<u8> {
    let mut out = Vec::new();
    for cell in row {
        match cell {
            Some(bytes) => put_bytes(&mut out, bytes),
            None => out.push(0xfb),
        }
    }
    out
}

/// How a type is announced.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct WireType {
    pub(crate) code: u8,
    pub(crate) charset: u16,
    pub(crate) length: u32,
    pub(crate) decimals: u8,
}

/// Code, charset, length and decimals of every type, as observed on a frontend.
pub(crate) fn wire_type(result_type: ResultType) -> WireType {
    let (code, charset, length, decimals) = match result_type {
        ResultType::Null | ResultType::Boolean => (1, BINARY, 1, 0),
        ResultType::TinyInt => (1, BINARY, 4, 0),
        ResultType::SmallInt => (2, BINARY, 6, 0),
        ResultType::Int => (3, BINARY, 11, 0),
        ResultType::BigInt => (8, BINARY, 20, 0),
        ResultType::LargeInt => (254, UTF8, 40, 0),
        ResultType::Float => (4, BINARY, 12, 31),
        ResultType::Double => (5, BINARY, 22, 31),
        ResultType::Decimal { precision, scale } => {
            (246, BINARY, precision + 3 + u32::from(scale > 0), u8::try_from(scale).unwrap_or(u8::MAX))
        }
        ResultType::Date => (10, BINARY, 10, 0),
        ResultType::DateTime => (12, BINARY, 19, 0),
        ResultType::Time => (11, BINARY, 60, 0),
        ResultType::Char(length) => (254, UTF8, length.saturating_mul(3), 0),
        ResultType::Varchar(length) => (253, UTF8, length.saturating_mul(3), 0),
        ResultType::Varbinary(length) => (252, BINARY, length.saturating_mul(3), 0),
        ResultType::Json | ResultType::Nested => (254, UTF8, 60, 0),
        ResultType::Bitmap => (254, UTF8, 192, 0),
        ResultType::Hll => (254, UTF8, 49_155, 0),
        ResultType::Percentile | ResultType::Variant => (254, BINARY, 60, 0),
    };
    WireType { code, charset, length, decimals }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_announced_as_observed() {
        let tuple = |result_type| {
            let wire = wire_type(result_type);
            (wire.code, wire.charset, wire.length, wire.decimals)
        };
        assert_eq!(tuple(ResultType::Boolean), (1, 63, 1, 0));
        assert_eq!(tuple(ResultType::TinyInt), (1, 63, 4, 0));
        assert_eq!(tuple(ResultType::LargeInt), (254, 33, 40, 0));
        assert_eq!(tuple(ResultType::Decimal { precision: 10, scale: 2 }), (246, 63, 14, 2));
        assert_eq!(tuple(ResultType::Decimal { precision: 10, scale: 0 }), (246, 63, 13, 0));
        assert_eq!(tuple(ResultType::Varchar(20)), (253, 33, 60, 0));
        assert_eq!(tuple(ResultType::Hll), (254, 33, 49_155, 0));
    }
}
