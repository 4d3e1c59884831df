//! Checks that only the compiler can make, since only it knows what a type's name stands for.
//!
//! A type that was recognised by its name must be what its name says. A type that was not is asked the questions of the
//! rule catalogue that concern its place in the table. Both are evaluated as constants: a `#[track_caller]` function
//! called from an item with the span of the user's type gives one error there and no other.

use super::literal::Literal;
use crate::lower::{Lowered, LoweredColumn, TypeSource};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use starrocks_core::schema::{Distribution, KeyModel, Partitioning, Text};
use syn::{DeriveInput, Ident};

/// All checks of a table.
pub(crate) fn resolved_checks(input: &DeriveInput, lowered: &Lowered) -> TokenStream {
    let ident = &input.ident;
    let lifetimes = input.generics.params.iter().map(|_| quote!('static));
    let table = quote!(<#ident<#(#lifetimes),*> as __starrocks::TableSpec>::TABLE);
    let mut recognised = TokenStream::new();
    let mut checks = TokenStream::new();
    for (index, column) in lowered.columns.iter().enumerate() {
        match column.source {
            TypeSource::Table => {}
            TypeSource::Recognised => recognised.extend(recognised_check(index, column)),
            TypeSource::Resolved => checks.extend(questions(index, column, lowered).into_iter().map(|question| {
                let span = first_span(column);
                let Question { function, argument, message } = question;
                quote_spanned!(span=> const _: () = __starrocks::check::#function(#table, #index, #argument #message);)
            })),
        }
    }
    if !recognised.is_empty() {
        checks.extend(quote! {
            const _: () = {
                const TABLE: &__starrocks::Table = #table;
                #recognised
            };
        });
    }
    checks
}

/// The type's first token: on stable, a span of several tokens cannot be made.
fn first_span(column: &LoweredColumn) -> Span {
    let first = column.rust_type.to_token_stream().into_iter().next();
    first.map_or_else(Span::call_site, |token| token.span())
}

/// That a recognised type is what it looks like.
fn recognised_check(index: usize, column: &LoweredColumn) -> TokenStream {
    let spelling = column.spelling();
    let data_type = &column.column.data_type;
    let shown = data_type.server_sql();
    let message = format!(
        "`{spelling}` looks like {shown} and is another type here: say which, `#[starrocks(type = \"…\")]`"
    );
    let expected = data_type.literal();
    quote_spanned!(first_span(column)=> __starrocks::check::is(TABLE, #index, &#expected, #message);)
}

/// One question about a resolved type.
struct Question {
    function: Ident,
    argument: TokenStream,
    message: String,
}

/// What the catalogue would ask about this column, were its type known.
fn questions(index: usize, column: &LoweredColumn, lowered: &Lowered) -> Vec<Question> {
    let table = &lowered.table;
    let name = column.column.name.as_ref();
    let spelling = column.spelling();
    let mut questions = Vec::new();
    let mut ask = |function: &str, argument: TokenStream, sentence: String, help: &str, rule: &str| {
        questions.push(Question {
            function: Ident::new(function, Span::call_site()),
            argument,
            message: format!("{sentence}; help: {help} [{rule}]"),
        });
    };
    let named = |list: &[Text]| list.iter().any(|other| table.column_index(other) == Some(index));

    let model = table.key.as_ref().map(|key| key.model);
    let in_key = table.key.as_ref().is_some_and(|key| named(&key.columns));
    if let (true, Some(model)) = (in_key, model) {
        let argument = literal_argument(&model);
        let sentence = match model {
            KeyModel::Primary => {
                format!("primary key column[{name}] type not supported: the type of `{spelling}`")
            }
            _ => format!("Invalid data type of key column '{name}': the type of `{spelling}`"),
        };
        let help = match model {
            KeyModel::Primary => {
                "a primary key column is BOOLEAN, an integer, VARCHAR, DATE or DATETIME, see its `impl ColumnType`"
            }
            _ => "a key column has a type with an order, see its `impl ColumnType`",
        };
        let rule = if model == KeyModel::Primary { "K-12" } else { "K-11" };
        ask("may_be_key", argument, sentence, help, rule);
        if model == KeyModel::Primary {
            let sentence = format!("primary key column[{name}] cannot be nullable");
            ask("is_not_null", TokenStream::new(), sentence, "use a type that is no `Option`", "C-02");
        }
    }
    if let (false, Some(KeyModel::Duplicate)) = (in_key, model) {
        let sentence = format!("No aggregate function specified for '{name}'");
        let help = "BITMAP, HLL and PERCENTILE need an `aggregate_key`";
        ask("is_no_sketch", TokenStream::new(), sentence, help, "K-16");
    }
    if let Some(aggregate) = &column.column.aggregate
        && let Some(keyword) = aggregate.keyword()
    {
        let sentence = format!("Invalid aggregate function '{keyword}' for '{name}'");
        let help = format!("{keyword} does not take the type of `{spelling}`, see its `impl ColumnType`");
        ask(
            "is_accepted_by",
            {
                let aggregate = literal_argument(aggregate);
                quote!(&#aggregate)
            },
            sentence,
            &help,
            "A-02",
        );
    }
    if let Some(Distribution::Hash { columns, .. }) = &table.distributed_by
        && named(columns)
    {
        let sentence = format!("the type of `{spelling}` cannot be a distribution column");
        let help = format!("take `{name}` out of `distributed_by`");
        ask("may_be_distributed_by", TokenStream::new(), sentence, &help, "DI-06");
    }
    match &table.partition_by {
        Some(Partitioning::Range { columns, .. }) if named(columns) => {
            let sentence = format!("the type of `{spelling}` cannot be a RANGE partition column");
            let help = "RANGE takes integers, DATE and DATETIME";
            ask("may_be_range_partitioned", TokenStream::new(), sentence, help, "P-10");
        }
        Some(Partitioning::List { columns, .. } | Partitioning::Columns { columns }) if named(columns) => {
            let sentence = format!("the type of `{spelling}` cannot be a LIST partition column");
            let help = format!("take `{name}` out of `partition_by`");
            ask("may_be_list_partitioned", TokenStream::new(), sentence, &help, "P-20");
        }
        _ => {}
    }
    if named(&table.order_by)
        && let Some(model) = model
    {
        let sentence = format!("sort key column[{name}] type not supported: the type of `{spelling}`");
        let help = format!("take `{name}` out of `order_by`");
        ask("may_be_sorted_by", literal_argument(&model), sentence, &help, "O-04");
    }
    questions
}

/// A value of the model as an argument, with its comma.
fn literal_argument(value: &impl Literal) -> TokenStream {
    let value = value.literal();
    quote!(#value,)
}
