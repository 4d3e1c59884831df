//! What is special about decimals: arithmetic on them, and functions that keep their digits.

use super::resolve::resolve;
use super::table::Function;
use super::types::{Type, narrowest};
use super::{Stop, Typed, relations::wider};
use crate::schema::{DataType, DecimalWidth};

/// The type of an operation one of whose sides is a decimal.
pub(super) fn arithmetic(operator: &str, left: &Type, right: &Type) -> Typed {
    let whole = matches!(
        operator,
        "DIV" | "&" | "|" | "^" | "BITSHIFTLEFT" | "BITSHIFTRIGHT" | "BITSHIFTRIGHTLOGICAL"
    );
    let is_inexact = |side: &Type| side.is_float() || side.is_text();
    if (is_inexact(left) || is_inexact(right)) && !whole {
        return Ok(Type::DOUBLE);
    }
    let (left_width, left_precision, left_scale) = operand(left)?;
    let (right_width, right_precision, right_scale) = operand(right)?;
    let widest = wider(left_width, right_width);
    let limit = if widest == DecimalWidth::Bits256 { 76 } else { 38 };
    match operator {
        "+" | "-" => {
            let whole =
                left_precision.saturating_sub(left_scale).max(right_precision.saturating_sub(right_scale));
            let scale = left_scale.max(right_scale);
            let precision = (whole + scale + 1).min(limit);
            Ok(Type::decimal(wider(narrowest(precision), widest), precision, scale))
        }
        "%" | "MOD" => {
            let widest = wider(widest, DecimalWidth::Bits64);
            Ok(Type::decimal(widest, digits(widest), left_scale.max(right_scale)))
        }
        "*" => {
            let (precision, scale) = (left_precision + right_precision, left_scale + right_scale);
            if precision <= limit {
                return Ok(Type::decimal(wider(narrowest(precision), widest), precision, scale));
            }
            if scale <= limit {
                let width = if limit == 76 { DecimalWidth::Bits256 } else { DecimalWidth::Bits128 };
                return Ok(Type::decimal(width, limit, scale));
            }
            Err(Stop::Refused(format!(
                "Return scale({scale}) exceeds maximum value({limit}), please cast decimal type to low-precision one"
            )))
        }
        "/" | "DIV" => {
            let scale = quotient_scale(left_scale);
            if scale + right_scale > limit {
                return Err(Stop::Refused(format!(
                    "Dividend fails to adjust scale to {} that exceeds maximum value({limit})",
                    scale + right_scale
                )));
            }
            if operator == "DIV" {
                return Ok(Type::BIGINT);
            }
            let width = if limit == 76 { DecimalWidth::Bits256 } else { DecimalWidth::Bits128 };
            Ok(Type::decimal(width, limit, scale))
        }
        _ => Ok(Type::BIGINT),
    }
}

/// How many digits behind the point a quotient has.
fn quotient_scale(scale: u32) -> u32 {
    match scale {
        0..=6 => scale + 6,
        7..=12 => 12,
        _ => scale,
    }
}

fn digits(width: DecimalWidth) -> u32 {
    match width {
        DecimalWidth::V2 => 27,
        DecimalWidth::Bits32 => 9,
        DecimalWidth::Bits64 => 18,
        DecimalWidth::Bits128 => 38,
        DecimalWidth::Bits256 => 76,
    }
}

/// A side of an operation as a decimal.
fn operand(side: &Type) -> Result<(DecimalWidth, u32, u32), Stop> {
    Ok(match side {
        Type::Scalar(DataType::LargeInt) => (DecimalWidth::Bits128, 38, 0),
        Type::Scalar(DataType::BigInt) => (DecimalWidth::Bits64, 18, 0),
        Type::Scalar(DataType::Boolean) => (DecimalWidth::Bits64, 9, 0),
        _ if side.is_whole_number() => (DecimalWidth::Bits64, 9, 0),
        _ if side.is_decimal_v2() => (DecimalWidth::Bits128, 38, 9),
        _ if side.is_null() || side.is_float() || side.is_text() => (DecimalWidth::Bits32, 0, 0),
        _ => {
            let (width, numbers) = side.as_decimal().ok_or(Stop::Unknown)?;
            let (precision, scale) = numbers.ok_or(Stop::Unknown)?;
            (width, precision, scale)
        }
    })
}

/// Whether a call goes the way of decimals.
pub(super) fn takes_part(name: &str, arguments: &[Type]) -> bool {
    let is_one = |argument: &Type| argument.is_decimal() || argument.element().is_some_and(Type::is_decimal);
    matches!(name, "truncate" | "round" | "dround") || arguments.iter().any(is_one)
}

/// The result of a function with a decimal among its arguments. `Ok(None)` when there is no form for them.
pub(super) fn call(name: &str, function: &Function, arguments: &[Type]) -> Result<Option<Called>, Stop> {
    let deviation = matches!(
        name,
        "var_pop"
            | "var_samp"
            | "variance"
            | "variance_pop"
            | "variance_samp"
            | "std"
            | "stddev"
            | "stddev_pop"
            | "stddev_samp"
    );
    if deviation {
        let doubles = vec![Type::DOUBLE; arguments.len()];
        return Ok(resolve(name, &function.forms, &doubles).map(|form| Called::of(&form)));
    }
    let arguments = normalized(name, arguments)?;
    let Some(form) = resolve(name, &function.forms, &arguments) else {
        return Ok(None);
    };
    let first = arguments.first().ok_or(Stop::Unknown)?;
    let is_first_decimal = first.is_decimal();
    let mut called = Called::of(&form);
    called.result =
        match name {
            "count" | "multi_distinct_count" | "ndv" | "approx_count_distinct" => form.result.clone(),
            "max" | "min" | "any_value" | "array_unique_agg" | "first_value" | "last_value" | "lead"
            | "lag" => first.clone(),
            "array_agg" | "array_agg_distinct" => Type::array(first.clone()),
            "max_by" | "min_by" => first.clone(),
            "sum" | "multi_distinct_sum" if is_first_decimal => summed(first)?,
            "avg" if is_first_decimal => averaged(first)?,
            "abs" | "positive" | "negative" | "money_format" | "least" | "greatest" | "nullif" | "ifnull"
            | "coalesce" | "mod" | "if" => {
                let common = if name == "if" { arguments.get(1).ok_or(Stop::Unknown)? } else { first };
                if form.result.is_decimal() { common.clone() } else { form.result.clone() }
            }
            "array_distinct" | "array_sort" | "reverse" | "array_intersect" | "array_concat"
            | "array_slice" => first.clone(),
            "array_max" | "array_min" => first.element().ok_or(Stop::Unknown)?.clone(),
            "array_sum" => {
                let (_, scale) = numbers(first.element().ok_or(Stop::Unknown)?)?;
                Type::decimal(DecimalWidth::Bits128, 38, scale.min(18))
            }
            "array_avg" => {
                let (_, scale) = numbers(first.element().ok_or(Stop::Unknown)?)?;
                Type::decimal(DecimalWidth::Bits128, 38, quotient_scale(scale))
            }
            "array_difference" => {
                let element = first.element().ok_or(Stop::Unknown)?;
                Type::array(arithmetic("-", element, element)?)
            }
            _ => form.result.clone(),
        };
    if called.state.is_open() && form.state == form.result {
        called.state = called.result.clone();
    }
    if called.result.is_open() { Err(Stop::Unknown) } else { Ok(Some(called)) }
}

/// What a call gives, and what an aggregate keeps between two rows.
pub(super) struct Called {
    pub(super) result: Type,
    pub(super) state: Type,
    /// The types that the form declares.
    pub(super) arguments: Vec<Type>,
}

impl Called {
    pub(super) fn of(form: &super::table::Form) -> Self {
        Called { result: form.result.clone(), state: form.state.clone(), arguments: form.arguments.clone() }
    }
}

fn numbers(decimal: &Type) -> Result<(u32, u32), Stop> {
    decimal.as_decimal().and_then(|(_, numbers)| numbers).ok_or(Stop::Unknown)
}

fn is_wide(decimal: &Type) -> bool {
    decimal.as_decimal().is_some_and(|(width, _)| width == DecimalWidth::Bits256)
}

fn summed(decimal: &Type) -> Typed {
    let (_, scale) = numbers(decimal)?;
    Ok(match is_wide(decimal) {
        true => Type::decimal(DecimalWidth::Bits256, 76, scale.min(36)),
        false => Type::decimal(DecimalWidth::Bits128, 38, scale.min(18)),
    })
}

fn averaged(decimal: &Type) -> Typed {
    let (_, scale) = numbers(decimal)?;
    Ok(match is_wide(decimal) {
        true => Type::decimal(DecimalWidth::Bits256, 76, quotient_scale(scale.min(36))),
        false => Type::decimal(DecimalWidth::Bits128, 38, quotient_scale(scale.min(18))),
    })
}

/// The arguments after the frontend has made those alike that must be.
fn normalized(name: &str, arguments: &[Type]) -> Result<Vec<Type>, Stop> {
    let common = |types: &[Type]| {
        let (first, rest) = types.split_first().ok_or(Stop::Unknown)?;
        rest.iter().try_fold(first.clone(), |common, next| common.common(next)).ok_or(Stop::Unknown)
    };
    match name {
        "least" | "greatest" | "nullif" | "ifnull" | "coalesce" | "mod" | "if" => {
            let from = usize::from(name == "if").min(arguments.len());
            if !arguments[from..].iter().any(Type::is_decimal) {
                return Ok(arguments.to_vec());
            }
            let mut all = vec![common(&arguments[from..])?; arguments.len()];
            if name == "if" {
                all[0] = Type::BOOLEAN;
            }
            Ok(all)
        }
        "array_intersect" | "array_concat" | "arrays_overlap" | "array_contains_all"
        | "array_contains_seq" => {
            let elements: Vec<Type> =
                arguments.iter().map(|array| array.element().unwrap_or(array).clone()).collect();
            Ok(vec![Type::array(common(&elements)?); arguments.len()])
        }
        "array_contains" | "array_position" => {
            let elements: Vec<Type> =
                arguments.iter().map(|array| array.element().unwrap_or(array).clone()).collect();
            let common = common(&elements)?;
            Ok(vec![Type::array(common.clone()), common])
        }
        _ => Ok(arguments.to_vec()),
    }
}
