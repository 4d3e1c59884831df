//! `START … END … EVERY`: many RANGE partitions at once.

use super::batch_ranges::{self, Alignment, MOST};
use super::java_number::{Number, java_number};
use super::literal::{self, Moment};
use super::subject::{Findings, Subject};
use super::{Place, Rule};
use crate::schema::{DataType, Every, IntervalUnit, Partitioning, RangePartition};

macro_rules! rules {
    ($($name:ident = $id:literal, $setting:expr, $title:literal, $reason:literal, $accepted:literal, $rejected:literal;)*) => {$(
        pub(super) static $name: Rule = Rule {
            id: $id,
            title: $title,
            reason: $reason,
            setting: $setting,
            accepted: concat!("CREATE TABLE t (k INT, b LARGEINT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE", $accepted),
            rejected: concat!("CREATE TABLE t (k INT, b LARGEINT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE", $rejected),
            ..Rule::ANALYZING
        };
    )*};
}

rules! {
    P_17 = "P-17", None,
        "START … END … EVERY goes over a DATE, a DATETIME, or an integer up to BIGINT",
        "The server counts in 64 bits, or in units of time.",
        "(k) (START (\"1\") END (\"4\") EVERY (1))",
        "(b) (START (\"1\") END (\"4\") EVERY (1))";
    P_18 = "P-18", None,
        "EVERY has a unit of time for a date column, and none for an integer column",
        "A date steps by INTERVAL 1 DAY, an integer by 10.",
        "(d) (START (\"2024-01-01\") END (\"2024-01-03\") EVERY (INTERVAL 1 DAY))",
        "(d) (START (\"2024-01-01\") END (\"2024-01-03\") EVERY (1))";
    P_19 = "P-19", None,
        "START and END of an integer column are integers",
        "They are read with an optional sign and digits, nothing else.",
        "(k) (START (\"0\") END (\"100\") EVERY (10))",
        "(k) (START (\"2024-01-01\") END (\"2024-01-04\") EVERY (1))";
    P_20 = "P-20", None,
        "START and END of a date column are written out in full",
        "yyyyMMdd, yyyy-MM-dd, yyyyMMddHHmmss or yyyy-MM-dd HH:mm:ss: here the server tells the forms apart by their length.",
        "(d) (START (\"2020-01-01\") END (\"20200103\") EVERY (INTERVAL 1 DAY))",
        "(d) (START (\"2020-1-1\") END (\"2020-1-3\") EVERY (INTERVAL 1 DAY))";
    P_21 = "P-21", None,
        "START is less than END",
        "END does not belong to the last partition.",
        "(k) (START (\"1\") END (\"4\") EVERY (1))",
        "(k) (START (\"4\") END (\"4\") EVERY (1))";
    P_22 = "P-22", None,
        "EVERY steps by HOUR, DAY, WEEK, MONTH or YEAR",
        "Partitions are named after their hour, day, week, month or year.",
        "(d) (START (\"2024-01-01\") END (\"2024-03-01\") EVERY (INTERVAL 1 MONTH))",
        "(d) (START (\"2024-01-01\") END (\"2024-01-02\") EVERY (INTERVAL 1 MINUTE))";
    P_23 = "P-23", None,
        "EVERY steps by HOUR only over a DATETIME column",
        "A DATE has no hours.",
        "(d) (START (\"2024-01-01\") END (\"2024-01-02\") EVERY (INTERVAL 1 DAY))",
        "(d) (START (\"2024-01-01\") END (\"2024-01-02\") EVERY (INTERVAL 1 HOUR))";
    P_25 = "P-25", Some("max_partitions_in_one_batch"),
        "START … END … EVERY makes at most 4096 partitions",
        "Each is made at once, with all its tablets. A step of 0 never ends.",
        "(k) (START (\"0\") END (\"4096\") EVERY (1))",
        "(k) (START (\"0\") END (\"4097\") EVERY (1))";
}

const NO_DATE: &str = "Batch build partition EVERY is date type but START or END does not type match.";
const NO_NUMBER: &str = "Batch build partition EVERY is number type but START or END does not type match.";

/// The names of the partitions that a batch makes, as far as they are known here; none after a finding.
pub(super) fn expand(
    s: &Subject<'_>,
    data_type: &DataType,
    partition: &RangePartition,
    place: Place,
    found: &mut Findings<'_>,
) -> Vec<String> {
    let RangePartition::Batch { start, end, every } = partition else {
        return Vec::new();
    };
    let is_date = matches!(data_type, DataType::Date | DataType::DateTime);
    let is_integer =
        matches!(data_type, DataType::TinyInt | DataType::SmallInt | DataType::Int | DataType::BigInt);
    if matches!(data_type, DataType::Other(_) | DataType::Inferred) {
        return Vec::new();
    }
    if !is_date && !is_integer {
        found.push(P_17.broken(
            place,
            format!("Unsupported batch partition build type:{}.", data_type.server_name()),
            "declare each partition, or partition by a date or an integer up to BIGINT",
        ));
        return Vec::new();
    }
    match every {
        Every::Number(_) if is_date => {
            found.push(P_18.broken(
                place,
                "Unknown timeunit for batch build partition.",
                "write a unit: EVERY (INTERVAL 1 DAY)",
            ));
            Vec::new()
        }
        Every::Number(step) => numbers(start, end, *step, place, found),
        Every::Interval(step, unit) => dates(s, data_type, start, end, (*step, *unit), place, found),
    }
}

/// Whether the table has any batch.
pub(super) fn are_declared(s: &Subject<'_>) -> bool {
    match &s.table.partition_by {
        Some(
            Partitioning::Range { partitions, .. }
            | Partitioning::RangeExpression { partitions, .. }
            | Partitioning::Expressions { partitions, .. },
        ) => partitions.iter().any(|partition| matches!(partition, RangePartition::Batch { .. })),
        _ => false,
    }
}

fn prefix(s: &Subject<'_>) -> String {
    let property = s.property("dynamic_partition.prefix");
    property.map_or("p", |(_, prefix)| prefix).to_owned()
}

fn numbers(start: &str, end: &str, step: u64, place: Place, found: &mut Findings<'_>) -> Vec<String> {
    let (start, end) = match (java_number(start, 64), java_number(end, 64)) {
        (Number::Value(start), Number::Value(end)) => (i128::from(start), i128::from(end)),
        (Number::Unknown, _) | (_, Number::Unknown) => return Vec::new(),
        _ => {
            found.push(P_19.broken(place, NO_NUMBER, "write integers, in quotes"));
            return Vec::new();
        }
    };
    if start >= end {
        found.push(P_21.broken(
            place,
            "Batch build partition start value should less then end value.",
            "write the smaller value first",
        ));
        return Vec::new();
    }
    // The server adds up in 64 bits: past the end of those it never arrives.
    match batch_ranges::of_numbers(start, end, i128::from(step)) {
        Some(made) if made.iter().all(|partition| partition.upper <= i128::from(i64::MAX)) => {
            made.iter().map(|partition| format!("p{}", partition.name)).collect()
        }
        _ => {
            found.push(too_many(place));
            Vec::new()
        }
    }
}

fn too_many(place: Place) -> super::Finding {
    P_25.broken(
        place,
        format!("The number of batch partitions should not exceed:{MOST}"),
        "take a larger step, or several batches",
    )
}

fn dates(
    s: &Subject<'_>,
    data_type: &DataType,
    start: &str,
    end: &str,
    (step, unit): (i64, IntervalUnit),
    place: Place,
    found: &mut Findings<'_>,
) -> Vec<String> {
    if unit == IntervalUnit::Hour && *data_type != DataType::DateTime {
        found.push(P_23.broken(
            place,
            "Batch build partition for hour interval only supports partition column as DATETIME type",
            "step by DAY, or make the column a DATETIME",
        ));
        return Vec::new();
    }
    let (Some(start), Some(end)) = (probe(start), probe(end)) else {
        let is_date = matches!(data_type, DataType::Date | DataType::DateTime);
        let (rule, help) = match is_date {
            true => (&P_20, "write dates in full: \"2024-01-31\""),
            false => (&P_18, "write a number without a unit: EVERY (1)"),
        };
        found.push(rule.broken(place, NO_DATE, help));
        return Vec::new();
    };
    if start >= end {
        found.push(P_21.broken(
            place,
            "Batch build partition start date should less than end date.",
            "write the earlier date first",
        ));
        return Vec::new();
    }
    match unit {
        IntervalUnit::Hour
        | IntervalUnit::Day
        | IntervalUnit::Week
        | IntervalUnit::Month
        | IntervalUnit::Year => {}
        // A frontend answers QUARTER and MILLISECOND with an inner error of its own; they are refused all the same.
        IntervalUnit::Minute
        | IntervalUnit::Second
        | IntervalUnit::Microsecond
        | IntervalUnit::Quarter
        | IntervalUnit::Millisecond => {
            found.push(P_22.broken(
                place,
                format!("Batch build partition does not support time interval type: {}", unit.keyword()),
                "step by HOUR, DAY, WEEK, MONTH or YEAR",
            ));
            return Vec::new();
        }
    }
    match batch_ranges::of_moments(start, end, step, unit, Alignment::of(s.table)) {
        Some(made) => {
            let prefix = prefix(s);
            made.iter().map(|partition| format!("{prefix}{}", partition.name)).collect()
        }
        None => {
            found.push(too_many(place));
            Vec::new()
        }
    }
}

/// A date in one of the forms that the server tells apart by their length.
fn probe(text: &str) -> Option<Moment> {
    let form = match text.len() {
        8 => "yyyyMMdd",
        10 => "yyyy-MM-dd",
        14 => "yyyyMMddHHmmss",
        19 => "yyyy-MM-dd HH:mm:ss",
        26 => "yyyy-MM-dd HH:mm:ss.SSSSSS",
        _ => return None,
    };
    let mut digits = String::new();
    for (letter, byte) in form.bytes().zip(text.bytes()) {
        match (letter.is_ascii_alphabetic(), byte.is_ascii_digit()) {
            (true, true) => digits.push(char::from(byte)),
            (false, false) if letter == byte => {}
            _ => return None,
        }
    }
    let mut moment = literal::compact(digits.get(..14).unwrap_or(&digits))?;
    if let Some(micro) = digits.get(14..) {
        moment[6] = micro.parse().unwrap_or(0);
    }
    Some(moment)
}
