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
        let mut token = Token { kind: TokenKind::End, start: self.at, end: self.at };
        self.read_token(&mut token)?;
        Ok(token)
    }

    /// [`Lexer::next_token`] into a place that is there already: a token that is copied costs more than one that is read.
    pub(crate) fn read_token(&mut self, token: &mut Token) -> Result<(), ParseError> {
        self.skip_blanks_and_comments()?;
        let start = self.at;
        let rest = &self.source.as_bytes()[start..];
        let Some(&first) = rest.first() else {
            *token = Token { kind: TokenKind::End, start, end: start };
            return Ok(());
        };
        let (kind, length) = match first {
            b'\'' | b'"' => (TokenKind::String, self.quoted_length(rest, 0)?),
            b'x' | b'X' if matches!(rest.get(1), Some(b'\'' | b'"')) => {
                (TokenKind::Binary, self.quoted_length(rest, 1)?)
            }
            b'`' => (TokenKind::QuotedIdentifier, self.backquoted_length(rest)?),
            b'0'..=b'9' => number_or_word(rest),
            b'.' if matches!(rest.get(1), Some(b'0'..=b'9')) => match number_or_word(&rest[1..]) {
                // `.1abc` is a point and the name `1abc`.
                (TokenKind::Word, _) => (TokenKind::Symbol('.'), 1),
                (_, length) => (TokenKind::Number, 1 + length),
            },
            _ if is_of_word(first) => (TokenKind::Word, word_length(rest)),
            // `#` and the backslash are the only ASCII punctuation that no token of StarRocks has.
            _ if first.is_ascii_punctuation() && first != b'#' && first != b'\\' => {
                (TokenKind::Symbol(first.into()), 1)
            }
            _ => {
                *token = self.one_character();
                return Ok(());
            }
        };
        self.at = start + length;
        *token = Token { kind, start, end: self.at };
        Ok(())
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
            let rest = &self.source.as_bytes()[self.at..];
            match rest {
                [first, ..] if is_blank(*first) => self.at += blank_length(rest),
                [b'-', b'-', ..] => {
                    self.at += rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |at| at + 1)
                }
                [b'/', b'*', ..] => {
                    let Some(length) = self.source[self.at + 2..].find("*/") else {
                        return Err(self.no_end("comment", 2).with_help("close it with `*/`"));
                    };
                    self.at += 2 + length + 2;
                }
                _ => return Ok(()),
            }
        }
    }

    /// The length of the string in which `rest` begins, behind `prefix` bytes.
    fn quoted_length(&self, rest: &[u8], prefix: usize) -> Result<usize, ParseError> {
        let quote = rest[prefix];
        let mut at = prefix + 1;
        while at < rest.len() {
            match rest[at] {
                // A binary literal knows no escapes.
                b'\\' if prefix == 0 => at += 2,
                b if b == quote && prefix == 0 && rest.get(at + 1) == Some(&quote) => at += 2,
                b if b == quote => return Ok(at + 1),
                _ => at += 1,
            }
        }
        Err(self.no_end("string", prefix + 1).with_help(format!(
            "close it with `{}`; a backslash before the closing quote must be doubled",
            char::from(quote)
        )))
    }

    fn backquoted_length(&self, rest: &[u8]) -> Result<usize, ParseError> {
        let mut at = 1;
        while at < rest.len() {
            match (rest[at], rest.get(at + 1)) {
                (b'`', Some(b'`')) => at += 2,
                (b'`', _) => return Ok(at + 1),
                _ => at += 1,
            }
        }
        Err(self.no_end("quoted name", 1).with_help("close it with a backquote"))
    }

    /// What begins here with `length` bytes goes on to the end of the text.
    fn no_end(&self, what: &str, length: usize) -> ParseError {
        ParseError::new(self.source, self.at..self.at + length, format!("this {what} has no end"))
    }
}

/// The ASCII blanks. Vertical tab and form feed are none to a frontend, but it drops them all the same.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\r' | b'\n' | b'\t' | b'\x0b' | b'\x0c')
}

/// The length of a run of blanks. The full-width blank counts as one only in a run that begins with an ASCII one.
fn blank_length(rest: &[u8]) -> usize {
    const FULL_WIDTH: &[u8] = "\u{3000}".as_bytes();
    let mut at = 0;
    loop {
        match rest.get(at) {
            Some(byte) if is_blank(*byte) => at += 1,
            Some(_) if rest[at..].starts_with(FULL_WIDTH) => at += FULL_WIDTH.len(),
            _ => return at,
        }
    }
}

/// Which bytes are of a word: ASCII letters, digits, `_`, `$`, and the characters from U+0080 to U+FFFF. Those are the ones that
/// UTF-8 begins with less than `0xF0`.
const OF_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'_' | b'$' | 0x80..0xF0);
        byte += 1;
    }
    table
};

fn is_of_word(byte: u8) -> bool {
    OF_WORD[usize::from(byte)]
}

fn word_length(rest: &[u8]) -> usize {
    rest.iter().position(|byte| !is_of_word(*byte)).unwrap_or(rest.len())
}

/// A number, or an identifier that begins with a digit: the longer one, and of two equally long ones the number.
fn number_or_word(rest: &[u8]) -> (TokenKind, usize) {
    let digits = |from: usize| rest[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut length = digits(0);
    let mut kind = TokenKind::Integer;
    if rest.get(length) == Some(&b'.') {
        length += 1 + digits(length + 1);
        kind = TokenKind::Number;
    }
    if let Some(b'e' | b'E') = rest.get(length) {
        let sign = usize::from(matches!(rest.get(length + 1), Some(b'+' | b'-')));
        let exponent = digits(length + 1 + sign);
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
    if !inner.bytes().any(|byte| byte == b'\\' || char::from(byte) == quote) {
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
