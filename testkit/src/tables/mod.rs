//! Random tables for property tests: every clause of the model, hostile names and texts.
//!
//! [`table`] is any table that can be written; [`sound_table`] is one that a server mostly takes, so that laws about what
//! is accepted have something to hold for.

mod columns;
mod partitions;
mod sound;
mod texts;
mod types;

pub use columns::{aggregate, column, untied_column};
pub use partitions::{batch, every, list_partition, partitioning, range_partition};
pub use sound::{PlainColumn, sound_table, sound_value};
pub use texts::{known_property, long_number, name, names, number, properties, some_properties, text};
pub use types::{data_type, nullability, unknown_type};

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use starrocks_core::schema::{Distribution, Index, IndexType, Key, KeyModel, Rollup, Table, TableName, Text};
use std::borrow::Cow;

/// HASH or RANDOM.
pub fn distribution() -> BoxedStrategy<Distribution> {
    let buckets = || option::of(number());
    prop_oneof![
        (names(), buckets()).prop_map(|(columns, buckets)| Distribution::Hash { columns, buckets }),
        buckets().prop_map(|buckets| Distribution::Random { buckets }),
    ]
    .boxed()
}

/// An index of any type that can be written.
pub fn index() -> BoxedStrategy<Index> {
    (name(), names(), index_type(), properties(), option::of(text()))
        .prop_map(|(name, columns, index_type, properties, comment)| Index {
            name,
            columns,
            index_type,
            properties,
            comment: comment.map(Text::from),
        })
        .boxed()
}

/// The types of indexes that this crate knows.
pub fn index_type() -> BoxedStrategy<IndexType> {
    proptest::sample::select(vec![IndexType::Bitmap, IndexType::Gin, IndexType::NgramBf, IndexType::Vector])
        .boxed()
}

/// A rollup.
pub fn rollup() -> BoxedStrategy<Rollup> {
    let key = prop_oneof![Just(Cow::Borrowed(&[][..])), names()];
    (name(), names(), key, option::of(name()), properties())
        .prop_map(|(name, columns, duplicate_key, from, properties)| Rollup {
            name,
            columns,
            duplicate_key,
            from,
            properties,
        })
        .boxed()
}

/// A key clause.
pub fn key() -> BoxedStrategy<Key> {
    (proptest::sample::select(KeyModel::ALL.to_vec()), names())
        .prop_map(|(model, columns)| Key { model, columns })
        .boxed()
}

/// The name of a table, with or without its database.
pub fn table_name() -> BoxedStrategy<TableName> {
    (option::of(name()), name()).prop_map(|(database, name)| TableName { database, name }).boxed()
}

/// Any table that can be written, whether or not a server would take it.
pub fn table() -> BoxedStrategy<Table> {
    let elements = (vec(column(), 1..5), vec(index(), 0..3));
    let words = (option::weighted(0.2, name()), option::weighted(0.2, name()));
    let clauses =
        (option::of(key()), option::of(text()), option::of(partitioning()), option::of(distribution()));
    let order = prop_oneof![Just(Cow::Borrowed(&[][..])), names()];
    let tail = (order, vec(rollup(), 0..2), properties());
    (table_name(), any::<bool>(), elements, words, clauses, tail)
        .prop_map(
            |(
                name,
                temporary,
                (columns, indexes),
                (engine, charset),
                (key, comment, partition_by, distributed_by),
                (order_by, rollups, properties),
            )| Table {
                name,
                temporary,
                columns: Cow::Owned(columns),
                indexes: Cow::Owned(indexes),
                engine,
                charset,
                key,
                comment: comment.map(Text::from),
                partition_by,
                distributed_by,
                order_by,
                rollups: Cow::Owned(rollups),
                properties,
            },
        )
        .boxed()
}
