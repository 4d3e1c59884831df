//! Expressions as trees: the grammar of a frontend's expressions, with its precedences and its rewritings.
//!
//! A table keeps an expression as text. Whoever has to print it as a server does, or to tell its type, reads it into a
//! [`Node`] first. What no column and no partitioning can hold (subqueries, aggregates, window functions) has no tree:
//! [`parse`] answers `None`, and the text is all there is.

mod functions;
mod parser;
mod primary;
mod tokens;

use crate::schema::DataType;

/// An expression without its brackets: a frontend forgets them when it reads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Null,
    Boolean(bool),
    /// Digits without leading zeros, with their sign.
    Integer(String),
    /// A number with a point or an exponent: its sign, digits and exponent as written.
    Number(String),
    /// A DOUBLE, printed as one; no literal reads as one.
    Double(String),
    Text(String),
    /// `x'AB'`: the digits.
    Binary(String),
    /// `DATE '…'` and `DATETIME '…'`.
    Moment {
        text: String,
        with_time: bool,
    },
    /// `c`, `t.c`, `s.field`: which part is what depends on the table.
    Column(Vec<Name>),
    /// `f(x).field`.
    Subfield {
        base: Box<Node>,
        fields: Vec<String>,
    },
    /// `a[1]`, and `element_at(a, 1)`.
    Element {
        base: Box<Node>,
        index: Box<Node>,
    },
    /// `j->'a'`.
    Arrow {
        base: Box<Node>,
        key: String,
    },
    Call(Call),
    /// `current_user()` and the like: the name in upper case.
    Information(String),
    /// `date_add(t, INTERVAL 1 DAY)`, `t + INTERVAL 1 DAY`, `timestampdiff(DAY, a, b)`.
    MomentArithmetic(MomentArithmetic),
    /// `INTERVAL 1 DAY`, the unit in upper case.
    Interval {
        value: Box<Node>,
        unit: String,
    },
    Arithmetic {
        operator: &'static str,
        left: Box<Node>,
        right: Box<Node>,
    },
    BitNot(Box<Node>),
    Comparison {
        operator: &'static str,
        left: Box<Node>,
        right: Box<Node>,
    },
    Not(Box<Node>),
    /// AND and OR.
    Logical {
        operator: &'static str,
        left: Box<Node>,
        right: Box<Node>,
    },
    Between {
        value: Box<Node>,
        negated: bool,
        lower: Box<Node>,
        upper: Box<Node>,
    },
    In {
        value: Box<Node>,
        negated: bool,
        list: Vec<Node>,
    },
    IsNull {
        value: Box<Node>,
        negated: bool,
    },
    /// LIKE and REGEXP.
    Like {
        operator: &'static str,
        value: Box<Node>,
        pattern: Box<Node>,
    },
    Case {
        operand: Option<Box<Node>>,
        branches: Vec<(Node, Node)>,
        otherwise: Option<Box<Node>>,
    },
    Cast {
        value: Box<Node>,
        data_type: DataType,
    },
    /// `[1, 2]`, `ARRAY<INT>[1, 2]`.
    Array {
        data_type: Option<DataType>,
        elements: Vec<Node>,
    },
    /// `map{'a': 1}`, `map('a', 1)`: keys and values take turns.
    Map {
        data_type: Option<DataType>,
        entries: Vec<(Node, Node)>,
    },
    /// `(x, y) -> x + y`.
    Lambda {
        parameters: Vec<String>,
        body: Box<Node>,
    },
    /// `@name`.
    UserVariable(String),
}

/// A part of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    /// Whether it stands in backquotes.
    pub(crate) quoted: bool,
}

/// A function call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    /// The database of a qualified name.
    pub(crate) database: Option<String>,
    /// The name as written, unless the grammar has a word of its own for the function.
    pub(crate) name: String,
    pub(crate) arguments: Vec<Node>,
}

/// A moment plus or minus a time span.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MomentArithmetic {
    /// The name, where it is written as a function.
    pub(crate) function: Option<String>,
    pub(crate) operator: &'static str,
    /// `INTERVAL 1 DAY + t`.
    pub(crate) interval_first: bool,
    pub(crate) moment: Box<Node>,
    pub(crate) amount: Box<Node>,
    /// The unit in upper case.
    pub(crate) unit: String,
}

impl Node {
    pub(crate) fn text(text: impl Into<String>) -> Node {
        Node::Text(text.into())
    }

    pub(crate) fn call(name: impl Into<String>, arguments: Vec<Node>) -> Node {
        Node::Call(Call { database: None, name: name.into(), arguments })
    }

    /// Whether it is one value as it stands: NULL, a number, a text, a date.
    pub(crate) fn is_literal(&self) -> bool {
        matches!(
            self,
            Node::Null
                | Node::Boolean(_)
                | Node::Integer(_)
                | Node::Number(_)
                | Node::Double(_)
                | Node::Text(_)
                | Node::Binary(_)
                | Node::Moment { .. }
        )
    }
}

/// The tree of an expression; `None` when it is no expression, or holds what has no tree here.
pub(crate) fn parse(text: &str) -> Option<Node> {
    let mut parser = parser::Parser::new(text)?;
    let node = parser.expression()?;
    parser.at_end().then_some(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str) -> Node {
        Node::Column(vec![Name { text: name.into(), quoted: false }])
    }

    #[test]
    fn precedences_are_those_of_the_grammar() {
        for (text, same) in [
            ("a + b * c", "a + (b * c)"),
            ("a * b + c", "(a * b) + c"),
            ("a - b - c", "(a - b) - c"),
            ("a ^ b * c", "(a ^ b) * c"),
            ("a & b + c", "a & (b + c)"),
            ("a | b & c", "a | (b & c)"),
            ("NOT a AND b", "(NOT a) AND b"),
            ("a OR b AND c", "a OR (b AND c)"),
            ("a = b OR c = d", "(a = b) OR (c = d)"),
            ("a + 1 > b", "(a + 1) > b"),
            ("a = b IS NULL", "(a = b) IS NULL"),
            ("a = b = c", "(a = b) = c"),
            ("NOT a = b", "NOT (a = b)"),
            ("-a[1]", "(-a)[1]"),
            ("a BETWEEN 1 AND 2 AND b", "(a BETWEEN 1 AND 2) AND b"),
            ("! a = b", "(! a) = b"),
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
        let product = Node::Arithmetic {
            operator: "*",
            left: Box::new(Node::Integer("-1".into())),
            right: Box::new(column("k")),
        };
        assert_eq!(parse("-k"), Some(product));
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
            ("lpad(a, 3)", "lpad(a, 3, ' ')"),
            ("element_at(a, 1)", "a[1]"),
            ("add(a, 1)", "a + 1"),
            ("struct(a, 1)", "row(a, 1)"),
            ("ilike(a, b)", "like(lower(a), lower(b))"),
            ("date_add(d, 1)", "date_add(d, INTERVAL 1 DAY)"),
            ("time_slice(d, INTERVAL 1 hour)", "time_slice(d, 1, 'hour', 'floor')"),
            ("str_to_map(a)", "str_to_map(a, ',', ':')"),
            ("{fn now()}", "now()"),
            ("CONVERT(a, INT)", "CAST(a AS INT)"),
        ] {
            assert!(parse(text).is_some(), "{text}");
            assert_eq!(parse(text), parse(same), "{text}");
        }
    }

    #[test]
    fn a_column_may_bear_the_name_of_an_operator() {
        for name in ["interval", "date", "floor", "month", "`select`", "end"] {
            assert!(parse(&format!("abs({name})")).is_some(), "{name}");
        }
        assert!(matches!(parse("interval"), Some(Node::Column(_))));
        // The search for an interval goes back once for each, not once more for each before.
        assert_eq!(parse(&"interval ".repeat(200)), None);
    }

    #[test]
    fn arrows_are_of_json_or_of_a_lambda() {
        assert!(matches!(parse("j->'a'"), Some(Node::Arrow { .. })));
        let Some(Node::Call(call)) = parse("array_map((x, y) -> x + y, a, b)") else {
            panic!("no call");
        };
        assert!(matches!(&call.arguments[0], Node::Lambda { parameters, .. } if parameters.len() == 2));
    }

    #[test]
    fn what_has_no_tree() {
        for text in ["", "a +", "(SELECT 1)", "sum(a) OVER ()", "a b", "count(DISTINCT a)", "f(", "a < = b"] {
            assert_eq!(parse(text), None, "{text}");
        }
        let deep = format!("{}k{}", "(".repeat(100_000), ")".repeat(100_000));
        assert_eq!(parse(&deep), None);
        let long = format!("k{}", " + 1".repeat(100_000));
        assert_eq!(parse(&long), None);
    }
}
