//! Statements and answers recorded by StarRocks' own SQL tests. They are not part of this repository: the tests read them
//! in `../shared/corpus` beside the checkout, where they lie on the machines of the project.

use crate::lines;
use serde_json::Value;
use std::path::Path;

/// Where the records lie.
pub const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus");

/// All records of `../shared/corpus/<name>.jsonl`, or nothing, said on standard error, when it is absent.
pub fn records(name: &str) -> Option<Vec<Value>> {
    match lines::read(&Path::new(DIRECTORY).join(format!("{name}.jsonl"))) {
        Ok(records) => Some(records.into_iter().map(|(_, record)| record).collect()),
        Err(error) => {
            eprintln!("SKIPPED: the corpus is not beside this checkout ({error})");
            None
        }
    }
}
