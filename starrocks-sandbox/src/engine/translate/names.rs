//! The name of a result column that has no alias.

use sqlparser::ast::{Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Value};

/// The expression in the form in which a frontend prints it back.
pub(super) fn of_expression(expression: &Expr) -> String {
    match expression {
        Expr::Identifier(name) => variable(&name.value),
        Expr::CompoundIdentifier(parts) => parts.last().map(|part| part.value.clone()).unwrap_or_default(),
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(text) | Value::DoubleQuotedString(text) => format!("'{text}'"),
            Value::HexStringLiteral(digits) => format!("'{digits}'"),
            Value::Boolean(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
            other => other.to_string(),
        },
        Expr::BinaryOp { left, op, right } => {
            format!("{} {op} {}", parenthesised(left), parenthesised(right))
        }
        Expr::Nested(inner) => of_expression(inner),
        Expr::Cast { expr, data_type, .. } => format!("CAST({} AS {data_type})", of_expression(expr)),
        Expr::Function(function) => {
            let name = function.name.to_string();
            match &function.args {
                FunctionArguments::List(list) => {
                    let distinct = if list.duplicate_treatment.is_some() { "DISTINCT " } else { "" };
                    let args: Vec<String> = list.args.iter().map(of_argument).collect();
                    format!("{name}({distinct}{})", args.join(", "))
                }
                _ => format!("{name}()"),
            }
        }
        other => other.to_string(),
    }
}

fn of_argument(argument: &FunctionArg) -> String {
    match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(expression)) => of_expression(expression),
        other => other.to_string(),
    }
}

fn parenthesised(expression: &Expr) -> String {
    match expression {
        Expr::BinaryOp { .. } => format!("({})", of_expression(expression)),
        Expr::Nested(inner) => parenthesised(inner),
        other => of_expression(other),
    }
}

/// `@@session.x` comes back as `@@SESSION.x`.
fn variable(name: &str) -> String {
    match name.strip_prefix("@@").and_then(|rest| rest.split_once('.')) {
        Some((scope, name)) => format!("@@{}.{name}", scope.to_ascii_uppercase()),
        None => name.to_owned(),
    }
}
