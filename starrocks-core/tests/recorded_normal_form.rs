//! The normal form of accepted statements, against what frontends printed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::diff::differences;
use starrocks_core::rules::{RunMode, ServerDefaults};
use starrocks_core::schema::{ListPartition, Partitioning, Table};
use starrocks_core::sql::{parse_create_table, parse_show_create_table, show_create_table};
use starrocks_testkit::observed::{self, Create};

/// How many normal forms of accepted statements are printed to the byte as the frontend printed the table right after.
fn compare(name: &str, records: &[Create], server: &ServerDefaults, least: usize) {
    let (mut all, mut same) = (0, 0);
    for record in records.iter().filter(|record| record.accepted) {
        let Some(text) = record.show_create.as_deref().filter(|text| text.contains(") ENGINE=OLAP ")) else {
            continue;
        };
        let Ok(create) = parse_create_table(&record.stmt) else { continue };
        all += 1;
        let mut kept = sorted(create.table.normalized(server));
        if server.run_mode == RunMode::SharedData && kept.comment.is_none() {
            kept.comment = Some("OLAP".into());
        }
        let printed = show_create_table(&kept);
        // LIST partitions are printed in no order.
        let expected = show_create_table(&sorted(parse_show_create_table(text).unwrap().table));
        if printed == expected {
            same += 1;
        } else if std::env::var_os("SHOW_DIFFERENCES").is_some() {
            println!("{} {:?}", record.id, expected.lines().zip(printed.lines()).find(|(a, b)| a != b));
        }
    }
    println!("{name}: {same} of {all} accepted tables are printed to the byte as the frontend printed them");
    assert!(same >= least, "{name}: {same} of {all}; run with SHOW_DIFFERENCES=1 to see the others");
}

fn sorted(mut table: Table) -> Table {
    if let Some(Partitioning::List { partitions, .. }) = &mut table.partition_by {
        partitions.to_mut().sort_by_key(|partition: &ListPartition| format!("{partition:?}"));
    }
    table
}

fn server(run_mode: RunMode, database: &'static str) -> ServerDefaults {
    ServerDefaults { database: database.into(), ..ServerDefaults::new(run_mode) }
}

#[test]
fn systematic_tables() {
    compare("creates", &observed::creates(), &server(RunMode::SharedNothing, "probe"), 1724);
}

#[test]
fn random_tables() {
    compare("random_creates", &observed::random_creates(), &server(RunMode::SharedNothing, "fuzz2"), 2198);
}

#[test]
fn shared_data_tables() {
    compare("shared_data", &observed::shared_data_creates(), &server(RunMode::SharedData, "probe"), 1756);
}

/// A table that was just created differs in nothing from what created it.
#[test]
fn nothing_differs_right_after_create() {
    let (mut all, mut equal) = (0, 0);
    let recorded = [("probe", observed::creates()), ("fuzz2", observed::random_creates())];
    for (database, record) in
        recorded.iter().flat_map(|(database, records)| records.iter().map(move |r| (*database, r)))
    {
        let Some(text) = record.show_create.as_deref().filter(|text| text.contains(") ENGINE=OLAP ")) else {
            continue;
        };
        let Ok(create) = parse_create_table(&record.stmt) else { continue };
        if !record.accepted {
            continue;
        }
        all += 1;
        let found = parse_show_create_table(text).unwrap().table;
        let differences = differences(&create.table, &found, &server(RunMode::SharedNothing, database));
        if differences.is_empty() {
            equal += 1;
        } else if std::env::var_os("SHOW_DIFFERENCES").is_some() {
            println!("{} {}", record.id, differences[0]);
        }
    }
    println!("{equal} of {all} accepted tables differ in nothing from what was printed right after");
    assert!(equal >= 3952, "{equal} of {all}; run with SHOW_DIFFERENCES=1 to see the others");
}
