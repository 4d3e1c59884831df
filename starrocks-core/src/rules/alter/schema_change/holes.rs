//! What a server takes of a schema change against its own documentation: warnings.

use crate::rules::alter::step::Step;
use crate::rules::subject::Findings;
use crate::rules::{Rule, Severity};
use crate::schema::{AggType, AlterClause, Column, Index, KeyModel, Text, same_column_name};

pub(in crate::rules) static AL_90: Rule = Rule {
    id: "AL-90",
    title: "A column of a PRIMARY KEY table comes without an aggregate",
    reason: "The server drops it without a word: the last value counts.",
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t ADD COLUMN n INT",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t ADD COLUMN n INT SUM",
    ..Rule::BARE
};

pub(in crate::rules) static AL_91: Rule = Rule {
    id: "AL-91",
    title: "A statement adds a column in one place",
    reason: "Of two equal definitions the server takes the first, wherever the second wants to stand.",
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k INT);\nALTER TABLE t ADD COLUMN n INT, ADD COLUMN m INT",
    rejected: "CREATE TABLE t (k INT);\nALTER TABLE t ADD COLUMN n INT, ADD COLUMN N INT",
    ..Rule::BARE
};

pub(in crate::rules) static AL_92: Rule = Rule {
    id: "AL-92",
    title: "DROP COLUMN spells a source of a generated column as it was created",
    reason: "In another case the server does not see that the generated column needs it, drops it, and can print the table no longer.",
    since: Some("3.1"),
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k INT, v INT, w INT, g BIGINT AS (v + 1)) DUPLICATE KEY(k);\nALTER TABLE t DROP COLUMN W",
    rejected: "CREATE TABLE t (k INT, v INT, w INT, g BIGINT AS (v + 1)) DUPLICATE KEY(k);\nALTER TABLE t DROP COLUMN V",
    ..Rule::BARE
};

pub(in crate::rules) static AL_93: Rule = Rule {
    id: "AL-93",
    title: "An index is not added to a column that the statement drops",
    reason: "The server adds it, and cannot print the table until the index is dropped.",
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k);\nALTER TABLE t DROP COLUMN v, ADD INDEX i (w)",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k);\nALTER TABLE t DROP COLUMN v, ADD INDEX i (v)",
    ..Rule::BARE
};

pub(in crate::rules) static AL_94: Rule = Rule {
    id: "AL-94",
    title: "The indexes that a statement adds differ in their names and columns",
    reason: "The server compares them with the indexes from before only, and makes both.",
    severity: Severity::Warning,
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k);\nALTER TABLE t ADD INDEX i (v), ADD INDEX j (w)",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k);\nALTER TABLE t ADD INDEX i (v), ADD INDEX I (w)",
    ..Rule::BARE
};

/// AL-90 of a column that a clause defines.
pub(super) fn aggregate(step: &Step<'_>, column: &Column, found: &mut Findings<'_>) {
    let has_one = column.aggregate.as_ref().is_some_and(|aggregate| *aggregate != AggType::Replace);
    if step.state.model() == KeyModel::Primary && has_one {
        found.push(AL_90.broken(
            step.place(),
            format!("the aggregate of '{}' is dropped: the table is a PRIMARY KEY table", column.name),
            "leave the aggregate out",
        ));
    }
}

/// AL-91.
pub(super) fn added_twice(step: &Step<'_>, name: &str, found: &mut Findings<'_>) {
    let message = format!("column '{name}' is added by an earlier clause already");
    found.push(AL_91.broken(step.place(), message, "leave this one out"));
}

/// AL-92.
pub(super) fn other_case(step: &Step<'_>, name: &str, found: &mut Findings<'_>) {
    let Some(column) = step.state.base.iter().find(|column| column.is_named(name)) else { return };
    let own = &column.column.name;
    if own != name
        && !column.column.is_generated()
        && let Some(generated) = step.state.generated_from(own)
    {
        let message = format!("generated column '{generated}' is computed from '{own}', which is dropped");
        found.push(AL_92.broken(step.place(), message, format!("drop `{generated}` first")));
    }
}

/// AL-93 and AL-94 of an index that a clause adds behind `earlier` ones of the statement.
pub(super) fn index(step: &Step<'_>, index: &Index, earlier: &[Step<'_>], found: &mut Findings<'_>) {
    let names = |name: &Text| index.columns.iter().any(|column| same_column_name(column, name));
    for other in earlier {
        match other.clause {
            AlterClause::DropColumn { column, rollup: None, .. } if names(column) => {
                found.push(AL_93.broken(
                    step.place(),
                    format!("index '{}' is on column '{column}', which the statement drops", index.name),
                    "leave the index out",
                ))
            }
            AlterClause::AddIndex(other)
                if other.name.to_lowercase() == index.name.to_lowercase()
                    || other.columns.iter().any(names) =>
            {
                found.push(AL_94.broken(
                    step.place(),
                    format!("index '{}' is added beside '{}'", index.name, other.name),
                    "add one index per column, each under a name of its own",
                ));
            }
            _ => {}
        }
    }
}
