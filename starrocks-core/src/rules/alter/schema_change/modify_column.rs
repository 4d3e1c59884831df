//! MODIFY COLUMN with a whole definition.

use super::conversion::same_default;
use super::draft::{Draft, DraftIndex, Target};
use crate::rules::alter::index::{IndexColumn, stored_type};
use crate::rules::alter::materialized_views;
use crate::rules::alter::step::Step;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Rule, RunMode};
use crate::schema::{
    AggType, Column, ColumnPosition, ColumnValue, DataType, IndexType, KeyModel, Text, same_column_name,
};

pub(in crate::rules) static AL_23: Rule = Rule {
    id: "AL-23",
    title: "MODIFY COLUMN names a column of the table, and another one behind AFTER",
    reason: "A column is changed once in a statement, and stands behind one that is there.",
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k);\nALTER TABLE t MODIFY COLUMN v BIGINT AFTER w",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k);\nALTER TABLE t MODIFY COLUMN w BIGINT",
    ..Rule::BARE
};

pub(in crate::rules) static AL_28: Rule = Rule {
    id: "AL-28",
    title: "The key and the sort key of a PRIMARY KEY table stay as they are",
    reason: "The primary index is built over them.",
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t MODIFY COLUMN v BIGINT",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t MODIFY COLUMN k BIGINT",
    ..Rule::BARE
};

pub(in crate::rules) static AL_30: Rule = Rule {
    id: "AL-30",
    title: "A generated column stays one, and its sources stay as they are",
    reason: "What is stored was computed from them.",
    since: Some("3.1"),
    accepted: "CREATE TABLE t (k INT, v INT, g BIGINT AS (v + 1)) DUPLICATE KEY(k);\nALTER TABLE t MODIFY COLUMN g BIGINT AS (v + 2)",
    rejected: "CREATE TABLE t (k INT, v INT, g BIGINT AS (v + 1)) DUPLICATE KEY(k);\nALTER TABLE t MODIFY COLUMN v BIGINT",
    ..Rule::BARE
};

pub(in crate::rules) static AL_31: Rule = Rule {
    id: "AL-31",
    title: "An AUTO_INCREMENT column stays as it is",
    reason: "Its numbers are handed out by the server.",
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t MODIFY COLUMN v BIGINT",
    rejected: "CREATE TABLE t (k INT, n BIGINT NOT NULL AUTO_INCREMENT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k);\n\
               ALTER TABLE t MODIFY COLUMN n BIGINT NOT NULL",
    ..Rule::BARE
};

pub(in crate::rules) static AL_32: Rule = Rule {
    id: "AL-32",
    title: "FROM names a rollup, for a column that is moved",
    reason: "The definition of a column is the same in all indexes; only its place is a matter of one.",
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) ROLLUP (r (k, v, w) DUPLICATE KEY (k));\n\
               ALTER TABLE t MODIFY COLUMN v INT AFTER w FROM r",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) ROLLUP (r (k, v, w) DUPLICATE KEY (k));\n\
               ALTER TABLE t MODIFY COLUMN v BIGINT FROM r",
    ..Rule::BARE
};

/// What is looked at before any clause is executed, behind the definition itself.
pub(super) fn analyzed(
    step: &Step<'_>,
    column: &Column,
    position: Option<&ColumnPosition>,
    found: &mut Findings<'_>,
) {
    if column.is_generated() {
        return;
    }
    let Some(ColumnPosition::After(name)) = position else { return };
    let Some(after) = step.state.base.iter().find(|other| other.is_named(name)) else {
        // The words are those of a server that does not look.
        found.push(AL_23.broken(
            step.place(),
            "Cannot invoke \"com.starrocks.catalog.Column.isGeneratedColumn()\" because \"afterColumn\" is null",
            step.state.help_for_unknown(name),
        ));
        return;
    };
    if after.column.is_generated() {
        let help = "name a column in front of the generated ones";
        let finding = AL_30.broken(step.place(), "Can not modify column after Generated Column", help);
        found.push(finding.enveloped(Envelope::Analyzing));
    }
}

pub(super) fn executed(
    step: &Step<'_>,
    (written, position, rollup): (&Column, Option<&ColumnPosition>, Option<&Text>),
    draft: &mut Draft,
    found: &mut Findings<'_>,
) -> Option<()> {
    found.push_if(materialized_views::of_column(step, &written.name));
    found.none()?;
    by_model(step, written, found);
    found.none()?;
    generated_sources(step, written, found);
    found.none()?;
    let target = draft.target(step, rollup, found)?;
    if rollup.is_some() && position.is_none() {
        let message = "Do not need to specify index name when just modifying column type";
        found.push(AL_32.broken(step.place(), message, "leave out FROM: the change is made in every index"));
        return None;
    }
    // The column changes in every index, and its position in the one that is named.
    let (at, position) = match target {
        Target::Known(at) => (at, position),
        Target::UnknownRollup => (0, None),
    };
    let model = step.state.model();
    let column = draft.indexes[at].position(&written.name);
    let Some(column) = column else {
        let message = format!("Column[{}] does not exists", written.name);
        found.push(AL_23.broken(step.place(), message, step.state.help_for_unknown(&written.name)));
        return None;
    };
    let before = draft.indexes[at].columns[column].clone();
    indexes(step, &before.id, &before.column, written, found);
    found.none()?;
    kind_of_value(step, &before.column, written, found);
    found.none()?;
    let is_key = match model {
        KeyModel::Aggregate => written.aggregate.is_none(),
        _ => written.key,
    };
    let mut kept = step.state.kept_column(written, is_key);
    kept.name = before.column.name.clone();
    if model != KeyModel::Aggregate
        && kept.aggregate.is_some()
        && !matches!(kept.aggregate, Some(AggType::State(_)))
    {
        kept.aggregate = None;
    }
    let mut after = before.clone();
    after.stored_type = stored_type(written, &kept);
    after.written_value = written.value.clone();
    after.column = kept;
    after.is_key = is_key;
    let changed = !same_column(&before, &after);
    after.shadow = changed;
    place_column(step, &mut draft.indexes[at], column, position, after.clone(), found)?;
    if changed {
        let (before_it, from_it) = draft.indexes.split_at_mut(at);
        for index in before_it.iter_mut().chain(from_it.iter_mut().skip(1)) {
            if let Some(column) = index.position(&before.column.name) {
                let mut copy = after.clone();
                if model == KeyModel::Duplicate {
                    copy.is_key = index.columns[column].is_key;
                }
                index.columns[column] = copy;
            }
        }
    }
    draft.fast &= is_fast(step, &before, &after);
    Some(())
}

/// The rules of the key model.
fn by_model(step: &Step<'_>, written: &Column, found: &mut Findings<'_>) {
    let state = step.state;
    match state.model() {
        KeyModel::Primary => {
            if state.base.iter().any(|column| column.is_key && column.is_named(&written.name)) {
                let message = format!("Can not modify key column: {} for primary key table", written.name);
                let help = "make a new table with the key that it shall have, and copy the rows";
                found.push(AL_28.broken(step.place(), message, help));
            } else if state.table.order_by.iter().any(|name| same_column_name(name, &written.name)) {
                let message = "Can not modify sort column in primary data model table";
                let help = "give the table another sort key with ORDER BY first";
                found.push(AL_28.broken(step.place(), message, help));
            }
        }
        KeyModel::Aggregate => {
            let scalar =
                !matches!(written.data_type, DataType::Array(_) | DataType::Map(..) | DataType::Struct(_));
            if written.aggregate.is_none() && !scalar {
                // A server fails here without a reason: the column would become a key.
                found.push(AL_32.broken(
                    step.place(),
                    "Unknown error",
                    "write the aggregate behind the type",
                ));
            }
        }
        model @ (KeyModel::Unique | KeyModel::Duplicate) => {
            if written.aggregate.is_some() {
                let name = if model == KeyModel::Unique { "Unique" } else { "Duplicate" };
                found.push(super::AL_07.broken(
                    step.place(),
                    format!(
                        "Can not assign aggregation method on column in {name} data model table: {}",
                        written.name
                    ),
                    "leave out the aggregate",
                ));
            }
        }
    }
}

/// A column that a generated column is computed from. The server compares the names with case.
fn generated_sources(step: &Step<'_>, written: &Column, found: &mut Findings<'_>) {
    if written.is_generated() {
        return;
    }
    if step.state.generated_from(&written.name).is_some() {
        let message = format!(
            "Do not support modify column: {}, because it associates with the generated column",
            written.name
        );
        found.push(AL_30.broken(step.place(), message, "drop the generated column first"));
    }
}

fn indexes(step: &Step<'_>, id: &str, before: &Column, written: &Column, found: &mut Findings<'_>) {
    let is_text = matches!(written.data_type, DataType::Char(_) | DataType::Varchar(_) | DataType::String);
    for index in step.state.table.indexes.iter() {
        if !index
            .columns
            .iter()
            .any(|column| same_column_name(column, id) || same_column_name(column, &before.name))
        {
            continue;
        }
        let message = match index.index_type {
            IndexType::Gin if !is_text => "Cannot modify a column with GIN into non-string type",
            IndexType::Vector if !written.data_type.is_same_as(&before.data_type) => {
                "Cannot modify a column with VECTOR index"
            }
            _ => continue,
        };
        found.push(super::AL_24.broken(step.place(), message, "drop the index first"));
        return;
    }
}

/// AL-30 and AL-31.
fn kind_of_value(step: &Step<'_>, before: &Column, written: &Column, found: &mut Findings<'_>) {
    if before.value == ColumnValue::AutoIncrement {
        found.push(AL_31.broken(
            step.place(),
            "Can't not modify a AUTO_INCREMENT column",
            "leave the column as it is; its comment alone is changed with MODIFY COLUMN … COMMENT",
        ));
    } else if !before.is_generated() && written.is_generated() {
        let message = "Can not modify a non-generated column to a generated column";
        found.push(AL_30.broken(step.place(), message, "add a generated column, and drop this one"));
    } else if before.is_generated() && !written.is_generated() {
        let message = "Can not modify a generated column to a non-generated column";
        found.push(AL_30.broken(step.place(), message, "write AS (…) with the expression"));
    }
}

/// Puts the changed column where it shall stand.
fn place_column(
    step: &Step<'_>,
    index: &mut DraftIndex,
    from: usize,
    position: Option<&ColumnPosition>,
    column: IndexColumn,
    found: &mut Findings<'_>,
) -> Option<()> {
    let to = match position {
        None => {
            index.columns[from] = column;
            return Some(());
        }
        Some(ColumnPosition::First) => 0,
        Some(ColumnPosition::After(name)) => match index.position(name) {
            None => {
                let message = format!("Column[{name}] does not exists");
                found.push(AL_23.broken(step.place(), message, step.state.help_for_unknown(name)));
                return None;
            }
            Some(at) if at == from => {
                let message = format!("Column[{name}] modify position is invalid");
                found.push(AL_23.broken(step.place(), message, "name another column behind AFTER"));
                return None;
            }
            Some(at) => at + 1,
        },
    };
    index.columns.remove(from);
    index.columns.insert(if to > from { to - 1 } else { to }, column);
    Some(())
}

/// Whether two definitions are the same to a server.
pub(super) fn same_column(a: &IndexColumn, b: &IndexColumn) -> bool {
    let generated = |column: &IndexColumn| match &column.column.value {
        ColumnValue::Generated(expression) => Some(expression.clone()),
        _ => None,
    };
    same_column_name(&a.column.name, &b.column.name)
        && a.is_key == b.is_key
        && a.stored_type.is_same_as(&b.stored_type)
        && a.column.aggregate == b.column.aggregate
        && a.column.nullability == b.column.nullability
        && same_default(a, b)
        && generated(a) == generated(b)
        && a.column.comment == b.column.comment
}

/// Whether the change needs no job: only in a shared-data cluster, where the old data can be read as the new type.
fn is_fast(step: &Step<'_>, before: &IndexColumn, after: &IndexColumn) -> bool {
    let scalar = |column: &IndexColumn| {
        !matches!(column.stored_type, DataType::Array(_) | DataType::Map(..) | DataType::Struct(_))
    };
    let indexed = step.state.table.indexes.iter().any(|index| {
        index.index_type != IndexType::NgramBf
            && index.columns.iter().any(|column| same_column_name(column, &before.column.name))
    });
    step.context.options.run_mode == RunMode::SharedData
        && !before.is_key
        && !after.is_key
        && scalar(before)
        && scalar(after)
        && !matches!(before.stored_type, DataType::Decimal(_))
        && !before.column.is_generated()
        && before.stored_type.keeps_zone_map_as(&after.stored_type)
        && !indexed
}
