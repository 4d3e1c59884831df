//! Indexes as a server keeps them: with every parameter, sorted.

use super::{ServerDefaults, own_names};
use crate::rules::RunMode;
use crate::schema::{Index, IndexType, Properties, Table};

/// An index of `table`.
///
/// ```
/// use starrocks_core::rules::{ServerDefaults, normal_form};
/// use starrocks_core::schema::Table;
/// use starrocks_core::sql::parse_index;
///
/// let written = parse_index("i (v) USING NGRAMBF ('gram_num' = '4')")?;
/// let kept = normal_form::index(&Table::new("t"), &written, &ServerDefaults::default());
/// assert_eq!(kept.properties.get("case_sensitive"), Some("true"));
/// # Ok::<(), starrocks_core::sql::ParseError>(())
/// ```
pub fn index(table: &Table, written: &Index, server: &ServerDefaults) -> Index {
    // Only of a vector index the keys are kept in lower case.
    let lower_case = written.index_type == IndexType::Vector;
    let mut properties: Vec<(String, String)> = written
        .properties
        .entries
        .iter()
        .map(|property| match lower_case {
            true => (property.key.to_lowercase(), property.value.to_string()),
            false => (property.key.to_string(), property.value.to_string()),
        })
        .collect();
    let defaults: &[(&str, &str)] = match (&written.index_type, server.run_mode) {
        (IndexType::NgramBf, _) => {
            &[("bloom_filter_fpp", "0.05"), ("case_sensitive", "true"), ("gram_num", "2")]
        }
        (IndexType::Gin, RunMode::SharedNothing) => &[("imp_lib", "clucene"), ("parser", "none")],
        (IndexType::Gin, RunMode::SharedData) => &[("imp_lib", "builtin"), ("parser", "none")],
        (IndexType::Vector, _) => {
            match written.properties.get("index_type").map(str::to_lowercase).as_deref() {
                Some("hnsw") => &[("efconstruction", "40"), ("m", "16")],
                Some("ivfpq") => &[("nbits", "8"), ("nlist", "16")],
                _ => &[],
            }
        }
        _ => &[],
    };
    for (key, value) in defaults {
        if !properties.iter().any(|(known, _)| known.eq_ignore_ascii_case(key)) {
            properties.push(((*key).to_owned(), (*value).to_owned()));
        }
    }
    properties.sort_by_cached_key(|(key, _)| key.to_lowercase());
    Index {
        name: written.name.clone(),
        columns: own_names(table, &written.columns),
        index_type: written.index_type.clone(),
        properties: Properties::new(properties),
        comment: written.comment.clone().filter(|comment| !comment.is_empty()),
    }
}
