//! ORDER BY: the sort key.

use crate::rules::subject::{Findings, Subject, listed};
use crate::rules::{Envelope, Place, Rule};
use crate::schema::KeyModel;
use std::collections::BTreeSet;

pub(in crate::rules) static O_02: Rule = Rule {
    id: "O-02",
    title: "Every ORDER BY column is a column of the table",
    reason: "In PRIMARY, AGGREGATE and UNIQUE KEY tables the name must be written as the column's, case included.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ORDER BY (V)",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) ORDER BY (V)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static O_03: Rule = Rule {
    id: "O-03",
    title: "ORDER BY names each column once",
    reason: "A second time changes nothing in the order.",
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) ORDER BY (v, k)",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) ORDER BY (v, k, v)",
    ..Rule::BARE
};

pub(in crate::rules) static O_04: Rule = Rule {
    id: "O-04",
    title: "An ORDER BY column of a PRIMARY KEY table has a type that the sort key encodes",
    reason: "BOOLEAN, the integers, VARCHAR, VARBINARY, DATE and DATETIME are; CHAR and DECIMAL are not.",
    accepted: "CREATE TABLE t (k INT, v DATE) PRIMARY KEY(k) ORDER BY (v)",
    rejected: "CREATE TABLE t (k INT, v DECIMAL(10,2)) PRIMARY KEY(k) ORDER BY (v)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static O_05: Rule = Rule {
    id: "O-05",
    title: "ORDER BY of an AGGREGATE or UNIQUE KEY table names just the key columns",
    reason: "Rows are merged in the order in which they lie, so that rows of one key must be neighbours. Their order is free.",
    accepted: "CREATE TABLE t (a INT, b INT, v INT) UNIQUE KEY(a, b) DISTRIBUTED BY HASH(a) ORDER BY (b, a)",
    rejected: "CREATE TABLE t (a INT, b INT, v INT) UNIQUE KEY(a, b) DISTRIBUTED BY HASH(a) ORDER BY (b)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static O_06: Rule = Rule {
    id: "O-06",
    title: "ORDER BY of a DUPLICATE KEY table does not start with a FLOAT, DOUBLE, ARRAY, MAP or STRUCT",
    reason: "The first sort column starts the index entries of the table.",
    accepted: "CREATE TABLE t (k INT, v DOUBLE) DUPLICATE KEY(k) ORDER BY (k, v)",
    rejected: "CREATE TABLE t (k INT, v DOUBLE) DUPLICATE KEY(k) ORDER BY (v)",
    ..Rule::BARE
};

/// O-02, O-04 and O-05, from the clause alone; DUPLICATE KEY tables are looked at when they are created.
pub(in crate::rules) fn clause(s: &Subject<'_>, found: &mut Findings<'_>) {
    if s.table.order_by.is_empty() || !s.is_olap() || s.model == KeyModel::Duplicate {
        return;
    }
    let mut all_exist = true;
    for (position, name) in s.table.order_by.iter().enumerate() {
        let place = Place::OrderByColumn(position);
        match s.column_exact(name) {
            None => {
                all_exist = false;
                found.push(O_02.broken(
                    place,
                    format!("Unknown column '{name}' does not exist"),
                    s.help_for_unknown(name),
                ));
            }
            Some(c) if s.model == KeyModel::Primary && !c.column.data_type.may_be_sorted_by(s.model) => {
                found.push(O_04.broken(
                    place,
                    format!(
                        "sort key column[{name}] type not supported: {}",
                        c.column.data_type.server_sql()
                    ),
                    "choose another column, or another type for this one",
                ));
            }
            Some(_) => {}
        }
    }
    if s.model == KeyModel::Primary || !all_exist {
        return;
    }
    let keys = || s.key.iter().flat_map(|key| key.columns.iter());
    // Beside ORDER BY, the key clause too must be written as the columns are.
    for (position, name) in keys().enumerate() {
        if s.column_exact(name).is_none()
            && let Some(c) = s.column(name)
        {
            found.push(O_02.broken(
                Place::KeyColumn(position),
                format!("Unknown column '{name}' does not exist"),
                format!("write `{}`", c.column.name),
            ));
            return;
        }
    }
    let is_key = |name: &str| keys().any(|key| key == name);
    let is_sorted = |name: &str| s.table.order_by.iter().any(|other| other == name);
    let other = s.table.order_by.iter().position(|name| !is_key(name));
    if other.is_some() || !keys().all(|key| is_sorted(key)) {
        found.push(O_05.broken(
            other.map_or(Place::OrderBy, Place::OrderByColumn),
            format!("The sort columns of {} KEY table must be same with key columns", s.model.keyword()),
            format!("name just {}, in any order", listed(keys().map(AsRef::as_ref))),
        ));
    }
}

/// O-02 for DUPLICATE KEY tables, O-03 and O-06, when the table is created.
pub(in crate::rules) fn columns(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    let order_by = &s.table.order_by;
    let mut seen = BTreeSet::new();
    for (position, name) in order_by.iter().enumerate() {
        let place = Place::OrderByColumn(position);
        let known = s.position(name);
        if known.is_none() && s.model == KeyModel::Duplicate {
            let finding = O_02.broken(
                place,
                format!("Invalid column '{name}': not exists in all columns."),
                s.help_for_unknown(name),
            );
            found.push(finding.enveloped(Envelope::Bare));
        }
        if known.is_some_and(|column| !seen.insert(column)) {
            found.push(O_03.broken(
                place,
                format!("Duplicate sort key column {name} is not allowed."),
                "name it once",
            ));
        }
    }
    if s.model == KeyModel::Duplicate
        // With a number of short key columns the server does not look for one.
        && s.property("short_key").is_none()
        && let Some(first) = order_by.first().and_then(|name| s.column(name))
        && !first.column.data_type.may_lead_a_sort_key()
        && let Some(first_of_table) = s.table.columns.first()
    {
        found.push(O_06.broken(
            Place::OrderByColumn(0),
            // The server names the type of the table's first column, not that of the sort column.
            format!("Data type of first column cannot be {}", first_of_table.data_type.server_name()),
            format!("let ORDER BY start with another column than `{}`", first.column.name),
        ));
    }
}
