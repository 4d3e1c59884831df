//! `Table::apply` on tables as they are declared: the clause is done, and everything else stays as it was written.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::schema::{AlterClause, AlterTable, Column, DataType, List, TableName, Text};
use starrocks_core::sql::{
    Style, parse_alter_table, parse_create_table, write_alter_table, write_create_table,
};
use std::borrow::Cow;

/// The table after the clauses, as DDL in one line; or why not.
fn after(create: &str, clauses: &[&str]) -> String {
    let mut table = parse_create_table(create).unwrap().table;
    for clause in clauses {
        let alter = parse_alter_table(&format!("ALTER TABLE t {clause}")).unwrap();
        match table.apply(&alter.clauses[0]) {
            Ok(applied) => table = applied,
            Err(finding) => return format!("{}: {}", finding.rule.id, finding.message),
        }
    }
    write_create_table(&table.into(), Style::OneLine).unwrap()
}

#[test]
fn what_a_clause_brings_stays_as_it_is_written() {
    let table = "CREATE TABLE t (k INT, v STRING) DUPLICATE KEY(k)";
    assert_eq!(
        after(table, &["ADD COLUMN w TEXT DEFAULT 'x' AFTER k", "COMMENT = 'c'", "RENAME u"]),
        "CREATE TABLE `u` (`k` INT, `w` STRING DEFAULT \"x\", `v` STRING) DUPLICATE KEY (`k`) COMMENT \"c\""
    );
    assert_eq!(
        after(table, &["DROP COLUMN v", "ADD INDEX i (k) USING BITMAP"]),
        "CREATE TABLE `t` (`k` INT, INDEX `i` (`k`) USING BITMAP) DUPLICATE KEY (`k`)"
    );
}

#[test]
fn types_are_compared_by_what_they_mean() {
    let table = "CREATE TABLE t (k INT, v STRING, d DECIMAL(9, 2), c VARCHAR) DUPLICATE KEY(k)";
    // STRING is VARCHAR(65533), and VARCHAR alone is VARCHAR(1).
    assert_eq!(after(table, &["MODIFY COLUMN v VARCHAR(20)"]), "AL-24: Cannot shorten string length");
    assert!(after(table, &["MODIFY COLUMN v VARCHAR(65533)"]).contains("`v` VARCHAR(65533)"));
    assert!(after(table, &["MODIFY COLUMN c VARCHAR(2)"]).contains("`c` VARCHAR(2)"));
    assert!(after(table, &["MODIFY COLUMN d DECIMAL(11, 4)"]).contains("`d` DECIMAL(11, 4)"));
    assert!(after(table, &["MODIFY COLUMN d DECIMAL(11, 1)"]).starts_with("AL-24"));
}

#[test]
fn an_inferred_key_holds_as_a_written_one_does() {
    let table = "CREATE TABLE t (a INT, b INT, c STRING)";
    // The key is (a, b, c): a value column would stand in front of c.
    assert!(after(table, &["ADD COLUMN v INT AFTER a"]).starts_with("AL-09"));
    let dropped = after(table, &["DROP COLUMN c"]);
    assert!(!dropped.contains("`c`") && parse_create_table(&dropped).is_ok(), "{dropped}");
}

#[test]
fn a_renamed_column_is_renamed_wherever_it_is_named() {
    let table = "CREATE TABLE t (k INT, d DATETIME, g INT AS (k + 1), INDEX i (k)) DUPLICATE KEY(k, d) \
                 PARTITION BY date_trunc('day', d) DISTRIBUTED BY HASH(k) BUCKETS 3 ORDER BY (d, k)";
    let renamed = after(table, &["RENAME COLUMN d TO day_", "RENAME COLUMN k TO id"]);
    for part in [
        "DUPLICATE KEY (`id`, `day_`)",
        "PARTITION BY date_trunc('day', `day_`)",
        "HASH(`id`)",
        "ORDER BY (`day_`, `id`)",
        "AS (`id` + 1)",
        "INDEX `i` (`id`)",
    ] {
        assert!(renamed.contains(part), "{part}: {renamed}");
    }
}

#[test]
fn clauses_can_stand_in_a_constant() {
    const DROP: AlterClause = AlterClause::DropColumn {
        column: Cow::Borrowed("v"),
        rollup: None,
        properties: starrocks_core::schema::Properties::NONE,
    };
    const CLAUSES: &[AlterClause] = &[DROP];
    const TABLE: AlterTable = AlterTable {
        table: TableName { database: None, name: Cow::Borrowed("t") },
        clauses: Cow::Borrowed(CLAUSES),
    };
    assert_eq!(write_alter_table(&TABLE, Style::OneLine).unwrap(), "ALTER TABLE `t` DROP COLUMN `v`");
    fn is_shared<T: Send + Sync + Clone + std::fmt::Debug + PartialEq>() {}
    is_shared::<AlterTable>();
    is_shared::<starrocks_core::rules::TableState>();
    is_shared::<starrocks_core::rules::Altered>();
    is_shared::<starrocks_core::rules::Finding>();
    is_shared::<(Column, DataType, List<Text>)>();
}
