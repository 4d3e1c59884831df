//! The parser's hands: look at the next token, take it, or say what was expected in its place.

use crate::schema::Text;
use crate::sql::balance::Balance;
use crate::sql::error::{ParseError, unexpected_input};
use crate::sql::lexer::{Lexer, Token, TokenKind, identifier_value, string_value};
use crate::sql::reserved::is_reserved;
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;

/// How strictly a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// What a user wrote: everything must be in StarRocks' grammar.
    Strict,
    /// What SHOW CREATE TABLE printed: names may be unquoted and types unknown.
    ShowCreate,
}

/// What could have stood in place of the next token. Most of it is never shown, so it becomes text in an error only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Keyword(&'static str),
    Symbol(char),
    /// Told in words: "a type".
    Words(&'static str),
    /// A text in quotes: "a comment".
    Quoted(&'static str),
}

impl Expected {
    fn text(self) -> String {
        match self {
            Expected::Keyword(word) => format!("`{word}`"),
            Expected::Symbol(symbol) => format!("`{symbol}`"),
            Expected::Words(words) => words.to_owned(),
            Expected::Quoted(what) => format!("{what} in quotes"),
        }
    }
}

/// A position in a text, with the next token at hand.
pub(crate) struct Cursor<'a> {
    lexer: Lexer<'a>,
    token: Token,
    /// The text of the token, which is looked at for every keyword that could stand here.
    text: &'a str,
    /// The end of the token before; the end of what has been read.
    previous_end: usize,
    /// What would have been taken instead of the next token.
    expected: Vec<Expected>,
    pub(crate) reading: Reading,
    /// The words that may follow a column, and so end it.
    pub(crate) column_ends: &'static [&'static str],
    /// The first complaint that a frontend has only when the rest of the text is in its grammar, if ever.
    postponed: Option<ParseError>,
}

pub(crate) type Parsed<T> = Result<T, ParseError>;

impl<'a> Cursor<'a> {
    pub(crate) fn new(source: &'a str, reading: Reading) -> Parsed<Self> {
        let mut lexer = Lexer::new(source);
        let token = lexer.next_token()?;
        let text = &source[token.span()];
        Ok(Cursor {
            lexer,
            token,
            text,
            previous_end: 0,
            expected: Vec::with_capacity(16),
            reading,
            column_ends: &[],
            postponed: None,
        })
    }

    pub(crate) fn source(&self) -> &'a str {
        self.lexer.source()
    }

    pub(crate) fn token(&self) -> Token {
        self.token
    }

    /// The text of the next token.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    pub(crate) fn slice(&self, range: Range<usize>) -> &'a str {
        &self.source()[range]
    }

    pub(crate) fn previous_end(&self) -> usize {
        self.previous_end
    }

    pub(crate) fn advance(&mut self) -> Parsed<()> {
        self.previous_end = self.token.end;
        self.expected.clear();
        loop {
            match self.lexer.read_token(&mut self.token) {
                Ok(()) => {}
                // A bare name may hold a quote that nothing closes.
                Err(_) if self.reading == Reading::ShowCreate => self.token = self.lexer.one_character(),
                Err(error) => return Err(error),
            }
            match self.token.kind {
                // A frontend drops the character; what a user wrote may hold none, lest a name loses a part.
                TokenKind::Unknown(c) if self.reading == Reading::Strict => self.postpone_unknown(c),
                _ => break,
            }
        }
        self.text = self.slice(self.token.span());
        Ok(())
    }

    fn postpone_unknown(&mut self, c: char) {
        self.postpone(|cursor| {
            let message = format!("the character `{}` may stand only inside quotes", c.escape_debug());
            cursor
                .error(message)
                .with_help("put a name that holds it in backquotes; StarRocks would drop the character")
        });
    }

    /// Keeps an error until the rest of the text is read, as a frontend does. The first one is told; of the others, which may be
    /// many, not even the text is made.
    pub(crate) fn postpone(&mut self, error: impl FnOnce(&Self) -> ParseError) {
        if self.postponed.is_none() {
            self.postponed = Some(error(self));
        }
    }

    /// What `parsed` is after all: an error that was postponed comes first for a user, though a frontend sees a later one first.
    pub(crate) fn settle<T>(self, parsed: Parsed<T>) -> Parsed<T> {
        match (self.postponed, parsed) {
            (None, parsed) => parsed,
            (Some(first), Ok(_)) => Err(first),
            (Some(first), Err(later)) => Err(first.behind(&later)),
        }
    }

    /// Goes on at byte `at`: for stretches that are not lexed.
    pub(crate) fn jump(&mut self, at: usize) -> Parsed<()> {
        self.lexer.seek(at);
        self.token.end = at;
        self.advance()
    }

    /// The token behind the next one.
    pub(crate) fn second(&self) -> Parsed<Token> {
        self.lexer.clone().next_token()
    }

    pub(crate) fn second_is_symbol(&self, symbol: char) -> bool {
        self.second().is_ok_and(|token| token.kind == TokenKind::Symbol(symbol))
    }

    pub(crate) fn second_is_keyword(&self, keyword: &str) -> bool {
        self.second().is_ok_and(|token| {
            token.kind == TokenKind::Word && self.source()[token.span()].eq_ignore_ascii_case(keyword)
        })
    }

    pub(crate) fn at_end(&self) -> bool {
        self.token.kind == TokenKind::End
    }

    pub(crate) fn is_keyword(&self, keyword: &str) -> bool {
        self.token.kind == TokenKind::Word && self.text().eq_ignore_ascii_case(keyword)
    }

    pub(crate) fn is_symbol(&self, symbol: char) -> bool {
        self.token.kind == TokenKind::Symbol(symbol)
    }

    /// The place and the complaint of a frontend that stops at `token`, where it expects `expected`.
    pub(crate) fn server_stop(&self, token: Token, expected: &str) -> (usize, String) {
        (token.start, unexpected_input(&self.source()[token.span()], &[expected.to_owned()]))
    }

    /// The token behind [`Cursor::second`].
    pub(crate) fn third(&self) -> Parsed<Token> {
        let mut lexer = self.lexer.clone();
        lexer.next_token()?;
        lexer.next_token()
    }

    /// Remembers that `words` could have stood here.
    pub(crate) fn note_expected(&mut self, words: &'static str) {
        self.expected.push(Expected::Words(words));
    }

    /// Remembers that `keyword` could have stood here.
    pub(crate) fn note_keyword(&mut self, keyword: &'static str) {
        self.expected.push(Expected::Keyword(keyword));
    }

    /// Remembers that `symbol` could have stood here.
    pub(crate) fn note_symbol(&mut self, symbol: char) {
        self.expected.push(Expected::Symbol(symbol));
    }

    /// Takes the keyword if it is next.
    pub(crate) fn take_keyword(&mut self, keyword: &'static str) -> Parsed<bool> {
        if self.is_keyword(keyword) {
            self.advance()?;
            return Ok(true);
        }
        self.note_keyword(keyword);
        Ok(false)
    }

    /// Takes the symbol if it is next.
    pub(crate) fn take_symbol(&mut self, symbol: char) -> Parsed<bool> {
        if self.is_symbol(symbol) {
            self.advance()?;
            return Ok(true);
        }
        self.note_symbol(symbol);
        Ok(false)
    }

    pub(crate) fn expect_keyword(&mut self, keyword: &'static str) -> Parsed<()> {
        if self.take_keyword(keyword)? { Ok(()) } else { Err(self.unexpected()) }
    }

    pub(crate) fn expect_symbol(&mut self, symbol: char) -> Parsed<()> {
        if self.take_symbol(symbol)? { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Nothing may follow.
    pub(crate) fn expect_end(&mut self) -> Parsed<()> {
        if self.at_end() {
            return Ok(());
        }
        self.note_expected("the end of the text");
        Err(self.unexpected())
    }

    /// The next token is not one of those that were asked for.
    pub(crate) fn unexpected(&self) -> ParseError {
        let mut expected = Vec::new();
        for text in self.expected.iter().map(|expected| expected.text()) {
            if !expected.contains(&text) {
                expected.push(text);
            }
        }
        ParseError::unexpected(self.source(), self.token.span(), self.text().to_owned(), expected)
    }

    /// Where a bare name begins: `blanks` bytes behind the token before, whatever stands there.
    pub(crate) fn bare_start(&self, blanks: usize) -> usize {
        (self.previous_end + blanks).min(self.token.start)
    }

    /// An error at the next token.
    pub(crate) fn error(&self, message: impl Into<String>) -> ParseError {
        self.error_at(self.token.span(), message)
    }

    pub(crate) fn error_at(&self, span: Range<usize>, message: impl Into<String>) -> ParseError {
        ParseError::new(self.source(), span, message)
    }

    /// Whether the next token is a name.
    pub(crate) fn is_identifier(&self) -> bool {
        match self.token.kind {
            TokenKind::QuotedIdentifier => true,
            TokenKind::Word => self.reading == Reading::ShowCreate || !is_reserved(self.text()),
            _ => false,
        }
    }

    /// A name; `what` says of what.
    pub(crate) fn identifier(&mut self, what: &'static str) -> Parsed<Text> {
        if self.is_identifier() {
            let name = identifier_value(self.text()).into_owned();
            self.advance()?;
            return Ok(name.into());
        }
        if self.token.kind == TokenKind::Word {
            let word = self.text();
            return Err(self
                .error(format!("`{word}` is a reserved word and cannot be {what} as it is"))
                .with_help(format!("put it in backquotes: `` `{word}` ``")));
        }
        if matches!(self.token.kind, TokenKind::String) {
            let name = string_value(self.text()).into_owned();
            return Err(self
                .error(format!("{what} is not a string"))
                .with_help(format!("write it without quotes, or in backquotes: `` `{name}` ``")));
        }
        self.note_expected(what);
        Err(self.unexpected())
    }

    /// `(a, b, …)`.
    pub(crate) fn identifier_list(&mut self, what: &'static str) -> Parsed<Vec<Text>> {
        self.parenthesized(|cursor| cursor.identifier(what))
    }

    /// `(item, item, …)`, at least one.
    pub(crate) fn parenthesized<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
        self.expect_symbol('(')?;
        let mut items = vec![item(self)?];
        while self.take_symbol(',')? {
            items.push(item(self)?);
        }
        self.expect_symbol(')')?;
        Ok(items)
    }

    /// A quoted string; `what` says of what.
    pub(crate) fn string(&mut self, what: &'static str) -> Parsed<Text> {
        if self.token.kind != TokenKind::String {
            self.expected.push(Expected::Quoted(what));
            return Err(self.unexpected());
        }
        let value = string_value(self.text()).into_owned();
        self.advance()?;
        Ok(value.into())
    }

    /// An unsigned integer that fits into 31 bits, as everywhere in StarRocks' DDL.
    pub(crate) fn integer(&mut self, what: &'static str) -> Parsed<u32> {
        self.integer_up_to(i32::MAX.unsigned_abs(), what)
    }

    /// An unsigned integer that fits into 63 bits.
    pub(crate) fn long_integer(&mut self, what: &'static str) -> Parsed<u64> {
        self.integer_up_to(i64::MAX.unsigned_abs(), what)
    }

    fn integer_up_to<T: FromStr + PartialOrd + Display>(&mut self, most: T, what: &'static str) -> Parsed<T> {
        if self.token.kind != TokenKind::Integer {
            self.note_expected(what);
            return Err(self.unexpected());
        }
        let text = self.text();
        match text.parse().ok().filter(|value| *value <= most) {
            Some(value) => {
                self.advance()?;
                Ok(value)
            }
            None => Err(self
                .error(format!("For input string: \"{text}\""))
                .bare()
                .with_help(format!("{what} is at most {most}"))),
        }
    }

    /// Steps over one token, or one group in brackets. Iterative, so depth costs nothing.
    pub(crate) fn skip_balanced(&mut self) -> Parsed<()> {
        let first = self.token;
        let mut balance = Balance::default();
        loop {
            match self.token.kind {
                TokenKind::Symbol(';') => return Err(self.unexpected()),
                TokenKind::End if balance.missing().is_some() => {
                    return Err(self.error_at(first.span(), "this bracket is not closed"));
                }
                TokenKind::End => return Err(self.unexpected()),
                _ => {}
            }
            balance.take(self.token, self.text()).map_err(|_| self.unexpected())?;
            self.advance()?;
            // A type is one group with what it is of: `ARRAY<INT>`.
            if balance.is_closed() || balance.missing().is_none() && !self.is_symbol('<') {
                return Ok(());
            }
        }
    }
}
