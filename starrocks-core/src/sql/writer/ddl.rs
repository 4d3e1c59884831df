//! Canonical DDL: what we send. Every name quoted, every text escaped.

use super::data_type::write_data_type;
use super::quote::{WriteError, identifier, quote_string, verbatim, word};
use crate::schema::{
    AggType, Column, ColumnValue, DefaultValue, Distribution, Every, Index, ListPartition, ListValue,
    ListValues, Nullability, PartitionBound, PartitionExpression, PartitionValue, Partitioning, Properties,
    RangePartition, Rollup, Table, TableName, Text,
};
use crate::sql::CreateTable;

type Written = Result<String, WriteError>;

/// How a statement is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// A line per column and per clause.
    #[default]
    Pretty,
    /// All in one line.
    OneLine,
}

/// Writes a CREATE TABLE statement.
///
/// # Errors
/// A name with a backquote, or a piece of verbatim SQL that would not stay in its place: see [`WriteError`].
///
/// ```
/// use starrocks_core::schema::{Column, DataType, Table};
/// use starrocks_core::sql::{Style, write_create_table};
///
/// let table = Table::new("t").with_column(Column::new("k", DataType::Int).with_comment("it's"));
/// let sql = write_create_table(&table.into(), Style::OneLine)?;
/// assert_eq!(sql, r#"CREATE TABLE `t` (`k` INT COMMENT "it's")"#);
/// # Ok::<(), starrocks_core::sql::WriteError>(())
/// ```
pub fn write_create_table(create: &CreateTable, style: Style) -> Result<String, WriteError> {
    let CreateTable { if_not_exists, table } = create;
    let layout = Layout::of(style);
    let mut sql = String::from("CREATE ");
    if table.temporary {
        sql.push_str("TEMPORARY ");
    }
    sql.push_str("TABLE ");
    if *if_not_exists {
        sql.push_str("IF NOT EXISTS ");
    }
    sql.push_str(&write_table_name(&table.name)?);
    sql.push(' ');
    let mut elements = each(&table.columns, column)?;
    elements.extend(each(&table.indexes, index)?);
    sql.push_str(&layout.list(&elements));
    for clause in clauses(table, &layout)? {
        sql.push_str(layout.clause_break);
        sql.push_str(&clause);
    }
    Ok(sql)
}

/// `[database.]name`, quoted.
///
/// # Errors
/// A name with a backquote.
pub fn write_table_name(name: &TableName) -> Result<String, WriteError> {
    let table = identifier("table", &name.name)?;
    match &name.database {
        Some(database) => Ok(format!("{}.{table}", identifier("database", database)?)),
        None => Ok(table),
    }
}

/// The breaks between the parts of a statement.
pub(super) struct Layout {
    open: &'static str,
    pub(super) between: &'static str,
    close: &'static str,
    clause_break: &'static str,
}

impl Layout {
    pub(super) fn of(style: Style) -> Self {
        match style {
            Style::Pretty => Layout { open: "(\n  ", between: ",\n  ", close: "\n)", clause_break: "\n" },
            Style::OneLine => Layout { open: "(", between: ", ", close: ")", clause_break: " " },
        }
    }

    fn list(&self, items: &[String]) -> String {
        if items.is_empty() {
            return "()".to_owned();
        }
        format!("{}{}{}", self.open, items.join(self.between), self.close)
    }
}

fn each<T>(items: &[T], write: impl Fn(&T) -> Written) -> Result<Vec<String>, WriteError> {
    items.iter().map(write).collect()
}

fn clauses(table: &Table, layout: &Layout) -> Result<Vec<String>, WriteError> {
    let mut clauses = Vec::new();
    if let Some(engine) = &table.engine {
        clauses.push(format!("ENGINE = {}", word("engine", engine)?));
    }
    if let Some(charset) = &table.charset {
        clauses.push(format!("DEFAULT CHARSET = {}", word("character set", charset)?));
    }
    if let Some(key) = &table.key {
        clauses.push(format!("{} KEY {}", key.model.keyword(), columns(&key.columns)?));
    }
    if let Some(comment) = &table.comment {
        clauses.push(format!("COMMENT {}", quote_string(comment)));
    }
    if let Some(partition_by) = &table.partition_by {
        clauses.push(format!("PARTITION BY {}", partitioning(partition_by, layout)?));
    }
    if let Some(distributed_by) = &table.distributed_by {
        clauses.push(format!("DISTRIBUTED BY {}", distribution(distributed_by)?));
    }
    if !table.order_by.is_empty() {
        clauses.push(format!("ORDER BY {}", columns(&table.order_by)?));
    }
    if !table.rollups.is_empty() {
        clauses.push(format!("ROLLUP {}", layout.list(&each(&table.rollups, rollup)?)));
    }
    if !table.properties.is_empty() {
        clauses.push(format!("PROPERTIES {}", layout.list(&pairs(&table.properties))));
    }
    Ok(clauses)
}

/// ``(`a`, `b`)``.
pub(super) fn columns(names: &[Text]) -> Written {
    Ok(format!("({})", each(names, |name| identifier("column", name))?.join(", ")))
}

fn pairs(properties: &Properties) -> Vec<String> {
    let pair = |key: &str, value: &str| format!("{} = {}", quote_string(key), quote_string(value));
    properties.entries.iter().map(|property| pair(&property.key, &property.value)).collect()
}

/// ` ("key" = "value")`, or nothing.
pub(super) fn inline_properties(properties: &Properties) -> String {
    if properties.is_empty() { String::new() } else { format!(" ({})", pairs(properties).join(", ")) }
}

pub(super) fn column(column: &Column) -> Written {
    let mut parts = vec![identifier("column", &column.name)?, write_data_type(&column.data_type)?];
    if let Some(charset) = &column.charset {
        parts.push(format!("CHARACTER SET {}", word("character set", charset)?));
    }
    if column.key {
        parts.push("KEY".to_owned());
    }
    if let Some(aggregate) = &column.aggregate {
        parts.push(write_agg_type(aggregate)?);
    }
    parts.push(nullability(column.nullability).to_owned());
    parts.push(write_column_value(&column.value)?);
    if let Some(comment) = &column.comment {
        parts.push(format!("COMMENT {}", quote_string(comment)));
    }
    parts.retain(|part| !part.is_empty());
    Ok(parts.join(" "))
}

/// `DEFAULT …`, `AUTO_INCREMENT`, `AS …`, or nothing.
///
/// # Errors
/// An expression that is not one piece of SQL.
pub fn write_column_value(value: &ColumnValue) -> Result<String, WriteError> {
    Ok(match value {
        ColumnValue::Given => String::new(),
        ColumnValue::Default(default) => format!("DEFAULT {}", default_text(default)?),
        ColumnValue::AutoIncrement => "AUTO_INCREMENT".to_owned(),
        ColumnValue::Generated(expression) => {
            format!("AS {}", verbatim("generated column", &expression.text)?)
        }
    })
}

fn nullability(nullability: Nullability) -> &'static str {
    match nullability {
        Nullability::Unspecified => "",
        Nullability::Null => "NULL",
        Nullability::NotNull => "NOT NULL",
    }
}

/// The aggregate of a value column: a keyword, or a function over types.
///
/// # Errors
/// A function whose name holds a backquote.
pub fn write_agg_type(aggregate: &AggType) -> Result<String, WriteError> {
    let AggType::State(state) = aggregate else {
        return Ok(aggregate.keyword().unwrap_or_default().to_owned());
    };
    let arguments = each(&state.arguments, |argument| {
        let data_type = write_data_type(&argument.data_type)?;
        Ok(format!("{data_type} {}", nullability(argument.nullability)).trim_end().to_owned())
    })?;
    Ok(format!("{}({})", function_name(&state.function)?, arguments.join(", ")))
}

/// The name of a function: a word, which may be one that is reserved for columns (`min`, `left`).
fn function_name(name: &str) -> Written {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain { Ok(name.to_owned()) } else { identifier("function", name) }
}

fn default_text(default: &DefaultValue) -> Written {
    Ok(match default {
        DefaultValue::Null => "NULL".to_owned(),
        DefaultValue::Text(text) => quote_string(text),
        DefaultValue::CurrentTimestamp(None) => "CURRENT_TIMESTAMP".to_owned(),
        DefaultValue::CurrentTimestamp(Some(digits)) => format!("CURRENT_TIMESTAMP({digits})"),
        DefaultValue::Expression(expression) => verbatim("default", &expression.text)?.to_owned(),
    })
}

pub(super) fn index(index: &Index) -> Written {
    let name = identifier("index", &index.name)?;
    let keyword = index.index_type.keyword();
    let using = verbatim("index type", keyword)?;
    let mut text = format!("INDEX {name} {} USING {using}", columns(&index.columns)?);
    text.push_str(&inline_properties(&index.properties));
    if let Some(comment) = &index.comment {
        text.push_str(&format!(" COMMENT {}", quote_string(comment)));
    }
    Ok(text)
}

pub(super) fn rollup(rollup: &Rollup) -> Written {
    let mut text = format!("{} {}", identifier("rollup", &rollup.name)?, columns(&rollup.columns)?);
    if !rollup.duplicate_key.is_empty() {
        text.push_str(&format!(" DUPLICATE KEY {}", columns(&rollup.duplicate_key)?));
    }
    if let Some(from) = &rollup.from {
        text.push_str(&format!(" FROM {}", identifier("rollup", from)?));
    }
    if !rollup.properties.is_empty() {
        text.push_str(&format!(" PROPERTIES{}", inline_properties(&rollup.properties)));
    }
    Ok(text)
}

pub(super) fn distribution(distribution: &Distribution) -> Written {
    let (method, buckets) = match distribution {
        Distribution::Hash { columns: names, buckets } => (format!("HASH{}", columns(names)?), buckets),
        Distribution::Random { buckets } => ("RANDOM".to_owned(), buckets),
    };
    Ok(match buckets {
        Some(buckets) => format!("{method} BUCKETS {buckets}"),
        None => method,
    })
}

pub(super) fn partitioning(partitioning: &Partitioning, layout: &Layout) -> Written {
    Ok(match partitioning {
        Partitioning::Range { columns: names, partitions } => {
            format!("RANGE{} {}", columns(names)?, layout.list(&each(partitions, range_partition)?))
        }
        Partitioning::RangeExpression { expression, partitions } => {
            let expression = verbatim("partition expression", &expression.text)?;
            format!("RANGE({expression}) {}", layout.list(&each(partitions, range_partition)?))
        }
        Partitioning::List { columns: names, partitions } if partitions.is_empty() => {
            format!("LIST{}", columns(names)?)
        }
        Partitioning::List { columns: names, partitions } => {
            format!("LIST{} {}", columns(names)?, layout.list(&each(partitions, list_partition)?))
        }
        Partitioning::Columns { columns: names } => columns(names)?,
        Partitioning::Expressions { expressions, partitions } => {
            let expressions = each(expressions, partition_expression)?.join(", ");
            if partitions.is_empty() {
                expressions
            } else {
                format!("{expressions} {}", layout.list(&each(partitions, range_partition)?))
            }
        }
    })
}

fn partition_expression(expression: &PartitionExpression) -> Written {
    match expression {
        PartitionExpression::Column(name) => identifier("column", name),
        PartitionExpression::Function(expression) => {
            verbatim("partition expression", &expression.text).map(str::to_owned)
        }
    }
}

/// `PARTITION [IF NOT EXISTS] name VALUES`.
fn partition_head(name: &str, if_not_exists: bool) -> Written {
    let condition = if if_not_exists { "IF NOT EXISTS " } else { "" };
    Ok(format!("PARTITION {condition}{} VALUES", identifier("partition", name)?))
}

pub(super) fn range_partition(partition: &RangePartition) -> Written {
    Ok(match partition {
        RangePartition::LessThan { name, if_not_exists, upper, properties } => {
            let upper = match upper {
                PartitionBound::MaxValue => "MAXVALUE".to_owned(),
                PartitionBound::Values(values) => bound(values),
            };
            let head = partition_head(name, *if_not_exists)?;
            format!("{head} LESS THAN {upper}{}", inline_properties(properties))
        }
        RangePartition::Fixed { name, if_not_exists, lower, upper, properties } => {
            let head = partition_head(name, *if_not_exists)?;
            format!("{head} [{}, {}){}", bound(lower), bound(upper), inline_properties(properties))
        }
        RangePartition::Batch { start, end, every } => batch(start, end, *every),
    })
}

/// `START ("…") END ("…") EVERY (…)`.
pub(super) fn batch(start: &str, end: &str, every: Every) -> String {
    let every = match every {
        Every::Number(number) => number.to_string(),
        Every::Interval(number, unit) => format!("INTERVAL {number} {}", unit.keyword()),
    };
    format!("START ({}) END ({}) EVERY ({every})", quote_string(start), quote_string(end))
}

fn bound(values: &[PartitionValue]) -> String {
    let values: Vec<String> = values
        .iter()
        .map(|value| match value {
            PartitionValue::Text(text) => quote_string(text),
            PartitionValue::MaxValue => "MAXVALUE".to_owned(),
        })
        .collect();
    format!("({})", values.join(", "))
}

pub(super) fn list_partition(partition: &ListPartition) -> Written {
    let tuple = |values: &[ListValue]| {
        let values: Vec<String> = values
            .iter()
            .map(|value| match value {
                ListValue::Null => "NULL".to_owned(),
                ListValue::Text(text) => quote_string(text),
            })
            .collect();
        format!("({})", values.join(", "))
    };
    let values = match &partition.values {
        ListValues::Single(values) => tuple(values),
        ListValues::Tuples(tuples) => {
            let tuples: Vec<String> = tuples.iter().map(|values| tuple(values)).collect();
            format!("({})", tuples.join(", "))
        }
    };
    let head = partition_head(&partition.name, partition.if_not_exists)?;
    Ok(format!("{head} IN {values}{}", inline_properties(&partition.properties)))
}
