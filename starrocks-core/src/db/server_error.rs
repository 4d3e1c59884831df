//! What a server answers when it refuses a statement.

use crate::schema::TableName;
use crate::sql::snippet;
use std::fmt;
use std::ops::Range;

/// The answer of a server that refused a statement.
///
/// Most refusals of StarRocks have the same number, 1064, and an envelope around the sentence that matters:
///
/// ```
/// use starrocks_core::db::ServerError;
///
/// let raw = "Getting analyzing error. Detail message: Unknown database 'shop'.";
/// let error = ServerError::new("SHOW TABLES FROM `shop`", 5501, raw);
/// assert_eq!(error.message, "Unknown database 'shop'");
/// assert_eq!(error.raw_message, raw);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerError {
    /// The table that the statement was about.
    pub table: Option<TableName>,
    /// The statement as it was sent.
    pub statement: String,
    /// The error number: 1064 for most, 1050 when a table exists, 5501 when a database does not, …
    pub code: u16,
    /// The five characters of the SQLSTATE; `HY000` for most.
    pub sqlstate: Option<String>,
    /// What is wrong, without the envelope.
    pub message: String,
    /// The message as the server sent it.
    pub raw_message: String,
}

impl ServerError {
    /// The answer `raw_message` to `statement`.
    pub fn new(statement: impl Into<String>, code: u16, raw_message: impl Into<String>) -> Self {
        let raw_message = raw_message.into();
        ServerError {
            table: None,
            statement: statement.into(),
            code,
            sqlstate: None,
            message: without_envelope(&raw_message).to_owned(),
            raw_message,
        }
    }

    /// What to do about it, where that is known.
    pub fn help(&self) -> Option<&'static str> {
        let says = |part| self.message.contains(part);
        Some(match self.code {
            1046 => "name a database in the URL (mysql://user@host:9030/database) or with the table",
            1295 => "send it with `sqlx::raw_sql`: StarRocks prepares only SELECT",
            5203 | 1044 | 1142 => "ask an administrator to GRANT what is missing to this user or role",
            5305 => {
                "a transaction is open on this connection, as after `begin()`: send ROLLBACK, and do not use `begin()`"
            }
            5501 | 1049 => "create it first, for instance with `create_database_if_not_exists`",
            _ if says("number of available BE nodes") || says("replicas") => {
                "a cluster of one node holds one copy of the data: set the property `replication_num` to `1`"
            }
            _ if says("is in progress on the table") => {
                "another ALTER of this table is still at work: wait until it is done"
            }
            _ => return None,
        })
    }

    /// The part of the statement that the server pointed at, in bytes.
    fn place(&self) -> Option<Range<usize>> {
        let envelope = self.raw_message.strip_suffix(self.message.as_str()).unwrap_or(&self.raw_message);
        let envelope = &envelope[..envelope.find("Detail message:")?];
        let number = |after: &str| -> Option<usize> {
            let rest = &envelope[envelope.find(after)? + after.len()..];
            rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())].parse().ok()
        };
        let (line, column) = (number(" line ")?, number(" column ")?);
        let start: usize =
            self.statement.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
        let (at, first) = self.statement.get(start..)?.char_indices().nth(column)?;
        Some(start + at..start + at + first.len_utf8())
    }
}

/// The sentence inside `Getting analyzing error[ from line …]. Detail message: ….` and its kin.
fn without_envelope(raw: &str) -> &str {
    let raw = raw.trim();
    if let Some(rest) = raw.strip_prefix("Unexpected exception: ") {
        return rest;
    }
    let enveloped = raw.starts_with("Getting analyzing error") || raw.starts_with("Getting syntax error");
    match raw.split_once("Detail message: ") {
        // The full stop belongs to the envelope.
        Some((_, detail)) if enveloped => detail.strip_suffix('.').unwrap_or(detail),
        _ => raw,
    }
}

/// The longest part of a statement that a message shows, in characters.
const LONGEST_SHOWN: usize = 4000;

/// The sentence, the number, the statement (or the line that the server points at) and what to do.
impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.table {
            Some(table) => write!(f, "StarRocks refused a statement about table `{}`: ", shown_name(table))?,
            None => write!(f, "StarRocks refused a statement: ")?,
        }
        write!(f, "{} (error {})", self.message, self.code)?;
        let shown = match self.place() {
            Some(place) => snippet(&self.statement, place),
            None => match self.statement.char_indices().nth(LONGEST_SHOWN) {
                Some((end, _)) => format!("{}…", &self.statement[..end]),
                None => self.statement.clone(),
            },
        };
        for line in shown.lines() {
            write!(f, "\n  {line}")?;
        }
        match self.help() {
            Some(help) => write!(f, "\nhelp: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ServerError {}

/// `database.name` as it is read, not as it is written in SQL.
pub(super) fn shown_name(name: &TableName) -> String {
    match &name.database {
        Some(database) => format!("{database}.{}", name.name),
        None => name.name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_is_taken_off() {
        let cases = [
            (
                "Getting analyzing error. Detail message: Set statement only support constant expr..",
                "Set statement only support constant expr.",
            ),
            (
                "Getting syntax error at line 3, column 19. Detail message: Unexpected input 'PRIMARY'.",
                "Unexpected input 'PRIMARY'",
            ),
            (
                "Getting analyzing error from line 1, column 7 to line 1, column 21. Detail message: No matching function.",
                "No matching function",
            ),
            ("Unexpected exception: null", "null"),
            ("Table 't' already exists", "Table 't' already exists"),
            ("a user's Detail message: stays.", "a user's Detail message: stays."),
        ];
        for (raw, message) in cases {
            let error = ServerError::new("S", 1064, raw);
            assert_eq!(error.message, message);
            assert_eq!(error.raw_message, raw);
        }
    }

    #[test]
    fn the_message_says_what_where_and_what_to_do() {
        let mut error = ServerError::new(
            "CREATE TABLE `t` (`k` INT)",
            1064,
            "Getting analyzing error. Detail message: Table replication num should be less than of equal to the number of \
             available BE nodes. You can change this default by setting the replication_num table properties. Current alive \
             backend is [10001]..",
        );
        error.table = Some(TableName::qualified("shop", "t"));
        let text = error.to_string();
        assert!(
            text.starts_with("StarRocks refused a statement about table `shop.t`: Table replication num"),
            "{text}"
        );
        assert!(text.contains("(error 1064)\n  CREATE TABLE `t` (`k` INT)\n"), "{text}");
        assert!(text.ends_with("set the property `replication_num` to `1`"), "{text}");
    }

    #[test]
    fn a_place_is_shown_with_a_caret() {
        let raw = "Getting syntax error at line 2, column 6. Detail message: Unexpected input 'INTT'.";
        let error = ServerError::new("CREATE TABLE t (\n  `ä` INTT\n)", 1064, raw);
        assert_eq!(
            error.to_string(),
            "StarRocks refused a statement: Unexpected input 'INTT' (error 1064)\n    `ä` INTT\n        ^"
        );
        let beyond =
            ServerError::new("SELECT", 1064, "Getting syntax error at line 9, column 9. Detail message: x.");
        assert_eq!(beyond.to_string(), "StarRocks refused a statement: x (error 1064)\n  SELECT");
    }
}
