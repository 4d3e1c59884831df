//! UPDATE and DELETE.

use super::insert::Target;
use super::store::{Store, failed};
use super::translate::{self, Environment};
use super::{insert, merge};
use crate::error::SqlError;
use rusqlite::types::Value;
use sqlparser::ast::{BinaryOperator, Expr, InTarget, UnaryOperator};
use starrocks_core::schema::{KeyModel, Table};

/// Deletes the rows that meet the condition and returns how many they were.
pub(crate) fn delete(
    target: Target<'_>,
    condition: Option<&Expr>,
    store: &Store,
    environment: &dyn Environment,
) -> Result<u64, SqlError> {
    if model(target.table) == KeyModel::Primary {
        if condition.is_none() {
            return Err(SqlError::analyzing("Delete must specify where clause to prevent full table delete"));
        }
    } else {
        match condition {
            Some(condition) => check_simple(condition)?,
            None => return Err(SqlError::analyzing("Where clause is not set")),
        }
    }
    let source = target.stored.source(target.table);
    let query = translate::translate_rows(&target.table.name.name, source, &[], condition, environment)?;
    let rows = store.values(&query)?;
    let transaction = store.connection().unchecked_transaction().map_err(failed)?;
    {
        let mut delete = transaction
            .prepare(&format!("DELETE FROM {} WHERE seq = ?1", target.stored.name))
            .map_err(failed)?;
        for row in &rows {
            delete.execute([&row[0]]).map_err(failed)?;
        }
    }
    transaction.commit().map_err(failed)?;
    Ok(rows.len() as u64)
}

/// Changes the rows that meet the condition and returns how many they were.
pub(crate) fn update(
    target: Target<'_>,
    keys: &[usize],
    assignments: &[(String, Expr)],
    condition: Option<&Expr>,
    store: &Store,
    environment: &dyn Environment,
) -> Result<u64, SqlError> {
    let table = target.table;
    let name = &table.name.name;
    if model(table) != KeyModel::Primary {
        return Err(SqlError::bare(format!("table {name} does not support update")));
    }
    let mut places = Vec::new();
    for (column, _) in assignments {
        let place = table.column_index(column).ok_or_else(|| {
            SqlError::analyzing(format!("table '{name}' do not existing column '{column}'"))
        })?;
        if keys.contains(&place) {
            return Err(SqlError::analyzing(format!(
                "primary key column cannot be updated: {}",
                table.columns[place].name
            )));
        }
        if table.columns[place].is_generated() {
            return Err(SqlError::analyzing(format!(
                "generated column cannot be updated: {}",
                table.columns[place].name
            )));
        }
        places.push(place);
    }
    if condition.is_none() {
        return Err(SqlError::analyzing("must specify where clause to prevent full table update"));
    }
    let expressions: Vec<Expr> = assignments.iter().map(|(_, expression)| expression.clone()).collect();
    let source = target.stored.source(table);
    let query = translate::translate_rows(name, source, &expressions, condition, environment)?;
    let width = table.columns.len();
    let mut rows = Vec::new();
    for mut found in store.values(&query)? {
        let new = found.split_off(1 + width);
        let mut row: Vec<Value> = found.split_off(1);
        for ((place, value), column) in places.iter().zip(new).zip(&query.columns[1 + width..]) {
            row[*place] = insert::fit(&table.columns[*place], value, column.result_type)?;
        }
        insert::generate(target, &mut row, store, environment)?;
        rows.push(row);
    }
    let count = rows.len() as u64;
    merge::insert(store, target.stored, table, keys, rows)?;
    Ok(count)
}

fn model(table: &Table) -> KeyModel {
    table.key.as_ref().map_or(KeyModel::Duplicate, |key| key.model)
}

/// Outside of PRIMARY KEY tables only comparisons of columns with values, joined by AND, may select what is deleted.
fn check_simple(condition: &Expr) -> Result<(), SqlError> {
    let is_column =
        |expression: &Expr| matches!(expression, Expr::Identifier(_) | Expr::CompoundIdentifier(_));
    let left = |expression: &Expr, kind: &str| {
        if is_column(expression) {
            return Ok(());
        }
        Err(SqlError::analyzing(format!("Left expr of {kind} predicate should be column name")))
    };
    match condition {
        Expr::Nested(inner) => check_simple(inner),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            check_simple(left)?;
            check_simple(right)
        }
        Expr::BinaryOp { op: BinaryOperator::Or | BinaryOperator::Xor, .. } => {
            Err(SqlError::analyzing("Compound predicate's op should be AND"))
        }
        Expr::BinaryOp { left: column, right: value, .. } => {
            left(column, "binary")?;
            if is_value(value) {
                return Ok(());
            }
            Err(SqlError::analyzing("Right expr of binary predicate should be value"))
        }
        Expr::IsNull(column) | Expr::IsNotNull(column) => left(column, "is_null"),
        Expr::In { expr: column, target: InTarget::List(list), .. } => {
            left(column, "binary")?;
            if list.iter().all(is_value) {
                return Ok(());
            }
            Err(SqlError::analyzing("Child of in predicate should be value"))
        }
        _ => Err(SqlError::analyzing(
            "Where clause only supports compound predicate, binary predicate, is_null predicate and in predicate",
        )),
    }
}

fn is_value(expression: &Expr) -> bool {
    match expression {
        Expr::Value(_) => true,
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => is_value(expr),
        _ => false,
    }
}
