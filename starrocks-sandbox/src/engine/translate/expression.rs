//! Expressions: literals, columns, CASE, CAST, sub-queries.

use super::cast::is_number;
use super::query::common_type;
use super::scope::Scope;
use super::{Translator, Typed, unknown};
use crate::answer::ResultType;
use crate::error::SqlError;
use rusqlite::types::Value;
use sqlparser::ast::{AccessExpr, Expr, Interval, Query, Subscript, TrimWhereField, Value as Literal};

impl Translator<'_> {
    pub(super) fn expression(&mut self, expression: &Expr, scope: &Scope<'_>) -> Result<Typed, SqlError> {
        if let Some(grouped) = &scope.grouped
            && grouped.written.contains(expression)
        {
            // As a whole it is a GROUP BY expression, so its columns need not be.
            return self.expression(expression, &scope.open());
        }
        match expression {
            Expr::Identifier(name) if name.quote_style.is_none() && name.value.starts_with('@') => {
                self.variable(&name.value)
            }
            Expr::Identifier(name) => match scope.column(&[&name.value]) {
                // HAVING may name what SELECT calls an aggregate.
                Err(error) => {
                    match scope.aliases.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(&name.value)) {
                        Some((_, typed)) => Ok(typed.clone()),
                        None => Err(error),
                    }
                }
                column => column,
            },
            Expr::CompoundIdentifier(parts) => {
                let parts: Vec<&str> = parts.iter().map(|part| part.value.as_str()).collect();
                scope.column(&parts).or_else(|error| self.struct_field(&parts, scope).ok_or(error))
            }
            Expr::CompoundFieldAccess { root, access_chain } => self.access(root, access_chain, scope),
            Expr::Value(value) => self.literal(&value.value),
            Expr::TypedString(typed) => {
                let text = self.literal(&typed.value.value)?;
                self.cast(text, &typed.data_type.to_string())
            }
            Expr::Nested(inner) => self.expression(inner, scope),
            Expr::UnaryOp { op, expr } => self.unary(*op, expr, scope),
            Expr::BinaryOp { left, op, right } => self.binary(left, op, right, scope),
            Expr::IsNull(inner) => self.postfix(inner, "IS NULL", scope),
            Expr::IsNotNull(inner) => self.postfix(inner, "IS NOT NULL", scope),
            Expr::IsTrue(inner) => self.postfix(inner, "IS TRUE", scope),
            Expr::IsFalse(inner) => self.postfix(inner, "IS FALSE", scope),
            Expr::IsNotTrue(inner) => self.postfix(inner, "IS NOT TRUE", scope),
            Expr::IsNotFalse(inner) => self.postfix(inner, "IS NOT FALSE", scope),
            Expr::Between { expr, negated, low, high } => {
                let lower = self.compare(expr, ">=", low, scope)?;
                let upper = self.compare(expr, "<=", high, scope)?;
                let not = if *negated { "NOT " } else { "" };
                Ok(Typed::boolean(format!("({not}({lower} AND {upper}))")))
            }
            Expr::In { expr, target, negated, global: false } => self.in_list(expr, target, *negated, scope),
            Expr::Like { negated, any: false, expr, pattern, escape_char: None } => {
                let (text, pattern) = (self.expression(expr, scope)?, self.expression(pattern, scope)?);
                let not = if *negated { "NOT " } else { "" };
                Ok(Typed::boolean(format!("({not}sr_like({}, {}))", text.sql, pattern.sql)))
            }
            Expr::Case { operand, conditions, else_result, .. } => {
                let mut tests = Vec::new();
                let mut results = Vec::new();
                for case in conditions {
                    tests.push(match operand {
                        Some(operand) => self.compare(operand, "=", &case.condition, scope)?,
                        None => self.condition(&case.condition, scope)?,
                    });
                    results.push(self.expression(&case.result, scope)?);
                }
                if let Some(result) = else_result {
                    results.push(self.expression(result, scope)?);
                }
                let (results, to) = self.unified(results);
                let mut sql = "(CASE".to_owned();
                for (test, result) in tests.iter().zip(&results) {
                    sql.push_str(&format!(" WHEN {test} THEN {result}"));
                }
                if let Some(result) = results.get(tests.len()) {
                    sql.push_str(&format!(" ELSE {result}"));
                }
                sql.push_str(" END)");
                Ok(Typed::new(sql, to))
            }
            Expr::Cast { expr, data_type, .. } => {
                let typed = self.expression(expr, scope)?;
                self.cast(typed, &data_type.to_string())
            }
            Expr::Extract { field, expr, .. } => {
                let typed = self.expression(expr, scope)?;
                self.call(&field.to_string().to_ascii_lowercase(), vec![typed], scope)
            }
            Expr::Ceil { expr, .. } => {
                let typed = self.expression(expr, scope)?;
                self.call("ceil", vec![typed], scope)
            }
            Expr::Floor { expr, .. } => {
                let typed = self.expression(expr, scope)?;
                self.call("floor", vec![typed], scope)
            }
            Expr::Position { expr, r#in } => {
                let arguments = vec![self.expression(r#in, scope)?, self.expression(expr, scope)?];
                self.call("instr", arguments, scope)
            }
            Expr::Substring { expr, substring_from, substring_for, .. } => {
                let mut arguments = vec![self.expression(expr, scope)?];
                for part in [substring_from, substring_for].into_iter().flatten() {
                    arguments.push(self.expression(part, scope)?);
                }
                self.call("substring", arguments, scope)
            }
            Expr::Trim { trim_where, trim_what: None, expr, trim_characters: None } => {
                let name = match trim_where {
                    None | Some(TrimWhereField::Both) => "trim",
                    Some(TrimWhereField::Leading) => "ltrim",
                    Some(TrimWhereField::Trailing) => "rtrim",
                };
                let typed = self.expression(expr, scope)?;
                self.call(name, vec![typed], scope)
            }
            Expr::Array(array) => {
                let elements = self.expressions(&array.elem, scope)?;
                Ok(self.array(elements))
            }
            Expr::Map(map) => {
                let mut parts = Vec::new();
                for entry in &map.entries {
                    parts.push(self.expression(&entry.key, scope)?);
                    parts.push(self.expression(&entry.value, scope)?);
                }
                Ok(self.map(parts))
            }
            Expr::Exists { subquery, negated } => {
                let inner = self.query(subquery, Some(scope))?;
                let not = if *negated { "NOT " } else { "" };
                Ok(Typed::boolean(format!("({not}EXISTS ({}))", inner.sql)))
            }
            Expr::Subquery(query) => self.scalar_query(query, scope),
            Expr::Function(function) => self.function(function, scope),
            Expr::Interval(_) => Err(unknown("INTERVAL outside of date arithmetic")),
            other => Err(unknown(format!("the expression `{other}`"))),
        }
    }

    pub(super) fn expressions(&mut self, list: &[Expr], scope: &Scope<'_>) -> Result<Vec<Typed>, SqlError> {
        list.iter().map(|expression| self.expression(expression, scope)).collect()
    }

    /// An expression as a truth value.
    pub(super) fn condition(&mut self, expression: &Expr, scope: &Scope<'_>) -> Result<String, SqlError> {
        let typed = self.expression(expression, scope)?;
        Ok(match typed.result_type {
            ResultType::Boolean | ResultType::Null => typed.sql,
            // SQLite takes '1.5' for true only as a number.
            other if is_number(other) => format!("(CAST({} AS REAL) <> 0)", typed.sql),
            _ => self.convert(typed, ResultType::Boolean).sql,
        })
    }

    fn literal(&mut self, literal: &Literal) -> Result<Typed, SqlError> {
        match literal {
            Literal::Null => Ok(Typed::new("NULL", ResultType::Null)),
            Literal::Boolean(flag) => Ok(Typed::boolean(if *flag { "1" } else { "0" })),
            Literal::SingleQuotedString(text) | Literal::DoubleQuotedString(text) => {
                let length = u32::try_from(text.len()).unwrap_or(u32::MAX).max(1);
                Ok(Typed::new(self.bind_text(text.as_str()), ResultType::Varchar(length)))
            }
            Literal::Number(digits, _) => Ok(self.number(digits)),
            Literal::HexStringLiteral(digits) => {
                let bytes: Option<Vec<u8>> = (digits.len() % 2 == 0)
                    .then(|| {
                        (0..digits.len())
                            .step_by(2)
                            .map(|at| {
                                digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok())
                            })
                            .collect()
                    })
                    .flatten();
                let bytes = bytes.ok_or_else(|| {
                    SqlError::analyzing(format!(
                        "Binary literal can only contain hexadecimal digits: {digits}"
                    ))
                })?;
                let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX).max(1);
                Ok(Typed::new(self.bind(Value::Blob(bytes)), ResultType::Varbinary(length)))
            }
            Literal::Placeholder(_) => {
                let (value, result_type) =
                    self.bound.get(self.next_bound).cloned().unwrap_or((Value::Null, ResultType::Null));
                self.next_bound += 1;
                Ok(Typed::new(self.bind(value), result_type))
            }
            other => Err(unknown(format!("the literal {other}"))),
        }
    }

    fn number(&mut self, digits: &str) -> Typed {
        if digits.contains(['e', 'E']) {
            let value = digits.parse().unwrap_or(f64::INFINITY);
            return Typed::new(self.bind(Value::Real(value)), ResultType::Double);
        }
        if let Some((whole, fraction)) = digits.split_once('.') {
            let whole = whole.trim_start_matches('0');
            let scale = fraction.len() as u32;
            let precision = (whole.len() as u32 + scale).max(1);
            let text = format!("{}.{fraction}", if whole.is_empty() { "0" } else { whole });
            let text = text.trim_end_matches('.').to_owned();
            return Typed::new(self.bind_text(text), ResultType::Decimal { precision, scale });
        }
        match digits.parse::<i64>() {
            Ok(value) => {
                let result_type = match value {
                    0..=127 => ResultType::TinyInt,
                    128..=32_767 => ResultType::SmallInt,
                    32_768..=2_147_483_647 => ResultType::Int,
                    _ => ResultType::BigInt,
                };
                Typed::new(self.bind(Value::Integer(value)), result_type)
            }
            Err(_) if digits.parse::<i128>().is_ok() => {
                Typed::new(self.bind_text(digits), ResultType::LargeInt)
            }
            Err(_) => {
                let precision = digits.trim_start_matches('0').len() as u32;
                Typed::new(self.bind_text(digits), ResultType::Decimal { precision, scale: 0 })
            }
        }
    }

    fn variable(&mut self, name: &str) -> Result<Typed, SqlError> {
        let (value, result_type) = match name.strip_prefix("@@") {
            Some(name) => {
                let name = match name.split_once('.') {
                    Some((scope, name))
                        if ["session", "local", "global"].iter().any(|s| scope.eq_ignore_ascii_case(s)) =>
                    {
                        name
                    }
                    _ => name,
                };
                self.environment.variable(name)?
            }
            None => self.environment.user_variable(name.trim_start_matches('@')),
        };
        Ok(Typed::new(self.bind(value), result_type))
    }

    fn scalar_query(&mut self, query: &Query, scope: &Scope<'_>) -> Result<Typed, SqlError> {
        let inner = self.query(query, Some(scope))?;
        match inner.columns.as_slice() {
            [column] => Ok(Typed::new(format!("({})", inner.sql), column.result_type)),
            _ => Err(SqlError::analyzing("Subquery must return a single column")),
        }
    }

    fn access(&mut self, root: &Expr, chain: &[AccessExpr], scope: &Scope<'_>) -> Result<Typed, SqlError> {
        let mut typed = self.expression(root, scope)?;
        for step in chain {
            typed = match step {
                AccessExpr::Subscript(Subscript::Index { index }) => {
                    let index = self.expression(index, scope)?;
                    self.element(typed, index)
                }
                AccessExpr::Dot(Expr::Identifier(name)) => self.field(typed, &name.value),
                _ => return Err(unknown("slices of arrays")),
            };
        }
        Ok(typed)
    }

    /// `column.field`, when a struct column is called like the first part.
    fn struct_field(&mut self, parts: &[&str], scope: &Scope<'_>) -> Option<Typed> {
        let mut typed = scope.column(&parts[..1]).ok()?;
        if typed.result_type != ResultType::Nested {
            return None;
        }
        for name in &parts[1..] {
            typed = self.field(typed, name);
        }
        Some(typed)
    }

    pub(super) fn move_date(
        &mut self,
        name: &str,
        date: Typed,
        interval: &Interval,
        scope: &Scope<'_>,
    ) -> Result<Typed, SqlError> {
        let Some(unit) = &interval.leading_field else { return Err(unknown("INTERVAL without a unit")) };
        let count = self.expression(&interval.value, scope)?;
        let unit = self.bind_text(unit.to_string());
        Ok(Typed::new(format!("{name}({}, {}, {unit})", date.sql, count.sql), ResultType::DateTime))
    }

    /// Values brought to their common type.
    pub(super) fn unified(&mut self, values: Vec<Typed>) -> (Vec<String>, ResultType) {
        let to = values.iter().fold(ResultType::Null, |to, value| common_type(to, value.result_type));
        (values.into_iter().map(|value| self.convert(value, to).sql).collect(), to)
    }
}
