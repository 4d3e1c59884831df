//! Operands: literals, names, brackets, and what may stand directly behind them.

use super::super::cursor::Parsed;
use super::Grammar;
use crate::sql::lexer::{TokenKind, identifier_value};
use crate::sql::tree::{Kind, Node};

impl Grammar<'_, '_> {
    /// An operand with everything that stands directly behind it.
    pub(super) fn operand(&mut self) -> Parsed<Node> {
        let start = self.cursor.token().start;
        // Signs pile up without nesting.
        let mut signs = Vec::new();
        while let TokenKind::Symbol(sign @ ('-' | '+' | '~' | '!')) = self.cursor.token().kind {
            signs.push((sign, self.cursor.token().start));
            self.cursor.advance()?;
        }
        let primary = self.primary()?;
        let mut node = self.behind(primary)?;
        for (sign, at) in signs.into_iter().rev() {
            node = self.node(Kind::Unary(sign), at, vec![node]);
        }
        const MATCH: &[&str] = &["MATCH", "MATCH_ANY", "MATCH_ALL"];
        let negated =
            self.cursor.is_keyword("NOT") && MATCH.iter().any(|word| self.cursor.second_is_keyword(word));
        if negated {
            self.cursor.advance()?;
        }
        if self.is_one_of(MATCH) {
            self.cursor.advance()?;
            let pattern = self.operand()?;
            node = self.node(Kind::Match, start, vec![node, pattern]);
        }
        Ok(node)
    }

    /// `.field`, `[1]`, `[1:2]`, `->'key'` and COLLATE.
    fn behind(&mut self, mut node: Node) -> Parsed<Node> {
        let start = node.span.start;
        loop {
            if self.cursor.is_symbol('.') {
                self.cursor.advance()?;
                let field = self.field_name()?;
                node = match node.kind {
                    Kind::Column(mut parts) => {
                        parts.push(field);
                        if self.cursor.is_symbol('(') {
                            return self.qualified_call(start, &parts);
                        }
                        self.node(Kind::Column(parts), start, Vec::new())
                    }
                    _ => self.node(Kind::Field(field), start, vec![node]),
                };
            } else if self.cursor.is_symbol('[') {
                self.cursor.advance()?;
                node = self.subscript(node)?;
            } else if self.is_arrow() {
                let arrow = self.cursor.token().start;
                self.cursor.jump(arrow + "->".len())?;
                if self.cursor.token().kind != TokenKind::String {
                    self.cursor.note_expected("a key in quotes");
                    return Err(self.cursor.unexpected());
                }
                let key = self.literal(Kind::Text)?;
                node = self.node(Kind::Arrow, start, vec![node, key]);
            } else if self.cursor.is_keyword("COLLATE") {
                self.cursor.advance()?;
                self.cursor.advance()?;
            } else {
                self.cursor.note_expected("an operator");
                return Ok(node);
            }
        }
    }

    fn is_arrow(&self) -> bool {
        self.cursor.source()[self.cursor.token().start..].starts_with("->")
    }

    fn field_name(&mut self) -> Parsed<String> {
        self.cursor.identifier("the name of a field").map(|name| name.into_owned())
    }

    /// What stands behind `[`, and the closing bracket.
    fn subscript(&mut self, base: Node) -> Parsed<Node> {
        let start = base.span.start;
        let mut children = vec![base];
        let is_slice = self.ahead().take(2).any(|token| token.kind == TokenKind::Symbol(':'));
        let kind = if is_slice { Kind::Slice } else { Kind::Subscript };
        if is_slice {
            for _ in 0..2 {
                if self.cursor.token().kind == TokenKind::Integer {
                    children.push(self.literal(Kind::Integer)?);
                }
                if !self.cursor.take_symbol(':')? {
                    break;
                }
            }
        } else {
            children.push(self.value()?);
        }
        self.cursor.expect_symbol(']')?;
        Ok(self.node(kind, start, children))
    }

    pub(super) fn literal(&mut self, kind: Kind) -> Parsed<Node> {
        let start = self.cursor.token().start;
        self.cursor.advance()?;
        Ok(self.node(kind, start, Vec::new()))
    }

    fn primary(&mut self) -> Parsed<Node> {
        match self.cursor.token().kind {
            TokenKind::String => self.literal(Kind::Text),
            TokenKind::Binary => self.literal(Kind::Binary),
            TokenKind::Integer => self.literal(Kind::Integer),
            TokenKind::Number => {
                let exponent = self.cursor.text().contains(['e', 'E']);
                self.literal(if exponent { Kind::Float } else { Kind::Decimal })
            }
            TokenKind::Symbol('?') => self.literal(Kind::Parameter),
            TokenKind::Symbol('@') => self.variable(),
            TokenKind::Symbol('(') => self.parenthesis(),
            TokenKind::Symbol('[') => self.array(None),
            TokenKind::Symbol('{') => self.braced(),
            TokenKind::QuotedIdentifier => self.name(),
            TokenKind::Word => self.word(),
            _ => self.no_operand(),
        }
    }

    pub(super) fn no_operand(&mut self) -> Parsed<Node> {
        self.cursor.note_expected("an expression");
        Err(self.cursor.unexpected())
    }

    /// `@x`, `@'x'`, `@@x`, `@@GLOBAL.x`.
    fn variable(&mut self) -> Parsed<Node> {
        let start = self.cursor.token().start;
        self.cursor.advance()?;
        if self.cursor.take_symbol('@')? {
            self.cursor.identifier("a variable")?;
            if self.cursor.take_symbol('.')? {
                self.cursor.identifier("a variable")?;
            }
        } else if self.cursor.token().kind == TokenKind::String {
            self.cursor.advance()?;
        } else {
            self.cursor.identifier("a variable")?;
        }
        Ok(self.node(Kind::Variable, start, Vec::new()))
    }

    /// `(e)`, `(SELECT …)`, `(x, y) -> …`, `(a, b) IN (SELECT …)`.
    fn parenthesis(&mut self) -> Parsed<Node> {
        let start = self.cursor.token().start;
        if self.is_query() {
            return self.query();
        }
        if let Some(parameters) = self.lambda_parameters() {
            return self.lambda(start, parameters);
        }
        self.cursor.expect_symbol('(')?;
        let mut children = Vec::new();
        self.list_into(&mut children)?;
        if self.is_one_of(&["UNION", "INTERSECT", "EXCEPT", "MINUS"]) {
            while !self.cursor.is_symbol(')') {
                self.cursor.skip_balanced()?;
            }
        }
        self.cursor.expect_symbol(')')?;
        if children.len() == 1
            && let Some(inner) = children.pop()
        {
            return Ok(inner);
        }
        self.cursor.take_keyword("NOT")?;
        self.cursor.expect_keyword("IN")?;
        children.push(self.query()?);
        Ok(self.node(Kind::In, start, children))
    }

    /// Whether `(SELECT …)` is next.
    pub(super) fn is_query(&self) -> bool {
        self.cursor.is_symbol('(')
            && (self.cursor.second_is_keyword("SELECT") || self.cursor.second_is_keyword("WITH"))
    }

    /// A query in parentheses; what is inside of it is not looked at.
    pub(super) fn query(&mut self) -> Parsed<Node> {
        let start = self.cursor.token().start;
        if !self.is_query() {
            self.cursor.note_expected("a query");
            return Err(self.cursor.unexpected());
        }
        self.cursor.skip_balanced()?;
        Ok(self.node(Kind::Subquery, start, Vec::new()))
    }

    /// The names of `(x, y) -> …`, when that is next.
    fn lambda_parameters(&self) -> Option<Vec<String>> {
        let mut names = Vec::new();
        let mut tokens = self.ahead().skip(1);
        loop {
            let name = tokens.next()?;
            if !matches!(name.kind, TokenKind::Word | TokenKind::QuotedIdentifier) {
                return None;
            }
            names.push(identifier_value(self.text_of(name)).into_owned());
            match tokens.next()?.kind {
                TokenKind::Symbol(',') => {}
                TokenKind::Symbol(')') => break,
                _ => return None,
            }
        }
        let arrow = tokens.next()?;
        self.cursor.source()[arrow.start..].starts_with("->").then_some(names)
    }

    /// From the parameters on.
    fn lambda(&mut self, start: usize, parameters: Vec<String>) -> Parsed<Node> {
        while !self.is_arrow() {
            self.cursor.advance()?;
        }
        let arrow = self.cursor.token().start;
        self.cursor.jump(arrow + "->".len())?;
        let mut children = Vec::new();
        // `(k, v) -> (k, v + 1)` makes a map.
        if self.is_pair() {
            self.cursor.expect_symbol('(')?;
            if !self.cursor.is_symbol(')') {
                self.list_into(&mut children)?;
            }
            self.cursor.expect_symbol(')')?;
        } else {
            children.push(self.expression()?);
        }
        Ok(self.node(Kind::Lambda(parameters), start, children))
    }

    /// Whether `()` or `(…, …)` is next, and not the parameters of a lambda.
    fn is_pair(&self) -> bool {
        let mut open = 0_usize;
        for (nth, token) in self.ahead().enumerate() {
            match token.kind {
                TokenKind::Symbol('(' | '[' | '{') => open += 1,
                _ if open == 0 => return false,
                TokenKind::Symbol(')' | ']' | '}') if open == 1 => return nth == 1,
                TokenKind::Symbol(')' | ']' | '}') => open -= 1,
                TokenKind::Symbol(',') if open == 1 => return self.lambda_parameters().is_none(),
                _ => {}
            }
        }
        false
    }

    /// `[…]`, behind `ARRAY<T>` or alone.
    pub(super) fn array(&mut self, element: Option<crate::schema::DataType>) -> Parsed<Node> {
        let start = self.cursor.token().start;
        self.cursor.expect_symbol('[')?;
        let mut children = Vec::new();
        if !self.cursor.is_symbol(']') {
            children.push(self.expression()?);
            loop {
                let comma = self.cursor.token();
                if !self.cursor.take_symbol(',')? {
                    break;
                }
                if self.cursor.is_symbol(']') {
                    // A frontend that sees no element behind a comma does not take the comma.
                    let (at, detail) = self.cursor.server_stop(comma, "`]`");
                    self.cursor.note_expected("an expression");
                    return Err(self.cursor.unexpected().with_server_stop(at, detail));
                }
                children.push(self.expression()?);
            }
        }
        self.cursor.expect_symbol(']')?;
        Ok(self.node(Kind::Array(element), start, children))
    }

    /// `{…}` behind MAP or `MAP<K, V>`.
    pub(super) fn map(&mut self, data_type: Option<crate::schema::DataType>) -> Parsed<Node> {
        let start = self.cursor.token().start;
        self.cursor.expect_symbol('{')?;
        let mut children = Vec::new();
        if !self.cursor.is_symbol('}') {
            loop {
                children.push(self.expression()?);
                self.cursor.expect_symbol(':')?;
                children.push(self.expression()?);
                if !self.cursor.take_symbol(',')? {
                    break;
                }
            }
        }
        self.cursor.expect_symbol('}')?;
        Ok(self.node(Kind::Map(data_type), start, children))
    }

    /// `{fn f(x)}`.
    fn braced(&mut self) -> Parsed<Node> {
        self.cursor.expect_symbol('{')?;
        self.cursor.expect_keyword("FN")?;
        let call = self.function_call()?;
        self.cursor.expect_symbol('}')?;
        Ok(call)
    }

    /// A column, or the only parameter of a lambda, or a function.
    pub(super) fn name(&mut self) -> Parsed<Node> {
        if self.cursor.second_is_symbol('(') {
            return self.function_call();
        }
        let start = self.cursor.token().start;
        let name = self.cursor.identifier("a column")?.into_owned();
        // `j->'key'` reads JSON.
        if self.is_arrow() {
            let behind = self.ahead().nth(2);
            if behind.is_some_and(|token| token.kind != TokenKind::String) {
                return self.lambda(start, vec![name]);
            }
        }
        Ok(self.node(Kind::Column(vec![name]), start, Vec::new()))
    }
}
