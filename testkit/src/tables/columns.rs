//! Columns.

use super::{data_type, name, nullability, number, text};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use starrocks_core::schema::{
    AggState, AggStateArgument, AggType, Column, ColumnValue, DataType, DefaultValue, Expression, Text,
};

/// What stands behind DEFAULT and AS and is kept as it is.
pub(super) const EXPRESSIONS: &[&str] = &[
    "(uuid())",
    "[1, 2]",
    "map{'a': 1}",
    "row(1, 'x')",
    "now(3)",
    "('0')",
    "k + 1",
    "(a)",
    "-1",
    "1.5e3",
    "true",
    "CASE WHEN a THEN 'x' ELSE \"y\" END",
    "upper(`a b`)",
    "concat(';', ')', '--', \"*/\")",
    "array_map(x -> x + 1, [1])",
    "`it's`[1]",
    "CAST(j -> '$.a' AS INT)",
    "a /* c */ + b",
];

/// A column that can be written.
pub fn column() -> BoxedStrategy<Column> {
    (name(), untied_column()).prop_map(|(name, column)| Column { name, ..column }).boxed()
}

/// A column whose name is yet to be said.
pub fn untied_column() -> BoxedStrategy<Column> {
    let kind = prop_oneof![
        4 => (data_type(), Just(None)),
        2 => (data_type(), aggregate().prop_map(Some)),
        // The type may be left out where a state stands.
        1 => (Just(DataType::Inferred), state().prop_map(Some)),
    ];
    let rest = (nullability(), column_value(), option::of(text()));
    (kind, option::weighted(0.1, name()), any::<bool>(), rest)
        .prop_map(|((data_type, aggregate), charset, key, (nullability, value, comment))| Column {
            name: "".into(),
            charset: charset.filter(|_| data_type != DataType::Inferred),
            data_type,
            key,
            aggregate,
            nullability,
            value,
            comment: comment.map(Text::from),
        })
        .boxed()
}

/// An aggregate: a keyword or a state.
pub fn aggregate() -> BoxedStrategy<AggType> {
    prop_oneof![4 => proptest::sample::select(AggType::KEYWORDS.to_vec()), 1 => state()].boxed()
}

/// The state of a function with any name.
fn state() -> impl Strategy<Value = AggType> {
    let known = proptest::sample::select(&["sum", "avg", "count", "array_agg", "lag", "date", "charset"][..]);
    let function = prop_oneof![known.prop_map(Text::from), name()];
    (function, vec((data_type(), nullability()), 1..3)).prop_map(|(function, arguments)| {
        let arguments =
            arguments.into_iter().map(|(data_type, nullability)| AggStateArgument { data_type, nullability });
        AggType::State(AggState { function, arguments: arguments.collect() })
    })
}

fn column_value() -> impl Strategy<Value = ColumnValue> {
    let expression = || proptest::sample::select(EXPRESSIONS).prop_map(Expression::new);
    let default = prop_oneof![
        3 => text().prop_map(|text| DefaultValue::Text(text.into())),
        1 => Just(DefaultValue::Null),
        1 => option::of(number()).prop_map(DefaultValue::CurrentTimestamp),
        2 => expression().prop_map(DefaultValue::Expression),
    ];
    prop_oneof![
        4 => Just(ColumnValue::Given),
        4 => default.prop_map(ColumnValue::Default),
        1 => Just(ColumnValue::AutoIncrement),
        2 => expression().prop_map(ColumnValue::Generated),
    ]
}
