//! Databases and tables.

use crate::engine::store::{Store, Stored};
use crate::error::SqlError;
use crate::tokens::QualifiedName;
use chrono::NaiveDateTime;
use starrocks_core::rules::{Finding, ServerDefaults};
use starrocks_core::schema::{KeyModel, Table, TableName};
use starrocks_core::sql::CreateTable;
use std::collections::BTreeMap;

/// Databases that are always there and that nobody may change.
pub(crate) const SYSTEM_DATABASES: [&str; 3] = ["_statistics_", "information_schema", "sys"];

/// The first id that a table gets.
const FIRST_ID: u64 = 10_100;

/// Everything that the sandbox holds.
#[derive(Debug)]
pub(crate) struct Catalog {
    databases: BTreeMap<String, Database>,
    pub(crate) store: Store,
    next_id: u64,
}

/// A database.
#[derive(Debug, Default)]
pub(crate) struct Database {
    pub(crate) tables: BTreeMap<String, CatalogTable>,
}

/// A table with its rows' place.
#[derive(Debug)]
pub(crate) struct CatalogTable {
    /// In the server's normal form, as SHOW CREATE TABLE prints it.
    pub(crate) table: Table,
    pub(crate) id: u64,
    pub(crate) stored: Stored,
    pub(crate) created: NaiveDateTime,
    pub(crate) next_auto_increment: i64,
}

impl CatalogTable {
    /// The positions of the key columns.
    pub(crate) fn keys(&self) -> Vec<usize> {
        keys(&self.table)
    }

    pub(crate) fn model(&self) -> KeyModel {
        self.table.key.as_ref().map_or(KeyModel::Duplicate, |key| key.model)
    }
}

fn keys(table: &Table) -> Vec<usize> {
    table.key.iter().flat_map(|key| key.columns.iter()).filter_map(|name| table.column_index(name)).collect()
}

impl Catalog {
    pub(crate) fn new() -> rusqlite::Result<Self> {
        let databases =
            SYSTEM_DATABASES.iter().map(|name| ((*name).to_owned(), Database::default())).collect();
        Ok(Catalog { databases, store: Store::new()?, next_id: FIRST_ID })
    }

    pub(crate) fn has_database(&self, name: &str) -> bool {
        self.databases.contains_key(name)
    }

    pub(crate) fn databases(&self) -> impl Iterator<Item = (&str, &Database)> {
        self.databases.iter().map(|(name, database)| (name.as_str(), database))
    }

    pub(crate) fn database(&self, name: &str) -> Result<&Database, SqlError> {
        self.databases.get(name).ok_or_else(|| SqlError::unknown_database(name))
    }

    pub(crate) fn create_database(&mut self, name: &str, if_not_exists: bool) -> Result<(), SqlError> {
        if !is_database_name(name) {
            return Err(SqlError::analyzing_as(1102, format!("Incorrect database name '{name}'")));
        }
        if self.has_database(name) {
            if if_not_exists {
                return Ok(());
            }
            return Err(SqlError::new(1007, format!("Can't create database '{name}'; database exists")));
        }
        self.databases.insert(name.to_owned(), Database::default());
        Ok(())
    }

    pub(crate) fn drop_database(&mut self, name: &str, if_exists: bool) -> Result<(), SqlError> {
        if SYSTEM_DATABASES.contains(&name) {
            return Err(SqlError::analyzing_as(
                5203,
                format!("Access denied; system database '{name}' can't be dropped"),
            ));
        }
        match self.databases.remove(name) {
            Some(database) => database.tables.values().try_for_each(|table| self.store.drop(&table.stored)),
            None if if_exists => Ok(()),
            None => Err(SqlError::new(1008, format!("Can't drop database '{name}'; database doesn't exist"))),
        }
    }

    /// The table, or `None` when its database has none of that name.
    pub(crate) fn table(&self, database: &str, name: &str) -> Result<Option<&CatalogTable>, SqlError> {
        Ok(self.database(database)?.tables.get(name))
    }

    pub(crate) fn table_mut(&mut self, database: &str, name: &str) -> Option<&mut CatalogTable> {
        self.databases.get_mut(database)?.tables.get_mut(name)
    }

    /// CREATE TABLE, in the order in which a frontend looks: database, existence, rules.
    pub(crate) fn create_table(&mut self, create: &CreateTable, database: &str) -> Result<(), SqlError> {
        let table = &create.table;
        if !self.has_database(database) {
            return Err(SqlError::unknown_database(database));
        }
        if SYSTEM_DATABASES.contains(&database) {
            return Err(SqlError::analyzing_as(
                1005,
                format!("cannot create table in system database '{database}'"),
            ));
        }
        if self.database(database)?.tables.contains_key(table.name.name.as_ref()) {
            return if create.if_not_exists { Ok(()) } else { Err(exists(&table.name.name)) };
        }
        if table.temporary {
            return Err(SqlError::unknown_to_sandbox("temporary tables"));
        }
        if let Some(finding) = table.check().into_iter().find(Finding::is_error) {
            return Err(SqlError::new(finding.code, finding.server_answer()));
        }
        if let Some(engine) = table.engine.as_deref().filter(|engine| !engine.eq_ignore_ascii_case("olap")) {
            return Err(SqlError::unknown_to_sandbox(format!("tables of the engine {engine}")));
        }
        let server = ServerDefaults { database: database.to_owned().into(), ..ServerDefaults::default() };
        self.add(table.normalized(&server), database)
    }

    /// CREATE TABLE … LIKE: the same table under another name, without its rows.
    pub(crate) fn create_table_like(
        &mut self,
        name: &str,
        database: &str,
        like: &QualifiedName,
        like_database: &str,
        if_not_exists: bool,
    ) -> Result<(), SqlError> {
        if !self.has_database(database) {
            return Err(SqlError::unknown_database(database));
        }
        if self.database(database)?.tables.contains_key(name) {
            return if if_not_exists { Ok(()) } else { Err(exists(name)) };
        }
        let like =
            self.table(like_database, &like.name)?.ok_or_else(|| SqlError::table_not_found(&like.name))?;
        let mut table = like.table.clone();
        table.name = TableName::new(name.to_owned());
        self.add(table, database)
    }

    fn add(&mut self, table: Table, database: &str) -> Result<(), SqlError> {
        let id = self.next_id;
        let stored = Stored::new(id, &table);
        self.store.create(&stored, &table, &keys(&table))?;
        self.next_id += 1;
        let name = table.name.name.clone().into_owned();
        let created = chrono::Utc::now().naive_utc();
        let entry = CatalogTable { table, id, stored, created, next_auto_increment: 1 };
        match self.databases.get_mut(database) {
            Some(database) => database.tables.insert(name, entry),
            None => return Err(SqlError::unknown_database(database)),
        };
        Ok(())
    }

    pub(crate) fn drop_table(&mut self, database: &str, name: &str, if_exists: bool) -> Result<(), SqlError> {
        let tables = match self.databases.get_mut(database) {
            Some(found) => &mut found.tables,
            None => return Err(SqlError::unknown_database(database)),
        };
        match tables.remove(name) {
            Some(table) => self.store.drop(&table.stored),
            None if if_exists => Ok(()),
            None => Err(SqlError::unknown_table(name)),
        }
    }
}

fn exists(name: &str) -> SqlError {
    SqlError::analyzing_as(1050, format!("Table '{name}' already exists"))
}

/// A letter, or an underscore and a letter or digit, then more of those or of some punctuation; at most 256 characters (N-16).
fn is_database_name(name: &str) -> bool {
    let start = match name.strip_prefix('_') {
        Some(rest) => rest.starts_with(|c: char| c.is_ascii_alphanumeric()),
        None => name.starts_with(|c: char| c.is_ascii_alphabetic()),
    };
    start
        && name.len() <= 256
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-~!@#$%^&<>=+".contains(c))
}
