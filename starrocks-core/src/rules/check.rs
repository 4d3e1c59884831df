//! `Table::check`: which rules are applied, and in which order.

use super::partition_form::PartitionForm;
use super::{
    Finding, Place, aggregates, auto_increment, columns, complex_defaults, defaults, distribution, engine,
    generated, indexes, inferred_key, keys, list_partitions, names, order_by, partition_expressions,
    partitions, properties, ranges, rollups, types,
};
use crate::schema::{Column, Key, KeyModel, Table, Text};
use std::borrow::Cow;
use std::collections::BTreeMap;

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
        let mut findings = Findings { options, list: Vec::new() };
        apply(&subject, &mut findings);
        findings.list
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
    partition_expressions::parsed(s, found);
    // While it is analysed.
    names::of_table(s, found);
    engine::of_table(s, found);
    names::of_columns(s, found);
    keys::clause(s, found);
    partition_expressions::hidden_columns(s, found);
    list_partitions::clause(s, found);
    partitions::clause(s, found);
    distribution::clause(s, found);
    order_by::clause(s, found);
    auto_increment::count(s, found);
    for c in s.columns() {
        names::of_column(s, &c, found);
        types::analyzed(&c, found);
        columns::key_type(s, &c, found);
        types::summed(&c, found);
        aggregates::of_column(s, &c, found);
        columns::default_null(s, &c, found);
        defaults::of_column(&c, found);
    }
    auto_increment::data_type(s, found);
    generated::of_table(s, found);
    generated::of_partition_expressions(s, found);
    indexes::of_table(s, found);
    complex_defaults::schema_evolution(s, found);
    // When the table is created.
    columns::keys_first(s, found);
    partitions::range_types(s, found);
    ranges::declared(s, found);
    distribution::columns(s, found);
    order_by::columns(s, found);
    properties::short_key(s, found);
    names::of_primary_key_table(s, found);
    distribution::colocation(s, found);
    properties::of_table(s, found);
    auto_increment::storage(s, found);
    types::storable(s, found);
    rollups::of_table(s, found);
    properties::left_over(s, found);
}

/// What [`Table::check_with`] takes for granted about the server, and what it leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOptions {
    /// How the cluster stores data.
    pub run_mode: RunMode,
    /// The ids of rules that are not applied, for a server with other settings than StarRocks' own.
    pub off: Vec<Text>,
}

impl CheckOptions {
    /// The same options without the rule with this id.
    pub fn without(mut self, id: impl Into<Text>) -> Self {
        self.off.push(id.into());
        self
    }
}

/// How a cluster stores data
/// ([Architecture](https://docs.starrocks.io/docs/introduction/Architecture/)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RunMode {
    /// On the disks of its backends.
    #[default]
    SharedNothing,
    /// In object storage.
    SharedData,
}

/// The findings so far.
pub(super) struct Findings<'a> {
    options: &'a CheckOptions,
    list: Vec<Finding>,
}

impl Findings<'_> {
    pub(super) fn push(&mut self, finding: Finding) {
        if !self.options.off.iter().any(|id| id == finding.rule.id) {
            self.list.push(finding);
        }
    }

    /// [`Findings::push`], if there is one.
    pub(super) fn push_if(&mut self, finding: Option<Finding>) {
        if let Some(finding) = finding {
            self.push(finding);
        }
    }

    /// Whether a rule has been broken at this very place, so that a second rule need not say it again.
    pub(super) fn has(&self, id: &str, place: Place) -> bool {
        self.list.iter().any(|f| f.rule.id == id && f.place == place)
    }
}

/// The table under check, with what the server fills in before it looks further.
pub(super) struct Subject<'a> {
    pub(super) table: &'a Table,
    pub(super) options: &'a CheckOptions,
    /// The key as written or inferred; `None` when nothing can be inferred.
    pub(super) key: Option<Cow<'a, Key>>,
    /// The model of the key; DUPLICATE when nothing can be inferred.
    pub(super) model: KeyModel,
    /// For each column whether it is in the key clause or inferred to be.
    in_key: Vec<bool>,
    /// What the server makes of PARTITION BY.
    pub(super) form: PartitionForm,
    /// The position of the first column of each name, in lower case.
    positions: BTreeMap<String, usize>,
}

/// A column with its position.
#[derive(Clone, Copy)]
pub(super) struct Numbered<'a> {
    pub(super) index: usize,
    pub(super) column: &'a Column,
    /// In the key clause, or inferred to be.
    pub(super) in_key: bool,
}

impl Numbered<'_> {
    /// A key column by the key clause, by inference or by the inline KEY.
    pub(super) fn is_key(&self) -> bool {
        self.in_key || self.column.key
    }
}

impl<'a> Subject<'a> {
    fn new(table: &'a Table, options: &'a CheckOptions) -> Self {
        let key = match &table.key {
            Some(key) => Some(Cow::Borrowed(key)),
            None => inferred_key(table).map(Cow::Owned),
        };
        let mut positions = BTreeMap::new();
        for (index, column) in table.columns.iter().enumerate() {
            positions.entry(column.name.to_lowercase()).or_insert(index);
        }
        let mut in_key = vec![false; table.columns.len()];
        for name in key.iter().flat_map(|key| key.columns.iter()) {
            if let Some(index) = positions.get(&name.to_lowercase()) {
                in_key[*index] = true;
            }
        }
        Subject {
            table,
            options,
            model: key.as_ref().map_or(KeyModel::Duplicate, |key| key.model),
            key,
            in_key,
            form: PartitionForm::of(table),
            positions,
        }
    }

    /// The columns with their positions.
    pub(super) fn columns(&self) -> impl Iterator<Item = Numbered<'a>> {
        (0..self.table.columns.len()).map(|index| self.numbered(index))
    }

    /// The position of the column that a clause names; StarRocks compares column names without case.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(&name.to_lowercase()).copied()
    }

    /// The column that a clause names; StarRocks compares column names without case.
    pub(super) fn column(&self, name: &str) -> Option<Numbered<'a>> {
        self.position(name).map(|index| self.numbered(index))
    }

    fn numbered(&self, index: usize) -> Numbered<'a> {
        Numbered { index, column: &self.table.columns[index], in_key: self.in_key[index] }
    }

    /// Whether this is a hidden column that the server adds for a partition expression.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        (0..self.form.hidden_columns()).any(|index| name == format!("__generated_partition_column_{index}"))
    }

    /// The column with exactly this name, for the clauses in which the server does heed case.
    pub(super) fn column_exact(&self, name: &str) -> Option<Numbered<'a>> {
        self.columns().find(|numbered| numbered.column.name == name)
    }

    /// A property of the table with its position; of two, the last one.
    pub(super) fn property(&self, key: &str) -> Option<(usize, &'a str)> {
        let entries = self.table.properties.entries.iter().enumerate();
        let (index, property) = entries.rev().find(|(_, property)| property.key == key)?;
        Some((index, property.value.as_ref()))
    }

    /// A help for a name that no column has: the nearest one, or all.
    pub(super) fn help_for_unknown(&self, name: &str) -> String {
        let names = || self.table.columns.iter().map(|column| column.name.as_ref());
        match crate::nearest::nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the columns are {}", listed(names())),
        }
    }

    /// Whether the table is a native one; the other engines have rules of their own.
    pub(super) fn is_olap(&self) -> bool {
        match &self.table.engine {
            Some(engine) => engine.eq_ignore_ascii_case("olap"),
            None => true,
        }
    }
}

/// Names in backticks with commas: `` `a`, `b` ``.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
