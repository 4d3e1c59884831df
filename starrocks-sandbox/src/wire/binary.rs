//! The binary protocol: rows of a prepared SELECT, and the parameters of an EXECUTE.

use super::field::{Fields, put_bytes};
use super::packet::malformed;
use crate::answer::{Cell, ResultColumn, ResultType};
use crate::error::SqlError;
use std::io;

/// A bound parameter, as a frontend turns it into a literal.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Parameter {
    Null,
    Integer { value: i64, result_type: ResultType },
    Double { value: f64, result_type: ResultType },
    Text(Vec<u8>),
    Date(String),
    DateTime(String),
}

/// Reads the parameters of an EXECUTE. `types` keeps the types of the first execution for later ones that do not repeat them.
pub(crate) fn parameters(
    payload: &[u8],
    count: usize,
    types: &mut Vec<u16>,
) -> io::Result<Result<Vec<Parameter>, SqlError>> {
    if count == 0 {
        return Ok(Ok(Vec::new()));
    }
    let mut fields = Fields::new(payload);
    let nulls = fields.bytes(count.div_ceil(8))?;
    if fields.u8()? == 1 {
        types.clear();
        for _ in 0..count {
            types.push(fields.u16()?);
        }
    }
    if types.len() != count {
        return Err(malformed("parameter types are missing"));
    }
    let mut parameters = Vec::with_capacity(count);
    for (index, code) in types.iter().enumerate() {
        if nulls[index / 8] & (1 << (index % 8)) != 0 {
            parameters.push(Parameter::Null);
            continue;
        }
        parameters.push(match code {
            1 => integer(i64::from(fields.u8()? as i8), ResultType::TinyInt),
            // A frontend reads 16 bits without their sign.
            2 => match fields.u16()? {
                value @ 0..=0x7fff => integer(i64::from(value), ResultType::SmallInt),
                value => {
                    return Ok(Err(SqlError::bare(format!(
                        "ArithmeticException, msg: Number out of range[{value}]. type: SMALLINT"
                    ))));
                }
            },
            3 => integer(i64::from(fields.u32()? as i32), ResultType::Int),
            8 => integer(fields.u64()? as i64, ResultType::BigInt),
            4 => Parameter::Double {
                value: f64::from(f32::from_bits(fields.u32()?)),
                result_type: ResultType::Float,
            },
            5 => Parameter::Double { value: f64::from_bits(fields.u64()?), result_type: ResultType::Double },
            6 => Parameter::Null,
            15 | 253 | 254 => Parameter::Text(fields.length_bytes()?.to_vec()),
            7 | 10 | 12 => date_time(fields.length_bytes()?, *code == 10)?,
            other => {
                return Ok(Err(SqlError::bare(format!(
                    "AnalysisException, msg: unknown mysql type code {other}"
                ))));
            }
        });
    }
    Ok(Ok(parameters))
}

fn integer(value: i64, result_type: ResultType) -> Parameter {
    Parameter::Integer { value, result_type }
}

fn date_time(bytes: &[u8], date_only: bool) -> io::Result<Parameter> {
    let mut fields = Fields::new(bytes);
    if fields.is_empty() {
        return Ok(Parameter::DateTime("0000-00-00 00:00:00".to_owned()));
    }
    let date = format!("{:04}-{:02}-{:02}", fields.u16()?, fields.u8()?, fields.u8()?);
    if date_only {
        return Ok(Parameter::Date(date));
    }
    if fields.is_empty() {
        return Ok(Parameter::DateTime(format!("{date} 00:00:00")));
    }
    let time = format!("{:02}:{:02}:{:02}", fields.u8()?, fields.u8()?, fields.u8()?);
    let fraction = if fields.is_empty() { String::new() } else { format!(".{:06}", fields.u32()?) };
    Ok(Parameter::DateTime(format!("{date} {time}{fraction}")))
}

/// A row of a prepared SELECT.
pub(crate) fn row(columns: &[ResultColumn], row: &[Cell]) -> Vec<u8> {
    // The bitmap of NULLs of a row starts at its third bit.
    let mut nulls = vec![0u8; (columns.len() + 2).div_ceil(8)];
    let mut values = Vec::new();
    for (index, (column, cell)) in columns.iter().zip(row).enumerate() {
        match cell {
            None => nulls[(index + 2) / 8] |= 1 << ((index + 2) % 8),
            Some(text) => put_value(&mut values, column.result_type, text),
        }
    }
    let mut out = vec![0x00];
    out.append(&mut nulls);
    out.append(&mut values);
    out
}

fn put_value(out: &mut Vec<u8>, result_type: ResultType, text: &[u8]) {
    fn number<T: std::str::FromStr + Default>(text: &[u8]) -> T {
        // The engine prints these texts itself, so they parse.
        std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or_default()
    }
    match result_type {
        ResultType::Null | ResultType::Boolean | ResultType::TinyInt => {
            out.extend_from_slice(&number::<i8>(text).to_le_bytes());
        }
        ResultType::SmallInt => out.extend_from_slice(&number::<i16>(text).to_le_bytes()),
        ResultType::Int => out.extend_from_slice(&number::<i32>(text).to_le_bytes()),
        ResultType::BigInt => out.extend_from_slice(&number::<i64>(text).to_le_bytes()),
        ResultType::Float => out.extend_from_slice(&number::<f32>(text).to_le_bytes()),
        ResultType::Double => out.extend_from_slice(&number::<f64>(text).to_le_bytes()),
        ResultType::Date | ResultType::DateTime => put_date_time(out, &String::from_utf8_lossy(text)),
        _ => put_bytes(out, text),
    }
}

fn put_date_time(out: &mut Vec<u8>, text: &str) {
    let parts: Vec<u32> =
        text.split(['-', ' ', ':', '.']).map(|part| part.parse().unwrap_or_default()).collect();
    let part = |index: usize| parts.get(index).copied().unwrap_or_default();
    let length: u8 = match parts.len() {
        0..=3 => 4,
        4..=6 => 7,
        _ => 11,
    };
    out.push(length);
    out.extend_from_slice(&(part(0) as u16).to_le_bytes());
    out.extend_from_slice(&[part(1) as u8, part(2) as u8]);
    if length > 4 {
        out.extend_from_slice(&[part(3) as u8, part(4) as u8, part(5) as u8]);
    }
    if length > 7 {
        out.extend_from_slice(&part(6).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_negative_bits_are_refused_as_observed() {
        let payload = [0, 1, 2, 0, 0xd4, 0xfe];
        let error = parameters(&payload, 1, &mut Vec::new()).unwrap().unwrap_err();
        assert_eq!(error.message, "ArithmeticException, msg: Number out of range[65236]. type: SMALLINT");
    }

    #[test]
    fn types_are_kept_for_the_next_execution() {
        let mut types = Vec::new();
        let first = parameters(&[0, 1, 1, 0, 5], 1, &mut types).unwrap().unwrap();
        let second = parameters(&[0, 0, 6], 1, &mut types).unwrap().unwrap();
        assert_eq!(
            (first, second),
            (vec![integer(5, ResultType::TinyInt)], vec![integer(6, ResultType::TinyInt)])
        );
    }
}
