//! Column types.

use super::cursor::{Cursor, Parsed, Reading};
use crate::schema::{DataType, DecimalKind, DecimalType, StructField, Text};
use crate::sql::lexer::TokenKind;
use std::borrow::Cow;

/// The server takes 15 levels; a text that is deeper by far is refused before it costs stack.
const MOST_LEVELS: usize = 64;

/// The words that begin a type and what stands behind them.
enum Spelling {
    Plain(DataType),
    /// A display width may follow, and means nothing.
    DisplayWidth(DataType),
    /// INT or INTEGER may follow.
    Signed,
    Length(fn(Option<u32>) -> DataType),
    Decimal(DecimalKind),
    Array,
    Map,
    Struct,
}

/// Every spelling of a type, in one table.
const SPELLINGS: &[(&str, Spelling)] = &[
    ("BOOLEAN", Spelling::Plain(DataType::Boolean)),
    ("TINYINT", Spelling::DisplayWidth(DataType::TinyInt)),
    ("SMALLINT", Spelling::DisplayWidth(DataType::SmallInt)),
    ("INT", Spelling::DisplayWidth(DataType::Int)),
    ("INTEGER", Spelling::DisplayWidth(DataType::Int)),
    ("SIGNED", Spelling::Signed),
    ("UNSIGNED", Spelling::Signed),
    ("BIGINT", Spelling::DisplayWidth(DataType::BigInt)),
    ("LARGEINT", Spelling::DisplayWidth(DataType::LargeInt)),
    ("FLOAT", Spelling::Plain(DataType::Float)),
    ("DOUBLE", Spelling::Plain(DataType::Double)),
    ("DECIMAL", Spelling::Decimal(DecimalKind::Decimal)),
    ("NUMERIC", Spelling::Decimal(DecimalKind::Decimal)),
    ("NUMBER", Spelling::Decimal(DecimalKind::Decimal)),
    ("DECIMALV2", Spelling::Decimal(DecimalKind::DecimalV2)),
    ("DECIMAL32", Spelling::Decimal(DecimalKind::Decimal32)),
    ("DECIMAL64", Spelling::Decimal(DecimalKind::Decimal64)),
    ("DECIMAL128", Spelling::Decimal(DecimalKind::Decimal128)),
    ("DECIMAL256", Spelling::Decimal(DecimalKind::Decimal256)),
    ("DATE", Spelling::Plain(DataType::Date)),
    ("DATETIME", Spelling::Plain(DataType::DateTime)),
    ("TIME", Spelling::Plain(DataType::Time)),
    ("CHAR", Spelling::Length(DataType::Char)),
    ("VARCHAR", Spelling::Length(DataType::Varchar)),
    ("STRING", Spelling::Plain(DataType::String)),
    ("TEXT", Spelling::Plain(DataType::String)),
    ("VARBINARY", Spelling::Length(DataType::Varbinary)),
    ("BINARY", Spelling::Length(DataType::Varbinary)),
    ("JSON", Spelling::Plain(DataType::Json)),
    ("VARIANT", Spelling::Plain(DataType::Variant)),
    ("BITMAP", Spelling::Plain(DataType::Bitmap)),
    ("HLL", Spelling::Plain(DataType::Hll)),
    ("PERCENTILE", Spelling::Plain(DataType::Percentile)),
    ("ARRAY", Spelling::Array),
    ("MAP", Spelling::Map),
    ("STRUCT", Spelling::Struct),
];

fn spelling(word: &str) -> Option<&'static Spelling> {
    SPELLINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, spelling)| spelling)
}

/// What people write who come from another database, and what it is here.
const FOREIGN: &[(&str, &str)] = &[
    ("TIMESTAMP", "DATETIME"),
    ("REAL", "FLOAT or DOUBLE"),
    ("LONGTEXT", "STRING"),
    ("MEDIUMTEXT", "STRING"),
    ("TINYTEXT", "STRING"),
    ("UUID", "VARCHAR(36)"),
    ("BLOB", "VARBINARY"),
    ("BYTEA", "VARBINARY"),
    ("JSONB", "JSON"),
    ("BOOL", "BOOLEAN"),
    ("SERIAL", "BIGINT NOT NULL AUTO_INCREMENT"),
    ("ENUM", "STRING"),
    ("INT8", "TINYINT"),
    ("INT16", "SMALLINT"),
    ("INT32", "INT"),
    ("INT64", "BIGINT"),
    ("INT128", "LARGEINT"),
];

/// Whether a type begins with this word, in any case.
pub(in crate::sql) fn is_type_word(word: &str) -> bool {
    spelling(word).is_some()
}

/// Whether the next token begins a type.
pub(super) fn begins_type(cursor: &Cursor<'_>) -> bool {
    cursor.token().kind == TokenKind::Word && spelling(cursor.text()).is_some()
}

/// A type.
pub(super) fn data_type(cursor: &mut Cursor<'_>) -> Parsed<DataType> {
    nested(cursor, 1)
}

fn nested(cursor: &mut Cursor<'_>, level: usize) -> Parsed<DataType> {
    if level > MOST_LEVELS {
        return Err(cursor
            .error("Type exceeds the maximum nesting depth of 15")
            .with_help("nest ARRAY, MAP and STRUCT at most 14 times"));
    }
    let word = cursor.text();
    let known = if cursor.token().kind == TokenKind::Word { spelling(word) } else { None };
    let Some(known) = known else {
        return unknown(cursor);
    };
    cursor.advance()?;
    match known {
        Spelling::Plain(data_type) => Ok(data_type.clone()),
        Spelling::DisplayWidth(data_type) => {
            if cursor.take_symbol('(')? {
                cursor.integer("a display width")?;
                cursor.expect_symbol(')')?;
            }
            Ok(data_type.clone())
        }
        Spelling::Signed => {
            let _ = cursor.take_keyword("INT")? || cursor.take_keyword("INTEGER")?;
            Ok(DataType::Int)
        }
        Spelling::Length(build) => {
            let mut length = None;
            if cursor.take_symbol('(')? {
                length = Some(cursor.integer("a length")?);
                cursor.expect_symbol(')')?;
            }
            Ok(build(length))
        }
        // SHOW CREATE TABLE prints DECIMALV2 inside an ARRAY as `DECIMAL`, and every other decimal in another way.
        Spelling::Decimal(_) if cursor.reading == Reading::ShowCreate && word == "DECIMAL" => {
            decimal(cursor, DecimalKind::DecimalV2)
        }
        Spelling::Decimal(kind) => decimal(cursor, *kind),
        Spelling::Array => {
            cursor.expect_symbol('<')?;
            let element = nested(cursor, level + 1)?;
            cursor.expect_symbol('>')?;
            Ok(DataType::array(element))
        }
        Spelling::Map => {
            cursor.expect_symbol('<')?;
            let key = nested(cursor, level + 1)?;
            cursor.expect_symbol(',')?;
            let value = nested(cursor, level + 1)?;
            cursor.expect_symbol('>')?;
            Ok(DataType::map(key, value))
        }
        Spelling::Struct => {
            cursor.expect_symbol('<')?;
            let mut fields = vec![struct_field(cursor, level)?];
            while cursor.take_symbol(',')? {
                fields.push(struct_field(cursor, level)?);
            }
            cursor.expect_symbol('>')?;
            Ok(DataType::Struct(Cow::Owned(fields)))
        }
    }
}

fn decimal(cursor: &mut Cursor<'_>, kind: DecimalKind) -> Parsed<DataType> {
    let (mut precision, mut scale) = (None, None);
    if cursor.take_symbol('(')? {
        precision = Some(cursor.integer("a precision")?);
        if cursor.take_symbol(',')? {
            scale = Some(cursor.integer("a scale")?);
        }
        cursor.expect_symbol(')')?;
    }
    Ok(DataType::Decimal(DecimalType { kind, precision, scale }))
}

fn struct_field(cursor: &mut Cursor<'_>, level: usize) -> Parsed<StructField> {
    let name = match cursor.reading {
        Reading::Strict => cursor.identifier("the name of a struct field")?,
        Reading::ShowCreate => printed_field_name(cursor)?,
    };
    if cursor.is_symbol(':') {
        return Err(cursor
            .error("a field of a STRUCT is written without a colon")
            .with_help(format!("STRUCT<{name} …>")));
    }
    Ok(StructField { name, data_type: nested(cursor, level + 1)? })
}

/// SHOW CREATE TABLE prints field names bare, whatever they hold: the name is all up to the blank behind which a known
/// type begins.
fn printed_field_name(cursor: &mut Cursor<'_>) -> Parsed<Text> {
    let behind_comma = cursor.source()[..cursor.previous_end()].ends_with(',');
    let start = cursor.bare_start(usize::from(behind_comma));
    let rest = &cursor.source()[start..];
    for (blank, _) in rest.match_indices(' ') {
        let word = &rest[blank + 1..];
        let word = &word[..word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len())];
        if spelling(word).is_some() {
            let name = rest[..blank].to_owned();
            cursor.jump(start + blank)?;
            return Ok(name.into());
        }
    }
    cursor.identifier("the name of a struct field")
}

fn unknown(cursor: &mut Cursor<'_>) -> Parsed<DataType> {
    if cursor.token().kind != TokenKind::Word {
        cursor.note_expected("a type");
        return Err(cursor.unexpected());
    }
    let word = cursor.text();
    if cursor.reading == Reading::ShowCreate {
        return verbatim(cursor);
    }
    let error = cursor.error(format!("`{word}` is not a StarRocks type"));
    let foreign = FOREIGN.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, here)| *here);
    let nearest =
        foreign.or_else(|| crate::nearest::nearest(word, SPELLINGS.iter().map(|(known, _)| *known)));
    Err(match nearest {
        Some(nearest) => error.with_help(format!("write {nearest}")),
        None => error.with_help(
            "the types are BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, LARGEINT, FLOAT, DOUBLE, DECIMAL(p, s), DATE, \
             DATETIME, CHAR(n), VARCHAR(n), STRING, VARBINARY, JSON, BITMAP, HLL, PERCENTILE, ARRAY<T>, MAP<K, V>, \
             STRUCT<name T, …>",
        ),
    })
}

/// A type that a newer server printed, as it stands.
fn verbatim(cursor: &mut Cursor<'_>) -> Parsed<DataType> {
    let start = cursor.token().start;
    cursor.advance()?;
    if cursor.is_symbol('(') {
        cursor.skip_balanced()?;
    } else if cursor.is_symbol('<') {
        let mut open = 0usize;
        loop {
            match cursor.token().kind {
                TokenKind::Symbol('<') => open += 1,
                TokenKind::Symbol('>') => open -= 1,
                TokenKind::End => return Err(cursor.unexpected()),
                _ => {}
            }
            cursor.advance()?;
            if open == 0 {
                break;
            }
        }
    }
    let text = cursor.slice(start..cursor.previous_end()).to_owned();
    Ok(DataType::Other(text.into()))
}
