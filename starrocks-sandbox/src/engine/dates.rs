//! DATE and DATETIME as texts that sort as the dates do.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

/// Reads a date or a date with time: `2024-01-02`, `2024-1-2`, `20240102`, `2024-01-02 03:04:05.678`, with `T` as well.
pub(crate) fn parse(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let (date, time) = match text.find([' ', 'T']) {
        Some(at) => (&text[..at], Some(text[at + 1..].trim())),
        None => (text, None),
    };
    let date = parse_date(date)?;
    let Some(time) = time.filter(|time| !time.is_empty()) else { return date.and_hms_opt(0, 0, 0) };
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = clock.split(':').map(number);
    let hour = parts.next()??;
    let minute = parts.next().unwrap_or(Some(0))?;
    let second = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() {
        return None;
    }
    let micros = match fraction {
        "" => 0,
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            let six: String = digits.chars().chain(std::iter::repeat('0')).take(6).collect();
            six.parse().ok()?
        }
        _ => return None,
    };
    date.and_hms_micro_opt(hour, minute, second, micros)
}

fn parse_date(text: &str) -> Option<NaiveDate> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::from_ymd_opt(
            text[..4].parse().ok()?,
            text[4..6].parse().ok()?,
            text[6..].parse().ok()?,
        );
    }
    let mut parts = text.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() > 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?)
}

fn number(text: &str) -> Option<u32> {
    (!text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

pub(crate) fn print_date(date: NaiveDateTime) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Microseconds only where there are any.
pub(crate) fn print_date_time(date: NaiveDateTime) -> String {
    let clock = format!("{} {:02}:{:02}:{:02}", print_date(date), date.hour(), date.minute(), date.second());
    match date.nanosecond() / 1000 {
        0 => clock,
        micros => format!("{clock}.{micros:06}"),
    }
}

/// The beginning of the unit in which `date` lies.
pub(crate) fn truncate(unit: &str, date: NaiveDateTime) -> Option<NaiveDateTime> {
    let day = date.date();
    let first_of = |month: u32| NaiveDate::from_ymd_opt(day.year(), month, 1);
    let clock = |hour, minute, second| day.and_hms_opt(hour, minute, second);
    match unit.to_ascii_lowercase().as_str() {
        "microsecond" => Some(date),
        "millisecond" => date.with_nanosecond(date.nanosecond() / 1_000_000 * 1_000_000),
        "second" => clock(date.hour(), date.minute(), date.second()),
        "minute" => clock(date.hour(), date.minute(), 0),
        "hour" => clock(date.hour(), 0, 0),
        "day" => clock(0, 0, 0),
        "week" => {
            let back = chrono::Days::new(u64::from(day.weekday().num_days_from_monday()));
            day.checked_sub_days(back)?.and_hms_opt(0, 0, 0)
        }
        "month" => first_of(day.month())?.and_hms_opt(0, 0, 0),
        "quarter" => first_of((day.month() - 1) / 3 * 3 + 1)?.and_hms_opt(0, 0, 0),
        "year" => first_of(1)?.and_hms_opt(0, 0, 0),
        _ => None,
    }
}

/// `date` moved by `count` units.
pub(crate) fn add(unit: &str, date: NaiveDateTime, count: i64) -> Option<NaiveDateTime> {
    let months = |count: i64| {
        let months = chrono::Months::new(u32::try_from(count.unsigned_abs()).ok()?);
        if count < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }
    };
    let delta = |delta: Option<chrono::TimeDelta>| date.checked_add_signed(delta?);
    match unit.to_ascii_lowercase().as_str() {
        "year" => months(count.checked_mul(12)?),
        "quarter" => months(count.checked_mul(3)?),
        "month" => months(count),
        "week" => delta(chrono::TimeDelta::try_weeks(count)),
        "day" => delta(chrono::TimeDelta::try_days(count)),
        "hour" => delta(chrono::TimeDelta::try_hours(count)),
        "minute" => delta(chrono::TimeDelta::try_minutes(count)),
        "second" => delta(chrono::TimeDelta::try_seconds(count)),
        "millisecond" => delta(chrono::TimeDelta::try_milliseconds(count)),
        "microsecond" => delta(Some(chrono::TimeDelta::microseconds(count))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_all_their_forms() {
        let read = |text| parse(text).map(print_date_time);
        assert_eq!(read("2024-1-2").as_deref(), Some("2024-01-02 00:00:00"));
        assert_eq!(read("20240102").as_deref(), Some("2024-01-02 00:00:00"));
        assert_eq!(read("2024-02-29T01:02:03.000456").as_deref(), Some("2024-02-29 01:02:03.000456"));
        assert_eq!(read("2024-02-29 01:02:03.5").as_deref(), Some("2024-02-29 01:02:03.500000"));
        for wrong in ["2023-02-29", "x", "", "2024-13-01", "2024-01-02 25:00:00", "2024-01-02 00:00:00x"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn truncation() {
        let date = parse("2024-05-16 07:08:09.123456").unwrap();
        let cut = |unit| truncate(unit, date).map(print_date_time).unwrap();
        assert_eq!(cut("week"), "2024-05-13 00:00:00");
        assert_eq!(cut("QUARTER"), "2024-04-01 00:00:00");
        assert_eq!(cut("hour"), "2024-05-16 07:00:00");
        assert_eq!(truncate("aeon", date), None);
    }
}
