//! A table.

use super::shared::names;
use super::{Column, Distribution, Index, Key, List, Partitioning, Properties, Rollup, TableName, Text};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A StarRocks OLAP table, as written in
/// [CREATE TABLE](https://docs.starrocks.io/docs/sql-reference/sql-statements/table_bucket_part_index/CREATE_TABLE/).
///
/// What is left out stays left out (`None`, an empty list): what the server puts there is known to
/// [`crate::rules`], not to this type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// Its name.
    pub name: TableName,
    /// CREATE TEMPORARY TABLE: it lives as long as the session.
    pub temporary: bool,
    /// The columns, key columns first.
    pub columns: List<Column>,
    /// The indexes.
    pub indexes: List<Index>,
    /// `ENGINE = …`; `OLAP` when absent.
    pub engine: Option<Text>,
    /// `DEFAULT CHARSET = …`; `utf8` when absent, and nothing else is possible.
    pub charset: Option<Text>,
    /// The key clause; the server infers one when absent.
    pub key: Option<Key>,
    /// The COMMENT.
    pub comment: Option<Text>,
    /// PARTITION BY.
    pub partition_by: Option<Partitioning>,
    /// DISTRIBUTED BY.
    pub distributed_by: Option<Distribution>,
    /// ORDER BY: the sort key, when it is not the key itself.
    pub order_by: List<Text>,
    /// The rollups.
    pub rollups: List<Rollup>,
    /// PROPERTIES.
    pub properties: Properties,
}

impl Table {
    /// A table with this name and nothing else.
    pub fn new(name: impl Into<TableName>) -> Self {
        Table {
            name: name.into(),
            temporary: false,
            columns: Cow::Borrowed(&[]),
            indexes: Cow::Borrowed(&[]),
            engine: None,
            charset: None,
            key: None,
            comment: None,
            partition_by: None,
            distributed_by: None,
            order_by: Cow::Borrowed(&[]),
            rollups: Cow::Borrowed(&[]),
            properties: Properties::NONE,
        }
    }

    /// The same table with one more column.
    pub fn with_column(mut self, column: Column) -> Self {
        self.columns.to_mut().push(column);
        self
    }

    /// The same table with this key.
    pub fn with_key(self, key: Key) -> Self {
        Table { key: Some(key), ..self }
    }

    /// The same table with this comment.
    pub fn with_comment(self, comment: impl Into<Text>) -> Self {
        Table { comment: Some(comment.into()), ..self }
    }

    /// The same table with this partitioning.
    pub fn with_partition_by(self, partition_by: Partitioning) -> Self {
        Table { partition_by: Some(partition_by), ..self }
    }

    /// The same table with this distribution.
    pub fn with_distributed_by(self, distributed_by: Distribution) -> Self {
        Table { distributed_by: Some(distributed_by), ..self }
    }

    /// The same table sorted by these columns.
    pub fn with_order_by<N: Into<Text>>(self, columns: impl IntoIterator<Item = N>) -> Self {
        Table { order_by: names(columns), ..self }
    }

    /// The same table with these properties.
    pub fn with_properties(self, properties: Properties) -> Self {
        Table { properties, ..self }
    }

    /// The column with this name; StarRocks compares column names without case.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.column_index(name).map(|index| &self.columns[index])
    }

    /// The position of the column with this name, from 0; StarRocks compares column names without case.
    pub fn column_index(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| same_column_name(&column.name, name))
    }
}

/// The positions of a table's columns by name, for more than a few look-ups: a table may have 10,000 columns.
pub(crate) struct ColumnsByName<'a>(BTreeMap<Cow<'a, str>, usize>);

impl<'a> ColumnsByName<'a> {
    pub(crate) fn of(names: impl IntoIterator<Item = &'a Text>) -> Self {
        let mut positions = BTreeMap::new();
        for (position, name) in names.into_iter().enumerate() {
            positions.entry(without_case(name)).or_insert(position);
        }
        ColumnsByName(positions)
    }

    /// The position of the first column with this name, without case.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.0.get(without_case(name).as_ref()).copied()
    }
}

/// A name in lower case, as most are written.
fn without_case(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.to_lowercase())
}

/// Whether two column names are one: StarRocks compares them without case, beyond ASCII too.
pub(crate) fn same_column_name(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase())
}
