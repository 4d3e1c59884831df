//! Partitions as a server keeps them: every range with both bounds, hidden columns for partition expressions.

use super::expressions::{canonical, canonical_partition, names_of, without_brackets};
use super::{own_name, own_names};
use crate::rules::batch_ranges::{self, Calendar, Made};
use crate::rules::list_partitions::DEFAULT_PARTITION;
use crate::rules::literal::{self, Value};
use crate::rules::partition_form::{PartitionForm, RangeFunction, printed_slice};
use crate::rules::ranges::{self, value_text};
use crate::schema::{
    Column, ColumnValue, DataType, Every, Expression, KeyModel, ListPartition, ListValue, ListValues,
    Nullability, PartitionBound, PartitionExpression, PartitionValue, Partitioning, Properties,
    RangePartition, Table, Text,
};
use std::borrow::Cow;

/// The partitioning; hidden columns are added to `columns`.
pub(super) fn normalized(
    table: &Table,
    written: &Partitioning,
    model: KeyModel,
    columns: &mut Vec<Column>,
) -> Partitioning {
    match written {
        Partitioning::Range { columns: names, partitions } => {
            let types = types_of(table, names);
            Partitioning::Range {
                columns: own_names(table, names),
                partitions: Cow::Owned(ranges_of(table, partitions, &[], &types)),
            }
        }
        Partitioning::RangeExpression { expression, partitions } => {
            let data_type = expression_type(table, expression).unwrap_or(DataType::Inferred);
            Partitioning::RangeExpression {
                expression: canonical_partition(expression),
                partitions: Cow::Owned(ranges_of(table, partitions, &[], &[data_type])),
            }
        }
        Partitioning::List { columns: names, partitions } => {
            let types = types_of(table, names);
            Partitioning::List {
                columns: own_names(table, names),
                partitions: partitions
                    .iter()
                    .map(|partition| list_partition_of(table, partition, &types))
                    .collect(),
            }
        }
        Partitioning::Columns { columns: names } => {
            Partitioning::Columns { columns: own_names(table, names) }
        }
        Partitioning::Expressions { expressions, .. } => match automatic_range(table, expressions) {
            Some(expression) => Partitioning::Expressions {
                expressions: Cow::Owned(vec![PartitionExpression::Function(expression)]),
                partitions: Cow::Borrowed(&[]),
            },
            None => with_hidden_columns(table, expressions, model, columns),
        },
    }
}

fn types_of(table: &Table, names: &[Text]) -> Vec<DataType> {
    names
        .iter()
        .map(|name| table.column(name).map_or(DataType::Inferred, |column| column.data_type.clone()))
        .collect()
}

/// The expression of a table whose ranges the server makes by itself, as it prints it.
fn automatic_range(table: &Table, expressions: &[PartitionExpression]) -> Option<Expression> {
    let ([PartitionExpression::Function(expression)], PartitionForm::Automatic(automatic)) =
        (expressions, PartitionForm::of(table))
    else {
        return None;
    };
    match automatic.function {
        RangeFunction::DateTrunc => Some(canonical_partition(expression)),
        RangeFunction::TimeSlice => printed_slice(&expression.text).map(Expression::new),
    }
}

/// Every function becomes a hidden generated column, and the table is partitioned by lists of its values.
fn with_hidden_columns(
    table: &Table,
    expressions: &[PartitionExpression],
    model: KeyModel,
    columns: &mut Vec<Column>,
) -> Partitioning {
    let mut hidden = 0;
    let names: Vec<Text> = expressions
        .iter()
        .map(|expression| match expression {
            PartitionExpression::Column(name) => own_name(table, name),
            PartitionExpression::Function(expression) => {
                let name: Text = format!("__generated_partition_column_{hidden}").into();
                hidden += 1;
                let data_type = expression_type(table, expression).unwrap_or(DataType::Inferred);
                columns.push(Column {
                    nullability: Nullability::Null,
                    value: ColumnValue::Generated(hidden_expression(table, expression, model)),
                    ..Column::new(name.clone(), data_type)
                });
                name
            }
        })
        .collect();
    Partitioning::Columns { columns: Cow::Owned(names) }
}

/// A hidden column says where a slice begins, which is left out in what users write.
fn hidden_expression(table: &Table, written: &Expression, model: KeyModel) -> Expression {
    let rendered = canonical(written, table, names_of(model));
    if model == KeyModel::Primary {
        return printed_slice(&written.text).map_or(rendered, Expression::new);
    }
    let is_slice = rendered.text.starts_with("time_slice(");
    let floored = ["floor)", "ceil)"].iter().any(|end| rendered.text.ends_with(end));
    match rendered.text.strip_suffix(')') {
        Some(head) if is_slice && !floored => {
            let mut words: Vec<String> = head.split(' ').map(str::to_owned).collect();
            if let Some(unit) = words.last_mut() {
                *unit = unit.to_lowercase();
            }
            Expression::new(format!("{}, floor)", words.join(" ")))
        }
        _ => rendered,
    }
}

/// The type of what a partition function answers, as far as it is known here.
fn expression_type(table: &Table, expression: &Expression) -> Option<DataType> {
    let text = without_brackets(&expression.text);
    let function = expression.functions().first()?.to_lowercase();
    let argument = || {
        let name = expression.names().into_iter().find(|name| table.column(name).is_some())?;
        table.column(&name).map(|column| column.data_type.clone())
    };
    Some(match function.as_str() {
        "date_trunc" => match argument()? {
            DataType::Date => DataType::Date,
            _ => DataType::DateTime,
        },
        "time_slice" | "date_slice" | "days_add" | "months_add" | "years_add" | "hours_add" | "now" => {
            DataType::DateTime
        }
        "str2date" | "to_date" | "str_to_date" | "date" => DataType::Date,
        "year" => DataType::SmallInt,
        "month" | "day" | "dayofmonth" | "quarter" | "hour" | "minute" | "second" => DataType::TinyInt,
        "length" | "char_length" | "dayofyear" | "week" | "weekofyear" | "dayofweek" => DataType::Int,
        "mod" => argument()?,
        "unix_timestamp" | "abs" | "floor" | "ceil" => DataType::BigInt,
        "parse_json" => DataType::Json,
        "from_unixtime" | "from_unixtime_ms" if text.matches(',').count() == 0 => DataType::DateTime,
        "substr" | "substring" | "upper" | "lower" | "concat" | "from_unixtime" | "date_format" | "md5"
        | "uuid" | "left" | "right" | "trim" | "split_part" | "replace" => DataType::Varchar(Some(1_048_576)),
        "cast" => {
            let (_, data_type) = text
                .strip_suffix(')')?
                .to_lowercase()
                .rsplit_once(" as ")
                .map(|(a, b)| (a.len(), b.to_owned()))?;
            crate::sql::parse_data_type(&data_type).ok()?
        }
        _ => return None,
    })
}

/// The types of the values by which a table is partitioned.
fn partition_types(table: &Table) -> Vec<DataType> {
    match &table.partition_by {
        Some(
            Partitioning::Range { columns, .. }
            | Partitioning::List { columns, .. }
            | Partitioning::Columns { columns },
        ) => types_of(table, columns),
        Some(Partitioning::RangeExpression { expression, .. }) => {
            vec![expression_type(table, expression).unwrap_or(DataType::Inferred)]
        }
        Some(Partitioning::Expressions { expressions, .. }) => expressions
            .iter()
            .map(|expression| match expression {
                PartitionExpression::Column(name) => {
                    table.column(name).map_or(DataType::Inferred, |column| column.data_type.clone())
                }
                PartitionExpression::Function(expression) => {
                    expression_type(table, expression).unwrap_or(DataType::Inferred)
                }
            })
            .collect(),
        None => Vec::new(),
    }
}

/// `partitions` as `table` keeps them beside those that it has already, `existing`; they come in the order of their bounds.
///
/// A batch that makes no sense stays as it is.
pub(in crate::rules) fn ranges(
    table: &Table,
    partitions: &[RangePartition],
    existing: &[RangePartition],
) -> Vec<RangePartition> {
    ranges_of(table, partitions, existing, &partition_types(table))
}

/// A LIST partition as `table` keeps it.
pub(in crate::rules) fn list_partition(table: &Table, partition: &ListPartition) -> ListPartition {
    list_partition_of(table, partition, &partition_types(table))
}

/// Where a range begins that says only where it ends: at the greatest upper bound below.
fn below<'a>(
    upper: &[PartitionValue],
    partitions: impl Iterator<Item = &'a RangePartition>,
) -> Option<Vec<PartitionValue>> {
    let lower = partitions.map(upper_of).filter(|other| !other.is_empty() && order(other, upper).is_lt());
    lower.max_by(|a, b| order(a, b)).map(<[PartitionValue]>::to_vec)
}

/// All ranges with both bounds, in their order.
fn ranges_of(
    table: &Table,
    partitions: &[RangePartition],
    existing: &[RangePartition],
    types: &[DataType],
) -> Vec<RangePartition> {
    let mut kept: Vec<RangePartition> = Vec::new();
    for partition in partitions {
        match partition {
            RangePartition::LessThan { name, upper, properties, .. } => {
                let upper = match upper {
                    PartitionBound::MaxValue => vec![PartitionValue::MaxValue; types.len()],
                    PartitionBound::Values(values) => filled(values, types),
                };
                let lower = below(&upper, existing.iter().chain(&kept)).unwrap_or_else(|| filled(&[], types));
                kept.push(fixed(table, name, lower, upper, properties));
            }
            RangePartition::Fixed { name, lower, upper, properties, .. } => {
                kept.push(fixed(table, name, filled(lower, types), filled(upper, types), properties));
            }
            RangePartition::Batch { start, end, every } => {
                match types.first().and_then(|data_type| batch(table, start, end, *every, data_type)) {
                    Some(made) => kept.extend(made),
                    None => kept.push(partition.clone()),
                }
            }
        }
    }
    kept.sort_by(|a, b| order(lower_of(a), lower_of(b)));
    kept
}

fn lower_of(partition: &RangePartition) -> &[PartitionValue] {
    match partition {
        RangePartition::Fixed { lower, .. } => lower,
        _ => &[],
    }
}

fn upper_of(partition: &RangePartition) -> &[PartitionValue] {
    match partition {
        RangePartition::Fixed { upper, .. } => upper,
        _ => &[],
    }
}

/// Which of two bounds in their normal form is the lower one.
pub(in crate::rules) fn order(a: &[PartitionValue], b: &[PartitionValue]) -> std::cmp::Ordering {
    let rank = |value: &PartitionValue| match value {
        PartitionValue::MaxValue => (1, 0, String::new()),
        PartitionValue::Text(text) => match text.parse::<i128>() {
            Ok(number) => (0, number, String::new()),
            Err(_) => (0, 0, text.to_string()),
        },
    };
    a.iter().map(rank).cmp(b.iter().map(rank))
}

fn fixed(
    table: &Table,
    name: &Text,
    lower: Vec<PartitionValue>,
    upper: Vec<PartitionValue>,
    properties: &Properties,
) -> RangePartition {
    RangePartition::Fixed {
        name: name.clone(),
        if_not_exists: false,
        lower: Cow::Owned(lower),
        upper: Cow::Owned(upper),
        properties: own_properties(table, properties),
    }
}

/// A partition shows its replicas where the table has others.
fn own_properties(table: &Table, properties: &Properties) -> Properties {
    let of_table = table.properties.get("replication_num").unwrap_or("3");
    match properties.get("replication_num") {
        Some(own) if own != of_table => Properties::new([("replication_num".to_owned(), own.to_owned())]),
        _ => Properties::NONE,
    }
}

/// The values of a bound, those that are left out at their minimum.
fn filled(values: &[PartitionValue], types: &[DataType]) -> Vec<PartitionValue> {
    types
        .iter()
        .enumerate()
        .map(|(at, data_type)| match values.get(at) {
            Some(PartitionValue::MaxValue) => PartitionValue::MaxValue,
            Some(PartitionValue::Text(text)) => PartitionValue::Text(bound(text, data_type)),
            None => PartitionValue::Text(minimum(data_type).into()),
        })
        .collect()
}

/// A bound in the server's spelling: dates are written out, numbers stay as they are.
fn bound(text: &Text, data_type: &DataType) -> Text {
    match (data_type, literal::of_type(text, data_type)) {
        (DataType::Date | DataType::DateTime, Some(Ok(Some(value)))) => value_text(&value, data_type).into(),
        _ => text.clone(),
    }
}

fn minimum(data_type: &DataType) -> String {
    ranges::least(data_type).map(|value| value_text(&value, data_type)).unwrap_or_default()
}

fn batch(
    table: &Table,
    start: &str,
    end: &str,
    every: Every,
    data_type: &DataType,
) -> Option<Vec<RangePartition>> {
    let calendar = Calendar::of(&table.properties);
    let value = |value: &Value| vec![PartitionValue::Text(value_text(value, data_type).into())];
    let made = batch_ranges::of_batch((start, end, every), data_type, calendar)?;
    let partition =
        |m: &Made| fixed(table, &m.name.clone().into(), value(&m.lower), value(&m.upper), &Properties::NONE);
    Some(made.iter().map(partition).collect())
}

fn list_partition_of(table: &Table, partition: &ListPartition, types: &[DataType]) -> ListPartition {
    let kept = |values: &[ListValue], types: &mut dyn Iterator<Item = &DataType>| -> Vec<ListValue> {
        values.iter().map(|value| list_value(value, types.next())).collect()
    };
    let values = match &partition.values {
        ListValues::Single(values) => ListValues::Single(Cow::Owned(kept(
            values,
            &mut std::iter::repeat(types.first().unwrap_or(&DataType::Inferred)),
        ))),
        ListValues::Tuples(tuples) => ListValues::Tuples(
            tuples.iter().map(|tuple| Cow::Owned(kept(tuple, &mut types.iter()))).collect(),
        ),
    };
    ListPartition {
        name: partition.name.clone(),
        if_not_exists: false,
        values,
        properties: own_properties(table, &partition.properties),
    }
}

fn list_value(value: &ListValue, data_type: Option<&DataType>) -> ListValue {
    match value {
        ListValue::Text(text) if text == DEFAULT_PARTITION || text == "NULL" => ListValue::Null,
        ListValue::Text(text) if data_type == Some(&DataType::Boolean) => {
            let is_true = ["true", "1"].contains(&text.trim().to_lowercase().as_str());
            ListValue::Text(if is_true { "TRUE" } else { "FALSE" }.into())
        }
        ListValue::Text(text) => {
            ListValue::Text(data_type.map_or_else(|| text.clone(), |data_type| bound(text, data_type)))
        }
        ListValue::Null => ListValue::Null,
    }
}
