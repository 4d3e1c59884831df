//! Text to tokens, as StarRocks' own lexer cuts it.
//!
//! Tokens are ranges of the source; nothing is copied until a name or a string is asked for. Tokens are made one at a
//! time, so that the parser can step over a stretch that is not lexed at all (see [`Lexer::seek`]).

use super::error::ParseError;
use std::borrow::Cow;
use std::ops::Range;

/// A token: what it is, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Token {
    /// The bytes of the source that the token covers.
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A keyword or an unquoted identifier.
    Word,
    /// An identifier in backquotes.
    QuotedIdentifier,
    /// `'…'` or `"…"`.
    String,
    /// `x'…'`.
    Binary,
    /// Digits.
    Integer,
    /// A number with a point or an exponent.
    Number,
    /// One character of punctuation.
    Symbol(char),
    /// A character that may stand only inside quotes. A frontend drops it without a word; [`crate::sql`] refuses it.
    Unknown(char),
    /// The end of the text.
    End,
}

/// Cuts a text into tokens.
///
/// ```
/// use starrocks_core::sql::lexer::{Lexer, TokenKind};
///
/// let mut lexer = Lexer::new("k /* key */ = 'a\\'b'");
/// let kinds: Vec<TokenKind> = std::iter::from_fn(|| lexer.next_token().ok())
///     .map(|token| token.kind)
///     .take_while(|kind| *kind != TokenKind::End)
///     .collect();
/// assert_eq!(kinds, [TokenKind::Word, TokenKind::Symbol('='), TokenKind::String]);
/// ```
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    /// A lexer at the beginning of `source`.
    pub fn new(source: &'a str) -> Self {
        Lexer { source, at: 0 }
    }

    /// The whole text.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Goes on from byte `at`, which must be the beginning of a character.
    pub fn seek(&mut self, at: usize) {
        debug_assert!(self.source.is_char_boundary(at));
        self.at = at;
    }

    /// The next token, [`TokenKind::End`] at the end and ever after.
    ///
    /// # Errors
    /// An unterminated string, quoted identifier or comment.
    pub fn next_token(&mut self) -> Result<Token, ParseError> {
        self.skip_blanks_and_comments()?;
        let start = self.at;
        let rest = &self.source[start..];
        let Some(first) = rest.chars().next() else {
            return Ok(Token { kind: TokenKind::End, start, end: start });
        };
        let (kind, length) = match first {
            '\'' | '"' => (TokenKind::String, self.quoted_length(rest, first, 0)?),
            'x' | 'X' if matches!(rest.as_bytes().get(1), Some(b'\'' | b'"')) => {
                let quote = if rest.as_bytes()[1] == b'\'' { '\'' } else { '"' };
                (TokenKind::Binary, self.quoted_length(rest, quote, 1)?)
            }
            '`' => (TokenKind::QuotedIdentifier, self.backquoted_length(rest)?),
            c if c.is_ascii_digit() => number_or_word(rest),
            '.' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => match number_or_word(&rest[1..]) {
                // `.1abc` is a point and the name `1abc`.
                (TokenKind::Word, _) => (TokenKind::Symbol('.'), 1),
                (_, length) => (TokenKind::Number, 1 + length),
            },
            c if is_letter(c) => (TokenKind::Word, word_length(rest)),
            c if c.is_ascii_punctuation() => (TokenKind::Symbol(c), 1),
            c => (TokenKind::Unknown(c), c.len_utf8()),
        };
        self.at = start + length;
        Ok(Token { kind, start, end: self.at })
    }

    /// The next character as a token of its own, whatever it begins.
    pub(crate) fn one_character(&mut self) -> Token {
        let start = self.at;
        match self.source[start..].chars().next() {
            Some(c) => {
                self.at += c.len_utf8();
                Token { kind: TokenKind::Unknown(c), start, end: self.at }
            }
            None => Token { kind: TokenKind::End, start, end: start },
        }
    }

    fn skip_blanks_and_comments(&mut self) -> Result<(), ParseError> {
        loop {
            let rest = &self.source[self.at..];
            if rest.starts_with(BLANKS) {
                // The full-width blank counts as a blank only in a run that begins with an ASCII one.
                let blank = |c: char| BLANKS.contains(&c) || c == '\u{3000}';
                self.at += rest.find(|c| !blank(c)).unwrap_or(rest.len());
            } else if rest.starts_with("--") {
                self.at += rest.find('\n').map_or(rest.len(), |at| at + 1);
            } else if let Some(comment) = rest.strip_prefix("/*") {
                let Some(end) = comment.find("*/") else {
                    return Err(ParseError::new(
                        self.source,
                        self.at..self.at + 2,
                        "this comment has no end",
                    )
                    .with_help("close it with `*/`"));
                };
                self.at += 2 + end + 2;
            } else {
                return Ok(());
            }
        }
    }

    fn quoted_length(&self, rest: &str, quote: char, prefix: usize) -> Result<usize, ParseError> {
        let bytes = rest.as_bytes();
        let mut at = prefix + 1;
        while at < bytes.len() {
            match bytes[at] {
                // A binary literal knows no escapes.
                b'\\' if prefix == 0 => at += 2,
                b if b == quote as u8 && prefix == 0 && bytes.get(at + 1) == Some(&b) => at += 2,
                b if b == quote as u8 => return Ok(at + 1),
                _ => at += 1,
            }
        }
        Err(ParseError::new(self.source, self.at..self.at + prefix + 1, "this string has no end").with_help(
            format!("close it with `{quote}`; a backslash before the closing quote must be doubled"),
        ))
    }

    fn backquoted_length(&self, rest: &str) -> Result<usize, ParseError> {
        let bytes = rest.as_bytes();
        let mut at = 1;
        while at < bytes.len() {
            match (bytes[at], bytes.get(at + 1)) {
                (b'`', Some(b'`')) => at += 2,
                (b'`', _) => return Ok(at + 1),
                _ => at += 1,
            }
        }
        Err(ParseError::new(self.source, self.at..self.at + 1, "this quoted name has no end")
            .with_help("close it with a backquote"))
    }
}

/// The ASCII blanks. Vertical tab and form feed are none to a frontend, but it drops them all the same.
const BLANKS: [char; 6] = [' ', '\r', '\n', '\t', '\u{b}', '\u{c}'];

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || c == '$' || ('\u{80}'..='\u{ffff}').contains(&c)
}

fn word_length(rest: &str) -> usize {
    rest.find(|c: char| !is_letter(c) && !c.is_ascii_digit()).unwrap_or(rest.len())
}

/// A number, or an identifier that begins with a digit: the longer one, and of two equally long ones the number.
fn number_or_word(rest: &str) -> (TokenKind, usize) {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let mut length = digits(rest);
    let mut kind = TokenKind::Integer;
    if rest[length..].starts_with('.') {
        length += 1 + digits(&rest[length + 1..]);
        kind = TokenKind::Number;
    }
    if rest[length..].starts_with(['e', 'E']) {
        let sign = usize::from(rest[length + 1..].starts_with(['+', '-']));
        let exponent = digits(&rest[length + 1 + sign..]);
        if exponent > 0 {
            length += 1 + sign + exponent;
            kind = TokenKind::Number;
        }
    }
    let word = word_length(rest);
    if word > length { (TokenKind::Word, word) } else { (kind, length) }
}

/// The value of a string token: without its quotes, escapes resolved.
///
/// A doubled quote is one quote; `\n \t \r \b \0 \Z` are control characters; `\_` and `\%` keep their backslash, as
/// patterns need it; any other `\x` is `x`.
pub fn string_value(token: &str) -> Cow<'_, str> {
    let quote = token.chars().next().unwrap_or('"');
    let inner = token.get(1..token.len().saturating_sub(1)).unwrap_or_default();
    if !inner.contains(['\\', quote]) {
        return Cow::Borrowed(inner);
    }
    let mut value = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c == quote {
            chars.next();
            value.push(c);
        } else if c == '\\' {
            match chars.next() {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some('r') => value.push('\r'),
                Some('b') => value.push('\u{8}'),
                Some('0') => value.push('\0'),
                Some('Z') => value.push('\u{1a}'),
                Some(c @ ('_' | '%')) => value.extend(['\\', c]),
                Some(c) => value.push(c),
                None => {}
            }
        } else {
            value.push(c);
        }
    }
    Cow::Owned(value)
}

/// The name in a word or in a quoted identifier: StarRocks deletes every backquote inside a quoted one.
pub fn identifier_value(token: &str) -> Cow<'_, str> {
    match token.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
        Some(inner) if inner.contains('`') => Cow::Owned(inner.replace('`', "")),
        Some(inner) => Cow::Borrowed(inner),
        None => Cow::Borrowed(token),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(TokenKind, &str)> {
        let mut lexer = Lexer::new(text);
        let mut all = Vec::new();
        loop {
            let token = lexer.next_token().unwrap();
            if token.kind == TokenKind::End {
                return all;
            }
            all.push((token.kind, &text[token.span()]));
        }
    }

    #[test]
    fn numbers_and_names_that_begin_with_digits() {
        use TokenKind::*;
        assert_eq!(
            tokens("1 1. .5 1e5 1e 1abc a.1b 1.5e-3"),
            [
                (Integer, "1"),
                (Number, "1."),
                (Number, ".5"),
                (Number, "1e5"),
                (Word, "1e"),
                (Word, "1abc"),
                (Word, "a"),
                (Symbol('.'), "."),
                (Word, "1b"),
                (Number, "1.5e-3"),
            ]
        );
    }

    #[test]
    fn full_width_blank_is_a_letter_unless_a_blank_comes_first() {
        assert_eq!(tokens("a \u{3000}b").len(), 2);
        assert_eq!(tokens("a\u{3000}b").len(), 1);
    }

    #[test]
    fn comments_and_hints_are_blanks() {
        assert_eq!(tokens("a -- x ' y\nb /* ' */ /*+ h */ c").len(), 3);
    }

    #[test]
    fn string_escapes() {
        assert_eq!(string_value(r"'it\'s ''x'' \n \% \q \\'"), "it's 'x' \n \\% q \\");
        assert_eq!(string_value(r#""say ""hi"" 'x'""#), "say \"hi\" 'x'");
    }

    #[test]
    fn what_has_no_end_is_an_error() {
        for text in ["'a", "'a\\'", "`a", "/* a", "\"a\"\"", "'\u{1F600}\\"] {
            assert!(Lexer::new(text).next_token().is_err(), "{text}");
        }
    }

    #[test]
    fn names_lose_their_backquotes() {
        assert_eq!(identifier_value("`a``b`"), "ab");
        assert_eq!(identifier_value("`a b`"), "a b");
        assert_eq!(identifier_value("``"), "");
    }
}
