//! Lists that stand in several clauses: names of columns, properties.

use super::sql::{Sql, Written};
use crate::schema::{Properties, Property, Text};

/// ``(`a`, `b`)``.
pub(super) fn columns(sql: &mut Sql, names: &[Text]) -> Written {
    sql.parenthesized(names, |sql, name| sql.identifier("column", name))
}

/// `"key" = "value"`.
pub(super) fn property(sql: &mut Sql, property: &Property) -> Written {
    sql.string(&property.key);
    sql.push(" = ");
    sql.string(&property.value);
    Ok(())
}

/// ` ("key" = "value")`, or nothing.
pub(super) fn inline_properties(sql: &mut Sql, properties: &Properties) -> Written {
    if properties.is_empty() {
        return Ok(());
    }
    sql.push(" ");
    sql.parenthesized(properties.entries.iter(), property)
}
