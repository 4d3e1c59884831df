//! The value of each `dynamic_partition.*` property.

use super::time_zones;
use crate::rules::java::number::{Number, java_number};
use crate::rules::partitions::names;
use crate::rules::rule::rules;
use crate::rules::{Envelope, Finding, Place, Rule};
use crate::schema::Properties;

rules! {
    "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY ", "", Rule::BARE;
    PR_47 = "PR-47" { code: 5065 },
        "dynamic_partition.time_unit is HOUR, DAY, WEEK, MONTH or YEAR",
        "Partitions are named after their hour, day, week, month or year.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"WEEK\", \"dynamic_partition.end\" = \"3\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"MINUTE\", \"dynamic_partition.end\" = \"3\")";
    PR_49 = "PR-49" { code: 5066 },
        "dynamic_partition.start is a negative integer",
        "It counts back from now to the oldest partition that is kept.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.start\" = \"-7\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.start\" = \"7\")";
    PR_50 = "PR-50" { code: 5066 },
        "dynamic_partition.end is a positive integer",
        "It is how many partitions are made in advance.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"0\")";
    PR_52 = "PR-52" { code: 5067 },
        "dynamic_partition.buckets is an integer",
        "It is the number of buckets of the partitions to come.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.buckets\" = \"4\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.buckets\" = \"four\")";
    PR_53 = "PR-53" { code: 5068 },
        "dynamic_partition.enable is true or false",
        "It switches the making and dropping of partitions.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.enable\" = \"false\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.enable\" = \"yes\")";
    PR_54 = "PR-54" { code: 1567 },
        "dynamic_partition.prefix can start a partition name",
        "The names of the partitions to come start with it, see N-10.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.prefix\" = \"day_\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.prefix\" = \"p-\")";
    PR_55 = "PR-55",
        "dynamic_partition.start_day_of_week is 1 to 7, start_day_of_month 1 to 28",
        "Weeks begin on a weekday, months on a day that every month has.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"WEEK\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.start_day_of_week\" = \"7\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"WEEK\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.start_day_of_week\" = \"8\")";
    PR_56 = "PR-56" { code: 5072 },
        "dynamic_partition.replication_num is a positive integer",
        "It is the number of copies of the partitions to come.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.replication_num\" = \"1\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.replication_num\" = \"one\")";
    PR_57 = "PR-57" { code: 5092 },
        "dynamic_partition.history_partition_num is an integer that is not negative",
        "It is how many partitions of the past are made.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.history_partition_num\" = \"2\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.history_partition_num\" = \"-1\")";
}

/// What stands behind `dynamic_partition.`, in the order in which the server reads the values.
pub(in crate::rules) const KEYS: [&str; 11] = [
    "time_unit",
    "prefix",
    "buckets",
    "enable",
    "start",
    "end",
    "history_partition_num",
    "start_day_of_month",
    "start_day_of_week",
    "time_zone",
    "replication_num",
];

/// What is wrong with the value of one property; `key` is what stands behind `dynamic_partition.`.
pub(in crate::rules) fn value(key: &str, value: &str, place: Place) -> Option<Finding> {
    let number = java_number(value, 32);
    match key {
        "time_unit" => time_unit(value, place),
        "prefix" => prefix(value, place),
        "buckets" => {
            let message = match (value.is_empty(), number) {
                (true, _) => "Dynamic partition buckets is empty".to_owned(),
                (_, Number::Value(_) | Number::Unknown) => return None,
                _ => format!("Invalid dynamic partition buckets {value}"),
            };
            Some(PR_52.broken(place, message, "write an integer"))
        }
        "enable" => (!["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(value))).then(|| {
            let message = format!("Invalid dynamic partition enable: {value}. Expected true or false");
            PR_53.broken(place, message, "write true or false")
        }),
        "start" => {
            let message = match number {
                Number::Value(..0) | Number::Unknown => return None,
                Number::Value(_) => "Dynamic partition start must less than 0".to_owned(),
                _ => format!("Invalid dynamic partition start {value}"),
            };
            Some(PR_49.broken(place, message, "write a negative integer: \"-7\""))
        }
        "end" => {
            let message = match (value.is_empty(), number) {
                (true, _) => "Dynamic partition end is empty".to_owned(),
                (_, Number::Value(1..) | Number::Unknown) => return None,
                (_, Number::Value(_)) => "Dynamic partition end must greater than 0".to_owned(),
                _ => format!("Invalid dynamic partition end {value}"),
            };
            Some(PR_50.broken(place, message, "write a positive integer: \"3\""))
        }
        "history_partition_num" => history(number, place),
        "start_day_of_month" => day("start_day_of_month", 28, number, place),
        "start_day_of_week" => day("start_day_of_week", 7, number, place),
        "time_zone" => time_zones::problem(value, place),
        "replication_num" => replication(value, number, place),
        _ => None,
    }
}

/// The values that the server reads with batches of partitions too, while it analyses those.
pub(in crate::rules) fn of_batches(properties: &Properties) -> Option<Finding> {
    let of = |key: &str| {
        let whole = format!("dynamic_partition.{key}");
        let index = properties.entries.iter().rposition(|property| property.key == whole)?;
        value(key, &properties.entries[index].value, Place::Property(index))
    };
    let finding = of("start_day_of_week").or_else(|| of("start_day_of_month")).or_else(|| of("prefix"))?;
    Some(finding.enveloped(Envelope::Analyzing))
}

/// PR-47.
fn time_unit(unit: &str, place: Place) -> Option<Finding> {
    let known = ["HOUR", "DAY", "WEEK", "MONTH", "YEAR"];
    (!known.iter().any(|known| known.eq_ignore_ascii_case(unit))).then(|| {
        let message = format!("Unsupported time unit {unit}. Expect DAY/WEEK/MONTH/YEAR.");
        PR_47.broken(place, message, "write HOUR, DAY, WEEK, MONTH or YEAR")
    })
}

/// PR-54.
fn prefix(prefix: &str, place: Place) -> Option<Finding> {
    (!names::is_partition_name(prefix)).then(|| {
        let message = format!("Incorrect partition name '{prefix}'");
        let finding = PR_54.broken(place, message, "use A-Z a-z 0-9 _, a letter first");
        finding.enveloped(Envelope::Analyzing)
    })
}

/// PR-55.
fn day(key: &str, most: i64, number: Number, place: Place) -> Option<Finding> {
    let message = match number {
        Number::Unknown => return None,
        Number::Value(day) if (1..=most).contains(&day) => return None,
        Number::Value(_) => format!("dynamic_partition.{key} should between 1 and {most}"),
        _ => format!("Invalid properties: dynamic_partition.{key}"),
    };
    Some(PR_55.broken(place, message, format!("write a day from 1 to {most}")))
}

/// PR-56.
fn replication(copies: &str, number: Number, place: Place) -> Option<Finding> {
    let help = "write a positive integer: \"1\"";
    let message = match number {
        _ if copies.is_empty() => {
            let message = "Invalid properties: dynamic_partition.replication_num";
            return Some(PR_56.broken(place, message, help).coded(1064));
        }
        Number::Value(1..) | Number::Unknown => return None,
        Number::Value(_) => "Dynamic partition replication num must greater than 0".to_owned(),
        _ => format!("Invalid dynamic partition replication num: {copies}."),
    };
    Some(PR_56.broken(place, message, help))
}

/// PR-57.
fn history(number: Number, place: Place) -> Option<Finding> {
    let help = "write 0 or a positive integer";
    match number {
        Number::Value(0..) | Number::Unknown => None,
        Number::Value(_) => {
            Some(PR_57.broken(place, "Dynamic history partition num must greater than 0", help))
        }
        _ => {
            let message = "Invalid properties: dynamic_partition.history_partition_num";
            Some(PR_57.broken(place, message, help).coded(1064))
        }
    }
}
