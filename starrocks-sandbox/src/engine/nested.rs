//! ARRAY, MAP and STRUCT as JSON text inside the engine.
//!
//! An array is a JSON array, a struct a JSON object, a map `{"$map": [[key, value], …]}`, and a number that JSON would not keep
//! exactly `{"$number": "1.50"}`. StarRocks prints texts in them without escapes, which is why the printed form cannot serve.

use super::functions::type_of_code;
use super::value;
use crate::answer::ResultType;
use crate::engine::convert;
use rusqlite::types::Value;
use serde_json::{Map, Value as Json, json};
use starrocks_core::schema::DataType;

const MAP: &str = "$map";
const NUMBER: &str = "$number";

/// `(value, type code)*`
pub(crate) fn array(args: &[Value]) -> Value {
    Value::Text(Json::Array(elements(args)).to_string())
}

/// `(key, type code, value, type code)*`
pub(crate) fn map(args: &[Value]) -> Value {
    let entries = elements(args).chunks(2).map(|entry| Json::Array(entry.to_vec())).collect::<Vec<_>>();
    Value::Text(json!({ MAP: entries }).to_string())
}

/// `(name, value, type code)*`
pub(crate) fn structure(args: &[Value]) -> Value {
    let fields: Map<String, Json> = args
        .chunks_exact(3)
        .filter_map(|field| Some((value::text(&field[0])?, element(&field[1], &field[2]))))
        .collect();
    Value::Text(Json::Object(fields).to_string())
}

fn elements(args: &[Value]) -> Vec<Json> {
    args.chunks_exact(2).map(|pair| element(&pair[0], &pair[1])).collect()
}

fn element(value: &Value, code: &Value) -> Json {
    let result_type = value::text(code).and_then(|code| type_of_code(&code)).unwrap_or(ResultType::STRING);
    to_json(value, result_type)
}

fn to_json(value: &Value, result_type: ResultType) -> Json {
    match (value, result_type) {
        (Value::Null, _) => Json::Null,
        (Value::Text(text), ResultType::Nested) => serde_json::from_str(text).unwrap_or(Json::Null),
        (Value::Text(text), ResultType::Decimal { .. } | ResultType::LargeInt | ResultType::Json) => {
            json!({ NUMBER: text })
        }
        (Value::Text(text), _) => Json::from(text.as_str()),
        (Value::Integer(number), _) => Json::from(*number),
        (Value::Real(number), ResultType::Float) => json!({ NUMBER: value::print_float(*number as f32) }),
        (Value::Real(number), _) => json!({ NUMBER: value::print_double(*number) }),
        (Value::Blob(_), _) => Json::Null,
    }
}

fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Integer(i64::from(*flag)),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Value::Integer(number),
            None => Value::Text(number.to_string()),
        },
        Json::String(text) => Value::Text(text.clone()),
        Json::Object(fields) => match fields.get(NUMBER) {
            Some(Json::String(text)) => Value::Text(text.clone()),
            _ => Value::Text(json.to_string()),
        },
        Json::Array(_) => Value::Text(json.to_string()),
    }
}

/// As the wire shows it.
pub(crate) fn print(text: &str) -> String {
    let mut out = String::new();
    match serde_json::from_str(text) {
        Ok(json) => put(&mut out, &json),
        // Already printed.
        Err(_) => out.push_str(text),
    }
    out
}

fn put(out: &mut String, json: &Json) {
    let list = |out: &mut String, items: &[Json]| {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            put(out, item);
        }
    };
    match json {
        Json::Array(items) => {
            out.push('[');
            list(out, items);
            out.push(']');
        }
        Json::Object(fields) => {
            if let Some(Json::String(number)) = fields.get(NUMBER) {
                out.push_str(number);
                return;
            }
            out.push('{');
            if let Some(Json::Array(entries)) = fields.get(MAP) {
                for (index, entry) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    put(out, &entry[0]);
                    out.push(':');
                    put(out, &entry[1]);
                }
            } else {
                for (index, (name, item)) in fields.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    out.push_str(&format!("\"{name}\":"));
                    put(out, item);
                }
            }
            out.push('}');
        }
        Json::String(text) => {
            out.push('"');
            out.push_str(text);
            out.push('"');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

/// The value in the types of a column, or `None` when it does not fit.
pub(crate) fn to_column(text: &str, data_type: &DataType) -> Option<String> {
    let json: Json = serde_json::from_str(text).ok()?;
    typed(&json, data_type).map(|json| json.to_string())
}

fn typed(json: &Json, data_type: &DataType) -> Option<Json> {
    Some(match (data_type, json) {
        (_, Json::Null) => Json::Null,
        (DataType::Array(element), Json::Array(items)) => {
            Json::Array(items.iter().map(|item| typed(item, element)).collect::<Option<_>>()?)
        }
        (DataType::Map(key, item), Json::Object(fields)) => {
            let entries: Option<Vec<Json>> = match fields.get(MAP) {
                Some(Json::Array(entries)) => entries
                    .iter()
                    .map(|entry| Some(json!([typed(&entry[0], key)?, typed(&entry[1], item)?])))
                    .collect(),
                _ => fields
                    .iter()
                    .map(|(name, value)| {
                        Some(json!([typed(&Json::from(name.as_str()), key)?, typed(value, item)?]))
                    })
                    .collect(),
            };
            json!({ MAP: entries? })
        }
        (DataType::Struct(fields), Json::Object(given)) => {
            // By name where the names are known, by place for `row(…)`.
            let by_place = given.keys().all(|name| name.starts_with("col")) && given.len() == fields.len();
            let typed_fields: Option<Map<String, Json>> = fields
                .iter()
                .enumerate()
                .map(|(index, field)| {
                    let value = match given.get(field.name.as_ref()) {
                        Some(value) => value,
                        None if by_place => given.values().nth(index)?,
                        None => &Json::Null,
                    };
                    Some((field.name.clone().into_owned(), typed(value, &field.data_type)?))
                })
                .collect();
            Json::Object(typed_fields?)
        }
        (DataType::Array(_) | DataType::Map(..) | DataType::Struct(_), _) => return None,
        (scalar, json) => {
            let value = convert::to_column(from_json(json), ResultType::STRING, scalar).ok()?;
            to_json(&value, ResultType::of(scalar))
        }
    })
}

/// How many elements or entries.
pub(crate) fn size(value: &Value) -> Option<i64> {
    let count = match serde_json::from_str(&value::text(value)?).ok()? {
        Json::Array(items) => items.len(),
        Json::Object(fields) => match fields.get(MAP) {
            Some(Json::Array(entries)) => entries.len(),
            _ => fields.len(),
        },
        _ => return None,
    };
    i64::try_from(count).ok()
}

/// The element of an array at an index from 1, or the value of a map under a key.
pub(crate) fn element_at(value: &Value, at: &Value) -> Option<Value> {
    match serde_json::from_str(&value::text(value)?).ok()? {
        Json::Array(items) => {
            let index = value::integer(at)?;
            let index = if index < 0 { items.len() as i64 + index } else { index - 1 };
            items.get(usize::try_from(index).ok()?).map(from_json)
        }
        Json::Object(fields) => {
            let Some(Json::Array(entries)) = fields.get(MAP) else { return None };
            let key = value::text(at)?;
            let entry =
                entries.iter().find(|entry| value::text(&from_json(&entry[0])).as_ref() == Some(&key))?;
            Some(from_json(&entry[1]))
        }
        _ => None,
    }
}

/// The field of a struct.
pub(crate) fn field(value: &Value, name: &str) -> Option<Value> {
    let json: Json = serde_json::from_str(&value::text(value)?).ok()?;
    let (_, value) = json.as_object()?.iter().find(|(field, _)| field.eq_ignore_ascii_case(name))?;
    Some(from_json(value))
}

/// Whether an array holds a value.
pub(crate) fn contains(value: &Value, wanted: &Value) -> Option<bool> {
    let json: Json = serde_json::from_str(&value::text(value)?).ok()?;
    let wanted = value::text(wanted)?;
    Some(json.as_array()?.iter().any(|item| value::text(&from_json(item)).as_ref() == Some(&wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_printed_without_escapes() {
        let code = Value::Text("varchar 10".into());
        let Value::Text(text) = array(&[Value::Text("a\"b".into()), code.clone(), Value::Null, code]) else {
            panic!("an array is text")
        };
        assert_eq!(print(&text), "[\"a\"b\",null]");
    }

    #[test]
    fn elements_take_the_type_of_the_column() {
        let stored = to_column("[1, 2.5]", &DataType::array(DataType::decimal(10, 2))).unwrap();
        assert_eq!(print(&stored), "[1.00,2.50]");
        let stored =
            to_column("{\"$map\":[[1,\"a\"]]}", &DataType::map(DataType::Int, DataType::String)).unwrap();
        assert_eq!(print(&stored), "{1:\"a\"}");
        assert_eq!(to_column("[1, \"x\"]", &DataType::array(DataType::Int)), None);
    }
}
