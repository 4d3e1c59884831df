//! The indexes that are off by default: full-text (GIN) and VECTOR.

use super::subject::{Findings, Numbered, Subject};
use super::{Place, Rule};
use crate::schema::{DataType, Index, IndexType, KeyModel, Nullability};

macro_rules! rules {
    ($($name:ident = $id:literal, $setting:expr, $title:literal, $reason:literal, $accepted:literal, $rejected:literal;)*) => {$(
        pub(super) static $name: Rule = Rule {
            id: $id,
            title: $title,
            reason: $reason,
            setting: $setting,
            accepted: concat!("CREATE TABLE t (k INT, s STRING, x ARRAY<FLOAT> NOT NULL, ", $accepted, ") DUPLICATE KEY(k)"),
            rejected: concat!("CREATE TABLE t (k INT, s STRING, x ARRAY<FLOAT> NOT NULL, ", $rejected, ") DUPLICATE KEY(k)"),
            ..Rule::ANALYZING
        };
    )*};
}

rules! {
    I_14 = "I-14", Some("enable_experimental_gin"),
        "Full-text indexes are switched on in the frontend",
        "They are experimental, and off unless `enable_experimental_gin` is true.",
        "INDEX i (s) USING NGRAMBF",
        "INDEX i (s) USING GIN";
    I_15 = "I-15", None,
        "A full-text index has only the parameters that the server knows",
        "imp_lib, parser, omit_term_freq_and_position, dict_gram_num, is_search_analyzed, default_search_analyzer and rerank.",
        "INDEX i (s) USING GIN (\"parser\" = \"english\")",
        "INDEX i (s) USING GIN (\"analyzer\" = \"english\")";
    I_16 = "I-16", None,
        "imp_lib of a full-text index is clucene or builtin",
        "These are the libraries that build it.",
        "INDEX i (s) USING GIN (\"imp_lib\" = \"builtin\")",
        "INDEX i (s) USING GIN (\"imp_lib\" = \"lucene\")";
    I_17 = "I-17", None,
        "parser of a full-text index is none, standard, english or chinese, in lower case",
        "It cuts the text into words.",
        "INDEX i (s) USING GIN (\"parser\" = \"english\")",
        "INDEX i (s) USING GIN (\"parser\" = \"English\")";
    I_18 = "I-18", None,
        "dict_gram_num of a full-text index is a positive number, and only for the built-in library",
        "It is how long the pieces of words in the dictionary are.",
        "INDEX i (s) USING GIN (\"imp_lib\" = \"builtin\", \"dict_gram_num\" = \"2\")",
        "INDEX i (s) USING GIN (\"imp_lib\" = \"builtin\", \"dict_gram_num\" = \"0\")";
    I_20 = "I-20", Some("enable_experimental_vector"),
        "Vector indexes are switched on in the frontend",
        "They are experimental, and off unless `enable_experimental_vector` is true.",
        "INDEX i (s) USING NGRAMBF",
        "INDEX i (x) USING VECTOR (\"index_type\" = \"hnsw\", \"dim\" = \"4\", \"metric_type\" = \"l2_distance\")";
    I_21 = "I-21", None,
        "A table has at most one vector index",
        "It is kept for the table as a whole.",
        "INDEX i (x) USING VECTOR (\"index_type\" = \"hnsw\", \"dim\" = \"4\", \"metric_type\" = \"l2_distance\")",
        "INDEX i (x) USING VECTOR, INDEX j (s) USING VECTOR";
    I_22 = "I-22", None,
        "A vector index is on an ARRAY<FLOAT> NOT NULL of a DUPLICATE or PRIMARY KEY table",
        "Every row has its vector.",
        "INDEX i (x) USING VECTOR (\"index_type\" = \"hnsw\", \"dim\" = \"4\", \"metric_type\" = \"l2_distance\")",
        "INDEX i (s) USING VECTOR (\"index_type\" = \"hnsw\", \"dim\" = \"4\", \"metric_type\" = \"l2_distance\")";
}

/// I-21, before any single index is looked at.
pub(super) fn one_vector(s: &Subject<'_>, found: &mut Findings<'_>) {
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

/// I-20 and I-22.
pub(super) fn vector(s: &Subject<'_>, place: Place, c: &Numbered<'_>, found: &mut Findings<'_>) {
    found.push(I_20.broken(
        place,
        "The vector index is disabled, enable it by setting FE config `enable_experimental_vector` to true",
        "leave the index out, or switch this rule off for a server with the setting",
    ));
    let is_vector = match &c.column.data_type {
        DataType::Array(element) => *element.get() == DataType::Float,
        _ => false,
    };
    let message = if matches!(s.model, KeyModel::Aggregate | KeyModel::Unique) {
        "The vector index can only build on DUPLICATE or PRIMARY table"
    } else if c.column.nullability != Nullability::NotNull {
        "The vector index can only build on non-nullable column"
    } else if !is_vector {
        "The vector index can only be build on column with type of array<float>."
    } else {
        return;
    };
    found.push(I_22.broken(place, message, "use an ARRAY<FLOAT> NOT NULL column"));
}

/// I-14 to I-18, of a full-text index whose column may have one.
pub(super) fn full_text(place: Place, index: &Index, c: &Numbered<'_>, found: &mut Findings<'_>) {
    found.push(I_14.broken(
        place,
        "The inverted index is disabled, enable it by setting FE config `enable_experimental_gin` to true",
        "use an n-gram bloom filter, USING NGRAMBF, or switch this rule off for a server with the setting",
    ));
    const KNOWN: [&str; 7] = [
        "imp_lib",
        "parser",
        "omit_term_freq_and_position",
        "dict_gram_num",
        "is_search_analyzed",
        "default_search_analyzer",
        "rerank",
    ];
    let parameter = |key: &str| {
        let mut entries = index.properties.entries.iter().rev();
        entries.find(|p| p.key.eq_ignore_ascii_case(key)).map(|p| p.value.as_ref())
    };
    let library = parameter("imp_lib");
    let is = |library: &str, name: &str| library.eq_ignore_ascii_case(name);
    if library.is_some_and(|library| !is(library, "clucene") && !is(library, "builtin")) {
        found.push(I_16.broken(
            place,
            "Only support clucene or builtin implement for now",
            "write clucene or builtin",
        ));
        return;
    }
    let unknown = index
        .properties
        .entries
        .iter()
        .find(|p| !KNOWN.iter().any(|known| known.eq_ignore_ascii_case(&p.key)));
    if let Some(unknown) = unknown {
        let key = unknown.key.to_lowercase();
        let help = crate::nearest::nearest(&key, KNOWN).map(|near| format!("did you mean `{near}`?"));
        found.push(I_15.broken(
            place,
            format!("Do not support parameters {key} for GIN. "),
            help.unwrap_or_else(|| format!("leave `{key}` out")),
        ));
        return;
    }
    if let Some(parser) = parameter("parser")
        && !["none", "standard", "english", "chinese"].contains(&parser)
    {
        found.push(I_17.broken(
            place,
            format!(
                "INVERTED index parser: {parser} is invalid for column: {} of type {}",
                c.column.name,
                c.column.data_type.server_primitive()
            ),
            "write none, standard, english or chinese",
        ));
    }
    if let Some(number) = parameter("dict_gram_num") {
        dictionary(place, library, number, found);
    }
}

/// I-18.
fn dictionary(place: Place, library: Option<&str>, number: &str, found: &mut Findings<'_>) {
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let message = if !digits {
        format!("INVERTED index dict gram num {number} is a invalid number.")
    } else if number.bytes().all(|byte| byte == b'0') {
        format!("INVERTED index dict gram num {number} should be greater than zero.")
    } else if library.is_some_and(|library| library.eq_ignore_ascii_case("clucene")) {
        format!("INVERTED index with {} implement is invalid for dict gram.", library.unwrap_or_default())
    } else {
        return;
    };
    found.push(I_18.broken(place, message, "write a positive number, beside \"imp_lib\" = \"builtin\""));
}

/// A full-text index of the CLucene library, the default: a table that has one cannot be replicated by copying.
pub(super) fn is_clucene(index: &Index) -> bool {
    let library = index.properties.entries.iter().rev().find(|p| p.key.eq_ignore_ascii_case("imp_lib"));
    index.index_type == IndexType::Gin && library.is_none_or(|p| p.value.eq_ignore_ascii_case("clucene"))
}
