//! Which columns an expression may name.

use super::{Source, SourceColumn, Typed};
use crate::error::SqlError;
use sqlparser::ast::Expr;

/// The tables of a SELECT, inside those of the SELECT around it.
pub(super) struct Scope<'a> {
    pub(super) tables: Vec<ScopeTable>,
    pub(super) parent: Option<&'a Scope<'a>>,
    /// Names that the SELECT list gives, for GROUP BY, HAVING and ORDER BY.
    pub(super) aliases: Vec<(String, Typed)>,
    /// The GROUP BY expressions, when columns outside of them and of aggregates are errors.
    pub(super) grouped: Option<Grouped>,
}

/// The expressions of a GROUP BY, as written and as translated.
#[derive(Clone, Default)]
pub(super) struct Grouped {
    pub(super) written: Vec<Expr>,
    pub(super) translated: Vec<String>,
}

/// A table under the name that the query gives it.
#[derive(Clone)]
pub(super) struct ScopeTable {
    /// The name by which columns may be qualified.
    pub(super) name: String,
    pub(super) database: Option<String>,
    /// The alias in SQLite.
    pub(super) alias: String,
    pub(super) source: Source,
    /// Columns that USING has merged into those of an earlier table.
    pub(super) merged: Vec<String>,
}

impl ScopeTable {
    pub(super) fn typed(&self, column: &SourceColumn) -> Typed {
        let mut typed =
            Typed::new(format!("{}.{}", self.alias, super::quoted(&column.stored)), column.result_type);
        typed.data_type.clone_from(&column.data_type);
        typed
    }
}

impl<'a> Scope<'a> {
    pub(super) fn empty() -> Self {
        Scope { tables: Vec::new(), parent: None, aliases: Vec::new(), grouped: None }
    }

    pub(super) fn inside(parent: Option<&'a Scope<'a>>) -> Self {
        Scope { parent, ..Scope::empty() }
    }

    /// The same scope without the check for GROUP BY.
    pub(super) fn open(&self) -> Scope<'a> {
        Scope {
            tables: self.tables.clone(),
            parent: self.parent,
            aliases: self.aliases.clone(),
            grouped: None,
        }
    }

    /// The column that `parts` (`[[database.]table.]column`) names.
    pub(super) fn column(&self, parts: &[&str]) -> Result<Typed, SqlError> {
        match self.local(parts)? {
            Some(typed) => match &self.grouped {
                Some(grouped) if !grouped.translated.contains(&typed.sql) => {
                    Err(SqlError::analyzing(format!(
                        "'{}' must be an aggregate expression or appear in GROUP BY clause",
                        parts.join(".")
                    )))
                }
                _ => Ok(typed),
            },
            None => match self.parent {
                Some(parent) => parent.column(parts),
                None => Err(SqlError::analyzing(format!("Column '{}' cannot be resolved", shown(parts)))),
            },
        }
    }

    fn local(&self, parts: &[&str]) -> Result<Option<Typed>, SqlError> {
        let Some((column, qualifier)) = parts.split_last() else { return Ok(None) };
        let mut found = None;
        for table in &self.tables {
            let qualified = match qualifier {
                [] => !table.merged.iter().any(|merged| merged.eq_ignore_ascii_case(column)),
                [name] => table.name == *name,
                [.., database, name] => {
                    table.name == *name && table.database.as_deref().is_none_or(|known| known == *database)
                }
            };
            if !qualified {
                continue;
            }
            for candidate in
                table.source.columns.iter().filter(|known| known.name.eq_ignore_ascii_case(column))
            {
                if found.is_some() {
                    return Err(SqlError::analyzing(format!("Column '{}' is ambiguous", shown(parts))));
                }
                found = Some(table.typed(candidate));
            }
        }
        Ok(found)
    }
}

fn shown(parts: &[&str]) -> String {
    match parts {
        [column] => (*column).to_owned(),
        parts => parts.iter().map(|part| format!("`{part}`")).collect::<Vec<_>>().join("."),
    }
}
