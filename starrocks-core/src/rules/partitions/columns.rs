//! The columns of PARTITION BY: those of RANGE, and what other forms say of theirs in the same words.

use crate::rules::subject::{Findings, Numbered, Subject, listed};
use crate::rules::{Finding, Place, Rule};
use crate::schema::{DataType, KeyModel, Text};
use std::collections::BTreeSet;

pub(in crate::rules) static P_03: Rule = Rule {
    id: "P-03",
    title: "Every RANGE partition column is a column of the table",
    reason: "A row's partition follows from the values of these columns.",
    accepted: "CREATE TABLE t (k INT, dt DATE) DUPLICATE KEY(k) PARTITION BY RANGE(DT) ()",
    rejected: "CREATE TABLE t (k INT, dt DATE) DUPLICATE KEY(k) PARTITION BY RANGE(dtt) ()",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_04: Rule = Rule {
    id: "P-04",
    title: "PARTITION BY RANGE names each column once",
    reason: "A second time would add a dimension without values.",
    accepted: "CREATE TABLE t (k INT, a INT, b INT) DUPLICATE KEY(k) PARTITION BY RANGE(a, b) ()",
    rejected: "CREATE TABLE t (k INT, a INT, b INT) DUPLICATE KEY(k) PARTITION BY RANGE(a, A) ()",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_05: Rule = Rule {
    id: "P-05",
    title: "A partition column is a key column, except in a DUPLICATE KEY table",
    reason: "Rows that are merged by their key must lie in one partition.",
    accepted: "CREATE TABLE t (k INT, d DATE, v INT) PRIMARY KEY(k, d) PARTITION BY RANGE(d) ()",
    rejected: "CREATE TABLE t (k INT, d DATE, v INT) PRIMARY KEY(k) PARTITION BY RANGE(d) ()",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_06: Rule = Rule {
    id: "P-06",
    title: "A RANGE partition column is no FLOAT, DOUBLE, ARRAY, MAP or STRUCT",
    reason: "These types have no exact order, see P-07.",
    accepted: "CREATE TABLE t (k INT, x BIGINT) DUPLICATE KEY(k) PARTITION BY RANGE(x) ()",
    rejected: "CREATE TABLE t (k INT, x DOUBLE) DUPLICATE KEY(k) PARTITION BY RANGE(x) ()",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_07: Rule = Rule {
    id: "P-07",
    title: "A RANGE partition column is an integer, a DATE or a DATETIME",
    reason: "Ranges have bounds, and only these types have a least and a greatest value that the server knows.",
    accepted: "CREATE TABLE t (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY RANGE(d) ()",
    rejected: "CREATE TABLE t (k INT, s VARCHAR(10)) DUPLICATE KEY(k) PARTITION BY RANGE(s) ()",
    ..Rule::BARE
};

const NOT_A_KEY: &str = "The partition column could not be aggregated column and unique table's partition column must be key column";

/// P-03 to P-06.
pub(super) fn of_range(s: &Subject<'_>, columns: &[Text], found: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for (position, name) in columns.iter().enumerate() {
        let place = Place::PartitionColumn(position);
        if !seen.insert(name.to_lowercase()) {
            found.push(P_04.broken(place, format!("Duplicated partition column {name}"), "name it once"));
            continue;
        }
        let Some(c) = s.column(name) else {
            found.push(missing(s, &P_03, place, name));
            continue;
        };
        not_a_key(s, &P_05, place, &c, found);
        if matches!(
            c.column.data_type,
            DataType::Float | DataType::Double | DataType::Array(_) | DataType::Map(..) | DataType::Struct(_)
        ) {
            found.push(invalid_type(&P_06, place, &c, "use an integer, a DATE or a DATETIME"));
        }
    }
}

pub(in crate::rules) fn missing(s: &Subject<'_>, rule: &'static Rule, place: Place, name: &str) -> Finding {
    rule.broken(
        place,
        format!("Partition column[{name}] does not exist in column list."),
        s.help_for_unknown(name),
    )
}

pub(in crate::rules) fn invalid_type(
    rule: &'static Rule,
    place: Place,
    c: &Numbered<'_>,
    help: &str,
) -> Finding {
    rule.broken(
        place,
        format!(
            "Invalid partition column '{}': invalid data type {}",
            c.column.name,
            c.column.data_type.server_name()
        ),
        help,
    )
}

/// P-05, and its like for the other forms.
pub(in crate::rules) fn not_a_key(
    s: &Subject<'_>,
    rule: &'static Rule,
    place: Place,
    c: &Numbered<'_>,
    found: &mut Findings<'_>,
) {
    if s.model == KeyModel::Duplicate || c.is_key() {
        return;
    }
    let keys = s.columns().filter(Numbered::is_key);
    found.push(rule.broken(
        place,
        NOT_A_KEY,
        format!(
            "add `{}` to the key, or choose among {}",
            c.column.name,
            listed(keys.map(|key| key.column.name.as_ref()))
        ),
    ));
}

/// P-07, when the table is created.
pub(super) fn range_types(s: &Subject<'_>, columns: &[Text], found: &mut Findings<'_>) {
    for (position, name) in columns.iter().enumerate() {
        let place = Place::PartitionColumn(position);
        if let Some(c) = s.column(name)
            && !c.column.data_type.may_be_range_partitioned()
            && !found.has("P-06", place)
        {
            found.push(P_07.broken(
                place,
                format!(
                    "Column[{}] type[{}] cannot be a range partition key.",
                    c.column.name,
                    c.column.data_type.server_primitive()
                ),
                "use an integer, a DATE or a DATETIME, or partition by LIST",
            ));
        }
    }
}
