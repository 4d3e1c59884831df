//! How is a table partitioned? Here: which file looks at it.
//!
//! | question | file |
//! |---|---|
//! | which kind of partitioning does the server make of the clause? | `form.rs` |
//! | the columns, those of RANGE above all | `columns.rs` |
//! | RANGE over an expression | `range_expressions.rs` |
//! | LIST, and lists of columns | `lists.rs` |
//! | expressions, each a hidden column | `expressions.rs` |
//! | date_trunc and time_slice, whose ranges the server makes by itself | `automatic_ranges.rs` |
//! | the partitions that are declared | `declared.rs`, their names in `names.rs`, their values and overlaps in `ranges.rs` |
//! | START … END … EVERY | `batches.rs`, which partitions it stands for in `batch_ranges.rs` |
//!
//! The properties of a partition are among the properties.

pub(in crate::rules) mod automatic_ranges;
pub(in crate::rules) mod batch_ranges;
pub(in crate::rules) mod batches;
pub(in crate::rules) mod columns;
pub(in crate::rules) mod declared;
pub(in crate::rules) mod expressions;
pub(in crate::rules) mod form;
pub(in crate::rules) mod lists;
pub(in crate::rules) mod names;
pub(in crate::rules) mod range_expressions;
pub(in crate::rules) mod ranges;

use crate::rules::subject::{Findings, Subject};
use crate::rules::{Place, Rule};
use crate::schema::Partitioning;
use batches::Over;
use form::PartitionForm;

pub(in crate::rules) static P_54: Rule = Rule {
    id: "P-54",
    title: "Only a native table is partitioned",
    reason: "A table of another engine is stored elsewhere; Hive, Iceberg and Elasticsearch tables have partitions of their own.",
    accepted: "CREATE TABLE t (k INT) ENGINE = OLAP PARTITION BY RANGE(k) ()",
    rejected: "CREATE TABLE t (k INT) ENGINE = MYSQL PARTITION BY RANGE(k) ()",
    ..Rule::ANALYZING
};

/// The rules that the server applies while it analyses the clause; those of LIST are in `lists.rs`.
pub(in crate::rules) fn clause(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        of_other_engine(s, found);
        return;
    }
    match (&s.form, &s.table.partition_by) {
        (PartitionForm::Range, Some(Partitioning::Range { columns, partitions })) => {
            columns::of_range(s, columns, found);
            let over = match columns.as_ref() {
                [name] => s.column(name).map(|c| &c.column.data_type),
                _ => None,
            };
            let over = over.map(|column| Over { column, value: column, automatic: false });
            declared::of_range(s, columns.len(), over, partitions, found);
        }
        (PartitionForm::RangeExpression, Some(Partitioning::RangeExpression { expression, partitions })) => {
            range_expressions::analyzed(s, expression, found);
            let value = range_expressions::result_type(expression);
            let column = range_expressions::column(s, expression).map(|c| &c.column.data_type);
            let over = column.zip(value.as_ref());
            let over = over.map(|(column, value)| Over { column, value, automatic: false });
            declared::of_range(s, 1, over, partitions, found);
            range_expressions::typed(s, expression, found);
        }
        _ => expressions::clause(s, found),
    }
}

/// P-54.
fn of_other_engine(s: &Subject<'_>, found: &mut Findings<'_>) {
    let engine = s.table.engine.as_deref().unwrap_or_default().to_lowercase();
    let own = ["elasticsearch", "iceberg", "hive"].contains(&engine.as_str());
    if s.table.partition_by.is_some() && !own {
        found.push(P_54.broken(
            Place::PartitionBy,
            format!("Create {engine} table should not contain partition desc"),
            "leave PARTITION BY out",
        ));
    }
}

/// P-07 and its like, when the table is created.
pub(in crate::rules) fn range_types(s: &Subject<'_>, found: &mut Findings<'_>) {
    match &s.table.partition_by {
        Some(Partitioning::Range { columns, .. }) => columns::range_types(s, columns, found),
        Some(Partitioning::RangeExpression { expression, .. }) => {
            range_expressions::result(expression, found);
        }
        Some(Partitioning::Expressions { .. }) => automatic_ranges::sliced_type(s, found),
        _ => {}
    }
}
