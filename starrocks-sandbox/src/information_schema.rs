//! information_schema: tables that are computed from the catalogue when a query names them.

use crate::answer::ResultType;
use crate::catalog::{Catalog, CatalogTable};
use crate::describe;
use crate::engine::translate::{Source, SourceColumn};
use crate::error::SqlError;
use crate::session::SessionState;
use crate::show;
use rusqlite::types::Value;
use starrocks_core::schema::{ColumnValue, DataType, DecimalKind, Distribution, KeyModel, Partitioning};

/// The tables that the sandbox computes, sorted.
pub(crate) const TABLES: &[&str] = &[
    "columns",
    "key_column_usage",
    "materialized_views",
    "partitions_meta",
    "schemata",
    "statistics",
    "table_constraints",
    "tables",
    "tables_config",
    "views",
];

const TEXT: ResultType = ResultType::Varchar(64);
const NUMBER: ResultType = ResultType::BigInt;
const TIME: ResultType = ResultType::DateTime;

type Definition = &'static [(&'static str, ResultType)];

const TABLES_COLUMNS: Definition = &[
    ("TABLE_CATALOG", TEXT),
    ("TABLE_SCHEMA", TEXT),
    ("TABLE_NAME", TEXT),
    ("TABLE_TYPE", TEXT),
    ("ENGINE", TEXT),
    ("VERSION", NUMBER),
    ("ROW_FORMAT", TEXT),
    ("TABLE_ROWS", NUMBER),
    ("AVG_ROW_LENGTH", NUMBER),
    ("DATA_LENGTH", NUMBER),
    ("MAX_DATA_LENGTH", NUMBER),
    ("INDEX_LENGTH", NUMBER),
    ("DATA_FREE", NUMBER),
    ("AUTO_INCREMENT", NUMBER),
    ("CREATE_TIME", TIME),
    ("UPDATE_TIME", TIME),
    ("CHECK_TIME", TIME),
    ("TABLE_COLLATION", TEXT),
    ("CHECKSUM", NUMBER),
    ("CREATE_OPTIONS", TEXT),
    ("TABLE_COMMENT", TEXT),
];

const COLUMNS_COLUMNS: Definition = &[
    ("TABLE_CATALOG", TEXT),
    ("TABLE_SCHEMA", TEXT),
    ("TABLE_NAME", TEXT),
    ("COLUMN_NAME", TEXT),
    ("ORDINAL_POSITION", NUMBER),
    ("COLUMN_DEFAULT", TEXT),
    ("IS_NULLABLE", TEXT),
    ("DATA_TYPE", TEXT),
    ("CHARACTER_MAXIMUM_LENGTH", NUMBER),
    ("CHARACTER_OCTET_LENGTH", NUMBER),
    ("NUMERIC_PRECISION", NUMBER),
    ("NUMERIC_SCALE", NUMBER),
    ("DATETIME_PRECISION", NUMBER),
    ("CHARACTER_SET_NAME", TEXT),
    ("COLLATION_NAME", TEXT),
    ("COLUMN_TYPE", TEXT),
    ("COLUMN_KEY", TEXT),
    ("EXTRA", TEXT),
    ("PRIVILEGES", TEXT),
    ("COLUMN_COMMENT", TEXT),
    ("COLUMN_SIZE", NUMBER),
    ("DECIMAL_DIGITS", NUMBER),
    ("GENERATION_EXPRESSION", TEXT),
    ("SRS_ID", NUMBER),
];

const SCHEMATA_COLUMNS: Definition = &[
    ("CATALOG_NAME", TEXT),
    ("SCHEMA_NAME", TEXT),
    ("DEFAULT_CHARACTER_SET_NAME", TEXT),
    ("DEFAULT_COLLATION_NAME", TEXT),
    ("SQL_PATH", TEXT),
];

const VIEWS_COLUMNS: Definition = &[
    ("TABLE_CATALOG", TEXT),
    ("TABLE_SCHEMA", TEXT),
    ("TABLE_NAME", TEXT),
    ("VIEW_DEFINITION", TEXT),
    ("CHECK_OPTION", TEXT),
    ("IS_UPDATABLE", TEXT),
    ("DEFINER", TEXT),
    ("SECURITY_TYPE", TEXT),
    ("CHARACTER_SET_CLIENT", TEXT),
    ("COLLATION_CONNECTION", TEXT),
];

const TABLES_CONFIG_COLUMNS: Definition = &[
    ("TABLE_SCHEMA", TEXT),
    ("TABLE_NAME", TEXT),
    ("TABLE_ENGINE", TEXT),
    ("TABLE_MODEL", TEXT),
    ("PRIMARY_KEY", TEXT),
    ("PARTITION_KEY", TEXT),
    ("DISTRIBUTE_KEY", TEXT),
    ("DISTRIBUTE_TYPE", TEXT),
    ("DISTRIBUTE_BUCKET", ResultType::Int),
    ("SORT_KEY", TEXT),
    ("PROPERTIES", TEXT),
    ("TABLE_ID", NUMBER),
];

const MATERIALIZED_VIEWS_COLUMNS: Definition = &[
    ("MATERIALIZED_VIEW_ID", NUMBER),
    ("TABLE_SCHEMA", TEXT),
    ("TABLE_NAME", TEXT),
    ("REFRESH_TYPE", TEXT),
    ("IS_ACTIVE", TEXT),
    ("INACTIVE_REASON", TEXT),
    ("PARTITION_TYPE", TEXT),
    ("TASK_ID", NUMBER),
    ("TASK_NAME", TEXT),
    ("LAST_REFRESH_START_TIME", TIME),
    ("LAST_REFRESH_FINISHED_TIME", TIME),
    ("LAST_REFRESH_DURATION", ResultType::Double),
    ("LAST_REFRESH_STATE", TEXT),
    ("LAST_REFRESH_FORCE_REFRESH", TEXT),
    ("LAST_REFRESH_START_PARTITION", TEXT),
    ("LAST_REFRESH_END_PARTITION", TEXT),
    ("LAST_REFRESH_BASE_REFRESH_PARTITIONS", TEXT),
    ("LAST_REFRESH_MV_REFRESH_PARTITIONS", TEXT),
    ("LAST_REFRESH_ERROR_CODE", TEXT),
    ("LAST_REFRESH_ERROR_MESSAGE", TEXT),
    ("TABLE_ROWS", NUMBER),
    ("MATERIALIZED_VIEW_DEFINITION", TEXT),
    ("EXTRA_MESSAGE", TEXT),
    ("QUERY_REWRITE_STATUS", TEXT),
    ("CREATOR", TEXT),
    ("LAST_REFRESH_PROCESS_TIME", TIME),
    ("LAST_REFRESH_JOB_ID", TEXT),
];

const PARTITIONS_META_COLUMNS: Definition = &[
    ("DB_NAME", TEXT),
    ("TABLE_NAME", TEXT),
    ("PARTITION_NAME", TEXT),
    ("PARTITION_ID", NUMBER),
    ("COMPACT_VERSION", NUMBER),
    ("VISIBLE_VERSION", NUMBER),
    ("VISIBLE_VERSION_TIME", TIME),
    ("NEXT_VERSION", NUMBER),
    ("DATA_VERSION", NUMBER),
    ("VERSION_EPOCH", NUMBER),
    ("VERSION_TXN_TYPE", TEXT),
    ("PARTITION_KEY", TEXT),
    ("PARTITION_VALUE", TEXT),
    ("DISTRIBUTION_KEY", TEXT),
    ("BUCKETS", ResultType::Int),
    ("REPLICATION_NUM", ResultType::Int),
    ("STORAGE_MEDIUM", TEXT),
    ("COOLDOWN_TIME", TIME),
    ("LAST_CONSISTENCY_CHECK_TIME", TIME),
    ("IS_IN_MEMORY", ResultType::Boolean),
    ("IS_TEMP", ResultType::Boolean),
    ("DATA_SIZE", TEXT),
    ("ROW_COUNT", NUMBER),
    ("ENABLE_DATACACHE", ResultType::Boolean),
    ("AVG_CS", ResultType::Double),
    ("P50_CS", ResultType::Double),
    ("MAX_CS", ResultType::Double),
    ("STORAGE_PATH", TEXT),
    ("STORAGE_SIZE", TEXT),
    ("TABLET_BALANCED", ResultType::Boolean),
    ("METADATA_SWITCH_VERSION", NUMBER),
];

// The last three are empty on every server.
const KEY_COLUMN_USAGE_COLUMNS: Definition = &[
    ("CONSTRAINT_CATALOG", TEXT),
    ("CONSTRAINT_SCHEMA", TEXT),
    ("CONSTRAINT_NAME", TEXT),
    ("TABLE_CATALOG", TEXT),
    ("TABLE_SCHEMA", TEXT),
    ("TABLE_NAME", TEXT),
    ("COLUMN_NAME", TEXT),
    ("ORDINAL_POSITION", NUMBER),
    ("POSITION_IN_UNIQUE_CONSTRAINT", NUMBER),
    ("REFERENCED_TABLE_SCHEMA", TEXT),
    ("REFERENCED_TABLE_NAME", TEXT),
    ("REFERENCED_COLUMN_NAME", TEXT),
];

const STATISTICS_COLUMNS: Definition = &[
    ("TABLE_CATALOG", TEXT),
    ("TABLE_SCHEMA", TEXT),
    ("TABLE_NAME", TEXT),
    ("NON_UNIQUE", NUMBER),
    ("INDEX_SCHEMA", TEXT),
    ("INDEX_NAME", TEXT),
    ("SEQ_IN_INDEX", NUMBER),
    ("COLUMN_NAME", TEXT),
    ("COLLATION", TEXT),
    ("CARDINALITY", NUMBER),
    ("SUB_PART", NUMBER),
    ("PACKED", TEXT),
    ("NULLABLE", TEXT),
    ("INDEX_TYPE", TEXT),
    ("COMMENT", TEXT),
    ("INDEX_COMMENT", TEXT),
    ("EXPRESSION", TEXT),
];

const TABLE_CONSTRAINTS_COLUMNS: Definition = &[
    ("CONSTRAINT_CATALOG", TEXT),
    ("CONSTRAINT_SCHEMA", TEXT),
    ("CONSTRAINT_NAME", TEXT),
    ("TABLE_SCHEMA", TEXT),
    ("TABLE_NAME", TEXT),
    ("CONSTRAINT_TYPE", TEXT),
    ("ENFORCED", TEXT),
];

fn definition(name: &str) -> Option<Definition> {
    Some(match name.to_ascii_lowercase().as_str() {
        "tables" => TABLES_COLUMNS,
        "columns" => COLUMNS_COLUMNS,
        "schemata" => SCHEMATA_COLUMNS,
        "views" => VIEWS_COLUMNS,
        "tables_config" => TABLES_CONFIG_COLUMNS,
        "materialized_views" => MATERIALIZED_VIEWS_COLUMNS,
        "partitions_meta" => PARTITIONS_META_COLUMNS,
        "key_column_usage" => KEY_COLUMN_USAGE_COLUMNS,
        "statistics" => STATISTICS_COLUMNS,
        "table_constraints" => TABLE_CONSTRAINTS_COLUMNS,
        _ => return None,
    })
}

/// A table as a query sees it.
pub(crate) fn source(name: &str) -> Option<Source> {
    let columns = definition(name)?.iter().enumerate().map(|(index, (title, result_type))| SourceColumn {
        name: (*title).to_owned(),
        stored: format!("c{index}"),
        result_type: *result_type,
        data_type: None,
    });
    Some(Source {
        stored: format!("information_schema.{}", name.to_ascii_lowercase()),
        columns: columns.collect(),
    })
}

/// Computes a table, so that a query may read it.
pub(crate) fn fill(name: &str, catalog: &Catalog, state: &SessionState) -> Result<(), SqlError> {
    let Some(source) = source(name) else { return Ok(()) };
    let mut rows = Vec::new();
    for (database, content) in catalog.databases() {
        match name.to_ascii_lowercase().as_str() {
            "schemata" => rows.push(vec![
                text("def"),
                text(database),
                text("utf8"),
                text("utf8_general_ci"),
                Value::Null,
            ]),
            "tables" => {
                for table in content.tables.values() {
                    rows.push(table_row(database, table, catalog, state)?);
                }
            }
            "columns" => content.tables.values().for_each(|table| column_rows(database, table, &mut rows)),
            "partitions_meta" => {
                for table in content.tables.values() {
                    partition_rows(database, table, state, &mut rows)?;
                }
            }
            "tables_config" => rows.extend(content.tables.values().map(|table| config_row(database, table))),
            // There are no views and no constraints.
            _ => {}
        }
    }
    catalog.store.computed(&source, &rows)
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn table_row(
    database: &str,
    table: &CatalogTable,
    catalog: &Catalog,
    state: &SessionState,
) -> Result<Vec<Value>, SqlError> {
    let zone = state.variables.time_zone()?;
    let created = text(zone.at(table.created).format("%Y-%m-%d %H:%M:%S").to_string());
    let rows = i64::try_from(catalog.store.count(&table.stored)?).unwrap_or(i64::MAX);
    Ok(vec![
        text("def"),
        text(database),
        text(table.table.name.name.clone()),
        text("BASE TABLE"),
        text("StarRocks"),
        Value::Null,
        Value::Null,
        Value::Integer(rows),
        Value::Integer(0),
        Value::Integer(0),
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        created.clone(),
        created,
        text(zone.at(chrono::DateTime::UNIX_EPOCH.naive_utc()).format("%Y-%m-%d %H:%M:%S").to_string()),
        text("utf8_general_ci"),
        Value::Null,
        Value::Null,
        text(table.table.comment.as_deref().unwrap_or_default()),
    ])
}

fn column_rows(database: &str, table: &CatalogTable, rows: &mut Vec<Vec<Value>>) {
    for (index, column) in table.table.columns.iter().enumerate() {
        let numbers = Numbers::of(&column.data_type);
        let optional = |number: Option<i64>| number.map_or(Value::Null, Value::Integer);
        let key = if describe::is_key(&table.table, column) {
            match table.model() {
                KeyModel::Primary => "PRI",
                KeyModel::Unique => "UNI",
                KeyModel::Aggregate => "AGG",
                KeyModel::Duplicate => "DUP",
            }
        } else {
            ""
        };
        let generated = match &column.value {
            ColumnValue::Generated(expression) => text(expression.text.clone()),
            _ => Value::Null,
        };
        rows.push(vec![
            Value::Null,
            text(database),
            text(table.table.name.name.clone()),
            text(column.name.clone()),
            Value::Integer(index as i64 + 1),
            describe::default(column, false).map_or(Value::Null, text),
            text(if describe::is_nullable(column) { "YES" } else { "NO" }),
            text(data_type_word(&column.data_type)),
            optional(numbers.characters),
            optional(numbers.characters.map(|characters| characters * 3)),
            optional(numbers.precision),
            optional(numbers.scale),
            Value::Null,
            Value::Null,
            Value::Null,
            text(column_type(&column.data_type)),
            text(key),
            text(""),
            text(""),
            text(column.comment.as_deref().unwrap_or_default()),
            optional(numbers.size),
            optional(numbers.scale),
            generated,
            Value::Null,
        ]);
    }
}

fn partition_rows(
    database: &str,
    table: &CatalogTable,
    state: &SessionState,
    rows: &mut Vec<Vec<Value>>,
) -> Result<(), SqlError> {
    let created =
        text(state.variables.time_zone()?.at(table.created).format("%Y-%m-%d %H:%M:%S").to_string());
    let (key, distribution, buckets) = show::layout(table);
    let replicas =
        table.table.properties.get("replication_num").and_then(|text| text.parse().ok()).unwrap_or(3);
    let number = Value::Integer;
    for (index, (name, range)) in show::partition_list(table).into_iter().enumerate() {
        rows.push(vec![
            text(database),
            text(table.table.name.name.clone()),
            text(name),
            number(show::partition_id(table, index)),
            number(0),
            number(1),
            created.clone(),
            number(2),
            number(1),
            number(0),
            text("TXN_NORMAL"),
            text(key.clone()),
            text(range),
            text(distribution.clone()),
            number(i64::from(buckets)),
            number(replicas),
            text("HDD"),
            text("9999-12-31 23:59:59"),
            Value::Null,
            number(0),
            number(0),
            text("0B"),
            number(0),
            number(0),
            Value::Real(0.0),
            Value::Real(0.0),
            Value::Real(0.0),
            text(""),
            text("0B"),
            number(1),
            number(0),
        ]);
    }
    Ok(())
}

/// The numbers that describe a type.
#[derive(Default)]
struct Numbers {
    characters: Option<i64>,
    precision: Option<i64>,
    scale: Option<i64>,
    size: Option<i64>,
}

impl Numbers {
    fn of(data_type: &DataType) -> Numbers {
        let number = |precision: i64, scale: Option<i64>| Numbers {
            precision: Some(precision),
            scale,
            size: Some(precision),
            characters: None,
        };
        let characters = |length: u32| Numbers {
            characters: Some(i64::from(length)),
            size: Some(i64::from(length)),
            ..Numbers::default()
        };
        match data_type {
            DataType::TinyInt => number(3, Some(0)),
            DataType::SmallInt => number(5, Some(0)),
            DataType::Int => number(10, Some(0)),
            DataType::BigInt => number(19, Some(0)),
            DataType::LargeInt => number(39, None),
            DataType::Float => number(7, Some(7)),
            DataType::Double => number(15, Some(15)),
            DataType::Decimal(decimal) => match decimal.kind {
                DecimalKind::DecimalV2 => number(27, Some(9)),
                _ => number(
                    i64::from(decimal.precision.unwrap_or(10)),
                    Some(i64::from(decimal.scale.unwrap_or(0))),
                ),
            },
            DataType::Char(length) | DataType::Varchar(length) => characters(length.unwrap_or(1)),
            DataType::String => characters(65_533),
            DataType::Hll => Numbers { size: Some(16_385), ..Numbers::default() },
            _ => Numbers::default(),
        }
    }
}

fn data_type_word(data_type: &DataType) -> String {
    match data_type {
        DataType::Boolean => "tinyint".to_owned(),
        DataType::LargeInt => "bigint unsigned".to_owned(),
        other => {
            let printed = describe::printed_type(other);
            printed.split(['(', '<']).next().unwrap_or_default().to_owned()
        }
    }
}

fn column_type(data_type: &DataType) -> String {
    match data_type {
        DataType::Boolean => "tinyint(1)".to_owned(),
        DataType::LargeInt => "bigint(20) unsigned".to_owned(),
        other => describe::printed_type(other),
    }
}

fn config_row(database: &str, table: &CatalogTable) -> Vec<Value> {
    let quoted = |names: &[std::borrow::Cow<'static, str>]| {
        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    };
    let definition = &table.table;
    let keys = definition.key.as_ref().map(|key| quoted(&key.columns)).unwrap_or_default();
    let unique = matches!(table.model(), KeyModel::Primary | KeyModel::Unique);
    let partition = match &definition.partition_by {
        Some(
            Partitioning::Range { columns, .. }
            | Partitioning::List { columns, .. }
            | Partitioning::Columns { columns },
        ) => quoted(columns),
        _ => String::new(),
    };
    let (distribution, kind, buckets) = match &definition.distributed_by {
        Some(Distribution::Hash { columns, buckets }) => (quoted(columns), "HASH", buckets.unwrap_or(0)),
        Some(Distribution::Random { buckets }) => (String::new(), "RANDOM", buckets.unwrap_or(0)),
        None => (String::new(), "", 0),
    };
    let sort = if definition.order_by.is_empty() { keys.clone() } else { quoted(&definition.order_by) };
    let properties: serde_json::Map<String, serde_json::Value> = definition
        .properties
        .entries
        .iter()
        .map(|pair| (pair.key.to_string(), serde_json::Value::from(pair.value.as_ref())))
        .collect();
    vec![
        text(database),
        text(definition.name.name.clone()),
        text("OLAP"),
        text(table.model().server_name()),
        text(if unique { keys } else { String::new() }),
        text(partition),
        text(distribution),
        text(kind),
        Value::Integer(i64::from(buckets)),
        text(sort),
        text(serde_json::Value::Object(properties).to_string()),
        Value::Integer(i64::try_from(table.id).unwrap_or(i64::MAX)),
    ]
}
