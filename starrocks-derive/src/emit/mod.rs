//! The table as one constant, and the checks that need resolved types.

mod fallback;
mod literal;
mod partition;
mod resolved;

pub(crate) use fallback::fallback;

use crate::lower::{Lowered, LoweredColumn, TypeSource};
use literal::Literal;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use resolved::resolved_checks;
use syn::{DeriveInput, Path, Type, parse_quote};

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

fn table(lowered: &Lowered) -> TokenStream {
    let table = &lowered.table;
    let (database, name) = (table.name.database.literal(), table.name.name.literal());
    let columns = lowered.columns.iter().map(column);
    let (indexes, engine) = (table.indexes.literal(), table.engine.literal());
    let (key, comment) = (table.key.literal(), table.comment.literal());
    let (partition_by, distributed_by) = (table.partition_by.literal(), table.distributed_by.literal());
    let (order_by, properties) = (table.order_by.literal(), table.properties.literal());
    let temporary = table.temporary;
    quote! {
        __starrocks::Table {
            name: __starrocks::TableName { database: #database, name: #name },
            temporary: #temporary,
            columns: __starrocks::Borrowed(&[#(#columns),*]),
            indexes: #indexes,
            engine: #engine,
            charset: __starrocks::None,
            key: #key,
            comment: #comment,
            partition_by: #partition_by,
            distributed_by: #distributed_by,
            order_by: #order_by,
            rollups: __starrocks::Borrowed(&[]),
            properties: #properties,
        }
    }
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
    let nullability = match lowered.resolves_nullability {
        true => quote!(__starrocks::nullability(<#rust_type as __starrocks::ColumnType>::NULLABLE)),
        false => column.nullability.literal(),
    };
    let (aggregate, value) = (column.aggregate.literal(), column.value.literal());
    let comment = column.comment.literal();
    quote! {
        __starrocks::Column {
            name: #name,
            data_type: #data_type,
            charset: __starrocks::None,
            key: false,
            aggregate: #aggregate,
            nullability: #nullability,
            value: #value,
            comment: #comment,
        }
    }
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
