//! `observed`: CREATE TABLE statements, one a record.

use crate::BACKENDS;
use crate::answer::{self, Answer, Recording};
use crate::figures::{Figure, Section, Source};
use crate::records::RecordFile;
use crate::show_create::{self, compare, is_native};
use crate::statement::{Name, Statement};
use crate::world::World;
use starrocks_core::diff::differences;
use starrocks_core::rules::ServerDefaults;
use starrocks_core::sql::parse_show_create_table;
use starrocks_testkit::observed::Create;

/// Judges every record of a file.
pub fn judge(file: &RecordFile, records: &[(usize, Create)]) -> Section {
    let mut section = Section::new(&file.key, file.path.display().to_string());
    let texts = records.iter().filter_map(|(_, record)| record.show_create.as_deref());
    let server = show_create::server_defaults(file.run_mode, texts);
    for (line, record) in records {
        judge_one(&mut section, *line, record, &server);
    }
    section
}

fn judge_one(section: &mut Section, line: usize, record: &Create, server: &ServerDefaults) {
    let source = Source { line, id: &record.id, about: &record.rule, statement: &record.stmt };
    let recorded = Recording {
        accepted: record.accepted,
        error: record.error.as_deref(),
        error_code: record.error_code,
    };
    let mut world = World::new(server, &BACKENDS);
    for statement in &record.setup {
        world.run(&Statement::read(statement));
    }
    let statement = Statement::read(&record.stmt);
    let create = match &statement {
        Statement::CreateTable(create) => match create.as_ref() {
            Ok(create) => create,
            Err(error) => {
                return answer::judge(section, source, recorded, &Answer::SyntaxError(error.clone()));
            }
        },
        _ => {
            section.left_out += 1;
            return;
        }
    };
    answer::judge(section, source, recorded, &world.answer_create(create));
    if !record.accepted {
        return;
    }
    show_create::judge_create(section, source, create);
    let Some(text) = record.show_create.as_deref().filter(|text| is_native(text)) else { return };
    show_create::judge_text(section, source, text);
    world.run(&statement);
    if let Some(kept) = world.table(&Name::of(&create.table.name)) {
        section.judge(Figure::ShowCreate, source, compare(kept, text));
    }
    if let Ok(found) = parse_show_create_table(text) {
        let list: Vec<String> = differences(&create.table, &found.table, world.server())
            .iter()
            .map(ToString::to_string)
            .collect();
        let verdict =
            if list.is_empty() { Ok(()) } else { Err(("no difference".to_owned(), list.join("\n"))) };
        section.judge(Figure::Equal, source, verdict);
    }
}
