//! Laws about what the rules say of a table: they hold for every table, or for every table that is accepted.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use starrocks_core::diff::differences;
use starrocks_core::rules::{CheckOptions, Finding, RunMode, ServerDefaults, TableState};
use starrocks_core::schema::Table;
use starrocks_core::sql::{ParseError, parse_show_create_table, show_create_table};
use starrocks_testkit::cases::cases;
use starrocks_testkit::tables::{sound_table, table};

const RUN_MODES: [RunMode; 2] = [RunMode::SharedNothing, RunMode::SharedData];

fn options(run_mode: RunMode) -> CheckOptions {
    CheckOptions { run_mode, ..CheckOptions::default() }
}

fn is_accepted(table: &Table, run_mode: RunMode) -> bool {
    !table.check_with(&options(run_mode)).iter().any(Finding::is_error)
}

/// Everything that can be asked of a table.
fn ask_everything(table: &Table) {
    let _ = table.required_version().to_string();
    TableState::declared(table.clone());
    for run_mode in RUN_MODES {
        for finding in table.check_with(&options(run_mode)) {
            assert!(!finding.to_string().is_empty() && !finding.server_answer().is_empty());
        }
        let server = ServerDefaults::new(run_mode);
        let kept = table.normalized(&server);
        TableState::created(table, &server);
        TableState::read(kept.clone(), &server);
        if let Ok(found) = parse_show_create_table(&show_create_table(&kept)) {
            differences(table, &found.table, &server);
        }
    }
}

/// What was printed, read. The print names the engine, which a table need not.
fn read_back(printed: &str) -> Result<Table, ParseError> {
    parse_show_create_table(printed)
        .map(|create| Table { engine: create.table.engine.filter(|engine| engine != "OLAP"), ..create.table })
}

proptest! {
    #![proptest_config(cases(256))]

    /// No table makes a question panic, and every finding can be told.
    #[test]
    fn any_table_can_be_asked_about(table in table()) {
        ask_everything(&table);
    }

    /// The same of tables whose parts fit one another, where the questions go further.
    #[test]
    fn a_sound_table_can_be_asked_about(table in sound_table()) {
        ask_everything(&table);
    }

    /// The normal form of an accepted table is printed and read back as it is, and is its own normal form.
    #[test]
    fn an_accepted_table_is_printed_and_read_back(table in sound_table()) {
        for run_mode in RUN_MODES {
            if !is_accepted(&table, run_mode) {
                continue;
            }
            let server = ServerDefaults::new(run_mode);
            let kept = table.normalized(&server);
            let printed = show_create_table(&kept);
            let read = read_back(&printed);
            prop_assert_eq!(read.as_ref().ok(), Some(&kept), "{}\n{:?}", printed, read.as_ref().err());
            prop_assert_eq!(differences(&table, &kept, &server), vec![], "{}", printed);
            // What is printed only when it is not the default is not known where it is left out: see `rules::normal_form`.
            let excused = |line: &&str| !line.starts_with("\"bucket_size\" = ");
            let again = show_create_table(&kept.normalized(&server));
            prop_assert!(again.lines().filter(excused).eq(printed.lines().filter(excused)), "{}\n{}", printed, again);
        }
    }

    /// What is accepted is accepted again in its normal form.
    #[test]
    fn the_normal_form_of_an_accepted_table_is_accepted(table in sound_table()) {
        for run_mode in RUN_MODES {
            if is_accepted(&table, run_mode) {
                let kept = table.normalized(&ServerDefaults::new(run_mode));
                // A server prints `binlog_version`, and refuses it in a CREATE TABLE.
                let refused: Vec<String> = kept
                    .check_with(&options(run_mode))
                    .iter()
                    .filter(|finding| finding.is_error() && !finding.message.contains("{binlog_version="))
                    .map(Finding::to_string)
                    .collect();
                prop_assert_eq!(refused, Vec::<String>::new(), "{}", show_create_table(&kept));
            }
        }
    }
}

/// Laws about accepted tables would hold of nothing if there were none.
#[test]
fn most_sound_tables_are_accepted() {
    let mut runner = TestRunner::deterministic();
    let tables = sound_table();
    let accepted = (0..400).filter(|_| {
        let table = tables.new_tree(&mut runner).unwrap().current();
        is_accepted(&table, RunMode::SharedNothing)
    });
    let accepted = accepted.count();
    assert!(accepted >= 200, "{accepted} of 400");
}
