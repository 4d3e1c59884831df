//! The text that the writers of canonical DDL fill, piece by piece.

use super::quote::{WriteError, check_identifier, is_word, push_identifier, push_string, verbatim};
use std::fmt::{Display, Write};

/// What a function returns that writes a part of a statement.
pub(super) type Written = Result<(), WriteError>;

/// How a statement is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// A line per column and per clause.
    #[default]
    Pretty,
    /// All in one line.
    OneLine,
}

/// A statement as far as it is written.
pub(super) struct Sql {
    text: String,
    style: Style,
}

impl Sql {
    /// Nothing yet, with room for about `length` bytes.
    pub(super) fn new(style: Style, length: usize) -> Self {
        Sql { text: String::with_capacity(length), style }
    }

    /// A part of a statement alone, in one line.
    pub(super) fn part(write: impl FnOnce(&mut Sql) -> Written) -> Result<String, WriteError> {
        let mut sql = Sql::new(Style::OneLine, 32);
        write(&mut sql)?;
        Ok(sql.text)
    }

    /// The statement, without blanks at its end.
    pub(super) fn finish(mut self) -> String {
        // A full-width blank may be the end of a name.
        self.text.truncate(self.text.trim_end_matches([' ', '\n']).len());
        self.text
    }

    /// How much is written.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// SQL of our own.
    pub(super) fn push(&mut self, sql: &str) {
        self.text.push_str(sql);
    }

    /// A blank, if something has been written since the length was `start`.
    pub(super) fn blank_since(&mut self, start: usize) {
        if self.text.len() > start {
            self.text.push(' ');
        }
    }

    /// A number.
    pub(super) fn number(&mut self, number: impl Display) {
        // Writing to a String does not fail.
        let _ = write!(self.text, "{number}");
    }

    /// A name in backquotes; `what` says of what.
    pub(super) fn identifier(&mut self, what: &'static str, name: &str) -> Written {
        check_identifier(what, name)?;
        push_identifier(&mut self.text, name);
        Ok(())
    }

    /// A word that stands unquoted when it can (`ENGINE = OLAP`).
    pub(super) fn word(&mut self, what: &'static str, word: &str) -> Written {
        if is_word(word) {
            self.push(word);
            return Ok(());
        }
        self.identifier(what, word)
    }

    /// A text in quotes.
    pub(super) fn string(&mut self, text: &str) {
        push_string(&mut self.text, text);
    }

    /// SQL that is written as it stands, if it stays in its place.
    pub(super) fn verbatim(&mut self, what: &'static str, text: &str) -> Written {
        self.push(verbatim(what, text)?);
        Ok(())
    }

    /// `a, b`.
    pub(super) fn each<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(&mut Sql, T) -> Written,
    ) -> Written {
        self.separated(", ", items, write)
    }

    /// `(a, b)`.
    pub(super) fn parenthesized<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(&mut Sql, T) -> Written,
    ) -> Written {
        self.push("(");
        self.each(items, write)?;
        self.push(")");
        Ok(())
    }

    /// `(a, b)` with a line per item, if the style has them.
    pub(super) fn lines<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(&mut Sql, T) -> Written,
    ) -> Written {
        let (open, close) = match self.style {
            Style::Pretty => ("(\n  ", "\n)"),
            Style::OneLine => ("(", ")"),
        };
        let mut items = items.into_iter().peekable();
        if items.peek().is_none() {
            self.push("()");
            return Ok(());
        }
        self.push(open);
        self.separated(self.between_lines(), items, write)?;
        self.push(close);
        Ok(())
    }

    /// `a, b` with a line per item behind the first, if the style has them.
    pub(super) fn lines_without_brackets<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(&mut Sql, T) -> Written,
    ) -> Written {
        self.separated(self.between_lines(), items, write)
    }

    /// What a further line of a list begins with.
    pub(super) fn indent(&mut self) {
        self.push(self.between_lines().trim_start_matches(','));
    }

    /// What a clause of CREATE TABLE begins with.
    pub(super) fn clause(&mut self, words: &str) {
        self.push(match self.style {
            Style::Pretty => "\n",
            Style::OneLine => " ",
        });
        self.push(words);
    }

    fn between_lines(&self) -> &'static str {
        match self.style {
            Style::Pretty => ",\n  ",
            Style::OneLine => ", ",
        }
    }

    fn separated<T>(
        &mut self,
        between: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Sql, T) -> Written,
    ) -> Written {
        for (position, item) in items.into_iter().enumerate() {
            if position > 0 {
                self.push(between);
            }
            write(self, item)?;
        }
        Ok(())
    }
}
