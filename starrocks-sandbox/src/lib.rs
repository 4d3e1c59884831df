//! An in-process StarRocks for first runs and tests: it speaks the MySQL protocol on the loopback interface and behaves as a
//! StarRocks frontend's catalogue.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use starrocks_sandbox::Sandbox;
//!
//! let sandbox = Sandbox::start().await?;
//! assert!(sandbox.url().starts_with("mysql://root@127.0.0.1:"));
//! sandbox.shutdown().await?;
//! # Ok(())
//! # }
//! ```
//!
//! * CREATE TABLE goes through the parser and the rules of `starrocks-core`; what StarRocks refuses is refused, with its number
//!   and its words.
//! * Rows live in memory (SQLite) and merge as the four key models say.
//! * Nothing is answered with a silent OK: a statement that the sandbox does not know is an error that says so.
//!
//! It stands in for a cluster where none is needed, not for a backend: there are no replicas, no loads and no speed.
//!
//! # What it knows
//!
//! | area | statements |
//! |---|---|
//! | databases | CREATE, DROP, USE, SHOW DATABASES, SHOW CREATE DATABASE |
//! | tables | CREATE TABLE, CREATE TABLE … LIKE, DROP TABLE, TRUNCATE, DESC, SHOW TABLES, SHOW CREATE TABLE, SHOW COLUMNS, SHOW INDEX, SHOW PARTITIONS, SHOW TABLE STATUS |
//! | rows | INSERT … VALUES and INSERT … SELECT; DELETE; UPDATE of PRIMARY KEY tables |
//! | queries | SELECT with joins, sub-queries, WITH, UNION, GROUP BY, HAVING, ORDER BY, LIMIT, window functions; about 120 functions, among them those of BITMAP, HLL, PERCENTILE, JSON, ARRAY, MAP and STRUCT |
//! | session | SET, `@@variable`, `@variable`, BEGIN, COMMIT, ROLLBACK, PREPARE and EXECUTE, also of the binary protocol |
//! | cluster | SHOW VARIABLES, SHOW BACKENDS, SHOW FRONTENDS, ADMIN SHOW FRONTEND CONFIG, SHOW ALTER TABLE, `information_schema.{tables, columns, schemata, tables_config, partitions_meta, views, …}` |
//!
//! # What differs from a cluster
//!
//! * HLL and PERCENTILE are exact.
//! * Rows come in the order in which they arrived, where a cluster promises none.
//! * An INSERT that does not fit is refused as a whole, with the column and the reason.
//! * Rollups are accepted and forgotten, temporary and external tables are not known.
//! * The account is `root` without a password; the time zone is `Asia/Shanghai`, StarRocks' own default.

mod answer;
mod catalog;
mod describe;
mod engine;
mod error;
mod execute;
mod information_schema;
mod like;
mod server;
mod session;
mod show;
mod statement;
mod tokens;
mod variables;
mod wire;

pub use error::SandboxError;

use std::net::SocketAddr;
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// A running sandbox. Dropping it stops it.
///
/// The server runs on a thread of its own, so it answers whatever runtime its user has, and even while that one is blocked.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use sqlx::mysql::{MySqlConnectOptions, MySqlPool};
/// use sqlx::Executor;
/// use starrocks_sandbox::Sandbox;
///
/// let sandbox = Sandbox::start().await?;
/// // StarRocks refuses what sqlx sends by default, so it must be told not to.
/// let options: MySqlConnectOptions = sandbox.url().parse()?;
/// let pool = MySqlPool::connect_with(options.pipes_as_concat(false).no_engine_substitution(false)).await?;
/// pool.execute("CREATE DATABASE shop").await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Sandbox {
    addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Enough for the deepest expression that is let through, also in a debug build.
const STACK: usize = 64 << 20;

impl Sandbox {
    /// Starts a sandbox with an empty catalogue on a free port of the loopback interface.
    ///
    /// # Errors
    /// When no port can be bound or no thread be started.
    pub async fn start() -> Result<Sandbox, SandboxError> {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(SandboxError::Listen)?;
        listener.set_nonblocking(true).map_err(SandboxError::Listen)?;
        let addr = listener.local_addr().map_err(SandboxError::Listen)?;
        let catalog = catalog::Catalog::new().map_err(|error| SandboxError::Store(error.to_string()))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(SandboxError::Start)?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("starrocks-sandbox".to_owned())
            .stack_size(STACK)
            .spawn(move || runtime.block_on(server::serve(listener, catalog, stopped)))
            .map_err(SandboxError::Start)?;
        Ok(Sandbox { addr, stop: Some(stop), thread: Some(thread) })
    }

    /// The URL of the server, without a database: `mysql://root@127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("mysql://root@{}", self.addr)
    }

    /// The URL of a database. The name must be one that StarRocks allows; it need not exist yet, but must when connecting.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), starrocks_sandbox::SandboxError> {
    /// let sandbox = starrocks_sandbox::Sandbox::start().await?;
    /// assert_eq!(sandbox.url_for("shop"), format!("{}/shop", sandbox.url()));
    /// # Ok(())
    /// # }
    /// ```
    pub fn url_for(&self, database: &str) -> String {
        format!("{}/{database}", self.url())
    }

    /// The address that the server listens on.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Stops the server, closes its connections and waits until both are done.
    ///
    /// # Errors
    /// When the server thread had ended by a panic.
    pub async fn shutdown(mut self) -> Result<(), SandboxError> {
        self.stop.take();
        match self.thread.take() {
            // The thread ends at its next await point; it never waits for a client.
            Some(thread) => thread.join().map_err(|_| SandboxError::Ended),
            None => Ok(()),
        }
    }
}
