//! The clauses of ALTER TABLE that lay a table out anew: ORDER BY, DISTRIBUTED BY, and what an OPTIMIZE may have beside them.

use super::alter_columns::source_rollup;
use super::alter_partitions::{BEHIND_OPTIMIZED, is_partition_word, partition_names};
use super::alter_table::CLAUSES;
use super::create_table::{key, order_by};
use super::cursor::{Cursor, Parsed};
use super::distribution::distribution;
use super::partition::{partition_expression, partitioning_before};
use super::properties::optional_properties;
use crate::schema::{AlterClause, Distribution, Optimize, Text};
use std::borrow::Cow;

/// ORDER BY: a reorder when it holds nothing but names and nothing of an OPTIMIZE follows.
pub(super) fn reorder_or_optimize(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
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
pub(super) fn distribution_or_buckets(cursor: &mut Cursor<'_>) -> Parsed<AlterClause> {
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

pub(super) fn optimize(cursor: &mut Cursor<'_>) -> Parsed<Optimize> {
    let mut parts = Optimize::default();
    if is_partition_word(cursor) && !(cursor.is_keyword("PARTITION") && cursor.second_is_keyword("BY")) {
        parts.partitions = Some(partition_names(cursor, BEHIND_OPTIMIZED)?);
    }
    parts.key = key(cursor)?;
    if cursor.take_keyword("PARTITION")? {
        cursor.expect_keyword("BY")?;
        parts.partition_by = Some(partitioning_before(cursor, second_is_clause)?);
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
    Ok(parts)
}

/// Whether behind the comma that is next, in a list of partition expressions, the next clause begins: with its first word, or with
/// nothing. Such a word may also be an expression, and then stands alone or in front of a further part of the OPTIMIZE.
fn second_is_clause(cursor: &Cursor<'_>) -> Parsed<bool> {
    let mut ahead = Cursor::new(cursor.source(), cursor.reading)?;
    ahead.jump(cursor.token().end)?;
    let is_nothing = ahead.at_end() || ahead.is_symbol(',') || ahead.is_symbol(';');
    if is_nothing || !CLAUSES.iter().any(|word| ahead.is_keyword(word)) {
        return Ok(is_nothing);
    }
    let is_expression = partition_expression(&mut ahead).is_ok()
        && (ahead.at_end()
            || ahead.is_symbol(',')
            || ahead.is_symbol(';')
            || ["ORDER", "DISTRIBUTED", "BETWEEN"].iter().any(|word| ahead.is_keyword(word)));
    Ok(!is_expression)
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
