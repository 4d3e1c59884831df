//! ALTER TABLE: the clauses about partitions.

use super::cursor::{Cursor, Parsed};
use super::distribution::distribution;
use super::partition::{Batch, batch, single_partition};
use super::properties::{optional_properties, property_list};
use super::take_if_exists;
use crate::schema::{
    AlterClause, DroppedPartitions, Expression, NewPartitions, PartitionNames, RangePartition, Text,
};
use crate::sql::lexer::TokenKind;
use std::borrow::Cow;

/// The words that may stand behind the partitions of an OPTIMIZE.
pub(super) const BEHIND_OPTIMIZED: &[&str] =
    &["PRIMARY", "UNIQUE", "DUPLICATE", "AGGREGATE", "PARTITION", "ORDER", "DISTRIBUTED", "BETWEEN"];

/// `[TEMPORARY] PARTITION[S] (p, …)`, or without the parentheses; `behind` are the words that may follow in the same clause.
pub(super) fn partition_names(cursor: &mut Cursor<'_>, behind: &[&str]) -> Parsed<PartitionNames> {
    let temporary = cursor.take_keyword("TEMPORARY")?;
    if !cursor.take_keyword("PARTITION")? && !cursor.take_keyword("PARTITIONS")? {
        return Err(cursor.unexpected());
    }
    let names = if cursor.is_symbol('(') {
        cursor.parenthesized(name_or_string)?
    } else {
        let mut names = vec![name_or_string(cursor)?];
        while cursor.is_symbol(',') && second_is_last_name(cursor, behind)? {
            cursor.advance()?;
            names.push(name_or_string(cursor)?);
        }
        names
    };
    Ok(PartitionNames { temporary, names: Cow::Owned(names) })
}

fn name_or_string(cursor: &mut Cursor<'_>) -> Parsed<Text> {
    let what = "the name of a partition";
    if cursor.token().kind == TokenKind::String { cursor.string(what) } else { cursor.identifier(what) }
}

/// Whether behind the comma that is next a name stands alone: what follows it is no further clause.
fn second_is_last_name(cursor: &Cursor<'_>, behind: &[&str]) -> Parsed<bool> {
    let mut ahead = Cursor::new(cursor.source(), cursor.reading)?;
    ahead.jump(cursor.token().end)?;
    if ahead.token().kind != TokenKind::String && !ahead.is_identifier() {
        return Ok(false);
    }
    ahead.advance()?;
    Ok(ahead.at_end()
        || ahead.is_symbol(',')
        || ahead.is_symbol(';')
        || behind.iter().any(|word| ahead.is_keyword(word)))
}

/// What stands behind ADD: `[TEMPORARY] PARTITION …`.
pub(super) fn add_partitions(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    let temporary = cursor.take_keyword("TEMPORARY")?;
    let partitions = if cursor.take_keyword("PARTITIONS")? {
        let Batch { start, end, every } = batch(cursor)?;
        NewPartitions::Range(RangePartition::Batch { start, end, every })
    } else {
        single_partition(cursor)?
    };
    let distributed_by = if cursor.take_keyword("DISTRIBUTED")? {
        cursor.expect_keyword("BY")?;
        Some(distribution(cursor)?)
    } else {
        None
    };
    let properties = optional_properties(cursor)?;
    Ok(AlterClause::AddPartitions { temporary, partitions, distributed_by, properties })
}

/// What stands behind DROP: `[TEMPORARY] PARTITION …`, `ALL TEMPORARY PARTITIONS`.
pub(super) fn drop_partitions(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    if cursor.take_keyword("ALL")? {
        cursor.expect_keyword("TEMPORARY")?;
        cursor.expect_keyword("PARTITIONS")?;
        let force = cursor.take_keyword("FORCE")?;
        let partitions = DroppedPartitions::AllTemporary;
        return Ok(AlterClause::DropPartitions { temporary: true, if_exists: false, partitions, force });
    }
    let temporary = cursor.take_keyword("TEMPORARY")?;
    let single = cursor.take_keyword("PARTITION")?;
    if !single && !cursor.take_keyword("PARTITIONS")? {
        return Err(cursor.unexpected());
    }
    let if_exists = take_if_exists(cursor)?;
    let partitions = if single {
        DroppedPartitions::Name(cursor.identifier("the name of a partition")?)
    } else if cursor.is_keyword("START") {
        let Batch { start, end, every } = batch(cursor)?;
        DroppedPartitions::Batch { start, end, every }
    } else if cursor.take_keyword("WHERE")? {
        DroppedPartitions::Where(condition(cursor)?)
    } else {
        DroppedPartitions::Names(Cow::Owned(cursor.identifier_list("the name of a partition")?))
    };
    let force = cursor.take_keyword("FORCE")?;
    Ok(AlterClause::DropPartitions { temporary, if_exists, partitions, force })
}

/// A condition, up to FORCE or the end of the clause.
fn condition(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.token().start;
    while !matches!(cursor.token().kind, TokenKind::Symbol(',' | ';') | TokenKind::End)
        && !cursor.is_keyword("FORCE")
    {
        cursor.skip_balanced()?;
    }
    if cursor.previous_end() <= start {
        cursor.note_expected("a condition");
        return Err(cursor.unexpected());
    }
    Ok(Expression::new(cursor.slice(start..cursor.previous_end()).to_owned()))
}

/// What stands behind MODIFY: `PARTITION … SET (…)`.
pub(super) fn modify_partitions(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    cursor.expect_keyword("PARTITION")?;
    let what = "the name of a partition";
    let partitions = if cursor.is_symbol('(') && cursor.second_is_symbol('*') {
        cursor.advance()?;
        cursor.advance()?;
        cursor.expect_symbol(')')?;
        None
    } else if cursor.is_symbol('(') {
        Some(Cow::Owned(cursor.identifier_list(what)?))
    } else {
        Some(Cow::Owned(vec![cursor.identifier(what)?]))
    };
    cursor.expect_keyword("SET")?;
    Ok(AlterClause::ModifyPartitions { partitions, properties: property_list(cursor)? })
}

/// What stands behind REPLACE: `PARTITION … WITH TEMPORARY PARTITION …`.
pub(super) fn replace(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
    let partitions = partition_names(cursor, &["WITH"])?;
    cursor.expect_keyword("WITH")?;
    let with = partition_names(cursor, &["PROPERTIES"])?;
    let properties = optional_properties(cursor)?;
    Ok(AlterClause::ReplacePartitions { partitions, with, properties })
}

pub(super) fn is_partition_word(cursor: &Cursor<'_>) -> bool {
    ["TEMPORARY", "PARTITION", "PARTITIONS"].iter().any(|word| cursor.is_keyword(word))
}
