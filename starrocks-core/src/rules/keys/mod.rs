//! Which columns are the key, and in which order do rows lie? Here: the key clause, its model, columns, order and types.
//!
//! | question | file |
//! |---|---|
//! | which key has a table that declares none? | `inferred.rs` |
//! | ORDER BY | `order_by.rs` |
//! | how many columns are in the entries of the table's index? | `short_key.rs` |

pub(in crate::rules) mod inferred;
pub(in crate::rules) mod order_by;
pub(in crate::rules) mod short_key;

use crate::rules::subject::{Findings, Subject, listed};
use crate::rules::{Place, Rule};
use crate::schema::{AggType, Column, DataType, DecimalKind, Key, KeyModel, Nullability};
use std::collections::BTreeSet;

pub(in crate::rules) static K_03: Rule = Rule {
    id: "K-03",
    title: "Without a key clause, the first column has a type that can be a key",
    reason: "A table without a key clause is a DUPLICATE KEY table whose key is its first columns; a type that has no \
             order cannot start it, not even when ORDER BY is given.",
    accepted: "CREATE TABLE t (k INT, f FLOAT)",
    rejected: "CREATE TABLE t (f FLOAT, k INT)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_04: Rule = Rule {
    id: "K-04",
    title: "Without a key clause, the columns without an aggregate come first",
    reason: "A table in which a column has an aggregate is an AGGREGATE KEY table whose key is every column without one, and \
             key columns come first.",
    accepted: "CREATE TABLE t (k INT, v INT SUM) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (v INT SUM, k INT) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_05: Rule = Rule {
    id: "K-05",
    title: "A table has at least one key column",
    reason: "An AGGREGATE KEY table merges the rows of one key; without a key there is nothing to merge by.",
    accepted: "CREATE TABLE t (k INT, v INT SUM) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (v INT SUM)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_06: Rule = Rule {
    id: "K-06",
    title: "The key has no more columns than the table",
    reason: "Every key column is a column of the table.",
    accepted: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a, b)",
    rejected: "CREATE TABLE t (a INT) DUPLICATE KEY(a, b)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_07: Rule = Rule {
    id: "K-07",
    title: "Every key column is a column of the table",
    reason: "The key clause names columns; it does not define them.",
    accepted: "CREATE TABLE t (page_id INT, v INT) DUPLICATE KEY(PAGE_ID)",
    rejected: "CREATE TABLE t (page_id INT, v INT) DUPLICATE KEY(pageid)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_08: Rule = Rule {
    id: "K-08",
    title: "The key columns are the first columns of the table, in their order",
    reason: "Rows are stored in the order of the key, and the key is a prefix of the columns.",
    accepted: "CREATE TABLE t (a INT, b INT, c INT) PRIMARY KEY(a, b)",
    rejected: "CREATE TABLE t (a INT, b INT, c INT) PRIMARY KEY(b, a)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_09: Rule = Rule {
    id: "K-09",
    title: "A key column has no aggregate",
    reason: "Rows are merged by their key; only the columns beside the key have values to merge.",
    accepted: "CREATE TABLE t (k INT, v INT SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT SUM, v INT SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_11: Rule = Rule {
    id: "K-11",
    title: "A key column of a DUPLICATE, AGGREGATE or UNIQUE KEY table has a type with an order",
    reason: "Rows are sorted by their key: floating-point, semi-structured and sketch types cannot be.",
    accepted: "CREATE TABLE t (a INT, b DECIMAL(10,2), v INT) DUPLICATE KEY(a, b)",
    rejected: "CREATE TABLE t (a INT, b DOUBLE, v INT) DUPLICATE KEY(a, b)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_12: Rule = Rule {
    id: "K-12",
    title: "A primary key column is a BOOLEAN, an integer, a VARCHAR, a DATE or a DATETIME",
    reason: "The primary key index encodes these types only; CHAR, DECIMAL and VARBINARY, which can be keys of the other \
             models, it does not.",
    accepted: "CREATE TABLE t (k VARCHAR(20), v INT) PRIMARY KEY(k)",
    rejected: "CREATE TABLE t (k DECIMAL(10,2), v INT) PRIMARY KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static C_02: Rule = Rule {
    id: "C-02",
    title: "A primary key column is not NULL",
    reason: "A row of a PRIMARY KEY table is found by its key, and NULL equals nothing. A primary key column is NOT NULL without \
             saying so.",
    accepted: "CREATE TABLE t (k INT NOT NULL, v INT NULL) PRIMARY KEY(k)",
    rejected: "CREATE TABLE t (k INT NULL, v INT) PRIMARY KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_14: Rule = Rule {
    id: "K-14",
    title: "Every value column of an AGGREGATE KEY table has an aggregate",
    reason: "Rows with the same key are merged into one, and each value column must say how.",
    accepted: "CREATE TABLE t (k INT, v INT SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v INT) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_15: Rule = Rule {
    id: "K-15",
    title: "Only an AGGREGATE KEY table has columns with an aggregate",
    reason: "A DUPLICATE KEY table keeps all rows, and UNIQUE and PRIMARY KEY tables keep the last one. REPLACE, which says just \
             that, is tolerated.",
    accepted: "CREATE TABLE t (k INT, v INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v INT SUM) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static K_17: Rule = Rule {
    id: "K-17",
    title: "Only a native table has a key clause",
    reason: "A table of another engine is stored elsewhere, and so is its key.",
    accepted: "CREATE TABLE t (k INT, v INT) ENGINE = OLAP DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, v INT) ENGINE = MYSQL PRIMARY KEY(k)",
    ..Rule::ANALYZING
};

/// The key clause, written or inferred, and the aggregates that follow from it.
pub(in crate::rules) fn clause(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        if let (Some(_), Some(engine)) = (&s.table.key, &s.table.engine) {
            found.push(K_17.broken(
                Place::Key,
                format!("Create {} table should not contain keys desc", engine.to_lowercase()),
                "leave the key clause out",
            ));
        }
        return;
    }
    let Some(key) = s.key.as_deref() else {
        first_column(s, found);
        return;
    };
    if key.columns.is_empty() {
        found.push(K_05.broken(
            Place::Key,
            "The number of key columns is 0.",
            "put a column without an aggregate first",
        ));
        return;
    }
    if key.columns.len() > s.table.columns.len() {
        found.push(K_06.broken(
            Place::Key,
            "The number of key columns should be less than the number of columns.",
            "name each key column once, and only columns of the table",
        ));
    }
    key_columns(s, key, found);
    for c in s.columns().filter(|c| !c.in_key) {
        value_column(key.model, c.index, c.column, found);
    }
}

/// Nothing could be inferred: the first column is to blame.
fn first_column(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(first) = s.table.columns.first() else {
        return;
    };
    if first.is_generated() || !first.data_type.may_be_key(KeyModel::Duplicate) {
        let can = s.columns().find(|numbered| numbered.column.data_type.may_be_key(KeyModel::Duplicate));
        let help = match can {
            Some(other) => format!("put `{}` first, or write a key clause", other.column.name),
            None => "add a column whose type can be a key, and put it first".to_owned(),
        };
        found.push(K_03.broken(
            Place::ColumnType(0),
            format!("Data type of first column cannot be {}", first.data_type.server_name()),
            help,
        ));
    }
}

/// K-07, K-08, K-09, C-02 and K-12, one key column after the other.
fn key_columns(s: &Subject<'_>, key: &Key, found: &mut Findings<'_>) {
    let mut said = false;
    let mut seen = BTreeSet::new();
    for (position, name) in key.columns.iter().enumerate() {
        let Some(c) = s.column(name) else {
            found.push(K_07.broken(
                Place::KeyColumn(position),
                format!("Key column({name}) doesn't exist."),
                s.help_for_unknown(name),
            ));
            continue;
        };
        if c.index != position && !said {
            said = true;
            let (rule, place) = match s.table.key {
                Some(_) => (&K_08, Place::KeyColumn(position)),
                None => (&K_04, Place::Column(c.index)),
            };
            found.push(rule.broken(
                place,
                "Key columns must be the first few columns of the schema and the order  of the key columns must be \
                 consistent with the order of the schema",
                order_help(s, key),
            ));
        }
        if seen.insert(c.index) {
            key_column(key.model, c.index, c.column, found);
        }
    }
}

/// The order to write: that of the table when the key columns are its first ones, else the columns to move.
fn order_help(s: &Subject<'_>, key: &Key) -> String {
    let mut positions: Vec<usize> = key.columns.iter().filter_map(|name| s.position(name)).collect();
    positions.sort_unstable();
    let named = positions.len();
    positions.dedup();
    let columns = &s.table.columns;
    let in_table_order = || positions.iter().map(|&index| columns[index].name.as_ref());
    if named != positions.len() {
        format!("name each key column once: {}", listed(in_table_order()))
    } else if positions.iter().enumerate().all(|(position, &index)| position == index) {
        let names: Vec<&str> = in_table_order().collect();
        format!("write {} KEY({})", key.model.keyword(), names.join(", "))
    } else {
        let known = key.columns.iter().filter(|name| s.position(name).is_some());
        format!("put the columns {} first in the table, in this order", listed(known.map(AsRef::as_ref)))
    }
}

fn key_column(model: KeyModel, index: usize, column: &Column, found: &mut Findings<'_>) {
    let name = &column.name;
    if column.aggregate.is_some() {
        found.push(K_09.broken(
            Place::ColumnAggregate(index),
            format!("Key column[{name}] should not specify aggregate type."),
            format!("leave the aggregate out, or take `{name}` out of the key"),
        ));
    }
    if model != KeyModel::Primary {
        return;
    }
    if column.nullability == Nullability::Null {
        found.push(C_02.broken(
            Place::ColumnNullability(index),
            format!("primary key column[{name}] cannot be nullable"),
            "make it NOT NULL",
        ));
    }
    if !column.data_type.may_be_key(KeyModel::Primary) {
        let help = match column.data_type {
            DataType::Char(length) => format!("use VARCHAR({})", length.unwrap_or(1)),
            DataType::Decimal(decimal) if decimal.kind != DecimalKind::DecimalV2 && decimal.precision_and_scale().1 == 0 => {
                "use BIGINT or LARGEINT".to_owned()
            }
            DataType::Varbinary(_) => "use VARCHAR, with the bytes encoded as text".to_owned(),
            _ => "a primary key column is BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, LARGEINT, VARCHAR, DATE or DATETIME"
                .to_owned(),
        };
        found.push(K_12.broken(
            Place::ColumnType(index),
            format!("primary key column[{name}] type not supported: {}", column.data_type.server_sql()),
            help,
        ));
    }
}

fn value_column(model: KeyModel, index: usize, column: &Column, found: &mut Findings<'_>) {
    let name = &column.name;
    match (model, &column.aggregate) {
        (KeyModel::Aggregate, None) => {
            let possible: Vec<&str> = AggType::KEYWORDS
                .iter()
                .filter(|aggregate| aggregate.accepts(&column.data_type))
                .filter_map(AggType::keyword)
                .collect();
            found.push(K_14.broken(
                Place::ColumnName(index),
                format!("AGG_KEYS table should specify aggregate type for non-key column[{name}]"),
                format!("say how its values merge ({}), or make it a key column", possible.join(", ")),
            ));
        }
        (_, Some(AggType::Replace)) if model != KeyModel::Aggregate => found.push(K_15.unwise(
            Place::ColumnAggregate(index),
            format!("REPLACE on '{name}' says nothing in a table that is no AGGREGATE KEY table"),
            "leave the aggregate out",
        )),
        (KeyModel::Aggregate, Some(_)) | (_, None) => {}
        (_, Some(_)) => found.push(K_15.broken(
            Place::ColumnAggregate(index),
            format!(
                "{} table should not specify aggregate type for non-key column[{name}]",
                model.server_name()
            ),
            "leave the aggregate out, or make the table an AGGREGATE KEY table",
        )),
    }
}
