//! Text to schema. One file per clause.

mod alter_partitions;
mod alter_table;
mod column;
mod create_table;
mod cursor;
mod data_type;
mod distribution;
mod expression;
mod index;
mod partition;
mod properties;

use crate::schema::{
    AggType, AlterTable, DataType, DefaultValue, Distribution, Expression, Index, Partitioning, TableName,
    Text,
};
use crate::sql::{CreateTable, ParseError};
use cursor::{Cursor, Parsed, Reading};

/// Parses a CREATE TABLE statement as StarRocks' grammar takes it.
///
/// # Errors
/// What is not in the grammar, with its place, and what was expected there. Whether StarRocks accepts the table is the
/// question of [`crate::schema::Table::check`].
///
/// ```
/// use starrocks_core::sql::parse_create_table;
///
/// let create = parse_create_table("CREATE TABLE t (k INT, v STRING) DUPLICATE KEY(k)")?;
/// assert_eq!(create.table.columns.len(), 2);
/// # Ok::<(), starrocks_core::sql::ParseError>(())
/// ```
pub fn parse_create_table(sql: &str) -> Result<CreateTable, ParseError> {
    create_table::create_table(&mut Cursor::new(sql, Reading::Strict)?)
}

/// Parses what SHOW CREATE TABLE of a server printed.
///
/// It differs from [`parse_create_table`] where a server prints what it would not take: index, partition and struct field
/// names without quotes, texts without escapes. Types and index types that this crate does not know are kept verbatim.
///
/// # Errors
/// As [`parse_create_table`].
pub fn parse_show_create_table(sql: &str) -> Result<CreateTable, ParseError> {
    create_table::create_table(&mut Cursor::new(sql, Reading::ShowCreate)?)
}

/// Parses an ALTER TABLE statement as StarRocks' grammar takes it.
///
/// # Errors
/// What is not in the grammar, with its place, and what was expected there.
///
/// ```
/// use starrocks_core::schema::AlterClause;
/// use starrocks_core::sql::parse_alter_table;
///
/// let alter = parse_alter_table("ALTER TABLE t ADD COLUMN v INT AFTER k, DROP COLUMN w")?;
/// assert!(matches!(alter.clauses[1], AlterClause::DropColumn { .. }));
/// # Ok::<(), starrocks_core::sql::ParseError>(())
/// ```
pub fn parse_alter_table(sql: &str) -> Result<AlterTable, ParseError> {
    alter_table::alter_table(&mut Cursor::new(sql, Reading::Strict)?)
}

/// Parses the whole of `text` with `parse`.
fn whole<T>(text: &str, parse: impl FnOnce(&mut Cursor<'_>) -> Parsed<T>) -> Parsed<T> {
    let mut cursor = Cursor::new(text, Reading::Strict)?;
    let value = parse(&mut cursor)?;
    cursor.expect_end()?;
    Ok(value)
}

/// Parses a column type.
///
/// # Errors
/// An unknown type, with the nearest one; a wrong parameter.
pub fn parse_data_type(text: &str) -> Result<DataType, ParseError> {
    whole(text, data_type::data_type)
}

/// Parses a list of column names, `a, b` or `(a, b)`.
///
/// # Errors
/// What is no name.
pub fn parse_column_list(text: &str) -> Result<Vec<Text>, ParseError> {
    whole(text, |cursor| {
        if cursor.is_symbol('(') {
            return cursor.identifier_list("the name of a column");
        }
        let mut names = vec![cursor.identifier("the name of a column")?];
        while cursor.take_symbol(',')? {
            names.push(cursor.identifier("the name of a column")?);
        }
        Ok(names)
    })
}

/// Parses what stands behind PARTITION BY.
///
/// # Errors
/// As [`parse_create_table`].
pub fn parse_partition_by(text: &str) -> Result<Partitioning, ParseError> {
    whole(text, |cursor| {
        reject_leading(cursor, "PARTITION")?;
        partition::partitioning(cursor)
    })
}

/// Parses what stands behind DISTRIBUTED BY.
///
/// # Errors
/// As [`parse_create_table`].
pub fn parse_distributed_by(text: &str) -> Result<Distribution, ParseError> {
    whole(text, |cursor| {
        reject_leading(cursor, "DISTRIBUTED")?;
        distribution::distribution(cursor)
    })
}

/// Parses an aggregate, in any case: `SUM`, `replace`, `avg(bigint)`.
///
/// # Errors
/// An unknown aggregate, with the nearest one.
pub fn parse_agg_type(text: &str) -> Result<AggType, ParseError> {
    whole(text, column::aggregate)
}

/// Parses what stands behind DEFAULT.
///
/// # Errors
/// As [`parse_create_table`].
pub fn parse_default(text: &str) -> Result<DefaultValue, ParseError> {
    whole(text, column::default_value)
}

/// Parses what stands behind INDEX: `name (column) USING BITMAP`.
///
/// # Errors
/// As [`parse_create_table`].
pub fn parse_index(text: &str) -> Result<Index, ParseError> {
    whole(text, index::index)
}

/// Parses an expression: tokens whose brackets are balanced, without an operator or an argument missing.
///
/// # Errors
/// An empty text, an unbalanced bracket, a semicolon.
pub fn parse_expression(text: &str) -> Result<Expression, ParseError> {
    expression::whole_expression(&mut Cursor::new(text, Reading::Strict)?)
}

/// The text of a clause stands without the clause's own words.
fn reject_leading(cursor: &Cursor<'_>, word: &str) -> Parsed<()> {
    if cursor.is_keyword(word) && cursor.second_is_keyword("BY") {
        return Err(cursor
            .error(format!("{word} BY is not part of the value"))
            .with_help(format!("leave out `{word} BY` and write what stands behind it")));
    }
    Ok(())
}

/// `[database.]name`.
fn qualified_name(cursor: &mut Cursor<'_>) -> Parsed<TableName> {
    let start = cursor.token().start;
    let mut parts = vec![cursor.identifier("the name of a table")?];
    while cursor.take_symbol('.')? {
        parts.push(cursor.identifier("the name of a table")?);
    }
    let whole = start..cursor.previous_end();
    match parts.as_slice() {
        [name] => Ok(TableName { database: None, name: name.clone() }),
        [database, name] => Ok(TableName { database: Some(database.clone()), name: name.clone() }),
        [catalog, database, name] if catalog == "default_catalog" => {
            Ok(TableName { database: Some(database.clone()), name: name.clone() })
        }
        _ => Err(cursor
            .error_at(whole.clone(), format!("Invalid table name format '{}'", cursor.slice(whole)))
            .with_help("a table is named `table` or `database`.`table`")),
    }
}

/// `IF NOT EXISTS`, where it may be left out.
fn take_if_not_exists(cursor: &mut Cursor<'_>) -> Parsed<bool> {
    if !cursor.take_keyword("IF")? {
        return Ok(false);
    }
    cursor.expect_keyword("NOT")?;
    cursor.expect_keyword("EXISTS")?;
    Ok(true)
}

/// `IF EXISTS`, where it may be left out.
fn take_if_exists(cursor: &mut Cursor<'_>) -> Parsed<bool> {
    if !cursor.take_keyword("IF")? {
        return Ok(false);
    }
    cursor.expect_keyword("EXISTS")?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_expression_is_refused_at_its_place() {
        for (text, at) in
            [("id +", 4), ("id ** 2", 4), ("date_trunc('day' id)", 17), ("f(k,)", 4), ("f(,)", 2)]
        {
            assert_eq!(parse_expression(text).unwrap_err().span().start, at, "{text}");
        }
        for good in [
            "count(*)",
            "a * -1",
            "INTERVAL 7 DAY",
            "DATE '2024-01-01'",
            "CASE WHEN a = 'x' THEN 1 END",
            "x -> x + 1",
        ] {
            assert!(parse_expression(good).is_ok(), "{good}");
        }
    }
}
