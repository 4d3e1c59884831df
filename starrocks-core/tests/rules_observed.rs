//! Replays what a running frontend answered: no table that it took may be refused.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::rules::{CheckOptions, Envelope, Finding, RunMode, catalogue};
use starrocks_core::sql::parse_create_table;
use starrocks_testkit::observed::{self, Create};
use std::collections::BTreeMap;

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

/// The rules that do not hold under the settings that a record was made with.
fn options(record: &Create, run_mode: RunMode) -> CheckOptions {
    let setup = record.setup.join(";");
    // Three backends stood behind the frontend, under these ids.
    let backends = vec![10_001, 10_002, 10_003];
    let mut options = CheckOptions { run_mode, backends, ..CheckOptions::default() };
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

fn replay(records: &[Create], run_mode: RunMode) -> Figures {
    let mut figures = Figures::default();
    for record in records {
        let Create { id, stmt: statement, .. } = record;
        let parsed = parse_create_table(statement);
        if record.accepted {
            figures.accepted += 1;
            let Ok(create) = parsed else {
                continue;
            };
            figures.accepted_parsed += 1;
            let findings = create.table.check_with(&options(record, run_mode));
            // A table that is there already is only looked at, not created.
            let there = create.if_not_exists && record.setup.iter().any(|sql| sql.contains("CREATE TABLE"));
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
        let expected = without_place(record.error.as_deref().unwrap_or_default());
        let findings = create.table.check_with(&options(record, run_mode));
        let first = findings.iter().find(|finding| finding.is_error());
        let same = first.is_some_and(|finding| finding.server_answer() == expected);
        if same {
            assert_eq!(first.map(|finding| u64::from(finding.code)), record.error_code, "{id}");
        }
        let column = match first {
            Some(_) if same => 0,
            Some(_) => 1,
            None => 2,
        };
        figures.refused += usize::from(first.is_some());
        figures.same_words += usize::from(same);
        figures.by_rule.entry(record.rule.clone()).or_default()[column] += 1;
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

/// `least_refused` of the statements that the server refused are refused here, by the parser or a rule; that may only grow.
fn check(file: &str, records: &[Create], run_mode: RunMode, least_refused: usize) {
    let figures = replay(records, run_mode);
    report(file, &figures);
    assert!(
        figures.false_refusals.is_empty(),
        "{} statements that the server took are refused:\n{}",
        figures.false_refusals.len(),
        figures.false_refusals.join("\n")
    );
    let refused = figures.syntax + figures.refused;
    assert!(refused >= least_refused, "{file}: only {refused} of {} are refused", figures.rejected);
    // Where both refuse, they say the same: the rest are records that break several rules, some not known here.
    let share = figures.same_words * 100 / figures.refused.max(1);
    assert!(share >= 94, "only {share} of 100 refusals are in the server's words");
}

#[test]
fn one_rule_at_a_time() {
    check("creates", &observed::creates(), RunMode::SharedNothing, 1865);
}

#[test]
fn random_tables() {
    check("random creates", &observed::random_creates(), RunMode::SharedNothing, 1324);
}

#[test]
fn one_rule_at_a_time_of_a_shared_data_cluster() {
    check("shared-data creates", &observed::shared_data_creates(), RunMode::SharedData, 1807);
}
