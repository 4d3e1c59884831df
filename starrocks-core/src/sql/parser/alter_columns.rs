//! The clauses of ALTER TABLE about columns and their fields.

use super::column::column;
use super::cursor::{Cursor, Parsed};
use super::data_type::data_type;
use super::properties::optional_properties;
use crate::schema::{AlterClause, ColumnPosition, FieldStep, List, Text};
use std::borrow::Cow;

pub(super) fn add_column(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    if cursor.is_symbol('(') {
        let columns = cursor.parenthesized(column)?;
        let rollup = target_rollup(cursor)?;
        let properties = optional_properties(cursor)?;
        return Ok(AlterClause::AddColumns { columns: Cow::Owned(columns), rollup, properties });
    }
    let column = column(cursor)?;
    let position = position(cursor)?;
    let rollup = target_rollup(cursor)?;
    let properties = optional_properties(cursor)?;
    Ok(AlterClause::AddColumn { column, position, rollup, properties })
}

/// `TO rollup` or `IN rollup`.
fn target_rollup(cursor: &mut Cursor<'_>) -> Parsed<Option<Text>> {
    if cursor.take_keyword("TO")? || cursor.take_keyword("IN")? {
        return cursor.identifier("the name of a rollup").map(Some);
    }
    Ok(None)
}

/// `FROM rollup`.
pub(super) fn source_rollup(cursor: &mut Cursor<'_>) -> Parsed<Option<Text>> {
    if cursor.take_keyword("FROM")? { cursor.identifier("the name of a rollup").map(Some) } else { Ok(None) }
}

/// `FIRST` or `AFTER name`.
pub(super) fn position(cursor: &mut Cursor<'_>) -> Parsed<Option<ColumnPosition>> {
    if cursor.take_keyword("FIRST")? {
        return Ok(Some(ColumnPosition::First));
    }
    if cursor.take_keyword("AFTER")? {
        return cursor.identifier("a name").map(|name| Some(ColumnPosition::After(name)));
    }
    Ok(None)
}

pub(super) fn add_field(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    let column = cursor.identifier("the name of a column")?;
    cursor.expect_keyword("ADD")?;
    cursor.expect_keyword("FIELD")?;
    let path = field_path(cursor)?;
    let data_type = data_type(cursor)?;
    let position = position(cursor)?;
    let properties = optional_properties(cursor)?;
    Ok(AlterClause::AddField { column, path, data_type, position, properties })
}

pub(super) fn drop_field(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    let column = cursor.identifier("the name of a column")?;
    cursor.expect_keyword("DROP")?;
    cursor.expect_keyword("FIELD")?;
    let path = field_path(cursor)?;
    let properties = optional_properties(cursor)?;
    Ok(AlterClause::DropField { column, path, properties })
}

/// `a.b`, `[*].a`.
fn field_path(cursor: &mut Cursor<'_>) -> Parsed<List<FieldStep>> {
    let mut path = Vec::new();
    loop {
        path.push(if cursor.take_symbol('[')? {
            cursor.expect_symbol('*')?;
            cursor.expect_symbol(']')?;
            FieldStep::Element
        } else {
            FieldStep::Field(cursor.identifier("the name of a field")?)
        });
        if !cursor.take_symbol('.')? {
            return Ok(Cow::Owned(path));
        }
    }
}
