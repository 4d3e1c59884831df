//! The aggregate functions that SQLite lacks.

use super::functions::arguments;
use super::sketch::{self, Numbers, Samples};
use super::value;
use bigdecimal::{BigDecimal, RoundingMode, Zero};
use rusqlite::Connection;
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::Value;

/// Adds the aggregates to a connection.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_aggregate_function("sr_sum_decimal", 1, flags, DecimalSum { average: false })?;
    connection.create_aggregate_function("sr_avg_decimal", 2, flags, DecimalSum { average: true })?;
    for (name, step) in [
        ("sr_numbers_union", union as Step),
        ("sr_numbers_intersect", intersect),
        ("sr_bitmap_agg", add_member),
        ("sr_hll_raw", add_hash),
    ] {
        connection.create_aggregate_function(name, 1, flags, Set { step, count: false })?;
    }
    for (name, step) in [("sr_numbers_union_count", union as Step), ("sr_ndv", add_hash)] {
        connection.create_aggregate_function(name, 1, flags, Set { step, count: true })?;
    }
    connection.create_aggregate_function(
        "sr_percentile_union",
        1,
        flags,
        Percentile { approximate: false },
    )?;
    connection.create_aggregate_function(
        "sr_percentile_approx",
        2,
        flags,
        Percentile { approximate: true },
    )?;
    connection.create_aggregate_function("sr_array_agg", 2, flags, Collect)
}

/// Exact sums and averages; the second argument of the average is its scale.
struct DecimalSum {
    average: bool,
}

#[derive(Default)]
struct Sum {
    total: BigDecimal,
    count: u64,
    scale: i64,
}

impl Aggregate<Option<Sum>, Value> for DecimalSum {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Option<Sum>> {
        Ok(None)
    }

    fn step(&self, context: &mut Context<'_>, sum: &mut Option<Sum>) -> rusqlite::Result<()> {
        let arguments = arguments(context)?;
        if let Some(number) = value::decimal(&arguments[0]) {
            let sum = sum.get_or_insert_with(|| Sum { total: BigDecimal::zero(), count: 0, scale: 0 });
            sum.total += number;
            sum.count += 1;
            sum.scale = arguments.get(1).and_then(value::integer).unwrap_or(0);
        }
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, sum: Option<Option<Sum>>) -> rusqlite::Result<Value> {
        let Some(sum) = sum.flatten() else { return Ok(Value::Null) };
        let number = if self.average {
            (sum.total / BigDecimal::from(sum.count)).with_scale_round(sum.scale, RoundingMode::HalfUp)
        } else {
            sum.total
        };
        Ok(Value::Text(number.to_plain_string()))
    }
}

type Step = fn(&mut Option<Numbers>, &Value);

/// Builds a BITMAP or HLL, or counts its members.
struct Set {
    step: Step,
    count: bool,
}

fn union(set: &mut Option<Numbers>, value: &Value) {
    if let Value::Blob(bytes) = value {
        set.get_or_insert_default().0.extend(Numbers::from_bytes(bytes).0);
    }
}

fn intersect(set: &mut Option<Numbers>, value: &Value) {
    if let Value::Blob(bytes) = value {
        let other = Numbers::from_bytes(bytes);
        *set = Some(match set.take() {
            None => other,
            Some(set) => Numbers(&set.0 & &other.0),
        });
    }
}

fn add_member(set: &mut Option<Numbers>, value: &Value) {
    if let Some(member) = value::text(value).and_then(|text| text.parse().ok()) {
        set.get_or_insert_default().0.insert(member);
    }
}

fn add_hash(set: &mut Option<Numbers>, value: &Value) {
    if let Some(text) = value::text(value) {
        set.get_or_insert_default().0.insert(sketch::hash(text.as_bytes()));
    }
}

impl Aggregate<Option<Numbers>, Value> for Set {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Option<Numbers>> {
        Ok(None)
    }

    fn step(&self, context: &mut Context<'_>, set: &mut Option<Numbers>) -> rusqlite::Result<()> {
        (self.step)(set, &context.get::<Value>(0)?);
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, set: Option<Option<Numbers>>) -> rusqlite::Result<Value> {
        Ok(match (set.flatten(), self.count) {
            (set, true) => Value::Integer(set.map_or(0, |set| set.count())),
            (Some(set), false) => Value::Blob(set.to_bytes()),
            (None, false) => Value::Null,
        })
    }
}

/// PERCENTILE values united, or a percentile of plain numbers.
struct Percentile {
    approximate: bool,
}

#[derive(Default)]
struct Gathered {
    samples: Samples,
    at: f64,
}

impl Aggregate<Gathered, Value> for Percentile {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Gathered> {
        Ok(Gathered::default())
    }

    fn step(&self, context: &mut Context<'_>, gathered: &mut Gathered) -> rusqlite::Result<()> {
        let arguments = arguments(context)?;
        match (&arguments[0], self.approximate) {
            (Value::Blob(bytes), false) => gathered.samples.0.extend(Samples::from_bytes(bytes).0),
            (number, _) => gathered.samples.0.extend(value::double(number)),
        }
        gathered.at = arguments.get(1).and_then(value::double).unwrap_or(gathered.at);
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, gathered: Option<Gathered>) -> rusqlite::Result<Value> {
        let gathered = gathered.unwrap_or_default();
        Ok(if self.approximate {
            gathered.samples.percentile(gathered.at).map_or(Value::Null, Value::Real)
        } else if gathered.samples.0.is_empty() {
            Value::Null
        } else {
            Value::Blob(gathered.samples.to_bytes())
        })
    }
}

/// array_agg: elements with their type code.
struct Collect;

impl Aggregate<Vec<Value>, Value> for Collect {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Vec<Value>> {
        Ok(Vec::new())
    }

    fn step(&self, context: &mut Context<'_>, elements: &mut Vec<Value>) -> rusqlite::Result<()> {
        let arguments = arguments(context)?;
        elements.extend(arguments);
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, elements: Option<Vec<Value>>) -> rusqlite::Result<Value> {
        Ok(elements.map_or(Value::Null, |elements| super::nested::array(&elements)))
    }
}
