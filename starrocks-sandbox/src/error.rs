//! What can go wrong: for the program that starts a sandbox, and for the client that sends it a statement.

use std::borrow::Cow;

/// Why a [`Sandbox`](crate::Sandbox) could not be started or stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SandboxError {
    /// No port of the loopback interface could be bound.
    #[error("the sandbox cannot listen on the loopback interface: {0}")]
    Listen(#[source] std::io::Error),
    /// The thread or the runtime of the server could not be created.
    #[error("the sandbox server cannot be started: {0}")]
    Start(#[source] std::io::Error),
    /// The in-memory row store could not be opened.
    #[error("the row store of the sandbox cannot be opened: {0}")]
    Store(String),
    /// The server thread ended by a panic.
    #[error("the sandbox server ended unexpectedly")]
    Ended,
}

/// An error packet: number, SQLSTATE and text as a StarRocks frontend sends them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{number} ({sqlstate}): {message}")]
pub(crate) struct SqlError {
    pub(crate) number: u16,
    pub(crate) sqlstate: &'static str,
    pub(crate) message: Cow<'static, str>,
}

impl SqlError {
    pub(crate) fn new(number: u16, message: impl Into<Cow<'static, str>>) -> Self {
        SqlError { number, sqlstate: sqlstate(number), message: message.into() }
    }

    /// An error of the execution phase: the bare message.
    pub(crate) fn bare(message: impl Into<Cow<'static, str>>) -> Self {
        SqlError::new(1064, message)
    }

    /// An error of the analysis phase, number 1064.
    pub(crate) fn analyzing(message: impl AsRef<str>) -> Self {
        SqlError::analyzing_as(1064, message)
    }

    /// An error of the analysis phase with a number of its own.
    pub(crate) fn analyzing_as(number: u16, message: impl AsRef<str>) -> Self {
        SqlError::new(number, format!("Getting analyzing error. Detail message: {}.", message.as_ref()))
    }

    /// A statement, clause or function that StarRocks may well know, but the sandbox does not.
    ///
    /// Never worded like an answer of StarRocks, so that nobody takes it for one.
    pub(crate) fn unknown_to_sandbox(what: impl AsRef<str>) -> Self {
        SqlError::bare(format!("The StarRocks sandbox does not know {}", what.as_ref()))
    }

    pub(crate) fn no_database() -> Self {
        SqlError::analyzing_as(1046, "No database selected")
    }

    pub(crate) fn unknown_database(name: &str) -> Self {
        SqlError::analyzing_as(5501, format!("Unknown database '{name}'"))
    }

    /// SELECT, DESC, DROP, SHOW COLUMNS word a missing table like this.
    pub(crate) fn unknown_table(name: &str) -> Self {
        SqlError::analyzing_as(5502, format!("Unknown table '{name}'"))
    }

    /// SHOW CREATE TABLE, SHOW INDEX, SHOW PARTITIONS, ALTER word a missing table like this.
    pub(crate) fn table_not_found(name: &str) -> Self {
        SqlError::analyzing(format!("Table {name} is not found"))
    }
}

/// The SQLSTATE that a frontend sends with an error number.
fn sqlstate(number: u16) -> &'static str {
    match number {
        1045 => "28000",
        1046 => "3D000",
        1047 => "08S01",
        1050 => "42S01",
        1052 => "23000",
        1060 => "42S21",
        1066 | 1102 | 1104 | 1115 | 1117 | 1166 | 1228 | 1231 | 1232 | 1286 | 5063 | 5064 | 5078 | 5203
        | 5510 | 5700 | 5703 | 5907 => "42000",
        5300 | 5301 => "55P03",
        5302..=5307 => "25P01",
        5501 => "3F000",
        5502 => "42602",
        5509 => "42S22",
        5604 => "42601",
        _ => "HY000",
    }
}
