//! RANGE over an expression: which functions may stand there, and over which columns.

use super::partition_form::{Call, plain_column};
use super::subject::{Findings, Subject};
use super::{Envelope, Place, Rule, partitions};
use crate::schema::{DataType, Expression};

pub(super) static P_31: Rule = Rule {
    id: "P-31",
    title: "RANGE takes from_unixtime, from_unixtime_ms, str2date, or a CAST of substr or str2date",
    reason: "The server must know how the values of the expression are ordered.",
    since: Some("3.3"),
    accepted: "CREATE TABLE t (k INT, ts BIGINT) DUPLICATE KEY(k) PARTITION BY RANGE(from_unixtime(ts)) ()",
    rejected: "CREATE TABLE t (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY RANGE(year(d)) ()",
    ..Rule::SYNTAX
};

pub(super) static P_32: Rule = Rule {
    id: "P-32",
    title: "The function of RANGE suits its column",
    reason: "from_unixtime reads seconds from INT or BIGINT, from_unixtime_ms milliseconds from BIGINT, str2date a text whose \
             format names year, month and day in this order.",
    accepted: "CREATE TABLE t (k INT, s VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY RANGE(str2date(s, '%Y-%m-%d')) ()",
    rejected: "CREATE TABLE t (k INT, x DATE) DUPLICATE KEY(k) PARTITION BY RANGE(from_unixtime(x)) ()",
    ..Rule::ANALYZING
};

pub(super) static P_33: Rule = Rule {
    id: "P-33",
    title: "The expression of RANGE gives an integer or a date",
    reason: "Only these have bounds.",
    accepted: "CREATE TABLE t (k INT, s VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY RANGE(cast(substr(s, 1, 4) AS int)) ()",
    rejected: "CREATE TABLE t (k INT, s VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY RANGE(substr(s, 1, 4)) ()",
    ..Rule::BARE
};

const FORMS: &str = "write RANGE(from_unixtime(column)), RANGE(str2date(column, '%Y-%m-%d')) or \
                     RANGE(cast(substr(column, 1, 4) AS int))";

/// P-31 for a function that cannot stand there at all, while the statement is parsed.
pub(super) fn parsed(expression: &Expression, found: &mut Findings<'_>) {
    let Some(call) = Call::parse(&expression.text) else { return };
    let arguments = call.arguments.len();
    let known = match call.name.to_lowercase().as_str() {
        "from_unixtime" | "from_unixtime_ms" => arguments == 1,
        "str2date" | "substr" | "substring" | "cast" => true,
        _ => false,
    };
    if !known {
        let message = format!("Unsupported expr '{}' in PARTITION BY clause", expression.text);
        found.push(P_31.broken(Place::PartitionColumn(0), message, FORMS));
    }
}

/// P-32, P-33 and P-03, when the clause is analysed.
pub(super) fn analyzed(s: &Subject<'_>, expression: &Expression, found: &mut Findings<'_>) {
    let place = Place::PartitionColumn(0);
    let Some(call) = Call::parse(&expression.text) else { return };
    let function = call.name.to_lowercase();
    let Some(name) = call.arguments.first().and_then(|argument| plain_column(argument)) else { return };
    let Some(c) = s.column(&name) else {
        found.push(partitions::missing(s, &partitions::P_03, place, &name));
        return;
    };
    let data_type = &c.column.data_type;
    if matches!(data_type, DataType::Other(_) | DataType::Inferred) {
        return;
    }
    let is_text = matches!(data_type, DataType::Char(_) | DataType::Varchar(_) | DataType::String);
    let (suits, cause, help) = match function.as_str() {
        "from_unixtime" => {
            (matches!(data_type, DataType::Int | DataType::BigInt), "", "make the column INT or BIGINT")
        }
        "from_unixtime_ms" => (*data_type == DataType::BigInt, "", "make the column BIGINT"),
        "substr" | "substring" if !is_text => {
            (false, ", Cause: The first parameter of {f} must be a VARCHAR", "make the column a VARCHAR")
        }
        _ => (true, "", ""),
    };
    if !suits {
        let cause = cause.replace("{f}", &function);
        let type_name = data_type.server_name();
        let message =
            format!("Unsupported partition expression {function} for column {name} type {type_name}{cause}");
        found.push(P_32.broken(place, message, help));
        return;
    }
    match function.as_str() {
        "str2date" if !is_text || !names_a_day(call.arguments.get(1).copied().unwrap_or_default()) => {
            found.push(P_32.broken(
                place,
                "partition function check fail, only supports the result of the function str2date(VARCHAR str, VARCHAR \
                 format) as a strict DATE type",
                "write a format with %Y, %m and %d in this order: str2date(column, '%Y-%m-%d')",
            ));
        }
        "substr" | "substring" => {
            let message = format!("Expr[{}] type[VARCHAR] cannot be a range partition key.", expression.text);
            let help = format!("write RANGE(cast({} AS int))", expression.text);
            found.push(P_33.broken(place, message, help).enveloped(Envelope::Bare));
        }
        _ => {}
    }
}

/// `%Y…%m…%d`.
fn names_a_day(format: &str) -> bool {
    let position = |part: &str| format.find(part);
    match (position("%Y"), position("%m"), position("%d")) {
        (Some(year), Some(month), Some(day)) => year < month && month < day,
        _ => false,
    }
}
