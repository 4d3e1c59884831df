//! `observed`: sequences of statements, replayed on the tables that they make and change.

use crate::answer::{self, Answer, Recording};
use crate::figures::{Figure, Section, Source};
use crate::records::RecordFile;
use crate::show_create::{self, compare, is_native};
use crate::statement::{Name, Statement};
use crate::world::World;
use starrocks_core::rules::ServerDefaults;
use starrocks_core::sql::parse_show_create_table;
use starrocks_testkit::observed::{Sequence, Step};

/// What a sequence printed and asked: one section for the ALTERs, one for the CREATEs.
struct Judge {
    creates: Section,
}

/// Judges every record of a file.
pub fn judge(file: &RecordFile, records: &[(usize, Sequence)]) -> Vec<Section> {
    let path = file.path.display().to_string();
    let texts = records.iter().flat_map(|(_, record)| &record.steps).filter_map(printed);
    let server = show_create::server_defaults(file.run_mode, texts);
    let mut judge = Judge { creates: Section::new(format!("{}_creates", file.key), path) };
    for (line, record) in records {
        judge.replay(*line, record, &server);
    }
    vec![judge.creates]
}

/// What SHOW CREATE TABLE printed for a table of StarRocks' own.
fn printed(step: &Step) -> Option<&str> {
    step.cell("Create Table").filter(|text| is_native(text))
}

impl Judge {
    fn replay(&mut self, line: usize, record: &Sequence, server: &ServerDefaults) {
        let mut world = World::new(server);
        for step in &record.steps {
            let source = Source { line, id: &record.id, about: &record.topic, statement: &step.sql };
            let statement = Statement::read(&step.sql);
            match &statement {
                Statement::CreateTable(create) => {
                    let ours = match create.as_ref() {
                        Ok(create) => world.answer_create(create),
                        Err(error) => Answer::SyntaxError(error.clone()),
                    };
                    answer::judge(&mut self.creates, source, recording(step), &ours);
                    if let (true, Ok(create)) = (step.accepted, create.as_ref()) {
                        show_create::judge_statement(&mut self.creates, source, create);
                    }
                }
                Statement::ShowCreateTable(name) => self.compare(&mut world, source, name, step),
                _ => {}
            }
            if step.accepted {
                world.run(&statement);
            }
        }
    }

    /// Compares a table with what was printed, and takes it over, so that a disagreement counts once.
    fn compare(&mut self, world: &mut World, source: Source<'_>, name: &Name, step: &Step) {
        let Some(text) = printed(step) else { return };
        show_create::judge_text(&mut self.creates, source, text);
        if let Some(kept) = world.table(name) {
            let verdict = compare(kept, text, world.server().run_mode);
            self.creates.judge(Figure::ShowCreate, source, verdict);
        }
        if let Ok(create) = parse_show_create_table(text) {
            world.take_printed(name, create.table);
        }
    }
}

fn recording(step: &Step) -> Recording<'_> {
    Recording { accepted: step.accepted, error: step.error.as_deref(), error_code: step.error_code }
}
