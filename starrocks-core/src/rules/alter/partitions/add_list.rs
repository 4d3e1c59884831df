//! ADD PARTITION … VALUES IN: what the values must be beside those that there are.

use super::existing::{By, Partitions};
use super::new;
use crate::rules::alter::step::Step;
use crate::rules::java::literal::{self, Value};
use crate::rules::partitions::lists::{self, is_null};
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Envelope, Finding, Rule};
use crate::schema::{DataType, ListPartition, ListValue, ListValues, NewPartitions, Properties};

pub(in crate::rules) static AL_47: Rule = Rule {
    id: "AL-47",
    title: "The values of a new LIST partition are in no other one",
    reason: "A row belongs to one partition; in an automatic table every value has a partition of its own.",
    accepted: "CREATE TABLE t (k INT, c VARCHAR(9)) PARTITION BY LIST(c) (PARTITION p VALUES IN ('a'));\n\
               ALTER TABLE t ADD PARTITION q VALUES IN ('b', 'c')",
    rejected: "CREATE TABLE t (k INT, c VARCHAR(9)) PARTITION BY LIST(c) (PARTITION p VALUES IN ('a'));\n\
               ALTER TABLE t ADD PARTITION q VALUES IN ('a', 'b')",
    ..Rule::ANALYZING
};

/// TEMPORARY, the partition, and PROPERTIES of the clause.
type ListAddition<'a> = (bool, &'a ListPartition, &'a Properties);

pub(super) fn analyzed(
    step: &Step<'_>,
    existing: &Partitions,
    (temporary, list, of_clause): ListAddition<'_>,
    found: &mut Findings<'_>,
) {
    if matches!(existing.by, By::Nothing) {
        return new::not_a_range(step, existing, found);
    }
    if let By::List { automatic: true, .. } = existing.by
        && number_of_values(&list.values) > 1
    {
        found.push(AL_47.broken(
            step.place(),
            "Automatically partitioned tables does not support multiple values in the same partition",
            "add a partition per value, or leave them to the server",
        ));
        return;
    }
    if new::of_duplicate(step, existing, &list.name, list.if_not_exists, found) {
        return;
    }
    new::of_name(step, &list.name, found);
    let width = match &existing.by {
        By::List { columns, .. } => columns.len(),
        By::Range { types, .. } => types.len(),
        By::Nothing => return,
    };
    let count = |found: &mut Findings<'_>| {
        found.placed(step.place(), |found| {
            lists::count(width, &upgraded(existing, &list.values), step.place(), found);
        });
    };
    // A server counts the parts of tuples before it reads the properties, and single values behind them.
    let single = matches!(list.values, ListValues::Single(_));
    if !single {
        count(found);
    }
    if found.none().is_some() {
        new::of_properties(step, &list.properties, of_clause, None, found);
    }
    if single && found.none().is_some() {
        count(found);
    }
    if found.none().is_none() || new::exists(existing, &list.name) {
        return;
    }
    let By::List { columns, .. } = &existing.by else {
        found.push(no_list(existing, step));
        return;
    };
    let s = Subject::new(&step.state.table, step.context.options);
    let typed: Vec<_> = columns.iter().map(|name| s.column(name)).collect();
    found.placed(step.place(), |found| {
        lists::types(&typed, &list.values, step.place(), found);
    });
    let types: Vec<DataType> = typed
        .iter()
        .map(|column| column.map_or(DataType::Inferred, |c| c.column.data_type.clone()))
        .collect();
    if found.none().is_some() && is_taken(existing, temporary, list, &types) {
        found.push(AL_47.broken(
            step.place(),
            format!("Duplicate partition values exist for partition: {}", list.name),
            "leave out the values that another partition has",
        ));
    }
}

/// AL-44: a server stumbles over the kind of the table only here.
fn no_list(existing: &Partitions, step: &Step<'_>) -> Finding {
    let package = "com.starrocks.catalog";
    let class = match &existing.by {
        By::Range { automatic: Some(_), .. } => "ExpressionRangePartitionInfo",
        By::Range { is_expression: true, .. } => "ExpressionRangePartitionInfoV2",
        _ => "RangePartitionInfo",
    };
    let message = format!(
        "class {package}.{class} cannot be cast to class {package}.ListPartitionInfo ({package}.{class} and \
         {package}.ListPartitionInfo are in unnamed module of loader 'app')"
    );
    new::AL_44
        .broken(step.place(), message, "write a range: ADD PARTITION p VALUES LESS THAN (…)")
        .enveloped(Envelope::Bare)
}

fn number_of_values(values: &ListValues) -> usize {
    match values {
        ListValues::Single(values) => values.len(),
        ListValues::Tuples(tuples) => tuples.len(),
    }
}

/// Single values become tuples of one where the table has tuples already.
fn upgraded(existing: &Partitions, values: &ListValues) -> ListValues {
    let has_tuples = existing.normal.iter().chain(&existing.temporary).any(|partition| {
        matches!(partition, NewPartitions::List(ListPartition { values: ListValues::Tuples(_), .. }))
    });
    match (values, &existing.by) {
        (ListValues::Single(values), By::List { columns, .. }) if columns.len() == 1 && has_tuples => {
            ListValues::Tuples(values.iter().map(|value| vec![value.clone()].into()).collect())
        }
        _ => values.clone(),
    }
}

/// Whether a partition of the same group has one of the values. Single values and tuples are each compared among themselves.
fn is_taken(existing: &Partitions, temporary: bool, new: &ListPartition, types: &[DataType]) -> bool {
    let taken: Vec<ListValues> = existing
        .group(temporary)
        .iter()
        .filter_map(|partition| match partition {
            NewPartitions::List(list) => Some(list.values.clone()),
            NewPartitions::Range(_) => None,
        })
        .collect();
    match upgraded(existing, &new.values) {
        ListValues::Single(values) => {
            let first = types.first().unwrap_or(&DataType::Inferred);
            let keys: Vec<Key> = taken
                .iter()
                .flat_map(|values| match values {
                    ListValues::Single(values) => values.iter().map(|value| key(value, first)).collect(),
                    ListValues::Tuples(_) => Vec::new(),
                })
                .collect();
            values.iter().any(|value| keys.contains(&key(value, first)))
        }
        ListValues::Tuples(tuples) => {
            let of_tuple = |tuple: &[ListValue]| -> Vec<Key> {
                tuple.iter().zip(types).map(|(value, data_type)| key(value, data_type)).collect()
            };
            let keys: Vec<Vec<Key>> = taken
                .iter()
                .flat_map(|values| match values {
                    ListValues::Tuples(tuples) => tuples.iter().map(|tuple| of_tuple(tuple)).collect(),
                    ListValues::Single(_) => Vec::new(),
                })
                .collect();
            tuples.iter().any(|tuple| keys.contains(&of_tuple(tuple)))
        }
    }
}

/// A value as it is compared with others of its column.
#[derive(PartialEq)]
pub(super) enum Key {
    Null,
    Value(Value),
    Text(String),
}

pub(super) fn key(value: &ListValue, data_type: &DataType) -> Key {
    let text = match value {
        _ if is_null(value) => return Key::Null,
        ListValue::Null => return Key::Null,
        ListValue::Text(text) => text,
    };
    match literal::of_type(text, data_type) {
        Some(Ok(Some(value))) if *data_type == DataType::Date => Key::Value(value.day()),
        Some(Ok(Some(value))) => Key::Value(value),
        Some(Ok(None)) if *data_type == DataType::Boolean => {
            Key::Text(matches!(text.trim().to_lowercase().as_str(), "true" | "1").to_string())
        }
        _ => Key::Text(text.to_string()),
    }
}
