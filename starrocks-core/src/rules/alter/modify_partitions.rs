//! MODIFY PARTITION … SET.

use super::execution::{Changed, Execution};
use super::set_properties::AL_76;
use super::step::Step;
use super::{TableState, partitions};
use crate::rules::partitions::form::PartitionForm;
use crate::rules::properties::layers::Layers;
use crate::rules::properties::{cooldown, periods, replication, simple};
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Envelope, Finding, Rule, RunMode, Severity};
use crate::schema::{PartitionBound, Partitioning, Properties, RangePartition, Text, same_column_name};

pub(in crate::rules) static AL_52: Rule = Rule {
    id: "AL-52",
    title: "MODIFY PARTITION names partitions of the table",
    reason: "What is not there cannot be changed; of a table that is not partitioned the one partition has the table's name.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t MODIFY PARTITION t SET (\"replication_num\" = \"1\")",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t MODIFY PARTITION p SET (\"replication_num\" = \"1\")",
    ..Rule::BARE
};

pub(in crate::rules) static AL_84: Rule = Rule {
    id: "AL-84",
    title: "MODIFY PARTITION sets properties of storage",
    reason: "The server reads no other properties of a partition, and says nothing.",
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t MODIFY PARTITION (*) SET (\"storage_medium\" = \"HDD\")",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t MODIFY PARTITION (*) SET (\"storage_media\" = \"HDD\")",
    ..Rule::BARE
};

/// What the server reads.
const READ: [&str; 6] = [
    "storage_medium",
    "storage_cooldown_time",
    "storage_cooldown_ttl",
    "replication_num",
    "in_memory",
    "tablet_type",
];

/// The analysis: PR-09 to PR-13, PR-04, PR-05 and PR-25.
pub(super) fn analyzed(
    step: &Step<'_>,
    names: Option<&[Text]>,
    properties: &Properties,
    found: &mut Findings<'_>,
) {
    let options = step.context.options;
    if names.is_some_and(|names| names.iter().any(|name| name.is_empty())) {
        let finding =
            AL_52.broken(step.place(), "there are empty partition name", "name partitions of the table");
        found.push(finding.enveloped(Envelope::Analyzing));
        return;
    }
    if properties.is_empty() {
        let finding = AL_52.broken(step.place(), "Properties is not set", "write SET (\"key\" = \"value\")");
        found.push(finding.enveloped(Envelope::Analyzing));
        return;
    }
    let layers = Layers::of_table(properties);
    found.placed(step.place(), |found| {
        if options.run_mode == RunMode::SharedNothing {
            let finding = cooldown::medium(layers, Envelope::Analyzing);
            found.push_if(finding.map(|finding| match finding.envelope {
                Envelope::Analyzing => checked(finding),
                _ => finding,
            }));
        }
        if let Some((place, value)) = layers.get("replication_num") {
            let is_number = crate::rules::java::number::java_number(value, 16).is_some();
            let finding = replication::problem(place, value, options);
            found.push_if(finding.map(|finding| if is_number { finding } else { checked(finding) }));
        }
        if let Some((place, value)) = layers.get("tablet_type") {
            found.push_if(simple::tablet_type(place, value).map(checked));
        }
    });
    for property in properties.entries.iter().filter(|property| !READ.contains(&property.key.as_ref())) {
        let message = format!("the property {} is read by nothing", property.key);
        let help = match crate::nearest::nearest(&property.key, READ) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("leave `{}` out, or set it of the whole table", property.key),
        };
        found.push(AL_84.broken(step.place(), message, help));
    }
}

fn checked(finding: Finding) -> Finding {
    let message = format!("check properties error: {}", finding.message);
    Finding { message, ..finding }.enveloped(Envelope::Analyzing)
}

/// The execution.
pub(super) fn executed(
    step: &Step<'_>,
    mut state: TableState,
    names: Option<&[Text]>,
    properties: &Properties,
    found: &mut Findings<'_>,
) -> Changed {
    for name in names.unwrap_or_default() {
        if partitions::has(step.state, name) == Some(false) {
            let message = format!("Partition[{name}] does not exist in table[{}]", step.table_name());
            let known: Vec<&str> = step.state.partitions().map(|(name, _)| name).collect();
            let help = match known.as_slice() {
                [] => "name a partition of the table, or all of them: (*)".to_owned(),
                known => format!("the partitions are {}", known.join(", ")),
            };
            found.push(AL_52.broken(step.place(), message, help));
            return None;
        }
    }
    let is_meant = |name: &str| names.is_none_or(|names| names.iter().any(|n| same_column_name(n, name)));
    cooled_down(step, properties, &is_meant, found);
    found.none()?;
    if let Some(copies) = properties.get("replication_num") {
        if step.state.property("colocate_with").is_some_and(|group| !group.is_empty()) {
            let message =
                format!("table {} is colocate table, cannot change replicationNum", step.table_name());
            found.push(AL_76.broken(step.place(), message, "SET (\"colocate_with\" = \"\") first"));
            return None;
        }
        if let Ok(copies) = copies.parse::<i64>() {
            match &state.table.partition_by {
                None => state.set_default_copies(copies, true),
                Some(_) => state.set_copies(copies, is_meant),
            }
        }
    }
    Some((state, Execution::Done))
}

/// AL-52, of a table that is not partitioned by RANGE; PR-14 and PR-15 of the partitions.
fn cooled_down(
    step: &Step<'_>,
    properties: &Properties,
    is_meant: &impl Fn(&str) -> bool,
    found: &mut Findings<'_>,
) {
    let Some(ttl) = properties.get("storage_cooldown_ttl") else { return };
    let s = Subject::new(&step.state.table, step.context.options);
    let ranges = match &step.state.table.partition_by {
        Some(Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. }) => {
            partitions.as_ref()
        }
        Some(_) if matches!(s.form, PartitionForm::Automatic(_)) => &[],
        _ => {
            let message = "Only support range partition table to modify storage_cooldown_ttl";
            found.push(AL_52.broken(step.place(), message, "leave `storage_cooldown_ttl` out"));
            return;
        }
    };
    if !ttl.trim().is_empty() {
        found.push_if(periods::problem(&cooldown::PR_14, step.place(), ttl));
    }
    if step.context.options.run_mode == RunMode::SharedData || found.none().is_none() {
        return;
    }
    for range in ranges {
        let (name, upper) = match range {
            RangePartition::LessThan { name, upper, .. } => (name, upper.clone()),
            RangePartition::Fixed { name, upper, .. } => (name, PartitionBound::Values(upper.clone())),
            RangePartition::Batch { .. } => continue,
        };
        if is_meant(name) {
            found.push_if(cooldown::upper_bound((step.place(), ttl), &upper));
        }
    }
}
