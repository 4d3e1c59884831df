//! Canonical DDL: what we send. Every name quoted, every text escaped.

use super::data_type::push_data_type;
use super::lists::{columns, inline_properties, property};
use super::partition::partitioning;
use super::quote::WriteError;
use super::sql::{Sql, Style, Written};
use crate::schema::{
    AggType, Column, ColumnValue, DataType, DefaultValue, Distribution, Index, Nullability, Rollup, Table,
    TableName,
};
use crate::sql::CreateTable;
use crate::sql::parser::is_type_word;

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
    let mut sql = Sql::new(style, 256 + 64 * table.columns.len());
    sql.push(if table.temporary { "CREATE TEMPORARY TABLE " } else { "CREATE TABLE " });
    if *if_not_exists {
        sql.push("IF NOT EXISTS ");
    }
    table_name(&mut sql, &table.name)?;
    sql.push(" ");
    let elements = table.columns.iter().map(Element::Column).chain(table.indexes.iter().map(Element::Index));
    sql.lines(elements, |sql, element| match element {
        Element::Column(definition) => column(sql, definition),
        Element::Index(definition) => index(sql, definition),
    })?;
    clauses(&mut sql, table)?;
    Ok(sql.finish())
}

/// What stands in the brackets behind the name of the table.
enum Element<'a> {
    Column(&'a Column),
    Index(&'a Index),
}

/// `[database.]name`, quoted.
///
/// # Errors
/// A name with a backquote.
pub fn write_table_name(name: &TableName) -> Result<String, WriteError> {
    Sql::part(|sql| table_name(sql, name))
}

/// [`write_table_name`], behind what is written.
pub(super) fn table_name(sql: &mut Sql, name: &TableName) -> Written {
    if let Some(database) = &name.database {
        sql.identifier("database", database)?;
        sql.push(".");
    }
    sql.identifier("table", &name.name)
}

fn clauses(sql: &mut Sql, table: &Table) -> Written {
    if let Some(engine) = &table.engine {
        sql.clause("ENGINE = ");
        sql.word("engine", engine)?;
    }
    if let Some(charset) = &table.charset {
        sql.clause("DEFAULT CHARSET = ");
        sql.word("character set", charset)?;
    }
    if let Some(key) = &table.key {
        sql.clause(key.model.keyword());
        sql.push(" KEY ");
        columns(sql, &key.columns)?;
    }
    if let Some(comment) = &table.comment {
        sql.clause("COMMENT ");
        sql.string(comment);
    }
    if let Some(partition_by) = &table.partition_by {
        sql.clause("PARTITION BY ");
        partitioning(sql, partition_by)?;
    }
    if let Some(distributed_by) = &table.distributed_by {
        sql.clause("DISTRIBUTED BY ");
        distribution(sql, distributed_by)?;
    }
    if !table.order_by.is_empty() {
        sql.clause("ORDER BY ");
        columns(sql, &table.order_by)?;
    }
    if !table.rollups.is_empty() {
        sql.clause("ROLLUP ");
        sql.lines(table.rollups.iter(), rollup)?;
    }
    if !table.properties.is_empty() {
        sql.clause("PROPERTIES ");
        sql.lines(table.properties.entries.iter(), property)?;
    }
    Ok(())
}

/// A column definition.
pub(super) fn column(sql: &mut Sql, column: &Column) -> Written {
    sql.identifier("column", &column.name)?;
    if !matches!(column.data_type, DataType::Inferred) {
        sql.push(" ");
        push_data_type(sql, &column.data_type)?;
    }
    if let Some(charset) = &column.charset {
        sql.push(" CHARACTER SET ");
        sql.word("character set", charset)?;
    }
    if column.key {
        sql.push(" KEY");
    }
    if let Some(aggregate) = &column.aggregate {
        sql.push(" ");
        agg_type(sql, aggregate)?;
    }
    nullability(sql, column.nullability);
    if !matches!(column.value, ColumnValue::Given) {
        sql.push(" ");
        column_value(sql, &column.value)?;
    }
    if let Some(comment) = &column.comment {
        sql.push(" COMMENT ");
        sql.string(comment);
    }
    Ok(())
}

/// `DEFAULT …`, `AUTO_INCREMENT`, `AS …`, or nothing.
///
/// # Errors
/// An expression that is not one piece of SQL.
pub fn write_column_value(value: &ColumnValue) -> Result<String, WriteError> {
    Sql::part(|sql| column_value(sql, value))
}

fn column_value(sql: &mut Sql, value: &ColumnValue) -> Written {
    match value {
        ColumnValue::Given => Ok(()),
        ColumnValue::Default(default) => {
            sql.push("DEFAULT ");
            default_value(sql, default)
        }
        ColumnValue::AutoIncrement => {
            sql.push("AUTO_INCREMENT");
            Ok(())
        }
        ColumnValue::Generated(expression) => {
            sql.push("AS ");
            sql.verbatim("generated column", &expression.text)
        }
    }
}

/// ` NULL`, ` NOT NULL`, or nothing.
fn nullability(sql: &mut Sql, nullability: Nullability) {
    sql.push(match nullability {
        Nullability::Unspecified => "",
        Nullability::Null => " NULL",
        Nullability::NotNull => " NOT NULL",
    });
}

/// The aggregate of a value column: a keyword, or a function over types.
///
/// # Errors
/// A function whose name holds a backquote.
pub fn write_agg_type(aggregate: &AggType) -> Result<String, WriteError> {
    Sql::part(|sql| agg_type(sql, aggregate))
}

fn agg_type(sql: &mut Sql, aggregate: &AggType) -> Written {
    let AggType::State(state) = aggregate else {
        sql.push(aggregate.keyword().unwrap_or_default());
        return Ok(());
    };
    function_name(sql, &state.function)?;
    sql.parenthesized(state.arguments.iter(), |sql, argument| {
        push_data_type(sql, &argument.data_type)?;
        nullability(sql, argument.nullability);
        Ok(())
    })
}

/// The name of a function, bare unless it would be read as something else in this place.
fn function_name(sql: &mut Sql, name: &str) -> Written {
    let clause = ["CHARSET", "PROPERTIES"].iter().any(|word| word.eq_ignore_ascii_case(name));
    if clause || is_type_word(name) {
        return sql.identifier("function", name);
    }
    sql.word("function", name)
}

fn default_value(sql: &mut Sql, default: &DefaultValue) -> Written {
    match default {
        DefaultValue::Null => sql.push("NULL"),
        DefaultValue::Text(text) => sql.string(text),
        DefaultValue::CurrentTimestamp(None) => sql.push("CURRENT_TIMESTAMP"),
        DefaultValue::CurrentTimestamp(Some(digits)) => {
            sql.push("CURRENT_TIMESTAMP(");
            sql.number(digits);
            sql.push(")");
        }
        DefaultValue::Expression(expression) => sql.verbatim("default", &expression.text)?,
    }
    Ok(())
}

/// `INDEX name (column) USING type …`.
pub(super) fn index(sql: &mut Sql, index: &Index) -> Written {
    sql.push("INDEX ");
    sql.identifier("index", &index.name)?;
    sql.push(" ");
    columns(sql, &index.columns)?;
    sql.push(" USING ");
    sql.verbatim("index type", index.index_type.keyword())?;
    inline_properties(sql, &index.properties)?;
    if let Some(comment) = &index.comment {
        sql.push(" COMMENT ");
        sql.string(comment);
    }
    Ok(())
}

/// `name (columns) …`.
pub(super) fn rollup(sql: &mut Sql, rollup: &Rollup) -> Written {
    sql.identifier("rollup", &rollup.name)?;
    sql.push(" ");
    columns(sql, &rollup.columns)?;
    if !rollup.duplicate_key.is_empty() {
        sql.push(" DUPLICATE KEY ");
        columns(sql, &rollup.duplicate_key)?;
    }
    if let Some(from) = &rollup.from {
        sql.push(" FROM ");
        sql.identifier("rollup", from)?;
    }
    if !rollup.properties.is_empty() {
        sql.push(" PROPERTIES");
        inline_properties(sql, &rollup.properties)?;
    }
    Ok(())
}

/// What stands behind DISTRIBUTED BY.
pub(super) fn distribution(sql: &mut Sql, distribution: &Distribution) -> Written {
    let buckets = match distribution {
        Distribution::Hash { columns: names, buckets } => {
            sql.push("HASH");
            columns(sql, names)?;
            buckets
        }
        Distribution::Random { buckets } => {
            sql.push("RANDOM");
            buckets
        }
    };
    if let Some(buckets) = buckets {
        sql.push(" BUCKETS ");
        sql.number(buckets);
    }
    Ok(())
}
