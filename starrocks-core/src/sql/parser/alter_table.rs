//! ALTER TABLE: the statement, and which clause it is.

use super::alter_columns::{add_column, add_field, drop_field, position, source_rollup};
use super::alter_habits::KNOWN_CLAUSES;
use super::alter_optimize::{distribution_or_buckets, optimize, reorder_or_optimize};
use super::alter_partitions::{add_partitions, drop_partitions, modify_partitions, partition_names, replace};
use super::alter_tablets::{compact, compaction, merge_tablets, split_tablets, tablet_ids};
use super::column::column;
use super::create_table::rollup;
use super::cursor::{Cursor, Parsed};
use super::index::index;
use super::properties::{optional_properties, property_list};
use super::qualified_name;
use crate::nearest::nearest;
use crate::schema::{AlterClause, AlterTable, ExternalClause, Optimize};
use crate::sql::lexer::TokenKind;
use std::borrow::Cow;

/// The words that a clause begins with.
pub(super) const CLAUSES: &[&str] = &[
    "ADD",
    "DROP",
    "MODIFY",
    "RENAME",
    "SWAP",
    "SET",
    "COMMENT",
    "ORDER",
    "PARTITION",
    "PARTITIONS",
    "TEMPORARY",
    "AGGREGATE",
    "DUPLICATE",
    "PRIMARY",
    "UNIQUE",
    "DISTRIBUTED",
    "BETWEEN",
    "TRUNCATE",
    "REPLACE",
    "BASE",
    "CUMULATIVE",
    "COMPACT",
    "AUTO_INCREMENT",
    "SPLIT",
    "MERGE",
    "CREATE",
    "EXECUTE",
];

/// `ALTER TABLE name clause, …`, up to the end or a semicolon. `starts` gets the places at which the clauses begin.
pub(super) fn alter_table(cursor: &mut Cursor<'_>, starts: &mut Vec<usize>) -> Parsed<AlterTable> {
    cursor.column_ends = &["FIRST", "AFTER", "TO", "IN", "FROM", "PROPERTIES"];
    cursor.expect_keyword("ALTER")?;
    cursor.expect_keyword("TABLE")?;
    let table = qualified_name(cursor)?;
    let mut next = |cursor: &mut Cursor<'_>| {
        starts.push(cursor.token().start);
        clause(cursor)
    };
    let mut clauses = vec![next(cursor)?];
    // What lists rollups takes every comma, and so is alone.
    let lone =
        |clause: &AlterClause| matches!(clause, AlterClause::AddRollups(_) | AlterClause::DropRollups(_));
    while !lone(&clauses[0]) && cursor.take_symbol(',')? {
        if cursor.second_is_keyword("ROLLUP") && (cursor.is_keyword("ADD") || cursor.is_keyword("DROP")) {
            cursor.advance()?;
            return Err(cursor
                .unexpected()
                .with_help("ADD ROLLUP and DROP ROLLUP stand alone in a statement"));
        }
        clauses.push(next(cursor)?);
    }
    end(cursor)?;
    Ok(AlterTable { table, clauses: Cow::Owned(clauses) })
}

/// Nothing but semicolons follows.
fn end(cursor: &mut Cursor<'_>) -> Parsed<()> {
    let mut ended = false;
    while cursor.take_symbol(';')? {
        ended = true;
    }
    if cursor.at_end() {
        return Ok(());
    }
    cursor.note_expected("the end of the statement");
    let error = cursor.unexpected();
    let begins_clause = CLAUSES.iter().any(|word| cursor.is_keyword(word));
    Err(match (ended, begins_clause) {
        (true, _) => error.with_help("write one statement at a time"),
        (false, true) => {
            error.with_help(format!("put a comma in front of `{}`, a clause of its own", cursor.text()))
        }
        (false, false) => error,
    })
}

/// One clause. Nothing is one as well: the OPTIMIZE that has no parts.
pub(super) fn clause(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    if cursor.take_keyword("ADD")? {
        return add(cursor);
    }
    if cursor.take_keyword("DROP")? {
        return drop(cursor);
    }
    if cursor.take_keyword("MODIFY")? {
        return modify(cursor);
    }
    if cursor.take_keyword("RENAME")? {
        return rename(cursor);
    }
    if cursor.take_keyword("SWAP")? {
        cursor.expect_keyword("WITH")?;
        return Ok(AlterClause::SwapWith { table: cursor.identifier("the name of a table")? });
    }
    if cursor.take_keyword("SET")? {
        return property_list(cursor).map(AlterClause::SetProperties);
    }
    if cursor.take_keyword("COMMENT")? {
        cursor.expect_symbol('=')?;
        return cursor.string("a comment").map(AlterClause::Comment);
    }
    if cursor.take_keyword("AUTO_INCREMENT")? {
        cursor.expect_symbol('=')?;
        return cursor.long_integer("a number").map(AlterClause::AutoIncrement);
    }
    if cursor.take_keyword("TRUNCATE")? {
        return partition_names(cursor, &[]).map(AlterClause::TruncatePartitions);
    }
    if cursor.take_keyword("REPLACE")? {
        for (word, kind) in
            [("TAG", ExternalClause::CreateOrReplaceTag), ("BRANCH", ExternalClause::CreateOrReplaceBranch)]
        {
            if cursor.is_keyword(word) {
                return external(cursor, kind, "REPLACE");
            }
        }
        return replace(cursor);
    }
    if let Some(kind) = compaction(cursor)? {
        return compact(cursor, kind);
    }
    if cursor.take_keyword("SPLIT")? {
        return split_tablets(cursor);
    }
    if cursor.take_keyword("MERGE")? {
        return merge_tablets(cursor);
    }
    if cursor.take_keyword("CREATE")? {
        return create_external(cursor);
    }
    if cursor.take_keyword("EXECUTE")? {
        return external(cursor, ExternalClause::Execute, "EXECUTE");
    }
    if cursor.is_keyword("ORDER") {
        return reorder_or_optimize(cursor);
    }
    if cursor.is_keyword("DISTRIBUTED") {
        return distribution_or_buckets(cursor);
    }
    let parts = optimize(cursor)?;
    let is_over = cursor.at_end() || cursor.is_symbol(',') || cursor.is_symbol(';');
    if parts == Optimize::default() && !is_over {
        let found = cursor.text();
        let error = cursor.error(format!("expected a clause of ALTER TABLE, found `{found}`"));
        return Err(match nearest(found, CLAUSES.iter().copied()) {
            Some(meant) => error.with_help(format!("did you mean `{meant}`?")),
            None => error.with_help(KNOWN_CLAUSES),
        });
    }
    Ok(AlterClause::Optimize(parts))
}

/// What stands behind ADD.
fn add(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    if cursor.take_keyword("COLUMN")? {
        return add_column(cursor);
    }
    if cursor.take_keyword("INDEX")? {
        return index(cursor).map(AlterClause::AddIndex);
    }
    if cursor.take_keyword("ROLLUP")? {
        let mut rollups = vec![rollup(cursor)?];
        while cursor.take_symbol(',')? {
            rollups.push(rollup(cursor)?);
        }
        return Ok(AlterClause::AddRollups(Cow::Owned(rollups)));
    }
    if cursor.is_keyword("PARTITION") && cursor.second_is_keyword("COLUMN") {
        return external(cursor, ExternalClause::AddPartitionColumn, "ADD");
    }
    add_partitions(cursor)
}

/// What stands behind DROP.
fn drop(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    if cursor.take_keyword("COLUMN")? {
        let column = cursor.identifier("the name of a column")?;
        let rollup = source_rollup(cursor)?;
        let properties = optional_properties(cursor)?;
        return Ok(AlterClause::DropColumn { column, rollup, properties });
    }
    if cursor.take_keyword("INDEX")? {
        return Ok(AlterClause::DropIndex { index: cursor.identifier("the name of an index")? });
    }
    if cursor.take_keyword("ROLLUP")? {
        let mut rollups = vec![cursor.identifier("the name of a rollup")?];
        while cursor.take_symbol(',')? {
            rollups.push(cursor.identifier("the name of a rollup")?);
        }
        return Ok(AlterClause::DropRollups(Cow::Owned(rollups)));
    }
    if cursor.take_keyword("PERSISTENT")? {
        for word in ["INDEX", "ON", "TABLETS"] {
            cursor.expect_keyword(word)?;
        }
        return Ok(AlterClause::DropPersistentIndex { tablets: tablet_ids(cursor)? });
    }
    if cursor.is_keyword("PARTITION") && cursor.second_is_keyword("COLUMN") {
        return external(cursor, ExternalClause::DropPartitionColumn, "DROP");
    }
    for (word, kind) in [("BRANCH", ExternalClause::DropBranch), ("TAG", ExternalClause::DropTag)] {
        if cursor.is_keyword(word) {
            return external(cursor, kind, "DROP");
        }
    }
    drop_partitions(cursor)
}

/// What stands behind MODIFY.
fn modify(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    if !cursor.take_keyword("COLUMN")? {
        return modify_partitions(cursor);
    }
    if cursor.is_identifier() {
        // In front of a bracket it is a function, whose state the column has.
        let is_call = cursor.third().is_ok_and(|token| token.kind == TokenKind::Symbol('('));
        if cursor.second_is_keyword("COMMENT") && !is_call {
            let column = cursor.identifier("the name of a column")?;
            cursor.advance()?;
            return Ok(AlterClause::ModifyColumnComment { column, comment: cursor.string("a comment")? });
        }
        if cursor.second_is_keyword("ADD") {
            return add_field(cursor);
        }
        if cursor.second_is_keyword("DROP") {
            return drop_field(cursor);
        }
    }
    let behind_name = cursor.second().ok().map(|token| token.span());
    let column = column(cursor).map_err(|error| {
        let found = cursor.slice(error.span());
        match nearest(found, ["COMMENT", "ADD", "DROP"]) {
            Some(meant) if behind_name == Some(error.span()) => {
                error.with_help(format!("did you mean `{meant}`?"))
            }
            _ => error,
        }
    })?;
    let position = position(cursor)?;
    let rollup = source_rollup(cursor)?;
    let properties = optional_properties(cursor)?;
    Ok(AlterClause::ModifyColumn { column, position, rollup, properties })
}

/// What stands behind RENAME.
fn rename(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    if cursor.take_keyword("COLUMN")? {
        let column = cursor.identifier("the name of a column")?;
        cursor.expect_keyword("TO")?;
        return Ok(AlterClause::RenameColumn { column, to: cursor.identifier("the name of a column")? });
    }
    // `rollup` may also be the new name of the table.
    if cursor.is_keyword("ROLLUP") && second_begins_name(cursor) {
        cursor.advance()?;
        let rollup = cursor.identifier("the name of a rollup")?;
        return Ok(AlterClause::RenameRollup { rollup, to: cursor.identifier("the name of a rollup")? });
    }
    if cursor.take_keyword("PARTITION")? {
        let partition = cursor.identifier("the name of a partition")?;
        return Ok(AlterClause::RenamePartition {
            partition,
            to: cursor.identifier("the name of a partition")?,
        });
    }
    Ok(AlterClause::Rename { to: cursor.identifier("the name of a table")? })
}

fn second_begins_name(cursor: &Cursor<'_>) -> bool {
    cursor.second().is_ok_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::QuotedIdentifier))
}

/// What stands behind CREATE: `[OR REPLACE] BRANCH` or `TAG`.
fn create_external(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    let begin = if cursor.take_keyword("OR")? {
        cursor.expect_keyword("REPLACE")?;
        "CREATE OR REPLACE"
    } else {
        "CREATE"
    };
    for (word, kind) in
        [("TAG", ExternalClause::CreateOrReplaceTag), ("BRANCH", ExternalClause::CreateOrReplaceBranch)]
    {
        if cursor.is_keyword(word) {
            return external(cursor, kind, begin);
        }
        cursor.note_keyword(word);
    }
    Err(cursor.unexpected())
}

/// The rest of a clause that StarRocks has for other tables, as it is; `begin` has been read.
fn external(cursor: &mut Cursor<'_>, kind: ExternalClause, begin: &str) -> Parsed<AlterClause> {
    let start = cursor.token().start;
    while !matches!(cursor.token().kind, TokenKind::Symbol(',' | ';') | TokenKind::End) {
        cursor.skip_balanced()?;
    }
    if cursor.previous_end() <= start {
        return Err(cursor.unexpected());
    }
    let text = format!("{begin} {}", cursor.slice(start..cursor.previous_end()));
    Ok(AlterClause::External { kind, text: text.into() })
}

#[cfg(test)]
mod tests {
    use crate::schema::AlterClause;
    use crate::sql::{ParseError, parse_alter_table};

    fn clauses(sql: &str) -> Result<Vec<AlterClause>, ParseError> {
        parse_alter_table(&format!("ALTER TABLE t {sql}")).map(|alter| alter.clauses.into_owned())
    }

    #[test]
    fn names_alone_are_a_reorder_and_everything_else_an_optimize() {
        assert!(matches!(clauses("ORDER BY (a, b)").unwrap()[..], [AlterClause::ReorderColumns { .. }]));
        for optimize in [
            "ORDER BY (a DESC, b)",
            "ORDER BY (a) DISTRIBUTED BY HASH(a)",
            "DISTRIBUTED BY HASH(a) BUCKETS 3",
            "PARTITION (p) DISTRIBUTED BY RANDOM",
            "PARTITION BY date_trunc('month', d)",
            "BETWEEN '2024-01-01' AND '2024-02-01'",
            "",
        ] {
            assert!(matches!(clauses(optimize).unwrap()[..], [AlterClause::Optimize(_)]), "{optimize}");
        }
    }

    #[test]
    fn what_follows_a_column_is_not_taken_for_its_default() {
        let after = clauses("ADD COLUMN a INT DEFAULT '1' AFTER b PROPERTIES ('timeout' = '1')").unwrap();
        assert!(matches!(&after[..], [AlterClause::AddColumn { position: Some(_), properties, .. }]
            if properties.get("timeout") == Some("1")));
        let generated = clauses("ADD COLUMN a INT AS (first + 1) COMMENT 'x', DROP COLUMN c").unwrap();
        assert_eq!(generated.len(), 2);
    }

    #[test]
    fn a_list_of_rollups_takes_all_commas_and_stands_alone() {
        assert!(
            matches!(&clauses("ADD ROLLUP r (a), s (b)").unwrap()[..], [AlterClause::AddRollups(two)] if two.len() == 2)
        );
        for refused in [
            "ADD ROLLUP r (a), DROP COLUMN b",
            "DROP COLUMN b, DROP ROLLUP r",
            "DROP ROLLUP r, ADD COLUMN b INT",
        ] {
            assert!(clauses(refused).is_err(), "{refused}");
        }
    }

    /// What a law found: a function may be named as the clause is.
    #[test]
    fn a_state_of_a_function_named_comment_is_a_definition() {
        let state = clauses("MODIFY COLUMN a comment(INT)").unwrap();
        assert!(matches!(state[..], [AlterClause::ModifyColumn { .. }]));
        let comment = clauses("MODIFY COLUMN a COMMENT 'x'").unwrap();
        assert!(matches!(comment[..], [AlterClause::ModifyColumnComment { .. }]));
    }

    /// What a law found: a comma behind PARTITION BY may begin the next clause.
    #[test]
    fn a_clause_may_follow_partition_expressions() {
        for (sql, number) in [
            ("PARTITION BY date_trunc('day', d), DROP COLUMN c", 2),
            ("PARTITION BY d, ADD COLUMN c INT", 2),
            ("PARTITION BY d, RENAME u", 2),
            ("PARTITION BY d, COMMENT = 'x'", 2),
            ("PARTITION BY d,", 2),
            ("PARTITION BY d, comment, e", 1),
            ("PARTITION BY d, comment ORDER BY (a)", 1),
            ("PARTITION BY d, comment", 1),
        ] {
            assert_eq!(clauses(sql).unwrap().len(), number, "{sql}");
        }
        assert!(clauses("PARTITION BY d, f(").is_err());
    }

    #[test]
    fn a_misspelt_clause_is_pointed_at() {
        let error = clauses("ADDD COLUMN a INT").unwrap_err();
        assert_eq!(error.span(), 14..18);
        assert!(error.to_string().contains("`ADD`"), "{error}");
        let error = clauses("RENAME TO u").unwrap_err();
        assert!(error.to_string().contains("RENAME u"), "{error}");
        for refused in [
            "DROP",
            "ADD",
            "MODIFY COLUMN",
            "SET ()",
            "COMMENT 'x'",
            "AUTO_INCREMENT = -1",
            "REPLACE",
            "CREATE x",
        ] {
            assert!(clauses(refused).is_err(), "{refused}");
        }
    }
}
