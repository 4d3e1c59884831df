//! The clauses of ALTER TABLE about the files of a table: COMPACT, SPLIT and MERGE TABLETS.

use super::alter_partitions::{is_partition_word, partition_names};
use super::cursor::{Cursor, Parsed};
use super::properties::optional_properties;
use crate::schema::{AlterClause, CompactionKind, List, Tablets};
use crate::sql::lexer::TokenKind;
use std::borrow::Cow;

/// `[BASE | CUMULATIVE] COMPACT`.
pub(super) fn compaction(cursor: &mut Cursor<'_>) -> Parsed<Option<CompactionKind>> {
    for (word, kind) in [("BASE", CompactionKind::Base), ("CUMULATIVE", CompactionKind::Cumulative)] {
        if cursor.take_keyword(word)? {
            cursor.expect_keyword("COMPACT")?;
            return Ok(Some(kind));
        }
    }
    Ok(cursor.take_keyword("COMPACT")?.then_some(CompactionKind::Unspecified))
}

pub(super) fn compact(cursor: &mut Cursor<'_>, kind: CompactionKind) -> Parsed<AlterClause> {
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
pub(super) fn tablet_ids(cursor: &mut Cursor<'_>) -> Parsed<List<u64>> {
    cursor.parenthesized(|cursor| cursor.long_integer("the id of a tablet")).map(Cow::Owned)
}

fn take_tablet_word(cursor: &mut Cursor<'_>) -> Parsed<()> {
    if cursor.take_keyword("TABLET")? || cursor.take_keyword("TABLETS")? {
        Ok(())
    } else {
        Err(cursor.unexpected())
    }
}

/// What stands behind SPLIT.
pub(super) fn split_tablets(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
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
pub(super) fn merge_tablets(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
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
