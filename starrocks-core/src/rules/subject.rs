//! The table under check, and the findings so far.

use super::partitions::form::{HIDDEN_COLUMN, PartitionForm};
use super::{CheckOptions, Finding, Place, inferred_key};
use crate::schema::{Column, ColumnsByName, Key, KeyModel, Table};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The findings so far.
pub(super) struct Findings<'a> {
    options: &'a CheckOptions,
    list: Vec<Finding>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(options: &'a CheckOptions) -> Self {
        Findings { options, list: Vec::new() }
    }

    pub(super) fn into_list(self) -> Vec<Finding> {
        self.list
    }

    pub(super) fn push(&mut self, finding: Finding) {
        if self.options.applies(finding.rule) {
            self.list.push(finding);
        }
    }

    /// What `look` finds in a part that is looked at by itself, all at the place where the part stands.
    pub(super) fn placed(&mut self, place: Place, look: impl FnOnce(&mut Findings<'_>)) {
        self.reworded(look, |finding| Finding { place, ..finding });
    }

    /// What `look` finds, each finding put in other words.
    pub(super) fn reworded(
        &mut self,
        look: impl FnOnce(&mut Findings<'_>),
        reword: impl Fn(Finding) -> Finding,
    ) {
        let mut inner = Findings::new(self.options);
        look(&mut inner);
        self.list.extend(inner.list.into_iter().map(reword));
    }

    /// Something as long as no rule is broken whose breach is refused.
    pub(super) fn none(&self) -> Option<()> {
        (!self.list.iter().any(Finding::is_error)).then_some(())
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
    positions: ColumnsByName<'a>,
    /// The position of the last property of each key.
    properties: BTreeMap<&'a str, usize>,
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
    pub(super) fn new(table: &'a Table, options: &'a CheckOptions) -> Self {
        let key = match &table.key {
            Some(key) => Some(Cow::Borrowed(key)),
            None => inferred_key(table).map(Cow::Owned),
        };
        let positions = ColumnsByName::of(table.columns.iter().map(|column| &column.name));
        let mut in_key = vec![false; table.columns.len()];
        for name in key.iter().flat_map(|key| key.columns.iter()) {
            if let Some(index) = positions.position(name) {
                in_key[index] = true;
            }
        }
        let keys = table.properties.entries.iter().map(|property| property.key.as_ref());
        Subject {
            table,
            options,
            model: key.as_ref().map_or(KeyModel::Duplicate, |key| key.model),
            key,
            in_key,
            form: PartitionForm::of(table),
            positions,
            properties: keys.enumerate().map(|(index, key)| (key, index)).collect(),
        }
    }

    /// The columns with their positions.
    pub(super) fn columns(&self) -> impl Iterator<Item = Numbered<'a>> {
        (0..self.table.columns.len()).map(|index| self.numbered(index))
    }

    /// The position of the column that a clause names; StarRocks compares column names without case.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.positions.position(name)
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
        (0..self.form.hidden_columns()).any(|index| name == format!("{HIDDEN_COLUMN}{index}"))
    }

    /// The column with exactly this name, for the clauses in which the server does heed case.
    pub(super) fn column_exact(&self, name: &str) -> Option<Numbered<'a>> {
        let near = self.column(name)?;
        if near.column.name == name {
            Some(near)
        } else {
            self.columns().find(|other| other.column.name == name)
        }
    }

    /// A property of the table with its position; of two, the last one.
    pub(super) fn property(&self, key: &str) -> Option<(usize, &'a str)> {
        let index = *self.properties.get(key)?;
        Some((index, self.table.properties.entries[index].value.as_ref()))
    }

    /// [`Subject::property`] with its place.
    pub(super) fn placed_property(&self, key: &str) -> Option<(Place, &'a str)> {
        self.property(key).map(|(index, value)| (Place::Property(index), value))
    }

    /// A help for a name that no column has: the nearest one, or all.
    pub(super) fn help_for_unknown(&self, name: &str) -> String {
        help_for_unknown(self.table, name)
    }

    /// Whether the table is a native one; the other engines have rules of their own.
    pub(super) fn is_olap(&self) -> bool {
        match &self.table.engine {
            Some(engine) => engine.eq_ignore_ascii_case("olap"),
            None => true,
        }
    }
}

/// A help for a name that no column of the table has: the nearest one, or all.
pub(super) fn help_for_unknown(table: &Table, name: &str) -> String {
    let names = || table.columns.iter().map(|column| column.name.as_ref());
    match crate::nearest::nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the columns are {}", listed(names())),
    }
}

/// Names in backticks with commas: `` `a`, `b` ``.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
