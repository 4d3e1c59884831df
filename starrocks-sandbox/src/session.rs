//! One connection: its database, its variables, its prepared statements, its transaction.

use crate::answer::{Answer, ResultColumn, ResultSet, ResultType};
use crate::catalog::Catalog;
use crate::engine::translate;
use crate::engine::translate::Translated;
use crate::error::SqlError;
use crate::execute;
use crate::statement::{self, Statement};
use crate::variables::Variables;
use crate::wire::binary::Parameter;
use rusqlite::types::Value;
use sqlparser::ast::Query;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The state of a connection.
pub(crate) struct Session {
    connection_id: u32,
    catalog: Arc<Mutex<Catalog>>,
    pub(crate) state: SessionState,
    prepared: BTreeMap<u32, Prepared>,
    next_prepared: u32,
}

/// What a statement may change about its connection.
#[derive(Debug, Default)]
pub(crate) struct SessionState {
    pub(crate) connection_id: u32,
    pub(crate) database: Option<String>,
    pub(crate) variables: Variables,
    pub(crate) user_variables: BTreeMap<String, (Value, ResultType)>,
    pub(crate) transaction: Option<Transaction>,
    /// PREPARE as a statement, by name.
    pub(crate) named: BTreeMap<String, Query>,
}

/// An explicit transaction: its INSERTs wait for COMMIT.
#[derive(Debug)]
pub(crate) struct Transaction {
    pub(crate) label: String,
    pub(crate) id: u64,
    pub(crate) inserts: Vec<PendingInsert>,
}

/// The rows of an INSERT that is not committed yet.
#[derive(Debug)]
pub(crate) struct PendingInsert {
    pub(crate) database: String,
    pub(crate) table: String,
    pub(crate) rows: Vec<Vec<Value>>,
}

/// A prepared SELECT of the binary protocol.
pub(crate) struct Prepared {
    pub(crate) id: u32,
    pub(crate) parameters: usize,
    pub(crate) columns: Vec<ResultColumn>,
    /// The types of the parameters at the last execution.
    pub(crate) types: Vec<u16>,
    query: Query,
}

/// The answers to a text of one or more statements; an error ends them.
pub(crate) struct Outcome {
    pub(crate) answers: Vec<Answer>,
    pub(crate) error: Option<SqlError>,
}

impl Session {
    pub(crate) fn new(connection_id: u32, catalog: Arc<Mutex<Catalog>>) -> Self {
        let state = SessionState { connection_id, ..SessionState::default() };
        Session { connection_id, catalog, state, prepared: BTreeMap::new(), next_prepared: 1 }
    }

    pub(crate) fn connection_id(&self) -> u32 {
        self.connection_id
    }

    /// COM_RESET_CONNECTION: variables go back to their defaults; an explicit transaction stays.
    pub(crate) fn reset(&mut self) {
        self.state.variables = Variables::default();
        self.state.user_variables.clear();
    }

    /// COM_INIT_DB and the database of a login: a name, or a name behind the only catalogue's.
    pub(crate) fn use_database(&mut self, name: &str) -> Result<(), SqlError> {
        let name = name.strip_prefix("default_catalog.").unwrap_or(name);
        let known = lock(&self.catalog).has_database(name);
        if !known {
            return Err(SqlError::new(5501, format!("Unknown database '{name}'")));
        }
        self.state.database = Some(name.to_owned());
        Ok(())
    }

    /// Runs a text of one or more statements.
    pub(crate) fn run(&mut self, text: &str) -> Outcome {
        let mut outcome = Outcome { answers: Vec::new(), error: None };
        // A text that cannot be parsed as a whole runs nothing.
        let statements = match statement::parse_all(text) {
            Ok(statements) => statements,
            Err(error) => return Outcome { error: Some(error), ..outcome },
        };
        for statement in &statements {
            match self.statement(statement) {
                Ok(answer) => outcome.answers.push(answer),
                Err(error) => {
                    outcome.error = Some(error);
                    break;
                }
            }
        }
        outcome
    }

    fn statement(&mut self, statement: &Statement) -> Result<Answer, SqlError> {
        #[cfg(test)]
        if let Statement::Kill(tests::PANIC) = statement {
            panic!("asked for by a test");
        }
        let mut catalog = lock(&self.catalog);
        execute::statement(statement, &mut catalog, &mut self.state)
    }

    /// COM_STMT_PREPARE
    pub(crate) fn prepare(&mut self, text: &str) -> Result<&Prepared, SqlError> {
        let query = statement::prepared_query(text)?;
        let parameters = translate::count_parameters(&query);
        let columns = {
            let mut catalog = lock(&self.catalog);
            execute::translated(&query, &mut catalog, &self.state, &[])?.columns
        };
        let id = self.next_prepared;
        self.next_prepared += 1;
        let prepared = Prepared { id, parameters, columns, types: Vec::new(), query };
        Ok(self.prepared.entry(id).or_insert(prepared))
    }

    pub(crate) fn prepared(&mut self, id: u32) -> Option<&mut Prepared> {
        self.prepared.get_mut(&id)
    }

    pub(crate) fn close(&mut self, id: u32) {
        self.prepared.remove(&id);
    }

    /// COM_STMT_EXECUTE
    pub(crate) fn execute(&mut self, id: u32, parameters: &[Parameter]) -> Result<ResultSet, SqlError> {
        let prepared = self
            .prepared
            .get(&id)
            .ok_or_else(|| SqlError::bare(format!("msg: Not Found prepared statement, stmtName: {id}")))?;
        let bound: Vec<(Value, ResultType)> = parameters.iter().map(bound).collect();
        let mut catalog = lock(&self.catalog);
        let translated: Translated = execute::translated(&prepared.query, &mut catalog, &self.state, &bound)?;
        catalog.store.query(&translated)
    }
}

/// The literal that a parameter stands for.
fn bound(parameter: &Parameter) -> (Value, ResultType) {
    match parameter {
        Parameter::Null => (Value::Null, ResultType::Null),
        Parameter::Integer { value, result_type } => (Value::Integer(*value), *result_type),
        Parameter::Double { value, result_type } => (Value::Real(*value), *result_type),
        Parameter::Text(bytes) => {
            let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX).max(1);
            (Value::Text(String::from_utf8_lossy(bytes).into_owned()), ResultType::Varchar(length))
        }
        Parameter::Date(text) => (Value::Text(text.clone()), ResultType::Date),
        Parameter::DateTime(text) => (Value::Text(text.clone()), ResultType::DateTime),
    }
}

/// The catalogue, even when another connection panicked while it held it.
fn lock(catalog: &Mutex<Catalog>) -> MutexGuard<'_, Catalog> {
    catalog.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
pub(crate) mod tests {
    /// `KILL` of this id makes the statement panic, to see what becomes of the server.
    pub(crate) const PANIC: u64 = u64::MAX;
}
