//! Lengths of time in properties: `1 month 2 days`, `12 hours`.

use crate::rules::java::number::{Number, java_number};
use crate::rules::{Finding, Place, Rule};

/// A length of time, as far as it can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Period {
    /// A number of each unit, in the order in which the units first stand there; weeks are counted as days.
    parts: Vec<(&'static str, i64)>,
}

impl Period {
    /// Pairs of a number and a unit, all of the calendar or all of the clock. `None` when the text is not of this form.
    pub(in crate::rules) fn parse(text: &str) -> Option<Period> {
        const CALENDAR: [&str; 4] = ["year", "month", "week", "day"];
        const CLOCK: [&str; 4] = ["day", "hour", "minute", "second"];
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut parts: Vec<(&'static str, i64)> = Vec::new();
        let (mut of_calendar, mut of_clock) = (!words.is_empty(), !words.is_empty());
        for pair in words.chunks(2) {
            let [number, unit] = pair else { return None };
            let number = match java_number(number, 32) {
                Number::Value(number) => number,
                // Digits that are not decoded here.
                Number::Unknown => 1,
                _ => return None,
            };
            let unit = unit.to_lowercase();
            let unit = unit.strip_suffix('s').unwrap_or(&unit);
            of_calendar &= CALENDAR.contains(&unit);
            of_clock &= CLOCK.contains(&unit);
            let (unit, factor) = match unit {
                "year" => ("years", 1),
                "month" => ("months", 1),
                "week" => ("days", 7),
                "day" => ("days", 1),
                "hour" => ("hours", 1),
                "minute" => ("minutes", 1),
                "second" => ("seconds", 1),
                _ => return None,
            };
            match parts.iter_mut().find(|(known, _)| *known == unit) {
                Some((_, sum)) => *sum += number * factor,
                None => parts.push((unit, number * factor)),
            }
        }
        (of_calendar || of_clock).then_some(Period { parts })
    }
}

/// As a server prints it, every unit in the plural: years, months and days (`8 days` for `1 week 1 day`), or else hours,
/// minutes and seconds (`27 hours` for `1 day 3 hours`).
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of = |unit: &str| self.parts.iter().find(|(known, _)| *known == unit).map_or(0, |(_, n)| *n);
        let by_the_clock = ["hours", "minutes", "seconds"];
        let amounts = if self.parts.iter().any(|(unit, _)| by_the_clock.contains(unit)) {
            let seconds = of("days") * 86_400 + of("hours") * 3_600 + of("minutes") * 60 + of("seconds");
            [seconds / 3_600, seconds % 3_600 / 60, seconds % 60].into_iter().zip(by_the_clock)
        } else {
            let units = ["years", "months", "days"];
            units.map(of).into_iter().zip(units)
        };
        let shown: Vec<String> =
            amounts.filter(|(n, _)| *n != 0).map(|(n, unit)| format!("{n} {unit}")).collect();
        f.write_str(&if shown.is_empty() { "0 second".to_owned() } else { shown.join(" ") })
    }
}

/// What is wrong with a value that must be a length of time.
pub(in crate::rules) fn problem(rule: &'static Rule, place: Place, value: &str) -> Option<Finding> {
    Period::parse(value).is_none().then(|| {
        rule.broken(
            place,
            "Cannot parse text to Duration",
            "write a length of time: \"1 month 2 days\", \"12 hours\"",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_of_the_calendar_or_of_the_clock() {
        let printed = |text: &str| Period::parse(text).map(|period| period.to_string());
        assert_eq!(printed("1 week 1 day").as_deref(), Some("8 days"));
        assert_eq!(printed("12 Hours").as_deref(), Some("12 hours"));
        assert_eq!(printed("1 month 2 days").as_deref(), Some("1 months 2 days"));
        for bad in ["", "30d", "1", "1 month 3 hours", "1 quarter", "1.5 days", "x days"] {
            assert_eq!(printed(bad), None, "{bad}");
        }
    }

    #[test]
    fn periods_are_printed_as_a_server_does() {
        for (written, printed) in [
            ("1 month", "1 months"),
            ("1 Week 1 day", "8 days"),
            ("2 days 1 year", "1 years 2 days"),
            ("1 day 3 hours", "27 hours"),
            ("90 seconds", "1 minutes 30 seconds"),
            ("0 days", "0 second"),
        ] {
            assert_eq!(Period::parse(written).map(|period| period.to_string()).as_deref(), Some(printed));
        }
        assert_eq!(Period::parse("1 fortnight"), None);
    }
}
