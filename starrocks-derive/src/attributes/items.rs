//! One attribute, option by option: which names may stand there, and each at most once.
//!
//! An option that cannot be read costs an error and nothing else, so that the other options are still seen.

use super::options::{COLUMN, OptionSet, TABLE};
use crate::errors::{Errors, Mark};
use darling::ast::NestedMeta;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Meta, Path};

/// Options that stand once for each thing they declare.
const REPEATABLE: &[&str] = &["index"];

/// The options of one place, each name known and there once (but for those that may be repeated).
pub(crate) struct Items {
    /// What darling reads the values from.
    pub(crate) metas: Vec<NestedMeta>,
    /// The name of every option, where it is written.
    pub(crate) keys: Vec<(String, Mark)>,
    /// Whether something could not be read, so that what is missing here may be written all the same.
    pub(crate) incomplete: bool,
}

impl Items {
    /// The place of an option's name.
    pub(crate) fn key(&self, name: &str) -> Option<&Mark> {
        self.keys.iter().find(|(key, _)| key == name).map(|(_, mark)| mark)
    }

    /// The options of all attributes with this name, which may be repeated.
    pub(crate) fn of_attributes(
        attributes: &[Attribute],
        name: &str,
        set: &OptionSet,
        errors: &mut Errors,
    ) -> Self {
        let mut items = Items::none();
        for attribute in attributes.iter().filter(|a| a.path().is_ident(name)) {
            match &attribute.meta {
                Meta::List(list) => items.read(list.tokens.clone(), set, errors),
                Meta::Path(_) => {}
                Meta::NameValue(pair) => {
                    items.incomplete = true;
                    let help = format!("write `#[{name}({})]`", set.options[0].form);
                    errors.push(
                        &Mark::of(&pair.value),
                        format!("`{name}` takes its options in parentheses"),
                        help,
                    );
                }
            }
        }
        items
    }

    /// The options inside an option, such as `index(…)`.
    pub(crate) fn of_list(tokens: TokenStream, set: &OptionSet, errors: &mut Errors) -> Self {
        let mut items = Items::none();
        items.read(tokens, set, errors);
        items
    }

    fn none() -> Self {
        Items { metas: Vec::new(), keys: Vec::new(), incomplete: false }
    }

    fn read(&mut self, tokens: TokenStream, set: &OptionSet, errors: &mut Errors) {
        for piece in split_at_commas(tokens) {
            match syn::parse2::<NestedMeta>(piece.clone()) {
                Ok(NestedMeta::Meta(meta)) => self.take(meta, set, errors),
                _ => self.refuse(piece, set, errors),
            }
        }
    }

    fn take(&mut self, mut meta: Meta, set: &OptionSet, errors: &mut Errors) {
        let written = name_of(meta.path());
        let mark = Mark::of(meta.path());
        let name = match set.get(&written) {
            Some(option) => option.name,
            None => {
                let nearest = set.nearest(&written);
                let sentence = format!("`{written}` is no option of `{}`", set.place);
                errors.push(&mark, sentence, unknown_help(&written, set));
                // Going on as if it had been spelt right avoids errors that only follow from this one.
                let Some(option) = nearest else {
                    self.incomplete = true;
                    return;
                };
                respell(&mut meta, option.name);
                option.name
            }
        };
        if let Some(first) = self.key(name).cloned()
            && !REPEATABLE.contains(&name)
        {
            let sentence = format!("`{name}` is written twice");
            errors.push(&first, &sentence, "this is the first one");
            errors.push(&mark, &sentence, "keep one of the two");
            return;
        }
        self.keys.push((name.to_owned(), mark));
        self.metas.push(NestedMeta::Meta(meta));
    }

    /// Says how to write what could not be read as an option.
    fn refuse(&mut self, piece: TokenStream, set: &OptionSet, errors: &mut Errors) {
        self.incomplete = true;
        let first = piece.clone().into_iter().next();
        let key = first.as_ref().map(ToString::to_string).unwrap_or_default();
        match set.get(&key).or_else(|| set.nearest(&key)) {
            Some(option) => errors.push(
                &Mark::of(&piece),
                format!("`{}` is not written like this", option.name),
                format!("write `{}`", option.form),
            ),
            None => errors.push(
                &Mark::of(&piece),
                format!("this is no option of `{}`", set.place),
                format!("valid here: {}", set.names()),
            ),
        }
    }
}

/// The help for a name that is not valid in this place.
fn unknown_help(written: &str, set: &OptionSet) -> String {
    let names = format!("valid here: {}", set.names());
    if let Some(option) = set.nearest(written) {
        return format!("did you mean `{}`?\n      {names}", option.form);
    }
    let elsewhere = [(&TABLE, "on the struct: `#[table_args("), (&COLUMN, "on a field: `#[starrocks(")];
    for (other, place) in elsewhere {
        if other.place != set.place
            && let Some(option) = other.get(written)
        {
            return format!("this option belongs {place}{})]`\n      {names}", option.form);
        }
    }
    names
}

/// The name of an option as written.
pub(crate) fn name_of(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

/// Puts another name on an option, in the same place.
fn respell(meta: &mut Meta, name: &str) {
    let span = syn::spanned::Spanned::span(meta.path());
    let path = Path::from(Ident::new(name, span));
    match meta {
        Meta::Path(old) => *old = path,
        Meta::List(list) => list.path = path,
        Meta::NameValue(pair) => pair.path = path,
    }
}

/// The pieces between the commas of the outermost level; empty ones are left out.
pub(crate) fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut pieces = vec![TokenStream::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => pieces.push(TokenStream::new()),
            _ => {
                if let Some(piece) = pieces.last_mut() {
                    piece.extend([token]);
                }
            }
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}
