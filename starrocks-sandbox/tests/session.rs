//! Variables, constants, transactions, several statements in one text, prepared statements.

mod common;

use common::{column_types, database_error, fail, lines, run, shop};
use sqlx::{Acquire, Executor, Row};

#[tokio::test]
async fn variables_are_checked_and_kept() {
    let (_sandbox, mut c) = shop().await;
    run(&mut c, "SET sql_mode = concat(@@sql_mode, ',PIPES_AS_CONCAT')").await;
    assert_eq!(lines(&mut c, "SELECT @@sql_mode").await, ["ONLY_FULL_GROUP_BY,PIPES_AS_CONCAT"]);
    assert_eq!(lines(&mut c, "SELECT 'a' || 'b'").await, ["ab"]);
    run(&mut c, "SET query_timeout = 60, time_zone = 'UTC', @a = 1").await;
    assert_eq!(lines(&mut c, "SELECT @@query_timeout, @@time_zone, @@autocommit, @a").await, ["60 UTC 1 1"]);
    run(&mut c, "SET query_timeout = DEFAULT").await;
    assert_eq!(lines(&mut c, "SELECT @@session.query_timeout").await, ["300"]);
    assert_eq!(
        fail(&mut c, "SET query_timeout = 'soon'").await.2,
        "Getting analyzing error. Detail message: query_timeout is not a number."
    );
    assert_eq!(fail(&mut c, "SET colour = 'red'").await.0, 1193);
    assert_eq!(fail(&mut c, "SELECT @@colour").await.0, 1193);
    assert_eq!(
        fail(&mut c, "SET NAMES gbk").await.2,
        "Getting analyzing error. Detail message: charset name gbk is not supported yet."
    );
    assert_eq!(fail(&mut c, "SET enable_profile = yes").await.0, 1232);
    // All or nothing.
    assert_eq!(fail(&mut c, "SET query_timeout = 5, time_zone = 'x/y'").await.0, 1298);
    assert_eq!(lines(&mut c, "SELECT @@query_timeout").await, ["300"]);
}

#[tokio::test]
async fn constants_have_the_types_and_names_of_a_real_server() {
    let (_sandbox, mut c) = shop().await;
    assert_eq!(
        column_types(
            &mut c,
            "SELECT 1, 300, 100000, 5000000000, 'x', 1.5, true, NULL, CAST('2024-01-02' AS DATE) AS d, 1e3"
        )
        .await
        .into_iter()
        .map(|(name, kind)| format!("{name} {kind}"))
        .collect::<Vec<_>>(),
        [
            "1 TINYINT",
            "300 SMALLINT",
            "100000 INT",
            "5000000000 BIGINT",
            "'x' VARCHAR",
            "1.5 DECIMAL",
            "TRUE BOOLEAN",
            "NULL BOOLEAN",
            "d DATE",
            "1e3 DOUBLE"
        ]
    );
    assert_eq!(
        lines(&mut c, "SELECT version(), @@version, current_user(), DATABASE()").await,
        ["8.0.33 8.0.33 'root'@'%' shop"]
    );
    assert_eq!(column_types(&mut c, "SELECT @@session.sql_mode").await[0].0, "@@SESSION.sql_mode");
    assert_eq!(column_types(&mut c, "SELECT \"c;d\"").await[0].0, "'c;d'");
    assert_eq!(
        fail(&mut c, "SELECT zz").await.2,
        "Getting analyzing error. Detail message: Column 'zz' cannot be resolved."
    );
}

#[tokio::test]
async fn several_statements_answer_one_after_the_other() {
    let (_sandbox, mut c) = shop().await;
    let rows = c.fetch_all(sqlx::raw_sql("SET @a = 5; SELECT @a; SELECT 'a;b'")).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].get::<i64, _>(0), 5);
    assert_eq!(rows[1].get::<String, _>(0), "a;b");
    // An error ends them; what stood before has happened.
    let create = "CREATE TABLE t (k INT) PROPERTIES ('replication_num' = '1')";
    assert_eq!(fail(&mut c, &format!("{create}; {create}; SELECT 1")).await.0, 1050);
    assert_eq!(lines(&mut c, "SHOW TABLES").await, ["t"]);
    // A text that cannot be parsed runs nothing.
    assert_eq!(fail(&mut c, "DROP TABLE t; DROP TABEL t").await.0, 1064);
    assert_eq!(lines(&mut c, "SHOW TABLES").await, ["t"]);
    assert_eq!(lines(&mut c, "SELECT 1;;").await, ["1"]);
}

#[tokio::test]
async fn an_explicit_transaction_never_says_that_it_is_one() {
    let (_sandbox, mut c) = shop().await;
    run(&mut c, "CREATE TABLE t (k INT) PROPERTIES ('replication_num' = '1')").await;
    assert!(matches!(c.begin().await, Err(sqlx::Error::BeginFailed)));
    // The transaction is open all the same.
    assert_eq!(
        fail(&mut c, "CREATE TABLE u (k INT)").await,
        (
            5305,
            "25P01".to_owned(),
            "Getting analyzing error. Detail message: Explicit transaction only support \
             begin/commit/rollback/insert/update/delete/set/select statements."
                .to_owned()
        )
    );
    assert_eq!(run(&mut c, "INSERT INTO t VALUES (1), (2)").await, 2);
    assert_eq!(fail(&mut c, "SELECT * FROM t").await.0, 5307);
    run(&mut c, "ROLLBACK").await;
    assert_eq!(lines(&mut c, "SELECT count(*) FROM t").await, ["0"]);
    run(&mut c, "BEGIN").await;
    run(&mut c, "INSERT INTO t VALUES (3)").await;
    run(&mut c, "COMMIT").await;
    run(&mut c, "COMMIT").await;
    assert_eq!(lines(&mut c, "SELECT * FROM t").await, ["3"]);
}

#[tokio::test]
async fn only_queries_can_be_prepared() {
    let (_sandbox, mut c) = shop().await;
    for sql in ["CREATE TABLE t (k INT)", "SHOW TABLES", "INSERT INTO t VALUES (1)", "SET @a = 1"] {
        let error = sqlx::query(sql).execute(&mut c).await.unwrap_err();
        assert_eq!(
            database_error(error),
            (
                1295,
                "HY000".to_owned(),
                "This command is not supported in the prepared statement protocol yet".to_owned()
            )
        );
    }
}

#[tokio::test]
async fn parameters_are_taken_as_observed() {
    let (_sandbox, mut c) = shop().await;
    run(&mut c, "CREATE TABLE t (k INT, v VARCHAR(20)) PROPERTIES ('replication_num' = '1')").await;
    run(&mut c, "INSERT INTO t VALUES (1, 'it''s'), (2, NULL)").await;
    let row = sqlx::query("SELECT v, k FROM t WHERE k = ? AND v = ?")
        .bind(1i64)
        .bind("it's")
        .fetch_one(&mut c)
        .await;
    let row = row.unwrap();
    assert_eq!((row.get::<String, _>(0), row.get::<i32, _>(1)), ("it's".to_owned(), 1));
    let row = sqlx::query("SELECT v FROM t WHERE k = ?").bind(2i32).fetch_one(&mut c).await.unwrap();
    assert_eq!(row.get::<Option<String>, _>(0), None);
    let error = sqlx::query("SELECT ?").bind(-300i16).fetch_one(&mut c).await.unwrap_err();
    assert_eq!(
        database_error(error).2,
        "ArithmeticException, msg: Number out of range[65236]. type: SMALLINT"
    );
    let error = sqlx::query("SELECT ?").bind(true).fetch_one(&mut c).await.unwrap_err();
    assert_eq!(database_error(error).2, "AnalysisException, msg: unknown mysql type code 32769");
    let error = sqlx::query("SELECT k FROM t LIMIT ?").bind(1i64).fetch_one(&mut c).await.unwrap_err();
    assert!(database_error(error).2.contains("using parameter(?) as limit or offset not supported"));
    assert_eq!(fail(&mut c, "EXECUTE s1").await.2, "Could not execute, since `s1` not exist");
    run(&mut c, "PREPARE s1 FROM SELECT k FROM t WHERE k = ?").await;
    run(&mut c, "SET @a = 2").await;
    assert_eq!(lines(&mut c, "EXECUTE s1 USING @a").await, ["2"]);
    run(&mut c, "DEALLOCATE PREPARE s1").await;
    assert_eq!(fail(&mut c, "PREPARE s2 FROM SHOW TABLES").await.0, 1295);
}
