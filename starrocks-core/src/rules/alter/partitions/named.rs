//! TRUNCATE PARTITION and COMPACT: clauses that change nothing but need their partitions.

use super::existing::Partitions;
use crate::rules::alter::step::Step;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Rule};
use crate::schema::Text;

pub(in crate::rules) static AL_51: Rule = Rule {
    id: "AL-51",
    title: "TRUNCATE PARTITION and COMPACT name partitions of the table",
    reason: "A table that is not partitioned has one partition, of its own name.",
    accepted: "CREATE TABLE t (k INT);\nALTER TABLE t TRUNCATE PARTITION T",
    rejected: "CREATE TABLE t (k INT);\nALTER TABLE t TRUNCATE PARTITION p",
    ..Rule::BARE
};

/// The analysis of COMPACT.
pub(super) fn analyzed(step: &Step<'_>, names: &[Text], found: &mut Findings<'_>) {
    if names.iter().any(|name| name.is_empty()) {
        let finding = AL_51.broken(step.place(), "there are empty partition name", "name the partition");
        found.push(finding.enveloped(Envelope::Analyzing));
    }
}

/// The execution of TRUNCATE PARTITION.
pub(super) fn truncated(step: &Step<'_>, existing: &Partitions, names: &[Text], found: &mut Findings<'_>) {
    if let Some(unknown) = first_unknown(existing, names) {
        let message = format!("Partition {unknown} does not exist");
        found.push(AL_51.broken(step.place(), message, "name a partition of the table"));
    }
}

/// The execution of COMPACT.
pub(super) fn compacted(step: &Step<'_>, existing: &Partitions, names: &[Text], found: &mut Findings<'_>) {
    if let Some(unknown) = first_unknown(existing, names) {
        let message = format!("Partition not found: {unknown}");
        found.push(AL_51.broken(step.place(), message, "name a partition of the table"));
    }
}

/// The first of these names that no partition of the table has.
pub(super) fn first_unknown<'a>(existing: &Partitions, names: &'a [Text]) -> Option<&'a Text> {
    names.iter().find(|name| existing.has(name) == Some(false))
}
