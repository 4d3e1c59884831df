//! A table as a server holds it: its definition, and what no DDL prints.

use super::created;
use super::index::{self, IndexColumn, RollupState, stored_type};
use crate::rules::normal_form;
use crate::rules::partitions::form::{HIDDEN_COLUMN, PartitionForm};
use crate::rules::{ServerDefaults, inferred_key};
use crate::schema::{
    Column, ColumnValue, Expression, Index, Key, KeyModel, List, NewPartitions, PartitionExpression,
    Partitioning, Properties, Rollup, Table, Text, same_column_name,
};
use std::borrow::Cow;

/// A table as a server holds it.
///
/// It is more than its [`Table`]: a renamed column keeps the id that it was created with, a rollup has columns of its own, and
/// temporary partitions and a running job are printed nowhere.
///
/// ```
/// use starrocks_core::rules::{AlterContext, ServerDefaults, TableState};
/// use starrocks_core::sql::{parse_alter_table, parse_create_table};
///
/// let created = parse_create_table("CREATE TABLE t (k INT, v INT)")?.table;
/// let state = TableState::created(&created, &ServerDefaults::default());
/// let altered = state.alter(&parse_alter_table("ALTER TABLE t RENAME COLUMN v TO w")?, &AlterContext::default());
/// assert_eq!(altered.state.unwrap().table().columns[1].name, "w");
/// # Ok::<(), starrocks_core::sql::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableState {
    /// The definition. Its columns, key and rollups are those of `base` and `rollups`: see [`TableState::sync`].
    pub(super) table: Table,
    /// The columns of the base index.
    pub(super) base: Vec<IndexColumn>,
    /// The rollups.
    pub(super) rollups: Vec<RollupState>,
    /// The temporary partitions.
    pub(super) temporary_partitions: Vec<NewPartitions>,
    /// The partitions of a table whose partitions the server makes by itself: SHOW CREATE TABLE does not print them.
    pub(super) automatic_partitions: Vec<NewPartitions>,
    /// Whether there may be partitions that are not known here: those that a load or the server's schedule has made.
    pub(super) has_unknown_partitions: bool,
    /// Whether there may be rollups that are not known here: SHOW CREATE TABLE prints none.
    pub(super) has_unknown_rollups: bool,
    /// What a clause's parts are brought into the normal form with; `None` when they stay as written.
    pub(super) server: Option<ServerDefaults>,
    /// The operation that is under way.
    pub(super) operation: Option<Operation>,
    /// The highest unique id that a column has had.
    pub(super) last_unique_id: u32,
    /// Properties that the server keeps and does not print, as far as they are known and count later.
    pub(super) unprinted: Properties,
    /// Whether the table was read from a server: what is not printed is then not known, and not absent.
    pub(super) is_read: bool,
    /// The least that the next value of an AUTO_INCREMENT column is, when it has been set.
    pub(super) auto_increment: Option<u64>,
}

/// What keeps a table from being altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// A schema change: of columns, indexes, the sort key.
    SchemaChange,
    /// A rollup or a synchronous materialized view is being built.
    Rollup,
    /// An OPTIMIZE.
    Optimize,
}

impl TableState {
    /// What CREATE TABLE leaves behind: `declared` in its normal form. What later clauses bring gets it as well.
    pub fn created(declared: &Table, server: &ServerDefaults) -> Self {
        let mut table = declared.normalized(server);
        table.temporary = declared.temporary;
        table.rollups = declared.rollups.clone();
        let unprinted = created::unprinted(&declared.properties, &table.properties);
        let automatic_partitions = created::made_in_advance(declared, server);
        let state = TableState::new(table, Some(server.clone()));
        let mut state = TableState { unprinted, automatic_partitions, ..state };
        for (column, written) in state.base.iter_mut().zip(declared.columns.iter()) {
            column.stored_type = stored_type(written, &column.column);
            column.written_value = written.value.clone();
        }
        state.with_declared_rollups()
    }

    /// A table that was read from a server, which is in its normal form already. Rollups are printed nowhere: about one that a
    /// clause names, every rule is silent.
    pub fn read(table: Table, server: &ServerDefaults) -> Self {
        let is_automatic = created::are_automatic(&table);
        let state = TableState::new(table, Some(server.clone()));
        let has_unknown_partitions = is_automatic || state.has_unknown_partitions;
        TableState { is_read: true, has_unknown_rollups: true, has_unknown_partitions, ..state }
    }

    /// A table as it is declared; what clauses bring stays as it is written.
    pub fn declared(table: Table) -> Self {
        let automatic_partitions = created::made_in_advance(&table, &ServerDefaults::default());
        TableState { automatic_partitions, ..TableState::new(table, None) }
    }

    /// The same table as a server prints it. What is not printed stays as it is known here: rollups, temporary partitions, and the
    /// partitions of an automatic table.
    pub fn printed_as(self, printed: Table) -> Self {
        let server = self.server.clone().unwrap_or_default();
        let printed = Table { rollups: self.table.rollups.clone(), ..printed };
        let mut state = TableState {
            automatic_partitions: self.automatic_partitions,
            temporary_partitions: self.temporary_partitions,
            has_unknown_partitions: self.has_unknown_partitions,
            has_unknown_rollups: self.has_unknown_rollups,
            unprinted: self.unprinted,
            is_read: true,
            ..TableState::new(printed, Some(server))
        };
        state.rollups.extend(self.rollups.into_iter().filter(|rollup| rollup.view.is_some()));
        state
    }

    /// The same table after rows were loaded: which partitions the server has made for them is not known here.
    ///
    /// ```
    /// use starrocks_core::rules::{AlterContext, ServerDefaults, TableState};
    /// use starrocks_core::sql::{parse_alter_table, parse_create_table};
    ///
    /// let created = parse_create_table("CREATE TABLE t (k INT, d DATE) PARTITION BY date_trunc('day', d)")?.table;
    /// let state = TableState::created(&created, &ServerDefaults::default());
    /// let drop = parse_alter_table("ALTER TABLE t DROP PARTITION p20240101")?;
    /// assert!(state.alter(&drop, &AlterContext::default()).state.is_none());
    /// assert!(state.loaded().alter(&drop, &AlterContext::default()).state.is_some());
    /// # Ok::<(), starrocks_core::sql::ParseError>(())
    /// ```
    pub fn loaded(self) -> Self {
        let has_unknown_partitions = self.has_unknown_partitions || created::are_automatic(&self.table);
        TableState { has_unknown_partitions, ..self }
    }

    fn new(table: Table, server: Option<ServerDefaults>) -> Self {
        let key = table.key.clone().or_else(|| inferred_key(&table));
        let in_key = |column: &Column| {
            column.key
                || key.iter().any(|key| key.columns.iter().any(|name| same_column_name(name, &column.name)))
        };
        let base: Vec<IndexColumn> = (1..)
            .zip(table.columns.iter())
            .map(|(unique_id, column)| IndexColumn {
                column: column.clone(),
                is_key: in_key(column),
                id: column.name.clone(),
                unique_id,
                stored_type: column.data_type.clone(),
                written_value: column.value.clone(),
                shadow: false,
            })
            .collect();
        let state = TableState {
            last_unique_id: u32::try_from(base.len()).unwrap_or(u32::MAX),
            rollups: Vec::new(),
            base,
            temporary_partitions: Vec::new(),
            automatic_partitions: Vec::new(),
            has_unknown_partitions: created::are_scheduled(&table),
            has_unknown_rollups: false,
            server,
            operation: None,
            unprinted: Properties::NONE,
            is_read: false,
            auto_increment: None,
            table,
        };
        state.with_declared_rollups()
    }

    /// The same state with the rollups that its CREATE TABLE names.
    fn with_declared_rollups(mut self) -> Self {
        self.rollups = self.table.rollups.iter().map(|rollup| self.new_rollup(rollup)).collect();
        self
    }

    /// A rollup over columns that the table has now.
    pub(super) fn new_rollup(&self, rollup: &Rollup) -> RollupState {
        let columns = index::columns_of(&self.base, rollup, self.model());
        RollupState { name: rollup.name.clone(), columns, view: None }
    }

    /// Its definition.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The operation that is under way, if one is.
    pub fn operation(&self) -> Option<Operation> {
        self.operation
    }

    /// The same table while `operation` is under way, or with none.
    pub fn under(self, operation: Option<Operation>) -> Self {
        TableState { operation, ..self }
    }

    /// What the parts of a clause are brought into the normal form with.
    pub(super) fn server_defaults(&self) -> Cow<'_, ServerDefaults> {
        self.server.as_ref().map_or_else(|| Cow::Owned(ServerDefaults::default()), Cow::Borrowed)
    }

    /// The model of its key; DUPLICATE when none is written and none can be inferred.
    pub(super) fn model(&self) -> KeyModel {
        self.table.key.as_ref().map_or(KeyModel::Duplicate, |key| key.model)
    }

    /// A column that a clause brings, as the table keeps it.
    pub(super) fn kept_column(&self, written: &Column, is_key: bool) -> Column {
        match self.server {
            Some(_) => self.normal_column(written, is_key),
            None => written.clone(),
        }
    }

    fn normal_column(&self, column: &Column, is_key: bool) -> Column {
        normal_form::column(&self.table, column, is_key)
    }

    /// A column in its normal form, in which two of them can be compared.
    pub(super) fn normal<'a>(&self, column: &'a IndexColumn) -> Cow<'a, IndexColumn> {
        if self.server.is_some() {
            return Cow::Borrowed(column);
        }
        let kept = self.normal_column(&column.column, column.is_key);
        let stored_type = stored_type(&column.column, &kept);
        Cow::Owned(IndexColumn { column: kept, stored_type, ..column.clone() })
    }

    /// The columns with their types as they are stored.
    pub(super) fn stored_columns(&self) -> List<Column> {
        let stored =
            |column: &IndexColumn| Column { data_type: column.stored_type.clone(), ..column.column.clone() };
        self.base.iter().map(stored).collect()
    }

    /// An index that a clause brings, as the table keeps it.
    pub(super) fn kept_index(&self, written: &Index) -> Index {
        match &self.server {
            Some(server) => normal_form::index(&self.table, written, server),
            None => written.clone(),
        }
    }

    /// How many hidden columns PARTITION BY has brought.
    pub(super) fn hidden_columns(&self) -> usize {
        PartitionForm::of(&self.table).hidden_columns()
    }

    /// The last ordinary column in front of a generated one, be it a hidden one of PARTITION BY. New columns go behind it.
    pub(super) fn last_before_generated(&self) -> Option<&Text> {
        let kinds = self
            .base
            .iter()
            .map(|column| column.column.is_generated())
            .chain(std::iter::repeat_n(true, self.hidden_columns()));
        let kinds: Vec<bool> = kinds.collect();
        let at = kinds.windows(2).position(|pair| pair == [false, true])?;
        self.base.get(at).map(|column| &column.column.name)
    }

    /// The generated column that is computed from this column, be it a hidden one of PARTITION BY. A server heeds case here: the
    /// name must be spelled as the column is.
    pub(super) fn generated_from(&self, name: &str) -> Option<Text> {
        let is_from = |expression: &Expression| {
            let column = |named: &str| self.base.iter().find(|column| column.is_named(named));
            let names = expression.names();
            names.iter().filter_map(|named| column(named)).any(|column| column.column.name == name)
        };
        let generated = self.base.iter().find(|column| match &column.column.value {
            ColumnValue::Generated(expression) => is_from(expression),
            _ => false,
        });
        if let Some(generated) = generated {
            return Some(generated.column.name.clone());
        }
        let Some(Partitioning::Expressions { expressions, .. }) = &self.table.partition_by else {
            return None;
        };
        let functions = expressions.iter().filter_map(|item| match item {
            PartitionExpression::Function(expression) => Some(expression),
            PartitionExpression::Column(_) => None,
        });
        let at = functions.take(self.hidden_columns()).position(is_from)?;
        Some(format!("{HIDDEN_COLUMN}{at}").into())
    }

    /// A help for a name that no column has: the nearest one, or all.
    pub(super) fn help_for_unknown(&self, name: &str) -> String {
        crate::rules::subject::help_for_unknown(&self.table, name)
    }

    /// Brings the columns and the key of the definition up to the base index.
    pub(super) fn sync(&mut self) {
        self.table.columns = self.base.iter().map(|column| column.column.clone()).collect();
        let keys: Vec<Text> = self
            .base
            .iter()
            .filter(|column| column.is_key)
            .map(|column| column.column.name.clone())
            .collect();
        if let Some(key) = &mut self.table.key {
            // A column that is marked KEY need not stand in the clause.
            let marked = |name: &Text| self.base.iter().any(|c| c.column.key && c.is_named(name));
            let named = |name: &Text| key.columns.iter().any(|column| same_column_name(column, name));
            key.columns = keys.iter().filter(|name| named(name) || !marked(name)).cloned().collect();
            return;
        }
        if let Some(inferred) = inferred_key(&self.table)
            && inferred.columns.as_ref() != keys.as_slice()
        {
            self.table.key = Some(Key { model: inferred.model, columns: Cow::Owned(keys) });
        }
    }
}
