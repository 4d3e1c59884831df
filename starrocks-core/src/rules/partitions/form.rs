//! Which kind of partitioning the server makes of PARTITION BY, told from the form of its expressions.

use crate::schema::{DataType, Expression, IntervalUnit, PartitionExpression, Partitioning, Table};
use crate::sql::expression::tokens;
use crate::sql::is_reserved;
use crate::sql::lexer::{TokenKind, identifier_value, string_value};

/// How the names of hidden columns begin; a number follows.
pub(in crate::rules) const HIDDEN_COLUMN: &str = "__generated_partition_column_";

/// What the server makes of PARTITION BY.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) enum PartitionForm {
    /// No partitions.
    None,
    /// RANGE over columns.
    Range,
    /// RANGE over an expression.
    RangeExpression,
    /// LIST, or columns in parentheses.
    List,
    /// RANGE over one function of one column, `date_trunc('day', dt)`, whose partitions the server makes.
    Automatic(AutomaticRange),
    /// `str2date(c, '…')` outside RANGE, which only looks like a partition function.
    Str2Date,
    /// Columns and functions, each function a hidden generated column of a LIST table.
    Expressions {
        /// How many of them are functions.
        functions: usize,
    },
}

/// A partition function that the server turns into ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct AutomaticRange {
    pub(in crate::rules) function: RangeFunction,
    pub(in crate::rules) column: String,
    /// The unit, in lower case.
    pub(in crate::rules) unit: String,
}

/// The two functions that the server turns into ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum RangeFunction {
    DateTrunc,
    TimeSlice,
}

impl PartitionForm {
    pub(in crate::rules) fn of(table: &Table) -> Self {
        match &table.partition_by {
            None => PartitionForm::None,
            Some(Partitioning::Range { .. }) => PartitionForm::Range,
            Some(Partitioning::RangeExpression { .. }) => PartitionForm::RangeExpression,
            Some(Partitioning::List { .. } | Partitioning::Columns { .. }) => PartitionForm::List,
            Some(Partitioning::Expressions { expressions, .. }) => {
                if let [PartitionExpression::Function(expression)] = expressions.as_ref()
                    && let Some(form) = single_function(table, expression)
                {
                    return form;
                }
                let is_function =
                    |item: &&PartitionExpression| matches!(item, PartitionExpression::Function(_));
                PartitionForm::Expressions { functions: expressions.iter().filter(is_function).count() }
            }
        }
    }

    /// How many hidden columns the server adds.
    pub(in crate::rules) fn hidden_columns(&self) -> usize {
        match self {
            PartitionForm::Expressions { functions } => *functions,
            _ => 0,
        }
    }
}

/// The form of a single function, when it is not one of the many that become hidden columns.
fn single_function(table: &Table, expression: &Expression) -> Option<PartitionForm> {
    let call = Call::parse(&expression.text)?;
    match call.name.to_ascii_lowercase().as_str() {
        "str2date" => {
            plain_column(call.arguments.first()?)?;
            Some(PartitionForm::Str2Date)
        }
        "date_trunc" => {
            let [unit, column] = call.arguments.as_slice() else {
                return None;
            };
            automatic(table, RangeFunction::DateTrunc, text_value(unit)?, plain_column(column)?)
        }
        "time_slice" => {
            let (column, rest) = call.arguments.split_first()?;
            let column = plain_column(column)?;
            let (unit, boundary) = match rest {
                [interval] => (interval_unit(interval)?, None),
                [interval, boundary] if interval_unit(interval).is_some() => {
                    (interval_unit(interval)?, Some(boundary.trim()))
                }
                // The form in which SHOW CREATE TABLE prints it: the number and the unit as two arguments.
                [_, unit] => (text_value(unit)?, None),
                [_, unit, boundary] => (text_value(unit)?, Some(boundary.trim())),
                _ => return None,
            };
            let floor =
                boundary.is_none_or(|word| word.trim_matches(['\'', '"']).eq_ignore_ascii_case("floor"));
            if !floor {
                return None;
            }
            automatic(table, RangeFunction::TimeSlice, unit, column)
        }
        _ => None,
    }
}

fn automatic(table: &Table, function: RangeFunction, unit: String, column: String) -> Option<PartitionForm> {
    let unit = unit.to_ascii_lowercase();
    let is_datetime = table.column(&column).is_some_and(|c| c.data_type == DataType::DateTime);
    let simple = match unit.as_str() {
        "day" | "month" | "year" => true,
        "hour" | "minute" => is_datetime,
        _ => false,
    };
    simple.then_some(PartitionForm::Automatic(AutomaticRange { function, column, unit }))
}

/// A function call: `name(argument, …)`, and nothing behind it.
pub(in crate::rules) struct Call<'a> {
    pub(in crate::rules) name: &'a str,
    pub(in crate::rules) arguments: Vec<&'a str>,
}

impl<'a> Call<'a> {
    pub(in crate::rules) fn parse(text: &'a str) -> Option<Self> {
        let all = tokens(text);
        let (name, rest) = all.split_first()?;
        let (open, rest) = rest.split_first()?;
        let (close, inside) = rest.split_last()?;
        if name.kind != TokenKind::Word
            || open.kind != TokenKind::Symbol('(')
            || close.kind != TokenKind::Symbol(')')
        {
            return None;
        }
        let mut depth = 0_usize;
        let mut start = open.end;
        let mut arguments = Vec::new();
        for token in inside {
            match token.kind {
                TokenKind::Symbol('(' | '[' | '{') => depth += 1,
                // A bracket that closes the call before its end: this is more than one call.
                TokenKind::Symbol(')' | ']' | '}') => depth = depth.checked_sub(1)?,
                TokenKind::Symbol(',') if depth == 0 => {
                    arguments.push(text[start..token.start].trim());
                    start = token.end;
                }
                _ => {}
            }
        }
        if depth > 0 {
            return None;
        }
        if !inside.is_empty() {
            arguments.push(text[start..close.start].trim());
        }
        Some(Call { name: &text[name.span()], arguments })
    }
}

/// The name in an argument that is a plain column, `c` or `t.c`.
pub(in crate::rules) fn plain_column(argument: &str) -> Option<String> {
    let all = tokens(argument);
    let is_name = |kind| matches!(kind, TokenKind::Word | TokenKind::QuotedIdentifier);
    for (position, token) in all.iter().enumerate() {
        match (position % 2, token.kind) {
            (0, kind) if is_name(kind) => {}
            (1, TokenKind::Symbol('.')) => {}
            _ => return None,
        }
    }
    let last = all.last().filter(|token| is_name(token.kind))?;
    Some(identifier_value(&argument[last.span()]).into_owned())
}

/// Unit and column of `date_trunc('unit', column)`.
pub(in crate::rules) fn date_trunc(text: &str) -> Option<(String, String)> {
    let call = Call::parse(text)?;
    match call.arguments.as_slice() {
        [unit, column] if call.name.eq_ignore_ascii_case("date_trunc") => {
            Some((text_value(unit)?, plain_column(column)?))
        }
        _ => None,
    }
}

/// The names in an expression that can only be columns: no type behind AS, no unit of an INTERVAL.
pub(in crate::rules) fn referenced_columns(text: &str) -> Vec<String> {
    let all = tokens(text);
    let word = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|token| &text[token.span()]);
    let is =
        |at: Option<usize>, keyword: &str| word(at).is_some_and(|word| word.eq_ignore_ascii_case(keyword));
    let mut names = Vec::new();
    for (at, token) in all.iter().enumerate() {
        let is_name = match token.kind {
            TokenKind::QuotedIdentifier => true,
            TokenKind::Word => {
                !is_reserved(&text[token.span()])
                    && word(Some(at + 1)) != Some("(")
                    && word(Some(at + 1)) != Some(".")
                    && !is(at.checked_sub(1), "AS")
                    && !is(at.checked_sub(2), "INTERVAL")
            }
            _ => false,
        };
        if is_name {
            names.push(identifier_value(&text[token.span()]).into_owned());
        }
    }
    names
}

fn text_value(argument: &str) -> Option<String> {
    match tokens(argument).as_slice() {
        [token] if token.kind == TokenKind::String => {
            Some(string_value(&argument[token.span()]).into_owned())
        }
        _ => None,
    }
}

/// The unit of `INTERVAL n unit`.
fn interval_unit(argument: &str) -> Option<String> {
    let all = tokens(argument);
    let (first, last) = (all.first()?, all.last()?);
    if !argument[first.span()].eq_ignore_ascii_case("INTERVAL") {
        return None;
    }
    let word = &argument[last.span()];
    IntervalUnit::ALL
        .into_iter()
        .find(|unit| unit.keyword().eq_ignore_ascii_case(word))
        .map(|unit| unit.keyword().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::parse_create_table;

    fn form(partition_by: &str) -> PartitionForm {
        let ddl =
            format!("CREATE TABLE t (k INT, dt DATETIME, d DATE, s STRING) PARTITION BY {partition_by}");
        PartitionForm::of(&parse_create_table(&ddl).unwrap().table)
    }

    #[test]
    fn follows_the_servers_parser() {
        assert!(matches!(form("date_trunc('DAY', DT)"), PartitionForm::Automatic(_)));
        assert!(matches!(form("date_trunc('hour', t.dt)"), PartitionForm::Automatic(_)));
        assert!(matches!(form("time_slice(dt, INTERVAL 7 day, floor)"), PartitionForm::Automatic(_)));
        assert!(matches!(form("time_slice(dt, 1, 'day', 'floor')"), PartitionForm::Automatic(_)));
        assert_eq!(form("date_trunc('hour', d)"), PartitionForm::Expressions { functions: 1 });
        assert_eq!(form("date_trunc('week', dt)"), PartitionForm::Expressions { functions: 1 });
        assert_eq!(form("time_slice(dt, INTERVAL 1 day, ceil)"), PartitionForm::Expressions { functions: 1 });
        assert_eq!(form("k, date_trunc('day', dt)"), PartitionForm::Expressions { functions: 1 });
        assert_eq!(form("str2date(s, '%Y-%m-%d')"), PartitionForm::Str2Date);
        assert_eq!(form("str2date(concat(s, ''), '%Y')"), PartitionForm::Expressions { functions: 1 });
        assert_eq!(form("k"), PartitionForm::Expressions { functions: 0 });
        assert_eq!(form("(k)"), PartitionForm::List);
    }
}
