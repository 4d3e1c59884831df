//! The stages of an ALTER TABLE, in the order of a server.

use super::context::AlterContext;
use super::execution::{Altered, Changed, Execution};
use super::step::Step;
use super::{
    TableState, auto_increment, default_buckets, foreign_clauses, groups, modify_partitions, optimize,
    parsed, partitions, rename, rollups, schema_change, set_properties,
};
use crate::rules::subject::Findings;
use crate::rules::{Finding, normal_form};
use crate::schema::{AlterClause, AlterTable, Table};

impl TableState {
    /// What a server does with this statement: whether it takes it, how it is done, and the table afterwards.
    ///
    /// The name of the table in the statement is not looked at.
    pub fn alter(&self, alter: &AlterTable, context: &AlterContext<'_>) -> Altered {
        let mut found = Findings::new(context.options);
        let steps: Vec<Step<'_>> = alter
            .clauses
            .iter()
            .enumerate()
            .map(|(index, clause)| Step { state: self, context, index, clause })
            .collect();
        let changed = stages(&steps, self, &mut found);
        let (state, execution) = match changed {
            Some((state, execution)) => (Some(state), execution),
            None => (None, Execution::Done),
        };
        Altered { findings: found.into_list(), state, execution }
    }
}

fn stages(steps: &[Step<'_>], state: &TableState, found: &mut Findings<'_>) -> Changed {
    for step in steps {
        if let Some(server) = step.context.options.version {
            state.required_version(step.clause).missing_in(server, step.place(), found);
        }
        parsed::of_clause(step, found);
    }
    found.none()?;
    groups::of_statement(steps, found);
    groups::of_target(state, found);
    found.none()?;
    for step in steps {
        analyzed(step, found);
    }
    found.none()?;
    groups::of_state(state, found);
    found.none()?;
    let changed = executed(steps, state, found);
    found.none()?;
    changed
}

/// The analysis of one clause, which sees the table as it was before the statement.
fn analyzed(step: &Step<'_>, found: &mut Findings<'_>) {
    match step.clause {
        clause if groups::is_schema_change(clause) => schema_change::analyzed(step, found),
        AlterClause::Rename { .. } | AlterClause::RenameColumn { .. } | AlterClause::SwapWith { .. } => {
            rename::analyzed(step, found);
        }
        clause if partitions::is_about_partitions(clause) => partitions::analyzed(step, found),
        clause if rollups::is_about_rollups(clause) => rollups::analyzed(step, found),
        AlterClause::Optimize(_) => optimize::analyzed(step, found),
        AlterClause::SetProperties(properties) => set_properties::analyzed(step, properties, found),
        AlterClause::ModifyPartitions { partitions, properties } => {
            modify_partitions::analyzed(step, partitions.as_deref(), properties, found);
        }
        AlterClause::AutoIncrement(value) => auto_increment::analyzed(step, *value, found),
        AlterClause::DefaultBuckets { columns, .. } => default_buckets::analyzed(step, columns, found),
        AlterClause::SplitTablets { .. }
        | AlterClause::MergeTablets { .. }
        | AlterClause::External { .. } => {
            foreign_clauses::analyzed(step, found);
        }
        _ => {}
    }
}

fn executed(steps: &[Step<'_>], state: &TableState, found: &mut Findings<'_>) -> Changed {
    if steps.iter().any(|step| groups::is_schema_change(step.clause)) {
        return schema_change::executed(steps, state, found);
    }
    let mut changed = (state.clone(), Execution::Done);
    for step in steps {
        changed = match step.clause {
            AlterClause::Rename { .. } | AlterClause::RenameColumn { .. } | AlterClause::SwapWith { .. } => {
                rename::executed(step, changed.0, found)?
            }
            clause if partitions::is_about_partitions(clause) => {
                partitions::executed(step, changed.0, found)?
            }
            clause if rollups::is_about_rollups(clause) => rollups::executed(step, changed.0, found)?,
            AlterClause::Optimize(_) => optimize::executed(step, changed.0, found)?,
            AlterClause::Comment(comment) => {
                let mut state = changed.0;
                state.table.comment = match &state.server {
                    Some(server) => normal_form::comment(comment, server),
                    None => Some(comment.clone()).filter(|comment| !comment.is_empty()),
                };
                (state, Execution::Done)
            }
            AlterClause::SetProperties(properties) => set_properties::executed(step, properties, found)?,
            AlterClause::ModifyPartitions { partitions, properties } => {
                modify_partitions::executed(step, changed.0, partitions.as_deref(), properties, found)?
            }
            AlterClause::AutoIncrement(value) => auto_increment::executed(step, changed.0, *value, found)?,
            AlterClause::DefaultBuckets { buckets, .. } => default_buckets::executed(changed.0, *buckets)?,
            AlterClause::DropPersistentIndex { .. }
            | AlterClause::SplitTablets { .. }
            | AlterClause::MergeTablets { .. }
            | AlterClause::External { .. } => {
                foreign_clauses::executed(step, found);
                changed
            }
            _ => changed,
        };
    }
    Some(changed)
}

impl Table {
    /// The table as it is after this clause of an ALTER TABLE. What the clause brings stays as it is written.
    ///
    /// # Errors
    /// Why StarRocks would refuse the clause.
    ///
    /// ```
    /// use starrocks_core::sql::{parse_alter_table, parse_create_table};
    ///
    /// let table = parse_create_table("CREATE TABLE t (k INT, v INT)")?.table;
    /// let alter = parse_alter_table("ALTER TABLE t DROP COLUMN w")?;
    /// let refused = table.apply(&alter.clauses[0]).unwrap_err();
    /// assert_eq!(refused.message, "Column does not exists: w");
    /// # Ok::<(), starrocks_core::sql::ParseError>(())
    /// ```
    pub fn apply(&self, clause: &AlterClause) -> Result<Table, Finding> {
        let alter = AlterTable::new(self.name.clone(), [clause.clone()]);
        let altered = TableState::declared(self.clone()).alter(&alter, &AlterContext::default());
        match (altered.state, altered.findings.into_iter().find(Finding::is_error)) {
            (Some(state), _) => Ok(state.table),
            (None, Some(error)) => Err(error),
            (None, None) => Ok(self.clone()),
        }
    }
}
