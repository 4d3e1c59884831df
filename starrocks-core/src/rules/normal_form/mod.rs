//! What a server **fills in and rewrites**: the table as it stands in the catalogue after CREATE TABLE.
//!
//! A declared table and the same table read back differ in what the server puts where nothing was written (keys, buckets,
//! properties) and in what it rewrites (types, bounds, expressions). The normal form of both is the same, so that two tables
//! can be compared; and printed by [`crate::sql::show_create_table`] it is what SHOW CREATE TABLE prints.
//!
//! The parts of a table have functions of their own, for what is added to a table that is there already: [`column`](fn@column),
//! [`index()`], [`ranges`], [`list_partition`], [`property`], [`comment()`].
//!
//! The normal form of a table that was read from SHOW CREATE TABLE is the table itself, with these exceptions, in which a
//! server would not take its own print for what it was:
//!
//! - `bucket_size` is printed of a table with random distribution unless it is 0, and is not 0 where it is left out; so is
//!   `file_bundling` of a shared-data table, which is true where it is left out;
//! - a default `(UUID())` is printed as it was written, and read as `(uuid())`.

mod columns;
pub(super) mod expressions;
mod indexes;
mod layout;
mod partitions;
mod properties;
mod server;

pub use columns::column;
pub use indexes::index;
pub(super) use partitions::order;
pub use partitions::{list_partition, ranges};
pub use properties::property;
pub(super) use properties::{NOT_IN_SHARED_DATA, bloom_filter_columns, printed, unique_constraints};
pub use server::ServerDefaults;

use super::RunMode;
use crate::schema::{Column, ColumnsByName, KeyModel, List, Table, TableName, Text};
use std::borrow::Cow;

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
        let key = layout::key(self);
        let model = key.as_ref().map_or(KeyModel::Duplicate, |key| key.model);
        let mut columns: Vec<Column> = columns::all(self, key.as_ref());
        let partition_by = self
            .partition_by
            .as_ref()
            .map(|partition_by| partitions::partitioning(self, partition_by, model, &mut columns, server));
        let distributed_by = layout::distribution(self, key.as_ref(), server);
        let properties = properties::all(self, model, distributed_by.as_ref(), server);
        Table {
            name: TableName { database: None, name: self.name.name.clone() },
            temporary: self.temporary,
            indexes: self.indexes.iter().map(|written| index(self, written, server)).collect(),
            engine: None,
            charset: None,
            comment: comment(self.comment.as_deref().unwrap_or_default(), server),
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

/// The comment of a table; a shared-data cluster prints the name of the engine where there is none.
///
/// ```
/// use starrocks_core::rules::{ServerDefaults, normal_form};
///
/// assert_eq!(normal_form::comment("", &ServerDefaults::default()), None);
/// ```
pub fn comment(written: &str, server: &ServerDefaults) -> Option<Text> {
    let comment = Some(written.to_owned().into()).filter(|_| !written.is_empty());
    match server.run_mode {
        RunMode::SharedNothing => comment,
        RunMode::SharedData => comment.or(Some(Cow::Borrowed("OLAP"))),
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
