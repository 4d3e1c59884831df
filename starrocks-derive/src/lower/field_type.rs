//! Which column type a field's Rust type stands for, as far as its spelling tells.
//!
//! A type is recognised by its last name, so that the whole rule catalogue can run at compile time. What is recognised
//! is checked against the resolved type afterwards (see `emit.rs`), so an alias that borrows a well-known name
//! makes an error and never a wrong table. Every other type is asked through `ColumnType`.

use starrocks_core::schema::{DataType, Shared};
use syn::{GenericArgument, PathArguments, Type};

/// What the spelling of a type tells.
pub(crate) struct FieldType {
    /// The column type; [`DataType::Other`] stands for what only the compiler can resolve.
    pub(crate) data_type: DataType,
    /// How sure this is.
    pub(crate) certainty: Certainty,
    /// Whether it is an `Option`.
    pub(crate) optional: bool,
}

/// How far a spelling can be trusted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Certainty {
    /// A primitive, or an `Option` of one: nobody gives another type this name.
    Certain,
    /// A well-known name, which the compiler has to confirm.
    Recognised,
    /// Unknown here; the compiler resolves it.
    Opaque,
}

/// Why a type cannot be a column.
pub(crate) struct Refused {
    /// What is wrong.
    pub(crate) sentence: String,
    /// What to write instead.
    pub(crate) help: String,
}

/// Reads a field's type.
pub(crate) fn field_type(field: &Type) -> Result<FieldType, Refused> {
    if let Some(inner) = option_argument(field) {
        let inner = field_type(inner)?;
        return Ok(FieldType { optional: true, ..inner });
    }
    let (data_type, certainty) = column_type(field)?;
    Ok(FieldType { data_type, certainty, optional: false })
}

/// Whether a type is spelt as an `Option`, also inside a `Box`.
pub(crate) fn is_option(field: &Type) -> bool {
    option_argument(field).is_some()
}

fn column_type(field: &Type) -> Result<(DataType, Certainty), Refused> {
    match peel(field) {
        Type::Path(path) if path.qself.is_none() => {
            let Some(last) = path.path.segments.last() else {
                return Ok(opaque(field));
            };
            named_type(&last.ident.to_string(), &type_arguments(&last.arguments), field)
        }
        Type::Reference(reference) if is_named(&reference.elem, "str") => {
            Ok((DataType::String, Certainty::Recognised))
        }
        _ => Ok(opaque(field)),
    }
}

fn named_type(name: &str, arguments: &[&Type], field: &Type) -> Result<(DataType, Certainty), Refused> {
    use Certainty::{Certain, Recognised};
    let plain = arguments.is_empty();
    Ok(match (name, arguments) {
        ("bool", []) => (DataType::Boolean, Certain),
        ("i8", []) => (DataType::TinyInt, Certain),
        ("i16", []) => (DataType::SmallInt, Certain),
        ("i32", []) => (DataType::Int, Certain),
        ("i64", []) => (DataType::BigInt, Certain),
        ("i128", []) => (DataType::LargeInt, Certain),
        ("f32", []) => (DataType::Float, Certain),
        ("f64", []) => (DataType::Double, Certain),
        ("String", []) => (DataType::String, Recognised),
        ("LargeInt", []) => (DataType::LargeInt, Recognised),
        ("Bitmap", []) => (DataType::Bitmap, Recognised),
        ("Hll", []) => (DataType::Hll, Recognised),
        ("Percentile", []) => (DataType::Percentile, Recognised),
        ("NaiveDate" | "Date", []) => (DataType::Date, Recognised),
        ("NaiveDateTime" | "PrimitiveDateTime" | "OffsetDateTime", []) | ("DateTime", [_]) => {
            (DataType::DateTime, Recognised)
        }
        ("Value", []) | ("Json", [_]) => (DataType::Json, Recognised),
        ("Uuid", []) => (DataType::Varchar(Some(36)), Recognised),
        ("Vec", [element]) if is_named(element, "u8") => (DataType::Varbinary(None), Recognised),
        ("Vec", [element]) => {
            let (element, certainty) = element_type(element)?;
            (DataType::Array(element), certainty)
        }
        ("BTreeMap", [key, value]) | ("HashMap", [key, value, ..]) => {
            let (key, key_certainty) = element_type(key)?;
            let (value, value_certainty) = element_type(value)?;
            (DataType::Map(key, value), key_certainty.max(value_certainty))
        }
        ("Box", [inner]) => {
            let (inner, certainty) = column_type(inner)?;
            (inner, certainty.max(Recognised))
        }
        _ => match refusal(name).filter(|_| plain) {
            Some(refused) => return Err(refused),
            None => opaque(field),
        },
    })
}

/// The type of an element: NULL needs no `Option` inside ARRAY and MAP, but may have one.
fn element_type(element: &Type) -> Result<(Shared<DataType>, Certainty), Refused> {
    let element = field_type(element)?;
    Ok((Shared::new(element.data_type), element.certainty.max(Certainty::Recognised)))
}

/// Types that look like columns and are none, each with the way out.
fn refusal(name: &str) -> Option<Refused> {
    let unsigned = |instead: &str| Refused {
        sentence: format!("StarRocks has no unsigned integers: `{name}` cannot be a column"),
        help: format!("use {instead}"),
    };
    Some(match name {
        "u8" => unsigned("`i16` (SMALLINT), which holds every `u8`"),
        "u16" => unsigned("`i32` (INT), which holds every `u16`"),
        "u32" => unsigned("`i64` (BIGINT), which holds every `u32`"),
        "u64" => unsigned("`LargeInt` (LARGEINT), which holds every `u64`, or `i64` (BIGINT)"),
        "u128" => unsigned("`LargeInt` (LARGEINT), which holds 127 bits and a sign"),
        "usize" => unsigned("`i64` (BIGINT)"),
        "isize" => Refused {
            sentence: "`isize` has another size on every machine and cannot be a column".to_owned(),
            help: "use `i64` (BIGINT) or `i32` (INT)".to_owned(),
        },
        "char" => Refused {
            sentence: "`char` cannot be a column".to_owned(),
            help: "use `String`, with `#[starrocks(type = \"VARCHAR(4)\")]` for one character of up to 4 bytes"
                .to_owned(),
        },
        "Decimal" | "BigDecimal" => Refused {
            sentence: format!("`{name}` does not say how many digits the column has"),
            help: "say it: `#[starrocks(type = \"DECIMAL(18, 2)\")]` is 18 digits in all, 2 of them behind the point"
                .to_owned(),
        },
        "NaiveTime" | "Time" | "Duration" => Refused {
            sentence: "StarRocks stores no time of day: no column can be TIME".to_owned(),
            help: "use a date and time (DATETIME), or seconds as `i64` (BIGINT)".to_owned(),
        },
        _ => return None,
    })
}

/// A type that only the compiler can resolve, under its own spelling.
fn opaque(field: &Type) -> (DataType, Certainty) {
    let spelling = quote::ToTokens::to_token_stream(field).to_string().replace(' ', "");
    (DataType::Other(spelling.into()), Certainty::Opaque)
}

fn option_argument(field: &Type) -> Option<&Type> {
    let Type::Path(path) = peel(field) else { return None };
    let last = path.path.segments.last()?;
    match (last.ident.to_string().as_str(), &*type_arguments(&last.arguments)) {
        ("Option", [inner]) => Some(inner),
        ("Box", [inner]) => option_argument(inner),
        _ => None,
    }
}

fn is_named(field: &Type, name: &str) -> bool {
    matches!(peel(field), Type::Path(path) if path.path.is_ident(name))
}

/// Without parentheses and the invisible groups of macro_rules!.
fn peel(field: &Type) -> &Type {
    match field {
        Type::Paren(inner) => peel(&inner.elem),
        Type::Group(inner) => peel(&inner.elem),
        _ => field,
    }
}

fn type_arguments(arguments: &PathArguments) -> Vec<&Type> {
    match arguments {
        PathArguments::AngleBracketed(list) => list
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(argument) => Some(argument),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Certainty, field_type};
    use starrocks_core::schema::DataType;
    use syn::{Type, parse_quote};

    fn known(field: Type) -> (DataType, bool) {
        let read = field_type(&field).unwrap_or_else(|refused| panic!("{}", refused.sentence));
        assert!(read.certainty < Certainty::Opaque);
        (read.data_type, read.optional)
    }

    #[test]
    fn well_known_types() {
        assert_eq!(known(parse_quote!(i32)), (DataType::Int, false));
        assert_eq!(known(parse_quote!(Option<i64>)), (DataType::BigInt, true));
        assert_eq!(known(parse_quote!(&'a str)), (DataType::String, false));
        assert_eq!(known(parse_quote!(chrono::NaiveDate)), (DataType::Date, false));
        assert_eq!(known(parse_quote!(Vec<u8>)), (DataType::Varbinary(None), false));
        assert_eq!(known(parse_quote!(Box<Option<Vec<String>>>)), (DataType::array(DataType::String), true));
        assert_eq!(
            known(parse_quote!(std::collections::BTreeMap<i32, Vec<Option<f64>>>)),
            (DataType::map(DataType::Int, DataType::array(DataType::Double)), false)
        );
    }

    #[test]
    fn other_types_are_left_to_the_compiler() {
        for field in [parse_quote!(UserId), parse_quote!(Vec<UserId>), parse_quote!([u8; 4])] {
            let read = field_type(&field).unwrap_or_else(|refused| panic!("{}", refused.sentence));
            assert!(read.certainty == Certainty::Opaque);
        }
    }

    #[test]
    fn types_without_a_column_say_what_to_use() {
        for field in [parse_quote!(u64), parse_quote!(Option<char>), parse_quote!(Vec<u32>)] {
            assert!(field_type(&field).is_err());
        }
    }
}
