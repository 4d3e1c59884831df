//! What a server says about itself.

use super::Error;
use super::execute::{rows, text};
use crate::rules::Version;
use sqlx::Executor;
use sqlx::mysql::{MySql, MySqlPool};

/// What a StarRocks server says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerInfo {
    /// Its version with the commit it was built from, `4.1.0-70d1c24`.
    pub version: String,
}

impl ServerInfo {
    /// Asks the server.
    ///
    /// A frontend answers this alone, so it works while all backends are down.
    ///
    /// # Errors
    /// When the server does not answer.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), starrocks_core::db::Error> {
    /// use starrocks_core::db::{ServerInfo, connect};
    ///
    /// let pool = connect("mysql://root@localhost:9030").await?;
    /// println!("StarRocks {}", ServerInfo::ask(&pool).await?.version);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn ask(pool: &MySqlPool) -> Result<ServerInfo, Error> {
        read(pool).await
    }

    /// The release, where the version names one. It may be compared with what a table asks for
    /// ([`Table::required_version`](crate::schema::Table::required_version)).
    pub fn release(&self) -> Option<Version> {
        self.version.parse().ok()
    }
}

/// Variables only: `current_version()` would need a live backend, and `version()` tells a MySQL version. `pipeline_dop` is
/// there because every StarRocks release has it and no other server of this protocol does.
const QUESTION: &str = "SELECT @@version_comment, @@pipeline_dop";

/// MySQL's number for a variable that does not exist.
const UNKNOWN_VARIABLE: u16 = 1193;

async fn read<'c, E>(executor: E) -> Result<ServerInfo, Error>
where
    E: Executor<'c, Database = MySql>,
{
    let answer = rows(executor, QUESTION.to_owned(), None).await?;
    let version = match answer.first() {
        Some(row) => text(row, 0)?.unwrap_or_default(),
        None => String::new(),
    };
    Ok(ServerInfo { version })
}

/// Asks a server that may be something else than StarRocks: then the answer is how that shows.
pub(super) async fn identify(
    connection: &mut sqlx::MySqlConnection,
) -> Result<Result<ServerInfo, String>, Error> {
    match read(&mut *connection).await {
        Err(Error::Server(error)) if error.code == UNKNOWN_VARIABLE => {}
        other => return other.map(Ok),
    }
    let calls_itself = match rows(connection, "SELECT @@version, @@version_comment".to_owned(), None).await {
        Ok(answer) => match answer.first() {
            Some(row) => [text(row, 0)?, text(row, 1)?].into_iter().flatten().collect::<Vec<_>>().join(", "),
            None => String::new(),
        },
        Err(_) => String::new(),
    };
    Ok(Err(match calls_itself.as_str() {
        "" => "it does not know StarRocks' variables".to_owned(),
        name => format!("it calls itself `{name}`"),
    }))
}
