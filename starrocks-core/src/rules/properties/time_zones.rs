//! Time zones, as Java knows them.

use crate::rules::{Finding, Place, Rule};

pub(in crate::rules) static PR_58: Rule = Rule {
    id: "PR-58",
    title: "dynamic_partition.time_zone is an offset from -12:00 to +14:00, or a region of the time zone database",
    reason: "Days begin at midnight somewhere. Regions are written in their case.",
    code: 1298,
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
               \"dynamic_partition.time_zone\" = \"Asia/Shanghai\")",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
               \"dynamic_partition.time_zone\" = \"+15:00\")",
    ..Rule::BARE
};

/// The parts of the world, and the like, that stand before the slash of a region.
const WORLD: [&str; 17] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Brazil",
    "Canada",
    "Chile",
    "Etc",
    "Europe",
    "Indian",
    "Mexico",
    "Pacific",
    "SystemV",
    "US",
];

/// PR-58. Which regions there are is not known here, only which parts of the world.
pub(in crate::rules) fn problem(zone: &str, place: Place) -> Option<Finding> {
    let help = "write an offset, \"+08:00\", or a region, \"Asia/Shanghai\"";
    let unknown = || PR_58.broken(place, format!("Unknown or incorrect time zone: '{zone}'"), help);
    let (sign, clock) = match zone.strip_prefix(['+', '-']) {
        Some(clock) => (zone.chars().next(), clock),
        None => (None, zone),
    };
    if let Some((hours, minutes)) = offset(clock) {
        let most = if sign == Some('-') { 12 * 60 } else { 14 * 60 };
        if minutes > 59 || hours * 60 + minutes > most {
            return Some(unknown());
        }
        // The check lets these forms through; what reads the offset later does not.
        let message = match (sign, clock.len()) {
            (None, _) => format!("Invalid ID for region-based ZoneId, invalid format: {zone}"),
            (Some(_), 4) => format!("Invalid ID for ZoneOffset, non numeric characters found: {zone}"),
            _ => return None,
        };
        return Some(PR_58.broken(place, message, help).coded(1064));
    }
    let bad = match zone.split_once('/') {
        _ if sign.is_some() => false,
        Some((part, _)) => !WORLD.contains(&part),
        // Every zone that is one word, `UTC` or `Japan`, begins with a capital letter.
        None => !zone.starts_with(|first: char| first.is_ascii_uppercase()) || zone.contains(' '),
    };
    bad.then(unknown)
}

/// Hours and minutes of `h:mm` or `hh:mm`.
fn offset(clock: &str) -> Option<(u32, u32)> {
    let (hours, minutes) = clock.split_once(':')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let good = (1..=2).contains(&hours.len()) && minutes.len() == 2 && digits(hours) && digits(minutes);
    good.then(|| Some((hours.parse().ok()?, minutes.parse().ok()?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_and_regions() {
        let message = |zone: &str| problem(zone, Place::Table).map(|finding| finding.message);
        for good in ["+08:00", "-12:00", "+14:00", "Asia/Shanghai", "UTC", "CST", "GMT+8"] {
            assert_eq!(message(good), None, "{good}");
        }
        for bad in ["+15:00", "-12:01", "+08:60", "", "x", "asia/shanghai", "Mars/Base"] {
            assert_eq!(message(bad), Some(format!("Unknown or incorrect time zone: '{bad}'")));
        }
        assert!(message("+8:00").is_some_and(|message| message.starts_with("Invalid ID for ZoneOffset")));
        assert!(message("08:00").is_some_and(|message| message.starts_with("Invalid ID for region")));
    }
}
