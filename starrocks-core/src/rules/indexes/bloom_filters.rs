//! Bloom filters: `bloom_filter_columns` and `bloom_filter_fpp`.

use crate::rules::java::literal;
use crate::rules::subject::{Findings, Subject, listed};
use crate::rules::{Place, Rule};
use crate::schema::{IndexType, KeyModel};
use std::collections::BTreeSet;

/// The share of false positives where none is written.
pub(in crate::rules) const DEFAULT_RATE: &str = "0.05";

pub(in crate::rules) static I_11: Rule = Rule {
    id: "I-11",
    title: "A column has a bloom filter or an n-gram bloom filter, not both",
    reason: "Both stand in the same place of a column's file.",
    since: Some("3.3"),
    accepted: "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING NGRAMBF) DUPLICATE KEY(k) PROPERTIES \
               (\"bloom_filter_columns\" = \"k\")",
    rejected: "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING NGRAMBF) DUPLICATE KEY(k) PROPERTIES \
               (\"bloom_filter_columns\" = \"s\")",
    ..Rule::BARE
};

pub(in crate::rules) static PR_20: Rule = Rule {
    id: "PR-20",
    title: "bloom_filter_columns names columns that can have a bloom filter, once each",
    reason: "A bloom filter keeps hashes of exact values; in AGGREGATE and UNIQUE KEY tables only those of key columns are known.",
    accepted: "CREATE TABLE t (k INT, s STRING) DUPLICATE KEY(k) PROPERTIES (\"bloom_filter_columns\" = \"k, s\")",
    rejected: "CREATE TABLE t (k INT, v TINYINT) DUPLICATE KEY(k) PROPERTIES (\"bloom_filter_columns\" = \"v\")",
    ..Rule::BARE
};

pub(in crate::rules) static PR_21: Rule = Rule {
    id: "PR-21",
    title: "bloom_filter_fpp lies from 0.0001 to 0.05",
    reason: "It is the share of false positives; outside of these bounds a filter is too large, or of no use.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"bloom_filter_fpp\" = \"0.01\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"bloom_filter_fpp\" = \"0.5\")",
    ..Rule::ANALYZING
};

/// PR-20, PR-21 and I-11.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some((index, value)) = s.property("bloom_filter_columns")
        && !value.is_empty()
    {
        let place = Place::Property(index);
        // Empty names at the end do not count.
        let names: Vec<&str> = value.trim_end_matches(',').split(',').map(str::trim).collect();
        let names = if value.trim_end_matches(',').is_empty() { Vec::new() } else { names };
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for name in names {
            bloom_filter_column(s, place, name, &mut seen, found);
        }
        beside_ngram_indexes(s, &seen, found);
    }
    if let Some((index, value)) = s.property("bloom_filter_fpp")
        && let Some(message) = false_positive_rate(value)
    {
        found.push(PR_21.broken(Place::Property(index), message, "write a number from 0.0001 to 0.05"));
    }
}

/// I-11 of these columns with a bloom filter, in lower case.
pub(in crate::rules) fn beside_ngram_indexes(
    s: &Subject<'_>,
    columns: &BTreeSet<String>,
    found: &mut Findings<'_>,
) {
    for (position, ngram) in s.table.indexes.iter().enumerate() {
        let twice = ngram.columns.iter().find(|column| columns.contains(&column.to_lowercase()));
        if let (IndexType::NgramBf, Some(column)) = (&ngram.index_type, twice) {
            let name = s.column(column).map_or(column, |c| &c.column.name);
            found.push(I_11.broken(
                Place::Index(position),
                format!("column {name} should only have one bloom filter index or ngram bloom filter index"),
                format!("take `{name}` out of bloom_filter_columns, or leave the index out"),
            ));
        }
    }
}

fn bloom_filter_column(
    s: &Subject<'_>,
    place: Place,
    name: &str,
    seen: &mut BTreeSet<String>,
    found: &mut Findings<'_>,
) {
    let invalid = |why: &str| format!("Invalid bloom filter column '{name}': {why}");
    let Some(c) = s.column(name) else {
        if !s.is_hidden(name) {
            found.push(PR_20.broken(place, invalid("not exists"), s.help_for_unknown(name)));
        }
        return;
    };
    let data_type = &c.column.data_type;
    if !data_type.may_have_bloom_filter() {
        let why = format!("unsupported type {}", data_type.server_name());
        found.push(PR_20.broken(place, invalid(&why), format!("take `{name}` out of the list")));
    } else if matches!(s.model, KeyModel::Aggregate | KeyModel::Unique) && !c.is_key() {
        let keys = s.columns().filter(|key| key.is_key());
        found.push(PR_20.broken(
            place,
            format!(
                "Bloom filter index only used in columns of DUP_KEYS/PRIMARY table or key columns of UNIQUE_KEYS/AGG_KEYS \
                 table. invalid column: {name}"
            ),
            format!("choose among {}", listed(keys.map(|key| key.column.name.as_ref()))),
        ));
    } else if seen.contains(&name.to_lowercase()) {
        found.push(PR_20.broken(place, format!("Duplicate bloom filter column '{name}'"), "name it once"));
    }
    seen.insert(name.to_lowercase());
}

/// What the server says of a share of false positives that it does not take.
pub(in crate::rules) fn false_positive_rate(value: &str) -> Option<&'static str> {
    let trimmed = value.trim_matches(|character| character <= ' ');
    match literal::floating(value) {
        Err(why) if why.ends_with("NaN") => None,
        Err(why) if why.ends_with("Infinity") => Some("Bloom filter fpp should in [1.0E-4, 0.05]"),
        Err(_) => Some("Bloom filter fpp is not Double"),
        // Of the hexadecimal numbers nothing is said.
        Ok(_) => match trimmed.trim_end_matches(['f', 'F', 'd', 'D']).parse::<f64>() {
            Ok(rate) if !(1.0e-4..=0.05).contains(&rate) => Some("Bloom filter fpp should in [1.0E-4, 0.05]"),
            _ => None,
        },
    }
}
