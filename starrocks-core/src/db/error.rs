//! Everything that can go wrong, each with what to do about it.

use super::server_error::{ServerError, shown_name};
use crate::rules::Finding;
use crate::schema::TableName;
use crate::sql::{ParseError, WriteError};
use std::fmt::Write;
use std::time::Duration;

/// What went wrong between this crate and a server.
///
/// The message says what to do. No message and no field holds a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The URL is not one of a StarRocks server.
    #[error("`{url}` is no URL of a StarRocks server: {problem}\nhelp: {help}")]
    Url {
        /// The URL, with `***` in place of a password.
        url: String,
        /// What is wrong with it.
        problem: String,
        /// What to write instead.
        help: String,
    },
    /// Nobody takes connections at this address, or it cannot be reached.
    #[error("cannot reach a StarRocks server at {address}: {source}\nhelp: {help}", help = unreachable_help(.source))]
    Unreachable {
        /// Host and port.
        address: String,
        /// What the operating system or the driver said.
        source: std::io::Error,
    },
    /// Somebody takes connections at this address but does not say anything.
    #[error(
        "nothing at {address} answered as a StarRocks server within {waited:?}\nhelp: StarRocks takes SQL on its query port, \
         9030 unless configured otherwise; 8030 is its HTTP port and 9020 its RPC port"
    )]
    Silent {
        /// Host and port.
        address: String,
        /// How long was waited.
        waited: Duration,
    },
    /// The server does not know the user, or the password is wrong.
    #[error("the server at {address} refused to log in user `{user}` {with}: {message}\nhelp: {help}",
        with = if *.with_password { "with the given password" } else { "without a password" },
        help = login_help(*.with_password))]
    LoginRefused {
        /// Host and port.
        address: String,
        /// The user.
        user: String,
        /// Whether the URL has a password.
        with_password: bool,
        /// What the server said.
        message: String,
    },
    /// The user logs in in a way that sqlx does not know, such as LDAP.
    #[error(
        "user `{user}` of the server at {address} logs in with something else than a MySQL password: {source}\nhelp: sqlx does \
         not speak StarRocks' LDAP, JWT or OAuth2 logins; use a user that was created with a password of StarRocks' own \
         (IDENTIFIED BY '…')"
    )]
    UnsupportedLogin {
        /// Host and port.
        address: String,
        /// The user.
        user: String,
        /// What the driver said.
        source: Box<sqlx::Error>,
    },
    /// The encrypted connection failed.
    #[error("no encrypted connection to {address}: {source}\nhelp: {help}", help = tls_help())]
    Tls {
        /// Host and port.
        address: String,
        /// What the driver said.
        source: Box<sqlx::Error>,
    },
    /// Something else than StarRocks answered.
    #[error(
        "the server at {address} is not StarRocks: {answer}\nhelp: StarRocks takes SQL on its query port, 9030 unless configured \
         otherwise"
    )]
    NotStarRocks {
        /// Host and port.
        address: String,
        /// How it shows.
        answer: String,
    },
    /// There is no such database.
    #[error(
        "the database `{database}` does not exist\nhelp: create it first, for instance with `create_database_if_not_exists` on a \
         connection whose URL names no database"
    )]
    UnknownDatabase {
        /// Its name.
        database: String,
    },
    /// There is no such table.
    #[error("the table `{}` does not exist{}", shown_name(.table), qualified_instead(.table))]
    TableNotFound {
        /// Its name.
        table: TableName,
    },
    /// There is something of that name, but it is not a table.
    #[error("`{}` is a {kind}, not a table", shown_name(.name))]
    NotATable {
        /// Its name.
        name: TableName,
        /// What it is, in StarRocks' words: `view`, `materialized view`.
        kind: String,
    },
    /// The server printed a table that this crate cannot read.
    #[error(
        "cannot read what the server printed for table `{}`: {source}\nhelp: please report this together with the output of SHOW \
         CREATE TABLE",
        shown_name(.table)
    )]
    Unreadable {
        /// The table.
        table: TableName,
        /// What SHOW CREATE TABLE printed.
        printed: String,
        /// Where the reading ended.
        source: ParseError,
    },
    /// StarRocks would refuse these tables. Nothing was sent.
    #[error("{}", refused(.0))]
    Refused(Vec<Refusal>),
    /// A name that no SQL can say. Nothing was sent.
    #[error(transparent)]
    Unwritable(#[from] WriteError),
    /// The server refused a statement.
    #[error(transparent)]
    Server(Box<ServerError>),
    /// The connection broke, or the pool had none.
    #[error("{source}{}", in_statement(.statement))]
    Driver {
        /// The statement that was under way.
        statement: Option<String>,
        /// What the driver said.
        source: sqlx::Error,
    },
}

impl Error {
    /// The table in question.
    pub fn table(&self) -> Option<&TableName> {
        match self {
            Error::TableNotFound { table } | Error::Unreadable { table, .. } => Some(table),
            Error::NotATable { name, .. } => Some(name),
            Error::Server(error) => error.table.as_ref(),
            Error::Refused(refusals) => refusals.first().map(|refusal| &refusal.table),
            _ => None,
        }
    }

    /// The statement that failed, as it was sent.
    pub fn statement(&self) -> Option<&str> {
        match self {
            Error::Server(error) => Some(&error.statement),
            Error::Driver { statement, .. } => statement.as_deref(),
            _ => None,
        }
    }

    /// The server's error number, when a server answered with one.
    pub fn code(&self) -> Option<u16> {
        match self {
            Error::Server(error) => Some(error.code),
            _ => None,
        }
    }
}

/// A table that was not sent to the server, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The table.
    pub table: TableName,
    /// Why it was not sent.
    pub reason: RefusalReason,
}

/// Why a table was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusalReason {
    /// The rules of StarRocks that it breaks; warnings are not among them.
    Findings(Vec<Finding>),
    /// No SQL text can say it.
    Unwritable(WriteError),
    /// It is a TEMPORARY table: it would vanish with the connection of the pool that happens to create it.
    Temporary,
    /// An earlier table of the schema has the same name.
    DeclaredTwice,
}

fn refused(refusals: &[Refusal]) -> String {
    let mut text = match refusals {
        [_] => String::from("StarRocks would refuse a table; nothing was sent"),
        _ => format!("StarRocks would refuse {} tables; nothing was sent", refusals.len()),
    };
    let mut line = |indent: &str, lines: &str| {
        for part in lines.lines() {
            // Writing to a String cannot fail.
            let _ = write!(text, "\n{indent}{part}");
        }
    };
    for Refusal { table, reason } in refusals {
        line("", &format!("`{}`:", shown_name(table)));
        match reason {
            RefusalReason::Findings(findings) => {
                for finding in findings {
                    line("  ", &format!("{}: {}", finding.rule.id, finding.message));
                    line("    help: ", &finding.help);
                }
            }
            RefusalReason::Unwritable(error) => line("  ", &error.to_string()),
            RefusalReason::Temporary => {
                line("  ", "a TEMPORARY table lives in one session, but a pool has many");
                line("    help: ", "create it on the connection that uses it");
            }
            RefusalReason::DeclaredTwice => {
                line("  ", "two tables of the schema have this name");
                line("    help: ", "name one of them differently, or name its database");
            }
        }
    }
    text
}

fn unreachable_help(source: &std::io::Error) -> &'static str {
    use std::io::ErrorKind;
    match source.kind() {
        ErrorKind::ConnectionRefused => {
            "is StarRocks running there? It takes SQL on its query port, 9030 unless configured otherwise"
        }
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => {
            "the server closed the connection during the login: it may be starting up, demand an encrypted connection \
             (ssl-mode=REQUIRED), or this is not its query port (9030 unless configured otherwise)"
        }
        _ => "check the name of the host, and that this machine may reach it",
    }
}

fn login_help(with_password: bool) -> &'static str {
    if with_password {
        "check the user name and the password in the URL; a character such as @ or / in it is written as %40 or %2F"
    } else {
        "if the user has a password, put it into the URL: mysql://user:password@host:9030/database"
    }
}

fn tls_help() -> &'static str {
    if cfg!(any(feature = "tls-rustls", feature = "tls-native-tls")) {
        "StarRocks offers TLS only when `ssl_keystore_location` is set in its configuration; for a certificate of its own, give \
         its authority with ssl-ca=/path/to/ca.pem"
    } else {
        "this program was built without TLS: enable the feature `tls-rustls` or `tls-native-tls` of `starrocks`"
    }
}

fn in_statement(statement: &Option<String>) -> String {
    statement.as_ref().map_or_else(String::new, |statement| format!("\n  in: {statement}"))
}

/// A name with a point in it is the likely mistake for a qualified one.
fn qualified_instead(table: &TableName) -> String {
    match (&table.database, table.name.split_once('.')) {
        (None, Some((database, name))) if !database.is_empty() && !name.is_empty() => format!(
            "\nhelp: for the table `{name}` of the database `{database}` write \
             TableName::qualified(\"{database}\", \"{name}\")"
        ),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Column, DataType, Key, KeyModel, Table};

    #[test]
    fn a_name_with_a_point_may_be_meant_as_a_qualified_one() {
        let text = |name: &'static str| Error::TableNotFound { table: name.into() }.to_string();
        assert_eq!(text("users"), "the table `users` does not exist");
        assert_eq!(
            text("shop.users"),
            "the table `shop.users` does not exist\nhelp: for the table `users` of the database `shop` write \
             TableName::qualified(\"shop\", \"users\")"
        );
    }

    #[test]
    fn a_refusal_names_the_table_the_rule_and_the_way_out() {
        let table = Table::new("page_views")
            .with_column(Column::new("visit_date", DataType::Date))
            .with_column(Column::new("page_id", DataType::Int))
            .with_key(Key::new(KeyModel::Primary, ["page_id"]));
        let error = Error::Refused(vec![
            Refusal { table: table.name.clone(), reason: RefusalReason::Findings(table.check()) },
            Refusal { table: TableName::qualified("shop", "t"), reason: RefusalReason::Temporary },
        ]);
        let text = error.to_string();
        assert!(
            text.starts_with("StarRocks would refuse 2 tables; nothing was sent\n`page_views`:\n  K-08: "),
            "{text}"
        );
        assert!(text.contains("\n    help: put the columns `page_id` first"), "{text}");
        assert!(text.contains("\n`shop.t`:\n  a TEMPORARY table lives in one session"), "{text}");
        assert_eq!(error.table(), Some(&table.name));
    }

    #[test]
    fn the_error_is_small_enough_to_be_returned() {
        assert!(size_of::<Error>() <= 128, "{}", size_of::<Error>());
    }
}
