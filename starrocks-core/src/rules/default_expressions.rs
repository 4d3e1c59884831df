//! DEFAULT with an expression: which functions and which literals.

use super::partition_form::Call;
use super::subject::{Findings, Numbered};
use super::{Place, Rule};
use super::{complex_defaults, defaults};
use crate::schema::{DataType, DefaultValue};
use crate::sql::expression::tokens;
use crate::sql::lexer::{Token, TokenKind, string_value};

pub(super) static D_01: Rule = Rule {
    id: "D-01",
    title: "The default of a plain column is quoted text, NULL or a function",
    reason: "Numbers and booleans are quoted too; the server reads them with the column's type.",
    accepted: "CREATE TABLE t (k INT, v INT DEFAULT '0')",
    rejected: "CREATE TABLE t (k INT, v INT DEFAULT 0)",
    ..Rule::ANALYZING
};

pub(super) static D_16: Rule = Rule {
    id: "D-16",
    title: "now() is the default of a DATETIME column",
    reason: "It gives a date and a time.",
    accepted: "CREATE TABLE t (k INT, v DATETIME DEFAULT now())",
    rejected: "CREATE TABLE t (k INT, v DATE DEFAULT now())",
    ..Rule::ANALYZING
};

pub(super) static D_17: Rule = Rule {
    id: "D-17",
    title: "CURRENT_TIMESTAMP is the default of a DATETIME column",
    reason: "The server takes it for every type, against its documentation, and older servers do not.",
    accepted: "CREATE TABLE t (k INT, v DATETIME DEFAULT CURRENT_TIMESTAMP)",
    rejected: "CREATE TABLE t (k INT, v DATE DEFAULT CURRENT_TIMESTAMP)",
    severity: super::Severity::Warning,
    ..Rule::ANALYZING
};

pub(super) static D_18: Rule = Rule {
    id: "D-18",
    title: "CURRENT_TIMESTAMP has 0 to 6 fractional digits",
    reason: "The server takes more, and then cannot use the default.",
    since: Some("3.5"),
    accepted: "CREATE TABLE t (k INT, v DATETIME DEFAULT CURRENT_TIMESTAMP(6))",
    rejected: "CREATE TABLE t (k INT, v DATETIME DEFAULT CURRENT_TIMESTAMP(9))",
    severity: super::Severity::Warning,
    ..Rule::ANALYZING
};

pub(super) static D_19: Rule = Rule {
    id: "D-19",
    title: "uuid() is the default of a VARCHAR column of at least 36 bytes",
    reason: "That is how long the text of a UUID is.",
    accepted: "CREATE TABLE t (k INT, v VARCHAR(36) DEFAULT (uuid()))",
    rejected: "CREATE TABLE t (k INT, v VARCHAR(35) DEFAULT (uuid()))",
    ..Rule::ANALYZING
};

pub(super) static D_20: Rule = Rule {
    id: "D-20",
    title: "uuid_numeric() is the default of a LARGEINT column",
    reason: "It gives 128 bits.",
    accepted: "CREATE TABLE t (k INT, v LARGEINT DEFAULT (uuid_numeric()))",
    rejected: "CREATE TABLE t (k INT, v BIGINT DEFAULT (uuid_numeric()))",
    ..Rule::ANALYZING
};

pub(super) static D_21: Rule = Rule {
    id: "D-21",
    title: "No function but now, uuid, uuid_numeric and CURRENT_TIMESTAMP is a default",
    reason: "Backends evaluate defaults, and know these only.",
    accepted: "CREATE TABLE t (k INT, v DATETIME DEFAULT (now()))",
    rejected: "CREATE TABLE t (k INT, v DATE DEFAULT (current_date()))",
    ..Rule::ANALYZING
};

/// The rules of this file for one column.
pub(super) fn of_column(c: &Numbered<'_>, default: &DefaultValue, found: &mut Findings<'_>) {
    match default {
        DefaultValue::CurrentTimestamp(digits) => current_timestamp(c, *digits, found),
        DefaultValue::Expression(expression) => of_expression(c, &expression.text, found),
        _ => {}
    }
}

/// D-17 and D-18.
fn current_timestamp(c: &Numbered<'_>, digits: Option<u32>, found: &mut Findings<'_>) {
    let place = Place::ColumnValue(c.index);
    let data_type = &c.column.data_type;
    if !matches!(data_type, DataType::DateTime | DataType::Other(_) | DataType::Inferred) {
        found.push(D_17.broken(
            place,
            refused(
                c,
                &format!("Default function now() for type {} is not supported", data_type.server_name()),
            ),
            "make the column a DATETIME, or leave the default out",
        ));
    }
    if digits.is_some_and(|digits| digits > 6) {
        found.push(D_18.broken(
            place,
            refused(c, "CURRENT_TIMESTAMP has at most 6 fractional digits"),
            "write CURRENT_TIMESTAMP(6)",
        ));
    }
}

pub(super) fn refused(c: &Numbered<'_>, why: &str) -> String {
    format!("Invalid default value for '{}': {why}", c.column.name)
}

fn of_expression(c: &Numbered<'_>, text: &str, found: &mut Findings<'_>) {
    let text = without_parentheses(text);
    let all = tokens(text);
    let place = Place::ColumnValue(c.index);
    let quoted = "write the value in quotes: DEFAULT '0'";
    if let [token] = all.as_slice()
        && token.kind == TokenKind::String
    {
        defaults::of_text(c, &string_value(text), found);
        return;
    }
    if is_complex(text) {
        complex_defaults::of_column(c, text, &all, found);
        return;
    }
    if let Some(call) = Call::parse(text) {
        of_function(c, &call, found);
        return;
    }
    if let Some(literal) = unsupported(text, &all) {
        let finding = match literal {
            Unsupported::Expression(literal) => D_01.broken(
                place,
                refused(c, &format!("Unsupported expr {literal} for default value")),
                quoted,
            ),
            Unsupported::Function(function) => no_function(c, &function),
        };
        found.push(finding);
    }
}

/// The text without the parentheses that hold all of it.
pub(super) fn without_parentheses(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let all = tokens(text);
        let Some((first, last)) = all.first().zip(all.last()) else {
            return text;
        };
        let mut depth = 0_usize;
        let mut closes_early = false;
        for (nth, token) in all.iter().enumerate() {
            match token.kind {
                TokenKind::Symbol('(') => depth += 1,
                TokenKind::Symbol(')') => depth = depth.saturating_sub(1),
                _ => {}
            }
            closes_early |= depth == 0 && nth + 1 < all.len();
        }
        let all_inside = first.kind == TokenKind::Symbol('(') && last.kind == TokenKind::Symbol(')');
        if !all_inside || closes_early {
            return text;
        }
        text = text[first.end..last.start].trim();
    }
}

/// `[…]`, `map{…}`, `row(…)` and their like.
pub(super) fn is_complex(text: &str) -> bool {
    let all = tokens(text);
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        return false;
    };
    let word = text[first.span()].to_ascii_lowercase();
    match (first.kind, last.kind) {
        (TokenKind::Symbol('['), TokenKind::Symbol(']')) => true,
        (TokenKind::Word, TokenKind::Symbol(')')) => {
            matches!(word.as_str(), "row" | "struct" | "map") && Call::parse(text).is_some()
        }
        (TokenKind::Word, TokenKind::Symbol('}')) => word == "map",
        (TokenKind::Word, TokenKind::Symbol(']')) => word == "array",
        _ => false,
    }
}

/// D-16, D-19, D-20 and D-21.
fn of_function(c: &Numbered<'_>, call: &Call<'_>, found: &mut Findings<'_>) {
    let data_type = &c.column.data_type;
    if matches!(data_type, DataType::Other(_) | DataType::Inferred) {
        return;
    }
    let name = call.name.to_ascii_lowercase();
    let wrong_type = |rule: &'static Rule, help: &str| {
        rule.broken(
            Place::ColumnValue(c.index),
            refused(
                c,
                &format!("Default function {name}() for type {} is not supported", data_type.server_name()),
            ),
            help,
        )
    };
    match name.as_str() {
        "current_timestamp" => {}
        "now" if *data_type != DataType::DateTime => {
            found.push(wrong_type(&D_16, "make the column a DATETIME, or leave the default out"));
        }
        "uuid_numeric" if *data_type != DataType::LargeInt => {
            found.push(wrong_type(&D_20, "make the column a LARGEINT, or use uuid() for a VARCHAR"));
        }
        "now" | "uuid_numeric" => {}
        "uuid" => match data_type {
            DataType::String => {}
            DataType::Varchar(length) => {
                if length.unwrap_or(1) < 36 {
                    found.push(D_19.broken(
                        Place::ColumnValue(c.index),
                        refused(c, "Varchar type length must be greater than 36 for uuid function"),
                        "use VARCHAR(36)",
                    ));
                }
            }
            _ => found.push(wrong_type(&D_19, "use VARCHAR(36)")),
        },
        "cast" => found.push(D_01.broken(
            Place::ColumnValue(c.index),
            refused(c, "Unsupported expr CastExpr{type=INVALID_TYPE} for default value"),
            "write the value in quotes",
        )),
        "database" | "schema" | "user" | "session_user" | "current_user" | "connection_id"
        | "current_catalog" | "current_role" | "current_group" | "current_warehouse" => {
            found.push(D_21.broken(
                Place::ColumnValue(c.index),
                refused(c, "Unsupported expr InformationFunction{type=INVALID_TYPE} for default value"),
                "use a constant in quotes, or leave the default out",
            ))
        }
        _ => found.push(no_function(c, &name)),
    }
}

fn no_function(c: &Numbered<'_>, name: &str) -> super::Finding {
    D_21.broken(
        Place::ColumnValue(c.index),
        refused(c, &format!("Default expr for function {name} is not supported")),
        "use a constant in quotes, now(), uuid() or uuid_numeric()",
    )
}

/// What the server calls an expression that is no default.
enum Unsupported {
    Expression(String),
    Function(String),
}

/// A literal or a name; `None` for everything else, about which nothing is said.
fn unsupported(text: &str, all: &[Token]) -> Option<Unsupported> {
    let signs = all.iter().take_while(|token| matches!(token.kind, TokenKind::Symbol('+' | '-'))).count();
    let negative = all[..signs].iter().filter(|token| token.kind == TokenKind::Symbol('-')).count() % 2 == 1;
    let named = |name: &str| Some(Unsupported::Expression(name.to_owned()));
    let is_name = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::QuotedIdentifier);
    match &all[signs..] {
        [number] if number.kind == TokenKind::Integer => {
            named(&integer_literal(&text[number.span()], negative))
        }
        [number] if number.kind == TokenKind::Number => {
            let digits = &text[number.span()];
            match digits.contains(['e', 'E']) {
                true => named("FloatLiteral{type=DOUBLE}"),
                false => named(&decimal_literal(digits)),
            }
        }
        _ if signs > 0 => None,
        [binary] if binary.kind == TokenKind::Binary => named("VarBinaryLiteral{type=VARBINARY}"),
        [word] if word.kind == TokenKind::Word => match text[word.span()].to_ascii_lowercase().as_str() {
            "true" | "false" => named("BoolLiteral{type=BOOLEAN}"),
            "null" | "current_timestamp" => None,
            function @ ("current_date" | "current_time" | "localtime" | "localtimestamp") => {
                Some(Unsupported::Function(function.to_owned()))
            }
            "current_user" | "current_role" | "current_group" => {
                named("InformationFunction{type=INVALID_TYPE}")
            }
            _ => named("SlotRef{type=INVALID_TYPE}"),
        },
        [name] if name.kind == TokenKind::QuotedIdentifier => named("SlotRef{type=INVALID_TYPE}"),
        [word, value] if word.kind == TokenKind::Word && value.kind == TokenKind::String => {
            match text[word.span()].to_ascii_lowercase().as_str() {
                "date" => named("DateLiteral{type=DATE}"),
                "datetime" | "timestamp" => named("DateLiteral{type=DATETIME}"),
                _ => None,
            }
        }
        [table, dot, column] if is_name(table) && dot.kind == TokenKind::Symbol('.') && is_name(column) => {
            named("SlotRef{type=INVALID_TYPE}")
        }
        [interval, number, unit]
            if text[interval.span()].eq_ignore_ascii_case("INTERVAL")
                && number.kind == TokenKind::Integer
                && unit.kind == TokenKind::Word =>
        {
            named("IntervalLiteral{type=INVALID_TYPE}")
        }
        [left, operator, right] => operation(text, left, operator, right),
        _ => None,
    }
}

/// `1 + 1` and `'1' = '1'`.
fn operation(text: &str, left: &Token, operator: &Token, right: &Token) -> Option<Unsupported> {
    let is_literal =
        |token: &Token| matches!(token.kind, TokenKind::Integer | TokenKind::Number | TokenKind::String);
    if !is_literal(left) || !is_literal(right) {
        return None;
    }
    let class = match &text[operator.span()] {
        "+" | "-" | "*" | "/" | "%" => "ArithmeticExpr",
        "=" | "<" | ">" => "BinaryPredicate",
        _ => return None,
    };
    Some(Unsupported::Expression(format!("{class}{{type=INVALID_TYPE}}")))
}

/// The type of an integer literal: the smallest that holds it.
pub(super) fn integer_type(digits: &str, negative: bool) -> DataType {
    let Ok(magnitude) = digits.parse::<i128>() else {
        return DataType::LargeInt;
    };
    let value = if negative { -magnitude } else { magnitude };
    if i8::try_from(value).is_ok() {
        DataType::TinyInt
    } else if i16::try_from(value).is_ok() {
        DataType::SmallInt
    } else if i32::try_from(value).is_ok() {
        DataType::Int
    } else if i64::try_from(value).is_ok() {
        DataType::BigInt
    } else {
        DataType::LargeInt
    }
}

fn integer_literal(digits: &str, negative: bool) -> String {
    match integer_type(digits, negative) {
        DataType::LargeInt => "LargeIntLiteral{type=LARGEINT}".to_owned(),
        data_type => format!("IntLiteral{{type={}}}", data_type.server_primitive()),
    }
}

fn decimal_literal(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.trim_start_matches('0');
    let precision = (whole.len() + fraction.len()).max(1);
    let width = match precision {
        0..=9 => 32,
        10..=18 => 64,
        19..=38 => 128,
        _ => 256,
    };
    format!("DecimalLiteral{{type=DECIMAL{width}({precision},{})}}", fraction.len())
}
