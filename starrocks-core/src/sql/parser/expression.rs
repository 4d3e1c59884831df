//! Expressions: where they end. What they mean stays the server's business.

use super::cursor::{Cursor, Parsed, Reading};
use crate::schema::{Expression, IntervalUnit};
use crate::sql::lexer::{Token, TokenKind};
use crate::sql::reserved::is_reserved;

/// An expression, up to a comma, a closing bracket, the end, or a COMMENT clause.
pub(super) fn expression(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.token().start;
    loop {
        match cursor.token().kind {
            TokenKind::End | TokenKind::Symbol(',' | ')' | ']' | '}' | ';') => break,
            // `comment` may name a column; followed by a string it is the clause.
            TokenKind::Word if cursor.is_keyword("COMMENT") && second_is_string(cursor) => break,
            TokenKind::Word if cursor.token().start > start && ends_column(cursor) => break,
            _ => cursor.skip_balanced()?,
        }
    }
    let text = cursor.slice(start..cursor.previous_end().max(start)).trim();
    if text.is_empty() {
        cursor.note_expected("an expression");
        return Err(cursor.unexpected());
    }
    if cursor.reading == Reading::Strict {
        reject_broken(cursor, start, cursor.previous_end())?;
    }
    Ok(Expression::new(text.to_owned()))
}

fn ends_column(cursor: &Cursor<'_>) -> bool {
    cursor.column_ends.iter().any(|word| cursor.is_keyword(word))
}

/// A function call: a name and its arguments.
pub(super) fn function_call(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.token().start;
    cursor.advance()?;
    cursor.skip_balanced()?;
    if cursor.reading == Reading::Strict {
        reject_broken(cursor, start, cursor.previous_end())?;
    }
    Ok(Expression::new(cursor.slice(start..cursor.previous_end()).to_owned()))
}

/// Looks for what no expression can be: two operands side by side, an operator without one, an empty argument.
///
/// What an expression means stays the server's business, and so does every word: only texts, numbers, quoted names and
/// punctuation are judged.
fn reject_broken(cursor: &Cursor<'_>, start: usize, end: usize) -> Parsed<()> {
    let mut ahead = Cursor::new(&cursor.source()[..end], cursor.reading)?;
    ahead.jump(start)?;
    let mut previous: Option<Token> = None;
    loop {
        let token = ahead.token();
        let text = |token: Token| ahead.slice(token.span());
        let broken = match (previous.map(|previous| previous.kind), token.kind) {
            (Some(TokenKind::Symbol(c)), TokenKind::End) => "+-*/%=<>,.".contains(c),
            (Some(TokenKind::Symbol(c)), TokenKind::Symbol(')')) => {
                "+-*/%=,.".contains(c) && !is_star_call(&ahead, token)
            }
            (Some(TokenKind::Symbol('(' | ',')), TokenKind::Symbol(',')) => true,
            (Some(TokenKind::Symbol('*' | '/' | '%')), TokenKind::Symbol('*' | '/' | '%')) => true,
            // `'day' dt`; but `DATE '…'`, `INTERVAL 7 DAY` and `CASE 1 WHEN` have a word between.
            (Some(before), now) if is_operand(before) && is_operand(now) => true,
            (Some(TokenKind::String), TokenKind::Word) => previous.is_some_and(|_| !is_keyword(text(token))),
            _ => false,
        };
        if broken {
            let behind_operand = previous.is_some_and(|previous| is_operand(previous.kind));
            ahead.note_expected(if behind_operand { "an operator or a comma" } else { "an operand" });
            return Err(ahead.unexpected());
        }
        if ahead.at_end() {
            return Ok(());
        }
        previous = Some(token);
        ahead.advance()?;
    }
}

/// `count(*)`.
fn is_star_call(ahead: &Cursor<'_>, close: Token) -> bool {
    ahead.source()[..close.start].trim_end().ends_with("(*")
}

fn is_operand(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::String | TokenKind::Integer | TokenKind::Number | TokenKind::QuotedIdentifier)
}

/// A word that may stand behind a text: `'a' AND`, `'%Y' ESCAPE`, `INTERVAL '1' DAY`.
fn is_keyword(word: &str) -> bool {
    is_reserved(word)
        || ["END", "ESCAPE", "SEPARATOR", "COLLATE", "MINUS", "EXCEPT"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
        || IntervalUnit::ALL.iter().any(|unit| unit.keyword().eq_ignore_ascii_case(word))
}

/// An expression that is the whole text.
pub(super) fn whole_expression(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    if cursor.at_end() {
        cursor.note_expected("an expression");
        return Err(cursor.unexpected());
    }
    let start = cursor.token().start;
    while !cursor.at_end() {
        cursor.skip_balanced()?;
    }
    reject_broken(cursor, start, cursor.previous_end())?;
    Ok(Expression::new(cursor.source().trim().to_owned()))
}

/// Whether a function call is next: a word, reserved or not, directly in front of a bracket.
pub(super) fn is_function_call(cursor: &Cursor<'_>) -> bool {
    matches!(cursor.token().kind, TokenKind::Word | TokenKind::QuotedIdentifier)
        && cursor.second_is_symbol('(')
}

fn second_is_string(cursor: &Cursor<'_>) -> bool {
    cursor.second().is_ok_and(|token| token.kind == TokenKind::String)
}
