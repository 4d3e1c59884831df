//! PARTITION BY and the partitions, in canonical form.

use super::lists::{columns, inline_properties};
use super::sql::{Sql, Written};
use crate::schema::{
    Every, ListPartition, ListValue, ListValues, PartitionBound, PartitionExpression, PartitionValue,
    Partitioning, RangePartition,
};

/// What stands behind PARTITION BY.
pub(super) fn partitioning(sql: &mut Sql, partitioning: &Partitioning) -> Written {
    match partitioning {
        Partitioning::Range { columns: names, partitions } => {
            sql.push("RANGE");
            columns(sql, names)?;
            sql.push(" ");
            sql.lines(partitions.iter(), range_partition)
        }
        Partitioning::RangeExpression { expression, partitions } => {
            sql.push("RANGE(");
            sql.verbatim("partition expression", &expression.text)?;
            sql.push(") ");
            sql.lines(partitions.iter(), range_partition)
        }
        Partitioning::List { columns: names, partitions } => {
            sql.push("LIST");
            columns(sql, names)?;
            if partitions.is_empty() {
                return Ok(());
            }
            sql.push(" ");
            sql.lines(partitions.iter(), list_partition)
        }
        Partitioning::Columns { columns: names } => columns(sql, names),
        Partitioning::Expressions { expressions, partitions } => {
            sql.each(expressions.iter(), |sql, expression| match expression {
                PartitionExpression::Column(name) => sql.identifier("column", name),
                PartitionExpression::Function(expression) => {
                    sql.verbatim("partition expression", &expression.text)
                }
            })?;
            if partitions.is_empty() {
                return Ok(());
            }
            sql.push(" ");
            sql.lines(partitions.iter(), range_partition)
        }
    }
}

/// `PARTITION [IF NOT EXISTS] name VALUES `.
fn partition_head(sql: &mut Sql, name: &str, if_not_exists: bool) -> Written {
    sql.push(if if_not_exists { "PARTITION IF NOT EXISTS " } else { "PARTITION " });
    sql.identifier("partition", name)?;
    sql.push(" VALUES ");
    Ok(())
}

/// One range, or a batch of them.
pub(super) fn range_partition(sql: &mut Sql, partition: &RangePartition) -> Written {
    match partition {
        RangePartition::LessThan { name, if_not_exists, upper, properties } => {
            partition_head(sql, name, *if_not_exists)?;
            sql.push("LESS THAN ");
            match upper {
                PartitionBound::MaxValue => sql.push("MAXVALUE"),
                PartitionBound::Values(values) => bound(sql, values)?,
            }
            inline_properties(sql, properties)
        }
        RangePartition::Fixed { name, if_not_exists, lower, upper, properties } => {
            partition_head(sql, name, *if_not_exists)?;
            sql.push("[");
            bound(sql, lower)?;
            sql.push(", ");
            bound(sql, upper)?;
            sql.push(")");
            inline_properties(sql, properties)
        }
        RangePartition::Batch { start, end, every } => {
            batch(sql, start, end, *every);
            Ok(())
        }
    }
}

/// `START ("…") END ("…") EVERY (…)`.
pub(super) fn batch(sql: &mut Sql, start: &str, end: &str, every: Every) {
    sql.push("START (");
    sql.string(start);
    sql.push(") END (");
    sql.string(end);
    sql.push(") EVERY (");
    match every {
        Every::Number(number) => sql.number(number),
        Every::Interval(number, unit) => {
            sql.push("INTERVAL ");
            sql.number(number);
            sql.push(" ");
            sql.push(unit.keyword());
        }
    }
    sql.push(")");
}

fn bound(sql: &mut Sql, values: &[PartitionValue]) -> Written {
    sql.parenthesized(values, |sql, value| {
        match value {
            PartitionValue::Text(text) => sql.string(text),
            PartitionValue::MaxValue => sql.push("MAXVALUE"),
        }
        Ok(())
    })
}

/// One list of values.
pub(super) fn list_partition(sql: &mut Sql, partition: &ListPartition) -> Written {
    partition_head(sql, &partition.name, partition.if_not_exists)?;
    sql.push("IN ");
    match &partition.values {
        ListValues::Single(values) => tuple(sql, values)?,
        ListValues::Tuples(tuples) => sql.parenthesized(tuples.iter(), |sql, values| tuple(sql, values))?,
    }
    inline_properties(sql, &partition.properties)
}

fn tuple(sql: &mut Sql, values: &[ListValue]) -> Written {
    sql.parenthesized(values, |sql, value| {
        match value {
            ListValue::Null => sql.push("NULL"),
            ListValue::Text(text) => sql.string(text),
        }
        Ok(())
    })
}
