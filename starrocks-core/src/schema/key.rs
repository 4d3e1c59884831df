//! The key model of a table and its key columns.

use super::shared::names;
use super::{List, Text};

/// The key clause: `PRIMARY KEY(a, b)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which of the four models.
    pub model: KeyModel,
    /// The key columns: the first columns of the table, in their order.
    pub columns: List<Text>,
}

impl Key {
    /// A key of this model over these columns.
    pub fn new<N: Into<Text>>(model: KeyModel, columns: impl IntoIterator<Item = N>) -> Self {
        Key { model, columns: names(columns) }
    }
}

/// The four [table types](https://docs.starrocks.io/docs/table_design/table_types/).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyModel {
    /// All rows are kept; the key is a sort prefix.
    Duplicate,
    /// Rows with the same key are merged column by column.
    Aggregate,
    /// The last row of a key wins, merged when read.
    Unique,
    /// The last row of a key wins, merged when written.
    Primary,
}

impl KeyModel {
    /// All four, in the order of the documentation.
    pub const ALL: [KeyModel; 4] =
        [KeyModel::Duplicate, KeyModel::Aggregate, KeyModel::Unique, KeyModel::Primary];

    /// The word in front of KEY.
    pub const fn keyword(self) -> &'static str {
        match self {
            KeyModel::Duplicate => "DUPLICATE",
            KeyModel::Aggregate => "AGGREGATE",
            KeyModel::Unique => "UNIQUE",
            KeyModel::Primary => "PRIMARY",
        }
    }

    /// The server's own name of the model, as its messages and `information_schema.tables_config` print it.
    pub const fn server_name(self) -> &'static str {
        match self {
            KeyModel::Duplicate => "DUP_KEYS",
            KeyModel::Aggregate => "AGG_KEYS",
            KeyModel::Unique => "UNIQUE_KEYS",
            KeyModel::Primary => "PRIMARY_KEYS",
        }
    }
}
