//! SET and the other clauses about a table itself: what the table is afterwards.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::rules::{
    AlterContext, CheckOptions, Execution, Finding, JobKind, Neighbour, Neighbours, RunMode, ServerDefaults,
    Severity, TableState,
};
use starrocks_core::sql::{parse_alter_table, parse_create_table, show_create_table};
use std::collections::BTreeMap;

/// The tables of a database.
struct Tables(BTreeMap<&'static str, TableState>);

impl Neighbours for Tables {
    fn neighbour(&self, name: &str) -> Neighbour<'_> {
        self.0.get(name).map_or(Neighbour::Absent, Neighbour::Table)
    }
}

fn created(create: &str, run_mode: RunMode) -> TableState {
    let server = ServerDefaults { database: "db".into(), ..ServerDefaults::new(run_mode) };
    TableState::created(&parse_create_table(create).unwrap().table, &server)
}

/// The table after these clauses, each in a statement of its own.
fn altered(create: &str, clauses: &[&str]) -> TableState {
    clauses.iter().fold(created(create, RunMode::SharedNothing), |state, clause| {
        let alter = parse_alter_table(&format!("ALTER TABLE t {clause}")).unwrap();
        let altered = state.alter(&alter, &AlterContext::default());
        altered.state.unwrap_or_else(|| panic!("{clause}: {:#?}", altered.findings))
    })
}

fn property<'a>(state: &'a TableState, key: &str) -> Option<&'a str> {
    state.table().properties.get(key)
}

/// What is found in one clause, and how it is done.
fn answer(state: &TableState, clause: &str, tables: &Tables) -> (Vec<Finding>, Execution) {
    let alter = parse_alter_table(&format!("ALTER TABLE t {clause}")).unwrap();
    let run_mode = match show_create_table(state.table()).contains("storage_volume") {
        true => RunMode::SharedData,
        false => RunMode::SharedNothing,
    };
    let options = CheckOptions { run_mode, ..CheckOptions::default() };
    let altered = state.alter(&alter, &AlterContext { options: &options, neighbours: tables });
    (altered.findings, altered.execution)
}

fn refusal(state: &TableState, clause: &str, tables: &Tables) -> Option<String> {
    let (findings, _) = answer(state, clause, tables);
    findings.iter().find(|finding| finding.is_error()).map(Finding::server_answer)
}

const PLAIN: &str = "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
const RANGES: &str = "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) \
                      (PARTITION p VALUES LESS THAN ('2024-01-01'), PARTITION q VALUES LESS THAN ('2024-02-01')) \
                      PROPERTIES ('replication_num' = '1')";

#[test]
fn factors_of_flat_json_are_kept_while_it_is_off() {
    let off = [
        "SET ('flat_json.enable' = 'true')",
        "SET ('flat_json.null.factor' = '0.2')",
        "SET ('flat_json.enable' = 'false')",
    ];
    let state = altered(PLAIN, &off);
    assert_eq!(property(&state, "flat_json.enable"), Some("false"));
    assert_eq!(property(&state, "flat_json.null.factor"), None);
    let state = altered(PLAIN, &[&off[..], &["SET ('flat_json.enable' = 'true')"]].concat());
    assert_eq!(property(&state, "flat_json.null.factor"), Some("0.2"));
    assert_eq!(property(&state, "flat_json.column.max"), Some("100"));
}

#[test]
fn each_change_of_the_binlog_counts_its_version_up() {
    let state = altered(PLAIN, &["SET ('binlog_enable' = 'false')"]);
    assert_eq!(property(&state, "binlog_version"), Some("0"));
    let again = ["SET ('binlog_enable' = 'false')", "SET ('binlog_enable' = 'false')"];
    assert_eq!(property(&altered(PLAIN, &again), "binlog_version"), Some("0"));
    let changed = ["SET ('binlog_enable' = 'false')", "SET ('binlog_ttl_second' = '60')"];
    assert_eq!(property(&altered(PLAIN, &changed), "binlog_version"), Some("1"));
}

#[test]
fn partitions_keep_their_copies() {
    let with_one_copy = |clauses: &[&str]| {
        show_create_table(altered(RANGES, clauses).table()).matches("(\"replication_num\" = \"1\")").count()
    };
    let two = "SET ('default.replication_num' = '2')";
    assert_eq!(with_one_copy(&[]), 0);
    assert_eq!(with_one_copy(&[two]), 2);
    assert_eq!(with_one_copy(&[two, "MODIFY PARTITION Q SET ('replication_num' = '2')"]), 1);
    assert_eq!(with_one_copy(&[two, "SET ('default.replication_num' = '1')"]), 0);
}

#[test]
fn a_table_becomes_dynamically_partitioned_with_all_that_belongs_to_it() {
    let state =
        altered(RANGES, &["SET ('dynamic_partition.time_unit' = 'WEEK', 'dynamic_partition.end' = '3')"]);
    assert_eq!(property(&state, "dynamic_partition.start_day_of_week"), Some("1"));
    assert_eq!(property(&state, "dynamic_partition.prefix"), Some("p"));
    let created = created(
        &RANGES.replace(
            "PROPERTIES (",
            "PROPERTIES ('dynamic_partition.time_unit' = 'WEEK', 'dynamic_partition.end' = '3', ",
        ),
        RunMode::SharedNothing,
    );
    assert_eq!(state.table(), created.table());
}

#[test]
fn what_a_lone_number_of_seconds_says_stays_as_it_is_written() {
    let state =
        altered(RANGES, &["SET ('storage_cooldown_ttl' = '1 day')", "SET ('partition_ttl' = '2 weeks')"]);
    assert_eq!(property(&state, "storage_cooldown_ttl"), Some("1 day"));
    assert_eq!(property(&state, "partition_ttl"), Some("2 weeks"));
}

#[test]
fn a_renamed_column_is_renamed_in_the_properties_that_refer_to_it() {
    let create = "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) \
                  PROPERTIES ('bloom_filter_columns' = 'k, v', 'unique_constraints' = 'v, w; v')";
    let state = altered(create, &["RENAME COLUMN v TO a", "RENAME u"]);
    assert_eq!(property(&state, "bloom_filter_columns"), Some("a, k"));
    assert_eq!(
        property(&state, "unique_constraints"),
        Some("default_catalog.db.u.a,w;default_catalog.db.u.a")
    );
}

#[test]
fn a_declared_table_keeps_what_is_written() {
    let table = parse_create_table("CREATE TABLE t (k INT, v INT)").unwrap().table;
    let clause =
        |clause: &str| parse_alter_table(&format!("ALTER TABLE t {clause}")).unwrap().clauses[0].clone();
    let table = table.apply(&clause("SET ('default.replication_num' = '3')")).unwrap();
    let table = table.apply(&clause("SET ('bloom_filter_columns' = 'V')")).unwrap();
    assert_eq!(table.properties.get("replication_num"), Some("3"));
    assert_eq!(table.properties.get("bloom_filter_columns"), Some("V"));
    let table = table.apply(&clause("SET ('bloom_filter_columns' = '')")).unwrap();
    assert_eq!(table.properties.get("bloom_filter_columns"), None);
}

#[test]
fn two_tables_swap_when_their_constraints_are_alike() {
    let constrained = PLAIN.replace(" BUCKETS 1", " BUCKETS 1 PROPERTIES ('unique_constraints' = 'k')");
    let state = created(&constrained, RunMode::SharedNothing);
    let tables = Tables(BTreeMap::from([(
        "u",
        created(&PLAIN.replace("TABLE t", "TABLE u"), RunMode::SharedNothing),
    )]));
    assert_eq!(
        refusal(&state, "SWAP WITH u", &tables).unwrap(),
        "Table u does not contain the same unique constraints, origin: [default_catalog.db.t.k], new: []"
    );
    assert_eq!(
        refusal(&state, "SWAP WITH w", &tables).unwrap(),
        "Table w does not exist or is not OLAP/LAKE table"
    );
    let plain = created(PLAIN, RunMode::SharedNothing);
    assert_eq!(refusal(&plain, "SWAP WITH u", &tables), None);
    assert_eq!(refusal(&plain, "RENAME u", &tables).unwrap(), "Table name[u] is already used");
}

#[test]
fn foreign_keys_refer_to_unique_columns() {
    let parent = "CREATE TABLE p (Id INT, v INT) PRIMARY KEY(Id)";
    let loose = "CREATE TABLE l (id INT, v INT) DUPLICATE KEY(id)";
    let tables = Tables(BTreeMap::from([
        ("p", created(parent, RunMode::SharedNothing)),
        ("l", created(loose, RunMode::SharedNothing)),
    ]));
    let state = created(PLAIN, RunMode::SharedNothing);
    let set = |value: &str| format!("SET ('foreign_key_constraints' = '{value}')");
    let alter = parse_alter_table(&format!("ALTER TABLE t {}", set("(V) REFERENCES p(id)"))).unwrap();
    let options = CheckOptions::default();
    let after = state.alter(&alter, &AlterContext { options: &options, neighbours: &tables }).state.unwrap();
    assert_eq!(property(&after, "foreign_key_constraints"), Some("(v) REFERENCES default_catalog.db.p(Id)"));
    for (value, message) in [
        ("(v) REFERENCES l(id)", "dup table:l has no unique constraint"),
        ("(v) REFERENCES p(v)", "columns:[v] are not dup table:p's unique constraint"),
        ("(v) REFERENCES p(x)", "can not find column by name: x, from table: p"),
        ("(v) REFERENCES z(x)", "catalog:default_catalog, database: db, table:z do not exist"),
    ] {
        assert_eq!(
            refusal(&state, &set(value), &tables).unwrap(),
            format!("analyze table foreign key constraint:{value} failed, msg: {message}")
        );
    }
}

#[test]
fn jobs_of_object_storage_begin_when_there_is_something_to_do() {
    let tables = Tables(BTreeMap::new());
    let state = created("CREATE TABLE t (k INT, v INT) PRIMARY KEY(k)", RunMode::SharedData);
    let execution = |clause: &str| {
        let (findings, execution) = answer(&state, clause, &tables);
        assert!(!findings.iter().any(Finding::is_error), "{clause}: {findings:#?}");
        execution
    };
    let job = Execution::Job(JobKind::SchemaChange);
    assert_eq!(execution("SET ('enable_persistent_index' = 'true')"), Execution::Done);
    assert_eq!(execution("SET ('enable_persistent_index' = 'false')"), job);
    assert_eq!(execution("SET ('persistent_index_type' = 'CLOUD_NATIVE')"), Execution::Done);
    assert_eq!(execution("SET ('persistent_index_type' = 'LOCAL')"), job);
    assert_eq!(execution("SET ('file_bundling' = 'false')"), job);
    assert_eq!(execution("SET ('cloud_native_fast_schema_evolution_v2' = 'true')"), Execution::Done);
    assert_eq!(execution("SET ('cloud_native_fast_schema_evolution_v2' = 'false')"), job);
    assert_eq!(execution("SET ('lake_compaction_max_parallel' = '2')"), Execution::Done);
}

#[test]
fn holes_are_warnings() {
    let tables = Tables(BTreeMap::new());
    let warned = |create: &str, clause: &str| {
        let (findings, _) = answer(&created(create, RunMode::SharedNothing), clause, &tables);
        findings.iter().all(|finding| finding.severity == Severity::Warning) && !findings.is_empty()
    };
    assert!(warned(PLAIN, "AUTO_INCREMENT = 7"));
    assert!(warned(PLAIN, "MODIFY PARTITION t SET ('foo' = '1')"));
    assert!(warned(&PLAIN.replace("DUPLICATE", "PRIMARY"), "SET ('storage_cooldown_ttl' = '1 day')"));
}
