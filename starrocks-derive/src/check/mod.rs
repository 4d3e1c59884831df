//! The rules, each violation at the token that has to change.
//!
//! What a table may be is known to [`starrocks_core::rules`]; here stand only the rules about what an attribute may say.

mod help;
mod repair;

use crate::errors::Errors;
use crate::lower::Lowered;
pub(crate) use help::help;
use repair::findings;
use starrocks_core::rules::Place;
use starrocks_core::schema::{DataType, Key, KeyModel, Text};
use starrocks_core::sql::{self, Style};

/// The rules whose violation lies in the columns of an index, not in the index as a whole, or in the key of a property and
/// not in its value.
const DETAIL_RULES: [&str; 9] = ["I-01", "I-02", "I-03", "I-06", "I-07", "I-08", "I-09", "I-13", "PR-01"];

/// Checks a table and adds what is wrong with it.
pub(crate) fn check(lowered: &Lowered, errors: &mut Errors) {
    if !lowered.readable {
        return;
    }
    if lowered.columns.is_empty() {
        if let Some(spot) = lowered.places.find(Place::Table) {
            let help = "leave `skip` out on at least one field [L-02]";
            errors.push(&spot.mark, "A table must have at least 1 column", help);
        }
        return;
    }
    agg_keys(lowered, errors);
    for finding in findings(lowered) {
        if !finding.is_error() || lowered.places.is_silent(finding.place) {
            continue;
        }
        let spot = match DETAIL_RULES.contains(&finding.rule.id) {
            true => lowered.places.detail(finding.place),
            false => None,
        };
        let spot = spot.or_else(|| lowered.places.find(finding.place));
        let Some(spot) = spot else {
            continue;
        };
        let sentence = format!("{}{}", finding.message, spot.snippet());
        let help = match help(&finding, lowered, &lowered.table) {
            help if help.is_empty() => format!("see the rule [{}]", finding.rule.id),
            help => format!("{help} [{}]", finding.rule.id),
        };
        errors.push(&spot.mark, sentence, help);
    }
}

/// Last of all: a table that no rule refuses can also be written down. What cannot be was put into an attribute as SQL
/// that would end or swallow the SQL around it.
pub(crate) fn check_writable(lowered: &Lowered, errors: &mut Errors) {
    let mut table = lowered.table.clone();
    for column in table.columns.to_mut() {
        // The spelling of a Rust type stands in for what it resolves to.
        if matches!(column.data_type, DataType::Other(_)) {
            column.data_type = DataType::Int;
        }
    }
    if let (Err(error), Some(spot)) =
        (sql::write_create_table(&table.into(), Style::OneLine), lowered.places.find(Place::Table))
    {
        errors.push(&spot.mark, error.to_string(), "");
    }
}

/// `is_agg_key` repeats what `aggregate_key` says, and must agree with it.
fn agg_keys(lowered: &Lowered, errors: &mut Errors) {
    for lowered_column in &lowered.columns {
        let Some(mark) = &lowered_column.agg_key else {
            continue;
        };
        let name = &lowered_column.column.name;
        match &lowered.table.key {
            Some(key) if key.model == KeyModel::Aggregate => {
                if !names(&key.columns, name) {
                    let with_it = with_column(lowered, key, name);
                    errors.push(
                        mark,
                        format!("`{name}` is marked as a key column, but `aggregate_key` does not name it"),
                        format!("write `{with_it}`, or leave `is_agg_key` out"),
                    );
                }
            }
            Some(key) => {
                let model = key.model.keyword();
                errors.push(
                    mark,
                    format!(
                        "`is_agg_key` marks a key column of an AGGREGATE KEY table, and this is a {model} KEY table"
                    ),
                    "leave `is_agg_key` out",
                );
            }
            None => {
                let marked = marked(lowered);
                errors.push(
                    mark,
                    "`is_agg_key` marks a key column of an AGGREGATE KEY table, and this table has no `aggregate_key`",
                    format!("write `#[table_args(aggregate_key = \"{marked}\")]` on the struct"),
                );
            }
        }
    }
}

/// Whether the columns of a key clause are, among others, this one.
fn names(key: &[Text], name: &str) -> bool {
    key.iter().any(|column| column.eq_ignore_ascii_case(name))
}

/// The `aggregate_key` option with one more column, in the order of the table.
fn with_column(lowered: &Lowered, key: &Key, name: &str) -> String {
    let columns = lowered.table.columns.iter().map(|column| column.name.as_ref());
    let columns: Vec<&str> =
        columns.filter(|column| names(&key.columns, column) || *column == name).collect();
    help::key_option(lowered, &columns)
}

/// The columns with `is_agg_key`.
fn marked(lowered: &Lowered) -> String {
    let columns = lowered.columns.iter().filter(|lowered| lowered.agg_key.is_some());
    let names: Vec<&str> = columns.map(|lowered| lowered.column.name.as_ref()).collect();
    names.join(", ")
}
