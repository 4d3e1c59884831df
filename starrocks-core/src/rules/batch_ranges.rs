//! `START … END … EVERY …`: which partitions a server makes of it.

use super::literal::Moment;
use crate::schema::{IntervalUnit, Table};

/// A partition of a batch: its name behind the prefix, its bounds.
pub(super) struct Made<T> {
    pub(super) name: String,
    pub(super) lower: T,
    pub(super) upper: T,
}

/// The most partitions that one batch may make, `max_partitions_in_one_batch`.
pub(super) const MOST: usize = 4096;

/// Ranges over integers; the last one may reach beyond `end`.
pub(super) fn of_numbers(start: i128, end: i128, step: i128) -> Option<Vec<Made<i128>>> {
    if step < 1 {
        return None;
    }
    let mut made = Vec::new();
    let mut lower = start;
    while lower < end {
        if made.len() == MOST {
            return None;
        }
        made.push(Made { name: lower.to_string(), lower, upper: lower + step });
        lower += step;
    }
    Some(made)
}

/// Where weeks and months begin: the properties `dynamic_partition.start_day_of_week` and `…_of_month`.
#[derive(Clone, Copy)]
pub(super) struct Alignment {
    /// 1 is Monday.
    pub(super) day_of_week: i64,
    /// 1 to 28.
    pub(super) day_of_month: i64,
}

impl Alignment {
    /// What the properties of the table say, else Monday and the first.
    pub(super) fn of(table: &Table) -> Self {
        let day = |key: &str| table.properties.get(key).and_then(|day| day.parse().ok()).unwrap_or(1);
        Alignment {
            day_of_week: day("dynamic_partition.start_day_of_week"),
            day_of_month: day("dynamic_partition.start_day_of_month"),
        }
    }
}

/// Ranges over dates: the first and the last are clipped, those between begin where the unit does.
pub(super) fn of_moments(
    start: Moment,
    end: Moment,
    step: i64,
    unit: IntervalUnit,
    alignment: Alignment,
) -> Option<Vec<Made<Moment>>> {
    if step < 1 {
        return None;
    }
    let mut made = Vec::new();
    let mut lower = start;
    let mut aligned = aligned(start, unit, alignment);
    while lower < end {
        if made.len() == MOST {
            return None;
        }
        let next = plus(aligned, step, unit)?;
        let name = name(aligned, lower, unit);
        // Hours and days go on beyond the end, longer units are cut there.
        let upper = if matches!(unit, IntervalUnit::Hour | IntervalUnit::Day) { next } else { next.min(end) };
        made.push(Made { name, lower, upper });
        lower = next;
        aligned = next;
    }
    Some(made)
}

fn aligned(moment: Moment, unit: IntervalUnit, alignment: Alignment) -> Moment {
    let [year, month, day, ..] = moment;
    let with_date = |date: [u32; 3]| {
        let mut aligned = moment;
        aligned[..3].copy_from_slice(&date);
        aligned
    };
    match unit {
        IntervalUnit::Week => {
            let days = days_from_civil(moment);
            // Day 0, 1970-01-01, was a Thursday.
            let since = (days + 3 - (alignment.day_of_week - 1)).rem_euclid(7);
            with_date(civil_from_days(days - since))
        }
        IntervalUnit::Month => {
            let first = u32::try_from(alignment.day_of_month).unwrap_or(1);
            match (day >= first, month) {
                (true, _) => with_date([year, month, first]),
                (false, 1) => with_date([year - 1, 12, first]),
                (false, _) => with_date([year, month - 1, first]),
            }
        }
        IntervalUnit::Year => with_date([year, 1, 1]),
        _ => moment,
    }
}

fn plus(moment: Moment, step: i64, unit: IntervalUnit) -> Option<Moment> {
    let [year, month, day, hour, ..] = moment;
    let mut next = moment;
    match unit {
        IntervalUnit::Hour => {
            let hours = i64::from(hour) + step;
            let days = days_from_civil(moment) + hours.div_euclid(24);
            next[..3].copy_from_slice(&civil_from_days(days));
            next[3] = u32::try_from(hours.rem_euclid(24)).ok()?;
        }
        IntervalUnit::Day | IntervalUnit::Week => {
            let days = if unit == IntervalUnit::Week { step * 7 } else { step };
            next[..3].copy_from_slice(&civil_from_days(days_from_civil(moment) + days));
        }
        IntervalUnit::Month => {
            let months = i64::from(year) * 12 + i64::from(month) - 1 + step;
            next[0] = u32::try_from(months.div_euclid(12)).ok()?;
            next[1] = u32::try_from(months.rem_euclid(12)).ok()? + 1;
            next[2] = day;
        }
        IntervalUnit::Year => next[0] = u32::try_from(i64::from(year) + step).ok()?,
        _ => return None,
    }
    Some(next)
}

fn name(aligned: Moment, lower: Moment, unit: IntervalUnit) -> String {
    let [year, month, day, hour, ..] = lower;
    match unit {
        IntervalUnit::Hour => format!("{year:04}{month:02}{day:02}{hour:02}"),
        IntervalUnit::Day => format!("{year:04}{month:02}{day:02}"),
        IntervalUnit::Week => format!("{year:04}_{:02}", week_of_year(lower)),
        IntervalUnit::Month => format!("{:04}{:02}", aligned[0], aligned[1]),
        _ => format!("{year:04}"),
    }
}

/// The number in the name counts weeks that begin on Sunday, the first of which holds January 1st.
fn week_of_year(moment: Moment) -> i64 {
    let days = days_from_civil(moment);
    let new_year = days_from_civil([moment[0], 1, 1, 0, 0, 0, 0]);
    // Day 0, 1970-01-01, was a Thursday.
    let weekday_of_new_year = (new_year + 4).rem_euclid(7);
    (days - new_year + weekday_of_new_year) / 7 + 1
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
fn days_from_civil(moment: Moment) -> i64 {
    let [year, month, day, ..] = moment.map(i64::from);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date that many days after 1970-01-01.
fn civil_from_days(days: i64) -> [u32; 3] {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    [year, month, day].map(|part| u32::try_from(part).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_goes_both_ways() {
        for days in (-719_000..2_932_000).step_by(17) {
            let [year, month, day] = civil_from_days(days);
            assert_eq!(days_from_civil([year, month, day, 0, 0, 0, 0]), days);
        }
        assert_eq!(civil_from_days(0), [1970, 1, 1]);
        assert_eq!(civil_from_days(19_782), [2024, 2, 29]);
    }

    #[test]
    fn weeks_are_numbered_within_the_year() {
        assert_eq!(
            [week_of_year([2017, 5, 26, 0, 0, 0, 0]), week_of_year([2022, 12, 7, 0, 0, 0, 0])],
            [21, 50]
        );
        let week = |year, month, day| week_of_year([year, month, day, 0, 0, 0, 0]);
        assert_eq!(
            [week(2024, 1, 3), week(2024, 12, 30), week(2025, 1, 6), week(2019, 12, 30)],
            [1, 53, 2, 53]
        );
    }

    #[test]
    fn a_batch_is_clipped_at_both_ends() {
        let monday = Alignment { day_of_week: 1, day_of_month: 1 };
        let start = [2024, 1, 3, 0, 0, 0, 0];
        let end = [2024, 1, 19, 0, 0, 0, 0];
        let made = of_moments(start, end, 1, IntervalUnit::Week, monday).unwrap();
        let names: Vec<&str> = made.iter().map(|made| made.name.as_str()).collect();
        assert_eq!(names, ["2024_01", "2024_02", "2024_03"]);
        assert_eq!((made[0].lower, made[2].upper), (start, end));
    }
}
