//! Operators and their precedences, from OR down to `^`.

use super::tokens::{Piece, PieceKind, pieces};
use super::{MomentArithmetic, Node};
use crate::sql::lexer::identifier_value;

/// How deep a tree may be; a deeper one is left as text.
const DEEPEST: usize = 100;
/// How many operators may stand in one expression; each makes the tree one level deeper.
const LONGEST: usize = 5_000;

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pieces: Vec<Piece>,
    pub(super) at: usize,
    depth: usize,
}

/// The operators between values, with how tight each binds.
const ARITHMETIC: [(&str, &str, u8); 13] = [
    ("^", "^", 8),
    ("*", "*", 7),
    ("/", "/", 7),
    ("%", "%", 7),
    ("DIV", "DIV", 7),
    ("MOD", "%", 7),
    ("+", "+", 6),
    ("-", "-", 6),
    ("&", "&", 5),
    ("|", "|", 4),
    ("BITSHIFTLEFT", "BITSHIFTLEFT", 3),
    ("BITSHIFTRIGHT", "BITSHIFTRIGHT", 2),
    ("BITSHIFTRIGHTLOGICAL", "BITSHIFTRIGHTLOGICAL", 1),
];

/// The operators that compare, each with its printed form.
const COMPARISONS: [(&str, &str); 8] = [
    ("=", "="),
    ("<>", "!="),
    ("!=", "!="),
    ("<", "<"),
    ("<=", "<="),
    (">", ">"),
    (">=", ">="),
    ("<=>", "<=>"),
];

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Option<Self> {
        let pieces = pieces(text)?;
        let operators = pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Operator(_))).count();
        // A chain of operators is a tree as deep as the chain is long.
        (operators < LONGEST).then_some(Parser { text, pieces, at: 0, depth: 0 })
    }

    /// Where it stands, to come back to.
    pub(super) fn mark(&self) -> (usize, usize) {
        (self.at, self.depth)
    }

    pub(super) fn go_back(&mut self, (at, depth): (usize, usize)) {
        (self.at, self.depth) = (at, depth);
    }

    pub(super) fn at_end(&self) -> bool {
        self.at == self.pieces.len()
    }

    pub(super) fn piece(&self) -> Option<Piece> {
        self.pieces.get(self.at).copied()
    }

    pub(super) fn piece_at(&self, ahead: usize) -> Option<Piece> {
        self.pieces.get(self.at + ahead).copied()
    }

    pub(super) fn slice(&self, piece: Piece) -> &'a str {
        &self.text[piece.start..piece.end]
    }

    pub(super) fn is_operator(&self, ahead: usize, operator: &str) -> bool {
        self.piece_at(ahead)
            .is_some_and(|piece| matches!(piece.kind, PieceKind::Operator(written) if written == operator))
    }

    pub(super) fn is_word(&self, ahead: usize, word: &str) -> bool {
        self.piece_at(ahead).is_some_and(|piece| {
            piece.kind == PieceKind::Word && self.slice(piece).eq_ignore_ascii_case(word)
        })
    }

    pub(super) fn take_operator(&mut self, operator: &str) -> bool {
        let there = self.is_operator(0, operator);
        self.at += usize::from(there);
        there
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let there = self.is_word(0, word);
        self.at += usize::from(there);
        there
    }

    pub(super) fn expect_operator(&mut self, operator: &str) -> Option<()> {
        self.take_operator(operator).then_some(())
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Option<()> {
        self.take_word(word).then_some(())
    }

    /// A name, quoted or not; its value and whether it is quoted.
    pub(super) fn name(&mut self) -> Option<(String, bool)> {
        let piece = self.piece()?;
        let quoted = match piece.kind {
            PieceKind::Word => false,
            PieceKind::QuotedName => true,
            _ => return None,
        };
        self.at += 1;
        Some((identifier_value(self.slice(piece)).into_owned(), quoted))
    }

    /// OR, the loosest of all.
    pub(super) fn expression(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let node = self.disjunction();
        self.depth -= 1;
        node
    }

    fn disjunction(&mut self) -> Option<Node> {
        let mut left = self.conjunction()?;
        // The server's default `sql_mode` takes `||` as OR.
        while self.take_word("OR") || self.take_operator("||") {
            left = logical("OR", left, self.conjunction()?);
        }
        Some(left)
    }

    fn conjunction(&mut self) -> Option<Node> {
        let mut left = self.negation()?;
        while self.take_word("AND") || self.take_operator("&&") {
            left = logical("AND", left, self.negation()?);
        }
        Some(left)
    }

    fn negation(&mut self) -> Option<Node> {
        let mut negations = 0;
        while self.take_word("NOT") {
            negations += 1;
        }
        if negations > DEEPEST {
            return None;
        }
        if self.is_word(0, "BINARY")
            && self.piece_at(1).is_some_and(|next| next.kind != PieceKind::Operator(")"))
        {
            self.at += 1;
        }
        let inner = self.comparison()?;
        Some((0..negations).fold(inner, |inner, _| Node::Not(Box::new(inner))))
    }

    fn comparison(&mut self) -> Option<Node> {
        let mut left = self.predicate()?;
        loop {
            if self.take_word("IS") {
                let negated = self.take_word("NOT");
                self.expect_word("NULL")?;
                left = Node::IsNull { value: Box::new(left), negated };
                continue;
            }
            let written = self.piece().and_then(|piece| match piece.kind {
                PieceKind::Operator(operator) => COMPARISONS.iter().find(|(known, _)| *known == operator),
                _ => None,
            });
            let Some((_, operator)) = written else { return Some(left) };
            self.at += 1;
            let right = self.predicate()?;
            left = Node::Comparison { operator, left: Box::new(left), right: Box::new(right) };
        }
    }

    /// IN, BETWEEN, LIKE and REGEXP.
    fn predicate(&mut self) -> Option<Node> {
        let value = self.value(0)?;
        let negated = self.is_word(0, "NOT")
            && ["IN", "BETWEEN", "LIKE", "RLIKE", "REGEXP"].iter().any(|word| self.is_word(1, word));
        self.at += usize::from(negated);
        let value = Box::new(value);
        if self.take_word("IN") {
            self.expect_operator("(")?;
            let list = self.list(")")?;
            return (!list.is_empty()).then_some(Node::In { value, negated, list });
        }
        if self.take_word("BETWEEN") {
            let lower = Box::new(self.value(0)?);
            self.expect_word("AND")?;
            let upper = Box::new(self.predicate()?);
            return Some(Node::Between { value, negated, lower, upper });
        }
        let operator = if self.take_word("LIKE") {
            "LIKE"
        } else if self.take_word("RLIKE") || self.take_word("REGEXP") {
            "REGEXP"
        } else {
            return Some(*value);
        };
        let like = Node::Like { operator, value, pattern: Box::new(self.value(0)?) };
        Some(if negated { Node::Not(Box::new(like)) } else { like })
    }

    /// Arithmetic whose operators bind at least as tight as `least`.
    pub(super) fn value(&mut self, least: u8) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut left = self.primary(0)?;
        while let Some((operator, tightness)) = self.arithmetic_operator().filter(|(_, t)| *t >= least.max(1))
        {
            self.at += 1;
            let right = self.value(tightness + 1)?;
            left = arithmetic(operator, left, right)?;
        }
        self.depth -= 1;
        Some(left)
    }

    fn arithmetic_operator(&self) -> Option<(&'static str, u8)> {
        let piece = self.piece()?;
        let written = match piece.kind {
            PieceKind::Operator(operator) => operator,
            PieceKind::Word => self.slice(piece),
            _ => return None,
        };
        let known = ARITHMETIC.iter().find(|(known, ..)| known.eq_ignore_ascii_case(written))?;
        Some((known.1, known.2))
    }

    /// Expressions up to the closing bracket, which is taken.
    pub(super) fn list(&mut self, close: &str) -> Option<Vec<Node>> {
        let mut list = Vec::new();
        if self.take_operator(close) {
            return Some(list);
        }
        loop {
            list.push(self.expression()?);
            if self.take_operator(close) {
                return Some(list);
            }
            self.expect_operator(",")?;
        }
    }
}

fn logical(operator: &'static str, left: Node, right: Node) -> Node {
    Node::Logical { operator, left: Box::new(left), right: Box::new(right) }
}

/// An operation; with an INTERVAL on one side it is one on a moment.
pub(super) fn arithmetic(operator: &'static str, left: Node, right: Node) -> Option<Node> {
    let scales = operator == "*" || operator == "/";
    let product =
        |left: Node, right: Node| Node::Arithmetic { operator, left: Box::new(left), right: Box::new(right) };
    Some(match (left, right) {
        (Node::Interval { value, unit }, right) if scales => {
            Node::Interval { value: Box::new(product(*value, right)), unit }
        }
        (_, Node::Interval { .. }) if operator == "/" => return None,
        (left, Node::Interval { value, unit }) if scales => {
            Node::Interval { value: Box::new(product(left, *value)), unit }
        }
        (Node::Interval { value, unit }, moment) => Node::MomentArithmetic(MomentArithmetic {
            function: None,
            operator,
            interval_first: true,
            moment: Box::new(moment),
            amount: value,
            unit,
        }),
        (moment, Node::Interval { value, unit }) => Node::MomentArithmetic(MomentArithmetic {
            function: None,
            operator,
            interval_first: false,
            moment: Box::new(moment),
            amount: value,
            unit,
        }),
        (left, right) => product(left, right),
    })
}
