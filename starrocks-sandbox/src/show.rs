//! SHOW: lists of what the catalogue holds.

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
use starrocks_core::schema::{
    Distribution, ListValue, ListValues, PartitionBound, PartitionValue, Partitioning, RangePartition,
};
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

fn partitions(table: &CatalogTable) -> ResultSet {
    let list =
        matches!(table.table.partition_by, Some(Partitioning::List { .. } | Partitioning::Columns { .. }));
    let titles = [
        "PartitionId",
        "PartitionName",
        "VisibleVersion",
        "VisibleVersionTime",
        "VisibleVersionHash",
        "State",
        "PartitionKey",
        if list { "List" } else { "Range" },
        "DistributionKey",
        "Buckets",
        "ReplicationNum",
        "StorageMedium",
        "CooldownTime",
        "LastConsistencyCheckTime",
        "DataSize",
        "StorageSize",
        "IsInMemory",
        "RowCount",
        "DataVersion",
        "VersionEpoch",
        "VersionTxnType",
        "TabletBalanced",
    ];
    let created = table.created.format("%Y-%m-%d %H:%M:%S").to_string();
    let (keys, distribution, buckets) = layout(table);
    let replication = table.table.properties.get("replication_num").unwrap_or("3").to_owned();
    let rows = partition_list(table).into_iter().enumerate().map(|(index, (name, range))| {
        vec![
            Some(partition_id(table, index).to_string()),
            Some(name),
            some("1"),
            Some(created.clone()),
            some("0"),
            some("NORMAL"),
            Some(keys.clone()),
            Some(range),
            Some(distribution.clone()),
            Some(buckets.to_string()),
            Some(replication.clone()),
            some("HDD"),
            some("9999-12-31 23:59:59"),
            None,
            some("0B"),
            some("0B"),
            some("false"),
            some("0"),
            some("1"),
            some("0"),
            some("TXN_NORMAL"),
            some("true"),
        ]
    });
    ResultSet::text(&titles, rows.collect())
}

/// An id that no other partition has, as long as a table has at most a hundred thousand.
pub(crate) fn partition_id(table: &CatalogTable, index: usize) -> i64 {
    i64::try_from(table.id * 100_000 + index as u64).unwrap_or(i64::MAX)
}

/// Partition key, distribution key and buckets as text.
pub(crate) fn layout(table: &CatalogTable) -> (String, String, u32) {
    let keys = match &table.table.partition_by {
        Some(
            Partitioning::Range { columns, .. }
            | Partitioning::List { columns, .. }
            | Partitioning::Columns { columns },
        ) => columns.join(", "),
        _ => String::new(),
    };
    match &table.table.distributed_by {
        Some(Distribution::Hash { columns, buckets }) => (keys, columns.join(", "), buckets.unwrap_or(0)),
        Some(Distribution::Random { buckets }) => (keys, "ALL KEY".to_owned(), buckets.unwrap_or(0)),
        None => (keys, String::new(), 0),
    }
}

/// The names of a table's partitions; a table without partitioning has one of its own name.
pub(crate) fn partition_names(table: &CatalogTable) -> Vec<String> {
    partition_list(table).into_iter().map(|(name, _)| name).collect()
}

pub(crate) fn partition_list(table: &CatalogTable) -> Vec<(String, String)> {
    match &table.table.partition_by {
        None => vec![(table.table.name.name.to_string(), String::new())],
        Some(Partitioning::Range { partitions, .. }) => partitions
            .iter()
            .filter_map(|partition| match partition {
                RangePartition::LessThan { name, upper, .. } => {
                    let upper = match upper {
                        PartitionBound::MaxValue => "MAXVALUE".to_owned(),
                        PartitionBound::Values(values) => bounds(values),
                    };
                    Some((name.to_string(), format!("[..; keys: {upper}; )")))
                }
                RangePartition::Fixed { name, lower, upper, .. } => {
                    Some((name.to_string(), format!("[{}; {})", bounds(lower), bounds(upper))))
                }
                RangePartition::Batch { .. } => None,
            })
            .collect(),
        Some(Partitioning::List { partitions, .. }) => partitions
            .iter()
            .map(|partition| {
                let value = |value: &ListValue| match value {
                    ListValue::Null => "NULL".to_owned(),
                    ListValue::Text(text) => format!("'{text}'"),
                };
                let values = match &partition.values {
                    ListValues::Single(values) => values.iter().map(value).collect::<Vec<_>>().join(", "),
                    ListValues::Tuples(tuples) => tuples
                        .iter()
                        .map(|tuple| format!("({})", tuple.iter().map(value).collect::<Vec<_>>().join(", ")))
                        .collect::<Vec<_>>()
                        .join(", "),
                };
                (partition.name.to_string(), format!("({values})"))
            })
            .collect(),
        // Their partitions come with the rows, which the sandbox does not split.
        Some(_) => Vec::new(),
    }
}

fn bounds(values: &[PartitionValue]) -> String {
    let values: Vec<&str> = values
        .iter()
        .map(|value| match value {
            PartitionValue::Text(text) => text.as_ref(),
            PartitionValue::MaxValue => "MAXVALUE",
        })
        .collect();
    format!("keys: [{}]", values.join(", "))
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

fn version(state: &SessionState) -> Result<String, SqlError> {
    state.variables.get("version_comment").map(|(version, _)| version.into_owned())
}

/// Three backends that are alive, as many as the default replication needs.
fn backends(state: &SessionState) -> Result<ResultSet, SqlError> {
    let titles = [
        "BackendId",
        "IP",
        "HeartbeatPort",
        "BePort",
        "HttpPort",
        "BrpcPort",
        "LastStartTime",
        "LastHeartbeat",
        "Alive",
        "SystemDecommissioned",
        "ClusterDecommissioned",
        "TabletNum",
        "DataUsedCapacity",
        "AvailCapacity",
        "TotalCapacity",
        "UsedPct",
        "MaxDiskUsedPct",
        "ErrMsg",
        "Version",
        "Status",
        "DataTotalCapacity",
        "DataUsedPct",
        "CpuCores",
        "MemLimit",
        "NumRunningQueries",
        "MemUsedPct",
        "CpuUsedPct",
        "DataCacheMetrics",
        "Location",
        "StatusCode",
    ];
    let now = state.variables.time_zone()?.now().format("%Y-%m-%d %H:%M:%S").to_string();
    let version = version(state)?;
    let rows = (0..3u32).map(|index| {
        let (id, ip) = ((10_001 + index).to_string(), format!("127.0.0.{}", 10 + index));
        texts(&[
            &id,
            &ip,
            "9050",
            "9060",
            "8040",
            "8060",
            &now,
            &now,
            "true",
            "false",
            "false",
            "0",
            "0.000 B",
            "100.000 GB",
            "100.000 GB",
            "0.00 %",
            "0.00 %",
            "",
            &version,
            "{}",
            "100.000 GB",
            "0.00 %",
            "1",
            "1.000GB",
            "0",
            "0.00 %",
            "0.0 %",
            "N/A",
            "",
            "OK",
        ])
    });
    Ok(ResultSet::text(&titles, rows.collect()))
}

fn frontends(state: &SessionState) -> Result<ResultSet, SqlError> {
    let titles = [
        "Id",
        "Name",
        "IP",
        "EditLogPort",
        "HttpPort",
        "QueryPort",
        "RpcPort",
        "Role",
        "ClusterId",
        "Join",
        "Alive",
        "ReplayedJournalId",
        "LastHeartbeat",
        "IsHelper",
        "ErrMsg",
        "StartTime",
        "Version",
    ];
    let now = state.variables.time_zone()?.now().format("%Y-%m-%d %H:%M:%S").to_string();
    let version = version(state)?;
    let row = texts(&[
        "1",
        "127.0.0.1_9010",
        "127.0.0.1",
        "9010",
        "8030",
        "9030",
        "9020",
        "LEADER",
        "1",
        "true",
        "true",
        "1",
        &now,
        "true",
        "",
        &now,
        &version,
    ]);
    Ok(ResultSet::text(&titles, vec![row]))
}
