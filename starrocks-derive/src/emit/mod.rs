//! The table as one constant, and the checks that need resolved types.

mod fallback;
mod literal;
mod partition;
mod resolved;

pub(crate) use fallback::fallback;

use crate::lower::{Lowered, LoweredColumn, TypeSource};
use literal::Literal;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use resolved::resolved_checks;
use starrocks_core::schema::{ColumnValue, Nullability};
use syn::{DeriveInput, Ident, Path, Type, parse_quote};

/// Where the emitted code finds everything it names.
pub(crate) fn private_path(crate_path: Option<&Path>) -> Path {
    match crate_path {
        Some(path) => parse_quote!(#path::__private),
        None => parse_quote!(::starrocks::__private),
    }
}

/// The implementation of `TableSpec`.
///
/// All of it stands in a block of its own, in which `__starrocks` is the only new name, so that nothing of the user's
/// can be in the way and nothing of ours can be seen.
pub(crate) fn emit(input: &DeriveInput, lowered: &Lowered, private: &Path) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let table = table(lowered);
    let checks = resolved_checks(input, lowered);
    quote! {
        const _: () = {
            use #private as __starrocks;
            #[automatically_derived]
            impl #impl_generics __starrocks::TableSpec for #ident #type_generics #where_clause {
                const TABLE: &'static __starrocks::Table = &#table;
            }
            #checks
        };
    }
}

/// The table: what it says, and the rest from a constant, which is less for a compiler to read.
fn table(lowered: &Lowered) -> TokenStream {
    let table = &lowered.table;
    let (database, name) = (table.name.database.literal(), table.name.name.literal());
    let columns = lowered.columns.iter().map(column);
    let mut said = quote! {
        name: __starrocks::TableName { database: #database, name: #name },
        columns: __starrocks::Borrowed(&[#(#columns),*]),
    };
    let mut say = |field: &str, value: TokenStream| {
        let field = Ident::new(field, Span::call_site());
        said.extend(quote!(#field: #value,));
    };
    if table.temporary {
        say("temporary", quote!(true));
    }
    if !table.indexes.is_empty() {
        say("indexes", table.indexes.literal());
    }
    if table.engine.is_some() {
        say("engine", table.engine.literal());
    }
    if table.key.is_some() {
        say("key", table.key.literal());
    }
    if table.comment.is_some() {
        say("comment", table.comment.literal());
    }
    if table.partition_by.is_some() {
        say("partition_by", table.partition_by.literal());
    }
    if table.distributed_by.is_some() {
        say("distributed_by", table.distributed_by.literal());
    }
    if !table.order_by.is_empty() {
        say("order_by", table.order_by.literal());
    }
    if !table.properties.is_empty() {
        say("properties", table.properties.literal());
    }
    quote!(__starrocks::Table { #said ..__starrocks::TABLE })
}

fn column(lowered: &LoweredColumn) -> TokenStream {
    let column = &lowered.column;
    let name = column.name.literal();
    let rust_type = without_lifetimes(&lowered.rust_type);
    let data_type = match lowered.source {
        TypeSource::Table => column.data_type.literal(),
        TypeSource::Recognised | TypeSource::Resolved => {
            quote!(<#rust_type as __starrocks::ColumnType>::DATA_TYPE)
        }
    };
    let mut said = quote!(name: #name, data_type: #data_type,);
    let mut say = |field: &str, value: TokenStream| {
        let field = Ident::new(field, Span::call_site());
        said.extend(quote!(#field: #value,));
    };
    if lowered.resolves_nullability {
        let nullable = quote!(<#rust_type as __starrocks::ColumnType>::NULLABLE);
        say("nullability", quote!(__starrocks::nullability(#nullable)));
    } else if column.nullability != Nullability::NotNull {
        say("nullability", column.nullability.literal());
    }
    if column.aggregate.is_some() {
        say("aggregate", column.aggregate.literal());
    }
    if column.value != ColumnValue::Given {
        say("value", column.value.literal());
    }
    if column.comment.is_some() {
        say("comment", column.comment.literal());
    }
    quote!(__starrocks::Column { #said ..__starrocks::COLUMN })
}

/// The type with every lifetime made `'static`: a column type does not depend on it, and the implementations of
/// `ColumnType` for collections need one that lasts.
fn without_lifetimes(rust_type: &Type) -> TokenStream {
    static_lifetimes(rust_type.to_token_stream())
}

fn static_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut after_quote = false;
    let replace = |token: TokenTree| match token {
        TokenTree::Ident(lifetime) if after_quote => {
            after_quote = false;
            TokenTree::Ident(proc_macro2::Ident::new("static", lifetime.span()))
        }
        TokenTree::Punct(punct) => {
            after_quote = punct.as_char() == '\'';
            TokenTree::Punct(punct)
        }
        TokenTree::Group(group) => {
            let mut inner = proc_macro2::Group::new(group.delimiter(), static_lifetimes(group.stream()));
            inner.set_span(group.span());
            TokenTree::Group(inner)
        }
        other => other,
    };
    tokens.into_iter().map(replace).collect()
}
