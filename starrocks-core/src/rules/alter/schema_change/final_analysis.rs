//! What is looked at when all clauses have been executed on the draft: every index as a whole, and how the change is done.

use super::conversion;
use super::draft::{Draft, DraftIndex};
use super::modify_column::same_column;
use super::{AL_09, AL_18, properties_of_job};
use crate::rules::alter::AL_33;
use crate::rules::alter::TableState;
use crate::rules::alter::context::AlterContext;
use crate::rules::alter::execution::{Execution, JobKind};
use crate::rules::alter::index::IndexColumn;
use crate::rules::indexes::bloom_filters;
use crate::rules::keys::short_key;
use crate::rules::properties::time_drift;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Finding, Place, Rule, RunMode, normal_form};
use crate::schema::{Distribution, KeyModel, Text, same_column_name};
use std::collections::BTreeSet;

pub(in crate::rules) static AL_19: Rule = Rule {
    id: "AL-19",
    title: "A column of the sort key is not dropped",
    reason: "The rows are sorted by it.",
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) ORDER BY (v);\n\
               ALTER TABLE t DROP COLUMN w",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) ORDER BY (v);\n\
               ALTER TABLE t DROP COLUMN v",
    ..Rule::BARE
};

pub(in crate::rules) static AL_20: Rule = Rule {
    id: "AL-20",
    title: "Partition and distribution columns are not dropped",
    reason: "They say where a row is.",
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(v);\nALTER TABLE t DROP COLUMN w",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(v);\nALTER TABLE t DROP COLUMN v",
    ..Rule::BARE
};

pub(in crate::rules) static AL_29: Rule = Rule {
    id: "AL-29",
    title: "Partition and distribution columns stay as they are",
    reason: "They say where a row is; not even their comment is changed by a whole definition.",
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(v);\n\
               ALTER TABLE t MODIFY COLUMN v COMMENT 'x'",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(v);\n\
               ALTER TABLE t MODIFY COLUMN v INT COMMENT 'x'",
    ..Rule::BARE
};

/// Looks at the draft, and tells how the change is done; nothing when it is refused.
pub(super) fn of_draft(
    context: &AlterContext<'_>,
    state: &TableState,
    draft: &Draft,
    found: &mut Findings<'_>,
) -> Option<Execution> {
    properties_of_job::of_indexes(draft, found);
    found.none()?;
    ngram_indexes(context, state, draft, found);
    found.none()?;
    properties_of_job::timeout(draft, found);
    found.none()?;
    let indexes_change = !same_indexes(state, draft);
    let rollups = state.rollups.iter().map(|rollup| &rollup.columns);
    let before = std::iter::once(&state.base).chain(rollups);
    let mut seen: Vec<&IndexColumn> = Vec::new();
    let mut changes = indexes_change || draft.unknown_rollup_changes;
    let mut fast = draft.fast;
    for (at, (before, after)) in before.zip(&draft.indexes).enumerate() {
        if !indexes_change && same_columns(state, before, &after.columns) {
            continue;
        }
        changes = true;
        order(state.model(), after, found);
        found.none()?;
        compatible(state, before, after, draft, found);
        found.none()?;
        if at == 0 {
            partition_columns(context, state, after, found);
            found.none()?;
            distribution_columns(state, after, found);
            found.none()?;
            sort_key(state, after, found);
            found.none()?;
        }
        let names: &[Text] = if at == 0 { &state.table.order_by } else { &[] };
        let sorted = sorted_by(&after.columns, names);
        properties_of_job::short_key(draft, after, &sorted, found);
        found.none()?;
        let written = state.property("short_key").filter(|_| at == 0);
        let wanted = properties_of_job::of_index(draft, after);
        fast &= short_key(&sorted_by(before, names), written) == short_key(&sorted, wanted);
        numbers(&after.columns, &mut seen, found);
        found.none()?;
    }
    let at_once = match context.options.run_mode {
        RunMode::SharedNothing => true,
        RunMode::SharedData => state
            .property("cloud_native_fast_schema_evolution_v2")
            .is_none_or(|value| value.eq_ignore_ascii_case("true")),
    };
    Some(match (changes, fast && at_once) {
        (false, _) => Execution::Done,
        (true, true) => Execution::FastSchemaEvolution,
        (true, false) => Execution::Job(JobKind::SchemaChange),
    })
}

fn same_indexes(state: &TableState, draft: &Draft) -> bool {
    let (before, after) = (state.table.indexes.as_ref(), draft.table_indexes.as_slice());
    before.iter().all(|index| after.contains(index)) && after.iter().all(|index| before.contains(index))
}

fn same_columns(state: &TableState, before: &[IndexColumn], after: &[IndexColumn]) -> bool {
    let same = |(a, b): (&IndexColumn, &IndexColumn)| same_column(&state.normal(a), &state.normal(b));
    before.len() == after.len() && before.iter().zip(after).all(same)
}

/// I-11: an n-gram bloom filter on a column that has a bloom filter.
fn ngram_indexes(context: &AlterContext<'_>, state: &TableState, draft: &Draft, found: &mut Findings<'_>) {
    let Some(columns) = normal_form::bloom_filter_columns(&state.table) else { return };
    let mut table = state.table.clone();
    table.indexes = draft.table_indexes.clone().into();
    let s = Subject::new(&table, context.options);
    let columns: BTreeSet<String> = columns.split(',').map(|name| name.trim().to_lowercase()).collect();
    found.placed(Place::Table, |found| bloom_filters::beside_ngram_indexes(&s, &columns, found));
}

/// AL-09 and AL-18.
fn order(model: KeyModel, index: &DraftIndex, found: &mut Findings<'_>) {
    let columns = &index.columns;
    let first_value = columns.iter().position(|column| !column.is_key).unwrap_or(columns.len());
    if let Some(last_key) = columns[first_value..].iter().rfind(|column| column.is_key) {
        let value = &columns[first_value].column.name;
        let mut help = format!("put `{value}` behind `{}`, the last key column", last_key.column.name);
        if matches!(model, KeyModel::Duplicate | KeyModel::Unique) {
            help.push_str("; a key column has KEY behind its type");
        }
        found.push(AL_09.broken(
            Place::Table,
            format!("Invalid column order. value should be after key. index[{}]", index.name),
            help,
        ));
    } else if first_value == 0 {
        found.push(AL_18.broken(
            Place::Table,
            format!("No key column left. index[{}]", index.name),
            "keep a key column, or drop the rollup first where it is one that would have none",
        ));
    }
}

/// The column as its values are merged. In a rollup of a DUPLICATE KEY table the first columns are keys whatever they are in the
/// table, but their values are still those of the table.
fn merged_as(state: &TableState, old: &IndexColumn, column: &IndexColumn) -> IndexColumn {
    let of_base = state.base.iter().find(|other| same_column_name(&other.column.name, &old.column.name));
    let mut old = old.clone();
    if let Some(of_base) = of_base.filter(|_| old.is_key != column.is_key) {
        old.is_key = of_base.is_key;
    }
    old
}

/// Whether every column that was there may have become what it is now.
fn compatible(
    state: &TableState,
    before: &[IndexColumn],
    after: &DraftIndex,
    draft: &Draft,
    found: &mut Findings<'_>,
) {
    for column in &after.columns {
        if draft.changed_fields.as_ref() == Some(&column.column.name) {
            continue;
        }
        let old = before.iter().find(|old| same_column_name(&old.column.name, &column.column.name));
        if let Some(old) = old.filter(|old| *old != column) {
            let (old, column) = (merged_as(state, old, column), column);
            conversion::column(Place::Table, state.model(), &old, column, found);
            if found.none().is_none() {
                return;
            }
        }
    }
}

/// What became of a column that the table cannot do without.
enum Fate {
    Same,
    Changed,
    Dropped,
}

fn fate(state: &TableState, name: &str, after: &DraftIndex) -> Fate {
    let named = |column: &&IndexColumn| same_column_name(&column.column.name, name);
    match (state.base.iter().find(named), after.columns.iter().find(named)) {
        (_, None) => Fate::Dropped,
        (Some(before), Some(after))
            if after.shadow || !same_column(&state.normal(before), &state.normal(after)) =>
        {
            Fate::Changed
        }
        _ => Fate::Same,
    }
}

/// AL-29.
fn changed(kind: &str, name: &str, index: &DraftIndex) -> Finding {
    AL_29.broken(
        Place::Table,
        format!("Can not modify {kind} column[{name}]. index[{}]", index.name),
        "change its comment alone with MODIFY COLUMN … COMMENT, or make a new table and copy the rows",
    )
}

/// AL-20 and AL-29.
fn partition_columns(
    context: &AlterContext<'_>,
    state: &TableState,
    after: &DraftIndex,
    found: &mut Findings<'_>,
) {
    let s = Subject::new(&state.table, context.options);
    for name in time_drift::partition_columns(&s) {
        match fate(state, &name, after) {
            Fate::Same => continue,
            Fate::Changed => found.push(changed("partition", &name, after)),
            Fate::Dropped => found.push(AL_20.broken(
                Place::Table,
                format!("Partition column[{name}] cannot be dropped. index[{}]", after.name),
                "make a new table that is partitioned otherwise, and copy the rows",
            )),
        }
        return;
    }
}

/// AL-20 and AL-29.
fn distribution_columns(state: &TableState, after: &DraftIndex, found: &mut Findings<'_>) {
    let Some(Distribution::Hash { columns, .. }) = &state.table.distributed_by else { return };
    for name in columns.iter() {
        match fate(state, name, after) {
            Fate::Same => continue,
            Fate::Changed => found.push(changed("distribution", name, after)),
            Fate::Dropped => found.push(AL_20.broken(
                Place::Table,
                format!("Distribution column[{name}] cannot be dropped. index[{}]", after.name),
                "distribute the table by other columns first: ALTER TABLE … DISTRIBUTED BY HASH(…)",
            )),
        }
        return;
    }
}

/// AL-19.
fn sort_key(state: &TableState, after: &DraftIndex, found: &mut Findings<'_>) {
    let there = |name: &&Text| after.columns.iter().any(|c| same_column_name(&c.column.name, name));
    if let Some(name) = state.table.order_by.iter().find(|name| !there(name)) {
        found.push(AL_19.broken(
            Place::Table,
            format!("Sort Key Column[{name}] not exists in new schema"),
            "give the table another sort key with ALTER TABLE … ORDER BY (…) first",
        ));
    }
}

/// The columns that an index is sorted by: the keys when no other ones are named.
fn sorted_by<'a>(columns: &'a [IndexColumn], names: &[Text]) -> Vec<&'a IndexColumn> {
    if names.is_empty() {
        return columns.iter().filter(|column| column.is_key).collect();
    }
    let named = |name: &Text| columns.iter().find(|column| same_column_name(&column.column.name, name));
    names.iter().filter_map(named).collect()
}

/// The names and types of the columns in the entries of an index, as far as they are known.
fn short_key(sorted: &[&IndexColumn], written: Option<&str>) -> Option<Vec<(String, String)>> {
    let count = match written {
        Some(count) => count.parse().ok()?,
        None => short_key::chosen(sorted.iter().map(|column| &column.stored_type))?,
    };
    let named = |column: &&IndexColumn| (column.column.name.to_lowercase(), column.stored_type.server_name());
    Some(sorted.iter().take(count).map(named).collect())
}

/// AL-33: a column that was renamed goes by its old name in a rollup.
fn numbers<'a>(columns: &'a [IndexColumn], seen: &mut Vec<&'a IndexColumn>, found: &mut Findings<'_>) {
    for column in columns {
        let Some(other) = seen.iter().find(|other| other.unique_id == column.unique_id) else {
            seen.push(column);
            continue;
        };
        if other.column.name != column.column.name {
            let message = format!(
                "Column {} has same unique id {} with column {}",
                column.column.name, column.unique_id, other.column.name
            );
            let help = "drop the rollup first: it has the column under the name from before RENAME COLUMN";
            found.push(AL_33.broken(Place::Table, message, help));
            return;
        }
    }
}
