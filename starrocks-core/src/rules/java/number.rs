//! Numbers as Java reads and prints them: `parseShort`, `parseInt` and `parseLong`, `Double.toString`.

use super::literal;

/// An integer as Java's `parseShort`, `parseInt` and `parseLong` read it.
pub(in crate::rules) enum Number {
    Value(i64),
    OutOfRange,
    Malformed,
    /// Digits of a script that is not decoded here.
    Unknown,
}

impl Number {
    /// Whether the server reads it as a number.
    pub(in crate::rules) fn is_some(&self) -> bool {
        matches!(self, Number::Value(_) | Number::Unknown)
    }
}

pub(in crate::rules) fn java_number(text: &str, bits: u32) -> Number {
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
pub(in crate::rules) fn java_int(text: &str) -> Option<i64> {
    match java_number(text, 32) {
        Number::Value(value) => Some(value),
        Number::Unknown => Some(1),
        _ => None,
    }
}

/// Java's complaint about a text that is no number.
pub(in crate::rules) fn not_a_number(text: &str) -> String {
    format!("For input string: \"{text}\"")
}

/// A number as `Double.toString` prints it: with a point always, with an exponent below 0.001 and from ten million on.
pub(in crate::rules) fn java_double(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude == 0.0 || (1e-3..1e7).contains(&magnitude) {
        return format!("{value:?}");
    }
    let text = format!("{value:e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if mantissa.contains('.') => format!("{mantissa}E{exponent}"),
        Some((mantissa, exponent)) => format!("{mantissa}.0E{exponent}"),
        // Infinity and NaN.
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles() {
        for (value, text) in [
            (2.0, "2.0"),
            (0.5, "0.5"),
            (1e7, "1.0E7"),
            (1.25e-4, "1.25E-4"),
            (9_999_999.0, "9999999.0"),
            (0.0, "0.0"),
        ] {
            assert_eq!(java_double(value), text);
        }
    }
}
