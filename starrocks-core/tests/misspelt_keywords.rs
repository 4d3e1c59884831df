//! A misspelt keyword is answered with the one that was meant, in every position of CREATE TABLE and ALTER TABLE.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::sql::{ParseError, parse_alter_table, parse_create_table};

#[test]
fn the_nearest_keyword_is_named() {
    // Each statement has one misspelt word, in brackets of its own.
    for (statement, meant) in [
        ("«CRAETE» TABLE t (k INT)", "CREATE"),
        ("CREATE «TABEL» t (k INT)", "TABLE"),
        ("CREATE «TEMPORRY» TABLE t (k INT)", "TEMPORARY"),
        ("CREATE TABLE IF «NTO» EXISTS t (k INT)", "NOT"),
        ("CREATE TABLE IF NOT «EXIST» t (k INT)", "EXISTS"),
        ("CREATE TABLE t (k «ITN»)", "INT"),
        ("CREATE TABLE t (k «VARCHR»(10))", "VARCHAR"),
        ("CREATE TABLE t (k INT «NUL»)", "NULL"),
        ("CREATE TABLE t (k INT NOT «NUL»)", "NULL"),
        ("CREATE TABLE t (k INT «DEFALT» '1')", "DEFAULT"),
        ("CREATE TABLE t (k INT «COMENT» 'c')", "COMMENT"),
        ("CREATE TABLE t (k INT NOT NULL «COMENT» 'c')", "COMMENT"),
        ("CREATE TABLE t (k INT DEFAULT '1' «COMENT» 'c')", "COMMENT"),
        ("CREATE TABLE t (k INT, m INT AS (k) «COMENT» 'c')", "COMMENT"),
        ("CREATE TABLE t (k BIGINT «AUTO_INCREMNT»)", "AUTO_INCREMENT"),
        ("CREATE TABLE t (k INT, v INT «SUMM») AGGREGATE KEY(k)", "SUM"),
        ("CREATE TABLE t (k INT, v INT «REPLCE») AGGREGATE KEY(k)", "REPLACE"),
        // Read as a column, it lacks a type.
        ("CREATE TABLE t (k INT, INDX «i» (k) USING BITMAP)", "INDEX"),
        ("CREATE TABLE t (k INT, INDEX i (k) «USNG» BITMAP)", "USING"),
        ("CREATE TABLE t (k INT, INDEX i (k) USING «BITMPA»)", "BITMAP"),
        ("CREATE TABLE t (k INT, INDEX i (k) USING BITMAP «COMENT» 'c')", "COMMENT"),
        ("CREATE TABLE t (k INT) «ENGNE» = OLAP", "ENGINE"),
        ("CREATE TABLE t (k INT) «PRIMRY» KEY(k)", "PRIMARY"),
        ("CREATE TABLE t (k INT) «DUPLICAT» KEY(k)", "DUPLICATE"),
        ("CREATE TABLE t (k INT) «AGREGATE» KEY(k)", "AGGREGATE"),
        ("CREATE TABLE t (k INT) «UNIQE» KEY(k)", "UNIQUE"),
        ("CREATE TABLE t (k INT) PRIMARY «KY»(k)", "KEY"),
        ("CREATE TABLE t (k INT) «COMENT» 'c'", "COMMENT"),
        ("CREATE TABLE t (k INT) PRIMARY KEY(k) «COMENT» 'c'", "COMMENT"),
        ("CREATE TABLE t (k INT) «PARTITON» BY (k)", "PARTITION"),
        ("CREATE TABLE t (k INT) PARTITION «BYE» (k)", "BY"),
        ("CREATE TABLE t (k INT) PARTITION BY RANGE(k) («PARTITON» p VALUES LESS THAN ('1'))", "PARTITION"),
        ("CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p «VALUS» LESS THAN ('1'))", "VALUES"),
        ("CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES «LES» THAN ('1'))", "LESS"),
        ("CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS «THEN» ('1'))", "THAN"),
        ("CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN «MAXVALU»)", "MAXVALUE"),
        ("CREATE TABLE t (k INT) PARTITION BY RANGE(k) («STRAT» ('1') END ('4') EVERY (1))", "START"),
        ("CREATE TABLE t (k INT) PARTITION BY RANGE(k) (START ('1') «EDN» ('4') EVERY (1))", "END"),
        ("CREATE TABLE t (k INT) PARTITION BY RANGE(k) (START ('1') END ('4') «EVRY» (1))", "EVERY"),
        (
            "CREATE TABLE t (k DATE) PARTITION BY RANGE(k) (START ('2024-01-01') END ('2024-01-04') EVERY («INTERVL» 1 DAY))",
            "INTERVAL",
        ),
        (
            "CREATE TABLE t (k DATE) PARTITION BY RANGE(k) (START ('2024-01-01') END ('2024-01-04') EVERY (INTERVAL 1 «MONHT»))",
            "MONTH",
        ),
        ("CREATE TABLE t (k INT) PARTITION BY LIST(k) (PARTITION p VALUES «NI» ('1'))", "IN"),
        ("CREATE TABLE t (k INT) «DISTRIBUTD» BY HASH(k)", "DISTRIBUTED"),
        ("CREATE TABLE t (k INT) DISTRIBUTED «YB» HASH(k)", "BY"),
        ("CREATE TABLE t (k INT) DISTRIBUTED BY «HSAH»(k)", "HASH"),
        ("CREATE TABLE t (k INT) DISTRIBUTED BY «RANDM»", "RANDOM"),
        ("CREATE TABLE t (k INT) DISTRIBUTED BY HASH(k) «BUKETS» 4", "BUCKETS"),
        ("CREATE TABLE t (k INT) «ODRER» BY (k)", "ORDER"),
        ("CREATE TABLE t (k INT) ORDER «BU» (k)", "BY"),
        ("CREATE TABLE t (k INT) «ROLUP» (r (k))", "ROLLUP"),
        ("CREATE TABLE t (k INT) «PROPERTYS» ('a' = 'b')", "PROPERTIES"),
        ("CREATE TABLE t (k INT) DISTRIBUTED BY HASH(k) BUCKETS 4 «PROPERTES» ('a' = 'b')", "PROPERTIES"),
        ("CREATE TABLE t (k INT, m INT AS (CASE WHEN k = 1 «THN» 2 END))", "THEN"),
        ("CREATE TABLE t (k INT, m INT AS (CASE WHEN k = 1 THEN 2 «EDN»))", "END"),
    ] {
        is_answered(statement, meant, parse_create_table);
    }
}

#[test]
fn the_nearest_keyword_of_alter_table_is_named() {
    for (clause, meant) in [
        ("«MODFY» COLUMN v INT", "MODIFY"),
        ("ADD «COLUM» v INT", "COLUMN"),
        ("ADD COLUMN v INT «AFTR» k", "AFTER"),
        ("ADD COLUMN v INT NOT NULL «AFTR» k", "AFTER"),
        ("ADD COLUMN v INT «FRIST»", "FIRST"),
        ("ADD COLUMN v INT AFTER k «PROPERTES» ('a' = 'b')", "PROPERTIES"),
        ("ADD «PARTITON» p VALUES LESS THAN ('5')", "PARTITION"),
        ("ADD «TEMPORAY» PARTITION p VALUES LESS THAN ('5')", "TEMPORARY"),
        ("ADD «INDX» i (v) USING BITMAP", "INDEX"),
        ("ADD «ROLUP» r (k)", "ROLLUP"),
        ("«DORP» COLUMN v", "DROP"),
        ("DROP «COLUM» v", "COLUMN"),
        ("DROP PARTITION IF «EXIST» p", "EXISTS"),
        ("DROP PARTITION p «FORC»", "FORCE"),
        ("MODIFY «COLUM» v BIGINT", "COLUMN"),
        ("MODIFY COLUMN v «COMENT» 'x'", "COMMENT"),
        ("MODIFY COLUMN v ADD «FILD» a INT", "FIELD"),
        ("MODIFY PARTITION p «ST» ('a' = 'b')", "SET"),
        ("«RENAM» COLUMN a TO b", "RENAME"),
        ("SWAP «WIHT» u", "WITH"),
        ("«SWPA» WITH u", "SWAP"),
        ("«COMENT» = 'x'", "COMMENT"),
        ("«TRUNCTE» PARTITION p", "TRUNCATE"),
        ("REPLACE PARTITION (p) «WTIH» TEMPORARY PARTITION (q)", "WITH"),
        ("REPLACE PARTITION (p) WITH «TEMPORAY» PARTITION (q)", "TEMPORARY"),
        ("«ORDR» BY (k)", "ORDER"),
        ("«DISTRIBUTD» BY HASH(k)", "DISTRIBUTED"),
        ("DISTRIBUTED BY HASH(k) DEFAULT «BUCKET» 4", "BUCKETS"),
        ("BASE «COMPCT»", "COMPACT"),
    ] {
        is_answered(&format!("ALTER TABLE t {clause}"), meant, parse_alter_table);
    }
}

/// The word in brackets is pointed at, and `meant` is named.
fn is_answered<T: std::fmt::Debug>(statement: &str, meant: &str, parse: fn(&str) -> Result<T, ParseError>) {
    let start = statement.find('«').unwrap();
    let end = statement.find('»').unwrap() - '«'.len_utf8();
    let sql = statement.replace(['«', '»'], "");
    let error = parse(&sql).expect_err(&sql);
    let help = error.help().unwrap_or_default();
    assert!(help.contains(meant), "{sql}\n{error}\nmeant {meant}");
    assert_eq!(error.span(), start..end, "{sql}\n{error}");
    assert!(error.to_string().contains(&"^".repeat(end - start)), "{error}");
}
