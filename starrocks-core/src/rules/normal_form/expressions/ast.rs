//! Expressions as a server keeps them: without brackets, each spelling of a thing read as the same thing.

use crate::schema::DataType;

/// An expression without its brackets: a frontend forgets them when it reads.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
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
    /// FLOOR or CEIL as a word of its own, in lower case; only a slice of time takes one.
    Boundary(String),
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
    /// `@name`.
    UserVariable(String),
}

/// A part of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    /// Whether it stands in backquotes.
    pub(super) quoted: bool,
}

/// A function call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// The database of a qualified name.
    pub(super) database: Option<String>,
    /// The name as written, unless the grammar has a word of its own for the function.
    pub(super) name: String,
    pub(super) arguments: Vec<Node>,
}

/// A moment plus or minus a time span.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MomentArithmetic {
    /// The name, where it is written as a function.
    pub(super) function: Option<String>,
    pub(super) operator: &'static str,
    /// `INTERVAL 1 DAY + t`.
    pub(super) interval_first: bool,
    pub(super) moment: Box<Node>,
    pub(super) amount: Box<Node>,
    /// The unit in upper case.
    pub(super) unit: String,
}

impl Node {
    pub(super) fn text(text: impl Into<String>) -> Node {
        Node::Text(text.into())
    }

    pub(super) fn call(name: impl Into<String>, arguments: Vec<Node>) -> Node {
        Node::Call(Call { database: None, name: name.into(), arguments })
    }

    /// Whether it is one value as it stands: NULL, a number, a text, a date.
    pub(super) fn is_literal(&self) -> bool {
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

pub(super) fn product(operator: &'static str, left: Node, right: Node) -> Node {
    Node::Arithmetic { operator, left: Box::new(left), right: Box::new(right) }
}

/// An operation; with an INTERVAL on one side it is one on a moment.
pub(super) fn arithmetic(operator: &'static str, left: Node, right: Node) -> Option<Node> {
    let scales = operator == "*" || operator == "/";
    let on_moment = |moment: Node, amount: Box<Node>, unit: String, interval_first: bool| {
        Node::MomentArithmetic(MomentArithmetic {
            function: None,
            operator,
            interval_first,
            moment: Box::new(moment),
            amount,
            unit,
        })
    };
    Some(match (left, right) {
        (Node::Interval { value, unit }, right) if scales => {
            Node::Interval { value: Box::new(product(operator, *value, right)), unit }
        }
        (_, Node::Interval { .. }) if operator == "/" => return None,
        (left, Node::Interval { value, unit }) if scales => {
            Node::Interval { value: Box::new(product(operator, left, *value)), unit }
        }
        (Node::Interval { value, unit }, moment) => on_moment(moment, value, unit, true),
        (moment, Node::Interval { value, unit }) => on_moment(moment, value, unit, false),
        (left, right) => product(operator, left, right),
    })
}
