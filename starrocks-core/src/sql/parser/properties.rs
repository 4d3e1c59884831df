//! `("key" = "value", …)`.

use super::cursor::{Cursor, Parsed, Reading};
use crate::schema::{Properties, Property};
use crate::sql::lexer::TokenKind;
use std::borrow::Cow;

/// The list of pairs, at least one.
pub(super) fn property_list(cursor: &mut Cursor<'_>) -> Parsed<Properties> {
    let entries = cursor.parenthesized(|cursor| {
        let key = property_text(cursor, "the key of a property")?;
        cursor.expect_symbol('=')?;
        let value = property_text(cursor, "the value of a property")?;
        Ok(Property { key: key.trim().to_owned().into(), value: value.into() })
    })?;
    Ok(Properties { entries: Cow::Owned(entries) })
}

/// The list of pairs, where it may be left out.
pub(super) fn optional_property_list(cursor: &mut Cursor<'_>) -> Parsed<Properties> {
    if cursor.is_symbol('(') { property_list(cursor) } else { Ok(Properties::NONE) }
}

fn property_text(cursor: &mut Cursor<'_>, what: &str) -> Parsed<String> {
    if matches!(
        cursor.token().kind,
        TokenKind::Word | TokenKind::QuotedIdentifier | TokenKind::Integer | TokenKind::Number
    ) {
        let word = cursor.text();
        return Err(cursor.error(format!("{what} is quoted text")).with_help(format!("write \"{word}\"")));
    }
    if cursor.reading == Reading::ShowCreate && cursor.token().kind == TokenKind::String {
        // A server prints quotes escaped, but not backslashes.
        let text = cursor.text();
        let value = text[1..text.len() - 1].replace("\\\"", "\"");
        cursor.advance()?;
        return Ok(value);
    }
    cursor.string(what).map(Cow::into_owned)
}
