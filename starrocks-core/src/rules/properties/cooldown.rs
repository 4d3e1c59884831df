//! When data moves to slower disks, and when partitions expire: `storage_medium`, `storage_cooldown_*`, `partition_ttl`.

use super::layers::Layers;
use super::periods;
use crate::rules::java::literal;
use crate::rules::partitions::form::PartitionForm;
use crate::rules::rule::rules;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Envelope, Finding, Place, Rule};
use crate::schema::{DataType, KeyModel, PartitionBound, PartitionValue, Partitioning};

rules! {
    "CREATE TABLE t (k INT) PROPERTIES (", ")", Rule::BARE;
    PR_09 = "PR-09",
        "storage_medium is SSD or HDD",
        "These are the kinds of disk that backends report.",
        "\"storage_medium\" = \"SSD\"",
        "\"storage_medium\" = \"NVME\"";
    PR_10 = "PR-10",
        "storage_cooldown_time is a date and time in the future",
        "It is when data leaves the medium. The date in the documentation's own example is past by now.",
        "\"storage_medium\" = \"SSD\", \"storage_cooldown_time\" = \"2099-01-01 00:00:00\"",
        "\"storage_medium\" = \"SSD\", \"storage_cooldown_time\" = \"2015-06-04 00:00:00\"";
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

pub(in crate::rules) static PR_15: Rule = Rule {
    id: "PR-15",
    title: "Only unpartitioned tables and ranges of time cool down, and no PRIMARY KEY table",
    reason: "A partition cools down by the time that it stands for.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PROPERTIES (\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \
               \"1 day\")",
    rejected: "CREATE TABLE t (k INT) PRIMARY KEY(k) PROPERTIES (\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \
               \"1 day\")",
    ..Rule::BARE
};

/// The earliest moment that a cooldown may be at: before it, it was past already when this crate was written.
const PAST: literal::Value = literal::Value::Moment([2026, 1, 1, 0, 0, 0, 0]);

/// PR-14 and PR-15, in the table's own properties, when the table is created.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    let ttl = s.placed_property("storage_cooldown_ttl");
    if let Some((place, _)) = ttl.or_else(|| s.placed_property("storage_cooldown_time")) {
        found.push_if(suitable(s, place));
    }
    // An empty one counts as none.
    if let Some((place, value)) = ttl.filter(|(_, value)| !value.is_empty()) {
        found.push_if(periods::problem(&PR_14, place, value));
    }
}

/// PR-09 to PR-13, in properties that are read together, at the stage that the envelope tells.
pub(in crate::rules) fn medium(properties: Layers<'_>, envelope: Envelope) -> Option<Finding> {
    let moment = properties
        .get_any_case("storage_cooldown_time")
        .map(|(place, value)| (place, literal::date(value), value));
    if let Some((place, Err(_), value)) = moment
        && medium_name(properties).is_none()
    {
        let help = "write a date and a time: \"2099-12-31 00:00:00\"";
        // Java complains, and the server passes it on as it is.
        return Some(PR_10.broken(place, literal::complaint(value), help).enveloped(Envelope::Bare));
    }
    let finding = medium_name(properties).or_else(|| combination(properties))?;
    Some(finding.enveloped(envelope))
}

/// PR-09.
fn medium_name(properties: Layers<'_>) -> Option<Finding> {
    let (place, value) = properties.get_any_case("storage_medium")?;
    let known = ["SSD", "HDD"].iter().any(|known| known.eq_ignore_ascii_case(value));
    (!known).then(|| PR_09.broken(place, format!("Invalid storage medium: {value}"), "write SSD or HDD"))
}

/// PR-10 to PR-13, of values that are good by themselves.
fn combination(properties: Layers<'_>) -> Option<Finding> {
    let time = properties.get_any_case("storage_cooldown_time");
    let ttl = properties.get_any_case("storage_cooldown_ttl");
    let medium = properties.get_any_case("storage_medium");
    let (place, _) = ttl.or(time)?;
    if time.is_some() && ttl.is_some() {
        return Some(PR_13.broken(
            place,
            "Invalid data property. storage_cooldown_time and storage_cooldown_ttl conflict. you can only use one of them. ",
            "leave one of the two out",
        ));
    }
    let Some((_, medium)) = medium else {
        return Some(PR_11.broken(
            place,
            "Invalid data property. storage medium property is not found",
            "write \"storage_medium\" = \"SSD\" too",
        ));
    };
    if medium.eq_ignore_ascii_case("HDD") {
        let message = match ttl {
            Some(_) => "Can not assign cooldown ttl to table with HDD storage medium",
            None => "Can not assign cooldown timestamp to HDD storage medium",
        };
        return Some(PR_12.broken(
            place,
            message,
            "write \"storage_medium\" = \"SSD\", or leave the cooldown out",
        ));
    }
    match time.map(|(_, value)| literal::date(value)) {
        Some(Ok(Some(moment))) if moment < PAST => Some(PR_10.broken(
            place,
            "Cooldown time should be later than now",
            "write a time in the future, or a storage_cooldown_ttl",
        )),
        _ => None,
    }
}

/// PR-14 and PR-15 for a partition of a table that cools down some time after the partition's upper bound: the server reads
/// that bound as a date.
pub(in crate::rules) fn upper_bound(ttl: (Place, &str), upper: &PartitionBound) -> Option<Finding> {
    let (place, ttl) = ttl;
    if ttl.trim().is_empty() {
        return None;
    }
    if let Some(finding) = periods::problem(&PR_14, place, ttl) {
        return Some(finding);
    }
    let bound = match upper {
        PartitionBound::Values(values) => values.first()?,
        PartitionBound::MaxValue => return None,
    };
    let bound = match bound {
        PartitionValue::Text(text) => text.as_ref(),
        PartitionValue::MaxValue => "MAXVALUE",
    };
    let help =
        "leave the storage_cooldown properties out, or partition by a date, with bounds like \"2024-01-31\"";
    let form = match bound.encode_utf16().count() {
        8 => "422",
        10 => "4-2-2",
        14 => "422222",
        19 => "4-2-2 2:2:2",
        26 => "4-2-2 2:2:2.6",
        _ => {
            let message = format!("can not probe datetime format:{bound}");
            return Some(PR_15.broken(place, message, help).enveloped(Envelope::Analyzing));
        }
    };
    literal::misformed(bound, form).map(|message| PR_15.broken(place, message, help))
}

/// PR-15.
pub(in crate::rules) fn suitable(s: &Subject<'_>, place: Place) -> Option<Finding> {
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
            [name] if date(name) => return None,
            [_] => "Only support partition is date type for storage medium cool down currently.",
            _ => "Multi-column range partition table does not support storage medium cool down currently.",
        }
    } else {
        return None;
    };
    Some(PR_15.broken(place, message, "leave the storage_cooldown properties out"))
}

/// PR-36.
pub(in crate::rules) fn partition_ttl(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some((place, value)) = s.placed_property("partition_ttl") {
        found.push_if(periods::problem(&PR_36, place, value));
    }
}
