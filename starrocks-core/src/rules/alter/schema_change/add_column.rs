//! ADD COLUMN, with one column or with several.

use super::draft::{Draft, DraftIndex, Target};
use super::holes;
use super::modify_column::same_column;
use super::{AL_07, AL_09};
use crate::rules::alter::definition::as_taken;
use crate::rules::alter::index::{IndexColumn, stored_type};
use crate::rules::alter::step::Step;
use crate::rules::defaults::complex::is_complex;
use crate::rules::keys::K_11;
use crate::rules::subject::{Findings, listed};
use crate::rules::{Envelope, Rule, RunMode};
use crate::schema::{
    AggType, Column, ColumnPosition, ColumnValue, DataType, DefaultValue, KeyModel, Text, same_column_name,
};
use crate::sql::tree::Node;

pub(in crate::rules) static AL_04: Rule = Rule {
    id: "AL-04",
    title: "A column is added with a default that is one value for all rows",
    reason: "The rows that are there get it without being rewritten.",
    accepted: "CREATE TABLE t (k INT);\nALTER TABLE t ADD COLUMN n DATETIME DEFAULT CURRENT_TIMESTAMP",
    rejected: "CREATE TABLE t (k INT);\nALTER TABLE t ADD COLUMN n VARCHAR(36) DEFAULT (uuid())",
    ..Rule::BARE
};

pub(in crate::rules) static AL_06: Rule = Rule {
    id: "AL-06",
    title: "A column with SUM is added with the default 0, or none",
    reason: "The rows that are there would each add the default.",
    accepted: "CREATE TABLE t (k INT, v INT SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k);\n\
               ALTER TABLE t ADD COLUMN n INT SUM DEFAULT '0'",
    rejected: "CREATE TABLE t (k INT, v INT SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k);\n\
               ALTER TABLE t ADD COLUMN n INT SUM DEFAULT '1'",
    ..Rule::BARE
};

pub(in crate::rules) static AL_10: Rule = Rule {
    id: "AL-10",
    title: "ADD COLUMN … AFTER names a column of the table",
    reason: "The new column stands behind one that is there.",
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k);\nALTER TABLE t ADD COLUMN n INT AFTER v",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k);\nALTER TABLE t ADD COLUMN n INT AFTER u",
    ..Rule::BARE
};

pub(in crate::rules) static AL_11: Rule = Rule {
    id: "AL-11",
    title: "A column is added under a name that no column was created with",
    reason: "Case makes no difference, and a renamed column keeps the name that it was created with as its id.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k);\nALTER TABLE t DROP COLUMN v;\nALTER TABLE t ADD COLUMN v DATE",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t RENAME COLUMN v TO w;\nALTER TABLE t ADD COLUMN v DATE",
    ..Rule::BARE
};

pub(in crate::rules) static AL_12: Rule = Rule {
    id: "AL-12",
    title: "A statement adds a column once",
    reason: "Two definitions of one name, in whatever case, contradict each other.",
    accepted: "CREATE TABLE t (k INT);\nALTER TABLE t ADD COLUMN n INT, ADD COLUMN m INT",
    rejected: "CREATE TABLE t (k INT);\nALTER TABLE t ADD COLUMN n INT, ADD COLUMN N DATE",
    ..Rule::BARE
};

pub(in crate::rules) static AL_13: Rule = Rule {
    id: "AL-13",
    title: "The default of an ARRAY, MAP or STRUCT column needs fast schema evolution",
    reason: "No job evaluates an expression for the rows that are there.",
    since: Some("4.1"),
    accepted: "CREATE TABLE t (k INT);\nALTER TABLE t ADD COLUMN n ARRAY<INT> DEFAULT [1]",
    rejected: "CREATE TABLE t (k INT) PROPERTIES ('fast_schema_evolution' = 'false');\n\
               ALTER TABLE t ADD COLUMN n ARRAY<INT> DEFAULT [1]",
    ..Rule::BARE
};

/// Where a column cannot stand, whatever the table is like by then.
pub(super) fn analyzed(
    step: &Step<'_>,
    column: &Column,
    position: Option<&ColumnPosition>,
    found: &mut Findings<'_>,
) {
    let is_value = step.state.model() == KeyModel::Primary || column.aggregate.is_some();
    if position == Some(&ColumnPosition::First) && is_value && !column.is_generated() {
        let message = format!("Cannot add value column[{}] at first", column.name);
        let finding = AL_09.broken(step.place(), message, "leave FIRST out: values stand behind the keys");
        found.push(finding.enveloped(Envelope::Analyzing));
    }
}

/// What a clause adds.
pub(super) struct Added<'a> {
    pub(super) columns: &'a [Column],
    /// FIRST or AFTER, which a list of columns cannot have.
    pub(super) position: Option<&'a ColumnPosition>,
    pub(super) rollup: Option<&'a Text>,
    pub(super) is_list: bool,
}

pub(super) fn executed(
    step: &Step<'_>,
    added: &Added<'_>,
    draft: &mut Draft,
    found: &mut Findings<'_>,
) -> Option<()> {
    let target = Some(draft.target(step, added.rollup, found)?).filter(|target| *target != Target::Known(0));
    let first_id = draft.last_unique_id + 1;
    let mut columns: Vec<IndexColumn> = (first_id..)
        .zip(added.columns)
        .map(|(unique_id, written)| new_column(step, written, unique_id))
        .collect();
    draft.last_unique_id += u32::try_from(columns.len()).unwrap_or(u32::MAX);
    let before_generated = match added.position {
        None if !added.columns.iter().any(Column::is_generated) => {
            step.state.last_before_generated().map(|name| ColumnPosition::After(name.clone()))
        }
        _ => None,
    };
    let mut written: Vec<&Column> = added.columns.iter().collect();
    if added.is_list && before_generated.is_some() {
        // Each goes directly behind the last ordinary column, so that the last one is put there first. The server takes this for
        // a rewrite of the data.
        columns.reverse();
        written.reverse();
        draft.fast = false;
    }
    let position = added.position.or(before_generated.as_ref());
    for (column, written) in columns.into_iter().zip(written) {
        add(step, written, column, (position, target), draft, found)?;
    }
    Some(())
}

fn new_column(step: &Step<'_>, written: &Column, unique_id: u32) -> IndexColumn {
    let model = step.state.model();
    let taken = as_taken(step.state, written);
    let is_key = written.key || (model == KeyModel::Aggregate && written.aggregate.is_none());
    let mut column = step.state.kept_column(&taken, is_key);
    if model == KeyModel::Primary {
        column.aggregate = None;
    }
    IndexColumn {
        stored_type: stored_type(&taken, &column),
        written_value: written.value.clone(),
        id: written.name.clone(),
        shadow: false,
        column,
        is_key,
        unique_id,
    }
}

fn add(
    step: &Step<'_>,
    written: &Column,
    column: IndexColumn,
    (position, target): (Option<&ColumnPosition>, Option<Target>),
    draft: &mut Draft,
    found: &mut Findings<'_>,
) -> Option<()> {
    default_value(step, &column.column, found);
    found.none()?;
    by_model(step, written, &column.column, found);
    found.none()?;
    existing(step, &column, found);
    found.none()?;
    let is_key_of_shared_nothing = column.is_key && step.context.options.run_mode == RunMode::SharedNothing;
    draft.fast &= target.is_none() && !column.column.is_generated() && !is_key_of_shared_nothing;
    match step.state.model() {
        // A key of a UNIQUE KEY table is one of every index.
        KeyModel::Unique if column.is_key => {
            for at in 0..draft.indexes.len() {
                insert(step, &column, position, (at, draft), found)?;
            }
        }
        KeyModel::Duplicate if target.is_some() => {
            if let Some(Target::Known(at)) = target {
                insert(step, &column, position, (at, draft), found)?;
            }
            // In the base index a key goes behind the other keys, wherever it is in the rollup.
            let position = position.filter(|_| !column.is_key);
            insert(step, &column, position, (0, draft), found)?;
        }
        _ => {
            insert(step, &column, position, (0, draft), found)?;
            if let Some(Target::Known(at)) = target {
                insert(step, &column, position, (at, draft), found)?;
            }
        }
    }
    Some(())
}

/// AL-04 and AL-13.
fn default_value(step: &Step<'_>, column: &Column, found: &mut Findings<'_>) {
    let unsupported = |text: &str| {
        AL_04.broken(
            step.place(),
            format!("unsupported default expr:{text}"),
            "write a constant, or add the column without a default",
        )
    };
    match &column.value {
        ColumnValue::Default(DefaultValue::CurrentTimestamp(Some(digits))) => {
            found.push(unsupported(&format!("current_timestamp({digits})")));
        }
        ColumnValue::Default(DefaultValue::Expression(expression)) => {
            let tree = Node::parse(&expression.text);
            // Its text without the parentheses around all of it.
            let text =
                tree.as_ref().map_or(expression.text.as_ref(), |tree| &expression.text[tree.span.clone()]);
            if !tree.as_ref().is_some_and(is_complex) {
                found.push(unsupported(text));
            } else if !step.state.uses_fast_schema_evolution() {
                found.push(AL_13.broken(
                    step.place(),
                    format!(
                        "Complex type (ARRAY/MAP/STRUCT) default values require fast schema evolution. Table '{}' has \
                         fast_schema_evolution=false. This property can only be set during table creation and cannot be \
                         modified later.",
                        step.table_name()
                    ),
                    "add the column without a default",
                ));
            }
        }
        _ => {}
    }
}

/// K-11, AL-06 and AL-07: what a column may be in a table of this key model.
fn by_model(step: &Step<'_>, written: &Column, column: &Column, found: &mut Findings<'_>) {
    let (name, data_type) = (&written.name, &column.data_type);
    match (step.state.model(), &written.aggregate) {
        (KeyModel::Aggregate, None) if !data_type.may_be_key(KeyModel::Duplicate) => {
            let finding = K_11.broken(
                step.place(),
                format!(
                    "column without agg function will be treated as key column for aggregate table, {} type can not be key \
                     column",
                    data_type.server_name()
                ),
                "write an aggregate behind the type",
            );
            found.push(finding.enveloped(Envelope::Bare));
        }
        (KeyModel::Aggregate, Some(AggType::Sum)) => {
            if let ColumnValue::Default(default) = &column.value
                && *default != DefaultValue::Text("0".into())
                && !matches!(default, DefaultValue::CurrentTimestamp(_))
            {
                found.push(AL_06.broken(
                    step.place(),
                    format!("The default value of '{name}' with SUM aggregation function must be zero"),
                    "write DEFAULT '0', or leave the default out",
                ));
            }
        }
        (model @ (KeyModel::Unique | KeyModel::Duplicate), Some(_)) => {
            let model = if model == KeyModel::Unique { "Unique" } else { "Duplicate" };
            found.push(AL_07.broken(
                step.place(),
                format!("Can not assign aggregation method on column in {model} data model table: {name}"),
                "leave out the aggregate",
            ));
        }
        _ => {}
    }
    if *data_type == DataType::Hll && step.state.model() != KeyModel::Aggregate {
        found.push(AL_07.broken(
            step.place(),
            format!("HLL type column can only be in Aggregation data model table: {name}"),
            "make a new AGGREGATE KEY table for it",
        ));
    }
}

/// AL-11: the columns that the table has before the statement.
fn existing(step: &Step<'_>, column: &IndexColumn, found: &mut Findings<'_>) {
    let state = step.state;
    let name = &column.column.name;
    if state
        .base
        .iter()
        .any(|other| other.is_named(name) && same_column(&state.normal(other), &state.normal(column)))
    {
        found.push(AL_11.broken(
            step.place(),
            format!("Can not add column which already exists in base table: {name}"),
            "leave the clause out: the column is there",
        ));
    } else if let Some(other) = state.base.iter().find(|other| same_column_name(&other.id, name)) {
        let printed = crate::sql::show_column(&state.normal(other).column);
        let help = match other.is_named(name) {
            true => "change the column with MODIFY COLUMN, or choose another name".to_owned(),
            false => format!("choose another name: `{}` was created with this one", other.column.name),
        };
        found.push(AL_11.broken(
            step.place(),
            format!(
                "Can not add column which already exists in column id: {name}, you can remove {printed} and try again."
            ),
            help,
        ));
    }
}

/// Puts the column into an index. A column that an earlier clause has added to the base index just so counts once.
fn insert(
    step: &Step<'_>,
    column: &IndexColumn,
    position: Option<&ColumnPosition>,
    (at, draft): (usize, &mut Draft),
    found: &mut Findings<'_>,
) -> Option<()> {
    let index = &mut draft.indexes[at];
    let name = &column.column.name;
    if let Some(there) = index.position(name) {
        let message = match at {
            0 if same_column(&step.state.normal(&index.columns[there]), &step.state.normal(column)) => {
                holes::added_twice(step, name, found);
                return Some(());
            }
            0 => format!("Repeatedly add same column with different definition: {name}"),
            _ => format!("Repeatedly add column: {name}"),
        };
        found.push(AL_12.broken(step.place(), message, "choose another name"));
        return None;
    }
    let to = match position {
        Some(ColumnPosition::First) => 0,
        Some(ColumnPosition::After(after)) => behind(step, index, after, found)? + 1,
        None if column.is_key => index.columns.iter().rposition(|other| other.is_key).map_or(0, |at| at + 1),
        None => index.columns.len(),
    };
    index.columns.insert(to, column.clone());
    Some(())
}

/// AL-10 and AL-14.
fn behind(step: &Step<'_>, index: &DraftIndex, after: &Text, found: &mut Findings<'_>) -> Option<usize> {
    let Some(at) = index.position(after) else {
        let help = match index.columns.iter().any(|column| same_column_name(&column.column.name, after)) {
            true => format!("change `{after}` in a statement of its own"),
            false => {
                let names = index.columns.iter().map(|column| column.column.name.as_ref());
                format!("choose among {}", listed(names))
            }
        };
        found.push(AL_10.broken(step.place(), format!("Column[{after}] does not found"), help));
        return None;
    };
    if index.columns[at].column.is_generated() {
        let message = "Can not add column after Generated Column";
        let finding = crate::rules::alter::AL_14.broken(step.place(), message, "leave AFTER out");
        found.push(finding.enveloped(Envelope::Bare));
        return None;
    }
    Some(at)
}
