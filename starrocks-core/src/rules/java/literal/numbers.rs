//! Quoted numbers, in Java's syntax.

use super::{Value, Verdict};

/// A value of an integer type up to BIGINT: an optional sign, digits, and in range.
pub(in crate::rules) fn integer(text: &str, bits: u32, type_name: &str) -> Verdict {
    let malformed = || format!("Invalid number format: {text}");
    let Some((negative, digits)) = signed_digits(text).ok_or_else(malformed)? else {
        return Ok(None);
    };
    let magnitude = digits.parse::<i128>().map_err(|_| malformed())?;
    let value = if negative { -magnitude } else { magnitude };
    if i64::try_from(value).is_err() {
        return Err(malformed());
    }
    let limit = 1_i128 << (bits - 1);
    if value < -limit || value >= limit {
        return Err(format!("Number out of range[{text}]. type: {type_name}"));
    }
    Ok(Some(Value::Integer(value)))
}

/// A value of LARGEINT; the server lets the first value past the greatest one through.
pub(in crate::rules) fn large_integer(text: &str) -> Verdict {
    let Some((negative, digits)) =
        signed_digits(text).ok_or_else(|| format!("Invalid integer literal: {text}"))?
    else {
        return Ok(None);
    };
    let out_of_range = || format!("Large int literal is out of range: {text}");
    let magnitude = digits.parse::<u128>().map_err(|_| out_of_range())?;
    if magnitude > 1 << 127 {
        return Err(out_of_range());
    }
    let value = i128::try_from(magnitude).ok();
    Ok(match (negative, value) {
        (false, value) => value.map(Value::Integer),
        (true, Some(value)) => Some(Value::Integer(-value)),
        (true, None) => Some(Value::Integer(i128::MIN)),
    })
}

/// Sign and ASCII digits. The outer `None`: no number; the inner one: digits of a script that is not decoded here.
#[allow(clippy::option_option)]
fn signed_digits(text: &str) -> Option<Option<(bool, String)>> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return None;
    }
    let mut ascii = String::with_capacity(digits.len());
    for character in digits.chars() {
        match digit(character) {
            Some(digit) => ascii.push(digit),
            None if !character.is_ascii() && character.is_numeric() => return Some(None),
            None => return None,
        }
    }
    Some(Some((negative, ascii)))
}

/// A digit as Java reads it: ASCII or full-width.
fn digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(character) - 0xff10, 10),
        _ => None,
    }
}

/// A value of FLOAT or DOUBLE.
pub(in crate::rules) fn floating(text: &str) -> Verdict {
    // Java trims everything up to the blank.
    let trimmed = text.trim_matches(|character| character <= ' ');
    let unsigned = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    let infinite = |sign: &str| Err(format!("Invalid literal:{sign}Infinity"));
    let sign = if trimmed.starts_with('-') { "-" } else { "" };
    match unsigned {
        "NaN" => return Err("Invalid literal:NaN".to_owned()),
        "Infinity" => return infinite(sign),
        _ => {}
    }
    let number = unsigned.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(unsigned);
    let hexadecimal = number.strip_prefix("0x").or_else(|| number.strip_prefix("0X"));
    let finite = match hexadecimal {
        // The last `d` of a hexadecimal number may be a digit; behind its exponent it is a suffix.
        Some(_) => hexadecimal_float(unsigned),
        None => decimal_float(number),
    };
    match finite {
        Some(true) => Ok(None),
        Some(false) => infinite(sign),
        None => Err(format!("Invalid floating-point literal: {text}")),
    }
}

/// Whether `digits[.digits][e[±]digits]` is finite; `None` when it is not of this form.
fn decimal_float(number: &str) -> Option<bool> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (number, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits.is_empty() || !all_digits(digits) {
            return None;
        }
    }
    number.parse::<f64>().ok().map(f64::is_finite)
}

/// Whether `0xdigits[.digits]p[±]digits` with an optional suffix is well-formed; those that are count as finite.
fn hexadecimal_float(number: &str) -> Option<bool> {
    let (mantissa, exponent) = number.get(2..)?.split_once(['p', 'P'])?;
    let exponent = exponent.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(exponent);
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let hexadecimal = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let good = !(whole.is_empty() && fraction.is_empty())
        && hexadecimal(whole)
        && hexadecimal(fraction)
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then_some(true)
}

/// A decimal number as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Decimal {
    /// Without exponent.
    pub(in crate::rules) plain: String,
    /// Digits in all, the zeros behind a leading point included.
    pub(in crate::rules) precision: usize,
    /// Digits behind the point.
    pub(in crate::rules) scale: usize,
}

/// A value of a DECIMAL type: `None` when it is good but too long to be looked at.
pub(in crate::rules) fn decimal(text: &str) -> Result<Option<Decimal>, String> {
    let malformed = || format!("Invalid floating-point literal: {text}");
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent),
        None => (text, "0"),
    };
    let exponent = match signed_digits(exponent).ok_or_else(malformed)? {
        Some((negative, digits)) => {
            let magnitude = digits.parse::<i64>().map_err(|_| malformed())?;
            if negative { -magnitude } else { magnitude }
        }
        None => return Ok(None),
    };
    let negative = mantissa.starts_with('-');
    let unsigned = mantissa.strip_prefix(['+', '-']).unwrap_or(mantissa);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut digits = String::new();
    for character in whole.chars().chain(fraction.chars()) {
        match digit(character) {
            Some(digit) => digits.push(digit),
            None if !character.is_ascii() && character.is_numeric() => return Ok(None),
            None => return Err(malformed()),
        }
    }
    if digits.is_empty() {
        return Err(malformed());
    }
    // An exponent this large cannot fit any DECIMAL, but the number it stands for need not be written out.
    if exponent.abs() > 1_000 {
        return Ok(None);
    }
    let scale = i64::try_from(fraction.chars().count()).unwrap_or(i64::MAX) - exponent;
    let significant = digits.trim_start_matches('0');
    let mut unscaled = if significant.is_empty() { "0" } else { significant }.to_owned();
    if scale < 0 && unscaled != "0" {
        unscaled.push_str(&"0".repeat(usize::try_from(-scale).unwrap_or(0)));
    }
    let scale = usize::try_from(scale).unwrap_or(0);
    let precision = unscaled.len().max(scale);
    let mut plain = format!("{unscaled:0>width$}", width = scale + 1);
    if scale > 0 {
        plain.insert(plain.len() - scale, '.');
    }
    if negative && significant.chars().any(|digit| digit != '0') {
        plain.insert(0, '-');
    }
    Ok(Some(Decimal { plain, precision, scale }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_follow_java() {
        assert_eq!(integer("+1", 8, "TINYINT"), Ok(Some(Value::Integer(1))));
        assert_eq!(integer("00012", 32, "INT"), Ok(Some(Value::Integer(12))));
        assert_eq!(integer("１２", 32, "INT"), Ok(Some(Value::Integer(12))));
        assert_eq!(integer("٣", 32, "INT"), Ok(None));
        assert_eq!(integer("128", 8, "TINYINT"), Err("Number out of range[128]. type: TINYINT".into()));
        for bad in ["", "+", " 1", "1.0", "1L", "--1", "9223372036854775808"] {
            assert_eq!(integer(bad, 64, "BIGINT"), Err(format!("Invalid number format: {bad}")));
        }
        assert!(large_integer("170141183460469231731687303715884105728").is_ok());
        assert!(large_integer("170141183460469231731687303715884105729").is_err());
        assert!(large_integer("-170141183460469231731687303715884105728").is_ok());
    }

    #[test]
    fn floats_follow_java() {
        for good in ["3.14159", "+1.5", "5.", ".5", "1e-400", " 1 ", "1.0f", "1D", "0x1p3", "0x1.8P-1d"] {
            assert_eq!(floating(good), Ok(None), "{good}");
        }
        for bad in ["", "abc", "1L", "0x10", "1,5", "1_000", "1e", "１", "."] {
            assert_eq!(floating(bad), Err(format!("Invalid floating-point literal: {bad}")));
        }
        assert_eq!(floating("1e400"), Err("Invalid literal:Infinity".into()));
        assert_eq!(floating("-Infinity"), Err("Invalid literal:-Infinity".into()));
    }

    #[test]
    fn decimals_are_written_out() {
        let of = |text: &str| {
            let decimal = decimal(text).unwrap().unwrap();
            (decimal.plain, decimal.precision, decimal.scale)
        };
        assert_eq!(of("1e-3"), ("0.001".into(), 3, 3));
        assert_eq!(of("1e2"), ("100".into(), 3, 0));
        assert_eq!(of("0.5"), ("0.5".into(), 1, 1));
        assert_eq!(of("1.00"), ("1.00".into(), 3, 2));
        assert_eq!(of("-0.00"), ("0.00".into(), 2, 2));
        assert_eq!(of("0.00"), ("0.00".into(), 2, 2));
        assert!(decimal(" 1").is_err());
        assert!(decimal("1f").is_err());
    }
}
