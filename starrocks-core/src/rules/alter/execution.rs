//! What an ALTER TABLE does: the findings, the table afterwards, and at once or by a job.

use super::{Operation, TableState};
use crate::rules::Finding;

/// What an ALTER TABLE does.
#[derive(Clone, Debug, PartialEq)]
pub struct Altered {
    /// What is wrong with it, the server's answer first. Later stages are looked at only when the earlier ones pass.
    pub findings: Vec<Finding>,
    /// The table afterwards, when its job is finished; `None` when the statement is refused.
    ///
    /// After SWAP WITH it has the other table's name; that the other table has this one's is up to the caller.
    pub state: Option<TableState>,
    /// How it is done.
    pub execution: Execution,
}

/// How a server does what it accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Execution {
    /// When the statement returns, and SHOW ALTER TABLE knows nothing of it.
    Done,
    /// When the statement returns; SHOW ALTER TABLE COLUMN has a finished row (fast schema evolution).
    FastSchemaEvolution,
    /// By a job that is waited for. Until it ends, the table takes no other ALTER.
    Job(JobKind),
    /// By a job that ends CANCELLED: the table stays as it is, and a finding has the reason.
    CancelledJob(JobKind),
}

/// The jobs that SHOW ALTER TABLE lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobKind {
    /// SHOW ALTER TABLE COLUMN.
    SchemaChange,
    /// SHOW ALTER TABLE ROLLUP.
    Rollup,
    /// SHOW ALTER TABLE OPTIMIZE.
    Optimize,
}

impl JobKind {
    /// What the table is under while the job runs.
    pub const fn operation(self) -> Operation {
        match self {
            JobKind::SchemaChange => Operation::SchemaChange,
            JobKind::Rollup => Operation::Rollup,
            JobKind::Optimize => Operation::Optimize,
        }
    }
}

/// A changed table, and how it is done; nothing when there is a finding that says why not.
pub(super) type Changed = Option<(TableState, Execution)>;
