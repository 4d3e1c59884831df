//! Quoted dates and times, as the server's strict resolver reads them.

use super::{Moment, Value, Verdict};
use crate::rules::batch_ranges::{civil_from_days, days_from_civil};

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
