//! What a column's type may be: nesting, fields, character set; its numbers are in `lengths.rs`.

use super::lengths::{LONGEST_VARCHAR, T_02, T_03, char_length, decimal_v2, parsed_decimal, varchar_length};
use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::{Place, Rule, Severity};
use crate::schema::{AggType, DataType, DecimalKind};

pub(in crate::rules) static N_14: Rule = Rule {
    id: "N-14",
    title: "The field names of a STRUCT differ in more than case",
    reason: "A field is found by its name without case.",
    accepted: "CREATE TABLE t (k INT, v STRUCT<a INT, b INT>)",
    rejected: "CREATE TABLE t (k INT, v STRUCT<a INT, A INT>)",
    ..Rule::BARE
};

pub(in crate::rules) static T_05: Rule = Rule {
    id: "T-05",
    title: "A VARBINARY has at most 1048576 bytes",
    reason: "Longer values do not fit a page of a column file.",
    setting: Some("max_varchar_length"),
    accepted: "CREATE TABLE t (k INT, v VARBINARY(1048576))",
    rejected: "CREATE TABLE t (k INT, v VARBINARY(1048577))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_10: Rule = Rule {
    id: "T-10",
    title: "The elements of an ARRAY are no HLL, BITMAP or PERCENTILE",
    reason: "A sketch exists only merged by a table's key.",
    accepted: "CREATE TABLE t (k INT, v ARRAY<ARRAY<INT>>)",
    rejected: "CREATE TABLE t (k INT, v ARRAY<BITMAP>)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_11: Rule = Rule {
    id: "T-11",
    title: "The key of a MAP is a plain type",
    reason: "Keys are compared; nested, semi-structured and sketch values cannot be.",
    accepted: "CREATE TABLE t (k INT, v MAP<VARCHAR(10), INT>)",
    rejected: "CREATE TABLE t (k INT, v MAP<JSON, INT>)",
    ..Rule::SYNTAX
};

pub(in crate::rules) static T_12: Rule = Rule {
    id: "T-12",
    title: "MAP and STRUCT hold no HLL, BITMAP or PERCENTILE",
    reason: "The server takes them, but a sketch exists only merged by a table's key, and the documentation has none in there.",
    accepted: "CREATE TABLE t (k INT, v MAP<INT, INT>)",
    rejected: "CREATE TABLE t (k INT, v MAP<INT, BITMAP>)",
    severity: Severity::Warning,
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_16: Rule = Rule {
    id: "T-16",
    title: "A JSON column is no key column",
    reason: "Keys are compared, and JSON values have no order. As a value column it may stand in a table of every model.",
    since: Some("2.5"),
    accepted: "CREATE TABLE t (k INT, j JSON) PRIMARY KEY(k)",
    rejected: "CREATE TABLE t (k INT, j JSON) DUPLICATE KEY(k, j)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_17: Rule = Rule {
    id: "T-17",
    title: "VARIANT is not the type of a column",
    reason: "The server takes it since 4.1, but the documentation knows it only as a type of Iceberg's.",
    since: Some("4.1"),
    accepted: "CREATE TABLE t (k INT, v JSON)",
    rejected: "CREATE TABLE t (k INT, v VARIANT)",
    severity: Severity::Warning,
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_13: Rule = Rule {
    id: "T-13",
    title: "A type has at most 15 levels",
    reason: "Deeper nesting is refused wherever a type may stand.",
    accepted: "CREATE TABLE t (k INT, v ARRAY<ARRAY<ARRAY<INT>>>)",
    rejected: "CREATE TABLE t (k INT, v ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<ARRAY<\
               INT>>>>>>>>>>>>>>>)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_14: Rule = Rule {
    id: "T-14",
    title: "No column has the type TIME",
    reason: "TIME is the type of intermediate results; no backend can store it.",
    accepted: "CREATE TABLE t (k INT, v DATETIME)",
    rejected: "CREATE TABLE t (k INT, v TIME)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_18: Rule = Rule {
    id: "T-18",
    title: "The character set of a column is utf8",
    reason: "StarRocks stores text in UTF-8 and nothing else.",
    accepted: "CREATE TABLE t (k INT, v VARCHAR(10) CHARACTER SET utf8)",
    rejected: "CREATE TABLE t (k INT, v VARCHAR(10) CHARACTER SET gbk)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_19: Rule = Rule {
    id: "T-19",
    title: "A column has a type",
    reason: "Only an aggregate state tells the server what to store; without one the type must be written.",
    accepted: "CREATE TABLE t (k INT, s avg(bigint)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, s)",
    ..Rule::SYNTAX
};

pub(in crate::rules) static T_20: Rule = Rule {
    id: "T-20",
    title: "A summed DECIMAL has at most 38 digits behind the point",
    reason: "A DECIMAL with SUM is stored with 38 digits, whatever it was declared with.",
    accepted: "CREATE TABLE t (k INT, v DECIMAL(5,4) SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v DECIMAL(76,39) SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::BARE
};

/// The most levels of a type, the innermost one included.
const DEEPEST: usize = 15;

/// What the server finds while it parses: T-06, T-07, N-14, T-11 and T-19.
pub(in crate::rules) fn parsed(c: &Numbered<'_>, found: &mut Findings<'_>) {
    parsed_type(&c.column.data_type, Place::ColumnType(c.index), found);
    if c.column.data_type == DataType::Inferred && !matches!(c.column.aggregate, Some(AggType::State(_))) {
        found.push(T_19.broken(
            Place::Column(c.index),
            format!(
                "Unsupported type specification: 'Column's type is null and it's not agg state column{}'",
                c.column.name
            ),
            "write a type behind the name",
        ));
    }
}

/// From the inside out, as a parser meets the types.
fn parsed_type(data_type: &DataType, place: Place, found: &mut Findings<'_>) {
    match data_type {
        DataType::Decimal(decimal) => parsed_decimal(decimal, place, found),
        DataType::Array(element) => parsed_type(element, place, found),
        DataType::Map(key, value) => {
            parsed_type(key, place, found);
            if matches!(
                key.get(),
                DataType::Array(_)
                    | DataType::Map(..)
                    | DataType::Struct(_)
                    | DataType::Json
                    | DataType::Hll
                    | DataType::Bitmap
                    | DataType::Percentile
            ) {
                found.push(T_11.broken(
                    place,
                    format!(
                        "Unsupported type specification: '{}' for map's key, which should be base types",
                        key.server_name()
                    ),
                    "use a number, a text or a date as the key",
                ));
            }
            parsed_type(value, place, found);
        }
        DataType::Struct(fields) => {
            for field in fields.iter() {
                parsed_type(&field.data_type, place, found);
            }
            field_names(data_type, place, found);
        }
        _ => {}
    }
}

/// What the server finds while it analyses the column: T-18, then the type from the outside in.
pub(in crate::rules) fn analyzed(c: &Numbered<'_>, found: &mut Findings<'_>) {
    let place = Place::ColumnType(c.index);
    charset(c, place, found);
    let data_type = &c.column.data_type;
    doubtful(data_type, place, found);
    if exceeds(data_type, DEEPEST) {
        found.push(T_13.broken(
            place,
            format!("Type exceeds the maximum nesting depth of {DEEPEST}:\n{}", data_type.server_sql()),
            "flatten the type, or store the value as JSON",
        ));
        return;
    }
    match data_type {
        DataType::Char(Some(length)) => char_length(i64::from(*length), false, place, found),
        DataType::Varchar(Some(length)) => varchar_length(i64::from(*length), false, place, found),
        DataType::Char(None) | DataType::Varchar(None) => {}
        _ => nested(data_type, place, found),
    }
}

/// T-12, T-17 and lengths of 0: what the server takes without a word.
fn doubtful(data_type: &DataType, place: Place, found: &mut Findings<'_>) {
    let is_sketch = |of: &DataType| matches!(of, DataType::Hll | DataType::Bitmap | DataType::Percentile);
    let holds_sketch = match data_type {
        DataType::Map(_, value) => is_sketch(value),
        DataType::Struct(fields) => fields.iter().any(|field| is_sketch(&field.data_type)),
        _ => false,
    };
    if holds_sketch {
        let message = format!("{} holds a sketch that nothing merges", data_type.server_name());
        found.push(T_12.broken(place, message, "keep the sketch in a column of its own"));
    }
    match data_type {
        DataType::Variant => {
            found.push(T_17.broken(place, "VARIANT is not documented for columns", "use JSON"));
        }
        DataType::Char(Some(0)) => {
            found.push(T_03.unwise(place, "CHAR(0) becomes CHAR(1)", "write the length: CHAR(1)"));
        }
        DataType::Varchar(Some(0)) => {
            found.push(T_02.unwise(place, "VARCHAR(0) becomes VARCHAR(1)", "write the length: VARCHAR(1)"));
        }
        DataType::Array(element) => doubtful_inside(element, place, found),
        DataType::Map(key, value) => {
            doubtful_inside(key, place, found);
            doubtful_inside(value, place, found);
        }
        DataType::Struct(fields) => {
            fields.iter().for_each(|field| doubtful_inside(&field.data_type, place, found));
        }
        _ => {}
    }
}

/// Lengths of 0 inside of another type are refused by T-09.
fn doubtful_inside(data_type: &DataType, place: Place, found: &mut Findings<'_>) {
    if !matches!(data_type, DataType::Char(_) | DataType::Varchar(_)) {
        doubtful(data_type, place, found);
    }
}

/// Whether a type has more than `levels` levels; a MAP counts by its values.
fn exceeds(data_type: &DataType, levels: usize) -> bool {
    if levels == 0 {
        return true;
    }
    match data_type {
        DataType::Array(inner) | DataType::Map(_, inner) => exceeds(inner, levels - 1),
        DataType::Struct(fields) => fields.iter().any(|field| exceeds(&field.data_type, levels - 1)),
        _ => false,
    }
}

fn nested(data_type: &DataType, place: Place, found: &mut Findings<'_>) {
    match data_type {
        DataType::Char(length) => char_length(length.map_or(-1, i64::from), true, place, found),
        DataType::Varchar(length) => varchar_length(length.map_or(-1, i64::from), true, place, found),
        DataType::Varbinary(Some(length)) if *length > LONGEST_VARCHAR => found.push(T_05.broken(
            place,
            format!("VARBINARY size must be <= {LONGEST_VARCHAR}: {length}"),
            format!("use VARBINARY({LONGEST_VARCHAR})"),
        )),
        DataType::Decimal(decimal) if decimal.kind == DecimalKind::DecimalV2 => {
            decimal_v2(decimal, place, found)
        }
        DataType::Array(element) => {
            let mut innermost = element.get();
            while let DataType::Array(inner) = innermost {
                innermost = inner;
            }
            if matches!(innermost, DataType::Hll | DataType::Bitmap | DataType::Percentile) {
                found.push(T_10.broken(
                    place,
                    format!("Invalid data type: {}", data_type.server_sql()),
                    "keep the sketch in a column of its own",
                ));
            } else {
                nested(element, place, found);
            }
        }
        DataType::Map(key, value) => {
            nested(key, place, found);
            nested(value, place, found);
        }
        DataType::Struct(fields) => {
            for field in fields.iter() {
                nested(&field.data_type, place, found);
            }
        }
        _ => {}
    }
}

fn charset(c: &Numbered<'_>, place: Place, found: &mut Findings<'_>) {
    let Some(charset) = &c.column.charset else {
        return;
    };
    let charset = charset.to_lowercase();
    if charset == "utf8" {
        return;
    }
    let takes_one = matches!(
        c.column.data_type,
        DataType::Char(_)
            | DataType::Varchar(_)
            | DataType::String
            | DataType::Hll
            | DataType::Array(_)
            | DataType::Map(..)
            | DataType::Struct(_)
            | DataType::Inferred
            | DataType::Other(_)
    );
    let message = if !takes_one {
        "character setting is only supported for type varchar in column definition".to_owned()
    } else if charset == "gbk" {
        "charset name gbk is not supported yet in column definition".to_owned()
    } else {
        format!("Unknown charset name: {charset}")
    };
    found.push(T_18.broken(place, message, "leave the character set out: text is always utf8"));
}

/// T-20: a DECIMAL with SUM is widened to 38 digits.
pub(in crate::rules) fn summed(c: &Numbered<'_>, found: &mut Findings<'_>) {
    if let (DataType::Decimal(decimal), Some(AggType::Sum)) = (&c.column.data_type, &c.column.aggregate)
        && decimal.kind != DecimalKind::DecimalV2
        && decimal.precision_and_scale().1 > 38
    {
        found.push(T_20.broken(
            Place::ColumnType(c.index),
            "DECIMAL(P[,S]) type P must be greater than or equal to the value of S",
            "use a scale of at most 38",
        ));
    }
}

/// T-14, when the table is created.
pub(in crate::rules) fn storable(s: &Subject<'_>, found: &mut Findings<'_>) {
    for c in s.columns() {
        if has_time(&c.column.data_type) {
            found.push(T_14.broken(
                Place::ColumnType(c.index),
                format!(
                    "Type:{} of column:{} does not support",
                    c.column.data_type.server_name(),
                    c.column.name
                ),
                "use DATETIME, or store the seconds in an INT",
            ));
        }
    }
}

fn has_time(data_type: &DataType) -> bool {
    match data_type {
        DataType::Time => true,
        DataType::Array(element) => has_time(element),
        DataType::Map(key, value) => has_time(key) || has_time(value),
        DataType::Struct(fields) => fields.iter().any(|field| has_time(&field.data_type)),
        _ => false,
    }
}

/// N-14 of one struct.
fn field_names(data_type: &DataType, place: Place, found: &mut Findings<'_>) {
    let DataType::Struct(fields) = data_type else {
        return;
    };
    let names: Vec<String> = fields.iter().map(|field| field.name.to_lowercase()).collect();
    for field in fields.iter().filter(|field| field.name.is_empty() || field.name.contains('.')) {
        found.push(N_14.unwise(
            place,
            format!("The field `{}` cannot be named in a query", field.name),
            "give the field a name without a point",
        ));
    }
    for (index, name) in names.iter().enumerate() {
        if names[..index].contains(name) {
            found.push(N_14.broken(
                place,
                format!("struct contains duplicate subfield name: {name}"),
                "rename one of the two fields",
            ));
        }
    }
}
