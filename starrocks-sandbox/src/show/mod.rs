//! SHOW: lists of what the catalogue holds.

mod cluster;
pub(crate) mod partitions;

use crate::answer::{ResultColumn, ResultSet, ResultType};
use crate::catalog::{Catalog, CatalogTable, SYSTEM_DATABASES};
use crate::describe;
use crate::error::SqlError;
use crate::execute::{current, database_of};
use crate::information_schema;
use crate::like::like;
use crate::session::SessionState;
use crate::statement::{AlterKind, Show};
use crate::tokens::QualifiedName;
use cluster::{backends, frontends};
use partitions::partitions;
use starrocks_core::sql::show_create_table;

type Row = Vec<Option<String>>;

/// The settings of a frontend that a client may look up.
const CONFIG: &[[&str; 6]] = &[
    ["enable_auto_tablet_distribution", "[]", "true", "boolean", "true", ""],
    ["enable_fast_schema_evolution", "[]", "true", "boolean", "true", ""],
    ["enable_fast_schema_evolution_in_share_data_mode", "[]", "true", "boolean", "true", ""],
    ["history_job_keep_max_second", "[]", "604800", "int", "true", ""],
    ["run_mode", "[]", "shared_nothing", "String", "false", ""],
];

/// Carries out a SHOW.
pub(crate) fn show(show: &Show, catalog: &Catalog, state: &SessionState) -> Result<ResultSet, SqlError> {
    match show {
        Show::Databases { like: pattern } => {
            let names = catalog.databases().map(|(name, _)| name).filter(|name| wanted(name, pattern));
            Ok(ResultSet::text(&["Database"], names.map(|name| vec![some(name)]).collect()))
        }
        Show::Tables { database, like: pattern, full } => {
            let database = or_current(database, state)?;
            let names = table_names(catalog, &database)?;
            let title = format!("Tables_in_{database}");
            let kind =
                if SYSTEM_DATABASES.contains(&database.as_str()) { "SYSTEM VIEW" } else { "BASE TABLE" };
            let rows = names.into_iter().filter(|name| wanted(name, pattern)).map(|name| {
                let mut row = vec![Some(name)];
                if *full {
                    row.push(some(kind));
                }
                row
            });
            let titles: &[&str] = if *full { &[&title, "Table_type"] } else { &[&title] };
            Ok(ResultSet::text(titles, rows.collect()))
        }
        Show::CreateTable(name) => {
            let table = found(name, catalog, state)?;
            let text = show_create_table(&table.table);
            Ok(ResultSet::text(&["Table", "Create Table"], vec![vec![some(&name.name), Some(text)]]))
        }
        Show::CreateDatabase(name) => {
            catalog.database(name)?;
            let text = format!("CREATE DATABASE `{name}`");
            Ok(ResultSet::text(&["Database", "Create Database"], vec![vec![some(name), Some(text)]]))
        }
        Show::Columns { table: name, like: pattern, full } => {
            let database = database_of(name, state)?;
            let table = catalog
                .table(&database, &name.name)?
                .ok_or_else(|| SqlError::unknown_table(&format!("{database}.{}", name.name)))?;
            Ok(describe::columns(&table.table, pattern.as_deref(), *full))
        }
        Show::Index(name) => {
            let database = database_of(name, state)?;
            let table = found(name, catalog, state)?;
            Ok(indexes(&database, table))
        }
        Show::Partitions(name) => Ok(partitions(found(name, catalog, state)?)),
        Show::TableStatus { database, like: pattern } => {
            let database = or_current(database, state)?;
            table_status(catalog, &database, pattern)
        }
        Show::Alter { kind, database } => {
            let database = or_current(database, state)?;
            catalog.database(&database)?;
            Ok(ResultSet::text(alter_titles(*kind), Vec::new()))
        }
        Show::Variables { like: pattern } => {
            let rows = state.variables.all().filter(|(name, _)| wanted(name, pattern));
            let rows = rows.map(|(name, value)| vec![some(name), Some(value)]);
            Ok(ResultSet::text(&["Variable_name", "Value"], rows.collect()))
        }
        Show::Config { like: pattern } => {
            let rows = CONFIG.iter().filter(|row| wanted(row[0], pattern));
            let rows = rows.map(|row| row.iter().map(|cell| some(cell)).collect());
            Ok(ResultSet::text(
                &["Key", "AliasNames", "Value", "Type", "IsMutable", "Comment"],
                rows.collect(),
            ))
        }
        Show::Backends => Ok(backends(state)?),
        Show::Frontends => frontends(state),
        Show::Warnings => Ok(ResultSet::text(&["Level", "Code", "Message"], Vec::new())),
        Show::Charset => {
            let titles = ["Charset", "Description", "Default collation", "Maxlen"];
            Ok(ResultSet::text(&titles, vec![texts(&["utf8", "UTF-8 Unicode", "utf8_general_ci", "3"])]))
        }
        Show::Empty(titles) => Ok(ResultSet::text(titles, Vec::new())),
        Show::Collation => {
            let titles = ["Collation", "Charset", "Id", "Default", "Compiled", "Sortlen"];
            let rows = [
                ("utf8_general_ci", "utf8", "33"),
                ("binary", "binary", "63"),
                ("gbk_chinese_ci", "gbk", "28"),
            ];
            let rows =
                rows.map(|(collation, charset, id)| texts(&[collation, charset, id, "Yes", "Yes", "1"]));
            Ok(ResultSet::text(&titles, rows.to_vec()))
        }
        Show::Engines => {
            let titles = ["Engine", "Support", "Comment", "Transactions", "XA", "Savepoints"];
            let row = texts(&["OLAP", "YES", "Default storage engine of StarRocks", "NO", "NO", "NO"]);
            Ok(ResultSet::text(&titles, vec![row]))
        }
        Show::Catalogs => {
            let row = texts(&[
                "default_catalog",
                "Internal",
                "An internal catalog contains this cluster's self-managed tables.",
            ]);
            Ok(ResultSet::text(&["Catalog", "Type", "Comment"], vec![row]))
        }
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn texts(row: &[&str]) -> Row {
    row.iter().map(|text| some(text)).collect()
}

fn wanted(name: &str, pattern: &Option<String>) -> bool {
    pattern.as_deref().is_none_or(|pattern| like(name, pattern))
}

fn or_current(database: &Option<String>, state: &SessionState) -> Result<String, SqlError> {
    match database {
        Some(database) => Ok(database.clone()),
        None => current(state),
    }
}

fn table_names(catalog: &Catalog, database: &str) -> Result<Vec<String>, SqlError> {
    if database == "information_schema" {
        return Ok(information_schema::TABLES.iter().map(|name| (*name).to_owned()).collect());
    }
    Ok(catalog.database(database)?.tables.keys().cloned().collect())
}

fn found<'a>(
    name: &QualifiedName,
    catalog: &'a Catalog,
    state: &SessionState,
) -> Result<&'a CatalogTable, SqlError> {
    let database = database_of(name, state)?;
    catalog.table(&database, &name.name)?.ok_or_else(|| SqlError::table_not_found(&name.name))
}

fn indexes(database: &str, table: &CatalogTable) -> ResultSet {
    let titles = [
        "Table",
        "Non_unique",
        "Key_name",
        "Seq_in_index",
        "Column_name",
        "Collation",
        "Cardinality",
        "Sub_part",
        "Packed",
        "Null",
        "Index_type",
        "Comment",
    ];
    let rows = table.table.indexes.iter().map(|index| {
        let mut kind = index.index_type.keyword().to_owned();
        if !index.properties.is_empty() {
            let pairs: Vec<String> = index
                .properties
                .entries
                .iter()
                .map(|pair| format!("\"{}\" = \"{}\"", pair.key, pair.value))
                .collect();
            kind.push_str(&format!("({})", pairs.join(", ")));
        }
        vec![
            Some(format!("{database}.{}", table.table.name.name)),
            some(""),
            some(&index.name),
            some(""),
            Some(index.columns.join(",")),
            some(""),
            some(""),
            some(""),
            some(""),
            some(""),
            Some(kind),
            some(index.comment.as_deref().unwrap_or_default()),
        ]
    });
    ResultSet::text(&titles, rows.collect())
}

fn table_status(catalog: &Catalog, database: &str, pattern: &Option<String>) -> Result<ResultSet, SqlError> {
    use ResultType::{BigInt, DateTime};
    let text = ResultType::Varchar(64);
    let columns = [
        ("Name", text),
        ("Engine", text),
        ("Version", BigInt),
        ("Row_format", text),
        ("Rows", BigInt),
        ("Avg_row_length", BigInt),
        ("Data_length", BigInt),
        ("Max_data_length", BigInt),
        ("Index_length", BigInt),
        ("Data_free", BigInt),
        ("Auto_increment", BigInt),
        ("Create_time", DateTime),
        ("Update_time", DateTime),
        ("Check_time", DateTime),
        ("Collation", text),
        ("Checksum", BigInt),
        ("Create_options", text),
        ("Comment", text),
    ];
    let mut rows = Vec::new();
    for (name, table) in &catalog.database(database)?.tables {
        if !wanted(name, pattern) {
            continue;
        }
        let created = table.created.format("%Y-%m-%d %H:%M:%S").to_string();
        let count = catalog.store.count(&table.stored)?.to_string();
        let row: Row = vec![
            some(name),
            some("StarRocks"),
            None,
            some(""),
            Some(count),
            some("0"),
            some("0"),
            None,
            None,
            None,
            None,
            Some(created.clone()),
            Some(created),
            None,
            some("utf8_general_ci"),
            None,
            some(""),
            some(table.table.comment.as_deref().unwrap_or_default()),
        ];
        rows.push(row.into_iter().map(|cell| cell.map(String::into_bytes)).collect());
    }
    let columns = columns.iter().map(|(name, result_type)| ResultColumn::new(*name, *result_type)).collect();
    Ok(ResultSet { columns, rows })
}

fn alter_titles(kind: AlterKind) -> &'static [&'static str] {
    match kind {
        AlterKind::Column => &[
            "JobId",
            "TableName",
            "CreateTime",
            "FinishTime",
            "IndexName",
            "IndexId",
            "OriginIndexId",
            "SchemaVersion",
            "TransactionId",
            "State",
            "Msg",
            "Progress",
            "Timeout",
        ],
        AlterKind::Optimize => &[
            "JobId",
            "TableName",
            "CreateTime",
            "FinishTime",
            "Operation",
            "TransactionId",
            "State",
            "Msg",
            "Progress",
            "Timeout",
        ],
        AlterKind::Rollup => &[
            "JobId",
            "TableName",
            "CreateTime",
            "FinishedTime",
            "BaseIndexName",
            "RollupIndexName",
            "RollupId",
            "TransactionId",
            "State",
            "Msg",
            "Progress",
            "Timeout",
        ],
    }
}
