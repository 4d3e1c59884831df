//! A sandbox with one database, and short ways to talk to it.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)] // Each test file uses a part.

use sqlx::mysql::{MySqlConnectOptions, MySqlConnection, MySqlDatabaseError, MySqlRow};
use sqlx::{AssertSqlSafe, Column, ConnectOptions, Executor, Row, TypeInfo, ValueRef};
use starrocks_sandbox::Sandbox;

/// The options that StarRocks accepts.
pub fn options(url: &str) -> MySqlConnectOptions {
    let options: MySqlConnectOptions = url.parse().unwrap();
    options.pipes_as_concat(false).no_engine_substitution(false)
}

pub async fn connect(sandbox: &Sandbox) -> MySqlConnection {
    options(&sandbox.url()).connect().await.unwrap()
}

/// A sandbox and a connection that is in the database `shop`.
pub async fn shop() -> (Sandbox, MySqlConnection) {
    let sandbox = Sandbox::start().await.unwrap();
    let mut connection = connect(&sandbox).await;
    run(&mut connection, "CREATE DATABASE shop").await;
    run(&mut connection, "USE shop").await;
    (sandbox, connection)
}

/// Runs a statement that must succeed and returns the number of affected rows.
pub async fn run(connection: &mut MySqlConnection, sql: &str) -> u64 {
    match sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await {
        Ok(done) => done.rows_affected(),
        Err(error) => panic!("{sql}: {error}"),
    }
}

/// Runs a statement that must fail and returns number, SQLSTATE and message.
pub async fn fail(connection: &mut MySqlConnection, sql: &str) -> (u16, String, String) {
    match sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await {
        Ok(_) => panic!("{sql}: should have failed"),
        Err(error) => database_error(error),
    }
}

pub fn database_error(error: sqlx::Error) -> (u16, String, String) {
    let error = error.into_database_error().expect("an error of the server");
    let state = error.code().unwrap_or_default().into_owned();
    let error = error.downcast::<MySqlDatabaseError>();
    (error.number(), state, error.message().to_owned())
}

pub async fn rows(connection: &mut MySqlConnection, sql: &str) -> Vec<MySqlRow> {
    match connection.fetch_all(AssertSqlSafe(sql.to_owned())).await {
        Ok(rows) => rows,
        Err(error) => panic!("{sql}: {error}"),
    }
}

/// The rows of a query as text, NULL as `None`.
pub async fn table(connection: &mut MySqlConnection, sql: &str) -> Vec<Vec<Option<String>>> {
    let text = |row: &MySqlRow| {
        (0..row.len())
            .map(|index| match row.try_get_raw(index).unwrap().is_null() {
                true => None,
                false => Some(row.get_unchecked::<String, _>(index)),
            })
            .collect()
    };
    rows(connection, sql).await.iter().map(text).collect()
}

/// The rows of a query, cells joined by blanks, NULL as `NULL`.
pub async fn lines(connection: &mut MySqlConnection, sql: &str) -> Vec<String> {
    let line = |row: Vec<Option<String>>| {
        row.into_iter().map(|cell| cell.unwrap_or_else(|| "NULL".to_owned())).collect::<Vec<_>>().join(" ")
    };
    table(connection, sql).await.into_iter().map(line).collect()
}

/// Name and sqlx type of every column of the first row.
pub async fn column_types(connection: &mut MySqlConnection, sql: &str) -> Vec<(String, String)> {
    let rows = rows(connection, sql).await;
    rows[0]
        .columns()
        .iter()
        .map(|column| (column.name().to_owned(), column.type_info().name().to_owned()))
        .collect()
}
