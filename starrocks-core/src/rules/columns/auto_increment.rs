//! AUTO_INCREMENT columns.

use crate::rules::indexes::full_text::is_clucene;
use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::{Place, Rule, RunMode};
use crate::schema::{ColumnValue, DataType, Nullability};

pub(in crate::rules) static AI_01: Rule = Rule {
    id: "AI-01",
    title: "An AUTO_INCREMENT column is a BIGINT",
    reason: "The server hands out ids in ranges of 64 bits.",
    accepted: "CREATE TABLE t (id BIGINT AUTO_INCREMENT, v INT) PRIMARY KEY(id)",
    rejected: "CREATE TABLE t (id INT AUTO_INCREMENT, v INT) PRIMARY KEY(id)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AI_02: Rule = Rule {
    id: "AI-02",
    title: "A table has at most one AUTO_INCREMENT column",
    reason: "A table has one counter.",
    accepted: "CREATE TABLE t (id BIGINT AUTO_INCREMENT, v BIGINT)",
    rejected: "CREATE TABLE t (id BIGINT AUTO_INCREMENT, v BIGINT AUTO_INCREMENT)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AI_03: Rule = Rule {
    id: "AI-03",
    title: "An AUTO_INCREMENT column is NOT NULL",
    reason: "Every row gets a number. It is NOT NULL without saying so.",
    accepted: "CREATE TABLE t (id BIGINT NOT NULL AUTO_INCREMENT, v INT)",
    rejected: "CREATE TABLE t (id BIGINT NULL AUTO_INCREMENT, v INT)",
    ..Rule::SYNTAX
};

pub(in crate::rules) static AI_04: Rule = Rule {
    id: "AI-04",
    title: "A table with an AUTO_INCREMENT column uses replicated storage",
    reason: "Only one replica may draw the numbers; the others copy its data.",
    setting: Some("enable_replicated_storage_as_default_engine"),
    accepted: "CREATE TABLE t (id BIGINT AUTO_INCREMENT) PROPERTIES (\"replicated_storage\" = \"true\")",
    rejected: "CREATE TABLE t (id BIGINT AUTO_INCREMENT) PROPERTIES (\"replicated_storage\" = \"false\")",
    ..Rule::BARE
};

pub(in crate::rules) static AI_05: Rule = Rule {
    id: "AI-05",
    title: "A table with an AUTO_INCREMENT column has no CLucene full-text index",
    reason: "Such an index turns replicated storage off, which the numbers need.",
    accepted: "CREATE TABLE t (id BIGINT AUTO_INCREMENT, s STRING, INDEX i(s) USING BITMAP) DUPLICATE KEY(id)",
    rejected: "CREATE TABLE t (id BIGINT AUTO_INCREMENT, s STRING, INDEX i(s) USING GIN) DUPLICATE KEY(id)",
    ..Rule::BARE
};

fn is_auto_increment(c: &Numbered<'_>) -> bool {
    c.column.value == ColumnValue::AutoIncrement
}

/// AI-03, while the statement is parsed.
pub(in crate::rules) fn parsed(c: &Numbered<'_>, found: &mut Findings<'_>) {
    if is_auto_increment(c) && c.column.nullability == Nullability::Null {
        found.push(AI_03.broken(
            Place::ColumnNullability(c.index),
            format!("AUTO_INCREMENT column {} must be NOT NULL", c.column.name),
            "make it NOT NULL",
        ));
    }
}

/// AI-02.
pub(in crate::rules) fn count(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some(second) = s.columns().filter(is_auto_increment).nth(1) {
        found.push(AI_02.broken(
            Place::ColumnValue(second.index),
            "More than one AUTO_INCREMENT column defined in CREATE TABLE Statement",
            format!("leave AUTO_INCREMENT out of `{}`", second.column.name),
        ));
    }
}

/// AI-01.
pub(in crate::rules) fn data_type(c: &Numbered<'_>, found: &mut Findings<'_>) {
    let is_known = !matches!(c.column.data_type, DataType::Other(_) | DataType::Inferred);
    if is_auto_increment(c) && is_known && c.column.data_type != DataType::BigInt {
        found.push(AI_01.broken(
            Place::ColumnType(c.index),
            "The AUTO_INCREMENT column must be BIGINT",
            "use BIGINT",
        ));
    }
}

/// AI-04 and AI-05, when the table is created.
pub(in crate::rules) fn storage(s: &Subject<'_>, found: &mut Findings<'_>) {
    if s.options.run_mode == RunMode::SharedData {
        return;
    }
    let Some(c) = s.columns().find(is_auto_increment) else {
        return;
    };
    let message =
        "Table with AUTO_INCREMENT column must use Replicated Storage  and not compatible with GIN Index";
    if let Some((index, value)) = s.property("replicated_storage")
        && !value.eq_ignore_ascii_case("true")
    {
        found.push(AI_04.broken(Place::Property(index), message, "leave `replicated_storage` out"));
    }
    let clucene = s.table.indexes.iter().position(is_clucene);
    if let Some(index) = clucene {
        found.push(AI_05.broken(
            Place::Index(index),
            message,
            format!(
                "use the built-in library, (\"imp_lib\" = \"builtin\"), or leave AUTO_INCREMENT out of `{}`",
                c.column.name
            ),
        ));
    }
}
