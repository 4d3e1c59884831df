//! PARTITION BY in all its forms, and single partitions.

use super::{name, names, number, properties, text};
use proptest::collection::vec;
use proptest::prelude::*;
use starrocks_core::schema::{
    Every, Expression, IntervalUnit, List, ListPartition, ListValue, ListValues, PartitionBound,
    PartitionExpression, PartitionValue, Partitioning, RangePartition, Text,
};
use std::borrow::Cow;

fn partition_values() -> impl Strategy<Value = List<PartitionValue>> {
    let value = prop_oneof![
        4 => text().prop_map(|text| PartitionValue::Text(text.into())),
        1 => Just(PartitionValue::MaxValue)
    ];
    vec(value, 1..3).prop_map(Cow::Owned)
}

/// A declared range, or a batch of them.
pub fn range_partition() -> BoxedStrategy<RangePartition> {
    let bound =
        prop_oneof![Just(PartitionBound::MaxValue), partition_values().prop_map(PartitionBound::Values)];
    let less_than =
        (name(), any::<bool>(), bound, properties()).prop_map(|(name, if_not_exists, upper, properties)| {
            RangePartition::LessThan { name, if_not_exists, upper, properties }
        });
    let fixed = (name(), any::<bool>(), partition_values(), partition_values(), properties()).prop_map(
        |(name, if_not_exists, lower, upper, properties)| RangePartition::Fixed {
            name,
            if_not_exists,
            lower,
            upper,
            properties,
        },
    );
    prop_oneof![less_than, fixed, batch()].boxed()
}

/// START, END and EVERY.
pub fn batch() -> BoxedStrategy<RangePartition> {
    (text(), text(), every())
        .prop_map(|(start, end, every)| RangePartition::Batch { start: start.into(), end: end.into(), every })
        .boxed()
}

/// The step of a batch.
pub fn every() -> BoxedStrategy<Every> {
    let interval = (number(), any::<bool>(), proptest::sample::select(IntervalUnit::ALL.to_vec()));
    prop_oneof![
        prop_oneof![0u64..100, any::<u64>()].prop_map(Every::Number),
        interval.prop_map(|(number, negative, unit)| {
            Every::Interval(if negative { -i64::from(number) } else { number.into() }, unit)
        }),
    ]
    .boxed()
}

/// A list of values.
pub fn list_partition() -> BoxedStrategy<ListPartition> {
    let value =
        || prop_oneof![4 => text().prop_map(|text| ListValue::Text(text.into())), 1 => Just(ListValue::Null)];
    let values = prop_oneof![
        vec(value(), 1..3).prop_map(|values| ListValues::Single(Cow::Owned(values))),
        vec(vec(value(), 1..3).prop_map(Cow::Owned), 1..3)
            .prop_map(|tuples| ListValues::Tuples(Cow::Owned(tuples))),
    ];
    (name(), any::<bool>(), values, properties())
        .prop_map(|(name, if_not_exists, values, properties)| ListPartition {
            name,
            if_not_exists,
            values,
            properties,
        })
        .boxed()
}

/// What stands behind PARTITION BY.
pub fn partitioning() -> BoxedStrategy<Partitioning> {
    let ranges = || vec(range_partition(), 0..3).prop_map(Cow::Owned);
    let function = || {
        let functions = &["date_trunc('day', dt)", "time_slice(dt, INTERVAL 7 DAY)", "f(`a b`, ';)')", "f()"];
        proptest::sample::select(&functions[..])
            .prop_map(|text| PartitionExpression::Function(Expression::new(text)))
    };
    let ranged = proptest::sample::select(
        &["str2date(dt, '%Y-%m-%d')", "from_unixtime(ts)", "f(`a;`, (1), 'x')", "CAST(a AS DATE)"][..],
    );
    let expression = prop_oneof![function(), name().prop_map(PartitionExpression::Column)];
    prop_oneof![
        (names(), ranges()).prop_map(|(columns, partitions)| Partitioning::Range { columns, partitions }),
        (ranged, ranges()).prop_map(|(expression, partitions)| Partitioning::RangeExpression {
            expression: Expression::new(expression),
            partitions
        }),
        (names(), vec(list_partition(), 0..3).prop_map(Cow::Owned))
            .prop_map(|(columns, partitions)| Partitioning::List { columns, partitions }),
        names().prop_map(|columns: List<Text>| Partitioning::Columns { columns }),
        vec(expression, 1..3).prop_map(|expressions| Partitioning::Expressions {
            expressions: Cow::Owned(expressions),
            partitions: Cow::Borrowed(&[])
        }),
        (function(), vec(range_partition(), 1..3)).prop_map(|(function, partitions)| {
            Partitioning::Expressions {
                expressions: Cow::Owned(vec![function]),
                partitions: Cow::Owned(partitions),
            }
        }),
    ]
    .boxed()
}
