//! Carries out a statement.

use crate::answer::{Answer, Done, ResultSet, ResultType};
use crate::catalog::Catalog;
use crate::engine::insert::{self, InsertSource, Target};
use crate::engine::merge;
use crate::engine::modify;
use crate::engine::translate::{self, Environment, Source, Translated};
use crate::error::SqlError;
use crate::information_schema;
use crate::session::{PendingInsert, SessionState, Transaction};
use crate::statement::{Assignment, SetValue, Show, Statement};
use crate::tokens::QualifiedName;
use crate::variables::Setting;
use crate::{describe, show};
use chrono::NaiveDateTime;
use rusqlite::types::Value;
use sqlparser::ast::{Expr, ObjectName, Query, Visit, Visitor};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

/// Transactions are numbered through all sandboxes of a process.
static NEXT_TRANSACTION: AtomicU64 = AtomicU64::new(1);

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
            let known = show::partition_names(table);
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
        Statement::Show(show) => self::show_statement(show, catalog, state).map(Answer::Rows),
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

fn show_statement(show: &Show, catalog: &Catalog, state: &SessionState) -> Result<ResultSet, SqlError> {
    show::show(show, catalog, state)
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

fn user_variable(state: &SessionState, name: &str) -> (Value, ResultType) {
    state.user_variables.get(&name.to_lowercase()).cloned().unwrap_or((Value::Null, ResultType::Null))
}

/// What the translation of a query asks about.
struct QueryEnvironment<'a> {
    catalog: &'a Catalog,
    state: &'a SessionState,
}

impl Environment for QueryEnvironment<'_> {
    fn table(&self, name: &QualifiedName) -> Result<Source, SqlError> {
        let database = database_of(name, self.state)?;
        if database.eq_ignore_ascii_case("information_schema") {
            return information_schema::source(&name.name).ok_or_else(|| {
                SqlError::unknown_to_sandbox(format!("the table information_schema.{}", name.name))
            });
        }
        match self.catalog.table(&database, &name.name)? {
            Some(table) => Ok(table.stored.source(&table.table)),
            None => Err(SqlError::unknown_table(&format!("{database}.{}", name.name))),
        }
    }

    fn variable(&self, name: &str) -> Result<(Value, ResultType), SqlError> {
        let (text, result_type) = self.state.variables.get(name)?;
        let value = match result_type {
            ResultType::Varchar(_) => Value::Text(text.into_owned()),
            _ => text.parse().map_or_else(|_| Value::Text(text.clone().into_owned()), Value::Integer),
        };
        Ok((value, result_type))
    }

    fn user_variable(&self, name: &str) -> (Value, ResultType) {
        user_variable(self.state, name)
    }

    fn now(&self) -> Result<NaiveDateTime, SqlError> {
        Ok(self.state.variables.time_zone()?.now())
    }

    fn database(&self) -> String {
        self.state.database.clone().unwrap_or_default()
    }

    fn connection_id(&self) -> u32 {
        self.state.connection_id
    }

    fn version_comment(&self) -> String {
        self.state.variables.get("version_comment").map(|(text, _)| text.into_owned()).unwrap_or_default()
    }

    fn pipes_as_concat(&self) -> bool {
        self.state.variables.has_sql_mode("PIPES_AS_CONCAT")
    }
}

/// A query ready to run; the computed tables that it names are filled.
pub(crate) fn translated(
    query: &Query,
    catalog: &mut Catalog,
    state: &SessionState,
    bound: &[(Value, ResultType)],
) -> Result<Translated, SqlError> {
    for table in tables_of(query) {
        let database = table.database.as_deref().or(state.database.as_deref()).unwrap_or_default();
        if database.eq_ignore_ascii_case("information_schema") {
            information_schema::fill(&table.name, catalog, state)?;
        }
    }
    translate::translate(query, &QueryEnvironment { catalog, state }, bound)
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

/// The tables that a query names, common table expressions among them.
fn tables_of(query: &Query) -> Vec<QualifiedName> {
    #[derive(Default)]
    struct Tables(Vec<QualifiedName>);
    impl Visitor for Tables {
        type Break = ();

        fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
            let mut parts: Vec<String> = relation
                .0
                .iter()
                .filter_map(|part| part.as_ident().map(|ident| ident.value.clone()))
                .collect();
            if let Some(name) = parts.pop() {
                self.0.push(QualifiedName { database: parts.pop(), name });
            }
            ControlFlow::Continue(())
        }
    }
    let mut tables = Tables::default();
    // Never breaks off.
    let _ = query.visit(&mut tables);
    tables.0
}

fn insert(
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
fn modify(
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

fn begin(label: Option<&str>, state: &mut SessionState) -> Result<Answer, SqlError> {
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

fn commit(catalog: &mut Catalog, state: &mut SessionState) -> Result<Answer, SqlError> {
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

fn rollback(state: &mut SessionState) -> Answer {
    match state.transaction.take() {
        Some(transaction) => {
            Answer::Done(Done { affected: 0, info: info(&transaction.label, "ABORTED", transaction.id) })
        }
        None => Answer::ok(),
    }
}

fn set(
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
                            (value, _) => crate::engine::value::text(&value).unwrap_or_default(),
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
