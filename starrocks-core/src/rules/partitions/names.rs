//! The names of partitions.

use crate::rules::subject::Findings;
use crate::rules::{Place, Rule};
use std::collections::BTreeSet;

pub(in crate::rules) static N_10: Rule = Rule {
    id: "N-10",
    title: "A partition name has 1 to 64 letters, digits and underscores, and starts with a letter or with _ and a letter or digit",
    reason: "Partition names appear unquoted in other statements; placeholder_ at the start is the server's own.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION _1 VALUES LESS THAN (\"10\"))",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION `p-1` VALUES LESS THAN (\"10\"))",
    code: 1567,
    ..Rule::ANALYZING
};

pub(in crate::rules) static N_11: Rule = Rule {
    id: "N-11",
    title: "Partition names differ in more than case",
    reason: "StarRocks compares partition names without case.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p1 VALUES LESS THAN (\"10\"), \
               PARTITION p2 VALUES LESS THAN (\"20\"))",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p1 VALUES LESS THAN (\"10\"), \
               PARTITION P1 VALUES LESS THAN (\"20\"))",
    ..Rule::ANALYZING
};

/// The names of the partitions so far.
#[derive(Default)]
pub(in crate::rules) struct Named {
    lowered: BTreeSet<String>,
}

impl Named {
    /// N-11 and N-10: one more partition.
    pub(in crate::rules) fn add(&mut self, name: &str, place: Place, found: &mut Findings<'_>) {
        if !self.lowered.insert(name.to_ascii_lowercase()) {
            found.push(N_11.broken(
                place,
                format!("Duplicated partition name: {name}"),
                "rename one of the two",
            ));
        }
        if !is_partition_name(name) {
            found.push(N_10.broken(
                place,
                format!("Incorrect partition name '{name}'"),
                "use up to 64 of A-Z a-z 0-9 _, a letter first",
            ));
        }
    }

    /// Whether [`Named::add`] would find nothing.
    pub(in crate::rules) fn is_good(&self, name: &str) -> bool {
        !self.lowered.contains(&name.to_ascii_lowercase()) && is_partition_name(name)
    }

    /// More partitions, about which nothing is said.
    pub(in crate::rules) fn remember(&mut self, names: &[String]) {
        self.lowered.extend(names.iter().map(|name| name.to_ascii_lowercase()));
    }
}

pub(in crate::rules) fn is_partition_name(name: &str) -> bool {
    let mut characters = name.chars();
    let word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let start = match characters.next() {
        Some('_') => characters.next().is_some_and(|second| second.is_ascii_alphanumeric()),
        Some(first) => first.is_ascii_alphabetic(),
        None => false,
    };
    start && name.chars().all(word) && name.len() <= 64 && !name.starts_with("placeholder_")
}
