//! How values of StarRocks' types look inside SQLite, and how they are printed.
//!
//! | type | form |
//! |---|---|
//! | BOOLEAN … BIGINT | integer |
//! | LARGEINT, DECIMAL | text, compared by the collation [`NUMBERS`] |
//! | FLOAT, DOUBLE | real |
//! | DATE, DATETIME | text that sorts as the dates do |
//! | CHAR, VARCHAR, STRING, JSON | text |
//! | ARRAY, MAP, STRUCT | JSON text, see [`super::nested`] |
//! | VARBINARY | blob |
//! | BITMAP, HLL, PERCENTILE | blob, see [`super::sketch`] |

use super::nested;
use crate::answer::{Cell, ResultType};
use bigdecimal::BigDecimal;
use rusqlite::types::Value;
use std::cmp::Ordering;
use std::str::FromStr;

/// The collation that compares texts as numbers.
pub(crate) const NUMBERS: &str = "NUMBERS";

/// Compares two numbers in text form.
pub(crate) fn compare_numbers(a: &str, b: &str) -> Ordering {
    match (BigDecimal::from_str(a), BigDecimal::from_str(b)) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        // Only numbers get here; anything else must still have an order.
        _ => a.cmp(b),
    }
}

/// The text that the wire sends for a value.
pub(crate) fn print(value: Value, result_type: ResultType) -> Cell {
    match value {
        Value::Null => None,
        // Bitmaps and sketches read as NULL outside the functions that take them.
        _ if result_type.is_opaque() => None,
        Value::Integer(number) => match result_type {
            ResultType::Float | ResultType::Double => Some(print_double(number as f64).into_bytes()),
            _ => Some(number.to_string().into_bytes()),
        },
        Value::Real(number) => match result_type {
            ResultType::Float => Some(print_float(number as f32).into_bytes()),
            _ => Some(print_double(number).into_bytes()),
        },
        Value::Text(text) if result_type == ResultType::Nested => Some(nested::print(&text).into_bytes()),
        Value::Text(text) => Some(text.into_bytes()),
        Value::Blob(bytes) => Some(bytes),
    }
}

/// The shortest text that reads back as `number`; very large and very small ones with an exponent.
pub(crate) fn print_double(number: f64) -> String {
    shortest(
        number,
        number == 0.0 || (1e-4..1e16).contains(&number.abs()),
        format!("{number:e}"),
        number.to_string(),
    )
}

/// See [`print_double`].
pub(crate) fn print_float(number: f32) -> String {
    shortest(
        f64::from(number),
        number == 0.0 || (1e-4..1e16).contains(&number.abs()),
        format!("{number:e}"),
        number.to_string(),
    )
}

fn shortest(number: f64, plain: bool, exponent: String, digits: String) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if plain || number.is_infinite() {
        return digits;
    }
    // 1e20 is written 1e+20, 1e-5 is written 1e-05.
    match exponent.split_once('e') {
        Some((mantissa, exponent)) => match exponent.strip_prefix('-') {
            Some(exponent) => format!("{mantissa}e-{exponent:0>2}"),
            None => format!("{mantissa}e+{exponent:0>2}"),
        },
        None => exponent,
    }
}

/// A number of any form as a decimal.
pub(crate) fn decimal(value: &Value) -> Option<BigDecimal> {
    match value {
        Value::Integer(number) => Some(BigDecimal::from(*number)),
        Value::Real(number) => BigDecimal::from_str(&number.to_string()).ok(),
        Value::Text(text) => BigDecimal::from_str(text.trim()).ok(),
        Value::Null | Value::Blob(_) => None,
    }
}

/// A number of any form as a double.
pub(crate) fn double(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Real(number) => Some(*number),
        Value::Text(text) => text.trim().parse().ok(),
        Value::Null | Value::Blob(_) => None,
    }
}

/// A number of any form as an integer; fractions are cut off.
pub(crate) fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Real(number) => (number.is_finite()).then_some(*number as i64),
        Value::Text(text) => {
            let text = text.trim();
            text.parse().ok().or_else(|| {
                use bigdecimal::ToPrimitive;
                BigDecimal::from_str(text).ok()?.to_i64()
            })
        }
        Value::Null | Value::Blob(_) => None,
    }
}

/// A value as text, numbers printed.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Integer(number) => Some(number.to_string()),
        Value::Real(number) => Some(print_double(*number)),
        Value::Text(text) => Some(text.clone()),
        Value::Blob(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// JSON as StarRocks prints it: a blank after each comma and colon.
pub(crate) fn print_json(value: &serde_json::Value) -> String {
    let mut out = String::new();
    put_json(&mut out, value, ", ", ": ");
    out
}

fn put_json(out: &mut String, value: &serde_json::Value, comma: &str, colon: &str) {
    match value {
        serde_json::Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(comma);
                }
                put_json(out, item, comma, colon);
            }
            out.push(']');
        }
        serde_json::Value::Object(fields) => {
            out.push('{');
            for (index, (key, item)) in fields.iter().enumerate() {
                if index > 0 {
                    out.push_str(comma);
                }
                out.push_str(&serde_json::Value::from(key.as_str()).to_string());
                out.push_str(colon);
                put_json(out, item, comma, colon);
            }
            out.push('}');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_in_their_shortest_form() {
        assert_eq!(print_double(1.5), "1.5");
        assert_eq!(print_double(0.1), "0.1");
        assert_eq!(print_double(100.0), "100");
        assert_eq!(print_double(1e20), "1e+20");
        assert_eq!(print_double(1e-5), "1e-05");
        assert_eq!(print_float(0.1), "0.1");
    }

    #[test]
    fn numbers_in_text_compare_as_numbers() {
        assert_eq!(compare_numbers("9", "10"), Ordering::Less);
        assert_eq!(compare_numbers("1.50", "1.5"), Ordering::Equal);
        assert_eq!(compare_numbers("-170141183460469231731687303715884105728", "0"), Ordering::Less);
    }
}
