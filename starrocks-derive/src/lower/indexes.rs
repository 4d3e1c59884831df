//! Indexes and properties.

use super::places::{Places, Spot};
use super::{owned, parse, refuse_backquote};
use crate::attributes::{ColumnNames, IndexArguments, PropertyPair, Quoted};
use crate::errors::{Errors, Mark};
use proc_macro2::TokenStream;
use starrocks_core::nearest::nearest;
use starrocks_core::rules::Place;
use starrocks_core::schema::{Index, IndexType, List, Properties, Property, Text};
use starrocks_core::sql;
use std::borrow::Cow;

/// The indexes; one that cannot be read is left out.
pub(super) fn lower_indexes(
    arguments: &[IndexArguments],
    places: &mut Places,
    errors: &mut Errors,
) -> List<Index> {
    let mut indexes = Vec::new();
    for argument in arguments {
        let columns = lower_columns(argument, errors);
        for option in ["name", "columns"] {
            if argument.written.key(option).is_none() && !argument.written.is_incomplete() {
                let help = "write `index(name = \"idx_country\", columns = \"country\")`";
                errors.push(&argument.mark, format!("an index needs `{option}`"), help);
            }
        }
        let index_type = match &argument.using {
            Some(using) => index_type(using, errors),
            None => Some(IndexType::default()),
        };
        let (Some(name), Some((columns, columns_mark)), Some(index_type)) =
            (&argument.name, columns, index_type)
        else {
            continue;
        };
        refuse_backquote(name, errors);
        let index = indexes.len();
        places.put(Place::Index(index), Spot::at(argument.mark.clone()));
        places.put_detail(Place::Index(index), Spot::at(columns_mark));
        indexes.push(Index {
            name: owned(name),
            columns: Cow::Owned(columns),
            index_type,
            properties: lower_properties(&argument.properties),
            comment: argument.comment.as_ref().map(owned),
        });
    }
    Cow::Owned(indexes)
}

fn lower_columns(argument: &IndexArguments, errors: &mut Errors) -> Option<(Vec<Text>, Mark)> {
    match argument.columns.as_ref()? {
        ColumnNames::Text(quoted) => {
            let columns = parse(quoted, "columns", &argument.written, sql::parse_column_list, errors)?;
            Some((columns, quoted.mark()))
        }
        ColumnNames::Names(list) => {
            let all: TokenStream = list.iter().map(|(_, token)| token.clone()).collect();
            Some((list.iter().map(|(name, _)| Text::from(name.clone())).collect(), Mark::of(all)))
        }
    }
}

fn index_type(using: &Quoted, errors: &mut Errors) -> Option<IndexType> {
    let known = [IndexType::Bitmap, IndexType::Gin, IndexType::NgramBf, IndexType::Vector];
    let text = using.text();
    let found = known.iter().find(|kind| kind.keyword().eq_ignore_ascii_case(&text));
    if found.is_none() {
        let keywords = known.iter().map(IndexType::keyword);
        let help = match nearest(&text, keywords.clone()) {
            Some(near) => format!("did you mean `using = \"{near}\"`?"),
            None => format!("the types are {}", keywords.collect::<Vec<_>>().join(", ")),
        };
        errors.push(&using.mark(), format!("`{text}` is no type of index"), help);
    }
    found.cloned()
}

/// The properties as written.
pub(super) fn lower_properties(pairs: &[PropertyPair]) -> Properties {
    let entries =
        pairs.iter().map(|pair| Property { key: Text::from(pair.key.clone()), value: owned(&pair.value) });
    Properties { entries: entries.collect() }
}
