//! What a real frontend answered, asked of the sandbox again.
//!
//! What the sandbox does not know yet is counted and shown; what it answers must agree, but for what is listed here.

#![allow(clippy::unwrap_used)] // In helpers as in tests.

mod common;

use common::{connect, run};
use futures_util::TryStreamExt;
use serde_json::Value as Json;
use sqlx::mysql::MySqlConnection;
use sqlx::{AssertSqlSafe, Column, Either, Row, ValueRef};
use starrocks_sandbox::Sandbox;
use starrocks_testkit::observed;

/// Statements whose answer depends on the cluster, the clock or the recording machine.
const OF_THE_MACHINE: [&str; 14] = [
    "SHOW ALTER TABLE",
    "SHOW GLOBAL VARIABLES",
    "SHOW BACKENDS",
    "SHOW PARTITIONS",
    "SHOW TABLE STATUS",
    "SHOW VARIABLES",
    "SHOW TABLES",
    "SHOW FULL TABLES",
    "ADMIN SHOW FRONTEND CONFIG",
    "SELECT @@version_comment",
    "SELECT current_version",
    "SELECT CONNECTION_ID",
    "SELECT now",
    "SELECT * FROM information_schema",
];

/// Sequences in which the sandbox is known to answer otherwise, and why.
const KNOWN: [(&str, &str); 5] = [
    ("REF-table.rollup:", "rollups are accepted, but neither kept nor described"),
    ("REF-query.information-schema:", "lists the objects of other sequences"),
    ("REF-table.generated:", "the server writes the types in a generated column in its own way"),
    ("REF-table.generated-json:", "the server writes `->` without blanks"),
    (
        "REF-table.property.constraints:",
        "the server keeps the constraints of the table that the text came from",
    ),
];

/// The answer to a text: result sets as columns and rows of text, or number and message of an error.
type Answers = Result<Vec<Set>, (u16, String)>;

/// The names of the columns, and the rows.
type Set = (Vec<String>, Vec<Vec<Option<String>>>);

async fn ask(connection: &mut MySqlConnection, sql: &str) -> Answers {
    let mut sets: Vec<Set> = Vec::new();
    let mut current: Option<Set> = None;
    let mut stream = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch_many(connection);
    loop {
        match stream.try_next().await {
            Ok(None) => return Ok(sets),
            Ok(Some(Either::Left(_))) => sets.push(current.take().unwrap_or_default()),
            Ok(Some(Either::Right(row))) => {
                let cells = (0..row.len())
                    .map(|index| {
                        (!row.try_get_raw(index).unwrap().is_null()).then(|| {
                            String::from_utf8_lossy(&row.get_unchecked::<Vec<u8>, _>(index)).into_owned()
                        })
                    })
                    .collect();
                let titles = || row.columns().iter().map(|column| column.name().to_owned()).collect();
                current.get_or_insert_with(|| (titles(), Vec::new())).1.push(cells);
            }
            Err(error) => {
                let (number, _, message) = common::database_error(error);
                return Err((number, message));
            }
        }
    }
}

/// LIST partitions come in no fixed order.
fn unordered(rows: &[Vec<Option<String>>]) -> Vec<Vec<Option<String>>> {
    let cell = |cell: &Option<String>| {
        let text = cell.as_deref()?;
        if !text.contains("PARTITION BY LIST") {
            return Some(text.to_owned());
        }
        let mut lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches(',')).collect();
        lines.sort_unstable();
        Some(lines.join("\n"))
    };
    rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}

fn text(cell: &Json) -> Option<String> {
    match cell {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// Messages without what is unordered or depends on the parser.
fn comparable(message: &str) -> String {
    if message.starts_with("Getting syntax error") {
        return "Getting syntax error".to_owned();
    }
    if let Some((before, _)) = message.split_once(", the most similar") {
        return before.to_owned();
    }
    // Places inside expressions are not kept.
    match message.split_once("Getting analyzing error from line ") {
        Some((_, rest)) => match rest.split_once(". Detail") {
            Some((_, detail)) => format!("Getting analyzing error. Detail{detail}"),
            None => message.to_owned(),
        },
        None => message.to_owned(),
    }
}

/// The difference between a recorded step and the answer of the sandbox.
fn difference(step: &Json, answers: &Answers) -> Option<String> {
    let sql = step["sql"].as_str().unwrap_or_default();
    let expected_code = step["error_code"].as_u64();
    match (answers, expected_code) {
        (Err((number, message)), Some(code)) => {
            let expected = comparable(step["error"].as_str().unwrap_or_default());
            let got = comparable(message);
            (u64::from(*number) != code || expected != got)
                .then(|| format!("{sql}\n      expected {code} {expected}\n      got      {number} {got}"))
        }
        (Err((number, message)), None) => Some(format!("{sql}\n      refused: {number} {message}")),
        (Ok(_), Some(code)) => Some(format!("{sql}\n      accepted, expected {code} {}", step["error"])),
        (Ok(sets), None) => {
            if OF_THE_MACHINE.iter().any(|beginning| sql.starts_with(beginning)) {
                return None;
            }
            let expected: Vec<&Json> =
                step["results"].as_array().map(|sets| sets.iter().collect()).unwrap_or_default();
            let sets: Vec<_> = sets.iter().collect();
            for (index, expected) in expected.iter().enumerate() {
                let Some(rows) = expected["rows"].as_array() else { continue };
                let rows: Vec<Vec<Option<String>>> =
                    rows.iter().map(|row| row.as_array().unwrap().iter().map(text).collect()).collect();
                let Some((titles, got)) = sets.get(index) else {
                    return Some(format!("{sql}\n      no result {index}"));
                };
                let columns: Vec<String> =
                    expected["columns"].as_array().unwrap().iter().filter_map(text).collect();
                if !got.is_empty() && *titles != columns {
                    return Some(format!("{sql}\n      columns {columns:?}\n      got     {titles:?}"));
                }
                if unordered(got) != unordered(&rows) {
                    return Some(format!("{sql}\n      rows {rows:?}\n      got  {got:?}"));
                }
            }
            None
        }
    }
}

#[tokio::test]
async fn sequences_are_answered_as_recorded() {
    let (mut agreed, mut unknown, mut skipped) = (0usize, 0usize, 0usize);
    let mut differences = Vec::new();
    let mut refused = Vec::new();
    for sequence in observed::sequences() {
        let topic = sequence["topic"].as_str().unwrap_or_default();
        if topic != "reflect" && !topic.starts_with("server.") {
            continue;
        }
        let sandbox = Sandbox::start().await.unwrap();
        let mut connection = connect(&sandbox).await;
        run(&mut connection, "CREATE DATABASE probe; USE probe; SET time_zone = 'Asia/Shanghai'").await;
        let steps = sequence["steps"].as_array().unwrap();
        for (index, step) in steps.iter().enumerate() {
            let answers = ask(&mut connection, step["sql"].as_str().unwrap()).await;
            if let Err((_, message)) = &answers
                && message.contains("The StarRocks sandbox")
            {
                // What follows may depend on it.
                unknown += 1;
                refused.push(message.clone());
                skipped += steps.len() - index - 1;
                break;
            }
            match difference(step, &answers) {
                None => agreed += 1,
                Some(difference) => {
                    differences
                        .push(format!("{}: {difference}", sequence["id"].as_str().unwrap_or_default()));
                    // A table that is not what it should be makes every later step differ.
                    if step["sql"].as_str().unwrap().starts_with("CREATE") {
                        break;
                    }
                }
            }
        }
    }
    println!(
        "replayed: {agreed} steps agree, {} differ, {unknown} unknown to the sandbox ({skipped} after them not asked)",
        differences.len()
    );
    refused.sort();
    refused.dedup();
    for message in &refused {
        println!("  {message}");
    }
    for difference in &differences {
        println!("  {difference}");
    }
    assert!(agreed > 1600, "only {agreed} steps agree");
    let unexpected: Vec<&String> = differences
        .iter()
        .filter(|difference| !KNOWN.iter().any(|(id, _)| difference.starts_with(id)))
        .collect();
    assert!(unexpected.is_empty(), "{} steps differ unexpectedly", unexpected.len());
}

/// CREATE TABLE of every kind: taken or refused, with which words, and what SHOW CREATE TABLE prints.
#[tokio::test]
async fn tables_are_taken_and_refused_as_recorded() {
    let files = [
        ("creates", "probe", observed::creates(), 3451),
        ("random creates", "fuzz2", observed::random_creates(), 3363),
    ];
    for (file, home, records, least) in files {
        let sandbox = Sandbox::start().await.unwrap();
        let mut connection = connect(&sandbox).await;
        let (mut agreed, mut unknown) = (0usize, 0usize);
        let mut differences = Vec::new();
        for record in records {
            for database in databases(&mut connection).await {
                run(&mut connection, &format!("DROP DATABASE `{database}`")).await;
            }
            run(&mut connection, &format!("CREATE DATABASE {home}; USE {home}")).await;
            let mut usable = true;
            for statement in &record.setup {
                usable &= ask(&mut connection, statement).await.is_ok();
            }
            if !usable {
                unknown += 1;
                continue;
            }
            let statement = record.stmt.as_str();
            let answers = ask(&mut connection, statement).await;
            if matches!(&answers, Err((_, message)) if message.contains("The StarRocks sandbox")) {
                unknown += 1;
                continue;
            }
            let id = &record.id;
            let step = serde_json::json!({
                "sql": statement, "error_code": record.error_code, "error": record.error,
            });
            if let Some(difference) = difference(&step, &answers) {
                differences.push(format!("{id}: {difference}"));
                continue;
            }
            if let (Ok(_), Some(expected)) = (&answers, record.show_create.as_deref()) {
                let mut shown = Vec::new();
                for database in databases(&mut connection).await {
                    for name in lines_of(&mut connection, &format!("SHOW TABLES FROM `{database}`")).await {
                        let show = format!("SHOW CREATE TABLE `{database}`.`{name}`");
                        shown.extend(ask(&mut connection, &show).await.unwrap());
                    }
                }
                let expected = unordered(&[vec![Some(expected.to_owned())]]);
                let found = shown
                    .iter()
                    .flat_map(|(_, rows)| rows)
                    .any(|row| unordered(&[vec![row[1].clone()]]) == expected);
                if !found {
                    differences
                        .push(format!("{id}: {statement}\n      expected {expected:?}\n      got {shown:?}"));
                    continue;
                }
            }
            agreed += 1;
        }
        println!("{file}: {agreed} agree, {} differ, {unknown} unknown to the sandbox", differences.len());
        for difference in differences.iter().take(60) {
            println!("  {difference}");
        }
        assert!(agreed >= least, "{file}: only {agreed} agree");
    }
}

/// The databases that statements have made.
async fn databases(connection: &mut MySqlConnection) -> Vec<String> {
    let mut names = lines_of(connection, "SHOW DATABASES").await;
    names.retain(|name| !["_statistics_", "information_schema", "sys"].contains(&name.as_str()));
    names
}

async fn lines_of(connection: &mut MySqlConnection, sql: &str) -> Vec<String> {
    let sets = ask(connection, sql).await.unwrap();
    sets.into_iter().flat_map(|(_, rows)| rows).filter_map(|mut row| row.remove(0)).collect()
}
