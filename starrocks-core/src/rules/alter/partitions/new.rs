//! What holds for every new partition: by what the table is partitioned, names, properties.

use super::existing::{By, Partitions};
use crate::rules::alter::step::Step;
use crate::rules::partitions::names::{N_10, is_partition_name};
use crate::rules::properties::partition::Reader;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Place, Rule};
use crate::schema::{PartitionBound, Properties};

pub(in crate::rules) static AL_44: Rule = Rule {
    id: "AL-44",
    title: "ADD PARTITION adds what the table is partitioned by",
    reason: "A RANGE table has ranges and a LIST table lists of values; the ranges of an automatic table come as batches.",
    accepted: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t ADD PARTITION q VALUES LESS THAN ('20')",
    rejected: "CREATE TABLE t (k INT);\nALTER TABLE t ADD PARTITION q VALUES LESS THAN ('20')",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_45: Rule = Rule {
    id: "AL-45",
    title: "A new partition has a name that no other one has",
    reason: "Names are compared without case, and temporary partitions share them.",
    accepted: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t ADD PARTITION IF NOT EXISTS p VALUES LESS THAN ('20')",
    rejected: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t ADD PARTITION P VALUES LESS THAN ('20')",
    code: 1517,
    ..Rule::ANALYZING
};

/// A clause about ranges where there are none.
pub(super) fn not_a_range(step: &Step<'_>, existing: &Partitions, found: &mut Findings<'_>) {
    let finding = match existing.by {
        By::Nothing => AL_44.broken(
            step.place(),
            "Only support adding partition to range/list partitioned table",
            "make a new table with PARTITION BY, and copy the rows",
        ),
        _ => AL_44
            .broken(
                step.place(),
                "Cannot add a Range partition to a table that partition type is not of Range",
                "write the values: ADD PARTITION p VALUES IN (…)",
            )
            .enveloped(Envelope::Bare)
            .coded(5700),
    };
    found.push(finding);
}

/// AL-45; whether there is a finding.
pub(super) fn of_duplicate(
    step: &Step<'_>,
    existing: &Partitions,
    name: &str,
    if_not_exists: bool,
    found: &mut Findings<'_>,
) -> bool {
    let is_taken = exists(existing, name);
    if is_taken && !if_not_exists {
        let help = "choose another name, or write IF NOT EXISTS";
        found.push(AL_45.broken(step.place(), format!("Duplicate partition name {name}"), help));
    }
    is_taken && !if_not_exists
}

/// Whether a partition of this name is there, temporary or not.
pub(super) fn exists(existing: &Partitions, name: &str) -> bool {
    existing.has(name) == Some(true) || existing.has_temporary(name)
}

/// N-10.
pub(super) fn of_name(step: &Step<'_>, name: &str, found: &mut Findings<'_>) {
    if !is_partition_name(name) {
        let help = "use up to 64 of A-Z a-z 0-9 _, a letter first";
        found.push(N_10.broken(step.place(), format!("Incorrect partition name '{name}'"), help));
    }
}

/// What a server reads of the properties: those of the partition, of the clause, and of the table.
pub(super) fn of_properties(
    step: &Step<'_>,
    own: &Properties,
    of_clause: &Properties,
    upper: Option<&PartitionBound>,
    found: &mut Findings<'_>,
) {
    let mut below = step.state.table.properties.clone();
    for property in of_clause.entries.iter() {
        below.set(property.key.clone(), property.value.clone());
    }
    found.placed(step.place(), |found| {
        Reader::new(&below, step.context.options).read(Place::Partition(0), own, upper, found);
    });
}
