//! SET.

use super::environment::QueryEnvironment;
use crate::answer::{Answer, ResultType};
use crate::catalog::Catalog;
use crate::engine::{translate, value};
use crate::error::SqlError;
use crate::session::SessionState;
use crate::statement::{Assignment, SetValue};
use crate::variables::Setting;
use rusqlite::types::Value;
use sqlparser::ast::Expr;
use std::ops::ControlFlow;

pub(super) fn set(
    assignments: &[Assignment],
    catalog: &mut Catalog,
    state: &mut SessionState,
) -> Result<Answer, SqlError> {
    // Everything is checked before anything is changed.
    let mut variables = state.variables.clone();
    let mut user_variables = Vec::new();
    for assignment in assignments {
        match assignment {
            Assignment::Transaction => {}
            Assignment::Names(Setting::Default) => {}
            Assignment::Names(Setting::Value(charset)) => variables.set_names(charset)?,
            Assignment::Catalog(name) if name.eq_ignore_ascii_case("default_catalog") => {
                state.database = None;
            }
            Assignment::Catalog(name) => {
                return Err(SqlError::new(5078, format!("Unknown catalog '{name}'")));
            }
            Assignment::UserVariable { name, value } => {
                let (value, result_type) = evaluate(value, catalog, state)?;
                user_variables.push((name.to_lowercase(), (value, result_type)));
            }
            Assignment::Variable { name, value: SetValue::Default } => {
                variables.set(name, &Setting::Default)?
            }
            Assignment::Variable { name, value: SetValue::Expression(expression) } => {
                let value = match expression.as_ref() {
                    // A bare word is its own text: SET sql_mode = ANSI.
                    Expr::Identifier(word) if !word.value.starts_with('@') => word.value.clone(),
                    expression => {
                        if has_subquery(expression) {
                            return Err(SqlError::analyzing("Set statement only support constant expr."));
                        }
                        let (value, result_type) = evaluate(expression, catalog, state)?;
                        match (value, result_type) {
                            (Value::Integer(flag), ResultType::Boolean) => {
                                if flag == 0 { "false" } else { "true" }.to_owned()
                            }
                            (value, _) => value::text(&value).unwrap_or_default(),
                        }
                    }
                };
                variables.set(name, &Setting::Value(value))?;
            }
        }
    }
    state.variables = variables;
    state.user_variables.extend(user_variables);
    Ok(Answer::ok())
}

fn has_subquery(expression: &Expr) -> bool {
    let found = sqlparser::ast::visit_expressions(expression, |inner| match inner {
        Expr::Subquery(_) | Expr::Exists { .. } => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    found.is_break()
}

fn evaluate(
    expression: &Expr,
    catalog: &Catalog,
    state: &SessionState,
) -> Result<(Value, ResultType), SqlError> {
    let environment = QueryEnvironment { catalog, state };
    let row = translate::translate_row(std::slice::from_ref(expression), &environment)?;
    let value = catalog.store.values(&row)?.pop().and_then(|mut values| values.pop()).unwrap_or(Value::Null);
    Ok((value, row.columns[0].result_type))
}
