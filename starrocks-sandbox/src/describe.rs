//! DESC and SHOW COLUMNS: the columns of a table, each list in its own words.

use crate::answer::ResultSet;
use crate::like::like;
use starrocks_core::schema::{
    AggType, Column, ColumnValue, DataType, DecimalKind, DecimalWidth, DefaultValue, KeyModel, Nullability,
    Table,
};
use starrocks_core::sql::show_data_type;

type Row = Vec<Option<String>>;

/// DESC t
pub(crate) fn desc(table: &Table) -> ResultSet {
    let bloom = bloom_columns(table);
    let rows = table.columns.iter().map(|column| {
        let mut extra = Vec::new();
        if bloom.iter().any(|name| name.eq_ignore_ascii_case(&column.name)) {
            extra.push("BLOOM_FILTER");
        }
        if is_computed(column) {
            extra.push("DEFAULT_GENERATED");
        }
        vec![
            Some(column.name.to_string()),
            Some(described_type(&column.data_type)),
            Some(yes_no(is_nullable(column)).to_owned()),
            Some(is_key(table, column).to_string()),
            default(column, true),
            Some(extra.join(",")),
        ]
    });
    ResultSet::text(&["Field", "Type", "Null", "Key", "Default", "Extra"], rows.collect())
}

/// DESC t ALL
pub(crate) fn desc_all(table: &Table) -> ResultSet {
    let bloom = bloom_columns(table);
    let model = table.key.as_ref().map_or(KeyModel::Duplicate, |key| key.model);
    let rows = table.columns.iter().enumerate().map(|(index, column)| {
        let key = is_key(table, column);
        let mut extra = Vec::new();
        if bloom.iter().any(|name| name.eq_ignore_ascii_case(&column.name)) {
            extra.push("BLOOM_FILTER".to_owned());
        }
        if !key {
            let word = aggregate_word(model, column).unwrap_or_else(|| "NONE".to_owned());
            if !word.is_empty() {
                extra.insert(0, word);
            }
        }
        if is_computed(column) {
            extra.push("DEFAULT_GENERATED".to_owned());
        }
        let first = index == 0;
        vec![
            Some(if first { table.name.name.to_string() } else { String::new() }),
            Some(if first { model.server_name() } else { "" }.to_owned()),
            Some(column.name.to_string()),
            Some(described_type(&column.data_type)),
            Some(yes_no(is_nullable(column)).to_owned()),
            Some(key.to_string()),
            default(column, true),
            Some(extra.join(",")),
        ]
    });
    let titles = ["IndexName", "IndexKeysType", "Field", "Type", "Null", "Key", "Default", "Extra"];
    ResultSet::text(&titles, rows.collect())
}

/// `SHOW [FULL] COLUMNS FROM t [LIKE …]`
pub(crate) fn columns(table: &Table, pattern: Option<&str>, full: bool) -> ResultSet {
    let wanted = |column: &&Column| pattern.is_none_or(|pattern| like(&column.name, pattern));
    let rows = table.columns.iter().filter(wanted).map(|column| -> Row {
        let name = Some(column.name.to_string());
        let data_type = Some(described_type(&column.data_type));
        let null = Some(yes_no(is_nullable(column)).to_owned());
        let key = Some(yes_no(is_key(table, column)).to_owned());
        let default = default(column, false);
        // UNIQUE and PRIMARY tables replace, but that is no aggregate of the column.
        let extra = Some(column.aggregate.as_ref().map_or_else(String::new, aggregate_name));
        if full {
            let comment = Some(column.comment.as_deref().unwrap_or_default().to_owned());
            vec![
                name,
                data_type,
                Some(String::new()),
                null,
                key,
                default,
                extra,
                Some(String::new()),
                comment,
            ]
        } else {
            vec![name, data_type, null, key, default, extra]
        }
    });
    let titles: &[&str] = if full {
        &["Field", "Type", "Collation", "Null", "Key", "Default", "Extra", "Privileges", "Comment"]
    } else {
        &["Field", "Type", "Null", "Key", "Default", "Extra"]
    };
    ResultSet::text(titles, rows.collect())
}

fn yes_no(flag: bool) -> &'static str {
    if flag { "YES" } else { "NO" }
}

pub(crate) fn is_nullable(column: &Column) -> bool {
    column.nullability != Nullability::NotNull
}

pub(crate) fn is_key(table: &Table, column: &Column) -> bool {
    table.key.iter().flat_map(|key| key.columns.iter()).any(|name| name.eq_ignore_ascii_case(&column.name))
}

/// Columns with a bloom filter.
fn bloom_columns(table: &Table) -> Vec<&str> {
    let list = table.properties.get("bloom_filter_columns").unwrap_or_default();
    list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect()
}

fn is_computed(column: &Column) -> bool {
    match &column.value {
        ColumnValue::Default(DefaultValue::CurrentTimestamp(_)) => true,
        ColumnValue::Default(DefaultValue::Expression(expression)) => is_call(&expression.text),
        _ => false,
    }
}

/// A default without the parentheses around it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).map_or(text, str::trim)
}

/// `uuid()` is computed for each row, `[]` and `row(1)` are constants.
fn is_call(text: &str) -> bool {
    let text = bare(text).to_ascii_lowercase();
    ["uuid", "now", "current_timestamp"].iter().any(|name| text.starts_with(name))
}

/// The default as DESC shows it; `None` is NULL.
pub(crate) fn default(column: &Column, desc: bool) -> Option<String> {
    // The empty value that these types have without a default shows as a NUL in DESC and not at all elsewhere.
    if matches!(column.data_type, DataType::Bitmap | DataType::Hll) {
        return desc.then(|| "\0".to_owned());
    }
    match &column.value {
        ColumnValue::Default(DefaultValue::Text(text)) => Some(text.to_string()),
        ColumnValue::Default(DefaultValue::CurrentTimestamp(precision)) => Some(match precision {
            Some(digits) if *digits > 0 => format!("current_timestamp({digits})"),
            _ => "CURRENT_TIMESTAMP".to_owned(),
        }),
        ColumnValue::Default(DefaultValue::Expression(expression)) => Some(bare(&expression.text).to_owned()),
        _ => None,
    }
}

fn aggregate_word(model: KeyModel, column: &Column) -> Option<String> {
    match model {
        KeyModel::Aggregate => column.aggregate.as_ref().map(aggregate_name),
        KeyModel::Unique => Some("REPLACE".to_owned()),
        KeyModel::Primary => Some(String::new()),
        KeyModel::Duplicate => None,
    }
}

fn aggregate_name(aggregate: &AggType) -> String {
    aggregate.keyword().unwrap_or("AGG_STATE_UNION").to_owned()
}

/// A type as DESC shows it: no display widths, except inside a struct.
pub(crate) fn described_type(data_type: &DataType) -> String {
    match data_type {
        DataType::Array(element) => format!("array<{}>", described_element(element)),
        DataType::Map(key, value) => format!("map<{},{}>", described_element(key), described_element(value)),
        DataType::TinyInt => "tinyint".to_owned(),
        DataType::SmallInt => "smallint".to_owned(),
        DataType::Int => "int".to_owned(),
        DataType::BigInt => "bigint".to_owned(),
        DataType::LargeInt => "largeint".to_owned(),
        DataType::Decimal(decimal) => match decimal.kind {
            DecimalKind::DecimalV2 => "decimal(27,9)".to_owned(),
            _ => format!("decimal({},{})", decimal.precision.unwrap_or(10), decimal.scale.unwrap_or(0)),
        },
        other => show_data_type(other).to_lowercase(),
    }
}

/// Inside an array or a map a decimal shows how wide it is stored.
fn described_element(data_type: &DataType) -> String {
    match data_type {
        DataType::Decimal(decimal) => {
            let (precision, scale) = decimal.precision_and_scale();
            let width = match decimal.width() {
                DecimalWidth::V2 => "v2",
                DecimalWidth::Bits32 => "32",
                DecimalWidth::Bits64 => "64",
                DecimalWidth::Bits128 => "128",
                DecimalWidth::Bits256 => "256",
            };
            format!("decimal{width}({precision},{scale})")
        }
        other => described_type(other),
    }
}
