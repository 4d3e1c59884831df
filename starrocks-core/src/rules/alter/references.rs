//! Everything in a table that names a column.

use super::TableState;
use crate::rules::normal_form;
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
        self.rename_in_properties(from, to);
    }

    /// The properties that refer to columns; the others that name some are text to a server.
    fn rename_in_properties(&mut self, from: &str, to: &str) {
        if let Some(columns) = self.table.properties.get("bloom_filter_columns") {
            // A list of names and nothing else: a name may hold what divides the paths of a constraint.
            let rename = |name: &str| match same_column_name(name.trim(), from) {
                true => name.replacen(name.trim(), to, 1),
                false => name.to_owned(),
            };
            let renamed: Vec<String> = columns.split(',').map(rename).collect();
            self.set_property("bloom_filter_columns", Some(renamed.join(",")));
            if self.server.is_some() {
                let ordered = normal_form::bloom_filter_columns(&self.table);
                self.set_property("bloom_filter_columns", ordered);
            }
        }
        if let Some(constraints) = self.table.properties.get("unique_constraints") {
            let renamed = rename_in_text(constraints, from, to);
            self.set_property("unique_constraints", Some(renamed));
        }
        if let Some(constraints) = self.table.properties.get("foreign_key_constraints") {
            let renamed: Vec<String> = constraints
                .split(';')
                .map(|constraint| match constraint.split_once('(').zip(constraint.split_once(')')) {
                    Some(((before, _), (inside, after))) => {
                        let columns = &inside[before.len() + 1..];
                        format!("{before}({}){after}", rename_in_text(columns, from, to))
                    }
                    None => constraint.to_owned(),
                })
                .collect();
            self.set_property("foreign_key_constraints", Some(renamed.join(";")));
        }
    }

    /// Gives the table the name `to`, wherever its definition names it.
    pub(super) fn rename_table(&mut self, to: &Text) {
        let from = std::mem::replace(&mut self.table.name.name, to.clone());
        if let Some(constraints) = self.table.properties.get("unique_constraints") {
            let renamed: Vec<String> =
                constraints.split(';').map(|constraint| rename_owner(constraint, &from, to)).collect();
            self.set_property("unique_constraints", Some(renamed.join(";")));
        }
    }
}

/// Renames the last part of every path in a text like `a, b; db.t.c`.
fn rename_in_text(text: &str, from: &str, to: &str) -> String {
    let rename = |path: &str| {
        let name = path.trim().rsplit('.').next().unwrap_or_default();
        match path.rsplit_once(name) {
            Some((before, after)) if !name.is_empty() && same_column_name(name, from) => {
                format!("{before}{to}{after}")
            }
            _ => path.to_owned(),
        }
    };
    let list = |list: &str| list.split(',').map(rename).collect::<Vec<_>>().join(",");
    text.split(';').map(list).collect::<Vec<_>>().join(";")
}

/// Renames the table in the path of a constraint like `catalog.db.t.a,b`.
fn rename_owner(constraint: &str, from: &str, to: &str) -> String {
    let (first, rest) = match constraint.split_once(',') {
        Some((first, rest)) => (first, format!(",{rest}")),
        None => (constraint, String::new()),
    };
    let mut parts: Vec<&str> = first.split('.').collect();
    if let [.., owner, _] = parts.as_mut_slice()
        && owner.trim() == from
    {
        *owner = to;
    }
    format!("{}{rest}", parts.join("."))
}

impl TableState {
    /// Properties that name columns name those no longer that are gone.
    pub(super) fn forget_missing_columns(&mut self) {
        let there = |name: &str| self.base.iter().any(|column| column.is_named(name.trim()));
        if let Some(written) = self.table.properties.get("bloom_filter_columns") {
            let names: Vec<&str> =
                written.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
            let left: Vec<&str> = names.iter().copied().filter(|name| there(name)).collect();
            if left.len() < names.len() {
                let left = left.join(", ");
                self.set_property("bloom_filter_columns", Some(left).filter(|left| !left.is_empty()));
            }
        }
        let there = |name: &str| self.base.iter().any(|column| column.is_named(name.trim()));
        let Some(written) = self.table.properties.get("unique_constraints") else { return };
        let constraint = |constraint: &str| {
            // The first column stands behind the name of the table.
            let at = constraint.split(',').next().and_then(|first| first.rfind('.')).map_or(0, |at| at + 1);
            let (of_table, names) = constraint.split_at(at);
            let left: Vec<&str> = names.split(',').filter(|name| there(name)).collect();
            match left.len() == names.split(',').count() {
                true => constraint.to_owned(),
                false => format!("{of_table}{}", left.join(",")),
            }
        };
        let left: Vec<String> = written.split(';').map(constraint).collect();
        self.set_property("unique_constraints", Some(left.join(";")));
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
