//! Databases, tables, and how they are listed and described.

mod common;

use common::{fail, lines, run, shop, table};

fn analyzing(number: u16, state: &str, detail: &str) -> (u16, String, String) {
    (number, state.to_owned(), format!("Getting analyzing error. Detail message: {detail}."))
}

#[tokio::test]
async fn databases() {
    let (_sandbox, mut c) = shop().await;
    assert_eq!(
        fail(&mut c, "CREATE DATABASE shop").await,
        (1007, "HY000".to_owned(), "Can't create database 'shop'; database exists".to_owned())
    );
    run(&mut c, "CREATE DATABASE IF NOT EXISTS shop").await;
    assert_eq!(lines(&mut c, "SHOW DATABASES LIKE 'sh%'").await, ["shop"]);
    assert_eq!(
        fail(&mut c, "DROP DATABASE nowhere").await,
        (1008, "HY000".to_owned(), "Can't drop database 'nowhere'; database doesn't exist".to_owned())
    );
    run(&mut c, "DROP DATABASE IF EXISTS nowhere FORCE").await;
    assert_eq!(
        fail(&mut c, "CREATE DATABASE `a b`").await,
        analyzing(1102, "42000", "Incorrect database name 'a b'")
    );
    run(&mut c, "CREATE SCHEMA other DEFAULT CHARSET = utf8").await;
    assert_eq!(lines(&mut c, "SHOW CREATE SCHEMA other").await, ["other CREATE DATABASE `other`"]);
    run(&mut c, "DROP SCHEMA other").await;
    assert_eq!(
        fail(&mut c, "SHOW TABLES FROM other").await,
        analyzing(5501, "3F000", "Unknown database 'other'")
    );
}

#[tokio::test]
async fn tables() {
    let (_sandbox, mut c) = shop().await;
    let create = "CREATE TABLE t (k1 INT, v1 VARCHAR(20) COMMENT \"it's\") DUPLICATE KEY(k1) \
                  DISTRIBUTED BY HASH(k1) BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\")";
    run(&mut c, create).await;
    assert_eq!(fail(&mut c, create).await, analyzing(1050, "42S01", "Table 't' already exists"));
    run(&mut c, &create.replace("TABLE t", "TABLE IF NOT EXISTS t")).await;
    assert_eq!(lines(&mut c, "SHOW TABLES").await, ["t"]);
    assert_eq!(lines(&mut c, "SHOW FULL TABLES FROM shop LIKE 't'").await, ["t BASE TABLE"]);
    assert_eq!(lines(&mut c, "SHOW TABLES LIKE 'x%'").await, [""; 0]);
    assert_eq!(lines(&mut c, "DESC t").await, ["k1 int YES true NULL ", "v1 varchar(20) YES false NULL "]);
    assert_eq!(
        lines(&mut c, "SHOW FULL COLUMNS FROM t").await,
        ["k1 int  YES YES NULL   ", "v1 varchar(20)  YES NO NULL   it's"]
    );
    assert_eq!(lines(&mut c, "SHOW COLUMNS FROM t LIKE 'v%'").await, ["v1 varchar(20) YES NO NULL "]);
    run(&mut c, "CREATE TABLE u LIKE t").await;
    run(&mut c, "CREATE TABLE default_catalog.`shop`.w (k INT) PROPERTIES ('replication_num' = '1')").await;
    assert_eq!(lines(&mut c, "SHOW TABLES LIKE 'w'").await, ["w"]);
    assert_eq!(
        fail(&mut c, "CREATE TABLE far.shop.x (k INT)").await,
        analyzing(5078, "42000", "Unknown catalog 'far'")
    );
    run(&mut c, "DROP TABLE t FORCE").await;
    assert_eq!(fail(&mut c, "DROP TABLE t").await, analyzing(5502, "42602", "Unknown table 't'"));
    run(&mut c, "DROP TABLE IF EXISTS t").await;
    assert_eq!(fail(&mut c, "SHOW CREATE TABLE t").await, analyzing(1064, "HY000", "Table t is not found"));
    assert_eq!(fail(&mut c, "DESC t").await, analyzing(5502, "42602", "Unknown table 't'"));
    assert_eq!(fail(&mut c, "SHOW COLUMNS FROM t").await, analyzing(5502, "42602", "Unknown table 'shop.t'"));
    assert_eq!(fail(&mut c, "SELECT * FROM t").await, analyzing(5502, "42602", "Unknown table 'shop.t'"));
    assert_eq!(
        fail(&mut c, "INSERT INTO t VALUES (1)").await,
        analyzing(1064, "HY000", "Table t is not found")
    );
}

#[tokio::test]
async fn show_create_table_prints_the_form_of_the_server() {
    let (_sandbox, mut c) = shop().await;
    run(
        &mut c,
        "CREATE TABLE t (k1 INT, v1 STRING DEFAULT 'a\"b') DUPLICATE KEY(k1) DISTRIBUTED BY HASH(k1) BUCKETS 1 \
         PROPERTIES ('replication_num' = '1')",
    )
    .await;
    let shown = table(&mut c, "SHOW CREATE TABLE t").await;
    assert_eq!(shown[0][0].as_deref(), Some("t"));
    assert_eq!(
        shown[0][1].as_deref().unwrap(),
        "CREATE TABLE `t` (\n  `k1` int(11) NULL COMMENT \"\",\n  `v1` varchar(65533) NULL DEFAULT \"a\\\"b\" COMMENT \"\"\n\
         ) ENGINE=OLAP \nDUPLICATE KEY(`k1`)\nDISTRIBUTED BY HASH(`k1`) BUCKETS 1 \nPROPERTIES (\n\
         \"compression\" = \"LZ4\",\n\"fast_schema_evolution\" = \"true\",\n\"replicated_storage\" = \"true\",\n\
         \"replication_num\" = \"1\"\n);"
    );
}

#[tokio::test]
async fn what_starrocks_refuses_is_refused_in_its_words() {
    let (_sandbox, mut c) = shop().await;
    let error = fail(
        &mut c,
        "CREATE TABLE t (v INT, k INT NOT NULL) PRIMARY KEY(k) DISTRIBUTED BY HASH(k) PROPERTIES ('replication_num'='1')",
    )
    .await;
    assert_eq!(error.0, 1064);
    assert!(error.2.starts_with("Getting analyzing error. Detail message: "), "{error:?}");
    let error = fail(&mut c, "CREATE TABLE t (k1 INT,)").await;
    assert!(error.2.starts_with("Getting syntax error at line 1, column 23. Detail message: "), "{error:?}");
    assert_eq!(lines(&mut c, "SHOW TABLES").await, [""; 0]);
}

#[tokio::test]
async fn the_catalogue_stands_in_information_schema() {
    let (_sandbox, mut c) = shop().await;
    run(
        &mut c,
        "CREATE TABLE t (k1 INT, v1 DECIMAL(10, 2)) COMMENT 'x' PROPERTIES ('replication_num' = '1')",
    )
    .await;
    assert_eq!(
        lines(
            &mut c,
            "SELECT table_name, table_type, engine, table_comment FROM information_schema.tables \
             WHERE table_schema = 'shop' AND table_name = 't'"
        )
        .await,
        ["t BASE TABLE StarRocks x"]
    );
    assert_eq!(
        lines(
            &mut c,
            "SELECT COLUMN_NAME, COLUMN_TYPE, DATA_TYPE, NUMERIC_PRECISION FROM information_schema.columns \
             WHERE TABLE_SCHEMA = DATABASE() ORDER BY ORDINAL_POSITION"
        )
        .await,
        ["k1 int(11) int 10", "v1 decimal(10, 2) decimal 10"]
    );
    assert_eq!(
        lines(&mut c, "SELECT SCHEMA_NAME FROM information_schema.schemata ORDER BY 1").await,
        ["_statistics_", "information_schema", "shop", "sys"]
    );
    assert_eq!(lines(&mut c, "SELECT * FROM information_schema.views").await, [""; 0]);
}

#[tokio::test]
async fn what_a_client_asks_about_the_cluster_is_answered() {
    let (_sandbox, mut c) = shop().await;
    assert_eq!(
        table(&mut c, "SHOW BACKENDS").await.iter().filter(|row| row[8].as_deref() == Some("true")).count(),
        3
    );
    assert_eq!(table(&mut c, "SHOW FRONTENDS").await.len(), 1);
    assert_eq!(
        lines(&mut c, "ADMIN SHOW FRONTEND CONFIG LIKE 'run_mode'").await,
        ["run_mode [] shared_nothing String false "]
    );
    for kind in ["COLUMN", "OPTIMIZE", "ROLLUP"] {
        assert_eq!(lines(&mut c, &format!("SHOW ALTER TABLE {kind} FROM shop")).await, [""; 0]);
    }
    assert_eq!(
        lines(&mut c, "SHOW ALTER TABLE COLUMN WHERE TableName = \"t\" ORDER BY CreateTime DESC LIMIT 1")
            .await,
        [""; 0]
    );
    assert_eq!(lines(&mut c, "SHOW VARIABLES LIKE 'time\\_zone'").await, ["time_zone +00:00"]);
}

#[tokio::test]
async fn nothing_unknown_is_answered_with_a_silent_ok() {
    let (_sandbox, mut c) = shop().await;
    for sql in [
        "GRANT SELECT ON shop.t TO USER root",
        "CREATE VIEW v AS SELECT 1 AS one",
        "SHOW PROC '/backends'",
        "SELECT no_such_function(1)",
        "INSERT OVERWRITE t SELECT 1",
    ] {
        let (number, _, message) = fail(&mut c, sql).await;
        assert_eq!(number, 1064, "{sql}");
        assert!(message.starts_with("The StarRocks sandbox does not know"), "{sql}: {message}");
    }
    let (number, _, message) = fail(&mut c, "CREAT TABLE t (k INT)").await;
    assert_eq!(number, 1064);
    assert!(
        message.starts_with(
            "Getting syntax error at line 1, column 0. Detail message: Unexpected input 'CREAT'"
        )
    );
}
