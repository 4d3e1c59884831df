//! Operands that begin with a word: literals, CASE, INTERVAL, typed arrays and maps, names.

use super::super::cursor::Parsed;
use super::super::data_type::data_type;
use super::Grammar;
use crate::schema::IntervalUnit;
use crate::sql::lexer::TokenKind;
use crate::sql::reserved::is_reserved;
use crate::sql::tree::{Kind, Node};

impl Grammar<'_, '_> {
    pub(super) fn word(&mut self) -> Parsed<Node> {
        let start = self.cursor.token().start;
        let second = self.cursor.second()?;
        match self.cursor.text().to_ascii_uppercase().as_str() {
            "NULL" => self.literal(Kind::Null),
            "TRUE" | "FALSE" => self.literal(Kind::Boolean),
            word @ ("DATE" | "DATETIME") if second.kind == TokenKind::String => {
                let kind = if word == "DATE" { Kind::Date } else { Kind::DateTime };
                self.cursor.advance()?;
                self.cursor.advance()?;
                Ok(self.node(kind, start, Vec::new()))
            }
            "FLOOR" | "CEIL" if second.kind != TokenKind::Symbol('(') => self.literal(Kind::UnitBoundary),
            "INTERVAL" if self.is_interval() => self.interval(),
            "CASE" => self.case(),
            "EXISTS" => {
                self.cursor.advance()?;
                let query = self.query()?;
                Ok(self.node(Kind::Exists, start, vec![query]))
            }
            "ARRAY" => {
                if second.kind != TokenKind::Symbol('<') {
                    self.cursor.advance()?;
                    self.cursor.expect_symbol('<')?;
                }
                let data_type = data_type(self.cursor)?;
                let mut array = self.array(Some(data_type))?;
                array.span.start = start;
                Ok(array)
            }
            "MAP" if second.kind == TokenKind::Symbol('<') => {
                let data_type = data_type(self.cursor)?;
                let mut map = self.map(Some(data_type))?;
                map.span.start = start;
                Ok(map)
            }
            "MAP" if second.kind == TokenKind::Symbol('{') => {
                self.cursor.advance()?;
                let mut map = self.map(None)?;
                map.span.start = start;
                Ok(map)
            }
            "BINARY"
                if matches!(
                    second.kind,
                    TokenKind::String
                        | TokenKind::Binary
                        | TokenKind::Integer
                        | TokenKind::Number
                        | TokenKind::QuotedIdentifier
                ) =>
            {
                self.cursor.advance()?;
                self.operand()
            }
            _ if second.kind == TokenKind::Symbol('(') => self.function_call(),
            word if self.is_wordy_function(word) => self.function_call(),
            word if is_reserved(word) => self.reserved(word),
            _ => self.name(),
        }
    }

    /// A reserved word where an operand should be: an operand in front of it is what is missing, or its backquotes.
    fn reserved(&mut self, word: &str) -> Parsed<Node> {
        const CLAUSES: &[&str] = &[
            "AND", "AS", "BETWEEN", "DEFAULT", "FROM", "IN", "IS", "KEY", "LIKE", "NOT", "OR", "THEN", "WHEN",
        ];
        if CLAUSES.contains(&word) {
            return self.no_operand();
        }
        self.cursor.identifier("a column")?;
        self.no_operand()
    }

    /// Whether INTERVAL begins `INTERVAL 1 DAY`, and is not a name.
    fn is_interval(&self) -> bool {
        let mut tokens = self.ahead().skip(1);
        let Some(first) = tokens.next() else {
            return false;
        };
        match first.kind {
            TokenKind::String | TokenKind::Integer | TokenKind::Number | TokenKind::QuotedIdentifier => true,
            TokenKind::Symbol('@') => true,
            TokenKind::Symbol('-' | '+') => {
                tokens.next();
                tokens.next().is_some_and(|unit| is_unit(self.text_of(unit)))
            }
            TokenKind::Symbol('(') => {
                let mut open = 1_usize;
                for token in tokens {
                    match token.kind {
                        TokenKind::Symbol('(') => open += 1,
                        TokenKind::Symbol(')') => open = open.saturating_sub(1),
                        _ if open == 0 => return is_unit(self.text_of(token)),
                        _ => {}
                    }
                    if open == 0 && token.kind != TokenKind::Symbol(')') {
                        return false;
                    }
                }
                false
            }
            TokenKind::Word => {
                let word = self.text_of(first);
                !is_reserved(word)
                    && tokens.next().is_some_and(|next| {
                        is_unit(self.text_of(next)) || matches!(next.kind, TokenKind::Symbol('.' | '(' | '+'))
                    })
            }
            _ => false,
        }
    }

    fn interval(&mut self) -> Parsed<Node> {
        let start = self.cursor.token().start;
        self.cursor.advance()?;
        let value = self.expression()?;
        let unit = self.cursor.text().to_ascii_uppercase();
        if !is_unit(&unit) {
            for unit in IntervalUnit::ALL {
                self.cursor.note_keyword(unit.keyword());
            }
            return Err(self.cursor.unexpected());
        }
        self.cursor.advance()?;
        Ok(self.node(Kind::Interval(unit), start, vec![value]))
    }

    fn case(&mut self) -> Parsed<Node> {
        let start = self.cursor.token().start;
        self.cursor.advance()?;
        let mut children = Vec::new();
        let operand = !self.cursor.is_keyword("WHEN");
        if operand {
            children.push(self.expression()?);
        }
        self.cursor.expect_keyword("WHEN")?;
        loop {
            children.push(self.expression()?);
            self.cursor.expect_keyword("THEN")?;
            children.push(self.expression()?);
            if !self.cursor.take_keyword("WHEN")? {
                break;
            }
        }
        let otherwise = self.cursor.take_keyword("ELSE")?;
        if otherwise {
            children.push(self.expression()?);
        }
        self.cursor.expect_keyword("END")?;
        Ok(self.node(Kind::Case { operand, otherwise }, start, children))
    }
}

/// Whether a word is the unit of an interval.
pub(super) fn is_unit(word: &str) -> bool {
    IntervalUnit::ALL.iter().any(|unit| unit.keyword().eq_ignore_ascii_case(word))
}
