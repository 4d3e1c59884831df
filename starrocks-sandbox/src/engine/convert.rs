//! Values into a column or through a CAST: checked, never silently changed.

use super::value::{self, print_json};
use super::{dates, nested};
use crate::answer::ResultType;
use bigdecimal::{BigDecimal, RoundingMode, Signed};
use rusqlite::types::Value;
use starrocks_core::schema::DataType;
use std::str::FromStr;

/// The value in the form that `data_type` has in the store, or why it does not fit.
pub(crate) fn to_column(input: Value, from: ResultType, data_type: &DataType) -> Result<Value, String> {
    if input == Value::Null {
        return Ok(Value::Null);
    }
    let to = ResultType::of(data_type);
    let refuse = || format!("value {} does not fit into {}", shown(&input), starrocks_name(data_type));
    match data_type {
        DataType::Bitmap | DataType::Hll | DataType::Percentile => match (&input, from == to) {
            (Value::Blob(_), true) => Ok(input),
            _ => Err(format!("{} needs a value made by its own functions", starrocks_name(data_type))),
        },
        DataType::Array(_) | DataType::Map(..) | DataType::Struct(_) => match &input {
            Value::Text(text) => nested::to_column(text, data_type).map(Value::Text).ok_or_else(refuse),
            _ => Err(refuse()),
        },
        DataType::Char(_) | DataType::Varchar(_) | DataType::String => {
            let text = value::text(&input).ok_or_else(refuse)?;
            let longest = match to {
                ResultType::Char(length) | ResultType::Varchar(length) => length as usize,
                _ => usize::MAX,
            };
            if text.len() > longest {
                return Err(format!(
                    "a text of {} bytes does not fit into {}",
                    text.len(),
                    starrocks_name(data_type)
                ));
            }
            Ok(Value::Text(text))
        }
        DataType::Varbinary(length) => {
            let bytes = match input {
                Value::Blob(bytes) => bytes,
                Value::Text(text) => text.into_bytes(),
                _ => return Err(refuse()),
            };
            match length {
                Some(length) if bytes.len() > *length as usize => Err(format!(
                    "a value of {} bytes does not fit into {}",
                    bytes.len(),
                    starrocks_name(data_type)
                )),
                _ => Ok(Value::Blob(bytes)),
            }
        }
        DataType::Json => match &input {
            // A text becomes a JSON document if it is one, and a JSON string if not.
            Value::Text(text) if from == ResultType::Json => Ok(Value::Text(text.clone())),
            Value::Text(text) => match serde_json::from_str::<serde_json::Value>(text) {
                Ok(json) => Ok(Value::Text(print_json(&json))),
                Err(_) => Ok(Value::Text(serde_json::Value::from(text.as_str()).to_string())),
            },
            other => value::text(other).map(Value::Text).ok_or_else(refuse),
        },
        _ => cast(input.clone(), to).filter(|value| *value != Value::Null).ok_or_else(refuse),
    }
}

/// CAST: the value in the form of `to`, or `None` when it has none there.
pub(crate) fn cast(input: Value, to: ResultType) -> Option<Value> {
    if input == Value::Null {
        return Some(Value::Null);
    }
    let whole = |low: i64, high: i64| {
        let number = match &input {
            Value::Text(text) if text.trim().eq_ignore_ascii_case("true") => 1,
            Value::Text(text) if text.trim().eq_ignore_ascii_case("false") => 0,
            Value::Real(real) if !(-9.3e18..9.3e18).contains(real) => return None,
            other => value::integer(other)?,
        };
        (low..=high).contains(&number).then_some(Value::Integer(number))
    };
    match to {
        ResultType::Boolean | ResultType::Null => match &input {
            Value::Text(text) if text.trim().eq_ignore_ascii_case("true") => Some(Value::Integer(1)),
            Value::Text(text) if text.trim().eq_ignore_ascii_case("false") => Some(Value::Integer(0)),
            other => value::double(other).map(|number| Value::Integer(i64::from(number != 0.0))),
        },
        ResultType::TinyInt => whole(i64::from(i8::MIN), i64::from(i8::MAX)),
        ResultType::SmallInt => whole(i64::from(i16::MIN), i64::from(i16::MAX)),
        ResultType::Int => whole(i64::from(i32::MIN), i64::from(i32::MAX)),
        ResultType::BigInt => whole(i64::MIN, i64::MAX),
        ResultType::LargeInt => {
            let number = value::decimal(&input)?.with_scale_round(0, RoundingMode::Down);
            let number = i128::from_str(&number.to_plain_string()).ok()?;
            Some(Value::Text(number.to_string()))
        }
        ResultType::Float => {
            let number = value::double(&input)?;
            // Kept in the precision that the column has.
            let narrow = number as f32;
            (narrow.is_finite()).then(|| Value::Real(f64::from(narrow)))
        }
        ResultType::Double => value::double(&input).filter(|number| number.is_finite()).map(Value::Real),
        ResultType::Decimal { precision, scale } => {
            fit_decimal(&value::decimal(&input)?, precision, scale).map(Value::Text)
        }
        ResultType::Date => {
            dates::parse(&date_text(&input)?).map(|date| Value::Text(dates::print_date(date)))
        }
        ResultType::DateTime => {
            dates::parse(&date_text(&input)?).map(|date| Value::Text(dates::print_date_time(date)))
        }
        ResultType::Char(length) | ResultType::Varchar(length) => {
            let text = value::text(&input)?;
            Some(Value::Text(match text.char_indices().nth(length as usize) {
                Some((at, _)) if length > 0 => text[..at].to_owned(),
                _ => text,
            }))
        }
        ResultType::Varbinary(_) => match input {
            Value::Blob(bytes) => Some(Value::Blob(bytes)),
            other => value::text(&other).map(|text| Value::Blob(text.into_bytes())),
        },
        ResultType::Json => match &input {
            Value::Text(text) => {
                serde_json::from_str(text).ok().map(|json: serde_json::Value| Value::Text(print_json(&json)))
            }
            other => value::text(other).map(Value::Text),
        },
        ResultType::Nested | ResultType::Time | ResultType::Variant => Some(input),
        ResultType::Bitmap | ResultType::Hll | ResultType::Percentile => match input {
            Value::Blob(_) => Some(input),
            _ => None,
        },
    }
}

fn date_text(input: &Value) -> Option<String> {
    match input {
        // 20240102 as a number.
        Value::Integer(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// The decimal with `scale` digits after the point, or `None` when it has more than `precision` digits.
pub(crate) fn fit_decimal(number: &BigDecimal, precision: u32, scale: u32) -> Option<String> {
    let rounded = number.with_scale_round(i64::from(scale), RoundingMode::HalfUp);
    let (digits, _) = rounded.as_bigint_and_exponent();
    let count = digits.abs().to_string().trim_start_matches('0').len();
    (count <= precision as usize).then(|| rounded.to_plain_string())
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) if text.chars().count() > 40 => {
            format!("'{}…'", text.chars().take(40).collect::<String>())
        }
        Value::Text(text) => format!("'{text}'"),
        Value::Blob(bytes) => format!("of {} bytes", bytes.len()),
        other => value::text(other).unwrap_or_else(|| "NULL".to_owned()),
    }
}

/// The type as one writes it.
pub(crate) fn starrocks_name(data_type: &DataType) -> String {
    starrocks_core::sql::write_data_type(data_type).unwrap_or_else(|_| format!("{data_type:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_must_be_in_range() {
        let put = |number: i64, data_type| to_column(Value::Integer(number), ResultType::BigInt, &data_type);
        assert_eq!(put(127, DataType::TinyInt), Ok(Value::Integer(127)));
        assert!(put(128, DataType::TinyInt).is_err());
        assert!(put(1 << 31, DataType::Int).is_err());
        let largest = "170141183460469231731687303715884105727";
        assert_eq!(
            to_column(Value::Text(largest.into()), ResultType::STRING, &DataType::LargeInt),
            Ok(Value::Text(largest.into()))
        );
        let more = "170141183460469231731687303715884105728";
        assert!(to_column(Value::Text(more.into()), ResultType::STRING, &DataType::LargeInt).is_err());
    }

    #[test]
    fn decimals_are_rounded_to_their_scale_and_checked() {
        let put =
            |text: &str| to_column(Value::Text(text.into()), ResultType::STRING, &DataType::decimal(5, 2));
        assert_eq!(put("1.5"), Ok(Value::Text("1.50".into())));
        assert_eq!(put("123.455"), Ok(Value::Text("123.46".into())));
        assert_eq!(put("-0.001"), Ok(Value::Text("0.00".into())));
        assert!(put("1234").is_err());
        assert!(put("x").is_err());
    }

    #[test]
    fn texts_are_measured_in_bytes() {
        let put =
            |text: &str| to_column(Value::Text(text.into()), ResultType::STRING, &DataType::Varchar(Some(3)));
        assert!(put("abc").is_ok());
        assert!(put("äb").is_ok());
        assert!(put("ää").is_err());
    }

    #[test]
    fn arrays_come_from_json_text() {
        let put = |text: &str, data_type: DataType| {
            to_column(Value::Text(text.into()), ResultType::STRING, &data_type)
        };
        assert_eq!(put("[1, 2]", DataType::array(DataType::Int)), Ok(Value::Text("[1,2]".into())));
        assert_eq!(
            put("{\"a\": [\"x\"]}", DataType::map(DataType::String, DataType::array(DataType::String))),
            Ok(Value::Text("{\"$map\":[[\"a\",[\"x\"]]]}".into()))
        );
        assert!(put("[1, \"x\"]", DataType::array(DataType::Int)).is_err());
    }
}
