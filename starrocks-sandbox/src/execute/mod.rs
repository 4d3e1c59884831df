//! Carries out a statement.

mod environment;
mod rows;
mod set;

pub(crate) use environment::translated;

use crate::answer::{Answer, ResultSet, ResultType};
use crate::catalog::Catalog;
use crate::error::SqlError;
use crate::session::SessionState;
use crate::statement::Statement;
use crate::tokens::QualifiedName;
use crate::{describe, show};
use environment::{tables_of, user_variable};
use rows::{begin, commit, insert, modify, rollback};
use rusqlite::types::Value;
use set::set;
use sqlparser::ast::Query;

/// Carries out one statement.
pub(crate) fn statement(
    statement: &Statement,
    catalog: &mut Catalog,
    state: &mut SessionState,
) -> Result<Answer, SqlError> {
    if state.transaction.is_some() && !statement.allowed_in_transaction() {
        return Err(SqlError::analyzing_as(
            5305,
            "Explicit transaction only support begin/commit/rollback/insert/update/delete/set/select statements",
        ));
    }
    match statement {
        Statement::Empty | Statement::Nothing => Ok(Answer::ok()),
        Statement::Use(name) => {
            if !catalog.has_database(name) {
                return Err(SqlError::new(5501, format!("Unknown database '{name}'")));
            }
            state.database = Some(name.clone());
            Ok(Answer::ok())
        }
        Statement::CreateDatabase { name, if_not_exists } => {
            catalog.create_database(name, *if_not_exists).map(|()| Answer::ok())
        }
        Statement::DropDatabase { name, if_exists } => {
            catalog.drop_database(name, *if_exists)?;
            if state.database.as_ref() == Some(name) {
                state.database = None;
            }
            Ok(Answer::ok())
        }
        Statement::CreateTable(create) => {
            let database = match &create.table.name.database {
                Some(database) => database.clone().into_owned(),
                None => current(state)?,
            };
            catalog.create_table(create, &database).map(|()| Answer::ok())
        }
        Statement::CreateTableLike { name, like, if_not_exists } => {
            let database = database_of(name, state)?;
            let like_database = database_of(like, state)?;
            catalog
                .create_table_like(&name.name, &database, like, &like_database, *if_not_exists)
                .map(|()| Answer::ok())
        }
        Statement::DropTable { name, if_exists } => {
            let database = database_of(name, state)?;
            catalog.drop_table(&database, &name.name, *if_exists).map(|()| Answer::ok())
        }
        Statement::Truncate { name, partitions } => {
            let database = database_of(name, state)?;
            let table =
                catalog.table(&database, &name.name)?.ok_or_else(|| SqlError::table_not_found(&name.name))?;
            let known = show::partitions::partition_names(table);
            if let Some(missing) =
                partitions.iter().find(|name| !known.iter().any(|known| known.eq_ignore_ascii_case(name)))
            {
                return Err(SqlError::bare(format!("Partition {missing} does not exist")));
            }
            if !partitions.is_empty() && table.table.partition_by.is_some() {
                return Err(SqlError::unknown_to_sandbox("which rows lie in which partition"));
            }
            catalog.store.truncate(&table.stored)?;
            Ok(Answer::ok())
        }
        Statement::Insert { table, source } => insert(table, source, catalog, state),
        Statement::Update { table, assignments, condition } => {
            modify(table, Some(assignments), condition.as_deref(), catalog, state)
        }
        Statement::Delete { table, condition } => modify(table, None, condition.as_deref(), catalog, state),
        Statement::Query(query) => select(query, catalog, state).map(Answer::Rows),
        Statement::Set(assignments) => set(assignments, catalog, state),
        Statement::Begin { label } => begin(label.as_deref(), state),
        Statement::Commit => commit(catalog, state),
        Statement::Rollback => Ok(rollback(state)),
        Statement::Describe { table, all } => {
            let database = database_of(table, state)?;
            let found =
                catalog.table(&database, &table.name)?.ok_or_else(|| SqlError::unknown_table(&table.name))?;
            Ok(Answer::Rows(if *all {
                describe::desc_all(&found.table)
            } else {
                describe::desc(&found.table)
            }))
        }
        Statement::Show(show) => show::show(show, catalog, state).map(Answer::Rows),
        Statement::Kill(id) if *id == u64::from(state.connection_id) => {
            Err(SqlError::unknown_to_sandbox("KILL of a connection that is there"))
        }
        Statement::Kill(id) => Err(SqlError::new(1094, format!("Unknown thread id: {id}"))),
        Statement::Prepare { name, query } => {
            state.named.insert(name.clone(), query.as_ref().clone());
            Ok(Answer::ok())
        }
        Statement::ExecutePrepared { name, variables } => {
            let Some(query) = state.named.get(name).cloned() else {
                return Err(SqlError::bare(format!("Could not execute, since `{name}` not exist")));
            };
            let bound: Vec<(Value, ResultType)> =
                variables.iter().map(|name| user_variable(state, name)).collect();
            let translated = translated(&query, catalog, state, &bound)?;
            catalog.store.query(&translated).map(Answer::Rows)
        }
        Statement::Deallocate(name) => {
            state.named.remove(name);
            Ok(Answer::ok())
        }
    }
}

/// The database that the session is in.
pub(crate) fn current(state: &SessionState) -> Result<String, SqlError> {
    state.database.clone().ok_or_else(SqlError::no_database)
}

/// The database of a table name.
pub(crate) fn database_of(name: &QualifiedName, state: &SessionState) -> Result<String, SqlError> {
    match &name.database {
        Some(database) => Ok(database.clone()),
        None => current(state),
    }
}

fn select(query: &Query, catalog: &mut Catalog, state: &SessionState) -> Result<ResultSet, SqlError> {
    if let Some(transaction) = &state.transaction {
        for table in tables_of(query) {
            let database = table.database.as_deref().or(state.database.as_deref()).unwrap_or_default();
            if transaction
                .inserts
                .iter()
                .any(|insert| insert.database == database && insert.table == table.name)
            {
                return Err(SqlError::analyzing_as(
                    5307,
                    format!(
                        "SELECT cannot read table '{}' modified earlier in the same transaction",
                        table.name
                    ),
                ));
            }
        }
    }
    let translated = translated(query, catalog, state, &[])?;
    catalog.store.query(&translated)
}
