//! How a connection is made, and what it means when none is.

use super::execute::{failed, mysql};
use super::{Error, server, url};
use sqlx::mysql::{MySql, MySqlConnectOptions, MySqlPool, MySqlPoolOptions};
use sqlx::pool::PoolOptions;
use sqlx::{ConnectOptions, Connection};
use std::time::Duration;

/// Connects to the StarRocks server at `url`: `mysql://user:password@host:9030/database`.
///
/// The password, the port (9030) and the database may be left out. What comes back is an ordinary [`sqlx::MySqlPool`]; the
/// [module documentation](super#what-of-sqlx-works-on-starrocks) says what of sqlx works on it.
///
/// Behind a `?` stand sqlx's own parameters: `ssl-mode` (`PREFERRED`, which encrypts when both sides can; `DISABLED`,
/// `REQUIRED`, `VERIFY_CA`, `VERIFY_IDENTITY`), `ssl-ca`, `ssl-cert`, `ssl-key`, `timezone` (`+00:00`), `charset`,
/// `statement-cache-capacity`. TLS needs the feature `tls-rustls` or `tls-native-tls`.
///
/// # Errors
/// A URL that is none, a server that cannot be reached, refuses the login, has no such database or is not StarRocks: each with
/// what to do about it, none with the password.
///
/// ```no_run
/// # async fn example() -> Result<(), starrocks_core::db::Error> {
/// let pool = starrocks_core::db::connect("mysql://root@localhost:9030/shop").await?;
/// # Ok(())
/// # }
/// ```
pub async fn connect(url: &str) -> Result<MySqlPool, Error> {
    connect_with(url, MySqlPoolOptions::new()).await
}

/// [`connect`] with settings for the pool.
///
/// The pool's acquire timeout is also how long a server may take to answer at first.
///
/// # Errors
/// As [`connect`].
///
/// ```no_run
/// # async fn example() -> Result<(), starrocks_core::db::Error> {
/// use sqlx::mysql::MySqlPoolOptions;
///
/// let options = MySqlPoolOptions::new().max_connections(20);
/// let pool = starrocks_core::db::connect_with("mysql://root@localhost:9030/shop", options).await?;
/// # Ok(())
/// # }
/// ```
pub async fn connect_with(url: &str, pool: PoolOptions<MySql>) -> Result<MySqlPool, Error> {
    let options = connect_options(url)?;
    // The pool tries a refused connection again and again until its time is up, and then says only that it was; so a first
    // connection is made without it.
    look(&options, pool.get_acquire_timeout()).await?;
    let waited = pool.get_acquire_timeout();
    pool.connect_with(options.clone()).await.map_err(|error| explained(error, &options, waited))
}

/// What [`connect`] connects with, for those who make their pool themselves.
///
/// sqlx's own reading of a URL cannot connect: by default it sends a `SET sql_mode = (SELECT …)`, which StarRocks refuses, and
/// no parameter of a URL switches that off.
///
/// # Errors
/// A URL that is none.
///
/// ```
/// use starrocks_core::db::connect_options;
///
/// let options = connect_options("mysql://root@localhost/shop")?;
/// assert_eq!(options.get_port(), 9030);
/// # Ok::<(), starrocks_core::db::Error>(())
/// ```
pub fn connect_options(url: &str) -> Result<MySqlConnectOptions, Error> {
    Ok(url::parse(url)?.pipes_as_concat(false).no_engine_substitution(false))
}

/// Connects once and looks who answers.
async fn look(options: &MySqlConnectOptions, patience: Duration) -> Result<(), Error> {
    let attempt = async {
        let mut connection = options.connect().await.map_err(|error| explained(error, options, patience))?;
        let who = server::identify(&mut connection).await?;
        // The answer is known; how the farewell goes does not matter.
        let _ = connection.close().await;
        match who {
            Ok(info) => {
                tracing::debug!(target: "starrocks", address = %address(options), version = %info.version, "connected");
                Ok(())
            }
            Err(answer) => Err(Error::NotStarRocks { address: address(options), answer }),
        }
    };
    match tokio::time::timeout(patience, attempt).await {
        Ok(result) => result,
        Err(_) => Err(Error::Silent { address: address(options), waited: patience }),
    }
}

fn address(options: &MySqlConnectOptions) -> String {
    match options.get_socket() {
        Some(path) => path.display().to_string(),
        None if options.get_host().contains(':') => {
            format!("[{}]:{}", options.get_host(), options.get_port())
        }
        None => format!("{}:{}", options.get_host(), options.get_port()),
    }
}

/// What it means that no connection came about.
fn explained(error: sqlx::Error, options: &MySqlConnectOptions, waited: Duration) -> Error {
    let address = address(options);
    let user = options.get_username().to_owned();
    if let Some(answer) = mysql(&error) {
        let message = answer.message();
        let unknown_database = message.to_lowercase().contains("unknown database");
        return match (answer.number(), options.get_database()) {
            (1045, _) => {
                // The server says it itself; sqlx's options do not tell.
                let with_password = message.contains("using password: YES");
                Error::LoginRefused { address, user, with_password, message: message.to_owned() }
            }
            (1049 | 5501, Some(database)) => Error::UnknownDatabase { database: database.to_owned() },
            (_, Some(database)) if unknown_database => {
                Error::UnknownDatabase { database: database.to_owned() }
            }
            _ => failed(error, format!("-- connecting to {address}"), None),
        };
    }
    match error {
        sqlx::Error::Io(source) => Error::Unreachable { address, source },
        sqlx::Error::Tls(_) => Error::Tls { address, source: Box::new(error) },
        sqlx::Error::PoolTimedOut => Error::Silent { address, waited },
        // The request to switch to LDAP's way of logging in has a byte more than sqlx takes; other ways it does not know.
        sqlx::Error::Protocol(ref text)
            if ["auth_switch", "authentication plugin", "during authentication"]
                .iter()
                .any(|part| text.contains(part)) =>
        {
            Error::UnsupportedLogin { address, user, source: Box::new(error) }
        }
        sqlx::Error::Protocol(text) => {
            Error::NotStarRocks { address, answer: format!("it does not speak MySQL's protocol ({text})") }
        }
        source => Error::Driver { statement: None, source },
    }
}
