//! Generated columns: `AS expression`.

use super::expression_types;
use crate::rules::subject::{Findings, Numbered, Subject, listed};
use crate::rules::{Envelope, Place, Rule};
use crate::schema::{KeyModel, Nullability};

pub(in crate::rules) static G_01: Rule = Rule {
    id: "G-01",
    title: "An AGGREGATE KEY table has no generated column",
    reason: "Its rows are merged after they are computed, so that the computed value would no longer be right.",
    accepted: "CREATE TABLE t (k INT, v INT, m INT AS (k)) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v INT SUM, m INT REPLACE AS (k)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static G_02: Rule = Rule {
    id: "G-02",
    title: "A generated column is no key column",
    reason: "A row is found by its key before its columns are computed.",
    accepted: "CREATE TABLE t (k INT, m INT AS (k)) PRIMARY KEY(k)",
    rejected: "CREATE TABLE t (k INT, m INT AS (k)) PRIMARY KEY(k, m)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static G_03: Rule = Rule {
    id: "G-03",
    title: "A generated column may be NULL",
    reason: "An expression may have no value.",
    accepted: "CREATE TABLE t (k INT, m INT NULL AS (k))",
    rejected: "CREATE TABLE t (k INT, m INT NOT NULL AS (k))",
    ..Rule::SYNTAX
};

pub(in crate::rules) static G_04: Rule = Rule {
    id: "G-04",
    title: "Generated columns come last",
    reason: "They are computed from the columns before them.",
    accepted: "CREATE TABLE t (k INT, v INT, m INT AS (k)) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, m INT AS (k), v INT) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static G_12: Rule = Rule {
    id: "G-12",
    title: "Only a native or an Iceberg table has generated columns",
    reason: "The other engines read data that somebody else writes.",
    accepted: "CREATE TABLE t (k INT, m INT AS (k)) ENGINE = OLAP",
    rejected: "CREATE TABLE t (k INT, m INT AS (k)) ENGINE = MYSQL",
    ..Rule::ANALYZING
};

/// G-03, and G-02 for the inline KEY, while the statement is parsed.
pub(in crate::rules) fn parsed(c: &Numbered<'_>, found: &mut Findings<'_>) {
    if !c.column.is_generated() {
        return;
    }
    if c.column.nullability == Nullability::NotNull {
        found.push(G_03.broken(
            Place::ColumnNullability(c.index),
            "Generated Column must be nullable column",
            "make it NULL",
        ));
    }
    if c.column.key {
        let finding =
            G_02.broken(Place::ColumnKey(c.index), "Generated Column can not be KEY", "leave KEY out");
        found.push(finding.enveloped(Envelope::Syntax));
    }
}

/// G-12, G-01, G-02, G-04, and the expressions.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    let generated: Vec<Numbered<'_>> = s.columns().filter(|c| c.column.is_generated()).collect();
    let Some(first) = generated.first() else {
        return;
    };
    let iceberg = s.table.engine.as_ref().is_some_and(|engine| engine.eq_ignore_ascii_case("iceberg"));
    if !s.is_olap() && !iceberg {
        found.push(G_12.broken(
            Place::ColumnValue(first.index),
            "Generated Column only support olap/iceberg table",
            "leave the generated columns out",
        ));
        return;
    }
    if s.model == KeyModel::Aggregate {
        found.push(G_01.broken(
            Place::ColumnValue(first.index),
            "Generated Column does not support AGG table",
            "compute the value in a view, or choose another key model",
        ));
    }
    let late = s.columns().find(|c| c.index > first.index && !c.column.is_generated());
    for c in s.columns().skip(first.index) {
        if late.is_some_and(|late| late.index == c.index) {
            found.push(G_04.broken(
                Place::Column(c.index),
                "All generated columns must be defined after ordinary columns",
                format!("move {} to the end", listed(generated.iter().map(|c| c.column.name.as_ref()))),
            ));
        }
        if !c.column.is_generated() {
            continue;
        }
        if c.in_key {
            found.push(G_02.broken(
                Place::ColumnValue(c.index),
                format!("Generated Column {} can not be KEY", c.column.name),
                format!("take `{}` out of the key", c.column.name),
            ));
        }
        expression_types::of_generated(s, &c, found);
    }
}
