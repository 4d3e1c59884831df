//! REPLACE PARTITION … WITH TEMPORARY PARTITION.

use super::existing::{self, By, Partitions, SHADOW_PREFIX, name, ranges};
use super::{add_list, added, range_lists};
use crate::rules::alter::TableState;
use crate::rules::alter::step::Step;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Rule};
use crate::schema::{
    DataType, ListValue, ListValues, NewPartitions, PartitionNames, Properties, Text, same_column_name,
};

pub(in crate::rules) static AL_54: Rule = Rule {
    id: "AL-54",
    title: "REPLACE PARTITION exchanges partitions for temporary ones that hold the same values",
    reason: "Afterwards every value must have one place; with strict_range = false they may hold others.",
    accepted: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES [('1'), ('9')));\n\
               ALTER TABLE t ADD TEMPORARY PARTITION q VALUES [('1'), ('9'));\n\
               ALTER TABLE t REPLACE PARTITION (p) WITH TEMPORARY PARTITION (q)",
    rejected: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES [('1'), ('9')));\n\
               ALTER TABLE t ADD TEMPORARY PARTITION q VALUES [('2'), ('9'));\n\
               ALTER TABLE t REPLACE PARTITION (p) WITH TEMPORARY PARTITION (q)",
    ..Rule::BARE
};

const STRICT_RANGE: &str = "strict_range";
const USE_TEMP_PARTITION_NAME: &str = "use_temp_partition_name";

pub(super) fn analyzed(
    step: &Step<'_>,
    partitions: &PartitionNames,
    with: &PartitionNames,
    properties: &Properties,
    found: &mut Findings<'_>,
) {
    let unknown: Vec<String> = properties
        .entries
        .iter()
        .filter(|property| ![STRICT_RANGE, USE_TEMP_PARTITION_NAME].contains(&property.key.as_ref()))
        .map(|property| format!("{}={}", property.key, property.value))
        .collect();
    let (message, help) = if partitions.names.iter().chain(with.names.iter()).any(|name| name.is_empty()) {
        ("there are empty partition name".to_owned(), "name the partitions")
    } else if partitions.temporary || !with.temporary {
        (
            "Only support replace partitions with temp partitions".to_owned(),
            "write REPLACE PARTITION (p) WITH TEMPORARY PARTITION (q)",
        )
    } else if !unknown.is_empty() {
        (
            format!("Unknown properties: {{{}}}", unknown.join(", ")),
            "write nothing but `strict_range` and `use_temp_partition_name`",
        )
    } else if partitions.names.iter().any(|name| name.starts_with(SHADOW_PREFIX)) {
        (
            "Replace shadow partitions is not allowed".to_owned(),
            "leave it out: the server needs this partition",
        )
    } else {
        return;
    };
    found.push(AL_54.broken(step.place(), message, help).enveloped(Envelope::Analyzing));
}

/// The partitions that go, those that come, and PROPERTIES.
pub(super) type Replacing<'a> = (&'a PartitionNames, &'a PartitionNames, &'a Properties);

pub(super) fn executed(
    step: &Step<'_>,
    state: &mut TableState,
    mut existing: Partitions,
    (partitions, with, properties): Replacing<'_>,
    found: &mut Findings<'_>,
) -> Option<()> {
    let old = &partitions.names;
    let mut new: Vec<Text> = Vec::new();
    for name in with.names.iter().filter(|name| !name.is_empty()) {
        if !new.contains(name) {
            new.push(name.clone());
        }
    }
    let unknown = match old.iter().find(|name| existing.has(name) == Some(false)) {
        Some(name) => Some((format!("Partition[{name}] does not exist"), "name partitions of the table")),
        None => new.iter().find(|name| !existing.has_temporary(name)).map(|name| {
            (format!("Temp partition[{name}] does not exist"), "name temporary partitions of the table")
        }),
    };
    if let Some((message, help)) = unknown {
        found.push(AL_54.broken(step.place(), message, help));
        return None;
    }
    let is_named = |names: &[Text], partition: &NewPartitions| {
        names.iter().any(|other| same_column_name(other, name(partition)))
    };
    let of = |names: &[Text], group: &[NewPartitions]| -> Vec<NewPartitions> {
        group.iter().filter(|partition| is_named(names, partition)).cloned().collect()
    };
    let (going, mut coming) = (of(old, &existing.normal), of(&new, &existing.temporary));
    let all_known = old.iter().all(|name| existing::is_among(name, &going));
    let strict = properties.get(STRICT_RANGE).is_none_or(|value| value.eq_ignore_ascii_case("true"));
    if all_known && let Some(message) = mismatch(step, &existing, strict, &going, &coming, old) {
        let help = "add temporary partitions that hold the values of those that they replace";
        found.push(AL_54.broken(step.place(), message, help));
        return None;
    }
    let keeps_temporary_names =
        properties.get(USE_TEMP_PARTITION_NAME).is_some_and(|value| value.eq_ignore_ascii_case("true"));
    if !keeps_temporary_names && old.len() == new.len() {
        for (from, to) in new.iter().zip(old.iter()) {
            // The name stays in the spelling of the clause.
            if let Some(partition) =
                coming.iter_mut().find(|partition| same_column_name(name(partition), from))
            {
                existing::rename(partition, to);
            }
        }
    }
    existing.normal.retain(|partition| !is_named(old, partition));
    existing.temporary.retain(|partition| !is_named(&new, partition));
    existing.normal.extend(coming);
    if let By::Range { .. } = existing.by {
        added::sort(&mut existing.normal);
    }
    existing.store(state);
    Some(())
}

/// Why the partitions cannot take the place of the others.
fn mismatch(
    step: &Step<'_>,
    existing: &Partitions,
    strict: bool,
    going: &[NewPartitions],
    coming: &[NewPartitions],
    old: &[Text],
) -> Option<String> {
    let staying = || {
        existing
            .normal
            .iter()
            .filter(|partition| !old.iter().any(|old| same_column_name(old, name(partition))))
    };
    match &existing.by {
        By::Nothing => None,
        By::Range { types, .. } => {
            if strict {
                range_lists::mismatch(types, &ranges(going), &ranges(coming))
            } else {
                let staying: Vec<NewPartitions> = staying().cloned().collect();
                range_lists::conflict(types, &ranges(&staying), &ranges(coming))
            }
        }
        By::List { columns, .. } => {
            let types: Vec<_> = columns
                .iter()
                .map(|name| {
                    let column = step.state.table.column(name);
                    column.map_or(DataType::Inferred, |column| column.data_type.clone())
                })
                .collect();
            let values = |partitions: &[NewPartitions]| -> Vec<(Vec<add_list::Key>, String)> {
                let mut values = Vec::new();
                for partition in partitions {
                    if let NewPartitions::List(list) = partition {
                        for tuple in tuples(&list.values) {
                            let keys =
                                tuple.iter().zip(&types).map(|(value, t)| add_list::key(value, t)).collect();
                            values.push((keys, printed(&tuple)));
                        }
                    }
                }
                values
            };
            let (going, coming) = (values(going), values(coming));
            let within = |some: &[(Vec<add_list::Key>, String)], all: &[(Vec<add_list::Key>, String)]| {
                some.iter().all(|(key, _)| all.iter().any(|(other, _)| other == key))
            };
            if strict {
                let list = |values: &[(Vec<add_list::Key>, String)]| {
                    values.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>().join(", ")
                };
                (!within(&going, &coming) || !within(&coming, &going)).then(|| {
                    format!(
                        "2 list partitions are not strictly matched, [{}] vs [{}]",
                        list(&going),
                        list(&coming)
                    )
                })
            } else {
                let staying: Vec<NewPartitions> = staying().cloned().collect();
                let staying = values(&staying);
                let taken = coming.iter().find(|(key, _)| staying.iter().any(|(other, _)| other == key));
                taken.map(|(_, text)| format!("Range: {text} conflicts with existing range"))
            }
        }
    }
}

fn tuples(values: &ListValues) -> Vec<Vec<ListValue>> {
    match values {
        ListValues::Single(values) => values.iter().map(|value| vec![value.clone()]).collect(),
        ListValues::Tuples(tuples) => tuples.iter().map(|tuple| tuple.to_vec()).collect(),
    }
}

/// A value as the server's messages print it, several in brackets.
fn printed(tuple: &[ListValue]) -> String {
    let text = |value: &ListValue| match value {
        ListValue::Null => "null".to_owned(),
        ListValue::Text(text) => text.to_string(),
    };
    match tuple {
        [single] => text(single),
        several => format!("[{}]", several.iter().map(text).collect::<Vec<_>>().join(", ")),
    }
}
