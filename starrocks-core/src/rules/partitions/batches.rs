//! `START … END … EVERY`: many RANGE partitions at once.

use super::batch_ranges::{self, Calendar, MOST};
use crate::rules::java::literal::{self, Moment, Value};
use crate::rules::java::number::{Number, java_number};
use crate::rules::properties::dynamic_partition_values;
use crate::rules::rule::rules;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Finding, Place, Rule};
use crate::schema::{DataType, Every, IntervalUnit, Properties, RangePartition};

pub(in crate::rules) static P_37: Rule = Rule {
    id: "P-37",
    title: "Partitions made in advance step as date_trunc does",
    reason: "The server makes the other partitions itself, and all must fit together: START … END … EVERY (INTERVAL 1 unit), with \
             date_trunc's unit, and not with time_slice.",
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY date_trunc('day', d) (START (\"2024-01-01\") END \
               (\"2024-01-03\") EVERY (INTERVAL 1 DAY))",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY date_trunc('month', d) (START (\"2024-01-01\") END \
               (\"2024-01-03\") EVERY (INTERVAL 1 DAY))",
    ..Rule::SYNTAX
};

rules! {
    "CREATE TABLE t (k INT, b LARGEINT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE",
    "",
    Rule::ANALYZING;
    P_17 = "P-17",
        "START … END … EVERY goes over a DATE, a DATETIME, or an integer up to BIGINT",
        "The server counts in 64 bits, or in units of time.",
        "(k) (START (\"1\") END (\"4\") EVERY (1))",
        "(b) (START (\"1\") END (\"4\") EVERY (1))";
    P_18 = "P-18",
        "EVERY has a unit of time for a date column, and none for an integer column",
        "A date steps by INTERVAL 1 DAY, an integer by 10.",
        "(d) (START (\"2024-01-01\") END (\"2024-01-03\") EVERY (INTERVAL 1 DAY))",
        "(d) (START (\"2024-01-01\") END (\"2024-01-03\") EVERY (1))";
    P_19 = "P-19",
        "START and END of an integer column are integers",
        "They are read with an optional sign and digits, nothing else.",
        "(k) (START (\"0\") END (\"100\") EVERY (10))",
        "(k) (START (\"2024-01-01\") END (\"2024-01-04\") EVERY (1))";
    P_20 = "P-20",
        "START and END of a date column are written out in full",
        "yyyyMMdd, yyyy-MM-dd, yyyyMMddHHmmss or yyyy-MM-dd HH:mm:ss: here the server tells the forms apart by their length.",
        "(d) (START (\"2020-01-01\") END (\"20200103\") EVERY (INTERVAL 1 DAY))",
        "(d) (START (\"2020-1-1\") END (\"2020-1-3\") EVERY (INTERVAL 1 DAY))";
    P_21 = "P-21",
        "START is less than END",
        "END does not belong to the last partition.",
        "(k) (START (\"1\") END (\"4\") EVERY (1))",
        "(k) (START (\"4\") END (\"4\") EVERY (1))";
    P_22 = "P-22",
        "EVERY steps by HOUR, DAY, WEEK, MONTH or YEAR",
        "Partitions are named after their hour, day, week, month or year.",
        "(d) (START (\"2024-01-01\") END (\"2024-03-01\") EVERY (INTERVAL 1 MONTH))",
        "(d) (START (\"2024-01-01\") END (\"2024-01-02\") EVERY (INTERVAL 1 MINUTE))";
    P_23 = "P-23",
        "EVERY steps by HOUR only over a DATETIME column",
        "A DATE has no hours.",
        "(d) (START (\"2024-01-01\") END (\"2024-01-02\") EVERY (INTERVAL 1 DAY))",
        "(d) (START (\"2024-01-01\") END (\"2024-01-02\") EVERY (INTERVAL 1 HOUR))";
    P_25 = "P-25" { setting: Some("max_partitions_in_one_batch") },
        "START … END … EVERY makes at most 4096 partitions",
        "Each is made at once, with all its tablets. A step of 0 never ends.",
        "(k) (START (\"0\") END (\"4096\") EVERY (1))",
        "(k) (START (\"0\") END (\"4097\") EVERY (1))";
}

pub(in crate::rules) static P_38: Rule = Rule {
    id: "P-38",
    title: "Partitions made in advance begin and end where date_trunc's unit does",
    reason: "The server makes the other partitions itself, and those are whole hours, days, months or years.",
    setting: Some("enable_create_partial_partition_in_batch"),
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY date_trunc('month', d) (START (\"2023-05-01\") \
               END (\"2023-10-01\") EVERY (INTERVAL 1 MONTH))",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY date_trunc('month', d) (START (\"2023-05-01\") \
               END (\"2023-10-03\") EVERY (INTERVAL 1 MONTH))",
    ..Rule::ANALYZING
};

const NO_DATE: &str = "Batch build partition EVERY is date type but START or END does not type match.";
const NO_NUMBER: &str = "Batch build partition EVERY is number type but START or END does not type match.";

/// What a batch goes over.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Over<'a> {
    /// The type of the partition column.
    pub(in crate::rules) column: &'a DataType,
    /// The type of its values in the ranges: that of the partition expression, where there is one.
    pub(in crate::rules) value: &'a DataType,
    /// Whether the server makes all other partitions by itself.
    pub(in crate::rules) automatic: bool,
}

/// P-17 to P-25, P-38 and the rules of the properties that the server reads with a batch; the answer has the names of the
/// partitions that the batch makes, none after a finding.
pub(in crate::rules) fn expand(
    properties: &Properties,
    over: Over<'_>,
    partition: &RangePartition,
    place: Place,
    found: &mut Findings<'_>,
) -> Vec<String> {
    let RangePartition::Batch { start, end, every } = partition else {
        return Vec::new();
    };
    if matches!(over.column, DataType::Other(_) | DataType::Inferred) {
        return Vec::new();
    }
    let problem = problem(properties, over, start, end, *every, place);
    let is_good = problem.is_none();
    found.push_if(problem);
    let calendar = Calendar::of(properties);
    match batch_ranges::of_batch((start, end, *every), over.value, calendar) {
        Some(made) if is_good => made.into_iter().map(|partition| partition.name).collect(),
        None if is_good && !undecided(start, end, *every) => {
            found.push(P_25.broken(
                place,
                format!("The number of batch partitions should not exceed:{MOST}"),
                "take a larger step, or several batches",
            ));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Numbers in digits that are not decoded here.
fn undecided(start: &str, end: &str, every: Every) -> bool {
    let unknown = |text: &str| matches!(java_number(text, 64), Number::Unknown);
    matches!(every, Every::Number(_)) && (unknown(start) || unknown(end))
}

/// The first thing that is wrong with a batch, before its partitions are counted.
fn problem(
    properties: &Properties,
    over: Over<'_>,
    start: &str,
    end: &str,
    every: Every,
    place: Place,
) -> Option<Finding> {
    let is_date = matches!(over.value, DataType::Date | DataType::DateTime);
    let is_integer =
        matches!(over.value, DataType::TinyInt | DataType::SmallInt | DataType::Int | DataType::BigInt);
    if matches!(every, Every::Interval(_, IntervalUnit::Hour)) && *over.column != DataType::DateTime {
        return Some(P_23.broken(
            place,
            "Batch build partition for hour interval only supports partition column as DATETIME type",
            "step by DAY, or make the column a DATETIME",
        ));
    }
    if !is_date && !is_integer {
        return Some(P_17.broken(
            place,
            format!("Unsupported batch partition build type:{}.", over.value.server_name()),
            "declare each partition, or partition by a date or an integer up to BIGINT",
        ));
    }
    match every {
        Every::Interval(..) if is_integer => {
            Some(P_18.broken(place, NO_DATE, "write a number without a unit: EVERY (1)"))
        }
        Every::Number(_) if is_integer => numbers(start, end, place),
        _ => dates(properties, over, start, end, every, place),
    }
}

fn numbers(start: &str, end: &str, place: Place) -> Option<Finding> {
    let (start, end) = match (java_number(start, 64), java_number(end, 64)) {
        (Number::Value(start), Number::Value(end)) => (start, end),
        (Number::Unknown, _) | (_, Number::Unknown) => return None,
        _ => return Some(P_19.broken(place, NO_NUMBER, "write integers, in quotes")),
    };
    (start >= end).then(|| {
        P_21.broken(
            place,
            "Batch build partition start value should less then end value.",
            "write the smaller value first",
        )
    })
}

fn dates(
    properties: &Properties,
    over: Over<'_>,
    start: &str,
    end: &str,
    every: Every,
    place: Place,
) -> Option<Finding> {
    let (Some(start), Some(end)) = (batch_ranges::moment(start), batch_ranges::moment(end)) else {
        return Some(P_20.broken(place, NO_DATE, "write dates in full: \"2024-01-31\""));
    };
    if start >= end {
        return Some(P_21.broken(
            place,
            "Batch build partition start date should less than end date.",
            "write the earlier date first",
        ));
    }
    let Every::Interval(step, unit) = every else {
        return Some(P_18.broken(
            place,
            "Unknown timeunit for batch build partition.",
            "write a unit: EVERY (INTERVAL 1 DAY)",
        ));
    };
    if over.automatic && step != 1 {
        let message = "Automatically create partition tables and create partitions in advance only supports an \
                       interval of 1";
        let help = format!("write EVERY (INTERVAL 1 {})", unit.keyword());
        return Some(P_37.broken(place, message, help).enveloped(Envelope::Analyzing));
    }
    if let Some(finding) = dynamic_partition_values::of_batches(properties) {
        return Some(finding);
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
            return Some(P_22.broken(
                place,
                format!("Batch build partition does not support time interval type: {}", unit.keyword()),
                "step by HOUR, DAY, WEEK, MONTH or YEAR",
            ));
        }
    }
    if over.automatic { unaligned(properties, over.value, start, end, unit, place) } else { None }
}

/// P-38.
fn unaligned(
    properties: &Properties,
    data_type: &DataType,
    start: Moment,
    end: Moment,
    unit: IntervalUnit,
    place: Place,
) -> Option<Finding> {
    let calendar = Calendar::of(properties);
    let (begin, stop) = batch_ranges::whole_units(start, end, unit, calendar)?;
    if (begin, stop) == (start, end) {
        return None;
    }
    let written = |[year, month, day, hour, minute, second, _]: Moment| {
        literal::value_text(&Value::Moment([year, month, day, hour, minute, second, 0]), data_type)
    };
    let which = match unit {
        IntervalUnit::Week => format!("with start day of week {}", calendar.day_of_week),
        IntervalUnit::Month => format!("with start day of month {}", calendar.day_of_month),
        _ => String::new(),
    };
    let (begin, stop) = (written(begin), written(stop));
    Some(P_38.broken(
        place,
        format!(
            "Batch build partition range [{},{}) should be a standard unit of time ({}) {which}. suggest range \
             [{begin},{stop})If you want to create partial partitions in batch, you can turn off this check by setting \
             the FE config enable_create_partial_partition_in_batch=true",
            written(start),
            written(end),
            unit.keyword()
        ),
        format!("write START (\"{begin}\") END (\"{stop}\")"),
    ))
}
