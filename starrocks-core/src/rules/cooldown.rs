//! When data moves to slower disks, and when partitions expire: `storage_medium`, `storage_cooldown_*`, `partition_ttl`.

use super::java_number::{Number, java_number};
use super::partition_form::PartitionForm;
use super::subject::{Findings, Subject};
use super::{Envelope, Place, Rule, RunMode};
use crate::schema::{DataType, KeyModel, Partitioning};

macro_rules! rules {
    ($($name:ident = $id:literal, $title:literal, $reason:literal, $accepted:literal, $rejected:literal;)*) => {$(
        pub(super) static $name: Rule = Rule {
            id: $id,
            title: $title,
            reason: $reason,
            accepted: concat!("CREATE TABLE t (k INT) PROPERTIES (", $accepted, ")"),
            rejected: concat!("CREATE TABLE t (k INT) PROPERTIES (", $rejected, ")"),
            ..Rule::BARE
        };
    )*};
}

rules! {
    PR_09 = "PR-09",
        "storage_medium is SSD or HDD",
        "These are the kinds of disk that backends report.",
        "\"storage_medium\" = \"SSD\"",
        "\"storage_medium\" = \"NVME\"";
    PR_11 = "PR-11",
        "A cooldown stands beside storage_medium",
        "It says when data leaves that medium.",
        "\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \"1 day\"",
        "\"storage_cooldown_ttl\" = \"1 day\"";
    PR_12 = "PR-12",
        "Only data on SSD cools down",
        "From HDD there is nowhere to go.",
        "\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \"1 day\"",
        "\"storage_medium\" = \"HDD\", \"storage_cooldown_ttl\" = \"1 day\"";
    PR_13 = "PR-13",
        "Of storage_cooldown_time and storage_cooldown_ttl only one is given",
        "Both say when data cools down.",
        "\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \"1 day\"",
        "\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \"1 day\", \"storage_cooldown_time\" = \"2099-01-01\"";
    PR_14 = "PR-14",
        "storage_cooldown_ttl is a length of time like 1 month 2 days or 12 hours",
        "Its units are years, months, weeks and days, or days, hours, minutes and seconds.",
        "\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \"1 month 2 days\"",
        "\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \"30d\"";
    PR_36 = "PR-36",
        "partition_ttl is a length of time like 1 month 2 days or 12 hours",
        "Its units are years, months, weeks and days, or days, hours, minutes and seconds.",
        "\"partition_ttl\" = \"3 months\"",
        "\"partition_ttl\" = \"3\"";
}

pub(super) static PR_15: Rule = Rule {
    id: "PR-15",
    title: "Only unpartitioned tables and ranges of time cool down, and no PRIMARY KEY table",
    reason: "A partition cools down by the time that it stands for.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PROPERTIES (\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \
               \"1 day\")",
    rejected: "CREATE TABLE t (k INT) PRIMARY KEY(k) PROPERTIES (\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \
               \"1 day\")",
    ..Rule::BARE
};

/// The rules of this file, but PR-36.
pub(super) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    let time = s.property("storage_cooldown_time");
    let ttl = s.property("storage_cooldown_ttl");
    let cooldown = ttl.or(time).map(|(index, _)| Place::Property(index));
    if let Some(place) = cooldown {
        suitable(s, place, found);
    }
    // Object storage has no medium: the properties are dropped unread.
    if s.options.run_mode == RunMode::SharedData {
        return;
    }
    if let Some((index, value)) = ttl
        && !value.is_empty()
        && !is_length(value)
    {
        found.push(not_a_length(&PR_14, Place::Property(index)));
    }
    let declared = match &s.table.partition_by {
        Some(Partitioning::Range { partitions, .. }) => !partitions.is_empty(),
        Some(Partitioning::List { partitions, .. }) => !partitions.is_empty(),
        _ => false,
    };
    let mut push = |finding: super::Finding| {
        // Where partitions are declared, the properties are read while those are analysed.
        found.push(if declared { finding.enveloped(Envelope::Analyzing) } else { finding });
    };
    let medium = s.property("storage_medium");
    if let Some((index, value)) = medium
        && !["SSD", "HDD"].iter().any(|known| known.eq_ignore_ascii_case(value))
    {
        push(PR_09.broken(
            Place::Property(index),
            format!("Invalid storage medium: {value}"),
            "write SSD or HDD",
        ));
        return;
    }
    let Some(place) = cooldown else {
        return;
    };
    match (medium, time, ttl) {
        (None, ..) => push(PR_11.broken(
            place,
            "Invalid data property. storage medium property is not found",
            "write \"storage_medium\" = \"SSD\" too",
        )),
        (_, Some(_), Some(_)) => push(PR_13.broken(
            place,
            "Invalid data property. storage_cooldown_time and storage_cooldown_ttl conflict. you can only use one of them. ",
            "leave one of the two out",
        )),
        (Some((_, medium)), ..) if medium.eq_ignore_ascii_case("HDD") => {
            let message = match ttl {
                Some(_) => "Can not assign cooldown ttl to table with HDD storage medium",
                None => "Can not assign cooldown timestamp to HDD storage medium",
            };
            push(PR_12.broken(place, message, "write \"storage_medium\" = \"SSD\", or leave the cooldown out"));
        }
        _ => {}
    }
}

/// PR-15.
fn suitable(s: &Subject<'_>, place: Place, found: &mut Findings<'_>) {
    let is_list = matches!(s.form, PartitionForm::List | PartitionForm::Expressions { .. });
    let message = if s.model == KeyModel::Primary {
        "Primary key table does not support storage medium cool down currently."
    } else if is_list {
        "List partition table does not support storage medium cool down currently."
    } else if let Some(Partitioning::Range { columns, .. }) = &s.table.partition_by {
        let date = |name| {
            s.column(name).is_none_or(|c| matches!(c.column.data_type, DataType::Date | DataType::DateTime))
        };
        match columns.as_ref() {
            [name] if date(name) => return,
            [_] => "Only support partition is date type for storage medium cool down currently.",
            _ => "Multi-column range partition table does not support storage medium cool down currently.",
        }
    } else {
        return;
    };
    found.push(PR_15.broken(place, message, "leave the storage_cooldown properties out"));
}

/// PR-36.
pub(super) fn partition_ttl(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some((index, value)) = s.property("partition_ttl")
        && !is_length(value)
    {
        found.push(not_a_length(&PR_36, Place::Property(index)));
    }
}

fn not_a_length(rule: &'static Rule, place: Place) -> super::Finding {
    rule.broken(
        place,
        "Cannot parse text to Duration",
        "write a length of time: \"1 month 2 days\", \"12 hours\"",
    )
}

/// Pairs of a number and a unit, all of the calendar or all of the clock.
fn is_length(text: &str) -> bool {
    const CALENDAR: [&str; 4] = ["year", "month", "week", "day"];
    const CLOCK: [&str; 4] = ["day", "hour", "minute", "second"];
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let all_of = |units: &[&str]| {
        words.chunks(2).all(|pair| match pair {
            [number, unit] => {
                let unit = unit.strip_suffix('s').unwrap_or(unit);
                matches!(java_number(number, 32), Number::Value(_) | Number::Unknown) && units.contains(&unit)
            }
            _ => false,
        })
    };
    !words.is_empty() && (all_of(&CALENDAR) || all_of(&CLOCK))
}
