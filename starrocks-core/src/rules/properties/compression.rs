//! `compression`: how backends pack the data of columns.

use crate::rules::{Finding, Place, Rule};

pub(in crate::rules) static PR_18: Rule = Rule {
    id: "PR-18",
    title: "compression is lz4, lz4_frame, zlib, zstd, snappy, or zstd(1) to zstd(22)",
    reason: "These are the formats in which backends write columns.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"compression\" = \"zstd(3)\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"compression\" = \"gzip\")",
    ..Rule::BARE
};

/// The name of a compression as a server prints it, `LZ4` or `ZSTD(3)`; the server's complaint when there is none such.
pub(in crate::rules) fn name(written: &str) -> Result<String, String> {
    let upper: String = written.to_uppercase().split_whitespace().collect();
    match upper.as_str() {
        // LZ4_FRAME goes by the name of LZ4.
        "LZ4" | "LZ4_FRAME" => return Ok("LZ4".to_owned()),
        "ZLIB" | "ZSTD" | "SNAPPY" => return Ok(upper),
        _ => {}
    }
    let level = upper.strip_prefix("ZSTD(").and_then(|rest| rest.strip_suffix(')'));
    match level.filter(|level| !level.is_empty() && level.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(level) => match level.parse::<u32>() {
            Ok(level @ 1..=22) => Ok(format!("ZSTD({level})")),
            _ => Err("Invalid level for zstd compression type".to_owned()),
        },
        None => Err(format!("unknown compression type: {written}")),
    }
}

/// PR-18.
pub(in crate::rules) fn problem(place: Place, value: &str) -> Option<Finding> {
    let message = name(value).err()?;
    let help = match message.starts_with("unknown") {
        true => "write lz4, lz4_frame, zlib, zstd or snappy",
        false => "write a level from 1 to 22: zstd(3)",
    };
    Some(PR_18.broken(place, message, help))
}
