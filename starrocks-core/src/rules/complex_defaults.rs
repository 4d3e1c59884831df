//! DEFAULT of ARRAY, MAP and STRUCT columns: `[1, 2]`, `map{'a': 1}`, `row(1, 'x')`.

use super::default_expressions::{integer_type, is_complex, refused, without_parentheses};
use super::subject::{Findings, Numbered, Subject};
use super::{Place, Rule, literal};
use crate::schema::{ColumnValue, DataType, DefaultValue, StructField};
use crate::sql::lexer::{Token, TokenKind, string_value};

pub(super) static D_13: Rule = Rule {
    id: "D-13",
    title: "The default of an ARRAY, MAP or STRUCT column is made of literals",
    reason: "Backends fill it in without evaluating anything; NULL inside of it they cannot fill in.",
    since: Some("4.1"),
    accepted: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1, 2])",
    rejected: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1, NULL])",
    ..Rule::ANALYZING
};

pub(super) static D_14: Rule = Rule {
    id: "D-14",
    title: "The default of an ARRAY, MAP or STRUCT column has the shape of its type",
    reason: "An array is no map, and a row has as many values as the STRUCT has fields.",
    since: Some("4.1"),
    accepted: "CREATE TABLE t (k INT, v STRUCT<a INT, b STRING> DEFAULT row(1, 'x'))",
    rejected: "CREATE TABLE t (k INT, v STRUCT<a INT, b STRING> DEFAULT row(1))",
    ..Rule::ANALYZING
};

pub(super) static D_15: Rule = Rule {
    id: "D-15",
    title: "A default of an ARRAY, MAP or STRUCT column needs fast schema evolution",
    reason: "Only there the default is kept with the schema.",
    since: Some("4.1"),
    accepted: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1]) PROPERTIES (\"fast_schema_evolution\" = \"true\")",
    rejected: "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1]) PROPERTIES (\"fast_schema_evolution\" = \"false\")",
    ..Rule::ANALYZING
};

/// D-13 and D-14 of one column.
pub(super) fn of_column(c: &Numbered<'_>, text: &str, all: &[Token], found: &mut Findings<'_>) {
    let place = Place::ColumnValue(c.index);
    let mut reader = Reader { text, all, at: 0, depth: 0 };
    let value = match reader.value() {
        Ok(Some(value)) if reader.at == all.len() => value,
        Ok(_) => return,
        Err(why) => {
            found.push(D_13.broken(
                place,
                refused(c, &why),
                "write literals only: numbers, quoted texts, [ ], map{ } and row( )",
            ));
            return;
        }
    };
    let column = &c.column.data_type;
    let fits = match (column, &value) {
        (DataType::Other(_) | DataType::Inferred, _)
        | (DataType::Array(_), DataType::Array(_))
        | (DataType::Map(..), DataType::Map(..)) => true,
        (DataType::Struct(fields), DataType::Struct(values)) => fields.len() == values.len(),
        _ => false,
    };
    if !fits {
        let why = format!(
            "Default value type {} cannot be cast to column type {}",
            value.server_name(),
            column.server_name()
        );
        found.push(D_14.broken(place, refused(c, &why), "write a value of the shape of the type"));
    } else if let DataType::Array(element) = column
        && matches!(element.get(), DataType::TinyInt | DataType::SmallInt | DataType::Int | DataType::BigInt)
    {
        let texts = all.iter().filter(|token| token.kind == TokenKind::String);
        let bad = texts.map(|token| string_value(&text[token.span()])).find_map(|text| {
            let why = literal::integer(&text, 64, "").err()?;
            why.starts_with("Invalid number format").then_some(why)
        });
        if let Some(why) = bad {
            found.push(D_14.broken(place, refused(c, &why), "write numbers"));
        }
    }
}

/// D-15.
pub(super) fn schema_evolution(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some((_, value)) = s.property("fast_schema_evolution") else {
        return;
    };
    if value.eq_ignore_ascii_case("true") {
        return;
    }
    for c in s.columns() {
        let ColumnValue::Default(DefaultValue::Expression(expression)) = &c.column.value else {
            continue;
        };
        if is_complex(without_parentheses(&expression.text)) {
            found.push(D_15.broken(
                Place::ColumnValue(c.index),
                format!(
                    "Complex type (ARRAY/MAP/STRUCT) default values require fast schema evolution. Table '{}' has \
                     fast_schema_evolution=false. Please remove the 'fast_schema_evolution'='false' property or remove \
                     the default value for column '{}'",
                    s.table.name.name, c.column.name
                ),
                "leave the property `fast_schema_evolution` out, or the default",
            ));
        }
    }
}

const ONLY: &str = "Only constant expressions (literals, arrays, maps, and row()) are allowed.";

/// Reads a literal and tells its type.
struct Reader<'a> {
    text: &'a str,
    all: &'a [Token],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    /// A value; `None` for what is not looked into here, `Err` with what the server says of what it does not take.
    fn value(&mut self) -> Result<Option<DataType>, String> {
        // Literals this deep are not looked into: this reader goes down the stack with them.
        if self.depth > 200 {
            return Ok(None);
        }
        let start = self.at;
        let Some(value) = self.operand()? else {
            return Ok(None);
        };
        let operator = match self.symbol() {
            Some('*' | '/' | '%' | '+' | '-') => "ArithmeticExpr",
            Some('[') => "CollectionElementExpr",
            _ => return Ok(Some(value)),
        };
        // The other operand is printed with the expression.
        if operator == "ArithmeticExpr" {
            self.at += 1;
        }
        let _ = self.operand();
        Err(self.unsupported(operator, start))
    }

    fn unsupported(&self, class: &str, start: usize) -> String {
        let end = self.at.min(self.all.len());
        let written = match (self.all.get(start), self.all.get(end.saturating_sub(1))) {
            (Some(first), Some(last)) => &self.text[first.start..last.end.max(first.end)],
            _ => self.text,
        };
        format!(
            "Expression type '{class}' is not supported in complex type default value. {ONLY} Expression: {written}"
        )
    }

    fn symbol(&self) -> Option<char> {
        match self.all.get(self.at)?.kind {
            TokenKind::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    fn operand(&mut self) -> Result<Option<DataType>, String> {
        let mut negative = false;
        while let Some(sign @ ('+' | '-')) = self.symbol() {
            negative ^= sign == '-';
            self.at += 1;
        }
        let Some(token) = self.all.get(self.at).copied() else {
            return Ok(None);
        };
        let written = &self.text[token.span()];
        self.at += 1;
        Ok(Some(match token.kind {
            TokenKind::Integer => integer_type(written, negative),
            TokenKind::Number if written.contains(['e', 'E']) => DataType::Double,
            TokenKind::Number => {
                let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
                let digits = whole.trim_start_matches('0').len() + fraction.len();
                decimal(digits.max(1), fraction.len())
            }
            TokenKind::String => DataType::Varchar(None),
            TokenKind::Binary => DataType::Varbinary(None),
            TokenKind::Symbol('[') => {
                let Some(elements) = self.list(']')? else {
                    return Ok(None);
                };
                DataType::array(widest(elements))
            }
            TokenKind::Word => return self.word(written),
            _ => return Ok(None),
        }))
    }

    fn word(&mut self, word: &str) -> Result<Option<DataType>, String> {
        let word = word.to_ascii_lowercase();
        let open = self.symbol();
        match (word.as_str(), open) {
            ("null", _) => {
                Err(format!("NULL literal is not supported in complex type default value. {ONLY}"))
            }
            ("true" | "false", _) => Ok(Some(DataType::Boolean)),
            ("map", Some('{')) => {
                self.at += 1;
                Ok(self.list('}')?.map(map))
            }
            ("map", Some('(')) => {
                self.at += 1;
                Ok(self.list(')')?.map(map))
            }
            ("row" | "struct", Some('(')) => {
                self.at += 1;
                let Some(values) = self.list(')')? else {
                    return Ok(None);
                };
                // The server has words of its own for `row()`.
                if values.is_empty() {
                    return Ok(None);
                }
                let fields = values
                    .into_iter()
                    .enumerate()
                    .map(|(nth, data_type)| StructField::new(format!("col{}", nth + 1), data_type));
                Ok(Some(DataType::Struct(fields.collect::<Vec<_>>().into())))
            }
            ("cast", Some('(')) => {
                Err(format!("CAST expression is not allowed in complex type default value. {ONLY}"))
            }
            (function, Some('(')) => {
                Err(format!("Function '{function}' is not supported in complex type default value. {ONLY}"))
            }
            ("case", _) => {
                let start = self.at - 1;
                let ends = |token: &Token| self.text[token.span()].eq_ignore_ascii_case("END");
                let end = self.all[start..].iter().position(ends);
                self.at = end.map_or(self.all.len(), |end| start + end + 1);
                let why = self.unsupported("CaseExpr", start);
                Err(why.replace(" true ", " TRUE ").replace(" false ", " FALSE "))
            }
            ("date", None) if self.all.get(self.at).is_some_and(|next| next.kind == TokenKind::String) => {
                self.at += 1;
                Ok(Some(DataType::Date))
            }
            _ => Ok(None),
        }
    }

    /// Values up to the closing bracket, with commas or colons between them.
    fn list(&mut self, close: char) -> Result<Option<Vec<DataType>>, String> {
        let mut values = Vec::new();
        if self.symbol() == Some(close) {
            self.at += 1;
            return Ok(Some(values));
        }
        self.depth += 1;
        loop {
            match self.value()? {
                Some(value) => values.push(value),
                None => return Ok(None),
            }
            let next = self.symbol();
            self.at += 1;
            match next {
                Some(',' | ':') => {}
                Some(symbol) if symbol == close => {
                    self.depth -= 1;
                    return Ok(Some(values));
                }
                _ => return Ok(None),
            }
        }
    }
}

fn decimal(precision: usize, scale: usize) -> DataType {
    use crate::schema::{DecimalKind, DecimalType};
    let kind = match precision {
        0..=9 => DecimalKind::Decimal32,
        10..=18 => DecimalKind::Decimal64,
        19..=38 => DecimalKind::Decimal128,
        _ => DecimalKind::Decimal256,
    };
    DataType::Decimal(DecimalType {
        kind,
        precision: u32::try_from(precision).ok(),
        scale: u32::try_from(scale).ok(),
    })
}

/// The type that holds all elements, as far as integers go; an empty list is one of BOOLEAN.
fn widest(elements: Vec<DataType>) -> DataType {
    const INTEGERS: [DataType; 5] =
        [DataType::TinyInt, DataType::SmallInt, DataType::Int, DataType::BigInt, DataType::LargeInt];
    let rank = |data_type: &DataType| INTEGERS.iter().position(|integer| integer == data_type);
    elements
        .into_iter()
        .reduce(|a, b| match (rank(&a), rank(&b)) {
            (Some(first), Some(second)) if second > first => b,
            _ => a,
        })
        .unwrap_or(DataType::Boolean)
}

/// Keys and values take turns.
fn map(values: Vec<DataType>) -> DataType {
    let (mut keys, mut others) = (Vec::new(), Vec::new());
    for (nth, value) in values.into_iter().enumerate() {
        if nth % 2 == 0 { keys.push(value) } else { others.push(value) }
    }
    DataType::map(widest(keys), widest(others))
}
