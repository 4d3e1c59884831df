//! Clauses whose names are mostly those of one table.

use super::{alter_table, clause, of_partitions};
use crate::tables::{data_type, known_property, name, nullability, sound_value, text, untied_column};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use starrocks_core::schema::{
    AlterClause, AlterTable, Column, ColumnPosition, ColumnValue, DataType, Expression, FieldStep, Index,
    IndexType, Partitioning, Properties, RangePartition, Rollup, Table, Text,
};
use std::borrow::Cow;

/// A table, and one to six statements about it.
pub fn alters_of_table<T: Strategy<Value = Table>>(
    tables: T,
) -> impl Strategy<Value = (Table, Vec<AlterTable>)> {
    tables.prop_flat_map(|table| {
        let alters = alters_of(&table);
        (Just(table), alters)
    })
}

/// One to six statements about this table: mostly of one clause, sometimes of several.
pub fn alters_of(table: &Table) -> BoxedStrategy<Vec<AlterTable>> {
    let name = table.name.clone();
    let one = clause_of(table).prop_map(|clause| vec![clause]);
    // Changes of columns may stand together, hardly anything else.
    let together = vec(of_columns(table, &Names::of(table)), 2..4);
    let several = vec(clause_of(table), 2..4);
    let own = prop_oneof![12 => one, 2 => together, 1 => several];
    let own = own.prop_map(move |clauses| AlterTable { table: name.clone(), clauses: Cow::Owned(clauses) });
    vec(prop_oneof![12 => own, 1 => alter_table()], 1..7).boxed()
}

/// What a clause can name.
pub(super) struct Names {
    pub(super) columns: Vec<Text>,
    pub(super) indexes: Vec<Text>,
    pub(super) rollups: Vec<Text>,
    pub(super) partitions: Vec<Text>,
}

impl Names {
    fn of(table: &Table) -> Self {
        let partitions = match &table.partition_by {
            Some(
                Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. },
            ) => partitions
                .iter()
                .map(|partition| match partition {
                    RangePartition::LessThan { name, .. } | RangePartition::Fixed { name, .. } => {
                        name.clone()
                    }
                    RangePartition::Batch { .. } => "p20240101".into(),
                })
                .collect(),
            Some(Partitioning::List { partitions, .. }) => {
                partitions.iter().map(|partition| partition.name.clone()).collect()
            }
            _ => vec![table.name.name.clone()],
        };
        let with = |mut own: Vec<Text>, added: &[&'static str]| {
            own.extend(added.iter().map(|name| Text::from(*name)));
            own
        };
        Names {
            columns: with(table.columns.iter().map(|column| column.name.clone()).collect(), &["n1", "n2"]),
            indexes: with(table.indexes.iter().map(|index| index.name.clone()).collect(), &["i9"]),
            rollups: with(table.rollups.iter().map(|rollup| rollup.name.clone()).collect(), &["r9"]),
            partitions: with(partitions, &["p9", "p20240201"]),
        }
    }
}

/// Mostly one of these, sometimes in the other case, sometimes any name.
pub(super) fn pick(own: &[Text]) -> BoxedStrategy<Text> {
    let own = own.to_vec();
    prop_oneof![
        20 => proptest::sample::select(own.clone()),
        1 => proptest::sample::select(own).prop_map(|name| Text::from(name.to_uppercase())),
        1 => name(),
    ]
    .boxed()
}

/// One clause about this table.
pub fn clause_of(table: &Table) -> BoxedStrategy<AlterClause> {
    let names = Names::of(table);
    prop_oneof![
        6 => of_columns(table, &names),
        2 => of_fields(table, &names),
        2 => of_indexes_and_rollups(&names),
        3 => of_settings(&names),
        2 => of_partitions::optimize(&names).prop_map(AlterClause::Optimize),
        5 => of_partitions::of_partitions(table, &names),
        2 => clause(),
    ]
    .boxed()
}

fn position(names: &Names) -> BoxedStrategy<Option<ColumnPosition>> {
    option::weighted(
        0.4,
        prop_oneof![
            1 => Just(ColumnPosition::First),
            3 => pick(&names.columns).prop_map(ColumnPosition::After)
        ],
    )
    .boxed()
}

fn rollup(names: &Names) -> BoxedStrategy<Option<Text>> {
    option::weighted(0.1, pick(&names.rollups)).boxed()
}

pub(super) fn job() -> BoxedStrategy<Properties> {
    prop_oneof![
        8 => Just(Properties::NONE),
        1 => Just(Properties::new([("timeout", "100")])),
        1 => known_property().prop_map(|property| Properties::new([property]))
    ]
    .boxed()
}

/// A definition: of a column that a server takes, of any column, or of one of the table with another type or value.
fn definition(table: &Table, names: &Names) -> BoxedStrategy<Column> {
    let sound = sound_value().prop_map(|plain| Column {
        value: plain.value,
        nullability: plain.nullability,
        comment: plain.comment.map(Text::from),
        ..Column::new("", plain.data_type)
    });
    let named = |columns: BoxedStrategy<Column>| {
        (pick(&names.columns), columns, any::<[bool; 2]>()).prop_map(|(name, column, [a, b])| Column {
            name,
            key: column.key || (a && b),
            ..column
        })
    };
    let own = proptest::sample::select(table.columns.to_vec());
    let wider = proptest::sample::select(vec![
        DataType::BigInt,
        DataType::LargeInt,
        DataType::Varchar(Some(300)),
        DataType::String,
        DataType::DateTime,
        DataType::decimal(20, 2),
        DataType::Double,
    ]);
    let changed = prop_oneof![
        2 => (own.clone(), wider).prop_map(|(column, data_type)| Column { data_type, ..column }),
        1 => (own.clone(), text()).prop_map(|(column, text)| column.with_comment(text)),
        1 => (own.clone(), nullability()).prop_map(|(column, nullability)| Column { nullability, ..column }),
        1 => (own.clone(), data_type()).prop_map(|(column, data_type)| Column { data_type, ..column }),
        1 => (own.clone(), sound_value())
            .prop_map(|(column, plain)| Column { value: plain.value, ..column }),
        1 => own,
    ];
    let generated = (pick(&names.columns), pick(&names.columns)).prop_map(|(name, of)| Column {
        value: ColumnValue::Generated(Expression::new(format!("`{of}` + 1"))),
        ..Column::new(name, DataType::BigInt)
    });
    let aggregates = table.columns.iter().filter_map(|column| column.aggregate.clone()).collect::<Vec<_>>();
    let sound = match aggregates.is_empty() {
        true => sound.boxed(),
        false => (sound, proptest::sample::select(aggregates))
            .prop_map(|(column, aggregate)| column.with_aggregate(aggregate))
            .boxed(),
    };
    prop_oneof![
        4 => named(sound),
        3 => changed,
        1 => generated.prop_filter("no backquote", |column| match &column.value {
            ColumnValue::Generated(expression) => expression.text.matches('`').count() == 2,
            _ => true,
        }),
        1 => named(untied_column().boxed()),
    ]
    .boxed()
}

fn of_columns(table: &Table, names: &Names) -> BoxedStrategy<AlterClause> {
    let definition = || definition(table, names);
    let column = || pick(&names.columns);
    let all: Vec<Text> = table.columns.iter().map(|column| column.name.clone()).collect();
    let shuffled = prop_oneof![
        Just(all.clone()).prop_shuffle(),
        proptest::sample::subsequence(all.clone(), 1..=all.len())
    ];
    prop_oneof![
        4 => (definition(), position(names), rollup(names), job()).prop_map(
            |(column, position, rollup, properties)| AlterClause::AddColumn {
                column, position, rollup, properties
            }
        ),
        1 => (vec(definition(), 1..3), rollup(names), job()).prop_map(|(columns, rollup, properties)| {
            AlterClause::AddColumns { columns: Cow::Owned(columns), rollup, properties }
        }),
        3 => (column(), rollup(names), job()).prop_map(|(column, rollup, properties)| {
            AlterClause::DropColumn { column, rollup, properties }
        }),
        4 => (definition(), position(names), rollup(names), job()).prop_map(
            |(column, position, rollup, properties)| AlterClause::ModifyColumn {
                column, position, rollup, properties
            }
        ),
        1 => (column(), text()).prop_map(|(column, comment)| AlterClause::ModifyColumnComment {
            column,
            comment: comment.into()
        }),
        3 => (column(), column()).prop_map(|(column, to)| AlterClause::RenameColumn { column, to }),
        2 => (shuffled, rollup(names), job()).prop_map(|(columns, rollup, properties)| {
            AlterClause::ReorderColumns { columns: Cow::Owned(columns), rollup, properties }
        }),
    ]
    .boxed()
}

fn of_fields(table: &Table, names: &Names) -> BoxedStrategy<AlterClause> {
    let step = || {
        prop_oneof![
            3 => proptest::sample::select(&["a", "b", "c", "A"][..]).prop_map(|n| FieldStep::Field(n.into())),
            1 => Just(FieldStep::Element),
            1 => name().prop_map(FieldStep::Field)
        ]
    };
    let is_nested = |column: &&Column| matches!(column.data_type, DataType::Struct(_) | DataType::Array(_));
    let nested: Vec<Text> =
        table.columns.iter().filter(is_nested).map(|column| column.name.clone()).collect();
    let column = || match nested.is_empty() {
        true => pick(&names.columns),
        false => prop_oneof![6 => pick(&nested), 1 => pick(&names.columns)].boxed(),
    };
    let place = option::of(prop_oneof![
        Just(ColumnPosition::First),
        proptest::sample::select(&["a", "b", "c"][..]).prop_map(|name| ColumnPosition::After(name.into())),
    ]);
    let path = || vec(step(), 1..3);
    prop_oneof![
        (column(), path(), prop_oneof![Just(DataType::Int), data_type()], place, job()).prop_map(
            |(column, path, data_type, position, properties)| AlterClause::AddField {
                column,
                path: Cow::Owned(path),
                data_type,
                position,
                properties
            }
        ),
        (column(), path(), job()).prop_map(|(column, path, properties)| AlterClause::DropField {
            column,
            path: Cow::Owned(path),
            properties
        }),
    ]
    .boxed()
}

fn of_indexes_and_rollups(names: &Names) -> BoxedStrategy<AlterClause> {
    let types = proptest::sample::select(vec![
        (IndexType::Bitmap, Properties::NONE),
        (IndexType::Gin, Properties::new([("parser", "english")])),
        (IndexType::NgramBf, Properties::new([("gram_num", "4"), ("bloom_filter_fpp", "0.05")])),
        (IndexType::Vector, Properties::new([("index_type", "hnsw")])),
    ]);
    let index = (pick(&names.indexes), pick(&names.columns), types, option::of(text())).prop_map(
        |(name, column, (index_type, properties), comment)| Index {
            name,
            columns: Cow::Owned(vec![column]),
            index_type,
            properties,
            comment: comment.map(Text::from),
        },
    );
    let rollup = (
        pick(&names.rollups),
        proptest::sample::subsequence(names.columns.clone(), 1..=names.columns.len()),
        option::weighted(0.2, pick(&names.rollups)),
    )
        .prop_map(|(name, columns, from)| Rollup {
            name,
            columns: Cow::Owned(columns),
            duplicate_key: Cow::Borrowed(&[]),
            from,
            properties: Properties::NONE,
        });
    let name = || pick(&names.rollups);
    prop_oneof![
        2 => index.prop_map(AlterClause::AddIndex),
        1 => pick(&names.indexes).prop_map(|index| AlterClause::DropIndex { index }),
        2 => vec(rollup, 1..3).prop_map(|rollups| AlterClause::AddRollups(Cow::Owned(rollups))),
        1 => vec(name(), 1..3).prop_map(|rollups| AlterClause::DropRollups(Cow::Owned(rollups))),
        1 => (name(), name()).prop_map(|(rollup, to)| AlterClause::RenameRollup { rollup, to }),
    ]
    .boxed()
}

fn of_settings(names: &Names) -> BoxedStrategy<AlterClause> {
    let default_buckets = (pick(&names.columns), 0u32..9).prop_map(|(column, buckets)| {
        AlterClause::DefaultBuckets { columns: Cow::Owned(vec![column]), buckets }
    });
    prop_oneof![
        6 => known_property().prop_map(|pair| AlterClause::SetProperties(Properties::new([pair]))),
        1 => vec(known_property(), 2..4).prop_map(|pairs| AlterClause::SetProperties(Properties::new(pairs))),
        2 => text().prop_map(|comment| AlterClause::Comment(comment.into())),
        1 => (0u64..500).prop_map(AlterClause::AutoIncrement),
        2 => default_buckets,
        1 => name().prop_map(|to| AlterClause::Rename { to }),
        1 => name().prop_map(|table| AlterClause::SwapWith { table }),
    ]
    .boxed()
}
