//! The type of an expression, from its operands up.

use super::arithmetic::{arithmetic, decimal_literal, whole_number};
use super::calls::{call, signature};
use super::operators::{OPERATORS, comparison, field, subscript};
use super::scope::Scope;
use super::types::Type;
use super::{Stop, Typed};
use crate::schema::DataType;
use crate::sql::tree::{Kind, Node};

impl Scope<'_> {
    /// The type of a generated column's expression. `wanted` is the type of the column: a literal takes it on.
    pub(in crate::rules) fn generated_type(&self, node: &Node, text: &str, wanted: &Type) -> Typed {
        let takes_it_on = match &node.kind {
            Kind::Variable | Kind::Interval(_) | Kind::UnitBoundary => true,
            Kind::Unary('-' | '+') => node.children.iter().all(is_number),
            Kind::Array(None) | Kind::Map(None) => return Err(Stop::Unknown),
            _ => node.is_literal(),
        };
        if takes_it_on { Ok(wanted.clone()) } else { self.type_of(node, text) }
    }

    pub(in crate::rules) fn type_of(&self, node: &Node, text: &str) -> Typed {
        let children = &node.children;
        let child = |nth: usize| children.get(nth).ok_or(Stop::Unknown).and_then(|c| self.type_of(c, text));
        Ok(match &node.kind {
            Kind::Null => Type::Null,
            Kind::Boolean => Type::BOOLEAN,
            Kind::Integer => whole_number(&text[node.span.clone()])?,
            Kind::Decimal => decimal_literal(&text[node.span.clone()])?,
            Kind::Float => Type::DOUBLE,
            Kind::Text => Type::VARCHAR,
            Kind::Binary => Type::VARBINARY,
            Kind::Date => Type::DATE,
            Kind::DateTime => Type::DATETIME,
            Kind::Column(parts) => self.column(parts)?,
            Kind::Field(name) => field(&child(0)?, name)?,
            Kind::Call(_) => self.call(node, text)?,
            Kind::Cast(to) => {
                let (from, to) = (child(0)?, Type::of(to).ok_or(Stop::Unknown)?);
                if !from.casts_to(&to) {
                    let of = &text[children[0].span.clone()];
                    let (from, to) = (from.server_sql(), to.server_sql());
                    return Err(Stop::Refused(format!(
                        "Invalid type cast from {from} to {to} in sql `{of}`"
                    )));
                }
                to
            }
            Kind::Case { operand, otherwise } => self.case(node, text, *operand, *otherwise)?,
            Kind::Unary('-') => {
                let operand = child(0)?;
                match children.first() {
                    Some(number) if is_number(number) => operand,
                    _ => arithmetic("*", &Type::TINYINT, &operand)?,
                }
            }
            Kind::Unary('+') => child(0)?,
            Kind::Unary('~') => Type::BIGINT,
            Kind::Unary(_) | Kind::Not | Kind::Logical => {
                for operand in children {
                    let of = self.type_of(operand, text)?;
                    if !of.casts_to(&Type::BOOLEAN) {
                        let sql = &text[operand.span.clone()];
                        return Err(Stop::Refused(format!("{sql} can not be converted to boolean type.")));
                    }
                }
                Type::BOOLEAN
            }
            Kind::Arithmetic(operator) => match children.as_slice() {
                [date, Node { kind: Kind::Interval(unit), children: value, .. }]
                | [Node { kind: Kind::Interval(unit), children: value, .. }, date] => {
                    let verb = if *operator == "-" { "sub" } else { "add" };
                    let value = value.first().ok_or(Stop::Unknown)?;
                    self.moved(date, value, &format!("{}s_{verb}", unit.to_lowercase()), text)?
                }
                _ => arithmetic(operator, &child(0)?, &child(1)?)?,
            },
            Kind::Comparison(operator) => comparison(operator, &child(0)?, &child(1)?)?,
            Kind::IsNull | Kind::Between | Kind::In => {
                for operand in children {
                    let of = self.type_of(operand, text)?;
                    let complex = of.is_complex() && node.kind == Kind::Between;
                    if of.is_sketch() || complex {
                        return Err(Stop::Refused(NO_PREDICATE.to_owned()));
                    }
                }
                Type::BOOLEAN
            }
            Kind::Like(word) => {
                for (side, operand) in ["left", "right"].into_iter().zip(children) {
                    let of = self.type_of(operand, text)?;
                    if of.is_sketch() || of.is_complex() {
                        return Err(Stop::Refused(NO_PREDICATE.to_owned()));
                    }
                    if !of.is_text() && !of.is_null() {
                        let sql = &text[node.span.clone()];
                        let word = if *word == "RLIKE" { "REGEXP" } else { word };
                        return Err(Stop::Refused(format!(
                            "{side} operand of {word} must be of type STRING: {sql}"
                        )));
                    }
                }
                Type::BOOLEAN
            }
            Kind::Array(Some(data_type)) | Kind::Map(Some(data_type)) => {
                Type::of(data_type).ok_or(Stop::Unknown)?
            }
            Kind::Array(None) => Type::array(self.common(children.iter(), text)?),
            Kind::Map(None) => {
                let key = self.common(children.iter().step_by(2), text)?;
                let value = self.common(children.iter().skip(1).step_by(2), text)?;
                Type::Map(Box::new(key), Box::new(value))
            }
            Kind::Subscript => subscript(&child(0)?, &child(1)?, children, text)?,
            Kind::Slice => match child(0)? {
                array @ Type::Array(_) => array,
                other => {
                    let name = other.server_name();
                    return Err(Stop::Refused(format!(
                        "cannot subscript type{name} because it is not an array"
                    )));
                }
            },
            Kind::Arrow => match child(0)? {
                Type::Scalar(DataType::Json) => Type::JSON,
                other => {
                    let name = other.server_name();
                    return Err(Stop::Refused(format!(
                        "-> operator could only be used for json column, but got {name}"
                    )));
                }
            },
            Kind::Lambda(_) => Type::Lambda,
            Kind::Subquery => selected(&text[node.span.clone()])?,
            Kind::Interval(_)
            | Kind::UnitBoundary
            | Kind::Parameter
            | Kind::Variable
            | Kind::Pipes
            | Kind::Match
            | Kind::Exists
            | Kind::Opaque => return Err(Stop::Unknown),
        })
    }

    fn common<'n>(&self, nodes: impl Iterator<Item = &'n Node>, text: &str) -> Typed {
        let mut common: Option<Type> = None;
        for node in nodes {
            let next = self.type_of(node, text)?;
            common = Some(match common {
                None => next,
                Some(known) => known.common(&next).ok_or_else(|| {
                    let (known, next) = (known.server_name(), next.server_name());
                    Stop::Refused(format!("types {known} and {next} cannot be matched"))
                })?,
            });
        }
        Ok(common.unwrap_or(Type::Null))
    }

    fn case(&self, node: &Node, text: &str, operand: bool, otherwise: bool) -> Typed {
        let mut children = node.children.iter();
        if operand {
            self.type_of(children.next().ok_or(Stop::Unknown)?, text)?;
        }
        let pairs = node.children.len() - usize::from(operand) - usize::from(otherwise);
        let mut results = Vec::new();
        for (nth, child) in children.enumerate() {
            let of = self.type_of(child, text)?;
            if nth % 2 == 1 || nth == pairs {
                results.push(of);
            }
        }
        if results.iter().all(Type::is_null) {
            return Ok(Type::BOOLEAN);
        }
        let (first, rest) = results.split_first().ok_or(Stop::Unknown)?;
        let mut common = first.clone();
        for (nth, next) in rest.iter().enumerate() {
            common = common.common(next).ok_or_else(|| {
                let (next, before) = (next.server_name(), results[nth].server_name());
                Stop::Refused(format!("Failed to get compatible type for CaseWhen with {next} and {before}"))
            })?;
        }
        let bare = Type::VARCHAR;
        if common.is_text() && common != bare && rest.contains(&bare) {
            return Ok(Type::Scalar(DataType::Varchar(Some(1_048_576))));
        }
        Ok(common)
    }

    /// A date with an interval added or taken away.
    fn moved(&self, date: &Node, value: &Node, function: &str, text: &str) -> Typed {
        let date = self.type_of(date, text)?;
        if !date.casts_to(&Type::DATETIME) {
            return Err(Stop::Unknown);
        }
        let types = [Type::DATETIME, self.type_of(value, text)?];
        call(function, &[], &types, text).map_err(|stop| match stop {
            Stop::Refused(_) => Stop::Refused(signature(function, &types)),
            Stop::Unknown => Stop::Unknown,
        })
    }

    fn call(&self, node: &Node, text: &str) -> Typed {
        let Kind::Call(written) = &node.kind else {
            return Err(Stop::Unknown);
        };
        let name = written.name.as_str();
        let arguments = node.children.as_slice();
        match (name, arguments) {
            ("date_add" | "adddate" | "timestampadd", _) | ("date_sub" | "subdate" | "days_sub", _) => {
                return self.date_arithmetic(name, arguments, text);
            }
            (
                "time_slice" | "date_slice",
                [date, Node { kind: Kind::Interval(_), children: value, .. }, ..],
            ) => {
                let value = value.first().ok_or(Stop::Unknown)?;
                let types =
                    [self.type_of(date, text)?, self.type_of(value, text)?, Type::VARCHAR, Type::VARCHAR];
                if !is_number(value) {
                    let why = format!("{name} requires second parameter must be a constant interval");
                    return Err(Stop::Refused(why));
                }
                return call(name, &[], &types, text);
            }
            ("element_at", [base, at]) => {
                return subscript(&self.type_of(base, text)?, &self.type_of(at, text)?, arguments, text);
            }
            ("isnull" | "isnotnull", [operand]) => {
                return match self.type_of(operand, text)?.is_sketch() {
                    true => Err(Stop::Refused(NO_PREDICATE.to_owned())),
                    false => Ok(Type::BOOLEAN),
                };
            }
            (
                "add" | "subtract" | "multiply" | "divide" | "int_divide" | "bitand" | "bitor" | "bitxor",
                [a, b],
            ) => {
                let operator = OPERATORS.iter().find(|(known, _)| *known == name).ok_or(Stop::Unknown)?.1;
                return arithmetic(operator, &self.type_of(a, text)?, &self.type_of(b, text)?);
            }
            (
                "database" | "schema" | "user" | "session_user" | "current_user" | "current_role"
                | "current_group" | "current_warehouse" | "catalog" | "session_id",
                [],
            ) => return Ok(Type::VARCHAR),
            ("connection_id", []) => return Ok(Type::BIGINT),
            ("map", pairs) if pairs.len() % 2 == 0 => {
                let key = self.common(pairs.iter().step_by(2), text)?;
                let value = self.common(pairs.iter().skip(1).step_by(2), text)?;
                return Ok(Type::Map(Box::new(key), Box::new(value)));
            }
            ("count", []) if written.star => return Ok(Type::BIGINT),
            _ => {}
        }
        if written.clauses || written.star {
            return Err(Stop::Unknown);
        }
        let mut types = Vec::new();
        for argument in arguments {
            types.push(self.type_of(argument, text)?);
        }
        match (name, types.as_slice()) {
            // With another number of arguments the frontend's parser passes none of them on.
            ("substr" | "substring", _) if !matches!(arguments.len(), 2 | 3) => types.clear(),
            ("substr" | "substring", _) => {
                // A number is passed on as an INT.
                for (argument, of) in arguments.iter().zip(&mut types).skip(1) {
                    if is_number(argument) {
                        *of = Type::INT;
                    }
                }
            }
            ("lpad" | "rpad", [_, _]) => types.push(Type::VARCHAR),
            ("str_to_map", [_]) => types.extend([Type::VARCHAR, Type::VARCHAR]),
            ("str_to_map", [_, _]) => types.push(Type::VARCHAR),
            ("aes_encrypt" | "aes_decrypt", [_, _]) => types.extend([Type::Null, Type::VARCHAR]),
            ("aes_encrypt" | "aes_decrypt", [_, _, _]) => types.push(Type::VARCHAR),
            _ => {}
        }
        let name = match name {
            "struct" => "row",
            "ilike" => "like",
            "rlike" => "regexp",
            "boolor_agg" => "bool_or",
            "approx_count_distinct_hll_sketch" => "ds_hll_count_distinct",
            "ds_hll_accumulate" | "ds_hll_combine" | "ds_hll_estimate" => return Err(Stop::Unknown),
            name => name,
        };
        if name == "count" && written.distinct {
            return Ok(Type::BIGINT);
        }
        call(name, arguments, &types, text)
    }

    /// `date_add(d, INTERVAL 1 DAY)`, `date_add(d, 1)` and `timestampadd(DAY, 1, d)`.
    fn date_arithmetic(&self, name: &str, arguments: &[Node], text: &str) -> Typed {
        let verb = if name.contains("sub") { "sub" } else { "add" };
        match arguments {
            [date, Node { kind: Kind::Interval(unit), children: value, .. }] => {
                let value = value.first().ok_or(Stop::Unknown)?;
                self.moved(date, value, &format!("{}s_{verb}", unit.to_lowercase()), text)
            }
            [date, days] => self.moved(date, days, &format!("days_{verb}"), text),
            [Node { kind: Kind::UnitBoundary, span, .. }, value, date] => {
                let unit = text[span.clone()].to_lowercase();
                self.moved(date, value, &format!("{unit}s_{verb}"), text)
            }
            _ => Err(Stop::Unknown),
        }
    }
}

const NO_PREDICATE: &str = "HLL, BITMAP, PERCENTILE and ARRAY, MAP, STRUCT type couldn't as Predicate";

/// The type of a literal.
pub(in crate::rules) fn literal(node: &Node, text: &str) -> Option<Type> {
    if node.is_literal() { Scope::constant().type_of(node, text).ok() } else { None }
}

fn is_number(node: &Node) -> bool {
    matches!(node.kind, Kind::Integer | Kind::Decimal | Kind::Float)
}

/// The type of `(SELECT constant)`; what reads a table is not looked into.
fn selected(query: &str) -> Typed {
    let inside = query.trim_start_matches('(').trim_end_matches(')').trim();
    let constant = inside.get(.."SELECT".len()).filter(|word| word.eq_ignore_ascii_case("SELECT"));
    let text = constant.map(|word| inside[word.len()..].trim()).ok_or(Stop::Unknown)?;
    let tree = Node::parse(text).filter(Node::is_literal).ok_or(Stop::Unknown)?;
    Scope::constant().type_of(&tree, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::parse_create_table;

    const TABLE: &str = "CREATE TABLE t (b BOOLEAN, ti TINYINT, i INT, bi BIGINT, f FLOAT, d DOUBLE, dec DECIMAL(10, 2), dt DATE, \
                         ts DATETIME, s VARCHAR(20), j JSON, a ARRAY<INT>, m MAP<STRING, INT>, st STRUCT<x INT, y STRING>)";

    fn typed(text: &str) -> String {
        let table = parse_create_table(TABLE).unwrap().table;
        match Scope::generated(&table).type_of(&Node::parse(text).unwrap(), text) {
            Ok(given) => given.server_name(),
            Err(Stop::Refused(message)) => message,
            Err(Stop::Unknown) => "?".to_owned(),
        }
    }

    #[test]
    fn expressions_have_the_frontends_types() {
        for (text, given) in [
            ("i + 1", "BIGINT"),
            ("ti + 1", "SMALLINT"),
            ("ti + i", "BIGINT"),
            ("i / 2", "DOUBLE"),
            ("i DIV 2", "INT"),
            ("dec + 1", "DECIMAL64(12,2)"),
            ("dec * dec", "DECIMAL128(20,4)"),
            ("dec / 3", "DECIMAL128(38,8)"),
            ("-i", "BIGINT"),
            ("s || 'x'", "?"),
            ("concat(s, i)", "VARCHAR"),
            ("abs(ti)", "SMALLINT"),
            ("if(b, i, bi)", "BIGINT"),
            ("coalesce(dt, ts)", "DATETIME"),
            ("CASE WHEN b THEN 1 ELSE 300 END", "SMALLINT"),
            ("date_trunc('day', dt)", "DATE"),
            ("dt + INTERVAL 1 DAY", "DATETIME"),
            ("date_add(ts, 1)", "DATETIME"),
            ("str_to_date(s, '%Y-%m-%d')", "DATE"),
            ("str_to_date(s, '%Y-%m-%d %H')", "DATETIME"),
            ("j -> 'a'", "JSON"),
            ("a[1]", "INT"),
            ("m['k']", "INT"),
            ("st.y", "VARCHAR(65533)"),
            ("t.i", "INT"),
            ("map_keys(m)", "ARRAY<VARCHAR(65533)>"),
            ("array_append(a, 1)", "ARRAY<INT>"),
            ("array_map(x -> x + 1, a)", "?"),
            ("[1, 2.5]", "ARRAY<DECIMAL32(4,1)>"),
            ("i > 1 AND s LIKE 'x%'", "BOOLEAN"),
            ("round(dec, 1)", "?"),
            ("nosuch(i, s)", "No matching function with signature: nosuch(int(11), varchar(20))"),
            ("upper(s, s)", "No matching function with signature: upper(varchar(20), varchar(20))"),
            ("array_length(i)", "The only one input of array_length should be an array, rather than int(11)"),
            ("a + 1", "cast type array<int(11)> with type smallint(6) is invalid"),
        ] {
            assert_eq!(typed(text), given, "{text}");
        }
    }
}
