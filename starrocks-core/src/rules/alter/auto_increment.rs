//! AUTO_INCREMENT = : the next value that is handed out.

use super::TableState;
use super::execution::{Changed, Execution};
use super::step::Step;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Rule, Severity};
use crate::schema::ColumnValue;

pub(in crate::rules) static AL_37: Rule = Rule {
    id: "AL-37",
    title: "AUTO_INCREMENT = goes up",
    reason: "A value that was handed out is not handed out again.",
    accepted: "CREATE TABLE t (k BIGINT NOT NULL AUTO_INCREMENT, v INT) PRIMARY KEY(k);\nALTER TABLE t AUTO_INCREMENT = 1000",
    rejected: "CREATE TABLE t (k BIGINT NOT NULL AUTO_INCREMENT, v INT) PRIMARY KEY(k);\nALTER TABLE t AUTO_INCREMENT = 0",
    ..Rule::BARE
};

pub(in crate::rules) static AL_85: Rule = Rule {
    id: "AL-85",
    title: "AUTO_INCREMENT = is for a table with such a column",
    reason: "No value of the table is ever handed out; the server takes the clause all the same.",
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k BIGINT NOT NULL AUTO_INCREMENT, v INT) PRIMARY KEY(k);\nALTER TABLE t AUTO_INCREMENT = 1000",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t AUTO_INCREMENT = 1000",
    ..Rule::BARE
};

/// What a parser of Java cannot read.
pub(super) fn parsed(step: &Step<'_>, value: u64, found: &mut Findings<'_>) {
    if i64::try_from(value).is_err() {
        let message = crate::rules::java::number::not_a_number(&value.to_string());
        found.push(AL_37.broken(step.place(), message, "write a number of 63 bits"));
    }
}

pub(super) fn analyzed(step: &Step<'_>, value: u64, found: &mut Findings<'_>) {
    if value == 0 {
        let finding =
            AL_37.broken(step.place(), "AUTO_INCREMENT value must be positive", "write a value of 1 or more");
        found.push(finding.enveloped(Envelope::Analyzing));
    } else if !has_column(step.state) {
        let message = "the table has no AUTO_INCREMENT column";
        found.push(AL_85.broken(step.place(), message, "leave the clause out"));
    }
}

fn has_column(state: &TableState) -> bool {
    state.base.iter().any(|column| column.column.value == ColumnValue::AutoIncrement)
}

pub(super) fn executed(
    step: &Step<'_>,
    mut state: TableState,
    value: u64,
    found: &mut Findings<'_>,
) -> Changed {
    // Before anything is handed out it is 1.
    let current = state.auto_increment.or_else(|| has_column(&state).then_some(1));
    if let Some(current) = current.filter(|current| value <= *current) {
        let message = format!("New auto_increment value must be greater than current value: {current}");
        found.push(AL_37.broken(step.place(), message, format!("write more than {current}")));
        return None;
    }
    state.auto_increment = Some(value);
    Some((state, Execution::Done))
}
