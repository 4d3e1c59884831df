//! DEFAULT of ARRAY, MAP and STRUCT columns: `[1, 2]`, `map{'a': 1}`, `row(1, 'x')`.

use super::messages::{class, constant_type, printed, refused};
use crate::rules::java::literal;
use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::typing::{Stop, Type, without_null};
use crate::rules::{Place, Rule};
use crate::schema::{ColumnValue, DataType, DefaultValue};
use crate::sql::lexer::string_value;
use crate::sql::tree::{Kind, Node};

pub(in crate::rules) static D_13: Rule = Rule {
    id: "D-13",
    title: "The default of an ARRAY, MAP or STRUCT column is made of literals",
    reason: "Backends fill it in without evaluating anything; NULL inside of it they cannot fill in.",
    since: Some("4.1"),
    accepted: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1, 2])",
    rejected: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1, NULL])",
    ..Rule::ANALYZING
};

pub(in crate::rules) static D_14: Rule = Rule {
    id: "D-14",
    title: "The default of an ARRAY, MAP or STRUCT column has the shape of its type",
    reason: "An array is no map, and a row has as many values as the STRUCT has fields.",
    since: Some("4.1"),
    accepted: "CREATE TABLE t (k INT, v STRUCT<a INT, b STRING> DEFAULT row(1, 'x'))",
    rejected: "CREATE TABLE t (k INT, v STRUCT<a INT, b STRING> DEFAULT row(1))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static D_15: Rule = Rule {
    id: "D-15",
    title: "A default of an ARRAY, MAP or STRUCT column needs fast schema evolution",
    reason: "Only there the default is kept with the schema.",
    since: Some("4.1"),
    accepted: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1]) PROPERTIES (\"fast_schema_evolution\" = \"true\")",
    rejected: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1]) PROPERTIES (\"fast_schema_evolution\" = \"false\")",
    ..Rule::ANALYZING
};

/// D-13 and D-14 of one column.
pub(in crate::rules) fn of_column(c: &Numbered<'_>, tree: &Node, text: &str, found: &mut Findings<'_>) {
    let place = Place::ColumnValue(c.index);
    if let Err(why) = form(tree, text) {
        found.push(D_13.broken(
            place,
            refused(c, &why),
            "write literals only: numbers, quoted texts, [ ], map{ } and row( )",
        ));
        return;
    }
    let shape = |why: String, help: &str| D_14.broken(place, refused(c, &why), help);
    let given = match constant_type(tree, text) {
        Ok(given) => without_null(given),
        Err(Stop::Unknown) => return,
        Err(Stop::Refused(why)) => {
            let why = format!("Failed to analyze default value expression: {why}");
            found.push(shape(why, "write values that go together"));
            return;
        }
    };
    let Some(column) = Type::of_column(&c.column.data_type) else {
        return;
    };
    if !given.casts_to(&column) {
        let why = format!(
            "Default value type {} cannot be cast to column type {}",
            given.server_name(),
            column.server_name()
        );
        found.push(shape(why, "write a value of the shape of the type"));
    } else if let DataType::Array(element) = &c.column.data_type
        && matches!(element.get(), DataType::TinyInt | DataType::SmallInt | DataType::Int | DataType::BigInt)
    {
        let texts = tree.children.iter().filter(|element| element.kind == Kind::Text);
        let bad = texts.map(|element| string_value(&text[element.span.clone()])).find_map(|text| {
            let why = literal::integer(&text, 64, "").err()?;
            why.starts_with("Invalid number format").then_some(why)
        });
        if let Some(why) = bad {
            found.push(shape(why, "write numbers"));
        }
    }
}

/// D-15.
pub(in crate::rules) fn schema_evolution(s: &Subject<'_>, found: &mut Findings<'_>) {
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
        if Node::parse(&expression.text).is_some_and(|tree| is_complex(&tree)) {
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

const ONLY: &str = "Only constant expressions (literals, arrays, maps, and row()) are allowed.";

/// D-13: what a default is made of.
fn form(node: &Node, text: &str) -> Result<(), String> {
    let all_inside = || node.children.iter().try_for_each(|child| form(child, text));
    match &node.kind {
        Kind::Cast(_) => Err(format!(
            "CAST expression is not allowed in complex type default value. Type conversion will be handled \
             automatically. Expression: {}",
            printed(node, text)
        )),
        Kind::Null => Err(format!("NULL literal is not supported in complex type default value. {ONLY}")),
        Kind::Unary('-' | '+') if node.children.iter().all(Node::is_literal) => Ok(()),
        Kind::Unary('+') => all_inside(),
        _ if node.is_literal() || matches!(node.kind, Kind::Interval(_) | Kind::Opaque) => Ok(()),
        Kind::Array(_) | Kind::Map(_) => all_inside(),
        Kind::Call(call) => match (class(node, text), call.name.as_str()) {
            ("MapExpr", _) | ("FunctionCallExpr", "row" | "struct") => all_inside(),
            ("FunctionCallExpr", name) => {
                Err(format!("Function '{name}' is not supported in complex type default value. {ONLY}"))
            }
            _ => Err(unsupported(node, text)),
        },
        _ => Err(unsupported(node, text)),
    }
}

fn unsupported(node: &Node, text: &str) -> String {
    format!(
        "Expression type '{}' is not supported in complex type default value. {ONLY} Expression: {}",
        class(node, text),
        printed(node, text)
    )
}

/// `[…]`, `map{…}`, `row(…)` and their like.
pub(in crate::rules) fn is_complex(tree: &Node) -> bool {
    match &tree.kind {
        Kind::Array(_) | Kind::Map(_) => true,
        Kind::Call(call) => matches!(call.name.as_str(), "row" | "struct" | "map"),
        _ => false,
    }
}
