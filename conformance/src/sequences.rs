//! `observed`: sequences of statements, replayed on the tables that they make and change.

use crate::BACKENDS;
use crate::answer::{self, Answer, Recording};
use crate::figures::{Figure, Section, Source};
use crate::jobs::Jobs;
use crate::records::RecordFile;
use crate::show_create::{self, compare, is_native};
use crate::statement::{Name, Statement};
use crate::world::World;
use starrocks_core::rules::{Altered, ServerDefaults};
use starrocks_core::schema::{AlterClause, AlterTable};
use starrocks_core::sql::{ParseError, parse_show_create_table};
use starrocks_testkit::observed::{Sequence, Step};

/// Judges every record of a file: one section for the ALTERs, one for the CREATEs.
pub fn judge(file: &RecordFile, records: &[(usize, Sequence)]) -> Vec<Section> {
    let path = file.path.display().to_string();
    let texts = records.iter().flat_map(|(_, record)| &record.steps).filter_map(printed);
    let server = show_create::server_defaults(file.run_mode, texts);
    let mut alters = Section::new(&file.key, path.clone());
    let mut creates = Section::new(format!("{}_creates", file.key), path);
    for (line, record) in records {
        let mut replay = Replay::new(&mut alters, &mut creates, &server);
        for step in &record.steps {
            replay.step(
                Source { line: *line, id: &record.id, about: &record.topic, statement: &step.sql },
                step,
            );
        }
    }
    vec![alters, creates]
}

/// What SHOW CREATE TABLE printed for a table of StarRocks' own.
fn printed(step: &Step) -> Option<&str> {
    step.cell("Create Table").filter(|text| is_native(text))
}

/// One sequence on its way.
struct Replay<'a> {
    alters: &'a mut Section,
    creates: &'a mut Section,
    world: World,
    jobs: Jobs,
    /// The last statement that made or changed a table, until the table is printed.
    changes: Vec<Change>,
}

/// A statement after which a table has not been printed yet.
struct Change {
    table: Name,
    /// Whether it was an ALTER, or the CREATE.
    alter: bool,
}

impl<'a> Replay<'a> {
    fn new(alters: &'a mut Section, creates: &'a mut Section, server: &ServerDefaults) -> Self {
        let world = World::new(server, &BACKENDS);
        Replay { alters, creates, world, jobs: Jobs::default(), changes: Vec::new() }
    }

    fn step(&mut self, source: Source<'_>, step: &Step) {
        let statements = Statement::read_all(&step.sql);
        if let ([_, _, ..], false) = (statements.as_slice(), step.accepted) {
            // Which of them was refused is not recorded.
            self.alters.left_out += 1;
            return;
        }
        for statement in &statements {
            match statement {
                Statement::CreateTable(create) => {
                    let ours = match create.as_ref() {
                        Ok(create) => self.world.answer_create(create),
                        Err(error) => Answer::SyntaxError(error.clone()),
                    };
                    answer::judge(self.creates, source, recording(step), &ours);
                    if let (true, Ok(create)) = (step.accepted, create.as_ref()) {
                        show_create::judge_create(self.creates, source, create);
                        self.changed(Name::of(&create.table.name), false);
                    }
                }
                Statement::AlterTable(alter) => {
                    self.alter(source, step, alter.as_ref().as_ref());
                    continue;
                }
                Statement::ShowCreateTable(name) => self.compare(source, name, step),
                _ => {}
            }
            if step.accepted {
                self.world.run(statement);
            }
        }
        if !statements.iter().any(|statement| matches!(statement, Statement::AlterTable(_))) {
            self.jobs.listed(self.alters, step, &mut self.world);
        }
    }

    fn changed(&mut self, table: Name, alter: bool) {
        self.changes.retain(|change| change.table != table);
        self.changes.push(Change { table, alter });
    }

    fn alter(&mut self, source: Source<'_>, step: &Step, alter: Result<&AlterTable, &ParseError>) {
        let alter = match alter {
            Ok(alter) => alter,
            Err(error) => {
                answer::judge(self.alters, source, recording(step), &Answer::SyntaxError(error.clone()));
                self.jobs.listed(self.alters, step, &mut self.world);
                return;
            }
        };
        let name = Name::of(&alter.table);
        let Some(altered) = self.alter_when_free(step, alter, &name) else {
            self.alters.left_out += 1;
            return;
        };
        answer::judge(self.alters, source, recording(step), &Answer::of_findings(&altered.findings));
        if !step.accepted {
            self.jobs.listed(self.alters, step, &mut self.world);
            return;
        }
        show_create::judge_alter(self.alters, source, alter);
        let progress = self.jobs.accepted(self.alters, source, step, altered.execution);
        self.world.run_alter(alter, Some(&altered), progress);
        self.changed(name_after(alter), true);
    }

    /// What an ALTER does. A server that takes it although a job was running has finished the job by then.
    fn alter_when_free(&mut self, step: &Step, alter: &AlterTable, name: &Name) -> Option<Altered> {
        if step.accepted && self.world.is_busy(name) {
            self.world.end_job(name, true);
        }
        self.world.alter(alter)
    }

    /// Compares a table with what was printed, and takes it over where they disagree, so that a disagreement counts once.
    fn compare(&mut self, source: Source<'_>, name: &Name, step: &Step) {
        let Some(text) = printed(step) else { return };
        show_create::judge_text(self.creates, source, text);
        let change =
            self.changes.iter().position(|change| change.table == *name).map(|at| self.changes.remove(at));
        let finished = self.world.pending(name).is_some_and(|table| compare(table, text).is_ok());
        if finished {
            self.world.end_job(name, true);
        }
        let verdict = match self.world.table(name) {
            Some(kept) => compare(kept, text),
            None => Err((text.to_owned(), "a statement that is refused here".to_owned())),
        };
        let agree = verdict.is_ok();
        if let Some(change) = change {
            let section = if change.alter { &mut *self.alters } else { &mut *self.creates };
            section.judge(Figure::ShowCreate, source, verdict);
        }
        if !agree && let Ok(create) = parse_show_create_table(text) {
            self.world.take_printed(name, create.table);
        }
    }
}

/// Under which name the table is found afterwards.
fn name_after(alter: &AlterTable) -> Name {
    let name = Name::of(&alter.table);
    let renamed = alter.clauses.iter().find_map(|clause| match clause {
        AlterClause::Rename { to } => Some(to.to_string()),
        _ => None,
    });
    Name { table: renamed.unwrap_or_else(|| name.table.clone()), ..name }
}

fn recording(step: &Step) -> Recording<'_> {
    Recording { accepted: step.accepted, error: step.error.as_deref(), error_code: step.error_code }
}
