//! `START … END … EVERY …`: which partitions a server makes of it.

use crate::rules::java::literal::{self, Moment, Value};
use crate::rules::java::number::{Number, java_number};
use crate::schema::{DataType, Every, IntervalUnit, Properties};

/// A partition of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Made {
    pub(in crate::rules) name: String,
    pub(in crate::rules) lower: Value,
    pub(in crate::rules) upper: Value,
}

/// The most partitions that one batch may make, `max_partitions_in_one_batch`.
pub(in crate::rules) const MOST: usize = 4096;

/// What the `dynamic_partition` properties say about the batches of a table too.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Calendar<'a> {
    /// How the names of partitions over dates begin.
    pub(in crate::rules) prefix: &'a str,
    /// Where weeks begin; 1 is Monday.
    pub(in crate::rules) day_of_week: i64,
    /// Where months begin, 1 to 28.
    pub(in crate::rules) day_of_month: u32,
}

impl<'a> Calendar<'a> {
    /// What the properties say, else `p`, Monday and the first.
    pub(in crate::rules) fn of(properties: &'a Properties) -> Self {
        let day = |key: &str, most: u32| {
            let day = properties.get(key).and_then(|day| day.parse().ok());
            day.filter(|day| (1..=most).contains(day)).unwrap_or(1)
        };
        Calendar {
            prefix: properties.get("dynamic_partition.prefix").unwrap_or("p"),
            day_of_week: day("dynamic_partition.start_day_of_week", 7).into(),
            day_of_month: day("dynamic_partition.start_day_of_month", 28),
        }
    }
}

/// The partitions of a batch over a column or an expression of this type; `None` when the batch makes too many, or makes
/// no sense.
pub(in crate::rules) fn of_batch(
    (start, end, every): (&str, &str, Every),
    data_type: &DataType,
    calendar: Calendar<'_>,
) -> Option<Vec<Made>> {
    match every {
        Every::Number(step) => {
            let number = |text: &str| match java_number(text, 64) {
                Number::Value(number) => Some(i128::from(number)),
                _ => None,
            };
            of_numbers(number(start)?, number(end)?, i128::from(step))
        }
        Every::Interval(step, unit) => {
            let mut made = of_moments(moment(start)?, moment(end)?, step, unit, calendar)?;
            // Bounds are written as days for a DATE, and to the second otherwise.
            let kept = |value: Value| match value {
                Value::Moment([year, month, day, hour, minute, second, _])
                    if *data_type != DataType::Date =>
                {
                    Value::Moment([year, month, day, hour, minute, second, 0])
                }
                value => value.day(),
            };
            for partition in &mut made {
                (partition.lower, partition.upper) = (kept(partition.lower), kept(partition.upper));
            }
            Some(made)
        }
    }
}

/// Ranges over integers; the last one may reach beyond `end`. The server adds up in 64 bits: past the end of those it
/// never arrives.
fn of_numbers(start: i128, end: i128, step: i128) -> Option<Vec<Made>> {
    if step < 1 {
        return None;
    }
    let mut made = Vec::new();
    let mut lower = start;
    while lower < end {
        let upper = lower + step;
        if made.len() == MOST || upper > i128::from(i64::MAX) {
            return None;
        }
        made.push(Made {
            name: format!("p{lower}"),
            lower: Value::Integer(lower),
            upper: Value::Integer(upper),
        });
        lower = upper;
    }
    Some(made)
}

/// Ranges over dates: the first and the last are clipped, those between begin where the unit does.
fn of_moments(
    start: Moment,
    end: Moment,
    step: i64,
    unit: IntervalUnit,
    calendar: Calendar<'_>,
) -> Option<Vec<Made>> {
    if step < 1 {
        return None;
    }
    let mut made = Vec::new();
    let mut lower = start;
    while lower < end {
        if made.len() == MOST {
            return None;
        }
        let begin = begin_of(lower, unit, calendar);
        let name = format!("{}{}", calendar.prefix, name(lower, begin, unit));
        let next = plus(begin, step, unit)?;
        // Days go on beyond the end, other units are cut there.
        let upper = if unit == IntervalUnit::Day { next } else { next.min(end) };
        made.push(Made { name, lower: Value::Moment(lower), upper: Value::Moment(upper) });
        lower = next;
    }
    Some(made)
}

/// A date in one of the forms that the server tells apart by their length.
pub(in crate::rules) fn moment(text: &str) -> Option<Moment> {
    let form = match text.len() {
        8 => "yyyyMMdd",
        10 => "yyyy-MM-dd",
        14 => "yyyyMMddHHmmss",
        19 => "yyyy-MM-dd HH:mm:ss",
        26 => "yyyy-MM-dd HH:mm:ss.SSSSSS",
        _ => return None,
    };
    let mut digits = String::new();
    for (letter, byte) in form.bytes().zip(text.bytes()) {
        match (letter.is_ascii_alphabetic(), byte.is_ascii_digit()) {
            (true, true) => digits.push(char::from(byte)),
            (false, false) if letter == byte => {}
            _ => return None,
        }
    }
    let mut moment = literal::compact(digits.get(..14).unwrap_or(&digits))?;
    if let Some(micro) = digits.get(14..) {
        moment[6] = micro.parse().unwrap_or(0);
    }
    Some(moment)
}

/// Where the unit that a moment lies in begins. Of weeks, months and years the server looks at the date alone, and a month
/// that begins later than the moment begins later.
fn begin_of(moment: Moment, unit: IntervalUnit, calendar: Calendar<'_>) -> Moment {
    let [year, month, day, hour, minute, second, micro] = moment;
    let on = |[year, month, day]: [u32; 3]| [year, month, day, hour, minute, second, micro];
    match unit {
        IntervalUnit::Hour => [year, month, day, hour, 0, 0, 0],
        IntervalUnit::Day => [year, month, day, 0, 0, 0, 0],
        IntervalUnit::Week => {
            let days = days_from_civil(moment);
            // Day 0, 1970-01-01, was a Thursday.
            let since = (days + 3 - (calendar.day_of_week - 1)).rem_euclid(7);
            on(civil_from_days(days - since))
        }
        IntervalUnit::Month => on([year, month, calendar.day_of_month]),
        IntervalUnit::Year => on([year, 1, 1]),
        _ => moment,
    }
}

/// The whole units that a batch of steps of one stands for; of one that begins and ends in one unit that unit.
pub(in crate::rules) fn whole_units(
    start: Moment,
    end: Moment,
    unit: IntervalUnit,
    calendar: Calendar<'_>,
) -> Option<(Moment, Moment)> {
    let begin = begin_of(start, unit, calendar);
    match begin_of(end, unit, calendar) {
        same if same == begin => Some((begin, plus(begin, 1, unit)?)),
        other => Some((begin, other)),
    }
}

fn plus(moment: Moment, step: i64, unit: IntervalUnit) -> Option<Moment> {
    let [year, month, day, hour, ..] = moment;
    let mut next = moment;
    match unit {
        IntervalUnit::Hour => {
            let hours = i64::from(hour).checked_add(step)?;
            let days = days_from_civil(moment) + hours.div_euclid(24);
            next[..3].copy_from_slice(&civil_from_days(days));
            next[3] = u32::try_from(hours.rem_euclid(24)).ok()?;
        }
        IntervalUnit::Day | IntervalUnit::Week => {
            let days = if unit == IntervalUnit::Week { step.checked_mul(7)? } else { step };
            next[..3].copy_from_slice(&civil_from_days(days_from_civil(moment).checked_add(days)?));
        }
        IntervalUnit::Month => {
            let months = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(step)?;
            next[0] = u32::try_from(months.div_euclid(12)).ok()?;
            next[1] = u32::try_from(months.rem_euclid(12)).ok()? + 1;
            next[2] = day;
        }
        IntervalUnit::Year => next[0] = u32::try_from(i64::from(year).checked_add(step)?).ok()?,
        _ => return None,
    }
    Some(next)
}

/// The name of a partition behind its prefix; a week is named after its first day.
fn name(lower: Moment, begin: Moment, unit: IntervalUnit) -> String {
    let [year, month, day, hour, ..] = lower;
    match unit {
        IntervalUnit::Hour => format!("{year:04}{month:02}{day:02}{hour:02}"),
        IntervalUnit::Day => format!("{year:04}{month:02}{day:02}"),
        IntervalUnit::Week => format!("{:04}_{:02}", begin[0], week_of_year(begin)),
        IntervalUnit::Month => format!("{year:04}{month:02}"),
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
pub(in crate::rules) fn days_from_civil(moment: Moment) -> i64 {
    let [year, month, day, ..] = moment.map(i64::from);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date that many days after 1970-01-01.
pub(in crate::rules) fn civil_from_days(days: i64) -> [u32; 3] {
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
        let properties = Properties::NONE;
        let of = |start: &str, end: &str, unit| {
            let batch = (start, end, Every::Interval(1, unit));
            of_batch(batch, &DataType::DateTime, Calendar::of(&properties)).unwrap()
        };
        let names = |made: &[Made]| made.iter().map(|made| made.name.clone()).collect::<Vec<_>>();
        let at = |text: &str| Value::Moment(moment(text).unwrap());
        let weeks = of("2024-01-03", "2024-01-19", IntervalUnit::Week);
        assert_eq!(names(&weeks), ["p2024_01", "p2024_02", "p2024_03"]);
        assert_eq!((weeks[0].lower, weeks[2].upper), (at("20240103"), at("20240119")));
        let hours = of("2024-01-01 00:30:00", "2024-01-01 02:10:00", IntervalUnit::Hour);
        assert_eq!(names(&hours), ["p2024010100", "p2024010101", "p2024010102"]);
        assert_eq!((hours[0].upper, hours[2].upper), (at("20240101010000"), at("20240101021000")));
        let days = of("2024-01-01 12:00:00", "2024-01-02 12:00:00", IntervalUnit::Day);
        assert_eq!(days[1].upper, at("20240103"));
    }

    #[test]
    fn a_week_is_named_after_its_first_day() {
        let properties = Properties::NONE;
        let batch = ("2025-01-01", "2025-01-08", Every::Interval(1, IntervalUnit::Week));
        let made = of_batch(batch, &DataType::Date, Calendar::of(&properties)).unwrap();
        assert_eq!([made[0].name.as_str(), made[1].name.as_str()], ["p2024_53", "p2025_02"]);
    }
}
