//! `dynamic_partition.*`: whether the table is dynamically partitioned, or becomes so.

use super::Setting;
use crate::rules::java::number::{Number, java_number};
use crate::rules::properties::{dynamic_partition_values as values, dynamic_partitions as rules};
use crate::rules::subject::Findings;
use crate::rules::{Finding, Rule, Severity};

pub(in crate::rules) static AL_73: Rule = Rule {
    id: "AL-73",
    title: "dynamic_partition.* is set of a table that is dynamically partitioned, or all of it at once",
    reason: "A table becomes dynamically partitioned by time_unit and end, and only where it is partitioned by RANGE of one column.",
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) ();\n\
               ALTER TABLE t SET (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) ();\n\
               ALTER TABLE t SET (\"dynamic_partition.enable\" = \"true\")",
    ..Rule::BARE
};

pub(in crate::rules) static AL_81: Rule = Rule {
    id: "AL-81",
    title: "A dynamic_partition property is one that the server reads",
    reason: "CREATE TABLE refuses unknown ones, and hours of a DATE column; SET takes both.",
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\");\n\
               ALTER TABLE t SET (\"dynamic_partition.enable\" = \"false\")",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\");\n\
               ALTER TABLE t SET (\"dynamic_partition.enabled\" = \"false\")",
    ..Rule::BARE
};

const PREFIX: &str = "dynamic_partition.";

pub(super) fn executed(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    let exists = setting.state().is_dynamically_partitioned();
    if !exists && becomes_dynamic(setting) {
        if let Some(finding) = incomplete(setting) {
            found.push(finding);
            return false;
        }
        found.push_if(rules::hours_of_dates(
            &setting.subject(),
            setting.step.place(),
            any_case(setting, "time_unit").unwrap_or_default(),
        ));
    } else if exists
        && let Some(unit) = setting.get("dynamic_partition.time_unit")
        && let Some(finding) = rules::hours_of_dates(&setting.subject(), setting.step.place(), unit)
    {
        found.push(setting.broken(&AL_81, finding.message, finding.help));
    }
    if found.none().is_some() {
        colocated(setting, found);
        each_value(setting, exists, found);
        unknown(setting, found);
    }
    false
}

/// A property in any case: whether a table is to become dynamic the server asks without it.
fn any_case<'a>(setting: &Setting<'a>, key: &str) -> Option<&'a str> {
    let key = format!("{PREFIX}{key}");
    let (_, value) = setting.all.iter().find(|(known, _)| known.eq_ignore_ascii_case(&key))?;
    Some(*value).filter(|value| !value.is_empty())
}

fn becomes_dynamic(setting: &Setting<'_>) -> bool {
    rules::PRIMARY.iter().any(|key| any_case(setting, key).is_some())
}

/// AL-73.
fn incomplete(setting: &Setting<'_>) -> Option<Finding> {
    let is_suitable = rules::is_suitable(&setting.subject());
    let missing = ["time_unit", "end"].into_iter().find(|key| any_case(setting, key).is_none());
    let help = match missing {
        _ if !is_suitable => "partition the table by RANGE of one date column".to_owned(),
        None => return None,
        Some(key) => format!("set {PREFIX}{key} too"),
    };
    let database = match (&setting.state().table.name.database, &setting.state().server) {
        (Some(database), _) => database.as_ref(),
        (None, Some(server)) => server.database.as_ref(),
        (None, None) => "",
    };
    let point = if database.is_empty() { "" } else { "." };
    let table = setting.step.table_name();
    let message = format!("Table {database}{point}{table} is not a dynamic partition table.");
    Some(setting.broken(&AL_73, message, help))
}

/// The tables of a group agree in their buckets.
fn colocated(setting: &Setting<'_>, found: &mut Findings<'_>) {
    let group = setting.state().property("colocate_with").filter(|group| !group.is_empty());
    if let (Some(group), Some(_)) = (group, setting.get("dynamic_partition.buckets")) {
        found.push(setting.broken(
            &super::AL_76,
            format!(
                "The table has a colocate group:{group}. so cannot modify dynamic_partition.buckets. Colocate tables must have \
                 same bucket number."
            ),
            "SET (\"colocate_with\" = \"\") first",
        ));
    }
}

/// The values, in the order of the server, and how many partitions they ask for.
fn each_value(setting: &Setting<'_>, exists: bool, found: &mut Findings<'_>) {
    let place = setting.step.place();
    let becomes = becomes_dynamic(setting);
    for key in values::KEYS {
        let Some(value) = setting.get(&format!("{PREFIX}{key}")) else { continue };
        // A table that becomes dynamic gets a default for these.
        let has_default = !exists
            && becomes
            && ["enable", "prefix", "start", "time_zone"].contains(&key)
            && value.is_empty();
        if !has_default {
            found.push_if(values::value(key, value, place));
        }
        if key == "history_partition_num" || key == "end" {
            too_many(setting, key, found);
        }
    }
    let tuned = setting.all.iter().any(|(key, _)| {
        key.strip_prefix(PREFIX)
            .is_some_and(|key| values::KEYS.contains(&key) && !rules::PRIMARY.contains(&key))
    });
    if !exists && !becomes && tuned && found.none().is_some() {
        found.push(setting.broken(
            &rules::PR_73,
            "Cannot parse null string",
            "set dynamic_partition.time_unit and dynamic_partition.end too",
        ));
    }
}

/// PR-51, behind the last of the two numbers that it is about.
fn too_many(setting: &Setting<'_>, key: &str, found: &mut Findings<'_>) {
    if key == "end" && setting.get("dynamic_partition.history_partition_num").is_some() {
        return;
    }
    let number = |key: &str| match setting.get(key).map(|value| java_number(value, 32)) {
        None => Some(0),
        Some(Number::Value(number)) => i32::try_from(number).ok(),
        Some(_) => None,
    };
    if let (Some(end), Some(history)) =
        (number("dynamic_partition.end"), number("dynamic_partition.history_partition_num"))
    {
        found.push_if(rules::too_many_partitions(setting.step.place(), end, history));
    }
}

/// AL-81.
fn unknown(setting: &Setting<'_>, found: &mut Findings<'_>) {
    for (key, _) in setting.all {
        if !key.strip_prefix(PREFIX).is_some_and(|key| values::KEYS.contains(&key)) {
            let known = values::KEYS.iter().map(|known| format!("{PREFIX}{known}")).collect::<Vec<_>>();
            let help = match crate::nearest::nearest(key, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("leave `{key}` out"),
            };
            found.push(setting.broken(&AL_81, format!("the property {key} is read by nothing"), help));
        }
    }
}

impl super::TableState {
    /// Whether any dynamic_partition property is there; what none of them is, SET cannot change.
    pub(in crate::rules::alter) fn is_dynamically_partitioned(&self) -> bool {
        self.table.properties.entries.iter().any(|property| property.key.starts_with("dynamic_partition."))
    }
}
