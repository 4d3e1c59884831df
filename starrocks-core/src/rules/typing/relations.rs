//! How two types stand to each other: the same, castable, and the type that takes both.

use super::types::{Type, narrowest};
use crate::schema::{DataType, DecimalWidth};

impl Type {
    /// Whether a value of one type is one of the other without a cast: lengths and precisions do not count.
    pub(in crate::rules) fn matches(&self, other: &Type) -> bool {
        match (self, other) {
            (Type::Any, _) | (_, Type::Any) => true,
            (Type::AnyArray, Type::AnyArray | Type::Array(_)) | (Type::Array(_), Type::AnyArray) => true,
            (Type::AnyMap, Type::AnyMap | Type::Map(..)) | (Type::Map(..), Type::AnyMap) => true,
            (Type::AnyStruct, Type::AnyStruct | Type::Struct(_)) | (Type::Struct(_), Type::AnyStruct) => true,
            (Type::Null, Type::Null) | (Type::Lambda, Type::Lambda) => true,
            (Type::Array(a), Type::Array(b)) => a.matches(b),
            (Type::Map(key, value), Type::Map(other_key, other_value)) => {
                key.matches(other_key) && value.matches(other_value)
            }
            (Type::Struct(fields), Type::Struct(others)) => {
                fields.len() == others.len()
                    && fields.iter().zip(others).all(|((name, field), (other_name, other))| {
                        field.matches(other) && name.eq_ignore_ascii_case(other_name)
                    })
            }
            (Type::Scalar(a), Type::Scalar(b)) => {
                if self.is_text() && other.is_text() || self.is_decimal_v2() && other.is_decimal_v2() {
                    return true;
                }
                match (self.as_decimal(), other.as_decimal()) {
                    (Some((width, numbers)), Some((other_width, other_numbers))) => {
                        width == other_width
                            && numbers
                                .zip(other_numbers)
                                .is_none_or(|((_, scale), (_, other))| scale == other)
                    }
                    (None, None) => std::mem::discriminant(a) == std::mem::discriminant(b),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// Whether the frontend casts a value of this type to the other one.
    pub(in crate::rules) fn casts_to(&self, to: &Type) -> bool {
        match (self, to) {
            (Type::Null, _) => true,
            (Type::Scalar(_), Type::Scalar(DataType::Bitmap)) if self.is_text() => true,
            (Type::Scalar(a), Type::Scalar(b)) => scalar_casts(self, a, to, b),
            (Type::Array(a), Type::Array(b)) => a.casts_to(b),
            (Type::Map(key, value), Type::Map(to_key, to_value)) => {
                key.casts_to(to_key) && value.casts_to(to_value)
            }
            (Type::Struct(fields), Type::Struct(others)) => {
                fields.len() == others.len()
                    && fields.iter().zip(others).all(|((_, field), (_, other))| field.casts_to(other))
            }
            (Type::Scalar(_), Type::Array(_)) if self.is_text() => true,
            (Type::Scalar(DataType::Json), Type::Array(element)) => {
                matches!(element.as_ref(), Type::Scalar(_) | Type::Struct(_))
            }
            (Type::Scalar(DataType::Json), Type::Struct(_)) => true,
            (Type::Scalar(DataType::Json), Type::Map(key, value)) => {
                Type::VARCHAR.casts_to(key) && Type::JSON.casts_to(value)
            }
            (_, Type::Scalar(DataType::Variant)) => self.casts_to_variant(),
            (Type::Scalar(DataType::Variant), Type::Array(element)) => {
                matches!(element.as_ref(), Type::Scalar(_) | Type::Struct(_))
            }
            (Type::Scalar(DataType::Variant), Type::Map(key, value)) => {
                Type::VARCHAR.casts_to(key) && self.casts_to(value)
            }
            (Type::Scalar(DataType::Variant), Type::Struct(_)) => true,
            (Type::Scalar(DataType::Boolean), _) => to.is_complex(),
            _ => false,
        }
    }

    fn casts_to_variant(&self) -> bool {
        match self {
            Type::Scalar(scalar) => !self.is_sketch() && !matches!(scalar, DataType::Varbinary(_)),
            Type::Array(element) => element.casts_to_variant(),
            Type::Map(key, value) => key.casts_to(&Type::VARCHAR) && value.casts_to_variant(),
            Type::Struct(fields) => fields.iter().all(|(_, field)| field.casts_to_variant()),
            _ => false,
        }
    }

    /// Whether a column of the other type holds the state of this type; `None` where that is not known here.
    pub(in crate::rules) fn is_held_by(&self, column: &Type) -> Option<bool> {
        if self.is_open() || self.is_null() || matches!(self, Type::Scalar(DataType::Varbinary(_))) {
            // Only that a column of another kind does not hold a VARBINARY is sure.
            let is_binary = matches!(self, Type::Scalar(DataType::Varbinary(_)));
            let same = matches!(column, Type::Scalar(DataType::Varbinary(_)));
            return (is_binary && !same).then_some(false);
        }
        if self == column {
            return Some(true);
        }
        let (Type::Scalar(state), Type::Scalar(_)) = (self, column) else {
            return None;
        };
        let rank = |of: &Type| {
            let whole = [Type::TINYINT, Type::SMALLINT, Type::INT, Type::BIGINT, Type::LARGEINT];
            whole.iter().position(|whole| whole == of)
        };
        Some(match (self.as_decimal(), column.as_decimal()) {
            _ if *state == DataType::Boolean => column.is_number() || column.is_text(),
            _ if rank(self).is_some() => rank(self) < rank(column) || column.is_text(),
            (Some((_, Some((precision, scale)))), Some((_, Some((other_precision, other_scale))))) => {
                other_precision >= precision && other_scale >= scale
            }
            (Some(_), _) => column.is_text() || column.is_float(),
            _ => self.is_text() && column.is_text(),
        })
    }

    /// Whether a function that declares `to` takes this type before it looks at wider casts.
    pub(super) fn widens_to(&self, to: &Type) -> bool {
        match (self, to) {
            (Type::Array(a), Type::Array(b)) => a.widens_to(b),
            (Type::Scalar(_) | Type::Null, Type::Scalar(_)) => {
                scalar_common(self, to).is_some_and(|common| common.matches(to))
            }
            _ => false,
        }
    }

    /// The type that takes values of both.
    pub(super) fn common(&self, other: &Type) -> Option<Type> {
        match (self, other) {
            (Type::Scalar(_) | Type::Null, Type::Scalar(_) | Type::Null) => scalar_common(self, other),
            (Type::Array(a), Type::Array(b)) => Some(Type::array(a.common(b)?)),
            (Type::Map(key, value), Type::Map(other_key, other_value)) => {
                Some(Type::Map(Box::new(key.common(other_key)?), Box::new(value.common(other_value)?)))
            }
            (Type::Struct(fields), Type::Struct(others)) if fields.len() == others.len() => {
                let pairs = fields.iter().zip(others);
                let common = pairs.map(|((name, a), (_, b))| Some((name.clone(), a.common(b)?)));
                Some(Type::Struct(common.collect::<Option<_>>()?))
            }
            (Type::Scalar(DataType::Boolean), complex) | (complex, Type::Scalar(DataType::Boolean))
                if complex.is_complex() =>
            {
                Some(complex.clone())
            }
            (Type::Null, known) | (known, Type::Null) => Some(known.clone()),
            _ => None,
        }
    }
}

/// Casts between scalars: everything plain to everything plain, JSON and VARIANT with most of it, sketches with nothing.
fn scalar_casts(from: &Type, a: &DataType, to: &Type, b: &DataType) -> bool {
    if std::mem::discriminant(a) == std::mem::discriminant(b) {
        return true;
    }
    let plain = |data_type: &DataType| {
        !matches!(
            data_type,
            DataType::Hll | DataType::Bitmap | DataType::Percentile | DataType::Json | DataType::Variant
        )
    };
    let is_time = |data_type: &DataType| matches!(data_type, DataType::Date | DataType::DateTime);
    let takes_json = |of: &Type, data_type: &DataType| {
        matches!(data_type, DataType::Boolean | DataType::Variant) || of.is_number() || of.is_text()
    };
    match (a, b) {
        (DataType::Json, _) => takes_json(to, b),
        (_, DataType::Json) => takes_json(from, a),
        (DataType::Variant, _) => plain(b) && !matches!(b, DataType::Varbinary(_)),
        (_, DataType::Variant) => plain(a) && !matches!(a, DataType::Varbinary(_)),
        (DataType::Decimal(_), _) => plain(b) && !is_time(b) && !matches!(b, DataType::Varbinary(_)),
        _ => plain(a) && plain(b),
    }
}

/// The type that two scalars are assigned to.
fn scalar_common(a: &Type, b: &Type) -> Option<Type> {
    if a == b {
        return Some(a.clone());
    }
    match (a, b) {
        (Type::Null, other) | (other, Type::Null) => return Some(other.clone()),
        (Type::Scalar(DataType::Hll), _) | (_, Type::Scalar(DataType::Hll)) => return None,
        _ => {}
    }
    if a.is_text() || b.is_text() {
        return Some(Type::Scalar(DataType::Varchar(
            text_length(a).zip(text_length(b)).map(|(a, b)| a.max(b)),
        )));
    }
    if a.is_decimal() {
        return decimal_common(a, b);
    }
    if b.is_decimal() {
        return decimal_common(b, a);
    }
    let date = Type::DATE;
    if a.is_decimal_v2() && *b == date || b.is_decimal_v2() && *a == date {
        return None;
    }
    if a.is_decimal_v2() || b.is_decimal_v2() {
        return Some(Type::any_decimal(DecimalWidth::V2));
    }
    let (Type::Scalar(a), Type::Scalar(b)) = (a, b) else {
        return None;
    };
    compatible(a, b).or_else(|| compatible(b, a)).map(Type::Scalar)
}

fn text_length(text: &Type) -> Option<u32> {
    match text {
        Type::Scalar(DataType::Char(length) | DataType::Varchar(length)) => *length,
        _ => None,
    }
}

/// The frontend's table of two types and the one that takes both, as far as it is not the same type.
fn compatible(a: &DataType, b: &DataType) -> Option<DataType> {
    use DataType::{BigInt, Boolean, Date, DateTime, Double, Float, Int, LargeInt, SmallInt, Time, TinyInt};
    const WHOLE: [DataType; 6] = [Boolean, TinyInt, SmallInt, Int, BigInt, LargeInt];
    let rank = |data_type: &DataType| WHOLE.iter().position(|whole| whole == data_type);
    Some(match (a, b) {
        (Date, DateTime) => DateTime,
        (Int | BigInt | LargeInt, Date) => a.clone(),
        (BigInt | LargeInt, DateTime) => a.clone(),
        (Double, DateTime) | (Float, Double) => Double,
        (Float | Double, Time) => Double,
        (Boolean | TinyInt | SmallInt, Float) => Float,
        (_, DataType::Variant) if Type::Scalar(a.clone()).casts_to_variant() => DataType::Variant,
        (a, Float | Double | Time) if rank(a).is_some() => Double,
        (a, b) => match (rank(a)?, rank(b)?) {
            (first, second) if first < second => b.clone(),
            _ => a.clone(),
        },
    })
}

/// The type that takes a decimal and another scalar.
fn decimal_common(decimal: &Type, other: &Type) -> Option<Type> {
    let (width, numbers) = decimal.as_decimal()?;
    if decimal == other {
        return Some(match numbers {
            Some((precision, scale)) => Type::decimal(wider(DecimalWidth::Bits64, width), precision, scale),
            None => decimal.clone(),
        });
    }
    let (other_width, other_numbers) = match other {
        Type::Scalar(DataType::Boolean) => (DecimalWidth::Bits32, Some((1, 0))),
        Type::Scalar(DataType::TinyInt) => (DecimalWidth::Bits32, Some((3, 0))),
        Type::Scalar(DataType::SmallInt) => (DecimalWidth::Bits32, Some((5, 0))),
        Type::Scalar(DataType::Int) => (DecimalWidth::Bits64, Some((10, 0))),
        Type::Scalar(DataType::BigInt) => (DecimalWidth::Bits128, Some((19, 0))),
        Type::Scalar(DataType::LargeInt) => (DecimalWidth::Bits128, Some((38, 0))),
        Type::Scalar(
            DataType::Float
            | DataType::Double
            | DataType::Date
            | DataType::DateTime
            | DataType::Time
            | DataType::Json,
        ) => return Some(Type::DOUBLE),
        _ if other.is_decimal_v2() => (DecimalWidth::Bits128, Some((27, 9))),
        _ => other.as_decimal()?,
    };
    let width = wider(width, other_width);
    let (Some((precision, scale)), Some((other_precision, other_scale))) = (numbers, other_numbers) else {
        // One of them stands for every decimal of its width.
        return Some(Type::any_decimal(width));
    };
    let whole = (precision.saturating_sub(scale)).max(other_precision.saturating_sub(other_scale));
    let scale = scale.max(other_scale);
    let precision = whole + scale;
    if precision > 38 && width != DecimalWidth::Bits256 || precision > 76 {
        return Some(Type::DOUBLE);
    }
    Some(Type::decimal(wider(width, narrowest(precision)), precision, scale))
}

pub(super) fn wider(a: DecimalWidth, b: DecimalWidth) -> DecimalWidth {
    a.max(b)
}
