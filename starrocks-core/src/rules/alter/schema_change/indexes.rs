//! ADD INDEX and DROP INDEX. They see the table as it was before the statement.

use super::draft::Draft;
use crate::rules::alter::step::Step;
use crate::rules::indexes::names;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Envelope, Rule, indexes};
use crate::schema::{ColumnValue, Index, IndexType, Table, Text, same_column_name};

pub(in crate::rules) static AL_40: Rule = Rule {
    id: "AL-40",
    title: "ADD INDEX gives a name and a column that no index has, and DROP INDEX a name that one has",
    reason: "There is one index per column. A statement sees the indexes as they are before it, so that it cannot replace one.",
    accepted: "CREATE TABLE t (k INT, v INT, INDEX i (k)) DUPLICATE KEY(k);\nALTER TABLE t ADD INDEX j (v)",
    rejected: "CREATE TABLE t (k INT, v INT, INDEX i (k)) DUPLICATE KEY(k);\nALTER TABLE t ADD INDEX j (k)",
    ..Rule::BARE
};

/// The table with just this index, and with its types as they are stored.
fn alone(step: &Step<'_>, index: &Index) -> Table {
    Table {
        columns: step.state.stored_columns(),
        indexes: vec![index.clone()].into(),
        ..step.state.table.clone()
    }
}

/// N-12 and I-01.
pub(super) fn analyzed(step: &Step<'_>, index: &Index, found: &mut Findings<'_>) {
    let table = alone(step, index);
    let s = Subject::new(&table, step.context.options);
    found.placed(step.place(), |found| {
        names::of_index(&s, 0, found);
        indexes::single_column(step.place(), index, found);
    });
}

pub(super) fn added(
    step: &Step<'_>,
    index: &Index,
    draft: &mut Draft,
    found: &mut Findings<'_>,
) -> Option<()> {
    let table = alone(step, index);
    let s = Subject::new(&table, step.context.options);
    let unknown = |name: &&Text| s.column(name).is_none() && !s.is_hidden(name);
    if let Some(name) = index.columns.iter().find(unknown) {
        let message = format!("can not find column by name: {name}, from table: {}", step.table_name());
        let help = match draft.base().position(name) {
            Some(_) => "add the index in a statement of its own, behind this one".to_owned(),
            None => step.state.help_for_unknown(name),
        };
        found.push(AL_40.broken(step.place(), message, help).enveloped(Envelope::Analyzing));
        return None;
    }
    beside_auto_increment(step, index, found);
    found.none()?;
    second_vector(step, index, draft, found);
    found.none()?;
    beside_existing(step, index, found);
    found.none()?;
    for c in index.columns.iter().filter_map(|name| s.column(name)) {
        found.placed(step.place(), |found| indexes::of_column(&s, step.place(), index, &c, found));
    }
    found.none()?;
    draft.table_indexes.push(step.state.kept_index(index));
    Some(())
}

fn beside_auto_increment(step: &Step<'_>, index: &Index, found: &mut Findings<'_>) {
    let counts = step.state.base.iter().any(|column| column.column.value == ColumnValue::AutoIncrement);
    if index.index_type == IndexType::Gin && counts {
        found.push(AL_40.broken(
            step.place(),
            "Table with AUTO_INCREMENT column can not add GIN Index",
            "use an n-gram bloom filter: USING NGRAMBF",
        ));
    }
}

fn second_vector(step: &Step<'_>, index: &Index, draft: &Draft, found: &mut Findings<'_>) {
    let is_vector = |index: &&Index| index.index_type == IndexType::Vector;
    if is_vector(&index)
        && let Some(other) = draft.table_indexes.iter().find(is_vector)
    {
        let message = format!(
            "At most one vector index is allowed for a table, but there is already a vector index [{}]",
            other.name
        );
        let finding = AL_40.broken(step.place(), message, format!("drop `{}` first", other.name));
        found.push(finding.enveloped(Envelope::Analyzing));
    }
}

fn beside_existing(step: &Step<'_>, index: &Index, found: &mut Findings<'_>) {
    for other in step.state.table.indexes.iter() {
        let gone = |name: &&Text| !step.state.base.iter().any(|column| column.is_named(name));
        if other.name.to_lowercase() == index.name.to_lowercase() {
            found.push(AL_40.broken(
                step.place(),
                format!("index `{}` already exist.", index.name),
                "choose another name; to replace the index, drop it in a statement before",
            ));
        } else if let Some(gone) = other.columns.iter().find(gone) {
            let message = format!("can not find column by column id: {gone}");
            let help = format!("drop the index `{}` first: its column is gone", other.name);
            found.push(AL_40.broken(step.place(), message, help).enveloped(Envelope::Analyzing));
        } else if same_columns(&other.columns, &index.columns) {
            found.push(AL_40.broken(
                step.place(),
                format!("index for columns ({} ) already exist.", index.columns.join(",")),
                format!("drop `{}` in a statement before", other.name),
            ));
        } else {
            continue;
        }
        return;
    }
}

fn same_columns(a: &[Text], b: &[Text]) -> bool {
    let within =
        |a: &[Text], b: &[Text]| a.iter().all(|name| b.iter().any(|other| same_column_name(name, other)));
    within(a, b) && within(b, a)
}

pub(super) fn dropped(
    step: &Step<'_>,
    name: &Text,
    draft: &mut Draft,
    found: &mut Findings<'_>,
) -> Option<()> {
    let is_named = |index: &Index| index.name.to_lowercase() == name.to_lowercase();
    if !step.state.table.indexes.iter().any(is_named) {
        let names = step.state.table.indexes.iter().map(|index| index.name.as_ref());
        let help = match crate::nearest::nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name an index that the table has before the statement".to_owned(),
        };
        found.push(AL_40.broken(step.place(), format!("index {name} does not exist"), help));
        return None;
    }
    if let Some(at) = draft.table_indexes.iter().position(is_named) {
        draft.table_indexes.remove(at);
    }
    Some(())
}
