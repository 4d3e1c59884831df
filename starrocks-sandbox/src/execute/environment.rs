//! What a query finds around it: the catalogue and the session.

use super::database_of;
use crate::answer::ResultType;
use crate::catalog::Catalog;
use crate::engine::translate::{self, Environment, Source, Translated};
use crate::error::SqlError;
use crate::information_schema;
use crate::session::SessionState;
use crate::tokens::QualifiedName;
use chrono::NaiveDateTime;
use rusqlite::types::Value;
use sqlparser::ast::{ObjectName, Query, Visit, Visitor};
use std::ops::ControlFlow;

pub(super) fn user_variable(state: &SessionState, name: &str) -> (Value, ResultType) {
    state.user_variables.get(&name.to_lowercase()).cloned().unwrap_or((Value::Null, ResultType::Null))
}

/// What the translation of a query asks about.
pub(super) struct QueryEnvironment<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) state: &'a SessionState,
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

/// The tables that a query names, common table expressions among them.
pub(super) fn tables_of(query: &Query) -> Vec<QualifiedName> {
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
