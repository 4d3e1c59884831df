//! Collecting errors, so that one build shows all mistakes of a struct.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// Where something is written: the tokens that an error underlines.
///
/// It keeps tokens and not a `Span`, because on stable only tokens can make rustc underline more than one of them.
#[derive(Clone)]
pub(crate) struct Mark(TokenStream);

impl Mark {
    /// The place of these tokens.
    pub(crate) fn of(tokens: impl ToTokens) -> Self {
        Mark(tokens.into_token_stream())
    }

    /// The place of one token of which only the span is left.
    pub(crate) fn at(span: Span) -> Self {
        Mark(Ident::new("_token", span).into_token_stream())
    }
}

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// Adds an error: the sentence that says what is wrong, then what to write instead.
    pub(crate) fn push(&mut self, mark: &Mark, sentence: impl AsRef<str>, help: impl AsRef<str>) {
        let (sentence, help) = (sentence.as_ref(), help.as_ref());
        let message = match help {
            "" => sentence.to_owned(),
            help => format!("{sentence}\nhelp: {help}"),
        };
        self.0.push(syn::Error::new_spanned(&mark.0, message));
    }

    /// Adds an error of darling, which may hold several; one that says nothing about what to write gets the right form.
    pub(crate) fn push_darling(&mut self, error: darling::Error, form: Option<&str>) {
        for error in error.flatten() {
            let error = syn::Error::from(error);
            let message = error.to_string();
            match form {
                Some(form) if !message.contains("\nhelp: ") => {
                    let message = format!("{message}\nhelp: write `{form}`");
                    self.0.push(syn::Error::new(error.span(), message));
                }
                _ => self.0.push(error),
            }
        }
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All errors as `compile_error!` items, in the order in which they were found.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.iter().map(syn::Error::to_compile_error).collect()
    }
}
