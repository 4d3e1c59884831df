//! What may a column be? Here: the inline KEY, the key type, NULL.
//!
//! | question | file |
//! |---|---|
//! | which types are there? | `types.rs`, their lengths and precisions in `lengths.rs` |
//! | which type may serve where? | `capability.rs` |
//! | how do messages name a type? | `type_name.rs` |
//! | the aggregates of value columns | `aggregates.rs` |
//! | AUTO_INCREMENT | `auto_increment.rs` |
//! | generated columns | `generated.rs` |
//! | what the expressions of generated columns and partitions give | `expression_types.rs` |
//!
//! DEFAULT has a folder of its own, and so have the names.

pub(in crate::rules) mod aggregates;
pub(in crate::rules) mod auto_increment;
pub(in crate::rules) mod capability;
pub(in crate::rules) mod expression_types;
pub(in crate::rules) mod generated;
pub(in crate::rules) mod lengths;
pub(in crate::rules) mod type_name;
pub(in crate::rules) mod types;

use crate::rules::keys::K_11;
use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::{Place, Rule, Severity};
use crate::schema::{AggType, ColumnValue, DataType, DefaultValue, KeyModel, Nullability};
use types::T_16;

pub(in crate::rules) static C_03: Rule = Rule {
    id: "C-03",
    title: "A NOT NULL column has no DEFAULT NULL",
    reason: "The default would not fit the column.",
    accepted: "CREATE TABLE t (k INT, v INT DEFAULT NULL) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, v INT NOT NULL DEFAULT NULL) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static C_04: Rule = Rule {
    id: "C-04",
    title: "A primary key column has no DEFAULT NULL",
    reason: "A primary key column is NOT NULL without saying so.",
    accepted: "CREATE TABLE t (k INT DEFAULT '0', v INT) PRIMARY KEY(k)",
    rejected: "CREATE TABLE t (k INT DEFAULT NULL, v INT) PRIMARY KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static C_05: Rule = Rule {
    id: "C-05",
    title: "A column with REPLACE_IF_NOT_NULL may be NULL",
    reason: "NULL is what says that the old value stays. The server makes the column nullable, whatever is written.",
    accepted: "CREATE TABLE t (k INT, v INT REPLACE_IF_NOT_NULL NULL) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v INT REPLACE_IF_NOT_NULL NOT NULL) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    severity: Severity::Warning,
    ..Rule::ANALYZING
};

pub(in crate::rules) static C_07: Rule = Rule {
    id: "C-07",
    title: "An inline KEY stands directly behind the key columns",
    reason: "It makes the key longer, and the key is a prefix of the columns.",
    accepted: "CREATE TABLE t (a INT, b INT KEY, c INT) DUPLICATE KEY(a)",
    rejected: "CREATE TABLE t (a INT, b INT, c INT KEY) DUPLICATE KEY(a)",
    code: 5003,
    ..Rule::BARE
};

pub(in crate::rules) static C_08: Rule = Rule {
    id: "C-08",
    title: "A value column has no inline KEY",
    reason: "The key clause says which columns are keys; in UNIQUE, PRIMARY and AGGREGATE KEY tables all others have an aggregate, \
             if only an implied REPLACE.",
    accepted: "CREATE TABLE t (k INT KEY, v INT) PRIMARY KEY(k)",
    rejected: "CREATE TABLE t (k INT, v INT KEY) PRIMARY KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static C_09: Rule = Rule {
    id: "C-09",
    title: "A column with an inline KEY has a type with an order",
    reason: "It is a key column like one of the key clause, see K-11.",
    accepted: "CREATE TABLE t (a INT, b BIGINT KEY, c INT) DUPLICATE KEY(a)",
    rejected: "CREATE TABLE t (a INT, b ARRAY<INT> KEY, c INT) DUPLICATE KEY(a)",
    ..Rule::ANALYZING
};

/// K-11, C-08 and C-09: what a key column may be.
pub(in crate::rules) fn key_type(s: &Subject<'_>, c: &Numbered<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() || !c.is_key() {
        return;
    }
    let (index, name) = (c.index, &c.column.name);
    // A type that cannot be a primary key has been refused by K-12 already.
    let said = found.has("K-12", Place::ColumnType(index));
    if !said && !c.column.data_type.may_be_key(KeyModel::Duplicate) {
        use crate::schema::DataType::{Double, Float};
        let rule = match (&c.column.data_type, c.in_key) {
            (DataType::Json, _) => &T_16,
            (_, true) => &K_11,
            (_, false) => &C_09,
        };
        let (hint, help) = match c.column.data_type {
            Float | Double => (", use decimal instead", "use DECIMAL"),
            _ => ("", "take it out of the key"),
        };
        found.push(rule.broken(
            Place::ColumnType(index),
            format!("Invalid data type of key column '{name}': '{}'{hint}", c.column.data_type.server_name()),
            help,
        ));
    }
    if !c.in_key {
        let aggregate = match (s.model, &c.column.aggregate) {
            (_, Some(AggType::State(_))) => Some("AGG_STATE_UNION"),
            (KeyModel::Duplicate, _) => None,
            (_, Some(aggregate)) => aggregate.keyword(),
            (KeyModel::Aggregate, None) => None,
            (_, None) => Some("REPLACE"),
        };
        if let Some(aggregate) = aggregate {
            found.push(C_08.broken(
                Place::ColumnKey(index),
                format!("Cannot specify aggregate function '{aggregate}' for key column '{name}'"),
                format!("leave KEY out, or name `{name}` in the key clause"),
            ));
        }
    }
}

/// C-03 and C-04: DEFAULT NULL needs a column that may be NULL.
pub(in crate::rules) fn default_null(s: &Subject<'_>, c: &Numbered<'_>, found: &mut Findings<'_>) {
    if c.column.aggregate == Some(AggType::ReplaceIfNotNull) && c.column.nullability == Nullability::NotNull {
        found.push(C_05.broken(
            Place::ColumnNullability(c.index),
            format!("The server makes '{}' nullable: REPLACE_IF_NOT_NULL needs NULL", c.column.name),
            "write NULL",
        ));
    }
    if c.column.value != ColumnValue::Default(DefaultValue::Null) {
        return;
    }
    let message = format!("Invalid default value for '{}'", c.column.name);
    if c.column.nullability == Nullability::NotNull {
        found.push(C_03.broken(
            Place::ColumnValue(c.index),
            message,
            "leave DEFAULT NULL out, or make the column NULL",
        ));
    } else if s.model == KeyModel::Primary && c.in_key && c.column.nullability == Nullability::Unspecified {
        found.push(C_04.broken(Place::ColumnValue(c.index), message, "leave DEFAULT NULL out"));
    }
}

/// C-07, when the table is created.
pub(in crate::rules) fn keys_first(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    let Some(value) = s.columns().find(|c| !c.is_key()) else {
        return;
    };
    if let Some(late) = s.columns().find(|c| c.index > value.index && c.column.key && !c.in_key) {
        found.push(C_07.broken(
            Place::ColumnKey(late.index),
            "Key column must before value column",
            format!("leave KEY out, or move `{}` before `{}`", late.column.name, value.column.name),
        ));
    }
}
