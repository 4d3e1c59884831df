//! Everything in a table that names a column.

use super::TableState;
use crate::schema::{
    ColumnValue, Distribution, Expression, List, PartitionExpression, Partitioning, Text, same_column_name,
};
use crate::sql::expression::rename_identifier;

impl TableState {
    /// Gives the column `from` the name `to`, wherever the definition names it. A rollup keeps the old name.
    pub(super) fn rename_column(&mut self, from: &Text, to: &Text) {
        for column in &mut self.base {
            if same_column_name(&column.column.name, from) {
                column.column.name = to.clone();
            }
            if let ColumnValue::Generated(expression) = &mut column.column.value {
                rename_in_expression(expression, from, to);
            }
        }
        let table = &mut self.table;
        if let Some(key) = &mut table.key {
            rename_in_names(&mut key.columns, from, to);
        }
        match &mut table.distributed_by {
            Some(Distribution::Hash { columns, .. }) => rename_in_names(columns, from, to),
            Some(Distribution::Random { .. }) | None => {}
        }
        rename_in_names(&mut table.order_by, from, to);
        for index in table.indexes.to_mut() {
            rename_in_names(&mut index.columns, from, to);
        }
        if let Some(partition_by) = &mut table.partition_by {
            rename_in_partitioning(partition_by, from, to);
        }
        self.sync();
    }
}

fn rename_in_names(names: &mut List<Text>, from: &Text, to: &Text) {
    if names.iter().any(|name| same_column_name(name, from)) {
        for name in names.to_mut().iter_mut().filter(|name| same_column_name(name, from)) {
            *name = to.clone();
        }
    }
}

fn rename_in_expression(expression: &mut Expression, from: &Text, to: &Text) {
    if let Some(text) = rename_identifier(&expression.text, from, to) {
        expression.text = text.into();
    }
}

fn rename_in_partitioning(partitioning: &mut Partitioning, from: &Text, to: &Text) {
    match partitioning {
        Partitioning::Range { columns, .. }
        | Partitioning::List { columns, .. }
        | Partitioning::Columns { columns } => rename_in_names(columns, from, to),
        Partitioning::RangeExpression { expression, .. } => rename_in_expression(expression, from, to),
        Partitioning::Expressions { expressions, .. } => {
            for expression in expressions.to_mut() {
                match expression {
                    PartitionExpression::Column(name) if same_column_name(name, from) => *name = to.clone(),
                    PartitionExpression::Column(_) => {}
                    PartitionExpression::Function(expression) => rename_in_expression(expression, from, to),
                }
            }
        }
    }
}
