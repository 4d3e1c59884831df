//! DROP PARTITIONS WHERE: what the condition may name, and which partitions it selects.

use super::add_list;
use super::existing::{AL_50, Partitions, name};
use crate::rules::Envelope;
use crate::rules::alter::TableState;
use crate::rules::alter::step::Step;
use crate::rules::java::literal;
use crate::rules::partitions::form::PartitionForm;
use crate::rules::partitions::ranges;
use crate::rules::subject::Findings;
use crate::schema::{
    DataType, Expression, ListValue, ListValues, NewPartitions, PartitionExpression, PartitionValue,
    Partitioning, Properties, RangePartition, Table, Text, same_column_name,
};
use crate::sql::expression::tokens;
use crate::sql::lexer::{TokenKind, identifier_value, string_value};
use std::cmp::Ordering;

/// AL-50 for the columns that a condition names.
pub(super) fn analyzed(step: &Step<'_>, condition: &Expression, found: &mut Findings<'_>) {
    let table = &step.state.table;
    let Some(columns) = partition_columns(table) else { return };
    let names = condition.names();
    if let Some(unknown) = names.iter().find(|name| table.column(name).is_none()) {
        let message = format!("Column '{unknown}' cannot be resolved");
        let help = step.state.help_for_unknown(unknown);
        found.push(AL_50.broken(step.place(), message, help).enveloped(Envelope::Analyzing));
        return;
    }
    let is_generated = |name: &Text| table.column(name).is_some_and(|column| column.is_generated());
    if columns.iter().any(is_generated) {
        // A condition about the source of a partition expression may be rewritten into one about the expression.
        return;
    }
    let other = names.iter().find(|name| !columns.iter().any(|column| same_column_name(column, name)));
    if let Some(other) = other.and_then(|name| table.column(name)) {
        let printed: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
        let message = format!(
            "Column `{}` in the partition condition is not a table's partition expression, please use table's partition \
             expressions: {}",
            other.name,
            printed.join("/")
        );
        let help = format!("write a condition about {}", printed.join(", "));
        found.push(AL_50.broken(step.place(), message, help).enveloped(Envelope::Analyzing));
    }
}

/// The columns by whose values the table is partitioned; nothing where they are hidden.
fn partition_columns(table: &Table) -> Option<Vec<Text>> {
    match table.partition_by.as_ref()? {
        Partitioning::Range { columns, .. }
        | Partitioning::List { columns, .. }
        | Partitioning::Columns { columns } => Some(columns.to_vec()),
        Partitioning::RangeExpression { .. } => None,
        Partitioning::Expressions { expressions, .. } => match PartitionForm::of(table) {
            PartitionForm::Automatic(automatic) => Some(vec![automatic.column.into()]),
            _ => expressions
                .iter()
                .map(|expression| match expression {
                    PartitionExpression::Column(name) => Some(name.clone()),
                    PartitionExpression::Function(_) => None,
                })
                .collect(),
        },
    }
}

/// The partitions that lie within the condition; nothing when it is not understood here.
///
/// A server drops a partition when no value in it can be outside the condition.
pub(super) fn selected(
    state: &TableState,
    existing: &Partitions,
    condition: &Expression,
) -> Option<Vec<Text>> {
    let Comparison { column, operator, value } = Comparison::parse(&condition.text)?;
    let columns = partition_columns(&state.table)?;
    let at = columns.iter().position(|other| same_column_name(other, &column))?;
    let data_type = state.table.column(&column)?.data_type.clone();
    let mut names = Vec::new();
    for partition in &existing.normal {
        let is_within = match partition {
            NewPartitions::Range(range) if columns.len() == 1 => within(range, &data_type, operator, &value)?,
            NewPartitions::Range(_) => return None,
            NewPartitions::List(list) => {
                let values: Vec<ListValue> = match &list.values {
                    ListValues::Single(values) => values.to_vec(),
                    ListValues::Tuples(tuples) => {
                        tuples.iter().filter_map(|tuple| tuple.get(at).cloned()).collect()
                    }
                };
                let mut all = true;
                for own in &values {
                    all &= holds(own, &data_type, operator, &value)?;
                }
                all
            }
        };
        if is_within {
            names.push(name(partition).to_owned().into());
        }
    }
    Some(names)
}

/// Whether every value of a range is within the condition.
fn within(range: &RangePartition, data_type: &DataType, operator: Operator, value: &str) -> Option<bool> {
    let types = std::slice::from_ref(data_type);
    let (lower, upper) = ranges::bounds(types, range)?;
    let bound = |text: &str| {
        let values = vec![PartitionValue::Text(text.to_owned().into())];
        let range = RangePartition::Fixed {
            name: Text::default(),
            if_not_exists: false,
            lower: values.clone().into(),
            upper: values.into(),
            properties: Properties::NONE,
        };
        ranges::bounds(types, &range).map(|(lower, _)| lower)
    };
    let value = bound(value)?;
    Some(match operator {
        Operator::Equal => false,
        Operator::NotEqual => value < lower || value >= upper,
        Operator::Less => upper <= value,
        Operator::LessOrEqual => upper <= value,
        Operator::Greater => lower > value,
        Operator::GreaterOrEqual => lower >= value,
    })
}

/// Whether one value of a list is within the condition.
fn holds(own: &ListValue, data_type: &DataType, operator: Operator, value: &str) -> Option<bool> {
    let text = match own {
        ListValue::Null => return Some(false),
        ListValue::Text(text) => text,
    };
    let typed = |text: &str| literal::of_type(text, data_type).and_then(Result::ok).flatten();
    let ordering = match (typed(text), typed(value)) {
        (Some(own), Some(value)) => own.cmp(&value),
        _ if matches!(data_type, DataType::Varchar(_) | DataType::Char(_) | DataType::String) => {
            text.as_ref().cmp(value)
        }
        _ => {
            let is_equal = add_list::key(own, data_type)
                == add_list::key(&ListValue::Text(value.to_owned().into()), data_type);
            return match operator {
                Operator::Equal => Some(is_equal),
                Operator::NotEqual => Some(!is_equal),
                _ => None,
            };
        }
    };
    Some(match operator {
        Operator::Equal => ordering == Ordering::Equal,
        Operator::NotEqual => ordering != Ordering::Equal,
        Operator::Less => ordering == Ordering::Less,
        Operator::LessOrEqual => ordering != Ordering::Greater,
        Operator::Greater => ordering == Ordering::Greater,
        Operator::GreaterOrEqual => ordering != Ordering::Less,
    })
}

/// The operators that compare.
#[derive(Clone, Copy)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// `column < 'value'`, and nothing else.
struct Comparison {
    column: String,
    operator: Operator,
    value: String,
}

impl Comparison {
    fn parse(text: &str) -> Option<Self> {
        let all = tokens(text);
        let (column, rest) = all.split_first()?;
        let (value, operator) = rest.split_last()?;
        if !matches!(column.kind, TokenKind::Word | TokenKind::QuotedIdentifier) {
            return None;
        }
        let value = match value.kind {
            TokenKind::String => string_value(&text[value.span()]).into_owned(),
            TokenKind::Integer => text[value.span()].to_owned(),
            _ => return None,
        };
        let symbols: String = operator
            .iter()
            .map(|token| match token.kind {
                TokenKind::Symbol(symbol) => Some(symbol),
                _ => None,
            })
            .collect::<Option<_>>()?;
        let operator = match symbols.as_str() {
            "=" => Operator::Equal,
            "!=" | "<>" => Operator::NotEqual,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            _ => return None,
        };
        Some(Comparison { column: identifier_value(&text[column.span()]).into_owned(), operator, value })
    }
}
