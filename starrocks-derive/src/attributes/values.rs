//! The kinds of value that an option can have, read through darling.
//!
//! Each value is read into a `darling::Result`, so that a wrong one does not hide the others. An error shows the form of
//! the option it belongs to.

use super::comment::literal;
use super::items::{name_of, split_at_commas};
use crate::errors::Mark;
use darling::{Error, FromMeta, Result};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use starrocks_core::schema::Property;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{Expr, Ident, Lit, LitStr, Meta, Path, Token, UnOp};

/// Text in a string literal: a name, a comment, or SQL.
#[derive(Clone)]
pub(crate) struct Quoted(pub(crate) LitStr);

impl Quoted {
    /// The text.
    pub(crate) fn text(&self) -> String {
        self.0.value()
    }

    /// Where it is written.
    pub(crate) fn mark(&self) -> Mark {
        Mark::of(&self.0)
    }
}

impl FromMeta for Quoted {
    fn from_meta(item: &Meta) -> Result<Self> {
        match value_literal(item) {
            Some(Lit::Str(text)) => Ok(Quoted(text.clone())),
            _ => Err(wrong_form(item, "a string")),
        }
    }
}

/// A default: text, or a number or a boolean, which StarRocks takes as text too.
#[derive(Clone)]
pub(crate) struct DefaultText {
    /// What stands between the quotes of `DEFAULT "…"`.
    pub(crate) text: String,
    mark: Mark,
}

impl DefaultText {
    /// Where it is written.
    pub(crate) fn mark(&self) -> Mark {
        self.mark.clone()
    }
}

impl FromMeta for DefaultText {
    fn from_meta(item: &Meta) -> Result<Self> {
        let Meta::NameValue(pair) = item else {
            return Err(wrong_form(item, "a string, a number or a boolean"));
        };
        let (sign, value) = match &pair.value {
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => ("-", &*unary.expr),
            value => ("", value),
        };
        let text = match literal(value) {
            Some(Lit::Str(text)) if sign.is_empty() => text.value(),
            Some(Lit::Bool(value)) if sign.is_empty() => value.value.to_string(),
            Some(Lit::Int(number)) => format!("{sign}{}", number.base10_digits()),
            Some(Lit::Float(number)) => format!("{sign}{}", number.base10_digits()),
            _ => return Err(wrong_form(item, "a string, a number or a boolean")),
        };
        Ok(DefaultText { text, mark: Mark::of(&pair.value) })
    }
}

/// An option that is there or not; `= true` and `= false` say it in words.
#[derive(Clone, Copy)]
pub(crate) struct Switch(pub(crate) bool);

impl FromMeta for Switch {
    fn from_meta(item: &Meta) -> Result<Self> {
        match (item, value_literal(item)) {
            (Meta::Path(_), _) => Ok(Switch(true)),
            (_, Some(Lit::Bool(value))) => Ok(Switch(value.value)),
            _ => Err(wrong_form(item, "no value, or `true` or `false`")),
        }
    }
}

/// A list of columns, in one of its two forms.
#[derive(Clone)]
pub(crate) enum ColumnNames {
    /// `primary_key = "id, dt"`.
    Text(Quoted),
    /// `primary_key(id, dt)`: every name has a place of its own.
    Names(Vec<(String, TokenStream)>),
}

impl FromMeta for ColumnNames {
    fn from_meta(item: &Meta) -> Result<Self> {
        let Meta::List(list) = item else {
            return match value_literal(item) {
                Some(Lit::Str(text)) => Ok(ColumnNames::Text(Quoted(text.clone()))),
                _ => Err(wrong_form(item, "columns, as a string or in parentheses")),
            };
        };
        let mut names = Vec::new();
        for piece in split_at_commas(list.tokens.clone()) {
            names.push(column_in_list(piece, item)?);
        }
        match names.is_empty() {
            true => Err(wrong_form(item, "at least one column")),
            false => Ok(ColumnNames::Names(names)),
        }
    }
}

/// A column as an identifier, or as a string when its name is no identifier.
fn column_in_list(piece: TokenStream, item: &Meta) -> Result<(String, TokenStream)> {
    if let Ok(ident) = Ident::parse_any.parse2(piece.clone()) {
        return Ok((ident.unraw().to_string(), piece));
    }
    if let Ok(text) = syn::parse2::<LitStr>(piece.clone()) {
        return Ok((text.value(), piece));
    }
    let name = name_of(item.path());
    let message = format!(
        "`{}` is no column name\nhelp: inside `{name}(…)` stand the names of columns, with commas between them",
        piece
    );
    Err(Error::from(syn::Error::new_spanned(piece, message)))
}

/// `properties(replication_num = "3", "dynamic_partition.enable" = "true")`.
#[derive(Clone)]
pub(crate) struct PropertyPairs(pub(crate) Vec<PropertyPair>);

/// One property as written.
#[derive(Clone)]
pub(crate) struct PropertyPair {
    /// Its key.
    pub(crate) key: String,
    /// Where the key is written.
    pub(crate) key_span: Span,
    /// Its value.
    pub(crate) value: Quoted,
}

impl FromMeta for PropertyPairs {
    fn from_meta(item: &Meta) -> Result<Self> {
        let Meta::List(list) = item else {
            return Err(wrong_form(item, "pairs in parentheses"));
        };
        let mut errors = Error::accumulator();
        let mut pairs: Vec<PropertyPair> = Vec::new();
        for piece in split_at_commas(list.tokens.clone()) {
            let Some(pair) = errors.handle(property_pair(piece)) else {
                continue;
            };
            if let Some(first) = pairs.iter().find(|p| p.key == pair.key) {
                let message = format!("the property `{}` is written twice", pair.key);
                errors.push(Error::custom(&message).with_span(&first.key_span));
                let help =
                    format!("{message}\nhelp: keep one of the two; the server would take the last one");
                errors.push(Error::custom(help).with_span(&pair.key_span));
                continue;
            }
            pairs.push(pair);
        }
        errors.finish_with(PropertyPairs(pairs))
    }
}

/// `key = "value"`, the key being an identifier or a string.
fn property_pair(piece: TokenStream) -> Result<PropertyPair> {
    let parser = |input: syn::parse::ParseStream<'_>| {
        let (key, key_span) = if input.peek(LitStr) {
            let key: LitStr = input.parse()?;
            (key.value(), key.span())
        } else {
            let key = Ident::parse_any(input)?;
            (key.unraw().to_string(), key.span())
        };
        input.parse::<Token![=]>()?;
        let value: Expr = input.parse()?;
        Ok((key, key_span, value))
    };
    let Ok((key, key_span, value)) = parser.parse2(piece.clone()) else {
        // A dotted key is the likely mistake: outside quotes it is no single name.
        let text: String = piece.to_string().split_whitespace().collect();
        let help = match text.split_once('=') {
            Some((key, value)) if !key.starts_with('"') && !value.is_empty() => {
                format!("write the key in quotes: `\"{key}\" = \"{}\"`", value.trim_matches('"'))
            }
            _ => "write `key = \"value\"`, a key with dots in quotes: `\"dynamic_partition.enable\" = \"true\"`"
                .to_owned(),
        };
        let message = format!("this is no property\nhelp: {help}");
        return Err(Error::from(syn::Error::new_spanned(piece, message)));
    };
    // A number or a boolean means its text: the server takes nothing else.
    let text = match literal(&value) {
        Some(Lit::Str(text)) => Some(text.clone()),
        Some(Lit::Int(number)) => Some(LitStr::new(number.base10_digits(), number.span())),
        Some(Lit::Float(number)) => Some(LitStr::new(number.base10_digits(), number.span())),
        Some(Lit::Bool(value)) => Some(LitStr::new(&value.value.to_string(), value.span())),
        _ => None,
    };
    match text {
        Some(text) => {
            Ok(PropertyPair { key: Property::key_of(&key).to_owned(), key_span, value: Quoted(text) })
        }
        None => {
            let shown = value.to_token_stream().to_string().replace(' ', "");
            let written = if syn::parse_str::<Ident>(&key).is_ok() { key } else { format!("\"{key}\"") };
            let message =
                format!("the value of a property is a string\nhelp: write `{written} = \"{shown}\"`");
            Err(Error::from(syn::Error::new_spanned(value, message)))
        }
    }
}

/// `crate = ::some::path`: where the re-exported `starrocks` is.
#[derive(Clone)]
pub(crate) struct CratePath(pub(crate) Path);

impl FromMeta for CratePath {
    fn from_meta(item: &Meta) -> Result<Self> {
        let wrong = || wrong_form(item, "a path");
        match item {
            Meta::NameValue(pair) => match &pair.value {
                Expr::Path(path) => Ok(CratePath(path.path.clone())),
                value => match literal(value) {
                    Some(Lit::Str(text)) => text.parse().map(CratePath).map_err(|_| wrong()),
                    _ => Err(wrong()),
                },
            },
            _ => Err(wrong()),
        }
    }
}

/// The options inside `index(…)`, read later with those of the struct.
#[derive(Clone)]
pub(crate) struct IndexTokens {
    /// What stands between the parentheses.
    pub(crate) tokens: TokenStream,
    /// The word `index`.
    pub(crate) mark: Mark,
}

impl FromMeta for IndexTokens {
    fn from_meta(item: &Meta) -> Result<Self> {
        match item {
            Meta::List(list) => Ok(IndexTokens { tokens: list.tokens.clone(), mark: Mark::of(&list.path) }),
            _ => Err(wrong_form(item, "its options in parentheses")),
        }
    }
}

fn value_literal(item: &Meta) -> Option<&Lit> {
    match item {
        Meta::NameValue(pair) => literal(&pair.value),
        _ => None,
    }
}

/// The error of a value of the wrong kind; whoever knows which options stand here adds the right form.
fn wrong_form(item: &Meta, takes: &str) -> Error {
    let message = format!("`{}` takes {takes}", name_of(item.path()));
    let place = match item {
        Meta::NameValue(pair) => pair.value.to_token_stream(),
        _ => item.to_token_stream(),
    };
    Error::from(syn::Error::new_spanned(place, message))
}
