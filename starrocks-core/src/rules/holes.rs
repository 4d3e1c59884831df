//! What StarRocks takes against its own documentation: warnings, one rule each, numbered as in the list of such holes.

use super::java::literal;
use super::partitions::batch_ranges;
use super::partitions::form::{Call, PartitionForm, RangeFunction};
use super::rule::rules;
use super::subject::{Findings, Subject};
use super::{Envelope, Place, Rule, Severity};
use crate::schema::{
    DataType, Distribution, Every, IndexType, IntervalUnit, KeyModel, ListPartition, ListValue, ListValues,
    PartitionExpression, Partitioning, RangePartition,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the rules of this file have in common.
const HOLE: Rule = Rule { severity: Severity::Warning, envelope: Envelope::Bare, ..Rule::ANALYZING };

rules! {
    "CREATE TABLE t ", "", HOLE;
    S20_03 = "S20-03",
        "A LIST partition column is no JSON, VARBINARY or VARIANT",
        "The server takes such a column, but cannot write a partition for its values.",
        "(k INT, c VARCHAR(20)) DUPLICATE KEY(k) PARTITION BY (c)",
        "(k INT, c JSON) DUPLICATE KEY(k) PARTITION BY (c)";
    S20_04 = "S20-04",
        "ORDER BY does not start with a JSON column",
        "JSON values have no order on disk; the server looks only for FLOAT, DOUBLE and nested types.",
        "(k INT, j JSON) DUPLICATE KEY(k) ORDER BY (k)",
        "(k INT, j JSON) DUPLICATE KEY(k) ORDER BY (j)";
    S20_05 = "S20-05",
        "A bitmap index is not on an HLL column, nor a bloom filter on a VARIANT",
        "The server takes it, and nothing can use it.",
        "(k INT, v INT, INDEX i (v)) DUPLICATE KEY(k)",
        "(k INT, v VARIANT) DUPLICATE KEY(k) PROPERTIES (\"bloom_filter_columns\" = \"v\")";
    S20_06 = "S20-06",
        "time_slice steps by at least 1, and partitions made in advance begin at midnight",
        "A slice of 0 or less has no length; of months and years the server looks at the date alone.",
        "(k INT, d DATE) DUPLICATE KEY(k) PARTITION BY time_slice(d, INTERVAL 1 DAY)",
        "(k INT, d DATE) DUPLICATE KEY(k) PARTITION BY time_slice(d, INTERVAL 0 DAY)";
    S20_10 = "S20-10",
        "HASH names each column once",
        "A second time adds nothing to the hash.",
        "(k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k, v)",
        "(k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k, k)";
    S20_11 = "S20-11",
        "Only date_trunc of a unit that makes ranges has partitions made in advance",
        "For other units the server makes lists of values, and drops START … END … EVERY without a word.",
        "(k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY date_trunc('day', d) (START (\"2024-01-01\") END (\"2024-01-03\") EVERY \
         (INTERVAL 1 DAY))",
        "(k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY date_trunc('week', d) (START (\"2024-01-01\") END (\"2024-01-15\") \
         EVERY (INTERVAL 1 WEEK))";
    S20_12 = "S20-12",
        "An n-gram bloom filter has only gram_num, bloom_filter_fpp and case_sensitive, a bitmap index no parameter",
        "The server ignores every other one.",
        "(k INT, s STRING, INDEX i (s) USING NGRAMBF (\"gram_num\" = \"4\")) DUPLICATE KEY(k)",
        "(k INT, s STRING, INDEX i (s) USING NGRAMBF (\"gram\" = \"4\")) DUPLICATE KEY(k)";
    S20_16 = "S20-16",
        "A table without partitions has at most 1024 buckets too",
        "The server looks at the buckets of partitioned tables only, but every bucket costs alike.",
        "(k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 16",
        "(k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1025";
    S20_17 = "S20-17",
        "A value stands in one LIST partition, however it is written",
        "The server compares the text of values: \"1\" and \"01\" are two to it, but one to the rows.",
        "(k INT, c INT) DUPLICATE KEY(k) PARTITION BY LIST(c) (PARTITION p VALUES IN (\"1\"), PARTITION q VALUES IN (\"2\"))",
        "(k INT, c INT) DUPLICATE KEY(k) PARTITION BY LIST(c) (PARTITION p VALUES IN (\"1\"), PARTITION q VALUES IN (\"01\"))";
    P_56 = "P-56",
        "The LIST partitions of a table write their values in one form",
        "Single values and tuples are not compared, not even the partitions' names, and what SHOW CREATE TABLE prints cannot be read.",
        "(k INT, c INT) DUPLICATE KEY(k) PARTITION BY LIST(c) (PARTITION p VALUES IN (\"1\"), PARTITION q VALUES IN (\"2\"))",
        "(k INT, c INT) DUPLICATE KEY(k) PARTITION BY LIST(c) (PARTITION p VALUES IN (\"1\"), PARTITION q VALUES IN ((\"2\")))";
    PR_59 = "PR-59",
        "A dynamically partitioned table is partitioned by a DATE or DATETIME",
        "The server takes an integer column, and then fails to make a partition, again and again.",
        "(k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \
         \"dynamic_partition.end\" = \"3\")",
        "(k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(k) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \
         \"dynamic_partition.end\" = \"3\")";
    S20_19 = "S20-19",
        "flat_json.* properties stand where a column is JSON, and their factors lie from 0 to 1",
        "The server looks at neither until the table is altered.",
        "(k INT, j JSON) DUPLICATE KEY(k) PROPERTIES (\"flat_json.enable\" = \"true\")",
        "(k INT) DUPLICATE KEY(k) PROPERTIES (\"flat_json.enable\" = \"true\")";
    S20_20 = "S20-20",
        "unique_constraints names columns of this table, once each",
        "The server does not look whether the table in front of a column is this one.",
        "(k INT) DUPLICATE KEY(k) PROPERTIES (\"unique_constraints\" = \"k\")",
        "(k INT) DUPLICATE KEY(k) PROPERTIES (\"unique_constraints\" = \"other.k\")";
    S20_24 = "S20-24",
        "The partitions of a table cool down only where the table may",
        "The server refuses the properties of the table, see PR-15, and takes those of a partition.",
        "(k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) (PARTITION p VALUES LESS THAN (\"2030-01-01\") \
         (\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \"1 day\"))",
        "(k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"10\") \
         (\"storage_medium\" = \"SSD\", \"storage_cooldown_ttl\" = \"1 day\"))";
    R_01_TWICE = "R-01-twice",
        "A rollup names each column once",
        "A second time repeats the column; adding the rollup to a table later is refused.",
        "(k INT, v INT) DUPLICATE KEY(k) ROLLUP (r (v, k))",
        "(k INT, v INT) DUPLICATE KEY(k) ROLLUP (r (v, k, v))";
}

/// All rules of this file.
pub(super) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        return;
    }
    partition_columns(s, found);
    listed_values(s, found);
    batches(s, found);
    distribution(s, found);
    indexes(s, found);
    properties(s, found);
    partition_cooldown(s, found);
    if s.model == KeyModel::Duplicate
        && let Some(c) = s.table.order_by.first().and_then(|name| s.column(name))
        && c.column.data_type == DataType::Json
    {
        let message = "JSON values have no order to sort by";
        found.push(S20_04.broken(Place::OrderByColumn(0), message, "start with another column"));
    }
    for (position, rollup) in s.table.rollups.iter().enumerate() {
        let mut seen = BTreeSet::new();
        if let Some(name) = rollup.columns.iter().find(|name| !seen.insert(name.to_lowercase())) {
            let message = format!("The rollup names column {name} twice");
            found.push(R_01_TWICE.broken(Place::Rollup(position), message, "name it once"));
        }
    }
}

/// S20-03 and S20-06 for time_slice.
fn partition_columns(s: &Subject<'_>, found: &mut Findings<'_>) {
    let named: Vec<(usize, &str)> = match &s.table.partition_by {
        Some(Partitioning::List { columns, .. } | Partitioning::Columns { columns }) => {
            columns.iter().map(AsRef::as_ref).enumerate().collect()
        }
        Some(Partitioning::Expressions { expressions, .. }) => {
            let columns = expressions.iter().enumerate();
            columns
                .filter_map(|(position, item)| match item {
                    PartitionExpression::Column(name) => Some((position, name.as_ref())),
                    PartitionExpression::Function(_) => None,
                })
                .collect()
        }
        _ => Vec::new(),
    };
    for (position, name) in named {
        if let Some(c) = s.column(name)
            && matches!(c.column.data_type, DataType::Json | DataType::Varbinary(_) | DataType::Variant)
        {
            let message = format!("No partition can be written for the values of `{name}`");
            let help = "partition by an integer, a text, a date or a BOOLEAN";
            found.push(S20_03.broken(Place::PartitionColumn(position), message, help));
        }
    }
    if let (PartitionForm::Automatic(automatic), Some(Partitioning::Expressions { expressions, .. })) =
        (&s.form, &s.table.partition_by)
        && automatic.function == RangeFunction::TimeSlice
        && let [PartitionExpression::Function(expression)] = expressions.as_ref()
        && let Some(call) = Call::parse(&expression.text)
        && let Some(number) = call
            .arguments
            .get(1)
            .and_then(|interval| interval.split_whitespace().map(str::parse::<i64>).find_map(Result::ok))
        && number < 1
    {
        let message = format!("A slice of {number} has no length");
        found.push(S20_06.broken(Place::PartitionColumn(0), message, "write INTERVAL 1 or more"));
    }
}

/// S20-17 and P-56.
fn listed_values(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(Partitioning::List { columns, partitions }) = &s.table.partition_by else {
        return;
    };
    let is_tuple = |partition: &ListPartition| matches!(partition.values, ListValues::Tuples(_));
    if let Some(first) = partitions.first()
        && let Some(other) = partitions.iter().position(|partition| is_tuple(partition) != is_tuple(first))
    {
        let message = "Single values and tuples are mixed";
        found.push(P_56.broken(Place::Partition(other), message, "write all values in one form"));
    }
    let [name] = columns.as_ref() else { return };
    let Some(c) = s.column(name) else { return };
    let mut seen: BTreeMap<literal::Value, &str> = BTreeMap::new();
    for (index, partition) in partitions.iter().enumerate() {
        let ListValues::Single(values) = &partition.values else { continue };
        for value in values.iter() {
            let ListValue::Text(text) = value else { continue };
            let Some(Ok(Some(value))) = literal::of_type(text, &c.column.data_type) else { continue };
            let value = if c.column.data_type == DataType::Date { value.day() } else { value };
            match seen.get(&value) {
                Some(other) if *other != text => {
                    let message = format!("\"{text}\" is the same value as \"{other}\"");
                    found.push(S20_17.broken(Place::Partition(index), message, "leave it in one partition"));
                }
                Some(_) => {}
                None => {
                    seen.insert(value, text);
                }
            }
        }
    }
}

/// S20-11 and S20-06 for batches.
fn batches(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(Partitioning::Expressions { partitions, .. }) = &s.table.partition_by else {
        return;
    };
    if !matches!(s.form, PartitionForm::Automatic(_)) {
        if !partitions.is_empty() {
            let message = "The partitions that are listed here will not be made";
            found.push(S20_11.broken(Place::Partition(0), message, "leave the list out"));
        }
        return;
    }
    for (index, partition) in partitions.iter().enumerate() {
        if let RangePartition::Batch { start, end, every: Every::Interval(_, unit) } = partition
            && matches!(unit, IntervalUnit::Week | IntervalUnit::Month | IntervalUnit::Year)
            && [start, end].iter().filter_map(|text| batch_ranges::moment(text)).any(|m| m[3..] != [0; 4])
        {
            let message = "The partitions do not begin at midnight";
            found.push(S20_06.broken(Place::Partition(index), message, "leave the time of the day out"));
        }
    }
}

/// S20-10 and S20-16.
fn distribution(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some(Distribution::Hash { columns, .. }) = &s.table.distributed_by {
        let mut seen = BTreeSet::new();
        if let Some(position) = columns.iter().position(|name| !seen.insert(name.to_lowercase())) {
            let message = format!("HASH names column {} twice", columns[position]);
            found.push(S20_10.broken(Place::DistributionColumn(position), message, "name it once"));
        }
    }
    let buckets = s.table.distributed_by.as_ref().and_then(Distribution::buckets);
    if s.table.partition_by.is_none()
        && let Some(buckets) = buckets.filter(|buckets| *buckets > super::table::distribution::MOST_BUCKETS)
    {
        let message = format!("{buckets} buckets are many");
        let help = "leave BUCKETS out and let the server choose, or partition the table";
        found.push(S20_16.broken(Place::Buckets, message, help));
    }
}

/// S20-05 and S20-12.
fn indexes(s: &Subject<'_>, found: &mut Findings<'_>) {
    for (position, index) in s.table.indexes.iter().enumerate() {
        let place = Place::Index(position);
        let column = index.columns.first().and_then(|name| s.column(name));
        if index.index_type == IndexType::Bitmap
            && column.is_some_and(|c| c.column.data_type == DataType::Hll)
        {
            let message = "A bitmap index on an HLL column is of no use";
            found.push(S20_05.broken(place, message, "leave the index out"));
        }
        let known: &[&str] = match index.index_type {
            IndexType::Bitmap => &[],
            IndexType::NgramBf => &["gram_num", "bloom_filter_fpp", "case_sensitive"],
            _ => continue,
        };
        let unread = index
            .properties
            .entries
            .iter()
            .find(|property| !known.iter().any(|known| known.eq_ignore_ascii_case(&property.key)));
        if let Some(property) = unread {
            let key = &property.key;
            let help = match crate::nearest::nearest(key, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("leave `{key}` out"),
            };
            found.push(S20_12.broken(place, format!("The parameter {key} is not read"), help));
        }
    }
    if let Some((place, names)) = s.placed_property("bloom_filter_columns")
        && let Some(c) = names
            .split(',')
            .filter_map(|name| s.column(name.trim()))
            .find(|c| c.column.data_type == DataType::Variant)
    {
        let message = format!("A bloom filter on the VARIANT column {} is of no use", c.column.name);
        found.push(S20_05.broken(place, message, "take it out of the list"));
    }
}

/// PR-59, S20-19 and S20-20.
fn properties(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some(Partitioning::Range { columns, .. }) = &s.table.partition_by
        && let [name] = columns.as_ref()
        && let Some(c) = s.column(name)
        && let Some((place, _)) = s.placed_property("dynamic_partition.time_unit")
        && matches!(
            c.column.data_type,
            DataType::TinyInt | DataType::SmallInt | DataType::Int | DataType::BigInt | DataType::LargeInt
        )
    {
        let message = format!("No partition of time can be made over the integers of `{}`", c.column.name);
        found.push(PR_59.broken(place, message, "partition by a DATE or DATETIME"));
    }
    let may_be_json = |data_type: &DataType| {
        matches!(data_type, DataType::Json | DataType::Other(_) | DataType::Inferred)
            || matches!(data_type, DataType::Array(_) | DataType::Map(..) | DataType::Struct(_))
    };
    if let Some((place, value)) = s.placed_property("flat_json.enable")
        && value.eq_ignore_ascii_case("true")
        && !s.columns().any(|c| may_be_json(&c.column.data_type))
    {
        let message = "The table has no JSON column";
        found.push(S20_19.broken(place, message, "leave the flat_json properties out"));
    }
    for key in ["flat_json.null.factor", "flat_json.sparsity.factor"] {
        if let Some((place, value)) = s.placed_property(key)
            && value.trim().parse::<f64>().is_ok_and(|factor| !(0.0..=1.0).contains(&factor))
        {
            let message = format!("{key} is a share, and {value} is none");
            found.push(S20_19.broken(place, message, "write a number from 0 to 1"));
        }
    }
    if let Some((place, value)) = s.placed_property("unique_constraints") {
        let names = value.split([';', ',']).map(str::trim);
        let tables = names.filter_map(|name| name.rsplit('.').nth(1));
        if let Some(other) = tables.into_iter().find(|table| *table != s.table.name.name) {
            let message = format!("The constraint is about table {other}");
            found.push(S20_20.broken(place, message, "write the columns without a table"));
        }
    }
}

/// S20-24.
fn partition_cooldown(s: &Subject<'_>, found: &mut Findings<'_>) {
    let cools = |properties: &crate::schema::Properties| {
        properties.get("storage_cooldown_ttl").or_else(|| properties.get("storage_cooldown_time")).is_some()
    };
    let (may, first) = match &s.table.partition_by {
        Some(Partitioning::Range { columns, partitions }) => {
            let types = columns.iter().filter_map(|name| s.column(name)).map(|c| &c.column.data_type);
            let is_time = types.collect::<Vec<_>>().iter().all(|data_type| {
                matches!(
                    data_type,
                    DataType::Date | DataType::DateTime | DataType::Other(_) | DataType::Inferred
                )
            });
            let first = partitions.iter().position(|partition| match partition {
                RangePartition::LessThan { properties, .. } | RangePartition::Fixed { properties, .. } => {
                    cools(properties)
                }
                RangePartition::Batch { .. } => false,
            });
            (is_time && columns.len() == 1, first)
        }
        Some(Partitioning::List { partitions, .. }) => {
            (false, partitions.iter().position(|partition| cools(&partition.properties)))
        }
        _ => return,
    };
    if let Some(index) = first.filter(|_| !may || s.model == KeyModel::Primary) {
        let message = "The partition will not cool down";
        let help = "leave the storage_cooldown properties out";
        found.push(S20_24.broken(Place::Partition(index), message, help));
    }
}
