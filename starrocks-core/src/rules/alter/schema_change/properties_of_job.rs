//! PROPERTIES of a clause: `timeout` of the job, and `<index>#short_key`. A server looks at no other key.

use super::AL_15;
use super::draft::{Draft, DraftIndex};
use crate::rules::Place;
use crate::rules::alter::index::IndexColumn;
use crate::rules::java::number::java_number;
use crate::rules::keys::short_key;
use crate::rules::subject::Findings;
use crate::schema::Column;

const SHORT_KEY: &str = "short_key";

/// AL-15: the keys that name an index.
pub(super) fn of_indexes(draft: &Draft, found: &mut Findings<'_>) {
    for key in draft.properties.entries.iter().map(|property| &property.key) {
        if !key.ends_with(SHORT_KEY) {
            continue;
        }
        let help = "write \"<index>#short_key\", where <index> is the table or one of its rollups";
        match key.split('#').collect::<Vec<_>>().as_slice() {
            [index, SHORT_KEY] if !index.is_empty() => {
                if !draft.state.has_unknown_rollups && !draft.indexes.iter().any(|other| other.name == *index)
                {
                    let message = format!("Index[{index}] does not exist");
                    found.push(AL_15.broken(Place::Table, message, help));
                }
            }
            _ => {
                let message = format!("Invalid alter table property: {key}");
                found.push(AL_15.broken(Place::Table, message, help));
            }
        }
    }
}

/// AL-15: `timeout`, in seconds.
pub(super) fn timeout(draft: &Draft, found: &mut Findings<'_>) {
    if let Some(value) = draft.properties.get("timeout")
        && !java_number(value, 64).is_some()
    {
        let message = format!("Invalid timeout format: {value}");
        found.push(AL_15.broken(Place::Table, message, "write a number of seconds"));
    }
}

/// The value of `<index>#short_key`.
pub(super) fn of_index<'a>(draft: &'a Draft, index: &DraftIndex) -> Option<&'a str> {
    draft.properties.get(&format!("{}#{SHORT_KEY}", index.name))
}

/// PR-03 of an index that is sorted by these columns.
pub(super) fn short_key(
    draft: &Draft,
    index: &DraftIndex,
    sorted: &[&IndexColumn],
    found: &mut Findings<'_>,
) {
    if let Some(value) = of_index(draft, index) {
        let columns: Vec<&Column> = sorted.iter().map(|column| &column.column).collect();
        found.push_if(short_key::problem(Place::Table, value, &columns));
    }
}
