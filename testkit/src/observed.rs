//! Our own recording of a running frontend, see `observed/README.md`.

use crate::lines;
use serde_json::Value;
use std::path::Path;

/// Where the recording lies in this repository.
pub const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/observed");

/// A CREATE TABLE statement and what the frontend answered.
#[derive(Clone, Debug)]
pub struct Create {
    /// The id of the record.
    pub id: String,
    /// The rule that the statement asks about, as in the reference; "random: …" for random ones.
    pub rule: String,
    /// Statements that were run before, the accepted ones.
    pub setup: Vec<String>,
    /// The statement.
    pub stmt: String,
    /// Whether it was accepted.
    pub accepted: bool,
    /// The error number of a refusal.
    pub error_code: Option<u64>,
    /// The message of a refusal.
    pub error: Option<String>,
    /// What SHOW CREATE TABLE printed right after.
    pub show_create: Option<String>,
}

impl Create {
    /// A record of `creates` or `random_creates`; `None` for one of another format.
    pub fn read(record: &Value) -> Option<Create> {
        let setup = record["setup"].as_array().into_iter().flatten().filter(|step| accepted(step));
        Some(Create {
            id: text(record, "id")?,
            rule: text(record, "rule")?,
            setup: setup.filter_map(|step| text(step, "sql")).collect(),
            stmt: text(record, "stmt")?,
            accepted: accepted(record),
            error_code: record["error_code"].as_u64(),
            error: text(record, "error"),
            show_create: text(record, "show_create"),
        })
    }
}

/// Statements that were run one after the other.
#[derive(Clone, Debug)]
pub struct Sequence {
    /// The id of the record.
    pub id: String,
    /// What the sequence is about.
    pub topic: String,
    /// The statements.
    pub steps: Vec<Step>,
}

impl Sequence {
    /// A record of `sequences` or `random_sequences`; `None` for one of another format.
    pub fn read(record: &Value) -> Option<Sequence> {
        let steps = record["steps"].as_array()?;
        Some(Sequence {
            id: text(record, "id")?,
            topic: text(record, "topic")?,
            steps: steps.iter().map(|step| Step::of(step, "sql")).collect::<Option<_>>()?,
        })
    }
}

/// A statement and what the frontend answered.
#[derive(Clone, Debug)]
pub struct Step {
    /// The statement.
    pub sql: String,
    /// Whether it was accepted.
    pub accepted: bool,
    /// The error number of a refusal.
    pub error_code: Option<u64>,
    /// The message of a refusal.
    pub error: Option<String>,
    /// The rows of the first result set, each cell by the name of its column.
    pub rows: Vec<Vec<(String, Option<String>)>>,
    /// The rows of SHOW ALTER TABLE for the table of the statement, when its job was waited for.
    pub jobs: Option<Vec<Job>>,
}

impl Step {
    fn of(record: &Value, statement: &str) -> Option<Step> {
        let jobs = record["waited"]["jobs"].as_array();
        Some(Step {
            sql: text(record, statement)?,
            accepted: accepted(record),
            error_code: record["error_code"].as_u64(),
            error: text(record, "error"),
            rows: rows(&record["results"][0]),
            jobs: jobs.map(|jobs| jobs.iter().map(Job::of).collect()),
        })
    }

    /// A cell of the first row.
    pub fn cell(&self, column: &str) -> Option<&str> {
        let row = self.rows.first()?;
        row.iter().find(|(name, _)| name == column).and_then(|(_, value)| value.as_deref())
    }
}

/// A row of SHOW ALTER TABLE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number; rows of one job share it.
    pub id: String,
    /// The table.
    pub table: String,
    /// FINISHED, CANCELLED, PENDING, …
    pub state: String,
    /// In seconds; `1` for a change of the schema alone, which is done when the statement returns.
    pub timeout: String,
}

impl Job {
    fn of(row: &Value) -> Job {
        let cell = |name| text(row, name).unwrap_or_default();
        Job { id: cell("JobId"), table: cell("TableName"), state: cell("State"), timeout: cell("Timeout") }
    }
}

fn rows(result: &Value) -> Vec<Vec<(String, Option<String>)>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let names: Vec<String> =
        list(&result["columns"]).iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect();
    let cells =
        |row: &Value| list(row).iter().map(|cell| cell.as_str().map(str::to_owned)).collect::<Vec<_>>();
    list(&result["rows"]).iter().map(|row| names.iter().cloned().zip(cells(row)).collect()).collect()
}

fn text(record: &Value, key: &str) -> Option<String> {
    record[key].as_str().map(str::to_owned)
}

fn accepted(record: &Value) -> bool {
    record["outcome"] == "accepted"
}

/// Systematic statements of this repository, one rule at a time.
pub fn creates() -> Vec<Create> {
    own("creates").iter().filter_map(Create::read).collect()
}

/// Random whole tables of this repository.
pub fn random_creates() -> Vec<Create> {
    own("random_creates").iter().filter_map(Create::read).collect()
}

/// Sequences of statements of this repository, as recorded: `id`, `topic`, `steps`.
pub fn sequences() -> Vec<Value> {
    own("sequences")
}

/// All records of a file of this repository.
///
/// # Panics
/// When the file is missing or damaged.
fn own(name: &str) -> Vec<Value> {
    let path = Path::new(DIRECTORY).join(format!("{name}.jsonl.gz"));
    let records = lines::read(&path).unwrap_or_else(|error| panic!("{error}"));
    records.into_iter().map(|(_, record)| record).collect()
}
