//! MODIFY COLUMN … ADD FIELD and DROP FIELD: the fields of a STRUCT.

use super::draft::Draft;
use crate::rules::alter::materialized_views;
use crate::rules::alter::step::Step;
use crate::rules::columns::types;
use crate::rules::subject::{Findings, Numbered};
use crate::rules::{Envelope, Rule};
use crate::schema::{
    Column, ColumnPosition, DataType, FieldStep, Shared, StructField, Text, same_column_name,
};

pub(in crate::rules) static AL_38: Rule = Rule {
    id: "AL-38",
    title: "ADD FIELD and DROP FIELD lead through STRUCTs and ARRAYs to a field",
    reason: "A field is added to a STRUCT in which no field has its name, and dropped from one that has others.",
    since: Some("3.3.2"),
    accepted: "CREATE TABLE t (k INT, s STRUCT<a INT>);\nALTER TABLE t MODIFY COLUMN s ADD FIELD b INT AFTER a",
    rejected: "CREATE TABLE t (k INT, s STRUCT<a INT>);\nALTER TABLE t MODIFY COLUMN s ADD FIELD A INT",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_68: Rule = Rule {
    id: "AL-68",
    title: "Fields are changed by fast schema evolution alone",
    reason: "No job rewrites a STRUCT: the table must have the property, and no clause before may need a job.",
    since: Some("3.3.2"),
    accepted: "CREATE TABLE t (k INT, s STRUCT<a INT>);\nALTER TABLE t MODIFY COLUMN s ADD FIELD b INT",
    rejected: "CREATE TABLE t (k INT, s STRUCT<a INT>) PROPERTIES ('fast_schema_evolution' = 'false');\n\
               ALTER TABLE t MODIFY COLUMN s ADD FIELD b INT",
    ..Rule::BARE
};

/// What is done to a field.
#[derive(Clone, Copy)]
pub(super) enum FieldChange<'a> {
    Add(&'a DataType, Option<&'a ColumnPosition>),
    Drop,
}

impl FieldChange<'_> {
    fn verb(self) -> &'static str {
        match self {
            FieldChange::Add(..) => "Add",
            FieldChange::Drop => "Drop",
        }
    }
}

/// ADD FIELD or DROP FIELD.
pub(super) struct FieldClause<'a> {
    pub(super) step: &'a Step<'a>,
    pub(super) column: &'a Text,
    /// The way to the field, and its name.
    pub(super) path: &'a [FieldStep],
    pub(super) change: FieldChange<'a>,
}

/// The way to the STRUCT that is changed, and the name of the field.
fn split(path: &[FieldStep]) -> (&[FieldStep], &str) {
    match path.split_last() {
        Some((last, parents)) => (parents, step_name(last)),
        None => (&[], ""),
    }
}

fn step_name(step: &FieldStep) -> &str {
    match step {
        FieldStep::Field(name) => name,
        FieldStep::Element => "[*]",
    }
}

fn field_of<'t>(fields: &'t [StructField], name: &str) -> Option<&'t StructField> {
    fields.iter().find(|field| same_column_name(&field.name, name))
}

fn holds_fields(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Struct(_) | DataType::Array(_))
}

/// The type that one step leads to. An ARRAY has one element, whatever the step says.
fn below<'t>(data_type: &'t DataType, step: &FieldStep) -> Option<&'t DataType> {
    match data_type {
        DataType::Struct(fields) => field_of(fields, step_name(step)).map(|field| &field.data_type),
        DataType::Array(element) => Some(element.get()),
        _ => None,
    }
}

pub(super) fn analyzed(clause: &FieldClause<'_>, found: &mut Findings<'_>) {
    let FieldClause { step, column, path, change } = *clause;
    let mut refuse = |message: String, help: String| found.push(AL_38.broken(step.place(), message, help));
    let Some(base) = step.state.base.iter().find(|other| other.is_named(column)) else {
        let message = "Analyze add/drop field failed, modify column is not exist".to_owned();
        return refuse(message, step.state.help_for_unknown(column));
    };
    let mut target = &base.column.data_type;
    if !holds_fields(target) {
        let message = format!("column {} type {} is not Struct", base.column.name, target.server_name());
        return refuse(message, "name a column of a STRUCT type, or of an ARRAY of them".to_owned());
    }
    let (parents, name) = split(path);
    for parent in parents {
        let parent_name = step_name(parent);
        let Some(next) = below(target, parent) else {
            let message = format!("No field {parent_name} exist in column {}", base.column.name);
            return refuse(message, help_for_fields(target));
        };
        target = next;
        if !holds_fields(target) {
            let message = format!("Field {parent_name} type {} is not valid", target.server_name());
            return refuse(message, "lead the way through STRUCTs and ARRAYs".to_owned());
        }
    }
    let DataType::Struct(fields) = target else {
        let help = format!("write `[*].{name}` for a field of the elements");
        return refuse("Target Field is not struct".to_owned(), help);
    };
    match (change, field_of(fields, name)) {
        (FieldChange::Drop, None) => {
            refuse(format!("Drop field {name} is not found"), help_for_fields(target))
        }
        (FieldChange::Add(..), Some(_)) => {
            refuse(format!("Field {name} is already exist"), "choose a name that no field has".to_owned());
        }
        (FieldChange::Add(data_type, _), None) => {
            let field = Column::new(name.to_owned(), data_type.clone());
            let c = Numbered { index: 0, column: &field, in_key: false };
            found.placed(step.place(), |found| types::analyzed(&c, found));
        }
        (FieldChange::Drop, Some(_)) => {}
    }
}

fn help_for_fields(data_type: &DataType) -> String {
    match data_type {
        DataType::Struct(fields) => {
            let names = fields.iter().map(|field| field.name.as_ref());
            format!("the fields are {}", crate::rules::subject::listed(names))
        }
        _ => "write `[*]` for the element of an ARRAY".to_owned(),
    }
}

pub(super) fn executed(clause: &FieldClause<'_>, draft: &mut Draft, found: &mut Findings<'_>) -> Option<()> {
    let FieldClause { step, column, path, change } = *clause;
    if !draft.fast {
        let message =
            format!("{} field for struct column require table enable fast schema evolution", change.verb());
        let help = "write a statement of its own for this clause, or make a new table with \
                    fast_schema_evolution = true";
        found.push(AL_68.broken(step.place(), message, help));
        return None;
    }
    found.push_if(materialized_views::of_column(step, column));
    found.none()?;
    draft.changed_fields = Some(column.clone());
    draft.last_unique_id += u32::from(matches!(change, FieldChange::Add(..)));
    let base = draft.indexes[0].position(column);
    let Some(at) = base else {
        let message = format!("Column[{column}] not exists");
        let finding = AL_38.broken(step.place(), message, step.state.help_for_unknown(column));
        found.push(finding.enveloped(Envelope::Bare));
        return None;
    };
    let id = draft.indexes[0].columns[at].id.clone();
    let mut changed = draft.indexes[0].columns[at].column.data_type.clone();
    if let Err(message) = change_at(&mut changed, path, column, clause) {
        found.push(AL_38.broken(step.place(), message, help_for_fields(&changed)).enveloped(Envelope::Bare));
        return None;
    }
    draft.table_indexes.retain(|index| !index.columns.iter().any(|name| same_column_name(name, &id)));
    for index in &mut draft.indexes {
        if let Some(at) = index.position(column) {
            index.columns[at].column.data_type = changed.clone();
            index.columns[at].stored_type = changed.clone();
        }
    }
    Some(())
}

/// Changes the field that `path` leads to, or says why not. `outer` names what the type is of.
fn change_at(
    data_type: &mut DataType,
    path: &[FieldStep],
    outer: &str,
    clause: &FieldClause<'_>,
) -> Result<(), String> {
    let (parents, name) = split(path);
    if let Some((parent, _)) = parents.split_first() {
        let parent_name = step_name(parent);
        return match data_type {
            DataType::Struct(fields) => {
                let field =
                    fields.to_mut().iter_mut().find(|field| same_column_name(&field.name, parent_name));
                let field =
                    field.ok_or_else(|| format!("Field[{parent_name}] not exist in Field[{outer}]"))?;
                change_at(&mut field.data_type, &path[1..], parent_name, clause)
            }
            DataType::Array(element) => {
                let mut inner = element.get().clone();
                change_at(&mut inner, &path[1..], parent_name, clause)?;
                *element = Shared::new(inner);
                Ok(())
            }
            _ => Err(format!("Field {outer} is invalid, add/drop field only support for Struct")),
        };
    }
    let DataType::Struct(fields) = data_type else {
        let verb = clause.change.verb().to_lowercase();
        return Err(format!("Field {outer} is invalid, {verb} field only support for Struct"));
    };
    let fields = fields.to_mut();
    match clause.change {
        FieldChange::Add(added, position) => {
            let at = match position {
                None => fields.len(),
                Some(ColumnPosition::First) => 0,
                Some(ColumnPosition::After(after)) => {
                    let at = fields.iter().position(|field| same_column_name(&field.name, after));
                    at.ok_or_else(|| format!("Field[{after}] is not exist in Field[{outer}]"))? + 1
                }
            };
            let kept = clause.step.state.kept_column(&Column::new(name.to_owned(), added.clone()), false);
            fields.insert(at, StructField::new(name.to_owned(), kept.data_type));
        }
        FieldChange::Drop => {
            let at = fields.iter().position(|field| same_column_name(&field.name, name));
            let at = at.ok_or_else(|| format!("Field[{name}] is not exist in Field[{outer}]"))?;
            if fields.len() == 1 {
                let column = clause.column;
                return Err(format!(
                    "Field[{name}] is the last field of column[{column}], can not drop any more."
                ));
            }
            fields.remove(at);
        }
    }
    Ok(())
}
