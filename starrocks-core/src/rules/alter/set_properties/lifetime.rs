//! How long partitions live, and when they cool down: what the partitioning of the table must be.

use super::Setting;
use crate::rules::partitions::form::PartitionForm;
use crate::rules::properties::{cooldown, periods, retention};
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Envelope, Rule, RunMode, Severity};
use crate::schema::Partitioning;

pub(in crate::rules) static AL_74: Rule = Rule {
    id: "AL-74",
    title: "A property of partitions is set where the table has such partitions",
    reason: "What keeps the newest partitions needs ranges; replication_num alone stands for the one partition of a table that is not \
             partitioned.",
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) ();\nALTER TABLE t SET (\"partition_live_number\" = \"3\")",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k);\nALTER TABLE t SET (\"partition_live_number\" = \"3\")",
    ..Rule::BARE
};

pub(in crate::rules) static AL_80: Rule = Rule {
    id: "AL-80",
    title: "storage_cooldown_ttl is set where data cools down",
    reason: "CREATE TABLE refuses it of tables that never cool down, see PR-15; SET takes it, and nothing happens.",
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) ();\nALTER TABLE t SET (\"storage_cooldown_ttl\" = \"1 day\")",
    rejected: "CREATE TABLE t (k INT) PRIMARY KEY(k);\nALTER TABLE t SET (\"storage_cooldown_ttl\" = \"1 day\")",
    ..Rule::BARE
};

/// Whether the table is partitioned by ranges, which the server may make by itself.
pub(super) fn is_range(s: &Subject<'_>) -> bool {
    matches!(s.form, PartitionForm::Automatic(_))
        || matches!(
            s.table.partition_by,
            Some(Partitioning::Range { .. } | Partitioning::RangeExpression { .. })
        )
}

fn needs_ranges(setting: &Setting<'_>, what: &str, found: &mut Findings<'_>) -> bool {
    if !is_range(&setting.subject()) {
        let table = setting.step.table_name();
        found.push(setting.broken(
            &AL_74,
            format!("Table[{table}] is not range partitioned. no need to set {what}."),
            format!("leave `{}` out, or create a table that is partitioned by RANGE", setting.key),
        ));
    }
    false
}

pub(super) fn live_partitions(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    needs_ranges(setting, "partition live number", found)
}

pub(super) fn partition_ttl(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    needs_ranges(setting, "partition ttl", found)
}

pub(super) fn retention_condition(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    let s = setting.subject();
    if s.table.partition_by.is_none() {
        found.push(setting.broken(
            &AL_74,
            format!(
                "Table[{}] is not partitioned. no need to set partition retention condition.",
                setting.step.table_name()
            ),
            "leave `partition_retention_condition` out, or create a table that is partitioned",
        ));
    } else {
        found.push_if(retention::problem(&s, setting.step.place(), setting.value));
    }
    false
}

/// PR-14 and AL-80.
pub(super) fn cooldown(setting: &Setting<'_>, found: &mut Findings<'_>) {
    let place = setting.step.place();
    if setting.value.is_empty() {
        return;
    }
    if let Some(finding) = periods::problem(&cooldown::PR_14, place, setting.value) {
        found.push(finding.enveloped(Envelope::Analyzing).coded(5064));
    } else if setting.step.context.options.run_mode == RunMode::SharedNothing
        && let Some(finding) = cooldown::suitable(&setting.subject(), place)
    {
        found.push(setting.broken(&AL_80, finding.message, "leave `storage_cooldown_ttl` out"));
    }
}
