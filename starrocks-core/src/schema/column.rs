//! A column of a table.

use super::{AggType, DataType, Expression, Text};

/// A column, as written.
///
/// ```
/// use starrocks_core::schema::{AggType, Column, DataType};
///
/// let views = Column::new("total_views", DataType::BigInt).not_null().with_aggregate(AggType::Sum);
/// assert!(!views.key);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// Its name; case is kept but not significant.
    pub name: Text,
    /// Its type.
    pub data_type: DataType,
    /// The CHARACTER SET behind the type; StarRocks takes only `utf8`.
    pub charset: Option<Text>,
    /// The inline KEY keyword. The key itself is [`super::Table::key`].
    pub key: bool,
    /// How rows with the same key merge, for value columns of AGGREGATE KEY tables.
    pub aggregate: Option<AggType>,
    /// Whether it may hold NULL.
    pub nullability: Nullability,
    /// Where a value comes from that an INSERT leaves out.
    pub value: ColumnValue,
    /// The COMMENT.
    pub comment: Option<Text>,
}

impl Column {
    /// A column with this name and type and nothing else said.
    pub fn new(name: impl Into<Text>, data_type: DataType) -> Self {
        Column {
            name: name.into(),
            data_type,
            charset: None,
            key: false,
            aggregate: None,
            nullability: Nullability::Unspecified,
            value: ColumnValue::Given,
            comment: None,
        }
    }

    /// The same column, NOT NULL.
    pub fn not_null(self) -> Self {
        Column { nullability: Nullability::NotNull, ..self }
    }

    /// The same column, NULL.
    pub fn nullable(self) -> Self {
        Column { nullability: Nullability::Null, ..self }
    }

    /// The same column with an aggregate.
    pub fn with_aggregate(self, aggregate: AggType) -> Self {
        Column { aggregate: Some(aggregate), ..self }
    }

    /// The same column with a default.
    pub fn with_default(self, default: DefaultValue) -> Self {
        Column { value: ColumnValue::Default(default), ..self }
    }

    /// The same column with a comment.
    pub fn with_comment(self, comment: impl Into<Text>) -> Self {
        Column { comment: Some(comment.into()), ..self }
    }

    /// Whether the column is computed from others: `AS expression`.
    pub const fn is_generated(&self) -> bool {
        matches!(self.value, ColumnValue::Generated(_))
    }
}

/// Whether a column may hold NULL, as written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullability {
    /// Nothing is written: NULL, except for primary key and AUTO_INCREMENT columns.
    #[default]
    Unspecified,
    /// NULL.
    Null,
    /// NOT NULL.
    NotNull,
}

/// Where the value of a column comes from when an INSERT leaves it out. The three clauses exclude one another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum ColumnValue {
    /// No clause: NULL, or an error when the column is NOT NULL.
    #[default]
    Given,
    /// `DEFAULT …`.
    Default(DefaultValue),
    /// `AUTO_INCREMENT`.
    AutoIncrement,
    /// `AS expression`: computed from other columns, never written.
    Generated(Expression),
}

/// What stands behind DEFAULT.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DefaultValue {
    /// `DEFAULT NULL`.
    Null,
    /// `DEFAULT 'text'`, for every scalar type: StarRocks takes numbers as quoted text too.
    Text(Text),
    /// `DEFAULT CURRENT_TIMESTAMP`, with the number of fractional digits (0 to 6) when one is written.
    CurrentTimestamp(Option<u32>),
    /// Any other expression, as written: `(uuid())`, `[1, 2]`, `map{'a': 1}`, `row(1, 'x')`.
    Expression(Expression),
}
