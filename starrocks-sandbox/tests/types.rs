//! Every type through the wire, decoded by sqlx as from a real server; and texts that try to break out.

mod common;

use common::{column_types, lines, rows, run, shop};
use sqlx::Row;
use sqlx::types::chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use sqlx::types::{Decimal, Json, Text};

const TABLE: &str = "CREATE TABLE t (c_tiny TINYINT, c_small SMALLINT, c_int INT, c_big BIGINT, c_large LARGEINT, c_bool BOOLEAN, \
     c_float FLOAT, c_double DOUBLE, c_dec DECIMAL(10, 2), c_dec38 DECIMAL(38, 4), c_char CHAR(10), c_varchar VARCHAR(20), \
     c_string STRING, c_date DATE, c_datetime DATETIME, c_json JSON, c_null INT, c_array ARRAY<INT>, \
     c_map MAP<INT, VARCHAR(10)>, c_struct STRUCT<a INT, b VARCHAR(5)>, c_bytes VARBINARY) \
     DUPLICATE KEY(c_tiny) DISTRIBUTED BY HASH(c_tiny) PROPERTIES ('replication_num' = '1')";

const ROW: &str = "INSERT INTO t VALUES (-7, 300, -70000, 5000000000, 170141183460469231731687303715884105727, true, 1.5, 2.25, \
     123.45, 12345678901234567890.1234, 'chr', 'vär', 'str', '2024-02-29', '2024-02-29 01:02:03.000456', \
     parse_json('{\"a\":1}'), NULL, [1, 2], map{1:'a'}, row(1, 'x'), x'00ff')";

#[tokio::test]
async fn every_type_decodes_as_observed() {
    let (_sandbox, mut c) = shop().await;
    run(&mut c, TABLE).await;
    run(&mut c, ROW).await;
    let types: Vec<String> =
        column_types(&mut c, "SELECT * FROM t").await.into_iter().map(|(_, kind)| kind).collect();
    assert_eq!(
        types,
        [
            "TINYINT", "SMALLINT", "INT", "BIGINT", "CHAR", "BOOLEAN", "FLOAT", "DOUBLE", "DECIMAL",
            "DECIMAL", "CHAR", "VARCHAR", "VARCHAR", "DATE", "DATETIME", "CHAR", "INT", "CHAR", "CHAR",
            "CHAR", // BLOB for a server that sets the BINARY flag.
            "TEXT"
        ]
    );
    let text = rows(&mut c, "SELECT * FROM t").await.remove(0);
    let binary = sqlx::query("SELECT * FROM t").fetch_one(&mut c).await.unwrap();
    for row in [&text, &binary] {
        assert_eq!(row.get::<i8, _>("c_tiny"), -7);
        assert_eq!(row.get::<i64, _>("c_tiny"), -7);
        assert!(row.try_get::<i8, _>("c_small").is_err());
        assert_eq!(row.get::<i16, _>("c_small"), 300);
        assert_eq!(row.get::<i32, _>("c_int"), -70000);
        assert_eq!(row.get::<i64, _>("c_big"), 5_000_000_000);
        assert_eq!(row.get::<Text<i128>, _>("c_large").0, i128::MAX);
        assert_eq!(row.get::<String, _>("c_large"), i128::MAX.to_string());
        assert!(row.get::<bool, _>("c_bool"));
        assert_eq!(row.get::<f32, _>("c_float"), 1.5);
        assert_eq!(row.get::<f64, _>("c_double"), 2.25);
        assert_eq!(row.get::<Decimal, _>("c_dec").to_string(), "123.45");
        assert_eq!(row.get::<Decimal, _>("c_dec38").to_string(), "12345678901234567890.1234");
        assert_eq!(row.get::<String, _>("c_char"), "chr");
        assert_eq!(row.get::<String, _>("c_varchar"), "vär");
        assert_eq!(row.get::<String, _>("c_string"), "str");
        assert!(row.try_get::<String, _>("c_date").is_err());
        assert_eq!(row.get::<NaiveDate, _>("c_date"), NaiveDate::from_ymd_opt(2024, 2, 29).unwrap());
        let time = "2024-02-29T01:02:03.000456".parse::<NaiveDateTime>().unwrap();
        assert_eq!(row.get::<NaiveDateTime, _>("c_datetime"), time);
        assert_eq!(row.get::<DateTime<Utc>, _>("c_datetime"), time.and_utc());
        assert_eq!(row.get::<String, _>("c_json"), "{\"a\": 1}");
        assert_eq!(row.get::<serde_json::Value, _>("c_json"), serde_json::json!({ "a": 1 }));
        assert_eq!(row.get::<Option<i64>, _>("c_null"), None);
        assert_eq!(row.get::<Json<Vec<i64>>, _>("c_array").0, [1, 2]);
        assert_eq!(row.get::<String, _>("c_map"), "{1:\"a\"}");
        assert_eq!(row.get::<String, _>("c_struct"), "{\"a\":1,\"b\":\"x\"}");
        assert_eq!(row.get::<Vec<u8>, _>("c_bytes"), [0, 255]);
        assert!(row.try_get::<String, _>("c_bytes").is_err());
    }
}

#[tokio::test]
async fn the_bounds_of_every_number_survive() {
    let (_sandbox, mut c) = shop().await;
    run(
        &mut c,
        "CREATE TABLE t (a TINYINT, b SMALLINT, c INT, d BIGINT, e LARGEINT, f DECIMAL(38, 0), g DECIMAL(18, 18)) \
         PROPERTIES ('replication_num' = '1')",
    )
    .await;
    let low = "-128 -32768 -2147483648 -9223372036854775808 -170141183460469231731687303715884105728 \
               -99999999999999999999999999999999999999 -0.999999999999999999";
    let high = "127 32767 2147483647 9223372036854775807 170141183460469231731687303715884105727 \
                99999999999999999999999999999999999999 0.999999999999999999";
    for bounds in [low, high] {
        run(
            &mut c,
            &format!("INSERT INTO t VALUES ({})", bounds.split_whitespace().collect::<Vec<_>>().join(", ")),
        )
        .await;
    }
    let words = |bounds: &str| bounds.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(lines(&mut c, "SELECT * FROM t ORDER BY e").await, [words(low), words(high)]);
    assert_eq!(
        lines(&mut c, "SELECT max(e), min(f) FROM t WHERE e > 5").await,
        ["170141183460469231731687303715884105727 99999999999999999999999999999999999999"]
    );
}

#[tokio::test]
async fn hostile_texts_arrive_byte_by_byte() {
    let (_sandbox, mut c) = shop().await;
    run(&mut c, "CREATE TABLE t (k INT, v STRING) PROPERTIES ('replication_num' = '1')").await;
    let texts = [
        "it's",
        "say \"hi\"",
        "back\\slash",
        "\\",
        "\\'",
        "a\nb\r\n\tc",
        "nul\0inside",
        "🙂 雪 é",
        "; DROP TABLE t",
        "*/ --",
        "/* x */",
        "`t`",
        "?1",
        "%_\\%",
        "'; SELECT 1; --",
        "\u{1a}\u{8}",
        "",
    ];
    for (index, text) in texts.iter().enumerate() {
        let quoted = starrocks_core::sql::quote_string(text);
        run(&mut c, &format!("INSERT INTO t VALUES ({index}, {quoted})")).await;
        let single = format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"));
        assert_eq!(rows(&mut c, &format!("SELECT {single}")).await[0].get::<String, _>(0), *text);
        let found = rows(&mut c, &format!("SELECT k FROM t WHERE v = {single}")).await;
        assert_eq!(found[0].get::<i32, _>(0), index as i32, "{text:?}");
    }
    let stored: Vec<String> =
        rows(&mut c, "SELECT v FROM t ORDER BY k").await.iter().map(|row| row.get(0)).collect();
    assert_eq!(stored, texts);
    for (index, text) in texts.iter().enumerate() {
        let row = sqlx::query("SELECT k FROM t WHERE v = ?").bind(*text).fetch_one(&mut c).await.unwrap();
        assert_eq!(row.get::<i32, _>(0), index as i32);
    }
}

#[tokio::test]
async fn hostile_names_are_only_names() {
    let (_sandbox, mut c) = shop().await;
    run(
        &mut c,
        "CREATE TABLE `select \"x\" ; --` (`group` INT, `a b\"c` INT) DUPLICATE KEY(`group`) DISTRIBUTED BY HASH(`group`) \
         PROPERTIES ('replication_num' = '1')",
    )
    .await;
    run(&mut c, "INSERT INTO `select \"x\" ; --` (`a b\"c`, `group`) VALUES (2, 1)").await;
    assert_eq!(lines(&mut c, "SELECT `group`, `a b\"c` AS `x\"y` FROM `select \"x\" ; --`").await, ["1 2"]);
    assert_eq!(lines(&mut c, "SHOW TABLES").await, ["select \"x\" ; --"]);
}
