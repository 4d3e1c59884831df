//! How SHOW is written.

use super::{AlterKind, Show};
use crate::error::SqlError;
use crate::tokens::{QualifiedName, Reader};
use starrocks_core::sql::lexer::TokenKind;

pub(super) fn like(reader: &mut Reader<'_>) -> Result<Option<String>, SqlError> {
    if reader.takes(&["LIKE"]) { reader.string().map(Some) } else { Ok(None) }
}

/// `LIKE 'x'` or `WHERE column = 'x'` for the one column that the list is about.
fn filter(reader: &mut Reader<'_>, column: &str) -> Result<Option<String>, SqlError> {
    if !reader.takes(&["WHERE"]) {
        return like(reader);
    }
    let name = reader.identifier()?;
    if !name.eq_ignore_ascii_case(column) {
        return Err(SqlError::analyzing(format!("Column '{name}' cannot be resolved")));
    }
    if reader.takes(&["LIKE"]) {
        return reader.string().map(Some);
    }
    reader.expect_symbol('=')?;
    // Equality is a pattern without wildcards.
    Ok(Some(reader.string()?.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")))
}

fn from_database(reader: &mut Reader<'_>) -> Result<Option<String>, SqlError> {
    if reader.takes(&["FROM"]) || reader.takes(&["IN"]) {
        Ok(Some(reader.qualified_name()?.name))
    } else {
        Ok(None)
    }
}

fn from_table(reader: &mut Reader<'_>) -> Result<QualifiedName, SqlError> {
    if !reader.takes(&["FROM"]) && !reader.takes(&["IN"]) {
        return Err(reader.unexpected("FROM', 'IN"));
    }
    let mut table = reader.qualified_name()?;
    if let Some(database) = from_database(reader)? {
        table.database = Some(database);
    }
    Ok(table)
}

pub(super) fn show(reader: &mut Reader<'_>) -> Result<Show, SqlError> {
    let full = reader.takes(&["FULL"]);
    if reader.takes(&["TABLES"]) {
        let database = from_database(reader)?;
        // Only the name of the database is known later; the column is called after it.
        let like = if reader.sees(&["WHERE"]) {
            return Err(SqlError::unknown_to_sandbox("SHOW TABLES … WHERE"));
        } else {
            like(reader)?
        };
        return Ok(Show::Tables { database, like, full });
    }
    if reader.takes(&["COLUMNS"]) || reader.takes(&["FIELDS"]) {
        let table = from_table(reader)?;
        return Ok(Show::Columns { table, like: filter(reader, "Field")?, full });
    }
    if full && !reader.sees(&["PROCESSLIST"]) {
        return Err(reader.unexpected("TABLES', 'COLUMNS"));
    }
    Ok(match () {
        () if reader.takes(&["DATABASES"]) || reader.takes(&["SCHEMAS"]) => {
            if let Some(catalog) = from_database(reader)?
                && !catalog.eq_ignore_ascii_case("default_catalog")
            {
                return Err(SqlError::analyzing_as(5078, format!("Unknown catalog '{catalog}'")));
            }
            Show::Databases { like: filter(reader, "Database")? }
        }
        () if reader.takes(&["CREATE", "TABLE"]) => Show::CreateTable(reader.qualified_name()?),
        () if reader.takes(&["CREATE", "DATABASE"]) || reader.takes(&["CREATE", "SCHEMA"]) => {
            Show::CreateDatabase(reader.qualified_name()?.name)
        }
        () if reader.takes(&["INDEX"])
            || reader.takes(&["INDEXES"])
            || reader.takes(&["KEY"])
            || reader.takes(&["KEYS"]) =>
        {
            Show::Index(from_table(reader)?)
        }
        () if reader.takes(&["PARTITIONS"]) => Show::Partitions(from_table(reader)?),
        () if reader.takes(&["TABLE", "STATUS"]) => {
            let database = from_database(reader)?;
            Show::TableStatus { database, like: filter(reader, "Name")? }
        }
        () if reader.takes(&["ALTER", "TABLE"]) => {
            let kind = if reader.takes(&["COLUMN"]) {
                AlterKind::Column
            } else if reader.takes(&["OPTIMIZE"]) {
                AlterKind::Optimize
            } else if reader.takes(&["ROLLUP"]) {
                AlterKind::Rollup
            } else {
                return Err(reader.unexpected("COLUMN', 'OPTIMIZE', 'ROLLUP"));
            };
            let database = from_database(reader)?;
            // No job is ever there, so what is asked about them does not matter, only that it is well formed.
            alter_filter(reader)?;
            Show::Alter { kind, database }
        }
        () if reader.takes(&["ALTER", "MATERIALIZED", "VIEW"]) => {
            let database = from_database(reader)?;
            alter_filter(reader)?;
            Show::Alter { kind: AlterKind::Rollup, database }
        }
        () if reader.takes(&["VARIABLES"])
            || reader.takes(&["SESSION", "VARIABLES"])
            || reader.takes(&["LOCAL", "VARIABLES"])
            || reader.takes(&["GLOBAL", "VARIABLES"]) =>
        {
            Show::Variables { like: filter(reader, "Variable_name")? }
        }
        () if reader.takes(&["BACKENDS"]) => Show::Backends,
        () if reader.takes(&["FRONTENDS"]) => Show::Frontends,
        () if reader.takes(&["WARNINGS"]) || reader.takes(&["ERRORS"]) => Show::Warnings,
        () if reader.takes(&["CHARSET"]) || reader.takes(&["CHARACTER", "SET"]) => Show::Charset,
        () if reader.takes(&["ENGINES"]) => Show::Engines,
        () if reader.takes(&["CATALOGS"]) => Show::Catalogs,
        () if reader.takes(&["COLLATION"]) => {
            // A frontend reads the pattern and lists all the same.
            like(reader)?;
            Show::Collation
        }
        () if reader.takes(&["BROKER"]) => {
            Show::Empty(&["Name", "IP", "Port", "Alive", "LastStartTime", "LastUpdateTime", "ErrMsg"])
        }
        () if reader.takes(&["PRIVILEGES"]) => Show::Empty(&["Privilege", "Context", "Comment"]),
        () if reader.takes(&["FUNCTIONS"]) => {
            from_database(reader)?;
            like(reader)?;
            Show::Empty(&["Function Name"])
        }
        () if reader.takes(&["STORAGE", "VOLUMES"]) => {
            like(reader)?;
            Show::Empty(&["Storage Volume"])
        }
        () if reader.takes(&["PROCEDURE", "STATUS"]) => {
            like(reader)?;
            Show::Empty(&[
                "Db",
                "Name",
                "Type",
                "Definer",
                "Modified",
                "Created",
                "Security_type",
                "Comment",
                "character_set_client",
                "collation_connection",
                "Database Collation",
            ])
        }
        () => {
            let what: Vec<&str> = reader.rest_text().split_whitespace().take(3).collect();
            return Err(SqlError::unknown_to_sandbox(format!("SHOW {}", what.join(" "))));
        }
    })
}

fn alter_filter(reader: &mut Reader<'_>) -> Result<(), SqlError> {
    const COLUMNS: [&str; 4] = ["TableName", "CreateTime", "FinishTime", "State"];
    if reader.takes(&["WHERE"]) {
        loop {
            let name = reader.identifier()?;
            if !COLUMNS.iter().any(|column| column.eq_ignore_ascii_case(&name)) {
                return Err(SqlError::analyzing_as(
                    5064,
                    "The columns of TableName/CreateTime/FinishTime/State are supported.",
                ));
            }
            while matches!(reader.peek().kind, TokenKind::Symbol('=' | '<' | '>' | '!')) {
                reader.next();
            }
            reader.string()?;
            if !reader.takes(&["AND"]) {
                break;
            }
        }
    }
    if reader.takes(&["ORDER", "BY"]) {
        loop {
            reader.identifier()?;
            if !reader.takes(&["ASC"]) {
                reader.takes(&["DESC"]);
            }
            if !reader.takes_symbol(',') {
                break;
            }
        }
    }
    if reader.takes(&["LIMIT"]) {
        reader.next();
    }
    Ok(())
}
