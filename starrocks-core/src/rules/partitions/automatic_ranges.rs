//! date_trunc and time_slice of one column, which the server turns into ranges that it makes by itself.

use super::batches::{Over, P_37};
use super::columns::{P_03, missing, not_a_key};
use super::declared;
use super::form::{AutomaticRange, Call, PartitionForm, RangeFunction};
use crate::rules::normal_form::expressions::printed_partition_expression;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Envelope, Place, Rule};
use crate::schema::{DataType, Every, PartitionExpression, Partitioning, RangePartition};

pub(in crate::rules) static P_34: Rule = Rule {
    id: "P-34",
    title: "date_trunc partitions by a DATE or DATETIME column, in a unit that it has",
    reason: "Its ranges are stretches of time.",
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY date_trunc('day', d)",
    rejected: "CREATE TABLE t (k INT, d BIGINT) DUPLICATE KEY(k) PARTITION BY date_trunc('day', d)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_35: Rule = Rule {
    id: "P-35",
    title: "time_slice partitions by a DATE or DATETIME column",
    reason: "Its ranges are stretches of time: time_slice(column, INTERVAL 1 DAY).",
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY time_slice(d, INTERVAL 7 DAY)",
    rejected: "CREATE TABLE t (k INT, d VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY time_slice(d, INTERVAL 7 DAY)",
    ..Rule::BARE
};

pub(in crate::rules) static P_36: Rule = Rule {
    id: "P-36",
    title: "str2date partitions only inside RANGE",
    reason: "Ranges over it are declared; only those of date_trunc and time_slice are made by the server.",
    accepted: "CREATE TABLE t (k INT, s STRING) DUPLICATE KEY(k) PARTITION BY RANGE(str2date(s, '%Y-%m-%d')) ()",
    rejected: "CREATE TABLE t (k INT, s STRING) DUPLICATE KEY(k) PARTITION BY str2date(s, '%Y-%m-%d')",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_39: Rule = Rule {
    id: "P-39",
    title: "The column in a partition function is a key column, except in a DUPLICATE KEY table",
    reason: "Rows that are merged by their key must lie in one partition.",
    accepted: "CREATE TABLE t (k INT, d DATE, v INT) PRIMARY KEY(k, d) PARTITION BY date_trunc('day', d)",
    rejected: "CREATE TABLE t (k INT, d DATE, v INT) PRIMARY KEY(k) PARTITION BY date_trunc('day', d)",
    ..Rule::ANALYZING
};

/// P-35 and P-37, while the statement is parsed.
pub(in crate::rules) fn parsed(s: &Subject<'_>, found: &mut Findings<'_>) {
    slices(s, found);
    let (PartitionForm::Automatic(automatic), Some(Partitioning::Expressions { partitions, .. })) =
        (&s.form, &s.table.partition_by)
    else {
        return;
    };
    let by_hand = partitions.iter().position(|partition| !matches!(partition, RangePartition::Batch { .. }));
    if let Some(index) = by_hand {
        found.push(P_37.broken(
            Place::Partition(index),
            "Automatic partition table creation only supports batch create partition syntax",
            "write START (…) END (…) EVERY (…), or leave the list out",
        ));
        return;
    }
    if automatic.function == RangeFunction::TimeSlice && !partitions.is_empty() {
        found.push(P_37.broken(
            Place::PartitionBy,
            "time_slice does not support pre-created partitions",
            "leave the list out: the server makes the partitions",
        ));
        return;
    }
    let mut first = None;
    for (index, partition) in partitions.iter().enumerate() {
        let RangePartition::Batch { every, .. } = partition else {
            continue;
        };
        let Every::Interval(_, unit) = every else {
            let message = "Cannot invoke \"String.toLowerCase()\" because the return value of \
                           \"com.starrocks.sql.ast.MultiRangePartitionDesc.getTimeUnit()\" is null";
            let help = format!("write EVERY (INTERVAL 1 {})", automatic.unit.to_uppercase());
            let finding = P_37.broken(Place::Partition(index), message, help);
            found.push(finding.enveloped(Envelope::Bare));
            continue;
        };
        if *first.get_or_insert(*unit) != *unit || !unit.keyword().eq_ignore_ascii_case(&automatic.unit) {
            found.push(P_37.broken(
                Place::Partition(index),
                "The partition granularity of automatic partition table batch creation in advance should be consistent",
                format!("write EVERY (INTERVAL 1 {})", automatic.unit.to_uppercase()),
            ));
        }
    }
}

/// P-35 for a time_slice that is not called as one.
fn slices(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(Partitioning::Expressions { expressions, .. }) = &s.table.partition_by else {
        return;
    };
    for (position, item) in expressions.iter().enumerate() {
        let PartitionExpression::Function(expression) = item else {
            continue;
        };
        let call = Call::parse(&expression.text).filter(|call| call.name.eq_ignore_ascii_case("time_slice"));
        if call.is_some_and(|call| !(2..=4).contains(&call.arguments.len())) {
            let finding = P_35.broken(
                Place::PartitionColumn(position),
                "Incorrect number of arguments in expr 'time_slice'",
                "write time_slice(column, INTERVAL 1 DAY)",
            );
            found.push(finding.enveloped(Envelope::Syntax));
        }
    }
}

/// P-34 and P-39, and the rules of the partitions made in advance, while the clause is analysed.
pub(in crate::rules) fn analyzed(
    s: &Subject<'_>,
    automatic: &AutomaticRange,
    text: &str,
    partitions: &[RangePartition],
    found: &mut Findings<'_>,
) {
    let place = Place::PartitionColumn(0);
    let Some(c) = s.column(&automatic.column) else {
        found.push(missing(s, &P_03, place, &automatic.column));
        return;
    };
    not_a_key(s, &P_39, place, &c, found);
    let column = &c.column.data_type;
    let over = Over { column, value: column, automatic: true };
    declared::of_range(s, 1, Some(over), partitions, found);
    let is_time = matches!(
        c.column.data_type,
        DataType::Date | DataType::DateTime | DataType::Other(_) | DataType::Inferred
    );
    if automatic.function == RangeFunction::DateTrunc && !is_time {
        found.push(P_34.broken(
            place,
            format!("Unsupported partition type {} for function {text}", c.column.data_type.server_name()),
            "partition by a DATE or DATETIME column",
        ));
    }
}

/// P-35, when the table is created: what time_slice gives counts as of its column's type.
pub(in crate::rules) fn sliced_type(s: &Subject<'_>, found: &mut Findings<'_>) {
    let (PartitionForm::Automatic(automatic), Some(Partitioning::Expressions { expressions, .. })) =
        (&s.form, &s.table.partition_by)
    else {
        return;
    };
    let ([PartitionExpression::Function(expression)], Some(c)) =
        (expressions.as_ref(), s.column(&automatic.column))
    else {
        return;
    };
    let data_type = &c.column.data_type;
    let is_time =
        matches!(data_type, DataType::Date | DataType::DateTime | DataType::Other(_) | DataType::Inferred);
    if automatic.function != RangeFunction::TimeSlice || is_time {
        return;
    }
    let type_name = data_type.server_primitive();
    let message = match data_type.may_be_range_partitioned() {
        true => format!("Invalid key range: Unsupported shadow partition type:{type_name}"),
        false => format!(
            "Expr[{}] type[{type_name}] cannot be a range partition key.",
            printed_partition_expression(&expression.text)
        ),
    };
    found.push(P_35.broken(Place::PartitionColumn(0), message, "partition by a DATE or DATETIME column"));
}
