//! Key and distribution as a server keeps them: inferred where nothing is written.

use super::{ServerDefaults, own_names};
use crate::rules::inferred_key;
use crate::schema::{Distribution, Key, KeyModel, Table, Text};
use std::borrow::Cow;

/// The key; columns marked KEY behind the key of a DUPLICATE KEY table extend it.
pub(super) fn key(table: &Table) -> Option<Key> {
    let written = table.key.clone().or_else(|| inferred_key(table))?;
    let mut columns = own_names(table, &written.columns).into_owned();
    if written.model == KeyModel::Duplicate {
        let marked = table.columns.iter().skip(columns.len()).take_while(|column| column.key);
        let extension: Vec<Text> = marked.map(|column| column.name.clone()).collect();
        columns.extend(extension);
    }
    Some(Key { model: written.model, columns: Cow::Owned(columns) })
}

/// The distribution; none of a table that is distributed by ranges, which is not printed.
pub(super) fn distribution(
    table: &Table,
    key: Option<&Key>,
    server: &ServerDefaults,
) -> Option<Distribution> {
    if let Some(written) = &table.distributed_by {
        return Some(match written {
            Distribution::Hash { columns, .. } => Distribution::Hash {
                columns: own_names(table, columns),
                buckets: written.buckets().or_else(|| colocated_buckets(table, server)),
            },
            Distribution::Random { .. } => Distribution::Random { buckets: written.buckets() },
        });
    }
    let key = key?;
    let inferred = key.model == KeyModel::Duplicate && table.key.is_none() && table.order_by.is_empty();
    if server.range_distribution && !inferred {
        return None;
    }
    match key.model {
        KeyModel::Primary => Some(Distribution::Hash { columns: key.columns.clone(), buckets: None }),
        KeyModel::Duplicate if server.allow_default_partition => {
            let first = table.columns.first().map(|column| column.name.clone());
            Some(Distribution::Hash { columns: first.into_iter().collect(), buckets: None })
        }
        KeyModel::Duplicate => Some(Distribution::Random { buckets: None }),
        KeyModel::Aggregate | KeyModel::Unique => None,
    }
}

/// A colocate group needs a number of buckets: a table that does not say it gets two per backend.
fn colocated_buckets(table: &Table, server: &ServerDefaults) -> Option<u32> {
    let group = table.properties.get("colocate_with").filter(|group| !group.is_empty());
    group.filter(|_| !table.temporary).map(|_| server.backends * 2)
}
