//! Integers in property values, which the server reads with Java's `parseShort`, `parseInt` and `parseLong`.

use super::literal;

/// An integer as Java's `parseShort`, `parseInt` and `parseLong` read it.
pub(super) enum Number {
    Value(i64),
    OutOfRange,
    Malformed,
    /// Digits of a script that is not decoded here.
    Unknown,
}

impl Number {
    /// Whether the server reads it as a number.
    pub(super) fn is_some(&self) -> bool {
        matches!(self, Number::Value(_) | Number::Unknown)
    }
}

pub(super) fn java_number(text: &str, bits: u32) -> Number {
    match literal::integer(text, bits, "") {
        Ok(Some(literal::Value::Integer(value))) => {
            i64::try_from(value).map_or(Number::OutOfRange, Number::Value)
        }
        Ok(_) => Number::Unknown,
        Err(why) if why.starts_with("Number out of range") => Number::OutOfRange,
        Err(_) => Number::Malformed,
    }
}

/// An `int`, when the text is one; a number in digits that are not decoded here counts as one.
pub(super) fn java_int(text: &str) -> Option<i64> {
    match java_number(text, 32) {
        Number::Value(value) => Some(value),
        Number::Unknown => Some(1),
        _ => None,
    }
}

/// Java's complaint about a text that is no number.
pub(super) fn not_a_number(text: &str) -> String {
    format!("For input string: \"{text}\"")
}
