//! The scalar functions that SQLite lacks or answers differently, under the names that the translation writes.
//!
//! NULL in, NULL out, unless a function says otherwise: that is settled once, in [`register`].

use super::dates;
use super::nested;
use super::sketch::{self, Numbers, Samples};
use super::value::{self, NUMBERS, print_json};
use crate::answer::ResultType;
use crate::engine::convert;
use crate::like::like;
use bigdecimal::{BigDecimal, RoundingMode, Zero};
use chrono::{Datelike, Timelike};
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::Value;
use std::str::FromStr;

type Function = fn(&[Value]) -> Option<Value>;

/// Functions of which a NULL argument makes the result NULL; `None` is NULL too.
const FUNCTIONS: &[(&str, Function)] = &[
    // Numbers.
    ("sr_cast", cast),
    ("sr_add", |args| arithmetic(args, |a, b| Some(a + b))),
    ("sr_sub", |args| arithmetic(args, |a, b| Some(a - b))),
    ("sr_mul", |args| arithmetic(args, |a, b| Some(a * b))),
    ("sr_div", |args| arithmetic(args, |a, b| (!b.is_zero()).then(|| a / b))),
    ("sr_mod", |args| arithmetic(args, |a, b| (!b.is_zero()).then(|| a % b))),
    ("sr_negate", |args| Some(Value::Text((-value::decimal(&args[0])?).to_plain_string()))),
    ("sr_round", round),
    // Texts.
    ("sr_like", |args| Some(boolean(like(&value::text(&args[0])?, &value::text(&args[1])?)))),
    ("sr_concat", |args| {
        let parts: Option<Vec<String>> = args.iter().map(value::text).collect();
        Some(Value::Text(parts?.concat()))
    }),
    ("sr_length", |args| Some(Value::Integer(bytes(&args[0])?.len() as i64))),
    ("sr_char_length", |args| Some(Value::Integer(value::text(&args[0])?.chars().count() as i64))),
    ("sr_upper", |args| Some(Value::Text(value::text(&args[0])?.to_ascii_uppercase()))),
    ("sr_lower", |args| Some(Value::Text(value::text(&args[0])?.to_ascii_lowercase()))),
    ("sr_reverse", |args| Some(Value::Text(value::text(&args[0])?.chars().rev().collect()))),
    ("sr_substring", substring),
    ("sr_left", |args| {
        let count = usize::try_from(value::integer(&args[1])?).unwrap_or(0);
        Some(Value::Text(value::text(&args[0])?.chars().take(count).collect()))
    }),
    ("sr_right", |args| {
        let text = value::text(&args[0])?;
        let count = usize::try_from(value::integer(&args[1])?).unwrap_or(0);
        let skip = text.chars().count().saturating_sub(count);
        Some(Value::Text(text.chars().skip(skip).collect()))
    }),
    ("sr_repeat", |args| {
        let count = usize::try_from(value::integer(&args[1])?).unwrap_or(0);
        Some(Value::Text(value::text(&args[0])?.repeat(count.min(65_535))))
    }),
    ("sr_replace", |args| {
        let (text, from) = (value::text(&args[0])?, value::text(&args[1])?);
        Some(Value::Text(if from.is_empty() { text } else { text.replace(&from, &value::text(&args[2])?) }))
    }),
    ("sr_instr", |args| {
        let (text, part) = (value::text(&args[0])?, value::text(&args[1])?);
        Some(Value::Integer(text.find(&part).map_or(0, |at| text[..at].chars().count() as i64 + 1)))
    }),
    ("sr_starts_with", |args| Some(boolean(value::text(&args[0])?.starts_with(&value::text(&args[1])?)))),
    ("sr_ends_with", |args| Some(boolean(value::text(&args[0])?.ends_with(&value::text(&args[1])?)))),
    ("sr_trim", |args| Some(Value::Text(value::text(&args[0])?.trim_matches(' ').to_owned()))),
    ("sr_ltrim", |args| Some(Value::Text(value::text(&args[0])?.trim_start_matches(' ').to_owned()))),
    ("sr_rtrim", |args| Some(Value::Text(value::text(&args[0])?.trim_end_matches(' ').to_owned()))),
    ("sr_hex", hex),
    ("sr_unhex", |args| {
        let text = value::text(&args[0])?;
        let pairs = text.as_bytes().chunks(2).map(|pair| {
            u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?, 16).ok()
        });
        Some(Value::Text(String::from_utf8_lossy(&pairs.collect::<Option<Vec<u8>>>()?).into_owned()))
    }),
    // Dates.
    ("sr_date_trunc", |args| date_time(dates::truncate(&value::text(&args[0])?, date(&args[1])?)?)),
    ("sr_date_add", |args| {
        let moved = dates::add(&value::text(&args[2])?, date(&args[0])?, value::integer(&args[1])?)?;
        date_time(moved)
    }),
    ("sr_date_sub", |args| {
        let moved = dates::add(&value::text(&args[2])?, date(&args[0])?, -value::integer(&args[1])?)?;
        date_time(moved)
    }),
    ("sr_datediff", |args| {
        Some(Value::Integer((date(&args[0])?.date() - date(&args[1])?.date()).num_days()))
    }),
    ("sr_year", |args| Some(Value::Integer(i64::from(date(&args[0])?.year())))),
    ("sr_quarter", |args| Some(Value::Integer(i64::from((date(&args[0])?.month() - 1) / 3 + 1)))),
    ("sr_month", |args| Some(Value::Integer(i64::from(date(&args[0])?.month())))),
    ("sr_day", |args| Some(Value::Integer(i64::from(date(&args[0])?.day())))),
    ("sr_hour", |args| Some(Value::Integer(i64::from(date(&args[0])?.hour())))),
    ("sr_minute", |args| Some(Value::Integer(i64::from(date(&args[0])?.minute())))),
    ("sr_second", |args| Some(Value::Integer(i64::from(date(&args[0])?.second())))),
    ("sr_dayofweek", |args| {
        Some(Value::Integer(i64::from(date(&args[0])?.weekday().num_days_from_sunday()) + 1))
    }),
    ("sr_dayofyear", |args| Some(Value::Integer(i64::from(date(&args[0])?.ordinal())))),
    ("sr_date_format", date_format),
    // JSON.
    ("sr_parse_json", |args| {
        let json: serde_json::Value = serde_json::from_str(&value::text(&args[0])?).ok()?;
        Some(Value::Text(print_json(&json)))
    }),
    ("sr_json_query", |args| Some(Value::Text(print_json(&json_at(args)?)))),
    ("sr_get_json_string", |args| {
        Some(Value::Text(match json_at(args)? {
            serde_json::Value::String(text) => text,
            other => print_json(&other),
        }))
    }),
    ("sr_get_json_int", |args| json_at(args)?.as_i64().map(Value::Integer)),
    ("sr_get_json_double", |args| json_at(args)?.as_f64().map(Value::Real)),
    // Arrays, maps, structs.
    ("sr_collection_size", |args| nested::size(&args[0]).map(Value::Integer)),
    ("sr_element_at", |args| nested::element_at(&args[0], &args[1])),
    ("sr_field", |args| nested::field(&args[0], &value::text(&args[1])?)),
    ("sr_array_contains", |args| nested::contains(&args[0], &args[1]).map(boolean)),
    // BITMAP, HLL, PERCENTILE.
    ("sr_to_bitmap", |args| {
        let member = u64::from_str(value::text(&args[0])?.trim()).ok()?;
        Some(Value::Blob(Numbers::one(member).to_bytes()))
    }),
    ("sr_bitmap_hash", |args| {
        // 32 bits, like the real one.
        Some(Value::Blob(Numbers::one(sketch::hash(&bytes(&args[0])?) & 0xffff_ffff).to_bytes()))
    }),
    ("sr_bitmap_hash64", |args| Some(Value::Blob(Numbers::one(sketch::hash(&bytes(&args[0])?)).to_bytes()))),
    ("sr_bitmap_from_string", |args| {
        let members: Option<_> =
            value::text(&args[0])?.split(',').map(|part| part.trim().parse().ok()).collect();
        Some(Value::Blob(Numbers(members?).to_bytes()))
    }),
    ("sr_bitmap_to_string", |args| Some(Value::Text(numbers(&args[0])?.print()))),
    ("sr_bitmap_to_array", |args| Some(Value::Text(format!("[{}]", numbers(&args[0])?.print())))),
    ("sr_bitmap_contains", |args| {
        let member = u64::from_str(&value::text(&args[1])?).ok()?;
        Some(boolean(numbers(&args[0])?.0.contains(&member)))
    }),
    ("sr_bitmap_or", |args| bitmaps(args, |a, b| a | b)),
    ("sr_bitmap_and", |args| bitmaps(args, |a, b| a & b)),
    ("sr_bitmap_xor", |args| bitmaps(args, |a, b| a ^ b)),
    ("sr_bitmap_andnot", |args| bitmaps(args, |a, b| a - b)),
    ("sr_percentile_hash", |args| Some(Value::Blob(Samples(vec![value::double(&args[0])?]).to_bytes()))),
    ("sr_percentile_approx_raw", |args| {
        samples(&args[0])?.percentile(value::double(&args[1])?).map(Value::Real)
    }),
];

/// Functions that see NULL arguments.
const NULL_AWARE: &[(&str, Function)] = &[
    ("sr_concat_ws", |args| {
        let separator = value::text(args.first()?)?;
        Some(Value::Text(args[1..].iter().filter_map(value::text).collect::<Vec<_>>().join(&separator)))
    }),
    // An absent bitmap or sketch counts nothing.
    ("sr_numbers_count", |args| Some(Value::Integer(numbers(&args[0]).map_or(0, |numbers| numbers.count())))),
    ("sr_hll_hash", |args| {
        Some(Value::Blob(match bytes(&args[0]) {
            Some(bytes) => Numbers::one(sketch::hash(&bytes)).to_bytes(),
            None => Vec::new(),
        }))
    }),
    // Array, map and row literals, see [`super::nested`].
    ("sr_array", |args| Some(nested::array(args))),
    ("sr_map", |args| Some(nested::map(args))),
    ("sr_struct", |args| Some(nested::structure(args))),
];

/// Adds functions and the collation to a connection.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    connection.create_collation(NUMBERS, value::compare_numbers)?;
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    for (functions, null_aware) in [(FUNCTIONS, false), (NULL_AWARE, true)] {
        for (name, function) in functions {
            connection.create_scalar_function(*name, -1, flags, move |context| {
                let arguments = arguments(context)?;
                if !null_aware && arguments.contains(&Value::Null) {
                    return Ok(Value::Null);
                }
                Ok(function(&arguments).unwrap_or(Value::Null))
            })?;
        }
    }
    Ok(())
}

/// The arguments, owned; a text may hold NUL, so it is read with its length.
pub(crate) fn arguments(context: &Context<'_>) -> rusqlite::Result<Vec<Value>> {
    (0..context.len()).map(|index| context.get::<Value>(index)).collect()
}

fn boolean(flag: bool) -> Value {
    Value::Integer(i64::from(flag))
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::Blob(bytes) => Some(bytes.clone()),
        other => value::text(other).map(String::into_bytes),
    }
}

fn date(value: &Value) -> Option<chrono::NaiveDateTime> {
    dates::parse(&value::text(value)?)
}

fn date_time(date: chrono::NaiveDateTime) -> Option<Value> {
    Some(Value::Text(dates::print_date_time(date)))
}

fn numbers(value: &Value) -> Option<Numbers> {
    match value {
        Value::Blob(bytes) => Some(Numbers::from_bytes(bytes)),
        _ => None,
    }
}

fn samples(value: &Value) -> Option<Samples> {
    match value {
        Value::Blob(bytes) => Some(Samples::from_bytes(bytes)),
        _ => None,
    }
}

type Members = std::collections::BTreeSet<u64>;

fn bitmaps(args: &[Value], combine: fn(&Members, &Members) -> Members) -> Option<Value> {
    let mut all = args.iter().map(numbers);
    let first = all.next()??;
    all.try_fold(first, |a, b| Some(Numbers(combine(&a.0, &b?.0)))).map(|set| Value::Blob(set.to_bytes()))
}

/// `(a, b, scale)`: exact arithmetic, rounded to `scale` digits after the point.
fn arithmetic(args: &[Value], compute: fn(BigDecimal, BigDecimal) -> Option<BigDecimal>) -> Option<Value> {
    let result = compute(value::decimal(&args[0])?, value::decimal(&args[1])?)?;
    let scale = value::integer(&args[2])?;
    Some(Value::Text(result.with_scale_round(scale, RoundingMode::HalfUp).to_plain_string()))
}

/// `(number, digits, scale)`; a scale of -1 asks for a double.
fn round(args: &[Value]) -> Option<Value> {
    let digits = value::integer(&args[1])?;
    let scale = value::integer(&args[2])?;
    let rounded = value::decimal(&args[0])?.with_scale_round(digits, RoundingMode::HalfUp);
    if scale < 0 {
        return value::double(&Value::Text(rounded.to_plain_string())).map(Value::Real);
    }
    Some(Value::Text(rounded.with_scale_round(scale, RoundingMode::HalfUp).to_plain_string()))
}

/// `(value, type)` with the type as [`type_code`] writes it.
fn cast(args: &[Value]) -> Option<Value> {
    convert::cast(args[0].clone(), type_of_code(&value::text(&args[1])?)?)
}

/// A result type as text, to travel as an argument.
pub(crate) fn type_code(result_type: ResultType) -> String {
    match result_type {
        ResultType::Null => "null".to_owned(),
        ResultType::Boolean => "boolean".to_owned(),
        ResultType::TinyInt => "tinyint".to_owned(),
        ResultType::SmallInt => "smallint".to_owned(),
        ResultType::Int => "int".to_owned(),
        ResultType::BigInt => "bigint".to_owned(),
        ResultType::LargeInt => "largeint".to_owned(),
        ResultType::Float => "float".to_owned(),
        ResultType::Double => "double".to_owned(),
        ResultType::Decimal { precision, scale } => format!("decimal {precision} {scale}"),
        ResultType::Date => "date".to_owned(),
        ResultType::DateTime => "datetime".to_owned(),
        ResultType::Time => "time".to_owned(),
        ResultType::Char(length) => format!("char {length}"),
        ResultType::Varchar(length) => format!("varchar {length}"),
        ResultType::Varbinary(length) => format!("varbinary {length}"),
        ResultType::Json => "json".to_owned(),
        ResultType::Nested => "nested".to_owned(),
        ResultType::Bitmap => "bitmap".to_owned(),
        ResultType::Hll => "hll".to_owned(),
        ResultType::Percentile => "percentile".to_owned(),
        ResultType::Variant => "variant".to_owned(),
    }
}

pub(crate) fn type_of_code(code: &str) -> Option<ResultType> {
    let mut words = code.split(' ');
    let name = words.next()?;
    let mut number = || words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    Some(match name {
        "null" => ResultType::Null,
        "boolean" => ResultType::Boolean,
        "tinyint" => ResultType::TinyInt,
        "smallint" => ResultType::SmallInt,
        "int" => ResultType::Int,
        "bigint" => ResultType::BigInt,
        "largeint" => ResultType::LargeInt,
        "float" => ResultType::Float,
        "double" => ResultType::Double,
        "decimal" => ResultType::Decimal { precision: number(), scale: number() },
        "date" => ResultType::Date,
        "datetime" => ResultType::DateTime,
        "time" => ResultType::Time,
        "char" => ResultType::Char(number()),
        "varchar" => ResultType::Varchar(number()),
        "varbinary" => ResultType::Varbinary(number()),
        "json" => ResultType::Json,
        "nested" => ResultType::Nested,
        "bitmap" => ResultType::Bitmap,
        "hll" => ResultType::Hll,
        "percentile" => ResultType::Percentile,
        "variant" => ResultType::Variant,
        _ => return None,
    })
}

/// `(text, from[, count])`, counted from 1, from the end when negative.
fn substring(args: &[Value]) -> Option<Value> {
    let chars: Vec<char> = value::text(&args[0])?.chars().collect();
    let length = chars.len() as i64;
    let from = value::integer(&args[1])?;
    let start = match from {
        0 => return Some(Value::Text(String::new())),
        from if from > 0 => from - 1,
        from => length + from,
    };
    let count = match args.get(2) {
        Some(count) => value::integer(count)?,
        None => length,
    };
    if start < 0 || start >= length || count <= 0 {
        return Some(Value::Text(String::new()));
    }
    let end = start.saturating_add(count).min(length);
    Some(Value::Text(chars[start as usize..end as usize].iter().collect()))
}

fn hex(args: &[Value]) -> Option<Value> {
    Some(Value::Text(match &args[0] {
        Value::Integer(number) => format!("{number:X}"),
        other => bytes(other)?.iter().map(|byte| format!("{byte:02X}")).collect(),
    }))
}

fn date_format(args: &[Value]) -> Option<Value> {
    let date = date(&args[0])?;
    let format = value::text(&args[1])?;
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        match chars.next()? {
            'Y' => out.push_str(&format!("{:04}", date.year())),
            'y' => out.push_str(&format!("{:02}", date.year() % 100)),
            'm' => out.push_str(&format!("{:02}", date.month())),
            'c' => out.push_str(&date.month().to_string()),
            'd' => out.push_str(&format!("{:02}", date.day())),
            'e' => out.push_str(&date.day().to_string()),
            'H' => out.push_str(&format!("{:02}", date.hour())),
            'k' => out.push_str(&date.hour().to_string()),
            'i' => out.push_str(&format!("{:02}", date.minute())),
            'S' | 's' => out.push_str(&format!("{:02}", date.second())),
            'f' => out.push_str(&format!("{:06}", date.nanosecond() / 1000)),
            'T' => out.push_str(&date.format("%H:%M:%S").to_string()),
            'F' => out.push_str(&dates::print_date(date)),
            'j' => out.push_str(&format!("{:03}", date.ordinal())),
            'W' => out.push_str(&date.format("%A").to_string()),
            'a' => out.push_str(&date.format("%a").to_string()),
            'M' => out.push_str(&date.format("%B").to_string()),
            'b' => out.push_str(&date.format("%b").to_string()),
            '%' => out.push('%'),
            other => out.push(other),
        }
    }
    Some(Value::Text(out))
}

/// `(json, '$.a.b[0]')`
fn json_at(args: &[Value]) -> Option<serde_json::Value> {
    let json: serde_json::Value = serde_json::from_str(&value::text(&args[0])?).ok()?;
    let path = value::text(&args[1])?;
    let path = path.strip_prefix('$').unwrap_or(&path);
    let mut at = &json;
    for step in path.split(['.', '[']).map(|step| step.trim_end_matches(']').trim_matches('"')) {
        if step.is_empty() {
            continue;
        }
        at = match at {
            serde_json::Value::Array(items) => items.get(step.parse::<usize>().ok()?)?,
            other => other.get(step)?,
        };
    }
    (!at.is_null()).then(|| at.clone())
}
