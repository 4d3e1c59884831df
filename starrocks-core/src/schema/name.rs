//! The name of a table, with or without its database.

use super::Text;

/// A table's name, `[database.]name`, as written.
///
/// A StarRocks name keeps its case and may hold any character but NUL and the backtick (`` ` ``), see
/// [CREATE TABLE](https://docs.starrocks.io/docs/sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TableName {
    /// The database; the connection's current one when absent.
    pub database: Option<Text>,
    /// The name inside the database.
    pub name: Text,
}

impl TableName {
    /// A name in the connection's current database.
    pub fn new(name: impl Into<Text>) -> Self {
        TableName { database: None, name: name.into() }
    }

    /// A name in `database`.
    pub fn qualified(database: impl Into<Text>, name: impl Into<Text>) -> Self {
        TableName { database: Some(database.into()), name: name.into() }
    }
}

/// `database.name` as people read it, unquoted; [`crate::sql::write_table_name`] writes it as SQL.
impl std::fmt::Display for TableName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.database {
            Some(database) => write!(f, "{database}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl From<&'static str> for TableName {
    fn from(name: &'static str) -> Self {
        TableName::new(name)
    }
}

impl From<String> for TableName {
    fn from(name: String) -> Self {
        TableName::new(name)
    }
}
