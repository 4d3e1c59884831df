//! How a statement reaches the server: as text, one at a time, with its errors told apart.

use super::Error;
use super::server_error::ServerError;
use crate::schema::TableName;
use crate::sql::{WriteError, quote_identifier};
use sqlx::mysql::{MySql, MySqlDatabaseError, MySqlRow};
use sqlx::{AssertSqlSafe, Executor, Row, raw_sql};
use std::time::Instant;

/// Sends one statement as text and returns the rows of its answer.
///
/// `statement` must come from the writers of [`crate::sql`], which quote all that is not ours.
pub(super) async fn rows<'c, E>(
    executor: E,
    statement: String,
    table: Option<&TableName>,
) -> Result<Vec<MySqlRow>, Error>
where
    E: Executor<'c, Database = MySql>,
{
    let started = Instant::now();
    let answer = raw_sql(AssertSqlSafe(statement.as_str())).fetch_all(executor).await;
    let elapsed = started.elapsed();
    match answer {
        Ok(rows) => {
            tracing::debug!(target: "starrocks", %statement, ?elapsed, rows = rows.len(), "statement");
            Ok(rows)
        }
        Err(error) => {
            tracing::debug!(target: "starrocks", %statement, ?elapsed, %error, "statement failed");
            Err(failed(error, statement, table))
        }
    }
}

/// Sends one statement as text whose answer has no rows.
pub(super) async fn execute<'c, E>(
    executor: E,
    statement: String,
    table: Option<&TableName>,
) -> Result<(), Error>
where
    E: Executor<'c, Database = MySql>,
{
    rows(executor, statement, table).await.map(drop)
}

/// The text in a column of an answer; `None` for NULL.
///
/// By position, since the names of SHOW's columns differ between kinds of objects.
pub(super) fn text(row: &MySqlRow, column: usize) -> Result<Option<String>, Error> {
    row.try_get_unchecked(column).map_err(|source| Error::Driver { statement: None, source })
}

/// What a failed statement means.
pub(super) fn failed(error: sqlx::Error, statement: String, table: Option<&TableName>) -> Error {
    match mysql(&error) {
        Some(answer) => {
            let mut refused = ServerError::new(statement, answer.number(), answer.message());
            refused.sqlstate = answer.code().map(str::to_owned);
            refused.table = table.cloned();
            Error::Server(Box::new(refused))
        }
        None => Error::Driver { statement: Some(statement), source: error },
    }
}

/// The name of a database, quoted.
pub(super) fn database(name: &str) -> Result<String, Error> {
    if name.contains('`') {
        return Err(WriteError::Backquote { what: "database", name: name.to_owned() }.into());
    }
    Ok(quote_identifier(name))
}

/// The answer of the server, when it is one.
pub(super) fn mysql(error: &sqlx::Error) -> Option<&MySqlDatabaseError> {
    error.as_database_error().and_then(|answer| answer.try_downcast_ref())
}
