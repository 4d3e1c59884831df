//! What to write instead, in the words of the attributes.
//!
//! The catalogue's own help speaks of DDL. Where a user of the derive writes something else, it is said here.

use crate::lower::{KeyOption, Lowered};
use starrocks_core::rules::Finding;

/// The help for a finding.
pub(crate) fn help(finding: &Finding, lowered: &Lowered) -> String {
    let _ = lowered;
    finding.help.clone()
}

/// The key option over these columns, in the form in which the user wrote it.
pub(crate) fn key_option(lowered: &Lowered, columns: &[&str]) -> String {
    let columns = columns.join(", ");
    match &lowered.key_option {
        Some(KeyOption { name, as_names: true }) => format!("{name}({columns})"),
        Some(KeyOption { name, .. }) => format!("{name} = \"{columns}\""),
        None => format!("aggregate_key = \"{columns}\""),
    }
}
