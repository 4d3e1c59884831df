//! `#[derive(StarRocksTable)]`.

mod attributes;
mod check;
mod emit;
mod errors;
mod lower;
mod shape;

use proc_macro::TokenStream;

/// Makes a struct a StarRocks table.
#[proc_macro_derive(StarRocksTable, attributes(table_args, starrocks))]
pub fn derive_starrocks_table(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    expand(&input).into()
}

/// Reads, checks and emits; after an error the fallback stands beside the messages.
fn expand(input: &syn::DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = errors::Errors::default();
    let arguments = attributes::TableArguments::read(&input.attrs, &mut errors);
    let private = emit::private_path(arguments.crate_path.as_ref().map(|path| &path.0));
    if let Some(fields) = shape::named_fields(input, &mut errors) {
        let lowered = lower::lower(input, fields, arguments, &mut errors);
        check::check(&lowered, &mut errors);
        if errors.is_empty() {
            return emit::emit(input, &lowered, &private);
        }
    }
    let fallback = emit::fallback(input, &private);
    let errors = errors.into_tokens();
    quote::quote! { #errors #fallback }
}
