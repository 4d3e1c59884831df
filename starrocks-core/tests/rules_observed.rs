//! Replays what a running frontend answered: no table that it took may be refused.
//!
//! The recordings lie beside the project, not in it: without them these tests say so and pass.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use starrocks_core::rules::{CheckOptions, Envelope, Finding, RunMode, catalogue};
use starrocks_core::sql::parse_create_table;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What the replay of one file found.
#[derive(Default)]
struct Figures {
    accepted: usize,
    accepted_parsed: usize,
    rejected: usize,
    /// Refused by the parser.
    syntax: usize,
    /// Refused by a rule.
    refused: usize,
    /// Refused by a rule with the server's own words.
    same_words: usize,
    false_refusals: Vec<String>,
    /// By the rule that a record asks about: refused in the server's words, refused otherwise, not refused.
    by_rule: BTreeMap<String, [usize; 3]>,
    /// Records that are not refused, or otherwise than by the server.
    notes: Vec<String>,
}

fn records(file: &str) -> Option<Vec<Value>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/observed").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("SKIPPED: no recordings at {}", path.display());
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
}

/// The rules that do not hold under the settings that a record was made with.
fn options(record: &Value, run_mode: RunMode) -> CheckOptions {
    let setup = record["setup"].to_string();
    let mut options = CheckOptions { run_mode, ..CheckOptions::default() };
    for rule in catalogue() {
        if rule.setting.is_some_and(|setting| setup.contains(setting)) {
            options.off.push(rule.id.into());
        }
    }
    options
}

/// The message without its place in the statement, which a table does not know.
fn without_place(error: &str) -> String {
    let Some((head, detail)) = error.split_once(" Detail message: ") else {
        return error.to_owned();
    };
    let kind = ["Getting analyzing error", "Getting syntax error"];
    match kind.into_iter().find(|kind| head.starts_with(kind)) {
        Some(kind) => format!("{kind}. Detail message: {detail}"),
        None => error.to_owned(),
    }
}

fn replay(records: &[Value], run_mode: RunMode) -> Figures {
    let mut figures = Figures::default();
    for record in records {
        let statement = record["stmt"].as_str().expect("text");
        let id = record["id"].as_str().expect("text");
        let accepted = record["outcome"] == "accepted";
        let parsed = parse_create_table(statement);
        if accepted {
            figures.accepted += 1;
            let Ok(create) = parsed else {
                continue;
            };
            figures.accepted_parsed += 1;
            let findings = create.table.check_with(&options(record, run_mode));
            // A table that is there already is only looked at, not created.
            let there = create.if_not_exists && record["setup"].to_string().contains("CREATE TABLE");
            let counts =
                |finding: &&Finding| finding.is_error() && !(there && finding.envelope == Envelope::Bare);
            if let Some(error) = findings.iter().find(counts) {
                figures.false_refusals.push(format!("{id}: {error}\n    {statement}"));
            }
            continue;
        }
        figures.rejected += 1;
        let Ok(create) = parsed else {
            figures.syntax += 1;
            continue;
        };
        let expected = without_place(record["error"].as_str().expect("text"));
        let findings = create.table.check_with(&options(record, run_mode));
        let first = findings.iter().find(|finding| finding.is_error());
        let same = first.is_some_and(|finding| finding.server_answer() == expected);
        let code = record["error_code"].as_u64();
        if same && first.is_some_and(|finding| Some(u64::from(finding.code)) != code) {
            figures.notes.push(format!("{id}: code {code:?} {first:?}"));
        }
        let column = match first {
            Some(_) if same => 0,
            Some(_) => 1,
            None => 2,
        };
        figures.refused += usize::from(first.is_some());
        figures.same_words += usize::from(same);
        let rule = record["rule"].as_str().unwrap_or("random").to_owned();
        figures.by_rule.entry(rule).or_default()[column] += 1;
        if column > 0 {
            let ours = first.map_or("-".to_owned(), |finding| {
                format!("{}: {}", finding.rule.id, finding.server_answer())
            });
            figures.notes.push(format!("{id}\n    server: {expected}\n    ours:   {ours}\n    {statement}"));
        }
    }
    figures
}

fn report(file: &str, figures: &Figures) {
    let Figures { accepted, accepted_parsed, rejected, syntax, refused, same_words, .. } = figures;
    println!("{file}");
    println!(
        "  accepted by the server: {accepted}, of which read: {accepted_parsed}, refused: {}",
        figures.false_refusals.len()
    );
    println!(
        "  refused by the server: {rejected}, by our parser: {syntax}, by a rule: {refused} ({same_words} in its words)"
    );
    for (rule, [same, other, not]) in &figures.by_rule {
        if catalogue().iter().any(|known| known.id == rule) || *same + *other > 0 {
            println!("    {rule:6} in the server's words {same}, otherwise {other}, not {not}");
        }
    }
    // For the eyes of whoever works on the rules.
    if std::env::var_os("RULES_NOTES").is_some() {
        for note in &figures.notes {
            println!("{note}");
        }
    }
}

fn check(file: &str, run_mode: RunMode) {
    let Some(records) = records(file) else {
        return;
    };
    let figures = replay(&records, run_mode);
    report(file, &figures);
    assert!(
        figures.false_refusals.is_empty(),
        "{} statements that the server took are refused:\n{}",
        figures.false_refusals.len(),
        figures.false_refusals.join("\n")
    );
    // Where both refuse, they say the same: the rest are records that break several rules, some not known here.
    let share = figures.same_words * 100 / figures.refused.max(1);
    assert!(share >= 94, "only {share} of 100 refusals are in the server's words");
}

#[test]
fn one_rule_at_a_time() {
    check("creates.jsonl", RunMode::SharedNothing);
}

#[test]
fn random_tables() {
    check("random_creates.jsonl", RunMode::SharedNothing);
}

#[test]
fn one_rule_at_a_time_of_a_shared_data_cluster() {
    check("shared_data/creates.jsonl", RunMode::SharedData);
}
