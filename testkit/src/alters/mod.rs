//! Random ALTER TABLE statements for property tests: every clause of the model, and sequences of statements about a table.
//!
//! [`alter_table`] is any statement that can be written. [`alters_of`] is a sequence of statements about one table: most of
//! their names are the table's own, so that they get past the first look.

mod clauses;
mod of_partitions;
mod of_table;

pub use clauses::{alter_table, clause};
pub use of_table::{alters_of, alters_of_table, clause_of};
