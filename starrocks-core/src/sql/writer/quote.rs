//! The one place where names and texts are quoted.

use crate::sql::balance::Balance;
use crate::sql::lexer::{Lexer, TokenKind};
use crate::sql::reserved::is_reserved_somewhere;
use std::fmt;

/// `name` in backquotes.
///
/// StarRocks deletes backquotes inside a quoted name, so a name that holds one cannot be written: it is refused by
/// [`crate::sql::write_create_table`] and by the rules. Here it is doubled, which keeps it one token.
///
/// ```
/// assert_eq!(starrocks_core::sql::quote_identifier("order"), "`order`");
/// ```
pub fn quote_identifier(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len() + 2);
    push_identifier(&mut quoted, name);
    quoted
}

/// [`quote_identifier`], behind what is written.
pub(super) fn push_identifier(sql: &mut String, name: &str) {
    sql.push('`');
    for (position, part) in name.split('`').enumerate() {
        if position > 0 {
            sql.push_str("``");
        }
        sql.push_str(part);
    }
    sql.push('`');
}

/// `text` as a string literal in double quotes.
///
/// Backslashes, double quotes and control characters are escaped, so that a literal never spans lines.
///
/// ```
/// assert_eq!(starrocks_core::sql::quote_string("say \"hi\""), r#""say \"hi\"""#);
/// ```
pub fn quote_string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    push_string(&mut quoted, text);
    quoted
}

/// [`quote_string`], behind what is written.
pub(super) fn push_string(sql: &mut String, text: &str) {
    sql.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'\\' => "\\\\",
            b'"' => "\\\"",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            b'\0' => "\\0",
            0x1a => "\\Z",
            _ => continue,
        };
        sql.push_str(&text[plain..at]);
        sql.push_str(escaped);
        plain = at + 1;
    }
    sql.push_str(&text[plain..]);
    sql.push('"');
}

/// Something in a table that no SQL text can say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// A name holds a backquote, which StarRocks would delete.
    Backquote {
        /// What the name is of: "column", "table", …
        what: &'static str,
        /// The name.
        name: String,
    },
    /// An expression, a type or another piece of verbatim SQL is not one balanced piece: it would end or swallow what
    /// stands around it.
    Verbatim {
        /// What it is: "default", "partition expression", …
        what: &'static str,
        /// Its text.
        text: String,
        /// Why it cannot be written.
        reason: String,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Backquote { what, name } => write!(
                f,
                "the name of a {what} cannot hold a backquote: StarRocks would delete it from `{name}`\n\
                 help: name the {what} `{}`",
                name.replace('`', "_")
            ),
            WriteError::Verbatim { what, text, reason } => {
                write!(f, "this {what} is not one piece of SQL: {reason}\n  {text}")
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// Whether `name` can be written as a name, or why not.
pub(super) fn check_identifier(what: &'static str, name: &str) -> Result<(), WriteError> {
    if name.contains('`') {
        return Err(WriteError::Backquote { what, name: name.to_owned() });
    }
    Ok(())
}

/// Whether a name may stand without quotes.
pub(super) fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !is_reserved_somewhere(name)
}

/// SQL that is written as it stands, after a look that it stays inside its place: it must be cut into tokens to the end,
/// with balanced brackets, no semicolon and, outside brackets, no comma.
pub(super) fn verbatim<'t>(what: &'static str, text: &'t str) -> Result<&'t str, WriteError> {
    let refuse = |reason: String| WriteError::Verbatim { what, text: text.to_owned(), reason };
    let mut lexer = Lexer::new(text);
    let mut balance = Balance::default();
    let mut end = 0;
    loop {
        let token = lexer.next_token().map_err(|error| refuse(error.message()))?;
        match token.kind {
            TokenKind::End => break,
            TokenKind::Unknown(c) => return Err(refuse(format!("`{c}` may stand only inside quotes"))),
            TokenKind::Symbol(';') => return Err(refuse("a semicolon ends the statement".to_owned())),
            TokenKind::Symbol(',') if balance.missing().is_none() => {
                return Err(refuse("a comma outside brackets ends it".to_owned()));
            }
            _ => {}
        }
        balance.take(token, &text[token.span()]).map_err(|c| refuse(format!("`{c}` closes nothing")))?;
        end = token.end;
    }
    match balance.missing() {
        Some(c) => Err(refuse(format!("`{c}` is missing"))),
        None if end == 0 => Err(refuse("it is empty".to_owned())),
        // A comment behind the last token would swallow what follows.
        None => Ok(&text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::lexer::string_value;

    #[test]
    fn every_text_survives_quoting() {
        for text in ["", "a'b", "a\"b", "\\", "\\%", "\n\r\t\0\u{1a}\u{8}", "`", ";*/--", "😀", "''\"\"\\\\"]
        {
            assert_eq!(string_value(&quote_string(text)), text);
        }
    }

    #[test]
    fn verbatim_sql_stays_in_its_place() {
        for good in ["f(a, b)", "[1, 2]", "map{'a': 1}", "'x;'", "a -- trailing"] {
            assert!(verbatim("expression", good).is_ok(), "{good}");
        }
        assert_eq!(verbatim("expression", "a -- trailing").unwrap(), "a");
        for bad in ["", "a, b", "a)", "(a", "a; DROP TABLE t", "'a", "/* a", "(a]"] {
            assert!(verbatim("expression", bad).is_err(), "{bad}");
        }
    }
}
