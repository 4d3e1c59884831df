//! Whether an ALTER was done at once or became a job, as the rows of SHOW ALTER TABLE tell.

use crate::figures::{Figure, Section, Source, Verdict};
use crate::statement::Name;
use crate::world::{Progress, World};
use starrocks_core::rules::Execution;
use starrocks_testkit::observed::{Job, Step};
use std::collections::BTreeSet;

/// The rows that a sequence has seen, and the ALTERs whose rows it has not.
#[derive(Clone, Debug, Default)]
pub struct Jobs {
    seen: BTreeSet<String>,
    unlisted: Vec<Unlisted>,
}

/// An accepted ALTER that nobody waited for.
#[derive(Clone, Debug)]
struct Unlisted {
    line: usize,
    id: String,
    about: String,
    statement: String,
    execution: Execution,
}

impl Jobs {
    /// Judges an accepted ALTER whose job was waited for, and says how the job went on.
    pub fn accepted(
        &mut self,
        section: &mut Section,
        source: Source<'_>,
        step: &Step,
        execution: Execution,
    ) -> Progress {
        let Some(rows) = &step.jobs else {
            let Source { line, id, about, statement } = source;
            self.unlisted.push(Unlisted {
                line,
                id: id.to_owned(),
                about: about.to_owned(),
                statement: statement.to_owned(),
                execution,
            });
            return Progress::Running;
        };
        let new = self.new_rows(rows);
        // With rows of an earlier statement among them it is not known which is whose.
        if self.unlisted.is_empty() || new.is_empty() {
            section.judge(Figure::Job, source, verdict(&new, execution));
        }
        self.unlisted.clear();
        if new.iter().any(|row| row.state == "CANCELLED") {
            Progress::Cancelled
        } else if new.iter().all(|row| row.state == "FINISHED") {
            Progress::Finished
        } else {
            Progress::Running
        }
    }

    /// Looks at the rows that a statement which is no accepted ALTER waited for: they are of the ALTER before.
    pub fn listed(&mut self, section: &mut Section, step: &Step, world: &mut World) {
        let Some(rows) = &step.jobs else { return };
        let new = self.new_rows(rows);
        if let [only] = self.unlisted.as_slice() {
            let Unlisted { line, id, about, statement, execution } = only;
            section.judge(
                Figure::Job,
                Source { line: *line, id, about, statement },
                verdict(&new, *execution),
            );
        }
        self.unlisted.clear();
        for row in new {
            let name = Name { database: None, table: row.table.clone() };
            match row.state.as_str() {
                "FINISHED" => world.end_job(&name, true),
                "CANCELLED" => world.end_job(&name, false),
                _ => {}
            }
        }
    }

    fn new_rows<'a>(&mut self, rows: &'a [Job]) -> Vec<&'a Job> {
        let new: Vec<&Job> = rows.iter().filter(|row| !self.seen.contains(&row.id)).collect();
        self.seen.extend(rows.iter().map(|row| row.id.clone()));
        new
    }
}

/// A row whose timeout is a second is of a change that is done when the statement returns.
fn verdict(rows: &[&Job], execution: Execution) -> Verdict {
    let job = rows.iter().any(|row| row.timeout != "1");
    if job == matches!(execution, Execution::Job(_) | Execution::CancelledJob(_)) {
        return Ok(());
    }
    let rows: Vec<String> =
        rows.iter().map(|row| format!("a row {} with timeout {}", row.state, row.timeout)).collect();
    let expected = if rows.is_empty() { "no row in SHOW ALTER TABLE".to_owned() } else { rows.join(", ") };
    Err((expected, format!("{execution:?}")))
}
