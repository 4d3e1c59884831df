//! What may be said about the rollups of a table that was read from a server, which prints none?
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::rules::{AlterContext, Altered, Execution, JobKind, ServerDefaults, TableState};
use starrocks_core::sql::{
    parse_alter_table, parse_create_table, parse_show_create_table, show_create_table,
};

const TABLE: &str =
    "CREATE TABLE t (k INT, j INT, v INT, w INT) DUPLICATE KEY(k, j) DISTRIBUTED BY HASH(k) BUCKETS 1";

fn created() -> TableState {
    TableState::created(&parse_create_table(TABLE).unwrap().table, &ServerDefaults::default())
}

fn read() -> TableState {
    let printed = show_create_table(created().table());
    TableState::read(parse_show_create_table(&printed).unwrap().table, &ServerDefaults::default())
}

fn altered(state: &TableState, clause: &str) -> Altered {
    let alter = parse_alter_table(&format!("ALTER TABLE t {clause}")).unwrap();
    state.alter(&alter, &AlterContext::default())
}

fn columns(state: &TableState) -> Vec<&str> {
    state.table().columns.iter().map(|column| column.name.as_ref()).collect()
}

#[test]
fn a_rollup_that_a_clause_names_may_be_there() {
    let job = Execution::Job(JobKind::SchemaChange);
    for (clause, execution, after) in [
        ("DROP COLUMN v FROM r", job, ["k", "j", "v", "w"].as_slice()),
        ("DROP COLUMN v FROM r, DROP COLUMN w", job, &["k", "j", "v"]),
        ("ADD COLUMN n INT TO r", job, &["k", "j", "v", "w", "n"]),
        ("ADD COLUMN n INT KEY FIRST TO r", job, &["k", "j", "n", "v", "w"]),
        ("ADD COLUMN (n INT, m INT) TO r", job, &["k", "j", "v", "w", "n", "m"]),
        ("MODIFY COLUMN v BIGINT AFTER w FROM r", job, &["k", "j", "v", "w"]),
        ("ORDER BY (v, w, k, j) FROM r", job, &["k", "j", "v", "w"]),
        ("DROP ROLLUP r", Execution::Done, &["k", "j", "v", "w"]),
        ("RENAME ROLLUP r s", Execution::Done, &["k", "j", "v", "w"]),
        ("ADD ROLLUP s (k) FROM r", Execution::Job(JobKind::Rollup), &["k", "j", "v", "w"]),
        (
            "ADD COLUMN n INT PROPERTIES ('r#short_key' = '1')",
            Execution::FastSchemaEvolution,
            &["k", "j", "v", "w", "n"],
        ),
    ] {
        let of_read = altered(&read(), clause);
        assert_eq!(of_read.findings, [], "{clause}");
        assert_eq!(of_read.execution, execution, "{clause}");
        assert_eq!(columns(&of_read.state.unwrap()), after, "{clause}");
        // Of a table that was created here all rollups are known.
        let of_created = altered(&created(), clause);
        assert!(of_created.state.is_none(), "{clause}");
        assert!(["AL-15", "AL-42", "AL-43"].contains(&of_created.findings[0].rule.id), "{clause}");
    }
}

#[test]
fn what_no_rollup_can_change_is_refused_all_the_same() {
    for (clause, rule) in [
        ("DROP COLUMN v FROM t", "AL-15"),
        ("DROP ROLLUP t", "AL-43"),
        ("MODIFY COLUMN v BIGINT FROM r", "AL-32"),
        ("ADD COLUMN v BIGINT TO r", "AL-11"),
    ] {
        let altered = altered(&read(), clause);
        assert_eq!(altered.findings[0].rule.id, rule, "{clause}");
    }
}
