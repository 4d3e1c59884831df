//! DEFAULT with an expression: which functions, which literals, and what ARRAY, MAP and STRUCT columns take.

use super::check::{Findings, Numbered, Subject};
use super::defaults;
use super::partition_form::Call;
use super::{Place, Rule};
use crate::schema::{ColumnValue, DataType, DefaultValue};
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

pub(super) static D_13: Rule = Rule {
    id: "D-13",
    title: "The default of an ARRAY, MAP or STRUCT column is made of literals",
    reason: "Backends fill it in without evaluating anything; NULL inside of it they cannot fill in.",
    since: Some("4.1"),
    accepted: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1, 2])",
    rejected: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1, NULL])",
    ..Rule::ANALYZING
};

pub(super) static D_15: Rule = Rule {
    id: "D-15",
    title: "A default of an ARRAY, MAP or STRUCT column needs fast schema evolution",
    reason: "Only there the default is kept with the schema.",
    since: Some("4.1"),
    accepted: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1]) PROPERTIES (\"fast_schema_evolution\" = \"true\")",
    rejected: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1]) PROPERTIES (\"fast_schema_evolution\" = \"false\")",
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

/// The rules of this file for one column, but D-15.
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

fn refused(c: &Numbered<'_>, why: &str) -> String {
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
        inside(c, text, &all, found);
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
fn without_parentheses(text: &str) -> &str {
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
fn is_complex(text: &str) -> bool {
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

/// D-13.
fn inside(c: &Numbered<'_>, text: &str, all: &[Token], found: &mut Findings<'_>) {
    // Behind `ARRAY<DECIMAL(10, 2)>` words and brackets are types.
    if all.iter().any(|token| token.kind == TokenKind::Symbol('<')) {
        return;
    }
    const ONLY: &str = "Only constant expressions (literals, arrays, maps, and row()) are allowed.";
    for (token, next) in all.iter().zip(all.iter().skip(1)) {
        if token.kind != TokenKind::Word {
            continue;
        }
        let word = text[token.span()].to_ascii_lowercase();
        let is_call = next.kind == TokenKind::Symbol('(');
        let why = match word.as_str() {
            "null" => format!("NULL literal is not supported in complex type default value. {ONLY}"),
            "row" | "struct" | "map" => continue,
            "cast" if is_call => {
                format!("CAST expression is not allowed in complex type default value. {ONLY}")
            }
            _ if is_call => {
                format!("Function '{word}' is not supported in complex type default value. {ONLY}")
            }
            _ => continue,
        };
        found.push(D_13.broken(
            Place::ColumnValue(c.index),
            refused(c, &why),
            "write literals only: numbers, quoted texts, [ ], map{ } and row( )",
        ));
        return;
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

fn integer_literal(digits: &str, negative: bool) -> String {
    let Ok(magnitude) = digits.parse::<i128>() else {
        return "LargeIntLiteral{type=LARGEINT}".to_owned();
    };
    let value = if negative { -magnitude } else { magnitude };
    let data_type = if i8::try_from(value).is_ok() {
        "TINYINT"
    } else if i16::try_from(value).is_ok() {
        "SMALLINT"
    } else if i32::try_from(value).is_ok() {
        "INT"
    } else if i64::try_from(value).is_ok() {
        "BIGINT"
    } else {
        return "LargeIntLiteral{type=LARGEINT}".to_owned();
    };
    format!("IntLiteral{{type={data_type}}}")
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

/// D-15.
pub(super) fn schema_evolution(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some((_, value)) = s.property("fast_schema_evolution") else {
        return;
    };
    if value.eq_ignore_ascii_case("true") {
        return;
    }
    for c in s.columns() {
        let ColumnValue::Default(DefaultValue::Expression(expression)) = &c.column.value else {
            continue;
        };
        if is_complex(without_parentheses(&expression.text)) {
            found.push(D_15.broken(
                Place::ColumnValue(c.index),
                format!(
                    "Complex type (ARRAY/MAP/STRUCT) default values require fast schema evolution. Table '{}' has \
                     fast_schema_evolution=false. Please remove the 'fast_schema_evolution'='false' property or remove \
                     the default value for column '{}'",
                    s.table.name.name, c.column.name
                ),
                "leave the property `fast_schema_evolution` out, or the default",
            ));
        }
    }
}
