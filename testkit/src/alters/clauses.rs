//! Any clause that can be written.

use crate::tables::{
    batch, column, data_type, distribution, every, index, key, list_partition, long_number, name, names,
    number, partitioning, properties, range_partition, rollup, some_properties, table_name, text,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use starrocks_core::schema::{
    AlterClause, AlterTable, ColumnPosition, CompactionKind, DroppedPartitions, Expression, ExternalClause,
    FieldStep, List, NewPartitions, Optimize, PartitionNames, RangePartition, Tablets, Text,
};
use std::borrow::Cow;

/// Any statement that can be written, whether or not a server would take it.
pub fn alter_table() -> BoxedStrategy<AlterTable> {
    let lone = prop_oneof![
        vec(rollup(), 1..3).prop_map(|rollups| AlterClause::AddRollups(Cow::Owned(rollups))),
        names().prop_map(AlterClause::DropRollups),
    ];
    let clauses = prop_oneof![1 => lone.prop_map(|clause| vec![clause]), 8 => vec(clause(), 1..4)];
    (table_name(), clauses)
        .prop_map(|(table, clauses)| AlterTable { table, clauses: Cow::Owned(clauses) })
        .boxed()
}

/// Any clause that can stand beside others in a text: all but ADD ROLLUP and DROP ROLLUP.
pub fn clause() -> BoxedStrategy<AlterClause> {
    prop_oneof![
        5 => of_columns(),
        2 => of_fields(),
        2 => of_indexes_and_names(),
        2 => of_settings(),
        2 => optimize().prop_map(AlterClause::Optimize),
        5 => of_partitions(),
        1 => of_tablets(),
        1 => external(),
    ]
    .boxed()
}

fn position() -> impl Strategy<Value = Option<ColumnPosition>> {
    option::of(prop_oneof![Just(ColumnPosition::First), name().prop_map(ColumnPosition::After)])
}

fn of_columns() -> BoxedStrategy<AlterClause> {
    let rollup = || option::weighted(0.3, name());
    prop_oneof![
        (column(), position(), rollup(), properties()).prop_map(|(column, position, rollup, properties)| {
            AlterClause::AddColumn { column, position, rollup, properties }
        }),
        (vec(column(), 1..3), rollup(), properties()).prop_map(|(columns, rollup, properties)| {
            AlterClause::AddColumns { columns: Cow::Owned(columns), rollup, properties }
        }),
        (name(), rollup(), properties()).prop_map(|(column, rollup, properties)| AlterClause::DropColumn {
            column,
            rollup,
            properties
        }),
        (column(), position(), rollup(), properties()).prop_map(|(column, position, rollup, properties)| {
            AlterClause::ModifyColumn { column, position, rollup, properties }
        }),
        (name(), text()).prop_map(|(column, comment)| AlterClause::ModifyColumnComment {
            column,
            comment: comment.into()
        }),
        (name(), name()).prop_map(|(column, to)| AlterClause::RenameColumn { column, to }),
        (names(), rollup(), properties()).prop_map(|(columns, rollup, properties)| {
            AlterClause::ReorderColumns { columns, rollup, properties }
        }),
    ]
    .boxed()
}

fn path() -> impl Strategy<Value = List<FieldStep>> {
    vec(prop_oneof![3 => name().prop_map(FieldStep::Field), 1 => Just(FieldStep::Element)], 1..4)
        .prop_map(Cow::Owned)
}

fn of_fields() -> BoxedStrategy<AlterClause> {
    prop_oneof![
        (name(), path(), data_type(), position(), properties()).prop_map(
            |(column, path, data_type, position, properties)| AlterClause::AddField {
                column,
                path,
                data_type,
                position,
                properties
            }
        ),
        (name(), path(), properties()).prop_map(|(column, path, properties)| AlterClause::DropField {
            column,
            path,
            properties
        }),
    ]
    .boxed()
}

fn of_indexes_and_names() -> BoxedStrategy<AlterClause> {
    prop_oneof![
        index().prop_map(AlterClause::AddIndex),
        name().prop_map(|index| AlterClause::DropIndex { index }),
        (name(), name()).prop_map(|(rollup, to)| AlterClause::RenameRollup { rollup, to }),
        name().prop_map(|to| AlterClause::Rename { to }),
        name().prop_map(|table| AlterClause::SwapWith { table }),
        (name(), name()).prop_map(|(partition, to)| AlterClause::RenamePartition { partition, to }),
    ]
    .boxed()
}

fn of_settings() -> BoxedStrategy<AlterClause> {
    let kinds = vec![CompactionKind::Unspecified, CompactionKind::Base, CompactionKind::Cumulative];
    prop_oneof![
        some_properties().prop_map(AlterClause::SetProperties),
        text().prop_map(|comment| AlterClause::Comment(comment.into())),
        long_number().prop_map(AlterClause::AutoIncrement),
        (names(), number()).prop_map(|(columns, buckets)| AlterClause::DefaultBuckets { columns, buckets }),
        (proptest::sample::select(kinds), vec(name(), 0..3)).prop_map(|(kind, partitions)| {
            AlterClause::Compact { kind, partitions: Cow::Owned(partitions) }
        }),
    ]
    .boxed()
}

fn optimize() -> impl Strategy<Value = Optimize> {
    let rarely = 0.3;
    let head = (
        option::weighted(rarely, partition_names()),
        option::weighted(rarely, key()),
        option::weighted(rarely, partitioning()),
    );
    let order = prop_oneof![Just(Cow::Borrowed(&[][..])), names()];
    let range = option::weighted(rarely, (text(), text()));
    (head, order, option::of(distribution()), range).prop_map(
        |((partitions, key, partition_by), order_by, distributed_by, range)| {
            let range = range.map(|(from, to)| (Text::from(from), Text::from(to)));
            Optimize { partitions, key, partition_by, order_by, distributed_by, range }
        },
    )
}

fn partition_names() -> impl Strategy<Value = PartitionNames> {
    (any::<bool>(), names()).prop_map(|(temporary, names)| PartitionNames { temporary, names })
}

fn of_partitions() -> BoxedStrategy<AlterClause> {
    let new = prop_oneof![
        range_partition().prop_map(NewPartitions::Range),
        list_partition().prop_map(NewPartitions::List)
    ];
    prop_oneof![
        2 => (any::<bool>(), new, option::of(distribution()), properties()).prop_map(
            |(temporary, partitions, distributed_by, properties)| AlterClause::AddPartitions {
                temporary, partitions, distributed_by, properties
            }
        ),
        2 => (any::<[bool; 3]>(), dropped()).prop_map(|([temporary, if_exists, force], partitions)| {
            let all = partitions == DroppedPartitions::AllTemporary;
            let (temporary, if_exists) = (temporary || all, if_exists && !all);
            AlterClause::DropPartitions { temporary, if_exists, partitions, force }
        }),
        1 => partition_names().prop_map(AlterClause::TruncatePartitions),
        1 => (option::of(names()), some_properties())
            .prop_map(|(partitions, properties)| AlterClause::ModifyPartitions { partitions, properties }),
        1 => (partition_names(), partition_names(), properties()).prop_map(|(partitions, with, properties)| {
            AlterClause::ReplacePartitions { partitions, with, properties }
        }),
    ]
    .boxed()
}

fn dropped() -> impl Strategy<Value = DroppedPartitions> {
    let conditions = &["dt < '2024-01-01'", "a = 1 AND (b IN ('x,', 'y;') OR c IS NULL)", "f(`FORCE`) > 1"];
    prop_oneof![
        name().prop_map(DroppedPartitions::Name),
        names().prop_map(DroppedPartitions::Names),
        (batch(), every()).prop_map(|(batch, every)| match batch {
            RangePartition::Batch { start, end, .. } => DroppedPartitions::Batch { start, end, every },
            _ => DroppedPartitions::AllTemporary,
        }),
        proptest::sample::select(&conditions[..])
            .prop_map(|text| DroppedPartitions::Where(Expression::new(text))),
        Just(DroppedPartitions::AllTemporary),
    ]
}

fn of_tablets() -> BoxedStrategy<AlterClause> {
    let ids = || vec(long_number(), 1..3).prop_map(|ids| -> List<u64> { Cow::Owned(ids) });
    let groups = |most: usize| {
        prop_oneof![
            Just(Tablets::All),
            partition_names().prop_map(Tablets::Partitions),
            vec(ids(), 1..most + 1).prop_map(|groups| Tablets::Ids(Cow::Owned(groups))),
        ]
    };
    prop_oneof![
        ids().prop_map(|tablets| AlterClause::DropPersistentIndex { tablets }),
        (groups(1), properties()).prop_map(|(of, properties)| AlterClause::SplitTablets { of, properties }),
        (groups(3), properties()).prop_map(|(of, properties)| AlterClause::MergeTablets { of, properties }),
    ]
    .boxed()
}

/// The clauses of external tables, which are kept as they are written.
fn external() -> BoxedStrategy<AlterClause> {
    use ExternalClause::*;
    proptest::sample::select(vec![
        (AddPartitionColumn, "ADD PARTITION COLUMN day(dt)"),
        (DropPartitionColumn, "DROP PARTITION COLUMN day(dt)"),
        (CreateOrReplaceBranch, "CREATE OR REPLACE BRANCH b AS OF VERSION 1 RETAIN 7 DAYS"),
        (CreateOrReplaceBranch, "REPLACE BRANCH b"),
        (CreateOrReplaceTag, "CREATE TAG `a ; b`"),
        (DropBranch, "DROP BRANCH IF EXISTS b"),
        (DropTag, "DROP TAG t"),
        (Execute, "EXECUTE rollback_to_snapshot(123)"),
    ])
    .prop_map(|(kind, text)| AlterClause::External { kind, text: text.into() })
    .boxed()
}
