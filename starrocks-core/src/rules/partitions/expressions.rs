//! Partition expressions, each a hidden column; those that make ranges are in `automatic_ranges.rs`.

use super::form::{Call, PartitionForm, date_trunc, referenced_columns};
use super::{automatic_ranges, range_expressions};
use crate::rules::columns::expression_types;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Place, Rule};
use crate::schema::{DataType, KeyModel, PartitionExpression, Partitioning};

pub(in crate::rules) static P_40: Rule = Rule {
    id: "P-40",
    title: "A partition expression is not date_add, subtract, isnull, element_at or one of their like",
    reason: "The server reads these functions as operators, and operators may stand only inside a function.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY days_add(d, 1)",
    rejected: "CREATE TABLE t (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY date_add(d, INTERVAL 1 DAY)",
    ..Rule::BARE
};

pub(in crate::rules) static P_41: Rule = Rule {
    id: "P-41",
    title: "An AGGREGATE or UNIQUE KEY table has no partition expression but date_trunc and time_slice of one column",
    reason: "Every other function becomes a hidden generated column, which these models cannot have.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, d DATE, v INT) UNIQUE KEY(k, d) PARTITION BY date_trunc('day', d) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, d DATE, v INT) UNIQUE KEY(k, d) PARTITION BY k, date_trunc('day', d) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_42: Rule = Rule {
    id: "P-42",
    title: "The columns in the partition expressions of a PRIMARY KEY table are key columns",
    reason: "Rows that are merged by their key must lie in one partition.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, x BIGINT, v INT) PRIMARY KEY(k, x) PARTITION BY k, from_unixtime(x, '%Y')",
    rejected: "CREATE TABLE t (k INT, x BIGINT, v INT) PRIMARY KEY(k) PARTITION BY k, from_unixtime(x, '%Y')",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_43: Rule = Rule {
    id: "P-43",
    title: "Partition columns of a table that merges rows stand in parentheses",
    reason: "Without them they count as partition expressions that name no column, and every value column offends.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PARTITION BY (k)",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PARTITION BY k",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_44: Rule = Rule {
    id: "P-44",
    title: "A partition expression gives no BITMAP, HLL or PERCENTILE",
    reason: "It becomes a hidden column, and such a column would need an aggregate. See P-47 for the other types.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, s VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY upper(s)",
    rejected: "CREATE TABLE t (k INT, s VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY to_bitmap(s)",
    ..Rule::ANALYZING
};

/// The rules of this file that the server applies while it analyses the clause.
pub(in crate::rules) fn clause(s: &Subject<'_>, found: &mut Findings<'_>) {
    match (&s.form, &s.table.partition_by) {
        (
            PartitionForm::Automatic(automatic),
            Some(Partitioning::Expressions { expressions, partitions }),
        ) => {
            if let [PartitionExpression::Function(expression)] = expressions.as_ref() {
                automatic_ranges::analyzed(s, automatic, &expression.text, partitions, found);
            }
        }
        (PartitionForm::Str2Date, _) => found.push(automatic_ranges::P_36.broken(
            Place::PartitionColumn(0),
            "Only support date_trunc and time_slice as partition expression",
            "write RANGE(str2date(…)) (…), with the partitions",
        )),
        (PartitionForm::Expressions { functions }, Some(Partitioning::Expressions { expressions, .. })) => {
            units(s, expressions, found);
            based_on_keys(s, expressions, *functions, found);
            if *functions > 0 && s.model == KeyModel::Unique {
                found.push(P_41.broken(
                    Place::PartitionBy,
                    "expression partition base on generated column doest not support AGG_KEYS or UNIQUE_KEYS",
                    "partition by date_trunc of one column, or by columns in parentheses",
                ));
            }
        }
        _ => {}
    }
}

/// P-42 and P-43.
fn based_on_keys(
    s: &Subject<'_>,
    expressions: &[PartitionExpression],
    functions: usize,
    found: &mut Findings<'_>,
) {
    let unsound = match s.model {
        KeyModel::Duplicate => return,
        KeyModel::Primary => true,
        KeyModel::Unique => true,
        // P-41 says it all.
        KeyModel::Aggregate => functions == 0,
    };
    let values = || s.columns().filter(|c| !c.is_key());
    if !unsound || values().next().is_none() {
        return;
    }
    const MESSAGE: &str = "The partition expr should base on key column";
    let names: Vec<(usize, Vec<String>)> = expressions
        .iter()
        .enumerate()
        .filter_map(|(position, item)| match item {
            PartitionExpression::Function(expression) => {
                Some((position, referenced_columns(&expression.text)))
            }
            PartitionExpression::Column(_) => None,
        })
        .collect();
    if names.iter().all(|(_, names)| names.is_empty()) {
        let plain = expressions.iter().filter_map(|item| match item {
            PartitionExpression::Column(name) => Some(name.as_ref()),
            PartitionExpression::Function(_) => None,
        });
        let help = match functions {
            0 => {
                let list = plain.collect::<Vec<_>>().join(", ");
                format!("write PARTITION BY ({list}); in an attribute, partition_by = \"({list})\"")
            }
            _ => "let the expression name a key column".to_owned(),
        };
        found.push(P_43.broken(Place::PartitionBy, MESSAGE, help));
        return;
    }
    for (position, names) in names {
        let value = values().find(|c| names.iter().any(|name| *name == c.column.name));
        if let Some(value) = value {
            found.push(P_42.broken(
                Place::PartitionColumn(position),
                MESSAGE,
                format!("add `{}` to the key, or leave it out of the expression", value.column.name),
            ));
        }
    }
}

/// P-41 for AGGREGATE KEY tables: the hidden column has no aggregate either.
pub(in crate::rules) fn hidden_columns(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() || s.model != KeyModel::Aggregate || s.form.hidden_columns() == 0 {
        return;
    }
    let message = match s.table.key {
        Some(_) => {
            "AGG_KEYS table should specify aggregate type for non-key column[__generated_partition_column_0]"
        }
        // Among the inferred key columns it comes behind the value columns.
        None => {
            "Key columns must be the first few columns of the schema and the order  of the key columns must be consistent \
             with the order of the schema"
        }
    };
    found.push(P_41.broken(
        Place::PartitionBy,
        message,
        "partition by date_trunc of one column, or by columns in parentheses",
    ));
}

/// P-44: a sketch is no value to partition by, and a hidden column of one would need an aggregate.
pub(in crate::rules) fn hidden_sketches(s: &Subject<'_>, found: &mut Findings<'_>) {
    // The value columns of the other models are merged by REPLACE where nothing is written.
    if s.model != KeyModel::Duplicate {
        return;
    }
    for (nth, (position, data_type)) in expression_types::hidden_types(s).into_iter().enumerate() {
        if matches!(data_type, Some(DataType::Hll | DataType::Bitmap | DataType::Percentile)) {
            found.push(P_44.broken(
                Place::PartitionColumn(position),
                format!("No aggregate function specified for '__generated_partition_column_{nth}'"),
                "let the function give an integer, a text, a date or a BOOLEAN",
            ));
        }
    }
}

/// P-40.
fn operators(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(Partitioning::Expressions { expressions, .. }) = &s.table.partition_by else {
        return;
    };
    for (position, item) in expressions.iter().enumerate() {
        let PartitionExpression::Function(expression) = item else {
            continue;
        };
        let Some(call) = Call::parse(&expression.text) else {
            continue;
        };
        let class = match call.name.to_ascii_lowercase().as_str() {
            "date_add" | "adddate" | "date_sub" | "subdate" | "days_sub" | "timestampadd"
            | "timestampdiff" => "TimestampArithmeticExpr",
            "subtract" => "ArithmeticExpr",
            "isnull" => "IsNullPredicate",
            "element_at" => "CollectionElementExpr",
            _ => continue,
        };
        let package = "com.starrocks.sql.ast.expression";
        let wanted = format!("{package}.FunctionCallExpr");
        found.push(P_40.broken(
            Place::PartitionColumn(position),
            format!(
                "class {package}.{class} cannot be cast to class {wanted} ({package}.{class} and {wanted} are in unnamed \
                 module of loader 'app')"
            ),
            "use another function (days_add for date_add), or partition by a generated column",
        ));
    }
}

/// P-40 and the rules of ranges, while the statement is parsed.
pub(in crate::rules) fn parsed(s: &Subject<'_>, found: &mut Findings<'_>) {
    operators(s, found);
    automatic_ranges::parsed(s, found);
    if let Some(Partitioning::RangeExpression { expression, .. }) = &s.table.partition_by {
        range_expressions::parsed(expression, found);
    }
}

/// P-34 for date_trunc among the expressions that become hidden columns: its unit must suit the column.
fn units(s: &Subject<'_>, expressions: &[PartitionExpression], found: &mut Findings<'_>) {
    for (position, item) in expressions.iter().enumerate() {
        let PartitionExpression::Function(expression) = item else {
            continue;
        };
        let Some((unit, column)) = date_trunc(&expression.text) else {
            continue;
        };
        let units: &[&str] = match s.column_exact(&column).map(|c| &c.column.data_type) {
            Some(DataType::Date) => &["year", "quarter", "month", "week", "day"],
            Some(DataType::DateTime) => {
                &["year", "quarter", "month", "week", "day", "hour", "minute", "second"]
            }
            _ => continue,
        };
        if !units.contains(&unit.to_ascii_lowercase().as_str()) {
            found.push(automatic_ranges::P_34.broken(
                Place::PartitionUnit(position),
                format!("date_trunc function can't support argument other than {}", units.join("|")),
                format!("write one of {}", units.join(", ")),
            ));
        }
    }
}
