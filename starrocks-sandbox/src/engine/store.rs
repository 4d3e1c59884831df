//! The rows of all tables, in an in-memory SQLite database.

use super::translate::{Source, SourceColumn, Translated};
use super::value::{self, NUMBERS};
use super::{aggregates, functions};
use crate::answer::{Cell, ResultSet, ResultType};
use crate::error::SqlError;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use starrocks_core::schema::{Column, KeyModel, Table};

/// The row store.
#[derive(Debug)]
pub(crate) struct Store {
    connection: Connection,
}

/// A table of the catalogue with its place in the store.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    /// The name of its table in SQLite.
    pub(crate) name: String,
    /// The names of its columns in SQLite, in the order of the table.
    pub(crate) columns: Vec<String>,
}

impl Stored {
    /// The place of a table that is yet to be created; `id` is never used twice.
    pub(crate) fn new(id: u64, table: &Table) -> Self {
        Stored {
            name: format!("t{id}"),
            columns: (0..table.columns.len()).map(|index| format!("c{index}")).collect(),
        }
    }

    /// The table as a query sees it.
    pub(crate) fn source(&self, table: &Table) -> Source {
        let columns = table.columns.iter().zip(&self.columns).map(|(column, stored)| SourceColumn {
            name: column.name.clone().into_owned(),
            stored: stored.clone(),
            result_type: ResultType::of(&column.data_type),
            data_type: Some(column.data_type.clone()),
        });
        Source { stored: self.name.clone(), columns: columns.collect() }
    }
}

impl Store {
    pub(crate) fn new() -> rusqlite::Result<Self> {
        let connection = Connection::open_in_memory()?;
        connection.set_prepared_statement_cache_capacity(64);
        functions::register(&connection)?;
        aggregates::register(&connection)?;
        Ok(Store { connection })
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Makes room for the rows of a table. `keys` are the positions of its key columns.
    pub(crate) fn create(&self, stored: &Stored, table: &Table, keys: &[usize]) -> Result<(), SqlError> {
        // `seq` keeps the order of arrival, which is the order in which rows are found.
        let columns: Vec<String> = stored
            .columns
            .iter()
            .zip(table.columns.iter())
            .map(|(name, column)| format!("{name}{}", collation(column)))
            .collect();
        self.batch(&format!(
            "CREATE TABLE {} (seq INTEGER PRIMARY KEY, {})",
            stored.name,
            columns.join(", ")
        ))?;
        let merges = table.key.as_ref().is_some_and(|key| key.model != KeyModel::Duplicate);
        if merges && !keys.is_empty() {
            let keys: Vec<&str> = keys.iter().map(|index| stored.columns[*index].as_str()).collect();
            self.batch(&format!("CREATE INDEX {0}_key ON {0} ({1})", stored.name, keys.join(", ")))?;
        }
        Ok(())
    }

    pub(crate) fn drop(&self, stored: &Stored) -> Result<(), SqlError> {
        self.batch(&format!("DROP TABLE IF EXISTS {}", stored.name))
    }

    pub(crate) fn truncate(&self, stored: &Stored) -> Result<(), SqlError> {
        self.batch(&format!("DELETE FROM {}", stored.name))
    }

    pub(crate) fn count(&self, stored: &Stored) -> Result<u64, SqlError> {
        let count: i64 = self
            .connection
            .query_row(&format!("SELECT count(*) FROM {}", stored.name), [], |row| row.get(0))
            .map_err(failed)?;
        Ok(count.unsigned_abs())
    }

    /// Replaces a table that the catalogue computes, like those of information_schema.
    pub(crate) fn computed(&self, source: &Source, rows: &[Vec<Value>]) -> Result<(), SqlError> {
        let columns: Vec<&str> = source.columns.iter().map(|column| column.stored.as_str()).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        self.batch(&format!(
            "DROP TABLE IF EXISTS \"{0}\"; CREATE TABLE \"{0}\" ({1})",
            source.stored,
            columns.join(", ")
        ))?;
        let mut insert = self
            .connection
            .prepare(&format!("INSERT INTO \"{}\" VALUES ({marks})", source.stored))
            .map_err(failed)?;
        for row in rows {
            insert.execute(params_from_iter(row)).map_err(failed)?;
        }
        Ok(())
    }

    /// The rows of a query in the forms of [`super::value`].
    pub(crate) fn values(&self, query: &Translated) -> Result<Vec<Vec<Value>>, SqlError> {
        let mut statement = self.connection.prepare_cached(&query.sql).map_err(failed)?;
        let count = statement.column_count();
        let mut rows = statement.query(params_from_iter(&query.parameters)).map_err(failed)?;
        let mut values = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let row: rusqlite::Result<Vec<Value>> = (0..count).map(|index| row.get(index)).collect();
            values.push(row.map_err(failed)?);
        }
        Ok(values)
    }

    /// The rows of a query as the wire shows them.
    pub(crate) fn query(&self, query: &Translated) -> Result<ResultSet, SqlError> {
        let rows = self.values(query)?.into_iter().map(|row| {
            let cells = row.into_iter().zip(&query.columns);
            cells.map(|(cell, column)| value::print(cell, column.result_type)).collect::<Vec<Cell>>()
        });
        Ok(ResultSet { rows: rows.collect(), columns: query.columns.clone() })
    }

    fn batch(&self, sql: &str) -> Result<(), SqlError> {
        self.connection.execute_batch(sql).map_err(failed)
    }
}

/// Numbers in text compare as numbers.
fn collation(column: &Column) -> String {
    match ResultType::of(&column.data_type) {
        ResultType::Decimal { .. } | ResultType::LargeInt => format!(" COLLATE {NUMBERS}"),
        _ => String::new(),
    }
}

/// SQLite refuses what the translation has let through, for instance an aggregate inside an aggregate.
pub(crate) fn failed(error: rusqlite::Error) -> SqlError {
    SqlError::bare(format!("The StarRocks sandbox cannot run this query: {error}"))
}
