//! The types of expressions: those of columns, and a few that only expressions have.

use crate::schema::{DataType, DecimalKind, DecimalType, DecimalWidth, StructField};

/// A type. Scalars are those of columns, in one spelling: a decimal by its width, STRING by its length. A decimal without
/// numbers, as functions declare it, stands for all of its width.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rules) enum Type {
    Null,
    /// What a lambda is.
    Lambda,
    /// Every type, as functions declare it.
    Any,
    AnyArray,
    AnyMap,
    AnyStruct,
    Scalar(DataType),
    Array(Box<Type>),
    Map(Box<Type>, Box<Type>),
    Struct(Vec<(String, Type)>),
}

impl Type {
    pub(super) const BOOLEAN: Type = Type::Scalar(DataType::Boolean);
    pub(super) const TINYINT: Type = Type::Scalar(DataType::TinyInt);
    pub(super) const SMALLINT: Type = Type::Scalar(DataType::SmallInt);
    pub(super) const INT: Type = Type::Scalar(DataType::Int);
    pub(super) const BIGINT: Type = Type::Scalar(DataType::BigInt);
    pub(super) const LARGEINT: Type = Type::Scalar(DataType::LargeInt);
    pub(super) const DOUBLE: Type = Type::Scalar(DataType::Double);
    pub(super) const DATE: Type = Type::Scalar(DataType::Date);
    pub(super) const DATETIME: Type = Type::Scalar(DataType::DateTime);
    pub(super) const JSON: Type = Type::Scalar(DataType::Json);
    pub(super) const VARCHAR: Type = Type::Scalar(DataType::Varchar(None));
    pub(super) const VARBINARY: Type = Type::Scalar(DataType::Varbinary(None));

    /// The type of a column; `None` for one that this crate does not know.
    pub(in crate::rules) fn of_column(data_type: &DataType) -> Option<Type> {
        let mut of_column = Type::of(data_type)?;
        if let Type::Scalar(DataType::Char(length) | DataType::Varchar(length)) = &mut of_column {
            // Only a column of its own gets the length 1 when none is written.
            *length = Some(length.unwrap_or(1).max(1));
        }
        Some(of_column)
    }

    /// A type as it is written inside of an expression or of another type.
    pub(super) fn of(data_type: &DataType) -> Option<Type> {
        Some(match data_type {
            DataType::Other(_) | DataType::Inferred => return None,
            DataType::String => Type::Scalar(DataType::Varchar(Some(65_533))),
            DataType::Decimal(decimal) => {
                let (precision, scale) = decimal.precision_and_scale();
                Type::decimal(decimal.width(), precision, scale)
            }
            DataType::Array(element) => Type::array(Type::of(element)?),
            DataType::Map(key, value) => Type::Map(Box::new(Type::of(key)?), Box::new(Type::of(value)?)),
            DataType::Struct(fields) => {
                let fields =
                    fields.iter().map(|field| Some((field.name.to_string(), Type::of(&field.data_type)?)));
                Type::Struct(fields.collect::<Option<_>>()?)
            }
            scalar => Type::Scalar(scalar.clone()),
        })
    }

    pub(super) fn array(element: Type) -> Type {
        Type::Array(Box::new(element))
    }

    pub(super) fn decimal(width: DecimalWidth, precision: u32, scale: u32) -> Type {
        let kind = kind_of(width);
        Type::Scalar(DataType::Decimal(DecimalType { kind, precision: Some(precision), scale: Some(scale) }))
    }

    /// The decimals of a width, as functions declare them.
    pub(super) fn any_decimal(width: DecimalWidth) -> Type {
        Type::Scalar(DataType::Decimal(DecimalType { kind: kind_of(width), precision: None, scale: None }))
    }

    /// The narrowest decimal of these digits.
    pub(super) fn narrowest_decimal(precision: u32, scale: u32) -> Type {
        Type::decimal(narrowest(precision), precision, scale)
    }

    /// Width, precision and scale of a decimal that is not a DECIMALV2; no numbers for a declared one.
    pub(super) fn as_decimal(&self) -> Option<(DecimalWidth, Option<(u32, u32)>)> {
        match self {
            Type::Scalar(DataType::Decimal(decimal)) if decimal.kind != DecimalKind::DecimalV2 => {
                Some((decimal.width(), decimal.precision.zip(decimal.scale)))
            }
            _ => None,
        }
    }

    pub(super) fn is_decimal(&self) -> bool {
        self.as_decimal().is_some()
    }

    pub(super) fn is_decimal_v2(&self) -> bool {
        matches!(self, Type::Scalar(DataType::Decimal(decimal)) if decimal.kind == DecimalKind::DecimalV2)
    }

    pub(super) fn is_null(&self) -> bool {
        *self == Type::Null
    }

    pub(super) fn is_pseudo(&self) -> bool {
        matches!(self, Type::Any | Type::AnyArray | Type::AnyMap | Type::AnyStruct)
    }

    pub(super) fn is_array(&self) -> bool {
        matches!(self, Type::Array(_))
    }

    pub(super) fn element(&self) -> Option<&Type> {
        match self {
            Type::Array(element) => Some(element),
            _ => None,
        }
    }

    pub(super) fn is_complex(&self) -> bool {
        matches!(self, Type::Array(_) | Type::Map(..) | Type::Struct(_))
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(self, Type::Scalar(DataType::Char(_) | DataType::Varchar(_)))
    }

    /// TINYINT to LARGEINT.
    pub(super) fn is_whole_number(&self) -> bool {
        matches!(
            self,
            Type::Scalar(
                DataType::TinyInt
                    | DataType::SmallInt
                    | DataType::Int
                    | DataType::BigInt
                    | DataType::LargeInt
            )
        )
    }

    pub(super) fn is_float(&self) -> bool {
        matches!(self, Type::Scalar(DataType::Float | DataType::Double))
    }

    pub(super) fn is_number(&self) -> bool {
        self.is_whole_number() || self.is_float() || self.is_decimal() || self.is_decimal_v2()
    }

    pub(super) fn is_date(&self) -> bool {
        matches!(self, Type::Scalar(DataType::Date | DataType::DateTime))
    }

    /// HLL, BITMAP and PERCENTILE.
    pub(super) fn is_sketch(&self) -> bool {
        matches!(self, Type::Scalar(DataType::Hll | DataType::Bitmap | DataType::Percentile))
    }

    /// Whether a decimal without numbers or a stand-in for other types is in it: no type of a value.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Type::Any | Type::AnyArray | Type::AnyMap | Type::AnyStruct | Type::Lambda => true,
            // A declared DECIMALV2 has numbers of its own.
            Type::Scalar(DataType::Decimal(decimal)) => {
                decimal.precision.is_none() && decimal.kind != DecimalKind::DecimalV2
            }
            Type::Null | Type::Scalar(_) => false,
            Type::Array(element) => element.is_open(),
            Type::Map(key, value) => key.is_open() || value.is_open(),
            Type::Struct(fields) => fields.iter().any(|(_, field)| field.is_open()),
        }
    }

    /// The word of a text without a length inside of a nested type, which no column can have.
    pub(in crate::rules) fn bare_text(&self) -> Option<&'static str> {
        match self {
            Type::Scalar(DataType::Char(None)) => Some("Char"),
            Type::Scalar(DataType::Varchar(None)) => Some("Varchar"),
            Type::Array(element) => element.bare_text(),
            Type::Map(key, value) => key.bare_text().or_else(|| value.bare_text()),
            Type::Struct(fields) => fields.iter().find_map(|(_, field)| field.bare_text()),
            _ => None,
        }
    }

    /// The type as messages name it, as [`DataType::server_name`] does.
    pub(in crate::rules) fn server_name(&self) -> String {
        self.to_data_type().server_name()
    }

    /// The type as other messages name it, as [`DataType::server_sql`] does.
    pub(super) fn server_sql(&self) -> String {
        self.to_data_type().server_sql()
    }

    /// The same as the type of a column; what no column has becomes [`DataType::Other`].
    pub(in crate::rules) fn to_data_type(&self) -> DataType {
        match self {
            Type::Null => DataType::Other("NULL_TYPE".into()),
            Type::Lambda => DataType::Other("FUNCTION".into()),
            Type::Any => DataType::Other("PseudoType.AnyType".into()),
            Type::AnyArray => DataType::Other("PseudoType.AnyArrayType".into()),
            Type::AnyMap => DataType::Other("PseudoType.AnyMapType".into()),
            Type::AnyStruct => DataType::Other("PseudoType.AnyStructType".into()),
            Type::Scalar(data_type) => data_type.clone(),
            Type::Array(element) => DataType::array(element.to_data_type()),
            Type::Map(key, value) => DataType::map(key.to_data_type(), value.to_data_type()),
            Type::Struct(fields) => {
                let fields =
                    fields.iter().map(|(name, field)| StructField::new(name.clone(), field.to_data_type()));
                DataType::Struct(fields.collect::<Vec<_>>().into())
            }
        }
    }
}

fn kind_of(width: DecimalWidth) -> DecimalKind {
    match width {
        DecimalWidth::V2 => DecimalKind::DecimalV2,
        DecimalWidth::Bits32 => DecimalKind::Decimal32,
        DecimalWidth::Bits64 => DecimalKind::Decimal64,
        DecimalWidth::Bits128 => DecimalKind::Decimal128,
        DecimalWidth::Bits256 => DecimalKind::Decimal256,
    }
}

/// The narrowest width that holds so many digits.
pub(super) fn narrowest(precision: u32) -> DecimalWidth {
    match precision {
        0..=9 => DecimalWidth::Bits32,
        10..=18 => DecimalWidth::Bits64,
        19..=38 => DecimalWidth::Bits128,
        _ => DecimalWidth::Bits256,
    }
}
