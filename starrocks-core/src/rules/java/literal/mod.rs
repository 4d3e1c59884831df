//! Quoted values as the server reads them: its number and date syntax, which is Java's.
//!
//! Each function answers the server's own complaint, or the value as far as it can be compared with another one.

mod dates;
mod numbers;

pub(in crate::rules) use dates::{compact, complaint, date, misformed, zoned};
pub(in crate::rules) use numbers::{decimal, floating, integer, large_integer};

use crate::schema::DataType;

/// A value that two of its type can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Value {
    Integer(i128),
    Moment(Moment),
}

impl Value {
    /// The day of a moment, which is all that a DATE keeps of it.
    pub(in crate::rules) fn day(self) -> Self {
        match self {
            Value::Moment([year, month, day, ..]) => Value::Moment([year, month, day, 0, 0, 0, 0]),
            Value::Integer(_) => self,
        }
    }
}

/// A date and time: year, month, day, hour, minute, second, microsecond.
pub(in crate::rules) type Moment = [u32; 7];

/// A good value; `None` when it is good but cannot be compared here.
pub(in crate::rules) type Verdict = Result<Option<Value>, String>;

/// A value of BOOLEAN.
pub(in crate::rules) fn boolean(text: &str) -> Verdict {
    let trimmed = text.trim_matches(|character| character <= ' ');
    match trimmed.to_lowercase().as_str() {
        "true" | "false" | "1" | "0" => Ok(None),
        _ => Err(format!("Invalid BOOLEAN literal: {text}")),
    }
}

/// A quoted value as one of `data_type`; `None` for a type that has no such values here.
pub(in crate::rules) fn of_type(text: &str, data_type: &DataType) -> Option<Verdict> {
    Some(match data_type {
        DataType::TinyInt => integer(text, 8, "TINYINT"),
        DataType::SmallInt => integer(text, 16, "SMALLINT"),
        DataType::Int => integer(text, 32, "INT"),
        DataType::BigInt => integer(text, 64, "BIGINT"),
        DataType::LargeInt => large_integer(text),
        DataType::Float | DataType::Double => floating(text),
        DataType::Boolean => boolean(text),
        DataType::Date | DataType::DateTime => date(text),
        _ => return None,
    })
}

/// A value as the server writes it.
pub(in crate::rules) fn value_text(value: &Value, data_type: &DataType) -> String {
    let [year, month, day, hour, minute, second, micro] = match value {
        Value::Integer(value) => return value.to_string(),
        Value::Moment(moment) => *moment,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (data_type, micro) {
        (DataType::Date, _) => date,
        (_, 0) => format!("{date} {hour:02}:{minute:02}:{second:02}"),
        (_, micro) => format!("{date} {hour:02}:{minute:02}:{second:02}.{micro:06}"),
    }
}
