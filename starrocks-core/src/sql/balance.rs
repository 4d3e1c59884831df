//! Which brackets are open.

use super::lexer::{Token, TokenKind};

/// The open brackets of a stretch of SQL, token by token.
///
/// `<` opens only behind ARRAY, MAP and STRUCT (`MAP<INT, INT>{1: 2}`); everywhere else it compares.
#[derive(Default)]
pub(super) struct Balance {
    closers: Vec<char>,
    behind_container: bool,
}

impl Balance {
    /// Takes the next token.
    ///
    /// # Errors
    /// The closing bracket that closes nothing.
    pub(super) fn take(&mut self, token: Token, text: &str) -> Result<(), char> {
        let behind_container = std::mem::take(&mut self.behind_container);
        match token.kind {
            TokenKind::Symbol('(') => self.closers.push(')'),
            TokenKind::Symbol('[') => self.closers.push(']'),
            TokenKind::Symbol('{') => self.closers.push('}'),
            TokenKind::Symbol('<') if behind_container => self.closers.push('>'),
            TokenKind::Symbol('>') if self.closers.last() == Some(&'>') => {
                self.closers.pop();
            }
            TokenKind::Symbol(c @ (')' | ']' | '}')) if self.closers.pop() != Some(c) => return Err(c),
            TokenKind::Word => {
                self.behind_container =
                    ["ARRAY", "MAP", "STRUCT"].iter().any(|word| text.eq_ignore_ascii_case(word));
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether every bracket is closed, and none may follow that belongs to what was read.
    pub(super) fn is_closed(&self) -> bool {
        self.closers.is_empty() && !self.behind_container
    }

    /// The bracket that is missing.
    pub(super) fn missing(&self) -> Option<char> {
        self.closers.last().copied()
    }
}
