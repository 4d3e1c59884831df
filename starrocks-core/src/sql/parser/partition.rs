//! PARTITION BY.

use super::cursor::{Cursor, Parsed, Reading};
use super::expression::{expression, function_call, is_function_call};
use super::properties::optional_property_list;
use crate::schema::{
    Every, IntervalUnit, List, ListPartition, ListValue, ListValues, NewPartitions, PartitionBound,
    PartitionExpression, PartitionValue, Partitioning, RangePartition, Text,
};
use crate::sql::lexer::TokenKind;
use std::borrow::Cow;

/// What stands behind PARTITION BY.
pub(super) fn partitioning(cursor: &mut Cursor<'_>) -> Parsed<Partitioning> {
    partitioning_before(cursor, |_| Ok(false))
}

/// [`partitioning`], where a comma may be followed by something else than a further expression: `is_other` tells.
pub(super) fn partitioning_before(
    cursor: &mut Cursor<'_>,
    is_other: impl Fn(&Cursor<'_>) -> Parsed<bool>,
) -> Parsed<Partitioning> {
    if cursor.is_keyword("RANGE") {
        cursor.advance()?;
        return range(cursor);
    }
    if cursor.is_keyword("LIST") && cursor.second_is_symbol('(') {
        cursor.advance()?;
        let columns = cursor.identifier_list("a partition column")?;
        let partitions = if cursor.is_symbol('(') { list_partitions(cursor)? } else { Vec::new() };
        return Ok(Partitioning::List { columns: Cow::Owned(columns), partitions: Cow::Owned(partitions) });
    }
    if cursor.is_symbol('(') {
        return automatic(cursor);
    }
    cursor.note_keyword("RANGE");
    cursor.note_keyword("LIST");
    cursor.note_expected("a column");
    cursor.note_expected("a function");
    let mut expressions = vec![partition_expression(cursor)?];
    if let ([PartitionExpression::Function(_)], true) = (expressions.as_slice(), cursor.is_symbol('(')) {
        let partitions = range_partitions(cursor)?;
        return Ok(Partitioning::Expressions {
            expressions: Cow::Owned(expressions),
            partitions: Cow::Owned(partitions),
        });
    }
    while !(cursor.is_symbol(',') && is_other(cursor)?) && cursor.take_symbol(',')? {
        expressions.push(partition_expression(cursor)?);
    }
    Ok(Partitioning::Expressions { expressions: Cow::Owned(expressions), partitions: Cow::Borrowed(&[]) })
}

/// `(a, b)`.
fn automatic(cursor: &mut Cursor<'_>) -> Parsed<Partitioning> {
    let open = cursor.token().start;
    cursor.expect_symbol('(')?;
    let mut columns = Vec::new();
    loop {
        if is_function_call(cursor) {
            let (at, detail) = cursor.server_stop(cursor.second()?, "`)`");
            return Err(cursor
                .error("a list in parentheses takes columns only")
                .with_server_stop(at, detail)
                .with_help("leave out the parentheses around partition expressions that hold a function"));
        }
        columns.push(cursor.identifier("a partition column")?);
        if !cursor.take_symbol(',')? {
            break;
        }
    }
    cursor.expect_symbol(')')?;
    if cursor.is_symbol('(') && cursor.second_is_symbol(')') {
        cursor.advance()?;
        cursor.advance()?;
    }
    if cursor.is_symbol('(') {
        return Err(cursor.error("Does not support creating partitions in advance").with_help(format!(
            "the server makes these partitions itself: leave out the list, or write LIST{}",
            cursor.slice(open..cursor.previous_end())
        )));
    }
    Ok(Partitioning::Columns { columns: Cow::Owned(columns) })
}

pub(super) fn partition_expression(cursor: &mut Cursor<'_>) -> Parsed<PartitionExpression> {
    if is_function_call(cursor) {
        function_call(cursor).map(PartitionExpression::Function)
    } else {
        cursor.identifier("a partition column").map(PartitionExpression::Column)
    }
}

/// What stands behind RANGE: columns or an expression, and the partitions.
fn range(cursor: &mut Cursor<'_>) -> Parsed<Partitioning> {
    if !cursor.is_symbol('(') {
        cursor.expect_symbol('(')?;
    }
    if !is_plain_list(cursor)? {
        cursor.advance()?;
        let expression = expression(cursor)?;
        cursor.expect_symbol(')')?;
        let partitions = range_partitions(cursor)?;
        return Ok(Partitioning::RangeExpression { expression, partitions: Cow::Owned(partitions) });
    }
    let columns = cursor.identifier_list("a partition column")?;
    if !cursor.is_symbol('(') {
        cursor.note_symbol('(');
        return Err(cursor
            .unexpected()
            .with_help("RANGE takes a list of partitions, which may be empty: RANGE(…) ()"));
    }
    let partitions = range_partitions(cursor)?;
    Ok(Partitioning::Range { columns: Cow::Owned(columns), partitions: Cow::Owned(partitions) })
}

/// Whether the bracket that is next holds nothing but names and commas.
fn is_plain_list(cursor: &Cursor<'_>) -> Parsed<bool> {
    let mut ahead = Cursor::new(&cursor.source()[cursor.token().start..], cursor.reading)?;
    loop {
        ahead.advance()?;
        match ahead.token().kind {
            TokenKind::Word | TokenKind::QuotedIdentifier | TokenKind::Symbol(',') => {}
            TokenKind::Symbol('(') => return Ok(false),
            TokenKind::Symbol(')') | TokenKind::End => return Ok(true),
            // An expression, which a rule refuses.
            TokenKind::String | TokenKind::Integer | TokenKind::Number | TokenKind::Symbol('-') => {
                return Ok(false);
            }
            // Something that is no name: let the list of names say so.
            _ => return Ok(true),
        }
    }
}

/// `(PARTITION …, START …, …)`, possibly empty.
pub(super) fn range_partitions(cursor: &mut Cursor<'_>) -> Parsed<Vec<RangePartition>> {
    cursor.expect_symbol('(')?;
    let mut partitions = Vec::new();
    if cursor.take_symbol(')')? {
        return Ok(partitions);
    }
    loop {
        cursor.note_keyword("START");
        partitions.push(if cursor.is_keyword("START") {
            let Batch { start, end, every } = batch(cursor)?;
            RangePartition::Batch { start, end, every }
        } else {
            let head = partition_head(cursor)?;
            single_range(cursor, head)?
        });
        if !cursor.take_symbol(',')? {
            cursor.expect_symbol(')')?;
            return Ok(partitions);
        }
    }
}

/// A batch of partitions.
pub(super) struct Batch {
    pub(super) start: Text,
    pub(super) end: Text,
    pub(super) every: Every,
}

/// `START ("…") END ("…") EVERY (…)`.
pub(super) fn batch(cursor: &mut Cursor<'_>) -> Parsed<Batch> {
    let bound = |cursor: &mut Cursor<'_>, keyword: &'static str| -> Parsed<Text> {
        cursor.expect_keyword(keyword)?;
        cursor.expect_symbol('(')?;
        let bound = cursor.string("a bound")?;
        cursor.expect_symbol(')')?;
        Ok(bound)
    };
    let start = bound(cursor, "START")?;
    let end = bound(cursor, "END")?;
    cursor.expect_keyword("EVERY")?;
    cursor.expect_symbol('(')?;
    let every = if cursor.take_keyword("INTERVAL")? {
        let start = cursor.token().start;
        let number = interval_number(cursor)?;
        if ['+', '-', '*', '/'].iter().any(|operator| cursor.is_symbol(*operator)) {
            while !matches!(cursor.token().kind, TokenKind::Word | TokenKind::Symbol(')') | TokenKind::End) {
                cursor.skip_balanced()?;
            }
            let item = start..cursor.previous_end();
            let message = format!("Unsupported expr '{}' in RANGE DESC clause", cursor.slice(item.clone()));
            return Err(cursor.error_at(item, message).with_help("write one number: EVERY (INTERVAL 1 DAY)"));
        }
        Every::Interval(number, interval_unit(cursor)?)
    } else {
        if cursor.token().kind != TokenKind::Integer {
            cursor.note_expected("a number");
            return Err(cursor.unexpected());
        }
        let number = cursor.text();
        let too_large =
            || cursor.error(format!("For input string: \"{number}\"")).with_help("write a smaller number");
        let number = number.parse().map_err(|_| too_large())?;
        cursor.advance()?;
        if !cursor.is_symbol(')') && unit_named(cursor.text()).is_some() {
            return Err(cursor.unexpected().with_help(format!(
                "write EVERY (INTERVAL {number} {})",
                cursor.text().to_ascii_uppercase()
            )));
        }
        Every::Number(number)
    };
    cursor.expect_symbol(')')?;
    Ok(Batch { start, end, every })
}

/// `1`, `-1` or `(1)`.
fn interval_number(cursor: &mut Cursor<'_>) -> Parsed<i64> {
    let bracket = cursor.take_symbol('(')?;
    let sign = if cursor.take_symbol('-')? { -1 } else { 1 };
    let number = sign * i64::from(cursor.integer("a number")?);
    if bracket {
        cursor.expect_symbol(')')?;
    }
    Ok(number)
}

fn unit_named(word: &str) -> Option<IntervalUnit> {
    IntervalUnit::ALL.into_iter().find(|unit| unit.keyword().eq_ignore_ascii_case(word))
}

fn interval_unit(cursor: &mut Cursor<'_>) -> Parsed<IntervalUnit> {
    match unit_named(cursor.text()) {
        Some(unit) => {
            cursor.advance()?;
            Ok(unit)
        }
        None => {
            for unit in IntervalUnit::ALL {
                cursor.note_keyword(unit.keyword());
            }
            Err(cursor.unexpected())
        }
    }
}

/// `PARTITION [IF NOT EXISTS] name VALUES`.
fn partition_head(cursor: &mut Cursor<'_>) -> Parsed<(Text, bool)> {
    cursor.expect_keyword("PARTITION")?;
    let if_not_exists = super::take_if_not_exists(cursor)?;
    let name = cursor.identifier("the name of a partition")?;
    cursor.expect_keyword("VALUES")?;
    Ok((name, if_not_exists))
}

/// One partition of a range or a list, as ADD PARTITION takes it.
pub(super) fn single_partition(cursor: &mut Cursor<'_>) -> Parsed<NewPartitions> {
    let head = partition_head(cursor)?;
    if cursor.take_keyword("IN")? {
        return list_partition(cursor, head).map(NewPartitions::List);
    }
    single_range(cursor, head).map(NewPartitions::Range)
}

/// What stands behind VALUES.
fn single_range(cursor: &mut Cursor<'_>, (name, if_not_exists): (Text, bool)) -> Parsed<RangePartition> {
    if cursor.take_symbol('[')? {
        let lower = partition_values(cursor)?;
        cursor.expect_symbol(',')?;
        let upper = partition_values(cursor)?;
        cursor.expect_symbol(')')?;
        let properties = optional_property_list(cursor)?;
        return Ok(RangePartition::Fixed { name, if_not_exists, lower, upper, properties });
    }
    if cursor.is_keyword("IN") {
        cursor.note_keyword("LESS");
        cursor.note_symbol('[');
        return Err(cursor.unexpected().with_help(
            "a RANGE partition has bounds: VALUES LESS THAN (\"…\") or VALUES [(\"…\"), (\"…\")); lists of values need \
             PARTITION BY LIST",
        ));
    }
    cursor.expect_keyword("LESS")?;
    cursor.expect_keyword("THAN")?;
    let upper = if cursor.take_keyword("MAXVALUE")? {
        PartitionBound::MaxValue
    } else {
        PartitionBound::Values(partition_values(cursor)?)
    };
    let properties = optional_property_list(cursor)?;
    Ok(RangePartition::LessThan { name, if_not_exists, upper, properties })
}

fn partition_values(cursor: &mut Cursor<'_>) -> Parsed<List<PartitionValue>> {
    if cursor.reading == Reading::ShowCreate && cursor.is_symbol('(') {
        // Several MAXVALUE of one bound are printed without anything between them.
        let glued = cursor.second().map(|token| cursor.slice(token.span())).unwrap_or_default();
        let times = glued.len() / "MAXVALUE".len();
        if times > 1 && glued == "MAXVALUE".repeat(times) {
            cursor.advance()?;
            cursor.advance()?;
            cursor.expect_symbol(')')?;
            return Ok(Cow::Owned(vec![PartitionValue::MaxValue; times]));
        }
    }
    let values = cursor.parenthesized(|cursor| {
        if cursor.take_keyword("MAXVALUE")? {
            return Ok(PartitionValue::MaxValue);
        }
        if matches!(cursor.token().kind, TokenKind::Integer | TokenKind::Number) {
            let number = cursor.text();
            return Err(cursor.unexpected().with_help(format!("bounds are quoted: \"{number}\"")));
        }
        cursor.string("a bound").map(PartitionValue::Text)
    })?;
    Ok(Cow::Owned(values))
}

/// `(PARTITION p VALUES IN (…), …)`, possibly empty.
fn list_partitions(cursor: &mut Cursor<'_>) -> Parsed<Vec<ListPartition>> {
    cursor.expect_symbol('(')?;
    let mut partitions = Vec::new();
    if cursor.take_symbol(')')? {
        return Ok(partitions);
    }
    loop {
        let head = partition_head(cursor)?;
        if cursor.is_keyword("LESS") || cursor.is_symbol('[') {
            cursor.note_keyword("IN");
            return Err(cursor.unexpected().with_help(
                "a LIST partition has values: VALUES IN (\"…\", \"…\"); bounds need PARTITION BY RANGE",
            ));
        }
        cursor.expect_keyword("IN")?;
        partitions.push(list_partition(cursor, head)?);
        let separated = cursor.take_symbol(',')?;
        // A frontend that mixed both forms of one column prints no comma between them.
        let forgotten = cursor.reading == Reading::ShowCreate && cursor.is_keyword("PARTITION");
        if !separated && !forgotten {
            cursor.expect_symbol(')')?;
            return Ok(partitions);
        }
    }
}

/// What stands behind IN.
fn list_partition(cursor: &mut Cursor<'_>, (name, if_not_exists): (Text, bool)) -> Parsed<ListPartition> {
    let values = list_values(cursor)?;
    let properties = optional_property_list(cursor)?;
    Ok(ListPartition { name, if_not_exists, values, properties })
}

fn list_values(cursor: &mut Cursor<'_>) -> Parsed<ListValues> {
    if cursor.is_symbol('(') && cursor.second_is_symbol('(') {
        let tuples = cursor.parenthesized(|cursor| cursor.parenthesized(list_value).map(Cow::Owned))?;
        return Ok(ListValues::Tuples(Cow::Owned(tuples)));
    }
    cursor.parenthesized(list_value).map(|values| ListValues::Single(Cow::Owned(values)))
}

fn list_value(cursor: &mut Cursor<'_>) -> Parsed<ListValue> {
    if cursor.take_keyword("NULL")? {
        return Ok(ListValue::Null);
    }
    if cursor.reading == Reading::ShowCreate && cursor.text().starts_with('\'') {
        let text = printed_text(cursor)?;
        // NULL is printed as a text, and no partition can hold both.
        return Ok(if text == "NULL" { ListValue::Null } else { ListValue::Text(text) });
    }
    cursor.string("a value").map(ListValue::Text)
}

/// SHOW CREATE TABLE prints the values of LIST partitions without escapes: such a text goes up to the first quote that
/// a comma or a closing bracket follows.
fn printed_text(cursor: &mut Cursor<'_>) -> Parsed<Text> {
    let start = cursor.token().start;
    let rest = &cursor.source()[start + 1..];
    let end = rest
        .match_indices('\'')
        .map(|(at, _)| at)
        .find(|at| rest[at + 1..].trim_start_matches(' ').starts_with([',', ')']))
        .ok_or_else(|| cursor.error("this value has no end"))?;
    let value = rest[..end].to_owned();
    cursor.jump(start + 1 + end + 1)?;
    Ok(value.into())
}
