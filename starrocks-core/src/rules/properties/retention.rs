//! `partition_retention_condition`: which partitions are kept.

use crate::rules::subject::Subject;
use crate::rules::{Finding, Place, Rule};
use crate::schema::{Partitioning, Text};
use crate::sql::expression::tokens;
use crate::sql::is_reserved;
use crate::sql::lexer::{Token, TokenKind, identifier_value};

pub(in crate::rules) static PR_37: Rule = Rule {
    id: "PR-37",
    title: "partition_retention_condition is a condition on the partition columns",
    reason: "Partitions for which it does not hold are dropped, without a look at their rows.",
    since: Some("3.5"),
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"partition_retention_condition\" = \"d >= CURRENT_DATE() - INTERVAL 3 MONTH\")",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"partition_retention_condition\" = \"k > 1\")",
    ..Rule::ANALYZING
};

/// Aggregates, of which none is monotonic; about other functions nothing is said.
const AGGREGATES: [&str; 5] = ["avg", "count", "max", "min", "sum"];

/// PR-37. About a condition that this crate does not understand nothing is said.
pub(in crate::rules) fn problem(s: &Subject<'_>, place: Place, condition: &str) -> Option<Finding> {
    if condition.is_empty() {
        return None;
    }
    let all = tokens(condition);
    if !is_whole(condition, &all) {
        let message = format!("Failed to parse retention condition: {condition}");
        return Some(PR_37.broken(
            place,
            message,
            "write a condition: \"dt >= CURRENT_DATE() - INTERVAL 3 MONTH\"",
        ));
    }
    let invalid = |why: &str, help: String| {
        let message = format!(
            "Failed to validate retention condition: Getting analyzing error. Detail message: {why}."
        );
        Some(PR_37.broken(place, message, help))
    };
    let Some(partition_by) = &s.table.partition_by else {
        let why = format!("Partition condition `{}` is supported for a partitioned table", condition.trim());
        return invalid(&why, "partition the table, or leave `partition_retention_condition` out".to_owned());
    };
    let is_query = all.iter().any(|token| condition[token.span()].eq_ignore_ascii_case("SELECT"));
    if is_query {
        // About other tables nothing is known; this one is not there yet.
        let own = &s.table.name;
        let names_own = all.windows(2).any(|pair| {
            condition[pair[0].span()].eq_ignore_ascii_case("FROM")
                && identifier_value(&condition[pair[1].span()]) == own.name
        });
        return names_own
            .then(|| invalid(&format!("Unknown table '{own}'"), "compare with a constant".to_owned()))
            .flatten();
    }
    let names = column_names(condition, &all);
    if let Some(name) = names.iter().find(|name| s.column(name).is_none() && !s.is_hidden(name)) {
        return invalid(&format!("Column '{name}' cannot be resolved"), s.help_for_unknown(name));
    }
    let is_range = matches!(partition_by, Partitioning::Range { .. } | Partitioning::RangeExpression { .. })
        || matches!(s.form, crate::rules::partitions::form::PartitionForm::Automatic(_));
    let aggregate = all.windows(2).find_map(|pair| {
        let name = condition[pair[0].span()].to_lowercase();
        let is_call = pair[1].kind == TokenKind::Symbol('(');
        (is_call && AGGREGATES.contains(&name.as_str())).then_some(name)
    });
    if let Some(aggregate) = aggregate.filter(|_| is_range) {
        let why = format!(
            "Retention condition must only contain monotonic functions for range partition tables but contains: {aggregate}"
        );
        return invalid(&why, format!("leave {aggregate} out"));
    }
    let columns: &[Text] = match partition_by {
        Partitioning::Range { columns, .. }
        | Partitioning::List { columns, .. }
        | Partitioning::Columns { columns } => columns,
        // What partition expressions let the condition name is not known here.
        _ => return None,
    };
    let partition_columns: Vec<usize> = columns.iter().filter_map(|name| s.position(name)).collect();
    let other =
        names.iter().find(|name| s.position(name).is_some_and(|at| !partition_columns.contains(&at)))?;
    let other = s.column(other).map_or(other.as_str(), |c| c.column.name.as_ref());
    let expressions: Vec<String> =
        partition_columns.iter().map(|at| format!("`{}`", s.table.columns[*at].name)).collect();
    let expressions = expressions.join("/");
    let why = format!(
        "Column `{other}` in the partition condition is not a table's partition expression, please use table's partition \
         expressions: {expressions}"
    );
    invalid(&why, format!("name only {expressions}"))
}

/// Whether the text may be one condition: operators have their operands, and nothing follows.
fn is_whole(text: &str, all: &[Token]) -> bool {
    let symbol = |token: &Token| match token.kind {
        TokenKind::Symbol(symbol) => Some(symbol),
        _ => None,
    };
    let is_operator = |token: &Token| symbol(token).is_some_and(|symbol| "<>=!+-*/%&|^,.".contains(symbol));
    let shifts = text.contains(">>>") || text.contains("<<<");
    match all.last() {
        Some(last) => !is_operator(last) && !all.iter().any(|token| symbol(token) == Some(';')) && !shifts,
        None => false,
    }
}

/// The names that can only be columns, the last part of those that are qualified.
fn column_names(text: &str, all: &[Token]) -> Vec<String> {
    /// Words that are no columns where they stand in a condition, although they may be names elsewhere.
    const WORDS: [&str; 22] = [
        "INTERVAL",
        "DATE",
        "DATETIME",
        "TIMESTAMP",
        "TIME",
        "YEAR",
        "QUARTER",
        "MONTH",
        "WEEK",
        "DAY",
        "HOUR",
        "MINUTE",
        "SECOND",
        "BOOLEAN",
        "STRING",
        "BINARY",
        "VARBINARY",
        "ESCAPE",
        "MAP",
        "STRUCT",
        "END",
        "UNKNOWN",
    ];
    let next = |at: usize| all.get(at + 1).map(|token| token.kind);
    all.iter()
        .enumerate()
        .filter(|(at, token)| match token.kind {
            TokenKind::QuotedIdentifier => next(*at) != Some(TokenKind::Symbol('.')),
            TokenKind::Word => {
                let word = &text[token.span()];
                !is_reserved(word)
                    && !WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
                    && !matches!(next(*at), Some(TokenKind::Symbol('(' | '.')))
            }
            _ => false,
        })
        .map(|(_, token)| identifier_value(&text[token.span()]).into_owned())
        .collect()
}
