//! INSERT, UPDATE, DELETE, and the transactions around them.

use super::database_of;
use super::environment::{QueryEnvironment, tables_of};
use crate::answer::{Answer, Done};
use crate::catalog::Catalog;
use crate::engine::insert::{self, InsertSource, Target};
use crate::engine::{merge, modify};
use crate::error::SqlError;
use crate::information_schema;
use crate::session::{PendingInsert, SessionState, Transaction};
use crate::tokens::QualifiedName;
use sqlparser::ast::Expr;
use std::sync::atomic::{AtomicU64, Ordering};

/// Transactions are numbered through all sandboxes of a process.
static NEXT_TRANSACTION: AtomicU64 = AtomicU64::new(1);

pub(super) fn insert(
    name: &QualifiedName,
    source: &InsertSource,
    catalog: &mut Catalog,
    state: &mut SessionState,
) -> Result<Answer, SqlError> {
    let database = database_of(name, state)?;
    for table in tables_of(&source.query) {
        if table.database.as_deref().or(state.database.as_deref()) == Some("information_schema") {
            information_schema::fill(&table.name, catalog, state)?;
        }
    }
    let found = catalog.table(&database, &name.name)?.ok_or_else(|| SqlError::table_not_found(&name.name))?;
    if let Some(transaction) = &state.transaction {
        if transaction.inserts.iter().any(|insert| insert.database == database && insert.table == name.name) {
            return Err(SqlError::analyzing_as(
                5303,
                "NOT allowed to read or write tables that have been subjected to DML operations before",
            ));
        }
        if transaction.inserts.iter().any(|insert| insert.database != database) {
            return Err(SqlError::analyzing_as(
                5304,
                "Cannot execute cross-database transactions. All DML target tables must belong to the same db",
            ));
        }
    }
    let target =
        Target { table: &found.table, stored: &found.stored, next_auto_increment: found.next_auto_increment };
    let environment = QueryEnvironment { catalog, state };
    let rows = insert::rows(source, target, &catalog.store, &environment)?;
    let affected = rows.rows.len() as u64;
    if state.transaction.is_none() {
        merge::insert(&catalog.store, &found.stored, &found.table, &found.keys(), rows.rows.clone())?;
    }
    if let Some(found) = catalog.table_mut(&database, &name.name) {
        found.next_auto_increment = rows.next_auto_increment;
    }
    let info = match &mut state.transaction {
        Some(transaction) => {
            transaction.inserts.push(PendingInsert { database, table: name.name.clone(), rows: rows.rows });
            info(&transaction.label, "PREPARE", transaction.id)
        }
        None => {
            let id = NEXT_TRANSACTION.fetch_add(1, Ordering::Relaxed);
            info(&format!("insert_{id}"), "VISIBLE", id)
        }
    };
    Ok(Answer::Done(Done { affected, info }))
}

/// UPDATE with assignments, DELETE without.
pub(super) fn modify(
    name: &QualifiedName,
    assignments: Option<&[(String, Expr)]>,
    condition: Option<&Expr>,
    catalog: &Catalog,
    state: &SessionState,
) -> Result<Answer, SqlError> {
    if state.transaction.is_some() {
        return Err(SqlError::unknown_to_sandbox("UPDATE and DELETE in an explicit transaction"));
    }
    let database = database_of(name, state)?;
    let found = catalog.table(&database, &name.name)?.ok_or_else(|| SqlError::table_not_found(&name.name))?;
    let target =
        Target { table: &found.table, stored: &found.stored, next_auto_increment: found.next_auto_increment };
    let environment = QueryEnvironment { catalog, state };
    let affected = match assignments {
        Some(assignments) => {
            modify::update(target, &found.keys(), assignments, condition, &catalog.store, &environment)?
        }
        None => modify::delete(target, condition, &catalog.store, &environment)?,
    };
    let id = NEXT_TRANSACTION.fetch_add(1, Ordering::Relaxed);
    let word = if assignments.is_some() { "update" } else { "delete" };
    Ok(Answer::Done(Done { affected, info: info(&format!("{word}_{id}"), "VISIBLE", id) }))
}

fn info(label: &str, status: &str, id: u64) -> String {
    format!("{{'label':'{label}', 'status':'{status}', 'txnId':'{id}'}}")
}

pub(super) fn begin(label: Option<&str>, state: &mut SessionState) -> Result<Answer, SqlError> {
    if let (Some(transaction), Some(label)) = (&state.transaction, label)
        && transaction.label != label
    {
        return Err(SqlError::bare(format!(
            "Transaction already exists with label '{}', cannot begin with different label '{label}'",
            transaction.label
        )));
    }
    let transaction = state.transaction.get_or_insert_with(|| {
        let id = NEXT_TRANSACTION.fetch_add(1, Ordering::Relaxed);
        let label = label.map_or_else(|| format!("txn_{id}"), str::to_owned);
        Transaction { label, id, inserts: Vec::new() }
    });
    let info = info(&transaction.label, "PREPARE", transaction.id);
    Ok(Answer::Done(Done { affected: 0, info }))
}

pub(super) fn commit(catalog: &mut Catalog, state: &mut SessionState) -> Result<Answer, SqlError> {
    let Some(transaction) = state.transaction.take() else { return Ok(Answer::ok()) };
    let mut affected = 0;
    for insert in transaction.inserts {
        // A table that was dropped meanwhile takes its rows with it.
        if let Ok(Some(found)) = catalog.table(&insert.database, &insert.table) {
            affected += insert.rows.len() as u64;
            merge::insert(&catalog.store, &found.stored, &found.table, &found.keys(), insert.rows)?;
        }
    }
    Ok(Answer::Done(Done { affected, info: info(&transaction.label, "VISIBLE", transaction.id) }))
}

pub(super) fn rollback(state: &mut SessionState) -> Answer {
    match state.transaction.take() {
        Some(transaction) => {
            Answer::Done(Done { affected: 0, info: info(&transaction.label, "ABORTED", transaction.id) })
        }
        None => Answer::ok(),
    }
}
