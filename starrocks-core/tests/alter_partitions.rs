//! What becomes of the partitions of a table: of one that a server holds, and of one as it is declared.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::rules::{AlterContext, Execution, JobKind, ServerDefaults, TableState};
use starrocks_core::schema::Table;
use starrocks_core::sql::{parse_alter_table, parse_create_table, show_partition_by};

const RANGES: &str = "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) \
                      (PARTITION p VALUES LESS THAN ('10'), PARTITION q VALUES LESS THAN ('20'))";

fn created(ddl: &str) -> TableState {
    TableState::created(&parse_create_table(ddl).unwrap().table, &ServerDefaults::default())
}

/// The table after these clauses, and the message of the one that is refused.
fn altered(mut state: TableState, clauses: &[&str]) -> Result<TableState, String> {
    for clause in clauses {
        let alter = parse_alter_table(&format!("ALTER TABLE t {clause}")).unwrap();
        let altered = state.alter(&alter, &AlterContext::default());
        state = altered.state.ok_or_else(|| altered.findings[0].message.clone())?;
    }
    Ok(state)
}

fn printed(table: &Table) -> String {
    show_partition_by(table.partition_by.as_ref().unwrap()).replace('\n', " ")
}

#[test]
fn a_server_keeps_every_range_with_both_bounds() {
    let state =
        altered(created(RANGES), &["ADD PARTITION r VALUES LESS THAN ('40')", "DROP PARTITION Q"]).unwrap();
    assert_eq!(
        printed(state.table()),
        "RANGE(`k`) (PARTITION p VALUES [(\"-2147483648\"), (\"10\")), PARTITION r VALUES [(\"20\"), (\"40\")))"
    );
    let between = altered(state, &["ADD PARTITION s VALUES LESS THAN ('20')"]).unwrap();
    assert!(printed(between.table()).contains("PARTITION s VALUES [(\"10\"), (\"20\")), PARTITION r"));
}

#[test]
fn a_declared_table_stays_as_written_where_that_means_the_same() {
    let declared = parse_create_table(RANGES).unwrap().table;
    let apply = |clause: &str| {
        let alter = parse_alter_table(&format!("ALTER TABLE t {clause}")).unwrap();
        printed(&declared.apply(&alter.clauses[0]).unwrap())
    };
    assert!(
        apply("ADD PARTITION r VALUES LESS THAN ('40')").ends_with("PARTITION r VALUES LESS THAN (\"40\"))")
    );
    assert_eq!(apply("DROP PARTITION q"), "RANGE(`k`) (PARTITION p VALUES LESS THAN (\"10\"))");
    assert_eq!(apply("DROP PARTITION p"), "RANGE(`k`) (PARTITION q VALUES [(\"10\"), (\"20\")))");
    assert!(
        apply("ADD PARTITION r VALUES [('20'), ('30'))").contains("PARTITION q VALUES [(\"10\"), (\"20\"))")
    );
}

#[test]
fn temporary_partitions_wait_until_they_replace_others() {
    let add = "ADD TEMPORARY PARTITION x VALUES [('10'), ('20'))";
    let state = altered(created(RANGES), &[add]).unwrap();
    assert_eq!(printed(state.table()), printed(created(RANGES).table()));
    let refused = altered(state.clone(), &["ADD COLUMN w INT"]).unwrap_err();
    assert_eq!(refused, "Can not alter table when there are temp partitions in table");
    assert_eq!(
        altered(state.clone(), &["ADD PARTITION X VALUES LESS THAN ('40')"]).unwrap_err(),
        "Duplicate partition name X"
    );
    let replaced =
        altered(state.clone(), &["REPLACE PARTITION (q) WITH TEMPORARY PARTITION (x)", "ADD COLUMN w INT"]);
    assert_eq!(printed(replaced.unwrap().table()), printed(created(RANGES).table()));
    let named =
        "REPLACE PARTITION (q) WITH TEMPORARY PARTITION (x) PROPERTIES ('use_temp_partition_name' = 'true')";
    assert!(
        printed(altered(state, &[named]).unwrap().table())
            .contains("PARTITION x VALUES [(\"10\"), (\"20\"))")
    );
}

#[test]
fn the_partitions_of_an_automatic_table_are_not_printed_but_known() {
    let state = created(
        "CREATE TABLE t (k INT, d DATE) PARTITION BY date_trunc('day', d) \
         (START ('2024-01-01') END ('2024-01-03') EVERY (INTERVAL 1 DAY))",
    );
    let batch = "ADD PARTITIONS START ('2024-01-03') END ('2024-01-05') EVERY (INTERVAL 1 DAY)";
    let state = altered(state, &[batch, "DROP PARTITION p20240101"]).unwrap();
    assert_eq!(printed(state.table()), "date_trunc('day', d)");
    assert_eq!(
        altered(state.clone(), &["DROP PARTITIONS (p20240101, p20240104)"]).unwrap_err(),
        "Error in list of partitions to [p20240101]"
    );
    assert!(altered(state.clone(), &["TRUNCATE PARTITION p20240104"]).is_ok());
    assert!(altered(state.loaded(), &["DROP PARTITION p20240101"]).is_ok());
}

#[test]
fn a_condition_drops_what_lies_within_it() {
    let state = altered(created(RANGES), &["DROP PARTITIONS WHERE k < 20"]).unwrap();
    assert_eq!(printed(state.table()), "RANGE(`k`) ()");
    let some = altered(created(RANGES), &["DROP PARTITIONS WHERE k >= 10"]).unwrap();
    assert!(printed(some.table()).contains("PARTITION p") && !printed(some.table()).contains("PARTITION q"));
    let lists = "CREATE TABLE t (k INT, c VARCHAR(9)) PARTITION BY LIST(c) \
                 (PARTITION p VALUES IN ('a', 'b'), PARTITION q VALUES IN ('c'))";
    let state =
        altered(created(lists), &["DROP PARTITIONS WHERE c = 'c'", "DROP PARTITIONS WHERE c = 'a'"]).unwrap();
    assert_eq!(printed(state.table()), "LIST(`c`)(   PARTITION p VALUES IN ('a', 'b') )");
}

#[test]
fn an_optimize_that_cannot_be_done_ends_cancelled() {
    let state = created("CREATE TABLE t (k INT, v INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 4");
    let alter = parse_alter_table("ALTER TABLE t DISTRIBUTED BY HASH(v)").unwrap();
    let altered = state.alter(&alter, &AlterContext::default());
    assert_eq!(altered.execution, Execution::CancelledJob(JobKind::Optimize));
    assert_eq!(altered.state.unwrap(), state);
    assert!(!altered.findings[0].is_error());
    assert!(altered.findings[0].message.ends_with("Distribution column[v] is not key column"));
}
