//! The two ways in which a server prints an expression.

use super::ast::{Call, MomentArithmetic, Name, Node};
use super::{decimal, single_quoted};
use crate::rules::java::literal::{self, value_text};
use crate::schema::DataType;
use crate::sql::quote_identifier;

/// Which way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// For reading again: columns in backquotes, operands in brackets, functions in lower case.
    Sql,
    /// For showing: columns and functions as written, brackets nearly nowhere.
    Plain,
}

/// The text of `node`; `None` for the little that a server cannot print either.
pub(super) fn print(node: &Node, form: Form) -> Option<String> {
    Printer { form }.node(node)
}

struct Printer {
    form: Form,
}

impl Printer {
    fn node(&self, node: &Node) -> Option<String> {
        let sql = self.form == Form::Sql;
        Some(match node {
            Node::Null => "NULL".to_owned(),
            Node::Boolean(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
            Node::Integer(digits) if sql && decimal::is_beyond_largeint(digits) => format!("{digits}E0"),
            Node::Integer(digits) => digits.clone(),
            Node::Number(number) => decimal::printed(number, sql)?,
            Node::Double(number) => number.clone(),
            Node::Text(text) => single_quoted(text),
            Node::Binary(digits) => format!("'{}'", digits.to_uppercase()),
            Node::Moment { text, with_time } => format!("'{}'", moment(text, *with_time)?),
            Node::Column(parts) => self.column(parts),
            Node::Subfield { base, fields } => {
                let base = self.node(base)?;
                match self.form {
                    Form::Sql => {
                        let fields: Vec<String> =
                            fields.iter().map(|field| quote_identifier(field)).collect();
                        format!("{base}.{}", fields.join("."))
                    }
                    // Whether the field is copied stands behind it.
                    Form::Plain => format!("{base}.{}[true]", fields.join(".")),
                }
            }
            Node::Element { base, index } => format!("{}[{}]", self.node(base)?, self.node(index)?),
            Node::Arrow { base, key } => format!("{}->{}", self.node(base)?, single_quoted(key)),
            Node::Call(call) => self.call(call)?,
            Node::Information(name) => format!("{name}()"),
            Node::MomentArithmetic(arithmetic) => self.moment_arithmetic(arithmetic)?,
            Node::Boundary(_) => return None,
            Node::Interval { value, unit } => format!("interval {} {unit}", print(value, Form::Plain)?),
            Node::Arithmetic { operator, left, right } | Node::Comparison { operator, left, right } => {
                format!("{} {operator} {}", self.operand(left)?, self.operand(right)?)
            }
            Node::BitNot(inner) => {
                format!("~{}{}", if sql { "" } else { " " }, self.operand(inner)?)
            }
            Node::Not(inner) if sql => format!("NOT {}", self.operand(inner)?),
            Node::Not(inner) => format!("NOT ({})", self.node(inner)?),
            Node::Logical { operator, left, right } if sql => {
                format!("{} {operator} {}", self.operand(left)?, self.operand(right)?)
            }
            Node::Logical { operator, left, right } => {
                format!("({}) {operator} ({})", self.node(left)?, self.node(right)?)
            }
            Node::Between { value, negated, lower, upper } => format!(
                "{}{} BETWEEN {} AND {}",
                self.operand(value)?,
                not(*negated),
                self.operand(lower)?,
                self.operand(upper)?
            ),
            Node::In { value, negated, list } => {
                let list: Option<Vec<String>> = list.iter().map(|item| self.operand(item)).collect();
                format!("{}{} IN ({})", self.operand(value)?, not(*negated), list?.join(", "))
            }
            Node::IsNull { value, negated } => format!("{} IS{} NULL", self.operand(value)?, not(*negated)),
            Node::Like { operator, value, pattern } => {
                format!("{} {operator} {}", self.operand(value)?, self.operand(pattern)?)
            }
            Node::Case { operand, branches, otherwise } => {
                let mut text = "CASE".to_owned();
                if let Some(operand) = operand {
                    text.push_str(&format!(" {}", self.operand(operand)?));
                }
                for (condition, result) in branches {
                    text.push_str(&format!(
                        " WHEN {} THEN {}",
                        self.operand(condition)?,
                        self.operand(result)?
                    ));
                }
                if let Some(otherwise) = otherwise {
                    text.push_str(&format!(" ELSE {}", self.operand(otherwise)?));
                }
                format!("{text} END")
            }
            Node::Cast { value, data_type } => {
                format!("CAST({} AS {})", self.operand(value)?, type_name(data_type))
            }
            Node::Array { data_type, elements } => match self.form {
                Form::Sql => {
                    format!("{}[{}]", type_name(data_type.as_ref()?), self.list(elements, ", ")?)
                }
                Form::Plain => format!("[{}]", self.list(elements, ",")?),
            },
            Node::Map { data_type, entries } => {
                let prefix = match self.form {
                    Form::Sql => type_name(data_type.as_ref()?),
                    Form::Plain => "map".to_owned(),
                };
                let entry =
                    |(key, value): &(Node, Node)| Some(format!("{}:{}", self.node(key)?, self.node(value)?));
                let entries: Option<Vec<String>> = entries.iter().map(entry).collect();
                format!("{prefix}{{{}}}", entries?.join(","))
            }
            Node::UserVariable(name) => format!("@{name}"),
        })
    }

    /// An operand: in the SQL form everything but a column and a literal stands in brackets.
    fn operand(&self, node: &Node) -> Option<String> {
        let text = self.node(node)?;
        let bare = matches!(node, Node::Column(_) | Node::Interval { .. }) || node.is_literal();
        Some(if self.form == Form::Plain || bare { text } else { format!("({text})") })
    }

    fn list(&self, nodes: &[Node], separator: &str) -> Option<String> {
        let texts: Option<Vec<String>> = nodes.iter().map(|node| self.node(node)).collect();
        Some(texts?.join(separator))
    }

    fn column(&self, parts: &[Name]) -> String {
        match (parts, self.form) {
            ([name], Form::Plain) if !name.quoted => name.text.clone(),
            // A name of five parts and more is not taken apart.
            ([_, _, _, _, _, ..], form) => {
                let whole = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".");
                if form == Form::Sql { quote_identifier(&whole) } else { whole }
            }
            _ => {
                // The catalogue of the server itself is not printed.
                let own = parts.len() == 4 && parts[0].text == "default_catalog";
                let parts = parts.iter().skip(usize::from(own));
                parts.map(|part| quote_identifier(&part.text)).collect::<Vec<_>>().join(".")
            }
        }
    }

    fn call(&self, call: &Call) -> Option<String> {
        let lower = call.name.to_lowercase();
        let name = match (&call.database, self.form) {
            (None, Form::Sql) => lower.clone(),
            (None, Form::Plain) => call.name.clone(),
            (Some(database), Form::Sql) => format!("{}.{lower}", quote_identifier(database)),
            (Some(database), Form::Plain) => format!("{database}.{}", call.name),
        };
        if self.form == Form::Sql && (lower == "time_slice" || lower == "date_slice") {
            return match call.arguments.as_slice() {
                [moment, amount, Node::Text(unit), Node::Text(boundary)] => Some(format!(
                    "{name}({}, INTERVAL {} {unit}, {boundary})",
                    self.node(moment)?,
                    self.node(amount)?
                )),
                _ => None,
            };
        }
        Some(format!("{name}({})", self.list(&call.arguments, ", ")?))
    }

    fn moment_arithmetic(&self, arithmetic: &MomentArithmetic) -> Option<String> {
        let MomentArithmetic { function, operator, interval_first, unit, .. } = arithmetic;
        let moment = self.node(&arithmetic.moment)?;
        let amount = self.node(&arithmetic.amount)?;
        Some(match function.as_deref() {
            Some(function @ ("TIMESTAMPADD" | "TIMESTAMPDIFF")) => {
                format!("{function}({unit}, {amount}, {moment})")
            }
            Some(function) => format!("{function}({moment}, INTERVAL {amount} {unit})"),
            None if *interval_first => format!("INTERVAL {amount} {unit} {operator} {moment}"),
            None => format!("{moment} {operator} INTERVAL {amount} {unit}"),
        })
    }
}

fn not(negated: bool) -> &'static str {
    if negated { " NOT" } else { "" }
}

/// A type behind AS; a decimal without numbers has those of the server.
fn type_name(data_type: &DataType) -> String {
    data_type.server_name()
}

/// The text of `DATE '…'`, written out.
fn moment(text: &str, with_time: bool) -> Option<String> {
    let data_type = if with_time { DataType::DateTime } else { DataType::Date };
    literal::date(text).ok().flatten().map(|value| value_text(&value, &data_type))
}
