//! Clauses about the partitions of one table, and about its layout.

use super::of_table::{Names, job, pick};
use crate::tables::known_property;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use starrocks_core::schema::{
    AlterClause, Distribution, DroppedPartitions, Every, Expression, IntervalUnit, ListPartition, ListValue,
    ListValues, NewPartitions, Optimize, PartitionBound, PartitionExpression, PartitionNames, PartitionValue,
    Partitioning, Properties, RangePartition, Table, Text,
};
use std::borrow::Cow;

fn partition_names(names: &Names) -> BoxedStrategy<PartitionNames> {
    (prop_oneof![4 => Just(false), 1 => Just(true)], vec(pick(&names.partitions), 1..3))
        .prop_map(|(temporary, names)| PartitionNames { temporary, names: Cow::Owned(names) })
        .boxed()
}

/// An OPTIMIZE.
pub(super) fn optimize(names: &Names) -> BoxedStrategy<Optimize> {
    let column = || pick(&names.columns);
    let buckets = || option::of(0u32..9);
    let distribution = prop_oneof![
        3 => (column(), buckets()).prop_map(|(column, buckets)| Distribution::Hash {
            columns: Cow::Owned(vec![column]),
            buckets
        }),
        1 => buckets().prop_map(|buckets| Distribution::Random { buckets }),
    ];
    let function = &["date_trunc('month', dt)", "date_trunc('day', dt)", "time_slice(dt, INTERVAL 7 DAY)"];
    let partition_by = proptest::sample::select(&function[..]).prop_map(|text| Partitioning::Expressions {
        expressions: Cow::Owned(vec![PartitionExpression::Function(Expression::new(text))]),
        partitions: Cow::Borrowed(&[]),
    });
    (
        option::weighted(0.2, partition_names(names)),
        option::weighted(0.2, partition_by),
        vec(column(), 0..2),
        option::weighted(0.7, distribution),
    )
        .prop_map(|(partitions, partition_by, order_by, distributed_by)| Optimize {
            partitions,
            partition_by,
            order_by: Cow::Owned(order_by),
            distributed_by,
            ..Optimize::default()
        })
        .boxed()
}

fn day() -> impl Strategy<Value = Text> {
    (1u32..13, 1u32..29).prop_map(|(month, day)| format!("2024-{month:02}-{day:02}").into())
}

/// A clause about partitions.
pub(super) fn of_partitions(table: &Table, names: &Names) -> BoxedStrategy<AlterClause> {
    let name = || pick(&names.partitions);
    let bound = |day: Text| Cow::Owned(vec![PartitionValue::Text(day)]);
    let range = prop_oneof![
        (name(), any::<bool>(), day()).prop_map(move |(name, if_not_exists, day)| RangePartition::LessThan {
            name,
            if_not_exists,
            upper: PartitionBound::Values(bound(day)),
            properties: Properties::NONE,
        }),
        (name(), any::<bool>(), day(), day()).prop_map(move |(name, if_not_exists, from, to)| {
            RangePartition::Fixed {
                name,
                if_not_exists,
                lower: bound(from),
                upper: bound(to),
                properties: Properties::NONE,
            }
        }),
        (day(), day(), 1i64..40).prop_map(|(start, end, days)| RangePartition::Batch {
            start,
            end,
            every: Every::Interval(days, IntervalUnit::Day)
        }),
    ];
    let list =
        (name(), any::<bool>(), vec(day(), 1..3)).prop_map(|(name, if_not_exists, days)| ListPartition {
            name,
            if_not_exists,
            values: ListValues::Single(days.into_iter().map(ListValue::Text).collect()),
            properties: Properties::NONE,
        });
    let is_list =
        matches!(table.partition_by, Some(Partitioning::List { .. } | Partitioning::Columns { .. }));
    let (ranges, lists) = if is_list { (1, 8) } else { (8, 1) };
    let new = prop_oneof![
        ranges => range.prop_map(NewPartitions::Range),
        lists => list.prop_map(NewPartitions::List)
    ];
    let buckets = option::of(1u32..9);
    let distribution = (pick(&names.columns), buckets)
        .prop_map(|(column, buckets)| Distribution::Hash { columns: Cow::Owned(vec![column]), buckets });
    let dropped = prop_oneof![
        3 => name().prop_map(DroppedPartitions::Name),
        2 => vec(name(), 1..3).prop_map(|names| DroppedPartitions::Names(Cow::Owned(names))),
        1 => (day(), day()).prop_map(|(start, end)| DroppedPartitions::Batch {
            start,
            end,
            every: Every::Interval(1, IntervalUnit::Month)
        }),
        1 => day()
            .prop_map(|day| DroppedPartitions::Where(Expression::new(format!("dt < '{day}'")))),
        1 => Just(DroppedPartitions::AllTemporary),
    ];
    prop_oneof![
        5 => (prop_oneof![3 => Just(false), 1 => Just(true)], new, option::weighted(0.1, distribution), job()).prop_map(
            |(temporary, partitions, distributed_by, properties)| AlterClause::AddPartitions {
                temporary, partitions, distributed_by, properties
            }
        ),
        3 => (any::<[bool; 2]>(), any::<bool>(), dropped).prop_map(|([temporary, if_exists], force, partitions)| {
            let all = partitions == DroppedPartitions::AllTemporary;
            AlterClause::DropPartitions { temporary: temporary || all, if_exists: if_exists && !all, partitions, force }
        }),
        1 => partition_names(names).prop_map(AlterClause::TruncatePartitions),
        2 => (option::of(vec(name(), 1..3)), known_property()).prop_map(|(partitions, property)| {
            AlterClause::ModifyPartitions {
                partitions: partitions.map(Cow::Owned),
                properties: Properties::new([property])
            }
        }),
        2 => (partition_names(names), partition_names(names)).prop_map(|(partitions, with)| {
            AlterClause::ReplacePartitions {
                partitions: PartitionNames { temporary: false, ..partitions },
                with: PartitionNames { temporary: true, ..with },
                properties: Properties::NONE
            }
        }),
        2 => (name(), name()).prop_map(|(partition, to)| AlterClause::RenamePartition { partition, to }),
    ]
    .boxed()
}
