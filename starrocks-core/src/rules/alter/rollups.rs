//! ADD, DROP and RENAME ROLLUP, and the columns of a rollup.

use super::TableState;
use super::execution::{Changed, Execution, JobKind};
use super::index::{self, IndexColumn, RollupState};
use super::schema_change;
use super::step::Step;
use crate::rules::subject::{Findings, Subject};
use crate::rules::table::{names, rollups};
use crate::rules::{Envelope, Rule};
use crate::schema::{AlterClause, Key, KeyModel, Rollup, Table, TableName, Text};

pub(in crate::rules) static AL_41: Rule = Rule {
    id: "AL-41",
    title: "A rollup has a name that neither the table nor another of its rollups has",
    reason: "The table's own name stands for its base index.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD ROLLUP r (v, k)",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD ROLLUP t (v, k)",
    ..Rule::BARE
};

pub(in crate::rules) static AL_42: Rule = Rule {
    id: "AL-42",
    title: "A rollup repeats columns of an index of the table, each once; a PRIMARY KEY table has none",
    reason: "Its rows are those of the index that FROM names, or of the table.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ROLLUP (r (v, k));\nALTER TABLE t ADD ROLLUP s (k) FROM r",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ROLLUP (r (v, k));\nALTER TABLE t ADD ROLLUP s (k) FROM q",
    ..Rule::BARE
};

pub(in crate::rules) static AL_43: Rule = Rule {
    id: "AL-43",
    title: "DROP ROLLUP and RENAME ROLLUP name a rollup of the table",
    reason: "There is no IF EXISTS; the base index goes with its table.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ROLLUP (r (v, k));\nALTER TABLE t DROP ROLLUP r",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ROLLUP (r (v, k));\nALTER TABLE t DROP ROLLUP s",
    ..Rule::BARE
};

/// Whether this is a clause of this file.
pub(super) fn is_about_rollups(clause: &AlterClause) -> bool {
    matches!(
        clause,
        AlterClause::AddRollups(_) | AlterClause::DropRollups(_) | AlterClause::RenameRollup { .. }
    )
}

/// The analysis of one clause.
pub(super) fn analyzed(step: &Step<'_>, found: &mut Findings<'_>) {
    match step.clause {
        AlterClause::AddRollups(rollups) => {
            for rollup in rollups.iter() {
                of_name(step, &rollup.name, found);
                let twice =
                    rollup.columns.iter().enumerate().find(|(at, name)| rollup.columns[..*at].contains(name));
                if let Some((_, name)) = twice {
                    let message = format!("Duplicate column name '{name}'");
                    let finding = AL_42.broken(step.place(), message, "name the column once");
                    found.push(finding.enveloped(Envelope::Analyzing).coded(1060));
                }
                if found.none().is_none() {
                    return;
                }
            }
        }
        AlterClause::DropRollups(names) if names.iter().any(|name| name.is_empty()) => {
            let finding = AL_43.broken(step.place(), "No rollup in delete rollup.", "name the rollup");
            found.push(finding.enveloped(Envelope::Analyzing));
        }
        AlterClause::RenameRollup { rollup, to } => {
            let missing = match (rollup.is_empty(), to.is_empty()) {
                (true, _) => "Rollup name is not set",
                (false, true) => "New rollup name is not set",
                (false, false) => return of_name(step, to, found),
            };
            let finding = AL_43.broken(step.place(), missing, "write a name");
            found.push(finding.enveloped(Envelope::Analyzing));
        }
        _ => {}
    }
}

/// N-01: a rollup is named as a table is.
fn of_name(step: &Step<'_>, name: &Text, found: &mut Findings<'_>) {
    let table = Table::new(TableName { database: None, name: name.clone() });
    let s = Subject::new(&table, step.context.options);
    found.placed(step.place(), |found| names::of_table(&s, found));
}

/// The execution of one clause.
pub(super) fn executed(step: &Step<'_>, mut state: TableState, found: &mut Findings<'_>) -> Changed {
    match step.clause {
        AlterClause::AddRollups(new) => {
            schema_change::without_temporary_partitions(&state, found);
            found.none()?;
            if state.model() == KeyModel::Primary {
                let message =
                    format!("Do not support add rollup on primary key table[{}]", step.table_name());
                found.push(AL_42.broken(
                    step.place(),
                    message,
                    "leave it out; an asynchronous materialized view can serve the same queries",
                ));
                return None;
            }
            let mut made: Vec<(Rollup, RollupState)> = Vec::new();
            for rollup in new.iter() {
                let columns = added(step, &state, rollup, found)?;
                let rollup_state = RollupState { name: rollup.name.clone(), columns, view: None };
                // Of two with one name the last one is made.
                made.retain(|(_, other)| other.name != rollup.name);
                made.push((rollup.clone(), rollup_state));
            }
            for (rollup, rollup_state) in made {
                state.table.rollups.to_mut().push(rollup);
                state.rollups.push(rollup_state);
            }
            Some((state, Execution::Job(JobKind::Rollup)))
        }
        AlterClause::DropRollups(names) => {
            schema_change::without_temporary_partitions(&state, found);
            found.none()?;
            dropped(step, &mut state, names, found)?;
            Some((state, Execution::Done))
        }
        AlterClause::RenameRollup { rollup, to } => {
            renamed(step, &mut state, rollup, to, found)?;
            Some((state, Execution::Done))
        }
        _ => Some((state, Execution::Done)),
    }
}

/// AL-41, AL-42 and R-02 to R-06; the columns of the new rollup.
fn added(
    step: &Step<'_>,
    state: &TableState,
    rollup: &Rollup,
    found: &mut Findings<'_>,
) -> Option<Vec<IndexColumn>> {
    let table = &state.table.name.name;
    if rollup.name.eq_ignore_ascii_case(table) {
        let message = format!("Rollup name should be different with base table:{table}");
        found.push(AL_41.broken(step.place(), message, "choose another name"));
        return None;
    }
    let base = match &rollup.from {
        None => &state.base,
        Some(from) if from == table => &state.base,
        Some(from) => match state.rollups.iter().find(|other| other.name == *from) {
            Some(other) => &other.columns,
            // Which columns that rollup has is not known.
            None if state.has_unknown_rollups => {
                return Some(index::columns_of(&state.base, rollup, state.model()));
            }
            None => {
                let message = format!("Base index[{from}] does not exist");
                found.push(AL_42.broken(
                    step.place(),
                    message,
                    "leave FROM out, or name a rollup of the table",
                ));
                return None;
            }
        },
    };
    if state.rollups.iter().any(|other| other.name == rollup.name) {
        let message = format!("Rollup index[{}] already exists", rollup.name);
        found.push(AL_41.broken(
            step.place(),
            message,
            "choose another name, or drop the other rollup first",
        ));
        return None;
    }
    // The rules of CREATE TABLE, for a table of the columns of that index.
    let model = state.model();
    let keys = base.iter().filter(|column| column.is_key).map(|column| column.column.name.clone());
    let of_base = Table {
        key: Some(Key::new(model, keys)),
        partition_by: None,
        columns: base.iter().map(|column| column.column.clone()).collect(),
        ..Table::new(TableName { database: None, name: table.clone() })
    };
    let s = Subject::new(&of_base, step.context.options);
    found.placed(step.place(), |found| rollups::columns(&s, step.place(), rollup, found));
    found.none()?;
    Some(index::columns_of(base, rollup, model))
}

/// AL-43.
fn dropped(step: &Step<'_>, state: &mut TableState, names: &[Text], found: &mut Findings<'_>) -> Option<()> {
    for name in names {
        let problem = if name == step.table_name() {
            Some((
                "Cannot drop base index by using DROP ROLLUP or DROP MATERIALIZED VIEW.".to_owned(),
                "write DROP TABLE",
            ))
        } else if !state.has_unknown_rollups && !state.rollups.iter().any(|rollup| rollup.name == *name) {
            let message =
                format!("Materialized view [{name}] does not exist in table [{}]", step.table_name());
            Some((message, "name a rollup of the table"))
        } else {
            None
        };
        if let Some((message, help)) = problem {
            found.push(AL_43.broken(step.place(), message, help));
            return None;
        }
    }
    if names.iter().enumerate().any(|(at, name)| names[..at].contains(name)) {
        let message = "Cannot invoke \"java.lang.Long.longValue()\" because the return value of \
                       \"com.starrocks.catalog.OlapTable.getIndexMetaIdByName(String)\" is null";
        found.push(AL_43.broken(step.place(), message, "name the rollup once"));
        return None;
    }
    state.rollups.retain(|rollup| !names.contains(&rollup.name));
    state.table.rollups.to_mut().retain(|rollup| !names.contains(&rollup.name));
    Some(())
}

/// AL-43 and AL-41.
fn renamed(
    step: &Step<'_>,
    state: &mut TableState,
    from: &Text,
    to: &Text,
    found: &mut Findings<'_>,
) -> Option<()> {
    let is_rollup = |name: &Text| state.rollups.iter().any(|rollup| rollup.name == *name);
    let (rule, message, help) = if from == step.table_name() {
        (&AL_43, "Using ALTER TABLE RENAME to change table name".to_owned(), "write ALTER TABLE … RENAME")
    } else if from == to {
        (&AL_43, "Same rollup name".to_owned(), "leave the clause out: the rollup has this name")
    } else if !is_rollup(from) && !state.has_unknown_rollups {
        (&AL_43, format!("Rollup index[{from}] does not exists"), "name a rollup of the table")
    } else if is_rollup(to) || to == step.table_name() {
        (&AL_41, format!("Rollup name[{to}] is already used"), "choose another name")
    } else {
        for rollup in state.rollups.iter_mut().filter(|rollup| rollup.name == *from) {
            rollup.name = to.clone();
        }
        for rollup in state.table.rollups.to_mut().iter_mut().filter(|rollup| rollup.name == *from) {
            rollup.name = to.clone();
        }
        return Some(());
    };
    found.push(rule.broken(step.place(), message, help));
    None
}
