//! Expressions: StarRocks' grammar of them. What they mean stays the business of `rules`.
//!
//! `operators` has the levels of binding, `operands` what stands between operators, `words` those that
//! begin with a word, `calls` the functions.

mod calls;
mod operands;
mod operators;
mod words;

use super::cursor::{Cursor, Parsed, Reading};
use crate::schema::Expression;
use crate::sql::lexer::{Lexer, Token, TokenKind};
use crate::sql::tree::Node;

/// Reads expressions at a cursor.
struct Grammar<'c, 'a> {
    cursor: &'c mut Cursor<'a>,
    /// How many expressions are open around this one.
    depth: usize,
}

/// Deeper nesting is only checked for its brackets: it would cost stack, and no table has it.
const DEEPEST: usize = 100;

impl<'c, 'a> Grammar<'c, 'a> {
    fn new(cursor: &'c mut Cursor<'a>) -> Self {
        Grammar { cursor, depth: 0 }
    }

    /// The tokens from the next one on, as far as they can be cut.
    fn ahead(&self) -> impl Iterator<Item = Token> + use<'a> {
        let mut lexer = Lexer::new(self.cursor.source());
        lexer.seek(self.cursor.token().start);
        std::iter::from_fn(move || lexer.next_token().ok().filter(|token| token.kind != TokenKind::End))
    }

    /// Whether a word of this list is next.
    fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.cursor.is_keyword(word))
    }

    fn text_of(&self, token: Token) -> &'a str {
        self.cursor.slice(token.span())
    }
}

/// An expression, as long as it goes on.
pub(super) fn expression(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.token().start;
    if cursor.reading == Reading::ShowCreate {
        return printed(cursor);
    }
    tree(cursor)?;
    Ok(Expression::new(cursor.slice(start..cursor.previous_end()).to_owned()))
}

/// The tree of an expression.
pub(super) fn tree(cursor: &mut Cursor<'_>) -> Parsed<Node> {
    Grammar::new(cursor).expression()
}

/// What a server printed as an expression: up to a comma, a closing bracket, the end, or a COMMENT clause.
fn printed(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.token().start;
    loop {
        match cursor.token().kind {
            TokenKind::End | TokenKind::Symbol(',' | ')' | ']' | '}' | ';') => break,
            // `comment` may name a column; followed by a string it is the clause.
            TokenKind::Word if cursor.is_keyword("COMMENT") && second_is_string(cursor) => break,
            _ => cursor.skip_balanced()?,
        }
    }
    let text = cursor.slice(start..cursor.previous_end().max(start)).trim_ascii();
    if text.is_empty() {
        cursor.note_expected("an expression");
        return Err(cursor.unexpected());
    }
    Ok(Expression::new(text.to_owned()))
}

/// A function call: a name and its arguments.
pub(super) fn function_call(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.token().start;
    if cursor.reading == Reading::ShowCreate {
        cursor.advance()?;
        cursor.skip_balanced()?;
    } else {
        Grammar::new(cursor).partition_call()?;
    }
    Ok(Expression::new(cursor.slice(start..cursor.previous_end()).to_owned()))
}

/// An expression that is the whole text.
pub(super) fn whole_expression(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.token().start;
    tree(cursor)?;
    cursor.expect_end()?;
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
