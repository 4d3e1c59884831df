//! Which indexes may a table have? Here: what holds for every INDEX clause.
//!
//! | question | file |
//! |---|---|
//! | their names | `names.rs` |
//! | full-text indexes (GIN) | `full_text.rs` |
//! | vector indexes | `vector.rs` |
//! | the properties `bloom_filter_columns` and `bloom_filter_fpp` | `bloom_filters.rs` |

pub(in crate::rules) mod bloom_filters;
pub(in crate::rules) mod full_text;
pub(in crate::rules) mod names;
pub(in crate::rules) mod vector;

use crate::rules::java::number::{java_int, not_a_number};
use crate::rules::subject::{Findings, Numbered, Subject, listed};
use crate::rules::{Envelope, Place, Rule};
use crate::schema::{DataType, Index, IndexType, KeyModel, Text};
use std::collections::BTreeSet;

pub(in crate::rules) static I_01: Rule = Rule {
    id: "I-01",
    title: "An index has one column",
    reason: "Every kind of index is built column by column.",
    accepted: "CREATE TABLE t (k INT, s VARCHAR(20), INDEX i (s)) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, s VARCHAR(20), INDEX i (k, s)) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static I_02: Rule = Rule {
    id: "I-02",
    title: "The column of an index is a column of the table",
    reason: "An index is built of the values of a column.",
    accepted: "CREATE TABLE t (k INT, s VARCHAR(20), INDEX i (S)) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, s VARCHAR(20), INDEX i (ss)) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static I_03: Rule = Rule {
    id: "I-03",
    title: "A column has one index, whatever its kind",
    reason: "The indexes of a column are found by the column.",
    accepted: "CREATE TABLE t (k INT, s VARCHAR(20), INDEX a (k), INDEX b (s)) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, s VARCHAR(20), INDEX a (s), INDEX b (s) USING NGRAMBF) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static I_05: Rule = Rule {
    id: "I-05",
    title: "Only a native table has indexes",
    reason: "A table of another engine is stored elsewhere.",
    accepted: "CREATE TABLE t (k INT, INDEX i (k)) ENGINE = OLAP",
    rejected: "CREATE TABLE t (k INT, INDEX i (k)) ENGINE = MYSQL",
    ..Rule::ANALYZING
};

pub(in crate::rules) static I_06: Rule = Rule {
    id: "I-06",
    title: "A bitmap index is on a date, an integer, a DECIMAL, a text or a BOOLEAN",
    reason: "It keeps one bitmap per value, and needs values that repeat and compare exactly.",
    accepted: "CREATE TABLE t (k INT, x DECIMAL(9,2), INDEX i (x) USING BITMAP) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, x DOUBLE, INDEX i (x) USING BITMAP) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static I_07: Rule = Rule {
    id: "I-07",
    title: "A bitmap index in an AGGREGATE or UNIQUE KEY table is on a key column",
    reason: "The values of the other columns are known only after merging.",
    accepted: "CREATE TABLE t (k INT, v INT, INDEX i (k)) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v INT, INDEX i (v)) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static I_08: Rule = Rule {
    id: "I-08",
    title: "An n-gram bloom filter is on a CHAR or VARCHAR",
    reason: "It keeps pieces of text.",
    since: Some("3.3"),
    accepted: "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING NGRAMBF) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, s DATE, INDEX i (s) USING NGRAMBF) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static I_09: Rule = Rule {
    id: "I-09",
    title: "An n-gram bloom filter in an AGGREGATE or UNIQUE KEY table is on a key column",
    reason: "The values of the other columns are known only after merging.",
    since: Some("3.3"),
    accepted: "CREATE TABLE t (k VARCHAR(10), v INT, INDEX i (k) USING NGRAMBF) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v VARCHAR(10), INDEX i (v) USING NGRAMBF) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static I_10: Rule = Rule {
    id: "I-10",
    title: "The parameters of an n-gram bloom filter are in range",
    reason: "gram_num is a positive integer, bloom_filter_fpp lies from 0.0001 to 0.05, case_sensitive is true or false.",
    since: Some("3.3"),
    accepted: "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING NGRAMBF (\"gram_num\" = \"4\")) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING NGRAMBF (\"gram_num\" = \"0\")) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static I_12: Rule = Rule {
    id: "I-12",
    title: "A full-text index is in a DUPLICATE or PRIMARY KEY table",
    reason: "The values of the other models are known only after merging.",
    accepted: "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING GIN) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING GIN) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static I_13: Rule = Rule {
    id: "I-13",
    title: "A full-text index is on a CHAR or VARCHAR",
    reason: "It keeps the words of texts.",
    accepted: "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING GIN) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, s DATE, INDEX i (s) USING GIN) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

/// The rules of every index, then those that compare two.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        if !s.table.indexes.is_empty() {
            found.push(I_05.broken(
                Place::Index(0),
                "index only support in olap engine at current version",
                "leave the indexes out",
            ));
        }
        return;
    }
    vector::one_vector(s, found);
    for (position, index) in s.table.indexes.iter().enumerate() {
        names::of_index(s, position, found);
        of_index(s, position, index, found);
    }
    names::of_indexes(s, found);
    columns_once(s, found);
}

fn of_index(s: &Subject<'_>, position: usize, index: &Index, found: &mut Findings<'_>) {
    let place = Place::Index(position);
    let Some(name) = single_column(place, index, found) else { return };
    let Some(c) = s.column(name) else {
        if !s.is_hidden(name) {
            found.push(I_02.broken(
                place,
                format!("{} column does not exist in table. invalid column: {name}", index.name),
                s.help_for_unknown(name),
            ));
        }
        return;
    };
    of_column(s, place, index, &c, found);
}

/// The column of an index, or I-01.
pub(in crate::rules) fn single_column<'i>(
    place: Place,
    index: &'i Index,
    found: &mut Findings<'_>,
) -> Option<&'i Text> {
    if let [name] = index.columns.as_ref() {
        return Some(name);
    }
    let mut lowered = BTreeSet::new();
    let twice = !index.columns.iter().all(|column| lowered.insert(column.to_lowercase()));
    let message = match twice {
        true => "columns of index has duplicated.".to_owned(),
        false => format!("{} index can only apply to a single column.", index.name),
    };
    found.push(I_01.broken(place, message, "write one index per column"));
    None
}

/// Whether a column may have an index, and the parameters of the index: I-06 to I-22.
pub(in crate::rules) fn of_column(
    s: &Subject<'_>,
    place: Place,
    index: &Index,
    c: &Numbered<'_>,
    found: &mut Findings<'_>,
) {
    let (name, data_type) = (&c.column.name, &c.column.data_type);
    if matches!(data_type, DataType::Inferred | DataType::Other(_)) {
        return;
    }
    let merged = matches!(s.model, KeyModel::Aggregate | KeyModel::Unique) && !c.is_key();
    let keys = || listed(s.columns().filter(|key| key.is_key()).map(|key| key.column.name.as_ref()));
    match index.index_type {
        IndexType::Bitmap => {
            if !data_type.may_have_bitmap_index() {
                found.push(I_06.broken(
                    place,
                    format!(
                        "{} is not supported in bitmap index. invalid column: {name}",
                        data_type.server_primitive()
                    ),
                    "leave the index out",
                ));
            } else if merged {
                found.push(I_07.broken(
                    place,
                    format!(
                        "BITMAP index only used in columns of DUP_KEYS/PRIMARY_KEYS table or key columns of \
                         UNIQUE_KEYS/AGG_KEYS table. invalid column: {name}"
                    ),
                    format!("choose among {}", keys()),
                ));
            }
        }
        IndexType::NgramBf => {
            if !data_type.may_have_text_index() {
                found.push(I_08.broken(
                    place,
                    format!(
                        "Invalid ngram bloom filter column '{name}': unsupported type {}",
                        data_type.server_name()
                    ),
                    "choose a CHAR or VARCHAR column",
                ));
            } else if merged {
                found.push(I_09.broken(
                    place,
                    format!(
                        "Ngram Bloom filter index only used in columns of DUP_KEYS/PRIMARY table or key columns of \
                         UNIQUE_KEYS/AGG_KEYS table. invalid column: {name}"
                    ),
                    format!("choose among {}", keys()),
                ));
            } else {
                ngram_parameters(place, index, found);
            }
        }
        IndexType::Gin => {
            if matches!(s.model, KeyModel::Aggregate | KeyModel::Unique) {
                found.push(I_12.broken(
                    place,
                    "The inverted index can only be build on DUPLICATE/PRIMARY_KEYS table.",
                    "use an n-gram bloom filter: USING NGRAMBF",
                ));
            } else if !data_type.may_have_text_index() {
                found.push(I_13.broken(
                    place,
                    "The inverted index can only be build on column with type of CHAR/STRING/VARCHAR type.",
                    "choose a CHAR or VARCHAR column",
                ));
            } else {
                full_text::full_text(place, index, c, s.options.run_mode, found);
            }
        }
        IndexType::Vector => vector::vector(place, index, c, s.model, s.options.run_mode, found),
        IndexType::Other(_) => {}
    }
}

/// I-10.
fn ngram_parameters(place: Place, index: &Index, found: &mut Findings<'_>) {
    let parameter = |key: &str| {
        let entries = index.properties.entries.iter().rev();
        entries.into_iter().find(|p| p.key.eq_ignore_ascii_case(key)).map(|p| p.value.as_ref())
    };
    if let Some(value) = parameter("bloom_filter_fpp")
        && let Some(message) = bloom_filters::false_positive_rate(value)
    {
        found.push(I_10.broken(place, message, "write a number from 0.0001 to 0.05"));
    }
    if let Some(value) = parameter("gram_num") {
        let help = "write a positive integer";
        match java_int(value) {
            Some(number) if number > 0 => {}
            Some(_) => found.push(I_10.broken(
                place,
                "Ngram Bloom filter's gram_num should be positive number",
                help,
            )),
            None => {
                let finding = I_10.broken(place, not_a_number(value), help);
                found.push(finding.enveloped(Envelope::Bare));
            }
        }
    }
    if let Some(value) = parameter("case_sensitive")
        && !["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(value))
    {
        found.push(I_10.broken(
            place,
            "Ngram Bloom filter's case_sensitive should be true or false",
            "write true or false",
        ));
    }
}

/// I-03.
fn columns_once(s: &Subject<'_>, found: &mut Findings<'_>) {
    let mut seen: BTreeSet<Vec<String>> = BTreeSet::new();
    for (position, index) in s.table.indexes.iter().enumerate() {
        let columns = index.columns.iter().map(|column| column.to_lowercase()).collect();
        if !seen.insert(columns) && !found.has("N-13", Place::Index(position)) {
            found.push(I_03.broken(
                Place::Index(position),
                "same index columns have multiple index name is not allowed",
                "leave one of the two indexes out",
            ));
        }
    }
}
