//! Schema to text: two forms over one set of quoting rules.

mod alter;
mod data_type;
mod ddl;
mod lists;
mod partition;
mod quote;
mod show;
mod sql;

pub use alter::{write_alter_clause, write_alter_table};
pub use data_type::{show_data_type, write_data_type};
pub use ddl::{write_agg_type, write_column_value, write_create_table, write_table_name};
pub use quote::{WriteError, quote_identifier, quote_string};
pub(crate) use show::show_column;
pub use show::{show_create_table, show_partition_by};
pub use sql::Style;
