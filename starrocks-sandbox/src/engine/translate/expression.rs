//! Expressions: literals, columns, operators, CASE, CAST, sub-queries.

use super::cast::is_number;
use super::query::common_type;
use super::scope::Scope;
use super::{Translator, Typed, unknown};
use crate::answer::ResultType;
use crate::error::SqlError;
use rusqlite::types::Value;
use sqlparser::ast::{
    AccessExpr, BinaryOperator, Expr, InTarget, Interval, Query, Subscript, TrimWhereField, UnaryOperator,
    Value as Literal,
};

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

    fn unary(&mut self, op: UnaryOperator, operand: &Expr, scope: &Scope<'_>) -> Result<Typed, SqlError> {
        match op {
            UnaryOperator::Not | UnaryOperator::BangNot => {
                Ok(Typed::boolean(format!("(NOT {})", self.condition(operand, scope)?)))
            }
            UnaryOperator::Plus => self.expression(operand, scope),
            UnaryOperator::Minus => {
                let typed = self.expression(operand, scope)?;
                Ok(match typed.result_type {
                    ResultType::Decimal { .. } | ResultType::LargeInt => {
                        Typed::new(format!("sr_negate({})", typed.sql), typed.result_type)
                    }
                    other if is_number(other) => Typed::new(format!("(-{})", typed.sql), other),
                    _ => {
                        let number = self.convert(typed, ResultType::Double);
                        Typed::new(format!("(-{})", number.sql), ResultType::Double)
                    }
                })
            }
            UnaryOperator::BitwiseNot => {
                let typed = self.expression(operand, scope)?;
                Ok(Typed::new(format!("(~{})", typed.sql), ResultType::BigInt))
            }
            other => Err(unknown(format!("the operator {other}"))),
        }
    }

    fn binary(
        &mut self,
        left: &Expr,
        op: &BinaryOperator,
        right: &Expr,
        scope: &Scope<'_>,
    ) -> Result<Typed, SqlError> {
        let comparison = match op {
            BinaryOperator::Eq => Some("="),
            BinaryOperator::NotEq => Some("<>"),
            BinaryOperator::Lt => Some("<"),
            BinaryOperator::LtEq => Some("<="),
            BinaryOperator::Gt => Some(">"),
            BinaryOperator::GtEq => Some(">="),
            BinaryOperator::Spaceship => Some("IS"),
            _ => None,
        };
        if let Some(comparison) = comparison {
            return self.compare(left, comparison, right, scope).map(Typed::boolean);
        }
        match op {
            BinaryOperator::And | BinaryOperator::Or => {
                let (left, right) = (self.condition(left, scope)?, self.condition(right, scope)?);
                Ok(Typed::boolean(format!("({left} {op} {right})")))
            }
            BinaryOperator::StringConcat if self.environment.pipes_as_concat() => {
                let arguments = vec![self.expression(left, scope)?, self.expression(right, scope)?];
                self.call("concat", arguments, scope)
            }
            BinaryOperator::StringConcat => {
                let (left, right) = (self.condition(left, scope)?, self.condition(right, scope)?);
                Ok(Typed::boolean(format!("({left} OR {right})")))
            }
            BinaryOperator::Plus | BinaryOperator::Minus
                if matches!(right, Expr::Interval(_)) || matches!(left, Expr::Interval(_)) =>
            {
                let (date, interval) = match (left, right) {
                    (date, Expr::Interval(interval)) => (date, interval),
                    (Expr::Interval(interval), date) if *op == BinaryOperator::Plus => (date, interval),
                    _ => return Err(unknown("this use of INTERVAL")),
                };
                let date = self.expression(date, scope)?;
                let name = if *op == BinaryOperator::Plus { "sr_date_add" } else { "sr_date_sub" };
                self.move_date(name, date, interval, scope)
            }
            BinaryOperator::Arrow => {
                let (json, path) = (self.expression(left, scope)?, self.expression(right, scope)?);
                Ok(Typed::new(format!("sr_json_query({}, {})", json.sql, path.sql), ResultType::Json))
            }
            BinaryOperator::BitwiseAnd | BinaryOperator::BitwiseOr => {
                let (left, right) = (self.expression(left, scope)?, self.expression(right, scope)?);
                let to = common_type(left.result_type, right.result_type);
                Ok(Typed::new(format!("({} {op} {})", left.sql, right.sql), to))
            }
            _ => {
                let (left, right) = (self.expression(left, scope)?, self.expression(right, scope)?);
                self.arithmetic(left, op, right)
            }
        }
    }

    fn arithmetic(&mut self, left: Typed, op: &BinaryOperator, right: Typed) -> Result<Typed, SqlError> {
        use ResultType::{BigInt, Decimal, Double, Int, LargeInt, Null, SmallInt};
        let number = |translator: &mut Self, typed: Typed| {
            if is_number(typed.result_type) || typed.result_type == Null {
                typed
            } else {
                translator.convert(typed, Double)
            }
        };
        let (left, right) = (number(self, left), number(self, right));
        let common = common_type(left.result_type, right.result_type);
        let scale = |typed: &Typed| match typed.result_type {
            Decimal { scale, .. } => scale,
            _ => 0,
        };
        let (s, t) = (scale(&left), scale(&right));
        let exact = |name: &str, scale: u32, result_type: ResultType| {
            Ok(Typed::new(format!("{name}({}, {}, {scale})", left.sql, right.sql), result_type))
        };
        // The next wider integer, so that small ones cannot overflow.
        let wider = |result_type: ResultType| match result_type {
            ResultType::Boolean | ResultType::TinyInt => SmallInt,
            ResultType::SmallInt => Int,
            ResultType::Int | ResultType::BigInt | Null => BigInt,
            other => other,
        };
        let plain = |symbol: &str, result_type: ResultType| {
            Ok(Typed::new(format!("({} {symbol} {})", left.sql, right.sql), result_type))
        };
        match (op, common) {
            (BinaryOperator::Plus, Decimal { .. }) => {
                exact("sr_add", s.max(t), Decimal { precision: 38, scale: s.max(t) })
            }
            (BinaryOperator::Minus, Decimal { .. }) => {
                exact("sr_sub", s.max(t), Decimal { precision: 38, scale: s.max(t) })
            }
            (BinaryOperator::Multiply, Decimal { .. }) => {
                exact("sr_mul", s + t, Decimal { precision: 38, scale: s + t })
            }
            (BinaryOperator::Divide, Decimal { .. }) => {
                let scale = match s {
                    0..=6 => s + 6,
                    7..=12 => 12,
                    more => more,
                };
                exact("sr_div", scale, Decimal { precision: 38, scale })
            }
            (BinaryOperator::Modulo, Decimal { .. }) => {
                exact("sr_mod", s.max(t), Decimal { precision: 38, scale: s.max(t) })
            }
            (BinaryOperator::Plus, LargeInt) => exact("sr_add", 0, LargeInt),
            (BinaryOperator::Minus, LargeInt) => exact("sr_sub", 0, LargeInt),
            (BinaryOperator::Multiply, LargeInt) => exact("sr_mul", 0, LargeInt),
            (BinaryOperator::Modulo, LargeInt) => exact("sr_mod", 0, LargeInt),
            (BinaryOperator::Plus, other) => self.float_or(other, &left, &right).map_or_else(
                || plain("+", wider(other)),
                |(l, r)| Ok(Typed::new(format!("({l} + {r})"), Double)),
            ),
            (BinaryOperator::Minus, other) => self.float_or(other, &left, &right).map_or_else(
                || plain("-", wider(other)),
                |(l, r)| Ok(Typed::new(format!("({l} - {r})"), Double)),
            ),
            (BinaryOperator::Multiply, other) => self.float_or(other, &left, &right).map_or_else(
                || plain("*", wider(other)),
                |(l, r)| Ok(Typed::new(format!("({l} * {r})"), Double)),
            ),
            (BinaryOperator::Divide, _) => {
                Ok(Typed::new(format!("(CAST({} AS REAL) / CAST({} AS REAL))", left.sql, right.sql), Double))
            }
            (BinaryOperator::Modulo, other) if other.is_integer() || other == Null => plain("%", other),
            (BinaryOperator::MyIntegerDivide, other) if other.is_integer() && other != LargeInt => {
                plain("/", BigInt)
            }
            _ => Err(unknown(format!("the operator {op} between these types"))),
        }
    }

    /// Both sides as doubles when the common type is one.
    fn float_or(&self, common: ResultType, left: &Typed, right: &Typed) -> Option<(String, String)> {
        matches!(common, ResultType::Float | ResultType::Double)
            .then(|| (format!("CAST({} AS REAL)", left.sql), format!("CAST({} AS REAL)", right.sql)))
    }

    fn compare(
        &mut self,
        left: &Expr,
        op: &str,
        right: &Expr,
        scope: &Scope<'_>,
    ) -> Result<String, SqlError> {
        let (left, right) = (self.expression(left, scope)?, self.expression(right, scope)?);
        let (left, right) = self.comparable(left, right);
        Ok(format!("({} {op} {})", left.sql, right.sql))
    }

    fn postfix(&mut self, operand: &Expr, words: &str, scope: &Scope<'_>) -> Result<Typed, SqlError> {
        let typed = self.expression(operand, scope)?;
        Ok(Typed::boolean(format!("({} {words})", typed.sql)))
    }

    fn in_list(
        &mut self,
        operand_expression: &Expr,
        target: &InTarget,
        negated: bool,
        scope: &Scope<'_>,
    ) -> Result<Typed, SqlError> {
        let not = if negated { "NOT " } else { "" };
        match target {
            InTarget::List(list) => {
                let mut operand_sql = None;
                let mut items = Vec::new();
                for item in list {
                    let operand = self.expression(operand_expression, scope)?;
                    let item = self.expression(item, scope)?;
                    let (operand, item) = self.comparable(operand, item);
                    items.push(item.sql);
                    // Each item may ask for another form of the operand.
                    let first = operand_sql.get_or_insert_with(|| operand.sql.clone());
                    if *first != operand.sql {
                        return self.in_chain(operand_expression, list, negated, scope);
                    }
                }
                let operand = operand_sql.unwrap_or_else(|| "NULL".to_owned());
                Ok(Typed::boolean(format!("({operand} {not}IN ({}))", items.join(", "))))
            }
            InTarget::Subquery(query) => {
                let operand = self.expression(operand_expression, scope)?;
                let inner = self.query(query, Some(scope))?;
                let [column] = inner.columns.as_slice() else {
                    return Err(SqlError::analyzing("Subquery must return a single column when used in IN"));
                };
                let (operand, c0) = self.comparable(operand, Typed::new("c0", column.result_type));
                Ok(Typed::boolean(format!(
                    "({} {not}IN (SELECT {} FROM ({})))",
                    operand.sql, c0.sql, inner.sql
                )))
            }
            _ => Err(unknown("this form of IN")),
        }
    }

    /// An IN list whose items compare in different forms.
    fn in_chain(
        &mut self,
        operand: &Expr,
        list: &[Expr],
        negated: bool,
        scope: &Scope<'_>,
    ) -> Result<Typed, SqlError> {
        let tests: Result<Vec<String>, SqlError> =
            list.iter().map(|item| self.compare(operand, "=", item, scope)).collect();
        let not = if negated { "NOT " } else { "" };
        Ok(Typed::boolean(format!("({not}({}))", tests?.join(" OR "))))
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
