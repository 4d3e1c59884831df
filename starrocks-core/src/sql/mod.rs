//! How a table is **written**: StarRocks SQL to [`crate::schema`] and back.
//!
//! One parser reads what a user wrote ([`parse_create_table`]), what stands in an attribute ([`parse_data_type`],
//! [`parse_partition_by`], …) and what a server printed ([`parse_show_create_table`]). Two writers share one set of quoting
//! rules ([`quote_identifier`], [`quote_string`]): canonical DDL, which is what we send ([`write_create_table`]), and the
//! form in which SHOW CREATE TABLE prints ([`show_create_table`]).
//!
//! ```
//! use starrocks_core::sql::{parse_create_table, write_create_table, Style};
//!
//! let create = parse_create_table("create table t (k int) distributed by hash(k)")?;
//! assert_eq!(
//!     write_create_table(&create, Style::OneLine)?,
//!     "CREATE TABLE `t` (`k` INT) DISTRIBUTED BY HASH(`k`)"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod balance;
mod error;
pub mod expression;
pub mod lexer;
mod parser;
mod reserved;
pub(crate) mod tree;
mod writer;

pub use error::{ParseError, snippet};
pub use expression::find_identifier;
pub use parser::{
    parse_agg_type, parse_alter_table, parse_column_list, parse_create_table, parse_data_type, parse_default,
    parse_distributed_by, parse_expression, parse_index, parse_partition_by, parse_show_create_table,
};
pub use reserved::{
    FORMERLY_RESERVED_WORDS, RESERVED_WORDS, is_reserved, is_reserved_somewhere, reserved_since,
};
pub(crate) use writer::show_column;
pub use writer::{
    Style, WriteError, quote_identifier, quote_string, show_create_table, show_data_type, show_partition_by,
    write_agg_type, write_alter_clause, write_alter_table, write_column_value, write_create_table,
    write_data_type, write_table_name,
};

use crate::schema::Table;

/// A CREATE TABLE statement: the table, and what to do when it is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTable {
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// The table.
    pub table: Table,
}

impl From<Table> for CreateTable {
    fn from(table: Table) -> Self {
        CreateTable { if_not_exists: false, table }
    }
}
