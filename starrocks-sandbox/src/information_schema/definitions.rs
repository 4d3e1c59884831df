//! The columns of the tables of information_schema.

use crate::answer::ResultType;
use crate::engine::translate::{Source, SourceColumn};

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
