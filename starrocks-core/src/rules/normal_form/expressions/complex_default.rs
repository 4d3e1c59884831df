//! The default of an ARRAY, MAP or STRUCT column: its literals take on the type of the column, as far as a server folds them.

use super::ast::Node;
use super::decimal::Decimal;
use crate::rules::java::literal::{self, Value};
use crate::rules::java::number::java_double;
use crate::schema::DataType;

/// The default as it stands in the column; `None` when it is none of these.
pub(super) fn folded(node: Node, data_type: &DataType) -> Option<Node> {
    match &node {
        Node::Array { .. } | Node::Map { .. } => Some(cast(node, data_type)),
        Node::Call(_) => Some(node),
        _ => None,
    }
}

/// A value as one of `data_type`. A cast that cannot be done at once is left to the backends, and not printed.
fn cast(node: Node, data_type: &DataType) -> Node {
    match (node, data_type) {
        (Node::Array { data_type: own, elements }, DataType::Array(element)) => {
            let elements = elements.into_iter().map(|node| match &own {
                Some(DataType::Array(first)) => cast(cast(node, first), element),
                _ => cast(node, element),
            });
            Node::Array { data_type: None, elements: elements.collect() }
        }
        // A map that says its type, and says that of the column, is not looked into.
        (node @ Node::Map { .. }, data_type) if matches!(&node, Node::Map { data_type: Some(own), .. } if own == data_type) => {
            node
        }
        (Node::Map { entries, .. }, DataType::Map(key_type, value_type)) => {
            let entry = |(key, value)| (cast(key, key_type), cast(value, value_type));
            Node::Map { data_type: None, entries: entries.into_iter().map(entry).collect() }
        }
        (Node::Text(text), data_type) => text_as(text, data_type),
        (Node::Integer(digits), data_type) => integer_as(digits, data_type),
        (Node::Number(number), data_type) => number_as(number, data_type),
        (Node::Moment { text, .. }, DataType::Date | DataType::DateTime) => {
            Node::Moment { text, with_time: *data_type == DataType::DateTime }
        }
        (node, _) => node,
    }
}

fn text_as(text: String, data_type: &DataType) -> Node {
    match data_type {
        DataType::TinyInt | DataType::SmallInt | DataType::Int | DataType::BigInt | DataType::LargeInt => {
            match literal::large_integer(&text) {
                Ok(Some(Value::Integer(value))) => Node::Integer(value.to_string()),
                _ => Node::Text(text),
            }
        }
        DataType::Float | DataType::Double => match text.trim().parse::<f64>() {
            Ok(value) => double(value),
            Err(_) => Node::Text(text),
        },
        DataType::Decimal(_) => match Decimal::parse(&text) {
            Some(_) => number_as(text, data_type),
            None => Node::Text(text),
        },
        DataType::Date | DataType::DateTime => match literal::date(&text) {
            Ok(Some(Value::Moment(_))) => Node::Moment { text, with_time: *data_type == DataType::DateTime },
            _ => Node::Text(text),
        },
        _ => Node::Text(text),
    }
}

fn integer_as(digits: String, data_type: &DataType) -> Node {
    match data_type {
        DataType::Float | DataType::Double => digits.parse::<f64>().map_or(Node::Integer(digits), double),
        _ => Node::Integer(digits),
    }
}

fn number_as(number: String, data_type: &DataType) -> Node {
    let Some(decimal) = Decimal::parse(&number) else { return Node::Number(number) };
    match data_type {
        DataType::Float | DataType::Double => number.parse::<f64>().map_or(Node::Number(number), double),
        DataType::Decimal(target) => {
            let (_, scale) = target.precision_and_scale();
            Node::Number(decimal.rounded(usize::try_from(scale).unwrap_or(usize::MAX)).plain())
        }
        DataType::TinyInt | DataType::SmallInt | DataType::Int | DataType::BigInt | DataType::LargeInt => {
            Node::Integer(decimal.whole())
        }
        DataType::Char(_) | DataType::Varchar(_) | DataType::String => Node::Text(decimal.plain()),
        _ => Node::Number(number),
    }
}

/// A number that prints as a DOUBLE does: with a point, and an exponent when it is large or small.
fn double(value: f64) -> Node {
    Node::Double(java_double(value))
}
