//! How fast the schema language is, as ratios of one run:
//!
//! ```text
//! cargo run --release --manifest-path benches/Cargo.toml
//! ```
//!
//! Every line of the report compares the fastest rounds of contenders that took turns, so that what else the machine does
//! meets all of them alike. An aim that is missed makes the run fail.
//!
//! The Python client joins when it is there:
//! `python3 -m venv benches/.venv && benches/.venv/bin/pip install starrocks==1.3.4`.

mod clock;
mod peers;
mod python;
mod report;
mod statements;
mod twenty_columns;

use clock::fastest;
use report::{Aim, Report};
use starrocks_core::sql::{
    CreateTable, Style, parse_create_table, parse_show_create_table, show_create_table, write_create_table,
};
use std::hint::black_box;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut report = Report::default();
    let recorded = statements::recorded();
    next_to_sqlparser(&mut report, "recorded statements", &recorded);
    on_our_own(&mut report, "recorded statements", &recorded);
    if let Some(corpus) = statements::corpus() {
        next_to_sqlparser(&mut report, "corpus statements", &corpus);
        on_our_own(&mut report, "corpus statements", &corpus);
    }
    twenty_columns(&mut report);
    length(&mut report);
    python(&mut report);
    report.verdict()
}

/// Parsing, of the statements that both parsers can read, as a whole or up to the bracket that closes the columns.
fn next_to_sqlparser(report: &mut Report, name: &str, statements: &[String]) {
    let both_read = |sql: &&str| parse_create_table(sql).is_ok() && peers::sqlparser(sql).is_ok();
    let common: Vec<&str> = statements
        .iter()
        .filter_map(|sql| {
            Some(sql.as_str()).filter(both_read).or(statements::columns_only(sql).filter(both_read))
        })
        .collect();
    let [ours, theirs] = fastest([
        &mut || common.iter().for_each(|sql| drop(black_box(parse_create_table(sql)))),
        &mut || common.iter().for_each(|sql| drop(black_box(peers::sqlparser(sql)))),
    ]);
    let name = format!("parse {} {name} that both read", common.len());
    report.ratio(&name, ours, "sqlparser", theirs, Aim::Times(3.0));
}

/// What has no peer: check, normal form, the form of SHOW CREATE TABLE.
fn on_our_own(report: &mut Report, name: &str, statements: &[String]) {
    let creates: Vec<CreateTable> =
        statements.iter().filter_map(|sql| parse_create_table(sql).ok()).collect();
    let each = |work: &mut dyn FnMut(&CreateTable)| {
        let [time] = fastest([&mut || creates.iter().for_each(&mut *work)]);
        time / creates.len().max(1) as u32
    };
    let name = format!("{} {name}", creates.len());
    report.time(&format!("parse {name}, each"), {
        let [time] =
            fastest([&mut || statements.iter().for_each(|sql| drop(black_box(parse_create_table(sql))))]);
        time / statements.len().max(1) as u32
    });
    report.time(
        &format!("write {name}, each"),
        each(&mut |create| drop(black_box(write_create_table(create, Style::Pretty)))),
    );
    report.time(&format!("check {name}, each"), each(&mut |create| drop(black_box(create.table.check()))));
}

fn twenty_columns(report: &mut Report) {
    let create = twenty_columns::create();
    let sql = write_create_table(&create, Style::Pretty).expect("the table can be written");
    let mysql = twenty_columns::MYSQL;
    let [ours, theirs] = fastest([&mut || drop(black_box(parse_create_table(mysql))), &mut || {
        drop(black_box(peers::sqlparser(mysql)))
    }]);
    report.ratio("parse 20 columns", ours, "sqlparser", theirs, Aim::Times(3.0));

    let mysql = parse_create_table(mysql).expect("both read it");
    let peer = peers::sea_query_table();
    let [ours, theirs] =
        fastest([&mut || drop(black_box(write_create_table(&mysql, Style::OneLine))), &mut || {
            drop(black_box(peers::sea_query(&peer)))
        }]);
    report.ratio("write 20 columns", ours, "sea-query", theirs, Aim::Times(5.0));

    let [check, parse, write] = fastest([
        &mut || drop(black_box(create.table.check())),
        &mut || drop(black_box(parse_create_table(&sql))),
        &mut || drop(black_box(write_create_table(&create, Style::Pretty))),
    ]);
    report.time("parse 20 columns, with all clauses", parse);
    report.time("write 20 columns, with all clauses", write);
    report.time_within("check 20 columns, with all clauses", check, 10.0);
}

/// Ten times the length takes ten times the time.
fn length(report: &mut Report) {
    let texts = [10_000, 100_000, 1_000_000].map(twenty_columns::long_statement);
    let [short, middle, long] = fastest([
        &mut || drop(black_box(parse_create_table(&texts[0]))),
        &mut || drop(black_box(parse_create_table(&texts[1]))),
        &mut || drop(black_box(parse_create_table(&texts[2]))),
    ]);
    let per_byte = |time: std::time::Duration, text: &str| time.as_secs_f64() * 1e9 / text.len() as f64;
    let [short, middle, long] =
        [per_byte(short, &texts[0]), per_byte(middle, &texts[1]), per_byte(long, &texts[2])];
    report.line(&format!("parse 10 kB, 100 kB, 1 MB: {short:.2}, {middle:.2}, {long:.2} ns per byte"));
    report.aim("a byte of 1 MB costs at most twice a byte of 10 kB", long <= 2.0 * short);
}

fn python(report: &mut Report) {
    let Some(theirs) = python::measure(report) else {
        return;
    };
    let create = twenty_columns::create();
    let shown = show_create_table(&create.table);
    let [write, parse] =
        fastest([&mut || drop(black_box(write_create_table(&create, Style::Pretty))), &mut || {
            drop(black_box(parse_show_create_table(&shown)))
        }]);
    report.ratio("write 20 columns", write, "the Python client", theirs.write, Aim::Times(100.0));
    report.ratio("parse 20 columns", parse, "the Python client", theirs.parse, Aim::Times(100.0));
}
