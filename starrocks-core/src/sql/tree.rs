//! What an expression is made of, as far as StarRocks' grammar tells it.
//!
//! [`Node::parse`] reads an expression with the same grammar as the parser of statements.

use crate::schema::DataType;
use std::ops::Range;

/// A part of an expression, and where it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// In bytes of the text that was parsed.
    pub(crate) span: Range<usize>,
    /// The operands, in the order in which they are written.
    pub(crate) children: Vec<Node>,
    /// How many levels there are, this one included.
    height: usize,
}

/// Whoever walks a tree goes down the stack with it: what is higher than this is not looked into.
const HIGHEST: usize = 200;

/// The kinds of [`Node`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Integer,
    /// Digits with a point.
    Decimal,
    /// Digits with an exponent.
    Float,
    Text,
    Binary,
    /// `DATE '…'`.
    Date,
    /// `DATETIME '…'`.
    DateTime,
    /// `INTERVAL 1 DAY`; the unit in upper case.
    Interval(String),
    /// FLOOR or CEIL as a word of its own.
    UnitBoundary,
    /// `?`.
    Parameter,
    /// `@x` or `@@x`.
    Variable,
    /// `c`, `t.c`; without its backquotes.
    Column(Vec<String>),
    /// A field of something that is no name: `f(x).field`.
    Field(String),
    Call(Call),
    Cast(DataType),
    Case {
        /// `CASE x WHEN …`: the first child is `x`.
        operand: bool,
        /// The last child is what ELSE gives.
        otherwise: bool,
    },
    /// `-`, `+`, `~` or `!`.
    Unary(char),
    /// `+`, `DIV`, `BITSHIFTLEFT`, …; words in upper case.
    Arithmetic(&'static str),
    /// `=`, `<=`, …
    Comparison(&'static str),
    /// `||`: OR or a concatenation, as the session has it.
    Pipes,
    /// AND or OR.
    Logical,
    Not,
    IsNull,
    Between,
    In,
    Like(&'static str),
    /// `[…]`, or `ARRAY<T>[…]`.
    Array(Option<DataType>),
    /// `map{…}`, or `MAP<K, V>{…}`: keys and values take turns.
    Map(Option<DataType>),
    /// `a[1]`.
    Subscript,
    /// `a[1:2]`.
    Slice,
    /// `j->'key'`.
    Arrow,
    /// `(x, y) -> …`.
    Lambda(Vec<String>),
    Match,
    Subquery,
    Exists,
    /// What is not looked into: nesting that costs more than it is worth.
    Opaque,
}

/// A function call.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Call {
    /// In lower case, without the name of a database.
    pub(crate) name: String,
    /// `count(*)`.
    pub(crate) star: bool,
    pub(crate) distinct: bool,
    /// `OVER (…)` follows.
    pub(crate) over: bool,
    /// ORDER BY, SEPARATOR, FILTER or another clause stands inside: the children are not all arguments.
    pub(crate) clauses: bool,
}

impl Node {
    /// A node; [`Kind::Opaque`] instead when the tree would become too high.
    pub(crate) fn new(kind: Kind, span: Range<usize>, children: Vec<Node>) -> Self {
        let height = 1 + children.iter().map(|child| child.height).max().unwrap_or(0);
        if height > HIGHEST {
            return Node { kind: Kind::Opaque, span, children: Vec::new(), height: 1 };
        }
        Node { kind, span, children, height }
    }

    /// This node and all below it, from the outside in.
    pub(crate) fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }

    /// Whether it is written as a number, a text or another literal.
    pub(crate) fn is_literal(&self) -> bool {
        matches!(
            self.kind,
            Kind::Null
                | Kind::Boolean
                | Kind::Integer
                | Kind::Decimal
                | Kind::Float
                | Kind::Text
                | Kind::Binary
                | Kind::Date
                | Kind::DateTime
        )
    }
}
