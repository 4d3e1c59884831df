//! DEFAULT with an expression: which functions and which literals.

use super::complex::{self, is_complex};
use super::messages::{class, debug, refused};
use super::texts;
use crate::rules::columns::C_03;
use crate::rules::subject::{Findings, Numbered};
use crate::rules::typing::Type;
use crate::rules::{Finding, Place, Rule, Severity};
use crate::schema::{DataType, DefaultValue, Nullability};
use crate::sql::lexer::string_value;
use crate::sql::tree::{Kind, Node};

pub(in crate::rules) static D_01: Rule = Rule {
    id: "D-01",
    title: "The default of a plain column is quoted text, NULL or a function",
    reason: "Numbers and booleans are quoted too; the server reads them with the column's type.",
    accepted: "CREATE TABLE t (k INT, v INT DEFAULT '0')",
    rejected: "CREATE TABLE t (k INT, v INT DEFAULT 0)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static D_16: Rule = Rule {
    id: "D-16",
    title: "now() is the default of a DATETIME column",
    reason: "It gives a date and a time.",
    accepted: "CREATE TABLE t (k INT, v DATETIME DEFAULT now())",
    rejected: "CREATE TABLE t (k INT, v DATE DEFAULT now())",
    ..Rule::ANALYZING
};

pub(in crate::rules) static D_17: Rule = Rule {
    id: "D-17",
    title: "CURRENT_TIMESTAMP is the default of a DATETIME column",
    reason: "The server takes it for every type, against its documentation, and older servers do not.",
    accepted: "CREATE TABLE t (k INT, v DATETIME DEFAULT CURRENT_TIMESTAMP)",
    rejected: "CREATE TABLE t (k INT, v DATE DEFAULT CURRENT_TIMESTAMP)",
    severity: Severity::Warning,
    ..Rule::ANALYZING
};

pub(in crate::rules) static D_18: Rule = Rule {
    id: "D-18",
    title: "CURRENT_TIMESTAMP has 0 to 6 fractional digits",
    reason: "The server takes more, and then cannot use the default.",
    since: Some("3.5"),
    accepted: "CREATE TABLE t (k INT, v DATETIME DEFAULT CURRENT_TIMESTAMP(6))",
    rejected: "CREATE TABLE t (k INT, v DATETIME DEFAULT CURRENT_TIMESTAMP(9))",
    severity: Severity::Warning,
    ..Rule::ANALYZING
};

pub(in crate::rules) static D_19: Rule = Rule {
    id: "D-19",
    title: "uuid() is the default of a VARCHAR column of at least 36 bytes",
    reason: "That is how long the text of a UUID is.",
    accepted: "CREATE TABLE t (k INT, v VARCHAR(36) DEFAULT (uuid()))",
    rejected: "CREATE TABLE t (k INT, v VARCHAR(35) DEFAULT (uuid()))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static D_20: Rule = Rule {
    id: "D-20",
    title: "uuid_numeric() is the default of a LARGEINT column",
    reason: "It gives 128 bits.",
    accepted: "CREATE TABLE t (k INT, v LARGEINT DEFAULT (uuid_numeric()))",
    rejected: "CREATE TABLE t (k INT, v BIGINT DEFAULT (uuid_numeric()))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static D_21: Rule = Rule {
    id: "D-21",
    title: "No function but now, uuid, uuid_numeric and CURRENT_TIMESTAMP is a default",
    reason: "Backends evaluate defaults, and know these only.",
    accepted: "CREATE TABLE t (k INT, v DATETIME DEFAULT (now()))",
    rejected: "CREATE TABLE t (k INT, v DATE DEFAULT (current_date()))",
    ..Rule::ANALYZING
};

/// The rules of this file for one column.
pub(in crate::rules) fn of_column(c: &Numbered<'_>, default: &DefaultValue, found: &mut Findings<'_>) {
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

fn of_expression(c: &Numbered<'_>, text: &str, found: &mut Findings<'_>) {
    // What a newer grammar has is not known here.
    let Some(tree) = Node::parse(text) else {
        return;
    };
    match &tree.kind {
        Kind::Text => texts::of_text(c, &string_value(&text[tree.span.clone()]), found),
        Kind::Null if c.column.nullability == Nullability::NotNull => found.push(C_03.unwise(
            Place::ColumnValue(c.index),
            format!("The default of '{}' is NULL, and the column is NOT NULL", c.column.name),
            "leave the default out, or make the column NULL",
        )),
        Kind::Null | Kind::Opaque => {}
        _ if is_complex(&tree) => complex::of_column(c, &tree, text, found),
        Kind::Call(call) if class(&tree, text) == "FunctionCallExpr" => {
            of_function(c, &call.name, found);
            arguments(c, &call.name, tree.children.len(), found);
        }
        _ if class(&tree, text) == "InformationFunction" => found.push(D_21.broken(
            Place::ColumnValue(c.index),
            refused(c, &format!("Unsupported expr {} for default value", debug(&tree, text))),
            "use a constant in quotes, or leave the default out",
        )),
        _ => found.push(D_01.broken(
            Place::ColumnValue(c.index),
            refused(c, &format!("Unsupported expr {} for default value", debug(&tree, text))),
            match tree.kind {
                Kind::Integer | Kind::Decimal | Kind::Float => {
                    format!("write the value in quotes: DEFAULT '{text}'")
                }
                _ => "write a constant in quotes: DEFAULT '0'".to_owned(),
            },
        )),
    }
}

/// D-16, D-19, D-20 and D-21.
fn of_function(c: &Numbered<'_>, name: &str, found: &mut Findings<'_>) {
    let data_type = &c.column.data_type;
    let Some(of_column) = Type::of_column(data_type) else {
        return;
    };
    let wrong_type = |rule: &'static Rule, help: &str| {
        rule.broken(
            Place::ColumnValue(c.index),
            refused(
                c,
                &format!("Default function {name}() for type {} is not supported", of_column.server_name()),
            ),
            help,
        )
    };
    match name {
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
        _ => found.push(no_function(c, name)),
    }
}

/// Arguments that the server does not look at.
fn arguments(c: &Numbered<'_>, name: &str, count: usize, found: &mut Findings<'_>) {
    let (rule, most) = match name {
        "now" => (&D_16, 1),
        "uuid" => (&D_19, 0),
        "uuid_numeric" => (&D_20, 0),
        _ => return,
    };
    if count > most {
        found.push(rule.unwise(
            Place::ColumnValue(c.index),
            format!(
                "The server does not look at the arguments of {name}() in the default of '{}'",
                c.column.name
            ),
            format!("write {name}()"),
        ));
    }
}

fn no_function(c: &Numbered<'_>, name: &str) -> Finding {
    D_21.broken(
        Place::ColumnValue(c.index),
        refused(c, &format!("Default expr for function {name} is not supported")),
        "use a constant in quotes, now(), uuid() or uuid_numeric()",
    )
}
