//! Statements that real servers accepted and texts that they printed: parsed, written and parsed again.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::sql::{
    CreateTable, Style, parse_create_table, parse_show_create_table, show_create_table, write_create_table,
};
use starrocks_testkit::observed::Create;
use starrocks_testkit::{corpus, observed};

/// Whether the statement lists the columns of a table of StarRocks' own: no CREATE TABLE … AS or LIKE, no other engine.
fn is_native(stmt: &str) -> bool {
    let upper = stmt.to_uppercase();
    let head = upper.split('(').next().unwrap_or_default().to_owned();
    let words: Vec<&str> = head.split_whitespace().collect();
    let bare_name =
        upper.contains(" AS SELECT") || upper.contains("\nAS SELECT") || upper.contains(")AS SELECT");
    // In CREATE TABLE … LIKE the first bracket belongs to a later clause.
    let other = ["EXTERNAL", "LIKE", "PROPERTIES", "PARTITION", "DISTRIBUTED", "AS"];
    words.contains(&"TABLE") && !bare_name && !words.iter().any(|word| other.contains(word))
}

/// The frontend drops a character that its lexer does not know; this crate refuses it, lest a name loses a part.
fn holds_a_dropped_character(stmt: &str) -> bool {
    parse_create_table(stmt).is_err_and(|error| error.message().contains("may stand only inside quotes"))
}

fn round_trip(create: &CreateTable) {
    for style in [Style::Pretty, Style::OneLine] {
        let sql = write_create_table(create, style).unwrap_or_else(|error| panic!("{error}\n{create:?}"));
        let again = parse_create_table(&sql).unwrap_or_else(|error| panic!("{error}\n{sql}"));
        assert_eq!(&again, create, "{sql}");
        assert_eq!(write_create_table(&again, style).as_ref(), Ok(&sql));
    }
}

fn accepted_statements_survive(name: &str, statements: impl Iterator<Item = String>) {
    let (mut all, mut refused) = (0, 0);
    for stmt in statements.filter(|stmt| is_native(stmt)) {
        all += 1;
        if holds_a_dropped_character(&stmt) {
            refused += 1;
            continue;
        }
        round_trip(&parse_create_table(&stmt).unwrap_or_else(|error| panic!("{error}\n{stmt}")));
    }
    println!(
        "{name}: {} of {all} accepted statements parse -> write -> parse to the same table",
        all - refused
    );
    assert!(all > 1000 && refused <= 1, "{name}: {all} statements, {refused} refused");
}

fn accepted(records: Vec<Create>) -> impl Iterator<Item = String> {
    records.into_iter().filter(|record| record.accepted).map(|record| record.stmt)
}

#[test]
fn systematic_statements() {
    accepted_statements_survive("observed/creates", accepted(observed::creates()));
}

#[test]
fn random_statements() {
    accepted_statements_survive("observed/random_creates", accepted(observed::random_creates()));
}

#[test]
fn shared_data_statements() {
    accepted_statements_survive("observed/shared_data/creates", accepted(observed::shared_data_creates()));
}

#[test]
fn corpus_statements() {
    let Some(records) = corpus::records("create_table") else { return };
    let native =
        records.into_iter().filter(|record| record["outcome"] == "accepted" && record["external"].is_null());
    accepted_statements_survive(
        "corpus/create_table",
        native.map(|record| record["stmt"].as_str().unwrap().to_owned()),
    );
}

/// What a frontend printed is read, printed again to the byte, and written as DDL that says the same.
fn printed_texts_survive(name: &str, printed: impl Iterator<Item = String>) {
    let (mut all, mut same) = (0, 0);
    for text in printed.filter(|text| text.contains(") ENGINE=OLAP ")) {
        all += 1;
        let create = parse_show_create_table(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        round_trip(&create);
        let again = show_create_table(&create.table);
        if again == text {
            same += 1;
        } else {
            let state_of_bare_char = text.contains("max(char)");
            assert!(state_of_bare_char, "printed\n{text}\nagain\n{again}");
        }
    }
    println!("{name}: {same} of {all} texts of SHOW CREATE TABLE are printed again to the byte");
}

#[test]
fn printed_systematic_tables() {
    printed_texts_survive("observed/creates", observed::creates().into_iter().filter_map(|r| r.show_create));
}

#[test]
fn printed_random_tables() {
    printed_texts_survive(
        "observed/random_creates",
        observed::random_creates().into_iter().filter_map(|r| r.show_create),
    );
}

#[test]
fn printed_shared_data_tables() {
    let printed = observed::shared_data_creates().into_iter().filter_map(|r| r.show_create);
    printed_texts_survive("observed/shared_data/creates", printed);
}

/// The texts of SHOW CREATE TABLE in sequences of statements.
fn printed_in(sequences: &[serde_json::Value]) -> impl Iterator<Item = String> {
    let steps = sequences.iter().flat_map(|sequence| sequence["steps"].as_array().unwrap());
    let results = steps.flat_map(|step| step["results"].as_array().into_iter().flatten());
    let rows = results.flat_map(|result| result["rows"].as_array().into_iter().flatten());
    let cells = rows.flat_map(|row| row.as_array().into_iter().flatten()).filter_map(|cell| cell.as_str());
    cells.filter(|text| text.starts_with("CREATE ") && text.contains(" TABLE ")).map(str::to_owned)
}

#[test]
fn printed_tables_of_sequences() {
    for (name, sequences) in [
        ("observed/sequences", observed::sequences()),
        ("observed/random_sequences", observed::random_sequences()),
        ("observed/shared_data/sequences", observed::shared_data_sequences()),
    ] {
        printed_texts_survive(name, printed_in(&sequences));
    }
}

#[test]
fn printed_corpus_tables() {
    let Some(records) = corpus::records("show_create_table") else { return };
    for record in records.iter().filter(|record| record["output_is_regex"] != true) {
        let Some(text) = record["output_ddl"].as_str().filter(|text| text.contains("ENGINE=OLAP")) else {
            continue;
        };
        let create = parse_show_create_table(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        round_trip(&create);
    }
}
