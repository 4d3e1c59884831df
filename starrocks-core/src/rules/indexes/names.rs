//! The names of indexes.

use crate::rules::subject::{Findings, Subject, listed};
use crate::rules::{Place, Rule};
use std::collections::BTreeSet;

pub(in crate::rules) static N_12: Rule = Rule {
    id: "N-12",
    title: "An index name has 1 to 64 characters",
    reason: "Longer names do not fit the server's catalogue.",
    accepted: "CREATE TABLE t (k INT, v INT, INDEX `a b` (v)) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, v INT, INDEX `` (v)) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static N_13: Rule = Rule {
    id: "N-13",
    title: "Index names differ in more than case",
    reason: "An index is altered and dropped by its name, which is compared without case.",
    accepted: "CREATE TABLE t (a INT, b INT, INDEX i(a), INDEX j(b))",
    rejected: "CREATE TABLE t (a INT, b INT, INDEX i(a), INDEX I(b))",
    ..Rule::ANALYZING
};

/// N-12 of one index.
pub(in crate::rules) fn of_index(s: &Subject<'_>, index: usize, found: &mut Findings<'_>) {
    let name = &s.table.indexes[index].name;
    let place = Place::Index(index);
    if name.is_empty() {
        found.push(N_12.broken(place, "index name cannot be blank.", "give the index a name"));
    } else if name.encode_utf16().count() > 64 {
        found.push(N_12.broken(
            place,
            "index name too long, the index name length at most is 64.",
            "use at most 64 characters",
        ));
    }
}

/// N-13.
pub(in crate::rules) fn of_indexes(s: &Subject<'_>, found: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for (index, written) in s.table.indexes.iter().enumerate() {
        if !seen.insert(written.name.to_lowercase()) {
            found.push(N_13.broken(
                Place::Index(index),
                "index name must be unique",
                format!("rename one of {}", listed(s.table.indexes.iter().map(|index| index.name.as_ref()))),
            ));
        }
    }
}
