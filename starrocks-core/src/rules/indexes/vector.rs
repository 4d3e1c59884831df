//! Vector indexes, which are off by default.

use crate::nearest::nearest;
use crate::rules::java::literal;
use crate::rules::java::number::{Number, java_number};
use crate::rules::rule::rules;
use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::{Finding, Place, Rule, RunMode};
use crate::schema::{DataType, Index, IndexType, KeyModel, Nullability};

rules! {
    "CREATE TABLE t (k INT, s STRING, x ARRAY<FLOAT> NOT NULL, ",
    ") DUPLICATE KEY(k)",
    Rule::ANALYZING;
    I_20 = "I-20" { setting: Some("enable_experimental_vector") },
        "Vector indexes are switched on in the frontend",
        "They are experimental, and off unless `enable_experimental_vector` is true.",
        "INDEX i (s) USING NGRAMBF",
        "INDEX i (x) USING VECTOR (\"index_type\" = \"hnsw\", \"dim\" = \"4\", \"metric_type\" = \"l2_distance\")";
    I_21 = "I-21",
        "A table has at most one vector index",
        "It is kept for the table as a whole.",
        "INDEX i (x) USING VECTOR (\"index_type\" = \"hnsw\", \"dim\" = \"4\", \"metric_type\" = \"l2_distance\")",
        "INDEX i (x) USING VECTOR, INDEX j (s) USING VECTOR";
    I_22 = "I-22",
        "A vector index is on an ARRAY<FLOAT> NOT NULL of a DUPLICATE or PRIMARY KEY table",
        "Every row has its vector.",
        "INDEX i (x) USING VECTOR (\"index_type\" = \"hnsw\", \"dim\" = \"4\", \"metric_type\" = \"l2_distance\")",
        "INDEX i (s) USING VECTOR (\"index_type\" = \"hnsw\", \"dim\" = \"4\", \"metric_type\" = \"l2_distance\")";    I_23 = "I-23",
        "A vector index says its type, its dimension and its metric, and has only the parameters of its type",
        "hnsw has m, efconstruction and efsearch; ivfpq has m_ivfpq, which divides dim, nbits, nlist and those of its search.",
        "INDEX i (x) USING VECTOR (\"index_type\" = \"hnsw\", \"dim\" = \"4\", \"metric_type\" = \"l2_distance\", \"m\" = \"16\")",
        "INDEX i (x) USING VECTOR (\"index_type\" = \"hnsw\", \"dim\" = \"4\", \"metric_type\" = \"l2_distance\", \"nlist\" = \"16\")";
}

/// I-21, before any single index is looked at.
pub(in crate::rules) fn one_vector(s: &Subject<'_>, found: &mut Findings<'_>) {
    let vectors: Vec<(usize, &str)> = s
        .table
        .indexes
        .iter()
        .enumerate()
        .filter(|(_, index)| index.index_type == IndexType::Vector)
        .map(|(position, index)| (position, index.name.as_ref()))
        .collect();
    if let [_, (second, _), ..] = vectors.as_slice() {
        let names: Vec<&str> = vectors.iter().map(|(_, name)| *name).collect();
        found.push(I_21.broken(
            Place::Index(*second),
            format!(
                "At most one vector index is allowed for a table, but {} were found: [{}]",
                names.len(),
                names.join(", ")
            ),
            "keep one of them",
        ));
    }
}

/// I-20, I-22 and I-23, of a single index.
pub(in crate::rules) fn vector(
    place: Place,
    index: &Index,
    c: &Numbered<'_>,
    model: KeyModel,
    run_mode: RunMode,
    found: &mut Findings<'_>,
) {
    if run_mode == RunMode::SharedData {
        let message = "The vector index does not support shared data mode";
        found.push(I_22.broken(place, message, "leave the index out"));
        return;
    }
    found.push(I_20.broken(
        place,
        "The vector index is disabled, enable it by setting FE config `enable_experimental_vector` to true",
        "leave the index out, or switch this rule off for a server with the setting",
    ));
    let is_vector = match &c.column.data_type {
        DataType::Array(element) => *element.get() == DataType::Float,
        _ => false,
    };
    let message = if c.column.nullability != Nullability::NotNull {
        "The vector index can only build on non-nullable column"
    } else if matches!(model, KeyModel::Aggregate | KeyModel::Unique) {
        "The vector index can only build on DUPLICATE or PRIMARY table"
    } else if !is_vector {
        "The vector index can only be build on column with type of array<float>."
    } else {
        found.push_if(parameters(place, index));
        return;
    };
    found.push(I_22.broken(place, message, "use an ARRAY<FLOAT> NOT NULL column"));
}

/// What a parameter is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Every vector index.
    Common,
    /// Building an index of this type.
    Building(&'static str),
    /// Searching in an index of this type.
    Searching(&'static str),
    /// Another kind of index; the server takes it here too.
    Other,
}

/// What values a parameter takes.
#[derive(Clone, Copy)]
enum Values {
    Any,
    Words(&'static [&'static str]),
    Boolean,
    /// An integer, at least this.
    Integer(i64),
    /// Exactly eight, with or without a fraction.
    Eight,
    /// A number from 0 to 1.
    Share,
}

/// Every parameter that the server knows here; words, parameters and what is required in the order of its hash tables, in which
/// it names several.
const PARAMETERS: [(&str, Purpose, Values); 22] = [
    ("INDEX_TYPE", Purpose::Common, Values::Words(&["IVFPQ", "HNSW"])),
    ("DIM", Purpose::Common, Values::Integer(1)),
    ("METRIC_TYPE", Purpose::Common, Values::Words(&["l2_distance", "cosine_similarity"])),
    ("IS_VECTOR_NORMED", Purpose::Common, Values::Boolean),
    ("INDEX_BUILD_THRESHOLD", Purpose::Common, Values::Any),
    ("EFCONSTRUCTION", Purpose::Building("HNSW"), Values::Integer(1)),
    ("M_IVFPQ", Purpose::Building("IVFPQ"), Values::Integer(1)),
    ("NLIST", Purpose::Building("IVFPQ"), Values::Integer(1)),
    ("M", Purpose::Building("HNSW"), Values::Integer(2)),
    ("NBITS", Purpose::Building("IVFPQ"), Values::Eight),
    ("EFSEARCH", Purpose::Searching("HNSW"), Values::Integer(1)),
    ("NPROBE", Purpose::Searching("IVFPQ"), Values::Integer(1)),
    ("MAX_CODES", Purpose::Searching("IVFPQ"), Values::Integer(0)),
    ("SCAN_TABLE_THRESHOLD", Purpose::Searching("IVFPQ"), Values::Integer(0)),
    ("POLYSEMOUS_HT", Purpose::Searching("IVFPQ"), Values::Integer(0)),
    ("RANGE_SEARCH_CONFIDENCE", Purpose::Searching("IVFPQ"), Values::Share),
    ("IMP_LIB", Purpose::Other, Values::Any),
    ("PARSER", Purpose::Other, Values::Any),
    ("DICT_GRAM_NUM", Purpose::Other, Values::Any),
    ("GRAM_NUM", Purpose::Other, Values::Any),
    ("BLOOM_FILTER_FPP", Purpose::Other, Values::Any),
    ("CASE_SENSITIVE", Purpose::Other, Values::Any),
];

/// The parameters that must be there, and what the server says when one is not.
const REQUIRED: [(&str, &str); 3] = [
    ("INDEX_TYPE", "You should set `index_type` to IVFPQ/HNSW for a vector index."),
    ("DIM", "You should set `dim` to a numeric value for a vector index."),
    ("METRIC_TYPE", "You should set `metric_type` at least to add a vector index."),
];

/// I-23.
fn parameters(place: Place, index: &Index) -> Option<Finding> {
    let broken = |message: String, help: &str| Some(I_23.broken(place, message, help));
    let entries = &index.properties.entries;
    if entries.is_empty() {
        let message = "You should set index_type at least to add a vector index.".to_owned();
        return broken(message, EXAMPLE);
    }
    for property in entries.iter() {
        let key = property.key.to_uppercase();
        let Some((name, _, values)) = PARAMETERS.iter().find(|(known, ..)| *known == key) else {
            let help = match nearest(&key, PARAMETERS.iter().map(|(known, ..)| *known)) {
                Some(near) => format!("did you mean `{}`?", near.to_lowercase()),
                None => format!("leave `{}` out", property.key),
            };
            return broken(format!("Unknown index param: `{key}`"), &help);
        };
        if let Some(message) = unsuitable(name, *values, &property.value) {
            return broken(message, "see the title of this rule");
        }
    }
    let value = |key: &str| {
        entries
            .iter()
            .rev()
            .find(|property| property.key.eq_ignore_ascii_case(key))
            .map(|property| &property.value)
    };
    let missing: Vec<&str> =
        REQUIRED.iter().filter(|(key, _)| value(key).is_none()).map(|(_, message)| *message).collect();
    if !missing.is_empty() {
        return broken(missing.join("/"), EXAMPLE);
    }
    let of_type = value("INDEX_TYPE").map(|value| value.to_uppercase())?;
    let foreign = |kind: &str| {
        let names: Vec<&str> = PARAMETERS
            .iter()
            .filter(|(name, purpose, _)| {
                let other = match purpose {
                    Purpose::Building(other) if kind == "Index" => other,
                    Purpose::Searching(other) if kind == "Search" => other,
                    _ => return false,
                };
                value(name).is_some() && *other != of_type
            })
            .map(|(name, ..)| *name)
            .collect();
        (!names.is_empty())
            .then(|| format!("{kind} params [{}] should not define with {of_type}", names.join(", ")))
    };
    if let Some(message) = foreign("Index").or_else(|| foreign("Search")) {
        return broken(message, "leave the parameters of the other type out");
    }
    if of_type == "IVFPQ" {
        let number = |key: &str| {
            value(key).and_then(|value| match java_number(value, 32) {
                Number::Value(number) => Some(number),
                _ => None,
            })
        };
        let Some(parts) = number("M_IVFPQ") else {
            return match value("M_IVFPQ") {
                None => broken(
                    "`M_IVFPQ` is required for IVFPQ index".to_owned(),
                    "write m_ivfpq too, a divisor of dim",
                ),
                Some(_) => None,
            };
        };
        if number("DIM").is_some_and(|dimension| dimension % parts != 0) {
            let message = "`DIM` should be a multiple of `M_IVFPQ` for IVFPQ index".to_owned();
            return broken(message, "choose a divisor of dim");
        }
    }
    None
}

const EXAMPLE: &str = "write \"index_type\" = \"hnsw\", \"dim\" = \"128\", \"metric_type\" = \"l2_distance\"";

/// What the server says of a value that a parameter does not take.
fn unsuitable(name: &str, values: Values, value: &str) -> Option<String> {
    let must = |what: &str| Some(format!("Value of `{name}` must be {what}"));
    match values {
        Values::Any => None,
        Values::Words(words) if words.iter().any(|word| word.eq_ignore_ascii_case(value)) => None,
        Values::Words(words) if name == "INDEX_TYPE" => {
            Some(format!("Value of `index_type` must in ({})", words.join(",")))
        }
        Values::Words(words) => must(&format!("in [{}]", words.join(", "))),
        Values::Boolean => {
            let is_word = ["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(value));
            if is_word { None } else { must("`true` or `false`") }
        }
        Values::Integer(least) => match java_number(value, 32) {
            Number::Unknown => None,
            Number::Value(number) if number >= least => None,
            Number::Value(_) => must(&format!(">= {least}")),
            _ => must("a integer"),
        },
        Values::Eight => match (literal::floating(value), plain_number(value)) {
            (Err(why), _) if !why.starts_with("Invalid literal") => must("a integer"),
            (_, Some(number)) if (number - 8.0).abs() > f64::EPSILON => must("8"),
            _ => None,
        },
        Values::Share => match (literal::floating(value), plain_number(value)) {
            (Err(why), _) if !why.starts_with("Invalid literal") => must("a double"),
            (_, Some(number)) if number < 0.0 => must(">= 0.000000"),
            (_, Some(number)) if number > 1.0 => must("<= 1.000000"),
            _ => None,
        },
    }
}

/// A number in decimal notation; about others nothing is said.
fn plain_number(value: &str) -> Option<f64> {
    value.trim().trim_end_matches(['f', 'F', 'd', 'D']).parse().ok()
}
