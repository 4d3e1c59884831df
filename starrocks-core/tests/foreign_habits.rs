//! Does an ALTER TABLE in the words of another database say what to write in StarRocks' words?
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::sql::parse_alter_table;

#[test]
fn the_help_says_what_to_write_here() {
    // The part in brackets is where the caret stands.
    for (clause, help) in [
        ("ADD COLUMN «IF» NOT EXISTS v INT", "leave it out"),
        ("ADD «COLUMNS» (v INT)", "ADD COLUMN (name type, …)"),
        ("ADD «v» INT", "ADD COLUMN v …"),
        ("ADD COLUMN v DECIMAL(10, 2) «PRIMARY» KEY", "SWAP WITH"),
        ("ADD COLUMN v INT «ON» UPDATE CURRENT_TIMESTAMP", "no ON UPDATE"),
        ("ADD COLUMN v INT «BEFORE» k", "FIRST, or AFTER"),
        ("ADD COLUMN v INT «ADD» COLUMN w INT", "put a comma in front of `ADD`"),
        ("ADD «PRIMARY» KEY (k)", "make a new table"),
        ("ADD «CONSTRAINT» c UNIQUE (k)", "unique_constraints"),
        ("ADD «KEY» i (v)", "ADD INDEX name (column) USING BITMAP"),
        ("ADD INDEX i (v) USING «BTREE»", "USING BITMAP"),
        ("ADD PARTITION «(»PARTITION p VALUES LESS THAN ('5'))", "ADD PARTITION name VALUES"),
        ("ADD PARTITIONS «p» VALUES LESS THAN ('5')", "ADD PARTITION p VALUES …"),
        ("DROP COLUMN «IF» EXISTS v", "leave it out"),
        ("DROP COLUMN v, «w»", "DROP COLUMN v, DROP COLUMN w"),
        ("DROP COLUMN «(»v, w)", "DROP COLUMN a, DROP COLUMN b"),
        ("DROP COLUMN v «CASCADE»", "leave it out"),
        ("DROP «v»", "DROP COLUMN v"),
        ("DROP PARTITION p, «q»", "DROP PARTITIONS (p, q)"),
        ("DROP PARTITIONS «p», q", "DROP PARTITIONS (p, …)"),
        ("«CHANGE» COLUMN a b INT", "RENAME COLUMN a TO b"),
        ("«ALTER» COLUMN v SET DEFAULT 5", "keeps its default"),
        ("«ALTER» v TYPE BIGINT", "MODIFY COLUMN v"),
        ("MODIFY «v» BIGINT", "MODIFY COLUMN v"),
        ("MODIFY COLUMN v «DEFAULT» '0'", "keeps its default"),
        ("MODIFY COLUMN v «DEFAULT» '0', DROP COLUMN w", "keeps its default"),
        ("DROP COLUMN w, MODIFY COLUMN v «SET» NOT NULL", "stays so"),
        ("MODIFY COLUMN v «TO» w", "RENAME COLUMN v TO w"),
        ("RENAME «TO» u", "RENAME u"),
        ("RENAME a «TO» b", "RENAME COLUMN a TO b"),
        ("RENAME PARTITION p «TO» q", "RENAME PARTITION p q"),
        ("SET «TBLPROPERTIES» ('a' = 'b')", "SET (\"key\" = \"value\")"),
        ("COMMENT «'x'»", "COMMENT = 'x'"),
        ("AUTO_INCREMENT «5»", "AUTO_INCREMENT = 5"),
        ("«ENGINE» = InnoDB", "cannot be changed"),
        ("SWAP «TABLE» u", "SWAP WITH u"),
        ("ORDER BY «k»", "ORDER BY (k)"),
        ("«OPTIMIZE»", "leave out the word"),
        ("«VACUUM»", "the clauses are ADD, DROP"),
        ("DROP COLUMN v; «DROP» COLUMN w", "one statement at a time"),
    ] {
        pointed(&format!("ALTER TABLE t {clause}"), help);
    }
    pointed("ALTER TABLE «IF» EXISTS t DROP COLUMN v", "leave it out");
    pointed("ALTER TABLE ONLY «t» DROP COLUMN v", "ALTER TABLE t …");
    pointed("ALTER TABLE «ADD» COLUMN v INT", "the name of the table is missing");
}

fn pointed(marked: &str, help: &str) {
    let start = marked.find('«').unwrap();
    let end = marked.find('»').unwrap() - '«'.len_utf8();
    let sql = marked.replace(['«', '»'], "");
    let error = parse_alter_table(&sql).expect_err(&sql);
    assert_eq!(error.span(), start..end, "{error}");
    assert!(error.help().unwrap_or_default().contains(help), "{error}\nwanted: {help}");
}

#[test]
fn a_name_in_backquotes_is_no_habit() {
    for clause in [
        "DROP COLUMN `if`",
        "ADD COLUMN `before` INT AFTER `primary`",
        "RENAME `to`",
        "MODIFY COLUMN `set` INT",
    ] {
        assert!(parse_alter_table(&format!("ALTER TABLE t {clause}")).is_ok(), "{clause}");
    }
}
