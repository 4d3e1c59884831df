//! Columns as a server keeps them: types resolved, nullability and defaults decided.

use super::expressions;
use crate::rules::typing;
use crate::schema::{
    AggState, AggStateArgument, AggType, Column, ColumnValue, ColumnsByName, DataType, DecimalKind,
    DecimalType, DecimalWidth, DefaultValue, Key, KeyModel, Nullability, Shared, StructField, Table, Text,
};
use std::borrow::Cow;

/// All columns of the table.
pub(super) fn all(table: &Table, key: Option<&Key>) -> Vec<Column> {
    let in_key = ColumnsByName::of(key.iter().flat_map(|key| key.columns.iter()));
    let model = key.map_or(KeyModel::Duplicate, |key| key.model);
    let is_key = |column: &Column| in_key.position(&column.name).is_some();
    table.columns.iter().map(|column| kept(column, model, is_key(column))).collect()
}

/// A column that `table` gets, or that takes the place of the one with its name; `is_key`: as a key column.
///
/// ```
/// use starrocks_core::rules::normal_form;
/// use starrocks_core::schema::{Column, DataType, Nullability, Table};
///
/// let kept = normal_form::column(&Table::new("t"), &Column::new("v", DataType::String), false);
/// assert_eq!(kept.data_type, DataType::Varchar(Some(65533)));
/// assert_eq!(kept.nullability, Nullability::Null);
/// ```
pub fn column(table: &Table, written: &Column, is_key: bool) -> Column {
    kept(written, super::layout::key(table).map_or(KeyModel::Duplicate, |key| key.model), is_key)
}

fn kept(written: &Column, model: KeyModel, is_key: bool) -> Column {
    let aggregate = match &written.aggregate {
        Some(AggType::State(state)) => Some(AggType::State(agg_state(state))),
        // REPLACE is what UNIQUE and PRIMARY KEY tables do anyway, and means nothing in a DUPLICATE KEY table.
        Some(AggType::Replace) if model != KeyModel::Aggregate => None,
        aggregate => aggregate.clone(),
    };
    let summed = aggregate == Some(AggType::Sum);
    let data_type = match (&written.data_type, &aggregate) {
        (DataType::Inferred, Some(AggType::State(state))) => state_type(state),
        (data_type, _) => top_level(data_type, summed),
    };
    Column {
        name: written.name.clone(),
        value: value(written, &data_type, model),
        data_type,
        charset: None,
        key: false,
        nullability: nullability(written, aggregate.as_ref(), is_key && model == KeyModel::Primary),
        aggregate,
        comment: written.comment.clone().filter(|comment| !comment.is_empty()),
    }
}

fn nullability(written: &Column, aggregate: Option<&AggType>, primary_key: bool) -> Nullability {
    let not_null = match aggregate {
        Some(AggType::ReplaceIfNotNull) => false,
        Some(AggType::State(state)) => state.function.eq_ignore_ascii_case("count"),
        _ => {
            primary_key
                || written.value == ColumnValue::AutoIncrement
                || written.nullability == Nullability::NotNull
        }
    };
    if not_null { Nullability::NotNull } else { Nullability::Null }
}

fn value(written: &Column, data_type: &DataType, model: KeyModel) -> ColumnValue {
    match &written.value {
        // A sketch is empty when it is not given, whatever is written.
        ColumnValue::Default(_) if matches!(data_type, DataType::Hll | DataType::Bitmap) => {
            ColumnValue::Given
        }
        ColumnValue::Default(default) => match expressions::default_value(default, data_type) {
            DefaultValue::Null => ColumnValue::Given,
            DefaultValue::Text(text) if *data_type == DataType::Boolean => {
                ColumnValue::Default(DefaultValue::Text(boolean(text)))
            }
            default => ColumnValue::Default(default),
        },
        ColumnValue::Generated(expression) => {
            ColumnValue::Generated(expressions::generated(expression, model))
        }
        other => other.clone(),
    }
}

/// TRUE and FALSE are kept as numbers.
fn boolean(text: Text) -> Text {
    match text.to_lowercase().as_str() {
        "true" => "1".into(),
        "false" => "0".into(),
        _ => text,
    }
}

/// The longest VARCHAR, in bytes.
pub(super) const LONGEST_TEXT: u32 = 1_048_576;

/// The type in which the state of an aggregate function is kept, as far as it is known here.
fn state_type(state: &AggState) -> DataType {
    typing::state(state)
        .map_or(DataType::Inferred, |state| nested(&with_longest_texts(state.stored.to_data_type()), false))
}

/// The same type, with texts of any length in it.
fn with_longest_texts(data_type: DataType) -> DataType {
    match data_type {
        DataType::Char(_) | DataType::Varchar(_) => DataType::Varchar(Some(LONGEST_TEXT)),
        DataType::Array(element) => DataType::array(with_longest_texts(element.get().clone())),
        DataType::Map(key, value) => {
            DataType::map(with_longest_texts(key.get().clone()), with_longest_texts(value.get().clone()))
        }
        DataType::Struct(fields) => {
            let field =
                |field: StructField| StructField { data_type: with_longest_texts(field.data_type), ..field };
            DataType::Struct(fields.into_owned().into_iter().map(field).collect())
        }
        other => other,
    }
}

fn agg_state(state: &AggState) -> AggState {
    let arguments = state.arguments.iter().map(|argument| AggStateArgument {
        data_type: nested(&argument.data_type, false),
        nullability: Nullability::Unspecified,
    });
    AggState { function: state.function.to_lowercase().into(), arguments: arguments.collect() }
}

/// The type of a column: lengths that are left out become 1, and SUM widens decimals.
fn top_level(data_type: &DataType, summed: bool) -> DataType {
    match data_type {
        DataType::Char(None | Some(0)) => DataType::Char(Some(1)),
        DataType::Varchar(None | Some(0)) => DataType::Varchar(Some(1)),
        DataType::Decimal(decimal) if summed => match (decimal.kind, decimal.precision_and_scale()) {
            (DecimalKind::DecimalV2, (precision, scale)) => {
                let kind = DecimalKind::DecimalV2;
                DataType::Decimal(DecimalType { kind, precision: Some(precision), scale: Some(scale) })
            }
            (_, (_, scale)) => DataType::decimal(38, scale),
        },
        other => nested(other, false),
    }
}

/// A type in one spelling. The width of a decimal shows only where it is the element of an ARRAY.
fn nested(data_type: &DataType, in_array: bool) -> DataType {
    match data_type {
        DataType::String => DataType::Varchar(Some(65533)),
        DataType::Decimal(decimal) => {
            let (precision, scale) = decimal.precision_and_scale();
            let kind = match (in_array, decimal.width()) {
                (false, _) => DecimalKind::Decimal,
                (true, DecimalWidth::V2) => DecimalKind::DecimalV2,
                (true, DecimalWidth::Bits32) => DecimalKind::Decimal32,
                (true, DecimalWidth::Bits64) => DecimalKind::Decimal64,
                (true, DecimalWidth::Bits128) => DecimalKind::Decimal128,
                (true, DecimalWidth::Bits256) => DecimalKind::Decimal256,
            };
            DataType::Decimal(DecimalType { kind, precision: Some(precision), scale: Some(scale) })
        }
        DataType::Array(element) => DataType::Array(Shared::new(nested(element, true))),
        DataType::Map(key, value) => {
            DataType::Map(Shared::new(nested(key, false)), Shared::new(nested(value, false)))
        }
        DataType::Struct(fields) => {
            let fields = fields.iter().map(|field| StructField {
                name: field.name.clone(),
                data_type: nested(&field.data_type, false),
            });
            DataType::Struct(Cow::Owned(fields.collect()))
        }
        other => other.clone(),
    }
}
