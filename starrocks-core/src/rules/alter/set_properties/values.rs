//! The values of properties, as SET judges them.

use super::Setting;
use crate::rules::java::literal;
use crate::rules::java::number::{Number, java_number, not_a_number};
use crate::rules::properties::simple::{self, is_word};
use crate::rules::properties::{cooldown, crontab, periods, shared_data, time_drift};
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Finding, Rule, Severity, properties};
use crate::schema::{IndexType, KeyModel};

pub(in crate::rules) static AL_72: Rule = Rule {
    id: "AL-72",
    title: "SET gives a property a value that it can have",
    reason: "The value is read as when a table is created, but the server says it in other words.",
    code: 5064,
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"write_quorum\" = \"ONE\")",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"write_quorum\" = \"TWO\")",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_82: Rule = Rule {
    id: "AL-82",
    title: "flat_json.* is tuned while flat_json.enable is true",
    reason: "What is off has nothing to tune.",
    code: 5064,
    accepted: "CREATE TABLE t (k INT, j JSON);\nALTER TABLE t SET (\"flat_json.enable\" = \"true\");\n\
               ALTER TABLE t SET (\"flat_json.null.factor\" = \"0.2\")",
    rejected: "CREATE TABLE t (k INT, j JSON);\nALTER TABLE t SET (\"flat_json.null.factor\" = \"0.2\")",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_83: Rule = Rule {
    id: "AL-83",
    title: "A PRIMARY KEY table keeps its persistent index",
    reason: "CREATE TABLE refuses an index in memory, see K-18; SET takes it.",
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k INT) PRIMARY KEY(k);\nALTER TABLE t SET (\"enable_persistent_index\" = \"true\")",
    rejected: "CREATE TABLE t (k INT) PRIMARY KEY(k);\nALTER TABLE t SET (\"enable_persistent_index\" = \"false\")",
    ..Rule::BARE
};

/// A finding of CREATE TABLE, as the analysis of SET passes it on.
fn as_property(finding: Finding) -> Finding {
    finding.enveloped(Envelope::Analyzing).coded(5064)
}

impl Setting<'_> {
    fn bad_value(&self, message: impl Into<String>, help: &str) -> Finding {
        self.broken(&AL_72, message, help)
    }

    /// AL-72, of a truth value.
    pub(super) fn truth(&self) -> Option<Finding> {
        let message = format!("Property {} must be bool type(false/true)", self.key);
        (!is_word(self.value, &["true", "false"])).then(|| self.bad_value(message, "write true or false"))
    }
}

pub(super) fn any(_: &Setting<'_>, _: &mut Findings<'_>) {}

pub(super) fn storage_type(setting: &Setting<'_>, found: &mut Findings<'_>) {
    let help = "create a table with the storage type that it shall have, and copy the rows";
    found.push(setting.broken(&super::AL_71, "Can't change storage type", help));
}

pub(super) fn tablet_type(setting: &Setting<'_>, found: &mut Findings<'_>) {
    found.push(setting.broken(&super::AL_71, "Alter tablet type not supported", "leave `tablet_type` out"));
}

pub(super) fn distribution_type(setting: &Setting<'_>, found: &mut Findings<'_>) {
    if !is_word(setting.value, &["hash"]) {
        let message = "Can only change distribution type to HASH";
        found.push(setting.bad_value(message, "write a DISTRIBUTED BY clause in ALTER TABLE instead"));
    }
}

pub(super) fn send_clear_alter_tasks(setting: &Setting<'_>, found: &mut Findings<'_>) {
    if !is_word(setting.value, &["true"]) {
        let message = "Property send_clear_alter_tasks should be set to true";
        found.push(setting.bad_value(message, "write true"));
    }
}

pub(super) fn write_quorum(setting: &Setting<'_>, found: &mut Findings<'_>) {
    if simple::write_quorum(setting.step.place(), setting.value).is_some() {
        found.push(setting.bad_value("Property write_quorum not valid", "write MAJORITY, ONE or ALL"));
    }
}

pub(super) fn location(setting: &Setting<'_>, found: &mut Findings<'_>) {
    if let Some(finding) =
        simple::location(setting.step.place(), setting.value, &setting.step.context.options.backends)
    {
        found.push(setting.bad_value("Property labels.location not valid", &finding.help));
    }
}

pub(super) fn live_partitions(setting: &Setting<'_>, found: &mut Findings<'_>) {
    found.push_if(simple::live_partitions(setting.step.place(), setting.value));
}

pub(super) fn partition_ttl(setting: &Setting<'_>, found: &mut Findings<'_>) {
    found.push_if(periods::problem(&cooldown::PR_36, setting.step.place(), setting.value));
}

pub(super) fn time_drift(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    found.push_if(time_drift::problem(&setting.subject(), setting.step.place(), setting.value));
    false
}

pub(super) fn storage_medium(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    if !setting.is_shared_data() && !is_word(setting.value, &["SSD", "HDD"]) {
        let message = format!("Invalid storage medium: {}", setting.value);
        found.push(setting.broken(&cooldown::PR_09, message, "write SSD or HDD"));
    }
    false
}

pub(super) fn index_cache_expiry(setting: &Setting<'_>, found: &mut Findings<'_>) {
    found.push_if(simple::index_cache_expiry(setting.step.place(), setting.value).map(as_property));
}

pub(super) fn persistent_index(setting: &Setting<'_>, found: &mut Findings<'_>) {
    found.push_if(setting.truth());
    if setting.state().model() == KeyModel::Primary && is_word(setting.value, &["false"]) {
        let message = "In-Memory index is not supported, please create table with persistent index";
        found.push(setting.broken(&AL_83, message, "leave the persistent index on"));
    }
}

pub(super) fn replicated_storage(setting: &Setting<'_>, found: &mut Findings<'_>) {
    found.push_if(setting.truth());
    let is_new = |index_type: &IndexType| matches!(index_type, IndexType::Gin | IndexType::Vector);
    if is_word(setting.value, &["true"])
        && setting.state().table.indexes.iter().any(|index| is_new(&index.index_type))
    {
        let message = "Can not enable replicated storage when the table has GIN";
        found.push(setting.bad_value(message, "drop the GIN index first").coded(5507));
    }
}

pub(super) fn bucket_size(setting: &Setting<'_>, found: &mut Findings<'_>) {
    let message = match java_number(setting.value, 64) {
        Number::Value(0..) | Number::Unknown => return,
        Number::Value(size) => format!("Illegal bucket size: {size}"),
        _ => format!("Bucket size: {}", not_a_number(setting.value)),
    };
    let help = "write a number of bytes: \"1073741824\"";
    found.push(setting.broken(&properties::PR_31, message, help).enveloped(Envelope::Analyzing));
}

/// PR-31 of a table that is not distributed at random; the number has been read before.
pub(super) fn random_buckets(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    found.push_if(properties::bucket_size(&setting.subject(), setting.step.place(), setting.value));
    false
}

pub(super) fn mutable_buckets(setting: &Setting<'_>, found: &mut Findings<'_>) {
    let finding = simple::mutable_buckets(setting.step.place(), setting.value);
    found.push_if(finding.map(|finding| {
        let message = match java_number(setting.value, 64) {
            Number::Value(_) => finding.message.clone(),
            _ => format!("Mutable bucket num: {}", not_a_number(setting.value)),
        };
        Finding { message, ..finding }.enveloped(Envelope::Analyzing)
    }));
}

/// PR-34, of the table; here an empty text counts too.
pub(super) fn compaction_model(setting: &Setting<'_>, found: &mut Findings<'_>) {
    if setting.state().model() == KeyModel::Primary || setting.is_shared_data() {
        let message =
            format!("Property {} not support primary keys table or cloud native table", setting.key);
        let help = "leave it: the table has no base compaction";
        found.push(as_property(setting.broken(&crontab::PR_34, message, help)));
    }
}

/// PR-34, of the text.
pub(super) fn compaction_ranges(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    let options = setting.step.context.options;
    let finding =
        crontab::problem(setting.state().model(), options.run_mode, setting.step.place(), setting.value);
    found.push_if(finding.map(|finding| {
        let table = setting.step.table_name();
        let message = format!(
            "Failed to update base compaction forbidden time ranges for {table}: {}",
            finding.message
        );
        Finding { message, ..finding }
    }));
    false
}

/// The numbers are looked at only where binlog_enable stands beside them.
pub(super) fn binlog(setting: &Setting<'_>, found: &mut Findings<'_>) {
    let Some(enable) = setting.get("binlog_enable") else { return };
    if !["true", "false"].contains(&enable) {
        let message = "Property binlog_enable must be true of false";
        found.push(setting.bad_value(message, "write true or false, in lower case"));
    }
    for key in ["binlog_ttl_second", "binlog_max_size"] {
        if setting.get(key).is_some_and(|value| !java_number(value, 64).is_some()) {
            found.push(setting.bad_value(format!("Property {key} must be long"), "write an integer"));
        }
    }
}

pub(super) fn cached_duration(setting: &Setting<'_>, found: &mut Findings<'_>) {
    let finding = shared_data::cached_duration(setting.step.place(), setting.value);
    found.push_if(finding.map(as_property));
}

/// AL-82, and the values: here they have bounds.
pub(super) fn flat_json(setting: &Setting<'_>, found: &mut Findings<'_>) {
    let enabled = setting.state().property("flat_json.enable");
    // A shared-data cluster does not print it.
    let is_unknown = enabled.is_none() && setting.state().is_read && setting.is_shared_data();
    if !is_unknown && !enabled.is_some_and(|enabled| is_word(enabled, &["true"])) {
        let help = "SET (\"flat_json.enable\" = \"true\") first";
        found.push(setting.broken(&AL_82, "Property flat_json.enable haven't been enabled", help));
        return;
    }
    let what = match setting.key {
        "flat_json.null.factor" => "null factor",
        "flat_json.sparsity.factor" => "sparsity factor",
        _ => "column max",
    };
    let message = match setting.key {
        "flat_json.column.max" => match java_number(setting.value, 32) {
            Number::Value(0..) | Number::Unknown => return,
            Number::Value(number) => format!("Illegal flat json {what}: {number}"),
            _ => format!("Flat json {what}: {}", not_a_number(setting.value)),
        },
        _ => match literal::floating(setting.value) {
            Ok(_) => match setting.value.trim().trim_end_matches(['f', 'F', 'd', 'D']).parse::<f64>() {
                Ok(factor) if !(0.0..=1.0).contains(&factor) => {
                    format!("Illegal flat json {what}: {factor:?}")
                }
                _ => return,
            },
            Err(why) if why.starts_with("Invalid literal") => return,
            Err(_) => format!("Flat json {what}: {}", not_a_number(setting.value)),
        },
    };
    found.push(setting.bad_value(message, "write a number from 0 to 1, or a number of columns").coded(1064));
}

pub(super) fn query_timeout(setting: &Setting<'_>, found: &mut Findings<'_>) {
    found.push_if(simple::query_timeout(setting.step.place(), setting.value).map(as_property));
}
