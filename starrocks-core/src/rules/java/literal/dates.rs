//! Quoted dates and times, as the server's strict resolver reads them.

use super::{Moment, Value, Verdict};
use crate::rules::partitions::batch_ranges::{civil_from_days, days_from_civil};

/// A value of DATE or DATETIME; each takes the other's form.
pub(in crate::rules) fn date(text: &str) -> Verdict {
    match moment(text) {
        Some(moment) => Ok(moment.map(Value::Moment)),
        None => Err(format!("date literal [{text}] is invalid")),
    }
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

/// A date that names its zone, as the clocks show it that are `utc_offset` minutes ahead of UTC.
pub(in crate::rules) fn zoned(text: &str, utc_offset: i32) -> Option<Moment> {
    let (date, time) = text.split_once('T')?;
    let clock = time.split(['+', 'Z', '[']).next()?;
    let [hour, minute, second, micro] = clock_of(clock)?;
    let written = match time[clock.len()..].strip_prefix('+') {
        Some(offset) => clock_of(offset.get(..5)?)?,
        None => [0; 4],
    };
    let [year, month, day, ..] = moment(date)??;
    let ahead = i64::from(utc_offset) - i64::from(written[0] * 60 + written[1]);
    let minutes = i64::from(hour * 60 + minute) + ahead;
    let days = days_from_civil([year, month, day, 0, 0, 0, 0]) + minutes.div_euclid(24 * 60);
    let [year, month, day] = civil_from_days(days);
    let minutes = u32::try_from(minutes.rem_euclid(24 * 60)).ok()?;
    Some([year, month, day, minutes / 60, minutes % 60, second, micro])
}

/// Java's complaint about a text that is no date, where the server passes it on.
pub(in crate::rules) fn complaint(text: &str) -> String {
    if text.encode_utf16().count() < 5 {
        return format!("Invalid datetime string: {text}");
    }
    let (date, clock) = match text.split_once([' ', 'T']) {
        Some((date, clock)) if text.contains(':') => (date, clock),
        _ => (text, ""),
    };
    let year = if text.split('-').next().is_some_and(|year| year.len() == 2) { "2" } else { "4" };
    let form = if text.contains(':') {
        let blank = if text.contains('T') { "T" } else { " " };
        let seconds = if text.matches(':').count() > 1 { ":2" } else { "" };
        let fraction = if text.contains('.') { ".6" } else { "" };
        format!("{year}-1-1{blank}2:2{seconds}{fraction}")
    } else {
        match text.len() {
            8 if !text.contains('-') => "421".to_owned(),
            14 if !text.contains('-') => "422222".to_owned(),
            _ => format!("{year}-1-1"),
        }
    };
    if let Some(message) = misformed(text, &form) {
        return message;
    }
    let numbers = |text: &str| -> Vec<u32> { text.split(['-', ':', '.']).flat_map(str::parse).collect() };
    let (date, clock) = (numbers(date), numbers(clock));
    let range = |field: &str, last: u32, first: u32, value: Option<&u32>| {
        let value = value.filter(|value| !(first..=last).contains(*value))?;
        Some(format!("Invalid value for {field} (valid values {first} - {last}): {value}"))
    };
    let day = |date: &[u32]| match date {
        [_, month @ 1..=12, day @ 1..=31] => {
            let month = MONTHS[*month as usize - 1];
            format!("Invalid date '{month} {day}'")
        }
        _ => format!("Text '{text}' could not be parsed"),
    };
    range("MonthOfYear", 12, 1, date.get(1))
        .or_else(|| match date.get(2) {
            Some(day) if *day == 0 || *day > 31 => {
                Some(format!("Invalid value for DayOfMonth (valid values 1 - 28/31): {day}"))
            }
            _ => None,
        })
        .or_else(|| range("HourOfDay", 23, 0, clock.first()))
        .or_else(|| range("MinuteOfHour", 59, 0, clock.get(1)))
        .or_else(|| range("SecondOfMinute", 59, 0, clock.get(2)))
        .unwrap_or_else(|| day(&date))
}

const MONTHS: [&str; 12] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

/// Where a text leaves the form, in Java's words. In the form, `4` and `2` stand for that many digits, `1` for one or two
/// digits, `6` for one to six, and everything else for itself.
pub(in crate::rules) fn misformed(text: &str, form: &str) -> Option<String> {
    let mut rest = text;
    let at = |rest: &str| text[..text.len() - rest.len()].encode_utf16().count();
    let shown = match text.encode_utf16().count() > 64 {
        true => format!("{}...", text.chars().take(64).collect::<String>()),
        false => text.to_owned(),
    };
    for part in form.chars() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let taken = match part {
            '4' if digits >= 4 => 4,
            '2' if digits >= 2 => 2,
            '1' if digits >= 1 => digits.min(2),
            '6' if digits >= 1 => digits.min(6),
            _ if !part.is_ascii_digit() && rest.starts_with(part) => part.len_utf8(),
            _ => return Some(format!("Text '{shown}' could not be parsed at index {}", at(rest))),
        };
        rest = &rest[taken..];
    }
    let index = at(rest);
    (!rest.is_empty())
        .then(|| format!("Text '{shown}' could not be parsed, unparsed text found at index {index}"))
}

/// `yyyyMMdd` or `yyyyMMddHHmmss`. Here, and only here, the server lets every month have 31 days and takes the last one.
pub(in crate::rules) fn compact(text: &str) -> Option<Moment> {
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
    fn complaints_are_those_of_java() {
        for (text, why) in [
            ("abc", "Invalid datetime string: abc"),
            ("not a date", "Text 'not a date' could not be parsed at index 0"),
            ("2099/01/01", "Text '2099/01/01' could not be parsed at index 4"),
            ("2099-01-01x", "Text '2099-01-01x' could not be parsed, unparsed text found at index 10"),
            ("2099-13-01", "Invalid value for MonthOfYear (valid values 1 - 12): 13"),
            ("2099-01-01 25:00:00", "Invalid value for HourOfDay (valid values 0 - 23): 25"),
            ("2099-02-30", "Invalid date 'FEBRUARY 30'"),
        ] {
            assert_eq!(complaint(text), why);
        }
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
