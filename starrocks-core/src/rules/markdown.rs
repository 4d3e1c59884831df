//! The catalogue as Markdown: a page for each rule, and one that lists them.
//!
//! The pages stand in `docs/rules`; a test says when they are stale, and with which command they are written anew.

use super::{
    AlterContext, Backend, CheckOptions, Execution, Finding, Rule, RunMode, ServerDefaults, Severity,
    TableState, Version, catalogue,
};
use crate::sql::{parse_alter_table, parse_create_table};
use std::fmt::Write as _;

/// Where the documentation of StarRocks is.
const DOCS: &str = "https://docs.starrocks.io/docs";

/// The page of StarRocks' documentation that the rules of an area are about, by the letters of their ids.
const AREAS: &[(&str, &str, &str)] = &[
    ("A", "Aggregates", "table_design/table_types/aggregate_table/"),
    ("AI", "AUTO_INCREMENT", "sql-reference/sql-statements/table_bucket_part_index/auto_increment/"),
    ("AL", "ALTER TABLE", "sql-reference/sql-statements/table_bucket_part_index/ALTER_TABLE/"),
    ("C", "Columns", "sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/"),
    ("D", "Defaults", "sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/"),
    ("DI", "Distribution", "table_design/data_distribution/"),
    ("G", "Generated columns", "sql-reference/sql-statements/generated_columns/"),
    ("I", "Indexes", "table_design/indexes/"),
    ("K", "Keys", "table_design/table_types/"),
    ("L", "Layout of the statement", "sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/"),
    ("N", "Names", "sql-reference/System_limit/"),
    ("O", "ORDER BY", "sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/"),
    ("P", "Partitions", "table_design/data_distribution/"),
    ("PR", "Properties", "sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/"),
    ("R", "Rollups", "sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/"),
    (
        "S",
        "What a server takes and should not",
        "sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/",
    ),
    ("T", "Types", "sql-reference/data-types/"),
    ("V", "Releases", "sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/"),
    (
        "X",
        "Engines and temporary tables",
        "sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/",
    ),
];

/// The name of the page of a rule: `k-08.md`.
///
/// ```
/// use starrocks_core::rules::{markdown, rule};
///
/// assert_eq!(rule("K-08").map(markdown::file_name).as_deref(), Some("k-08.md"));
/// ```
pub fn file_name(rule: &Rule) -> String {
    format!("{}.md", rule.id.to_lowercase())
}

/// The page of a rule.
///
/// ```
/// use starrocks_core::rules::{markdown, rule};
///
/// let page = rule("K-08").map(markdown::page).unwrap_or_default();
/// assert!(page.starts_with("# K-08: "));
/// assert!(page.contains("```sql\nCREATE TABLE"));
/// ```
pub fn page(rule: &Rule) -> String {
    let mut page = format!("# {}: {}\n\n{}\n", rule.id, escaped(rule.title), escaped(rule.reason));
    let mut facts = Vec::new();
    if rule.severity == Severity::Warning {
        facts.push("A warning: the server takes it.".to_owned());
    }
    match (rule.since, rule.until) {
        (None, None) => {}
        (Some(since), None) => facts.push(format!("StarRocks {since} and newer.")),
        (None, Some(until)) => facts.push(format!("Until StarRocks {until}.")),
        (Some(since), Some(until)) => facts.push(format!("From StarRocks {since} until {until}.")),
    }
    if let Some(setting) = rule.setting {
        facts.push(format!(
            "Depends on the setting `{setting}` of the server; switch the rule off where it differs."
        ));
    }
    if !facts.is_empty() {
        let _ = write!(page, "\n{}\n", facts.join(" "));
    }
    let _ = write!(page, "\n## Accepted\n\n```sql\n{}\n```\n", rule.accepted);
    let rejected = if rule.severity == Severity::Warning { "Warned of" } else { "Rejected" };
    let _ = write!(page, "\n## {rejected}\n\n```sql\n{}\n```\n", rule.rejected);
    if let Some(finding) = broken(rule) {
        let _ = write!(page, "\n```text\n{}\n```\n", finding.server_answer());
        let stop = if finding.help.ends_with(['.', '?']) { "" } else { "." };
        let _ = write!(page, "\nInstead: {}{stop}\n", escaped(&finding.help));
    } else if let Some(error) = misread(rule) {
        let _ = write!(page, "\n```text\n{}\n```\n", error.trim_end());
    }
    if let Some((_, name, path)) = area(rule) {
        let _ = write!(page, "\nSee [{name}]({DOCS}/{path}) in the documentation of StarRocks.\n");
    }
    page
}

/// The page that lists all rules, area by area.
pub fn index() -> String {
    let mut page = String::from("# Rules\n\nWhat StarRocks asks of a table, and of a change of one.\n");
    for area in AREAS {
        let rules: Vec<&Rule> =
            catalogue().iter().copied().filter(|rule| self::area(rule) == Some(area)).collect();
        if rules.is_empty() {
            continue;
        }
        let _ = write!(page, "\n## {}\n\n| rule | |\n|---|---|\n", area.1);
        for rule in rules {
            let title = escaped(rule.title).replace('|', "\\|");
            let _ = writeln!(page, "| [{}]({}) | {title} |", rule.id, file_name(rule));
        }
    }
    page
}

/// The area of a rule: the letters in front of its number.
fn area(rule: &Rule) -> Option<&'static (&'static str, &'static str, &'static str)> {
    let letters = rule.id.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    AREAS.iter().find(|(known, ..)| *known == letters)
}

/// A text without what Markdown would take for its own; what stands in backquotes is code.
fn escaped(text: &str) -> String {
    let outside = |part: &str| part.replace('<', "&lt;").replace('*', "\\*").replace('_', "\\_");
    let parts: Vec<String> = text
        .split('`')
        .enumerate()
        .map(|(at, part)| if at % 2 == 0 { outside(part) } else { part.to_owned() })
        .collect();
    parts.join("`")
}

/// What is found in the rejected example, under StarRocks' own settings or under those that let the rule be reached.
fn broken(rule: &Rule) -> Option<Finding> {
    let shared_data = CheckOptions { run_mode: RunMode::SharedData, ..CheckOptions::default() };
    let crowded = CheckOptions { backends: vec![Backend::new(10_001)], ..CheckOptions::default() };
    let mut all_else_off = CheckOptions::default();
    all_else_off
        .off
        .extend(catalogue().iter().filter(|other| other.setting.is_some()).map(|other| other.id.into()));
    all_else_off.off.retain(|id| id != rule.id);
    let older = CheckOptions { version: Some(Version::new(3, 5, 0)), ..CheckOptions::default() };
    let options = [CheckOptions::default(), shared_data, crowded, older, all_else_off];
    options.iter().find_map(|options| {
        findings(rule.rejected, options)?.into_iter().find(|finding| finding.rule.id == rule.id)
    })
}

/// What the parser says of a rejected example that it does not read.
fn misread(rule: &Rule) -> Option<String> {
    // `c1 INT, …, c10001 INT` stands for all the columns between.
    let written_out = !rule.rejected.contains('…');
    parse_create_table(rule.rejected).err().filter(|_| written_out).map(|error| error.to_string())
}

/// What is found in the last statement of an example: a CREATE TABLE, or an ALTER TABLE of the table that it made.
fn findings(example: &str, options: &CheckOptions) -> Option<Vec<Finding>> {
    let mut statements = example.split(";\n");
    let create = parse_create_table(statements.next()?).ok()?;
    let mut findings = create.table.check_with(options);
    let mut state = TableState::created(&create.table, &ServerDefaults::new(options.run_mode));
    for statement in statements {
        let alter = parse_alter_table(statement).ok()?;
        let altered = state.alter(&alter, &AlterContext { options, neighbours: &() });
        findings = altered.findings;
        if let Some(after) = altered.state {
            state = match altered.execution {
                Execution::Job(kind) => after.under(Some(kind.operation())),
                _ => after,
            };
        }
    }
    Some(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_not_escaped() {
        assert_eq!(escaped("a_b, `a_b` and *"), "a\\_b, `a_b` and \\*");
    }

    #[test]
    fn every_rule_has_an_area() {
        for rule in catalogue() {
            assert!(area(rule).is_some(), "{}", rule.id);
        }
    }
}
