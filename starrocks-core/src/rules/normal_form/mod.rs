//! What a server **fills in and rewrites**: the table as it stands in the catalogue after CREATE TABLE.
//!
//! A declared table and the same table read back differ in what the server puts where nothing was written (keys, buckets,
//! properties) and in what it rewrites (types, bounds, expressions). The normal form of both is the same, so that two tables
//! can be compared; and printed by [`crate::sql::show_create_table`] it is what SHOW CREATE TABLE prints.

pub(super) mod columns;
mod expressions;
mod partitions;
mod properties;

pub(super) use partitions::{list_partition, order, ranges};
pub(in crate::rules) use properties::{
    NOT_IN_SHARED_DATA, bloom_filter_columns, printed, unique_constraints,
};

use super::{RunMode, inferred_key};
use crate::schema::{
    Column, ColumnsByName, Distribution, Index, IndexType, Key, KeyModel, List, Properties, Table, TableName,
    Text,
};
use std::borrow::Cow;

/// What the normal form takes for granted about a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerDefaults {
    /// How the cluster stores data.
    pub run_mode: RunMode,
    /// The replicas of a table that does not say how many: 3, and 1 on a shared-data cluster.
    pub replication_num: u32,
    /// The database in which a table without one is created; it stands in the constraints that a server prints.
    pub database: Text,
    /// The backends that are alive; a colocated table without a number of buckets gets two of them for each.
    pub backends: u32,
    /// The server's time zone; it stands in the properties of dynamic partitioning.
    pub time_zone: Text,
}

impl ServerDefaults {
    /// StarRocks' own settings for this run mode.
    pub fn new(run_mode: RunMode) -> Self {
        let replication_num = match run_mode {
            RunMode::SharedNothing => 3,
            RunMode::SharedData => 1,
        };
        ServerDefaults {
            run_mode,
            replication_num,
            database: Cow::Borrowed(""),
            backends: 3,
            time_zone: Cow::Borrowed("Asia/Shanghai"),
        }
    }
}

impl Default for ServerDefaults {
    fn default() -> Self {
        ServerDefaults::new(RunMode::SharedNothing)
    }
}

impl Table {
    /// The table as a server keeps it.
    ///
    /// It takes a table that [`Table::check`] accepts; of any other one the parts that make no sense stay as they are.
    ///
    /// ```
    /// use starrocks_core::rules::ServerDefaults;
    /// use starrocks_core::sql::parse_create_table;
    ///
    /// let declared = parse_create_table("CREATE TABLE t (k INT, v STRING)")?.table;
    /// let kept = declared.normalized(&ServerDefaults::default());
    /// assert_eq!(kept.key.unwrap().columns.join(", "), "k, v");
    /// assert_eq!(kept.properties.get("replication_num"), Some("3"));
    /// # Ok::<(), starrocks_core::sql::ParseError>(())
    /// ```
    pub fn normalized(&self, server: &ServerDefaults) -> Table {
        let key = key(self);
        let model = key.as_ref().map_or(KeyModel::Duplicate, |key| key.model);
        let mut columns: Vec<Column> = columns::normalized(self, key.as_ref());
        let partition_by = self
            .partition_by
            .as_ref()
            .map(|partition_by| partitions::normalized(self, partition_by, model, &mut columns));
        let distributed_by = distribution(self, key.as_ref(), server);
        let properties = properties::normalized(self, model, distributed_by.as_ref(), server);
        Table {
            name: TableName { database: None, name: self.name.name.clone() },
            temporary: self.temporary,
            indexes: self.indexes.iter().map(|written| index(self, written, server)).collect(),
            engine: None,
            charset: None,
            comment: comment(self, server),
            order_by: own_names(self, &self.order_by),
            rollups: Cow::Borrowed(&[]),
            columns: Cow::Owned(columns),
            key,
            partition_by,
            distributed_by,
            properties,
        }
    }
}

/// A shared-data cluster prints the name of the engine where there is no comment.
fn comment(table: &Table, server: &ServerDefaults) -> Option<Text> {
    let comment = table.comment.clone().filter(|comment| !comment.is_empty());
    match server.run_mode {
        RunMode::SharedNothing => comment,
        RunMode::SharedData => comment.filter(|comment| comment != "OLAP"),
    }
}

/// The names of columns as the columns themselves spell them.
fn own_names(table: &Table, names: &[Text]) -> List<Text> {
    if names.is_empty() {
        return Cow::Borrowed(&[]);
    }
    let columns = ColumnsByName::of(table.columns.iter().map(|column| &column.name));
    let own = |name: &Text| {
        columns.position(name).map_or_else(|| name.clone(), |at| table.columns[at].name.clone())
    };
    names.iter().map(own).collect()
}

fn own_name(table: &Table, name: &Text) -> Text {
    table.column(name).map_or_else(|| name.clone(), |column| column.name.clone())
}

/// The key, inferred where none is written; columns marked KEY behind the key of a DUPLICATE KEY table extend it.
fn key(table: &Table) -> Option<Key> {
    let written = table.key.clone().or_else(|| inferred_key(table))?;
    let mut columns = own_names(table, &written.columns).into_owned();
    if written.model == KeyModel::Duplicate {
        let marked = table.columns.iter().skip(columns.len()).take_while(|column| column.key);
        let extension: Vec<Text> = marked.map(|column| column.name.clone()).collect();
        columns.extend(extension);
    }
    Some(Key { model: written.model, columns: Cow::Owned(columns) })
}

fn distribution(table: &Table, key: Option<&Key>, server: &ServerDefaults) -> Option<Distribution> {
    match &table.distributed_by {
        Some(Distribution::Hash { columns, .. }) => Some(Distribution::Hash {
            columns: own_names(table, columns),
            buckets: table
                .distributed_by
                .as_ref()
                .and_then(Distribution::buckets)
                .or_else(|| colocated_buckets(table, server)),
        }),
        Some(written @ Distribution::Random { .. }) => {
            Some(Distribution::Random { buckets: written.buckets() })
        }
        None => match key {
            Some(Key { model: KeyModel::Primary, columns }) => {
                Some(Distribution::Hash { columns: columns.clone(), buckets: None })
            }
            Some(Key { model: KeyModel::Duplicate, .. }) => Some(Distribution::Random { buckets: None }),
            _ => None,
        },
    }
}

/// A colocate group needs a number of buckets: a table that does not say it gets two per backend.
fn colocated_buckets(table: &Table, server: &ServerDefaults) -> Option<u32> {
    let group = table.properties.get("colocate_with").filter(|group| !group.is_empty());
    group.filter(|_| !table.temporary).map(|_| server.backends * 2)
}

fn index(table: &Table, written: &Index, server: &ServerDefaults) -> Index {
    let mut properties: Vec<(String, String)> = written
        .properties
        .entries
        .iter()
        .map(|property| (property.key.to_string(), property.value.to_string()))
        .collect();
    let defaults: &[(&str, &str)] = match (&written.index_type, server.run_mode) {
        (IndexType::NgramBf, _) => {
            &[("bloom_filter_fpp", "0.05"), ("case_sensitive", "true"), ("gram_num", "2")]
        }
        (IndexType::Gin, RunMode::SharedNothing) => &[("imp_lib", "clucene"), ("parser", "none")],
        (IndexType::Gin, RunMode::SharedData) => &[("imp_lib", "builtin"), ("parser", "none")],
        (IndexType::Vector, _) => {
            match written.properties.get("index_type").map(str::to_lowercase).as_deref() {
                Some("hnsw") => &[("efconstruction", "40"), ("m", "16")],
                Some("ivfpq") => &[("nbits", "8"), ("nlist", "16")],
                _ => &[],
            }
        }
        _ => &[],
    };
    for (key, value) in defaults {
        if !properties.iter().any(|(known, _)| known.eq_ignore_ascii_case(key)) {
            properties.push(((*key).to_owned(), (*value).to_owned()));
        }
    }
    properties.sort();
    Index {
        name: written.name.clone(),
        columns: own_names(table, &written.columns),
        index_type: written.index_type.clone(),
        properties: Properties::new(properties),
        comment: written.comment.clone().filter(|comment| !comment.is_empty()),
    }
}
