//! From the tree of the grammar to what a server makes of it when it reads.

use super::ast::{Call, MomentArithmetic, Name, Node, arithmetic, product};
use super::functions;
use crate::sql::expression::tokens;
use crate::sql::lexer::{Token, TokenKind, identifier_value, string_value};
use crate::sql::tree::{self, Kind};

/// The expression in `text`; `None` for what the grammar does not take, and for what no column of a table can hold:
/// queries, aggregates with clauses, windows, lambdas.
pub(super) fn parse(text: &str) -> Option<Node> {
    Reader { text }.node(&tree::Node::parse(text)?)
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn node(&self, node: &tree::Node) -> Option<Node> {
        let child = |nth: usize| node.children.get(nth).and_then(|child| self.node(child));
        let boxed = |nth: usize| child(nth).map(Box::new);
        Some(match &node.kind {
            Kind::Null => Node::Null,
            Kind::Boolean => Node::Boolean(self.first_text(node)?.eq_ignore_ascii_case("TRUE")),
            Kind::Integer => {
                let digits = self.first_text(node)?.trim_start_matches('0');
                Node::Integer(if digits.is_empty() { "0" } else { digits }.to_owned())
            }
            Kind::Decimal | Kind::Float => Node::Number(self.first_text(node)?.to_owned()),
            Kind::Text => Node::Text(string_value(self.first_text(node)?).into_owned()),
            Kind::Binary => {
                let written = self.first_text(node)?;
                Node::Binary(written.get(2..written.len() - 1)?.to_owned())
            }
            Kind::Date | Kind::DateTime => Node::Moment {
                text: string_value(&self.text[self.tokens(node).nth(1)?.span()]).into_owned(),
                with_time: node.kind == Kind::DateTime,
            },
            Kind::Interval(unit) => Node::Interval { value: boxed(0)?, unit: unit.clone() },
            Kind::UnitBoundary => Node::Boundary(self.first_text(node)?.to_lowercase()),
            Kind::Variable => {
                let written = self.text[node.span.clone()].trim_matches(['(', ')', ' ']);
                Node::UserVariable(
                    written.strip_prefix('@').filter(|name| !name.starts_with('@'))?.to_owned(),
                )
            }
            Kind::Column(_) => Node::Column(self.names(node)),
            Kind::Field(field) => match child(0)? {
                Node::Subfield { base, mut fields } => {
                    fields.push(field.clone());
                    Node::Subfield { base, fields }
                }
                base => Node::Subfield { base: Box::new(base), fields: vec![field.clone()] },
            },
            Kind::Call(call) => self.call(call, node)?,
            Kind::Cast(data_type) => Node::Cast { value: boxed(0)?, data_type: data_type.clone() },
            Kind::Case { operand, otherwise } => {
                let mut children = self.children(node)?;
                let otherwise = if *otherwise { children.pop().map(Box::new) } else { None };
                let operand = if *operand { Some(Box::new(children.remove(0))) } else { None };
                Node::Case { operand, branches: pairs(children)?, otherwise }
            }
            Kind::Unary('-') => negative(child(0)?),
            Kind::Unary('~') => Node::BitNot(boxed(0)?),
            Kind::Unary('!') | Kind::Not => Node::Not(boxed(0)?),
            Kind::Unary(_) => child(0)?,
            Kind::Arithmetic(operator) => {
                let operator = if *operator == "MOD" { "%" } else { operator };
                arithmetic(operator, child(0)?, child(1)?)?
            }
            Kind::Comparison(operator) => {
                let operator = if *operator == "<>" { "!=" } else { operator };
                Node::Comparison { operator, left: boxed(0)?, right: boxed(1)? }
            }
            // The server's default `sql_mode` takes `||` as OR.
            Kind::Pipes => Node::Logical { operator: "OR", left: boxed(0)?, right: boxed(1)? },
            Kind::Logical => {
                let operator = if self.stands_behind_first(node, "OR") { "OR" } else { "AND" };
                Node::Logical { operator, left: boxed(0)?, right: boxed(1)? }
            }
            Kind::IsNull => Node::IsNull { value: boxed(0)?, negated: self.stands_behind_first(node, "NOT") },
            Kind::Between => Node::Between {
                value: boxed(0)?,
                negated: self.stands_behind_first(node, "NOT"),
                lower: boxed(1)?,
                upper: boxed(2)?,
            },
            Kind::In => {
                let mut list = self.children(node)?;
                let value = Box::new(list.remove(0));
                Node::In { value, negated: self.stands_behind_first(node, "NOT"), list }
            }
            Kind::Like(word) => {
                let operator = if *word == "LIKE" { "LIKE" } else { "REGEXP" };
                let like = Node::Like { operator, value: boxed(0)?, pattern: boxed(1)? };
                if self.stands_behind_first(node, "NOT") { Node::Not(Box::new(like)) } else { like }
            }
            Kind::Array(data_type) => {
                Node::Array { data_type: data_type.clone(), elements: self.children(node)? }
            }
            Kind::Map(data_type) => {
                Node::Map { data_type: data_type.clone(), entries: pairs(self.children(node)?)? }
            }
            Kind::Subscript => Node::Element { base: boxed(0)?, index: boxed(1)? },
            Kind::Arrow => match child(1)? {
                Node::Text(key) => Node::Arrow { base: boxed(0)?, key },
                _ => return None,
            },
            Kind::Lambda(_)
            | Kind::Parameter
            | Kind::Slice
            | Kind::Match
            | Kind::Subquery
            | Kind::Exists
            | Kind::Opaque => return None,
        })
    }

    fn children(&self, node: &tree::Node) -> Option<Vec<Node>> {
        node.children.iter().map(|child| self.node(child)).collect()
    }

    /// The tokens of a part, without the brackets in front of it.
    fn tokens(&self, node: &tree::Node) -> impl Iterator<Item = Token> {
        let start = node.span.start;
        let moved = move |token: Token| Token { start: token.start + start, end: token.end + start, ..token };
        let all = tokens(&self.text[node.span.clone()]).into_iter().map(moved);
        all.skip_while(|token| token.kind == TokenKind::Symbol('('))
    }

    fn first_text(&self, node: &tree::Node) -> Option<&str> {
        self.tokens(node).next().map(|token| &self.text[token.span()])
    }

    /// The names of a column, each with whether it is quoted.
    fn names(&self, node: &tree::Node) -> Vec<Name> {
        let is_name = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::QuotedIdentifier);
        let name = |token: Token| Name {
            text: identifier_value(&self.text[token.span()]).into_owned(),
            quoted: token.kind == TokenKind::QuotedIdentifier,
        };
        self.tokens(node).filter(is_name).map(name).collect()
    }

    /// Whether this word follows the first operand.
    fn stands_behind_first(&self, node: &tree::Node, word: &str) -> bool {
        let Some(first) = node.children.first() else { return false };
        let end = node.children.get(1).map_or(node.span.end, |second| second.span.start);
        let between = &self.text[first.span.end..end];
        tokens(between).iter().any(|token| between[token.span()].eq_ignore_ascii_case(word))
    }

    fn call(&self, call: &tree::Call, node: &tree::Node) -> Option<Node> {
        if call.star || call.distinct || call.over || call.clauses {
            return None;
        }
        let mut words = self.tokens(node).map(|token| &self.text[token.span()]);
        let (first, second, third, fourth) = (words.next()?, words.next(), words.next(), words.next());
        let unit = |word: &str| word.to_uppercase();
        let (database, name) = match second {
            Some(".") => (Some(identifier_value(first).into_owned()), identifier_value(third?)),
            // EXTRACT(unit FROM e)
            Some("(") if first.eq_ignore_ascii_case("EXTRACT") && fourth.is_some_and(is_from) => {
                (None, identifier_value(third?))
            }
            _ => (None, identifier_value(first)),
        };
        let mut arguments = Vec::new();
        let mut moment_unit = None;
        for child in &node.children {
            match (&child.kind, name.to_ascii_lowercase().as_str()) {
                (Kind::UnitBoundary, "timestampadd" | "timestampdiff") => {
                    moment_unit = Some(unit(self.first_text(child)?));
                }
                _ => arguments.push(self.node(child)?),
            }
        }
        if let Some(unit) = moment_unit {
            let moment = Box::new(arguments.pop()?);
            return Some(Node::MomentArithmetic(MomentArithmetic {
                function: Some(name.to_uppercase()),
                operator: "+",
                interval_first: false,
                moment,
                amount: Box::new(arguments.pop()?),
                unit,
            }));
        }
        functions::call(Call { database, name: name.into_owned(), arguments })
    }
}

fn is_from(word: &str) -> bool {
    word.eq_ignore_ascii_case("FROM")
}

fn pairs(nodes: Vec<Node>) -> Option<Vec<(Node, Node)>> {
    let mut nodes = nodes.into_iter();
    let mut pairs = Vec::new();
    while let Some(first) = nodes.next() {
        pairs.push((first, nodes.next()?));
    }
    Some(pairs)
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
        other => product("*", Node::Integer("-1".into()), other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_forgotten() {
        for (text, same) in [
            ("a + b * c", "a + (b * c)"),
            ("((1))", "1"),
            ("NOT a AND b", "(NOT a) AND b"),
            ("(a) IS NOT NULL", "a IS NOT NULL"),
            ("(`a`)", "`a`"),
            ("(f(1))", "f(1)"),
            ("((a.b))", "a.b"),
        ] {
            assert!(parse(text).is_some(), "{text}");
            assert_eq!(parse(text), parse(same), "{text}");
        }
    }

    #[test]
    fn signs_go_into_numbers() {
        assert_eq!(parse("- 1"), Some(Node::Integer("-1".into())));
        assert_eq!(parse("-(-007)"), Some(Node::Integer("7".into())));
        assert_eq!(parse("+1.50"), Some(Node::Number("1.50".into())));
    }

    #[test]
    fn what_is_rewritten_when_it_is_read() {
        for (text, same) in [
            ("extract(year FROM d)", "year(d)"),
            ("isnull(a)", "a IS NULL"),
            ("a RLIKE 'x'", "a REGEXP 'x'"),
            ("a NOT LIKE 'x'", "NOT a LIKE 'x'"),
            ("a != b", "a <> b"),
            ("a && b", "a AND b"),
            ("a || b", "a OR b"),
            ("a MOD b", "a % b"),
            ("lpad(a, 3)", "lpad(a, 3, ' ')"),
            ("element_at(a, 1)", "a[1]"),
            ("multiply(a, 1)", "a * 1"),
            ("struct(a, 1)", "row(a, 1)"),
            ("ilike(a, b)", "like(lower(a), lower(b))"),
            ("date_add(d, 1)", "date_add(d, INTERVAL 1 DAY)"),
            ("time_slice(d, INTERVAL 1 hour)", "time_slice(d, 1, 'hour', 'floor')"),
            ("time_slice(d, INTERVAL 1 hour, CEIL)", "time_slice(d, 1, 'hour', 'ceil')"),
            ("str_to_map(a)", "str_to_map(a, ',', ':')"),
            ("{fn now()}", "now()"),
            ("CONVERT(a, INT)", "CAST(a AS INT)"),
        ] {
            assert!(parse(text).is_some(), "{text}");
            assert_eq!(parse(text), parse(same), "{text}");
        }
    }

    #[test]
    fn what_is_left_as_text() {
        for text in ["", "a +", "(SELECT 1)", "sum(a) OVER ()", "a b", "count(DISTINCT a)", "f(x -> x)"] {
            assert_eq!(parse(text), None, "{text}");
        }
        let deep = format!("{}k{}", "(".repeat(100_000), ")".repeat(100_000));
        assert_eq!(parse(&deep), None);
    }
}
