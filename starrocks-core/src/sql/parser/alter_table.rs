//! ALTER TABLE: the statement, and the clauses about columns, indexes, rollups and the table itself.

use super::alter_habits::KNOWN_CLAUSES;
use super::alter_partitions::{
    BEHIND_OPTIMIZED, add_partitions, drop_partitions, modify_partitions, partition_names, replace,
};
use super::column::column;
use super::create_table::{key, order_by, rollup};
use super::cursor::{Cursor, Parsed};
use super::data_type::data_type;
use super::distribution::distribution;
use super::index::index;
use super::partition::partitioning;
use super::properties::{optional_properties, property_list};
use super::qualified_name;
use crate::nearest::nearest;
use crate::schema::{
    AlterClause, AlterTable, ColumnPosition, CompactionKind, Distribution, ExternalClause, FieldStep, List,
    Optimize, Tablets, Text,
};
use crate::sql::lexer::TokenKind;
use std::borrow::Cow;

/// The words that a clause begins with.
const CLAUSES: &[&str] = &[
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
    optimize(cursor).map(AlterClause::Optimize)
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

fn add_column(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    if cursor.is_symbol('(') {
        let columns = cursor.parenthesized(column)?;
        let rollup = target_rollup(cursor)?;
        let properties = optional_properties(cursor)?;
        return Ok(AlterClause::AddColumns { columns: Cow::Owned(columns), rollup, properties });
    }
    let column = column(cursor)?;
    let position = position(cursor)?;
    let rollup = target_rollup(cursor)?;
    let properties = optional_properties(cursor)?;
    Ok(AlterClause::AddColumn { column, position, rollup, properties })
}

/// `TO rollup` or `IN rollup`.
fn target_rollup(cursor: &mut Cursor<'_>) -> Parsed<Option<Text>> {
    if cursor.take_keyword("TO")? || cursor.take_keyword("IN")? {
        return cursor.identifier("the name of a rollup").map(Some);
    }
    Ok(None)
}

/// `FROM rollup`.
fn source_rollup(cursor: &mut Cursor<'_>) -> Parsed<Option<Text>> {
    if cursor.take_keyword("FROM")? { cursor.identifier("the name of a rollup").map(Some) } else { Ok(None) }
}

/// `FIRST` or `AFTER name`.
fn position(cursor: &mut Cursor<'_>) -> Parsed<Option<ColumnPosition>> {
    if cursor.take_keyword("FIRST")? {
        return Ok(Some(ColumnPosition::First));
    }
    if cursor.take_keyword("AFTER")? {
        return cursor.identifier("a name").map(|name| Some(ColumnPosition::After(name)));
    }
    Ok(None)
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
        if cursor.second_is_keyword("COMMENT") {
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

fn add_field(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    let column = cursor.identifier("the name of a column")?;
    cursor.expect_keyword("ADD")?;
    cursor.expect_keyword("FIELD")?;
    let path = field_path(cursor)?;
    let data_type = data_type(cursor)?;
    let position = position(cursor)?;
    let properties = optional_properties(cursor)?;
    Ok(AlterClause::AddField { column, path, data_type, position, properties })
}

fn drop_field(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    let column = cursor.identifier("the name of a column")?;
    cursor.expect_keyword("DROP")?;
    cursor.expect_keyword("FIELD")?;
    let path = field_path(cursor)?;
    let properties = optional_properties(cursor)?;
    Ok(AlterClause::DropField { column, path, properties })
}

/// `a.b`, `[*].a`.
fn field_path(cursor: &mut Cursor<'_>) -> Parsed<List<FieldStep>> {
    let mut path = Vec::new();
    loop {
        path.push(if cursor.take_symbol('[')? {
            cursor.expect_symbol('*')?;
            cursor.expect_symbol(']')?;
            FieldStep::Element
        } else {
            FieldStep::Field(cursor.identifier("the name of a field")?)
        });
        if !cursor.take_symbol('.')? {
            return Ok(Cow::Owned(path));
        }
    }
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

/// `[BASE | CUMULATIVE] COMPACT`.
fn compaction(cursor: &mut Cursor<'_>) -> Parsed<Option<CompactionKind>> {
    for (word, kind) in [("BASE", CompactionKind::Base), ("CUMULATIVE", CompactionKind::Cumulative)] {
        if cursor.take_keyword(word)? {
            cursor.expect_keyword("COMPACT")?;
            return Ok(Some(kind));
        }
    }
    Ok(cursor.take_keyword("COMPACT")?.then_some(CompactionKind::Unspecified))
}

fn compact(cursor: &mut Cursor<'_>, kind: CompactionKind) -> Parsed<AlterClause> {
    let what = "the name of a partition";
    let partitions = if cursor.is_symbol('(') {
        cursor.identifier_list(what)?
    } else if cursor.is_identifier() {
        vec![cursor.identifier(what)?]
    } else {
        Vec::new()
    };
    Ok(AlterClause::Compact { kind, partitions: Cow::Owned(partitions) })
}

/// `(1, 2)`.
fn tablet_ids(cursor: &mut Cursor<'_>) -> Parsed<List<u64>> {
    cursor.parenthesized(|cursor| cursor.long_integer("the id of a tablet")).map(Cow::Owned)
}

fn take_tablet_word(cursor: &mut Cursor<'_>) -> Parsed<()> {
    if cursor.take_keyword("TABLET")? || cursor.take_keyword("TABLETS")? {
        Ok(())
    } else {
        Err(cursor.unexpected())
    }
}

fn is_partition_word(cursor: &Cursor<'_>) -> bool {
    ["TEMPORARY", "PARTITION", "PARTITIONS"].iter().any(|word| cursor.is_keyword(word))
}

/// What stands behind SPLIT.
fn split_tablets(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    take_tablet_word(cursor)?;
    let of = if is_partition_word(cursor) {
        Tablets::Partitions(partition_names(cursor, &["PROPERTIES"])?)
    } else if cursor.is_symbol('(') {
        Tablets::Ids(Cow::Owned(vec![tablet_ids(cursor)?]))
    } else if cursor.token().kind == TokenKind::Integer {
        let mut ids = vec![cursor.long_integer("the id of a tablet")?];
        while cursor.is_symbol(',') && cursor.second().is_ok_and(|token| token.kind == TokenKind::Integer) {
            cursor.advance()?;
            ids.push(cursor.long_integer("the id of a tablet")?);
        }
        Tablets::Ids(Cow::Owned(vec![Cow::Owned(ids)]))
    } else {
        Tablets::All
    };
    Ok(AlterClause::SplitTablets { of, properties: optional_properties(cursor)? })
}

/// What stands behind MERGE.
fn merge_tablets(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    take_tablet_word(cursor)?;
    let of = if is_partition_word(cursor) {
        Tablets::Partitions(partition_names(cursor, &["PROPERTIES"])?)
    } else {
        let mut groups = Vec::new();
        while cursor.is_symbol('(') {
            groups.push(tablet_ids(cursor)?);
        }
        if groups.is_empty() { Tablets::All } else { Tablets::Ids(Cow::Owned(groups)) }
    };
    Ok(AlterClause::MergeTablets { of, properties: optional_properties(cursor)? })
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

/// ORDER BY: a reorder when it holds nothing but names and nothing of an OPTIMIZE follows.
fn reorder_or_optimize(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    let mut ahead = Cursor::new(cursor.source(), cursor.reading)?;
    ahead.jump(cursor.token().start)?;
    ahead.advance()?;
    ahead.expect_keyword("BY")?;
    let names = ahead.identifier_list("a column of ORDER BY");
    if let (Ok(columns), false) = (names, ahead.is_keyword("DISTRIBUTED") || ahead.is_keyword("BETWEEN")) {
        cursor.jump(ahead.token().start)?;
        let rollup = source_rollup(cursor)?;
        let properties = optional_properties(cursor)?;
        return Ok(AlterClause::ReorderColumns { columns: Cow::Owned(columns), rollup, properties });
    }
    optimize(cursor).map(AlterClause::Optimize)
}

/// `DISTRIBUTED BY HASH(…) DEFAULT BUCKETS n`, or an OPTIMIZE.
fn distribution_or_buckets(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    cursor.advance()?;
    cursor.expect_keyword("BY")?;
    let distributed_by = distribution(cursor)?;
    if let Distribution::Hash { columns, buckets: None } = &distributed_by
        && cursor.take_keyword("DEFAULT")?
    {
        cursor.expect_keyword("BUCKETS")?;
        let buckets = cursor.integer("a number of buckets")?;
        return Ok(AlterClause::DefaultBuckets { columns: columns.clone(), buckets });
    }
    let range = optimize_range(cursor)?;
    Ok(AlterClause::Optimize(Optimize { distributed_by: Some(distributed_by), range, ..Optimize::default() }))
}

fn optimize(cursor: &mut Cursor<'_>) -> Parsed<Optimize> {
    let mut parts = Optimize::default();
    if is_partition_word(cursor) && !(cursor.is_keyword("PARTITION") && cursor.second_is_keyword("BY")) {
        parts.partitions = Some(partition_names(cursor, BEHIND_OPTIMIZED)?);
    }
    parts.key = key(cursor)?;
    if cursor.take_keyword("PARTITION")? {
        cursor.expect_keyword("BY")?;
        parts.partition_by = Some(partitioning(cursor)?);
    }
    if cursor.take_keyword("ORDER")? {
        cursor.expect_keyword("BY")?;
        parts.order_by = order_by(cursor)?;
    }
    if cursor.take_keyword("DISTRIBUTED")? {
        cursor.expect_keyword("BY")?;
        parts.distributed_by = Some(distribution(cursor)?);
    }
    parts.range = optimize_range(cursor)?;
    if parts == Optimize::default() && !cursor.at_end() && !cursor.is_symbol(',') && !cursor.is_symbol(';') {
        let found = cursor.text();
        let error = cursor.error(format!("expected a clause of ALTER TABLE, found `{found}`"));
        return Err(match nearest(found, CLAUSES.iter().copied()) {
            Some(meant) => error.with_help(format!("did you mean `{meant}`?")),
            None => error.with_help(KNOWN_CLAUSES),
        });
    }
    Ok(parts)
}

/// `BETWEEN '…' AND '…'`.
fn optimize_range(cursor: &mut Cursor<'_>) -> Parsed<Option<(Text, Text)>> {
    if !cursor.take_keyword("BETWEEN")? {
        return Ok(None);
    }
    let start = cursor.string("a time")?;
    cursor.expect_keyword("AND")?;
    Ok(Some((start, cursor.string("a time")?)))
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
