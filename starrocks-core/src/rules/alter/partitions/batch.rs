//! `START … END … EVERY` in ADD PARTITIONS and DROP PARTITIONS: which partitions are meant.

use super::existing::{By, Partitions};
use super::new;
use crate::rules::alter::step::Step;
use crate::rules::java::literal::value_text;
use crate::rules::partitions::batch_ranges::{self, Calendar, Made};
use crate::rules::partitions::batches::{self, Over, P_22};
use crate::rules::partitions::form::AutomaticRange;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Finding, Rule};
use crate::schema::{DataType, Every, IntervalUnit, PartitionValue, Properties, RangePartition, Text};
use std::borrow::Cow;

pub(in crate::rules) static AL_46: Rule = Rule {
    id: "AL-46",
    title: "A batch of an automatic table has the step of its partition function",
    reason: "The server makes the other partitions by that function; every value must have one place.",
    accepted: "CREATE TABLE t (k INT, d DATE) PARTITION BY date_trunc('day', d);\n\
               ALTER TABLE t ADD PARTITIONS START ('2024-01-01') END ('2024-01-04') EVERY (INTERVAL 1 DAY)",
    rejected: "CREATE TABLE t (k INT, d DATE) PARTITION BY date_trunc('day', d);\n\
               ALTER TABLE t ADD PARTITIONS START ('2024-01-01') END ('2024-03-01') EVERY (INTERVAL 1 MONTH)",
    ..Rule::ANALYZING
};

pub(super) const START_DAY_OF_WEEK: &str = "dynamic_partition.start_day_of_week";

/// A batch as a clause writes it.
pub(super) struct Batch<'a> {
    pub(super) start: &'a Text,
    pub(super) end: &'a Text,
    pub(super) every: Every,
    /// PROPERTIES of the clause.
    pub(super) properties: &'a Properties,
    /// TEMPORARY.
    pub(super) temporary: bool,
}

/// AL-44, AL-46 and the rules of a batch; its partitions where nothing is found.
pub(super) fn analyzed(
    step: &Step<'_>,
    existing: &Partitions,
    batch: &Batch<'_>,
    found: &mut Findings<'_>,
) -> Option<Vec<RangePartition>> {
    if let Every::Interval(_, unit) = batch.every
        && !matches!(
            unit,
            IntervalUnit::Hour
                | IntervalUnit::Day
                | IntervalUnit::Week
                | IntervalUnit::Month
                | IntervalUnit::Year
        )
    {
        let message =
            format!("Batch build partition does not support time interval type: {}", unit.keyword());
        found.push(P_22.broken(step.place(), message, "step by HOUR, DAY, WEEK, MONTH or YEAR"));
        return None;
    }
    let By::Range { types, automatic, .. } = &existing.by else {
        new::not_a_range(step, existing, found);
        return None;
    };
    let first = types.first()?;
    let code = code(existing, batch.every);
    if let Some(automatic) = automatic
        && let Some(finding) = other_step(step, automatic, batch.every)
    {
        found.push(finding.coded(code));
        return None;
    }
    if matches!(first, DataType::Other(_) | DataType::Inferred) {
        return None;
    }
    // ALTER TABLE does not look whether hours go over a DATETIME.
    let over = Over { column: &DataType::DateTime, value: first, automatic: automatic.is_some() };
    let written =
        RangePartition::Batch { start: batch.start.clone(), end: batch.end.clone(), every: batch.every };
    let mut inner = Findings::new(step.context.options);
    batches::expand(batch.properties, over, &written, step.place(), &mut inner);
    let findings = inner.into_list();
    let is_good = !findings.iter().any(Finding::is_error);
    for finding in findings {
        found.push(if finding.code == 1064 { finding.coded(code) } else { finding });
    }
    if is_good { made(existing, batch) } else { None }
}

/// The error number that a server answers with whatever it finds in the batch: it notes these two breaches, and goes on.
fn code(existing: &Partitions, every: Every) -> u16 {
    let is_pair = matches!(&existing.by, By::Range { types, .. } if types.len() > 1);
    let is_zero = match every {
        Every::Number(number) => number == 0,
        Every::Interval(number, _) => number <= 0,
    };
    if is_pair {
        5702
    } else if is_zero {
        5703
    } else {
        1064
    }
}

/// AL-46.
fn other_step(step: &Step<'_>, automatic: &AutomaticRange, every: Every) -> Option<Finding> {
    let (number, unit) = match every {
        Every::Number(number) => (i64::try_from(number).unwrap_or(i64::MAX), None),
        Every::Interval(number, unit) => (number, Some(unit)),
    };
    let help = format!("write EVERY (INTERVAL 1 {})", automatic.unit.to_uppercase());
    if number > 1 {
        return Some(AL_46.broken(step.place(), "The step of the auto-partitioned table should be 1", help));
    }
    let Some(unit) = unit else {
        let message = "Cannot invoke \"String.equalsIgnoreCase(String)\" because \"descGranularity\" is null";
        return Some(AL_46.broken(step.place(), message, help).enveloped(Envelope::Bare));
    };
    (!unit.keyword().eq_ignore_ascii_case(&automatic.unit)).then(|| {
        let message = format!(
            "The granularity of the auto-partitioned table granularity({}) should be consistent with the increased \
             partition granularity({}).",
            automatic.unit,
            unit.keyword()
        );
        AL_46.broken(step.place(), message, help)
    })
}

/// The partitions of a batch; nothing when it makes no sense.
pub(super) fn made(existing: &Partitions, batch: &Batch<'_>) -> Option<Vec<RangePartition>> {
    let By::Range { types, .. } = &existing.by else { return None };
    let first = types.first()?;
    let calendar = Calendar::of(batch.properties);
    let made = batch_ranges::of_batch((batch.start, batch.end, batch.every), first, calendar)?;
    let own_prefix = batch.properties.get("dynamic_partition.prefix").is_some();
    let partition = |made: &Made| {
        // Temporary partitions are named apart from the others.
        let is_plain = matches!(batch.every, Every::Number(_)) || !own_prefix;
        let name = match made.name.strip_prefix('p') {
            Some(rest) if batch.temporary && is_plain => format!("tp{rest}"),
            _ => made.name.clone(),
        };
        let value = |value| Cow::Owned(vec![PartitionValue::Text(value_text(value, first).into())]);
        RangePartition::Fixed {
            name: name.into(),
            if_not_exists: false,
            lower: value(&made.lower),
            upper: value(&made.upper),
            properties: Properties::NONE,
        }
    };
    Some(made.iter().map(partition).collect())
}
