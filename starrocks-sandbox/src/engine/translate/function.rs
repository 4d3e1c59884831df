//! Function calls.

use super::aggregate::is_aggregate;
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
    FunctionArguments,
};

/// Functions of MySQL that StarRocks does not have.
const NOT_IN_STARROCKS: &[&str] =
    &["found_rows", "get_lock", "is_free_lock", "last_insert_id", "release_lock", "row_count"];

/// 128 bits that no other call gets. Not secret: they come from the hasher that the standard library seeds at random.
fn random() -> u128 {
    use std::hash::{BuildHasher, RandomState};
    let half = || u128::from(RandomState::new().hash_one(std::time::Instant::now()));
    half() << 64 | half()
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

    pub(super) fn arguments(
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
            ("uuid", []) => {
                let text = format!("{:032x}", random());
                let parts = [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]];
                Ok(self.text_value(parts.join("-")))
            }
            ("uuid_numeric", []) => {
                let number = (random() >> 1).to_string();
                Ok(Typed::new(self.bind_text(number), ResultType::LargeInt))
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

    pub(super) fn no_match(&self, name: &str, arguments: &[Typed]) -> SqlError {
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
}
