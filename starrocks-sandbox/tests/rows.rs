//! Rows: the four key models, defaults, checks, queries.

mod common;

use common::{fail, lines, run, shop};

const ONE: &str = "PROPERTIES ('replication_num' = '1')";

#[tokio::test]
async fn duplicate_key_keeps_every_row() {
    let (_sandbox, mut c) = shop().await;
    run(&mut c, &format!("CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) {ONE}"))
        .await;
    assert_eq!(run(&mut c, "INSERT INTO t VALUES (1, 1), (1, 1), (1, 2)").await, 3);
    assert_eq!(lines(&mut c, "SELECT * FROM t ORDER BY k, v").await, ["1 1", "1 1", "1 2"]);
}

#[tokio::test]
async fn primary_and_unique_key_keep_the_last_row() {
    let (_sandbox, mut c) = shop().await;
    for model in ["PRIMARY", "UNIQUE"] {
        let name = model.to_lowercase();
        run(
            &mut c,
            &format!(
                "CREATE TABLE {name}_t (a INT NOT NULL, b DATE NOT NULL, v STRING) {model} KEY(a, b) DISTRIBUTED BY HASH(a) {ONE}"
            ),
        )
        .await;
        run(&mut c, &format!("INSERT INTO {name}_t VALUES (1, '2024-01-01', 'x'), (1, '2024-01-02', 'y')"))
            .await;
        run(&mut c, &format!("INSERT INTO {name}_t VALUES (1, '20240101', 'z'), (1, '2024-01-01', NULL)"))
            .await;
        assert_eq!(
            lines(&mut c, &format!("SELECT * FROM {name}_t ORDER BY a, b")).await,
            ["1 2024-01-01 NULL", "1 2024-01-02 y"]
        );
    }
}

#[tokio::test]
async fn aggregate_key_merges_each_column_by_its_function() {
    let (_sandbox, mut c) = shop().await;
    run(
        &mut c,
        &format!(
            "CREATE TABLE t (k INT, s BIGINT SUM, d DECIMAL(10, 2) SUM, lo INT MIN, hi VARCHAR(10) MAX, r INT REPLACE, \
             n INT REPLACE_IF_NOT_NULL, b BITMAP BITMAP_UNION, h HLL HLL_UNION, p PERCENTILE PERCENTILE_UNION) \
             AGGREGATE KEY(k) DISTRIBUTED BY HASH(k) {ONE}"
        ),
    )
    .await;
    let row = |k: i32, v: i32, r: &str| {
        format!(
            "({k}, {v}, {v}.10, {v}, '{v}', {r}, {r}, to_bitmap({v}), hll_hash({v}), percentile_hash({v}))"
        )
    };
    run(&mut c, &format!("INSERT INTO t VALUES {}, {}", row(1, 1, "7"), row(1, 3, "8"))).await;
    run(&mut c, &format!("INSERT INTO t VALUES {}, {}", row(1, 2, "NULL"), row(2, 9, "9"))).await;
    run(&mut c, &format!("INSERT INTO t VALUES {}", row(1, 2, "NULL"))).await;
    assert_eq!(
        lines(
            &mut c,
            "SELECT k, s, d, lo, hi, r, n, bitmap_count(b), bitmap_to_string(b), hll_cardinality(h), \
             percentile_approx_raw(p, 0.5) FROM t ORDER BY k"
        )
        .await,
        ["1 8 8.40 1 3 NULL 8 3 1,2,3 3 2", "2 9 9.10 9 9 9 9 1 9 1 9"]
    );
    assert_eq!(lines(&mut c, "SELECT b, h, p FROM t WHERE k = 1").await, ["NULL NULL NULL"]);
    assert_eq!(
        lines(&mut c, "SELECT bitmap_union_count(b), hll_union_agg(h), sum(s), sum(d) FROM t").await,
        ["4 4 17 17.50"]
    );
    assert_eq!(fail(&mut c, "INSERT INTO t (k, b) VALUES (1, 5)").await.0, 1064);
}

#[tokio::test]
async fn null_is_a_key_like_any_other() {
    let (_sandbox, mut c) = shop().await;
    run(&mut c, &format!("CREATE TABLE t (k INT, v INT SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k) {ONE}"))
        .await;
    run(&mut c, "INSERT INTO t VALUES (NULL, 1), (NULL, 2), (1, 1)").await;
    assert_eq!(lines(&mut c, "SELECT k, v FROM t ORDER BY k").await, ["NULL 3", "1 1"]);
}

#[tokio::test]
async fn columns_that_are_not_given_get_their_default() {
    let (_sandbox, mut c) = shop().await;
    run(
        &mut c,
        &format!(
            "CREATE TABLE t (k BIGINT NOT NULL AUTO_INCREMENT, a INT NOT NULL DEFAULT '7', \
             b DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP, c VARCHAR(5) DEFAULT 'x''y', d INT, e BIGINT AS (a + 1)) \
             PRIMARY KEY(k) DISTRIBUTED BY HASH(k) {ONE}"
        ),
    )
    .await;
    run(&mut c, "INSERT INTO t (d) VALUES (1), (2)").await;
    run(&mut c, "INSERT INTO t (k, a, d) VALUES (DEFAULT, 9, NULL)").await;
    assert_eq!(
        lines(&mut c, "SELECT k, a, c, d, e FROM t ORDER BY k").await,
        ["1 7 x'y 1 8", "2 7 x'y 2 8", "3 9 x'y NULL 10"]
    );
    assert_eq!(
        lines(&mut c, "SELECT count(*) FROM t WHERE b > date_sub(now(), INTERVAL 1 HOUR)").await,
        ["3"]
    );
}

#[tokio::test]
async fn an_insert_is_checked_before_anything_is_stored() {
    let (_sandbox, mut c) = shop().await;
    run(
        &mut c,
        &format!(
            "CREATE TABLE t (k1 INT, v1 TINYINT, n1 VARCHAR(3) NOT NULL) DUPLICATE KEY(k1) DISTRIBUTED BY HASH(k1) {ONE}"
        ),
    )
    .await;
    let analyzing = |number: u16, state: &str, detail: &str| {
        (number, state.to_owned(), format!("Getting analyzing error. Detail message: {detail}."))
    };
    assert_eq!(
        fail(&mut c, "INSERT INTO t (k1, v1) VALUES (1, 2)").await,
        analyzing(1064, "HY000", "'n1' must be explicitly mentioned in column permutation:  k1  v1 ")
    );
    assert_eq!(
        fail(&mut c, "INSERT INTO t VALUES (1)").await,
        analyzing(
            5604,
            "42601",
            "Inserted target column count: 3 doesn't match select/value column count: 1"
        )
    );
    assert_eq!(
        fail(&mut c, "INSERT INTO t (k1, k1) VALUES (1, 2)").await,
        analyzing(1060, "42S21", "Duplicate column name 'k1'")
    );
    assert_eq!(
        fail(&mut c, "INSERT INTO t (zz) VALUES (1)").await,
        analyzing(1064, "HY000", "Unknown column 'zz' in 't'")
    );
    for (values, reason) in [
        ("(1, 128, 'a')", "value 128 does not fit into TINYINT"),
        ("(1, 1, 'abcd')", "a text of 4 bytes does not fit into VARCHAR(3)"),
        ("('x', 1, 'a')", "value 'x' does not fit into INT"),
        ("(1, 1, NULL)", "NULL value in non-nullable column"),
    ] {
        let (_, _, message) = fail(&mut c, &format!("INSERT INTO t VALUES (2, 2, 'ok'), {values}")).await;
        assert!(message.ends_with(reason), "{message}");
    }
    assert_eq!(lines(&mut c, "SELECT count(*) FROM t").await, ["0"]);
}

#[tokio::test]
async fn rows_can_come_from_a_query() {
    let (_sandbox, mut c) = shop().await;
    run(&mut c, &format!("CREATE TABLE t (k INT, v DECIMAL(9, 2)) {ONE}")).await;
    run(&mut c, "INSERT INTO t VALUES (1, 1.5), (2, 2.25)").await;
    assert_eq!(run(&mut c, "INSERT INTO t (v, k) SELECT v * 2, k + 10 FROM t").await, 2);
    assert_eq!(
        lines(&mut c, "SELECT * FROM t ORDER BY k DESC").await,
        ["12 4.50", "11 3.00", "2 2.25", "1 1.50"]
    );
    run(&mut c, "TRUNCATE TABLE t").await;
    assert_eq!(lines(&mut c, "SELECT count(*), sum(v), max(k) FROM t").await, ["0 NULL NULL"]);
}

#[tokio::test]
async fn queries() {
    let (_sandbox, mut c) = shop().await;
    run(&mut c, &format!("CREATE TABLE views (page INT, day DATE, visitor VARCHAR(10), n BIGINT) {ONE}"))
        .await;
    run(&mut c, &format!("CREATE TABLE pages (id INT, name VARCHAR(10)) {ONE}")).await;
    run(
        &mut c,
        "INSERT INTO views VALUES (1, '2024-01-01', 'a', 10), (1, '2024-01-02', 'b', 20), (2, '2024-02-01', 'a', 5)",
    )
    .await;
    run(&mut c, "INSERT INTO pages VALUES (1, 'home'), (2, 'help'), (3, 'none')").await;
    let asked = [
        ("SELECT page, sum(n) AS total FROM views GROUP BY page ORDER BY total DESC", vec!["1 30", "2 5"]),
        (
            "SELECT date_trunc('month', day) AS m, count(DISTINCT visitor) FROM views GROUP BY m ORDER BY m",
            vec!["2024-01-01 2", "2024-02-01 1"],
        ),
        (
            "SELECT p.name, coalesce(sum(v.n), 0) FROM pages p LEFT JOIN views v ON v.page = p.id GROUP BY p.name ORDER BY 1",
            vec!["help 5", "home 30", "none 0"],
        ),
        ("SELECT page FROM views GROUP BY page HAVING sum(n) > 10", vec!["1"]),
        (
            "SELECT n FROM views WHERE day BETWEEN '2024-01-02' AND '2024-02-01' AND visitor LIKE 'b%'",
            vec!["20"],
        ),
        ("SELECT n FROM views WHERE page IN (SELECT id FROM pages WHERE name = 'help')", vec!["5"]),
        (
            "SELECT x.t FROM (SELECT page, max(n) AS t FROM views GROUP BY page) x ORDER BY x.t LIMIT 1 OFFSET 1",
            vec!["20"],
        ),
        ("WITH w AS (SELECT n * 2 AS d FROM views) SELECT max(d) FROM w", vec!["40"]),
        (
            "SELECT CASE WHEN n > 10 THEN 'many' ELSE 'few' END AS c, avg(n) FROM views GROUP BY 1 ORDER BY 1",
            vec!["few 7.5", "many 20"],
        ),
        ("SELECT 1 AS a UNION ALL SELECT 2 ORDER BY a DESC", vec!["2", "1"]),
        ("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(n, s)", vec!["1 a", "2 b"]),
        (
            "SELECT page, row_number() OVER (PARTITION BY page ORDER BY n DESC) AS r FROM views ORDER BY page, r",
            vec!["1 1", "1 2", "2 1"],
        ),
        (
            "SELECT day + INTERVAL 1 MONTH, datediff('2024-03-01', day) FROM views WHERE page = 2",
            vec!["2024-03-01 00:00:00 29"],
        ),
        ("SELECT count(*)", vec!["1"]),
        ("SELECT 10 / 4, 10 DIV 4, 10 % 4, 1.10 + 2.2, 0.1 * 0.1, -5", vec!["2.5 2 2 3.30 0.01 -5"]),
        (
            "SELECT upper('aé'), length('aé'), substr('hello', -3, 2), concat('a', 1, NULL), concat_ws('-', 'a', NULL, 'b')",
            vec!["Aé 3 ll NULL a-b"],
        ),
        (
            "SELECT [1, 2][1], array_length([1, 2, 3]), map{1:'a'}[1], named_struct('a', 1), row(1, 'x')",
            vec!["1 3 a {\"a\":1} {\"col1\":1,\"col2\":\"x\"}"],
        ),
        (
            "SELECT parse_json('{\"a\":{\"b\":[1,2]}}')->'$.a.b[1]', get_json_string('{\"a\":\"x\"}', '$.a')",
            vec!["2 x"],
        ),
    ];
    for (sql, expected) in asked {
        assert_eq!(lines(&mut c, sql).await, expected, "{sql}");
    }
    for (sql, message) in [
        (
            "SELECT visitor, sum(n) FROM views GROUP BY page",
            "'visitor' must be an aggregate expression or appear in GROUP BY clause",
        ),
        ("SELECT id FROM pages, views WHERE zz = 1", "Column 'zz' cannot be resolved"),
        ("SELECT 1 FROM (SELECT 1)", "Every derived table must have its own alias"),
        ("SELECT n FROM views v JOIN views w ON v.page = w.page", "Column 'n' is ambiguous"),
    ] {
        assert!(fail(&mut c, sql).await.2.contains(message), "{sql}: {:?}", fail(&mut c, sql).await);
    }
}

#[tokio::test]
async fn rows_are_changed_and_deleted() {
    let (_sandbox, mut c) = shop().await;
    run(
        &mut c,
        &format!(
            "CREATE TABLE p (k INT NOT NULL, v INT, g BIGINT AS (v + 1)) PRIMARY KEY(k) DISTRIBUTED BY HASH(k) {ONE}"
        ),
    )
    .await;
    run(&mut c, "INSERT INTO p VALUES (1, 1), (2, 2), (3, 3)").await;
    assert_eq!(run(&mut c, "UPDATE p SET v = v * 10 WHERE k >= 2").await, 2);
    assert_eq!(lines(&mut c, "SELECT * FROM p ORDER BY k").await, ["1 1 2", "2 20 21", "3 30 31"]);
    assert_eq!(run(&mut c, "DELETE FROM p WHERE v IN (SELECT max(v) FROM p)").await, 1);
    assert_eq!(lines(&mut c, "SELECT k FROM p ORDER BY k").await, ["1", "2"]);
    for (sql, message) in [
        ("UPDATE p SET k = 1 WHERE k = 2", "primary key column cannot be updated: k"),
        ("UPDATE p SET v = 1", "must specify where clause to prevent full table update"),
        ("UPDATE p SET zz = 1 WHERE k = 1", "table 'p' do not existing column 'zz'"),
    ] {
        assert!(fail(&mut c, sql).await.2.contains(message), "{sql}");
    }
    run(&mut c, &format!("CREATE TABLE d (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) {ONE}"))
        .await;
    run(&mut c, "INSERT INTO d VALUES (1, 1), (1, 2)").await;
    assert!(fail(&mut c, "UPDATE d SET v = 1 WHERE k = 1").await.2.contains("does not support update"));
    assert!(fail(&mut c, "DELETE FROM d WHERE v + 1 = 2").await.2.contains("should be column name"));
    assert_eq!(run(&mut c, "DELETE FROM d WHERE k = 1 AND v = 2").await, 1);
    assert_eq!(lines(&mut c, "SELECT * FROM d").await, ["1 1"]);
}

#[tokio::test]
async fn neither_long_nor_deep_statements_bring_the_server_down() {
    let (_sandbox, mut c) = shop().await;
    run(&mut c, &format!("CREATE TABLE t (k INT, v VARCHAR(10)) {ONE}")).await;
    let rows: Vec<String> = (0..5000).map(|k| format!("({k}, 'v{k}')")).collect();
    assert_eq!(run(&mut c, &format!("INSERT INTO t VALUES {}", rows.join(", "))).await, 5000);
    let list: Vec<String> = (0..3000).map(|k| k.to_string()).collect();
    assert_eq!(
        lines(&mut c, &format!("SELECT count(*) FROM t WHERE k IN ({})", list.join(", "))).await,
        ["3000"]
    );
    let chain = vec!["1"; 300].join(" + ");
    assert_eq!(lines(&mut c, &format!("SELECT {chain}")).await, ["300"]);
    for sql in [
        format!("SELECT {}", vec!["1"; 100_000].join(" + ")),
        format!("SELECT {}1{}", "(".repeat(50_000), ")".repeat(50_000)),
        format!("SELECT {}1", "NOT ".repeat(50_000)),
        format!("SELECT {}", vec!["SELECT 1"; 20_000].join(" UNION ALL ")),
        format!("SELECT 1 WHERE {}", vec!["1 = 1"; 50_000].join(" AND ")),
        format!("CREATE TABLE x (k INT, v {}INT{})", "ARRAY<".repeat(20_000), ">".repeat(20_000)),
        format!("SELECT [{}1{}]", "[".repeat(20_000), "]".repeat(20_000)),
    ] {
        let begun = std::time::Instant::now();
        fail(&mut c, &sql).await;
        assert!(begun.elapsed().as_secs() < 10, "{}: {:?}", &sql[..40], begun.elapsed());
    }
    // Just below the limits: an answer or an error, but no crash and no endless search.
    for sql in [
        format!("SELECT {}1{}", "(".repeat(150), ")".repeat(150)),
        format!("SELECT {}1", "NOT ".repeat(190)),
        format!("SELECT 1 WHERE {}", vec!["1 = 1"; 400].join(" AND ")),
        format!("SELECT {}1{}", "(SELECT ".repeat(60), ")".repeat(60)),
        format!("SELECT {}1{}", "abs(".repeat(150), ")".repeat(150)),
        format!("SELECT {}", vec!["SELECT 1"; 400].join(" UNION ALL ")),
        format!("SELECT {}1{}", "CASE WHEN 1 THEN ".repeat(100), " END".repeat(100)),
    ] {
        let begun = std::time::Instant::now();
        let _ = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.clone()))
            .execute(&mut c)
            .await
            .map_err(common::database_error);
        assert!(begun.elapsed().as_secs() < 10, "{}: {:?}", &sql[..40], begun.elapsed());
    }
    assert_eq!(lines(&mut c, "SELECT count(*) FROM t").await, ["5000"]);
}

#[tokio::test]
async fn a_row_needs_a_partition() {
    let (_sandbox, mut c) = shop().await;
    run(
        &mut c,
        &format!(
            "CREATE TABLE r (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) \
             (PARTITION p1 VALUES LESS THAN ('2024-02-01'), PARTITION p2 VALUES LESS THAN ('2024-03-01')) \
             DISTRIBUTED BY HASH(k) {ONE}"
        ),
    )
    .await;
    run(&mut c, "INSERT INTO r VALUES (1, '2023-01-01'), (2, '2024-02-29'), (3, NULL)").await;
    let (_, _, message) = fail(&mut c, "INSERT INTO r VALUES (4, '2024-01-01'), (5, '2024-03-01')").await;
    assert!(message.contains("out of partition ranges"), "{message}");
    run(
        &mut c,
        &format!(
            "CREATE TABLE l (k INT, city VARCHAR(10)) DUPLICATE KEY(k) PARTITION BY LIST(city) \
             (PARTITION north VALUES IN ('oslo', 'turku'), PARTITION south VALUES IN ('rome')) \
             DISTRIBUTED BY HASH(k) {ONE}"
        ),
    )
    .await;
    run(&mut c, "INSERT INTO l VALUES (1, 'oslo'), (2, 'rome')").await;
    fail(&mut c, "INSERT INTO l VALUES (3, 'paris')").await;
    run(
        &mut c,
        &format!(
            "CREATE TABLE a (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY date_trunc('day', d) \
             DISTRIBUTED BY HASH(k) {ONE}"
        ),
    )
    .await;
    run(&mut c, "INSERT INTO a VALUES (1, '2030-01-01 10:00:00')").await;
    let counts = "SELECT (SELECT count(*) FROM r), (SELECT count(*) FROM l), (SELECT count(*) FROM a)";
    assert_eq!(lines(&mut c, counts).await, ["3 2 1"]);
}
