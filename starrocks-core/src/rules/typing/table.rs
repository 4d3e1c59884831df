//! The functions that StarRocks has, read from the texts next to this file.

use super::types::Type;
use crate::schema::{DataType, DecimalWidth};
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

static SCALAR: &str = include_str!("functions.txt");
static AGGREGATE: &str = include_str!("aggregates.txt");

/// One form of a function.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    pub(super) result: Type,
    /// What an aggregate keeps between two rows.
    pub(super) state: Type,
    pub(super) arguments: Vec<Type>,
    /// The last argument may be repeated.
    pub(super) variadic: bool,
}

impl Form {
    pub(super) fn is_polymorphic(&self) -> bool {
        self.result.is_pseudo() || self.arguments.iter().any(Type::is_pseudo)
    }
}

/// A function, and whether it takes all rows of a group.
pub(super) struct Function {
    pub(super) aggregate: bool,
    /// In the order in which the frontend tries them.
    pub(super) forms: Vec<Form>,
}

/// A line of the texts; it is read when its function is first asked for.
struct Entry {
    aggregate: bool,
    line: &'static str,
    function: OnceLock<Function>,
}

/// The lines of both texts by their names. A name that both have is a scalar function.
static ENTRIES: LazyLock<BTreeMap<&'static str, Entry>> = LazyLock::new(|| {
    let entries = |text: &'static str, aggregate: bool| {
        let named =
            text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
        named.map(move |(name, line)| (name, Entry { aggregate, line, function: OnceLock::new() }))
    };
    entries(AGGREGATE, true).chain(entries(SCALAR, false)).collect()
});

/// The function with this name, in lower case.
pub(super) fn function(name: &str) -> Option<&'static Function> {
    let entry = ENTRIES.get(name)?;
    Some(entry.function.get_or_init(|| read(entry.aggregate, entry.line)))
}

fn read(aggregate: bool, line: &str) -> Function {
    let (forms, lists) = line.split_once(" for ").map_or((line, None), |(forms, lists)| (forms, Some(lists)));
    let mut read = Vec::new();
    match lists.map(|lists| lists.split_once(", ").unwrap_or((lists, ""))) {
        None => read.extend(forms.split(' ').map(|text| form(text, None, None))),
        Some((list, "")) => {
            for t in types(list) {
                read.extend(forms.split(' ').map(|text| form(text, Some(&t), None)));
            }
        }
        Some((list, inner)) => {
            for t in types(list) {
                for u in types(inner) {
                    read.extend(forms.split(' ').map(|text| form(text, Some(&t), Some(&u))));
                }
            }
        }
    }
    Function { aggregate, forms: read }
}

/// `RESULT:STATE(ARGUMENT,…)`.
fn form(text: &str, t: Option<&Type>, u: Option<&Type>) -> Form {
    let (head, arguments) = text.split_once('(').unwrap_or((text, ")"));
    let arguments = arguments.trim_end_matches(')');
    let (result, state) = head.split_once(':').unwrap_or((head, head));
    let (arguments, variadic) = match arguments.strip_suffix("...") {
        Some(arguments) => (arguments, true),
        None => (arguments, false),
    };
    let arguments = if arguments.is_empty() {
        Vec::new()
    } else {
        arguments.split(',').map(|name| named(name, t, u)).collect()
    };
    Form { result: named(result, t, u), state: named(state, t, u), arguments, variadic }
}

fn named(name: &str, t: Option<&Type>, u: Option<&Type>) -> Type {
    if let Some(element) = name.strip_suffix("[]") {
        return match element {
            "any" => Type::AnyArray,
            _ => Type::array(named(element, t, u)),
        };
    }
    match (name, t, u) {
        ("T", Some(t), _) => return t.clone(),
        ("U", _, Some(u)) => return u.clone(),
        _ => {}
    }
    Type::Scalar(match name {
        "any" => return Type::Any,
        "map" => return Type::AnyMap,
        "struct" => return Type::AnyStruct,
        "lambda" => return Type::Lambda,
        "MAP<VARCHAR,VARCHAR>" => {
            return Type::Map(Box::new(Type::VARCHAR), Box::new(Type::VARCHAR));
        }
        "DECIMALV2" => return Type::any_decimal(DecimalWidth::V2),
        "DECIMAL32" => return Type::any_decimal(DecimalWidth::Bits32),
        "DECIMAL64" => return Type::any_decimal(DecimalWidth::Bits64),
        "DECIMAL128" => return Type::any_decimal(DecimalWidth::Bits128),
        "DECIMAL256" => return Type::any_decimal(DecimalWidth::Bits256),
        "BOOLEAN" => DataType::Boolean,
        "TINYINT" => DataType::TinyInt,
        "SMALLINT" => DataType::SmallInt,
        "INT" => DataType::Int,
        "BIGINT" => DataType::BigInt,
        "LARGEINT" => DataType::LargeInt,
        "FLOAT" => DataType::Float,
        "DOUBLE" => DataType::Double,
        "DATE" => DataType::Date,
        "DATETIME" => DataType::DateTime,
        "TIME" => DataType::Time,
        "CHAR" => DataType::Char(None),
        "VARCHAR" => DataType::Varchar(None),
        "VARBINARY" => DataType::Varbinary(None),
        "JSON" => DataType::Json,
        "VARIANT" => DataType::Variant,
        "BITMAP" => DataType::Bitmap,
        "HLL" => DataType::Hll,
        "PERCENTILE" => DataType::Percentile,
        other => DataType::Other(other.to_owned().into()),
    })
}

/// The lists behind `for`.
fn types(list: &str) -> impl Iterator<Item = Type> + use<> {
    const WHOLE: &str = "BOOLEAN TINYINT SMALLINT INT BIGINT LARGEINT ";
    const FLOATS: &str = "DOUBLE FLOAT ";
    const DECIMALS: &str = "DECIMAL32 DECIMAL64 DECIMAL128 DECIMAL256 ";
    let (numbers, others): (&[&str], &str) = match list {
        "supported" => (
            &[WHOLE, FLOATS, DECIMALS],
            "VARCHAR HLL BITMAP PERCENTILE DATE DATETIME DECIMALV2 TIME any[] map struct JSON VARBINARY",
        ),
        "plain" => (
            &[WHOLE, FLOATS, DECIMALS],
            "VARCHAR HLL BITMAP PERCENTILE DATE DATETIME DECIMALV2 TIME JSON VARBINARY",
        ),
        "any_first" => (
            &[WHOLE, FLOATS, DECIMALS],
            "VARCHAR HLL BITMAP PERCENTILE DATE DATETIME DECIMALV2 TIME any[] map struct JSON VARIANT VARBINARY",
        ),
        "windowed" => {
            (&[WHOLE, FLOATS, DECIMALS], "VARCHAR HLL BITMAP PERCENTILE DATE DATETIME DECIMALV2 JSON")
        }
        "deviation" => (&[FLOATS, WHOLE], ""),
        "distinct" => {
            (&[WHOLE, FLOATS], "DECIMALV2 DECIMAL32 DECIMAL64 DECIMAL128 DECIMAL256 CHAR DATE DATETIME TIME")
        }
        "distinct_days" => {
            (&[WHOLE, FLOATS], "DECIMALV2 DECIMAL32 DECIMAL64 DECIMAL128 DECIMAL256 CHAR DATE DATETIME")
        }
        "counted" => (&[WHOLE, FLOATS, DECIMALS], "CHAR VARBINARY DATE DATETIME DECIMALV2"),
        "ordered" => (&[WHOLE, DECIMALS], "CHAR DATE DATETIME DECIMALV2 DOUBLE FLOAT"),
        "sortable" => (&[FLOATS, WHOLE, DECIMALS], "CHAR DATE DATETIME"),
        _ => (&[], ""),
    };
    let all: String = numbers.concat() + others;
    all.split_whitespace().map(|name| named(name, None, None)).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        for table in [SCALAR, AGGREGATE] {
            let names: Vec<&str> = table
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| line.split(' ').next().unwrap())
                .collect();
            assert!(names.is_sorted(), "sorted, so that a reader finds a name");
            for name in names {
                let function = function(name).unwrap();
                assert!(!function.forms.is_empty(), "{name}");
                let unknown = |known: &Type| matches!(known, Type::Scalar(DataType::Other(_)));
                for form in &function.forms {
                    let all = form.arguments.iter().chain([&form.result, &form.state]);
                    assert!(!all.into_iter().any(unknown), "{name}");
                }
            }
        }
        assert_eq!(function("max_by").unwrap().forms.len(), 22 * 26);
    }
}
