//! What an expression names. Expressions are text; their tokens are enough to find the columns and functions in them.

use super::lexer::{Lexer, Token, TokenKind, identifier_value};
use super::reserved::is_reserved;
use crate::schema::Expression;
use std::borrow::Cow;
use std::ops::Range;

impl Expression {
    /// The names that may be columns: unquoted names that are no keyword and no function, and all quoted ones, in the
    /// order in which they stand. A qualified name (`t.c`, `c.field`) gives each of its parts.
    ///
    /// ```
    /// use starrocks_core::schema::Expression;
    ///
    /// let expression = Expression::new("date_trunc('day', dt)");
    /// assert_eq!(expression.names(), ["dt"]);
    /// assert_eq!(expression.functions(), ["date_trunc"]);
    /// ```
    pub fn names(&self) -> Vec<Cow<'_, str>> {
        name_tokens(&self.text).map(|token| identifier_value(&self.text[token.span()])).collect()
    }

    /// The names in front of an opening bracket, in the order in which they stand.
    pub fn functions(&self) -> Vec<&str> {
        let tokens = tokens(&self.text);
        let pairs = tokens.iter().zip(tokens.iter().skip(1));
        pairs
            .filter(|(name, next)| name.kind == TokenKind::Word && next.kind == TokenKind::Symbol('('))
            .map(|(name, _)| &self.text[name.span()])
            .collect()
    }
}

/// Where the column `name` stands in the text of a clause or an expression; case is not significant.
///
/// ```
/// use starrocks_core::sql::find_identifier;
///
/// assert_eq!(find_identifier("HASH(`page_id`, Hash)", "hash"), Some(16..20));
/// ```
pub fn find_identifier(text: &str, name: &str) -> Option<Range<usize>> {
    name_tokens(text)
        .find(|token| crate::schema::same_column_name(&identifier_value(&text[token.span()]), name))
        .map(|token| token.span())
}

/// The text with the column `from` named `to`, in quotes; `None` when it does not name it.
pub(crate) fn rename_identifier(text: &str, from: &str, to: &str) -> Option<String> {
    let mut renamed = String::new();
    let mut end = 0;
    for token in name_tokens(text) {
        if crate::schema::same_column_name(&identifier_value(&text[token.span()]), from) {
            renamed.push_str(&text[end..token.start]);
            renamed.push_str(&super::quote_identifier(to));
            end = token.end;
        }
    }
    (end > 0).then(|| renamed + &text[end..])
}

/// All tokens of a text, as far as it can be cut.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer::new(text);
    std::iter::from_fn(|| lexer.next_token().ok().filter(|token| token.kind != TokenKind::End)).collect()
}

/// The tokens that may be names of columns.
pub(crate) fn name_tokens(text: &str) -> impl Iterator<Item = Token> {
    let all = tokens(text);
    let mut next_kinds: Vec<Option<TokenKind>> = all.iter().skip(1).map(|token| Some(token.kind)).collect();
    next_kinds.push(None);
    let names: Vec<Token> = all
        .into_iter()
        .zip(next_kinds)
        .filter(|(token, next)| match token.kind {
            TokenKind::QuotedIdentifier => true,
            TokenKind::Word => *next != Some(TokenKind::Symbol('(')) && !is_reserved(&text[token.span()]),
            _ => false,
        })
        .map(|(token, _)| token)
        .collect();
    names.into_iter()
}
