//! The figures that were reached stay reached. After a step forward, write them anew:
//! `cargo run -p starrocks-conformance -- testkit/observed --reached conformance/thresholds/observed.txt`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_conformance::thresholds::{Threshold, missed};
use starrocks_conformance::{judge, report};
use starrocks_testkit::{corpus, observed};
use std::path::Path;

fn check(directory: &str, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("thresholds").join(name);
    let thresholds = Threshold::read_all(&std::fs::read_to_string(path).unwrap()).unwrap();
    let sections = judge(Path::new(directory), None).unwrap().sections;
    println!("{}", report::table(&sections));
    let missed = missed(&sections, &thresholds);
    assert!(missed.is_empty(), "below the thresholds:\n{}", missed.join("\n"));
    assert!(!thresholds.is_empty());
}

#[test]
fn what_a_frontend_answered() {
    check(observed::DIRECTORY, "observed.txt");
}

#[test]
fn what_the_sql_tests_of_starrocks_recorded() {
    if !Path::new(corpus::DIRECTORY).exists() {
        eprintln!("SKIPPED: the corpus is not beside this checkout ({})", corpus::DIRECTORY);
        return;
    }
    check(corpus::DIRECTORY, "corpus.txt");
}
