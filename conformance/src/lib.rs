//! Judges the schema language by what real StarRocks servers answered: see the README of this package.
//!
//! | question | module |
//! |---|---|
//! | which records are there? | [`records`] |
//! | what kind of statement is it? | [`statement`] |
//! | what do the tables look like by now? | [`world`] |
//! | was it done at once, or by a job? | [`jobs`] |
//! | what is answered here, and is it the same? | [`answer`], [`sentence`], [`show_create`] |
//! | what is asked of each kind of record? | [`creates`], [`sequences`], [`corpus`] |
//! | what was counted? | [`figures`] |
//! | how is it shown, and is it enough? | [`report`], [`thresholds`] |

pub mod answer;
pub mod corpus;
pub mod creates;
pub mod figures;
pub mod jobs;
pub mod records;
pub mod report;
pub mod sentence;
pub mod sequences;
pub mod show_create;
pub mod statement;
pub mod thresholds;
pub mod world;

use figures::Section;
use records::{RecordFile, Records};
use starrocks_core::rules::RunMode;
use std::path::Path;

/// The backends that stood behind the frontend of `observed`, by the ids that its messages name.
pub const BACKENDS: [u64; 3] = [10_001, 10_002, 10_003];

/// What was judged, and which files hold nothing to judge.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// The figures, by file and kind of statement.
    pub sections: Vec<Section>,
    /// The files that are not about tables.
    pub left_out: Vec<String>,
}

/// Judges all records below a directory.
///
/// # Errors
/// A directory or a file that cannot be read, or that holds no records of a known format.
pub fn judge(directory: &Path, run_mode: Option<RunMode>) -> std::io::Result<Judgement> {
    let files = records::read(directory, run_mode)?;
    let mut judgement = Judgement::default();
    for (file, sections) in files.iter().zip(in_parallel(&files)) {
        let judged: Vec<Section> =
            sections.into_iter().filter(|section| !section.counts.is_empty()).collect();
        if judged.is_empty() {
            judgement.left_out.push(file.path.display().to_string());
        }
        judgement.sections.extend(judged);
    }
    Ok(judgement)
}

/// The sections of each file, in the order of the files.
fn in_parallel(files: &[RecordFile]) -> Vec<Vec<Section>> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = files.iter().map(|file| scope.spawn(|| judge_file(file))).collect();
        let joined = threads.into_iter().map(|thread| match thread.join() {
            Ok(sections) => sections,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        joined.collect()
    })
}

fn judge_file(file: &RecordFile) -> Vec<Section> {
    match &file.records {
        Records::Creates(records) => vec![creates::judge(file, records)],
        Records::Sequences(records) => sequences::judge(file, records),
        Records::CorpusCreates(records) => vec![corpus::judge_creates(file, records)],
        Records::CorpusAlters(records) => vec![corpus::judge_alters(file, records)],
        Records::CorpusTexts(records) => vec![corpus::judge_texts(file, records)],
        Records::Other => Vec::new(),
    }
}
