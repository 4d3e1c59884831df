//! `unique_constraints` and `foreign_key_constraints`.

use super::Setting;
use crate::rules::alter::context::Neighbour;
use crate::rules::properties::constraints::{self, ForeignKey};
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Finding, Rule};
use crate::schema::{KeyModel, same_column_name};

pub(in crate::rules) static AL_79: Rule = Rule {
    id: "AL-79",
    title: "A foreign key refers to columns that are unique in another table, of the same types",
    reason: "The server rewrites queries by it. The other table is looked at when it is known.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"foreign_key_constraints\" = \"(v) REFERENCES p(k)\")",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"foreign_key_constraints\" = \"(w) REFERENCES t(k)\")",
    ..Rule::BARE
};

/// What the execution puts around a sentence of the analysis.
fn wrapped(setting: &Setting<'_>, kind: &str, finding: Finding) -> Finding {
    let message =
        format!("analyze table {kind} constraint:{} failed, msg: {}", setting.value, finding.message);
    Finding { message, ..finding }.enveloped(Envelope::Bare)
}

/// PR-62.
pub(super) fn unique(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    let finding = constraints::unique(&setting.subject(), setting.step.place(), setting.value);
    found.push_if(finding.map(|finding| wrapped(setting, "unique", finding)));
    false
}

/// PR-63 and AL-79.
pub(super) fn foreign_keys(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    let finding = constraints::foreign_keys(setting.step.place(), setting.value)
        .or_else(|| constraints::keys(setting.value).iter().find_map(|key| problem(setting, key)));
    found.push_if(finding.map(|finding| wrapped(setting, "foreign key", finding)));
    false
}

/// AL-79.
fn problem(setting: &Setting<'_>, key: &ForeignKey<'_>) -> Option<Finding> {
    let state = setting.state();
    let unknown = |name: &str, table: &str| {
        let message = format!("can not find column by name: {name}, from table: {table}");
        Some(setting.broken(&AL_79, message, "name columns of the two tables"))
    };
    let lower = |names: &[&str]| names.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>();
    let (children, parents) = (lower(&key.columns), lower(&key.parents));
    // Another database, or another catalogue, is not known here.
    let name = key.table;
    let parent = match setting.step.context.neighbours.neighbour(name) {
        _ if name.contains('.') => None,
        Neighbour::Table(parent) => Some(parent),
        Neighbour::Absent => {
            let server = state.server.as_ref()?;
            let message =
                format!("catalog:default_catalog, database: {}, table:{name} do not exist", server.database);
            return Some(setting.broken(&AL_79, message, "create the other table first"));
        }
        Neighbour::Unknown | Neighbour::UnknownTable | Neighbour::Other => None,
    };
    let column = |state: &super::TableState, name: &str| {
        state.base.iter().find(|column| column.is_named(name)).map(|column| column.column.clone())
    };
    if let Some(parent) = parent
        && let Some(name) = parents.iter().find(|name| column(parent, name).is_none())
    {
        return unknown(name, key.table);
    }
    if let Some(name) = children.iter().find(|name| column(state, name).is_none()) {
        return unknown(name, setting.step.table_name());
    }
    let parent = parent?;
    let table = &parent.table.name.name;
    let help = "set unique_constraints of the other table, or refer to its key";
    let unique: Vec<Vec<String>> = unique_columns(parent);
    let message = if parent.model() == KeyModel::Aggregate {
        format!("do not support reference agg table:{table}")
    } else if unique.is_empty() {
        format!("dup table:{table} has no unique constraint")
    } else if !unique.iter().any(|columns| same_set(columns, &parents)) {
        format!("columns:[{}] are not dup table:{table}'s unique constraint", parents.join(", "))
    } else {
        let differ = children.iter().zip(&parents).find_map(|(child, other)| {
            let (child, other) = (column(state, child)?, column(parent, other)?);
            (child.data_type != other.data_type).then_some((child.name, other.name))
        })?;
        format!("column:{} type does mot match referenced column:{} type", differ.0, differ.1)
    };
    Some(setting.broken(&AL_79, message, help))
}

/// What is unique in a table: its key, and what its constraints say.
fn unique_columns(state: &super::TableState) -> Vec<Vec<String>> {
    let key = state.table.key.iter().filter(|key| matches!(key.model, KeyModel::Primary | KeyModel::Unique));
    let key = key.map(|key| key.columns.iter().map(|name| name.to_string()).collect::<Vec<_>>());
    let written = state.property("unique_constraints").unwrap_or_default();
    let constraints = written.split(';').filter(|constraint| !constraint.trim().is_empty());
    let constraints = constraints.filter_map(|constraint| {
        let columns = constraints::unique_columns(constraint).ok()?;
        Some(columns.into_iter().map(str::to_owned).collect())
    });
    key.chain(constraints).collect()
}

fn same_set(a: &[String], b: &[String]) -> bool {
    let within =
        |a: &[String], b: &[String]| a.iter().all(|name| b.iter().any(|other| same_column_name(name, other)));
    within(a, b) && within(b, a)
}
