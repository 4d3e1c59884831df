//! Tables that a server mostly takes.

use super::texts::HOSTILE;
use super::{known_property, text};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use starrocks_core::schema::{
    AggType, Column, ColumnValue, DataType, DefaultValue, Distribution, Expression, Index, IndexType, Key,
    KeyModel, List, ListPartition, ListValue, ListValues, Nullability, PartitionBound, PartitionExpression,
    PartitionValue, Partitioning, Properties, RangePartition, Rollup, Shared, StructField, Table, TableName,
    Text,
};
use std::borrow::Cow;

/// A column without its name and without what its table asks of it.
#[derive(Clone, Debug)]
pub struct PlainColumn {
    /// Its type.
    pub data_type: DataType,
    /// Where its value comes from.
    pub value: ColumnValue,
    /// Whether it may hold NULL.
    pub nullability: Nullability,
    /// The comment.
    pub comment: Option<String>,
}

impl PlainColumn {
    fn named(self, name: impl Into<Text>, aggregate: Option<AggType>) -> Column {
        let PlainColumn { data_type, value, nullability, comment } = self;
        // A sketch or a state has no default.
        let keeps_value = aggregate.is_none() || matches!(aggregate, Some(AggType::Sum | AggType::Replace));
        Column {
            value: if keeps_value { value } else { ColumnValue::Given },
            aggregate,
            nullability,
            comment: comment.map(Text::from),
            ..Column::new(name, data_type)
        }
    }
}

/// A type that a value column can have, with a default that fits it or none.
pub fn sound_value() -> BoxedStrategy<PlainColumn> {
    let number = || proptest::sample::select(vec!["0", "1", "7"]);
    let numeric = proptest::sample::select(vec![
        DataType::TinyInt,
        DataType::SmallInt,
        DataType::Int,
        DataType::BigInt,
        DataType::LargeInt,
        DataType::Double,
        DataType::decimal(10, 2),
        DataType::decimal(38, 0),
    ]);
    let given = |data_type| (Just(data_type), Just(ColumnValue::Given));
    let defaulted = |text: Text| ColumnValue::Default(DefaultValue::Text(text));
    let textual = proptest::sample::select(vec![DataType::Varchar(Some(200)), DataType::String]);
    let time = proptest::sample::select(vec![
        ColumnValue::Given,
        ColumnValue::Default(DefaultValue::CurrentTimestamp(None)),
        ColumnValue::Default(DefaultValue::Text("2024-01-01 00:00:00".into())),
        ColumnValue::Default(DefaultValue::Null),
    ]);
    let fields = || {
        vec![StructField::new("a", DataType::Int), StructField::new("b", DataType::array(DataType::Double))]
    };
    let nested = proptest::sample::select(vec![
        DataType::array(DataType::Int),
        DataType::map(DataType::Int, DataType::String),
        DataType::Struct(Cow::Owned(fields())),
        DataType::Array(Shared::new(DataType::Struct(Cow::Owned(fields())))),
        DataType::Json,
        DataType::Varbinary(None),
    ]);
    let kind = prop_oneof![
        3 => (numeric, option::of(number().prop_map(move |n| defaulted(n.into())))
            .prop_map(Option::unwrap_or_default)),
        3 => (textual, option::of(text().prop_map(move |text| defaulted(text.into())))
            .prop_map(Option::unwrap_or_default)),
        1 => given(DataType::Boolean),
        1 => given(DataType::Date),
        1 => (Just(DataType::DateTime), time),
        2 => nested.prop_flat_map(given),
    ];
    (kind, any::<bool>(), option::of(text()))
        .prop_map(|((data_type, value), not_null, comment)| {
            let takes_null = value == ColumnValue::Default(DefaultValue::Null);
            let nullability = if not_null && !takes_null { Nullability::NotNull } else { Nullability::Null };
            PlainColumn { data_type, value, nullability, comment }
        })
        .boxed()
}

fn key_type() -> impl Strategy<Value = DataType> {
    proptest::sample::select(vec![
        DataType::Int,
        DataType::BigInt,
        DataType::SmallInt,
        DataType::LargeInt,
        DataType::Boolean,
        DataType::Varchar(Some(20)),
        DataType::DateTime,
    ])
}

/// What stands behind the names of some tables: a server takes it, and nobody expects it there.
fn odd_suffix() -> impl Strategy<Value = &'static str> {
    let tame = |part: &str| !part.contains(['`', '\0', '=', '<', '>', '!', '*', '\n', '\r']);
    let odd: Vec<&'static str> = HOSTILE.iter().copied().filter(|part| tame(part)).collect();
    prop_oneof![3 => Just(""), 1 => proptest::sample::select(odd)]
}

/// What a table is made of.
#[derive(Debug)]
struct Parts {
    model: KeyModel,
    keys: Vec<Column>,
    values: Vec<Column>,
}

fn parts() -> impl Strategy<Value = Parts> {
    let kinds = (proptest::sample::select(KeyModel::ALL.to_vec()), odd_suffix());
    let summed = proptest::sample::select(vec![AggType::Sum, AggType::Max, AggType::Replace]);
    let keys = vec((key_type(), option::of(text())), 1..4);
    let values = vec((sound_value(), summed), 0..4);
    (kinds, keys, values, any::<[bool; 3]>()).prop_map(
        |((model, odd), keys, values, [increments, sketches, generated])| {
            let mut keys: Vec<Column> = keys
                .into_iter()
                .enumerate()
                .map(|(at, (data_type, comment))| Column {
                    comment: comment.map(Text::from),
                    ..Column::new(format!("k{at}{odd}"), data_type).not_null()
                })
                .collect();
            keys.push(Column::new("dt", DataType::Date).not_null());
            let aggregates = model == KeyModel::Aggregate;
            let aggregated = |column: &PlainColumn, summed: AggType| match &column.data_type {
                _ if !aggregates => None,
                DataType::TinyInt | DataType::SmallInt | DataType::Int | DataType::BigInt => Some(summed),
                DataType::LargeInt | DataType::Double => Some(summed),
                _ => Some(AggType::Replace),
            };
            let mut values: Vec<Column> = values
                .into_iter()
                .enumerate()
                .map(|(at, (column, summed))| {
                    let aggregate = aggregated(&column, summed);
                    column.named(format!("v{at}{odd}"), aggregate)
                })
                .collect();
            if aggregates && sketches {
                for (name, data_type, aggregate) in [
                    ("h", DataType::Hll, AggType::HllUnion),
                    ("b", DataType::Bitmap, AggType::BitmapUnion),
                    ("p", DataType::Percentile, AggType::PercentileUnion),
                ] {
                    values.push(Column::new(name, data_type).with_aggregate(aggregate));
                }
            }
            if !aggregates && increments {
                let value = ColumnValue::AutoIncrement;
                values.push(Column { value, ..Column::new("id", DataType::BigInt).not_null() });
            }
            if !aggregates && generated {
                let value = ColumnValue::Generated(Expression::new("year(dt)"));
                values.push(Column { value, ..Column::new("g", DataType::SmallInt).nullable() });
            }
            // A UNIQUE or AGGREGATE table without a value has only keys, which a server refuses of the first.
            if values.is_empty() {
                let aggregate = aggregates.then_some(AggType::Sum);
                values.push(Column { aggregate, ..Column::new("v", DataType::Int).nullable() });
            }
            Parts { model, keys, values }
        },
    )
}

fn partitioning() -> impl Strategy<Value = Option<Partitioning>> {
    let day = |text: &str| -> List<PartitionValue> {
        Cow::Owned(vec![PartitionValue::Text(text.to_owned().into())])
    };
    let columns = || -> List<Text> { Cow::Owned(vec!["dt".into()]) };
    let less = move |name: &str, bound: PartitionBound| RangePartition::LessThan {
        name: name.to_owned().into(),
        if_not_exists: false,
        upper: bound,
        properties: Properties::NONE,
    };
    let ranges = Partitioning::Range {
        columns: columns(),
        partitions: Cow::Owned(vec![
            less("p1", PartitionBound::Values(day("2024-01-01"))),
            RangePartition::Fixed {
                name: "p2".into(),
                if_not_exists: false,
                lower: day("2024-01-01"),
                upper: day("2024-02-01"),
                properties: Properties::new([("replication_num", "1")]),
            },
        ]),
    };
    let to_the_end = Partitioning::Range {
        columns: columns(),
        partitions: Cow::Owned(vec![
            less("p1", PartitionBound::Values(day("2024-01-01"))),
            less("p2", PartitionBound::MaxValue),
        ]),
    };
    let batch = Partitioning::Range {
        columns: columns(),
        partitions: Cow::Owned(vec![RangePartition::Batch {
            start: "2024-01-01".into(),
            end: "2024-01-04".into(),
            every: starrocks_core::schema::Every::Interval(1, starrocks_core::schema::IntervalUnit::Day),
        }]),
    };
    let list = |name: &str, values: &[&str]| ListPartition {
        name: name.to_owned().into(),
        if_not_exists: false,
        values: ListValues::Single(
            values.iter().map(|value| ListValue::Text((*value).to_owned().into())).collect(),
        ),
        properties: Properties::NONE,
    };
    let lists = Partitioning::List {
        columns: columns(),
        partitions: Cow::Owned(vec![list("p1", &["2024-01-01", "2024-01-02"]), list("p2", &["2024-01-03"])]),
    };
    let automatic = Partitioning::Columns { columns: columns() };
    let expression = |text: &'static str| Partitioning::Expressions {
        expressions: Cow::Owned(vec![PartitionExpression::Function(Expression::new(text))]),
        partitions: Cow::Borrowed(&[]),
    };
    proptest::sample::select(vec![
        None,
        Some(ranges),
        Some(to_the_end),
        Some(batch),
        Some(lists),
        Some(automatic),
        Some(expression("date_trunc('month', dt)")),
        Some(expression("time_slice(dt, INTERVAL 7 DAY)")),
    ])
}

/// A table that a server mostly takes, with what it takes and nobody expects: comments, defaults and names of columns.
pub fn sound_table() -> BoxedStrategy<Table> {
    let clauses = (option::of(text()), partitioning(), option::of(1u32..20), any::<[bool; 6]>());
    let property = option::weighted(0.3, known_property());
    (parts(), clauses, property, "[a-z]{1,5}")
        .prop_map(|(parts, clauses, property, name)| {
            let Parts { model, keys, values } = parts;
            let (comment, partition_by, buckets, [qualified, random, indexed, sorted, rolled_up, bloomed]) =
                clauses;
            let key_names: Vec<Text> = keys.iter().map(|column| column.name.clone()).collect();
            let value_names: Vec<Text> = values.iter().map(|column| column.name.clone()).collect();
            let index = |name: &str, column: &Text| Index {
                name: name.to_owned().into(),
                columns: Cow::Owned(vec![column.clone()]),
                index_type: IndexType::Bitmap,
                properties: Properties::NONE,
                comment: Some("it's an index".into()),
            };
            let rollup = Rollup {
                name: "r1".into(),
                columns: key_names.iter().chain(value_names.first()).cloned().collect(),
                duplicate_key: Cow::Borrowed(&[]),
                from: None,
                properties: Properties::NONE,
            };
            let distributed_by = if random && model == KeyModel::Duplicate {
                Distribution::Random { buckets }
            } else {
                Distribution::Hash { columns: Cow::Owned(vec![key_names[0].clone()]), buckets }
            };
            let mut properties = vec![("replication_num".to_owned(), "1".to_owned())];
            if bloomed && keys[0].data_type != DataType::Boolean {
                properties.push(("bloom_filter_columns".to_owned(), key_names[0].to_string()));
            }
            properties.extend(property);
            let sorts = sorted && matches!(model, KeyModel::Duplicate | KeyModel::Primary);
            let rolls = rolled_up && model != KeyModel::Primary;
            Table {
                name: TableName { database: qualified.then(|| "d".into()), name: name.into() },
                comment: comment.map(Text::from),
                partition_by,
                indexes: if indexed {
                    Cow::Owned(vec![index("i1", &key_names[0])])
                } else {
                    Cow::Borrowed(&[])
                },
                order_by: if sorts { Cow::Owned(key_names[..1].to_vec()) } else { Cow::Borrowed(&[]) },
                rollups: if rolls { Cow::Owned(vec![rollup]) } else { Cow::Borrowed(&[]) },
                key: Some(Key { model, columns: Cow::Owned(key_names) }),
                distributed_by: Some(distributed_by),
                columns: keys.into_iter().chain(values).collect(),
                properties: Properties::new(properties),
                ..Table::new("")
            }
        })
        .boxed()
}
