//! The rules, each violation at the token that has to change.
//!
//! What a table may be is known to [`starrocks_core::rules`]; here stand only the rules about what an attribute may say.

mod help;

use crate::errors::Errors;
use crate::lower::Lowered;
use help::help;
use starrocks_core::schema::{Key, KeyModel};

/// Checks a table and adds what is wrong with it.
pub(crate) fn check(lowered: &Lowered, errors: &mut Errors) {
    if !lowered.readable {
        return;
    }
    agg_keys(lowered, errors);
    for finding in lowered.table.check() {
        if !finding.is_error() || lowered.places.is_silent(finding.place) {
            continue;
        }
        let Some(spot) = lowered.places.find(finding.place) else {
            continue;
        };
        let sentence = format!("{}{}", finding.message, spot.snippet());
        let help = match help(&finding, lowered) {
            help if help.is_empty() => format!("[{}]", finding.rule.id),
            help => format!("{help} [{}]", finding.rule.id),
        };
        errors.push(&spot.mark, sentence, help);
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
                if !names(key, name) {
                    errors.push(
                        mark,
                        format!("`{name}` is marked as a key column, but `aggregate_key` does not name it"),
                        format!("add it: `{}`, or leave `is_agg_key` out", with_column(lowered, key, name)),
                    );
                }
            }
            Some(key) => errors.push(
                mark,
                format!("`is_agg_key` marks a key column of an AGGREGATE KEY table, and this is a {} KEY table", key.model.keyword()),
                "leave `is_agg_key` out",
            ),
            None => errors.push(
                mark,
                "`is_agg_key` marks a key column of an AGGREGATE KEY table, and this table has no `aggregate_key`",
                format!("write `#[table_args(aggregate_key = \"{}\")]` on the struct", marked(lowered)),
            ),
        }
    }
}

fn names(key: &Key, name: &str) -> bool {
    key.columns.iter().any(|column| column.eq_ignore_ascii_case(name))
}

/// The `aggregate_key` option with one more column, in the order of the table.
fn with_column(lowered: &Lowered, key: &Key, name: &str) -> String {
    let columns = lowered.table.columns.iter().map(|column| column.name.as_ref());
    let columns: Vec<&str> = columns.filter(|column| names(key, column) || *column == name).collect();
    help::key_option(lowered, &columns)
}

fn marked(lowered: &Lowered) -> String {
    let columns = lowered.columns.iter().filter(|lowered| lowered.agg_key.is_some());
    let names: Vec<&str> = columns.map(|lowered| lowered.column.name.as_ref()).collect();
    names.join(", ")
}
