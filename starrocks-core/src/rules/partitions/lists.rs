//! PARTITION BY LIST, and lists of columns: columns, types and values.

use super::columns::{invalid_type, missing, not_a_key};
use super::form::PartitionForm;
use super::names;
use crate::rules::columns::expression_types;
use crate::rules::java::literal;
use crate::rules::properties::partition::Reader;
use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::{Place, Rule};
use crate::schema::{
    ColumnValue, DataType, KeyModel, ListPartition, ListValue, ListValues, Nullability, PartitionExpression,
    Partitioning, Text,
};
use std::collections::BTreeSet;

pub(in crate::rules) static P_46: Rule = Rule {
    id: "P-46",
    title: "Every LIST partition column is a column of the table, named once and in its case",
    reason: "A row's partition follows from the values of these columns; here the server compares names with case.",
    accepted: "CREATE TABLE t (k INT, City VARCHAR(9)) DUPLICATE KEY(k) PARTITION BY LIST(City) ()",
    rejected: "CREATE TABLE t (k INT, City VARCHAR(9)) DUPLICATE KEY(k) PARTITION BY LIST(city) ()",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_47: Rule = Rule {
    id: "P-47",
    title: "A LIST partition column is no FLOAT, DOUBLE, DECIMAL, ARRAY, MAP or STRUCT",
    reason: "A value of the list must be found again exactly.",
    accepted: "CREATE TABLE t (k INT, c VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY LIST(c) ()",
    rejected: "CREATE TABLE t (k INT, c DECIMAL(10,2)) DUPLICATE KEY(k) PARTITION BY LIST(c) ()",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_48: Rule = Rule {
    id: "P-48",
    title: "A LIST partition column is a key column, except in a DUPLICATE KEY table",
    reason: "Rows that are merged by their key must lie in one partition.",
    accepted: "CREATE TABLE t (k INT, c VARCHAR(20), v INT) PRIMARY KEY(k, c) PARTITION BY (c)",
    rejected: "CREATE TABLE t (k INT, c VARCHAR(20), v INT) PRIMARY KEY(k) PARTITION BY (c)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_49: Rule = Rule {
    id: "P-49",
    title: "The values of a LIST partition have as many parts as there are partition columns",
    reason: "Each part is the value of one column; for several columns they stand in parentheses.",
    accepted: "CREATE TABLE t (k INT, c VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY LIST(k, c) (PARTITION p VALUES IN ((\"1\", \"a\")))",
    rejected: "CREATE TABLE t (k INT, c VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY LIST(k, c) (PARTITION p VALUES IN (\"1\", \"a\"))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_50: Rule = Rule {
    id: "P-50",
    title: "The values of a LIST partition are values of the column's type",
    reason: "The server reads them as it reads a default.",
    accepted: "CREATE TABLE t (k INT, c INT) DUPLICATE KEY(k) PARTITION BY LIST(c) (PARTITION p VALUES IN (\"1\"))",
    rejected: "CREATE TABLE t (k INT, c INT) DUPLICATE KEY(k) PARTITION BY LIST(c) (PARTITION p VALUES IN (\"a\"))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_51: Rule = Rule {
    id: "P-51",
    title: "A value stands in one LIST partition",
    reason: "A row belongs to one partition. The server compares the text of the values.",
    accepted: "CREATE TABLE t (k INT, c INT) DUPLICATE KEY(k) PARTITION BY LIST(c) (PARTITION p VALUES IN (\"1\"), \
               PARTITION q VALUES IN (\"2\"))",
    rejected: "CREATE TABLE t (k INT, c INT) DUPLICATE KEY(k) PARTITION BY LIST(c) (PARTITION p VALUES IN (\"1\"), \
               PARTITION q VALUES IN (\"1\"))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static P_52: Rule = Rule {
    id: "P-52",
    title: "NULL stands in a LIST partition only when the column may be NULL",
    reason: "No row would have it.",
    since: Some("3.3.3"),
    accepted: "CREATE TABLE t (k INT, c INT NULL) DUPLICATE KEY(k) PARTITION BY LIST(c) (PARTITION p VALUES IN (NULL))",
    rejected: "CREATE TABLE t (k INT, c INT NOT NULL) DUPLICATE KEY(k) PARTITION BY LIST(c) (PARTITION p VALUES IN (NULL))",
    ..Rule::ANALYZING
};

/// The rules of LIST, of columns in parentheses, and of the columns among partition expressions.
pub(in crate::rules) fn clause(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    match (&s.form, &s.table.partition_by) {
        (_, Some(Partitioning::List { columns, partitions })) => {
            let places: Vec<(usize, &Text)> = columns.iter().enumerate().collect();
            let known = list_columns(s, &places, &mut BTreeSet::new(), found);
            list_partitions(s, &known, partitions, found);
        }
        (_, Some(Partitioning::Columns { columns })) => {
            let places: Vec<(usize, &Text)> = columns.iter().enumerate().collect();
            list_columns(s, &places, &mut BTreeSet::new(), found);
        }
        (PartitionForm::Expressions { .. }, Some(Partitioning::Expressions { expressions, .. })) => {
            let places: Vec<(usize, &Text)> = expressions
                .iter()
                .enumerate()
                .filter_map(|(position, item)| match item {
                    PartitionExpression::Column(name) => Some((position, name)),
                    PartitionExpression::Function(_) => None,
                })
                .collect();
            hidden_columns(s, &places, found);
        }
        _ => {}
    }
}

/// P-46 to P-48 where functions stand between the columns: each becomes a hidden column with a type of its own.
fn hidden_columns(s: &Subject<'_>, columns: &[(usize, &Text)], found: &mut Findings<'_>) {
    let mut behind = 0;
    let mut seen = BTreeSet::new();
    for (nth, (position, data_type)) in expression_types::hidden_types(s).into_iter().enumerate() {
        let before = columns.partition_point(|(at, _)| *at < position);
        list_columns(s, &columns[behind..before], &mut seen, found);
        behind = before;
        let Some(data_type) = data_type else { continue };
        let is_sketch = matches!(data_type, DataType::Hll | DataType::Bitmap | DataType::Percentile);
        if !data_type.may_be_list_partitioned() && !is_sketch {
            found.push(P_47.broken(
                Place::PartitionColumn(position),
                format!(
                    "Invalid partition column '__generated_partition_column_{nth}': invalid data type {}",
                    data_type.server_name()
                ),
                "let the function give an integer, a text, a date or a BOOLEAN",
            ));
        }
    }
    list_columns(s, &columns[behind..], &mut seen, found);
}

/// P-46 to P-48, of which `seen` has the names of the columns before; the answer has the columns that exist.
fn list_columns<'a>(
    s: &Subject<'a>,
    columns: &[(usize, &Text)],
    seen: &mut BTreeSet<String>,
    found: &mut Findings<'_>,
) -> Vec<Option<Numbered<'a>>> {
    let mut known = Vec::new();
    for (position, name) in columns {
        let place = Place::PartitionColumn(*position);
        if !seen.insert(name.to_lowercase()) {
            found.push(P_46.broken(place, format!("Duplicated partition column {name}"), "name it once"));
            known.push(None);
            continue;
        }
        let column = s.column_exact(name);
        known.push(column);
        let Some(c) = column else {
            if !s.is_hidden(name) {
                found.push(missing(s, &P_46, place, name));
            }
            continue;
        };
        // Sketches are refused by other rules; where they are not, they may be here.
        let is_sketch = matches!(c.column.data_type, DataType::Hll | DataType::Bitmap | DataType::Percentile);
        if !c.column.data_type.may_be_list_partitioned() && !is_sketch {
            found.push(invalid_type(&P_47, place, &c, "use an integer, a text, a date or a BOOLEAN"));
        }
        if !c.column.is_generated() {
            not_a_key(s, &P_48, place, &c, found);
        }
    }
    known
}

fn list_partitions(
    s: &Subject<'_>,
    columns: &[Option<Numbered<'_>>],
    partitions: &[ListPartition],
    found: &mut Findings<'_>,
) {
    // The server keeps the two forms of values apart, their names included.
    let (mut singles, mut tuples) = (names::Named::default(), names::Named::default());
    let mut properties = Reader::new(&s.table.properties, s.options);
    for (index, partition) in partitions.iter().enumerate() {
        let place = Place::Partition(index);
        match partition.values {
            ListValues::Single(_) => singles.add(&partition.name, place, found),
            ListValues::Tuples(_) => tuples.add(&partition.name, place, found),
        }
        properties.read(place, &partition.properties, None, found);
        count(columns.len(), &partition.values, place, found);
        types(columns, &partition.values, place, found);
    }
    unique(columns, partitions, found);
    nulls(s, columns, partitions, found);
}

/// P-49: as many values as there are partition columns.
pub(in crate::rules) fn count(columns: usize, values: &ListValues, place: Place, found: &mut Findings<'_>) {
    match values {
        ListValues::Single(_) if columns != 1 => {
            found.push(P_49.broken(
                place,
                "Partition column size should be one when use single list partition ",
                "write a tuple per value: ((\"a\", \"1\"), …)",
            ));
        }
        ListValues::Single(_) => {}
        ListValues::Tuples(tuples) => {
            for tuple in tuples.iter().filter(|tuple| tuple.len() != columns) {
                let written: Vec<&str> = tuple
                    .iter()
                    .map(|value| if is_null(value) { DEFAULT_PARTITION } else { text(value) })
                    .collect();
                found.push(P_49.broken(
                    place,
                    format!("({}) size should be equal to partition column size ", written.join(",")),
                    format!("write {columns} values in the tuple"),
                ));
            }
        }
    }
}

/// P-50, for values whose count is right.
pub(in crate::rules) fn types(
    columns: &[Option<Numbered<'_>>],
    values: &ListValues,
    place: Place,
    found: &mut Findings<'_>,
) {
    match values {
        ListValues::Single(values) => {
            if let [Some(c)] = columns {
                for value in values.iter() {
                    of_type(c, value, place, found);
                }
            }
        }
        ListValues::Tuples(tuples) => {
            for tuple in tuples.iter().filter(|tuple| tuple.len() == columns.len()) {
                for (column, value) in columns.iter().zip(tuple.iter()) {
                    if let Some(c) = column {
                        of_type(c, value, place, found);
                    }
                }
            }
        }
    }
}

fn text(value: &ListValue) -> &str {
    match value {
        ListValue::Null => "NULL",
        ListValue::Text(text) => text,
    }
}

/// A text that the server reads as NULL.
pub(in crate::rules) const DEFAULT_PARTITION: &str = "__STARROCKS_DEFAULT_PARTITION__";

pub(in crate::rules) fn is_null(value: &ListValue) -> bool {
    match value {
        ListValue::Null => true,
        ListValue::Text(text) => text == DEFAULT_PARTITION,
    }
}

/// P-50.
fn of_type(c: &Numbered<'_>, value: &ListValue, place: Place, found: &mut Findings<'_>) {
    if is_null(value) {
        return;
    }
    let data_type = &c.column.data_type;
    if matches!(data_type, DataType::Json | DataType::Variant) {
        found.push(P_50.broken(
            place,
            format!("Type[{}] not supported.", data_type.server_sql()),
            "leave the list of partitions out, or partition by another column",
        ));
    } else if let Some(Err(why)) = literal::of_type(text(value), &c.column.data_type) {
        found.push(P_50.broken(
            place,
            why,
            format!("write a value of type {}", c.column.data_type.server_name()),
        ));
    }
}

/// P-51. The two forms of values are each compared among themselves, dates and booleans by their value, all else as text.
fn unique(columns: &[Option<Numbered<'_>>], partitions: &[ListPartition], found: &mut Findings<'_>) {
    let mut values = ListedValues::default();
    let column = match columns {
        [Some(c)] => Some(&c.column.data_type),
        _ => None,
    };
    for (index, partition) in partitions.iter().enumerate() {
        values.add(column, &partition.values, Place::Partition(index), found);
    }
}

/// The values of the partitions of a table, as far as they have been looked at.
#[derive(Default)]
pub(in crate::rules) struct ListedValues {
    singles: BTreeSet<String>,
    tuples: BTreeSet<Vec<String>>,
}

impl ListedValues {
    /// P-51 for one more partition; `data_type` is that of a single partition column.
    pub(in crate::rules) fn add(
        &mut self,
        data_type: Option<&DataType>,
        values: &ListValues,
        place: Place,
        found: &mut Findings<'_>,
    ) {
        let help = "leave it in one partition";
        match values {
            ListValues::Single(values) => {
                for value in values.iter().map(|value| normal(data_type, value)) {
                    let message = format!("Duplicated value {value}");
                    if !self.singles.insert(value) {
                        found.push(P_51.broken(place, message, help));
                    }
                }
            }
            ListValues::Tuples(tuples) => {
                for tuple in tuples.iter() {
                    let parts: Vec<String> = tuple.iter().map(|value| text(value).to_owned()).collect();
                    if self.tuples.contains(&parts) {
                        let written: Vec<String> = parts.iter().map(|part| format!("\"{part}\"")).collect();
                        let message = format!("Duplicate values ({}) not allow", written.join(","));
                        found.push(P_51.broken(place, message, help));
                    } else {
                        self.tuples.insert(parts);
                    }
                }
            }
        }
    }
}

/// A value as the server compares it with others.
fn normal(data_type: Option<&DataType>, value: &ListValue) -> String {
    let data_type = data_type.unwrap_or(&DataType::String);
    let text = text(value);
    match (data_type, literal::of_type(text, data_type)) {
        (DataType::Boolean, Some(Ok(_))) => match text.trim() {
            "1" => "TRUE".to_owned(),
            "0" => "FALSE".to_owned(),
            word => word.to_uppercase(),
        },
        (DataType::Date, Some(Ok(Some(literal::Value::Moment([year, month, day, ..]))))) => {
            format!("{year:04}-{month:02}-{day:02}")
        }
        _ => text.to_owned(),
    }
}

/// P-52.
fn nulls(
    s: &Subject<'_>,
    columns: &[Option<Numbered<'_>>],
    partitions: &[ListPartition],
    found: &mut Findings<'_>,
) {
    for (index, partition) in partitions.iter().enumerate() {
        let null_at = |position: usize| match &partition.values {
            ListValues::Single(values) => values.iter().any(is_null),
            ListValues::Tuples(tuples) => tuples.iter().any(|tuple| tuple.get(position).is_some_and(is_null)),
        };
        for (position, column) in columns.iter().enumerate() {
            let Some(c) = column else {
                continue;
            };
            if !may_be_null(s, c) && null_at(position) {
                found.push(P_52.broken(
                    Place::Partition(index),
                    format!(
                        "Partition column[{}] could not be null but contains null value in partition[{}]",
                        c.column.name, partition.name
                    ),
                    format!("leave NULL out, or make `{}` NULL", c.column.name),
                ));
            }
        }
    }
}

fn may_be_null(s: &Subject<'_>, c: &Numbered<'_>) -> bool {
    match c.column.nullability {
        Nullability::Null => true,
        Nullability::NotNull => false,
        Nullability::Unspecified => {
            !(s.model == KeyModel::Primary && c.in_key) && c.column.value != ColumnValue::AutoIncrement
        }
    }
}
