//! Numbers: what literals are, and what operators make of them.

use super::types::Type;
use super::{Stop, Typed, decimals};
use crate::schema::{DataType, DecimalWidth};

const WHOLE: [Type; 5] = [Type::TINYINT, Type::SMALLINT, Type::INT, Type::BIGINT, Type::LARGEINT];

/// The smallest type that holds a number.
pub(super) fn whole_number(digits: &str) -> Typed {
    if digits.parse::<i8>().is_ok() {
        return Ok(Type::TINYINT);
    }
    if digits.parse::<i16>().is_ok() {
        return Ok(Type::SMALLINT);
    }
    if digits.parse::<i32>().is_ok() {
        return Ok(Type::INT);
    }
    if digits.parse::<i64>().is_ok() {
        return Ok(Type::BIGINT);
    }
    if digits.parse::<i128>().is_ok() { Ok(Type::LARGEINT) } else { decimal_literal(digits) }
}

pub(super) fn decimal_literal(written: &str) -> Typed {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
    let scale = fraction.len();
    // Zeros in front of the first digit do not count, behind the point they do as digits of the scale.
    let digits = format!("{whole}{fraction}");
    let precision = digits.trim_start_matches('0').len().max(scale).max(1);
    if precision > 76 {
        return Err(Stop::Unknown);
    }
    let number = |count: usize| u32::try_from(count).map_err(|_| Stop::Unknown);
    Ok(Type::narrowest_decimal(number(precision)?, number(scale)?))
}

/// The type of an operation.
pub(super) fn arithmetic(operator: &str, left: &Type, right: &Type) -> Typed {
    let (Some(a), Some(b)) = (as_number(left), as_number(right)) else {
        return Err(no_number(operator, left, right));
    };
    if a.is_decimal() || b.is_decimal() {
        return decimals::arithmetic(operator, left, right);
    }
    let common = common_number(&a, &b);
    let rank = |of: &Type| WHOLE.iter().position(|whole| whole == of);
    Ok(match operator {
        "+" | "-" | "*" => match rank(&common) {
            Some(rank) if rank < 3 => WHOLE[(rank + 1).min(3)].clone(),
            _ => common,
        },
        "%" | "MOD" => common,
        "/" if common.is_whole_number() => Type::DOUBLE,
        "/" => common,
        "DIV" | "&" | "|" | "^" if common.is_whole_number() => common,
        "DIV" | "&" | "|" | "^" => Type::BIGINT,
        _ if a.is_whole_number() => a,
        _ => return Err(Stop::Unknown),
    })
}

/// The complaint about an operand that is no number.
fn no_number(operator: &str, left: &Type, right: &Type) -> Stop {
    let known = match (as_number(left), as_number(right)) {
        (Some(known), None) | (None, Some(known)) if known.is_whole_number() => known,
        _ => return Stop::Unknown,
    };
    if left.is_null() || right.is_null() {
        return Stop::Unknown;
    }
    let wanted = match operator {
        "+" | "-" | "*" => match WHOLE.iter().position(|whole| *whole == known) {
            Some(rank) if rank < 3 => WHOLE[(rank + 1).min(3)].clone(),
            _ => known,
        },
        "%" | "MOD" | "DIV" | "&" | "|" | "^" => known,
        "/" => Type::DOUBLE,
        _ => return Stop::Unknown,
    };
    let other = if as_number(left).is_none() { left } else { right };
    let (other, wanted) = (other.server_sql(), wanted.server_sql());
    Stop::Refused(format!("cast type {other} with type {wanted} is invalid"))
}

/// What a type counts as in arithmetic.
fn as_number(of: &Type) -> Option<Type> {
    match of {
        Type::Scalar(DataType::Boolean) => Some(Type::TINYINT),
        Type::Scalar(DataType::Float | DataType::Date | DataType::DateTime | DataType::Time) => {
            Some(Type::DOUBLE)
        }
        _ if of.is_text() => Some(Type::DOUBLE),
        _ if of.is_number() => Some(of.clone()),
        _ => None,
    }
}

fn common_number(a: &Type, b: &Type) -> Type {
    if a.is_float() || b.is_float() {
        return Type::DOUBLE;
    }
    if a.is_decimal_v2() || b.is_decimal_v2() {
        return Type::any_decimal(DecimalWidth::V2);
    }
    let rank = |of: &Type| WHOLE.iter().position(|whole| whole == of);
    if rank(a) > rank(b) { a.clone() } else { b.clone() }
}
