//! The indexes of a table as a server holds them: the base one, its rollups, its synchronous materialized views.

use crate::rules::keys::inferred::index_bytes_of;
use crate::schema::{Column, ColumnValue, DataType, KeyModel, Rollup, Text, same_column_name};

/// A column of an index: of the base one or of a rollup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IndexColumn {
    pub(super) column: Column,
    pub(super) is_key: bool,
    /// The name that the column was created with. Everything that refers to a column does so by this id.
    pub(super) id: Text,
    /// Its number: columns of two indexes with one number are the same column.
    pub(super) unique_id: u32,
    /// Its type with the width of a DECIMAL, which is not printed.
    pub(super) stored_type: DataType,
    /// Its value as it was written: a server tells `now()` from CURRENT_TIMESTAMP, and prints both alike.
    pub(super) written_value: ColumnValue,
    /// Whether an earlier clause of the statement has changed it: it then goes by another name until the statement is done.
    pub(super) shadow: bool,
}

impl IndexColumn {
    pub(super) fn is_named(&self, name: &str) -> bool {
        !self.shadow && same_column_name(&self.column.name, name)
    }
}

/// A rollup: columns of the table in an order of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RollupState {
    pub(super) name: Text,
    pub(super) columns: Vec<IndexColumn>,
    /// What a synchronous materialized view is made of.
    pub(super) view: Option<MaterializedView>,
}

/// What a synchronous materialized view is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MaterializedView {
    /// The columns that are no plain columns of the table.
    pub(super) definitions: Vec<Definition>,
    /// WHERE.
    pub(super) filter: Option<Definition>,
}

/// An expression, and the columns that it uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definition {
    /// The expression as a server prints it.
    pub(super) text: String,
    pub(super) columns: Vec<Text>,
}

/// The type that a server stores for a column that was written and is kept so: a DECIMAL keeps its width.
pub(super) fn stored_type(written: &Column, kept: &Column) -> DataType {
    match (&written.data_type, &kept.data_type) {
        (DataType::Decimal(exact), DataType::Decimal(printed))
            if exact.precision_and_scale() == printed.precision_and_scale() =>
        {
            written.data_type.clone()
        }
        _ => kept.data_type.clone(),
    }
}

/// The columns of a rollup of an index with these columns: which of them are keys is up to the model and to DUPLICATE KEY.
pub(super) fn columns_of(base: &[IndexColumn], rollup: &Rollup, model: KeyModel) -> Vec<IndexColumn> {
    let own = |name: &Text| {
        let exact = base.iter().find(|column| column.column.name == *name);
        exact.or_else(|| base.iter().find(|column| same_column_name(&column.column.name, name))).cloned()
    };
    let mut columns: Vec<IndexColumn> = rollup.columns.iter().filter_map(own).collect();
    if matches!(model, KeyModel::Duplicate) {
        let keys = match rollup.duplicate_key.len() {
            0 => short_key(columns.iter().map(|column| &column.column)),
            declared => declared,
        };
        for (at, column) in columns.iter_mut().enumerate() {
            column.is_key = at < keys;
        }
    }
    columns
}

/// How many of these columns are the key where none is declared: at most three, at most 36 bytes, up to the first VARCHAR.
pub(super) fn short_key<'a>(columns: impl Iterator<Item = &'a Column>) -> usize {
    let mut bytes = 0;
    let mut keys = 0;
    for column in columns {
        let data_type = &column.data_type;
        let Some(size) = index_bytes_of(data_type) else { break };
        bytes += size;
        if keys == 3 || bytes > 36 {
            let is_text = matches!(data_type, DataType::Char(_) | DataType::Varchar(_) | DataType::String);
            return if keys == 0 && is_text { 1 } else { keys };
        }
        if !data_type.may_lead_a_sort_key() {
            break;
        }
        keys += 1;
        if matches!(data_type, DataType::Varchar(_) | DataType::String) {
            break;
        }
    }
    keys
}
