//! `Table::check`: which rules are applied, and in which order.

use super::columns::{aggregates, auto_increment, expression_types, generated, types};
use super::keys::{order_by, short_key};
use super::subject::{Findings, Subject};
use super::table::{distribution, engine, external_engines, names, rollups};
use super::{CheckOptions, Finding, Place, columns, defaults, holes, indexes, keys, partitions, properties};
use crate::schema::Table;

impl Table {
    /// Everything that StarRocks would refuse or that is unwise about this table.
    ///
    /// The findings are in the order in which a server looks: the first error is what it would answer.
    pub fn check(&self) -> Vec<Finding> {
        self.check_with(&CheckOptions::default())
    }

    /// [`Table::check`] for another kind of cluster, or without some rules.
    ///
    /// ```
    /// use starrocks_core::rules::CheckOptions;
    /// use starrocks_core::schema::{Column, DataType, Key, KeyModel, Table};
    ///
    /// let table = Table::new("t")
    ///     .with_column(Column::new("k", DataType::Int).nullable())
    ///     .with_key(Key::new(KeyModel::Primary, ["k"]));
    /// assert_eq!(table.check().len(), 1);
    /// assert_eq!(table.check_with(&CheckOptions::default().without("C-02")), []);
    /// ```
    pub fn check_with(&self, options: &CheckOptions) -> Vec<Finding> {
        let subject = Subject::new(self, options);
        let mut findings = Findings::new(options);
        if let Some(server) = options.version {
            self.required_version().missing_in(server, Place::Table, &mut findings);
        }
        apply(&subject, &mut findings);
        findings.into_list()
    }
}

/// The order in which a server looks at a table. A function for one column stands in the loop where the server treats
/// one column after the other.
fn apply(s: &Subject<'_>, found: &mut Findings<'_>) {
    // While the statement is parsed.
    for c in s.columns() {
        types::parsed(&c, found);
        aggregates::parsed(&c, found);
        auto_increment::parsed(&c, found);
        generated::parsed(&c, found);
    }
    expression_types::parsed(s, found);
    partitions::expressions::parsed(s, found);
    // While it is analysed.
    names::of_table(s, found);
    engine::of_table(s, found);
    expression_types::of_partition_expressions(s, found);
    names::of_columns(s, found);
    keys::clause(s, found);
    partitions::expressions::hidden_columns(s, found);
    partitions::lists::clause(s, found);
    partitions::clause(s, found);
    distribution::clause(s, found);
    order_by::clause(s, found);
    auto_increment::count(s, found);
    external_engines::columns(s, found);
    for c in s.columns() {
        names::of_column(s, &c, found);
        types::analyzed(&c, found);
        columns::key_type(s, &c, found);
        types::summed(&c, found);
        aggregates::of_column(s, &c, found);
        columns::default_null(s, &c, found);
        defaults::of_column(&c, found);
        auto_increment::data_type(&c, found);
    }
    partitions::expressions::hidden_sketches(s, found);
    generated::of_table(s, found);
    expression_types::of_hidden_columns(s, found);
    indexes::of_table(s, found);
    defaults::complex::schema_evolution(s, found);
    // When the table is created.
    external_engines::created(s, found);
    columns::keys_first(s, found);
    partitions::range_types(s, found);
    partitions::ranges::declared(s, found);
    distribution::columns(s, found);
    order_by::columns(s, found);
    short_key::of_table(s, found);
    names::of_primary_key_table(s, found);
    properties::of_table(s, found);
    auto_increment::storage(s, found);
    properties::of_storage(s, found);
    types::storable(s, found);
    rollups::of_table(s, found);
    properties::behind_rollups(s, found);
    properties::left_over(s, found);
    // What the server takes, and should not.
    holes::of_table(s, found);
}
