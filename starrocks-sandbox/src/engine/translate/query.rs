//! SELECT, set operations, VALUES, and the tables they read.

use super::scope::{Grouped, Scope, ScopeTable};
use super::table::{qualified, rename};
use super::{Source, SourceColumn, Translator, Typed, names, unknown};
use crate::answer::{ResultColumn, ResultType};
use crate::error::SqlError;
use sqlparser::ast::{
    Distinct, Expr, FunctionArguments, GroupByExpr, LimitClause, OrderByExpr, OrderByKind, OrderBySort,
    Query, Select, SelectItem, SelectItemQualifiedWildcardKind, SetExpr, SetOperator, SetQuantifier,
    Value as Literal, visit_expressions,
};
use std::ops::ControlFlow;

/// A translated query; its result columns are called `c0`, `c1`, … in SQLite.
pub(super) struct TranslatedQuery {
    pub(super) sql: String,
    pub(super) columns: Vec<ResultColumn>,
}

impl TranslatedQuery {
    pub(super) fn source(&self, stored: String) -> Source {
        let columns = self.columns.iter().enumerate().map(|(index, column)| SourceColumn {
            name: column.name.clone(),
            stored: format!("c{index}"),
            result_type: column.result_type,
            data_type: None,
        });
        Source { stored, columns: columns.collect() }
    }
}

impl Translator<'_> {
    pub(super) fn query(
        &mut self,
        query: &Query,
        parent: Option<&Scope<'_>>,
    ) -> Result<TranslatedQuery, SqlError> {
        if query.fetch.is_some() || !query.locks.is_empty() || query.for_clause.is_some() {
            return Err(unknown("FETCH and FOR in a query"));
        }
        let visible = self.ctes.len();
        let mut with = Vec::new();
        if let Some(clause) = &query.with {
            if clause.recursive {
                return Err(unknown("WITH RECURSIVE"));
            }
            for cte in &clause.cte_tables {
                let inner = self.query(&cte.query, None)?;
                let stored = self.alias();
                let mut source = inner.source(stored.clone());
                rename(&mut source, &cte.alias)?;
                with.push(format!("{stored} AS ({})", inner.sql));
                self.ctes.push((cte.alias.name.value.clone(), source));
            }
        }
        let order: &[OrderByExpr] = match query.order_by.as_ref().map(|order| &order.kind) {
            None => &[],
            Some(OrderByKind::Expressions(order)) => order,
            Some(OrderByKind::All(_)) => return Err(unknown("ORDER BY ALL")),
        };
        let mut translated = match query.body.as_ref() {
            SetExpr::Select(select) => self.select(select, order, parent)?,
            body => {
                let mut inner = self.set(body, parent)?;
                if !order.is_empty() {
                    let places = self.order_of_output(order, &inner.columns)?;
                    inner.sql = format!("SELECT * FROM ({}) ORDER BY {places}", inner.sql);
                }
                inner
            }
        };
        if let Some(limit) = &query.limit_clause {
            let (limit, offset) = match limit {
                LimitClause::LimitOffset { limit, offset, .. } => {
                    (limit.as_ref(), offset.as_ref().map(|offset| &offset.value))
                }
                LimitClause::OffsetCommaLimit { offset, limit } => (Some(limit), Some(offset)),
            };
            let limit = limit.map_or(Ok(-1), limit_value)?;
            let offset = offset.map_or(Ok(0), limit_value)?;
            translated.sql.push_str(&format!(" LIMIT {limit} OFFSET {offset}"));
        }
        self.ctes.truncate(visible);
        if !with.is_empty() {
            translated.sql = format!("WITH {} {}", with.join(", "), translated.sql);
        }
        Ok(translated)
    }

    /// UNION, EXCEPT, INTERSECT, VALUES and what stands in parentheses.
    fn set(&mut self, body: &SetExpr, parent: Option<&Scope<'_>>) -> Result<TranslatedQuery, SqlError> {
        match body {
            SetExpr::Select(select) => self.select(select, &[], parent),
            SetExpr::Query(query) => self.query(query, parent),
            SetExpr::SetOperation { left, op, set_quantifier, right } => {
                let (left, right) = (self.set(left, parent)?, self.set(right, parent)?);
                if left.columns.len() != right.columns.len() {
                    return Err(SqlError::analyzing("Operands have unequal number of columns"));
                }
                let all = *set_quantifier == SetQuantifier::All;
                let word = match (op, all) {
                    (SetOperator::Union, true) => "UNION ALL",
                    (SetOperator::Union, false) => "UNION",
                    (SetOperator::Except | SetOperator::Minus, false) => "EXCEPT",
                    (SetOperator::Intersect, false) => "INTERSECT",
                    _ => return Err(unknown(format!("{op} ALL"))),
                };
                let columns = left
                    .columns
                    .into_iter()
                    .zip(&right.columns)
                    .map(|(a, b)| ResultColumn::new(a.name, common_type(a.result_type, b.result_type)))
                    .collect();
                let sql = format!("SELECT * FROM ({}) {word} SELECT * FROM ({})", left.sql, right.sql);
                Ok(TranslatedQuery { sql, columns })
            }
            SetExpr::Values(values) => {
                let scope = Scope::inside(parent);
                let mut columns: Vec<ResultColumn> = Vec::new();
                let mut selects = Vec::new();
                for row in &values.rows {
                    let mut items = Vec::new();
                    for (index, expression) in row.content.iter().enumerate() {
                        let typed = self.expression(expression, &scope)?;
                        items.push(format!("{} AS c{index}", typed.sql));
                        match columns.get_mut(index) {
                            Some(column) => {
                                column.result_type = common_type(column.result_type, typed.result_type)
                            }
                            None => {
                                columns.push(ResultColumn::new(format!("column_{index}"), typed.result_type))
                            }
                        }
                    }
                    if items.len() != columns.len() {
                        return Err(SqlError::analyzing("Values have unequal number of columns"));
                    }
                    selects.push(format!("SELECT {}", items.join(", ")));
                }
                Ok(TranslatedQuery { sql: selects.join(" UNION ALL "), columns })
            }
            other => Err(unknown(format!("the query `{other}`"))),
        }
    }

    fn select(
        &mut self,
        select: &Select,
        order: &[OrderByExpr],
        parent: Option<&Scope<'_>>,
    ) -> Result<TranslatedQuery, SqlError> {
        refuse_extras(select)?;
        let mut scope = Scope::inside(parent);
        let mut from = Vec::new();
        for table in &select.from {
            from.push(self.table_with_joins(table, &mut scope)?);
        }
        let filter = match &select.selection {
            Some(condition) => {
                if has_aggregate(condition) {
                    return Err(SqlError::analyzing("WHERE clause cannot contain aggregations"));
                }
                format!(" WHERE {}", self.condition(condition, &scope)?)
            }
            None => String::new(),
        };
        let written_groups: &[Expr] = match &select.group_by {
            GroupByExpr::Expressions(expressions, modifiers) if modifiers.is_empty() => expressions,
            _ => return Err(unknown("GROUP BY ALL and WITH ROLLUP")),
        };
        let items = expand(&select.projection, &scope)?;
        let groups = self.groups(written_groups, &items, &scope)?;
        let aggregated = !written_groups.is_empty()
            || items.iter().any(|item| item.expression.as_ref().is_some_and(has_aggregate))
            || select.having.is_some();
        if aggregated {
            scope.grouped = Some(groups.clone());
        }
        let mut outputs = Vec::new();
        let mut columns = Vec::new();
        for item in &items {
            let typed = match (&item.expression, &item.typed) {
                (Some(expression), _) => self.expression(expression, &scope)?,
                (None, Some(typed)) if !aggregated || groups.translated.contains(&typed.sql) => typed.clone(),
                _ => {
                    return Err(SqlError::analyzing(format!(
                        "'{}' must be an aggregate expression or appear in GROUP BY clause",
                        item.name
                    )));
                }
            };
            columns.push(ResultColumn::new(item.name.clone(), typed.result_type));
            outputs.push(typed);
        }
        scope.aliases = items.iter().map(|item| item.name.clone()).zip(outputs.iter().cloned()).collect();
        let having = match &select.having {
            Some(condition) => format!(" HAVING {}", self.condition(condition, &scope)?),
            None => String::new(),
        };
        let distinct = match &select.distinct {
            None | Some(Distinct::All) => "",
            Some(Distinct::Distinct) => "DISTINCT ",
            Some(Distinct::On(_)) => return Err(unknown("DISTINCT ON")),
        };
        let list: Vec<String> =
            outputs.iter().enumerate().map(|(index, typed)| format!("{} AS c{index}", typed.sql)).collect();
        let mut sql = format!("SELECT {distinct}{}", list.join(", "));
        if !from.is_empty() {
            sql.push_str(&format!(" FROM {}", from.join(", ")));
        }
        sql.push_str(&filter);
        if !groups.translated.is_empty() {
            sql.push_str(&format!(" GROUP BY {}", groups.translated.join(", ")));
        }
        // A HAVING without GROUP BY means one group; SQLite takes it since an aggregate must be there.
        sql.push_str(&having);
        if !order.is_empty() {
            let mut keys = Vec::new();
            for key in order {
                let typed = match self.output_place(&key.expr, &columns)? {
                    Some(index) => outputs[index].clone(),
                    None => self.expression(&key.expr, &scope)?,
                };
                keys.push(format!("{}{}", typed.sql, direction(key)?));
            }
            sql.push_str(&format!(" ORDER BY {}", keys.join(", ")));
        }
        Ok(TranslatedQuery { sql, columns })
    }

    fn groups(&mut self, written: &[Expr], items: &[Item], scope: &Scope<'_>) -> Result<Grouped, SqlError> {
        let mut groups = Grouped::default();
        for expression in written {
            let by_place = match expression {
                Expr::Value(value) => match &value.value {
                    Literal::Number(digits, _) => Some(
                        digits
                            .parse::<usize>()
                            .ok()
                            .and_then(|place| items.get(place.checked_sub(1)?))
                            .ok_or_else(|| {
                                SqlError::analyzing(format!(
                                    "Group by position {digits} is not in select list"
                                ))
                            })?,
                    ),
                    _ => None,
                },
                // A name of the SELECT list, unless a column is called that.
                Expr::Identifier(name) if scope.column(&[name.value.as_str()]).is_err() => {
                    items.iter().find(|item| item.name.eq_ignore_ascii_case(&name.value))
                }
                _ => None,
            };
            let typed = match by_place {
                Some(Item { typed: Some(typed), .. }) => typed.clone(),
                Some(Item { expression: Some(inner), .. }) => {
                    groups.written.push(inner.clone());
                    self.expression(inner, scope)?
                }
                _ => self.expression(expression, scope)?,
            };
            groups.written.push(expression.clone());
            groups.translated.push(typed.sql);
        }
        Ok(groups)
    }

    fn order_of_output(
        &mut self,
        order: &[OrderByExpr],
        columns: &[ResultColumn],
    ) -> Result<String, SqlError> {
        let mut keys = Vec::new();
        for key in order {
            let Some(index) = self.output_place(&key.expr, columns)? else {
                return Err(unknown("ORDER BY an expression behind UNION"));
            };
            let typed = Typed::new(format!("c{index}"), columns[index].result_type);
            keys.push(format!("{}{}", typed.sql, direction(key)?));
        }
        Ok(keys.join(", "))
    }

    /// The result column that an ORDER BY item means by its place or its name.
    fn output_place(&self, expression: &Expr, columns: &[ResultColumn]) -> Result<Option<usize>, SqlError> {
        match expression {
            Expr::Value(value) => match &value.value {
                Literal::Number(digits, _) => match digits.parse::<usize>() {
                    Ok(place) if (1..=columns.len()).contains(&place) => Ok(Some(place - 1)),
                    _ => {
                        Err(SqlError::analyzing(format!("Order by position {digits} is not in select list")))
                    }
                },
                _ => Ok(None),
            },
            Expr::Identifier(name) => {
                Ok(columns.iter().position(|column| column.name.eq_ignore_ascii_case(&name.value)))
            }
            _ => Ok(None),
        }
    }
}

/// An item of the SELECT list, `*` taken apart.
struct Item {
    name: String,
    /// Absent for the columns of a `*`.
    expression: Option<Expr>,
    /// The columns of a `*`, translated.
    typed: Option<Typed>,
}

fn expand(projection: &[SelectItem], scope: &Scope<'_>) -> Result<Vec<Item>, SqlError> {
    let mut items = Vec::new();
    for item in projection {
        let (name, expression) = match item {
            SelectItem::UnnamedExpr(expression) => (names::of_expression(expression), expression),
            SelectItem::ExprWithAlias { expr, alias } => (alias.value.clone(), expr),
            SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..) => {
                let wanted = match item {
                    SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
                        Some(qualified(name)?.name)
                    }
                    SelectItem::QualifiedWildcard(..) => return Err(unknown(format!("`{item}`"))),
                    _ => None,
                };
                let tables: Vec<&ScopeTable> = scope
                    .tables
                    .iter()
                    .filter(|table| wanted.as_ref().is_none_or(|name| table.name == *name))
                    .collect();
                match (tables.is_empty(), wanted) {
                    (true, Some(name)) => {
                        return Err(SqlError::analyzing_as(5502, format!("Unknown table '{name}'")));
                    }
                    (true, None) => return Err(SqlError::analyzing_as(1096, "No tables used")),
                    _ => {}
                }
                for table in tables {
                    for column in &table.source.columns {
                        if !table.merged.iter().any(|merged| merged.eq_ignore_ascii_case(&column.name)) {
                            let typed = Some(table.typed(column));
                            items.push(Item { name: column.name.clone(), expression: None, typed });
                        }
                    }
                }
                continue;
            }
            SelectItem::ExprWithAliases { .. } => return Err(unknown(format!("`{item}`"))),
        };
        items.push(Item { name, expression: Some(expression.clone()), typed: None });
    }
    Ok(items)
}

fn refuse_extras(select: &Select) -> Result<(), SqlError> {
    let extras = select.top.is_some()
        || select.into.is_some()
        || !select.lateral_views.is_empty()
        || select.qualify.is_some()
        || !select.named_window.is_empty()
        || !select.sort_by.is_empty()
        || !select.cluster_by.is_empty()
        || !select.distribute_by.is_empty();
    if extras { Err(unknown(format!("all clauses of `{select}`"))) } else { Ok(()) }
}

/// Whether an aggregate function stands in the expression, outside of sub-queries and windows.
fn has_aggregate(expression: &Expr) -> bool {
    let found = visit_expressions(expression, |inner| match inner {
        Expr::Function(function)
            if function.over.is_none()
                && !matches!(function.args, FunctionArguments::Subquery(_))
                && super::aggregate::is_aggregate(&function.name.to_string()) =>
        {
            ControlFlow::Break(())
        }
        _ => ControlFlow::Continue(()),
    });
    found.is_break()
}

fn direction(key: &OrderByExpr) -> Result<&'static str, SqlError> {
    let descending = match &key.options.sort {
        None | Some(OrderBySort::Asc) => false,
        Some(OrderBySort::Desc) => true,
        Some(OrderBySort::Using(_)) => return Err(unknown("ORDER BY … USING")),
    };
    Ok(match (descending, key.options.nulls_first) {
        (false, None | Some(true)) => " ASC NULLS FIRST",
        (false, Some(false)) => " ASC NULLS LAST",
        (true, None | Some(false)) => " DESC NULLS LAST",
        (true, Some(true)) => " DESC NULLS FIRST",
    })
}

fn limit_value(expression: &Expr) -> Result<i64, SqlError> {
    match expression {
        Expr::Value(value) => match &value.value {
            Literal::Number(digits, _) => {
                digits.parse().map_err(|_| SqlError::analyzing(format!("Invalid limit value {digits}")))
            }
            Literal::Placeholder(_) => Err(SqlError::bare(
                "Getting syntax error. Detail message: using parameter(?) as limit or offset not supported.",
            )),
            _ => Err(unknown("LIMIT without a number")),
        },
        _ => Err(unknown("LIMIT without a number")),
    }
}

/// The type that values of two types are brought to.
pub(super) fn common_type(a: ResultType, b: ResultType) -> ResultType {
    use ResultType::{
        BigInt, Boolean, Char, Date, DateTime, Decimal, Double, Float, Int, LargeInt, Null, SmallInt,
        TinyInt, Varchar,
    };
    if a == b {
        return a;
    }
    let rank = |result_type| match result_type {
        Boolean => Some(0),
        TinyInt => Some(1),
        SmallInt => Some(2),
        Int => Some(3),
        BigInt => Some(4),
        LargeInt => Some(5),
        Decimal { .. } => Some(6),
        Float => Some(7),
        Double => Some(8),
        _ => None,
    };
    match (a, b) {
        (Null, other) | (other, Null) => other,
        (Decimal { precision: p, scale: s }, Decimal { precision: q, scale: t }) => {
            let scale = s.max(t);
            Decimal { precision: ((p - s.min(p)).max(q - t.min(q)) + scale).min(76), scale }
        }
        (Decimal { scale, .. }, other) | (other, Decimal { scale, .. }) if other.is_integer() => {
            Decimal { precision: 38, scale }
        }
        (Float, Decimal { .. }) | (Decimal { .. }, Float) => Double,
        (Date, DateTime) | (DateTime, Date) => DateTime,
        (Char(m) | Varchar(m), Char(n) | Varchar(n)) => Varchar(m.max(n)),
        (a, b) => match (rank(a), rank(b)) {
            (Some(x), Some(y)) => {
                if x > y {
                    a
                } else {
                    b
                }
            }
            _ => ResultType::STRING,
        },
    }
}
