//! The normal form of accepted statements, against what frontends printed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::diff::differences;
use starrocks_core::rules::{RunMode, ServerDefaults};
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
        if was_there(record, create.if_not_exists) {
            continue;
        }
        all += 1;
        let printed = show_create_table(&create.table.normalized(&under_settings(record, server)));
        let (printed, expected) = (as_set(&printed), as_set(text));
        if printed == expected {
            same += 1;
        } else if std::env::var_os("SHOW_DIFFERENCES").is_some() {
            println!("{} {:?}", record.id, expected.iter().zip(&printed).find(|(a, b)| a != b));
        }
    }
    println!("{name}: {same} of {all} accepted tables are printed to the byte as the frontend printed them");
    assert!(same >= least, "{name}: {same} of {all}; run with SHOW_DIFFERENCES=1 to see the others");
}

/// The pieces of a print; LIST partitions, which are printed in no order, sorted.
fn as_set(text: &str) -> Vec<&str> {
    let Some(start) = text.find("\nPARTITION BY LIST(") else { return text.split('\n').collect() };
    let end = text[start..].find("\n)\n").map_or(text.len(), |at| start + at);
    let mut partitions: Vec<&str> = text[start..end].split("  PARTITION ").collect();
    for partition in &mut partitions {
        *partition = partition.trim_end_matches(['\n', ',']);
    }
    partitions.sort_unstable();
    text[..start].split('\n').chain(partitions).chain(text[end..].split('\n')).collect()
}

/// The server under the settings that a record was made with.
fn under_settings(record: &Create, server: &ServerDefaults) -> ServerDefaults {
    let mut server = server.clone();
    for statement in &record.setup {
        for name in ServerDefaults::SETTINGS.into_iter().filter(|name| statement.contains(name)) {
            let value = statement.rsplit_once('=').map_or("", |(_, value)| value);
            server.set(name, value.trim_matches([' ', '"', '\'', ')', ';']));
        }
    }
    server
}

/// A table that was there already is only looked at, not created.
fn was_there(record: &Create, if_not_exists: bool) -> bool {
    if_not_exists && record.setup.iter().any(|sql| sql.contains("CREATE TABLE"))
}

fn server(run_mode: RunMode, database: &'static str) -> ServerDefaults {
    ServerDefaults { database: database.into(), ..ServerDefaults::new(run_mode) }
}

#[test]
fn systematic_tables() {
    compare("creates", &observed::creates(), &server(RunMode::SharedNothing, "probe"), 1769);
}

#[test]
fn random_tables() {
    compare("random_creates", &observed::random_creates(), &server(RunMode::SharedNothing, "fuzz2"), 2226);
}

#[test]
fn shared_data_tables() {
    compare("shared_data", &observed::shared_data_creates(), &server(RunMode::SharedData, "probe"), 1799);
}

/// What was read from SHOW CREATE TABLE is in its normal form already.
#[test]
fn a_printed_table_is_in_its_normal_form() {
    let shared_nothing = [("probe", observed::creates()), ("fuzz2", observed::random_creates())];
    let shared_data = [("probe", observed::shared_data_creates())];
    let recorded = shared_nothing
        .iter()
        .map(|(database, records)| (server(RunMode::SharedNothing, database), records))
        .chain(
            shared_data.iter().map(|(database, records)| (server(RunMode::SharedData, database), records)),
        );
    let (mut all, mut same) = (0, 0);
    for (server, record) in
        recorded.flat_map(|(server, records)| records.iter().map(move |r| (server.clone(), r)))
    {
        let Some(text) = record.show_create.as_deref().filter(|text| text.contains(") ENGINE=OLAP ")) else {
            continue;
        };
        all += 1;
        let found = parse_show_create_table(text).unwrap().table;
        let again = show_create_table(&found.normalized(&under_settings(record, &server)));
        let (printed, again) = (as_set(text), as_set(&again));
        same += usize::from(printed == again);
        // The exceptions that the module `normal_form` names.
        let left_out = ["\"bucket_size\" = ", "\"file_bundling\" = "];
        let excused = |line: &&str| {
            line.contains("DEFAULT (") || left_out.iter().any(|property| line.starts_with(property))
        };
        let strip = |lines: &[&str]| {
            let strict = lines.iter().filter(|line| !excused(line)).map(|line| (*line).to_owned());
            strict.collect::<Vec<String>>()
        };
        assert_eq!(strip(&printed), strip(&again), "{}", record.id);
    }
    println!("{same} of {all} printed tables are in their normal form");
    assert!(same >= 5766, "{same} of {all}");
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
        if !record.accepted || was_there(record, create.if_not_exists) {
            continue;
        }
        all += 1;
        let found = parse_show_create_table(text).unwrap().table;
        let server = under_settings(record, &server(RunMode::SharedNothing, database));
        let differences = differences(&create.table, &found, &server);
        if differences.is_empty() {
            equal += 1;
        } else if std::env::var_os("SHOW_DIFFERENCES").is_some() {
            println!("{} {}", record.id, differences[0]);
        }
    }
    println!("{equal} of {all} accepted tables differ in nothing from what was printed right after");
    assert!(equal >= 3996, "{equal} of {all}; run with SHOW_DIFFERENCES=1 to see the others");
}
