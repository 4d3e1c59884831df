//! Partitions as a server keeps them: every range with both bounds, hidden columns for partition expressions.

mod lists;
mod ranges;

pub use lists::list_partition;
pub(in crate::rules) use ranges::order;
pub use ranges::ranges;

use super::columns::LONGEST_TEXT;
use super::{ServerDefaults, expressions, own_name, own_names};
use crate::rules::partitions::form::{HIDDEN_COLUMN, PartitionForm};
use crate::rules::partitions::range_expressions::result_type;
use crate::rules::typing::Scope;
use crate::schema::{
    Column, ColumnValue, DataType, Expression, KeyModel, Nullability, PartitionExpression, Partitioning,
    Properties, Table, Text,
};
use crate::sql::tree::Node;
use std::borrow::Cow;

/// The partitioning; hidden columns are added to `columns`.
pub(super) fn partitioning(
    table: &Table,
    written: &Partitioning,
    model: KeyModel,
    columns: &mut Vec<Column>,
    server: &ServerDefaults,
) -> Partitioning {
    match written {
        Partitioning::Range { columns: names, partitions } => Partitioning::Range {
            columns: own_names(table, names),
            partitions: Cow::Owned(ranges(table, partitions, &[], server)),
        },
        Partitioning::RangeExpression { expression, partitions } => Partitioning::RangeExpression {
            expression: expressions::partition(expression),
            partitions: Cow::Owned(ranges(table, partitions, &[], server)),
        },
        Partitioning::List { columns: names, partitions } => Partitioning::List {
            columns: own_names(table, names),
            partitions: partitions.iter().map(|partition| list_partition(table, partition, server)).collect(),
        },
        Partitioning::Columns { columns: names } => {
            Partitioning::Columns { columns: own_names(table, names) }
        }
        Partitioning::Expressions { expressions, .. } => match automatic_range(table, expressions) {
            Some(expression) => Partitioning::Expressions {
                expressions: Cow::Owned(vec![PartitionExpression::Function(expression)]),
                partitions: Cow::Borrowed(&[]),
            },
            None => with_hidden_columns(table, expressions, model, columns),
        },
    }
}

/// The types of the values by which `table` is partitioned.
fn partition_types(table: &Table) -> Vec<DataType> {
    let of = |name: &Text| table.column(name).map_or(DataType::Inferred, |column| column.data_type.clone());
    match &table.partition_by {
        Some(
            Partitioning::Range { columns, .. }
            | Partitioning::List { columns, .. }
            | Partitioning::Columns { columns },
        ) => columns.iter().map(of).collect(),
        Some(Partitioning::RangeExpression { expression, .. }) => {
            vec![result_type(expression).unwrap_or(DataType::Inferred)]
        }
        Some(Partitioning::Expressions { expressions, .. }) => expressions
            .iter()
            .map(|expression| match expression {
                PartitionExpression::Column(name) => of(name),
                PartitionExpression::Function(expression) => {
                    expression_type(table, expression).unwrap_or(DataType::Inferred)
                }
            })
            .collect(),
        None => Vec::new(),
    }
}

/// The expression of a table whose ranges the server makes by itself, as it prints it.
fn automatic_range(table: &Table, partitions: &[PartitionExpression]) -> Option<Expression> {
    match (partitions, PartitionForm::of(table)) {
        ([PartitionExpression::Function(expression)], PartitionForm::Automatic(_)) => {
            Some(expressions::partition(expression))
        }
        _ => None,
    }
}

/// Every function becomes a hidden generated column, and the table is partitioned by lists of its values.
fn with_hidden_columns(
    table: &Table,
    partitions: &[PartitionExpression],
    model: KeyModel,
    columns: &mut Vec<Column>,
) -> Partitioning {
    let mut hidden = 0;
    let names: Vec<Text> = partitions
        .iter()
        .map(|expression| match expression {
            PartitionExpression::Column(name) => own_name(table, name),
            PartitionExpression::Function(expression) => {
                let name: Text = format!("{HIDDEN_COLUMN}{hidden}").into();
                hidden += 1;
                let data_type = expression_type(table, expression).unwrap_or(DataType::Inferred);
                columns.push(Column {
                    nullability: Nullability::Null,
                    value: ColumnValue::Generated(expressions::generated(expression, model)),
                    ..Column::new(name.clone(), data_type)
                });
                name
            }
        })
        .collect();
    Partitioning::Columns { columns: Cow::Owned(names) }
}

/// The type of what a partition function answers, as far as it is known here.
fn expression_type(table: &Table, expression: &Expression) -> Option<DataType> {
    let tree = Node::parse(&expression.text)?;
    let given = Scope::partition(table).type_of(&tree, &expression.text).ok()?;
    Some(match given.to_data_type() {
        DataType::Char(None) => DataType::Char(Some(LONGEST_TEXT)),
        DataType::Varchar(None) => DataType::Varchar(Some(LONGEST_TEXT)),
        other => other,
    })
}

/// A partition shows its replicas where the table has others.
fn own_properties(table: &Table, properties: &Properties, server: &ServerDefaults) -> Properties {
    let of_server = server.replication_num.to_string();
    let of_table = table.properties.get("replication_num").unwrap_or(&of_server);
    match properties.get("replication_num") {
        Some(own) if own != of_table => Properties::new([("replication_num".to_owned(), own.to_owned())]),
        _ => Properties::NONE,
    }
}
