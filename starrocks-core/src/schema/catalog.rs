//! An ordered set of objects, and where a struct's table comes from.

use super::{Table, TableName};
use std::borrow::Cow;

/// A struct that is a StarRocks table. `#[derive(StarRocksTable)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a StarRocks table",
    label = "no table is known for this type",
    note = "annotate the struct with `#[derive(StarRocksTable)]`"
)]
pub trait TableSpec {
    /// The table, as data.
    const TABLE: &'static Table;
}

/// One object of a database. Tables are the first kind; views and materialized views will be further ones.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Object {
    /// A table.
    Table(Cow<'static, Table>),
}

impl Object {
    /// The object's name.
    pub fn name(&self) -> &TableName {
        match self {
            Object::Table(table) => &table.name,
        }
    }
}

/// An ordered set of objects: what an application declares, or what a database holds.
///
/// ```
/// use starrocks_core::schema::{Column, DataType, Schema, Table};
///
/// let schema = Schema::new().with_table(Table::new("t").with_column(Column::new("k", DataType::Int)));
/// assert_eq!(schema.tables().count(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    objects: Vec<Object>,
}

impl Schema {
    /// A schema without objects.
    pub const fn new() -> Self {
        Schema { objects: Vec::new() }
    }

    /// The same schema with the table of `T`.
    pub fn table<T: TableSpec>(mut self) -> Self {
        self.objects.push(Object::Table(Cow::Borrowed(T::TABLE)));
        self
    }

    /// The same schema with `table`, built or parsed at run time.
    pub fn with_table(mut self, table: Table) -> Self {
        self.objects.push(Object::Table(Cow::Owned(table)));
        self
    }

    /// All objects, in the order in which they were added.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// The tables, in the order in which they were added.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.objects.iter().map(|object| match object {
            Object::Table(table) => table.as_ref(),
        })
    }
}

impl FromIterator<Table> for Schema {
    fn from_iter<I: IntoIterator<Item = Table>>(tables: I) -> Self {
        tables.into_iter().fold(Schema::new(), Schema::with_table)
    }
}
