//! ARRAY, MAP and STRUCT: how they are made and taken apart.

use super::{Translator, Typed};
use crate::answer::ResultType;
use crate::engine::functions::type_code;
use starrocks_core::schema::DataType;

impl Translator<'_> {
    pub(super) fn array(&mut self, elements: Vec<Typed>) -> Typed {
        let parts = self.with_codes(elements);
        Typed::new(format!("sr_array({})", parts.join(", ")), ResultType::Nested)
    }

    pub(super) fn map(&mut self, entries: Vec<Typed>) -> Typed {
        let parts = self.with_codes(entries);
        Typed::new(format!("sr_map({})", parts.join(", ")), ResultType::Nested)
    }

    pub(super) fn structure(&mut self, fields: Vec<(String, Typed)>) -> Typed {
        let mut parts = Vec::new();
        for (name, value) in fields {
            parts.push(self.bind_text(name));
            parts.extend(self.with_codes(vec![value]));
        }
        Typed::new(format!("sr_struct({})", parts.join(", ")), ResultType::Nested)
    }

    fn with_codes(&mut self, values: Vec<Typed>) -> Vec<String> {
        let mut parts = Vec::new();
        for value in values {
            let code = self.bind_text(type_code(value.result_type));
            parts.push(value.sql);
            parts.push(code);
        }
        parts
    }

    /// `collection[at]`
    pub(super) fn element(&mut self, collection: Typed, at: Typed) -> Typed {
        let data_type = match &collection.data_type {
            Some(DataType::Array(element)) => Some(element.get().clone()),
            Some(DataType::Map(_, value)) => Some(value.get().clone()),
            _ => None,
        };
        self.part(format!("sr_element_at({}, {})", collection.sql, at.sql), data_type)
    }

    /// `structure.name`
    pub(super) fn field(&mut self, structure: Typed, name: &str) -> Typed {
        let data_type = match &structure.data_type {
            Some(DataType::Struct(fields)) => fields
                .iter()
                .find(|field| field.name.eq_ignore_ascii_case(name))
                .map(|field| field.data_type.clone()),
            _ => None,
        };
        let name = self.bind_text(name);
        self.part(format!("sr_field({}, {name})", structure.sql), data_type)
    }

    fn part(&mut self, sql: String, data_type: Option<DataType>) -> Typed {
        let result_type = data_type.as_ref().map_or(ResultType::STRING, ResultType::of);
        let mut typed = Typed::new(sql, result_type);
        typed.data_type = data_type;
        typed
    }
}
