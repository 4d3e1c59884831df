//! Which functions are operators to the frontend, and what some operators give: a field, an element, a comparison.

use super::table;
use super::types::Type;
use super::{Stop, Typed};
use crate::sql::tree::{Kind, Node};

/// The functions that the frontend reads as operators.
pub(super) const OPERATORS: &[(&str, &str)] = &[
    ("add", "+"),
    ("subtract", "-"),
    ("multiply", "*"),
    ("divide", "/"),
    ("int_divide", "DIV"),
    ("bitand", "&"),
    ("bitor", "|"),
    ("bitxor", "^"),
];

/// The first aggregate among the outermost function calls of an expression: the frontend does not look into calls.
pub(in crate::rules) fn find_aggregate(node: &Node) -> Option<&Node> {
    if let Kind::Call(call) = &node.kind {
        let read_as_operator = OPERATORS.iter().any(|(name, _)| *name == call.name)
            || matches!(call.name.as_str(), "date_add" | "date_sub" | "adddate" | "subdate" | "days_sub");
        if !read_as_operator {
            let aggregate = table::function(&call.name).is_some_and(|function| function.aggregate);
            return (aggregate && !call.over).then_some(node);
        }
    }
    node.children.iter().find_map(find_aggregate)
}

pub(super) fn field(of: &Type, name: &str) -> Typed {
    match of {
        Type::Struct(fields) => fields
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, field)| field.clone())
            .ok_or_else(|| Stop::Refused(format!("Struct subfield '{name}' cannot be resolved"))),
        _ => Err(Stop::Unknown),
    }
}

pub(super) fn subscript(base: &Type, at: &Type, children: &[Node], text: &str) -> Typed {
    match base {
        Type::Array(element) if at.is_number() => Ok(element.as_ref().clone()),
        Type::Array(_) => Err(Stop::Refused("array subscript must have type integer".to_owned())),
        Type::Map(key, value) if at.casts_to(key) => Ok(value.as_ref().clone()),
        Type::Map(..) => Err(Stop::Unknown),
        Type::Struct(fields) => {
            let number = children.get(1).map(|node| &text[node.span.clone()]).unwrap_or_default();
            let nth = number.parse::<usize>().map_err(|_| Stop::Unknown)?;
            match nth.checked_sub(1).map(|nth| fields.get(nth)) {
                Some(Some((_, field))) => Ok(field.clone()),
                Some(None) => Err(Stop::Refused("the pos is out of struct subfields".to_owned())),
                None => Err(Stop::Refused("the pos can't set to zero".to_owned())),
            }
        }
        Type::Scalar(_) => {
            let name = base.server_name();
            Err(Stop::Refused(format!(
                "cannot subscript type {name} because it is not an array or a map or a struct"
            )))
        }
        _ => Err(Stop::Unknown),
    }
}

pub(super) fn comparison(operator: &str, left: &Type, right: &Type) -> Typed {
    let equality = matches!(operator, "=" | "!=" | "<>" | "<=>");
    let comparable =
        if equality && (left.is_complex() || right.is_complex()) || left.is_array() || right.is_array() {
            left.common(right).is_some()
        } else {
            let is_no_number = |of: &Type| of.is_complex() || of.is_sketch();
            !is_no_number(left) && !is_no_number(right)
        };
    if comparable {
        return Ok(Type::BOOLEAN);
    }
    // A text takes part in comparisons for equality with a number, whatever the other side is.
    let (left, right) = (left.server_sql(), right.server_sql());
    Err(Stop::Refused(format!(
        "Column type {left} does not support binary predicate operation with type {right}"
    )))
}
