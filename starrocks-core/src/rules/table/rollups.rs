//! ROLLUP clauses.

use crate::rules::keys::short_key;
use crate::rules::properties::simple;
use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::{Place, Rule};
use crate::schema::{AggType, KeyModel, Rollup};

pub(in crate::rules) static N_15: Rule = Rule {
    id: "N-15",
    title: "A rollup is named unlike its table and unlike the other rollups",
    reason: "The table and its rollups are indexes of one table, found by their names; here case counts.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ROLLUP (r1 (k, v), R1 (v, k))",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ROLLUP (r1 (k, v), r1 (v, k))",
    ..Rule::BARE
};

pub(in crate::rules) static R_01: Rule = Rule {
    id: "R-01",
    title: "Every column of a rollup is a column of the table, written in its case",
    reason: "A rollup repeats columns of its table; here the server compares names with case.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ROLLUP (r (v, k))",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ROLLUP (r (V, k))",
    ..Rule::BARE
};

pub(in crate::rules) static R_02: Rule = Rule {
    id: "R-02",
    title: "A rollup of an AGGREGATE or UNIQUE KEY table has key columns, and has them first",
    reason: "Its rows are merged by its own key.",
    accepted: "CREATE TABLE t (a INT, b INT, v INT SUM) AGGREGATE KEY(a, b) DISTRIBUTED BY HASH(a) ROLLUP (r (b, v))",
    rejected: "CREATE TABLE t (a INT, b INT, v INT SUM) AGGREGATE KEY(a, b) DISTRIBUTED BY HASH(a) ROLLUP (r (v, b))",
    ..Rule::BARE
};

pub(in crate::rules) static R_03: Rule = Rule {
    id: "R-03",
    title: "A rollup of a UNIQUE KEY table has all key columns",
    reason: "With fewer of them rows would be replaced that are not the same.",
    accepted: "CREATE TABLE t (a INT, b INT, v INT) UNIQUE KEY(a, b) DISTRIBUTED BY HASH(a) ROLLUP (r (b, a, v))",
    rejected: "CREATE TABLE t (a INT, b INT, v INT) UNIQUE KEY(a, b) DISTRIBUTED BY HASH(a) ROLLUP (r (a, v))",
    ..Rule::BARE
};

pub(in crate::rules) static R_04: Rule = Rule {
    id: "R-04",
    title: "A rollup with a REPLACE column has all key columns",
    reason: "With fewer of them values would be replaced that belong to other rows.",
    accepted: "CREATE TABLE t (a INT, b INT, v INT REPLACE) AGGREGATE KEY(a, b) DISTRIBUTED BY HASH(a) ROLLUP (r (b, a, v))",
    rejected: "CREATE TABLE t (a INT, b INT, v INT REPLACE) AGGREGATE KEY(a, b) DISTRIBUTED BY HASH(a) ROLLUP (r (a, v))",
    ..Rule::BARE
};

pub(in crate::rules) static R_05: Rule = Rule {
    id: "R-05",
    title: "DUPLICATE KEY of a rollup names its first columns",
    reason: "The rows of the rollup are sorted by them.",
    accepted: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) ROLLUP (r (b, a) DUPLICATE KEY(b))",
    rejected: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) ROLLUP (r (b, a) DUPLICATE KEY(a))",
    ..Rule::BARE
};

pub(in crate::rules) static R_06: Rule = Rule {
    id: "R-06",
    title: "A rollup of a DUPLICATE KEY table does not start with a FLOAT, DOUBLE, ARRAY, MAP or STRUCT",
    reason: "Its first column starts its index entries.",
    accepted: "CREATE TABLE t (k INT, x DOUBLE) DUPLICATE KEY(k) ROLLUP (r (k, x))",
    rejected: "CREATE TABLE t (k INT, x DOUBLE) DUPLICATE KEY(k) ROLLUP (r (x, k))",
    ..Rule::BARE
};

pub(in crate::rules) static R_07: Rule = Rule {
    id: "R-07",
    title: "A PRIMARY KEY table has no rollup",
    reason: "Its rows are found and replaced by the primary key index, which a rollup does not have.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ROLLUP (r (k, v))",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) ROLLUP (r (k, v))",
    ..Rule::BARE
};

/// The rules of this file, one rollup after the other.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    for (position, rollup) in s.table.rollups.iter().enumerate() {
        let place = Place::Rollup(position);
        named(s, position, found);
        if s.model == KeyModel::Primary {
            found.push(R_07.broken(
                place,
                "Unknown error",
                "leave ROLLUP out; a materialized view can serve the same queries",
            ));
            return;
        }
        if let Some(value) = rollup.properties.get("storage_type") {
            simple::storage_type(s, place, value, found);
        }
        columns(s, place, rollup, found);
    }
}

/// what a rollup repeats of the columns of `s`.
pub(in crate::rules) fn columns(s: &Subject<'_>, place: Place, rollup: &Rollup, found: &mut Findings<'_>) {
    match s.model {
        KeyModel::Aggregate | KeyModel::Unique => merging(s, place, rollup, found),
        _ => duplicate(s, place, rollup, found),
    }
    found.push_if(short_key::of_rollup(s, place, rollup));
}

///
fn merging(s: &Subject<'_>, place: Place, rollup: &Rollup, found: &mut Findings<'_>) {
    let mut keys = 0;
    let mut value: Option<Numbered<'_>> = None;
    let mut replaces = false;
    for name in rollup.columns.iter() {
        let Some(c) = s.column_exact(name) else {
            if !s.is_hidden(name) {
                found.push(R_01.broken(
                    place,
                    format!("Column[{name}] does not exist"),
                    s.help_for_unknown(name),
                ));
            }
            return;
        };
        if c.is_key() {
            keys += 1;
            if let Some(value) = value {
                found.push(R_02.broken(
                    place,
                    "Invalid column order. value should be after key",
                    format!("write `{name}` before `{}`", value.column.name),
                ));
                return;
            }
        } else {
            value = Some(c);
            replaces |= matches!(c.column.aggregate, Some(AggType::Replace | AggType::ReplaceIfNotNull));
        }
    }
    let all_keys = s.columns().filter(Numbered::is_key).count();
    if keys == 0 {
        found.push(R_02.broken(place, "No key column is found", "name a key column first"));
    } else if s.model == KeyModel::Unique && keys < all_keys {
        found.push(R_03.broken(
            place,
            "Rollup should contains all unique keys in basetable",
            "name all key columns",
        ));
    } else if s.model == KeyModel::Aggregate && replaces && keys < all_keys {
        found.push(R_04.broken(
            place,
            "Rollup should contains all keys if there is a REPLACE value",
            "name all key columns, or leave the REPLACE column out",
        ));
    }
}

///
fn duplicate(s: &Subject<'_>, place: Place, rollup: &Rollup, found: &mut Findings<'_>) {
    let keys = rollup.duplicate_key.as_ref();
    if keys.len() > rollup.columns.len() {
        found.push(R_05.broken(
            place,
            "Num of duplicate keys should less than or equal to num of rollup columns.",
            "name only columns of the rollup",
        ));
        return;
    }
    if !rollup.columns.starts_with(keys)
        && rollup.columns.iter().zip(keys).any(|(column, key)| !column.eq_ignore_ascii_case(key))
    {
        found.push(R_05.broken(
            place,
            "Duplicate keys should be the prefix of rollup columns",
            format!("write DUPLICATE KEY({})", rollup.columns[..keys.len()].join(", ")),
        ));
        return;
    }
    for name in rollup.columns.iter() {
        if s.column_exact(name).is_none() && !s.is_hidden(name) {
            found.push(R_01.broken(
                place,
                match keys {
                    [] => format!("Column[{name}] does not exist in base index"),
                    _ => format!("Column[{name}] does not exist"),
                },
                s.help_for_unknown(name),
            ));
            return;
        }
    }
    let first = rollup.columns.first().and_then(|name| s.column_exact(name));
    if let Some(first) = first
        && !first.column.data_type.may_lead_a_sort_key()
    {
        found.push(R_06.broken(
            place,
            format!("Data type of first column cannot be {}", first.column.data_type.server_name()),
            "let the rollup start with another column",
        ));
    }
}

/// N-15.
fn named(s: &Subject<'_>, index: usize, found: &mut Findings<'_>) {
    let rollups = &s.table.rollups;
    let name = &rollups[index].name;
    if name.is_empty() {
        found.push(N_15.unwise(
            Place::Rollup(index),
            "A rollup without a name cannot be dropped or altered",
            "give the rollup a name",
        ));
    }
    if *name == s.table.name.name || rollups[..index].iter().any(|other| other.name == *name) {
        found.push(N_15.broken(
            Place::Rollup(index),
            format!("Rollup index[{name}] already exists"),
            "rename the rollup",
        ));
    }
}
