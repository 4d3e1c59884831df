//! Laws about ALTER TABLE: of sequences of statements on any table, and on tables that are accepted.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use starrocks_core::rules::{
    AlterContext, Altered, CheckOptions, Finding, RunMode, ServerDefaults, TableState,
};
use starrocks_core::schema::{
    AlterClause, AlterTable, Column, ColumnValue, DataType, Expression, PartitionExpression, Partitioning,
    Properties, Table,
};
use starrocks_core::sql::{ParseError, parse_show_create_table, show_create_table};
use starrocks_testkit::alters::alters_of_table;
use starrocks_testkit::cases::cases;
use starrocks_testkit::tables::{sound_table, table};
use std::collections::BTreeSet;

const RUN_MODES: [RunMode; 2] = [RunMode::SharedNothing, RunMode::SharedData];

fn options(run_mode: RunMode) -> CheckOptions {
    CheckOptions { run_mode, ..CheckOptions::default() }
}

fn is_accepted(table: &Table, run_mode: RunMode) -> bool {
    !table.check_with(&options(run_mode)).iter().any(Finding::is_error)
}

/// A table is there afterwards exactly when nothing is wrong, and every finding can be told.
fn is_answered(altered: &Altered) {
    let refused = altered.findings.iter().any(Finding::is_error);
    assert_eq!(refused, altered.state.is_none(), "{:?}", altered.findings);
    for finding in &altered.findings {
        assert!(!finding.to_string().is_empty() && !finding.server_answer().is_empty());
    }
}

/// The states that the statements lead through, one after the other; a refused one changes nothing.
fn states(first: TableState, alters: &[AlterTable], run_mode: RunMode) -> Vec<TableState> {
    let options = options(run_mode);
    let context = AlterContext { options: &options, ..AlterContext::default() };
    let mut states = vec![first];
    for alter in alters {
        let altered = states[states.len() - 1].alter(alter, &context);
        is_answered(&altered);
        states.extend(altered.state);
    }
    states
}

fn one(clause: AlterClause) -> AlterTable {
    AlterTable::new("t", [clause])
}

/// The table without the quotes around the names in its expressions.
fn without_quotes(table: &Table) -> Table {
    let bare = |expression: &Expression| Expression::new(expression.text.replace('`', ""));
    let mut table = table.clone();
    for column in table.columns.to_mut() {
        if let ColumnValue::Generated(expression) = &mut column.value {
            *expression = bare(expression);
        }
    }
    if let Some(Partitioning::Expressions { expressions, .. }) = &mut table.partition_by {
        for item in expressions.to_mut() {
            if let PartitionExpression::Function(expression) = item {
                *expression = bare(expression);
            }
        }
    }
    table
}

/// The columns of a table have names of their own, and its key columns come first.
fn columns_are_in_order(table: &Table) -> Result<(), TestCaseError> {
    let names: BTreeSet<String> = table.columns.iter().map(|column| column.name.to_lowercase()).collect();
    prop_assert_eq!(names.len(), table.columns.len(), "{:?}", table.columns);
    // A column that is marked KEY need not stand in the key clause.
    let named = table.key.as_ref().map(|key| key.columns.to_vec()).unwrap_or_default();
    let is_named = |column: &Column| named.contains(&column.name);
    let keys: Vec<bool> = table.columns.iter().map(|column| column.key || is_named(column)).collect();
    prop_assert!(keys.is_sorted_by_key(|is_key| !is_key), "{:?} {:?}", table.key, table.columns);
    let in_order: Vec<_> =
        table.columns.iter().filter(|column| is_named(column)).map(|column| column.name.clone()).collect();
    prop_assert_eq!(named, in_order);
    Ok(())
}

/// What was printed, read. The print names the engine, which a table need not.
fn read_back(printed: &str) -> Result<Table, ParseError> {
    parse_show_create_table(printed)
        .map(|create| Table { engine: create.table.engine.filter(|engine| engine != "OLAP"), ..create.table })
}

proptest! {
    #![proptest_config(cases(192))]

    /// No sequence of statements on any table makes an answer panic.
    #[test]
    fn any_table_answers_any_statement((table, alters) in alters_of_table(table())) {
        for run_mode in RUN_MODES {
            let server = ServerDefaults::new(run_mode);
            let kept = table.normalized(&server);
            for first in [
                TableState::created(&table, &server),
                TableState::read(kept, &server),
                TableState::declared(table.clone()),
            ] {
                for state in states(first, &alters, run_mode) {
                    let altered = state.table();
                    let _ = (altered.check_with(&options(run_mode)), altered.normalized(&server));
                    let _ = parse_show_create_table(&show_create_table(altered));
                    let _ = (altered.required_version(), state.clone().loaded(), state.printed_as(table.clone()));
                }
            }
        }
    }

    /// What the statements leave behind is printed and read back as it is; its columns are in order.
    #[test]
    fn an_altered_table_is_printed_and_read_back((table, alters) in alters_of_table(sound_table())) {
        for run_mode in RUN_MODES {
            if !is_accepted(&table, run_mode) {
                continue;
            }
            let server = ServerDefaults::new(run_mode);
            for state in states(TableState::created(&table, &server), &alters, run_mode) {
                columns_are_in_order(state.table())?;
                let printed = show_create_table(state.table());
                let read = read_back(&printed);
                let kept = Table { rollups: Table::new("").rollups, ..state.table().clone() };
                prop_assert_eq!(read.as_ref().ok(), Some(&kept), "{}\n{:?}", printed, read.as_ref().err());
            }
        }
    }

    /// The same from the three places where a table comes from, as it is declared: the columns are in order.
    #[test]
    fn a_declared_table_keeps_its_columns_in_order((table, alters) in alters_of_table(sound_table())) {
        if is_accepted(&table, RunMode::SharedNothing) {
            for state in states(TableState::declared(table), &alters, RunMode::SharedNothing) {
                columns_are_in_order(state.table())?;
            }
        }
    }

    /// A column that gets its old name back is the column that it was.
    #[test]
    fn renaming_there_and_back_changes_nothing(table in sound_table(), at in any::<prop::sample::Index>()) {
        if is_accepted(&table, RunMode::SharedNothing) {
            let first = TableState::created(&table, &ServerDefaults::default());
            let column = table.columns[at.index(table.columns.len())].name.clone();
            let rename = |from: &str, to: &str| one(AlterClause::RenameColumn {
                column: from.to_owned().into(),
                to: to.to_owned().into(),
            });
            let there = first.alter(&rename(&column, "a_new_name"), &AlterContext::default());
            is_answered(&there);
            if let Some(there) = there.state {
                prop_assert!(there.table().column("a_new_name").is_some() && there.table().column(&column).is_none());
                let back = there.alter(&rename("a_new_name", &column), &AlterContext::default());
                prop_assert!(back.state.is_some(), "{:?}", back.findings);
                // A server quotes the name of the column in the expressions that it renames it in.
                let back = without_quotes(back.state.unwrap().table());
                prop_assert_eq!(back, without_quotes(first.table()));
            }
        }
    }

    /// A column that is added and dropped leaves nothing behind.
    #[test]
    fn adding_and_dropping_a_column_changes_nothing(
        (table, alters) in alters_of_table(sound_table()),
        not_null: bool,
    ) {
        if is_accepted(&table, RunMode::SharedNothing) {
            let first = TableState::created(&table, &ServerDefaults::default());
            let added: Vec<Column> = alters.iter().flat_map(|alter| alter.clauses.iter()).filter_map(|clause| match clause {
                AlterClause::AddColumn { column, .. } => Some(column.clone()),
                _ => None,
            }).collect();
            let plain = Column::new("a_new_column", DataType::Int);
            for column in added.into_iter().chain([if not_null { plain.not_null() } else { plain }]) {
                let name = column.name.clone();
                let add = AlterClause::AddColumn { column, position: None, rollup: None, properties: Properties::NONE };
                let Some(with) = first.alter(&one(add), &AlterContext::default()).state else { continue };
                let drop = AlterClause::DropColumn { column: name, rollup: None, properties: Properties::NONE };
                let without = with.alter(&one(drop), &AlterContext::default());
                is_answered(&without);
                if let Some(without) = without.state {
                    prop_assert_eq!(without.table(), first.table());
                }
            }
        }
    }
}

/// Laws about accepted statements would hold of nothing if there were none.
#[test]
fn many_statements_are_accepted() {
    let mut runner = TestRunner::deterministic();
    let sequences = alters_of_table(sound_table());
    let (mut accepted, mut all) = (0, 0);
    for _ in 0..300 {
        let (table, alters) = sequences.new_tree(&mut runner).unwrap().current();
        if is_accepted(&table, RunMode::SharedNothing) {
            let first = TableState::created(&table, &ServerDefaults::default());
            all += alters.len();
            accepted += states(first, &alters, RunMode::SharedNothing).len() - 1;
        }
    }
    assert!(accepted * 8 >= all, "{accepted} of {all}");
}
