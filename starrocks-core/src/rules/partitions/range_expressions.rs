//! RANGE over an expression: which functions may stand there, and over which columns.

use super::columns;
use super::form::{Call, plain_column};
use crate::rules::normal_form::expressions::printed_partition_expression;
use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::{Envelope, Place, Rule};
use crate::schema::{DataType, Expression};
use crate::sql::expression::tokens;
use crate::sql::lexer::TokenKind;
use crate::sql::parse_data_type;

pub(in crate::rules) static N_18: Rule = Rule {
    id: "N-18",
    title: "In RANGE(str2date(…)) and RANGE(substr(…)) the column is named in its case",
    reason: "Case counts too in LIST columns (P-46), ORDER BY (O-02), rollups (R-01) and generated columns (G-07).",
    accepted: "CREATE TABLE t (k INT, S STRING) DUPLICATE KEY(k) PARTITION BY RANGE(str2date(S, '%Y-%m-%d')) ()",
    rejected: "CREATE TABLE t (k INT, S STRING) DUPLICATE KEY(k) PARTITION BY RANGE(str2date(s, '%Y-%m-%d')) ()",
    ..Rule::BARE
};

pub(in crate::rules) static P_31: Rule = Rule {
    id: "P-31",
    title: "RANGE takes from_unixtime, from_unixtime_ms, str2date, or a CAST of substr or str2date",
    reason: "The server must know how the values of the expression are ordered.",
    since: Some("3.3"),
    accepted: "CREATE TABLE t (k INT, ts BIGINT) DUPLICATE KEY(k) PARTITION BY RANGE(from_unixtime(ts)) ()",
    rejected: "CREATE TABLE t (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY RANGE(year(d)) ()",
    ..Rule::SYNTAX
};

pub(in crate::rules) static P_32: Rule = Rule {
    id: "P-32",
    title: "The function of RANGE suits its column",
    reason: "from_unixtime reads seconds from INT or BIGINT, from_unixtime_ms milliseconds from BIGINT, str2date a text whose \
             format names year, month and day in this order.",
    accepted: "CREATE TABLE t (k INT, s VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY RANGE(str2date(s, '%Y-%m-%d')) ()",
    rejected: "CREATE TABLE t (k INT, x DATE) DUPLICATE KEY(k) PARTITION BY RANGE(from_unixtime(x)) ()",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_33: Rule = Rule {
    id: "P-33",
    title: "The expression of RANGE gives an integer or a date",
    reason: "Only these have bounds.",
    accepted: "CREATE TABLE t (k INT, s VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY RANGE(cast(substr(s, 1, 4) AS int)) ()",
    rejected: "CREATE TABLE t (k INT, s VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY RANGE(substr(s, 1, 4)) ()",
    ..Rule::BARE
};

const FORMS: &str = "write RANGE(from_unixtime(column)), RANGE(str2date(column, '%Y-%m-%d')) or \
                     RANGE(cast(substr(column, 1, 4) AS int))";

/// `function(column, …)` inside any number of CASTs.
struct Parts<'a> {
    /// The types that it is cast to, the outermost first.
    casts: Vec<DataType>,
    /// What is cast, as written.
    inner: &'a str,
    /// The function call that it is.
    call: Option<Call<'a>>,
}

impl<'a> Parts<'a> {
    fn of(expression: &'a Expression) -> Option<Self> {
        let mut casts = Vec::new();
        let mut inner: &str = expression.text.trim();
        loop {
            let call = Call::parse(inner);
            match &call {
                Some(cast) if cast.name.eq_ignore_ascii_case("cast") => {
                    let [argument] = cast.arguments.as_slice() else { return None };
                    let all = tokens(argument);
                    let keyword =
                        all.iter().rev().find(|token| argument[token.span()].eq_ignore_ascii_case("AS"))?;
                    casts.push(parse_data_type(&argument[keyword.end..]).ok()?);
                    inner = argument[..keyword.start].trim();
                }
                _ => return Some(Parts { casts, inner, call }),
            }
        }
    }

    /// The name of the function, in lower case.
    fn function(&self) -> Option<String> {
        self.call.as_ref().map(|call| call.name.to_lowercase())
    }

    /// The column that it is about, the first argument of the function.
    fn column(&self) -> Option<String> {
        self.call.as_ref().and_then(|call| plain_column(call.arguments.first()?))
    }

    /// The call as the server prints it.
    fn printed(&self) -> String {
        match &self.call {
            Some(call) => format!("{}({})", call.name.to_lowercase(), call.arguments.join(", ")),
            None => self.inner.to_owned(),
        }
    }
}

/// The type of the values that the ranges are over.
pub(in crate::rules) fn result_type(expression: &Expression) -> Option<DataType> {
    let parts = Parts::of(expression)?;
    if let Some(outermost) = parts.casts.first() {
        return Some(outermost.clone());
    }
    match parts.function()?.as_str() {
        "from_unixtime" | "from_unixtime_ms" => Some(DataType::DateTime),
        "str2date" => Some(DataType::Date),
        "substr" | "substring" => Some(DataType::Varchar(None)),
        _ => None,
    }
}

/// The column that the expression is about.
pub(in crate::rules) fn column<'a>(s: &Subject<'a>, expression: &Expression) -> Option<Numbered<'a>> {
    s.column(&Parts::of(expression)?.column()?)
}

/// P-31 for a function that cannot stand there at all, while the statement is parsed.
pub(in crate::rules) fn parsed(expression: &Expression, found: &mut Findings<'_>) {
    let Some(parts) = Parts::of(expression) else { return };
    let (Some(function), Some(call)) = (parts.function(), &parts.call) else { return };
    let known = match function.as_str() {
        "from_unixtime" | "from_unixtime_ms" => parts.casts.is_empty() && call.arguments.len() == 1,
        "str2date" | "substr" | "substring" => true,
        _ => false,
    };
    if !known || parts.column().is_none() {
        let message = format!(
            "Unsupported expr '{}' in PARTITION BY clause",
            printed_partition_expression(parts.inner)
        );
        found.push(P_31.broken(Place::PartitionColumn(0), message, FORMS));
    }
}

/// The rest of P-31, P-32 for str2date, P-03 and P-05, when the clause is analysed.
pub(in crate::rules) fn analyzed(s: &Subject<'_>, expression: &Expression, found: &mut Findings<'_>) {
    let place = Place::PartitionColumn(0);
    let Some(parts) = Parts::of(expression) else { return };
    if parts.call.is_none() {
        let message = match parts.casts.is_empty() {
            true => format!("Unsupported expr:{}", parts.inner),
            false => "No partition columns.".to_owned(),
        };
        found.push(P_31.broken(place, message, FORMS).enveloped(Envelope::Analyzing));
        return;
    }
    let Some(name) = parts.column() else { return };
    let Some(c) = s.column(&name) else {
        found.push(columns::missing(s, &columns::P_03, place, &name));
        return;
    };
    // Outside a CAST the server looks for the column by its case, and is lost when there is none.
    let by_case = parts.casts.is_empty()
        && parts
            .function()
            .is_some_and(|function| ["str2date", "substr", "substring"].contains(&function.as_str()));
    if by_case && s.column_exact(&name).is_none() {
        let help = format!("write `{}`: case counts here", c.column.name);
        found.push(N_18.broken(place, "Unknown error", help));
        return;
    }
    let format = parts.call.as_ref().and_then(|call| call.arguments.get(1).copied()).unwrap_or_default();
    if parts.casts.is_empty()
        && parts.function().as_deref() == Some("str2date")
        && is_known(&c)
        && !(is_text(&c) && names_a_day(format))
    {
        found.push(P_32.broken(
            place,
            "partition function check fail, only supports the result of the function str2date(VARCHAR str, VARCHAR \
             format) as a strict DATE type",
            "write a format with %Y, %m and %d in this order: str2date(column, '%Y-%m-%d')",
        ));
    }
    columns::not_a_key(s, &columns::P_05, place, &c, found);
}

/// P-32, behind the rules of the declared partitions.
pub(in crate::rules) fn typed(s: &Subject<'_>, expression: &Expression, found: &mut Findings<'_>) {
    let place = Place::PartitionColumn(0);
    // Of nested casts the server looks at the outer one only.
    let Some(parts) = Parts::of(expression).filter(|parts| parts.casts.len() < 2) else { return };
    let (Some(function), Some(name)) = (parts.function(), parts.column()) else { return };
    let Some(c) = s.column(&name).filter(is_known) else { return };
    let data_type = &c.column.data_type;
    let argument =
        |position: usize| parts.call.as_ref().and_then(|call| call.arguments.get(position).copied());
    let (cause, help) = match function.as_str() {
        "from_unixtime" if !matches!(data_type, DataType::Int | DataType::BigInt) => {
            (String::new(), "make the column INT or BIGINT")
        }
        "from_unixtime_ms" if *data_type != DataType::BigInt => (String::new(), "make the column BIGINT"),
        "str2date" if !is_text(&c) && !parts.casts.is_empty() => (String::new(), "make the column a VARCHAR"),
        "substr" | "substring" => {
            let cause = |nth: &str, type_name: &str| {
                format!(", Cause: The {nth} parameter of {function} must be a {type_name}")
            };
            if !matches!(data_type, DataType::Varchar(_) | DataType::String) {
                (cause("first", "VARCHAR"), "make the column a VARCHAR")
            } else if argument(1).is_some_and(is_no_integer) {
                (cause("second", "INT"), "write an integer: substr(column, 1)")
            } else if argument(2).is_some_and(is_no_integer) {
                (cause("third", "INT"), "write an integer: substr(column, 1, 4)")
            } else {
                return;
            }
        }
        _ => return,
    };
    let type_name = data_type.server_name();
    let message =
        format!("Unsupported partition expression {function} for column {name} type {type_name}{cause}");
    found.push(P_32.broken(place, message, help));
}

/// P-33, when the table is created.
pub(in crate::rules) fn result(expression: &Expression, found: &mut Findings<'_>) {
    let (Some(parts), Some(data_type)) = (Parts::of(expression), result_type(expression)) else { return };
    if data_type.may_be_range_partitioned() {
        return;
    }
    let mut printed = parts.printed();
    let help = match parts.casts.as_slice() {
        [] => format!("write RANGE(cast({printed} AS int))"),
        _ => "cast to an integer, a DATE or a DATETIME".to_owned(),
    };
    for cast in parts.casts.iter().rev() {
        printed = format!("CAST({printed} AS {})", cast.server_name());
    }
    let type_name = data_type.server_primitive();
    let message = format!("Expr[{printed}] type[{type_name}] cannot be a range partition key.");
    found.push(P_33.broken(Place::PartitionColumn(0), message, help));
}

fn is_known(c: &Numbered<'_>) -> bool {
    !matches!(c.column.data_type, DataType::Other(_) | DataType::Inferred)
}

fn is_text(c: &Numbered<'_>) -> bool {
    matches!(c.column.data_type, DataType::Char(_) | DataType::Varchar(_) | DataType::String)
}

/// A quoted text or a column, where an integer is wanted.
fn is_no_integer(argument: &str) -> bool {
    match tokens(argument).as_slice() {
        [only] => matches!(only.kind, TokenKind::String | TokenKind::Word | TokenKind::QuotedIdentifier),
        _ => false,
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
