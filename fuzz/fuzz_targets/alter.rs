#![no_main]
//! ALTER TABLE: read or refused, written as it was, and no clause makes `apply` panic.

use libfuzzer_sys::fuzz_target;
use starrocks_core::schema::Table;
use starrocks_core::sql::{
    Style, parse_alter_table, parse_create_table, parse_expression, write_alter_table,
};
use starrocks_fuzz::{can_be_told, is_fixed, text};
use std::sync::LazyLock;

/// A table that many clauses can be applied to.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    parse_create_table(
        "CREATE TABLE t (k1 DATE, k2 INT, v1 INT, v2 VARCHAR(20) DEFAULT 'x', s STRUCT<a INT, b ARRAY<STRUCT<c INT>>>, \
         g INT AS (v1 + 1), INDEX i (v1) USING BITMAP) DUPLICATE KEY(k1, k2) PARTITION BY RANGE(k1) \
         (PARTITION p1 VALUES LESS THAN ('2024-01-01'), PARTITION p2 VALUES LESS THAN ('2025-01-01')) \
         DISTRIBUTED BY HASH(k2) BUCKETS 4 ROLLUP (r (k1, v1)) PROPERTIES ('replication_num' = '1')",
    )
    .expect("the statement is ours")
    .table
});

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    let alter = match parse_alter_table(text) {
        Ok(alter) => alter,
        Err(error) => return can_be_told(&error, text),
    };
    for style in [Style::Pretty, Style::OneLine] {
        is_fixed(&alter, |alter| write_alter_table(alter, style), parse_alter_table);
    }
    let mut table = TABLE.clone();
    for clause in alter.clauses.iter() {
        match table.apply(clause) {
            Ok(altered) => table = altered,
            Err(finding) => drop((finding.to_string(), finding.server_answer())),
        }
    }
    let _ = (table.check(), parse_expression(text));
});
