//! What to write instead, in the words of the attributes.
//!
//! The catalogue's own help speaks of DDL. Where a user of the derive writes something else, it is said here.

use crate::lower::{KeyOption, Lowered};
use starrocks_core::nearest::nearest;
use starrocks_core::rules::{Finding, Place};
use starrocks_core::schema::{AggType, Column, ColumnValue, DataType, DefaultValue, Table};

/// The help for a finding about `table`, which is the table of `lowered` or a variation of it.
pub(crate) fn help(finding: &Finding, lowered: &Lowered, table: &Table) -> String {
    let own = match (finding.rule.id, finding.place) {
        ("K-07", Place::KeyColumn(position)) => renamed(position, lowered),
        ("K-08", _) => order(lowered),
        ("K-11", Place::ColumnType(column)) => decimal_key(&table.columns[column]),
        ("C-02" | "AI-03", Place::ColumnNullability(column)) => not_null(column, lowered),
        ("K-09", Place::ColumnAggregate(column)) => {
            let (name, option) = (&lowered.table.columns[column].name, key_name(lowered));
            Some(format!("leave `agg_type` out, or take `{name}` out of `{option}`"))
        }
        ("K-14", Place::ColumnName(column)) => Some(aggregate(column, lowered)),
        ("K-15", _) => lowered.key_option.as_ref().map(|written| {
            format!("leave `agg_type` out, or write `aggregate_key` instead of `{}`", written.name)
        }),
        ("K-16", Place::ColumnType(column)) => Some(sketch(&table.columns[column], lowered)),
        ("G-03", Place::ColumnNullability(column)) => lowered
            .columns
            .get(column)
            .map(|column| format!("use `Option<{}>`, or say `nullable`", column.spelling())),
        ("L-14", _) => Some("write `engine = \"OLAP\"`, or leave `engine` out".to_owned()),
        ("DI-02" | "DI-03" | "DI-08", _) => hash_of_key(lowered),
        ("D-01", Place::ColumnValue(column)) => Some(default(&table.columns[column])),
        ("AI-01", _) => Some("use `i64`, which is BIGINT".to_owned()),
        _ => None,
    };
    own.unwrap_or_else(|| finding.help.clone())
}

/// The key option over these columns, in the form in which the user wrote it.
pub(super) fn key_option(lowered: &Lowered, columns: &[&str]) -> String {
    let columns = columns.join(", ");
    match &lowered.key_option {
        Some(KeyOption { name, as_names: true }) => format!("{name}({columns})"),
        Some(KeyOption { name, .. }) => format!("{name} = \"{columns}\""),
        None => format!("aggregate_key = \"{columns}\""),
    }
}

fn key_name(lowered: &Lowered) -> &'static str {
    lowered.key_option.as_ref().map_or("aggregate_key", |written| written.name)
}

/// For the name of a field whose column is called otherwise.
fn renamed(position: usize, lowered: &Lowered) -> Option<String> {
    let name = lowered.table.key.as_ref()?.columns.get(position)?;
    let field = lowered.columns.iter().find(|lowered| lowered.field == name.as_ref())?;
    let column = &field.column.name;
    Some(format!("the column of the field `{name}` is named `{column}`: write `{column}`"))
}

/// The option to paste when only the order is wrong, else the fields to move.
fn order(lowered: &Lowered) -> Option<String> {
    let table = &lowered.table;
    let key = table.key.as_ref()?;
    let mut positions: Vec<usize> = key.columns.iter().filter_map(|name| table.column_index(name)).collect();
    let written = positions.clone();
    positions.sort_unstable();
    positions.dedup();
    let name = |index: usize| table.columns[index].name.as_ref();
    if positions.iter().enumerate().all(|(position, index)| position == *index) {
        let names: Vec<&str> = positions.iter().map(|index| name(*index)).collect();
        return Some(format!("write `{}`", key_option(lowered, &names)));
    }
    let fields: Vec<String> =
        written.iter().map(|index| format!("`{}`", lowered.columns[*index].field)).collect();
    Some(match fields.as_slice() {
        [field] => format!("make {field} the first field of the struct"),
        fields => format!("make {} the first fields of the struct, in this order", fields.join(", ")),
    })
}

fn not_null(column: usize, lowered: &Lowered) -> Option<String> {
    let column = lowered.columns.get(column)?;
    let spelling = column.spelling();
    let inner = spelling.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>'));
    Some(match inner {
        Some(inner) => format!("use `{inner}` instead of `{spelling}`"),
        None if column.resolves_nullability => {
            format!("`{spelling}` stands for an `Option`: use a type that does not")
        }
        None => "leave `nullable` out".to_owned(),
    })
}

/// A floating-point key: the type to write.
fn decimal_key(column: &Column) -> Option<String> {
    match column.data_type {
        DataType::Float | DataType::Double => {
            Some("say how many digits it has: `#[starrocks(type = \"DECIMAL(18, 2)\")]`".to_owned())
        }
        _ => None,
    }
}

/// The aggregate to write, and the others that the type takes.
fn aggregate(column: usize, lowered: &Lowered) -> String {
    let column = &lowered.table.columns[column];
    let possible: Vec<&str> = AggType::KEYWORDS
        .iter()
        .filter(|aggregate| aggregate.accepts(&column.data_type))
        .filter_map(AggType::keyword)
        .collect();
    let (first, others) = match possible.split_first() {
        Some((first, others)) => (*first, others.join(", ")),
        None => ("REPLACE", String::new()),
    };
    let others = if others.is_empty() { String::new() } else { format!(" (or {others})") };
    format!(
        "say how its values merge: `#[starrocks(agg_type = \"{first}\")]`{others}, or add `{}` to `{}`",
        column.name,
        key_name(lowered)
    )
}

/// A sketch in a DUPLICATE KEY table: the key option and the aggregate that it needs.
fn sketch(column: &Column, lowered: &Lowered) -> String {
    let aggregate = match column.data_type {
        DataType::Bitmap => "BITMAP_UNION",
        DataType::Hll => "HLL_UNION",
        _ => "PERCENTILE_UNION",
    };
    let option = match &lowered.key_option {
        Some(written) => format!("instead of `{}`", written.name),
        None => "on the struct".to_owned(),
    };
    format!("write `aggregate_key` {option}, and `#[starrocks(agg_type = \"{aggregate}\")]` here")
}

/// What is neither a value nor an expression that a default can have.
fn default(column: &Column) -> String {
    let written = match &column.value {
        ColumnValue::Default(DefaultValue::Expression(expression)) => expression.text.as_ref(),
        _ => "",
    };
    match nearest(written, ["CURRENT_TIMESTAMP", "NULL", "(uuid())", "(uuid_numeric())"]) {
        Some(near) => format!("did you mean `default_expr = \"{near}\"`?"),
        None => "write a value as `default = \"0\"`; `default_expr` takes CURRENT_TIMESTAMP, NULL, (uuid()) or the \
                 literal of an ARRAY, a MAP or a STRUCT"
            .to_owned(),
    }
}

/// A distribution that every table with a key can have.
fn hash_of_key(lowered: &Lowered) -> Option<String> {
    let key = lowered.table.key.as_ref()?;
    let names: Vec<&str> = key.columns.iter().map(AsRef::as_ref).collect();
    Some(format!("write `distributed_by = \"HASH({})\"`", names.join(", ")))
}
