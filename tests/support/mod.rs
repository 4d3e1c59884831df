//! What the end-to-end tests share: a server with a database of their own.
#![allow(dead_code, reason = "each test binary uses another part")]
#![allow(clippy::unwrap_used, reason = "these are tests")]

use futures_util::FutureExt;
use sqlx::mysql::{MySqlPool, MySqlPoolOptions, MySqlRow};
use sqlx::{AssertSqlSafe, FromRow, raw_sql};
use starrocks::db::{self, Outcome, connect, connect_options};
use starrocks::{Schema, Table};
use starrocks_sandbox::Sandbox;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A server and an empty database on it: a sandbox, or the cluster of `STARROCKS_URL`.
pub(crate) struct Server {
    /// Connected to [`Server::database`].
    pub(crate) pool: MySqlPool,
    /// The URL without the database of the test.
    pub(crate) url: String,
    /// A database that nothing else uses.
    pub(crate) database: String,
}

impl Server {
    /// Another pool on the same database, as another instance of an application would have.
    pub(crate) async fn another_pool(&self) -> MySqlPool {
        MySqlPoolOptions::new()
            .max_connections(2)
            .connect_with(connect_options(&self.url).unwrap().database(&self.database))
            .await
            .unwrap()
    }

    /// Sends a statement as text.
    pub(crate) async fn execute(&self, statement: &str) {
        if let Err(error) = raw_sql(AssertSqlSafe(statement.to_owned())).execute(&self.pool).await {
            panic!("{error}\n{statement}");
        }
    }

    /// Creates a view, or says that the sandbox has none.
    pub(crate) async fn create_view(&self, statement: &str) -> bool {
        match raw_sql(AssertSqlSafe(statement.to_owned())).execute(&self.pool).await {
            Ok(_) => true,
            Err(error) if error.to_string().contains("sandbox does not know CREATE VIEW") => {
                eprintln!("not tested with a view: {error}");
                false
            }
            Err(error) => panic!("{error}\n{statement}"),
        }
    }

    /// Reads rows as text.
    pub(crate) async fn read<T: for<'r> FromRow<'r, MySqlRow>>(&self, query: &str) -> Vec<T> {
        let rows = raw_sql(AssertSqlSafe(query.to_owned())).fetch_all(&self.pool).await;
        rows.unwrap().iter().map(|row| T::from_row(row).unwrap()).collect()
    }
}

/// Runs a test on a server, in a database of its own that is removed afterwards, also when the test fails.
pub(crate) async fn with_server<T>(test: impl AsyncFnOnce(&Server) -> T) -> T {
    let (url, _sandbox) = match std::env::var("STARROCKS_URL") {
        Ok(url) if !url.is_empty() => (url, None),
        _ => {
            let sandbox = Sandbox::start().await.unwrap();
            (sandbox.url(), Some(sandbox))
        }
    };
    let admin = match connect(&url).await {
        Ok(pool) => pool,
        Err(error) => panic!("{error}"),
    };
    let database = unique_name("starrocks_test");
    db::create_database_if_not_exists(&admin, &database).await.unwrap();
    let pool = MySqlPoolOptions::new()
        .max_connections(4)
        .connect_with(connect_options(&url).unwrap().database(&database))
        .await
        .unwrap();
    let server = Server { pool, url, database };
    let outcome = AssertUnwindSafe(test(&server)).catch_unwind().await;
    let drop = format!("DROP DATABASE `{}` FORCE", server.database);
    let dropped = raw_sql(AssertSqlSafe(drop)).execute(&admin).await;
    match outcome {
        Ok(value) => {
            dropped.unwrap();
            value
        }
        Err(panic) => resume_unwind(panic),
    }
}

/// A name that no other run of the tests has.
pub(crate) fn unique_name(prefix: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    format!("{prefix}_{now}_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Creates `table` (with one replica, which every cluster can hold) and returns it as the server has it.
///
/// That nothing differs is asserted by creating it a second time.
pub(crate) async fn create_and_read_back(server: &Server, table: &Table) -> Table {
    let mut table = table.clone();
    table.properties.set("replication_num", "1");
    let name = table.name.clone();
    let schema = Schema::new().with_table(table);
    let first = schema.create_all(&server.pool).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(first.created().count(), 1, "{first}");
    let second = schema.create_all(&server.pool).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(second.tables[0].outcome, Outcome::Equal, "{second}");
    db::inspect(&server.pool, name).await.unwrap_or_else(|error| panic!("{error}"))
}

/// [`create_and_read_back`] on a server of its own, for tests that are not asynchronous.
#[track_caller]
pub(crate) fn assert_created_and_read_back(table: &Table) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(with_server(async |server| create_and_read_back(server, table).await));
}
