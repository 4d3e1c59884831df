//! The copies of each partition. A server prints them with a partition whose number is not the table's.

use super::TableState;
use crate::schema::{List, ListPartition, Partitioning, Properties, RangePartition, Text};

const KEY: &str = "replication_num";

impl TableState {
    /// Sets the table's number of copies: that of new partitions, and with `of_all` that of all there are.
    pub(super) fn set_default_copies(&mut self, copies: i64, of_all: bool) {
        let (before, after) = (self.property(KEY).map(str::to_owned), copies.to_string());
        self.set_property(KEY, Some(after.clone()));
        if self.server.is_none() {
            return;
        }
        self.each_partition(|_, own| {
            let kept = own.get(KEY).map(str::to_owned).or_else(|| before.clone());
            let kept = if of_all { None } else { kept.filter(|copies| *copies != after) };
            set_own(own, kept);
        });
    }

    /// Sets the number of copies of some partitions.
    pub(super) fn set_copies(&mut self, copies: i64, is_meant: impl Fn(&str) -> bool) {
        let default = self.property(KEY).map(str::to_owned);
        let copies = copies.to_string();
        let is_default = self.server.is_some() && default.as_deref() == Some(copies.as_str());
        self.each_partition(|name, own| {
            if is_meant(name) {
                set_own(own, (!is_default).then(|| copies.clone()));
            }
        });
    }

    /// Whether the partitions have different numbers of copies.
    pub(super) fn has_different_copies(&self) -> bool {
        let default = self.property(KEY);
        let mut all = self.partitions().map(|(_, own)| own.get(KEY).or(default));
        let first = all.next();
        all.any(|copies| Some(copies) != first)
    }

    /// The partitions that are printed, with their own properties.
    pub(super) fn partitions(&self) -> impl Iterator<Item = (&str, &Properties)> {
        let (ranges, lists): (&[RangePartition], &[ListPartition]) = match &self.table.partition_by {
            Some(
                Partitioning::Range { partitions, .. }
                | Partitioning::RangeExpression { partitions, .. }
                | Partitioning::Expressions { partitions, .. },
            ) => (partitions, &[]),
            Some(Partitioning::List { partitions, .. }) => (&[], partitions),
            Some(Partitioning::Columns { .. }) | None => (&[], &[]),
        };
        let ranges = ranges.iter().filter_map(|partition| match partition {
            RangePartition::LessThan { name, properties, .. }
            | RangePartition::Fixed { name, properties, .. } => Some((name.as_ref(), properties)),
            RangePartition::Batch { .. } => None,
        });
        ranges.chain(lists.iter().map(|partition| (partition.name.as_ref(), &partition.properties)))
    }

    fn each_partition(&mut self, mut change: impl FnMut(&str, &mut Properties)) {
        let mut of_ranges = |partitions: &mut List<RangePartition>| {
            for partition in partitions.to_mut() {
                match partition {
                    RangePartition::LessThan { name, properties, .. }
                    | RangePartition::Fixed { name, properties, .. } => change(name, properties),
                    RangePartition::Batch { .. } => {}
                }
            }
        };
        match &mut self.table.partition_by {
            Some(
                Partitioning::Range { partitions, .. }
                | Partitioning::RangeExpression { partitions, .. }
                | Partitioning::Expressions { partitions, .. },
            ) => of_ranges(partitions),
            Some(Partitioning::List { partitions, .. }) => {
                for partition in partitions.to_mut() {
                    change(&partition.name, &mut partition.properties);
                }
            }
            Some(Partitioning::Columns { .. }) | None => {}
        }
    }
}

fn set_own(own: &mut Properties, copies: Option<String>) {
    match copies {
        Some(copies) => own.set(Text::Borrowed(KEY), copies),
        None => own.entries.to_mut().retain(|property| property.key != KEY),
    }
}
