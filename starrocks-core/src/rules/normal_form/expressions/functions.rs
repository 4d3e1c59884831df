//! Functions that a frontend reads as something else: operators, other functions, more arguments.

use super::ast::{Call, MomentArithmetic, Node, arithmetic};

/// Functions that have a word of their own in the grammar; its spelling is the one that counts.
const OWN_WORDS: [&str; 25] = [
    "char",
    "day",
    "hour",
    "if",
    "left",
    "like",
    "minute",
    "mod",
    "month",
    "quarter",
    "regexp",
    "replace",
    "right",
    "second",
    "year",
    "floor",
    "ceil",
    "avg",
    "count",
    "max",
    "min",
    "sum",
    "array_agg",
    "group_concat",
    "last_query_id",
];

/// Functions of a moment and an INTERVAL, whose second argument may be a number of days.
const DATE_FUNCTIONS: [&str; 5] = ["date_add", "adddate", "date_sub", "subdate", "days_sub"];

/// Functions that are operators.
const OPERATORS: [(&str, &str); 11] = [
    ("multiply", "*"),
    ("divide", "/"),
    ("int_divide", "DIV"),
    ("add", "+"),
    ("subtract", "-"),
    ("bitand", "&"),
    ("bitor", "|"),
    ("bitxor", "^"),
    ("bitshiftleft", "BITSHIFTLEFT"),
    ("bitshiftright", "BITSHIFTRIGHT"),
    ("bitshiftrightlogical", "BITSHIFTRIGHTLOGICAL"),
];

/// Functions that may stand without brackets; they are kept in upper case.
fn is_moment_word(upper: &str) -> bool {
    ["CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP"].contains(&upper)
}

/// Functions that say something about the session.
const INFORMATION: [&str; 11] = [
    "CATALOG",
    "DATABASE",
    "SCHEMA",
    "USER",
    "CURRENT_USER",
    "CURRENT_ROLE",
    "CURRENT_GROUP",
    "CURRENT_WAREHOUSE",
    "CONNECTION_ID",
    "SESSION_USER",
    "SESSION_ID",
];

/// A call as a frontend reads it.
pub(super) fn call(mut call: Call) -> Option<Node> {
    let lower = call.name.to_lowercase();
    let count = call.arguments.len();
    if call.database.is_none() {
        let upper = lower.to_uppercase();
        if INFORMATION.contains(&upper.as_str()) && count == 0 {
            return Some(Node::Information(upper));
        }
        if is_moment_word(&upper) {
            return Some(Node::call(upper, call.arguments));
        }
        if lower == "rlike" {
            return Some(Node::call("regexp", call.arguments));
        }
        if OWN_WORDS.contains(&lower.as_str()) {
            return Some(Node::call(lower, call.arguments));
        }
    }
    match (lower.as_str(), count) {
        ("time_slice" | "date_slice", 2..=4) => return slice(call),
        (function, 2) if DATE_FUNCTIONS.contains(&function) => {
            let (value, unit) = interval(call.arguments.pop()?);
            return Some(Node::MomentArithmetic(MomentArithmetic {
                function: Some(lower),
                operator: "+",
                interval_first: false,
                moment: Box::new(call.arguments.pop()?),
                amount: Box::new(value),
                unit,
            }));
        }
        ("element_at", 2) => {
            let index = Box::new(call.arguments.pop()?);
            return Some(Node::Element { base: Box::new(call.arguments.pop()?), index });
        }
        ("isnull" | "isnotnull", 1) => {
            let value = Box::new(call.arguments.pop()?);
            return Some(Node::IsNull { value, negated: lower == "isnotnull" });
        }
        ("bitnot", 1) => return Some(Node::BitNot(Box::new(call.arguments.pop()?))),
        (function, 2) if OPERATORS.iter().any(|(known, _)| *known == function) => {
            let operator = OPERATORS.iter().find(|(known, _)| *known == function)?.1;
            let right = call.arguments.pop()?;
            return arithmetic(operator, call.arguments.pop()?, right);
        }
        ("str_to_map", 1 | 2) => {
            if count == 1 {
                call.arguments.push(Node::text(","));
            }
            call.arguments.push(Node::text(":"));
            return Some(Node::call(lower, call.arguments));
        }
        ("lpad" | "rpad", 2) => call.arguments.push(Node::text(" ")),
        ("map", _) => {
            let mut values = call.arguments.into_iter();
            let mut entries = Vec::new();
            while let Some(key) = values.next() {
                entries.push((key, values.next()?));
            }
            return Some(Node::Map { data_type: None, entries });
        }
        ("struct", _) => return Some(Node::call("row", call.arguments)),
        ("ilike", 2) => {
            let lower = call.arguments.into_iter().map(|argument| Node::call("lower", vec![argument]));
            return Some(Node::call("like", lower.collect()));
        }
        ("boolor_agg", _) => return Some(Node::call("bool_or", call.arguments)),
        ("array_generate", 3) if matches!(call.arguments[2], Node::Interval { .. }) => {
            let (value, unit) = interval(call.arguments.pop()?);
            call.arguments.extend([value, Node::Text(unit.to_lowercase())]);
        }
        _ => {}
    }
    Some(Node::Call(call))
}

/// `time_slice(t, INTERVAL 1 hour, ceil)` has four arguments: `time_slice(t, 1, 'hour', 'ceil')`.
fn slice(mut call: Call) -> Option<Node> {
    if call.arguments.len() < 4 {
        let boundary = match call.arguments.len() {
            3 => match call.arguments.pop()? {
                Node::Boundary(word) => word,
                // Only a word may stand here.
                _ => return None,
            },
            _ => "floor".to_owned(),
        };
        let (value, unit) = interval(call.arguments.pop()?);
        call.arguments.extend([value, Node::Text(unit.to_lowercase()), Node::Text(boundary)]);
    }
    Some(Node::Call(call))
}

/// A bare number is one of days.
fn interval(node: Node) -> (Node, String) {
    match node {
        Node::Interval { value, unit } => (*value, unit),
        days => (days, "DAY".to_owned()),
    }
}
