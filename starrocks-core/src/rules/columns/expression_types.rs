//! What the expressions of generated columns and partitions give: the functions in them, and their type.

use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::typing::{Scope, Stop, Type, find_aggregate};
use crate::rules::{Envelope, Finding, Place, Rule};
use crate::schema::{Column, ColumnValue, DataType, Expression, PartitionExpression, Partitioning};
use crate::sql::tree::{Kind, Node};

pub(in crate::rules) static G_05: Rule = Rule {
    id: "G-05",
    title: "A generated column is not computed from another generated column",
    reason: "Generated columns are computed at once, from what was written.",
    accepted: "CREATE TABLE t (k INT, m INT AS (k), n INT AS (k)) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, m INT AS (k), n INT AS (m)) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static G_06: Rule = Rule {
    id: "G-06",
    title: "A generated column is not computed from the AUTO_INCREMENT column",
    reason: "Its number is drawn after the other columns are computed.",
    accepted: "CREATE TABLE t (id BIGINT AUTO_INCREMENT, v INT, m INT AS (v)) PRIMARY KEY(id)",
    rejected: "CREATE TABLE t (id BIGINT AUTO_INCREMENT, v INT, m BIGINT AS (id)) PRIMARY KEY(id)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static G_07: Rule = Rule {
    id: "G-07",
    title: "An expression names columns that exist, in their case",
    reason: "Generated columns and partition expressions are computed from the columns of the same row.",
    accepted: "CREATE TABLE t (k INT, m INT AS (k)) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY abs(nope)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static G_08: Rule = Rule {
    id: "G-08",
    title: "A generated column is not computed by an aggregate function",
    reason: "It is computed from one row.",
    accepted: "CREATE TABLE t (k INT, a ARRAY<INT>, m BIGINT AS (array_sum(a))) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, m BIGINT AS (sum(k))) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static G_09: Rule = Rule {
    id: "G-09",
    title: "The expression of a generated column has the type of the column",
    reason: "The server adds no cast. Only a literal takes on the type of its column, and lengths of text do not count.",
    accepted: "CREATE TABLE t (k INT, m BIGINT AS (k + 1)) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, m INT AS (k + 1)) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static G_10: Rule = Rule {
    id: "G-10",
    title: "The functions of an expression exist and take the types they are given",
    reason: "An expression is evaluated for every row that is written. About a function that you made yourself the rule does not \
             know: switch it off.",
    accepted: "CREATE TABLE t (k INT, s STRING, m STRING AS (upper(s))) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, s STRING, m STRING AS (upper(s, s))) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static G_13: Rule = Rule {
    id: "G-13",
    title: "A partition expression is computed as a generated column is: without aggregates, from written columns",
    reason: "Each function in PARTITION BY becomes a hidden generated column.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY to_date(d)",
    rejected: "CREATE TABLE t (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY max(d)",
    ..Rule::ANALYZING
};

/// G-10 for the functions that the frontend reads with a grammar of their own, while the statement is parsed.
pub(in crate::rules) fn parsed(s: &Subject<'_>, found: &mut Findings<'_>) {
    let mut check = |text: &str, place: Place| {
        if let Some(name) = Node::parse(text).as_ref().and_then(miscounted) {
            let message = format!("Incorrect number of arguments in expr '{name}'");
            let finding = G_10.broken(place, message, "give the function all of its arguments, and no more");
            found.push(finding.enveloped(Envelope::Syntax));
        }
    };
    for c in s.columns() {
        if let ColumnValue::Generated(Expression { text }) = &c.column.value {
            check(text, Place::ColumnValue(c.index));
        }
    }
    if let Some(Partitioning::Expressions { expressions, .. }) = &s.table.partition_by {
        for (position, item) in expressions.iter().enumerate() {
            if let PartitionExpression::Function(Expression { text }) = item {
                check(text, Place::PartitionColumn(position));
            }
        }
    }
}

/// An aggregate or a window function that the server does not see inside of an expression.
fn nested_aggregate(tree: &Node) -> Option<&str> {
    let mut inside = None;
    tree.walk(&mut |node| {
        if let Kind::Call(call) = &node.kind
            && (call.over || find_aggregate(node).is_some())
        {
            inside = inside.or(Some(call.name.as_str()));
        }
    });
    inside
}

/// The first function of a fixed number of arguments that has another number of them.
fn miscounted(tree: &Node) -> Option<&str> {
    if let Kind::Call(call) = &tree.kind {
        let count = tree.children.len();
        let right = match call.name.as_str() {
            "time_slice" | "date_slice" => (2..=4).contains(&count),
            "date_add" | "adddate" | "date_sub" | "subdate" | "days_sub" | "element_at" => count == 2,
            "isnull" | "isnotnull" => count == 1,
            "str_to_map" => (1..=3).contains(&count),
            _ => true,
        };
        if !right {
            return Some(&call.name);
        }
    }
    tree.children.iter().find_map(miscounted)
}

/// G-05 to G-10 for a generated column.
pub(in crate::rules) fn of_generated(s: &Subject<'_>, c: &Numbered<'_>, found: &mut Findings<'_>) {
    let ColumnValue::Generated(Expression { text }) = &c.column.value else {
        return;
    };
    let place = Place::ColumnValue(c.index);
    // What a newer grammar has is not known here.
    let Some(tree) = Node::parse(text) else {
        return;
    };
    let missing = names(&tree).into_iter().find(|name| s.column(name).is_none());
    if let Some(name) = missing {
        let message = format!("can not get column by column id: {name}");
        found.push(G_07.broken(place, message, s.help_for_unknown(name)));
        return;
    }
    let data_type = &c.column.data_type;
    let Some(given) = given(s, &tree, text, data_type, place, found) else {
        return;
    };
    if let Some(inside) = nested_aggregate(&tree) {
        found.push(G_08.unwise(
            place,
            format!("The server takes {inside} inside of another expression, but no row has a value for it"),
            "compute it from the columns of one row",
        ));
    }
    if references(s, &tree, place, found) {
        return;
    }
    matching(place, data_type, given, found);
}

/// The type that an expression gives for a column of `data_type`, where it is known; nothing when there is a finding, of G-08 or
/// of G-10.
fn given(
    s: &Subject<'_>,
    tree: &Node,
    text: &str,
    data_type: &DataType,
    place: Place,
    found: &mut Findings<'_>,
) -> Option<Option<Type>> {
    let wanted = Type::of_column(data_type).unwrap_or(Type::Null);
    let given = match Scope::generated(s.table).generated_type(tree, text, &wanted) {
        Err(Stop::Refused(message)) => {
            found.push(refused(s, place, message));
            return None;
        }
        given => given.ok(),
    };
    if find_aggregate(tree).is_some() {
        found.push(no_aggregate(place));
        return None;
    }
    Some(given)
}

/// G-09.
fn matching(place: Place, data_type: &DataType, given: Option<Type>, found: &mut Findings<'_>) {
    if let Some((wanted, given)) = Type::of_column(data_type).zip(given)
        && !wanted.matches(&given)
    {
        let (column, expression) = (wanted.server_name(), given.server_name());
        found.push(G_09.broken(
            place,
            format!(
                "Illegal expression type for Generated Column Column Type: {column}, Expression Type: {expression}"
            ),
            format!("declare the column as {expression}, or write CAST(… AS {column})"),
        ));
    }
}

/// G-05 to G-10 for a generated column that an ALTER TABLE brings to the table: its expression names the columns that are there, in
/// whatever case. `whose` puts the name of a column behind a message about it.
pub(in crate::rules) fn of_new(
    s: &Subject<'_>,
    column: &Column,
    place: Place,
    whose: impl Fn(&str) -> String,
    found: &mut Findings<'_>,
) {
    let ColumnValue::Generated(Expression { text }) = &column.value else {
        return;
    };
    // What a newer grammar has is not known here.
    let Some(tree) = Node::parse(text) else {
        return;
    };
    let data_type = &column.data_type;
    let Some(given) = given(s, &tree, text, data_type, place, found) else {
        return;
    };
    for c in names(&tree).into_iter().filter_map(|name| s.column(name)) {
        if let Some(finding) = no_source(&c, place, &whose) {
            found.push(finding);
            return;
        }
    }
    matching(place, data_type, given, found);
}

/// G-08.
fn no_aggregate(place: Place) -> Finding {
    G_08.broken(
        place,
        "Generated Column don't support aggregation function",
        "compute it from the columns of one row",
    )
}

/// G-05 and G-06: a column that no expression may name.
fn no_source(c: &Numbered<'_>, place: Place, whose: impl Fn(&str) -> String) -> Option<Finding> {
    let name = &c.column.name;
    if c.column.is_generated() {
        let message = format!("Expression can not refers to other generated columns{}", whose(name));
        let help = format!("write the expression of `{name}` instead of its name");
        return Some(G_05.broken(place, message, help));
    }
    (c.column.value == ColumnValue::AutoIncrement).then(|| {
        let message = format!("Expression can not refers to AUTO_INCREMENT columns{}", whose(name));
        G_06.broken(place, message, format!("leave `{name}` out of the expression"))
    })
}

/// G-07 and G-10 for the functions of PARTITION BY, which the server looks at first of all.
pub(in crate::rules) fn of_partition_expressions(s: &Subject<'_>, found: &mut Findings<'_>) {
    for (nth, (position, tree, text)) in hidden(s).into_iter().enumerate() {
        let place = Place::PartitionColumn(position);
        match Scope::partition(s.table).type_of(&tree, text) {
            Err(Stop::Refused(message)) => found.push(refused(s, place, message)),
            Ok(given @ (Type::Array(_) | Type::Map(..) | Type::Struct(_))) => {
                if let Some(bare) = given.bare_text() {
                    found.push(G_13.broken(
                        place,
                        format!(
                            "Generate partition column __generated_partition_column_{nth} for multi expression \
                             partition error: Getting analyzing error. Detail message: {bare} size must be > 0: -1."
                        ),
                        "let the function give an integer, a text, a date or a BOOLEAN",
                    ));
                }
            }
            _ => {}
        }
    }
}

/// G-05, G-06, G-07 and G-13 for the hidden columns that the functions of PARTITION BY become.
pub(in crate::rules) fn of_hidden_columns(s: &Subject<'_>, found: &mut Findings<'_>) {
    for (position, tree, _) in hidden(s) {
        let place = Place::PartitionColumn(position);
        if find_aggregate(&tree).is_some() {
            found.push(G_13.broken(
                place,
                "Generated Column don't support aggregation function",
                "partition by what one row has",
            ));
        } else {
            references(s, &tree, place, found);
        }
    }
}

/// The types of the hidden columns, with the position of each one's expression; `None` for one that is not known here.
pub(in crate::rules) fn hidden_types(s: &Subject<'_>) -> Vec<(usize, Option<DataType>)> {
    let of = |tree: &Node, text: &str| Scope::partition(s.table).type_of(tree, text).ok();
    hidden(s)
        .into_iter()
        .map(|(position, tree, text)| (position, of(&tree, text).map(|given| given.to_data_type())))
        .collect()
}

/// The functions of PARTITION BY that become hidden columns.
fn hidden<'a>(s: &Subject<'a>) -> Vec<(usize, Node, &'a str)> {
    if !s.is_olap() || s.form.hidden_columns() == 0 {
        return Vec::new();
    }
    let Some(Partitioning::Expressions { expressions, .. }) = &s.table.partition_by else {
        return Vec::new();
    };
    expressions
        .iter()
        .enumerate()
        .filter_map(|(position, item)| match item {
            PartitionExpression::Function(Expression { text }) => {
                Some((position, Node::parse(text)?, text.as_ref()))
            }
            PartitionExpression::Column(_) => None,
        })
        .collect()
}

fn refused(s: &Subject<'_>, place: Place, message: String) -> Finding {
    if let Some(name) =
        message.strip_prefix("Column '").and_then(|rest| rest.strip_suffix("' cannot be resolved"))
    {
        let help = match s.column(name) {
            Some(_) => "a STRUCT column cannot stand in a partition expression".to_owned(),
            None => s.help_for_unknown(name),
        };
        return G_07.broken(place, message, help);
    }
    let help = match message.strip_prefix("No matching function with signature: ") {
        Some(_) => "use a function of StarRocks, with arguments of the types that it takes",
        None => "give the function or the operator values of the types that it takes",
    };
    G_10.broken(place, message, help)
}

/// The names of the columns in an expression; of a qualified name the last part.
fn names(tree: &Node) -> Vec<&str> {
    let mut names = Vec::new();
    tree.walk(&mut |node| {
        if let Kind::Column(parts) = &node.kind {
            names.extend(parts.last().map(String::as_str));
        }
    });
    names
}

/// What an expression may not name; whether there is such a thing.
fn references(s: &Subject<'_>, tree: &Node, place: Place, found: &mut Findings<'_>) -> bool {
    for name in names(tree) {
        let Some(c) = s.column_exact(name) else {
            let Some(near) = s.column(name) else {
                return false;
            };
            found.push(G_07.broken(
                place,
                format!("column:{name} does not exist"),
                format!("write `{}`: case counts here", near.column.name),
            ));
            return true;
        };
        if let Some(finding) = no_source(&c, place, |_| String::new()) {
            found.push(finding);
            return true;
        }
    }
    false
}
