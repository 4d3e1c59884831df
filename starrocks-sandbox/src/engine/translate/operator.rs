//! Operators: comparison, logic, arithmetic, IN.

use super::cast::is_number;
use super::query::common_type;
use super::scope::Scope;
use super::{Translator, Typed, unknown};
use crate::answer::ResultType;
use crate::error::SqlError;
use sqlparser::ast::{BinaryOperator, Expr, InTarget, UnaryOperator};

impl Translator<'_> {
    pub(super) fn unary(
        &mut self,
        op: UnaryOperator,
        operand: &Expr,
        scope: &Scope<'_>,
    ) -> Result<Typed, SqlError> {
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

    pub(super) fn binary(
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

    pub(super) fn compare(
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

    pub(super) fn postfix(
        &mut self,
        operand: &Expr,
        words: &str,
        scope: &Scope<'_>,
    ) -> Result<Typed, SqlError> {
        let typed = self.expression(operand, scope)?;
        Ok(Typed::boolean(format!("({} {words})", typed.sql)))
    }

    pub(super) fn in_list(
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
}
