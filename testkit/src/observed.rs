//! Our own recording of a running frontend, see `observed/README.md`.

use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// A CREATE TABLE statement and what the frontend answered.
#[derive(Clone, Debug)]
pub struct Create {
    /// The id of the record.
    pub id: String,
    /// The rule that the statement asks about, as in the reference; "random: …" for random ones.
    pub rule: String,
    /// Statements that were run before.
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

/// Systematic statements, one rule at a time.
pub fn creates() -> Vec<Create> {
    lines("creates").iter().map(create).collect()
}

/// Random whole tables.
pub fn random_creates() -> Vec<Create> {
    lines("random_creates").iter().map(create).collect()
}

/// The systematic statements, asked of a shared-data cluster.
pub fn shared_data_creates() -> Vec<Create> {
    lines("shared_data_creates").iter().map(create).collect()
}

/// Sequences of statements, as recorded: `id`, `topic`, `steps`.
pub fn sequences() -> Vec<Value> {
    lines("sequences")
}

/// The systematic sequences, asked of a shared-data cluster.
pub fn shared_data_sequences() -> Vec<Value> {
    lines("shared_data_sequences")
}

/// Random tables and random ALTER TABLE statements, as recorded: `id`, `topic`, `steps`.
pub fn random_sequences() -> Vec<Value> {
    lines("random_sequences")
}

fn create(record: &Value) -> Create {
    let text = |key: &str| record[key].as_str().map(str::to_owned);
    // A step that set a record up has its own outcome; those that a test runs again are the accepted ones.
    let setup = record["setup"].as_array().into_iter().flatten();
    let setup = setup.filter_map(|step| step["sql"].as_str()).map(str::to_owned).collect();
    Create {
        id: text("id").unwrap_or_default(),
        rule: text("rule").unwrap_or_default(),
        setup,
        stmt: text("stmt").unwrap_or_default(),
        accepted: record["outcome"] == "accepted",
        error_code: record["error_code"].as_u64(),
        error: text("error"),
        show_create: text("show_create"),
    }
}

/// All records of a file.
///
/// # Panics
/// When the file is missing or damaged: it is part of the repository.
fn lines(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("observed").join(format!("{name}.jsonl.gz"));
    let compressed = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    flate2::read::GzDecoder::new(compressed.as_slice())
        .read_to_string(&mut text)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    crate::corpus::parse_lines(&path, &text)
}
