//! INSERT: which value goes into which column, checked before anything is stored.

use super::convert;
use super::store::{Store, Stored};
use super::translate::{self, Environment};
use super::{parse, partition};
use crate::answer::ResultType;
use crate::error::SqlError;
use crate::tokens;
use rusqlite::types::Value;
use sqlparser::ast::{Expr, Query, SetExpr, UnaryOperator, Value as Literal};
use starrocks_core::schema::{Column, ColumnValue, DefaultValue, Nullability, Table};

/// What an INSERT gives, as written.
#[derive(Clone, Debug)]
pub(crate) struct InsertSource {
    pub(crate) columns: Option<Vec<String>>,
    pub(crate) query: Query,
}

/// The table that rows go into.
#[derive(Clone, Copy)]
pub(crate) struct Target<'a> {
    pub(crate) table: &'a Table,
    pub(crate) stored: &'a Stored,
    /// The next value of the AUTO_INCREMENT column.
    pub(crate) next_auto_increment: i64,
}

/// Complete rows in the forms of [`super::value`], and the AUTO_INCREMENT value to go on with.
pub(crate) struct Rows {
    pub(crate) rows: Vec<Vec<Value>>,
    pub(crate) next_auto_increment: i64,
}

/// Computes the rows of an INSERT.
pub(crate) fn rows(
    source: &InsertSource,
    target: Target<'_>,
    store: &Store,
    environment: &dyn Environment,
) -> Result<Rows, SqlError> {
    let places = places(source, target.table)?;
    let mut filled = Filled { target, store, environment, next_auto_increment: target.next_auto_increment };
    let mut rows = Vec::new();
    match source.query.body.as_ref() {
        SetExpr::Values(values) if source.query.with.is_none() && source.query.order_by.is_none() => {
            for row in &values.rows {
                count(places.len(), row.content.len())?;
            }
            for row in &values.rows {
                let given = filled.evaluate(&row.content)?;
                rows.push(filled.complete(&places, given)?);
            }
        }
        _ => {
            let query = translate::translate(&source.query, environment, &[])?;
            count(places.len(), query.columns.len())?;
            for row in store.values(&query)? {
                let given = row
                    .into_iter()
                    .zip(&query.columns)
                    .map(|(value, column)| Some((value, column.result_type)));
                rows.push(filled.complete(&places, given.collect())?);
            }
        }
    }
    Ok(Rows { rows, next_auto_increment: filled.next_auto_increment })
}

/// The positions of the columns that get the values, in the order of the values.
fn places(source: &InsertSource, table: &Table) -> Result<Vec<usize>, SqlError> {
    let generated = |column: &Column| column.is_generated();
    let Some(names) = &source.columns else {
        return Ok((0..table.columns.len()).filter(|index| !generated(&table.columns[*index])).collect());
    };
    let mut places = Vec::new();
    for name in names {
        let place = table.column_index(name).ok_or_else(|| {
            SqlError::analyzing(format!("Unknown column '{name}' in '{}'", table.name.name))
        })?;
        if generated(&table.columns[place]) {
            return Err(SqlError::analyzing(format!("generated column '{name}' can not be specified.")));
        }
        if places.contains(&place) {
            return Err(SqlError::analyzing_as(1060, format!("Duplicate column name '{name}'")));
        }
        places.push(place);
    }
    for (place, column) in table.columns.iter().enumerate() {
        let must = matches!(column.value, ColumnValue::Given) && column.nullability == Nullability::NotNull;
        if must && !places.contains(&place) {
            let given: String = names.iter().map(|name| format!(" {name} ")).collect();
            return Err(SqlError::analyzing(format!(
                "'{}' must be explicitly mentioned in column permutation: {given}",
                column.name
            )));
        }
    }
    Ok(places)
}

fn count(columns: usize, values: usize) -> Result<(), SqlError> {
    if columns == values {
        return Ok(());
    }
    Err(SqlError::analyzing_as(
        5604,
        format!("Inserted target column count: {columns} doesn't match select/value column count: {values}"),
    ))
}

/// A value with its type; `None` where DEFAULT is written.
type Given = Option<(Value, ResultType)>;

struct Filled<'a> {
    target: Target<'a>,
    store: &'a Store,
    environment: &'a dyn Environment,
    next_auto_increment: i64,
}

impl Filled<'_> {
    /// The values of a row as written.
    fn evaluate(&self, expressions: &[Expr]) -> Result<Vec<Given>, SqlError> {
        expressions
            .iter()
            .map(|expression| {
                if matches!(expression, Expr::Identifier(name) if name.quote_style.is_none() && name.value.eq_ignore_ascii_case("default"))
                {
                    return Ok(None);
                }
                match literal(expression) {
                    Some(literal) => Ok(Some(literal)),
                    None => self.value_of(expression).map(Some),
                }
            })
            .collect()
    }

    fn value_of(&self, expression: &Expr) -> Result<(Value, ResultType), SqlError> {
        let query = translate::translate_row(std::slice::from_ref(expression), self.environment)?;
        let value = self.store.values(&query)?.pop().and_then(|mut row| row.pop()).unwrap_or(Value::Null);
        Ok((value, query.columns[0].result_type))
    }

    fn complete(&mut self, places: &[usize], given: Vec<Given>) -> Result<Vec<Value>, SqlError> {
        let table = self.target.table;
        let mut row: Vec<Given> = vec![None; table.columns.len()];
        for (place, value) in places.iter().zip(given) {
            row[*place] = value;
        }
        let mut values = vec![Value::Null; table.columns.len()];
        for (index, (column, given)) in table.columns.iter().zip(row).enumerate() {
            if column.is_generated() {
                continue;
            }
            let (value, from) = match given {
                Some(given) => given,
                None => self.default(column)?,
            };
            values[index] = fit(column, value, from)?;
        }
        generate(self.target, &mut values, self.store, self.environment)?;
        if !partition::takes(table, &values) {
            return Err(SqlError::bare(
                "Insert has filtered data: The row is out of partition ranges. Please add a new partition.",
            ));
        }
        Ok(values)
    }

    fn default(&mut self, column: &Column) -> Result<(Value, ResultType), SqlError> {
        match &column.value {
            ColumnValue::AutoIncrement => {
                let value = self.next_auto_increment;
                self.next_auto_increment += 1;
                Ok((Value::Integer(value), ResultType::BigInt))
            }
            ColumnValue::Default(DefaultValue::Text(text)) => {
                Ok((Value::Text(text.clone().into_owned()), ResultType::STRING))
            }
            ColumnValue::Default(DefaultValue::CurrentTimestamp(precision)) => {
                let now = self.environment.now()?;
                let now = match precision {
                    None | Some(0) => super::dates::truncate("second", now).unwrap_or(now),
                    Some(_) => super::dates::truncate("microsecond", now).unwrap_or(now),
                };
                Ok((Value::Text(super::dates::print_date_time(now)), ResultType::DateTime))
            }
            ColumnValue::Default(DefaultValue::Expression(expression)) => {
                self.value_of(&parse_expression(&expression.text)?)
            }
            ColumnValue::Given | ColumnValue::Default(_) | ColumnValue::Generated(_) => {
                Ok((Value::Null, ResultType::Null))
            }
        }
    }
}

/// Computes the generated columns of a row from its other columns.
pub(crate) fn generate(
    target: Target<'_>,
    row: &mut [Value],
    store: &Store,
    environment: &dyn Environment,
) -> Result<(), SqlError> {
    for (index, column) in target.table.columns.iter().enumerate() {
        if let ColumnValue::Generated(expression) = &column.value {
            let expression = parse_expression(&expression.text)?;
            let source = target.stored.source(target.table);
            let query = translate::translate_over(&expression, source, row, environment)?;
            let value = store.values(&query)?.pop().and_then(|mut row| row.pop()).unwrap_or(Value::Null);
            row[index] = fit(column, value, query.columns[0].result_type)?;
        }
    }
    Ok(())
}

fn parse_expression(text: &str) -> Result<Expr, SqlError> {
    let mut statements = tokens::statements(text)?;
    match statements.len() {
        1 => parse::expression(&statements.remove(0)),
        _ => Err(SqlError::unknown_to_sandbox(format!("the expression `{text}`"))),
    }
}

/// The value in the form of the column, or why it does not fit.
pub(crate) fn fit(column: &Column, value: Value, from: ResultType) -> Result<Value, SqlError> {
    let refuse = |reason: &str| {
        SqlError::bare(format!("Insert has filtered data: column '{}': {reason}", column.name))
    };
    let value = convert::to_column(value, from, &column.data_type).map_err(|reason| refuse(&reason))?;
    if value == Value::Null && column.nullability == Nullability::NotNull {
        return Err(refuse("NULL value in non-nullable column"));
    }
    Ok(value)
}

/// The value of a plain literal, without the detour through a query.
fn literal(expression: &Expr) -> Option<(Value, ResultType)> {
    let number = |digits: &str| {
        if let Ok(number) = digits.parse() {
            return Some((Value::Integer(number), ResultType::BigInt));
        }
        if digits.contains(['e', 'E']) {
            return digits.parse().ok().map(|number| (Value::Real(number), ResultType::Double));
        }
        Some((Value::Text(digits.to_owned()), ResultType::LargeInt))
    };
    match expression {
        Expr::Value(value) => match &value.value {
            Literal::Null => Some((Value::Null, ResultType::Null)),
            Literal::Boolean(flag) => Some((Value::Integer(i64::from(*flag)), ResultType::Boolean)),
            Literal::SingleQuotedString(text) => Some((Value::Text(text.clone()), ResultType::STRING)),
            Literal::Number(digits, _) => number(digits),
            _ => None,
        },
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => match expr.as_ref() {
            Expr::Value(value) => match &value.value {
                Literal::Number(digits, _) => number(&format!("-{digits}")),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
