//! LIST partitions as a server keeps them.

use super::ranges::bound;
use super::{own_properties, partition_types};
use crate::rules::normal_form::ServerDefaults;
use crate::rules::partitions::lists::DEFAULT_PARTITION;
use crate::schema::{DataType, ListPartition, ListValue, ListValues, Table};
use std::borrow::Cow;

/// A partition of `table`.
pub fn list_partition(table: &Table, partition: &ListPartition, server: &ServerDefaults) -> ListPartition {
    let types = partition_types(table);
    let first = types.first().unwrap_or(&DataType::Inferred);
    let values = match &partition.values {
        ListValues::Single(values) => {
            ListValues::Single(values.iter().map(|value| list_value(value, first, server)).collect())
        }
        ListValues::Tuples(tuples) => {
            let tuple = |values: &[ListValue]| -> Vec<ListValue> {
                let types = types.iter().chain(std::iter::repeat(&DataType::Inferred));
                values.iter().zip(types).map(|(value, t)| list_value(value, t, server)).collect()
            };
            ListValues::Tuples(tuples.iter().map(|values| Cow::Owned(tuple(values))).collect())
        }
    };
    ListPartition {
        name: partition.name.clone(),
        if_not_exists: false,
        values,
        properties: own_properties(table, &partition.properties, server),
    }
}

fn list_value(value: &ListValue, data_type: &DataType, server: &ServerDefaults) -> ListValue {
    match value {
        ListValue::Text(text) if text == DEFAULT_PARTITION || text == "NULL" => ListValue::Null,
        ListValue::Text(text) if *data_type == DataType::Boolean => {
            let is_true = ["true", "1"].contains(&text.trim().to_lowercase().as_str());
            ListValue::Text(if is_true { "TRUE" } else { "FALSE" }.into())
        }
        ListValue::Text(text) => ListValue::Text(bound(text, data_type, server)),
        ListValue::Null => ListValue::Null,
    }
}
