//! What the names in an expression mean.

use super::operators::field;
use super::types::Type;
use super::{Stop, Typed};
use crate::schema::{Column, DataType, Table, same_column_name};

/// What the names in an expression mean.
pub(in crate::rules) struct Scope<'t> {
    /// `None` where only constants may stand.
    table: Option<&'t Table>,
    /// A generated column may name its table; a partition expression may not, and no STRUCT column either.
    partition: bool,
}

impl<'t> Scope<'t> {
    pub(in crate::rules) fn generated(table: &'t Table) -> Self {
        Scope { table: Some(table), partition: false }
    }

    pub(in crate::rules) fn partition(table: &'t Table) -> Self {
        Scope { table: Some(table), partition: true }
    }

    pub(in crate::rules) fn constant() -> Self {
        Scope { table: None, partition: false }
    }

    /// The column that a name means.
    pub(super) fn column(&self, parts: &[String]) -> Typed {
        let unresolved = || {
            let sql = match parts {
                [name] => name.clone(),
                parts => parts.iter().map(|part| format!("`{part}`")).collect::<Vec<_>>().join("."),
            };
            Err(Stop::Refused(format!("Column '{sql}' cannot be resolved")))
        };
        let table = self.table.ok_or(Stop::Unknown)?;
        let named = |name: &String| table.columns.iter().find(|c| same_column_name(&c.name, name));
        let (column, fields): (Option<&Column>, &[String]) = match parts {
            [name] => (named(name), &[]),
            [qualifier, name, fields @ ..] if *qualifier == table.name.name && !self.partition => {
                (named(name), fields)
            }
            // The first may be a database.
            [_, _, _, ..] => return Err(Stop::Unknown),
            [name, fields @ ..] => match named(name) {
                Some(column) if matches!(column.data_type, DataType::Struct(_)) => (Some(column), fields),
                _ => (None, &[]),
            },
            [] => (None, &[]),
        };
        let Some(column) = column else {
            return unresolved();
        };
        if self.partition && (parts.len() > 1 || matches!(column.data_type, DataType::Struct(_))) {
            return unresolved();
        }
        let of = Type::of_column(&column.data_type).ok_or(Stop::Unknown)?;
        fields.iter().try_fold(of, |of, name| field(&of, name))
    }
}
