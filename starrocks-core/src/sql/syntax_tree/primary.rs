//! What stands between operators: names, literals, calls, brackets, CASE, CAST, and what is fastened to them.

use super::functions;
use super::parser::Parser;
use super::tokens::PieceKind;
use super::{Call, Name, Node};
use crate::schema::{DataType, IntervalUnit};
use crate::sql::is_reserved;
use crate::sql::lexer::string_value;

/// How tight a sign binds, against what stands behind a value: `-a.b` is `-(a.b)`, but `-a[1]` is `(-a)[1]`.
const SIGN: u8 = 5;
const LOGICAL_NOT: u8 = 4;
const FIELD: u8 = 7;
const ELEMENT: u8 = 3;
const ARROW: u8 = 1;

impl Parser<'_> {
    /// A value with everything fastened to it that binds at least as tight as `least`.
    pub(super) fn primary(&mut self, least: u8) -> Option<Node> {
        let mut node = self.operand()?;
        loop {
            if FIELD >= least && self.is_operator(0, ".") {
                self.at += 1;
                node = self.field(node)?;
            } else if ELEMENT >= least && self.take_operator("[") {
                let index = self.value(0)?;
                self.expect_operator("]")?;
                node = Node::Element { base: Box::new(node), index: Box::new(index) };
            } else if ARROW >= least
                && self.is_operator(0, "->")
                && self.piece_at(1).is_some_and(|key| key.kind == PieceKind::Text)
            {
                self.at += 1;
                let key = self.string()?;
                node = Node::Arrow { base: Box::new(node), key };
            } else {
                return Some(node);
            }
        }
    }

    fn field(&mut self, base: Node) -> Option<Node> {
        let (field, quoted) = self.name()?;
        Some(match base {
            Node::Column(mut parts) => {
                parts.push(Name { text: field, quoted });
                Node::Column(parts)
            }
            Node::Subfield { base, mut fields } => {
                fields.push(field);
                Node::Subfield { base, fields }
            }
            base => Node::Subfield { base: Box::new(base), fields: vec![field] },
        })
    }

    fn operand(&mut self) -> Option<Node> {
        let piece = self.piece()?;
        let written = self.slice(piece);
        match piece.kind {
            PieceKind::Integer => {
                self.at += 1;
                let digits = written.trim_start_matches('0');
                Some(Node::Integer(if digits.is_empty() { "0" } else { digits }.to_owned()))
            }
            PieceKind::Number => {
                self.at += 1;
                Some(Node::Number(written.to_owned()))
            }
            PieceKind::Text => self.string().map(Node::Text),
            PieceKind::Binary => {
                self.at += 1;
                Some(Node::Binary(written.get(2..written.len() - 1)?.to_owned()))
            }
            PieceKind::QuotedName => self.named(),
            PieceKind::Word => self.word(written),
            PieceKind::Operator(operator) => self.symbol(operator),
        }
    }

    pub(super) fn string(&mut self) -> Option<String> {
        let piece = self.piece().filter(|piece| piece.kind == PieceKind::Text)?;
        self.at += 1;
        Some(string_value(self.slice(piece)).into_owned())
    }

    fn symbol(&mut self, operator: &str) -> Option<Node> {
        if operator == "(" && self.is_lambda() {
            return self.lambda();
        }
        self.at += 1;
        match operator {
            "(" => {
                let node = self.expression()?;
                self.expect_operator(")")?;
                Some(node)
            }
            "[" => Some(Node::Array { data_type: None, elements: self.list("]")? }),
            "+" => self.signed(SIGN),
            "-" => Some(negative(self.signed(SIGN)?)),
            "~" => Some(Node::BitNot(Box::new(self.signed(SIGN)?))),
            "!" => Some(Node::Not(Box::new(self.signed(LOGICAL_NOT)?))),
            "{" => {
                self.expect_word("FN")?;
                let call = self.named()?;
                self.expect_operator("}")?;
                matches!(call, Node::Call(_)).then_some(call)
            }
            "@" => match self.piece()?.kind {
                PieceKind::Text => self.string().map(Node::UserVariable),
                _ => self.name().map(|(name, _)| Node::UserVariable(name)),
            },
            _ => None,
        }
    }

    /// What stands behind a sign; through [`Parser::value`], which counts the depth.
    fn signed(&mut self, least: u8) -> Option<Node> {
        let signs =
            (0..).take_while(|ahead| ["+", "-", "~", "!"].iter().any(|sign| self.is_operator(*ahead, sign)));
        // A row of signs goes down the stack one by one.
        if signs.take(101).count() > 100 {
            return None;
        }
        self.primary(least)
    }

    fn word(&mut self, word: &str) -> Option<Node> {
        let upper = word.to_ascii_uppercase();
        let called = self.is_operator(1, "(");
        match upper.as_str() {
            "NULL" => self.literal(Node::Null),
            "TRUE" => self.literal(Node::Boolean(true)),
            "FALSE" => self.literal(Node::Boolean(false)),
            "DATE" | "DATETIME" if self.piece_at(1).is_some_and(|next| next.kind == PieceKind::Text) => {
                self.at += 1;
                Some(Node::Moment { text: self.string()?, with_time: upper == "DATETIME" })
            }
            "INTERVAL" if !called => self.interval().or_else(|| self.named()),
            "CASE" => self.case(),
            "CAST" if called => {
                self.at += 2;
                let value = Box::new(self.expression()?);
                self.expect_word("AS")?;
                let data_type = self.data_type(")")?;
                Some(Node::Cast { value, data_type })
            }
            "CONVERT" if called => {
                self.at += 2;
                let value = Box::new(self.expression()?);
                self.expect_operator(",")?;
                let data_type = self.data_type(")")?;
                Some(Node::Cast { value, data_type })
            }
            "EXTRACT" if called => {
                self.at += 2;
                let (unit, _) = self.name()?;
                self.expect_word("FROM")?;
                let value = self.value(0)?;
                self.expect_operator(")")?;
                Some(Node::call(unit, vec![value]))
            }
            "TIMESTAMPADD" | "TIMESTAMPDIFF" if called => self.moments(upper),
            "MAP" if self.is_operator(1, "{") => {
                self.at += 2;
                Some(Node::Map { data_type: None, entries: self.entries()? })
            }
            "MAP" if self.is_operator(1, "<") => {
                let data_type = self.data_type("{")?;
                Some(Node::Map { data_type: Some(data_type), entries: self.entries()? })
            }
            "ARRAY" if self.is_operator(1, "<") => {
                let data_type = self.data_type("[")?;
                Some(Node::Array { data_type: Some(data_type), elements: self.list("]")? })
            }
            _ if !called && functions::is_moment_word(&upper) => self.literal(Node::call(upper, Vec::new())),
            _ if !called && functions::is_information_word(&upper) => self.literal(Node::Information(upper)),
            _ if !called && is_reserved(word) => None,
            _ => self.named(),
        }
    }

    /// `INTERVAL 1 DAY`; else nothing is taken, since a column may bear the name.
    fn interval(&mut self) -> Option<Node> {
        let start = self.mark();
        self.at += 1;
        let interval = self.expression().and_then(|value| {
            let value = Box::new(value);
            Some(Node::Interval { value, unit: self.unit()? })
        });
        if interval.is_none() {
            self.go_back(start);
        }
        interval
    }

    fn literal(&mut self, node: Node) -> Option<Node> {
        self.at += 1;
        Some(node)
    }

    /// A column, a function call, or a lambda.
    fn named(&mut self) -> Option<Node> {
        if self.is_operator(1, "->") && self.piece_at(2).is_some_and(|next| next.kind != PieceKind::Text) {
            return self.lambda();
        }
        let (name, quoted) = self.name()?;
        if self.take_operator("(") {
            let arguments = self.list(")")?;
            // `f(…) OVER (…)` and `f(…) FILTER (…)` have no tree.
            return functions::call(Call { database: None, name, arguments });
        }
        let qualified = self.is_operator(0, ".") && self.is_operator(2, "(");
        if qualified {
            self.at += 1;
            let (function, _) = self.name()?;
            self.expect_operator("(")?;
            let arguments = self.list(")")?;
            return functions::call(Call { database: Some(name), name: function, arguments });
        }
        Some(Node::Column(vec![Name { text: name, quoted }]))
    }

    /// `timestampadd(unit, amount, moment)`.
    fn moments(&mut self, function: String) -> Option<Node> {
        self.at += 2;
        let unit = self.unit()?;
        self.expect_operator(",")?;
        let amount = Box::new(self.expression()?);
        self.expect_operator(",")?;
        let moment = Box::new(self.expression()?);
        self.expect_operator(")")?;
        Some(Node::MomentArithmetic(super::MomentArithmetic {
            function: Some(function),
            operator: "+",
            interval_first: false,
            moment,
            amount,
            unit,
        }))
    }

    fn unit(&mut self) -> Option<String> {
        let unit = self.name()?.0.to_ascii_uppercase();
        IntervalUnit::ALL.iter().any(|known| known.keyword() == unit).then_some(unit)
    }

    fn case(&mut self) -> Option<Node> {
        self.at += 1;
        let operand = match self.is_word(0, "WHEN") {
            true => None,
            false => Some(Box::new(self.expression()?)),
        };
        let mut branches = Vec::new();
        while self.take_word("WHEN") {
            let condition = self.expression()?;
            self.expect_word("THEN")?;
            branches.push((condition, self.expression()?));
        }
        let otherwise = match self.take_word("ELSE") {
            true => Some(Box::new(self.expression()?)),
            false => None,
        };
        self.expect_word("END")?;
        (!branches.is_empty()).then_some(Node::Case { operand, branches, otherwise })
    }

    fn entries(&mut self) -> Option<Vec<(Node, Node)>> {
        let mut entries = Vec::new();
        if self.take_operator("}") {
            return Some(entries);
        }
        loop {
            let key = self.expression()?;
            self.expect_operator(":")?;
            entries.push((key, self.expression()?));
            if self.take_operator("}") {
                return Some(entries);
            }
            self.expect_operator(",")?;
        }
    }

    /// The type in front of the bracket `close`, which is taken.
    fn data_type(&mut self, close: &str) -> Option<DataType> {
        let start = self.piece()?.start;
        let mut depth = 0_usize;
        loop {
            let piece = self.piece()?;
            if depth == 0 && self.is_operator(0, close) {
                break;
            }
            match piece.kind {
                PieceKind::Operator("(") => depth += 1,
                PieceKind::Operator(")") => depth = depth.checked_sub(1)?,
                _ => {}
            }
            self.at += 1;
        }
        let text = &self.text[start..self.piece()?.start];
        self.at += 1;
        let data_type = crate::sql::parse_data_type(text.trim()).ok()?;
        (!matches!(data_type, DataType::Other(_))).then_some(data_type)
    }

    /// Whether `(x, y) ->` is next.
    fn is_lambda(&self) -> bool {
        let mut ahead = 1;
        loop {
            let is_name = self
                .piece_at(ahead)
                .is_some_and(|piece| matches!(piece.kind, PieceKind::Word | PieceKind::QuotedName));
            if !is_name {
                return false;
            }
            ahead += 2;
            if self.is_operator(ahead - 1, ")") {
                return self.is_operator(ahead, "->")
                    && self.piece_at(ahead + 1).is_some_and(|next| next.kind != PieceKind::Text);
            }
            if !self.is_operator(ahead - 1, ",") {
                return false;
            }
        }
    }

    fn lambda(&mut self) -> Option<Node> {
        let mut parameters = Vec::new();
        if self.take_operator("(") {
            loop {
                parameters.push(self.name()?.0);
                if self.take_operator(")") {
                    break;
                }
                self.expect_operator(",")?;
            }
        } else {
            parameters.push(self.name()?.0);
        }
        self.expect_operator("->")?;
        Some(Node::Lambda { parameters, body: Box::new(self.expression()?) })
    }
}

/// A number takes the sign; everything else is multiplied by -1.
fn negative(node: Node) -> Node {
    let flipped = |digits: String| match digits.strip_prefix('-') {
        Some(digits) => digits.to_owned(),
        None if digits.chars().all(|c| matches!(c, '0' | '.')) => digits,
        None => format!("-{digits}"),
    };
    match node {
        Node::Integer(digits) => Node::Integer(flipped(digits)),
        Node::Number(digits) => Node::Number(flipped(digits)),
        other => Node::Arithmetic {
            operator: "*",
            left: Box::new(Node::Integer("-1".into())),
            right: Box::new(other),
        },
    }
}
