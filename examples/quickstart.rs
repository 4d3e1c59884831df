//! Two annotated structs become tables, are filled twice, and are read back.
//!
//! `cargo run --example quickstart` runs it on a sandbox inside this program. With `STARROCKS_URL=mysql://root@localhost:9030` it
//! runs on that cluster, in the database `starrocks_quickstart`, and removes nothing.

use anstream::{eprintln, println};
use anstyle::{AnsiColor, Style};
use chrono::{NaiveDate, NaiveDateTime};
use sqlx::mysql::{MySqlPool, MySqlPoolOptions, MySqlRow};
use sqlx::{FromRow, raw_sql};
use starrocks::db::{Inspector, ServerInfo, connect, connect_options, create_database_if_not_exists};
use starrocks::sql::{Style as SqlStyle, write_create_table};
use starrocks::{Bitmap, Hll, StarRocksTable, schema};
use starrocks_sandbox::Sandbox;
use std::error::Error;
use std::process::ExitCode;

/// Page views per page and day.
#[derive(StarRocksTable, FromRow)]
#[table_args(
    aggregate_key = "page_id, visit_date",
    partition_by = "date_trunc('day', visit_date)",
    distributed_by = "HASH(page_id)",
    properties(replication_num = "1")
)]
#[allow(dead_code)] // the sketches are there for the table; a query asks them for a number
struct PageViewAggregates {
    #[starrocks(is_agg_key)]
    page_id: i32,
    #[starrocks(is_agg_key)]
    visit_date: NaiveDate,
    /// How often the page was seen.
    #[starrocks(agg_type = "SUM")]
    total_views: i64,
    /// Who saw it last.
    #[starrocks(agg_type = "REPLACE", type = "VARCHAR(64)")]
    last_user: Option<String>,
    /// Everybody who saw it, exactly.
    #[starrocks(agg_type = "BITMAP_UNION")]
    distinct_users: Bitmap,
    /// Everybody who saw it, about.
    #[starrocks(agg_type = "HLL_UNION")]
    uv_estimate: Hll,
}

/// The pages.
#[derive(StarRocksTable, FromRow)]
#[table_args(primary_key = "page_id", distributed_by = "HASH(page_id)", properties(replication_num = "1"))]
struct Pages {
    page_id: i32,
    /// Where it is found.
    #[starrocks(type = "VARCHAR(1024)")]
    path: String,
    #[starrocks(type = "VARCHAR(256)")]
    title: Option<String>,
    changed_at: NaiveDateTime,
}

/// What the sketches of [`PageViewAggregates`] say.
#[derive(FromRow)]
struct Visitors {
    distinct_users: i64,
    uv_estimate: i64,
}

const DATABASE: &str = "starrocks_quickstart";

/// Two loads with rows of the same keys, one per key and load, so that "the last one" is no matter of luck.
const LOADS: [[&str; 2]; 2] = [
    [
        "INSERT INTO page_view_aggregates VALUES
  (1, '2026-05-01', 3, 'ana', to_bitmap(7), hll_hash('ana')),
  (2, '2026-05-01', 1, 'ben', to_bitmap(8), hll_hash('ben'))",
        "INSERT INTO pages VALUES
  (1, '/', 'Welcome', '2026-05-01 08:00:00'),
  (2, '/about', NULL, '2026-05-01 08:00:00')",
    ],
    [
        "INSERT INTO page_view_aggregates VALUES
  (1, '2026-05-01', 5, 'cleo', to_bitmap(9), hll_hash('cleo')),
  (2, '2026-05-01', 2, 'ben', to_bitmap(8), hll_hash('ben')),
  (2, '2026-05-02', 4, 'ana', to_bitmap(7), hll_hash('ana'))",
        "INSERT INTO pages VALUES
  (2, '/about-us', 'About us', '2026-05-02 09:30:00')",
    ],
];

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let red = AnsiColor::Red.on_default().bold();
            eprintln!("{red}error:{red:#} {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let (url, sandbox) = match std::env::var("STARROCKS_URL") {
        Ok(url) if !url.is_empty() => (url, None),
        _ => {
            let sandbox = Sandbox::start().await?;
            (sandbox.url(), Some(sandbox))
        }
    };
    let server = connect(&url).await?;
    title(match &sandbox {
        Some(_) => "StarRocks, on a sandbox inside this program",
        None => "StarRocks, on the cluster of STARROCKS_URL",
    });
    let options = connect_options(&url)?.database(DATABASE);
    fact("version", &ServerInfo::ask(&server).await?.version);
    fact("address", &format!("{}:{}", options.get_host(), options.get_port()));
    create_database_if_not_exists(&server, DATABASE).await?;
    fact("database", DATABASE);
    let pool = MySqlPoolOptions::new().connect_with(options).await?;

    section("Two structs, as the tables they declare");
    let schema = schema![PageViewAggregates, Pages];
    for (position, table) in schema.tables().enumerate() {
        if position > 0 {
            println!();
        }
        let ddl = write_create_table(&table.clone().into(), SqlStyle::Pretty)?;
        print_sql(&ddl);
    }

    section("Created, if they were missing");
    print_report(&schema.create_all(&pool).await?);

    section("Filled twice, with rows of the same keys");
    for (number, load) in LOADS.iter().enumerate() {
        println!("  {DIM}-- load {}{DIM:#}", number + 1);
        for insert in load {
            raw_sql(*insert).execute(&pool).await?;
            print_sql(insert);
        }
    }

    section("Merged by StarRocks, read into the structs");
    print_views(&pool).await?;
    println!();
    print_pages(&pool).await?;

    section("Read back and compared with the structs");
    let inspector = Inspector::new(&pool);
    for declared in schema.tables() {
        let found = inspector.table(declared.name.clone()).await?;
        let filled_in = found.properties.entries.len().saturating_sub(declared.properties.entries.len());
        fact(
            &declared.name.name,
            &format!(
                "{} columns, {} properties, {filled_in} of them filled in by the server",
                found.columns.len(),
                found.properties.entries.len()
            ),
        );
    }
    let again = schema.create_all(&pool).await?;
    print_report(&again);
    if again.is_as_declared() {
        println!("\n  {GOOD}Nothing differs.{GOOD:#}");
    }
    if sandbox.is_none() {
        println!(
            "\n  The tables stay. Run it again, and the views add up; `DROP DATABASE {DATABASE}` removes everything."
        );
    }
    println!();
    Ok(())
}

/// PageViewAggregates as they are, and what their sketches say.
async fn print_views(pool: &MySqlPool) -> Result<(), sqlx::Error> {
    let views: Vec<PageViewAggregates> =
        read(pool, "SELECT * FROM page_view_aggregates ORDER BY page_id, visit_date").await?;
    let visitors: Vec<Visitors> = read(
        pool,
        "SELECT bitmap_count(distinct_users) AS distinct_users, hll_cardinality(uv_estimate) AS uv_estimate \
         FROM page_view_aggregates ORDER BY page_id, visit_date",
    )
    .await?;
    let rows = views.iter().zip(&visitors).map(|(views, visitors)| {
        [
            views.page_id.to_string(),
            views.visit_date.to_string(),
            views.total_views.to_string(),
            views.last_user.clone().unwrap_or_else(|| "NULL".to_owned()),
            visitors.distinct_users.to_string(),
            visitors.uv_estimate.to_string(),
        ]
    });
    print_table(
        ["page_id", "visit_date", "total_views", "last_user", "distinct_users", "uv_estimate"],
        ["key", "key", "SUM", "REPLACE", "BITMAP_UNION", "HLL_UNION"],
        rows.collect(),
    );
    Ok(())
}

async fn print_pages(pool: &MySqlPool) -> Result<(), sqlx::Error> {
    let pages: Vec<Pages> = read(pool, "SELECT * FROM pages ORDER BY page_id").await?;
    let rows = pages.into_iter().map(|page| {
        [
            page.page_id.to_string(),
            page.path,
            page.title.unwrap_or_else(|| "NULL".to_owned()),
            page.changed_at.to_string(),
        ]
    });
    print_table(
        ["page_id", "path", "title", "changed_at"],
        ["primary key", "latest", "latest", "latest"],
        rows.collect(),
    );
    Ok(())
}

/// Reads rows through the text protocol, which needs no statement to be prepared.
async fn read<T: for<'r> FromRow<'r, MySqlRow>>(
    pool: &MySqlPool,
    query: &'static str,
) -> Result<Vec<T>, sqlx::Error> {
    raw_sql(query).fetch_all(pool).await?.iter().map(T::from_row).collect()
}

const BOLD: Style = Style::new().bold();
const UNDERLINE: Style = Style::new().underline();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const KEYWORD: Style = AnsiColor::Cyan.on_default();

fn title(text: &str) {
    println!("\n{BOLD}{text}{BOLD:#}");
}

fn section(text: &str) {
    println!("\n{BOLD}{UNDERLINE}{text}{UNDERLINE:#}{BOLD:#}\n");
}

fn fact(name: &str, value: &str) {
    println!("  {DIM}{name:<22}{DIM:#}{value}");
}

fn print_report(report: &starrocks::db::CreateReport) {
    for line in report.to_string().lines() {
        println!("  {line}");
    }
}

/// A statement with its keywords in colour.
fn print_sql(text: &str) {
    let keyword = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let mut coloured = String::new();
    let mut quote = None;
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if quote.is_none() && (c.is_alphanumeric() || c == '_') {
            word.push(c);
            continue;
        }
        match keyword(&word) {
            true => coloured.push_str(&format!("{KEYWORD}{word}{KEYWORD:#}")),
            false => coloured.push_str(&word),
        }
        word.clear();
        coloured.push(c);
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '\'' | '"' | '`') => quote = Some(c),
            _ => {}
        }
    }
    for line in coloured.lines() {
        println!("  {line}");
    }
}

/// A table with a second line of headings, numbers to the right.
fn print_table<const N: usize>(names: [&str; N], notes: [&str; N], rows: Vec<[String; N]>) {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([names[column].len(), notes[column].len()]).max().unwrap_or(0)
    };
    let is_number = |column: usize| rows.iter().all(|row| row[column].parse::<f64>().is_ok());
    let line = |cells: [&str; N]| {
        let aligned: Vec<String> = (0..N)
            .map(|column| match is_number(column) {
                true => format!("{:>1$}", cells[column], width(column)),
                false => format!("{:<1$}", cells[column], width(column)),
            })
            .collect();
        aligned.join("   ")
    };
    println!("  {BOLD}{}{BOLD:#}", line(names));
    println!("  {DIM}{}{DIM:#}", line(notes));
    for row in &rows {
        println!("  {}", line(std::array::from_fn(|column| row[column].as_str())));
    }
}
