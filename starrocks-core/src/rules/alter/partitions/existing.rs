//! The partitions that a table has, in the form in which a clause is compared with them.

use crate::rules::Rule;
use crate::rules::alter::TableState;
use crate::rules::alter::created;
use crate::rules::normal_form;
use crate::rules::partitions::form::{AutomaticRange, PartitionForm};
use crate::rules::partitions::range_expressions;
use crate::schema::{
    DataType, NewPartitions, PartitionBound, Partitioning, RangePartition, Table, Text, same_column_name,
};
use std::borrow::Cow;

pub(in crate::rules) static AL_50: Rule = Rule {
    id: "AL-50",
    title: "DROP PARTITION names partitions of the table",
    reason: "IF EXISTS passes over those that are not there.",
    accepted: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t DROP PARTITION IF EXISTS q",
    rejected: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t DROP PARTITION q",
    ..Rule::BARE
};

/// The partition that an automatic table has from the beginning; rows are never in it.
const SHADOW_PARTITION: &str = "$shadow_automatic_partition";

/// How the names of such partitions begin.
pub(super) const SHADOW_PREFIX: &str = "$shadow_";

/// The partitions that a table has.
pub(super) struct Partitions {
    /// By what the table is partitioned.
    pub(super) by: By,
    /// Those that rows are in.
    pub(super) normal: Vec<NewPartitions>,
    /// Those that wait to replace others.
    pub(super) temporary: Vec<NewPartitions>,
    /// Whether the server may have made more.
    has_unknown: bool,
    /// The name of the only partition of a table that is not partitioned.
    table: Text,
}

/// By what a table is partitioned.
pub(super) enum By {
    Nothing,
    Range {
        /// The types of the values that bound a range.
        types: Vec<DataType>,
        /// The function whose ranges the server makes by itself.
        automatic: Option<AutomaticRange>,
        /// Whether the ranges are over an expression.
        is_expression: bool,
    },
    List {
        columns: Vec<Text>,
        /// Whether the server makes partitions by itself.
        automatic: bool,
    },
}

impl Partitions {
    pub(super) fn of(state: &TableState) -> Self {
        let table = &state.table;
        let ranges = |partitions: &[RangePartition]| -> Vec<NewPartitions> {
            written_out(state, partitions).into_iter().map(NewPartitions::Range).collect()
        };
        let (by, normal) = match &table.partition_by {
            None => (By::Nothing, Vec::new()),
            Some(Partitioning::Range { columns, partitions }) => {
                let types = columns.iter().map(|name| type_of(table, name)).collect();
                (By::Range { types, automatic: None, is_expression: false }, ranges(partitions))
            }
            Some(Partitioning::RangeExpression { expression, partitions }) => {
                let types = vec![range_expressions::result_type(expression).unwrap_or(DataType::Inferred)];
                (By::Range { types, automatic: None, is_expression: true }, ranges(partitions))
            }
            Some(Partitioning::List { columns, partitions }) => {
                let normal = partitions.iter().cloned().map(NewPartitions::List).collect();
                (By::List { columns: columns.to_vec(), automatic: false }, normal)
            }
            Some(Partitioning::Columns { columns }) => {
                let by = By::List { columns: columns.to_vec(), automatic: true };
                (by, state.automatic_partitions.clone())
            }
            Some(Partitioning::Expressions { expressions, .. }) => {
                let by = match PartitionForm::of(table) {
                    PartitionForm::Automatic(automatic) => By::Range {
                        types: vec![type_of(table, &automatic.column)],
                        automatic: Some(automatic),
                        is_expression: true,
                    },
                    // The columns behind the expressions are hidden; they are named nowhere.
                    _ => By::List { columns: vec![Text::default(); expressions.len()], automatic: true },
                };
                (by, state.automatic_partitions.clone())
            }
        };
        Partitions {
            by,
            normal,
            temporary: state.temporary_partitions.clone(),
            has_unknown: state.has_unknown_partitions || created::are_scheduled(table),
            table: table.name.name.clone(),
        }
    }

    /// Whether the table has a partition of this name, without case; `None` when that is not known.
    pub(super) fn has(&self, name: &str) -> Option<bool> {
        let has = match self.by {
            By::Nothing => same_column_name(name, &self.table),
            By::Range { automatic: Some(_), .. } | By::List { automatic: true, .. } => {
                same_column_name(name, SHADOW_PARTITION) || is_among(name, &self.normal)
            }
            _ => is_among(name, &self.normal),
        };
        if has || !self.has_unknown { Some(has) } else { None }
    }

    /// Whether the table has a temporary partition of this name, without case.
    pub(super) fn has_temporary(&self, name: &str) -> bool {
        is_among(name, &self.temporary)
    }

    /// The partitions of a group.
    pub(super) fn group(&self, temporary: bool) -> &[NewPartitions] {
        if temporary { &self.temporary } else { &self.normal }
    }

    /// Writes the partitions back.
    pub(super) fn store(self, state: &mut TableState) {
        state.temporary_partitions = self.temporary;
        match &mut state.table.partition_by {
            Some(
                Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. },
            ) => {
                *partitions = Cow::Owned(ranges(&self.normal));
            }
            Some(Partitioning::List { partitions, .. }) => {
                let list = |partition: NewPartitions| match partition {
                    NewPartitions::List(list) => Some(list),
                    NewPartitions::Range(_) => None,
                };
                *partitions = self.normal.into_iter().filter_map(list).collect();
            }
            Some(Partitioning::Columns { .. } | Partitioning::Expressions { .. }) => {
                state.automatic_partitions = self.normal;
            }
            None => {}
        }
    }
}

/// The ranges with both bounds; as they are written where all have them.
fn written_out(state: &TableState, partitions: &[RangePartition]) -> Vec<RangePartition> {
    if partitions.iter().all(|partition| matches!(partition, RangePartition::Fixed { .. })) {
        return partitions.to_vec();
    }
    normal_form::ranges(&state.table, partitions, &[], &state.server_defaults())
}

/// The ranges among partitions.
pub(super) fn ranges(partitions: &[NewPartitions]) -> Vec<RangePartition> {
    let range = |partition: &NewPartitions| match partition {
        NewPartitions::Range(range) => Some(range.clone()),
        NewPartitions::List(_) => None,
    };
    partitions.iter().filter_map(range).collect()
}

fn type_of(table: &Table, name: &str) -> DataType {
    table.column(name).map_or(DataType::Inferred, |column| column.data_type.clone())
}

/// The name of one partition; a batch has none.
pub(super) fn name(partition: &NewPartitions) -> &str {
    match partition {
        NewPartitions::Range(RangePartition::LessThan { name, .. } | RangePartition::Fixed { name, .. }) => {
            name
        }
        NewPartitions::Range(RangePartition::Batch { .. }) => "",
        NewPartitions::List(list) => &list.name,
    }
}

/// Gives one partition another name.
pub(super) fn rename(partition: &mut NewPartitions, to: &Text) {
    match partition {
        NewPartitions::Range(RangePartition::LessThan { name, .. } | RangePartition::Fixed { name, .. }) => {
            *name = to.clone();
        }
        NewPartitions::Range(RangePartition::Batch { .. }) => {}
        NewPartitions::List(list) => list.name = to.clone(),
    }
}

pub(super) fn is_among(wanted: &str, partitions: &[NewPartitions]) -> bool {
    partitions.iter().any(|partition| same_column_name(name(partition), wanted))
}

/// The upper bound as LESS THAN would write it.
pub(super) fn upper_bound(partition: &RangePartition) -> Option<PartitionBound> {
    match partition {
        RangePartition::LessThan { upper, .. } => Some(upper.clone()),
        RangePartition::Fixed { upper, .. } => Some(PartitionBound::Values(upper.clone())),
        RangePartition::Batch { .. } => None,
    }
}
