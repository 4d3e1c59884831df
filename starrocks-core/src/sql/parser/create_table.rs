//! CREATE TABLE.

use super::column::{column, take_charset_words};
use super::cursor::{Cursor, Parsed};
use super::distribution::distribution;
use super::index::index;
use super::partition::partitioning;
use super::properties::{optional_properties, property_list};
use super::{qualified_name, take_if_not_exists};
use crate::nearest::nearest;
use crate::schema::{Column, Index, Key, KeyModel, List, Rollup, Table, Text};
use crate::sql::CreateTable;
use crate::sql::lexer::TokenKind;
use std::borrow::Cow;

/// `CREATE [TEMPORARY] TABLE [IF NOT EXISTS] name (…) …`, up to the end or a semicolon.
pub(super) fn create_table(cursor: &mut Cursor<'_>) -> Parsed<CreateTable> {
    cursor.expect_keyword("CREATE")?;
    let temporary = cursor.take_keyword("TEMPORARY")?;
    if cursor.is_keyword("EXTERNAL") {
        return Err(cursor
            .error("an EXTERNAL table is not a StarRocks table")
            .with_help("read external data through a catalog: CREATE EXTERNAL CATALOG"));
    }
    cursor.expect_keyword("TABLE")?;
    let if_not_exists = take_if_not_exists(cursor)?;
    let name = qualified_name(cursor)?;
    if cursor.is_keyword("LIKE") || cursor.is_keyword("AS") {
        return Err(cursor.error("only a CREATE TABLE that lists its columns describes a table"));
    }
    let (columns, indexes) = elements(cursor)?;
    let mut table = Table { temporary, ..Table::new(name) };
    table.columns = Cow::Owned(columns);
    table.indexes = Cow::Owned(indexes);
    if cursor.take_keyword("ENGINE")? {
        cursor.expect_symbol('=')?;
        table.engine = Some(cursor.identifier("an engine")?);
    }
    table.charset = charset(cursor)?;
    table.key = key(cursor)?;
    if cursor.take_keyword("COMMENT")? {
        table.comment = Some(cursor.string("a comment")?);
    }
    if cursor.take_keyword("PARTITION")? {
        cursor.expect_keyword("BY")?;
        table.partition_by = Some(partitioning(cursor)?);
    }
    if cursor.take_keyword("DISTRIBUTED")? {
        cursor.expect_keyword("BY")?;
        table.distributed_by = Some(distribution(cursor)?);
    }
    if cursor.take_keyword("ORDER")? {
        cursor.expect_keyword("BY")?;
        table.order_by = order_by(cursor)?;
    }
    if cursor.take_keyword("ROLLUP")? {
        table.rollups = Cow::Owned(cursor.parenthesized(rollup)?);
    }
    table.properties = optional_properties(cursor)?;
    // Accepted and ignored by the server for its own tables.
    if cursor.take_keyword("BROKER")? {
        cursor.expect_keyword("PROPERTIES")?;
        property_list(cursor)?;
    }
    end_of_statement(cursor)?;
    Ok(CreateTable { if_not_exists, table })
}

/// The columns, and behind them the indexes.
fn elements(cursor: &mut Cursor<'_>) -> Parsed<(Vec<Column>, Vec<Index>)> {
    cursor.expect_symbol('(')?;
    if cursor.is_symbol(')') {
        return Err(cursor.error("A table must have at least 1 column"));
    }
    let (mut columns, mut indexes) = (Vec::new(), Vec::new());
    loop {
        if cursor.is_keyword("INDEX") {
            if columns.is_empty() {
                return Err(cursor.unexpected().with_help("indexes come behind the columns"));
            }
            cursor.advance()?;
            indexes.push(index(cursor)?);
        } else if indexes.is_empty() {
            if cursor.is_keyword("PRIMARY") && cursor.second_is_keyword("KEY") {
                return Err(cursor
                    .unexpected()
                    .with_help("the key clause comes behind the closing bracket: (…) PRIMARY KEY (…)"));
            }
            let first = cursor.text();
            columns.push(column(cursor).map_err(|error| match nearest(first, ["INDEX"]) {
                // `INDX i (k)` reads like a column with an unknown type.
                Some(_) if !columns.is_empty() => error.with_help("did you mean `INDEX`?"),
                _ => error,
            })?);
        } else {
            cursor.note_keyword("INDEX");
            return Err(cursor.unexpected().with_help("indexes come behind all columns"));
        }
        if !cursor.take_symbol(',')? {
            cursor.expect_symbol(')')?;
            return Ok((columns, indexes));
        }
    }
}

fn charset(cursor: &mut Cursor<'_>) -> Parsed<Option<Text>> {
    let default = cursor.is_keyword("DEFAULT");
    if default {
        cursor.advance()?;
    }
    if !take_charset_words(cursor)? {
        if default {
            cursor.note_keyword("CHARSET");
            return Err(cursor.unexpected());
        }
        return Ok(None);
    }
    cursor.take_symbol('=')?;
    if cursor.token().kind == TokenKind::String {
        return cursor.string("a character set").map(Some);
    }
    cursor.identifier("a character set").map(Some)
}

/// A key clause, where there is one.
pub(super) fn key(cursor: &mut Cursor<'_>) -> Parsed<Option<Key>> {
    for model in KeyModel::ALL {
        if cursor.take_keyword(model.keyword())? {
            cursor.expect_keyword("KEY")?;
            let columns = cursor.identifier_list("a key column")?;
            return Ok(Some(Key { model, columns: Cow::Owned(columns) }));
        }
    }
    Ok(None)
}

/// What stands behind ORDER BY: columns, whose direction is read and ignored, as the server does.
pub(super) fn order_by(cursor: &mut Cursor<'_>) -> Parsed<List<Text>> {
    cursor.parenthesized(sort_column).map(Cow::Owned)
}

fn sort_column(cursor: &mut Cursor<'_>) -> Parsed<Text> {
    let start = cursor.token().start;
    let is_word = ["ALL", "FALSE", "NULL", "TRUE"].iter().any(|word| cursor.is_keyword(word));
    if is_word || matches!(cursor.token().kind, TokenKind::Integer | TokenKind::Number | TokenKind::String) {
        return no_sort_column(cursor, start);
    }
    let mut brackets = 0;
    while cursor.take_symbol('(')? {
        brackets += 1;
    }
    let mut name = cursor.identifier("a column of ORDER BY")?;
    while cursor.take_symbol('.')? {
        name = cursor.identifier("a column of ORDER BY")?;
    }
    for _ in 0..brackets {
        cursor.expect_symbol(')')?;
    }
    if !cursor.take_keyword("ASC")? {
        cursor.take_keyword("DESC")?;
    }
    if cursor.take_keyword("NULLS")? && !cursor.take_keyword("FIRST")? {
        cursor.expect_keyword("LAST")?;
    }
    if !cursor.is_symbol(',') && !cursor.is_symbol(')') {
        return no_sort_column(cursor, start);
    }
    Ok(name)
}

/// An expression where a column of ORDER BY should stand.
fn no_sort_column(cursor: &mut Cursor<'_>, start: usize) -> Parsed<Text> {
    while !matches!(cursor.token().kind, TokenKind::Symbol(',' | ')') | TokenKind::End) {
        cursor.skip_balanced()?;
    }
    let item = start..cursor.previous_end();
    let written = match cursor.slice(item.clone()) {
        // It stands for all columns, and the server has a number for it.
        all if all.eq_ignore_ascii_case("ALL") => "0",
        written => written,
    };
    let message = format!("Unknown column '{written}' in order by clause");
    Err(cursor.error_at(item, message).with_help("ORDER BY of a table takes columns only"))
}

/// One rollup: `name (a, b) [DUPLICATE KEY (a)] [FROM index] [PROPERTIES (…)]`.
pub(super) fn rollup(cursor: &mut Cursor<'_>) -> Parsed<Rollup> {
    let name = cursor.identifier("the name of a rollup")?;
    let columns = cursor.identifier_list("a column of a rollup")?;
    let mut duplicate_key = Vec::new();
    if cursor.take_keyword("DUPLICATE")? {
        cursor.expect_keyword("KEY")?;
        duplicate_key = cursor.identifier_list("a key column of a rollup")?;
    }
    let from = if cursor.take_keyword("FROM")? { Some(cursor.identifier("an index")?) } else { None };
    let properties = optional_properties(cursor)?;
    Ok(Rollup {
        name,
        columns: Cow::Owned(columns),
        duplicate_key: Cow::Owned(duplicate_key),
        from,
        properties,
    })
}

/// Nothing, or semicolons and nothing.
pub(super) fn end_of_statement(cursor: &mut Cursor<'_>) -> Parsed<()> {
    while cursor.take_symbol(';')? {}
    if cursor.at_end() {
        return Ok(());
    }
    let clauses = [
        "ENGINE",
        "CHARSET",
        "DEFAULT",
        "PRIMARY",
        "DUPLICATE",
        "AGGREGATE",
        "UNIQUE",
        "COMMENT",
        "PARTITION",
        "DISTRIBUTED",
        "ORDER",
        "ROLLUP",
        "PROPERTIES",
    ];
    cursor.note_expected("the end of the statement");
    let error = cursor.unexpected();
    Err(if clauses.iter().any(|clause| cursor.is_keyword(clause)) {
        error.with_help(
            "each clause once, in this order: ENGINE, CHARSET, key, COMMENT, PARTITION BY, DISTRIBUTED BY, ORDER BY, \
             ROLLUP, PROPERTIES",
        )
    } else {
        error
    })
}
