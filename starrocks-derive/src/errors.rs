//! Collecting errors, so that one build shows all mistakes of a struct.

use proc_macro2::TokenStream;
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

    /// Adds an error of darling, which may hold several.
    pub(crate) fn push_darling(&mut self, error: darling::Error) {
        self.0.extend(error.flatten().into_iter().map(syn::Error::from));
    }

    /// Takes the value, or keeps the error and goes on without one.
    pub(crate) fn keep<T>(&mut self, result: darling::Result<T>) -> Option<T> {
        result.map_err(|error| self.push_darling(error)).ok()
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
