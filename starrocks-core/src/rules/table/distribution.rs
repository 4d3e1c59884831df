//! DISTRIBUTED BY.

use crate::rules::subject::{Findings, Subject, listed};
use crate::rules::{Place, Rule, RunMode};
use crate::schema::{DataType, Distribution, KeyModel, Partitioning, Properties, RangePartition};

pub(in crate::rules) static DI_02: Rule = Rule {
    id: "DI-02",
    title: "AGGREGATE and UNIQUE KEY tables say how they are distributed",
    reason: "DUPLICATE KEY tables are distributed at random and PRIMARY KEY tables by their key when nothing is said; the other two \
             models have no such default.",
    setting: Some("enable_range_distribution"),
    accepted: "CREATE TABLE t (k INT, v INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v INT) UNIQUE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static DI_03: Rule = Rule {
    id: "DI-03",
    title: "Only a DUPLICATE KEY table is distributed at random",
    reason: "Rows that are merged by their key must lie in one bucket.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY RANDOM",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY RANDOM",
    ..Rule::ANALYZING
};

pub(in crate::rules) static DI_04: Rule = Rule {
    id: "DI-04",
    title: "Every HASH column is a column of the table",
    reason: "A row's bucket follows from the values of these columns.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(K)",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(kk)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static DI_05: Rule = Rule {
    id: "DI-05",
    title: "A HASH column is a key column, except in a DUPLICATE KEY table",
    reason: "Rows that are merged by their key must lie in one bucket.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(v)",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(v)",
    ..Rule::BARE
};

pub(in crate::rules) static DI_06: Rule = Rule {
    id: "DI-06",
    title: "A HASH column has a type with exact values",
    reason: "Equal values must have equal hashes: floating-point, semi-structured and nested types do not promise that.",
    accepted: "CREATE TABLE t (k INT, v DECIMAL(10,2)) DUPLICATE KEY(k) DISTRIBUTED BY HASH(v)",
    rejected: "CREATE TABLE t (k INT, v DOUBLE) DUPLICATE KEY(k) DISTRIBUTED BY HASH(v)",
    ..Rule::BARE
};

pub(in crate::rules) static DI_07: Rule = Rule {
    id: "DI-07",
    title: "A partition has at most 1024 buckets",
    reason: "Every bucket of every partition is a tablet that the frontend keeps in memory. A table without partitions has no limit.",
    since: Some("3.3"),
    setting: Some("max_bucket_number_per_partition"),
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () DISTRIBUTED BY HASH(k) BUCKETS 1024",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () DISTRIBUTED BY HASH(k) BUCKETS 1025",
    code: 5510,
    ..Rule::ANALYZING
};

pub(in crate::rules) static DI_08: Rule = Rule {
    id: "DI-08",
    title: "A colocated table says how it is distributed",
    reason: "The tables of one group agree in their distribution.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) PROPERTIES (\"colocate_with\" = \"g\")",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PROPERTIES (\"colocate_with\" = \"g\")",
    ..Rule::ANALYZING
};

pub(in crate::rules) static DI_09: Rule = Rule {
    id: "DI-09",
    title: "A colocated table is not distributed at random",
    reason: "Rows with the same values must lie on the same backend.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) PROPERTIES (\"colocate_with\" = \"g\")",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY RANDOM PROPERTIES (\"colocate_with\" = \"g\")",
    ..Rule::BARE
};

pub(in crate::rules) static DI_10: Rule = Rule {
    id: "DI-10",
    title: "The partitions of a colocated table have the same number of copies",
    reason: "Buckets with the same values lie on the same backends, copy by copy. With the other tables of its group, which are not \
             known here, a table agrees in buckets, hash columns and copies too.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"1\"), PARTITION q \
               VALUES LESS THAN (\"2\")) DISTRIBUTED BY HASH(k) BUCKETS 2 PROPERTIES (\"colocate_with\" = \"g\")",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"1\"), PARTITION q \
               VALUES LESS THAN (\"2\") (\"replication_num\" = \"1\")) DISTRIBUTED BY HASH(k) BUCKETS 2 PROPERTIES \
               (\"colocate_with\" = \"g\")",
    ..Rule::BARE
};

pub(in crate::rules) static DI_12: Rule = Rule {
    id: "DI-12",
    title: "Only a native table is distributed",
    reason: "A table of another engine is stored elsewhere.",
    accepted: "CREATE TABLE t (k INT) ENGINE = OLAP DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT) ENGINE = MYSQL DISTRIBUTED BY RANDOM",
    ..Rule::ANALYZING
};

/// The most buckets of a partition, by StarRocks' own setting.
pub(in crate::rules) const MOST_BUCKETS: u32 = 1024;

/// DI-12, DI-08, DI-02, DI-07, DI-03 and DI-04, from the clause alone.
pub(in crate::rules) fn clause(s: &Subject<'_>, found: &mut Findings<'_>) {
    let distribution = s.table.distributed_by.as_ref();
    if !s.is_olap() {
        let engine = s.table.engine.as_deref().unwrap_or_default().to_lowercase();
        // These three have partitions and buckets of their own.
        let own = ["elasticsearch", "iceberg", "hive"].contains(&engine.as_str());
        if distribution.is_some() && !own {
            found.push(DI_12.broken(
                Place::DistributedBy,
                format!("Create {engine} table should not contain distribution desc"),
                "leave DISTRIBUTED BY out",
            ));
        }
        return;
    }
    let Some(distribution) = distribution else {
        missing(s, found);
        return;
    };
    if let (Some(buckets), Some(_)) = (distribution.buckets(), &s.table.partition_by)
        && buckets > MOST_BUCKETS
    {
        found.push(DI_07.broken(
            Place::Buckets,
            format!(
                "The number of buckets is too large, the maximum is {MOST_BUCKETS}. Please reduce the number of buckets \
                 or increase frontend config max_bucket_number_per_partition."
            ),
            format!("write BUCKETS {MOST_BUCKETS} or fewer, or leave BUCKETS out and let the server choose"),
        ));
    }
    match distribution {
        Distribution::Random { .. } if s.model != KeyModel::Duplicate => found.push(DI_03.broken(
            Place::DistributedBy,
            format!("{} KEY cannot use random distribution", s.model.keyword()),
            format!("write DISTRIBUTED BY HASH({})", key_columns(s)),
        )),
        Distribution::Random { .. } => {}
        Distribution::Hash { columns, .. } => {
            for (position, name) in columns.iter().enumerate() {
                if s.column(name).is_none() && !s.is_hidden(name) {
                    found.push(DI_04.broken(
                        Place::DistributionColumn(position),
                        format!("Distribution column({name}) doesn't exist."),
                        s.help_for_unknown(name),
                    ));
                }
            }
        }
    }
}

fn key_columns(s: &Subject<'_>) -> String {
    let names: Vec<&str> = s.columns().filter(|c| c.in_key).map(|c| c.column.name.as_ref()).collect();
    names.join(", ")
}

fn missing(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some((index, _)) = s.property("colocate_with")
        && !s.table.temporary
    {
        found.push(DI_08.broken(
            Place::Property(index),
            "Colocate table must specify distribution column",
            format!("write DISTRIBUTED BY HASH({})", key_columns(s)),
        ));
        return;
    }
    if matches!(s.model, KeyModel::Aggregate | KeyModel::Unique) {
        found.push(DI_02.broken(
            Place::DistributedBy,
            format!("Currently not support default distribution in {}", s.model.server_name()),
            format!("write DISTRIBUTED BY HASH({})", key_columns(s)),
        ));
    }
}

/// DI-05 and DI-06, when the table is created.
pub(in crate::rules) fn columns(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(Distribution::Hash { columns, .. }) = &s.table.distributed_by else {
        return;
    };
    for (position, name) in columns.iter().enumerate() {
        let Some(c) = s.column(name) else {
            continue;
        };
        let place = Place::DistributionColumn(position);
        let name = &c.column.name;
        if s.model != KeyModel::Duplicate && !c.is_key() {
            let keys = s.columns().filter(|key| key.is_key());
            found.push(DI_05.broken(
                place,
                format!("Distribution column[{name}] is not key column"),
                format!("choose among {}", listed(keys.map(|key| key.column.name.as_ref()))),
            ));
        } else if !c.column.data_type.may_be_distributed_by() {
            found.push(DI_06.broken(
                place,
                format!("{} column can not be distribution column", c.column.data_type.server_name()),
                match (&c.column.data_type, s.model) {
                    // A DECIMAL cannot be a key of these tables either.
                    (_, KeyModel::Primary) => "choose another key column",
                    (DataType::Float | DataType::Double, _) => "choose another column, or make it a DECIMAL",
                    (_, KeyModel::Duplicate) => "choose another column, or DISTRIBUTED BY RANDOM",
                    _ => "choose another column",
                },
            ));
        }
    }
}

/// DI-09, when the table is created.
pub(in crate::rules) fn colocation(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let (Some(Distribution::Random { .. }), Some((index, group))) =
        (&s.table.distributed_by, s.property("colocate_with"))
        && !group.is_empty()
        // A temporary table is never colocated: the property is dropped.
        && !s.table.temporary
    {
        found.push(DI_09.broken(
            Place::Property(index),
            "random distribution does not support 'colocate_with'",
            "write DISTRIBUTED BY HASH(…), or leave `colocate_with` out",
        ));
    }
}

/// DI-10, as far as a table alone tells: the partitions of a colocated table have as many copies each.
pub(in crate::rules) fn copies(s: &Subject<'_>, found: &mut Findings<'_>) {
    let colocated = s.property("colocate_with").is_some_and(|(_, group)| !group.is_empty());
    if !colocated || s.table.temporary || s.options.run_mode == RunMode::SharedData {
        return;
    }
    let of_partitions: Vec<&Properties> = match &s.table.partition_by {
        Some(Partitioning::Range { partitions, .. } | Partitioning::RangeExpression { partitions, .. }) => {
            partitions
                .iter()
                .filter_map(|partition| match partition {
                    RangePartition::LessThan { properties, .. }
                    | RangePartition::Fixed { properties, .. } => Some(properties),
                    RangePartition::Batch { .. } => None,
                })
                .collect()
        }
        Some(Partitioning::List { partitions, .. }) => {
            partitions.iter().map(|partition| &partition.properties).collect()
        }
        _ => return,
    };
    let of_table = s.property("replication_num").map_or("3", |(_, value)| value);
    let mut copies = of_partitions.iter().map(|own| own.get("replication_num").unwrap_or(of_table));
    let Some(first) = copies.next() else { return };
    if let Some((index, other)) = copies.enumerate().find(|(_, other)| *other != first) {
        found.push(DI_10.broken(
            Place::Partition(index + 1),
            format!("{first} vs. {other}"),
            "give all partitions of a colocated table the same `replication_num`",
        ));
    }
}
