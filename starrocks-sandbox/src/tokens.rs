//! The tokens of a text, cut into statements, and a reader over the tokens of one.

use crate::error::SqlError;
use starrocks_core::sql::lexer::{Lexer, Token, TokenKind, identifier_value, string_value};
use std::borrow::Cow;

/// Cuts a text into statements, the way a frontend does: a lone `;` is an empty statement.
pub(crate) fn statements(source: &str) -> Result<Vec<Reader<'_>>, SqlError> {
    let mut lexer = Lexer::new(source);
    let mut statements = Vec::new();
    let mut tokens: Vec<Token> = Vec::new();
    loop {
        let token = lexer.next_token().map_err(|error| SqlError::bare(error.server_message()))?;
        match token.kind {
            TokenKind::End if tokens.is_empty() && !statements.is_empty() => return Ok(statements),
            TokenKind::End => {
                statements.push(Reader::new(source, tokens, token));
                return Ok(statements);
            }
            TokenKind::Symbol(';') => {
                statements.push(Reader::new(source, std::mem::take(&mut tokens), token))
            }
            _ => tokens.push(token),
        }
    }
}

/// Reads the tokens of one statement from left to right.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    end: Token,
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, tokens: Vec<Token>, end: Token) -> Self {
        Reader { source, tokens, end, at: 0 }
    }

    /// The same statement from here to where `end` stands.
    pub(crate) fn up_to(&self, end: &Reader<'a>) -> Reader<'a> {
        Reader {
            source: self.source,
            tokens: self.tokens[self.at.min(end.at)..end.at.min(self.tokens.len())].to_vec(),
            end: end.peek(),
            at: 0,
        }
    }

    /// The statement without what surrounds it.
    pub(crate) fn text(&self) -> &'a str {
        let start = self.tokens.first().map_or(self.end.start, |token| token.start);
        &self.source[start..self.end.start]
    }

    /// The text from the current token on.
    pub(crate) fn rest_text(&self) -> &'a str {
        &self.source[self.peek().start..self.end.start]
    }

    /// Whether the statement is closed by a `;` that nothing stands before.
    pub(crate) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Whether the text ends here without a `;`.
    pub(crate) fn ends_the_text(&self) -> bool {
        self.end.kind == TokenKind::End
    }

    pub(crate) fn at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(crate) fn peek(&self) -> Token {
        self.tokens.get(self.at).copied().unwrap_or(self.end)
    }

    fn peek_nth(&self, ahead: usize) -> Token {
        self.tokens.get(self.at + ahead).copied().unwrap_or(self.end)
    }

    pub(crate) fn text_of(&self, token: Token) -> &'a str {
        &self.source[token.span()]
    }

    pub(crate) fn next(&mut self) -> Token {
        let token = self.peek();
        self.at += 1;
        token
    }

    /// Whether the next words are `words`.
    pub(crate) fn sees(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(ahead, word)| {
            let token = self.peek_nth(ahead);
            token.kind == TokenKind::Word && self.text_of(token).eq_ignore_ascii_case(word)
        })
    }

    /// Takes `words` if they come next.
    pub(crate) fn takes(&mut self, words: &[&str]) -> bool {
        let sees = self.sees(words);
        if sees {
            self.at += words.len();
        }
        sees
    }

    pub(crate) fn sees_symbol(&self, symbol: char) -> bool {
        self.peek().kind == TokenKind::Symbol(symbol)
    }

    pub(crate) fn takes_symbol(&mut self, symbol: char) -> bool {
        let sees = self.sees_symbol(symbol);
        if sees {
            self.at += 1;
        }
        sees
    }

    pub(crate) fn expect(&mut self, words: &[&str]) -> Result<(), SqlError> {
        for word in words {
            if !self.takes(&[word]) {
                return Err(self.unexpected(word));
            }
        }
        Ok(())
    }

    pub(crate) fn expect_symbol(&mut self, symbol: char) -> Result<(), SqlError> {
        if self.takes_symbol(symbol) { Ok(()) } else { Err(self.unexpected(&symbol.to_string())) }
    }

    pub(crate) fn expect_end(&self) -> Result<(), SqlError> {
        if self.at_end() { Ok(()) } else { Err(self.unexpected_of("<EOF>, ';'")) }
    }

    /// A name, quoted or not.
    pub(crate) fn identifier(&mut self) -> Result<String, SqlError> {
        let token = self.peek();
        match token.kind {
            TokenKind::QuotedIdentifier => {}
            TokenKind::Word if !starrocks_core::sql::is_reserved(self.text_of(token)) => {}
            _ => return Err(self.unexpected_of("a legal identifier")),
        }
        self.at += 1;
        Ok(identifier_value(self.text_of(token)).into_owned())
    }

    /// A quoted string.
    pub(crate) fn string(&mut self) -> Result<String, SqlError> {
        let token = self.peek();
        if token.kind != TokenKind::String {
            return Err(self.unexpected_of("SINGLE_QUOTED_TEXT, DOUBLE_QUOTED_TEXT"));
        }
        self.at += 1;
        Ok(string_value(self.text_of(token)).into_owned())
    }

    pub(crate) fn string_or_identifier(&mut self) -> Result<String, SqlError> {
        if self.peek().kind == TokenKind::String { self.string() } else { self.identifier() }
    }

    /// `[[catalog.]database.]name`
    pub(crate) fn qualified_name(&mut self) -> Result<QualifiedName, SqlError> {
        let mut parts = vec![self.identifier()?];
        while self.takes_symbol('.') {
            parts.push(self.identifier()?);
        }
        let name = parts.pop().unwrap_or_default();
        let database = parts.pop();
        match parts.first() {
            Some(catalog) if parts.len() > 1 || !catalog.eq_ignore_ascii_case("default_catalog") => {
                Err(SqlError::analyzing_as(5078, format!("Unknown catalog '{catalog}'")))
            }
            _ => Ok(QualifiedName { database, name }),
        }
    }

    /// A syntax error at the current token, where only `expected` may stand.
    pub(crate) fn unexpected(&self, expected: &str) -> SqlError {
        self.unexpected_of(&format!("'{expected}'"))
    }

    fn unexpected_of(&self, expected: &str) -> SqlError {
        let token = self.peek();
        let found = match token.kind {
            TokenKind::End => Cow::Borrowed("<EOF>"),
            _ => Cow::Borrowed(self.text_of(token)),
        };
        self.syntax_error(
            token.start,
            format!("Unexpected input '{found}', the most similar input is {{{expected}}}"),
        )
    }

    /// A syntax error at a byte of the source.
    pub(crate) fn syntax_error(&self, at: usize, detail: impl AsRef<str>) -> SqlError {
        let before = &self.source[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().count();
        SqlError::bare(format!(
            "Getting syntax error at line {line}, column {column}. Detail message: {}.",
            detail.as_ref()
        ))
    }
}

/// A table name as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QualifiedName {
    pub(crate) database: Option<String>,
    pub(crate) name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_statements() {
        let texts = |source| {
            statements(source).unwrap().iter().map(|s| s.text().trim().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(texts("a; b"), ["a", "b"]);
        assert_eq!(texts("a;"), ["a"]);
        assert_eq!(texts("a;;"), ["a", ""]);
        assert_eq!(texts(";;"), ["", ""]);
        assert_eq!(texts("  "), [""]);
        assert_eq!(texts("select ';' /* ; */ -- ;\n, `;`"), ["select ';' /* ; */ -- ;\n, `;`"]);
    }

    #[test]
    fn an_error_names_its_place() {
        let mut reader = statements("DROP\nTABEL t").unwrap().remove(0);
        let error = reader.expect(&["DROP", "TABLE"]).unwrap_err();
        assert!(error.message.starts_with(
            "Getting syntax error at line 2, column 0. Detail message: Unexpected input 'TABEL'"
        ));
    }
}
