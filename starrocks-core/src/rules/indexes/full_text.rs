//! Full-text indexes (GIN), which are off by default.

use crate::rules::rule::rules;
use crate::rules::subject::{Findings, Numbered};
use crate::rules::{Place, Rule, RunMode};
use crate::schema::{Index, IndexType};

rules! {
    "CREATE TABLE t (k INT, s STRING, x ARRAY<FLOAT> NOT NULL, ",
    ") DUPLICATE KEY(k)",
    Rule::ANALYZING;
    I_14 = "I-14" { setting: Some("enable_experimental_gin") },
        "Full-text indexes are switched on in the frontend",
        "They are experimental, and off unless `enable_experimental_gin` is true.",
        "INDEX i (s) USING NGRAMBF",
        "INDEX i (s) USING GIN";
    I_15 = "I-15",
        "A full-text index has only the parameters that the server knows",
        "imp_lib, parser, omit_term_freq_and_position, dict_gram_num, is_search_analyzed, default_search_analyzer and rerank.",
        "INDEX i (s) USING GIN (\"parser\" = \"english\")",
        "INDEX i (s) USING GIN (\"analyzer\" = \"english\")";
    I_16 = "I-16",
        "imp_lib of a full-text index is clucene or builtin",
        "These are the libraries that build it.",
        "INDEX i (s) USING GIN (\"imp_lib\" = \"builtin\")",
        "INDEX i (s) USING GIN (\"imp_lib\" = \"lucene\")";
    I_17 = "I-17",
        "parser of a full-text index is none, standard, english or chinese, in lower case",
        "It cuts the text into words.",
        "INDEX i (s) USING GIN (\"parser\" = \"english\")",
        "INDEX i (s) USING GIN (\"parser\" = \"English\")";
    I_18 = "I-18",
        "dict_gram_num of a full-text index is a positive number, and only for the built-in library",
        "It is how long the pieces of words in the dictionary are.",
        "INDEX i (s) USING GIN (\"imp_lib\" = \"builtin\", \"dict_gram_num\" = \"2\")",
        "INDEX i (s) USING GIN (\"imp_lib\" = \"builtin\", \"dict_gram_num\" = \"0\")";
}

/// I-14 to I-18, of a full-text index whose column may have one.
pub(in crate::rules) fn full_text(
    place: Place,
    index: &Index,
    c: &Numbered<'_>,
    run_mode: RunMode,
    found: &mut Findings<'_>,
) {
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
    let builtin = is(library.unwrap_or("builtin"), "builtin");
    if run_mode == RunMode::SharedData && !builtin {
        found.push(I_16.broken(
            place,
            "Clucene inverted index does not support shared data mode",
            "write builtin, or leave `imp_lib` out",
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
        // Without a library a shared-data cluster takes the built-in one, and another cluster none yet.
        let builtin = match library {
            Some(library) => is(library, "builtin"),
            None => run_mode == RunMode::SharedData,
        };
        dictionary(place, library.filter(|_| !builtin), builtin, number, found);
    }
}

/// I-18.
fn dictionary(place: Place, library: Option<&str>, builtin: bool, number: &str, found: &mut Findings<'_>) {
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let message = if !digits {
        format!("INVERTED index dict gram num {number} is a invalid number.")
    } else if number.bytes().all(|byte| byte == b'0') {
        format!("INVERTED index dict gram num {number} should be greater than zero.")
    } else if !builtin {
        format!("INVERTED index with {} implement is invalid for dict gram.", library.unwrap_or("null"))
    } else {
        return;
    };
    found.push(I_18.broken(place, message, "write a positive number, beside \"imp_lib\" = \"builtin\""));
}

/// A full-text index of the CLucene library, the default: a table that has one cannot be replicated by copying.
pub(in crate::rules) fn is_clucene(index: &Index) -> bool {
    let library = index.properties.entries.iter().rev().find(|p| p.key.eq_ignore_ascii_case("imp_lib"));
    index.index_type == IndexType::Gin && library.is_none_or(|p| p.value.eq_ignore_ascii_case("clucene"))
}
