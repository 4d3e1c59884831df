//! Quoted values as the server reads them: its number and date syntax, which is Java's.
//!
//! Each function answers the server's own complaint, or the value as far as it can be compared with another one.

use crate::schema::DataType;

/// A value that two of its type can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Integer(i128),
    Moment(Moment),
}

/// A date and time: year, month, day, hour, minute, second, microsecond.
pub(super) type Moment = [u32; 7];

/// A good value; `None` when it is good but cannot be compared here.
pub(super) type Verdict = Result<Option<Value>, String>;

/// A value of an integer type up to BIGINT: an optional sign, digits, and in range.
pub(super) fn integer(text: &str, bits: u32, type_name: &str) -> Verdict {
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
pub(super) fn large_integer(text: &str) -> Verdict {
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
pub(super) fn floating(text: &str) -> Verdict {
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
pub(super) struct Decimal {
    /// Without exponent.
    pub(super) plain: String,
    /// Digits in all, the zeros behind a leading point included.
    pub(super) precision: usize,
    /// Digits behind the point.
    pub(super) scale: usize,
}

/// A value of a DECIMAL type: `None` when it is good but too long to be looked at.
pub(super) fn decimal(text: &str) -> Result<Option<Decimal>, String> {
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

/// A value of BOOLEAN.
pub(super) fn boolean(text: &str) -> Verdict {
    let trimmed = text.trim_matches(|character| character <= ' ');
    match trimmed.to_lowercase().as_str() {
        "true" | "false" | "1" | "0" => Ok(None),
        _ => Err(format!("Invalid BOOLEAN literal: {text}")),
    }
}

/// A value of DATE or DATETIME; each takes the other's form.
pub(super) fn date(text: &str) -> Verdict {
    match moment(text) {
        Some(moment) => Ok(moment.map(Value::Moment)),
        None => Err(format!("date literal [{text}] is invalid")),
    }
}

/// A quoted value as one of `data_type`; `None` for a type that has no such values here.
pub(super) fn of_type(text: &str, data_type: &DataType) -> Option<Verdict> {
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

/// The outer `None`: no date; the inner one: a date with a time zone.
#[allow(clippy::option_option)]
fn moment(text: &str) -> Option<Option<Moment>> {
    if text.len() < 5 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact(text).map(Some);
    }
    let (date, time) = match text.find([' ', 'T']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year = match year.len() {
        4 => number(year)?,
        2 => match number(year)? {
            year @ 70.. => 1900 + year,
            year => 2000 + year,
        },
        _ => return None,
    };
    let (month, day) = (short_number(month)?, short_number(day)?);
    if !(1..=12).contains(&month) || day == 0 || day > days_of(year, month) {
        return None;
    }
    let Some(time) = time else {
        return Some(Some([year, month, day, 0, 0, 0, 0]));
    };
    // A zone needs the T and four digits of the year.
    let zoned = text.contains('T') && (time.contains('+') || time.ends_with(['Z', ']']));
    if zoned {
        let clock = time.split(['+', 'Z', '[']).next()?;
        clock_of(clock)?;
        return zone(&time[clock.len()..]).then_some(None);
    }
    let [hour, minute, second, micro] = clock_of(time)?;
    Some(Some([year, month, day, hour, minute, second, micro]))
}

/// `yyyyMMdd` or `yyyyMMddHHmmss`. Here, and only here, the server lets every month have 31 days and takes the last one.
pub(super) fn compact(text: &str) -> Option<Moment> {
    if text.len() != 8 && text.len() != 14 {
        return None;
    }
    let (year, month, day) = (number(&text[..4])?, number(&text[4..6])?, number(&text[6..8])?);
    let (hour, minute, second) = match text.len() {
        8 => (0, 0, 0),
        _ => (number(&text[8..10])?, number(&text[10..12])?, number(&text[12..])?),
    };
    let good =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 60;
    good.then(|| [year, month, day.min(days_of(year, month)), hour, minute, second, 0])
}

/// `HH:mm`, `HH:mm:ss` or `HH:mm:ss.f` with up to six digits behind the point.
fn clock_of(time: &str) -> Option<[u32; 4]> {
    let mut parts = time.split(':');
    let (hour, minute) = (two_digits(parts.next()?)?, two_digits(parts.next()?)?);
    let (second, micro) = match parts.next() {
        None => (0, 0),
        Some(rest) => match rest.split_once('.') {
            None => (two_digits(rest)?, 0),
            Some((second, fraction)) => {
                if fraction.is_empty() || fraction.len() > 6 {
                    return None;
                }
                (two_digits(second)?, number(&format!("{fraction:0<6}"))?)
            }
        },
    };
    let good = parts.next().is_none() && hour < 24 && minute < 60 && second < 60;
    good.then_some([hour, minute, second, micro])
}

/// `Z`, `+hh:mm`, or `+hh:mm[zone]`; the server does not take an offset with a minus.
fn zone(text: &str) -> bool {
    if text == "Z" {
        return true;
    }
    let Some(offset) = text.strip_prefix('+').and_then(|rest| rest.get(..5)) else {
        return false;
    };
    let rest = &text[6..];
    let named = rest.starts_with('[') && rest.ends_with(']') && rest.len() > 2;
    clock_of(offset).is_some() && (rest.is_empty() || named)
}

fn two_digits(text: &str) -> Option<u32> {
    (text.len() == 2).then(|| number(text)).flatten()
}

fn short_number(text: &str) -> Option<u32> {
    (1..=2).contains(&text.len()).then(|| number(text)).flatten()
}

fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
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

    #[test]
    fn dates_follow_the_strict_resolver() {
        for good in [
            "2014-02-04 15:36:00",
            "2024-1-1",
            "24-1-1",
            "20240101",
            "20230229000000",
            "2024-01-01 10:00",
            "2024-01-01T10:00:00.123456",
            "2024-01-01T10:00:00Z",
            "2024-01-01T10:00:00+08:00",
            "2024-01-01T10:00:00+08:00[Asia/Shanghai]",
            "0000-01-01",
        ] {
            assert!(date(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "2024-02-30",
            "2024/01/01",
            "0000-00-00",
            "2024-01-01 1:00:00",
            "2024-01-01 10:00:00.1234567",
            "2024-01-01Z",
            "2024-01-01T10:00:00-08:00",
            "2024-01-01T10:00:00[Asia/Shanghai]",
            "2024-01-01T10:00:00+0800",
            " 2024-01-01",
            "2024-01-01  10:00:00",
            "10000-01-01",
            "202401011200",
        ] {
            assert!(date(bad).is_err(), "{bad}");
        }
    }
}
