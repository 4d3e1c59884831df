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
//!
//! | question | room |
//! |---|---|
//! | what is said of the table as a whole: names, ENGINE, DISTRIBUTED BY, ROLLUP? | `table/` |
//! | what may a column be? | `columns/` |
//! | which DEFAULT may it have? | `defaults/` |
//! | which columns are the key, and how are rows sorted? | `keys/` |
//! | how is the table partitioned? | `partitions/` |
//! | which indexes may it have? | `indexes/` |
//! | what may PROPERTIES say? | `properties/` |
//! | which type has an expression? | `typing/` |
//! | how does the server read and print a value? | `java/` |
//! | what does the server make of the table? | `normal_form/` |
//! | what does ALTER TABLE do? | `alter/` |
//! | what is no SQL at all? | `grammar.rs` |
//! | what does StarRocks take, and should not? | `holes.rs` |
//! | which release takes the table? | `required_version.rs` |

mod alter;
mod catalogue;
mod check;
mod columns;
mod defaults;
mod finding;
mod grammar;
mod holes;
mod indexes;
mod java;
mod keys;
pub mod markdown;
pub mod normal_form;
mod options;
mod partitions;
mod properties;
mod required_version;
mod rule;
mod subject;
mod table;
mod typing;
mod version;

pub use alter::{AlterContext, Altered, Execution, JobKind, Neighbour, Neighbours, Operation, TableState};
pub use catalogue::{catalogue, rule};
pub use finding::{Envelope, Finding, Place, Severity};
pub use keys::inferred::inferred_key;
pub use normal_form::ServerDefaults;
pub use options::{Backend, CheckOptions, RunMode};
pub use required_version::{RequiredVersion, VersionReason};
pub use rule::Rule;
pub use version::{Version, VersionError};

#[cfg(doc)]
use crate::schema::Table;
