//! Lengths of time in properties: `1 month 2 days`, `12 hours`.

use super::java_number::{Number, java_number};
use super::{Finding, Place, Rule};

/// A length of time, as far as it can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// A number of each unit, in the order in which the units first stand there; weeks are counted as days.
    parts: Vec<(&'static str, i64)>,
}

impl Period {
    /// Pairs of a number and a unit, all of the calendar or all of the clock. `None` when the text is not of this form.
    pub(super) fn parse(text: &str) -> Option<Period> {
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

/// As a server prints it: `8 days` for `1 week 1 day`, every unit in the plural.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (position, (unit, number)) in self.parts.iter().enumerate() {
            let blank = if position > 0 { " " } else { "" };
            write!(f, "{blank}{number} {unit}")?;
        }
        Ok(())
    }
}

/// What is wrong with a value that must be a length of time.
pub(super) fn problem(rule: &'static Rule, place: Place, value: &str) -> Option<Finding> {
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
}
