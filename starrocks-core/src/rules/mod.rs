//! What StarRocks **accepts**: one entry per rule of CREATE TABLE, and the check that applies them.
//!
//! The same catalogue serves the compiler (the derive), a program ([`Table::check`]), the command line and the sandbox. A rule
//! exists once, with an id, the reason, two examples, the server's own sentence and what to write instead.
//!
//! ```
//! use starrocks_core::schema::{Column, DataType, Key, KeyModel, Table};
//!
//! let table = Table::new("page_views")
//!     .with_column(Column::new("visit_date", DataType::Date))
//!     .with_column(Column::new("page_id", DataType::Int))
//!     .with_key(Key::new(KeyModel::Primary, ["page_id"]));
//! let findings = table.check();
//! assert_eq!(findings[0].rule.id, "K-08");
//! assert_eq!(findings[0].help, "put the columns `page_id` first in the table, in this order");
//! ```
//!
//! Findings come in the order in which a server looks at a table, so the first error is what a server would answer. About a
//! type, a property or a clause that this crate does not know, every rule is silent.
//!
//! Each file holds the rules of one area next to the functions that apply them; `check.rs` holds the order.

mod aggregates;
mod alter;
mod auto_increment;
mod automatic_ranges;
mod batch_ranges;
mod batches;
mod bloom_filters;
mod capability;
mod catalogue;
mod check;
mod columns;
mod complex_defaults;
mod compression;
mod constraints;
mod cooldown;
mod crontab;
mod declared_partitions;
mod default_expressions;
mod defaults;
mod distribution;
mod dynamic_partition_values;
mod dynamic_partitions;
mod engine;
mod expression_names;
mod expression_types;
mod external_engines;
mod finding;
mod full_text_indexes;
mod generated;
mod grammar;
mod holes;
mod indexes;
mod inferred_key;
mod java_map;
mod java_number;
mod json;
mod keys;
mod layers;
mod list_partitions;
mod literal;
pub mod markdown;
mod names;
pub mod normal_form;
mod options;
mod order_by;
mod partition_expressions;
mod partition_form;
mod partition_properties;
mod partitions;
mod periods;
mod properties;
mod range_expressions;
mod ranges;
mod replication;
mod required_version;
mod retention;
mod rollups;
mod shared_data_properties;
mod short_key;
mod simple_properties;
mod subject;
mod time_drift;
mod time_zones;
mod type_name;
mod types;
mod typing;
mod vector_indexes;
mod version;

pub use alter::{AlterContext, Altered, Execution, JobKind, Neighbour, Neighbours, Operation, TableState};
pub use catalogue::{Rule, catalogue, rule};
pub use finding::{Envelope, Finding, Place, Severity};
pub use inferred_key::inferred_key;
pub use normal_form::ServerDefaults;
pub use options::{Backend, CheckOptions, RunMode};
pub use required_version::{RequiredVersion, VersionReason};
pub use version::{Version, VersionError};

#[cfg(doc)]
use crate::schema::Table;
