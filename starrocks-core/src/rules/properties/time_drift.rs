//! `time_drift_constraint`: how far apart two columns of time lie.

use crate::rules::partitions::form::{Call, plain_column};
use crate::rules::subject::Subject;
use crate::rules::{Envelope, Finding, Place, Rule};
use crate::schema::{DataType, PartitionExpression, Partitioning};
use crate::sql::expression::tokens;
use crate::sql::lexer::TokenKind;

pub(in crate::rules) static PR_38: Rule = Rule {
    id: "PR-38",
    title: "time_drift_constraint bounds a column of time by a partition column of time",
    reason: "From a condition on the one the server derives which partitions to read: c BETWEEN days_sub(p, 1) AND days_add(p, 1).",
    since: Some("3.5"),
    accepted: "CREATE TABLE t (k INT, d DATETIME, e DATETIME) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"time_drift_constraint\" = \"e BETWEEN days_sub(d, 1) AND days_add(d, 1)\")",
    rejected: "CREATE TABLE t (k INT, d DATETIME, e DATETIME) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"time_drift_constraint\" = \"e > days_sub(d, 1)\")",
    ..Rule::ANALYZING
};

/// The functions of the bounds, and the seconds of one unit.
const FUNCTIONS: [(&str, i64); 8] = [
    ("days_add", 86_400),
    ("days_sub", -86_400),
    ("hours_add", 3_600),
    ("hours_sub", -3_600),
    ("minutes_add", 60),
    ("minutes_sub", -60),
    ("seconds_add", 1),
    ("seconds_sub", -1),
];

/// PR-38.
pub(in crate::rules) fn problem(s: &Subject<'_>, place: Place, spec: &str) -> Option<Finding> {
    let help = "write c BETWEEN days_sub(p, 1) AND days_add(p, 1), with a partition column p";
    if spec.trim().is_empty() {
        let message = "Unexpected input '<EOF>', the most similar input is {a legal identifier}";
        return Some(PR_38.broken(place, message, help).enveloped(Envelope::Syntax));
    }
    // Two names in a row: the parser stops at the second one.
    if let [first, second, ..] = tokens(spec).as_slice()
        && [first.kind, second.kind] == [TokenKind::Word, TokenKind::Word]
        && !["BETWEEN", "NOT", "IS", "IN", "LIKE", "AND", "OR", "REGEXP", "RLIKE", "DIV", "MOD", "COLLATE"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(&spec[second.span()]))
        && !crate::sql::is_reserved(&spec[first.span()])
    {
        let message =
            format!("Unexpected input '{}', the most similar input is {{<EOF>}}", &spec[second.span()]);
        return Some(PR_38.broken(place, message, help).enveloped(Envelope::Syntax));
    }
    let Some((target, reference)) = columns(spec) else {
        let functions: Vec<&str> = FUNCTIONS.iter().map(|(name, _)| *name).collect();
        return Some(PR_38.broken(
            place,
            format!(
                "Invalid time_drift_constraint: '{spec}', legal format is '<targetColumn> between <boundExpr1> and \
                 <boundExpr2>', boundExpr must be {}(<referenceColumn>, <num>), targetColumn and referenceColumn must be \
                 DATE/DATETIME type",
                functions.join("/")
            ),
            help,
        ));
    };
    let table = &s.table.name.name;
    for (which, name) in [("Target", &target), ("Reference", &reference)] {
        if s.column(name).is_none() {
            return Some(PR_38.broken(
                place,
                format!("{which} column '{name}' not exists in table '{table}'"),
                s.help_for_unknown(name),
            ));
        }
    }
    let is_time = |name: &str| {
        s.column_exact(name).is_some_and(|c| {
            matches!(
                c.column.data_type,
                DataType::Date | DataType::DateTime | DataType::Other(_) | DataType::Inferred
            )
        })
    };
    let message = |which: &str| {
        // Of the target column too the server names the reference column.
        format!("{which} column '{reference}' must be a DATE/DATETIME type partition column")
    };
    if !is_time(&reference) || !partition_columns(s).contains(&reference) {
        let help = "name a partition column of type DATE or DATETIME in the bounds, in its case";
        return Some(PR_38.broken(place, message("Reference"), help));
    }
    (!is_time(&target)).then(|| {
        let help = format!("make `{target}` a DATE or DATETIME, and write it in its case");
        PR_38.broken(place, message("Target"), help)
    })
}

/// The names of the partition columns, as the columns themselves spell them.
pub(in crate::rules) fn partition_columns(s: &Subject<'_>) -> Vec<String> {
    let named: Vec<String> = match &s.table.partition_by {
        None => Vec::new(),
        Some(
            Partitioning::Range { columns, .. }
            | Partitioning::List { columns, .. }
            | Partitioning::Columns { columns },
        ) => columns.iter().map(|name| name.to_string()).collect(),
        Some(Partitioning::RangeExpression { expression, .. }) => {
            crate::rules::partitions::range_expressions::column(s, expression)
                .map(|c| c.column.name.to_string())
                .into_iter()
                .collect()
        }
        Some(Partitioning::Expressions { expressions, .. }) => match &s.form {
            crate::rules::partitions::form::PartitionForm::Automatic(automatic) => {
                vec![automatic.column.clone()]
            }
            _ => expressions
                .iter()
                .filter_map(|item| match item {
                    PartitionExpression::Column(name) => Some(name.to_string()),
                    PartitionExpression::Function(_) => None,
                })
                .collect(),
        },
    };
    named.iter().filter_map(|name| s.column(name)).map(|c| c.column.name.to_string()).collect()
}

/// Target and reference column of `target BETWEEN f(reference, n) AND f(reference, n)`.
fn columns(spec: &str) -> Option<(String, String)> {
    let all = tokens(spec);
    let is = |at: usize, keyword: &str| spec[all[at].span()].eq_ignore_ascii_case(keyword);
    let between = (0..all.len()).find(|at| is(*at, "BETWEEN"))?;
    let mut depth = 0_usize;
    let and = (between + 1..all.len()).find(|at| {
        match all[*at].kind {
            TokenKind::Symbol('(') => depth += 1,
            TokenKind::Symbol(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && is(*at, "AND")
    })?;
    let target = plain_column(&spec[..all[between].start])?;
    let (lower, least) = bound(spec[all[between].end..all[and].start].trim())?;
    let (upper, most) = bound(spec[all[and].end..].trim())?;
    (lower == upper && least <= most && target != lower).then_some((target, lower))
}

/// The column and the seconds of `days_add(column, 1)`.
fn bound(text: &str) -> Option<(String, i64)> {
    let call = Call::parse(text)?;
    let (_, seconds) = FUNCTIONS.iter().find(|(name, _)| name.eq_ignore_ascii_case(call.name))?;
    let [column, number] = call.arguments.as_slice() else { return None };
    Some((plain_column(column)?, number.parse::<i64>().ok()?.checked_mul(*seconds)?))
}
