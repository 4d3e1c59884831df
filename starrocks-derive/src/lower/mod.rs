//! From attributes to a table, remembering where each part was written.

mod columns;
mod field_type;
mod name;
mod places;

pub(crate) use columns::{LoweredColumn, TypeSource};

use crate::attributes::{
    ColumnNames, IndexArguments, KEY_OPTIONS, PropertyPair, Quoted, TableArguments, doc_comment,
};
use crate::errors::{Errors, Mark};
use columns::lower_columns;
use places::{Places, Spot};
use proc_macro2::TokenStream;
use starrocks_core::rules::Place;
use starrocks_core::schema::{
    Distribution, Index, IndexType, Key, List, PartitionExpression, Partitioning, Properties, Property,
    RangePartition, Table, TableName, Text,
};
use starrocks_core::sql::{self, ParseError};
use std::borrow::Cow;
use syn::{DeriveInput, FieldsNamed};

/// A struct as a table.
pub(crate) struct Lowered {
    /// The table. Types that only the compiler can resolve stand in it as `DataType::Other`.
    pub(crate) table: Table,
    /// The fields behind its columns, in the same order.
    pub(crate) columns: Vec<LoweredColumn>,
    /// Where its parts are written.
    pub(crate) places: Places,
    /// The key option that was written, for use in a help.
    pub(crate) key_option: Option<KeyOption>,
    /// Whether enough could be read to ask the rule catalogue.
    pub(crate) readable: bool,
}

/// The key clause as the user wrote it.
pub(crate) struct KeyOption {
    /// `primary_key` and so on.
    pub(crate) name: &'static str,
    /// Whether it is written with identifiers: `primary_key(a, b)`.
    pub(crate) as_names: bool,
}

/// Reads the attributes' texts and puts the table together.
pub(crate) fn lower(
    input: &DeriveInput,
    fields: &FieldsNamed,
    mut arguments: TableArguments,
    errors: &mut Errors,
) -> Lowered {
    let mut places = Places::default();
    places.put(Place::Table, Spot::at(Mark::of(&input.ident)));
    places.put(Place::TableName, Spot::at(Mark::of(&input.ident)));
    let columns = lower_columns(fields, &mut places, errors);

    let key = lower_key(&mut arguments, &mut places, errors);
    let mut readable = columns.readable
        && !arguments.written.is_incomplete()
        && !KEY_OPTIONS.iter().any(|(option, _)| arguments.written.is_unreadable(option));
    readable &= !arguments.written.is_unreadable("engine");

    let partition_by = lower_partition_by(&mut arguments, &mut places, errors);
    let distributed_by = lower_distributed_by(&mut arguments, &mut places, errors);
    let order_by = match &arguments.order_by {
        Some(names) => {
            lower_names(names, "order_by", Place::OrderBy, Place::OrderByColumn, &mut places, errors)
        }
        None => None,
    };
    if order_by.is_none() && arguments.written.key("order_by").is_some() {
        places.silence(Place::OrderBy);
    }

    let indexes = lower_indexes(&arguments.indexes, &mut places, errors);
    let properties = lower_properties(&arguments.properties);
    for (index, pair) in arguments.properties.iter().enumerate() {
        places.put(Place::Property(index), Spot::at(pair.value.mark()));
    }
    for (option, place, text) in
        [("name", Place::TableName, &arguments.name), ("engine", Place::Engine, &arguments.engine)]
    {
        if let Some(text) = text {
            places.put(place, Spot::at(text.mark()));
        }
        if arguments.written.is_unreadable(option) {
            places.silence(place);
        }
    }

    let comment = match &arguments.comment {
        Some(text) => Some(text.text()).filter(|text| !text.is_empty()),
        None => doc_comment(&input.attrs),
    };
    let name = TableName {
        database: arguments.database.as_ref().map(owned),
        name: match &arguments.name {
            Some(name) => owned(name),
            None => name::table_name(&input.ident).into(),
        },
    };
    let (key, key_option) = key.unzip();
    Lowered {
        table: Table {
            name,
            temporary: arguments.temporary,
            columns: columns.list.iter().map(|lowered| lowered.column.clone()).collect(),
            indexes,
            engine: arguments.engine.as_ref().map(owned),
            charset: None,
            key,
            comment: comment.map(Text::from),
            partition_by,
            distributed_by,
            order_by: order_by.unwrap_or_default(),
            rollups: Cow::Borrowed(&[]),
            properties,
        },
        columns: columns.list,
        places,
        key_option,
        readable,
    }
}

fn owned(text: &Quoted) -> Text {
    Text::from(text.text())
}

/// The key clause. Of two the first one counts, so that the rest can still be checked.
fn lower_key(
    arguments: &mut TableArguments,
    places: &mut Places,
    errors: &mut Errors,
) -> Option<(Key, KeyOption)> {
    if let [first, second, ..] = arguments.keys.as_slice() {
        let sentence = "a table has one key model";
        let names: Vec<String> = arguments.keys.iter().map(|key| format!("`{}`", key.option)).collect();
        let help = format!("keep one of {}", names.join(", "));
        for key in [first, second] {
            if let Some(mark) = arguments.written.key(key.option) {
                errors.push(mark, format!("{sentence}: here is `{}`", key.option), &help);
            }
        }
    }
    let key = arguments.keys.first()?;
    let (option, model, as_names) = (key.option, key.model, matches!(key.columns, ColumnNames::Names(_)));
    let columns = lower_names(&key.columns, option, Place::Key, Place::KeyColumn, places, errors);
    let Some(columns) = columns else {
        arguments.written.set_unreadable(option);
        return None;
    };
    let key_option = KeyOption { name: option, as_names };
    Some((Key { model, columns }, key_option))
}

/// A list of columns in one of its two forms; `None` when it cannot be read.
fn lower_names(
    names: &ColumnNames,
    option: &str,
    whole: Place,
    part: fn(usize) -> Place,
    places: &mut Places,
    errors: &mut Errors,
) -> Option<List<Text>> {
    match names {
        ColumnNames::Text(quoted) => {
            places.put(whole, Spot::at(quoted.mark()));
            let list = parse(quoted, option, sql::parse_column_list, errors)?;
            for (index, name) in list.iter().enumerate() {
                places.put(part(index), Spot::inside(quoted.mark(), &quoted.text(), name));
            }
            Some(Cow::Owned(list))
        }
        ColumnNames::Names(list) => {
            let all: TokenStream = list.iter().map(|(_, token)| token.clone()).collect();
            places.put(whole, Spot::at(Mark::of(all)));
            for (index, (_, token)) in list.iter().enumerate() {
                places.put(part(index), Spot::at(Mark::of(token)));
            }
            Some(list.iter().map(|(name, _)| Text::from(name.clone())).collect())
        }
    }
}

fn lower_partition_by(
    arguments: &mut TableArguments,
    places: &mut Places,
    errors: &mut Errors,
) -> Option<Partitioning> {
    let option = "partition_by";
    let parsed = arguments.partition_by.as_ref().and_then(|quoted| {
        places.put(Place::PartitionBy, Spot::at(quoted.mark()));
        parse(quoted, option, sql::parse_partition_by, errors)
    });
    let (Some(partitioning), Some(quoted)) = (&parsed, &arguments.partition_by) else {
        if arguments.written.key(option).is_some() {
            places.silence(Place::PartitionBy);
        }
        return None;
    };
    let mut name = |place, name: &str| {
        places.put(place, Spot::inside(quoted.mark(), &quoted.text(), name));
    };
    match partitioning {
        Partitioning::Range { columns, .. }
        | Partitioning::List { columns, .. }
        | Partitioning::Columns { columns } => {
            for (index, column) in columns.iter().enumerate() {
                name(Place::PartitionColumn(index), column);
            }
        }
        Partitioning::Expressions { expressions, .. } => {
            for (index, expression) in expressions.iter().enumerate() {
                match expression {
                    PartitionExpression::Column(column) => name(Place::PartitionColumn(index), column),
                    // The first column that a function names is what a rule has something to say about.
                    PartitionExpression::Function(function) => {
                        if let Some(column) = function.names().first() {
                            name(Place::PartitionColumn(index), column);
                        }
                    }
                }
            }
        }
        _ => {}
    }
    match partitioning {
        Partitioning::Range { partitions, .. }
        | Partitioning::RangeExpression { partitions, .. }
        | Partitioning::Expressions { partitions, .. } => {
            for (index, partition) in partitions.iter().enumerate() {
                if let RangePartition::LessThan { name: found, .. }
                | RangePartition::Fixed { name: found, .. } = partition
                {
                    name(Place::Partition(index), found);
                }
            }
        }
        Partitioning::List { partitions, .. } => {
            for (index, partition) in partitions.iter().enumerate() {
                name(Place::Partition(index), &partition.name);
            }
        }
        _ => {}
    }
    parsed
}

fn lower_distributed_by(
    arguments: &mut TableArguments,
    places: &mut Places,
    errors: &mut Errors,
) -> Option<Distribution> {
    let option = "distributed_by";
    let parsed = arguments.distributed_by.as_ref().and_then(|quoted| {
        places.put(Place::DistributedBy, Spot::at(quoted.mark()));
        parse(quoted, option, sql::parse_distributed_by, errors)
    });
    let (Some(distribution), Some(quoted)) = (&parsed, &arguments.distributed_by) else {
        if arguments.written.key(option).is_some() {
            places.silence(Place::DistributedBy);
        }
        return None;
    };
    if let Distribution::Hash { columns, .. } = distribution {
        for (index, column) in columns.iter().enumerate() {
            let spot = Spot::inside(quoted.mark(), &quoted.text(), column);
            places.put(Place::DistributionColumn(index), spot);
        }
    }
    parsed
}

fn lower_indexes(arguments: &[IndexArguments], places: &mut Places, errors: &mut Errors) -> List<Index> {
    let mut indexes = Vec::new();
    for argument in arguments {
        let columns = argument.columns.as_ref().and_then(|names| match names {
            ColumnNames::Text(quoted) => parse(quoted, "columns", sql::parse_column_list, errors),
            ColumnNames::Names(list) => Some(list.iter().map(|(name, _)| Text::from(name.clone())).collect()),
        });
        for option in ["name", "columns"] {
            if argument.written.key(option).is_none() && !argument.written.is_incomplete() {
                errors.push(
                    &argument.mark,
                    format!("an index needs `{option}`"),
                    "write `index(name = \"idx_country\", columns = \"country\")`",
                );
            }
        }
        let (Some(name), Some(columns)) = (&argument.name, columns) else {
            continue;
        };
        places.put(Place::Index(indexes.len()), Spot::at(argument.mark.clone()));
        indexes.push(Index {
            name: owned(name),
            columns: Cow::Owned(columns),
            index_type: argument.using.as_ref().map(index_type).unwrap_or_default(),
            properties: lower_properties(&argument.properties),
            comment: argument.comment.as_ref().map(owned),
        });
    }
    Cow::Owned(indexes)
}

fn index_type(using: &Quoted) -> IndexType {
    let known = [IndexType::Bitmap, IndexType::Gin, IndexType::NgramBf, IndexType::Vector];
    let text = using.text();
    known
        .into_iter()
        .find(|kind| kind.keyword().eq_ignore_ascii_case(&text))
        .unwrap_or_else(|| IndexType::Other(text.into()))
}

fn lower_properties(pairs: &[PropertyPair]) -> Properties {
    let entries =
        pairs.iter().map(|pair| Property { key: Text::from(pair.key.clone()), value: owned(&pair.value) });
    Properties { entries: entries.collect() }
}

/// Parses the SQL of an option; an error shows the text with a caret.
pub(crate) fn parse<T>(
    quoted: &Quoted,
    option: &str,
    parser: impl Fn(&str) -> Result<T, ParseError>,
    errors: &mut Errors,
) -> Option<T> {
    let text = quoted.text();
    match parser(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            let snippet = sql::snippet(error.source_text(), error.span());
            let shown: String = snippet.lines().map(|line| format!("\n    {line}")).collect();
            let sentence = format!("`{option}` cannot be read: {}{shown}", error.message());
            errors.push(&quoted.mark(), sentence, error.help().unwrap_or_default());
            None
        }
    }
}
