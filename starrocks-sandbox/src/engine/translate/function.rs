//! Function calls.

use super::query::common_type;
use super::scope::Scope;
use super::{Translator, Typed, unknown};
use crate::answer::ResultType;
use crate::engine::dates;
use crate::engine::functions::type_code;
use crate::error::SqlError;
use crate::wire::handshake::SERVER_VERSION;
use rusqlite::types::Value;
use sqlparser::ast::{
    DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause,
    FunctionArguments, OrderBySort, WindowType,
};
use starrocks_core::schema::DataType;

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

/// Functions of MySQL that StarRocks does not have.
const NOT_IN_STARROCKS: &[&str] =
    &["found_rows", "get_lock", "is_free_lock", "last_insert_id", "release_lock", "row_count"];

/// Whether a function aggregates.
pub(super) fn is_aggregate(name: &str) -> bool {
    AGGREGATES.contains(&name.to_ascii_lowercase().as_str())
}

impl Translator<'_> {
    pub(super) fn function(&mut self, function: &Function, scope: &Scope<'_>) -> Result<Typed, SqlError> {
        let name = function.name.to_string().to_ascii_lowercase();
        let name = name.trim_matches('`');
        if function.filter.is_some() || function.null_treatment.is_some() || !function.within_group.is_empty()
        {
            return Err(unknown(format!("all clauses of `{function}`")));
        }
        let (written, distinct, clauses): (&[FunctionArg], bool, &[FunctionArgumentClause]) = match &function
            .args
        {
            FunctionArguments::None => (&[], false, &[]),
            FunctionArguments::List(list) => {
                (&list.args, list.duplicate_treatment == Some(DuplicateTreatment::Distinct), &list.clauses)
            }
            FunctionArguments::Subquery(_) => return Err(unknown("a query as argument")),
        };
        if let Some(over) = &function.over {
            return self.window(name, written, over, scope);
        }
        if is_aggregate(name) {
            // Inside an aggregate any column may stand.
            let open = scope.open();
            let arguments = self.arguments(name, written, &open)?;
            return self.aggregate(name, arguments, distinct, clauses, &open);
        }
        if distinct || !clauses.is_empty() {
            return Err(unknown(format!("all clauses of `{function}`")));
        }
        // INTERVAL is no expression of its own.
        if let ("date_add" | "adddate" | "date_sub" | "subdate", [date, interval]) = (name, written)
            && let FunctionArg::Unnamed(FunctionArgExpr::Expr(date)) = date
            && let FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Interval(interval))) = interval
        {
            let date = self.expression(date, scope)?;
            let name = if name.ends_with("sub") || name == "subdate" { "sr_date_sub" } else { "sr_date_add" };
            return self.move_date(name, date, interval, scope);
        }
        let arguments = self.arguments(name, written, scope)?;
        self.call(name, arguments, scope)
    }

    fn arguments(
        &mut self,
        name: &str,
        written: &[FunctionArg],
        scope: &Scope<'_>,
    ) -> Result<Vec<Typed>, SqlError> {
        written
            .iter()
            .map(|argument| match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expression)) => self.expression(expression, scope),
                FunctionArg::Unnamed(FunctionArgExpr::Wildcard) if name == "count" => {
                    Ok(Typed::new("*", ResultType::Null))
                }
                other => Err(unknown(format!("the argument `{other}`"))),
            })
            .collect()
    }

    fn aggregate(
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

    fn window(
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

    /// A scalar function over translated arguments.
    pub(super) fn call(
        &mut self,
        name: &str,
        arguments: Vec<Typed>,
        _scope: &Scope<'_>,
    ) -> Result<Typed, SqlError> {
        use ResultType::{
            BigInt, Bitmap, Boolean, Date, DateTime, Decimal, Double, Hll, Int, Json, Nested, Percentile,
            TinyInt,
        };
        let types: Vec<ResultType> = arguments.iter().map(|argument| argument.result_type).collect();
        let list = arguments.iter().map(|argument| argument.sql.clone()).collect::<Vec<_>>().join(", ");
        let simple = |function: &str, result_type: ResultType| {
            Ok(Typed::new(format!("{function}({list})"), result_type))
        };
        let text = ResultType::STRING;
        let now = |translator: &Self| translator.environment.now();
        match (name, types.as_slice()) {
            // The session.
            ("now" | "current_timestamp" | "localtime" | "localtimestamp", [] | [_]) => {
                let now = dates::truncate("second", now(self)?).unwrap_or_default();
                Ok(Typed::new(self.bind_text(dates::print_date_time(now)), DateTime))
            }
            ("curdate" | "current_date", []) => {
                let today = dates::print_date(now(self)?);
                Ok(Typed::new(self.bind_text(today), Date))
            }
            ("version", []) => Ok(self.text_value(SERVER_VERSION.to_owned())),
            ("current_version", []) => Ok(self.text_value(self.environment.version_comment())),
            ("database" | "schema", []) => Ok(self.text_value(self.environment.database())),
            ("current_user" | "user", []) => Ok(self.text_value("'root'@'%'".to_owned())),
            ("connection_id", []) => {
                let id = Value::Integer(i64::from(self.environment.connection_id()));
                Ok(Typed::new(self.bind(id), BigInt))
            }
            ("catalog", []) => Ok(self.text_value("default_catalog".to_owned())),
            // Choice.
            ("coalesce" | "ifnull", [_, ..]) => {
                if arguments.len() == 1 {
                    return Ok(arguments
                        .into_iter()
                        .next()
                        .unwrap_or_else(|| Typed::new("NULL", ResultType::Null)));
                }
                let (values, to) = self.unified(arguments);
                Ok(Typed::new(format!("coalesce({})", values.join(", ")), to))
            }
            ("if", [_, _, _]) => {
                let mut values = arguments;
                let condition = values.remove(0);
                let condition = self.convert(condition, Boolean);
                let (values, to) = self.unified(values);
                Ok(Typed::new(format!("iif({}, {})", condition.sql, values.join(", ")), to))
            }
            ("nullif", [first, _]) => {
                let to = *first;
                let (values, _) = self.unified(arguments);
                Ok(Typed::new(format!("nullif({})", values.join(", ")), to))
            }
            ("greatest" | "least", [_, _, ..]) => {
                let (values, to) = self.unified(arguments);
                let function = if name == "greatest" { "max" } else { "min" };
                Ok(Typed::new(format!("{function}({})", values.join(", ")), to))
            }
            // Numbers.
            ("abs", [Decimal { .. } | ResultType::LargeInt]) => {
                let (sql, to) = (&arguments[0].sql, types[0]);
                let zero = self.bind_text("0");
                Ok(Typed::new(format!("iif({sql} < {zero}, sr_negate({sql}), {sql})"), to))
            }
            ("abs", [number]) => simple("abs", *number),
            ("floor" | "ceil" | "ceiling", [_]) => {
                let number = self.convert(
                    arguments.into_iter().next().unwrap_or_else(|| Typed::new("NULL", ResultType::Null)),
                    Double,
                );
                let sql = format!("CAST({} AS REAL)", number.sql);
                let cut = format!("CAST({sql} AS INTEGER)");
                Ok(Typed::new(
                    if name == "floor" {
                        format!("({cut} - ({sql} < {cut}))")
                    } else {
                        format!("({cut} + ({sql} > {cut}))")
                    },
                    BigInt,
                ))
            }
            ("round", [Decimal { scale, .. }]) => {
                let _ = scale;
                Ok(Typed::new(format!("sr_round({list}, 0, 0)"), Decimal { precision: 38, scale: 0 }))
            }
            ("round", [Decimal { scale, .. }, _]) => {
                Ok(Typed::new(format!("sr_round({list}, {scale})"), Decimal { precision: 38, scale: *scale }))
            }
            ("round", [_]) => Ok(Typed::new(format!("CAST(sr_round({list}, 0, -1) AS INTEGER)"), BigInt)),
            ("round", [_, _]) => Ok(Typed::new(format!("sr_round({list}, -1)"), Double)),
            ("mod", [a, b]) if a.is_integer() && b.is_integer() => {
                Ok(Typed::new(format!("({} % {})", arguments[0].sql, arguments[1].sql), common_type(*a, *b)))
            }
            // Texts.
            ("concat", [_, ..]) => simple("sr_concat", text),
            ("concat_ws", [_, _, ..]) => simple("sr_concat_ws", text),
            ("length", [_]) => simple("sr_length", Int),
            ("char_length" | "character_length", [_]) => simple("sr_char_length", Int),
            ("upper" | "ucase", [_]) => simple("sr_upper", text),
            ("lower" | "lcase", [_]) => simple("sr_lower", text),
            ("reverse", [one]) if one.is_text() => simple("sr_reverse", text),
            ("substring" | "substr" | "mid", [_, _] | [_, _, _]) => simple("sr_substring", text),
            ("left" | "strleft", [_, _]) => simple("sr_left", text),
            ("right" | "strright", [_, _]) => simple("sr_right", text),
            ("repeat", [_, _]) => simple("sr_repeat", text),
            ("replace", [_, _, _]) => simple("sr_replace", text),
            ("instr", [_, _]) => simple("sr_instr", Int),
            ("locate", [_, _]) => {
                Ok(Typed::new(format!("sr_instr({}, {})", arguments[1].sql, arguments[0].sql), Int))
            }
            ("starts_with", [_, _]) => simple("sr_starts_with", Boolean),
            ("ends_with", [_, _]) => simple("sr_ends_with", Boolean),
            ("trim", [_]) => simple("sr_trim", text),
            ("ltrim", [_]) => simple("sr_ltrim", text),
            ("rtrim", [_]) => simple("sr_rtrim", text),
            ("hex", [_]) => simple("sr_hex", text),
            ("unhex", [_]) => simple("sr_unhex", text),
            // Dates.
            ("date" | "to_date", [_]) => {
                let code = self.bind_text(type_code(Date));
                Ok(Typed::new(format!("sr_cast({list}, {code})"), Date))
            }
            ("date_trunc", [_, date]) => {
                let to = if *date == Date { Date } else { DateTime };
                let code = self.bind_text(type_code(to));
                Ok(Typed::new(format!("sr_cast(sr_date_trunc({list}), {code})"), to))
            }
            ("date_add" | "adddate" | "days_add", [_, _]) => self.moved("sr_date_add", &arguments, "DAY"),
            ("date_sub" | "subdate" | "days_sub", [_, _]) => self.moved("sr_date_sub", &arguments, "DAY"),
            ("years_add", [_, _]) => self.moved("sr_date_add", &arguments, "YEAR"),
            ("months_add", [_, _]) => self.moved("sr_date_add", &arguments, "MONTH"),
            ("weeks_add", [_, _]) => self.moved("sr_date_add", &arguments, "WEEK"),
            ("hours_add", [_, _]) => self.moved("sr_date_add", &arguments, "HOUR"),
            ("minutes_add", [_, _]) => self.moved("sr_date_add", &arguments, "MINUTE"),
            ("seconds_add", [_, _]) => self.moved("sr_date_add", &arguments, "SECOND"),
            ("datediff", [_, _]) => simple("sr_datediff", Int),
            ("year", [_]) => simple("sr_year", ResultType::SmallInt),
            ("quarter" | "month" | "day" | "hour" | "minute" | "second", [_]) => {
                simple(&format!("sr_{name}"), TinyInt)
            }
            ("dayofmonth", [_]) => simple("sr_day", TinyInt),
            ("dayofweek", [_]) => simple("sr_dayofweek", Int),
            ("dayofyear", [_]) => simple("sr_dayofyear", Int),
            ("date_format", [_, _]) => simple("sr_date_format", text),
            // JSON.
            ("parse_json", [_]) => simple("sr_parse_json", Json),
            ("json_query", [_, _]) => simple("sr_json_query", Json),
            ("get_json_string" | "get_json_object", [_, _]) => simple("sr_get_json_string", text),
            ("get_json_int", [_, _]) => simple("sr_get_json_int", BigInt),
            ("get_json_double", [_, _]) => simple("sr_get_json_double", Double),
            // Arrays, maps, structs.
            ("array_length" | "cardinality" | "map_size", [Nested | ResultType::Null]) => {
                simple("sr_collection_size", Int)
            }
            ("element_at", [Nested, _]) => {
                let mut values = arguments;
                let at = values.remove(1);
                let collection = values.remove(0);
                Ok(self.element(collection, at))
            }
            ("array_contains", [Nested, _]) => simple("sr_array_contains", Boolean),
            ("map", pairs) if pairs.len() % 2 == 0 => Ok(self.map(arguments)),
            ("array", _) => Ok(self.array(arguments)),
            ("row" | "struct", [_, ..]) => {
                let fields: Vec<(String, Typed)> = arguments
                    .into_iter()
                    .enumerate()
                    .map(|(index, value)| (format!("col{}", index + 1), value))
                    .collect();
                Ok(self.structure(fields))
            }
            ("named_struct", pairs) if pairs.len() % 2 == 0 => {
                let mut fields = Vec::new();
                let mut values = arguments.into_iter();
                while let (Some(name), Some(value)) = (values.next(), values.next()) {
                    let place = name.sql.strip_prefix('?').and_then(|place| place.parse::<usize>().ok());
                    match place.and_then(|place| self.parameters.get(place - 1)) {
                        Some(Value::Text(name)) => fields.push((name.clone(), value)),
                        _ => {
                            return Err(SqlError::analyzing(
                                "named_struct field name must be a string literal",
                            ));
                        }
                    }
                }
                Ok(self.structure(fields))
            }
            // BITMAP, HLL, PERCENTILE.
            ("to_bitmap", [_]) => simple("sr_to_bitmap", Bitmap),
            ("bitmap_hash", [_]) => simple("sr_bitmap_hash", Bitmap),
            ("bitmap_hash64", [_]) => simple("sr_bitmap_hash64", Bitmap),
            ("bitmap_empty", []) => Ok(Typed::new("x''", Bitmap)),
            ("bitmap_from_string", [_]) => simple("sr_bitmap_from_string", Bitmap),
            ("bitmap_count", [Bitmap | ResultType::Null]) => simple("sr_numbers_count", BigInt),
            ("bitmap_to_string", [Bitmap | ResultType::Null]) => simple("sr_bitmap_to_string", text),
            ("bitmap_to_array", [Bitmap]) => simple("sr_bitmap_to_array", Nested),
            ("bitmap_contains", [Bitmap, _]) => simple("sr_bitmap_contains", Boolean),
            ("bitmap_or" | "bitmap_and" | "bitmap_xor" | "bitmap_andnot", [Bitmap, Bitmap, ..]) => {
                simple(&format!("sr_{name}"), Bitmap)
            }
            ("hll_hash", [_]) => simple("sr_hll_hash", Hll),
            ("hll_empty", []) => Ok(Typed::new("x''", Hll)),
            ("hll_cardinality", [Hll | ResultType::Null]) => simple("sr_numbers_count", BigInt),
            ("percentile_hash", [_]) => simple("sr_percentile_hash", Percentile),
            ("percentile_empty", []) => Ok(Typed::new("x''", Percentile)),
            ("percentile_approx_raw", [Percentile, _]) => simple("sr_percentile_approx_raw", Double),
            _ => Err(self.no_match(name, &arguments)),
        }
    }

    fn no_match(&self, name: &str, arguments: &[Typed]) -> SqlError {
        if NOT_IN_STARROCKS.contains(&name) {
            let types: Vec<String> =
                arguments.iter().map(|argument| type_code(argument.result_type)).collect();
            return SqlError::analyzing(format!(
                "No matching function with signature: {name}({})",
                types.join(", ")
            ));
        }
        let types: Vec<String> = arguments.iter().map(|argument| type_code(argument.result_type)).collect();
        unknown(format!("the function {name}({})", types.join(", ")))
    }

    fn moved(&mut self, function: &str, arguments: &[Typed], unit: &str) -> Result<Typed, SqlError> {
        let unit = self.bind_text(unit);
        let sql = format!("{function}({}, {}, {unit})", arguments[0].sql, arguments[1].sql);
        Ok(Typed::new(sql, ResultType::DateTime))
    }

    fn text_value(&mut self, value: String) -> Typed {
        let length = u32::try_from(value.len()).unwrap_or(u32::MAX).max(1);
        Typed::new(self.bind_text(value), ResultType::Varchar(length))
    }

    pub(super) fn array(&mut self, elements: Vec<Typed>) -> Typed {
        let parts = self.with_codes(elements);
        Typed::new(format!("sr_array({})", parts.join(", ")), ResultType::Nested)
    }

    pub(super) fn map(&mut self, entries: Vec<Typed>) -> Typed {
        let parts = self.with_codes(entries);
        Typed::new(format!("sr_map({})", parts.join(", ")), ResultType::Nested)
    }

    fn structure(&mut self, fields: Vec<(String, Typed)>) -> Typed {
        let mut parts = Vec::new();
        for (name, value) in fields {
            parts.push(self.bind_text(name));
            parts.extend(self.with_codes(vec![value]));
        }
        Typed::new(format!("sr_struct({})", parts.join(", ")), ResultType::Nested)
    }

    fn with_codes(&mut self, values: Vec<Typed>) -> Vec<String> {
        let mut parts = Vec::new();
        for value in values {
            let code = self.bind_text(type_code(value.result_type));
            parts.push(value.sql);
            parts.push(code);
        }
        parts
    }

    /// `collection[at]`
    pub(super) fn element(&mut self, collection: Typed, at: Typed) -> Typed {
        let data_type = match &collection.data_type {
            Some(DataType::Array(element)) => Some(element.get().clone()),
            Some(DataType::Map(_, value)) => Some(value.get().clone()),
            _ => None,
        };
        self.part(format!("sr_element_at({}, {})", collection.sql, at.sql), data_type)
    }

    /// `structure.name`
    pub(super) fn field(&mut self, structure: Typed, name: &str) -> Typed {
        let data_type = match &structure.data_type {
            Some(DataType::Struct(fields)) => fields
                .iter()
                .find(|field| field.name.eq_ignore_ascii_case(name))
                .map(|field| field.data_type.clone()),
            _ => None,
        };
        let name = self.bind_text(name);
        self.part(format!("sr_field({}, {name})", structure.sql), data_type)
    }

    fn part(&mut self, sql: String, data_type: Option<DataType>) -> Typed {
        let result_type = data_type.as_ref().map_or(ResultType::STRING, ResultType::of);
        let mut typed = Typed::new(sql, result_type);
        typed.data_type = data_type;
        typed
    }
}
