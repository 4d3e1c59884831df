//! Expressions: where they end. What they mean stays the server's business.

use super::cursor::{Cursor, Parsed};
use crate::schema::Expression;
use crate::sql::lexer::TokenKind;

/// An expression, up to a comma, a closing bracket, the end, or a COMMENT clause.
pub(super) fn expression(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.token().start;
    loop {
        match cursor.token().kind {
            TokenKind::End | TokenKind::Symbol(',' | ')' | ']' | '}' | ';') => break,
            // `comment` may name a column; followed by a string it is the clause.
            TokenKind::Word if cursor.is_keyword("COMMENT") && second_is_string(cursor) => break,
            _ => cursor.skip_balanced()?,
        }
    }
    let text = cursor.slice(start..cursor.previous_end().max(start)).trim();
    if text.is_empty() {
        cursor.note_expected("an expression");
        return Err(cursor.unexpected());
    }
    Ok(Expression::new(text.to_owned()))
}

/// A function call: a name and its arguments.
pub(super) fn function_call(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.token().start;
    cursor.advance()?;
    cursor.skip_balanced()?;
    Ok(Expression::new(cursor.slice(start..cursor.previous_end()).to_owned()))
}

/// Whether a function call is next: a word, reserved or not, directly in front of a bracket.
pub(super) fn is_function_call(cursor: &Cursor<'_>) -> bool {
    matches!(cursor.token().kind, TokenKind::Word | TokenKind::QuotedIdentifier)
        && cursor.second_is_symbol('(')
}

fn second_is_string(cursor: &Cursor<'_>) -> bool {
    cursor.second().is_ok_and(|token| token.kind == TokenKind::String)
}
