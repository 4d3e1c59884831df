//! The definition of a column in ADD COLUMN and MODIFY COLUMN, under the rules of CREATE TABLE.
//!
//! They are the same rules, but some look at less: a column that is added or changed is not in the key clause, and what its
//! aggregate may be in this table is asked only when the clause is executed.

use super::TableState;
use super::parsed::defined_columns;
use super::step::Step;
use crate::rules::columns::aggregates::{A_02, K_16};
use crate::rules::columns::generated::G_01;
use crate::rules::columns::{C_08, C_09};
use crate::rules::columns::{aggregates, expression_types, types};
use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::table::names;
use crate::rules::{Envelope, Finding, Place, Rule, columns, defaults};
use crate::schema::{
    AggType, AlterClause, Column, ColumnValue, DataType, Key, KeyModel, Nullability, Table, Text,
};
use std::borrow::Cow;

pub(in crate::rules) static AL_03: Rule = Rule {
    id: "AL-03",
    title: "A column that is added NOT NULL has a default",
    reason: "The rows that are there need a value.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN n INT NOT NULL DEFAULT '0'",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN n INT NOT NULL",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_08: Rule = Rule {
    id: "AL-08",
    title: "No key column is added to a PRIMARY KEY table",
    reason: "The primary index is built over the key.",
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t ADD COLUMN n INT",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t ADD COLUMN n INT KEY",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_16: Rule = Rule {
    id: "AL-16",
    title: "No column of type TIME is added",
    reason: "TIME is the type of expressions; it is not stored.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN n DATETIME",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t ADD COLUMN n TIME",
    ..Rule::ANALYZING
};

/// The columns of a clause, one after the other, and then all of them together.
pub(super) fn analyzed(step: &Step<'_>, found: &mut Findings<'_>) {
    let columns = defined_columns(step.clause);
    for column in columns {
        of_column(step, column, found);
    }
    if let AlterClause::AddColumns { .. } = step.clause {
        together(step, columns, found);
    }
}

/// AL-03, which a server looks at last.
pub(super) fn values_for_rows(step: &Step<'_>, found: &mut Findings<'_>) {
    let columns = defined_columns(step.clause);
    if !columns.iter().any(Column::is_generated) {
        for column in columns {
            not_null(step, &as_taken(step.state, column), found);
        }
    }
}

/// A column as a server takes it: in a PRIMARY KEY table it has REPLACE, whatever is written.
pub(super) fn as_taken<'a>(state: &TableState, written: &'a Column) -> Cow<'a, Column> {
    match written.aggregate {
        // The type of a state is told by its function.
        None | Some(AggType::State(_)) => Cow::Borrowed(written),
        Some(_) if state.model() != KeyModel::Primary => Cow::Borrowed(written),
        Some(_) => Cow::Owned(Column { aggregate: None, ..written.clone() }),
    }
}

fn of_column(step: &Step<'_>, column: &Column, found: &mut Findings<'_>) {
    let mut table = Table::new("").with_column(as_taken(step.state, column).into_owned());
    let no_columns: [Text; 0] = [];
    table.key = Some(Key::new(step.state.model(), no_columns));
    let s = Subject::new(&table, step.context.options);
    found.placed(step.place(), |found| {
        s.columns().for_each(|c| {
            wrong(found, |found| definition(&s, &c, found));
            if column.data_type == DataType::Time && !matches!(step.clause, AlterClause::AddColumns { .. }) {
                let help = "use DATETIME, or store the seconds in an INT";
                found.push(AL_16.broken(Place::Table, "Unsupported data type: TIME", help));
            }
        });
    });
    if column.is_generated() {
        generated(step, column, found);
    }
}

/// The order in which a server looks at a definition.
fn definition(s: &Subject<'_>, c: &Numbered<'_>, found: &mut Findings<'_>) {
    names::of_column(s, c, found);
    types::summed(c, found);
    types::analyzed(c, found);
    key_and_aggregate(s, c, found);
    columns::default_null(s, c, found);
    defaults::of_column(c, found);
}

/// C-08, C-09, A-02 and K-16, whatever the key model is. In a PRIMARY KEY table every such column is taken for a value column.
fn key_and_aggregate(s: &Subject<'_>, c: &Numbered<'_>, found: &mut Findings<'_>) {
    let (name, data_type) = (&c.column.name, &c.column.data_type);
    if matches!(data_type, DataType::Inferred | DataType::Other(_)) && c.column.aggregate.is_none() {
        return;
    }
    if c.column.key && !data_type.may_be_key(KeyModel::Duplicate) {
        let (hint, help) = match data_type {
            DataType::Float | DataType::Double => (", use decimal instead", "use DECIMAL"),
            _ => ("", "leave KEY out"),
        };
        found.push(C_09.broken(
            Place::ColumnType(c.index),
            format!("Invalid data type of key column '{name}': '{}'{hint}", data_type.server_name()),
            help,
        ));
        return;
    }
    let implied = (s.model == KeyModel::Primary).then_some(AggType::Replace);
    let Some(aggregate) = implied.as_ref().or(c.column.aggregate.as_ref()) else {
        if matches!(data_type, DataType::Hll | DataType::Bitmap | DataType::Percentile) {
            found.push(K_16.broken(
                Place::ColumnType(c.index),
                format!("No aggregate function specified for '{name}'"),
                match (s.model, data_type) {
                    (KeyModel::Aggregate, DataType::Hll) => "write HLL_UNION behind the type",
                    (KeyModel::Aggregate, DataType::Bitmap) => "write BITMAP_UNION behind the type",
                    (KeyModel::Aggregate, _) => "write PERCENTILE_UNION behind the type",
                    _ => "make a new AGGREGATE KEY table for it: no other one has such columns",
                },
            ));
        }
        return;
    };
    let word = aggregate.keyword().unwrap_or("AGG_STATE_UNION");
    if c.column.key {
        let rule = if s.model == KeyModel::Primary { &AL_08 } else { &C_08 };
        found.push(rule.broken(
            Place::ColumnKey(c.index),
            format!("Cannot specify aggregate function '{word}' for key column '{name}'"),
            "leave KEY out",
        ));
    } else if !aggregate.accepts(data_type) {
        found.push(A_02.broken(
            Place::ColumnAggregate(c.index),
            format!("Invalid aggregate function '{word}' for '{name}'"),
            aggregates::help_for_type(aggregate, data_type),
        ));
    }
}

/// What the server finds wrong with a definition says so. The rules of names and of types have words of their own.
fn wrong(found: &mut Findings<'_>, look: impl FnOnce(&mut Findings<'_>)) {
    found.reworded(look, |finding| {
        let id = finding.rule.id;
        let bare = finding.envelope != Envelope::Analyzing;
        if bare || id.starts_with("N-") || (id.starts_with("T-") && id != "T-18") {
            return finding;
        }
        Finding { message: format!("Column definition is wrong. {}", finding.message), ..finding }
    });
}

/// G-01 and G-05 to G-10: an expression over the columns that the table has before the statement.
fn generated(step: &Step<'_>, column: &Column, found: &mut Findings<'_>) {
    if step.state.model() == KeyModel::Aggregate {
        found.push(G_01.broken(
            step.place(),
            "Generated Column does not support AGG table",
            "compute the value in a view",
        ));
        return;
    }
    // A list of columns is refused without saying whose the fault is.
    let whose = |name: &str| match step.clause {
        AlterClause::AddColumns { .. } => String::new(),
        _ => format!(": {name}"),
    };
    let table = Table { columns: step.state.stored_columns(), ..step.state.table.clone() };
    let s = Subject::new(&table, step.context.options);
    expression_types::of_new(&s, column, step.place(), whose, found);
}

/// AL-14 of several columns.
fn together(step: &Step<'_>, columns: &[Column], found: &mut Findings<'_>) {
    if columns.iter().any(Column::is_generated) && !columns.iter().all(Column::is_generated) {
        let finding = super::AL_14.broken(
            step.place(),
            "Can not add normal column and Generated Column in the same time",
            "write a clause of its own for the generated columns",
        );
        found.push(finding.enveloped(Envelope::Analyzing));
    }
}

/// AL-03.
fn not_null(step: &Step<'_>, column: &Column, found: &mut Findings<'_>) {
    let is_not_null = match &column.aggregate {
        Some(AggType::ReplaceIfNotNull) => false,
        // What counts is never NULL.
        Some(AggType::State(state)) => state.function.eq_ignore_ascii_case("count"),
        _ => column.nullability == Nullability::NotNull,
    };
    // A sketch that is not given is empty.
    let is_sketch = matches!(column.data_type, DataType::Hll | DataType::Bitmap);
    if is_not_null && column.value == ColumnValue::Given && !is_sketch {
        found.push(AL_03.broken(
            step.place(),
            format!("Field '{}' is not null but doesnt have a default value", column.name),
            "write a DEFAULT, or leave NOT NULL out",
        ));
    }
}
