//! The whole road through the façade: struct, table on a server, rows, table read back.
//!
//! On the sandbox, or on the cluster of `STARROCKS_URL` in a database of its own. Whatever is asserted holds on both.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use chrono::{NaiveDate, NaiveDateTime};
use sqlx::{FromRow, raw_sql};
use starrocks::db::{self, Error, Inspector, Outcome, RefusalReason, ServerInfo};
use starrocks::schema::{Column, DataType, Key, KeyModel, Properties, TableName};
use starrocks::{Bitmap, Hll, LargeInt, Percentile, Schema, StarRocksTable, Table, TableSpec, schema};
use support::{Server, with_server};

/// Page views per page and day.
#[derive(StarRocksTable, FromRow, Debug, PartialEq)]
#[table_args(
    aggregate_key = "page_id, visit_date",
    partition_by = "date_trunc('day', visit_date)",
    distributed_by = "HASH(page_id) BUCKETS 4",
    properties(replication_num = "1")
)]
struct PageViews {
    #[starrocks(is_agg_key)]
    page_id: i32,
    #[starrocks(is_agg_key)]
    visit_date: NaiveDate,
    /// How often the page was seen.
    #[starrocks(agg_type = "SUM")]
    total_views: i64,
    #[starrocks(agg_type = "REPLACE")]
    last_user: Option<String>,
    #[starrocks(agg_type = "REPLACE_IF_NOT_NULL")]
    last_city: Option<String>,
    #[starrocks(agg_type = "MAX")]
    longest: f64,
    #[starrocks(agg_type = "MIN")]
    first_seen: NaiveDateTime,
    #[starrocks(agg_type = "BITMAP_UNION")]
    distinct_users: Bitmap,
    #[starrocks(agg_type = "HLL_UNION")]
    uv_estimate: Hll,
}

/// An order.
#[derive(StarRocksTable, FromRow, Debug, PartialEq)]
#[table_args(
    primary_key = "order_id",
    distributed_by = "HASH(order_id) BUCKETS 2",
    properties(replication_num = "1")
)]
struct Orders {
    order_id: i64,
    customer: String,
    note: Option<String>,
}

#[derive(StarRocksTable, FromRow, Debug, PartialEq)]
#[table_args(
    unique_key = "device",
    distributed_by = "HASH(device) BUCKETS 2",
    properties(replication_num = "1")
)]
struct Devices {
    device: i32,
    state: String,
}

#[derive(StarRocksTable, FromRow, Debug, PartialEq)]
#[table_args(duplicate_key = "at", distributed_by = "RANDOM", properties(replication_num = "1"))]
struct Events {
    at: NaiveDateTime,
    what: String,
}

fn everything() -> Schema {
    schema![PageViews, Orders, Devices, Events]
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

/// A table that every cluster accepts.
fn plain(name: impl Into<TableName>) -> Table {
    Table::new(name)
        .with_column(Column::new("k", DataType::Int))
        .with_column(Column::new("v", DataType::Varchar(Some(20))))
        .with_key(Key::new(KeyModel::Duplicate, ["k"]))
        .with_properties(Properties::new([("replication_num", "1")]))
}

async fn create(server: &Server, schema: Schema) {
    let report = schema.create_all(&server.pool).await.unwrap();
    assert_eq!(report.existing().count(), 0, "{report}");
}

async fn table_names(server: &Server) -> Vec<String> {
    let names = Inspector::new(&server.pool).tables(None).await.unwrap();
    names.into_iter().map(|name| name.name.into_owned()).collect()
}

#[tokio::test]
async fn create_all_creates_what_is_missing_and_says_so() {
    with_server(async |server| {
        let first = everything().create_all(&server.pool).await.unwrap();
        assert_eq!(
            first.to_string(),
            "created    page_views\ncreated    orders\ncreated    devices\ncreated    events"
        );
        let second = everything().create_all(&server.pool).await.unwrap();
        assert!(second.is_as_declared(), "{second}");
        assert_eq!(second.created().count(), 0);
        assert_eq!(second.existing().count(), 4);

        server.execute("DROP TABLE orders FORCE").await;
        let third = db::create_all(&server.pool, &everything()).await.unwrap();
        assert_eq!(third.created().collect::<Vec<_>>(), [&Orders::TABLE.name]);
        assert!(third.is_as_declared(), "{third}");
    })
    .await;
}

#[tokio::test]
async fn a_table_read_back_is_the_declared_one() {
    with_server(async |server| {
        create(server, everything()).await;
        for declared in everything().tables() {
            let found = db::inspect(&server.pool, declared.name.clone()).await.unwrap();
            assert_eq!(found.name, declared.name);
            assert_eq!(found.key, declared.key);
            let named = |table: &Table| {
                let columns = table.columns.iter();
                columns.map(|column| (column.name.clone(), column.aggregate.clone())).collect::<Vec<_>>()
            };
            assert_eq!(named(&found), named(declared));
            assert_eq!(found.comment.unwrap_or_default(), declared.comment.clone().unwrap_or_default());
            assert_eq!(found.properties.get("replication_num"), Some("1"));
        }
        let views = db::inspect(&server.pool, "page_views").await.unwrap();
        assert_eq!(
            views.column("total_views").unwrap().comment.as_deref(),
            Some("How often the page was seen.")
        );
        assert_eq!(views.distributed_by, PageViews::TABLE.distributed_by);
    })
    .await;
}

#[tokio::test]
async fn two_instances_may_start_at_once() {
    with_server(async |server| {
        let other = server.another_pool().await;
        let schema: Schema = (0..20).map(|number| plain(format!("t{number}"))).collect();
        let (a, b) = tokio::join!(schema.create_all(&server.pool), schema.create_all(&other));
        let (a, b) = (a.unwrap(), b.unwrap());
        assert!(a.is_as_declared() && b.is_as_declared(), "{a}\n{b}");
        for (a, b) in a.tables.iter().zip(&b.tables) {
            let created = [&a.outcome, &b.outcome].iter().filter(|o| ***o == Outcome::Created).count();
            assert_eq!(created, 1, "{:?} was created {created} times", a.table);
        }
    })
    .await;
}

#[tokio::test]
async fn a_table_that_differs_is_reported_and_left_alone() {
    with_server(async |server| {
        server
            .execute(
                "CREATE TABLE orders (order_id BIGINT NOT NULL, customer VARCHAR(10) NOT NULL, extra INT) \
                 PRIMARY KEY (order_id) DISTRIBUTED BY HASH(order_id) BUCKETS 2 PROPERTIES ('replication_num' = '1')",
            )
            .await;
        let with_view = server.create_view("CREATE VIEW devices AS SELECT 1 AS device").await;
        let report = schema![Orders, Devices, Events].create_all(&server.pool).await.unwrap();
        assert!(!report.is_as_declared());
        let different: Vec<_> = report
            .different()
            .map(|(table, what)| (&*table.name, what.iter().map(ToString::to_string).collect::<String>()))
            .collect();
        assert_eq!(different.len(), 1 + usize::from(with_view), "{report}");
        assert_eq!(different[0].0, "orders");
        for column in ["customer", "note", "extra"] {
            assert!(different[0].1.contains(&format!("`{column}`")), "{report}");
        }
        if with_view {
            assert_eq!(different[1].0, "devices");
            assert!(different[1].1.contains("view"), "{report}");
        }
        assert!(report.created().any(|table| *table == Events::TABLE.name));
        let orders = db::inspect(&server.pool, "orders").await.unwrap();
        assert!(orders.column("extra").is_some(), "the table was changed");
    })
    .await;
}

#[tokio::test]
async fn what_starrocks_would_refuse_is_never_sent() {
    with_server(async |server| {
        let schema = Schema::new()
            .with_table(plain("good"))
            .with_table(plain("no_key").with_key(Key::new(KeyModel::Primary, ["nowhere"])))
            .with_table(plain("back`quote"));
        let error = schema.create_all(&server.pool).await.unwrap_err();
        let Error::Refused(refusals) = &error else { panic!("{error}") };
        assert!(refusals.iter().any(|refusal| refusal.table.name == "no_key"));
        assert!(refusals.iter().any(|refusal| matches!(refusal.reason, RefusalReason::Unwritable(_))));
        assert!(error.to_string().contains("nothing was sent"), "{error}");
        assert_eq!(table_names(server).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn what_the_server_refuses_names_table_statement_and_reason() {
    with_server(async |server| {
        // Correct in itself; what is missing is on the server.
        let table = Table { name: TableName::qualified("starrocks_test_nowhere", "t"), ..plain("t") };
        let error = Schema::new().with_table(table.clone()).create_all(&server.pool).await.unwrap_err();
        let Error::UnknownDatabase { database } = &error else { panic!("{error:?}") };
        assert_eq!(database, "starrocks_test_nowhere");

        let error = raw_sql("SELECT * FROM nowhere").fetch_all(&server.pool).await.unwrap_err();
        assert!(error.to_string().contains("nowhere"));
        let name = TableName::qualified("starrocks_test_nowhere", "t");
        let error = db::inspect(&server.pool, name.clone()).await.unwrap_err();
        assert!(matches!(&error, Error::UnknownDatabase { .. }), "{error:?}");
        assert!(!db::exists(&server.pool, name).await.unwrap());
        let error = db::create_database_if_not_exists(&server.pool, "9 lives").await.unwrap_err();
        assert_eq!(error.statement(), Some("CREATE DATABASE IF NOT EXISTS `9 lives`"));
        assert!(error.code().is_some_and(|code| code > 1000), "{error:?}");
        let error = db::create_database_if_not_exists(&server.pool, "a`b").await.unwrap_err();
        assert!(matches!(error, Error::Unwritable(_)), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn a_database_is_listed_and_what_is_missing_is_said() {
    with_server(async |server| {
        let inspector = Inspector::new(&server.pool);
        assert!(inspector.databases().await.unwrap().contains(&server.database));
        create(server, Schema::new().with_table(plain("a")).with_table(plain("b"))).await;
        let with_view = server.create_view("CREATE VIEW a_view AS SELECT k FROM a").await;
        let mut names = table_names(server).await;
        names.sort();
        assert_eq!(names, ["a", "b"]);
        let qualified = TableName::qualified(server.database.clone(), "a");
        assert!(inspector.tables(Some(&server.database)).await.unwrap().contains(&qualified));
        assert_eq!(inspector.table(qualified).await.unwrap().name, TableName::new("a"));

        assert!(db::exists(&server.pool, "a").await.unwrap());
        assert!(!db::exists(&server.pool, "nowhere").await.unwrap());
        let error = inspector.table("nowhere").await.unwrap_err();
        assert!(matches!(&error, Error::TableNotFound { table } if table.name == "nowhere"), "{error:?}");
        if with_view {
            let error = inspector.table("a_view").await.unwrap_err();
            assert_eq!(error.to_string(), "`a_view` is a view, not a table");
        }
        assert!(matches!(db::create::<Orders>(&server.pool).await, Ok(Outcome::Created)));
        assert!(matches!(db::create::<Orders>(&server.pool).await, Ok(Outcome::Equal)));
    })
    .await;
}

#[tokio::test]
async fn a_table_of_another_database_is_created_there() {
    with_server(async |server| {
        let without_database = db::connect(&server.url).await.unwrap();
        let name = TableName::qualified(server.database.clone(), "t");
        let schema = Schema::new().with_table(Table { name: name.clone(), ..plain("t") });
        let report = schema.create_all(&without_database).await.unwrap();
        assert_eq!(report.created().collect::<Vec<_>>(), [&name]);
        assert!(schema.create_all(&without_database).await.unwrap().is_as_declared());
        assert_eq!(table_names(server).await, ["t"]);
    })
    .await;
}

#[tokio::test]
async fn aggregate_rows_merge_column_by_column() {
    with_server(async |server| {
        db::create::<PageViews>(&server.pool).await.unwrap();
        server
            .execute(
                "INSERT INTO page_views VALUES (1, '2026-05-01', 3, 'ana', 'Rome', 1.5, '2026-05-01 10:00:00', \
                 to_bitmap(7), hll_hash('ana')), (2, '2026-05-01', 1, NULL, NULL, 0.5, '2026-05-01 11:00:00', \
                 to_bitmap(8), hll_hash('ben'))",
            )
            .await;
        server
            .execute(
                "INSERT INTO page_views VALUES (1, '2026-05-01', 4, NULL, NULL, 9.25, '2026-05-01 09:00:00', \
                 to_bitmap(9), hll_hash('cleo'))",
            )
            .await;
        // The sketches come as NULL; the struct takes them all the same.
        let rows: Vec<PageViews> = server.read("SELECT * FROM page_views ORDER BY page_id").await;
        assert_eq!(rows.len(), 2);
        assert_eq!(
            rows[0],
            PageViews {
                page_id: 1,
                visit_date: date("2026-05-01"),
                total_views: 7,
                last_user: None,
                last_city: Some("Rome".to_owned()),
                longest: 9.25,
                first_seen: time("2026-05-01T09:00:00"),
                distinct_users: Bitmap,
                uv_estimate: Hll,
            }
        );
        let counts: Vec<(i64, i64)> = server
            .read(
                "SELECT bitmap_count(distinct_users), hll_cardinality(uv_estimate) FROM page_views ORDER BY page_id",
            )
            .await;
        assert_eq!(counts, [(2, 2), (1, 1)]);
    })
    .await;
}

#[tokio::test]
async fn primary_and_unique_rows_replace_and_duplicates_stay() {
    with_server(async |server| {
        create(server, schema![Orders, Devices, Events]).await;
        server.execute("INSERT INTO orders VALUES (1, 'ana', 'first'), (2, 'ben', NULL)").await;
        server.execute("INSERT INTO orders VALUES (1, 'ana', NULL)").await;
        let orders: Vec<Orders> = server.read("SELECT * FROM orders ORDER BY order_id").await;
        let order = |order_id, customer: &str| Orders { order_id, customer: customer.to_owned(), note: None };
        assert_eq!(orders, [order(1, "ana"), order(2, "ben")]);

        server.execute("INSERT INTO devices VALUES (1, 'on')").await;
        server.execute("INSERT INTO devices VALUES (1, 'off'), (2, 'on')").await;
        let devices: Vec<Devices> = server.read("SELECT * FROM devices ORDER BY device").await;
        let device = |device, state: &str| Devices { device, state: state.to_owned() };
        assert_eq!(devices, [device(1, "off"), device(2, "on")]);

        for _ in 0..2 {
            server.execute("INSERT INTO events VALUES ('2026-05-01 08:00:00', 'start')").await;
        }
        let events: Vec<Events> = server.read("SELECT * FROM events").await;
        let event = || Events { at: time("2026-05-01T08:00:00"), what: "start".to_owned() };
        assert_eq!(events, [event(), event()]);
    })
    .await;
}

#[derive(StarRocksTable, FromRow, Debug, PartialEq)]
#[table_args(aggregate_key = "k", distributed_by = "HASH(k) BUCKETS 1", properties(replication_num = "1"))]
struct Opaque {
    k: i32,
    #[starrocks(agg_type = "SUM")]
    large: LargeInt,
    #[starrocks(agg_type = "MAX")]
    #[sqlx(try_from = "LargeInt")]
    plain: i128,
    #[starrocks(agg_type = "REPLACE")]
    missing: Option<LargeInt>,
    #[starrocks(agg_type = "PERCENTILE_UNION")]
    percentile: Percentile,
    #[starrocks(agg_type = "BITMAP_UNION")]
    bitmap: Bitmap,
}

#[tokio::test]
async fn large_integers_and_sketches_decode() {
    with_server(async |server| {
        db::create::<Opaque>(&server.pool).await.unwrap();
        let most = i128::MAX;
        server
            .execute(&format!(
                "INSERT INTO opaque VALUES (1, {}, {most}, NULL, percentile_hash(1.5), to_bitmap(1))",
                i128::MIN + 1
            ))
            .await;
        let rows: Vec<Opaque> = server.read("SELECT * FROM opaque").await;
        assert_eq!(
            rows,
            [Opaque {
                k: 1,
                large: LargeInt(i128::MIN + 1),
                plain: most,
                missing: None,
                percentile: Percentile,
                bitmap: Bitmap,
            }]
        );
        let as_option: Vec<(Option<Bitmap>,)> = server.read("SELECT bitmap FROM opaque").await;
        assert_eq!(as_option, [(None,)]);
        let bound: LargeInt = sqlx::query_scalar("SELECT CAST(? AS LARGEINT)")
            .bind(LargeInt(most))
            .fetch_one(&server.pool)
            .await
            .unwrap();
        assert_eq!(bound, LargeInt(most));
        let small: Vec<(LargeInt,)> = server.read("SELECT CAST(7 AS BIGINT) FROM opaque").await;
        assert_eq!(small, [(LargeInt(7),)]);
    })
    .await;
}

#[tokio::test]
async fn the_server_says_its_version() {
    with_server(async |server| {
        let info = ServerInfo::ask(&server.pool).await.unwrap();
        assert!(info.version.starts_with(|c: char| c.is_ascii_digit()), "{}", info.version);
    })
    .await;
}

/// What `tokio::spawn` asks for.
#[test]
fn the_futures_are_send() {
    fn is_send<T: Send>(_: &T) {}
    fn all(pool: &sqlx::MySqlPool, schema: &Schema, inspector: &Inspector) {
        is_send(&db::connect("mysql://localhost"));
        is_send(&schema.create_all(pool));
        is_send(&db::create::<Orders>(pool));
        is_send(&db::inspect(pool, "t"));
        is_send(&db::exists(pool, "t"));
        is_send(&inspector.databases());
        is_send(&inspector.tables(None));
        is_send(&ServerInfo::ask(pool));
        is_send(&db::create_database_if_not_exists(pool, "d"));
    }
    let _ = all;
}
