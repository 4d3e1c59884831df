//! `dynamic_partition.*` properties: which table may have them, and which it must have.

use super::dynamic_partition_values;
use crate::rules::java::number::{Number, java_number};
use crate::rules::partitions::form::{Call, PartitionForm};
use crate::rules::rule::rules;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Envelope, Finding, Place, Rule, RunMode};
use crate::schema::{DataType, Partitioning, Table};

rules! {
    "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY ", "", Rule::BARE;
PR_42 = "PR-42",
    "A dynamically partitioned table is partitioned by RANGE of one column",
    "The partitions that come and go are ranges of time.",
    "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
    "LIST(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")";
PR_43 = "PR-43",
    "A table whose partitions the server makes is not dynamically partitioned",
    "The server would make the same partitions twice.",
    "RANGE(d) () PROPERTIES (\"dynamic_partition.enable\" = \"true\", \"dynamic_partition.time_unit\" = \"DAY\", \
     \"dynamic_partition.end\" = \"3\")",
    "date_trunc('day', d) PROPERTIES (\"dynamic_partition.enable\" = \"true\", \"dynamic_partition.time_unit\" = \"DAY\", \
     \"dynamic_partition.end\" = \"3\")";
PR_44 = "PR-44",
    "A dynamically partitioned table has dynamic_partition.time_unit",
    "It is the length of a partition.",
    "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
    "RANGE(d) () PROPERTIES (\"dynamic_partition.end\" = \"3\")";
PR_45 = "PR-45",
    "A dynamically partitioned table has dynamic_partition.end",
    "It is how many partitions are made in advance.",
    "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
    "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\")";
PR_48 = "PR-48",
    "dynamic_partition.time_unit is HOUR only over a DATETIME column",
    "A DATE has no hours.",
    "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
    "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"HOUR\", \"dynamic_partition.end\" = \"3\")";
PR_73 = "PR-73",
    "The secondary dynamic_partition properties stand beside time_unit and end",
    "Alone they tune what is not there.",
    "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
     \"dynamic_partition.history_partition_num\" = \"2\")",
    "RANGE(d) () PROPERTIES (\"dynamic_partition.history_partition_num\" = \"2\")";
DI_11 = "DI-11",
    "A colocated table that is dynamically partitioned has as many buckets in the partitions to come",
    "The tables of one group agree in their buckets.",
    "RANGE(d) () DISTRIBUTED BY HASH(k) BUCKETS 4 PROPERTIES (\"colocate_with\" = \"g\", \
     \"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \"dynamic_partition.buckets\" = \"4\")",
    "RANGE(d) () DISTRIBUTED BY HASH(k) BUCKETS 4 PROPERTIES (\"colocate_with\" = \"g\", \
     \"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")";}

pub(in crate::rules) static PR_41: Rule = Rule {
    id: "PR-41",
    title: "Only a partitioned table has dynamic_partition properties",
    reason: "They make and drop partitions as time goes by.",
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
    ..Rule::BARE
};

pub(in crate::rules) static PR_51: Rule = Rule {
    id: "PR-51",
    title: "dynamic_partition.end and history_partition_num are at most 500 together",
    reason: "That many partitions exist at once.",
    setting: Some("max_dynamic_partition_num"),
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"500\")",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"501\")",
    ..Rule::BARE
};

const PREFIX: &str = "dynamic_partition.";

/// The keys of which one makes a table dynamically partitioned.
pub(in crate::rules) const PRIMARY: [&str; 7] =
    ["enable", "time_unit", "time_zone", "prefix", "start", "end", "buckets"];
/// The keys that tune it.
const SECONDARY: [&str; 4] =
    ["start_day_of_week", "start_day_of_month", "replication_num", "history_partition_num"];

/// The rules of this file, read behind all other properties.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    let entries = &s.table.properties.entries;
    let Some(first) = entries.iter().position(|p| p.key.to_lowercase().starts_with("dynamic_partition"))
    else {
        return;
    };
    if s.table.partition_by.is_none() {
        if let Some(index) = entries.iter().position(|p| p.key.starts_with("dynamic_partition")) {
            found.push(PR_41.broken(
                Place::Property(index),
                "Only support dynamic partition properties on range partition table",
                "partition the table by RANGE of a date column, or leave the dynamic_partition properties out",
            ));
        }
        return;
    }
    let set = PRIMARY.iter().find_map(|key| any_case(s, key).filter(|(_, value)| !value.is_empty()));
    match set {
        Some((index, _)) => declared(s, index, found),
        None => {
            values(s, true, found);
            let tuned = SECONDARY.iter().any(|key| s.property(&format!("{PREFIX}{key}")).is_some());
            if tuned {
                found.push(PR_73.broken(
                    Place::Property(first),
                    "Cannot parse null string",
                    "write dynamic_partition.time_unit and dynamic_partition.end too",
                ));
            }
        }
    }
}

/// A property by its key behind `dynamic_partition.`, in any case, as the rules about presence read it.
fn any_case<'a>(s: &Subject<'a>, key: &str) -> Option<(usize, &'a str)> {
    let key = format!("{PREFIX}{key}");
    let entries = s.table.properties.entries.iter().enumerate();
    let (index, property) = entries.rev().find(|(_, property)| property.key.eq_ignore_ascii_case(&key))?;
    Some((index, property.value.as_ref()))
}

/// Whether the server makes ranges of the table by itself, or looks at them as if it did.
fn is_made_by_server(s: &Subject<'_>) -> bool {
    let is_cast = |text: &str| Call::parse(text).is_some_and(|call| call.name.eq_ignore_ascii_case("cast"));
    match (&s.form, &s.table.partition_by) {
        (PartitionForm::Automatic(_), _) => true,
        (_, Some(Partitioning::RangeExpression { expression, .. })) => is_cast(&expression.text),
        _ => false,
    }
}

/// Whether a table is partitioned by RANGE of one column, as dynamic partitioning asks for.
pub(in crate::rules) fn is_suitable(s: &Subject<'_>) -> bool {
    let single = match &s.table.partition_by {
        Some(Partitioning::Range { columns, .. }) => columns.len() == 1,
        Some(Partitioning::RangeExpression { .. }) => true,
        _ => false,
    };
    single && !is_made_by_server(s)
}

/// The table is dynamically partitioned: may it be, and is everything there?
fn declared(s: &Subject<'_>, index: usize, found: &mut Findings<'_>) {
    let place = Place::Property(index);
    let enabled = s.property("dynamic_partition.enable").is_some_and(|(_, value)| !value.is_empty());
    let help = "leave the dynamic_partition properties out, or partition by RANGE of one date column";
    if is_made_by_server(s) && enabled {
        found.push(PR_43.broken(
            place,
            "Expression partitioning does not support properties of dynamic partitioning",
            help,
        ));
        return;
    }
    if !is_suitable(s) {
        found.push(PR_42.broken(place, "Dynamic partition only support single-column range partition", help));
        return;
    }
    let missing = |key: &str| any_case(s, key).is_none_or(|(_, value)| value.is_empty());
    if missing("time_unit") {
        found.push(PR_44.broken(
            place,
            "Must assign dynamic_partition.time_unit properties",
            "write \"dynamic_partition.time_unit\" = \"DAY\" too",
        ));
    } else if missing("end") {
        found.push(PR_45.broken(
            place,
            "Must assign dynamic_partition.end properties",
            "write \"dynamic_partition.end\" = \"3\" too",
        ));
    } else {
        hours(s, found);
        values(s, false, found);
        too_many(s, place, found);
        colocated(s, place, found);
    }
}

/// PR-47 to PR-57. Of the primary properties an empty value counts as none where another one is set, but for the number of
/// buckets.
fn values(s: &Subject<'_>, empty_too: bool, found: &mut Findings<'_>) {
    for key in dynamic_partition_values::KEYS {
        let Some((index, value)) = s.property(&format!("{PREFIX}{key}")) else {
            continue;
        };
        let may_be_empty = ["enable", "prefix", "start", "time_zone"].contains(&key);
        let finding = dynamic_partition_values::value(key, value, Place::Property(index));
        if let Some(finding) = finding.filter(|_| empty_too || !value.is_empty() || !may_be_empty)
            // What stands beside batches has been read with them.
            && !found.has(finding.rule.id, finding.place)
        {
            found.push(finding);
        }
    }
}

/// PR-51.
fn too_many(s: &Subject<'_>, place: Place, found: &mut Findings<'_>) {
    let number =
        |key: &str| match s.property(&format!("{PREFIX}{key}")).map(|(_, value)| java_number(value, 32)) {
            None => Some(0),
            Some(Number::Value(number)) => i32::try_from(number).ok(),
            Some(_) => None,
        };
    if let (Some(end), Some(history)) = (number("end"), number("history_partition_num"))
        && end > 0
        && history >= 0
    {
        found.push_if(too_many_partitions(place, end, history));
    }
}

/// PR-51. The server adds up in 32 bits, and a sum beyond those counts as small.
pub(in crate::rules) fn too_many_partitions(place: Place, end: i32, history: i32) -> Option<Finding> {
    let number = end.wrapping_add(history);
    (number > 500).then(|| {
        PR_51.broken(
            place,
            format!("Too many dynamic partitions: {number}. Limit: 500"),
            "take a longer time_unit, or make fewer partitions in advance",
        )
    })
}

/// PR-48.
fn hours(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some((index, unit)) = any_case(s, "time_unit") {
        found.push_if(hours_of_dates(s, Place::Property(index), unit));
    }
}

/// PR-48, of a unit.
pub(in crate::rules) fn hours_of_dates(s: &Subject<'_>, place: Place, unit: &str) -> Option<Finding> {
    let is_date = match &s.table.partition_by {
        Some(Partitioning::Range { columns, .. }) => columns
            .first()
            .and_then(|name| s.column(name))
            .is_some_and(|c| c.column.data_type == DataType::Date),
        _ => false,
    };
    (is_date && unit.eq_ignore_ascii_case("HOUR")).then(|| {
        let finding = PR_48.broken(
            place,
            "Date type partition does not support dynamic partitioning granularity of hour",
            "use DAY, or make the column a DATETIME",
        );
        finding.enveloped(Envelope::Analyzing)
    })
}

/// DI-11.
fn colocated(s: &Subject<'_>, place: Place, found: &mut Findings<'_>) {
    let colocated = s.property("colocate_with").is_some_and(|(_, group)| !group.is_empty());
    if !colocated || s.table.temporary || s.options.run_mode == RunMode::SharedData {
        return;
    }
    let buckets = match s.property("dynamic_partition.buckets") {
        None => 0,
        Some((_, value)) => match java_number(value, 32) {
            Number::Value(number) => number.max(0),
            _ => return,
        },
    };
    // How many buckets the server chooses by itself is not known here; none it is not.
    let differs = match s.table.distributed_by.as_ref().and_then(|distribution| distribution.buckets()) {
        Some(declared) => i64::from(declared) != buckets,
        None => buckets == 0,
    };
    if differs {
        found.push(DI_11.broken(
            place,
            "dynamic_partition.buckets should equal the distribution buckets if creating a colocate table",
            "write the same number behind BUCKETS and for dynamic_partition.buckets",
        ));
    }
}

/// Whether the server makes and drops the partitions of this table by the clock.
pub(in crate::rules) fn is_enabled(table: &Table) -> bool {
    let given = |key: &str| table.properties.get(&format!("{PREFIX}{key}")).filter(|value| !value.is_empty());
    table.partition_by.is_some()
        && given("time_unit").is_some()
        && given("enable").is_none_or(|value| value.eq_ignore_ascii_case("true"))
}
