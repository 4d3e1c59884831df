//! `("key" = "value", …)`.

use super::cursor::{Cursor, Parsed, Reading};
use crate::schema::{Properties, Property};
use crate::sql::lexer::TokenKind;
use std::borrow::Cow;

/// The list of pairs, at least one.
pub(super) fn property_list(cursor: &mut Cursor<'_>) -> Parsed<Properties> {
    let entries = cursor.parenthesized(|cursor| {
        // SHOW CREATE TABLE prints the properties of a table on a line each, others in one line.
        let on_a_line = cursor.source()[..cursor.token().start].ends_with('\n');
        let key = property_text(cursor, "the key of a property", &[" = \""][..on_a_line.into()])?;
        cursor.expect_symbol('=')?;
        let ends = &[",\n\"", "\n)"][..if on_a_line { 2 } else { 0 }];
        let value = property_text(cursor, "the value of a property", ends)?;
        Ok(Property { key: Property::key_of(&key).to_owned().into(), value: value.into() })
    })?;
    Ok(Properties { entries: Cow::Owned(entries) })
}

/// The list of pairs, where it may be left out.
pub(super) fn optional_property_list(cursor: &mut Cursor<'_>) -> Parsed<Properties> {
    if cursor.is_symbol('(') { property_list(cursor) } else { Ok(Properties::NONE) }
}

/// `PROPERTIES (…)`, where it may be left out.
pub(super) fn optional_properties(cursor: &mut Cursor<'_>) -> Parsed<Properties> {
    if cursor.take_keyword("PROPERTIES")? { property_list(cursor) } else { Ok(Properties::NONE) }
}

/// A quoted text; in what a server printed, `ends` is what may follow it.
fn property_text(cursor: &mut Cursor<'_>, what: &'static str, ends: &[&str]) -> Parsed<String> {
    if matches!(
        cursor.token().kind,
        TokenKind::Word | TokenKind::QuotedIdentifier | TokenKind::Integer | TokenKind::Number
    ) {
        let word = cursor.text();
        return Err(cursor.error(format!("{what} is quoted text")).with_help(format!("write \"{word}\"")));
    }
    let is_quote = cursor.text().starts_with('"');
    if cursor.reading == Reading::ShowCreate
        && is_quote
        && let Some(value) = printed_text(cursor, ends)?
    {
        return Ok(value);
    }
    cursor.string(what).map(Cow::into_owned)
}

/// A server prints quotes escaped, but not backslashes. So a quote behind a backslash is a part of the text, or the end of a
/// text that ends in a backslash: what follows tells.
fn printed_text(cursor: &mut Cursor<'_>, ends: &[&str]) -> Parsed<Option<String>> {
    let start = cursor.token().start + 1;
    let rest = cursor.slice(start..cursor.source().len());
    let follows = |behind: &str, end: &str| match behind.strip_prefix(end) {
        // Nothing follows the list of the table's properties; a text may hold its end.
        Some(more) => !end.ends_with(')') || more.trim_matches([';', ' ', '\n']).is_empty(),
        None => false,
    };
    let is_end =
        |at: usize| !rest[..at].ends_with('\\') || ends.iter().any(|end| follows(&rest[at + 1..], end));
    let Some(end) = rest.match_indices('"').map(|(at, _)| at).find(|at| is_end(*at)) else { return Ok(None) };
    let value = rest[..end].replace("\\\"", "\"");
    cursor.jump(start + end + 1)?;
    Ok(Some(value))
}

#[cfg(test)]
mod tests {
    use crate::schema::{Column, DataType, Properties, Table};
    use crate::sql::{parse_show_create_table, show_create_table};

    #[test]
    fn what_a_server_prints_without_escaping_backslashes_is_read_back() {
        for value in [
            "",
            "a",
            "\\",
            "\\\\",
            "\"",
            "\\\"",
            "\"\\",
            "a\"b",
            "a\\\"b\\",
            "'",
            "f(\"a\")",
            "\n)",
            "a, \"b\" = c",
            "\"\n) ENGINE=OLAP ",
        ] {
            let properties = Properties::new([("colocate_with", value), ("compression", "LZ4")]);
            let mut table = Table::new("t").with_column(Column::new("k", DataType::Int).nullable());
            table.properties = properties;
            let printed = show_create_table(&table);
            let read = parse_show_create_table(&printed).unwrap_or_else(|error| panic!("{error}")).table;
            assert_eq!(read.properties, table.properties, "{printed}");
        }
    }
}
