//! PARTITION BY as a constant expression.

use super::literal::Literal;
use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;
use starrocks_core::schema::{
    Every, ListPartition, ListValue, ListValues, PartitionBound, PartitionExpression, PartitionValue,
    Partitioning, RangePartition,
};

impl Literal for Partitioning {
    fn literal(&self) -> TokenStream {
        match self {
            Partitioning::Range { columns, partitions } => {
                let (columns, partitions) = (columns.literal(), partitions.literal());
                quote!(__starrocks::Partitioning::Range { columns: #columns, partitions: #partitions })
            }
            Partitioning::RangeExpression { expression, partitions } => {
                let (expression, partitions) = (expression.literal(), partitions.literal());
                quote! {
                    __starrocks::Partitioning::RangeExpression {
                        expression: #expression,
                        partitions: #partitions,
                    }
                }
            }
            Partitioning::List { columns, partitions } => {
                let (columns, partitions) = (columns.literal(), partitions.literal());
                quote!(__starrocks::Partitioning::List { columns: #columns, partitions: #partitions })
            }
            Partitioning::Columns { columns } => {
                let columns = columns.literal();
                quote!(__starrocks::Partitioning::Columns { columns: #columns })
            }
            Partitioning::Expressions { expressions, partitions } => {
                let (expressions, partitions) = (expressions.literal(), partitions.literal());
                quote! {
                    __starrocks::Partitioning::Expressions {
                        expressions: #expressions,
                        partitions: #partitions,
                    }
                }
            }
            // The model may grow a form before this file knows it; the compiler then asks the user of the new form.
            other => {
                let message = format!("`partition_by`: no constant can be made of {other:?}");
                quote!(::core::compile_error!(#message))
            }
        }
    }
}

impl Literal for PartitionExpression {
    fn literal(&self) -> TokenStream {
        match self {
            PartitionExpression::Column(name) => {
                let name = name.literal();
                quote!(__starrocks::PartitionExpression::Column(#name))
            }
            PartitionExpression::Function(expression) => {
                let expression = expression.literal();
                quote!(__starrocks::PartitionExpression::Function(#expression))
            }
        }
    }
}

impl Literal for RangePartition {
    fn literal(&self) -> TokenStream {
        match self {
            RangePartition::LessThan { name, if_not_exists, upper, properties } => {
                let (name, upper, properties) = (name.literal(), upper.literal(), properties.literal());
                quote! {
                    __starrocks::RangePartition::LessThan {
                        name: #name,
                        if_not_exists: #if_not_exists,
                        upper: #upper,
                        properties: #properties,
                    }
                }
            }
            RangePartition::Fixed { name, if_not_exists, lower, upper, properties } => {
                let (name, properties) = (name.literal(), properties.literal());
                let (lower, upper) = (lower.literal(), upper.literal());
                quote! {
                    __starrocks::RangePartition::Fixed {
                        name: #name,
                        if_not_exists: #if_not_exists,
                        lower: #lower,
                        upper: #upper,
                        properties: #properties,
                    }
                }
            }
            RangePartition::Batch { start, end, every } => {
                let (start, end, every) = (start.literal(), end.literal(), every.literal());
                quote!(__starrocks::RangePartition::Batch { start: #start, end: #end, every: #every })
            }
        }
    }
}

impl Literal for PartitionBound {
    fn literal(&self) -> TokenStream {
        match self {
            PartitionBound::MaxValue => quote!(__starrocks::PartitionBound::MaxValue),
            PartitionBound::Values(values) => {
                let values = values.literal();
                quote!(__starrocks::PartitionBound::Values(#values))
            }
        }
    }
}

impl Literal for PartitionValue {
    fn literal(&self) -> TokenStream {
        match self {
            PartitionValue::MaxValue => quote!(__starrocks::PartitionValue::MaxValue),
            PartitionValue::Text(text) => {
                let text = text.literal();
                quote!(__starrocks::PartitionValue::Text(#text))
            }
        }
    }
}

impl Literal for Every {
    fn literal(&self) -> TokenStream {
        match self {
            Every::Number(step) => {
                let step = Token::u64_unsuffixed(*step);
                quote!(__starrocks::Every::Number(#step))
            }
            Every::Interval(count, unit) => {
                let count = Token::i64_unsuffixed(*count);
                let unit = unit.literal();
                quote!(__starrocks::Every::Interval(#count, #unit))
            }
        }
    }
}

impl Literal for ListPartition {
    fn literal(&self) -> TokenStream {
        let (name, values, properties) =
            (self.name.literal(), self.values.literal(), self.properties.literal());
        let if_not_exists = self.if_not_exists;
        quote! {
            __starrocks::ListPartition {
                name: #name,
                if_not_exists: #if_not_exists,
                values: #values,
                properties: #properties,
            }
        }
    }
}

impl Literal for ListValues {
    fn literal(&self) -> TokenStream {
        match self {
            ListValues::Single(values) => {
                let values = values.literal();
                quote!(__starrocks::ListValues::Single(#values))
            }
            ListValues::Tuples(tuples) => {
                let tuples = tuples.literal();
                quote!(__starrocks::ListValues::Tuples(#tuples))
            }
        }
    }
}

impl Literal for ListValue {
    fn literal(&self) -> TokenStream {
        match self {
            ListValue::Null => quote!(__starrocks::ListValue::Null),
            ListValue::Text(text) => {
                let text = text.literal();
                quote!(__starrocks::ListValue::Text(#text))
            }
        }
    }
}
