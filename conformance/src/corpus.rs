//! `corpus`: what StarRocks' own SQL tests recorded.

use crate::answer::Answer;
use crate::figures::{Figure, Section, Source};
use crate::records::RecordFile;
use crate::show_create;
use crate::statement::{Name, Statement};
use crate::world::World;
use serde_json::Value;
use starrocks_core::rules::{RunMode, ServerDefaults};
use starrocks_core::schema::{AlterClause, AlterTable, DroppedPartitions, Partitioning};

/// Judges CREATE TABLE statements.
pub fn judge_creates(file: &RecordFile, records: &[(usize, Value)]) -> Section {
    let mut section = section(file);
    for (line, record) in records {
        let statement = text(record, "stmt");
        let read = Statement::read(statement);
        let create = match &read {
            Statement::CreateTable(create) if counts(record) => create,
            _ => {
                section.left_out += 1;
                continue;
            }
        };
        let about = text(record, "case");
        let id = format!("{}:{}", text(record, "file"), record["line"]);
        let source = Source { line: *line, id: &id, about, statement };
        let mut world = World::new(&ServerDefaults::new(run_mode(record, file.run_mode)), &[]).incomplete();
        settings(&mut world, record);
        let ours = match create.as_ref() {
            Ok(create) => world.answer_create(create),
            Err(error) => Answer::SyntaxError(error.clone()),
        };
        judge_answer(&mut section, source, record, &ours);
        if let (true, Ok(create)) = (record["outcome"] == "accepted", create.as_ref()) {
            show_create::judge_create(&mut section, source, create);
        }
    }
    section
}

/// Judges ALTER TABLE statements.
pub fn judge_alters(file: &RecordFile, records: &[(usize, Value)]) -> Section {
    let mut section = section(file);
    for (line, record) in records {
        let statement = text(record, "stmt");
        let read = Statement::read(statement);
        let alter = match &read {
            Statement::AlterTable(alter) if counts(record) => alter,
            _ => {
                section.left_out += 1;
                continue;
            }
        };
        let id = format!("{}:{}", text(record, "file"), record["line"]);
        let source = Source { line: *line, id: &id, about: text(record, "case"), statement };
        let mut world = World::new(&ServerDefaults::new(run_mode(record, file.run_mode)), &[]).incomplete();
        settings(&mut world, record);
        let before =
            std::iter::once(&record["create"]).chain(record["prior_alters"].as_array().into_iter().flatten());
        for earlier in before.filter(|earlier| earlier["outcome"] != "rejected") {
            world.run(&Statement::read(text(earlier, "stmt")));
        }
        let ours = match alter.as_ref() {
            Ok(alter) if names_inserted_partitions(&world, record, alter) => None,
            Ok(alter) => world.alter(alter).map(|altered| Answer::of_findings(&altered.findings)),
            Err(error) => Some(Answer::SyntaxError(error.clone())),
        };
        match ours {
            Some(ours) => judge_answer(&mut section, source, record, &ours),
            None => section.left_out += 1,
        }
        if let (true, Ok(alter)) = (record["outcome"] == "accepted", alter.as_ref()) {
            show_create::judge_alter(&mut section, source, alter);
        }
    }
    section
}

/// Judges texts of SHOW CREATE TABLE.
pub fn judge_texts(file: &RecordFile, records: &[(usize, Value)]) -> Section {
    let mut section = section(file);
    for (line, record) in
        records.iter().filter(|(_, record)| counts(record) && record["output_is_regex"] != true)
    {
        let printed = text(record, "output_ddl");
        if show_create::is_native(printed) {
            let id = format!("{}:{}", text(record, "file"), record["line"]);
            let source = Source { line: *line, id: &id, about: text(record, "case"), statement: printed };
            show_create::judge_text(&mut section, source, printed);
        }
    }
    section
}

fn section(file: &RecordFile) -> Section {
    Section::new(&file.key, file.path.display().to_string())
}

/// Tables of StarRocks' own, with an outcome that the statement decides alone.
fn counts(record: &Value) -> bool {
    let rejected = record["outcome"] == "rejected";
    record["external"].is_null()
        && record["state_dependent"] != true
        && (rejected || record["outcome"] == "accepted")
        && !(rejected && record["harness_skips_compare"] == true)
}

/// Whether the statement may name partitions that an INSERT made by itself: which those are is not recorded.
fn names_inserted_partitions(world: &World, record: &Value, alter: &AlterTable) -> bool {
    let automatic = world.table(&Name::of(&alter.table)).is_some_and(|table| {
        matches!(table.partition_by, Some(Partitioning::Columns { .. } | Partitioning::Expressions { .. }))
    });
    let of_partitions = |clause: &AlterClause| match clause {
        AlterClause::DropPartitions { partitions, .. } => !matches!(partitions, DroppedPartitions::Where(_)),
        AlterClause::TruncatePartitions(_)
        | AlterClause::ModifyPartitions { .. }
        | AlterClause::ReplacePartitions { .. }
        | AlterClause::RenamePartition { .. } => true,
        _ => false,
    };
    let inserts = record["inserts_before"].as_u64().unwrap_or_default();
    automatic && inserts > 0 && alter.clauses.iter().any(of_partitions)
}

/// A case of shared-data clusters says so; the others ran at least on clusters of the other kind.
fn run_mode(record: &Value, of_file: RunMode) -> RunMode {
    let tags = record["case_tags"].as_array().into_iter().flatten();
    if tags.into_iter().any(|tag| tag == "cloud") { RunMode::SharedData } else { of_file }
}

/// `settings` are what was set before in the same test; those of the frontend begin with `fe.`.
fn settings(world: &mut World, record: &Value) {
    for name in record["settings"].as_object().into_iter().flatten().map(|(name, _)| name) {
        world.set(name);
    }
}

/// A recorded error is a part of the real one.
fn judge_answer(section: &mut Section, source: Source<'_>, record: &Value, ours: &Answer) {
    if record["outcome"] == "accepted" {
        let recorded = crate::answer::Recording { accepted: true, error: None, error_code: None };
        return crate::answer::judge(section, source, recorded, ours);
    }
    let expected = text(record, "error");
    let verdict = |met: bool| if met { Ok(()) } else { Err((expected.to_owned(), ours.words())) };
    section.judge(Figure::Rejected, source, verdict(!ours.is_accepted()));
    if ours.is_accepted() {
        section.count(Figure::Sentence, source, false);
    } else {
        section.judge(Figure::Sentence, source, verdict(ours.says(expected)));
    }
}

fn text<'a>(record: &'a Value, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_default()
}
