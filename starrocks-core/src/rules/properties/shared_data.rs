//! Properties that only a shared-data cluster reads, or reads otherwise.

use super::periods;
use super::simple::is_word;
use crate::rules::java::number::{Number, java_number};
use crate::rules::rule::rules;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Finding, Place, Rule};
use crate::schema::KeyModel;

rules! {
    "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) PROPERTIES (", ")", Rule::BARE;
    PR_40 = "PR-40",
        "A table of a shared-data cluster has a storage volume in object storage",
        "The volume called local is the disks of the nodes themselves.",
        "\"storage_volume\" = \"builtin_storage_volume\"",
        "\"storage_volume\" = \"local\"";
    PR_66 = "PR-66",
        "datacache.partition_duration is a length of time like 1 month 2 days or 12 hours",
        "Its units are years, months, weeks and days, or days, hours, minutes and seconds.",
        "\"datacache.partition_duration\" = \"1 month\"",
        "\"datacache.partition_duration\" = \"30d\"";
    PR_67 = "PR-67" { since: Some("3.1.4") },
        "enable_async_write_back is not true",
        "Data that is written back later could be lost.",
        "\"enable_async_write_back\" = \"false\"",
        "\"enable_async_write_back\" = \"true\"";
    PR_69 = "PR-69",
        "compaction_strategy is DEFAULT, or REAL_TIME for a PRIMARY KEY table",
        "It says how soon small files are merged.",
        "\"compaction_strategy\" = \"DEFAULT\"",
        "\"compaction_strategy\" = \"REAL_TIME\"";
    PR_70 = "PR-70" { since: Some("4.1") },
        "lake_compaction_max_parallel is an integer that is not negative",
        "It is a number of tasks.",
        "\"lake_compaction_max_parallel\" = \"3\"",
        "\"lake_compaction_max_parallel\" = \"-1\"";
    PR_71 = "PR-71" { since: Some("4.1") },
        "cloud_native_fast_schema_evolution_v2 is true or false",
        "It switches a faster way to change the columns.",
        "\"cloud_native_fast_schema_evolution_v2\" = \"false\"",
        "\"cloud_native_fast_schema_evolution_v2\" = \"no\"";
}

pub(in crate::rules) static PR_68: Rule = Rule {
    id: "PR-68",
    title: "persistent_index_type is LOCAL or CLOUD_NATIVE",
    reason: "It is where the index of a PRIMARY KEY table lies.",
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PROPERTIES (\"persistent_index_type\" = \"CLOUD_NATIVE\")",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PROPERTIES (\"persistent_index_type\" = \"DISK\")",
    ..Rule::BARE
};

/// PR-40; whether there is a volume of this name is not known here.
pub(in crate::rules) fn volume(place: Place, value: &str) -> Option<Finding> {
    (value == "local").then(|| {
        let message = "Cannot create table without persistent volume in current run mode \"shared_data\"";
        PR_40.broken(place, message, "leave `storage_volume` out, or name a volume in object storage")
    })
}

/// PR-67; a shared-nothing cluster reads it too, with a partition.
pub(in crate::rules) fn async_write_back(place: Place, value: &str) -> Option<Finding> {
    value.eq_ignore_ascii_case("true").then(|| {
        let message = "enable_async_write_back is disabled since version 3.1.4";
        PR_67.broken(place, message, "leave `enable_async_write_back` out")
    })
}

/// PR-71.
pub(in crate::rules) fn schema_evolution(place: Place, value: &str) -> Option<Finding> {
    (!is_word(value, &["true", "false"])).then(|| {
        let message = format!(
            "Invalid cloud_native_fast_schema_evolution_v2: '{value}'. Expected values should be 'true' or 'false'."
        );
        PR_71.broken(place, message, "write true or false")
    })
}

/// PR-68 to PR-70, read behind enable_persistent_index.
pub(in crate::rules) fn behind_persistent_index(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some((place, value)) = s.placed_property("persistent_index_type") {
        found.push_if(persistent_index(s.model, place, value));
    }
    if let Some((place, value)) = s.placed_property("compaction_strategy") {
        found.push_if(compaction_strategy(s.model, place, value));
    }
    if let Some((place, value)) = s.placed_property("lake_compaction_max_parallel") {
        found.push_if(parallel_compaction(place, value));
    }
}

/// PR-68; only of a PRIMARY KEY table the property is read at all.
pub(in crate::rules) fn persistent_index(model: KeyModel, place: Place, value: &str) -> Option<Finding> {
    (model == KeyModel::Primary && !is_word(value, &["LOCAL", "CLOUD_NATIVE"])).then(|| {
        let message = format!("Invalid persistent index type: {value}");
        PR_68.broken(place, message, "leave `persistent_index_type` out, or write CLOUD_NATIVE")
    })
}

/// PR-69.
pub(in crate::rules) fn compaction_strategy(model: KeyModel, place: Place, value: &str) -> Option<Finding> {
    let message = if !is_word(value, &["DEFAULT", "REAL_TIME"]) {
        format!("Invalid compaction strategy: {value}")
    } else if model != KeyModel::Primary && is_word(value, &["REAL_TIME"]) {
        "Only default compaction strategy is allowed for non-pk table.".to_owned()
    } else {
        return None;
    };
    Some(PR_69.broken(place, message, "write DEFAULT, or leave `compaction_strategy` out"))
}

/// PR-70.
pub(in crate::rules) fn parallel_compaction(place: Place, value: &str) -> Option<Finding> {
    let wanted = match java_number(value, 32) {
        Number::Value(0..) | Number::Unknown => return None,
        Number::Value(_) => "non-negative",
        _ => "an integer",
    };
    let message = format!("Invalid lake_compaction_max_parallel value: {value}. Value must be {wanted}.");
    Some(PR_70.broken(place, message, "write a number of tasks: \"3\""))
}

/// PR-66.
pub(in crate::rules) fn cached_duration(place: Place, value: &str) -> Option<Finding> {
    periods::problem(&PR_66, place, value)
}
