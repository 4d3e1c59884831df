//! What is emitted after an error: enough for the rest of the crate to compile, so that one mistake gives one message.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Path};

/// An implementation with an empty table. It is never used: the error beside it stops the build.
pub(crate) fn fallback(input: &DeriveInput, private: &Path) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        const _: () = {
            use #private as __starrocks;
            #[automatically_derived]
            impl #impl_generics __starrocks::TableSpec for #ident #type_generics #where_clause {
                const TABLE: &'static __starrocks::Table = &__starrocks::TABLE;
            }
        };
    }
}
