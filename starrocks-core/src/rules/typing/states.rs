//! Aggregate states: `avg(bigint)` as the type of a column.

use super::Stop;
use super::calls::{find, is_combinator, signature};
use super::table::function;
use super::types::Type;
use crate::schema::{AggState, DataType};

/// What the frontend makes of an aggregate state.
pub(in crate::rules) struct State {
    /// What the aggregate gives.
    pub(in crate::rules) result: Type,
    /// What the column holds.
    pub(in crate::rules) stored: Type,
}

/// Why an aggregate state is none.
pub(in crate::rules) enum NoState {
    Unknown,
    /// While the statement is parsed.
    Refused(String),
    /// While the function is looked up.
    NoFunction(String),
    /// Without an envelope.
    Bare(String),
}

impl From<Stop> for NoState {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Unknown => NoState::Unknown,
            Stop::Refused(message) => NoState::NoFunction(message),
        }
    }
}

/// Looks up the aggregate of a state.
pub(in crate::rules) fn state(state: &AggState) -> Result<State, NoState> {
    let written = state.function.as_ref();
    let name = written.to_lowercase();
    let types: Option<Vec<Type>> =
        state.arguments.iter().map(|argument| Type::of(&argument.data_type)).collect();
    let types = types.ok_or(NoState::Unknown)?;
    let input: Vec<String> = types.iter().map(Type::server_name).collect();
    let input = input.join(", ");
    let refused = |why: &str| {
        Err(NoState::Refused(format!("AggStateType function {written} with input [{input}] {why}")))
    };
    // The frontend knows some functions by their name in lower case only.
    let by_name = matches!(
        name.as_str(),
        "array_agg" | "min_n" | "max_n" | "percentile_disc" | "exchange_bytes" | "exchange_speed"
    );
    if by_name && name != written {
        return Err(NoState::Unknown);
    }
    if let Some(base) = name.strip_suffix("_if").filter(|_| is_combinator(&name)) {
        let Some((_, rest)) = types.split_last() else {
            return Err(NoState::Unknown);
        };
        let of_base = function(base).filter(|base| base.aggregate);
        return match of_base.map(|function| find(base, function, rest)) {
            Some(Ok(Some(_))) => Err(NoState::Bare("fromIndex(0) > toIndex(-1)".to_owned())),
            _ => refused("not found"),
        };
    }
    if is_combinator(&name) {
        return if name.ends_with("_state") { refused("not found") } else { Err(NoState::Unknown) };
    }
    let Some(found) = function(&name) else {
        // A decimal goes another way, with another complaint.
        return match types.iter().any(|of| of.is_decimal() || of.element().is_some_and(Type::is_decimal)) {
            true => Err(NoState::NoFunction(format!("{}.", signature(&name, &types)))),
            false => refused("not found"),
        };
    };
    let (mut result, mut stored, declared) = match name.as_str() {
        "array_agg" => {
            let first = types.first().ok_or(NoState::Unknown)?;
            let result = Type::array(first.clone());
            (result.clone(), Type::Struct(vec![("col1".to_owned(), result)]), types.clone())
        }
        "min_n" | "max_n" | "percentile_disc" | "lc_percentile_disc" | "typeof" => {
            return Err(NoState::Unknown);
        }
        _ => match find(&name, found, &types)? {
            Some(called) => (called.result, called.state, called.arguments),
            None => return refused("not found"),
        },
    };
    if !found.aggregate {
        return refused("found but not an aggregate function");
    }
    if !is_supported(&name, &declared) {
        return refused("is not supported yet.");
    }
    if result.is_open() {
        result = Type::Null;
    }
    if stored.is_open() {
        stored = Type::Null;
    }
    Ok(State { result, stored })
}

/// Whether the frontend makes states of an aggregate with these arguments.
fn is_supported(name: &str, arguments: &[Type]) -> bool {
    const ANALYTIC: &[&str] = &[
        "cume_dist",
        "dense_rank",
        "first_value",
        "first_value_rewrite",
        "lag",
        "last_value",
        "lead",
        "ntile",
        "percent_rank",
        "rank",
        "row_number",
        "session_number",
    ];
    if ANALYTIC.contains(&name) {
        return false;
    }
    let is_time = |of: &Type| matches!(of, Type::Scalar(DataType::Time));
    if arguments.iter().any(|of| is_time(of) || of.is_sketch() || of.is_null() || of.is_decimal_v2()) {
        return false;
    }
    let is_plain = |of: &Type| {
        let opaque = matches!(of, Type::Scalar(DataType::Json | DataType::Variant | DataType::Varbinary(_)));
        !opaque && !of.is_sketch() && !of.is_complex() && !of.is_pseudo()
    };
    match name {
        "count" => !arguments.is_empty(),
        "min"
        | "max"
        | "ndv"
        | "ds_hll_count_distinct"
        | "ds_theta_count_distinct"
        | "approx_count_distinct" => arguments.iter().all(is_plain),
        "sum" | "avg" => arguments.iter().all(Type::is_number),
        "max_by" | "min_by" => match arguments {
            [first, second] => !matches!(first, Type::Scalar(DataType::Varbinary(_))) && is_plain(second),
            _ => false,
        },
        "bitmap_union_int" => {
            arguments.first().is_some_and(|of| of.is_whole_number() && *of != Type::LARGEINT)
        }
        _ => true,
    }
}
