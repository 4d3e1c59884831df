//! The schema change: columns, fields of a STRUCT, the sort key, and indexes.
//!
//! The clauses of one statement are executed one after the other on a draft of every index, and what comes out is looked at as a
//! whole at the end. That is why `ADD COLUMN n …, DROP COLUMN n` passes, and why an index sees only the columns from before.

mod add_column;
mod alone;
mod conversion;
mod draft;
mod drop_column;
mod fields;
mod final_analysis;
mod holes;
mod indexes;
mod modify_column;
mod modify_comment;
mod properties_of_job;
mod reorder;

use super::execution::{Changed, Execution, JobKind};
use super::parsed::defined_columns;
use super::step::Step;
use super::{TableState, definition};
use crate::rules::subject::Findings;
use crate::rules::{Place, Rule, RunMode};
use crate::schema::{AlterClause, Properties};
use add_column::Added;
use draft::Draft;
use fields::{FieldChange, FieldClause};

pub(in crate::rules) use add_column::{AL_04, AL_06, AL_10, AL_11, AL_12, AL_13};
pub(in crate::rules) use alone::AL_59;
pub(in crate::rules) use conversion::{AL_24, AL_25, AL_26, AL_27};
pub(in crate::rules) use drop_column::{AL_17, AL_18, AL_21};
pub(in crate::rules) use fields::{AL_38, AL_68};
pub(in crate::rules) use final_analysis::{AL_19, AL_20, AL_29};
pub(in crate::rules) use holes::{AL_90, AL_91, AL_92, AL_93, AL_94};
pub(in crate::rules) use indexes::AL_40;
pub(in crate::rules) use modify_column::{AL_23, AL_28, AL_30, AL_31, AL_32};
pub(in crate::rules) use reorder::AL_39;

pub(in crate::rules) static AL_07: Rule = Rule {
    id: "AL-07",
    title: "A column of a DUPLICATE or UNIQUE KEY table comes without an aggregate",
    reason: "Only AGGREGATE KEY tables merge values by a function.",
    accepted: "CREATE TABLE t (k INT, v INT SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t MODIFY COLUMN v BIGINT SUM",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k);\nALTER TABLE t MODIFY COLUMN v BIGINT SUM",
    ..Rule::BARE
};

pub(in crate::rules) static AL_09: Rule = Rule {
    id: "AL-09",
    title: "Key columns stand in front of value columns, in every index",
    reason: "Rows are sorted by their keys.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k);\nALTER TABLE t ADD COLUMN n INT AFTER v",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k);\nALTER TABLE t ADD COLUMN n INT FIRST",
    ..Rule::BARE
};

pub(in crate::rules) static AL_15: Rule = Rule {
    id: "AL-15",
    title: "TO and FROM name a rollup of the table",
    reason: "The base index is meant where nothing is written.",
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) ROLLUP (r (k, v));\nALTER TABLE t DROP COLUMN v FROM r",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) ROLLUP (r (k, v));\nALTER TABLE t DROP COLUMN v FROM s",
    ..Rule::BARE
};

pub(in crate::rules) static AL_57: Rule = Rule {
    id: "AL-57",
    title: "PROPERTIES stand in the last clause",
    reason: "They are of the job, and a statement has one job.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN a INT, ADD COLUMN b INT PROPERTIES ('timeout' = '60')",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN a INT PROPERTIES ('timeout' = '60'), ADD COLUMN b INT",
    ..Rule::BARE
};

pub(in crate::rules) static AL_58: Rule = Rule {
    id: "AL-58",
    title: "The schema does not change while there are temporary partitions",
    reason: "They would keep the old schema.",
    accepted: "CREATE TABLE t (k INT, d DATE) PARTITION BY RANGE(d) (PARTITION p VALUES LESS THAN ('2024-01-01'));\n\
               ALTER TABLE t ADD COLUMN v INT",
    rejected: "CREATE TABLE t (k INT, d DATE) PARTITION BY RANGE(d) (PARTITION p VALUES LESS THAN ('2024-01-01'));\n\
               ALTER TABLE t ADD TEMPORARY PARTITION q VALUES LESS THAN ('2024-01-01');\n\
               ALTER TABLE t ADD COLUMN v INT",
    ..Rule::BARE
};

/// The analysis of one clause.
pub(super) fn analyzed(step: &Step<'_>, found: &mut Findings<'_>) {
    definition::analyzed(step, found);
    defined_columns(step.clause).iter().for_each(|column| holes::aggregate(step, column, found));
    match step.clause {
        AlterClause::AddColumn { column, position, .. } => {
            add_column::analyzed(step, column, position.as_ref(), found);
            definition::values_for_rows(step, found);
        }
        AlterClause::AddColumns { .. } => definition::values_for_rows(step, found),
        AlterClause::DropColumn { column, .. } => drop_column::analyzed(step, column, found),
        AlterClause::AddIndex(index) => indexes::analyzed(step, index, found),
        AlterClause::ModifyColumn { column, position, .. } => {
            modify_column::analyzed(step, column, position.as_ref(), found);
        }
        _ => {
            if let Some(clause) = field_clause(step) {
                fields::analyzed(&clause, found);
            }
        }
    }
}

/// The execution of all clauses.
pub(super) fn executed(steps: &[Step<'_>], state: &TableState, found: &mut Findings<'_>) -> Changed {
    let context = steps.first()?.context;
    let mut draft = Draft::new(state);
    for (at, step) in steps.iter().enumerate() {
        if let Some(properties) = properties(step.clause) {
            if !draft.properties.is_empty() {
                found.push(AL_57.broken(
                    step.place(),
                    "reduplicated PROPERTIES",
                    "write PROPERTIES once, in the last clause",
                ));
                return None;
            }
            draft.properties = properties.clone();
        }
        without_temporary_partitions(state, found);
        found.none()?;
        match step.clause {
            AlterClause::AddColumn { column, position, rollup, .. } => {
                let columns = std::slice::from_ref(column);
                let position = position.as_ref();
                let added = Added { columns, position, rollup: rollup.as_ref(), is_list: false };
                add_column::executed(step, &added, &mut draft, found)?;
            }
            AlterClause::AddColumns { columns, rollup, .. } => {
                let added = Added { columns, position: None, rollup: rollup.as_ref(), is_list: true };
                add_column::executed(step, &added, &mut draft, found)?;
            }
            AlterClause::DropColumn { column, rollup, .. } => {
                drop_column::executed(step, column, rollup.as_ref(), &mut draft, found)?;
            }
            AlterClause::ReorderColumns { columns, rollup, .. } => {
                draft.fast = false;
                if reorder::is_sort_key(step, columns) {
                    reorder::sort_key(step, columns, &mut draft, steps.len() == 1, found)?;
                    let execution = Execution::Job(JobKind::SchemaChange);
                    return Some((draft.finish(execution), execution));
                }
                reorder::executed(step, (columns, rollup.as_ref()), &mut draft, found)?;
            }
            AlterClause::AddIndex(index) => {
                draft.fast = false;
                holes::index(step, index, &steps[..at], found);
                indexes::added(step, index, &mut draft, found)?;
            }
            AlterClause::DropIndex { index } => {
                draft.fast = false;
                indexes::dropped(step, index, &mut draft, found)?;
            }
            AlterClause::ModifyColumn { column, position, rollup, .. } => {
                let clause = (column, position.as_ref(), rollup.as_ref());
                modify_column::executed(step, clause, &mut draft, found)?;
            }
            AlterClause::ModifyColumnComment { column, comment } => {
                modify_comment::executed(step, column, comment, &mut draft, steps.len() == 1, found)?;
                return Some((draft.finish(Execution::Done), Execution::Done));
            }
            _ => {
                if let Some(clause) = field_clause(step) {
                    fields::executed(&clause, &mut draft, found)?;
                }
            }
        }
        found.none()?;
    }
    let mut execution = None;
    match steps {
        // What is wrong with the whole is wrong with the one clause.
        [alone] => found.placed(alone.place(), |found| {
            execution = final_analysis::of_draft(context, state, &draft, found);
        }),
        _ => execution = final_analysis::of_draft(context, state, &draft, found),
    }
    let execution = execution?;
    Some((draft.finish(execution), execution))
}

fn field_clause<'a>(step: &'a Step<'a>) -> Option<FieldClause<'a>> {
    Some(match step.clause {
        AlterClause::AddField { column, path, data_type, position, .. } => {
            FieldClause { step, column, path, change: FieldChange::Add(data_type, position.as_ref()) }
        }
        AlterClause::DropField { column, path, .. } => {
            FieldClause { step, column, path, change: FieldChange::Drop }
        }
        _ => return None,
    })
}

/// AL-58.
pub(super) fn without_temporary_partitions(state: &TableState, found: &mut Findings<'_>) {
    if !state.temporary_partitions.is_empty() {
        found.push(AL_58.broken(
            Place::Table,
            "Can not alter table when there are temp partitions in table",
            "drop the temporary partitions, or let them replace others, first",
        ));
    }
}

/// PROPERTIES of a clause about columns.
fn properties(clause: &AlterClause) -> Option<&Properties> {
    match clause {
        AlterClause::AddColumn { properties, .. }
        | AlterClause::AddColumns { properties, .. }
        | AlterClause::DropColumn { properties, .. }
        | AlterClause::ModifyColumn { properties, .. }
        | AlterClause::ReorderColumns { properties, .. }
        | AlterClause::AddField { properties, .. }
        | AlterClause::DropField { properties, .. } => Some(properties),
        _ => None,
    }
}

impl TableState {
    /// Whether the table was created with fast schema evolution. In a shared-data cluster every table is.
    fn uses_fast_schema_evolution(&self) -> bool {
        let is_shared_data =
            self.server.as_ref().is_some_and(|server| server.run_mode == RunMode::SharedData);
        let written = self.property("fast_schema_evolution").or_else(|| self.property("light_schema_change"));
        is_shared_data || written.is_none_or(|value| value.eq_ignore_ascii_case("true"))
    }
}
