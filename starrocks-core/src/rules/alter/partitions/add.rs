//! ADD PARTITION: what one range, or one list of values, must be beside the partitions that there are.

use super::existing::{By, Partitions, name, upper_bound};
use super::{add_list, batch};
use crate::rules::alter::TableState;
use crate::rules::alter::statement::Step;
use crate::rules::batch_ranges::Calendar;
use crate::rules::declared_partitions;
use crate::rules::names::{N_10, is_partition_name};
use crate::rules::normal_form;
use crate::rules::partition_properties::Reader;
use crate::rules::ranges::Ranges;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{CheckOptions, Envelope, Place, Rule, distribution};
use crate::schema::{
    DataType, Distribution, Key, KeyModel, ListPartition, NewPartitions, PartitionBound, Partitioning,
    Properties, RangePartition, Table, Text, same_column_name,
};
use crate::sql::show_column;

pub(in crate::rules) static AL_44: Rule = Rule {
    id: "AL-44",
    title: "ADD PARTITION adds what the table is partitioned by",
    reason: "A RANGE table has ranges and a LIST table lists of values; the ranges of an automatic table come as batches.",
    accepted: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t ADD PARTITION q VALUES LESS THAN ('20')",
    rejected: "CREATE TABLE t (k INT);\nALTER TABLE t ADD PARTITION q VALUES LESS THAN ('20')",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_45: Rule = Rule {
    id: "AL-45",
    title: "A new partition has a name that no other one has",
    reason: "Names are compared without case, and temporary partitions share them.",
    accepted: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t ADD PARTITION IF NOT EXISTS p VALUES LESS THAN ('20')",
    rejected: "CREATE TABLE t (k INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10'));\n\
               ALTER TABLE t ADD PARTITION P VALUES LESS THAN ('20')",
    code: 1517,
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_48: Rule = Rule {
    id: "AL-48",
    title: "A new partition is distributed as the table is; its number of buckets may differ",
    reason: "A query joins and groups by the distribution of the table.",
    accepted: "CREATE TABLE t (k INT, v INT) PARTITION BY RANGE(k) () DISTRIBUTED BY HASH(v) BUCKETS 4;\n\
               ALTER TABLE t ADD PARTITION p VALUES LESS THAN ('10') DISTRIBUTED BY HASH(v) BUCKETS 8",
    rejected: "CREATE TABLE t (k INT, v INT) PARTITION BY RANGE(k) () DISTRIBUTED BY HASH(v) BUCKETS 4;\n\
               ALTER TABLE t ADD PARTITION p VALUES LESS THAN ('10') DISTRIBUTED BY RANDOM",
    ..Rule::BARE
};

/// TEMPORARY, what is added, and PROPERTIES of the clause.
pub(super) type Addition<'a> = (bool, &'a NewPartitions, &'a Properties);

pub(super) fn analyzed(
    step: &Step<'_>,
    existing: &Partitions,
    addition: Addition<'_>,
    found: &mut Findings<'_>,
) {
    let (temporary, partitions, properties) = addition;
    match partitions {
        NewPartitions::Range(RangePartition::Batch { start, end, every }) => {
            let mut properties = properties.clone();
            if let Some(day) = step.state.property(batch::START_DAY_OF_WEEK) {
                properties.set(batch::START_DAY_OF_WEEK, day.to_owned());
            }
            let batch = batch::Batch { start, end, every: *every, properties: &properties, temporary };
            let Some(made) = batch::analyzed(step, existing, &batch, found) else { return };
            if made.iter().any(|partition| duplicate(step, existing, partition, found)) {
                return;
            }
            of_properties(step, &Properties::NONE, &properties, None, found);
            for partition in made {
                range(step, existing, temporary, &partition, found);
                if found.none().is_none() {
                    // Of a batch the first partition that does not fit is enough.
                    return;
                }
            }
        }
        NewPartitions::Range(range) => single_range(step, existing, temporary, range, properties, found),
        NewPartitions::List(list) => add_list::analyzed(step, existing, (temporary, list, properties), found),
    }
}

fn single_range(
    step: &Step<'_>,
    existing: &Partitions,
    temporary: bool,
    partition: &RangePartition,
    properties: &Properties,
    found: &mut Findings<'_>,
) {
    let By::Range { types, automatic, .. } = &existing.by else {
        return not_a_range(step, existing, found);
    };
    if automatic.is_some() {
        found.push(AL_44.broken(
            step.place(),
            "Currently, you cannot manually add a single range partition to a table that is automatically partition",
            "leave it to the server, or write ADD PARTITIONS START (…) END (…) EVERY (INTERVAL 1 …)",
        ));
        return;
    }
    if duplicate(step, existing, partition, found) {
        return;
    }
    of_name(step, name_of(partition), found);
    found.placed(step.place(), |found| declared_partitions::values(Place::Partition(0), types.len(), partition, found));
    if found.none().is_none() {
        return;
    }
    let upper = upper_bound(partition).filter(|_| types.len() == 1);
    of_properties(step, own_properties(partition), properties, upper.as_ref(), found);
    if found.none().is_some() {
        range(step, existing, temporary, partition, found);
    }
}

/// A clause about ranges where there are none.
pub(super) fn not_a_range(step: &Step<'_>, existing: &Partitions, found: &mut Findings<'_>) {
    let finding = match existing.by {
        By::Nothing => AL_44.broken(
            step.place(),
            "Only support adding partition to range/list partitioned table",
            "make a new table with PARTITION BY, and copy the rows",
        ),
        _ => AL_44
            .broken(
                step.place(),
                "Cannot add a Range partition to a table that partition type is not of Range",
                "write the values: ADD PARTITION p VALUES IN (…)",
            )
            .enveloped(Envelope::Bare)
            .coded(5700),
    };
    found.push(finding);
}

/// AL-45; whether there is a finding. What exists already and may do so is skipped by the server from here on.
fn duplicate(
    step: &Step<'_>,
    existing: &Partitions,
    partition: &RangePartition,
    found: &mut Findings<'_>,
) -> bool {
    let if_not_exists = matches!(
        partition,
        RangePartition::LessThan { if_not_exists: true, .. } | RangePartition::Fixed { if_not_exists: true, .. }
    );
    of_duplicate(step, existing, name_of(partition), if_not_exists, found)
}

/// AL-45; whether there is a finding.
pub(super) fn of_duplicate(
    step: &Step<'_>,
    existing: &Partitions,
    name: &str,
    if_not_exists: bool,
    found: &mut Findings<'_>,
) -> bool {
    let is_taken = exists(existing, name);
    if is_taken && !if_not_exists {
        let help = "choose another name, or write IF NOT EXISTS";
        found.push(AL_45.broken(step.place(), format!("Duplicate partition name {name}"), help));
    }
    is_taken && !if_not_exists
}

/// Whether a partition of this name is there, temporary or not.
pub(super) fn exists(existing: &Partitions, name: &str) -> bool {
    existing.has(name) == Some(true) || existing.has_temporary(name)
}

/// N-10.
pub(super) fn of_name(step: &Step<'_>, name: &str, found: &mut Findings<'_>) {
    if !is_partition_name(name) {
        let help = "use up to 64 of A-Z a-z 0-9 _, a letter first";
        found.push(N_10.broken(step.place(), format!("Incorrect partition name '{name}'"), help));
    }
}

/// What a server reads of the properties: those of the partition, of the clause, and of the table.
pub(super) fn of_properties(
    step: &Step<'_>,
    own: &Properties,
    of_clause: &Properties,
    upper: Option<&PartitionBound>,
    found: &mut Findings<'_>,
) {
    let mut below = step.state.table.properties.clone();
    for property in of_clause.entries.iter() {
        below.set(property.key.clone(), property.value.clone());
    }
    found.placed(step.place(), |found| {
        Reader::new(&below, step.context.options).read(Place::Partition(0), own, upper, found);
    });
}

/// P-11 to P-14: the range among those that there are.
fn range(
    step: &Step<'_>,
    existing: &Partitions,
    temporary: bool,
    partition: &RangePartition,
    found: &mut Findings<'_>,
) {
    let By::Range { types, .. } = &existing.by else { return };
    if exists(existing, name_of(partition)) {
        return;
    }
    let Some(mut ranges) = ranges_of(types, existing.group(temporary), step.context.options) else { return };
    let mut inner = Findings::new(step.context.options);
    let calendar = Calendar::of(&step.state.table.properties);
    if ranges.add(partition, step.place(), calendar, &mut inner).is_ok() {
        // What CREATE TABLE finds when it makes the table, ALTER TABLE finds when it analyses the clause.
        for finding in inner.into_list() {
            found.push(finding.enveloped(Envelope::Analyzing));
        }
    }
}

/// The ranges that there are; nothing when they cannot be compared here.
pub(super) fn ranges_of(
    types: &[DataType],
    partitions: &[NewPartitions],
    options: &CheckOptions,
) -> Option<Ranges> {
    let mut ranges = Ranges::new(types.to_vec());
    let mut accepted = Findings::new(options);
    for partition in partitions {
        if let NewPartitions::Range(range) = partition {
            let calendar = Calendar::of(&Properties::NONE);
            ranges.add(range, Place::Table, calendar, &mut accepted).ok()?;
        }
    }
    Some(ranges)
}

fn name_of(partition: &RangePartition) -> &str {
    match partition {
        RangePartition::LessThan { name, .. } | RangePartition::Fixed { name, .. } => name,
        RangePartition::Batch { .. } => "",
    }
}

fn own_properties(partition: &RangePartition) -> &Properties {
    match partition {
        RangePartition::LessThan { properties, .. } | RangePartition::Fixed { properties, .. } => properties,
        RangePartition::Batch { .. } => &Properties::NONE,
    }
}

/// AL-48, and DI-04 to DI-06 as they are found when the clause is executed.
pub(super) fn distribution(step: &Step<'_>, written: Option<&Distribution>, found: &mut Findings<'_>) {
    let Some(written) = written else { return };
    let table = &step.state.table;
    let default = default_distribution(table);
    if let Distribution::Hash { columns, .. } = written {
        if let Some(unknown) = columns.iter().find(|name| table.column(name).is_none()) {
            let message = format!("Distribution column[{unknown}] does not found");
            found.push(AL_48.broken(step.place(), message, step.state.help_for_unknown(unknown)));
            return;
        }
        let distributed = Table { distributed_by: Some(written.clone()), ..table.clone() };
        let s = Subject::new(&distributed, step.context.options);
        found.placed(step.place(), |found| distribution::columns(&s, found));
        if found.none().is_none() {
            return;
        }
    }
    let help = "leave DISTRIBUTED BY out, or repeat that of the table with another number of BUCKETS";
    match (written, &default) {
        (Distribution::Hash { columns, buckets }, Distribution::Hash { columns: own, buckets: of_table }) => {
            let same = columns.len() == own.len() && columns.iter().zip(own.iter()).all(|(a, b)| same_column_name(a, b));
            if !same {
                let printed: Vec<String> =
                    own.iter().filter_map(|name| table.column(name)).map(show_column).collect();
                let message = format!(
                    "Cannot assign hash distribution with different distribution cols. default is: [{}]",
                    printed.join(", ")
                );
                found.push(AL_48.broken(step.place(), message, help));
            } else if let (Some(group), Some(buckets), Some(of_table)) =
                (table.properties.get("colocate_with"), buckets.filter(|n| *n > 0), of_table)
                && buckets != *of_table
            {
                let names: String = columns.iter().map(|name| format!("{name},")).collect();
                let message = format!(
                    "Colocate tables must have same bucket num: {of_table}, with group {group}, current info type: HASH; \
                     distribution columns: [{names}]; bucket num: {buckets}; "
                );
                found.push(AL_48.broken(step.place(), message, "leave BUCKETS out").coded(5063));
            }
        }
        (Distribution::Random { .. }, Distribution::Random { .. }) => {}
        (_, own) => {
            let own = if matches!(own, Distribution::Hash { .. }) { "HASH" } else { "RANDOM" };
            let message = format!("Cannot assign different distribution type. default is: {own}");
            found.push(AL_48.broken(step.place(), message, help));
        }
    }
}

/// How the table is distributed, also where it does not say so.
pub(in crate::rules::alter) fn default_distribution(table: &Table) -> Distribution {
    match (&table.distributed_by, &table.key) {
        (Some(own), _) => own.clone(),
        (None, Some(Key { model: KeyModel::Primary, columns })) => {
            Distribution::Hash { columns: columns.clone(), buckets: None }
        }
        (None, _) => Distribution::Random { buckets: None },
    }
}

/// The table with what is added.
pub(super) fn executed(state: &mut TableState, mut existing: Partitions, addition: Addition<'_>) {
    let (temporary, written, properties) = addition;
    let kept = kept(state, &existing, addition);
    let new: Vec<NewPartitions> = kept.into_iter().filter(|new| !exists(&existing, name(new))).collect();
    if new.is_empty() {
        return;
    }
    if state.server.is_none() && !temporary && stays_as_written(state, &existing, written, properties) {
        return;
    }
    let group = if temporary { &mut existing.temporary } else { &mut existing.normal };
    group.extend(new);
    if let By::Range { .. } = existing.by {
        sort(group);
    }
    existing.store(state);
}

/// The new partitions in their normal form.
fn kept(state: &TableState, existing: &Partitions, addition: Addition<'_>) -> Vec<NewPartitions> {
    let (temporary, written, of_clause) = addition;
    let with_clause = |own: &Properties| {
        let mut all = of_clause.clone();
        for property in own.entries.iter() {
            all.set(property.key.clone(), property.value.clone());
        }
        all
    };
    let mut single = written.clone();
    match &mut single {
        NewPartitions::Range(RangePartition::LessThan { properties, .. } | RangePartition::Fixed { properties, .. })
        | NewPartitions::List(ListPartition { properties, .. }) => *properties = with_clause(properties),
        NewPartitions::Range(RangePartition::Batch { start, end, every }) => {
            let batch = batch::Batch { start, end, every: *every, properties: of_clause, temporary };
            let made = batch::made(existing, &batch).unwrap_or_default();
            let of_clause = |partition| match partition {
                RangePartition::Fixed { name, if_not_exists, lower, upper, .. } => {
                    RangePartition::Fixed { name, if_not_exists, lower, upper, properties: of_clause.clone() }
                }
                other => other,
            };
            let made: Vec<RangePartition> = made.into_iter().map(of_clause).collect();
            return normal_form::ranges(&state.table, &made, &[]).into_iter().map(NewPartitions::Range).collect();
        }
    }
    match &single {
        NewPartitions::Range(range) => {
            let beside: Vec<RangePartition> = existing
                .group(temporary)
                .iter()
                .filter_map(|partition| match partition {
                    NewPartitions::Range(range) => Some(range.clone()),
                    NewPartitions::List(_) => None,
                })
                .collect();
            let kept = normal_form::ranges(&state.table, std::slice::from_ref(range), &beside);
            kept.into_iter().map(NewPartitions::Range).collect()
        }
        NewPartitions::List(list) => vec![NewPartitions::List(normal_form::list_partition(&state.table, list))],
    }
}

/// Sorts ranges as SHOW CREATE TABLE prints them.
pub(super) fn sort(partitions: &mut [NewPartitions]) {
    let lower = |partition: &NewPartitions| match partition {
        NewPartitions::Range(RangePartition::Fixed { lower, .. }) => lower.to_vec(),
        _ => Vec::new(),
    };
    partitions.sort_by(|a, b| normal_form::order(&lower(a), &lower(b)));
}

/// Writes the clause's partition behind those of a declared table, where it means the same there.
fn stays_as_written(
    state: &mut TableState,
    existing: &Partitions,
    written: &NewPartitions,
    of_clause: &Properties,
) -> bool {
    if !of_clause.is_empty() {
        return false;
    }
    match (&mut state.table.partition_by, written) {
        (Some(Partitioning::List { partitions, .. }), NewPartitions::List(list)) => {
            partitions.to_mut().push(ListPartition { if_not_exists: false, ..list.clone() });
            true
        }
        (
            Some(Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. }),
            NewPartitions::Range(range @ RangePartition::LessThan { name, .. }),
        ) if partitions.iter().all(|other| matches!(other, RangePartition::LessThan { .. })) => {
            let is_last = is_last(&state.table, existing, name, range);
            if is_last {
                if let Some(
                    Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. },
                ) = &mut state.table.partition_by
                {
                    partitions.to_mut().push(without_if_not_exists(range));
                }
            }
            is_last
        }
        (
            Some(Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. }),
            NewPartitions::Range(range @ (RangePartition::Fixed { .. } | RangePartition::Batch { .. })),
        ) if partitions.iter().all(|other| !matches!(other, RangePartition::LessThan { .. })) => {
            partitions.to_mut().push(without_if_not_exists(range));
            true
        }
        _ => false,
    }
}

/// Whether a new LESS THAN partition stands behind all others.
fn is_last(table: &Table, existing: &Partitions, name: &Text, range: &RangePartition) -> bool {
    let mut all = existing.normal.clone();
    let beside: Vec<RangePartition> = all
        .iter()
        .filter_map(|partition| match partition {
            NewPartitions::Range(range) => Some(range.clone()),
            NewPartitions::List(_) => None,
        })
        .collect();
    let kept = normal_form::ranges(table, std::slice::from_ref(range), &beside);
    all.extend(kept.into_iter().map(NewPartitions::Range));
    sort(&mut all);
    all.last().is_some_and(|last| super::existing::name(last) == name.as_ref())
}

fn without_if_not_exists(partition: &RangePartition) -> RangePartition {
    let mut partition = partition.clone();
    if let RangePartition::LessThan { if_not_exists, .. } | RangePartition::Fixed { if_not_exists, .. } = &mut partition {
        *if_not_exists = false;
    }
    partition
}
