//! Properties of tables in object storage, which a job writes into the data.

use super::Setting;
use super::values::AL_72;
use crate::rules::java::number::java_number;
use crate::rules::properties::shared_data as rules;
use crate::rules::properties::simple::is_word;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Finding, Rule};
use crate::schema::{KeyModel, Partitioning};

pub(in crate::rules) static AL_75: Rule = Rule {
    id: "AL-75",
    title: "A property of object storage is set on a shared-data cluster, one of local disks on a shared-nothing cluster",
    reason: "The other kind of cluster has nothing that the property is about.",
    code: 5064,
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"replicated_storage\" = \"true\")",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"file_bundling\" = \"true\")",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_78: Rule = Rule {
    id: "AL-78",
    title: "file_bundling changes, and compaction_strategy and persistent_index_type are of PRIMARY KEY tables",
    reason: "Each of them is changed by a job, which must have something to do.",
    code: 5064,
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"file_bundling\" = \"false\")",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"file_bundling\" = \"true\")",
    ..Rule::ANALYZING
};

/// AL-75: the property is none of this cluster.
fn elsewhere(setting: &Setting<'_>, what: &str, found: &mut Findings<'_>) -> bool {
    if setting.is_shared_data() {
        return false;
    }
    let message = format!("Property {} {what}", setting.key);
    found.push(setting.broken(&AL_75, message, "leave it out: the cluster is a shared-nothing one"));
    true
}

/// A change that a job makes.
pub(super) fn job(_: &Setting<'_>, _: &mut Findings<'_>) -> bool {
    true
}

fn has_persistent_index(setting: &Setting<'_>) -> bool {
    setting.state().property("enable_persistent_index").is_some_and(|value| is_word(value, &["true"]))
}

fn index_type_of(setting: &Setting<'_>) -> &'static str {
    match setting.state().property("persistent_index_type") {
        Some("LOCAL") => "LOCAL",
        _ => "CLOUD_NATIVE",
    }
}

/// `enable_persistent_index` comes with the type of StarRocks' choice; a table that has both already stays.
pub(super) fn persistent_index(setting: &Setting<'_>, _: &mut Findings<'_>) -> bool {
    let same = has_persistent_index(setting) == is_word(setting.value, &["true"]);
    setting.is_shared_data() && !(same && index_type_of(setting) == "CLOUD_NATIVE")
}

pub(super) fn index_type_value(setting: &Setting<'_>, found: &mut Findings<'_>) {
    if !is_word(setting.value, &["CLOUD_NATIVE", "LOCAL"]) {
        let message = "Property persistent_index_type must be CLOUD_NATIVE or LOCAL";
        found.push(setting.broken(&AL_72, message, "write CLOUD_NATIVE"));
    }
}

pub(super) fn index_type(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    if !setting.is_shared_data() {
        let message = "StarRocks doesn't support alter persistent_index_type under shared-nothing mode";
        let help = "leave it out: the index lies beside the data";
        found.push(setting.broken(&AL_75, message, help).enveloped(Envelope::Bare).coded(1064));
    } else if !has_persistent_index(setting) {
        let message = "enable_persistent_index is false, can not set persistent_index_type";
        let help = "SET (\"enable_persistent_index\" = \"true\") first";
        found.push(setting.broken(&AL_78, message, help).enveloped(Envelope::Bare).coded(1064));
    }
    setting.value != index_type_of(setting)
}

pub(super) fn file_bundling(setting: &Setting<'_>, found: &mut Findings<'_>) {
    if let Some(finding) = setting.truth() {
        found.push(finding);
        return;
    }
    if elsewhere(setting, "only support cloud native table", found) {
        return;
    }
    let wanted = is_word(setting.value, &["true"]);
    let bundled = setting.state().property("file_bundling").is_some_and(|value| is_word(value, &["true"]));
    if wanted == bundled {
        let message =
            format!("table: {} file_bundling is {wanted}, nothing need to do", setting.step.table_name());
        found.push(setting.broken(&AL_78, message, "leave the clause out"));
    }
}

pub(super) fn compaction_strategy(setting: &Setting<'_>, found: &mut Findings<'_>) {
    if !is_word(setting.value, &["DEFAULT", "REAL_TIME"]) {
        let message = format!("unknown compaction strategy: {}", setting.value);
        found.push(setting.broken(&AL_72, message, "write DEFAULT or REAL_TIME"));
    } else if !elsewhere(setting, "can be only set to the cloud native table", found)
        && setting.state().model() != KeyModel::Primary
    {
        let message = "The compaction strategy can be only update for a primary key table. ";
        found.push(setting.broken(&AL_78, message, "leave the clause out"));
    }
}

pub(super) fn parallel_compaction(setting: &Setting<'_>, found: &mut Findings<'_>) {
    if !elsewhere(setting, "can only be set for cloud native tables", found) {
        let finding = rules::parallel_compaction(setting.step.place(), setting.value);
        found.push_if(finding.map(|finding| finding.enveloped(Envelope::Analyzing).coded(5064)));
    }
}

pub(super) fn schema_evolution(setting: &Setting<'_>, found: &mut Findings<'_>) {
    if !elsewhere(setting, "only supports cloud-native tables, but table type is OLAP", found) {
        let finding = rules::schema_evolution(setting.step.place(), setting.value);
        found.push_if(finding.map(|finding| {
            let message = finding.message.trim_end_matches('.').to_owned();
            Finding { message, ..finding }.enveloped(Envelope::Analyzing).coded(5018)
        }));
    }
}

/// Switched off, the newest schema must be written into the data.
pub(super) fn schema_evolution_off(setting: &Setting<'_>, _: &mut Findings<'_>) -> bool {
    let is_on = setting.state().property(setting.key).is_none_or(|value| is_word(value, &["true"]));
    is_on && is_word(setting.value, &["false"])
}

/// AL-75, of what is recorded with the tablets on local disks; and Java's complaint about numbers that stand alone.
pub(super) fn binlog(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    for key in ["binlog_ttl_second", "binlog_max_size"] {
        if let Some(value) = setting.get(key).filter(|value| !java_number(value, 64).is_some()) {
            let message = crate::rules::java::number::not_a_number(value);
            let finding = setting.broken(&AL_72, message, "write an integer");
            found.push(finding.enveloped(Envelope::Bare).coded(1064));
        }
    }
    let has_partitions = match &setting.state().table.partition_by {
        None => true,
        Some(Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. }) => {
            !partitions.is_empty()
        }
        Some(Partitioning::List { partitions, .. }) => !partitions.is_empty(),
        // Those that the server makes are not known.
        Some(Partitioning::Columns { .. } | Partitioning::Expressions { .. }) => false,
    };
    if setting.is_shared_data() && has_partitions && found.none().is_some() {
        let message = "class com.starrocks.lake.LakeTablet cannot be cast to class com.starrocks.catalog.LocalTablet \
                       (com.starrocks.lake.LakeTablet and com.starrocks.catalog.LocalTablet are in unnamed module of loader 'app')";
        let help = "leave it out: a shared-data cluster has no binlog";
        found.push(setting.broken(&AL_75, message, help).enveloped(Envelope::Bare).coded(1064));
    }
    false
}
