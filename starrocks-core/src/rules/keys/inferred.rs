//! The key that a server gives a table that declares none.

use crate::schema::{Column, DataType, Key, KeyModel, Table};

/// The key that the server infers for a table without a key clause; what the table declares is not looked at.
///
/// When a column has an aggregate, it is AGGREGATE KEY over all columns without one. Otherwise it is DUPLICATE KEY over
/// the first columns: at most three, at most 36 bytes of index, up to the first VARCHAR, and as long as the types can be keys.
/// `None` when the very first column cannot be a key, or has a type that this crate does not know.
///
/// ```
/// use starrocks_core::rules::inferred_key;
/// use starrocks_core::schema::{Column, DataType, Key, KeyModel, Table};
///
/// let table = Table::new("t")
///     .with_column(Column::new("a", DataType::Int))
///     .with_column(Column::new("b", DataType::Varchar(Some(9))))
///     .with_column(Column::new("c", DataType::Int));
/// assert_eq!(inferred_key(&table), Some(Key::new(KeyModel::Duplicate, ["a", "b"])));
/// ```
pub fn inferred_key(table: &Table) -> Option<Key> {
    let names = |columns: &[&Column]| columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    if table.columns.iter().any(|column| column.aggregate.is_some()) {
        let keys: Vec<&Column> = table.columns.iter().filter(|column| column.aggregate.is_none()).collect();
        return Some(Key::new(KeyModel::Aggregate, names(&keys)));
    }
    let mut keys: Vec<&Column> = Vec::new();
    let mut index_bytes = 0;
    for column in table.columns.iter() {
        if column.is_generated() {
            break;
        }
        let Some(bytes) = index_bytes_of(&column.data_type) else {
            break;
        };
        index_bytes += bytes;
        if keys.len() >= 3 || index_bytes > 36 {
            let is_text =
                matches!(column.data_type, DataType::Char(_) | DataType::Varchar(_) | DataType::String);
            if keys.is_empty() && is_text {
                keys.push(column);
            }
            break;
        }
        if !column.data_type.may_be_key(KeyModel::Duplicate) {
            break;
        }
        keys.push(column);
        if matches!(column.data_type, DataType::Varchar(_) | DataType::String) {
            break;
        }
    }
    (!keys.is_empty()).then(|| Key::new(KeyModel::Duplicate, names(&keys)))
}

/// What a column of this type adds to the index entry of a row; `None` when this crate does not know the type.
pub(in crate::rules) fn index_bytes_of(data_type: &DataType) -> Option<i64> {
    use crate::schema::DecimalWidth::{Bits32, Bits64, Bits128, Bits256, V2};
    Some(match data_type {
        DataType::Boolean | DataType::TinyInt => 1,
        DataType::SmallInt => 2,
        DataType::Date => 3,
        DataType::Int => 4,
        DataType::BigInt | DataType::DateTime => 8,
        DataType::LargeInt | DataType::Varbinary(_) => 16,
        DataType::Varchar(_) | DataType::String => 20,
        // The server counts an omitted length as -1.
        DataType::Char(length) => length.map_or(-1, i64::from),
        DataType::Decimal(decimal) => match decimal.width() {
            Bits32 => 4,
            Bits64 => 8,
            V2 => 12,
            Bits128 => 16,
            Bits256 => 32,
        },
        DataType::Inferred | DataType::Other(_) => return None,
        // These cannot be keys, but they may be sorted by.
        DataType::Float => 4,
        DataType::Double | DataType::Time => 8,
        DataType::Json | DataType::Variant | DataType::Bitmap | DataType::Hll | DataType::Percentile => 16,
        DataType::Array(_) | DataType::Map(..) | DataType::Struct(_) => 0,
    })
}
