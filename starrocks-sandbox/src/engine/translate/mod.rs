//! Queries of StarRocks to queries of SQLite, with the type of every result column.
//!
//! Every expression is translated together with its StarRocks type: the type decides which form of an operator is written (exact
//! arithmetic for DECIMAL, a collation for numbers in text), and the wire announces it. Literals become bound parameters, so no
//! text of the client ever stands in the SQL of SQLite. What has no translation is an error, never a guess.

mod aggregate;
mod cast;
mod collection;
mod expression;
mod function;
mod names;
mod operator;
mod query;
mod scope;
mod table;

use crate::answer::{ResultColumn, ResultType};
use crate::error::SqlError;
use crate::tokens::QualifiedName;
use chrono::NaiveDateTime;
use rusqlite::types::Value;
use scope::Scope;
use sqlparser::ast::{Expr, Query};
use starrocks_core::schema::DataType;

/// What a query may ask of its session and of the catalogue.
pub(crate) trait Environment {
    /// A table and its columns.
    fn table(&self, name: &QualifiedName) -> Result<Source, SqlError>;
    /// `@@name`
    fn variable(&self, name: &str) -> Result<(Value, ResultType), SqlError>;
    /// `@name`
    fn user_variable(&self, name: &str) -> (Value, ResultType);
    /// The time of the session when the statement began.
    fn now(&self) -> Result<NaiveDateTime, SqlError>;
    fn database(&self) -> String;
    fn connection_id(&self) -> u32;
    fn version_comment(&self) -> String;
    /// Whether `||` joins texts; if not, it means OR.
    fn pipes_as_concat(&self) -> bool;
}

/// A table as SQLite sees it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Its name in SQLite.
    pub(crate) stored: String,
    pub(crate) columns: Vec<SourceColumn>,
}

/// A column as SQLite sees it.
#[derive(Clone, Debug)]
pub(crate) struct SourceColumn {
    pub(crate) name: String,
    /// Its name in SQLite.
    pub(crate) stored: String,
    pub(crate) result_type: ResultType,
    /// The full type, where it is known.
    pub(crate) data_type: Option<DataType>,
}

/// A query ready for SQLite.
#[derive(Clone, Debug)]
pub(crate) struct Translated {
    pub(crate) sql: String,
    pub(crate) parameters: Vec<Value>,
    pub(crate) columns: Vec<ResultColumn>,
}

/// Translates a query. `bound` are the values for its `?`.
pub(crate) fn translate(
    query: &Query,
    environment: &dyn Environment,
    bound: &[(Value, ResultType)],
) -> Result<Translated, SqlError> {
    let mut translator = Translator::new(environment, bound);
    let translated = translator.query(query, None)?;
    Ok(Translated { sql: translated.sql, parameters: translator.parameters, columns: translated.columns })
}

/// Translates expressions that know no columns into one row.
pub(crate) fn translate_row(
    expressions: &[Expr],
    environment: &dyn Environment,
) -> Result<Translated, SqlError> {
    let mut translator = Translator::new(environment, &[]);
    let scope = Scope::empty();
    let mut items = Vec::new();
    let mut columns = Vec::new();
    for expression in expressions {
        let typed = translator.expression(expression, &scope)?;
        items.push(typed.sql);
        columns.push(ResultColumn::new(names::of_expression(expression), typed.result_type));
    }
    Ok(Translated { sql: format!("SELECT {}", items.join(", ")), parameters: translator.parameters, columns })
}

/// Translates an expression over the columns of one row, whose values are `row`.
pub(crate) fn translate_over(
    expression: &Expr,
    source: Source,
    row: &[Value],
    environment: &dyn Environment,
) -> Result<Translated, SqlError> {
    let mut translator = Translator::new(environment, &[]);
    let values: Vec<String> = source
        .columns
        .iter()
        .zip(row)
        .map(|(column, value)| format!("{} AS {}", translator.bind(value.clone()), quoted(&column.stored)))
        .collect();
    let alias = translator.alias();
    let mut scope = Scope::empty();
    scope.tables.push(scope::ScopeTable {
        name: String::new(),
        database: None,
        alias: alias.clone(),
        source,
        merged: Vec::new(),
    });
    let typed = translator.expression(expression, &scope)?;
    Ok(Translated {
        sql: format!("SELECT {} FROM (SELECT {}) AS {alias}", typed.sql, values.join(", ")),
        parameters: translator.parameters,
        columns: vec![ResultColumn::new(names::of_expression(expression), typed.result_type)],
    })
}

/// Translates expressions and a condition over the rows of a stored table; the first result is the row's place in the store.
pub(crate) fn translate_rows(
    name: &str,
    source: Source,
    expressions: &[Expr],
    condition: Option<&Expr>,
    environment: &dyn Environment,
) -> Result<Translated, SqlError> {
    let mut translator = Translator::new(environment, &[]);
    let alias = translator.alias();
    let stored = quoted(&source.stored);
    let mut items = vec![format!("{alias}.seq")];
    let mut columns = vec![ResultColumn::new("seq", ResultType::BigInt)];
    for column in &source.columns {
        items.push(format!("{alias}.{}", quoted(&column.stored)));
        columns.push(ResultColumn::new(column.name.clone(), column.result_type));
    }
    let mut scope = Scope::empty();
    scope.tables.push(scope::ScopeTable {
        name: name.to_owned(),
        database: None,
        alias: alias.clone(),
        source,
        merged: Vec::new(),
    });
    for expression in expressions {
        let typed = translator.expression(expression, &scope)?;
        items.push(typed.sql);
        columns.push(ResultColumn::new(names::of_expression(expression), typed.result_type));
    }
    let filter = match condition {
        Some(condition) => format!(" WHERE {}", translator.condition(condition, &scope)?),
        None => String::new(),
    };
    Ok(Translated {
        sql: format!("SELECT {} FROM {stored} AS {alias}{filter} ORDER BY {alias}.seq", items.join(", ")),
        parameters: translator.parameters,
        columns,
    })
}

/// How many `?` a query has.
pub(crate) fn count_parameters(query: &Query) -> usize {
    use sqlparser::ast::{Value as Literal, visit_expressions};
    let mut count = 0;
    let _ = visit_expressions(query, |expression| {
        if let Expr::Value(value) = expression
            && matches!(value.value, Literal::Placeholder(_))
        {
            count += 1;
        }
        std::ops::ControlFlow::<()>::Continue(())
    });
    count
}

/// An expression in SQLite's SQL with its StarRocks type.
#[derive(Clone, Debug)]
struct Typed {
    sql: String,
    result_type: ResultType,
    data_type: Option<DataType>,
}

impl Typed {
    fn new(sql: impl Into<String>, result_type: ResultType) -> Self {
        let sql = sql.into();
        let collated = matches!(result_type, ResultType::Decimal { .. } | ResultType::LargeInt);
        let sql = if collated { format!("({sql} COLLATE {})", super::value::NUMBERS) } else { sql };
        Typed { sql, result_type, data_type: None }
    }

    fn boolean(sql: impl Into<String>) -> Self {
        Typed::new(sql, ResultType::Boolean)
    }
}

struct Translator<'a> {
    environment: &'a dyn Environment,
    bound: &'a [(Value, ResultType)],
    next_bound: usize,
    parameters: Vec<Value>,
    next_alias: usize,
    /// The common table expressions in sight, innermost last.
    ctes: Vec<(String, Source)>,
}

impl<'a> Translator<'a> {
    fn new(environment: &'a dyn Environment, bound: &'a [(Value, ResultType)]) -> Self {
        Translator {
            environment,
            bound,
            next_bound: 0,
            parameters: Vec::new(),
            next_alias: 0,
            ctes: Vec::new(),
        }
    }

    /// Binds a value; the same value twice is the same parameter, so that equal expressions stay equal.
    fn bind(&mut self, value: Value) -> String {
        let index = match self.parameters.iter().position(|bound| same(bound, &value)) {
            Some(index) => index,
            None => {
                self.parameters.push(value);
                self.parameters.len() - 1
            }
        };
        format!("?{}", index + 1)
    }

    fn bind_text(&mut self, text: impl Into<String>) -> String {
        self.bind(Value::Text(text.into()))
    }

    fn alias(&mut self) -> String {
        self.next_alias += 1;
        format!("a{}", self.next_alias)
    }
}

/// Equality that tells -0.0 from 0.0 and finds NaN equal to itself.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Real(a), Value::Real(b)) => a.to_bits() == b.to_bits(),
        (a, b) => a == b,
    }
}

/// An identifier for SQLite.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn unknown(what: impl AsRef<str>) -> SqlError {
    SqlError::unknown_to_sandbox(what)
}
