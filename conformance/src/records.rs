//! Which files there are, and which records they hold.

use serde_json::Value;
use starrocks_core::rules::RunMode;
use starrocks_testkit::lines;
use starrocks_testkit::observed::{Create, Sequence};
use std::io;
use std::path::{Path, PathBuf};

/// The records of one file.
#[derive(Debug)]
pub struct RecordFile {
    /// The path of the file.
    pub path: PathBuf,
    /// Where it lies in the directory that was given, without extension, `/` read as `_`: `shared_data_creates`. The name of its
    /// figures.
    pub key: String,
    /// How the cluster stored data that answered.
    pub run_mode: RunMode,
    /// The records, each with its line.
    pub records: Records,
}

/// Records of one format.
#[derive(Debug)]
pub enum Records {
    /// `observed`: CREATE TABLE statements.
    Creates(Vec<(usize, Create)>),
    /// `observed`: sequences of statements.
    Sequences(Vec<(usize, Sequence)>),
    /// `corpus`: CREATE TABLE statements.
    CorpusCreates(Vec<(usize, Value)>),
    /// `corpus`: ALTER TABLE, CREATE INDEX and DROP INDEX statements.
    CorpusAlters(Vec<(usize, Value)>),
    /// `corpus`: texts of SHOW CREATE TABLE.
    CorpusTexts(Vec<(usize, Value)>),
    /// Not about tables.
    Other,
}

/// All files of records below `directory`, in the order of their names.
///
/// `run_mode` holds for all; without it, a file is of a shared-data cluster when its path says `shared_data`.
///
/// # Errors
/// A directory or a file that cannot be read.
pub fn read(directory: &Path, run_mode: Option<RunMode>) -> io::Result<Vec<RecordFile>> {
    let mut paths = Vec::new();
    collect(directory, &mut paths)?;
    paths.sort();
    let file = |path: PathBuf| {
        let inside = path.strip_prefix(directory).unwrap_or(&path);
        let folder = inside.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        let stem = lines::stem(&path).expect("only such files are collected");
        let key =
            if folder.is_empty() { stem.to_owned() } else { format!("{folder}_{stem}") }.replace('/', "_");
        let shared_data = path.components().any(|part| part.as_os_str() == "shared_data")
            || stem.starts_with("shared_data");
        let by_path = if shared_data { RunMode::SharedData } else { RunMode::SharedNothing };
        let records = records(lines::read(&path)?).map_err(|message| {
            io::Error::new(io::ErrorKind::InvalidData, format!("{}: {message}", path.display()))
        })?;
        Ok(RecordFile { key, run_mode: run_mode.unwrap_or(by_path), records, path })
    };
    paths.into_iter().map(file).collect()
}

fn collect(directory: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", directory.display()));
    for entry in std::fs::read_dir(directory).map_err(named)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if lines::stem(&path).is_some() {
            paths.push(path);
        }
    }
    Ok(())
}

/// The format shows in the fields of the first record.
fn records(lines: Vec<(usize, Value)>) -> Result<Records, String> {
    let Some((_, first)) = lines.first() else { return Ok(Records::Other) };
    let has = |field: &str| !first[field].is_null();
    let statement = first["stmt"].as_str().unwrap_or_default().to_uppercase();
    let words: Vec<&str> = statement.split_whitespace().take(3).collect();
    Ok(if has("steps") {
        Records::Sequences(typed(&lines, Sequence::read)?)
    } else if has("rule") && has("stmt") {
        Records::Creates(typed(&lines, Create::read)?)
    } else if !has("case") {
        Records::Other
    } else if has("verb") {
        Records::CorpusAlters(lines)
    } else {
        match words.as_slice() {
            ["SHOW", "CREATE", "TABLE"] => Records::CorpusTexts(lines),
            ["CREATE", "TABLE" | "EXTERNAL" | "TEMPORARY", ..] => Records::CorpusCreates(lines),
            _ => Records::Other,
        }
    })
}

fn typed<T>(lines: &[(usize, Value)], read: fn(&Value) -> Option<T>) -> Result<Vec<(usize, T)>, String> {
    let one = |(line, record): &(usize, Value)| match read(record) {
        Some(record) => Ok((*line, record)),
        None => Err(format!("line {line} is of another format than the first")),
    };
    lines.iter().map(one).collect()
}
