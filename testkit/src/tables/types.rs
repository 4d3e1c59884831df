//! Types.

use super::{name, number};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use starrocks_core::schema::{DataType, DecimalKind, DecimalType, Nullability, Shared, StructField};
use std::borrow::Cow;

/// Any type that can be written, nested up to five levels.
pub fn data_type() -> BoxedStrategy<DataType> {
    nested(leaf().boxed())
}

/// A type that this crate does not know, alone or nested: only a server writes it.
pub fn unknown_type() -> BoxedStrategy<DataType> {
    let words = &[
        "geometry",
        "geometry(4326)",
        "interval_day",
        "tensor<float, 3>",
        "agg_of<a<b>, c>",
        "enum('a', 'b')",
    ];
    let unknown = proptest::sample::select(&words[..]).prop_map(|text| DataType::Other(text.into()));
    let field = |data_type| {
        DataType::Struct(Cow::Owned(vec![
            StructField::new("a", DataType::Int),
            StructField::new("b", data_type),
        ]))
    };
    unknown
        .prop_recursive(3, 4, 1, move |inner| {
            prop_oneof![
                inner.clone().prop_map(DataType::array),
                inner.clone().prop_map(|value| DataType::map(DataType::Int, value)),
                inner.prop_map(field),
            ]
        })
        .boxed()
}

fn leaf() -> impl Strategy<Value = DataType> {
    use DataType::*;
    let plain = proptest::sample::select(vec![
        Boolean, TinyInt, SmallInt, Int, BigInt, LargeInt, Float, Double, Date, DateTime, Time, String, Json,
        Variant, Bitmap, Hll, Percentile,
    ]);
    let length = || option::of(number());
    prop_oneof![
        4 => plain,
        1 => decimal().prop_map(Decimal),
        1 => length().prop_map(Char),
        1 => length().prop_map(Varchar),
        1 => length().prop_map(Varbinary),
    ]
}

fn decimal() -> impl Strategy<Value = DecimalType> {
    let kinds = vec![
        DecimalKind::Decimal,
        DecimalKind::DecimalV2,
        DecimalKind::Decimal32,
        DecimalKind::Decimal64,
        DecimalKind::Decimal128,
        DecimalKind::Decimal256,
    ];
    (proptest::sample::select(kinds), option::of((number(), option::of(number())))).prop_map(
        |(kind, numbers)| DecimalType {
            kind,
            precision: numbers.map(|(precision, _)| precision),
            scale: numbers.and_then(|(_, scale)| scale),
        },
    )
}

fn nested(leaf: BoxedStrategy<DataType>) -> BoxedStrategy<DataType> {
    use DataType::*;
    leaf.prop_recursive(5, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|element| Array(Shared::new(element))),
            (inner.clone(), inner.clone()).prop_map(|(key, value)| Map(Shared::new(key), Shared::new(value))),
            vec((name(), inner).prop_map(|(name, data_type)| StructField { name, data_type }), 1..4)
                .prop_map(|fields| Struct(Cow::Owned(fields))),
        ]
    })
    .boxed()
}

/// NULL, NOT NULL or neither.
pub fn nullability() -> impl Strategy<Value = Nullability> {
    proptest::sample::select(vec![Nullability::Unspecified, Nullability::Null, Nullability::NotNull])
}
