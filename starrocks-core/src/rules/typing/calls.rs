//! The type of a function call, and what the frontend asks of the arguments of some functions.

use super::decimals::{self, Called};
use super::resolve::resolve;
use super::table::{Function, function};
use super::types::Type;
use super::{Stop, Typed};
use crate::sql::lexer::string_value;
use crate::sql::tree::{Kind, Node};

/// The call of a function that is not read as an operator; `types` are those of `arguments`.
pub(super) fn call(name: &str, arguments: &[Node], types: &[Type], text: &str) -> Typed {
    // The function of aggregate states and what the table leaves out belongs to the frontend alone.
    if is_combinator(name) || types.contains(&Type::Lambda) || WITHOUT_TYPE.contains(&name) {
        return Err(Stop::Unknown);
    }
    shape(name, types)?;
    match name {
        "named_struct" => return named_struct(arguments, types, text),
        "typeof" if types.len() == 1 => {
            return Ok(Type::Scalar(crate::schema::DataType::Varchar(Some(65_533))));
        }
        "str_to_date" => return str_to_date(arguments, types, text),
        "concat" if types.iter().any(Type::is_array) => return array_concat(types),
        "min_n" | "max_n" | "percentile_disc" | "lc_percentile_disc" => return Err(Stop::Unknown),
        "array_agg" => return types.first().map(|first| Type::array(first.clone())).ok_or(Stop::Unknown),
        _ => {}
    }
    let Some(function) = function(name) else {
        // With a decimal among the arguments the frontend looks elsewhere, and complains with one more point.
        let point = if decimals::takes_part(name, types) { "." } else { "" };
        return Err(Stop::Refused(format!("{}{point}", signature(name, types))));
    };
    let called = find(name, function, types)?.ok_or_else(|| no_match(name, types))?;
    if called.result.is_open() { Err(Stop::Unknown) } else { Ok(called.result) }
}

/// Functions whose result depends on more than the types of their arguments, or that are known to the frontend only.
const WITHOUT_TYPE: &[&str] = &[
    "all_match",
    "any_match",
    "array_filter",
    "array_generate",
    "array_map",
    "array_sort_lambda",
    "array_sortby",
    "date_part",
    "dict_mapping",
    "dictionary_get",
    "encode_row_id",
    "field",
    "map_apply",
    "map_filter",
    "regexp_position",
    "transform",
    "transform_keys",
    "transform_values",
];

/// Whether the name is that of an aggregate with something put behind it: `sum_if`, `avg_state`.
pub(super) fn is_combinator(name: &str) -> bool {
    ["_if", "_state", "_union", "_merge", "_combine"].iter().any(|suffix| name.ends_with(suffix))
        && function(name).is_none()
        || name.starts_with("inspect_")
}

/// The form of a function for these types, whatever way the frontend takes to it.
pub(super) fn find(name: &str, function: &Function, types: &[Type]) -> Result<Option<Called>, Stop> {
    if decimals::takes_part(name, types) {
        // Rounding depends on the value of the second argument.
        if matches!(name, "truncate" | "round" | "dround") {
            return Err(Stop::Unknown);
        }
        return match decimals::call(name, function, types)? {
            Some(called) => Ok(Some(called)),
            // This complaint of the frontend ends in a point of its own.
            None => Err(Stop::Refused(format!("{}.", signature(name, types)))),
        };
    }
    if name == "array_slice" && types.iter().any(|of| of.element().unwrap_or(of).is_decimal_v2()) {
        return Err(Stop::Unknown);
    }
    Ok(resolve(name, &function.forms, types).map(|form| Called::of(&form)))
}

fn no_match(name: &str, types: &[Type]) -> Stop {
    Stop::Refused(signature(name, types))
}

/// `No matching function with signature: f(int(11))`.
pub(super) fn signature(name: &str, types: &[Type]) -> String {
    let types: Vec<String> = types.iter().map(Type::server_sql).collect();
    format!("No matching function with signature: {name}({})", types.join(", "))
}

/// What the frontend asks before it looks for a form.
fn shape(name: &str, types: &[Type]) -> Result<(), Stop> {
    let refused = |message: String| Err(Stop::Refused(message));
    let is_no_array = |of: &&Type| !of.is_array() && !of.is_null();
    match name {
        "array_avg" | "array_max" | "array_min" | "array_sort" | "array_sum" | "array_cum_sum"
        | "array_difference" | "array_distinct" | "array_length" | "array_to_bitmap" => {
            let [only] = types else {
                return refused(format!("{name} should have only one input"));
            };
            if is_no_array(&only) {
                let sql = only.server_sql();
                return refused(format!(
                    "The only one input of {name} should be an array, rather than {sql}"
                ));
            }
        }
        "array_contains_all" | "array_contains_seq" | "arrays_overlap" if types.len() != 2 => {
            return refused(format!("{name} should have only two inputs"));
        }
        "array_intersect" | "array_concat" | "array_contains" | "array_append" | "array_join"
        | "array_position" | "array_remove" | "array_slice"
            if types.is_empty() =>
        {
            return refused(format!("{name} should have at least one input."));
        }
        "array_contains_all" | "array_contains_seq" | "arrays_overlap" | "array_intersect"
        | "array_concat" => {
            if let Some((nth, other)) = types.iter().enumerate().find(|(_, of)| is_no_array(of)) {
                let sql = other.server_sql();
                return refused(format!(
                    "{}-th input of {name} should be an array, rather than {sql}",
                    nth + 1
                ));
            }
        }
        "array_contains" | "array_append" | "array_join" | "array_position" | "array_remove"
        | "array_slice"
            if types.first().as_ref().is_some_and(is_no_array) =>
        {
            return refused(format!("The first input of {name} should be an array"));
        }
        "array_flatten" => {
            let [only] = types else {
                return refused(format!("{name} should have only one input"));
            };
            if !only.is_null() && !only.element().is_some_and(Type::is_array) {
                let sql = only.server_sql();
                return refused(format!(
                    "The only one input of {name} should be an array of arrays, rather than {sql}"
                ));
            }
        }
        "row" if types.is_empty() => return refused(format!("{name} should have at least one input.")),
        "array_agg" | "group_concat" if types.is_empty() => {
            return refused(format!("{name} should have at least one input"));
        }
        _ => {}
    }
    Ok(())
}

fn named_struct(arguments: &[Node], types: &[Type], text: &str) -> Typed {
    if types.len() < 2 {
        return Err(Stop::Refused("named_struct should have at least two inputs".to_owned()));
    }
    if types.len() % 2 == 1 {
        return Err(Stop::Refused("named_struct arguments must be in name/value pairs".to_owned()));
    }
    let mut fields = Vec::new();
    for (nth, (pair, of)) in arguments.chunks(2).zip(types.chunks(2)).enumerate() {
        let ([name, _], [_, of]) = (pair, of) else {
            return Err(Stop::Unknown);
        };
        if name.kind != Kind::Text {
            let at = nth * 2 + 1;
            return Err(Stop::Refused(format!("The {at}-th input of named_struct must be string literal")));
        }
        fields.push((string_value(&text[name.span.clone()]).into_owned(), of.clone()));
    }
    Ok(Type::Struct(fields))
}

/// The result is a DATE when the format is a constant without hours, minutes or seconds.
fn str_to_date(arguments: &[Node], types: &[Type], text: &str) -> Typed {
    let found = function("str_to_date").and_then(|function| resolve("str_to_date", &function.forms, types));
    if found.is_none() {
        return Err(no_match("str_to_date", types));
    }
    match arguments.get(1) {
        Some(format) if format.kind == Kind::Text => {
            let format = string_value(&text[format.span.clone()]).into_owned();
            let has_time = format.contains(|c| "HhIiklrSsT".contains(c));
            Ok(if has_time { Type::DATETIME } else { Type::DATE })
        }
        Some(format) if matches!(format.kind, Kind::Column(_)) => Ok(Type::DATETIME),
        _ => Err(Stop::Unknown),
    }
}

fn array_concat(types: &[Type]) -> Typed {
    let arrays = types.iter().map(|of| if of.is_array() { of.clone() } else { Type::array(of.clone()) });
    let arrays: Vec<Type> = arrays.collect();
    let Some(function) = function("array_concat") else {
        return Err(Stop::Unknown);
    };
    match find("array_concat", function, &arrays)? {
        Some(called) if !called.result.is_open() => Ok(called.result),
        _ => Err(Stop::Unknown),
    }
}
