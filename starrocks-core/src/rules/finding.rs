//! What a check finds: a rule, the place that breaks it, and what to write instead.

use super::Rule;
use std::fmt;

/// One place of a table that breaks one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Whether StarRocks refuses the table for it.
    pub severity: Severity,
    /// The part of the table that the user must change.
    pub place: Place,
    /// The server's own sentence, filled in, without what [`Envelope`] puts around it.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The MySQL error number that the server answers.
    pub code: u16,
    /// What the server puts around [`Finding::message`].
    pub envelope: Envelope,
}

impl Finding {
    /// The whole answer of the server: [`Finding::message`] in its [`Envelope`].
    pub fn server_answer(&self) -> String {
        match self.envelope {
            Envelope::Analyzing => format!("Getting analyzing error. Detail message: {}.", self.message),
            Envelope::Syntax => format!("Getting syntax error. Detail message: {}.", self.message),
            Envelope::Bare => self.message.clone(),
        }
    }

    /// Whether StarRocks refuses the table for this.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    pub(super) fn enveloped(self, envelope: Envelope) -> Self {
        Finding { envelope, ..self }
    }

    pub(super) fn coded(self, code: u16) -> Self {
        Finding { code, ..self }
    }
}

/// The rule's id, the server's sentence and the help, on one line.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule.id, self.message)?;
        if !self.help.is_empty() {
            write!(f, " ({})", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Finding {}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// StarRocks refuses the table.
    Error,
    /// StarRocks takes the table, but against its own documentation.
    Warning,
}

/// What the server puts around a message; it tells at which stage of CREATE TABLE it was raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Envelope {
    /// `Getting analyzing error. Detail message: ….`, from the analysis of the statement.
    Analyzing,
    /// `Getting syntax error. Detail message: ….`, while the statement is parsed.
    Syntax,
    /// The message alone, from the execution of the statement.
    Bare,
}

/// A part of a table. The number is a position in the list of the model that the name says, from 0.
///
/// A place need not be written: the nullability of a column may be left out. [`Place::within`] leads to the next larger
/// part, until one is found that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The whole table.
    Table,
    /// Its name.
    TableName,
    /// The database in front of its name.
    Database,
    /// ENGINE.
    Engine,
    /// CHARSET.
    Charset,
    /// A column, all of it.
    Column(usize),
    /// A column's name.
    ColumnName(usize),
    /// A column's type, with its character set.
    ColumnType(usize),
    /// A column's aggregate.
    ColumnAggregate(usize),
    /// A column's NULL or NOT NULL.
    ColumnNullability(usize),
    /// A column's inline KEY.
    ColumnKey(usize),
    /// A column's DEFAULT, AUTO_INCREMENT or AS.
    ColumnValue(usize),
    /// The key clause.
    Key,
    /// A column of the key clause.
    KeyColumn(usize),
    /// PARTITION BY.
    PartitionBy,
    /// A column or an expression behind PARTITION BY.
    PartitionColumn(usize),
    /// The unit of time in an expression behind PARTITION BY.
    PartitionUnit(usize),
    /// A declared partition.
    Partition(usize),
    /// DISTRIBUTED BY.
    DistributedBy,
    /// A column of HASH.
    DistributionColumn(usize),
    /// BUCKETS.
    Buckets,
    /// ORDER BY.
    OrderBy,
    /// A column of ORDER BY.
    OrderByColumn(usize),
    /// An index.
    Index(usize),
    /// A rollup.
    Rollup(usize),
    /// A property.
    Property(usize),
    /// A clause of an ALTER TABLE.
    Clause(usize),
}

/// The part in words, counted from 1: `column 2`, `clause 1`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (part, number) = match *self {
            Place::Table => return f.write_str("the table"),
            Place::Database => return f.write_str("the name of the database"),
            Place::TableName => return f.write_str("the name of the table"),
            Place::Engine => return f.write_str("ENGINE"),
            Place::Charset => return f.write_str("CHARSET"),
            Place::Key => return f.write_str("the key"),
            Place::PartitionBy => return f.write_str("PARTITION BY"),
            Place::DistributedBy => return f.write_str("DISTRIBUTED BY"),
            Place::Buckets => return f.write_str("BUCKETS"),
            Place::OrderBy => return f.write_str("ORDER BY"),
            Place::Column(at) => ("column", at),
            Place::ColumnName(at) => ("the name of column", at),
            Place::ColumnType(at) => ("the type of column", at),
            Place::ColumnAggregate(at) => ("the aggregate of column", at),
            Place::ColumnNullability(at) => ("NULL or NOT NULL of column", at),
            Place::ColumnKey(at) => ("KEY of column", at),
            Place::ColumnValue(at) => ("the value of column", at),
            Place::KeyColumn(at) => ("key column", at),
            Place::PartitionColumn(at) => ("partition column", at),
            Place::PartitionUnit(at) => ("the unit of partition column", at),
            Place::Partition(at) => ("partition", at),
            Place::DistributionColumn(at) => ("distribution column", at),
            Place::OrderByColumn(at) => ("ORDER BY column", at),
            Place::Index(at) => ("index", at),
            Place::Rollup(at) => ("rollup", at),
            Place::Property(at) => ("property", at),
            Place::Clause(at) => ("clause", at),
        };
        write!(f, "{part} {}", number.saturating_add(1))
    }
}

impl Place {
    /// The next larger part that this one belongs to; `None` for the whole table.
    pub const fn within(self) -> Option<Place> {
        Some(match self {
            Place::Table => return None,
            Place::ColumnName(column)
            | Place::ColumnType(column)
            | Place::ColumnAggregate(column)
            | Place::ColumnNullability(column)
            | Place::ColumnKey(column)
            | Place::ColumnValue(column) => Place::Column(column),
            Place::Database => Place::TableName,
            Place::KeyColumn(_) => Place::Key,
            Place::PartitionUnit(expression) => Place::PartitionColumn(expression),
            Place::PartitionColumn(_) | Place::Partition(_) => Place::PartitionBy,
            Place::DistributionColumn(_) | Place::Buckets => Place::DistributedBy,
            Place::OrderByColumn(_) => Place::OrderBy,
            _ => Place::Table,
        })
    }

    /// The column of the table that this is a part of.
    pub const fn column(self) -> Option<usize> {
        match self {
            Place::Column(column)
            | Place::ColumnName(column)
            | Place::ColumnType(column)
            | Place::ColumnAggregate(column)
            | Place::ColumnNullability(column)
            | Place::ColumnKey(column)
            | Place::ColumnValue(column) => Some(column),
            _ => None,
        }
    }
}
