//! ROLLUP inside CREATE TABLE.

use super::{List, Properties, Text};

/// A rollup (synchronous materialized index) declared with its table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rollup {
    /// Its name.
    pub name: Text,
    /// Its columns.
    pub columns: List<Text>,
    /// `DUPLICATE KEY (…)` of the rollup.
    pub duplicate_key: List<Text>,
    /// `FROM name`; the server ignores it in CREATE TABLE.
    pub from: Option<Text>,
    /// Properties of the rollup.
    pub properties: Properties,
}
