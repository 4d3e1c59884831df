//! ORDER BY with names alone: all columns in their new order, or, with fewer names, the columns of a new sort key.

use super::alone::stands_alone;
use super::draft::{Draft, Target};
use crate::rules::alter::step::Step;
use crate::rules::keys::order_by::O_06;
use crate::rules::keys::short_key;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Rule};
use crate::schema::{DataType, KeyModel, Text, same_column_name};

pub(in crate::rules) static AL_39: Rule = Rule {
    id: "AL-39",
    title: "ORDER BY names all columns, keys first, or the columns of a sort key that the model takes",
    reason: "Rows of an AGGREGATE or UNIQUE KEY table are sorted by their key, in whatever order; those of a PRIMARY KEY table by \
             columns of a few types.",
    since: Some("3.3"),
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t ORDER BY (w, k)",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t ORDER BY (w, k)",
    ..Rule::BARE
};

/// Whether the clause names a sort key. A server tells it by the number of the names alone; hidden columns of PARTITION BY count.
pub(super) fn is_sort_key(step: &Step<'_>, columns: &[Text]) -> bool {
    columns.len() != step.state.base.len() + step.state.hidden_columns()
}

/// All columns, in their new order.
pub(super) fn executed(
    step: &Step<'_>,
    (columns, rollup): (&[Text], Option<&Text>),
    draft: &mut Draft,
    found: &mut Findings<'_>,
) -> Option<()> {
    if step.state.model() == KeyModel::Primary {
        found.push(AL_39.broken(
            step.place(),
            "Primary key table do not support reorder table schema. Please confirm if you want to modify the sorting \
             columns.",
            "name fewer columns, those of the sort key",
        ));
        return None;
    }
    let Target::Known(at) = draft.target(step, rollup, found)? else { return Some(()) };
    let index = &mut draft.indexes[at];
    let order = positions(step, columns, |name| index.position(name), found)?;
    if order.len() != index.columns.len() {
        let message = "Reorder stmt should contains all columns";
        found.push(AL_39.broken(step.place(), message, "name every column of the index once"));
        return None;
    }
    index.columns = order.iter().map(|at| index.columns[*at].clone()).collect();
    Some(())
}

/// The columns of a new sort key, which is a job of its own.
pub(super) fn sort_key(
    step: &Step<'_>,
    columns: &[Text],
    draft: &mut Draft,
    alone: bool,
    found: &mut Findings<'_>,
) -> Option<()> {
    stands_alone(step, "MODIFY SORT KEY COLUMNS", alone, found)?;
    let base = &draft.indexes[0];
    let order = positions(step, columns, |name| base.position(name), found)?;
    let named: Vec<_> = order.iter().map(|at| &base.columns[*at]).collect();
    let mut refuse = |message: String, help: &str| found.push(AL_39.broken(step.place(), message, help));
    match step.state.model() {
        KeyModel::Duplicate => {}
        KeyModel::Primary => {
            let unfit = named.iter().find(|column| !may_be_sorted_by(&column.stored_type));
            if let Some(column) = unfit {
                let (name, data_type) = (&column.column.name, column.stored_type.server_name());
                refuse(
                    format!("Sort key column[{name}] type not supported: {data_type} in PrimaryKey table"),
                    "choose columns of type BOOLEAN, DATE, DATETIME, VARCHAR, or an integer",
                );
                return None;
            }
        }
        model @ (KeyModel::Aggregate | KeyModel::Unique) => {
            let keys = base.columns.iter().filter(|column| column.is_key).count();
            if keys != named.len() || !named.iter().all(|column| column.is_key) {
                refuse(
                    format!(
                        "The sort columns of {} KEY table must be same with key columns",
                        model.keyword()
                    ),
                    "name just the key columns, in any order",
                );
                return None;
            }
        }
    }
    if short_key::chosen(named.iter().map(|column| &column.stored_type)) == Some(0) {
        // The server names the type of the table's first column, not that of the sort column.
        let first = base.columns.first().map_or_else(String::new, |column| column.stored_type.server_name());
        let message = format!("Data type of first column cannot be {first}");
        let help = "let ORDER BY start with a column of another type";
        found.push(O_06.broken(step.place(), message, help).enveloped(Envelope::Bare));
        return None;
    }
    draft.state.table.order_by = named.iter().map(|column| column.column.name.clone()).collect();
    Some(())
}

/// Where the named columns are in an index.
fn positions(
    step: &Step<'_>,
    columns: &[Text],
    position: impl Fn(&str) -> Option<usize>,
    found: &mut Findings<'_>,
) -> Option<Vec<usize>> {
    let mut order = Vec::new();
    for (nth, name) in columns.iter().enumerate() {
        let Some(at) = position(name) else {
            let message = format!("Column[{name}] not exists");
            found.push(AL_39.broken(step.place(), message, step.state.help_for_unknown(name)));
            return None;
        };
        if columns[..nth].iter().any(|other| same_column_name(other, name)) {
            found.push(AL_39.broken(step.place(), format!("Duplicated column[{name}]"), "name it once"));
            return None;
        }
        order.push(at);
    }
    Some(order)
}

/// The types of the sort key of a PRIMARY KEY table, which are fewer here than in CREATE TABLE.
fn may_be_sorted_by(data_type: &DataType) -> bool {
    !matches!(data_type, DataType::Varbinary(_)) && data_type.may_be_sorted_by(KeyModel::Primary)
}
