//! Statements and answers recorded by StarRocks' own SQL tests. They are not part of this repository: the tests read them
//! in `../shared/corpus` beside the checkout, where they lie on the machines of the project.

use serde_json::Value;
use std::path::Path;

/// All records of `../shared/corpus/<name>.jsonl`, or nothing, said on standard error, when it is absent.
pub fn records(name: &str) -> Option<Vec<Value>> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus").join(format!("{name}.jsonl"));
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(parse_lines(&path, &text)),
        Err(error) => {
            eprintln!("SKIPPED: the corpus is not beside this checkout ({}: {error})", path.display());
            None
        }
    }
}

/// One JSON object per line.
pub(crate) fn parse_lines(path: &Path, text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        .collect()
}
