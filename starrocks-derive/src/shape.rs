//! Which items can be tables: structs with named fields and nothing left open.

use crate::errors::{Errors, Mark};
use syn::{Data, DeriveInput, Fields, FieldsNamed, GenericParam};

/// The fields of a struct that can be a table; otherwise an error says why it cannot.
pub(crate) fn named_fields<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<&'a FieldsNamed> {
    let mut refuse = |mark: Mark, what: &str, help: &str| {
        let sentence = format!("{what} cannot be a StarRocks table");
        errors.push(&mark, sentence, help);
        None
    };
    let data = match &input.data {
        Data::Struct(data) => data,
        Data::Enum(data) => {
            let mark = Mark::of(data.enum_token);
            return refuse(mark, "an enum", "a table is a struct with named fields, one for each column");
        }
        Data::Union(data) => {
            let mark = Mark::of(data.union_token);
            return refuse(mark, "a union", "a table is a struct with named fields, one for each column");
        }
    };
    for parameter in &input.generics.params {
        let (mark, what) = match parameter {
            GenericParam::Lifetime(_) => continue,
            GenericParam::Type(parameter) => (Mark::of(&parameter.ident), "a generic struct"),
            GenericParam::Const(parameter) => (Mark::of(parameter), "a generic struct"),
        };
        return refuse(
            mark,
            what,
            "a table has the same columns everywhere: write one struct per table, with the type spelt out",
        );
    }
    match &data.fields {
        Fields::Named(fields) if fields.named.is_empty() => {
            let mark = Mark::of(&input.ident);
            refuse(mark, "a struct without fields", "write one field for each column [L-02]")
        }
        Fields::Named(fields) => Some(fields),
        Fields::Unnamed(fields) => {
            let mark = Mark::of(fields);
            refuse(mark, "a tuple struct", "give each field a name, which is the name of its column")
        }
        Fields::Unit => {
            let mark = Mark::of(&input.ident);
            refuse(mark, "a struct without fields", "write one field for each column [L-02]")
        }
    }
}
