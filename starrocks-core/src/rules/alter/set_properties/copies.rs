//! How many copies there are of every tablet, and which tables lie side by side.

use super::Setting;
use super::lifetime::{AL_74, is_range};
use crate::rules::java::number::java_number;
use crate::rules::properties::replication;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Rule};
use crate::schema::{Distribution, KeyModel};

pub(in crate::rules) static AL_76: Rule = Rule {
    id: "AL-76",
    title: "A colocated table is distributed by HASH, and keeps its copies where they are",
    reason: "The tables of one group have their buckets on the same backends.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t SET (\"colocate_with\" = \"g\")",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY RANDOM;\nALTER TABLE t SET (\"colocate_with\" = \"g\")",
    ..Rule::BARE
};

impl Setting<'_> {
    fn is_colocated(&self) -> bool {
        self.state().property("colocate_with").is_some_and(|group| !group.is_empty())
    }
}

/// PR-04 and PR-05; Java's complaint about a text that is no number passes through as it is.
pub(super) fn replication(setting: &Setting<'_>, found: &mut Findings<'_>) {
    let finding = replication::problem(setting.step.place(), setting.value, setting.step.context.options);
    found.push_if(finding.map(|finding| match java_number(setting.value, 16).is_some() {
        true => finding,
        false => finding.enveloped(Envelope::Bare),
    }));
}

/// `default.replication_num`.
pub(super) fn of_new_partitions(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    if setting.is_colocated() {
        let table = setting.step.table_name();
        found.push(setting.broken(
            &AL_76,
            format!("table {table} is colocate table, cannot change replicationNum"),
            "SET (\"colocate_with\" = \"\") first",
        ));
    }
    false
}

/// `replication_num`.
pub(super) fn of_all_partitions(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    if setting.is_colocated() {
        return of_new_partitions(setting, found);
    }
    let message = if is_range(&setting.subject()) {
        "This is a range partitioned table, you should specify partitions with MODIFY PARTITION clause. If you want to set \
         default replication number, please use 'default.replication_num' instead of 'replication_num' to escape misleading."
            .to_owned()
    } else if setting.state().table.partition_by.is_some() {
        format!("Partition does not exist. name: {}", setting.step.table_name())
    } else {
        return false;
    };
    let help = "write MODIFY PARTITION (*) SET for the partitions, SET (\"default.replication_num\" = …) for those to come";
    found.push(setting.broken(&AL_74, message, help));
    false
}

pub(super) fn located(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    if setting.is_colocated() {
        let message = "Cannot set location for colocate table";
        found.push(setting.broken(&AL_76, message, "SET (\"colocate_with\" = \"\") first"));
    }
    false
}

/// What the tables of the group are like is not known here.
pub(super) fn colocated(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    let state = setting.state();
    let table = setting.step.table_name();
    if state.property("labels.location").is_some_and(|location| !location.is_empty()) {
        let message = format!("table '{table}' has location property and cannot be colocated");
        let help = "SET (\"labels.location\" = \"\") first";
        found.push(setting.broken(&AL_76, message, help).coded(5500));
        return false;
    }
    let at_random = match &state.table.distributed_by {
        Some(Distribution::Random { .. }) => true,
        Some(Distribution::Hash { .. }) => false,
        None => state.model() == KeyModel::Duplicate,
    };
    if setting.value.is_empty() {
        return false;
    }
    if at_random {
        found.push(setting.broken(&AL_76, "colocate not supported", "distribute the table by HASH"));
    } else if is_range(&setting.subject()) && state.has_different_copies() {
        let message = format!("Partitions in table {table} have different replication number");
        let help = "give all partitions one replication_num, with MODIFY PARTITION (*) SET";
        found.push(setting.broken(&AL_76, message, help));
    }
    false
}
