//! The form in which SHOW CREATE TABLE prints a table, to the byte: trailing blanks, bare names and all.
//!
//! It prints what it is given. Which types, properties and partitions a server fills in is the question of
//! [`crate::rules`].

use super::data_type::show_data_type;
use super::quote::quote_identifier;
use crate::schema::{
    AggType, Column, ColumnValue, DefaultValue, Distribution, Every, Index, ListPartition, ListValue,
    ListValues, Nullability, PartitionBound, PartitionExpression, PartitionValue, Partitioning, Properties,
    RangePartition, Table, Text,
};

/// Prints `table` as SHOW CREATE TABLE does.
///
/// ```
/// use starrocks_core::schema::{Column, DataType, Key, KeyModel, Table};
/// use starrocks_core::sql::show_create_table;
///
/// let table = Table::new("t")
///     .with_column(Column::new("k", DataType::Int).nullable())
///     .with_key(Key::new(KeyModel::Duplicate, ["k"]));
/// assert_eq!(
///     show_create_table(&table),
///     "CREATE TABLE `t` (\n  `k` int(11) NULL COMMENT \"\"\n) ENGINE=OLAP \nDUPLICATE KEY(`k`);"
/// );
/// ```
pub fn show_create_table(table: &Table) -> String {
    let temporary = if table.temporary { "TEMPORARY " } else { "" };
    let elements: Vec<String> =
        table.columns.iter().map(show_column).chain(table.indexes.iter().map(index)).collect();
    let engine = table.engine.as_deref().unwrap_or("OLAP");
    let mut text = format!(
        "CREATE {temporary}TABLE {} (\n  {}\n) ENGINE={engine} ",
        quote_identifier(&table.name.name),
        elements.join(",\n  ")
    );
    if let Some(key) = &table.key {
        text.push_str(&format!("\n{} KEY({})", key.model.keyword(), columns(&key.columns, ", ")));
    }
    if let Some(comment) = table.comment.as_deref().filter(|comment| !comment.is_empty()) {
        text.push_str(&format!("\nCOMMENT {}", printed_string(comment)));
    }
    if let Some(partition_by) = &table.partition_by {
        text.push_str(&format!("\nPARTITION BY {}", show_partition_by(partition_by)));
    }
    if let Some(distributed_by) = &table.distributed_by {
        text.push_str(&format!("\nDISTRIBUTED BY {}", distribution(distributed_by)));
    }
    if !table.order_by.is_empty() {
        text.push_str(&format!("\nORDER BY({})", columns(&table.order_by, ", ")));
    }
    if !table.properties.is_empty() {
        text.push_str(&format!("\nPROPERTIES (\n{}\n)", pairs(&table.properties, ",\n")));
    }
    text.push(';');
    text
}

/// Text in double quotes; only backslashes and double quotes are escaped.
fn printed_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The text of a default; control characters and slashes are escaped too.
fn printed_default(text: &str) -> String {
    let mut printed = String::from('"');
    for c in text.chars() {
        match c {
            '\\' => printed.push_str("\\\\"),
            '"' => printed.push_str("\\\""),
            '/' => printed.push_str("\\/"),
            '\n' => printed.push_str("\\n"),
            '\t' => printed.push_str("\\t"),
            '\r' => printed.push_str("\\r"),
            '\u{8}' => printed.push_str("\\b"),
            c => printed.push(c),
        }
    }
    printed.push('"');
    printed
}

fn columns(names: &[Text], separator: &str) -> String {
    names.iter().map(|name| quote_identifier(name)).collect::<Vec<_>>().join(separator)
}

fn pairs(properties: &Properties, separator: &str) -> String {
    // Here the server escapes quotes, but not backslashes.
    let pair = |key: &str, value: &str| format!("\"{key}\" = \"{}\"", value.replace('"', "\\\""));
    properties.entries.iter().map(|p| pair(&p.key, &p.value)).collect::<Vec<_>>().join(separator)
}

/// A column as SHOW CREATE TABLE prints it, and some messages.
pub(crate) fn show_column(column: &Column) -> String {
    let mut parts = vec![quote_identifier(&column.name), show_data_type(&column.data_type)];
    match &column.aggregate {
        Some(AggType::State(state)) => {
            let arguments: Vec<String> =
                state.arguments.iter().map(|argument| show_data_type(&argument.data_type)).collect();
            parts.push(format!("{}({})", state.function, arguments.join(", ")));
        }
        Some(aggregate) => parts.push(aggregate.keyword().unwrap_or_default().to_owned()),
        None => {}
    }
    parts.push(if column.nullability == Nullability::NotNull { "NOT NULL" } else { "NULL" }.to_owned());
    match &column.value {
        ColumnValue::Given => {}
        ColumnValue::AutoIncrement => parts.push("AUTO_INCREMENT".to_owned()),
        ColumnValue::Default(default) => {
            if let Some(default) = default_value(default) {
                parts.push(format!("DEFAULT {default}"));
            }
        }
        ColumnValue::Generated(expression) => parts.push(format!("AS {}", expression.text)),
    }
    parts.push(format!("COMMENT {}", printed_string(column.comment.as_deref().unwrap_or_default())));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// NULL is what a nullable column has anyway, and is not printed.
fn default_value(default: &DefaultValue) -> Option<String> {
    match default {
        DefaultValue::Null => None,
        DefaultValue::Text(text) => Some(printed_default(text)),
        DefaultValue::CurrentTimestamp(None) => Some("CURRENT_TIMESTAMP".to_owned()),
        DefaultValue::CurrentTimestamp(Some(digits)) => Some(format!("current_timestamp({digits})")),
        DefaultValue::Expression(expression) => Some(expression.text.to_string()),
    }
}

fn index(index: &Index) -> String {
    let properties = match index.properties.is_empty() {
        true => String::new(),
        false => format!("({})", pairs(&index.properties, ", ")),
    };
    format!(
        "INDEX {} ({}) USING {}{properties} COMMENT '{}'",
        index.name,
        columns(&index.columns, ", "),
        index.index_type.keyword(),
        index.comment.as_deref().unwrap_or_default()
    )
}

fn distribution(distribution: &Distribution) -> String {
    match (distribution, distribution.buckets()) {
        // The blank behind the number is the server's.
        (Distribution::Hash { columns: names, .. }, Some(n)) => {
            format!("HASH({}) BUCKETS {n} ", columns(names, ", "))
        }
        (Distribution::Hash { columns: names, .. }, None) => format!("HASH({})", columns(names, ", ")),
        (Distribution::Random { .. }, Some(n)) => format!("RANDOM BUCKETS {n}"),
        (Distribution::Random { .. }, None) => "RANDOM".to_owned(),
    }
}

/// Prints what stands behind PARTITION BY.
pub fn show_partition_by(partitioning: &Partitioning) -> String {
    match partitioning {
        Partitioning::Range { columns: names, partitions } => {
            format!("RANGE({})\n({})", columns(names, ", "), ranges(partitions))
        }
        Partitioning::RangeExpression { expression, partitions } => {
            format!("RANGE({})\n({})", expression.text, ranges(partitions))
        }
        Partitioning::List { columns: names, partitions } => {
            format!("LIST({})(\n{}\n)", columns(names, ","), lists(partitions))
        }
        Partitioning::Columns { columns: names } => format!("({})", columns(names, ",")),
        Partitioning::Expressions { expressions, .. } => expressions
            .iter()
            .map(|expression| match expression {
                PartitionExpression::Column(name) => quote_identifier(name),
                PartitionExpression::Function(expression) => expression.text.to_string(),
            })
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn ranges(partitions: &[RangePartition]) -> String {
    partitions.iter().map(range).collect::<Vec<_>>().join(",\n")
}

fn range(partition: &RangePartition) -> String {
    match partition {
        RangePartition::Fixed { name, lower, upper, properties, .. } => {
            format!(
                "PARTITION {name} VALUES [{}, {}){}",
                bound(lower),
                bound(upper),
                own_properties(properties)
            )
        }
        RangePartition::LessThan { name, upper, properties, .. } => {
            let upper = match upper {
                PartitionBound::MaxValue => "MAXVALUE".to_owned(),
                PartitionBound::Values(values) => bound(values),
            };
            format!("PARTITION {name} VALUES LESS THAN {upper}{}", own_properties(properties))
        }
        RangePartition::Batch { start, end, every } => {
            let every = match every {
                Every::Number(number) => number.to_string(),
                Every::Interval(number, unit) => format!("INTERVAL {number} {}", unit.keyword()),
            };
            format!("START ({}) END ({}) EVERY ({every})", printed_string(start), printed_string(end))
        }
    }
}

fn bound(values: &[PartitionValue]) -> String {
    if values.len() > 1 && values.iter().all(|value| *value == PartitionValue::MaxValue) {
        return format!("({})", "MAXVALUE".repeat(values.len()));
    }
    let values: Vec<String> = values
        .iter()
        .map(|value| match value {
            PartitionValue::Text(text) => printed_string(text),
            PartitionValue::MaxValue => "MAXVALUE".to_owned(),
        })
        .collect();
    format!("({})", values.join(", "))
}

fn own_properties(properties: &Properties) -> String {
    if properties.is_empty() { String::new() } else { format!("({})", pairs(properties, ", ")) }
}

/// Partitions of single values come first, and nothing separates them from those of tuples.
fn lists(partitions: &[ListPartition]) -> String {
    let of = |tuples: bool| {
        let those = partitions.iter().filter(|p| matches!(p.values, ListValues::Tuples(_)) == tuples);
        those.map(list_partition).collect::<Vec<_>>().join(",\n")
    };
    of(false) + &of(true)
}

fn list_partition(partition: &ListPartition) -> String {
    // The server does not escape these values, and prints NULL as a text.
    let tuple = |values: &[ListValue]| {
        let values: Vec<String> = values
            .iter()
            .map(|value| match value {
                ListValue::Null => "'NULL'".to_owned(),
                ListValue::Text(text) => format!("'{text}'"),
            })
            .collect();
        format!("({})", values.join(", "))
    };
    let values = match &partition.values {
        ListValues::Single(values) => tuple(values),
        ListValues::Tuples(tuples) => {
            format!("({})", tuples.iter().map(|values| tuple(values)).collect::<Vec<_>>().join(", "))
        }
    };
    let blank = if partition.properties.is_empty() { "" } else { " " };
    format!(
        "  PARTITION {} VALUES IN {values}{blank}{}",
        partition.name,
        own_properties(&partition.properties)
    )
}
