//! Whether a table that is there is the one that was declared.

use crate::rules::inferred_key;
use crate::schema::{
    Column, ColumnValue, DataType, DefaultValue, Distribution, Key, KeyModel, Nullability, Table, Text,
    same_column_name,
};
use crate::sql::{quote_string, write_data_type};
use std::borrow::Cow;

/// What distinguishes the table that was `found` on a server from the `declared` one, one sentence each; nothing when they
/// are the same up to what a server fills in by itself.
///
/// Partitions and expressions are not compared, and of the properties only `replication_num`.
pub(super) fn differences(declared: &Table, found: &Table) -> Vec<String> {
    let mut sentences = Vec::new();
    columns(declared, found, &mut sentences);
    let mut compare = |what: &str, declared: String, found: String| {
        if declared != found {
            sentences.push(format!("{what}: declared {declared}, found {found}"));
        }
    };
    compare("key", key(declared), key(found));
    compare("comment", comment(&declared.comment), comment(&found.comment));
    if let (Some(declared), Some(found)) = (&declared.distributed_by, &found.distributed_by) {
        let with_buckets = declared.buckets().is_some();
        compare("distribution", distribution(declared, with_buckets), distribution(found, with_buckets));
    }
    if !declared.order_by.is_empty() {
        compare("sort key", names(&declared.order_by), names(&found.order_by));
    }
    if let (Some(declared), Some(found)) =
        (declared.properties.get("replication_num"), found.properties.get("replication_num"))
    {
        compare("property `replication_num`", declared.to_owned(), found.to_owned());
    }
    sentences
}

fn columns(declared: &Table, found: &Table, sentences: &mut Vec<String>) {
    let primary = declared.key.as_ref().filter(|key| key.model == KeyModel::Primary);
    for column in declared.columns.iter() {
        let Some(other) = found.column(&column.name) else {
            sentences.push(format!("column `{}`: declared, not found", column.name));
            continue;
        };
        let in_primary_key =
            primary.is_some_and(|key| key.columns.iter().any(|name| same_column_name(name, &column.name)));
        for (what, declared, found) in [
            ("type", data_type(&column.data_type), data_type(&other.data_type)),
            ("aggregate", format!("{:?}", column.aggregate), format!("{:?}", other.aggregate)),
            ("nullability", nullability(column, in_primary_key), nullability(other, in_primary_key)),
            ("default", default(column), default(other)),
            ("comment", comment(&column.comment), comment(&other.comment)),
        ] {
            if declared != found {
                sentences
                    .push(format!("column `{}`: {what} declared {declared}, found {found}", column.name));
            }
        }
    }
    for column in found.columns.iter().filter(|column| declared.column(&column.name).is_none()) {
        // The hidden columns of a partition expression are printed as columns.
        if !column.name.starts_with("__generated_partition_column_") {
            sentences.push(format!("column `{}`: found, not declared", column.name));
        }
    }
}

fn nullability(column: &Column, in_primary_key: bool) -> String {
    let not_null = match column.nullability {
        Nullability::NotNull => true,
        Nullability::Null => false,
        Nullability::Unspecified => in_primary_key || column.value == ColumnValue::AutoIncrement,
    };
    if not_null { "NOT NULL" } else { "NULL" }.to_owned()
}

fn default(column: &Column) -> String {
    match &column.value {
        ColumnValue::Default(DefaultValue::Text(text)) => quote_string(text),
        // NULL is what a column has anyway, and is not printed.
        ColumnValue::Given | ColumnValue::Default(DefaultValue::Null) => "none".to_owned(),
        ColumnValue::Default(DefaultValue::CurrentTimestamp(_)) => "CURRENT_TIMESTAMP".to_owned(),
        ColumnValue::Default(DefaultValue::Expression(_)) => "an expression".to_owned(),
        ColumnValue::AutoIncrement => "AUTO_INCREMENT".to_owned(),
        ColumnValue::Generated(_) => "generated".to_owned(),
    }
}

fn comment(comment: &Option<Text>) -> String {
    quote_string(comment.as_deref().unwrap_or_default())
}

fn key(table: &Table) -> String {
    let key = table.key.as_ref().map(Cow::Borrowed).or_else(|| inferred_key(table).map(Cow::Owned));
    match key.as_deref() {
        Some(Key { model, columns }) => format!("{} KEY({})", model.keyword(), names(columns)),
        None => "none".to_owned(),
    }
}

fn distribution(distribution: &Distribution, with_buckets: bool) -> String {
    let spread = match distribution {
        Distribution::Hash { columns, .. } => format!("HASH({})", names(columns)),
        Distribution::Random { .. } => "RANDOM".to_owned(),
    };
    match distribution.buckets() {
        Some(buckets) if with_buckets => format!("{spread} BUCKETS {buckets}"),
        _ => spread,
    }
}

/// Names as they compare: without case.
fn names(names: &[Text]) -> String {
    names.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>().join(", ")
}

fn data_type(data_type: &DataType) -> String {
    let stored = match data_type {
        DataType::String => DataType::Varchar(Some(65533)),
        DataType::Varchar(None) => DataType::Varchar(Some(1)),
        DataType::Char(None) => DataType::Char(Some(1)),
        other => other.clone(),
    };
    let written = write_data_type(&stored).unwrap_or_else(|_| format!("{stored:?}"));
    written.replace("STRING", "VARCHAR(65533)")
}
