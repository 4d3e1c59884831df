//! Random tables for property tests: every clause of the model, hostile names and texts.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use starrocks_core::schema::{
    AggState, AggStateArgument, AggType, Column, ColumnValue, DataType, DecimalKind, DecimalType,
    DefaultValue, Distribution, Every, Expression, Index, IndexType, IntervalUnit, Key, KeyModel,
    ListPartition, ListValue, ListValues, Nullability, PartitionBound, PartitionExpression, PartitionValue,
    Partitioning, Properties, RangePartition, Rollup, Shared, StructField, Table, TableName, Text,
};
use std::borrow::Cow;

/// What breaks naive quoting, and everything else.
const HOSTILE: &[&str] = &[
    "it's",
    "say \"hi\"",
    "back\\slash",
    "\\",
    "\\\\'",
    "a\nb",
    "\r\n",
    "\t",
    "\u{1a}",
    "\0",
    "*/",
    "/* c */",
    "-- c",
    ";",
    "; DROP TABLE t",
    "😀",
    "größe",
    "　",
    "%s {0} $1",
    "''",
    "\"\"",
    "\\%_",
    "#",
    "",
    " ",
    "NULL",
    "`",
    "x`y",
    "<b>&amp;",
];

/// Any text, half of it hostile.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(HOSTILE).prop_map(str::to_owned),
        vec(proptest::sample::select(HOSTILE), 2..4).prop_map(|parts| parts.concat()),
        "\\PC{0,12}",
        "[a-z ]{0,8}",
    ]
}

/// Any name that SQL can say: no backquote, and not empty.
pub fn name() -> impl Strategy<Value = Text> {
    let clean = |text: String| text.replace('`', "");
    prop_oneof![
        "[a-z][a-z0-9_]{0,8}",
        proptest::sample::select(
            &["key", "order", "default", "comment", "sum", "Range", "1abc", "a-b", "a.b"][..]
        )
        .prop_map(str::to_owned),
        text().prop_map(clean).prop_filter("a name has a character", |name| !name.is_empty()),
    ]
    .prop_map(Text::from)
}

fn names() -> impl Strategy<Value = Cow<'static, [Text]>> {
    vec(name(), 1..4).prop_map(Cow::Owned)
}

/// Any type, nested up to three levels.
pub fn data_type() -> impl Strategy<Value = DataType> {
    use DataType::*;
    let plain = proptest::sample::select(vec![
        Boolean, TinyInt, SmallInt, Int, BigInt, LargeInt, Float, Double, Date, DateTime, Time, String, Json,
        Variant, Bitmap, Hll, Percentile,
    ]);
    let kinds = vec![
        DecimalKind::Decimal,
        DecimalKind::DecimalV2,
        DecimalKind::Decimal32,
        DecimalKind::Decimal64,
        DecimalKind::Decimal128,
        DecimalKind::Decimal256,
    ];
    let decimal = (proptest::sample::select(kinds), option::of((0u32..80, option::of(0u32..80)))).prop_map(
        |(kind, numbers)| {
            Decimal(DecimalType {
                kind,
                precision: numbers.map(|(p, _)| p),
                scale: numbers.and_then(|(_, s)| s),
            })
        },
    );
    let length = || option::of(0u32..2_000_000);
    let leaf = prop_oneof![
        4 => plain,
        1 => decimal,
        1 => length().prop_map(Char),
        1 => length().prop_map(Varchar),
        1 => length().prop_map(Varbinary),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|element| Array(Shared::new(element))),
            (inner.clone(), inner.clone()).prop_map(|(key, value)| Map(Shared::new(key), Shared::new(value))),
            vec((name(), inner).prop_map(|(name, data_type)| StructField { name, data_type }), 1..4)
                .prop_map(|fields| Struct(Cow::Owned(fields))),
        ]
    })
}

fn nullability() -> impl Strategy<Value = Nullability> {
    proptest::sample::select(vec![Nullability::Unspecified, Nullability::Null, Nullability::NotNull])
}

fn agg_type() -> impl Strategy<Value = AggType> {
    let state = ("[a-z_]{1,8}", vec((data_type(), nullability()), 1..3)).prop_map(|(function, arguments)| {
        let arguments =
            arguments.into_iter().map(|(data_type, nullability)| AggStateArgument { data_type, nullability });
        AggType::State(AggState { function: format!("f{function}").into(), arguments: arguments.collect() })
    });
    prop_oneof![4 => proptest::sample::select(AggType::KEYWORDS.to_vec()), 1 => state]
}

fn column_value() -> impl Strategy<Value = ColumnValue> {
    let expression = proptest::sample::select(
        &["(uuid())", "[1, 2]", "map{'a': 1}", "row(1, 'x')", "now(3)", "('0')"][..],
    );
    let generated = proptest::sample::select(
        &["k + 1", "(a)", "CASE WHEN a THEN 'x' ELSE \"y\" END", "upper(`a b`)"][..],
    );
    prop_oneof![
        4 => Just(ColumnValue::Given),
        2 => text().prop_map(|text| ColumnValue::Default(DefaultValue::Text(text.into()))),
        1 => Just(ColumnValue::Default(DefaultValue::Null)),
        1 => option::of(0u32..9).prop_map(|digits| ColumnValue::Default(DefaultValue::CurrentTimestamp(digits))),
        1 => expression.prop_map(|text| ColumnValue::Default(DefaultValue::Expression(Expression::new(text)))),
        1 => Just(ColumnValue::AutoIncrement),
        1 => generated.prop_map(|text| ColumnValue::Generated(Expression::new(text))),
    ]
}

fn column() -> impl Strategy<Value = Column> {
    let optional =
        (option::weighted(0.1, Just(Text::from("utf8"))), any::<bool>(), option::weighted(0.3, agg_type()));
    let rest = (nullability(), column_value(), option::of(text()));
    (name(), data_type(), optional, rest).prop_map(
        |(name, data_type, (charset, key, aggregate), (nullability, value, comment))| Column {
            name,
            data_type,
            charset,
            key,
            aggregate,
            nullability,
            value,
            comment: comment.map(Text::from),
        },
    )
}

/// Properties with any keys and values; a key has no blanks around it, as the server trims them.
pub fn properties() -> impl Strategy<Value = Properties> {
    let key = text().prop_map(|key| key.trim().to_owned());
    vec((key, text()), 0..3).prop_map(Properties::new)
}

fn partition_values() -> impl Strategy<Value = Cow<'static, [PartitionValue]>> {
    let value = prop_oneof![
        4 => text().prop_map(|text| PartitionValue::Text(text.into())),
        1 => Just(PartitionValue::MaxValue)
    ];
    vec(value, 1..3).prop_map(Cow::Owned)
}

fn range_partition() -> impl Strategy<Value = RangePartition> {
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
    prop_oneof![less_than, fixed, batch()]
}

fn batch() -> impl Strategy<Value = RangePartition> {
    let interval = (-3i64..400, proptest::sample::select(IntervalUnit::ALL.to_vec()));
    let every = prop_oneof![
        any::<u32>().prop_map(|number| Every::Number(u64::from(number))),
        interval.prop_map(|(number, unit)| Every::Interval(number, unit)),
    ];
    (text(), text(), every).prop_map(|(start, end, every)| RangePartition::Batch {
        start: start.into(),
        end: end.into(),
        every,
    })
}

fn list_partition() -> impl Strategy<Value = ListPartition> {
    let value =
        || prop_oneof![4 => text().prop_map(|text| ListValue::Text(text.into())), 1 => Just(ListValue::Null)];
    let values = prop_oneof![
        vec(value(), 1..3).prop_map(|values| ListValues::Single(Cow::Owned(values))),
        vec(vec(value(), 1..3).prop_map(Cow::Owned), 1..3)
            .prop_map(|tuples| ListValues::Tuples(Cow::Owned(tuples))),
    ];
    (name(), any::<bool>(), values, properties()).prop_map(|(name, if_not_exists, values, properties)| {
        ListPartition { name, if_not_exists, values, properties }
    })
}

fn partitioning() -> impl Strategy<Value = Partitioning> {
    let ranges = || vec(range_partition(), 0..3).prop_map(Cow::Owned);
    let function = || {
        proptest::sample::select(
            &["date_trunc('day', dt)", "time_slice(dt, INTERVAL 7 DAY)", "f(`a b`, ';)')"][..],
        )
        .prop_map(|text| PartitionExpression::Function(Expression::new(text)))
    };
    let expression = prop_oneof![function(), name().prop_map(PartitionExpression::Column)];
    prop_oneof![
        (names(), ranges()).prop_map(|(columns, partitions)| Partitioning::Range { columns, partitions }),
        ranges().prop_map(|partitions| Partitioning::RangeExpression {
            expression: Expression::new("str2date(dt, '%Y-%m-%d')"),
            partitions
        }),
        (names(), vec(list_partition(), 0..3).prop_map(Cow::Owned))
            .prop_map(|(columns, partitions)| Partitioning::List { columns, partitions }),
        names().prop_map(|columns| Partitioning::Columns { columns }),
        vec(expression, 1..3).prop_map(|expressions| Partitioning::Expressions {
            expressions: Cow::Owned(expressions),
            partitions: Cow::Borrowed(&[])
        }),
        (function(), vec(batch(), 1..3)).prop_map(|(function, partitions)| Partitioning::Expressions {
            expressions: Cow::Owned(vec![function]),
            partitions: Cow::Owned(partitions)
        }),
    ]
}

fn distribution() -> impl Strategy<Value = Distribution> {
    let buckets = || option::of(0u32..2000);
    prop_oneof![
        (names(), buckets()).prop_map(|(columns, buckets)| Distribution::Hash { columns, buckets }),
        buckets().prop_map(|buckets| Distribution::Random { buckets }),
    ]
}

fn index() -> impl Strategy<Value = Index> {
    let index_type = proptest::sample::select(vec![
        IndexType::Bitmap,
        IndexType::Gin,
        IndexType::NgramBf,
        IndexType::Vector,
    ]);
    (name(), names(), index_type, properties(), option::of(text())).prop_map(
        |(name, columns, index_type, properties, comment)| Index {
            name,
            columns,
            index_type,
            properties,
            comment: comment.map(Text::from),
        },
    )
}

fn rollup() -> impl Strategy<Value = Rollup> {
    let key = prop_oneof![Just(Cow::Borrowed(&[][..])), names()];
    (name(), names(), key, option::of(name()), properties()).prop_map(
        |(name, columns, duplicate_key, from, properties)| Rollup {
            name,
            columns,
            duplicate_key,
            from,
            properties,
        },
    )
}

/// Any table that can be written, whether or not a server would take it.
pub fn table() -> impl Strategy<Value = Table> {
    let head = (option::of(name()), name(), any::<bool>());
    let elements = (vec(column(), 1..5), vec(index(), 0..3));
    let key = (proptest::sample::select(KeyModel::ALL.to_vec()), names())
        .prop_map(|(model, columns)| Key { model, columns });
    let words =
        (option::weighted(0.2, Just(Text::from("OLAP"))), option::weighted(0.2, Just(Text::from("utf8"))));
    let clauses =
        (option::of(key), option::of(text()), option::of(partitioning()), option::of(distribution()));
    let order = prop_oneof![Just(Cow::Borrowed(&[][..])), names()];
    let tail = (order, vec(rollup(), 0..2), properties());
    (head, elements, words, clauses, tail).prop_map(
        |(
            (database, name, temporary),
            (columns, indexes),
            (engine, charset),
            (key, comment, partition_by, distributed_by),
            (order_by, rollups, properties),
        )| Table {
            name: TableName { database, name },
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
}
