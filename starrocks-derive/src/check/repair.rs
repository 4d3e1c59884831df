//! What the catalogue finds, without what only follows from a mistake in the key clause.
//!
//! A misspelt key column makes its column a value column, and then an aggregate seems to be missing, a distribution column
//! seems to be no key, and so on. So everything but the misspelling is looked for in the table that was meant.

use crate::lower::Lowered;
use starrocks_core::nearest::nearest;
use starrocks_core::rules::Finding;
use starrocks_core::schema::{Key, KeyModel, Table, Text};

/// The rule that a key column exists.
const KEY_COLUMN_EXISTS: &str = "K-07";

/// The findings about a table.
pub(super) fn findings(lowered: &Lowered) -> Vec<Finding> {
    let written = lowered.table.check();
    let Some(key) = &lowered.table.key else {
        return written;
    };
    let misspelt = written.iter().any(|finding| finding.rule.id == KEY_COLUMN_EXISTS);
    match meant_key(key, lowered) {
        Some(meant) if meant == *key => written,
        Some(meant) => {
            let table = Table { key: Some(meant), ..lowered.table.clone() };
            let mut findings = written;
            findings.retain(|finding| finding.rule.id == KEY_COLUMN_EXISTS);
            findings.extend(table.check());
            findings
        }
        // Nobody knows which column was meant: whatever depends on the key would be a guess.
        None if misspelt => {
            let mut findings = written;
            findings.retain(|finding| finding.rule.id == KEY_COLUMN_EXISTS);
            findings
        }
        None => written,
    }
}

/// The key that the user means: misspelt names set right, and columns marked with `is_agg_key` added. `None` when a name
/// is like no column.
fn meant_key(key: &Key, lowered: &Lowered) -> Option<Key> {
    let columns = &lowered.table.columns;
    let mut meant: Vec<Text> = Vec::new();
    for name in key.columns.iter() {
        if lowered.table.column(name).is_some() {
            meant.push(name.clone());
            continue;
        }
        let field = lowered.columns.iter().find(|lowered| lowered.field == name.as_ref());
        let near = match field {
            Some(field) => field.column.name.clone(),
            None => {
                let names = columns.iter().map(|column| column.name.as_ref());
                Text::from(nearest(name, names)?.to_owned())
            }
        };
        meant.push(near);
    }
    if key.model == KeyModel::Aggregate {
        let in_order = |names: &[Text]| names.is_sorted_by_key(|name| lowered.table.column_index(name));
        let was_in_order = in_order(&meant);
        for lowered in &lowered.columns {
            if lowered.agg_key.is_some() && !meant.contains(&lowered.column.name) {
                meant.push(lowered.column.name.clone());
            }
        }
        if was_in_order {
            meant.sort_by_key(|name| lowered.table.column_index(name));
        }
    }
    Some(Key { model: key.model, columns: meant.into() })
}
