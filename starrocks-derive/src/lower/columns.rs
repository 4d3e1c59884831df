//! Fields as columns.

use super::field_type::{Certainty, field_type, is_option};
use super::name::column_name;
use super::places::{Places, Spot};
use super::{parse, refuse_backquote};
use crate::attributes::{ColumnArguments, doc_comment};
use crate::errors::{Errors, Mark};
use quote::ToTokens;
use starrocks_core::rules::Place;
use starrocks_core::schema::{
    AggType, Column, ColumnValue, DataType, DefaultValue, Expression, Nullability, Text,
};
use starrocks_core::sql;
use syn::{Field, FieldsNamed, Ident, Type};

/// All columns of a struct.
pub(crate) struct LoweredColumns {
    pub(crate) list: Vec<LoweredColumn>,
    /// Whether the name of every column could be read.
    pub(crate) readable: bool,
}

/// A column and the field it comes from.
pub(crate) struct LoweredColumn {
    /// The column.
    pub(crate) column: Column,
    /// The field's name.
    pub(crate) field: Ident,
    /// The field's type.
    pub(crate) rust_type: Type,
    /// Where the column's type comes from.
    pub(crate) source: TypeSource,
    /// Whether NULL or NOT NULL comes from the resolved type.
    pub(crate) resolves_nullability: bool,
    /// The option `is_agg_key`, where it is written.
    pub(crate) agg_key: Option<Mark>,
}

impl LoweredColumn {
    /// The field's type as the user wrote it, without blanks.
    pub(crate) fn spelling(&self) -> String {
        spelling(&self.rust_type)
    }
}

/// A type as the user wrote it, without blanks where none are needed.
pub(crate) fn spelling(rust_type: &Type) -> String {
    let text = rust_type.to_token_stream().to_string();
    text.replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace("< ", "<")
        .replace(" ,", ",")
        .replace("& ", "&")
}

/// Where a column's type comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypeSource {
    /// `type = "…"`, or a primitive: the table says it all.
    Table,
    /// A well-known name, which the compiler has to confirm.
    Recognised,
    /// The field's type, through `ColumnType`.
    Resolved,
}

/// Reads all fields but the skipped ones.
pub(crate) fn lower_columns(
    fields: &FieldsNamed,
    places: &mut Places,
    errors: &mut Errors,
) -> LoweredColumns {
    let mut columns = LoweredColumns { list: Vec::new(), readable: true };
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let arguments = ColumnArguments::read(&field.attrs, errors);
        columns.readable &= !arguments.written.is_unreadable("name");
        if arguments.skip {
            refuse_options_of_skipped(&arguments, errors);
            continue;
        }
        let index = columns.list.len();
        columns.list.push(lower_column(index, ident, field, arguments, places, errors));
    }
    columns
}

fn lower_column(
    index: usize,
    ident: &Ident,
    field: &Field,
    arguments: ColumnArguments,
    places: &mut Places,
    errors: &mut Errors,
) -> LoweredColumn {
    places.put(Place::Column(index), Spot::at(Mark::of(ident)));
    if arguments.written.is_incomplete() {
        places.silence(Place::Column(index));
    }
    if let Some(name) = &arguments.name {
        refuse_backquote(name, errors);
        places.put(Place::ColumnName(index), Spot::at(name.mark()));
    }
    let aggregate = lower_aggregate(index, &arguments, places, errors);
    let is_state = matches!(aggregate, Some(AggType::State(_)));
    let (data_type, source, optional) = lower_type(index, field, &arguments, is_state, places, errors);
    let resolves_nullability =
        source == TypeSource::Resolved && arguments.nullable.is_none() && !optional && !is_state;
    if arguments.nullable.is_some()
        && let Some(mark) = arguments.written.key("nullable")
    {
        places.put(Place::ColumnNullability(index), Spot::at(mark.clone()));
    } else {
        places.put(Place::ColumnNullability(index), Spot::at(Mark::of(&field.ty)));
    }
    let nullability = match (arguments.nullable, optional) {
        // The server derives it from the state, and takes no NOT NULL here.
        (None, _) if is_state => Nullability::Unspecified,
        (Some(true), _) | (None, true) => Nullability::Null,
        // Only the compiler knows.
        (None, false) if resolves_nullability => Nullability::Unspecified,
        (Some(false), _) | (None, false) => Nullability::NotNull,
    };
    let comment = match &arguments.comment {
        Some(text) => Some(text.text()).filter(|text| !text.is_empty()),
        None => doc_comment(&field.attrs),
    };
    let agg_key = arguments.is_agg_key.then(|| arguments.written.key("is_agg_key").cloned()).flatten();
    LoweredColumn {
        column: Column {
            name: match &arguments.name {
                Some(name) => Text::from(name.text()),
                None => Text::from(column_name(ident)),
            },
            data_type,
            charset: None,
            key: false,
            aggregate,
            nullability,
            value: lower_value(index, &arguments, places, errors),
            comment: comment.map(Text::from),
        },
        field: ident.clone(),
        rust_type: field.ty.clone(),
        source,
        resolves_nullability,
        agg_key,
    }
}

/// The aggregate; one that cannot be read must not look like one that is missing.
fn lower_aggregate(
    index: usize,
    arguments: &ColumnArguments,
    places: &mut Places,
    errors: &mut Errors,
) -> Option<AggType> {
    let parsed = arguments.agg_type.as_ref().and_then(|quoted| {
        places.put(Place::ColumnAggregate(index), Spot::at(quoted.mark()));
        parse(quoted, "agg_type", &arguments.written, sql::parse_agg_type, errors)
    });
    if parsed.is_none() && arguments.written.key("agg_type").is_some() {
        places.silence(Place::Column(index));
    }
    parsed
}

/// The type, where it comes from, and whether the field is an `Option`.
fn lower_type(
    index: usize,
    field: &Field,
    arguments: &ColumnArguments,
    is_state: bool,
    places: &mut Places,
    errors: &mut Errors,
) -> (DataType, TypeSource, bool) {
    // What could not be read is a type that every rule is silent about.
    let unreadable = || DataType::Other(Text::Borrowed(""));
    if let Some(quoted) = &arguments.data_type {
        places.put(Place::ColumnType(index), Spot::at(quoted.mark()));
        let data_type = parse(quoted, "type", &arguments.written, sql::parse_data_type, errors)
            .unwrap_or_else(unreadable);
        return (data_type, TypeSource::Table, is_option(&field.ty));
    }
    places.put(Place::ColumnType(index), Spot::at(Mark::of(&field.ty)));
    if is_state {
        return (DataType::Inferred, TypeSource::Table, is_option(&field.ty));
    }
    if arguments.written.key("type").is_some() {
        return (unreadable(), TypeSource::Table, is_option(&field.ty));
    }
    match field_type(&field.ty) {
        Ok(read) => {
            let source = match read.certainty {
                Certainty::Certain => TypeSource::Table,
                Certainty::Recognised => TypeSource::Recognised,
                Certainty::Opaque => TypeSource::Resolved,
            };
            (read.data_type, source, read.optional)
        }
        Err(refused) => {
            errors.push(&Mark::of(&field.ty), refused.sentence, refused.help);
            (unreadable(), TypeSource::Table, is_option(&field.ty))
        }
    }
}

/// Where a value comes from that an INSERT leaves out: one of four options.
fn lower_value(
    index: usize,
    arguments: &ColumnArguments,
    places: &mut Places,
    errors: &mut Errors,
) -> ColumnValue {
    let mut values: Vec<(&str, Mark, ColumnValue)> = Vec::new();
    if let Some(default) = &arguments.default_text {
        let value = ColumnValue::Default(DefaultValue::Text(default.text.clone().into()));
        values.push(("default", default.mark(), value));
    }
    if let Some(quoted) = &arguments.default_expr
        && let Some(default) = parse(quoted, "default_expr", &arguments.written, sql::parse_default, errors)
    {
        values.push(("default_expr", quoted.mark(), ColumnValue::Default(default)));
    }
    if arguments.auto_increment
        && let Some(mark) = arguments.written.key("auto_increment")
    {
        values.push(("auto_increment", mark.clone(), ColumnValue::AutoIncrement));
    }
    if let Some(quoted) = &arguments.generated {
        // One that cannot be read is a generated column all the same, which matters to the columns around it.
        let parsed = parse(quoted, "generated", &arguments.written, sql::parse_expression, errors);
        if parsed.is_none() {
            places.silence(Place::Column(index));
        }
        let expression = parsed.unwrap_or_else(|| Expression::new(quoted.text()));
        values.push(("generated", quoted.mark(), ColumnValue::Generated(expression)));
    }
    if let [(first, ..), others @ ..] = values.as_slice() {
        for (name, ..) in others {
            if let Some(mark) = arguments.written.key(name) {
                let sentence = format!("`{first}` and `{name}` exclude each other");
                errors.push(mark, sentence, "keep one of the two [L-05]");
            }
        }
    }
    match values.into_iter().next() {
        Some((_, mark, value)) => {
            places.put(Place::ColumnValue(index), Spot::at(mark));
            value
        }
        None => ColumnValue::Given,
    }
}

/// An option on a field that is no column has no effect, which the user would want to know.
fn refuse_options_of_skipped(arguments: &ColumnArguments, errors: &mut Errors) {
    for (option, mark) in arguments.written.keys() {
        if option != "skip" {
            errors.push(
                mark,
                format!("`{option}` has no effect: the field is skipped"),
                format!("leave `skip` out, or `{option}`"),
            );
        }
    }
}
