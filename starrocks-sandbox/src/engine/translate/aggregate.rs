//! Aggregate functions and window functions.

use super::scope::Scope;
use super::{Translator, Typed, unknown};
use crate::answer::ResultType;
use crate::engine::functions::type_code;
use crate::error::SqlError;
use sqlparser::ast::{Expr, FunctionArg, FunctionArgumentClause, OrderBySort, WindowType};

/// The aggregates that the sandbox knows.
const AGGREGATES: &[&str] = &[
    "any_value",
    "approx_count_distinct",
    "array_agg",
    "avg",
    "bitmap_agg",
    "bitmap_intersect",
    "bitmap_union",
    "bitmap_union_count",
    "bitmap_union_int",
    "count",
    "group_concat",
    "hll_raw_agg",
    "hll_union",
    "hll_union_agg",
    "max",
    "min",
    "multi_distinct_count",
    "ndv",
    "percentile_approx",
    "percentile_union",
    "sum",
];

/// Whether a function aggregates.
pub(super) fn is_aggregate(name: &str) -> bool {
    AGGREGATES.contains(&name.to_ascii_lowercase().as_str())
}

impl Translator<'_> {
    pub(super) fn aggregate(
        &mut self,
        name: &str,
        mut arguments: Vec<Typed>,
        distinct: bool,
        clauses: &[FunctionArgumentClause],
        scope: &Scope<'_>,
    ) -> Result<Typed, SqlError> {
        use ResultType::{BigInt, Bitmap, Decimal, Double, Hll, LargeInt, Percentile};
        let word = if distinct { "DISTINCT " } else { "" };
        if !clauses.is_empty() && name != "group_concat" {
            return Err(unknown(format!("all clauses of {name}")));
        }
        if distinct && !matches!(name, "count" | "sum" | "avg" | "min" | "max" | "group_concat") {
            return Err(unknown(format!("{name}(DISTINCT …)")));
        }
        if arguments.is_empty() {
            return Err(self.no_match(name, &arguments));
        }
        if name == "count" && arguments.len() > 1 {
            return Err(unknown("count of several columns"));
        }
        let first = arguments.remove(0);
        let of_type = |result_type: ResultType, typed: &Typed| {
            typed.result_type == result_type || typed.result_type == ResultType::Null
        };
        Ok(match name {
            "count" => Typed::new(format!("count({word}{})", first.sql), BigInt),
            "multi_distinct_count" => Typed::new(format!("count(DISTINCT {})", first.sql), BigInt),
            "min" | "max" => {
                if first.result_type.is_opaque() {
                    return Err(SqlError::analyzing(format!(
                        "No matching function with signature: {name}({:?})",
                        first.result_type
                    )));
                }
                let mut typed = Typed::new(format!("{name}({word}{})", first.sql), first.result_type);
                typed.data_type = first.data_type;
                typed
            }
            "any_value" => Typed::new(format!("min({})", first.sql), first.result_type),
            "sum" => match first.result_type {
                Decimal { scale, .. } => Typed::new(
                    format!("sr_sum_decimal({word}{})", first.sql),
                    Decimal { precision: 38, scale },
                ),
                LargeInt => Typed::new(format!("sr_sum_decimal({word}{})", first.sql), LargeInt),
                other if other.is_integer() || other == ResultType::Null => {
                    Typed::new(format!("sum({word}{})", first.sql), BigInt)
                }
                _ => {
                    let number = self.convert(first, Double);
                    Typed::new(format!("sum({word}{})", number.sql), Double)
                }
            },
            "avg" => match first.result_type {
                Decimal { scale, .. } => {
                    let scale = match scale {
                        0..=6 => scale + 6,
                        7..=12 => 12,
                        more => more,
                    };
                    if distinct {
                        return Err(unknown("avg(DISTINCT …) of DECIMAL"));
                    }
                    Typed::new(
                        format!("sr_avg_decimal({}, {scale})", first.sql),
                        Decimal { precision: 38, scale },
                    )
                }
                LargeInt => Typed::new(format!("avg({word}CAST({} AS REAL))", first.sql), Double),
                other if other.is_integer() => Typed::new(format!("avg({word}{})", first.sql), Double),
                _ => {
                    let number = self.convert(first, Double);
                    Typed::new(format!("avg({word}{})", number.sql), Double)
                }
            },
            "group_concat" => {
                let mut separator = self.bind_text(",");
                let mut order = Vec::new();
                for clause in clauses {
                    match clause {
                        FunctionArgumentClause::Separator(value) => {
                            separator = self.expression(&Expr::Value(value.clone()), scope)?.sql;
                        }
                        FunctionArgumentClause::OrderBy(keys) => {
                            for key in keys {
                                let direction = match key.options.sort {
                                    Some(OrderBySort::Desc) => " DESC",
                                    _ => "",
                                };
                                order.push(format!("{}{direction}", self.expression(&key.expr, scope)?.sql));
                            }
                        }
                        other => return Err(unknown(format!("`{other}` in group_concat"))),
                    }
                }
                if distinct {
                    return Err(unknown("group_concat(DISTINCT …)"));
                }
                let text = self.convert(first, ResultType::STRING);
                let order =
                    if order.is_empty() { String::new() } else { format!(" ORDER BY {}", order.join(", ")) };
                Typed::new(format!("group_concat({}, {separator}{order})", text.sql), ResultType::STRING)
            }
            "array_agg" => {
                let code = self.bind_text(type_code(first.result_type));
                Typed::new(format!("sr_array_agg({}, {code})", first.sql), ResultType::Nested)
            }
            "bitmap_union" if of_type(Bitmap, &first) => {
                Typed::new(format!("sr_numbers_union({})", first.sql), Bitmap)
            }
            "bitmap_intersect" if of_type(Bitmap, &first) => {
                Typed::new(format!("sr_numbers_intersect({})", first.sql), Bitmap)
            }
            "bitmap_union_count" if of_type(Bitmap, &first) => {
                Typed::new(format!("sr_numbers_union_count({})", first.sql), BigInt)
            }
            "bitmap_agg" => Typed::new(format!("sr_bitmap_agg({})", first.sql), Bitmap),
            "bitmap_union_int" => Typed::new(format!("count(DISTINCT {})", first.sql), BigInt),
            "hll_union" | "hll_raw_agg" if of_type(Hll, &first) => {
                Typed::new(format!("sr_numbers_union({})", first.sql), Hll)
            }
            "hll_union_agg" if of_type(Hll, &first) => {
                Typed::new(format!("sr_numbers_union_count({})", first.sql), BigInt)
            }
            "ndv" | "approx_count_distinct" => Typed::new(format!("sr_ndv({})", first.sql), BigInt),
            "percentile_union" if of_type(Percentile, &first) => {
                Typed::new(format!("sr_percentile_union({})", first.sql), Percentile)
            }
            "percentile_approx" if !arguments.is_empty() => {
                let at = self.convert(arguments.remove(0), Double);
                Typed::new(format!("sr_percentile_approx({}, CAST({} AS REAL))", first.sql, at.sql), Double)
            }
            _ => return Err(self.no_match(name, std::slice::from_ref(&first))),
        })
    }

    pub(super) fn window(
        &mut self,
        name: &str,
        written: &[FunctionArg],
        over: &WindowType,
        scope: &Scope<'_>,
    ) -> Result<Typed, SqlError> {
        let WindowType::WindowSpec(window) = over else { return Err(unknown("named windows")) };
        if window.window_frame.is_some() || window.window_name.is_some() {
            return Err(unknown("window frames"));
        }
        let arguments = self.arguments(name, written, scope)?;
        let list = arguments.iter().map(|argument| argument.sql.clone()).collect::<Vec<_>>().join(", ");
        let first = arguments.first().map_or(ResultType::Null, |argument| argument.result_type);
        let result_type = match name {
            "row_number" | "rank" | "dense_rank" | "ntile" | "count" => ResultType::BigInt,
            "lag" | "lead" | "first_value" | "last_value" | "min" | "max" => first,
            "sum" if first.is_integer() && first != ResultType::LargeInt => ResultType::BigInt,
            "sum" | "avg" if matches!(first, ResultType::Float | ResultType::Double) => ResultType::Double,
            "avg" if first.is_integer() && first != ResultType::LargeInt => ResultType::Double,
            _ => return Err(unknown(format!("{name}(…) OVER (…) of this type"))),
        };
        let mut spec = Vec::new();
        if !window.partition_by.is_empty() {
            let keys = self.expressions(&window.partition_by, scope)?;
            spec.push(format!(
                "PARTITION BY {}",
                keys.into_iter().map(|key| key.sql).collect::<Vec<_>>().join(", ")
            ));
        }
        if !window.order_by.is_empty() {
            let mut keys = Vec::new();
            for key in &window.order_by {
                let direction = match key.options.sort {
                    Some(OrderBySort::Desc) => " DESC",
                    _ => "",
                };
                keys.push(format!("{}{direction}", self.expression(&key.expr, scope)?.sql));
            }
            spec.push(format!("ORDER BY {}", keys.join(", ")));
        }
        Ok(Typed::new(format!("{name}({list}) OVER ({})", spec.join(" ")), result_type))
    }
}
