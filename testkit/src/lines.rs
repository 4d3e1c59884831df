//! Files of one JSON object per line, plain (`.jsonl`) or compressed (`.jsonl.gz`).

use serde_json::Value;
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

/// The name of a file of records without its extension; `None` when the file is none.
pub fn stem(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    name.strip_suffix(".jsonl.gz").or_else(|| name.strip_suffix(".jsonl"))
}

/// The records of a file, each with its line, counted from 1.
///
/// # Errors
/// The file cannot be read, or a line is no JSON; the path is in the message.
pub fn read(path: &Path) -> Result<Vec<(usize, Value)>> {
    let named = |error: Error| Error::new(error.kind(), format!("{}: {error}", path.display()));
    let bytes = std::fs::read(path).map_err(named)?;
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map_err(named)?;
    } else {
        bytes.as_slice().read_to_string(&mut text).map_err(named)?;
    }
    let record = |(at, line): (usize, &str)| {
        let value = serde_json::from_str(line).map_err(|error| {
            named(Error::new(ErrorKind::InvalidData, format!("line {}: {error}", at + 1)))
        })?;
        Ok((at + 1, value))
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(record).collect()
}
