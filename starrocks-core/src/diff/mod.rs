//! How a declared table and a table that was read back **differ**.
//!
//! What a server fills in and rewrites is no difference: the declared table is taken in its normal form
//! ([`Table::normalized`]). What the declaration does not name is not compared: a property it leaves out, and partitions that
//! the server made by itself. Nor are rollups, which a server does not print.
//!
//! ```
//! use starrocks_core::diff::differences;
//! use starrocks_core::rules::ServerDefaults;
//! use starrocks_core::sql::{parse_create_table, parse_show_create_table, show_create_table};
//!
//! let server = ServerDefaults::default();
//! let declared = parse_create_table("CREATE TABLE t (k INT, v BIGINT) DUPLICATE KEY(k)")?.table;
//! let printed = show_create_table(&declared.normalized(&server)).replace("bigint(20)", "int(11)");
//! let found = parse_show_create_table(&printed)?.table;
//!
//! let differences = differences(&declared, &found, &server);
//! assert_eq!(differences[0].to_string(), "column `v`, type: declared BIGINT, found INT");
//! # Ok::<(), starrocks_core::sql::ParseError>(())
//! ```

use crate::rules::ServerDefaults;
use crate::schema::{
    Column, ColumnValue, ColumnsByName, DataType, DefaultValue, Distribution, Index, Key, ListPartition,
    Nullability, Partitioning, RangePartition, Table, Text,
};
use crate::sql::expression::tokens;
use crate::sql::lexer::{TokenKind, identifier_value, string_value};
use crate::sql::{quote_identifier, show_partition_by, write_agg_type, write_column_value, write_data_type};
use std::fmt;

/// One attribute in which two tables differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs: "comment", "column `v`, type", "property replication_num", …
    pub attribute: String,
    /// As it is declared; `None` when it is not.
    pub declared: Option<String>,
    /// As it was found; `None` when it was not.
    pub found: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let say = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        write!(f, "{}: declared {}, found {}", self.attribute, say(&self.declared), say(&self.found))
    }
}

/// All attributes in which `found`, as a server printed it, differs from `declared`; none when the table is what was declared.
pub fn differences(declared: &Table, found: &Table, server: &ServerDefaults) -> Vec<Difference> {
    let mut kept = declared.normalized(server);
    // A server does not print the rollups of a table; what it prints cannot say whether they are there.
    kept.rollups = found.rollups.clone();
    let mut list = List(Vec::new());
    columns(&kept, found, &mut list);
    list.compare("key", kept.key.as_ref().map(key), found.key.as_ref().map(key));
    list.compare("comment", text(&kept.comment), text(&found.comment));
    list.compare(
        "PARTITION BY",
        partitioning(&kept, found),
        found.partition_by.as_ref().map(show_partition_by),
    );
    let (ours, theirs) = (kept.distributed_by.as_ref(), found.distributed_by.as_ref());
    list.compare("DISTRIBUTED BY", ours.map(method), theirs.map(method));
    // A number of buckets that is not declared is the server's business.
    if let (Some(declared), Some(found)) = (ours.and_then(Distribution::buckets), theirs) {
        let buckets = |n: Option<u32>| n.map(|n| n.to_string());
        list.compare("BUCKETS", buckets(Some(declared)), buckets(found.buckets()));
    }
    list.compare("ORDER BY", names(&kept.order_by), names(&found.order_by));
    indexes(&kept, found, &mut list);
    for property in declared.properties.entries.iter() {
        // What a server forgets or prints under another name is not to be seen.
        let Some(value) = kept.properties.get(&property.key) else { continue };
        let found = found.properties.get(&property.key).map(str::to_owned);
        list.compare(&format!("property {}", property.key), Some(value.to_owned()), found);
    }
    list.0
}

struct List(Vec<Difference>);

impl List {
    fn compare(&mut self, attribute: &str, declared: Option<String>, found: Option<String>) {
        if declared != found {
            self.0.push(Difference { attribute: attribute.to_owned(), declared, found });
        }
    }
}

fn columns(declared: &Table, found: &Table, list: &mut List) {
    let (in_declared, in_found) = (by_name(declared), by_name(found));
    for column in declared.columns.iter() {
        let attribute = |what: &str| format!("column {}, {what}", quote_identifier(&column.name));
        let Some(other) = in_found.position(&column.name).map(|at| &found.columns[at]) else {
            list.compare(
                &format!("column {}", quote_identifier(&column.name)),
                Some(data_type(column)),
                None,
            );
            continue;
        };
        // What a hidden column of a partition expression is of, only the server knows.
        if column.data_type != DataType::Inferred {
            list.compare(&attribute("type"), Some(data_type(column)), Some(data_type(other)));
        }
        let aggregate = |column: &Column| {
            let aggregate = column.aggregate.as_ref()?;
            Some(write_agg_type(aggregate).unwrap_or_else(|_| format!("{aggregate:?}")))
        };
        list.compare(&attribute("aggregate"), aggregate(column), aggregate(other));
        let null = |column: &Column| {
            Some(if column.nullability == Nullability::NotNull { "NOT NULL" } else { "NULL" }.to_owned())
        };
        list.compare(&attribute("nullability"), null(column), null(other));
        if !same_value(&column.value, &other.value) {
            list.compare(&attribute("default"), value(column), value(other));
        }
        list.compare(&attribute("comment"), text(&column.comment), text(&other.comment));
    }
    for column in found.columns.iter().filter(|column| in_declared.position(&column.name).is_none()) {
        list.compare(&format!("column {}", quote_identifier(&column.name)), None, Some(data_type(column)));
    }
    let order = |table: &Table, other: &ColumnsByName<'_>| {
        let common = table.columns.iter().filter(|column| other.position(&column.name).is_some());
        names(&common.map(|column| column.name.clone()).collect::<Vec<Text>>())
    };
    list.compare("order of the columns", order(declared, &in_found), order(found, &in_declared));
}

fn by_name(table: &Table) -> ColumnsByName<'_> {
    ColumnsByName::of(table.columns.iter().map(|column| &column.name))
}

fn data_type(column: &Column) -> String {
    write_data_type(&column.data_type).unwrap_or_else(|_| format!("{:?}", column.data_type))
}

/// The DEFAULT, AUTO_INCREMENT or AS clause.
fn value(column: &Column) -> Option<String> {
    let text = match write_column_value(&column.value) {
        Ok(text) => text,
        Err(_) => format!("{:?}", column.value),
    };
    (!text.is_empty()).then_some(text)
}

/// Whether two columns get their values in the same way. A server sets the brackets of an expression anew, and quotes as it
/// likes: expressions are compared by their tokens, brackets left out.
fn same_value(a: &ColumnValue, b: &ColumnValue) -> bool {
    match (a, b) {
        (ColumnValue::Generated(a), ColumnValue::Generated(b)) => {
            a == b || significant_tokens(&a.text) == significant_tokens(&b.text)
        }
        (
            ColumnValue::Default(DefaultValue::Expression(a)),
            ColumnValue::Default(DefaultValue::Expression(b)),
        ) => a == b || significant_tokens(&a.text) == significant_tokens(&b.text),
        _ => a == b,
    }
}

fn significant_tokens(text: &str) -> Vec<String> {
    let all = tokens(text).into_iter().filter(|token| !matches!(token.kind, TokenKind::Symbol('(' | ')')));
    all.map(|token| match (&text[token.span()], token.kind) {
        (text, TokenKind::String) => format!("'{}'", string_value(text)),
        (text, TokenKind::Word | TokenKind::QuotedIdentifier) => identifier_value(text).to_lowercase(),
        // `2` in an array of FLOAT is printed as `2.0`.
        (text, TokenKind::Number) => text.strip_suffix(".0").unwrap_or(text).to_owned(),
        (text, _) => text.to_owned(),
    })
    .collect()
}

fn text(comment: &Option<Text>) -> Option<String> {
    comment.as_ref().filter(|comment| !comment.is_empty()).map(|comment| format!("{comment:?}"))
}

fn names(names: &[Text]) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| quote_identifier(name)).collect();
    (!quoted.is_empty()).then(|| quoted.join(", "))
}

fn key(key: &Key) -> String {
    format!("{} KEY ({})", key.model.keyword(), names(&key.columns).unwrap_or_default())
}

fn method(distribution: &Distribution) -> String {
    match distribution {
        Distribution::Hash { columns, .. } => format!("HASH({})", names(columns).unwrap_or_default()),
        Distribution::Random { .. } => "RANDOM".to_owned(),
    }
}

fn indexes(declared: &Table, found: &Table, list: &mut List) {
    let say = |index: &Index| {
        format!("{} {:?} {:?}", index.index_type.keyword(), index.columns, index.properties.entries)
    };
    let in_table = |table: &Table, name: &str| table.indexes.iter().find(|index| index.name == name).map(say);
    for index in declared.indexes.iter() {
        let attribute = format!("index {}", quote_identifier(&index.name));
        list.compare(&attribute, Some(say(index)), in_table(found, &index.name));
    }
    for index in found.indexes.iter().filter(|index| in_table(declared, &index.name).is_none()) {
        list.compare(&format!("index {}", quote_identifier(&index.name)), None, Some(say(index)));
    }
}

/// The declared partitioning; with what was found in place of the partitions, when every declared one is among them.
fn partitioning(declared: &Table, found: &Table) -> Option<String> {
    let partition_by = declared.partition_by.as_ref()?;
    let covered = match (partition_by, found.partition_by.as_ref()) {
        (
            Partitioning::Range { columns, partitions },
            Some(Partitioning::Range { columns: found_columns, partitions: found }),
        ) => columns == found_columns && partitions.iter().all(|partition| found.contains(partition)),
        (
            Partitioning::RangeExpression { expression, partitions },
            Some(Partitioning::RangeExpression { expression: found_expression, partitions: found }),
        ) => {
            expression == found_expression
                && partitions.iter().all(|partition: &RangePartition| found.contains(partition))
        }
        (
            Partitioning::List { columns, partitions },
            Some(Partitioning::List { columns: found_columns, partitions: found }),
        ) => {
            columns == found_columns
                && partitions.iter().all(|partition: &ListPartition| found.contains(partition))
        }
        _ => false,
    };
    let shown = if covered { found.partition_by.as_ref()? } else { partition_by };
    Some(show_partition_by(shown))
}
