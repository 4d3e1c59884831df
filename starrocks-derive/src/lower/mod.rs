//! From attributes to a table, remembering where each part was written.

mod clauses;
mod columns;
mod field_type;
mod indexes;
mod name;
mod places;

pub(crate) use columns::{LoweredColumn, TypeSource};

use crate::attributes::{KEY_OPTIONS, Quoted, TableArguments, Written, doc_comment};
use crate::errors::{Errors, Mark};
use clauses::{lower_distributed_by, lower_key, lower_order_by, lower_partition_by};
use columns::lower_columns;
use indexes::{lower_indexes, lower_properties};
use places::{Places, Spot};
use starrocks_core::rules::Place;
use starrocks_core::schema::{Table, TableName, Text};
use starrocks_core::sql::ParseError;
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

    let partition_by = lower_partition_by(&arguments, &mut places, errors);
    let distributed_by = lower_distributed_by(&arguments, &mut places, errors);
    let order_by = lower_order_by(&arguments, &mut places, errors);
    let indexes = lower_indexes(&arguments.indexes, &mut places, errors);
    let properties = lower_properties(&arguments.properties);
    for (index, pair) in arguments.properties.iter().enumerate() {
        places.put(Place::Property(index), Spot::at(pair.value.mark()));
        places.put_detail(Place::Property(index), Spot::at(Mark::at(pair.key_span)));
    }
    for (option, place, text) in [
        ("name", Place::TableName, &arguments.name),
        ("database", Place::Database, &arguments.database),
        ("engine", Place::Engine, &arguments.engine),
    ] {
        if let Some(text) = text {
            places.put(place, Spot::at(text.mark()));
            if option != "engine" && refuse_backquote(text, errors) {
                places.silence(place);
            }
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
            order_by,
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

/// StarRocks deletes backquotes from names, so that the table would not be the one that was written.
fn refuse_backquote(name: &Quoted, errors: &mut Errors) -> bool {
    let text = name.text();
    let refused = text.contains('`');
    if refused {
        let sentence = format!("a name cannot hold a backquote: StarRocks would delete it from `{text}`");
        errors.push(&name.mark(), sentence, format!("write \"{}\" [L-09]", text.replace('`', "")));
    }
    refused
}

/// Parses the SQL of an option; an error shows the text with a caret.
pub(crate) fn parse<T>(
    quoted: &Quoted,
    option: &str,
    written: &Written,
    parser: impl Fn(&str) -> Result<T, ParseError>,
    errors: &mut Errors,
) -> Option<T> {
    let text = quoted.text();
    match parser(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            let spot = Spot { mark: quoted.mark(), inside: Some((text.clone(), error.span())) };
            let sentence = format!("`{option}` cannot be read: {}{}", error.message(), spot.snippet());
            let help = match error.help() {
                Some(help) => help.to_owned(),
                None => format!("the form is `{}`", written.form(option)),
            };
            errors.push(&spot.mark, sentence, help);
            None
        }
    }
}
