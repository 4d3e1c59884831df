//! The tables of a FROM clause and how they are joined.

use super::scope::{Scope, ScopeTable};
use super::{Source, Translator, quoted, unknown};
use crate::error::SqlError;
use crate::tokens::QualifiedName;
use sqlparser::ast::{JoinConstraint, JoinOperator, ObjectName, TableAlias, TableFactor, TableWithJoins};

impl Translator<'_> {
    pub(super) fn table_with_joins(
        &mut self,
        table: &TableWithJoins,
        scope: &mut Scope<'_>,
    ) -> Result<String, SqlError> {
        let first = scope.tables.len();
        let mut sql = self.table(&table.relation, scope)?;
        for join in &table.joins {
            let (word, constraint) = match &join.join_operator {
                JoinOperator::Join(constraint) | JoinOperator::Inner(constraint) => ("JOIN", constraint),
                JoinOperator::Left(constraint) | JoinOperator::LeftOuter(constraint) => {
                    ("LEFT JOIN", constraint)
                }
                JoinOperator::Right(constraint) | JoinOperator::RightOuter(constraint) => {
                    ("RIGHT JOIN", constraint)
                }
                JoinOperator::FullOuter(constraint) => ("FULL JOIN", constraint),
                JoinOperator::CrossJoin(constraint) => ("CROSS JOIN", constraint),
                _ => return Err(unknown(format!("the join `{join}`"))),
            };
            let right = self.table(&join.relation, scope)?;
            let on = match constraint {
                JoinConstraint::None => String::new(),
                JoinConstraint::On(condition) => format!(" ON {}", self.condition(condition, scope)?),
                JoinConstraint::Using(columns) => {
                    let mut conditions = Vec::new();
                    let last = scope.tables.len() - 1;
                    for column in columns {
                        let name = single(column)?;
                        let find = |table: &ScopeTable| {
                            let known = &table.source.columns;
                            known.iter().find(|c| c.name.eq_ignore_ascii_case(&name)).map(|c| table.typed(c))
                        };
                        let missing = || SqlError::analyzing(format!("Column '{name}' cannot be resolved"));
                        let left = scope.tables[first..last].iter().find_map(find).ok_or_else(missing)?;
                        let right = find(&scope.tables[last]).ok_or_else(missing)?;
                        conditions.push(format!("{} = {}", left.sql, right.sql));
                        scope.tables[last].merged.push(name);
                    }
                    format!(" ON {}", conditions.join(" AND "))
                }
                _ => return Err(unknown("NATURAL JOIN")),
            };
            sql.push_str(&format!(" {word} {right}{on}"));
        }
        Ok(sql)
    }

    fn table(&mut self, factor: &TableFactor, scope: &mut Scope<'_>) -> Result<String, SqlError> {
        match factor {
            TableFactor::Table {
                name, alias, args: None, partitions, sample: None, version: None, ..
            } if partitions.is_empty() => {
                let name = qualified(name)?;
                let cte = match name.database {
                    None => self.ctes.iter().rev().find(|(cte, _)| *cte == name.name),
                    Some(_) => None,
                };
                let mut source = match cte {
                    Some((_, source)) => source.clone(),
                    None => self.environment.table(&name)?,
                };
                let stored = quoted(&source.stored);
                let visible = match alias {
                    Some(alias) => {
                        rename(&mut source, alias)?;
                        alias.name.value.clone()
                    }
                    None => name.name,
                };
                self.add(visible, name.database, source, stored, scope)
            }
            TableFactor::Derived { lateral: false, subquery, alias: Some(alias), sample: None } => {
                let inner = self.query(subquery, None)?;
                let mut source = inner.source(String::new());
                rename(&mut source, alias)?;
                self.add(alias.name.value.clone(), None, source, format!("({})", inner.sql), scope)
            }
            TableFactor::Derived { alias: None, .. } => {
                Err(SqlError::analyzing_as(1248, "Every derived table must have its own alias"))
            }
            TableFactor::NestedJoin { table_with_joins, alias: None } => {
                Ok(format!("({})", self.table_with_joins(table_with_joins, scope)?))
            }
            other => Err(unknown(format!("`{other}` as a table"))),
        }
    }

    fn add(
        &mut self,
        name: String,
        database: Option<String>,
        source: Source,
        stored: String,
        scope: &mut Scope<'_>,
    ) -> Result<String, SqlError> {
        if scope.tables.iter().any(|table| table.name == name && table.database == database) {
            return Err(SqlError::analyzing_as(1066, format!("Not unique table/alias: '{name}'")));
        }
        let alias = self.alias();
        let sql = format!("{stored} AS {alias}");
        scope.tables.push(ScopeTable { name, database, alias, source, merged: Vec::new() });
        Ok(sql)
    }
}

pub(super) fn rename(source: &mut Source, alias: &TableAlias) -> Result<(), SqlError> {
    if alias.columns.is_empty() {
        return Ok(());
    }
    if alias.columns.len() != source.columns.len() {
        return Err(SqlError::analyzing(format!(
            "table \"{}\" has {} columns available but {} columns specified",
            alias.name.value,
            source.columns.len(),
            alias.columns.len()
        )));
    }
    for (column, name) in source.columns.iter_mut().zip(&alias.columns) {
        column.name.clone_from(&name.name.value);
    }
    Ok(())
}

/// `[database.]table` of a query.
pub(super) fn qualified(name: &ObjectName) -> Result<QualifiedName, SqlError> {
    let mut parts = Vec::new();
    for part in &name.0 {
        let part = part.as_ident().ok_or_else(|| unknown(format!("the name `{name}`")))?;
        if part.quote_style.is_none() && starrocks_core::sql::is_reserved(&part.value) {
            return Err(SqlError::bare(format!(
                "Getting syntax error. Detail message: Unexpected input '{}', the most similar input is {{a legal identifier}}.",
                part.value
            )));
        }
        parts.push(part.value.clone());
    }
    let table = parts.pop().unwrap_or_default();
    let database = parts.pop();
    match parts.pop() {
        Some(catalog) if !catalog.eq_ignore_ascii_case("default_catalog") => {
            Err(SqlError::analyzing_as(5078, format!("Unknown catalog '{catalog}'")))
        }
        _ => Ok(QualifiedName { database, name: table }),
    }
}

fn single(name: &ObjectName) -> Result<String, SqlError> {
    qualified(name).map(|name| name.name)
}
