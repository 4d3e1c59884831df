//! Text to schema. One file per clause.

mod alter_columns;
mod alter_habits;
mod alter_optimize;
mod alter_partitions;
mod alter_table;
mod alter_tablets;
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
use crate::sql::tree::Node;
use crate::sql::{CreateTable, ParseError};
use cursor::{Cursor, Parsed, Reading};
pub(super) use data_type::is_type_word;

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
    statement(sql, Reading::Strict, create_table::create_table)
}

/// Parses what SHOW CREATE TABLE of a server printed.
///
/// It differs from [`parse_create_table`] where a server prints what it would not take: index, partition and struct field
/// names without quotes, texts without escapes. Types and index types that this crate does not know are kept verbatim.
///
/// # Errors
/// As [`parse_create_table`].
pub fn parse_show_create_table(sql: &str) -> Result<CreateTable, ParseError> {
    statement(sql, Reading::ShowCreate, create_table::create_table)
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
    let mut starts = vec![0];
    statement(sql, Reading::Strict, |cursor| alter_table::alter_table(cursor, &mut starts))
        .map_err(|error| alter_habits::explained(sql, &starts, error))
}

/// Parses a statement with `parse`, which looks for the end by itself.
fn statement<T>(sql: &str, reading: Reading, parse: impl FnOnce(&mut Cursor<'_>) -> Parsed<T>) -> Parsed<T> {
    let mut cursor = Cursor::new(sql, reading)?;
    let parsed = parse(&mut cursor);
    cursor.settle(parsed)
}

/// Parses the whole of `text` with `parse`.
fn whole<T>(text: &str, parse: impl FnOnce(&mut Cursor<'_>) -> Parsed<T>) -> Parsed<T> {
    statement(text, Reading::Strict, |cursor| {
        let value = parse(cursor)?;
        cursor.expect_end()?;
        Ok(value)
    })
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

/// Parses an expression.
///
/// # Errors
/// What is not in StarRocks' grammar, with its place. Whether the functions and columns in it exist is not asked.
pub fn parse_expression(text: &str) -> Result<Expression, ParseError> {
    statement(text, Reading::Strict, expression::whole_expression)
}

impl Node {
    /// The tree of a whole expression; `None` for a text that the grammar does not take.
    pub(crate) fn parse(text: &str) -> Option<Node> {
        whole(text, expression::tree).ok()
    }
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
    fn a_full_width_blank_at_the_end_of_a_name_stays() {
        let sql = "ALTER TABLE t ADD COLUMN n DATE DEFAULT 22024-02-29\u{3000}";
        let alter = parse_alter_table(sql).unwrap();
        let written = crate::sql::write_alter_table(&alter, crate::sql::Style::OneLine).unwrap();
        assert_eq!(parse_alter_table(&written).unwrap(), alter);
        assert_eq!(parse_expression(" a + 1b\u{3000} ").unwrap().text, "a + 1b\u{3000}");
    }

    #[test]
    fn a_broken_expression_is_refused_at_its_place() {
        for (text, at) in [
            ("id +", 4),
            ("id ** 2", 4),
            ("date_trunc('day' id)", 17),
            ("f(k,)", 4),
            ("f(,)", 2),
            ("()", 1),
            ("(k, k)", 6),
            ("{}", 1),
            ("{1}", 1),
            ("[1,]", 3),
            ("array(1)", 5),
            ("ARRAY[1]", 5),
            ("map{1,2}", 5),
            ("k STORED", 2),
            ("k NOT NULL", 2),
            ("(DEFAULT 1)", 1),
            ("left(s)", 0),
            ("a = NOT b", 4),
            ("a IN (1) + 1", 9),
            ("x -> ", 5),
        ] {
            assert_eq!(parse_expression(text).unwrap_err().span().start, at, "{text}");
        }
    }

    #[test]
    fn the_grammar_of_expressions() {
        for good in [
            "count(*)",
            "count(DISTINCT a, b)",
            "a * -1",
            "- - 1",
            "INTERVAL 7 DAY",
            "d + INTERVAL (1 + 2) DAY",
            "interval + 1",
            "DATE '2024-01-01'",
            "date",
            "CASE WHEN a = 'x' THEN 1 END",
            "CASE a WHEN 1 THEN 'x' ELSE 'y' END",
            "x -> x + 1",
            "array_map((x, y) -> x + y, a, b)",
            "map_apply((k, v) -> (k, v + 1), m)",
            "j -> '$.a' -> 'b'",
            "(SELECT max(k) FROM t)",
            "a IN (SELECT b FROM c)",
            "(a, b) NOT IN (SELECT 1, 2)",
            "a BETWEEN 1 AND 2 AND b NOT LIKE '%x' OR NOT c IS NOT NULL",
            "a[1:2][1].f.g",
            "ARRAY<INT>[1, 2]",
            "MAP<INT, STRING>{1: 'a'}",
            "row(1, 'x').col1",
            "{fn upper('x')}",
            "@@session.sql_mode",
            "@x",
            "CAST(a AS ARRAY<DECIMAL(10, 2)>)",
            "convert(a, INT)",
            "extract(year FROM d)",
            "timestampdiff(DAY, a, b)",
            "row_number() OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
            "lag(a IGNORE NULLS, 1) OVER (ORDER BY b)",
            "group_concat(DISTINCT a, b ORDER BY c DESC NULLS LAST SEPARATOR ',')",
            "current_timestamp(3)",
            "time_slice(d, INTERVAL 5 MINUTE, floor)",
            "a <=> b && c || d",
            "a DIV 2 MOD 3 BITSHIFTLEFT 1",
            "db.f(1)",
            "`select` MATCH 'x'",
            "a COLLATE utf8_bin",
        ] {
            assert!(parse_expression(good).is_ok(), "{good}: {}", parse_expression(good).unwrap_err());
        }
    }

    #[test]
    fn deep_nesting_costs_no_stack() {
        let deep = "(".repeat(50_000) + "k" + &")".repeat(50_000);
        assert!(parse_expression(&deep).is_ok());
        let signs = "-~".repeat(20_000) + "k";
        assert!(parse_expression(&signs).is_ok());
        assert!(parse_expression(&("k".to_owned() + &" + k[1]".repeat(20_000))).is_ok());
        let lambdas = "x -> (".repeat(90) + "x" + &")".repeat(90);
        assert!(parse_expression(&lambdas).is_ok());
    }
}
