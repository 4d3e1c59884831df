//! PARTITION BY in all its forms.

use super::{Expression, List, Properties, Text};

/// How a table is divided into partitions
/// ([Data distribution](https://docs.starrocks.io/docs/table_design/data_distribution/)).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Partitioning {
    /// `RANGE(a, b) (…)`: declared ranges over columns.
    Range {
        /// The partition columns.
        columns: List<Text>,
        /// The declared partitions; may be empty.
        partitions: List<RangePartition>,
    },
    /// `RANGE(str2date(c, '%Y-%m-%d')) (…)`: declared ranges over an expression (StarRocks 3.3 and newer).
    RangeExpression {
        /// What the ranges are over.
        expression: Expression,
        /// The declared partitions; may be empty.
        partitions: List<RangePartition>,
    },
    /// `LIST(a, b) (…)`: declared lists of values.
    List {
        /// The partition columns.
        columns: List<Text>,
        /// The declared partitions; may be empty.
        partitions: List<ListPartition>,
    },
    /// `(a, b)`: one partition per combination of values, made by the server when data arrives.
    Columns {
        /// The partition columns.
        columns: List<Text>,
    },
    /// `date_trunc('day', dt)`, or `a, date_trunc('week', dt)`: expression partitioning, made by the server when data
    /// arrives.
    Expressions {
        /// The partition expressions.
        expressions: List<PartitionExpression>,
        /// Partitions made in advance, `(START … END … EVERY …)`, behind a single function.
        partitions: List<RangePartition>,
    },
}

/// One item of expression partitioning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartitionExpression {
    /// A column.
    Column(Text),
    /// A function call.
    Function(Expression),
}

/// A declared partition of a RANGE table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RangePartition {
    /// `PARTITION p VALUES LESS THAN (…)`.
    LessThan {
        /// Its name.
        name: Text,
        /// Whether IF NOT EXISTS is written.
        if_not_exists: bool,
        /// The exclusive upper bound; the lower one is that of the partition before.
        upper: PartitionBound,
        /// Properties of this partition alone.
        properties: Properties,
    },
    /// `PARTITION p VALUES [(…), (…))`.
    Fixed {
        /// Its name.
        name: Text,
        /// Whether IF NOT EXISTS is written.
        if_not_exists: bool,
        /// The inclusive lower bound.
        lower: List<PartitionValue>,
        /// The exclusive upper bound.
        upper: List<PartitionValue>,
        /// Properties of this partition alone.
        properties: Properties,
    },
    /// `START ("…") END ("…") EVERY (…)`: many partitions at once.
    Batch {
        /// The inclusive start.
        start: Text,
        /// The exclusive end.
        end: Text,
        /// The step.
        every: Every,
    },
}

/// The upper bound behind LESS THAN.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartitionBound {
    /// `LESS THAN MAXVALUE`, without parentheses.
    MaxValue,
    /// `LESS THAN ("…", …)`.
    Values(List<PartitionValue>),
}

/// One value of a range bound.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartitionValue {
    /// A quoted value.
    Text(Text),
    /// MAXVALUE.
    MaxValue,
}

/// The step of a batch of ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Every {
    /// `EVERY (10)`, for integer columns.
    Number(u64),
    /// `EVERY (INTERVAL 1 DAY)`, for date columns.
    Interval(i64, IntervalUnit),
}

/// The unit of an INTERVAL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IntervalUnit {
    /// YEAR.
    Year,
    /// QUARTER.
    Quarter,
    /// MONTH.
    Month,
    /// WEEK.
    Week,
    /// DAY.
    Day,
    /// HOUR.
    Hour,
    /// MINUTE.
    Minute,
    /// SECOND.
    Second,
    /// MILLISECOND.
    Millisecond,
    /// MICROSECOND.
    Microsecond,
}

impl IntervalUnit {
    /// All units, the largest first.
    pub const ALL: [IntervalUnit; 10] = [
        IntervalUnit::Year,
        IntervalUnit::Quarter,
        IntervalUnit::Month,
        IntervalUnit::Week,
        IntervalUnit::Day,
        IntervalUnit::Hour,
        IntervalUnit::Minute,
        IntervalUnit::Second,
        IntervalUnit::Millisecond,
        IntervalUnit::Microsecond,
    ];

    /// The word behind the number.
    pub const fn keyword(self) -> &'static str {
        match self {
            IntervalUnit::Year => "YEAR",
            IntervalUnit::Quarter => "QUARTER",
            IntervalUnit::Month => "MONTH",
            IntervalUnit::Week => "WEEK",
            IntervalUnit::Day => "DAY",
            IntervalUnit::Hour => "HOUR",
            IntervalUnit::Minute => "MINUTE",
            IntervalUnit::Second => "SECOND",
            IntervalUnit::Millisecond => "MILLISECOND",
            IntervalUnit::Microsecond => "MICROSECOND",
        }
    }
}

/// A declared partition of a LIST table: `PARTITION p VALUES IN (…)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListPartition {
    /// Its name.
    pub name: Text,
    /// Whether IF NOT EXISTS is written.
    pub if_not_exists: bool,
    /// Its values.
    pub values: ListValues,
    /// Properties of this partition alone.
    pub properties: Properties,
}

/// The values of a list partition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ListValues {
    /// `("a", "b")`, for one partition column.
    Single(List<ListValue>),
    /// `(("a", "1"), ("b", "2"))`, one tuple per combination.
    Tuples(List<List<ListValue>>),
}

/// One value of a list partition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ListValue {
    /// NULL.
    Null,
    /// A quoted value.
    Text(Text),
}
