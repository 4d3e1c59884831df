//! Expressions as a server prints them. It prints the tree that it read: brackets, blanks and spellings are its own.

mod ast;
mod complex_default;
mod decimal;
mod functions;
mod printer;
mod read;

use crate::schema::{DataType, DefaultValue, Expression, KeyModel};
use ast::{Call, Node};
use printer::Form;
use read::parse;

/// The expression of a generated column. An expression that has no tree stays as it is.
pub(super) fn generated(expression: &Expression, model: KeyModel) -> Expression {
    let form = match model {
        // The columns of a PRIMARY KEY table go through another printer than those of the other models.
        KeyModel::Primary => Form::Plain,
        _ => Form::Sql,
    };
    parse(&expression.text)
        .and_then(|node| printer::print(&node, form))
        .map_or_else(|| bare(expression), Expression::new)
}

/// A partition expression.
pub(super) fn partition(expression: &Expression) -> Expression {
    let Some(node) = parse(&expression.text) else { return bare(expression) };
    let node = match &node {
        // The server casts these by itself, and takes any cast around them for its own.
        Node::Cast { value, .. } if is_from_unixtime(value) => value,
        node => node,
    };
    printer::print(node, Form::Plain).map_or_else(|| bare(expression), Expression::new)
}

/// A partition expression as the server's messages print it.
pub(in crate::rules) fn printed_partition_expression(text: &str) -> String {
    partition(&Expression::new(text.to_owned())).text.into_owned()
}

/// An expression without a tree: only the blanks around it go.
fn bare(expression: &Expression) -> Expression {
    Expression::new(expression.text.trim().to_owned())
}

fn is_from_unixtime(node: &Node) -> bool {
    matches!(node, Node::Call(call)
        if ["from_unixtime", "from_unixtime_ms"].iter().any(|name| call.name.eq_ignore_ascii_case(name)))
}

/// A default, as a column of this type keeps it.
pub(super) fn default_value(default: &DefaultValue, data_type: &DataType) -> DefaultValue {
    let expression = match default {
        DefaultValue::CurrentTimestamp(None | Some(0..=6)) => return default.clone(),
        // Digits that no time has make an ordinary function of it.
        DefaultValue::CurrentTimestamp(Some(digits)) => {
            return in_brackets(&format!("current_timestamp({digits})"));
        }
        DefaultValue::Expression(expression) => expression,
        other => return other.clone(),
    };
    let Some(node) = parse(&expression.text) else { return default.clone() };
    match &node {
        Node::Text(text) => DefaultValue::Text(text.clone().into()),
        Node::Null => DefaultValue::Null,
        Node::Call(call) if !call.name.eq_ignore_ascii_case("row") => function(call, &expression.text),
        _ => complex_default::folded(node, data_type)
            .and_then(|folded| printer::print(&folded, Form::Plain))
            .map_or_else(|| default.clone(), |text| DefaultValue::Expression(Expression::new(text))),
    }
}

/// `now()`, with or without digits, is CURRENT_TIMESTAMP; other functions stand in brackets.
fn function(call: &Call, written: &str) -> DefaultValue {
    let Some(text) = printer::print(&Node::Call(call.clone()), Form::Plain) else {
        return in_brackets(written);
    };
    let lower = text.to_lowercase();
    let digits = ["now(", "current_timestamp("]
        .iter()
        .find_map(|function| lower.strip_prefix(function)?.strip_suffix(')'));
    if digits.is_some_and(|digits| ["", "0", "1", "2", "3", "4", "5", "6"].contains(&digits)) {
        return DefaultValue::CurrentTimestamp(None);
    }
    // The grammar has a rule of its own for `(f())`, and that one reads names in lower case.
    match written.starts_with('(') && call.arguments.is_empty() {
        true => in_brackets(&lower),
        false => in_brackets(&text),
    }
}

fn in_brackets(text: &str) -> DefaultValue {
    DefaultValue::Expression(Expression::new(format!("({text})")))
}

/// A text as a server prints it inside an expression.
fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::StructField;

    fn print(text: &str, form: Form) -> String {
        let node = parse(text).unwrap_or_else(|| panic!("no tree: {text}"));
        printer::print(&node, form).unwrap_or_else(|| panic!("not printed: {text}"))
    }

    #[test]
    fn generated_columns() {
        for (text, sql, plain) in [
            ("(k)", "`k`", "k"),
            ("`K` + 1", "`K` + 1", "`K` + 1"),
            ("(a + b) * c", "(`a` + `b`) * `c`", "a + b * c"),
            ("-a", "-1 * `a`", "-1 * a"),
            ("~a", "~`a`", "~ a"),
            ("UPPER(a)", "upper(`a`)", "UPPER(a)"),
            ("IF(a>0,a,0)", "if(`a` > 0, `a`, 0)", "if(a > 0, a, 0)"),
            ("not a", "NOT `a`", "NOT (a)"),
            ("a and b or c", "(`a` AND `b`) OR `c`", "((a) AND (b)) OR (c)"),
            ("a<>1", "`a` != 1", "a != 1"),
            ("a is not null", "`a` IS NOT NULL", "a IS NOT NULL"),
            ("a+1 between 1 and 2", "(`a` + 1) BETWEEN 1 AND 2", "a + 1 BETWEEN 1 AND 2"),
            ("a not between 1 and 2", "`a` NOT BETWEEN 1 AND 2", "a NOT BETWEEN 1 AND 2"),
            ("a not in (1,2)", "`a` NOT IN (1, 2)", "a NOT IN (1, 2)"),
            ("a like \"x%\"", "`a` LIKE 'x%'", "a LIKE 'x%'"),
            (
                "case when a>0 then 'a' else concat(b) end",
                "CASE WHEN (`a` > 0) THEN 'a' ELSE (concat(`b`)) END",
                "CASE WHEN a > 0 THEN 'a' ELSE concat(b) END",
            ),
            ("case a when 1 then 2 end", "CASE `a` WHEN 1 THEN 2 END", "CASE a WHEN 1 THEN 2 END"),
            ("cast(a+1 as string)", "CAST((`a` + 1) AS VARCHAR(65533))", "CAST(a + 1 AS VARCHAR(65533))"),
            ("cast(a as decimal(10,2))", "CAST(`a` AS DECIMAL64(10,2))", "CAST(a AS DECIMAL64(10,2))"),
            ("a[1]", "`a`[1]", "a[1]"),
            ("j -> 'x'", "`j`->'x'", "j->'x'"),
            ("t.k", "`t`.`k`", "`t`.`k`"),
            ("d+interval 1 day", "`d` + INTERVAL 1 DAY", "d + INTERVAL 1 DAY"),
            ("interval 1 day+d", "INTERVAL 1 DAY + `d`", "INTERVAL 1 DAY + d"),
            (
                "date_add(d, interval n hour)",
                "date_add(`d`, INTERVAL `n` HOUR)",
                "date_add(d, INTERVAL n HOUR)",
            ),
            ("timestampdiff(day, a, b)", "TIMESTAMPDIFF(DAY, `a`, `b`)", "TIMESTAMPDIFF(DAY, a, b)"),
            (
                "time_slice(d, interval 7 HOUR)",
                "time_slice(`d`, INTERVAL 7 hour, floor)",
                "time_slice(d, 7, 'hour', 'floor')",
            ),
            ("date '2024-1-1'", "'2024-01-01'", "'2024-01-01'"),
            ("a > 5.", "`a` > 5E0", "a > 5"),
            ("a > 1e3", "`a` > 1000E0", "a > 1000"),
            ("a > .50", "`a` > 0.50", "a > 0.50"),
            ("'it''s'", "'it\\'s'", "'it\\'s'"),
            ("x'ab'", "'AB'", "'AB'"),
            ("current_date", "current_date()", "CURRENT_DATE()"),
            ("database()", "DATABASE()", "DATABASE()"),
            ("@x", "@x", "@x"),
            ("db.f(a)", "`db`.f(`a`)", "db.f(a)"),
        ] {
            assert_eq!(print(text, Form::Sql), sql, "{text}");
            assert_eq!(print(text, Form::Plain), plain, "{text}");
        }
    }

    #[test]
    fn partition_expressions() {
        for (text, printed) in [
            ("DATE_TRUNC(\"day\", `Dt`)", "DATE_TRUNC('day', `Dt`)"),
            ("cast( substr(s,3) as bigint)", "CAST(substr(s, 3) AS BIGINT)"),
            ("cast(from_unixtime(ts) as datetime)", "from_unixtime(ts)"),
            ("date_trunc('day', t.dt)", "date_trunc('day', `t`.`dt`)"),
        ] {
            assert_eq!(partition(&Expression::new(text)).text, printed, "{text}");
        }
    }

    #[test]
    fn defaults() {
        let float = DataType::array(DataType::Float);
        let moments = DataType::array(DataType::DateTime);
        let decimals = DataType::array(DataType::decimal(10, 2));
        let rows = DataType::Struct(vec![StructField::new("a", DataType::Double)].into());
        let map = DataType::map(DataType::Double, DataType::Int);
        let time = DataType::DateTime;
        for (text, data_type, printed) in [
            ("(\"x\")", &DataType::String, "'x'"),
            ("UUID()", &DataType::String, "(UUID())"),
            ("(UUID())", &DataType::String, "(uuid())"),
            ("db.now()", &time, "(db.now())"),
            ("[1, 2.5]", &float, "[1.0,2.5]"),
            ("[ 10000000 , 0.0001]", &float, "[1.0E7,1.0E-4]"),
            ("['2024-1-1', date '2024-01-02']", &moments, "['2024-01-01 00:00:00','2024-01-02 00:00:00']"),
            ("[1, 2.345, 2.5]", &decimals, "[1,2.35,2.5]"),
            ("ARRAY<INT>[-1, +2]", &DataType::array(DataType::Int), "[-1,2]"),
            ("['1', 2.9]", &DataType::array(DataType::Int), "[1,2]"),
            ("[1.50, 'a']", &DataType::array(DataType::String), "['1.50','a']"),
            ("map(1, 2)", &map, "map{1.0:2}"),
            ("row( 1 )", &rows, "row(1)"),
            ("struct(1)", &rows, "row(1)"),
        ] {
            let value = default_value(&DefaultValue::Expression(Expression::new(text)), data_type);
            let shown = match value {
                DefaultValue::Text(text) => format!("'{text}'"),
                DefaultValue::Expression(expression) => expression.text.into_owned(),
                other => format!("{other:?}"),
            };
            assert_eq!(shown, printed, "{text}");
        }
        for text in ["now()", "NOW(3)", "(current_timestamp)", "{fn now()}"] {
            let value = default_value(&DefaultValue::Expression(Expression::new(text)), &time);
            assert_eq!(value, DefaultValue::CurrentTimestamp(None), "{text}");
        }
    }
}
