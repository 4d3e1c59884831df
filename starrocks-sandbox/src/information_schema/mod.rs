//! information_schema: tables that are computed from the catalogue when a query names them.

mod definitions;

pub(crate) use definitions::{TABLES, source};

use crate::catalog::{Catalog, CatalogTable};
use crate::describe;
use crate::error::SqlError;
use crate::session::SessionState;
use crate::show;
use rusqlite::types::Value;
use starrocks_core::schema::{ColumnValue, DataType, DecimalKind, Distribution, KeyModel, Partitioning};

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
    let (key, distribution, buckets) = show::partitions::layout(table);
    let replicas =
        table.table.properties.get("replication_num").and_then(|text| text.parse().ok()).unwrap_or(3);
    let number = Value::Integer;
    for (index, (name, range)) in show::partitions::partition_list(table).into_iter().enumerate() {
        rows.push(vec![
            text(database),
            text(table.table.name.name.clone()),
            text(name),
            number(show::partitions::partition_id(table, index)),
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
            let printed = starrocks_core::sql::show_data_type(other);
            printed.split(['(', '<']).next().unwrap_or_default().to_owned()
        }
    }
}

fn column_type(data_type: &DataType) -> String {
    match data_type {
        DataType::Boolean => "tinyint(1)".to_owned(),
        DataType::LargeInt => "bigint(20) unsigned".to_owned(),
        other => starrocks_core::sql::show_data_type(other),
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
