//! `replication_num`: how many copies there are of every tablet.

use crate::rules::java::number::{Number, java_number, not_a_number};
use crate::rules::partitions::form::PartitionForm;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{CheckOptions, Envelope, Finding, Place, Rule, RunMode};
use crate::schema::Partitioning;

pub(in crate::rules) static PR_04: Rule = Rule {
    id: "PR-04",
    title: "replication_num is an integer from 1 to 32767",
    reason: "It is the number of copies of every tablet.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"replication_num\" = \"3\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"replication_num\" = \"0\")",
    ..Rule::ANALYZING
};

pub(in crate::rules) static PR_05: Rule = Rule {
    id: "PR-05",
    title: "There are as many backends as replication_num asks for",
    reason: "Every copy of a tablet lies on a backend of its own. It is checked when the backends are known, see CheckOptions.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"replication_num\" = \"1\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"replication_num\" = \"3\")",
    ..Rule::ANALYZING
};

const HELP: &str = "write the number of copies: \"1\" on a single backend, \"3\" otherwise";

/// PR-04 and PR-05, for a value as the analysis reads it.
pub(in crate::rules) fn problem(place: Place, value: &str, options: &CheckOptions) -> Option<Finding> {
    let number = match java_number(value, 16) {
        Number::Value(number) => number,
        Number::Unknown => return None,
        _ => return Some(PR_04.broken(place, not_a_short(value), HELP)),
    };
    if number <= 0 {
        return Some(PR_04.broken(place, "Replication num should larger than 0", HELP));
    }
    let backends = &options.backends;
    let too_few = !backends.is_empty() && usize::try_from(number).is_ok_and(|number| number > backends.len());
    (too_few && options.run_mode == RunMode::SharedNothing).then(|| {
        let ids: Vec<String> = backends.iter().map(|backend| backend.id.to_string()).collect();
        PR_05.broken(
            place,
            format!(
                "Table replication num should be less than of equal to the number of available BE nodes. You can change \
                 this default by setting the replication_num table properties. Current alive backend is [{}].",
                ids.join(",")
            ),
            format!("write {} or less", backends.len()),
        )
    })
}

/// The property of the table, when the table is created. Where it was read with a partition, that is said already.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some((index, value)) = s.property("replication_num") else {
        return;
    };
    let place = Place::Property(index);
    let Some(finding) = problem(place, value, s.options).filter(|finding| !found.has(finding.rule.id, place))
    else {
        return;
    };
    if java_number(value, 16).is_some() {
        found.push(finding);
        return;
    }
    let made_by_server = matches!(s.form, PartitionForm::Automatic(_) | PartitionForm::Expressions { .. })
        || matches!(s.table.partition_by, Some(Partitioning::Columns { .. }));
    let message = match made_by_server {
        // It is read for the partition that stands for those to come.
        true => finding.message,
        false => {
            let table = &s.table.name.name;
            format!("{} table={table}, properties.replication_num={value}", finding.message)
        }
    };
    found.push(Finding { message, envelope: Envelope::Bare, ..finding });
}

/// Java's complaint about a text that is no `short`.
pub(in crate::rules) fn not_a_short(text: &str) -> String {
    match java_number(text, 32) {
        Number::Value(_) => format!("Value out of range. Value:\"{text}\" Radix:10"),
        _ => not_a_number(text),
    }
}
