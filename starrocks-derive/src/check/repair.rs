//! What the catalogue finds, without what only follows from another mistake.
//!
//! A misspelt key column makes its column a value column, and then an aggregate seems to be missing, a distribution column
//! seems to be no key, and so on. So after the mistakes that others follow from, everything else is looked for in the table
//! that was meant.

use crate::lower::Lowered;
use starrocks_core::nearest::nearest;
use starrocks_core::rules::{Finding, Place};
use starrocks_core::schema::{Column, Key, KeyModel, Table, Text};

/// The rules whose violation makes others seem violated: the engine, a column name twice, a key column that does not exist.
const CAUSES: [&str; 3] = ["L-14", "N-08", "K-07"];

/// The findings about a table.
pub(super) fn findings(lowered: &Lowered) -> Vec<Finding> {
    let mut findings = lowered.table.check();
    match meant_table(lowered, &findings) {
        Some(meant) if meant == lowered.table => findings,
        Some(meant) => {
            findings.retain(is_cause);
            findings.extend(meant.check());
            findings
        }
        // Nobody knows what was meant: the rest would be a guess.
        None => {
            findings.retain(is_cause);
            findings
        }
    }
}

fn is_cause(finding: &Finding) -> bool {
    CAUSES.contains(&finding.rule.id)
}

/// The table without the mistakes that others follow from; `None` when it cannot be guessed.
fn meant_table(lowered: &Lowered, findings: &[Finding]) -> Option<Table> {
    let mut table = lowered.table.clone();
    for finding in findings.iter().filter(|finding| is_cause(finding)) {
        match finding.place {
            Place::Engine => table.engine = None,
            Place::ColumnName(index) => {
                // Any name that no other column has.
                let column = &mut table.columns.to_mut()[index];
                column.name = Text::from(format!("{} (column {index})", column.name));
            }
            _ => {}
        }
    }
    if let Some(key) = &lowered.table.key {
        table.key = Some(meant_key(key, lowered)?);
    }
    Some(table)
}

/// The key that the user means: misspelt names set right, and columns marked with `is_agg_key` added.
fn meant_key(key: &Key, lowered: &Lowered) -> Option<Key> {
    let table = &lowered.table;
    let mut meant: Vec<Text> = Vec::new();
    for name in key.columns.iter() {
        let field = lowered.columns.iter().find(|lowered| lowered.field == name.as_ref());
        meant.push(match (table.column(name), field) {
            (Some(_), _) => name.clone(),
            (None, Some(field)) => field.column.name.clone(),
            (None, None) => nearest_column(name, table)?.name.clone(),
        });
    }
    if key.model == KeyModel::Aggregate {
        let was_in_order = meant.is_sorted_by_key(|name| table.column_index(name));
        for lowered in lowered.columns.iter().filter(|lowered| lowered.agg_key.is_some()) {
            if !super::names(&meant, &lowered.column.name) {
                meant.push(lowered.column.name.clone());
            }
        }
        if was_in_order {
            meant.sort_by_key(|name| table.column_index(name));
        }
    }
    Some(Key { model: key.model, columns: meant.into() })
}

fn nearest_column<'a>(name: &str, table: &'a Table) -> Option<&'a Column> {
    let names = table.columns.iter().map(|column| column.name.as_ref());
    table.column(nearest(name, names)?)
}
