//! Reflection: what a database holds.

use super::Error;
use super::execute::{self, rows, text};
use super::server_error::ServerError;
use crate::schema::{Table, TableName};
use crate::sql::{parse_show_create_table, write_table_name};
use sqlx::mysql::MySqlPool;

/// The table `name` as the server has it.
///
/// As [`Inspector::table`].
///
/// # Errors
/// As [`Inspector::table`].
///
/// ```no_run
/// # async fn example() -> Result<(), starrocks_core::db::Error> {
/// use starrocks_core::db::{connect, inspect};
///
/// let pool = connect("mysql://root@localhost:9030/shop").await?;
/// let orders = inspect(&pool, "orders").await?;
/// println!("{} columns", orders.columns.len());
/// # Ok(())
/// # }
/// ```
pub async fn inspect(pool: &MySqlPool, name: impl Into<TableName>) -> Result<Table, Error> {
    Inspector::new(pool).table(name).await
}

/// Reads what a server holds.
///
/// Everything it asks is answered by the frontend alone, so it works while all backends are down.
///
/// ```no_run
/// # async fn example() -> Result<(), starrocks_core::db::Error> {
/// use starrocks_core::db::{Inspector, connect};
///
/// let inspector = Inspector::new(&connect("mysql://root@localhost:9030").await?);
/// for database in inspector.databases().await? {
///     for name in inspector.tables(Some(&database)).await? {
///         let table = inspector.table(name).await?;
///         println!("{database}.{}: {} columns", table.name.name, table.columns.len());
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Inspector {
    pool: MySqlPool,
}

impl Inspector {
    /// An inspector that asks through `pool`.
    pub fn new(pool: &MySqlPool) -> Self {
        Inspector { pool: pool.clone() }
    }

    /// The databases that the user may see, StarRocks' own (`information_schema`, `sys`, `_statistics_`) among them.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn databases(&self) -> Result<Vec<String>, Error> {
        let answer = rows(&self.pool, "SHOW DATABASES".to_owned(), None).await?;
        let mut names = Vec::with_capacity(answer.len());
        for row in &answer {
            names.extend(text(row, 0)?);
        }
        Ok(names)
    }

    /// The names of the tables of `database`, or of the connection's; views are left out.
    ///
    /// The names carry `database` when it is given.
    ///
    /// # Errors
    /// [`Error::UnknownDatabase`]; a server error 1046 when neither says which database.
    pub async fn tables(&self, database: Option<&str>) -> Result<Vec<TableName>, Error> {
        let listed = self.listing(database).await?;
        let in_database = |name: String| TableName {
            database: database.map(|database| database.to_owned().into()),
            name: name.into(),
        };
        Ok(listed.into_iter().filter(|entry| entry.kind == BASE_TABLE).map(|e| in_database(e.name)).collect())
    }

    /// The table `name` as the server has it: SHOW CREATE TABLE, parsed.
    ///
    /// What the server filled in (buckets, properties, widths) is there; rollups are not, since SHOW CREATE TABLE leaves them
    /// out. What this crate does not know is kept as the server wrote it. The name of the table carries no database, even when
    /// `name` does.
    ///
    /// # Errors
    /// [`Error::TableNotFound`], [`Error::UnknownDatabase`], [`Error::NotATable`] for views, [`Error::Unreadable`].
    pub async fn table(&self, name: impl Into<TableName>) -> Result<Table, Error> {
        let name = name.into();
        let printed = self.show_create(&name).await?;
        read(name, printed)
    }

    /// What SHOW CREATE TABLE prints for a table or a view.
    async fn show_create(&self, name: &TableName) -> Result<String, Error> {
        let statement = format!("SHOW CREATE TABLE {}", write_table_name(name)?);
        let answer = rows(&self.pool, statement, Some(name)).await.map_err(|error| missing(error, name))?;
        let printed = match answer.first() {
            Some(row) => text(row, 1)?,
            None => None,
        };
        printed.ok_or_else(|| Error::TableNotFound { table: name.clone() })
    }

    /// Tables and views of `database`, or of the connection's.
    pub(super) async fn listing(&self, database: Option<&str>) -> Result<Vec<Listed>, Error> {
        let statement = match database {
            Some(name) => format!("SHOW FULL TABLES FROM {}", execute::database(name)?),
            None => "SHOW FULL TABLES".to_owned(),
        };
        let answer = rows(&self.pool, statement, None).await.map_err(|error| match (&error, database) {
            (Error::Server(server), Some(database)) if is_unknown_database(server) => {
                Error::UnknownDatabase { database: database.to_owned() }
            }
            _ => error,
        })?;
        let mut listed = Vec::with_capacity(answer.len());
        for row in &answer {
            if let Some(name) = text(row, 0)? {
                listed.push(Listed { name, kind: text(row, 1)?.unwrap_or_default() });
            }
        }
        Ok(listed)
    }
}

/// Whether there is a table (or a view) `name`. In a database that does not exist there is none.
///
/// # Errors
/// When the server does not answer.
///
/// ```no_run
/// # async fn example() -> Result<(), starrocks_core::db::Error> {
/// use starrocks_core::db::{connect, exists};
/// use starrocks_core::schema::TableName;
///
/// let pool = connect("mysql://root@localhost:9030").await?;
/// if !exists(&pool, TableName::qualified("shop", "orders")).await? {
///     println!("no orders yet");
/// }
/// # Ok(())
/// # }
/// ```
pub async fn exists(pool: &MySqlPool, name: impl Into<TableName>) -> Result<bool, Error> {
    match Inspector::new(pool).show_create(&name.into()).await {
        Ok(_) => Ok(true),
        Err(Error::TableNotFound { .. } | Error::UnknownDatabase { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The table in an answer of SHOW CREATE TABLE, which answers for views too.
fn read(name: TableName, printed: String) -> Result<Table, Error> {
    let what = printed.strip_prefix("CREATE ").unwrap_or_default();
    for kind in ["MATERIALIZED VIEW", "VIEW"] {
        if what.starts_with(kind) {
            return Err(Error::NotATable { name, kind: kind.to_lowercase() });
        }
    }
    match parse_show_create_table(&printed) {
        Ok(create) => Ok(create.table),
        Err(source) => Err(Error::Unreadable { table: name, printed, source }),
    }
}

/// How SHOW FULL TABLES calls a table.
const BASE_TABLE: &str = "BASE TABLE";

/// An entry of SHOW FULL TABLES.
pub(super) struct Listed {
    pub(super) name: String,
    /// `BASE TABLE` or `VIEW`; materialized views are VIEWs too.
    kind: String,
}

/// Tells a missing table or database from other errors.
fn missing(error: Error, name: &TableName) -> Error {
    match (&error, &name.database) {
        (Error::Server(server), Some(database)) if is_unknown_database(server) => {
            Error::UnknownDatabase { database: database.to_string() }
        }
        (Error::Server(server), _) if is_unknown_table(server, name) => {
            Error::TableNotFound { table: name.clone() }
        }
        _ => error,
    }
}

/// 5501 of StarRocks; 1049 is MySQL's number for the same, used by releases before 3.
fn is_unknown_database(error: &ServerError) -> bool {
    matches!(error.code, 5501 | 1049)
}

/// A missing table has several numbers: 5502 in some statements, 1146 in older releases, and in SHOW CREATE TABLE 1064 like
/// most errors, so that only the sentence tells.
fn is_unknown_table(error: &ServerError, name: &TableName) -> bool {
    matches!(error.code, 5502 | 1146) || error.message == format!("Table {} is not found", name.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_table_is_told_from_other_errors() {
        let name = TableName::qualified("shop", "t");
        let error =
            |code, raw: &str| Error::Server(Box::new(ServerError::new("SHOW CREATE TABLE `t`", code, raw)));
        let raw = "Getting analyzing error. Detail message: Table t is not found.";
        assert!(matches!(missing(error(1064, raw), &name), Error::TableNotFound { .. }));
        let raw = "Getting analyzing error. Detail message: Unknown database 'shop'.";
        assert!(matches!(missing(error(5501, raw), &name), Error::UnknownDatabase { .. }));
        let raw = "Getting analyzing error. Detail message: can not find column by column id: v2.";
        assert!(matches!(missing(error(1064, raw), &name), Error::Server(_)));
    }

    #[test]
    fn a_view_is_told_from_a_table() {
        let kind = |printed: &str| match read("v".into(), printed.to_owned()) {
            Err(Error::NotATable { kind, .. }) => kind,
            other => panic!("{other:?}"),
        };
        assert_eq!(kind("CREATE VIEW `v` (`k1`) SECURITY NONE AS SELECT k1 FROM t;"), "view");
        let printed = "CREATE MATERIALIZED VIEW `v` (`k1`, `v1`)\nDISTRIBUTED BY RANDOM\nREFRESH DEFERRED MANUAL\nAS SELECT 1;";
        assert_eq!(kind(printed), "materialized view");
        let table = read(
            "t".into(),
            "CREATE TABLE `t` (\n  `k` int(11) NULL COMMENT \"\"\n) ENGINE=OLAP ;".to_owned(),
        );
        assert_eq!(table.unwrap().columns[0].name, "k");
        let broken = read("t".into(), "CREATE TABLE `t` (".to_owned()).unwrap_err();
        assert!(
            broken.to_string().starts_with("cannot read what the server printed for table `t`"),
            "{broken}"
        );
    }
}
