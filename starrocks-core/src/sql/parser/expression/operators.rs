//! Operators, from those that bind loosely to those that bind tightly.

use super::super::cursor::Parsed;
use super::{DEEPEST, Grammar};
use crate::sql::lexer::TokenKind;
use crate::sql::tree::{Kind, Node};

/// How tightly an operator binds: a higher level inside a lower one needs no brackets.
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARISON: u8 = 4;
/// IN, BETWEEN and LIKE: one of them behind an operand.
const PREDICATE: u8 = 5;
/// The levels from here on make a value.
const VALUE: u8 = 6;

/// The operators that stand between two values, the longer ones first where one begins another.
const ARITHMETIC: &[(&str, u8)] = &[
    ("BITSHIFTRIGHTLOGICAL", 6),
    ("BITSHIFTRIGHT", 7),
    ("BITSHIFTLEFT", 8),
    ("|", 9),
    ("&", 10),
    ("+", 11),
    ("-", 11),
    ("*", 12),
    ("/", 12),
    ("%", 12),
    ("DIV", 12),
    ("MOD", 12),
    ("^", 13),
];

const COMPARISONS: &[&str] = &["<=>", "<>", "<=", ">=", "!=", "=", "<", ">"];

impl Grammar<'_, '_> {
    pub(super) fn expression(&mut self) -> Parsed<Node> {
        self.level(OR)
    }

    /// What a BETWEEN bound, a pattern or a subscript is.
    pub(super) fn value(&mut self) -> Parsed<Node> {
        self.level(VALUE)
    }

    /// An expression whose operators are of this level at least.
    fn level(&mut self, least: u8) -> Parsed<Node> {
        if self.depth >= DEEPEST {
            return self.opaque();
        }
        self.depth += 1;
        let node = self.operators(least);
        self.depth -= 1;
        node
    }

    /// Steps over everything up to the end of what is around.
    fn opaque(&mut self) -> Parsed<Node> {
        let start = self.cursor.token().start;
        while !matches!(
            self.cursor.token().kind,
            TokenKind::End | TokenKind::Symbol(',' | ')' | ']' | '}' | ';' | ':')
        ) {
            self.cursor.skip_balanced()?;
        }
        Ok(Node::new(Kind::Opaque, start..self.cursor.previous_end().max(start), Vec::new()))
    }

    fn operators(&mut self, least: u8) -> Parsed<Node> {
        let start = self.cursor.token().start;
        let mut left = if least <= NOT && self.cursor.is_keyword("NOT") {
            self.cursor.advance()?;
            let operand = self.level(NOT)?;
            self.node(Kind::Not, start, vec![operand])
        } else {
            self.operand()?
        };
        // A predicate takes no further one, and no arithmetic.
        let mut tightest = u8::MAX;
        loop {
            let Some((kind, level)) = self.operator() else {
                return Ok(left);
            };
            if level < least || level > tightest {
                return Ok(left);
            }
            left = match level {
                COMPARISON => self.comparison(kind, left)?,
                PREDICATE => self.predicate(left)?,
                _ => {
                    self.take_operator(&kind)?;
                    let right = self.level(level + 1)?;
                    self.node(kind, start, vec![left, right])
                }
            };
            tightest = if level >= VALUE { u8::MAX } else { level.min(COMPARISON) };
        }
    }

    pub(super) fn node(&self, kind: Kind, start: usize, children: Vec<Node>) -> Node {
        Node::new(kind, start..self.cursor.previous_end(), children)
    }

    /// The operator that is next, and how tightly it binds.
    fn operator(&self) -> Option<(Kind, u8)> {
        match self.cursor.token().kind {
            TokenKind::Symbol(_) => self.operator_symbol(),
            TokenKind::Word => self.operator_word(),
            _ => None,
        }
    }

    fn operator_symbol(&self) -> Option<(Kind, u8)> {
        let rest = &self.cursor.source()[self.cursor.token().start..];
        if rest.starts_with("&&") {
            return Some((Kind::Logical, AND));
        }
        if rest.starts_with("||") {
            return Some((Kind::Pipes, OR));
        }
        if rest.starts_with("->") {
            return None;
        }
        if let Some(comparison) = COMPARISONS.iter().find(|symbol| rest.starts_with(**symbol)) {
            return Some((Kind::Comparison(comparison), COMPARISON));
        }
        let (symbol, level) = ARITHMETIC.iter().find(|(symbol, _)| rest.starts_with(symbol))?;
        Some((Kind::Arithmetic(symbol), *level))
    }

    fn operator_word(&self) -> Option<(Kind, u8)> {
        if self.cursor.is_keyword("AND") {
            Some((Kind::Logical, AND))
        } else if self.cursor.is_keyword("OR") {
            Some((Kind::Logical, OR))
        } else if self.cursor.is_keyword("IS") {
            Some((Kind::IsNull, COMPARISON))
        } else if self.cursor.is_keyword("IN") {
            // `ADD COLUMN v INT DEFAULT '0' IN rollup`: this IN belongs to no expression.
            self.cursor.second_is_symbol('(').then_some((Kind::In, PREDICATE))
        } else if self.is_one_of(&["BETWEEN", "LIKE", "RLIKE", "REGEXP"]) {
            Some((Kind::In, PREDICATE))
        } else if self.cursor.is_keyword("NOT") {
            // `DEFAULT '0' NOT NULL`: this NOT belongs to no expression.
            let negated = ["IN", "BETWEEN", "LIKE", "RLIKE", "REGEXP"];
            negated.iter().any(|word| self.cursor.second_is_keyword(word)).then_some((Kind::In, PREDICATE))
        } else {
            let (word, level) = ARITHMETIC.iter().find(|(word, _)| self.cursor.is_keyword(word))?;
            Some((Kind::Arithmetic(word), *level))
        }
    }

    fn take_operator(&mut self, kind: &Kind) -> Parsed<()> {
        let length = match kind {
            Kind::Pipes => 2,
            Kind::Logical if self.cursor.is_symbol('&') => 2,
            Kind::Comparison(symbol) => symbol.len(),
            _ => return self.cursor.advance(),
        };
        self.cursor.jump(self.cursor.token().start + length)
    }

    /// `= b`, `IS NOT NULL`.
    fn comparison(&mut self, kind: Kind, left: Node) -> Parsed<Node> {
        let start = left.span.start;
        if kind == Kind::IsNull {
            self.cursor.advance()?;
            self.cursor.take_keyword("NOT")?;
            self.cursor.expect_keyword("NULL")?;
            return Ok(self.node(kind, start, vec![left]));
        }
        self.take_operator(&kind)?;
        let right = self.level(PREDICATE)?;
        Ok(self.node(kind, start, vec![left, right]))
    }

    /// `[NOT] IN (…)`, `[NOT] BETWEEN … AND …`, `[NOT] LIKE …`.
    fn predicate(&mut self, left: Node) -> Parsed<Node> {
        let start = left.span.start;
        self.cursor.take_keyword("NOT")?;
        if self.cursor.take_keyword("BETWEEN")? {
            let lower = self.value()?;
            self.cursor.expect_keyword("AND")?;
            let upper = self.level(PREDICATE)?;
            return Ok(self.node(Kind::Between, start, vec![left, lower, upper]));
        }
        if self.cursor.take_keyword("IN")? {
            if self.is_query() {
                let query = self.query()?;
                return Ok(self.node(Kind::In, start, vec![left, query]));
            }
            self.cursor.expect_symbol('(')?;
            let mut children = vec![left];
            self.list_into(&mut children)?;
            self.cursor.expect_symbol(')')?;
            return Ok(self.node(Kind::In, start, children));
        }
        let word = ["LIKE", "RLIKE", "REGEXP"].into_iter().find(|word| self.cursor.is_keyword(word));
        let Some(word) = word else {
            return Err(self.cursor.unexpected());
        };
        self.cursor.advance()?;
        let pattern = self.value()?;
        Ok(self.node(Kind::Like(word), start, vec![left, pattern]))
    }

    /// `e, e, …`, at least one.
    pub(super) fn list_into(&mut self, children: &mut Vec<Node>) -> Parsed<()> {
        children.push(self.expression()?);
        while self.cursor.take_symbol(',')? {
            children.push(self.expression()?);
        }
        Ok(())
    }
}
