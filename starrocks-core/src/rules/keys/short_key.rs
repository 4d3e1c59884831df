//! `short_key`: how many columns the entries of a table's index have.

use super::inferred::index_bytes_of;
use crate::rules::java::number::{Number, java_number};
use crate::rules::properties::replication::not_a_short;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Finding, Place, Rule, inferred_key};
use crate::schema::{Column, DataType, KeyModel, Rollup, Table};

pub(in crate::rules) static PR_03: Rule = Rule {
    id: "PR-03",
    title: "short_key counts sort columns, and a VARCHAR only as the last of them",
    reason: "The index entry of a table is made of its first sort columns, and a VARCHAR ends it.",
    accepted: "CREATE TABLE t (a INT, b INT, v INT) DUPLICATE KEY(a, b) PROPERTIES (\"short_key\" = \"2\")",
    rejected: "CREATE TABLE t (a INT, b INT, v INT) DUPLICATE KEY(a, b) PROPERTIES (\"short_key\" = \"3\")",
    ..Rule::BARE
};

const HELP: &str = "leave `short_key` out: the server chooses well";

/// PR-03, of the table, when the sort key is made.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some((place, value)) = s.placed_property("short_key") else {
        return;
    };
    // Which columns are the key is not known when the first one has a type that this crate does not know.
    if s.key.is_none() && s.table.order_by.is_empty() {
        return;
    }
    let sorted: Vec<&Column> = match s.table.order_by.is_empty() {
        true => s.columns().filter(|c| c.is_key()).map(|c| c.column).collect(),
        false => s.table.order_by.iter().filter_map(|name| s.column(name)).map(|c| c.column).collect(),
    };
    found.push_if(problem(place, value, &sorted));
}

/// PR-03, of a rollup.
pub(in crate::rules) fn of_rollup(s: &Subject<'_>, place: Place, rollup: &Rollup) -> Option<Finding> {
    let value = rollup.properties.get("short_key")?;
    let columns: Option<Vec<&Column>> =
        rollup.columns.iter().map(|name| s.column_exact(name).map(|c| c.column)).collect();
    let columns = columns?;
    let keys = if s.model != KeyModel::Duplicate {
        rollup.columns.iter().filter(|name| s.column_exact(name).is_some_and(|c| c.is_key())).count()
    } else if rollup.duplicate_key.is_empty() {
        let alone =
            Table { columns: columns.iter().map(|column| (*column).clone()).collect(), ..Table::new("r") };
        inferred_key(&alone)?.columns.len()
    } else {
        rollup.duplicate_key.len()
    };
    problem(place, value, columns.get(..keys)?)
}

/// How many columns a server takes when it is not said; `None` when it meets a type that this crate does not know.
pub(in crate::rules) fn chosen<'a>(sorted: impl IntoIterator<Item = &'a DataType>) -> Option<usize> {
    let (mut count, mut bytes) = (0, 0);
    for data_type in sorted.into_iter().take(3) {
        let is_varchar = matches!(data_type, DataType::Varchar(_) | DataType::String);
        bytes += index_bytes_of(data_type)?;
        if bytes > 36 {
            return Some(count + usize::from(is_varchar || matches!(data_type, DataType::Char(_))));
        }
        if !data_type.may_lead_a_sort_key() {
            break;
        }
        count += 1;
        if is_varchar {
            break;
        }
    }
    Some(count)
}

/// PR-03, of a table or a rollup that is sorted by these columns.
pub(in crate::rules) fn problem(place: Place, value: &str, sorted: &[&Column]) -> Option<Finding> {
    let count = match java_number(value, 16) {
        Number::Value(count) => count,
        Number::Unknown => return None,
        _ => return Some(PR_03.broken(place, format!("Short key: {}", not_a_short(value)), HELP)),
    };
    if count <= 0 {
        return Some(PR_03.broken(place, "Short key column count should larger than 0.", HELP));
    }
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    if count > sorted.len() {
        let message = format!("Short key is too large. should less than: {}", sorted.len());
        return Some(PR_03.broken(place, message, HELP));
    }
    sorted[..count - 1]
        .iter()
        .any(|column| matches!(column.data_type, DataType::Varchar(_) | DataType::String))
        .then(|| PR_03.broken(place, "Varchar should not in the middle of short keys.", HELP))
}
