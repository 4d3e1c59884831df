//! Every ALTER TABLE that a frontend took is read, and what was read is written and read again.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::sql::{Style, parse_alter_table, write_alter_table};
use starrocks_testkit::observed;

#[test]
fn recorded_statements_are_read_and_written() {
    let mut figures = (0, 0, 0, 0);
    let mut notes = Vec::new();
    for sequence in [observed::sequences(), observed::random_sequences()].concat() {
        for step in sequence["steps"].as_array().unwrap() {
            let sql = step["sql"].as_str().unwrap();
            let error = step["error"].as_str().unwrap_or_default();
            if !sql.get(..11).is_some_and(|head| head.eq_ignore_ascii_case("ALTER TABLE")) {
                continue;
            }
            let parsed = parse_alter_table(sql);
            let syntax = error.starts_with("Getting syntax error at");
            match &parsed {
                Ok(alter) => {
                    for style in [Style::Pretty, Style::OneLine] {
                        let written = write_alter_table(alter, style)
                            .unwrap_or_else(|error| panic!("{error}: {}", sql));
                        let again = parse_alter_table(&written).unwrap_or_else(|error| panic!("{error}"));
                        assert_eq!(&again, alter, "{written}");
                    }
                    figures.3 += usize::from(syntax);
                }
                Err(error) if step["outcome"] == "accepted" => notes.push(format!("refused: {error}")),
                Err(_) => figures.2 += 1,
            }
            figures.0 += 1;
            figures.1 += usize::from(syntax);
        }
    }
    println!(
        "{} statements, {} refused for their syntax, {} of them here",
        figures.0,
        figures.1,
        figures.1 - figures.3
    );
    assert!(notes.is_empty(), "{}", notes.join("\n"));
}
