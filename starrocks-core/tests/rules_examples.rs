//! Every rule's examples are executed: the accepted one has no error, the rejected one breaks the rule.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::rules::{
    AlterContext, Backend, CheckOptions, Envelope, Execution, Finding, Rule, RunMode, ServerDefaults,
    TableState, Version, catalogue,
};
use starrocks_core::sql::{ParseError, parse_alter_table, parse_create_table};

/// An example; `c1 INT, …, c10001 INT` in it stands for all the columns between.
fn written_out(example: &str) -> String {
    let Some((before, after)) = example.split_once(", …, c") else {
        return example.to_owned();
    };
    let (last, rest) = after.split_at(after.find(' ').expect("a type behind the last column"));
    let last: usize = last.parse().expect("a number");
    let columns: Vec<String> = (2..=last).map(|number| format!("c{number} INT")).collect();
    format!("{before}, {}{}", columns.join(", "), rest.strip_prefix(" INT").expect("INT"))
}

/// The settings of the server that the examples of a rule take for granted: those of the rules that would hide it.
fn options(rule: &Rule) -> CheckOptions {
    match rule.id {
        "N-06" => CheckOptions::default().without("N-05"),
        "AI-05" | "I-12" | "I-13" | "I-15" | "I-16" | "I-17" | "I-18" => {
            CheckOptions::default().without("I-14")
        }
        // The properties of a shared-data cluster.
        "PR-40" | "PR-66" | "PR-67" | "PR-68" | "PR-69" | "PR-70" | "PR-71" | "AL-78" => {
            CheckOptions { run_mode: RunMode::SharedData, ..CheckOptions::default() }
        }
        "PR-05" => CheckOptions { backends: vec![Backend::new(10_001)], ..CheckOptions::default() },
        "I-21" | "I-22" | "I-23" => CheckOptions::default().without("I-20"),
        "V-01" => CheckOptions { version: Some(Version::new(3, 5, 0)), ..CheckOptions::default() },
        _ => CheckOptions::default(),
    }
}

/// What is found in the last statement of an example: a CREATE TABLE, or an ALTER TABLE of the table that the statements before
/// it made. They follow one another without waiting for jobs.
fn findings(example: &str, options: &CheckOptions) -> Result<Vec<Finding>, ParseError> {
    let example = written_out(example);
    let mut statements = example.split(";\n");
    let create = parse_create_table(statements.next().unwrap())?;
    let mut findings = create.table.check_with(options);
    let mut state = TableState::created(&create.table, &ServerDefaults::new(options.run_mode));
    for statement in statements {
        assert!(!findings.iter().any(Finding::is_error), "{example}\n{findings:#?}");
        let altered = state.alter(&parse_alter_table(statement)?, &AlterContext { options, neighbours: &() });
        findings = altered.findings;
        if let Some(after) = altered.state {
            state = match altered.execution {
                Execution::Job(kind) => after.under(Some(kind.operation())),
                _ => after,
            };
        }
    }
    Ok(findings)
}

#[test]
fn accepted_examples_have_no_error() {
    for rule in catalogue() {
        let findings = findings(rule.accepted, &options(rule))
            .unwrap_or_else(|error| panic!("{}: {}\n{error}", rule.id, rule.accepted));
        let broken: Vec<&Finding> = findings.iter().filter(|f| f.is_error() || f.rule == *rule).collect();
        assert!(broken.is_empty(), "{}: {}\n{broken:#?}", rule.id, rule.accepted);
    }
}

#[test]
fn rejected_examples_break_their_rule() {
    for rule in catalogue() {
        let findings = match findings(rule.rejected, &options(rule)) {
            Ok(_) if rule.grammar => panic!("{}: the parser takes {}", rule.id, rule.rejected),
            Err(_) if rule.grammar => continue,
            Ok(findings) => findings,
            // What the server refuses while it parses, our parser may refuse too.
            Err(_) if rule.envelope == Envelope::Syntax => continue,
            Err(error) => panic!("{}: {}\n{error}", rule.id, rule.rejected),
        };
        let finding = findings
            .iter()
            .find(|finding| finding.rule == *rule)
            .unwrap_or_else(|| panic!("{}: {}\n{findings:#?}", rule.id, rule.rejected));
        assert_eq!(finding.severity, rule.severity, "{}", rule.id);
        assert!(!finding.help.is_empty(), "{}: what should be written instead?", rule.id);
    }
}

#[test]
fn ids_are_unique_and_every_rule_says_why() {
    let mut seen = std::collections::BTreeSet::new();
    for rule in catalogue() {
        assert!(seen.insert(rule.id), "{} twice", rule.id);
        assert!(!rule.title.is_empty() && !rule.reason.is_empty(), "{}", rule.id);
        assert!(!rule.title.ends_with('.') && rule.reason.ends_with('.'), "{}", rule.id);
    }
}

#[test]
fn deep_and_long_text_ends() {
    let deep = "[".repeat(20_000) + &"]".repeat(20_000);
    for statement in [
        format!("CREATE TABLE t (k INT, v JSON DEFAULT '{deep}')"),
        format!("CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT {deep})"),
        "CREATE TABLE t (k INT, d DATE) PARTITION BY RANGE(d) (START (\"0000-01-01\") END (\"9999-12-31\") EVERY \
         (INTERVAL 2147483647 DAY))"
            .to_owned(),
    ] {
        if let Ok(create) = parse_create_table(&statement) {
            let _ = create.table.check();
        }
    }
}

/// What an older server does not know is refused, and rules that came later are not applied to it.
#[test]
fn the_release_of_the_server_decides() {
    let on = |version: &str| CheckOptions { version: version.parse().ok(), ..CheckOptions::default() };
    let ids = |example: &str, version: &str| -> Vec<&str> {
        findings(example, &on(version)).unwrap().iter().map(|finding| finding.rule.id).collect()
    };
    let table = "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    let rename = format!("{table};\nALTER TABLE t RENAME COLUMN v TO w");
    assert_eq!(ids(&rename, "3.3.1"), ["V-01"]);
    assert!(ids(&rename, "3.3.2").is_empty());
    let later_rule = catalogue().iter().find(|rule| rule.id == "A-03").unwrap();
    assert!(ids(later_rule.rejected, "4.1").contains(&"A-03"));
    assert_eq!(ids(later_rule.rejected, "3.3").first(), Some(&"V-01"));
    assert!(!ids(later_rule.rejected, "3.3").contains(&"A-03"));
}
