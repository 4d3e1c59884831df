//! Values of the model as constant expressions.
//!
//! Everything is a literal of borrowed data: a constant costs the compiler far less than calls do, and nothing at run time.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use starrocks_core::schema::{
    AggState, AggStateArgument, AggType, ColumnValue, DataType, DecimalType, DefaultValue, Distribution,
    Expression, Index, IndexType, IntervalUnit, Key, KeyModel, Nullability, Properties, Property,
    StructField, Text,
};
use syn::Ident;

/// A value that can be written down as a constant expression.
pub(crate) trait Literal {
    /// The expression. Its names are those of `starrocks::__private`, under the alias `__starrocks`.
    fn literal(&self) -> TokenStream;
}

/// A variant without fields, under its Rust name, which `Debug` prints.
fn unit(kind: &str, variant: &dyn std::fmt::Debug) -> TokenStream {
    let kind = Ident::new(kind, Span::call_site());
    match syn::parse_str::<Ident>(&format!("{variant:?}")) {
        Ok(variant) => quote!(__starrocks::#kind::#variant),
        // The model may grow a variant before this file knows it.
        Err(_) => {
            let message = format!("no constant can be made of {variant:?}");
            quote!(::core::compile_error!(#message))
        }
    }
}

impl Literal for Text {
    fn literal(&self) -> TokenStream {
        let text: &str = self;
        quote!(__starrocks::Borrowed(#text))
    }
}

impl<T: Literal> Literal for Option<T> {
    fn literal(&self) -> TokenStream {
        match self {
            Some(value) => {
                let value = value.literal();
                quote!(__starrocks::Some(#value))
            }
            None => quote!(__starrocks::None),
        }
    }
}

impl Literal for u32 {
    fn literal(&self) -> TokenStream {
        proc_macro2::Literal::u32_unsuffixed(*self).into_token_stream()
    }
}

impl<T: Literal + Clone> Literal for std::borrow::Cow<'static, [T]>
where
    [T]: ToOwned,
{
    fn literal(&self) -> TokenStream {
        let items = self.iter().map(Literal::literal);
        quote!(__starrocks::Borrowed(&[#(#items),*]))
    }
}

impl Literal for DataType {
    fn literal(&self) -> TokenStream {
        match self {
            DataType::Decimal(DecimalType { kind, precision, scale }) => {
                let kind = unit("DecimalKind", kind);
                let (precision, scale) = (precision.literal(), scale.literal());
                quote! {
                    __starrocks::DataType::Decimal(__starrocks::DecimalType {
                        kind: #kind,
                        precision: #precision,
                        scale: #scale,
                    })
                }
            }
            DataType::Char(length) => with_length("Char", *length),
            DataType::Varchar(length) => with_length("Varchar", *length),
            DataType::Varbinary(length) => with_length("Varbinary", *length),
            DataType::Array(element) => {
                let element = element.literal();
                quote!(__starrocks::DataType::Array(__starrocks::Static(&#element)))
            }
            DataType::Map(key, value) => {
                let (key, value) = (key.literal(), value.literal());
                quote! {
                    __starrocks::DataType::Map(__starrocks::Static(&#key), __starrocks::Static(&#value))
                }
            }
            DataType::Struct(fields) => {
                let fields = fields.literal();
                quote!(__starrocks::DataType::Struct(#fields))
            }
            DataType::Other(text) => {
                let text = text.literal();
                quote!(__starrocks::DataType::Other(#text))
            }
            plain => unit("DataType", plain),
        }
    }
}

fn with_length(variant: &str, length: Option<u32>) -> TokenStream {
    let variant = Ident::new(variant, Span::call_site());
    let length = length.literal();
    quote!(__starrocks::DataType::#variant(#length))
}

impl Literal for StructField {
    fn literal(&self) -> TokenStream {
        let (name, data_type) = (self.name.literal(), self.data_type.literal());
        quote!(__starrocks::StructField { name: #name, data_type: #data_type })
    }
}

impl Literal for Nullability {
    fn literal(&self) -> TokenStream {
        unit("Nullability", self)
    }
}

impl Literal for KeyModel {
    fn literal(&self) -> TokenStream {
        unit("KeyModel", self)
    }
}

impl Literal for IntervalUnit {
    fn literal(&self) -> TokenStream {
        unit("IntervalUnit", self)
    }
}

impl Literal for AggType {
    fn literal(&self) -> TokenStream {
        match self {
            AggType::State(AggState { function, arguments }) => {
                let (function, arguments) = (function.literal(), arguments.literal());
                quote! {
                    __starrocks::AggType::State(__starrocks::AggState {
                        function: #function,
                        arguments: #arguments,
                    })
                }
            }
            keyword => unit("AggType", keyword),
        }
    }
}

impl Literal for AggStateArgument {
    fn literal(&self) -> TokenStream {
        let (data_type, nullability) = (self.data_type.literal(), self.nullability.literal());
        quote!(__starrocks::AggStateArgument { data_type: #data_type, nullability: #nullability })
    }
}

impl Literal for ColumnValue {
    fn literal(&self) -> TokenStream {
        match self {
            ColumnValue::Given | ColumnValue::AutoIncrement => unit("ColumnValue", self),
            ColumnValue::Default(value) => {
                let value = value.literal();
                quote!(__starrocks::ColumnValue::Default(#value))
            }
            ColumnValue::Generated(expression) => {
                let expression = expression.literal();
                quote!(__starrocks::ColumnValue::Generated(#expression))
            }
        }
    }
}

impl Literal for DefaultValue {
    fn literal(&self) -> TokenStream {
        match self {
            DefaultValue::Null => unit("DefaultValue", self),
            DefaultValue::Text(text) => {
                let text = text.literal();
                quote!(__starrocks::DefaultValue::Text(#text))
            }
            DefaultValue::CurrentTimestamp(digits) => {
                let digits = digits.literal();
                quote!(__starrocks::DefaultValue::CurrentTimestamp(#digits))
            }
            DefaultValue::Expression(expression) => {
                let expression = expression.literal();
                quote!(__starrocks::DefaultValue::Expression(#expression))
            }
        }
    }
}

impl Literal for Expression {
    fn literal(&self) -> TokenStream {
        let text = self.text.literal();
        quote!(__starrocks::Expression { text: #text })
    }
}

impl Literal for Key {
    fn literal(&self) -> TokenStream {
        let (model, columns) = (self.model.literal(), self.columns.literal());
        quote!(__starrocks::Key { model: #model, columns: #columns })
    }
}

impl Literal for Distribution {
    fn literal(&self) -> TokenStream {
        match self {
            Distribution::Hash { columns, buckets } => {
                let (columns, buckets) = (columns.literal(), buckets.literal());
                quote!(__starrocks::Distribution::Hash { columns: #columns, buckets: #buckets })
            }
            Distribution::Random { buckets } => {
                let buckets = buckets.literal();
                quote!(__starrocks::Distribution::Random { buckets: #buckets })
            }
        }
    }
}

impl Literal for Index {
    fn literal(&self) -> TokenStream {
        let index_type = match &self.index_type {
            IndexType::Other(text) => {
                let text = text.literal();
                quote!(__starrocks::IndexType::Other(#text))
            }
            known => unit("IndexType", known),
        };
        let (name, columns) = (self.name.literal(), self.columns.literal());
        let (properties, comment) = (self.properties.literal(), self.comment.literal());
        quote! {
            __starrocks::Index {
                name: #name,
                columns: #columns,
                index_type: #index_type,
                properties: #properties,
                comment: #comment,
            }
        }
    }
}

impl Literal for Properties {
    fn literal(&self) -> TokenStream {
        if self.is_empty() {
            return quote!(__starrocks::Properties::NONE);
        }
        let entries = self.entries.literal();
        quote!(__starrocks::Properties { entries: #entries })
    }
}

impl Literal for Property {
    fn literal(&self) -> TokenStream {
        let (key, value) = (self.key.literal(), self.value.literal());
        quote!(__starrocks::Property { key: #key, value: #value })
    }
}
