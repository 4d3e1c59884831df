//! Checks that only the compiler can make, since only it knows what a type's name stands for.
//!
//! A type that was recognised by its name must be what its name says. For a type that was not, the whole rule catalogue is
//! asked in advance: which types would it refuse here, and with which words? The resolved type must be none of them. Both
//! are evaluated as constants: a `#[track_caller]` function, called from an item that has the place of the user's type,
//! gives one error there and no other.

use super::literal::Literal;
use crate::check::help;
use crate::lower::{Lowered, LoweredColumn, TypeSource};
use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use starrocks_core::rules::Finding;
use starrocks_core::schema::{Column, DataType, DecimalKind, DecimalType, Nullability, StructField, Table};
use starrocks_core::sql;
use syn::DeriveInput;

/// All checks of a table.
pub(crate) fn resolved_checks(input: &DeriveInput, lowered: &Lowered) -> TokenStream {
    let mut recognised = TokenStream::new();
    let mut checks = TokenStream::new();
    for (index, column) in lowered.columns.iter().enumerate() {
        match column.source {
            TypeSource::Table => {}
            TypeSource::Recognised => recognised.extend(recognised_check(column)),
            TypeSource::Resolved => {
                checks.extend(type_check(index, column, lowered));
                checks.extend(null_check(index, column, lowered));
            }
        }
    }
    let mut items = TokenStream::new();
    // The calls have the place of the user's own code, so that lints look at them.
    if !recognised.is_empty() {
        // One item for all of them: it never fails in an honest program, and items cost compile time.
        items.extend(quote!(#[allow(unused_qualifications)] const _: () = { #recognised };));
    }
    if !checks.is_empty() {
        let ident = &input.ident;
        let lifetimes = input.generics.params.iter().map(|_| quote!('static));
        items.extend(quote! {
            #[allow(unused_qualifications)]
            const _: () = {
                const TABLE: &__starrocks::Table = <#ident<#(#lifetimes),*> as __starrocks::TableSpec>::TABLE;
                #checks
            };
        });
    }
    items
}

/// That a recognised type is what it looks like.
fn recognised_check(column: &LoweredColumn) -> TokenStream {
    let spelling = column.spelling();
    let data_type = &column.column.data_type;
    let shown = sql::write_data_type(data_type).unwrap_or_default();
    let message = format!(
        "`{spelling}` is taken for {shown} by its name, but stands for another column type here\n\
         help: say which one: `#[starrocks(type = \"…\")]`"
    );
    let signature = signature(data_type);
    let rust_type = super::without_lifetimes(&column.rust_type);
    let found = quote!(<#rust_type as __starrocks::ColumnType>::DATA_TYPE_REF);
    at_type(column, quote!(__starrocks::check::is(#found, #signature, #message);))
}

/// The letters of `starrocks::__private::check`, one for each type that `field_type.rs` recognises.
fn signature(data_type: &DataType) -> String {
    let letter = match data_type {
        DataType::Boolean => "b",
        DataType::TinyInt => "t",
        DataType::SmallInt => "s",
        DataType::Int => "i",
        DataType::BigInt => "l",
        DataType::LargeInt => "L",
        DataType::Float => "f",
        DataType::Double => "d",
        DataType::Date => "D",
        DataType::DateTime => "T",
        DataType::String => "S",
        DataType::Json => "J",
        DataType::Bitmap => "B",
        DataType::Hll => "H",
        DataType::Percentile => "P",
        DataType::Varbinary(_) => "V",
        DataType::Varchar(_) => "U",
        DataType::Array(element) => return format!("A{}", signature(element)),
        DataType::Map(key, value) => return format!("M{}{}", signature(key), signature(value)),
        // Recognised types are those above; anything else would be a mistake here, which this signature shows.
        _ => "?",
    };
    letter.to_owned()
}

/// That a resolved type is none of those that the catalogue refuses at this place of the table.
fn type_check(index: usize, column: &LoweredColumn, lowered: &Lowered) -> TokenStream {
    let accepted = errors(&with_column(lowered, index, known_nullability));
    let mut refused = Vec::new();
    for kind in kinds() {
        let mut common: Option<Vec<Finding>> = None;
        let mut shown: Option<Table> = None;
        for data_type in &kind {
            let table = with_column(lowered, index, |column| {
                known_nullability(column);
                column.data_type = data_type.clone();
            });
            let new = errors(&table).into_iter().filter(|finding| !has(&accepted, finding));
            // A kind is refused for what each of its types is refused for.
            common = Some(match common {
                None => new.collect(),
                Some(before) => {
                    let new: Vec<Finding> = new.collect();
                    before.into_iter().filter(|finding| has(&new, finding)).collect()
                }
            });
            shown.get_or_insert(table);
        }
        if let (Some(findings), Some(table), Some(data_type)) = (common, shown, kind.first())
            && !findings.is_empty()
        {
            let (data_type, message) = (data_type.literal(), message(&findings, lowered, &table));
            refused.push(quote!((#data_type, #message)));
        }
    }
    if refused.is_empty() {
        return TokenStream::new();
    }
    let check = quote!(const _: () = __starrocks::check::is_none_of(TABLE, #index, &[#(#refused),*]););
    at_type(column, check)
}

/// That a resolved type is no `Option` where NULL cannot be, and one where it must be.
fn null_check(index: usize, column: &LoweredColumn, lowered: &Lowered) -> TokenStream {
    if !column.resolves_nullability {
        return TokenStream::new();
    }
    let with = |nullability| with_column(lowered, index, |column| column.nullability = nullability);
    let (null, not_null) = (with(Nullability::Null), with(Nullability::NotNull));
    let (of_null, of_not_null) = (errors(&null), errors(&not_null));
    let mut checks = TokenStream::new();
    for (table, found, others, nullable) in
        [(&null, &of_null, &of_not_null, true), (&not_null, &of_not_null, &of_null, false)]
    {
        let new: Vec<Finding> = found.iter().filter(|finding| !has(others, finding)).cloned().collect();
        if !new.is_empty() {
            let message = message(&new, lowered, table);
            checks.extend(quote! {
                const _: () = __starrocks::check::nullability_is_not(TABLE, #index, #nullable, #message);
            });
        }
    }
    at_type(column, checks)
}

/// The table with one column changed.
fn with_column(lowered: &Lowered, index: usize, change: impl Fn(&mut Column)) -> Table {
    let mut table = lowered.table.clone();
    change(&mut table.columns.to_mut()[index]);
    table
}

/// NOT NULL where the compiler decides: what NULL changes is checked apart.
fn known_nullability(column: &mut Column) {
    if column.nullability == Nullability::Unspecified {
        column.nullability = Nullability::NotNull;
    }
}

fn errors(table: &Table) -> Vec<Finding> {
    table.check().into_iter().filter(Finding::is_error).collect()
}

fn has(findings: &[Finding], wanted: &Finding) -> bool {
    findings.iter().any(|finding| finding.rule.id == wanted.rule.id && finding.place == wanted.place)
}

fn message(findings: &[Finding], lowered: &Lowered, table: &Table) -> String {
    let lines = findings.iter().map(|finding| {
        format!("{}\nhelp: {} [{}]", finding.message, help(finding, lowered, table), finding.rule.id)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The types to ask for, by kind: what the compiler compares is the kind alone, without lengths and elements. Where
/// those matter to a rule, a kind has several types.
fn kinds() -> Vec<Vec<DataType>> {
    let decimal = |kind, precision, scale| {
        DataType::Decimal(DecimalType { kind, precision: Some(precision), scale: Some(scale) })
    };
    let field = |data_type| DataType::Struct(vec![StructField::new("f", data_type)].into());
    let mut kinds: Vec<Vec<DataType>> = [
        DataType::Boolean,
        DataType::TinyInt,
        DataType::SmallInt,
        DataType::Int,
        DataType::BigInt,
        DataType::LargeInt,
        DataType::Float,
        DataType::Double,
        DataType::Date,
        DataType::DateTime,
        DataType::Time,
        DataType::Char(Some(255)),
        DataType::Varchar(Some(1_048_576)),
        DataType::String,
        DataType::Varbinary(None),
        DataType::Json,
        DataType::Variant,
        DataType::Bitmap,
        DataType::Hll,
        DataType::Percentile,
        decimal(DecimalKind::DecimalV2, 27, 9),
    ]
    .map(|data_type| vec![data_type])
    .into();
    kinds.push(vec![decimal(DecimalKind::Decimal, 38, 0), decimal(DecimalKind::Decimal, 38, 18)]);
    kinds.push(vec![DataType::array(DataType::Int), DataType::array(DataType::Float)]);
    kinds.push(vec![
        DataType::map(DataType::Int, DataType::Int),
        DataType::map(DataType::String, DataType::String),
    ]);
    kinds.push(vec![field(DataType::Int), field(DataType::String)]);
    kinds
}

/// Puts tokens where the field's type is: an error stands where all tokens of the failing call stand. It is the type's first
/// token, since on stable no span of several tokens can be made.
fn at_type(column: &LoweredColumn, tokens: TokenStream) -> TokenStream {
    let first = column.rust_type.to_token_stream().into_iter().next();
    respan(tokens, first.map_or_else(Span::call_site, |token| token.span()))
}

fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut moved = Group::new(group.delimiter(), respan(group.stream(), span));
            moved.set_span(span);
            TokenTree::Group(moved)
        }
        mut token => {
            token.set_span(span);
            token
        }
    });
    moved.collect()
}
