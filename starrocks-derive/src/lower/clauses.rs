//! The clauses behind the columns: the key, PARTITION BY, DISTRIBUTED BY, ORDER BY.

use super::places::{Places, Spot};
use super::{KeyOption, parse};
use crate::attributes::{ColumnNames, Quoted, TableArguments, Written};
use crate::errors::{Errors, Mark};
use proc_macro2::TokenStream;
use starrocks_core::rules::Place;
use starrocks_core::schema::{
    Distribution, Expression, Key, List, PartitionExpression, Partitioning, RangePartition, Text,
};
use starrocks_core::sql;
use starrocks_core::sql::lexer::{Lexer, TokenKind};
use std::borrow::Cow;

/// The key clause. Of two the first one counts, so that the rest can still be checked.
pub(super) fn lower_key(
    arguments: &mut TableArguments,
    places: &mut Places,
    errors: &mut Errors,
) -> Option<(Key, KeyOption)> {
    if arguments.keys.len() > 1 {
        let names: Vec<String> = arguments.keys.iter().map(|key| format!("`{}`", key.option)).collect();
        let help = format!("keep one of {}", names.join(", "));
        for key in &arguments.keys {
            if let Some(mark) = arguments.written.key(key.option) {
                errors.push(mark, format!("a table has one key model: here is `{}`", key.option), &help);
            }
        }
    }
    let key = arguments.keys.first()?;
    let (option, model, as_names) = (key.option, key.model, matches!(key.columns, ColumnNames::Names(_)));
    let columns =
        lower_names(&key.columns, option, &arguments.written, Place::Key, Place::KeyColumn, places, errors);
    let Some(columns) = columns else {
        arguments.written.set_unreadable(option);
        return None;
    };
    let key_option = KeyOption { name: option, as_names };
    Some((Key { model, columns }, key_option))
}

/// ORDER BY.
pub(super) fn lower_order_by(
    arguments: &TableArguments,
    places: &mut Places,
    errors: &mut Errors,
) -> List<Text> {
    let option = "order_by";
    let (whole, part) = (Place::OrderBy, Place::OrderByColumn);
    let parsed = arguments
        .order_by
        .as_ref()
        .and_then(|names| lower_names(names, option, &arguments.written, whole, part, places, errors));
    if parsed.is_none() && arguments.written.key(option).is_some() {
        places.silence(Place::OrderBy);
    }
    parsed.unwrap_or_default()
}

/// A list of columns in one of its two forms; `None` when it cannot be read.
fn lower_names(
    names: &ColumnNames,
    option: &str,
    written: &Written,
    whole: Place,
    part: fn(usize) -> Place,
    places: &mut Places,
    errors: &mut Errors,
) -> Option<List<Text>> {
    match names {
        ColumnNames::Text(quoted) => {
            places.put(whole, Spot::at(quoted.mark()));
            let list = parse(quoted, option, written, sql::parse_column_list, errors)?;
            places
                .put_names(quoted, list.iter().enumerate().map(|(index, name)| (part(index), name.as_ref())));
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

/// PARTITION BY.
pub(super) fn lower_partition_by(
    arguments: &TableArguments,
    places: &mut Places,
    errors: &mut Errors,
) -> Option<Partitioning> {
    let option = "partition_by";
    let parsed = arguments.partition_by.as_ref().and_then(|quoted| {
        places.put(Place::PartitionBy, Spot::at(quoted.mark()));
        parse(quoted, option, &arguments.written, sql::parse_partition_by, errors)
    });
    let (Some(partitioning), Some(quoted)) = (&parsed, &arguments.partition_by) else {
        if arguments.written.key(option).is_some() {
            places.silence(Place::PartitionBy);
        }
        return None;
    };
    let mut names: Vec<(Place, Text)> = Vec::new();
    match partitioning {
        Partitioning::Range { columns, .. }
        | Partitioning::List { columns, .. }
        | Partitioning::Columns { columns } => {
            for (index, column) in columns.iter().enumerate() {
                names.push((Place::PartitionColumn(index), column.clone()));
            }
        }
        Partitioning::Expressions { expressions, .. } => {
            for (index, expression) in expressions.iter().enumerate() {
                if let PartitionExpression::Function(function) = expression {
                    put_unit(Place::PartitionUnit(index), function, quoted, places);
                }
                let column = match expression {
                    PartitionExpression::Column(column) => Some(column.clone()),
                    // The first column that a function names is what a rule has something to say about.
                    PartitionExpression::Function(function) => {
                        function.names().first().map(|name| Text::from(name.to_string()))
                    }
                };
                names.extend(column.map(|column| (Place::PartitionColumn(index), column)));
            }
        }
        _ => {}
    }
    for (index, name) in partition_names(partitioning).into_iter().enumerate() {
        names.extend(name.map(|name| (Place::Partition(index), name.clone())));
    }
    places.put_names(quoted, names.iter().map(|(place, name)| (*place, name.as_ref())));
    parsed
}

/// The unit of time of a partition function is the quoted text in it.
fn put_unit(place: Place, function: &Expression, quoted: &Quoted, places: &mut Places) {
    let text = quoted.text();
    let Some(start) = text.find(function.text.as_ref()) else { return };
    let mut lexer = Lexer::new(&function.text);
    while let Ok(token) = lexer.next_token() {
        match token.kind {
            TokenKind::String => {
                let inside = Some((text, start + token.start..start + token.end));
                return places.put(place, Spot { mark: quoted.mark(), inside });
            }
            TokenKind::End => return,
            _ => {}
        }
    }
}

/// The names of the declared partitions; a batch has none of its own.
fn partition_names(partitioning: &Partitioning) -> Vec<Option<&Text>> {
    match partitioning {
        Partitioning::Range { partitions, .. }
        | Partitioning::RangeExpression { partitions, .. }
        | Partitioning::Expressions { partitions, .. } => partitions
            .iter()
            .map(|partition| match partition {
                RangePartition::LessThan { name, .. } | RangePartition::Fixed { name, .. } => Some(name),
                RangePartition::Batch { .. } => None,
            })
            .collect(),
        Partitioning::List { partitions, .. } => {
            partitions.iter().map(|partition| Some(&partition.name)).collect()
        }
        _ => Vec::new(),
    }
}

/// DISTRIBUTED BY.
pub(super) fn lower_distributed_by(
    arguments: &TableArguments,
    places: &mut Places,
    errors: &mut Errors,
) -> Option<Distribution> {
    let option = "distributed_by";
    let parsed = arguments.distributed_by.as_ref().and_then(|quoted| {
        places.put(Place::DistributedBy, Spot::at(quoted.mark()));
        parse(quoted, option, &arguments.written, sql::parse_distributed_by, errors)
    });
    let (Some(distribution), Some(quoted)) = (&parsed, &arguments.distributed_by) else {
        if arguments.written.key(option).is_some() {
            places.silence(Place::DistributedBy);
        }
        return None;
    };
    if let Distribution::Hash { columns, .. } = distribution {
        let names = columns.iter().enumerate();
        places
            .put_names(quoted, names.map(|(index, name)| (Place::DistributionColumn(index), name.as_ref())));
    }
    parsed
}
