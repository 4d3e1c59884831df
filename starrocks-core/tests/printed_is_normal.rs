//! What was read from SHOW CREATE TABLE is in its normal form already.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::rules::ServerDefaults;
use starrocks_core::sql::{parse_show_create_table, show_create_table};
use starrocks_testkit::observed::{self, Create};

#[test]
fn a_printed_table_is_in_its_normal_form() {
    let (mut all, mut same) = (0, 0);
    for record in observed::creates().iter().chain(&observed::random_creates()) {
        let Some(text) = record.show_create.as_deref().filter(|text| text.contains(") ENGINE=OLAP ")) else {
            continue;
        };
        all += 1;
        let found = parse_show_create_table(text).unwrap().table;
        let again = show_create_table(&found.normalized(&server(record)));
        same += usize::from(text == again);
        // The exceptions that the module `normal_form` names.
        let excused = |line: &str| line.contains("DEFAULT (") || line.starts_with("\"bucket_size\" = ");
        let strict = |text: &str| {
            let lines = text.split('\n').filter(|line| !excused(line));
            lines.map(str::to_owned).collect::<Vec<String>>()
        };
        assert_eq!(strict(text), strict(&again), "{}", record.id);
    }
    println!("{same} of {all} printed tables are in their normal form");
    assert!(same * 100 >= all * 98, "{same} of {all}");
}

/// The server under the settings that a record was made with.
fn server(record: &Create) -> ServerDefaults {
    let mut server = ServerDefaults::default();
    for statement in &record.setup {
        for name in ServerDefaults::SETTINGS.into_iter().filter(|name| statement.contains(name)) {
            let value = statement.rsplit_once('=').map_or("", |(_, value)| value);
            server.set(name, value.trim_matches([' ', '"', '\'', ')', ';']));
        }
    }
    server
}
