//! The oldest StarRocks release that takes a table, and why.

use super::indexes::full_text::is_clucene;
use super::partitions::form::{PartitionForm, RangeFunction};
use super::subject::Findings;
use super::{Place, Rule, Version};
use crate::schema::{
    AggType, Column, ColumnValue, DataType, DecimalWidth, DefaultValue, Distribution, IndexType, KeyModel,
    ListValue, ListValues, Nullability, Partitioning, Table, same_column_name,
};
use std::fmt;

/// The oldest StarRocks release that takes a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredVersion {
    /// The release; [`RequiredVersion::OLDEST`] when nothing in the table asks for more.
    pub version: Version,
    /// What asks for it, the newest first; features of older releases follow.
    pub reasons: Vec<VersionReason>,
}

/// A part of a table that not every release takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionReason {
    /// The feature: "generated columns".
    pub feature: &'static str,
    /// Where the table has it: "column `m`", "PARTITION BY", "property `bucket_size`".
    pub clause: String,
    /// The first release that has it.
    pub since: Version,
}

impl RequiredVersion {
    /// The oldest release that this crate knows about.
    pub const OLDEST: Version = Version::new(2, 5, 0);

    /// The release that all of these reasons ask for.
    pub(super) fn of(mut reasons: Vec<VersionReason>) -> Self {
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.since));
        let version = reasons.first().map_or(RequiredVersion::OLDEST, |reason| reason.since);
        RequiredVersion { version, reasons }
    }

    /// V-01: what a server of this release does not know.
    pub(super) fn missing_in(&self, server: Version, place: Place, found: &mut Findings<'_>) {
        for reason in self.reasons.iter().filter(|reason| reason.since > server) {
            found.push(V_01.broken(
                place,
                format!("{} needs StarRocks {}: {}", reason.clause, reason.since, reason.feature),
                format!("leave it out: the server is StarRocks {server}"),
            ));
        }
    }
}

pub(super) static V_01: Rule = Rule {
    id: "V-01",
    title: "The server is new enough for every clause",
    reason: "An older server does not know the clause, or takes it for something else. It is checked when the release of the \
             server is given.",
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1",
    rejected: "CREATE TABLE t (k INT, v VARIANT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1",
    ..Rule::SYNTAX
};

impl fmt::Display for VersionReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} since StarRocks {}", self.clause, self.feature, self.since)
    }
}

impl fmt::Display for RequiredVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StarRocks {}", self.version)?;
        self.reasons.iter().try_for_each(|reason| write!(f, "\n  {reason}"))
    }
}

impl Table {
    /// The oldest StarRocks release that takes this table, with the clauses that ask for it.
    ///
    /// Releases are told apart by what they read; a rule that a newer release has in addition is not looked at.
    ///
    /// ```
    /// use starrocks_core::rules::Version;
    /// use starrocks_core::sql::parse_create_table;
    ///
    /// let table = parse_create_table("CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) ORDER BY (v)")?.table;
    /// let required = table.required_version();
    /// assert_eq!(required.version, Version::new(3, 3, 0));
    /// assert_eq!(required.reasons[0].clause, "ORDER BY");
    /// # Ok::<(), starrocks_core::sql::ParseError>(())
    /// ```
    pub fn required_version(&self) -> RequiredVersion {
        let found = |feature: &Feature| {
            (feature.found)(self).map(|clause| VersionReason {
                feature: feature.name,
                clause,
                since: feature.since,
            })
        };
        RequiredVersion::of(FEATURES.iter().filter_map(found).collect())
    }
}

/// Something that a table may have, and the first release that reads it.
struct Feature {
    name: &'static str,
    since: Version,
    /// The clause in which the table has it.
    found: fn(&Table) -> Option<String>,
    /// A statement that has it.
    #[cfg(test)]
    example: &'static str,
}

macro_rules! features {
    ($($since:literal $name:literal $found:expr, $example:literal;)*) => {
        [$(Feature {
            name: $name,
            since: release($since),
            found: $found,
            #[cfg(test)]
            example: $example,
        }),*]
    };
}

/// `3.3` and `3.3.2` at compile time.
pub(super) const fn release(text: &str) -> Version {
    let bytes = text.as_bytes();
    let mut numbers = [0_u16; 3];
    let (mut at, mut number) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'.' => number += 1,
            digit => numbers[number] = numbers[number] * 10 + (digit - b'0') as u16,
        }
        at += 1;
    }
    Version::new(numbers[0], numbers[1], numbers[2])
}

/// When StarRocks learnt what: from its release notes, its documentation and the dates of its commits.
const FEATURES: &[Feature] = &features! {
    "2.5.7" "a number of buckets that the server chooses" |t| match &t.distributed_by {
        Some(Distribution::Hash { buckets: None, .. }) => Some("DISTRIBUTED BY".into()),
        _ => None,
    }, "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k)";
    "3.0" "AUTO_INCREMENT" |t| column(t, |c| c.value == ColumnValue::AutoIncrement),
        "CREATE TABLE t (k BIGINT AUTO_INCREMENT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.0" "ORDER BY of a PRIMARY KEY table" |t| sort_key(t, true),
        "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 ORDER BY (v)";
    "3.0" "partitions that the server makes of a function" |t| automatic(t, None, None),
        "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY date_trunc('day', d) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.0" "VARBINARY" |t| typed(t, |t| matches!(t, DataType::Varbinary(_))),
        "CREATE TABLE t (k INT, v VARBINARY) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.1" "LIST partitions" |t| partitioned(t, |p| matches!(p, Partitioning::List { .. } | Partitioning::Columns { .. })),
        "CREATE TABLE t (k INT NOT NULL) DUPLICATE KEY(k) PARTITION BY (k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.1" "random distribution" |t| {
        let duplicate = model(t) == KeyModel::Duplicate;
        match &t.distributed_by {
            Some(Distribution::Random { .. }) => Some("DISTRIBUTED BY".into()),
            None if duplicate => Some("DISTRIBUTED BY, which is left out".into()),
            _ => None,
        }
    }, "CREATE TABLE t (k INT) DUPLICATE KEY(k)";
    "3.1" "generated columns" |t| column(t, |c| c.is_generated()),
        "CREATE TABLE t (k INT, m BIGINT AS (k + 1)) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.1" "MAP and STRUCT" |t| typed(t, |t| matches!(t, DataType::Map(..) | DataType::Struct(_))),
        "CREATE TABLE t (k INT, m MAP<INT, INT>) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.1.9" "REPLACE_IF_NOT_NULL of BITMAP" |t| column(t, |c| {
        c.aggregate == Some(AggType::ReplaceIfNotNull) && c.data_type == DataType::Bitmap
    }), "CREATE TABLE t (k INT, v BITMAP REPLACE_IF_NOT_NULL) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.2" "fast schema evolution" |t| property(t, |key, _| key == "fast_schema_evolution"),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('fast_schema_evolution' = 'true')";
    "3.2" "a time to live on a medium" |t| property(t, |key, _| key == "storage_cooldown_ttl"),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('storage_cooldown_ttl' = '1 day')";
    "3.2.3" "row storage" |t| property(t, |key, value| {
        key == "storage_type" && !value.eq_ignore_ascii_case("column")
    }), "CREATE TABLE t (k INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('storage_type' = 'column_with_row')";
    "3.2.8" "labels of backends" |t| property(t, |key, _| key == "labels.location"),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('labels.location' = '*')";
    "3.2.13" "hours without base compaction" |t| property(t, |key, _| key == "base_compaction_forbidden_time_ranges"),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('base_compaction_forbidden_time_ranges' = '* * * * *')";
    "3.3" "ORDER BY of tables without a primary key" |t| sort_key(t, false),
        "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 ORDER BY (v)";
    "3.3" "n-gram bloom filters" |t| index(t, &IndexType::NgramBf),
        "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING NGRAMBF) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.3" "full-text indexes" |t| index(t, &IndexType::Gin),
        "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING GIN) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.3" "ranges over an expression" |t| partitioned(t, |p| matches!(p, Partitioning::RangeExpression { .. })),
        "CREATE TABLE t (k INT, ts BIGINT) DUPLICATE KEY(k) PARTITION BY RANGE(from_unixtime(ts)) () DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.2" "random distribution with a size of buckets" |t| property(t, |key, _| key == "bucket_size"),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY RANDOM PROPERTIES ('bucket_size' = '1024')";
    "3.3.1" "temporary tables" |t| t.temporary.then(|| "TEMPORARY".to_owned()),
        "CREATE TEMPORARY TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.3.2" "a level of compression" |t| property(t, |key, value| key == "compression" && value.contains('(')),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('compression' = 'zstd(3)')";
    "3.3.3" "NULL in LIST partitions" nullable_list,
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY LIST(k) (PARTITION p VALUES IN ((NULL))) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.4" "PARTITION BY several expressions" |t| match PartitionForm::of(t) {
        PartitionForm::Expressions { .. } => Some("PARTITION BY".into()),
        _ => None,
    }, "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY k, to_date(d) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.4" "slices of minutes" |t| automatic(t, Some(RangeFunction::TimeSlice), Some("minute")),
        "CREATE TABLE t (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY time_slice(d, INTERVAL 5 MINUTE) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.4" "aggregate states" |t| column(t, |c| matches!(c.aggregate, Some(AggType::State(_)))),
        "CREATE TABLE t (k INT, v avg(BIGINT)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.4" "vector indexes" |t| index(t, &IndexType::Vector),
        "CREATE TABLE t (k INT, v ARRAY<FLOAT> NOT NULL, INDEX i (v) USING VECTOR ('index_type' = 'hnsw')) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.5" "CURRENT_TIMESTAMP with fractions of a second" |t| default(t, |_, default| {
        matches!(default, DefaultValue::CurrentTimestamp(Some(_)))
    }), "CREATE TABLE t (k INT, d DATETIME DEFAULT CURRENT_TIMESTAMP(3)) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "3.5" "a condition on which partitions stay" |t| property(t, |key, _| key == "partition_retention_condition"),
        "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY date_trunc('day', d) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('partition_retention_condition' = 'd > current_date()')";
    "3.5" "a bound on the drift of two times" |t| property(t, |key, _| key == "time_drift_constraint"),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('time_drift_constraint' = 'a between days_add(b, -1) and days_add(b, 1)')";
    "4.0" "decimals of more than 38 digits" |t| typed(t, |t| {
        matches!(t, DataType::Decimal(decimal) if decimal.width() == DecimalWidth::Bits256)
    }), "CREATE TABLE t (k INT, v DECIMAL(50, 2)) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "4.0" "VARBINARY as a key or distribution column" binary_key,
        "CREATE TABLE t (k VARBINARY) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "4.0" "flat JSON of a table" |t| property(t, |key, _| key.starts_with("flat_json.")),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('flat_json.enable' = 'true')";
    "4.0" "bundled files" |t| property(t, |key, _| key == "file_bundling"),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('file_bundling' = 'true')";
    "4.0" "partitions of a minute" |t| automatic(t, Some(RangeFunction::DateTrunc), Some("minute")),
        "CREATE TABLE t (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY date_trunc('minute', d) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "4.0" "full-text indexes of a PRIMARY KEY table" |t| {
        index(t, &IndexType::Gin).filter(|_| model(t) == KeyModel::Primary && t.indexes.iter().any(is_clucene))
    }, "CREATE TABLE t (k INT, s STRING, INDEX i (s) USING GIN ('imp_lib' = 'clucene')) PRIMARY KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "4.1" "VARIANT" |t| typed(t, |t| *t == DataType::Variant),
        "CREATE TABLE t (k INT, v VARIANT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "4.1" "defaults of JSON, VARBINARY, BITMAP and HLL" |t| default(t, |c, default| {
        let late = matches!(c.data_type, DataType::Json | DataType::Varbinary(_) | DataType::Bitmap | DataType::Hll);
        late && *default != DefaultValue::Null
    }), "CREATE TABLE t (k INT, j JSON DEFAULT '{}') DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "4.1" "defaults that are expressions, without brackets around them" |t| default(t, |_, default| {
        matches!(default, DefaultValue::Expression(expression) if !expression.text.starts_with('('))
    }), "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1, 2]) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
    "4.1" "a bound on queries of a table" |t| property(t, |key, _| key == "table_query_timeout"),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('table_query_timeout' = '10')";
    "4.1" "a bound on parallel compactions" |t| property(t, |key, _| key == "lake_compaction_max_parallel"),
        "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES ('lake_compaction_max_parallel' = '3')";
};

fn model(table: &Table) -> KeyModel {
    let inferred = || super::inferred_key(table).map(|key| key.model);
    table.key.as_ref().map(|key| key.model).or_else(inferred).unwrap_or(KeyModel::Duplicate)
}

fn named(column: &Column) -> String {
    format!("column `{}`", column.name)
}

fn column(table: &Table, has: impl Fn(&Column) -> bool) -> Option<String> {
    table.columns.iter().find(|column| has(column)).map(named)
}

fn default(table: &Table, has: impl Fn(&Column, &DefaultValue) -> bool) -> Option<String> {
    column(table, |column| matches!(&column.value, ColumnValue::Default(default) if has(column, default)))
}

/// A column with this type, or with one that holds it.
fn typed(table: &Table, is: impl Fn(&DataType) -> bool) -> Option<String> {
    fn holds(data_type: &DataType, is: &dyn Fn(&DataType) -> bool) -> bool {
        is(data_type)
            || match data_type {
                DataType::Array(element) => holds(element, is),
                DataType::Map(key, value) => holds(key, is) || holds(value, is),
                DataType::Struct(fields) => fields.iter().any(|field| holds(&field.data_type, is)),
                _ => false,
            }
    }
    column(table, |column| holds(&column.data_type, &is))
}

fn property(table: &Table, is: impl Fn(&str, &str) -> bool) -> Option<String> {
    let found = table.properties.entries.iter().find(|property| is(&property.key, &property.value));
    found.map(|property| format!("property `{}`", property.key))
}

fn index(table: &Table, index_type: &IndexType) -> Option<String> {
    let found = table.indexes.iter().find(|index| index.index_type == *index_type);
    found.map(|index| format!("index `{}`", index.name))
}

fn partitioned(table: &Table, is: impl Fn(&Partitioning) -> bool) -> Option<String> {
    table.partition_by.as_ref().filter(|partitioning| is(partitioning)).map(|_| "PARTITION BY".to_owned())
}

/// Ranges that the server makes, of this function and unit where they are given.
fn automatic(table: &Table, function: Option<RangeFunction>, unit: Option<&str>) -> Option<String> {
    let PartitionForm::Automatic(made) = PartitionForm::of(table) else { return None };
    let same = function.is_none_or(|function| made.function == function);
    (same && unit.is_none_or(|unit| made.unit == unit)).then(|| "PARTITION BY".to_owned())
}

fn sort_key(table: &Table, primary: bool) -> Option<String> {
    let same = (model(table) == KeyModel::Primary) == primary;
    (same && !table.order_by.is_empty()).then(|| "ORDER BY".to_owned())
}

/// A LIST table with a partition for NULL.
fn nullable_list(table: &Table) -> Option<String> {
    let Some(Partitioning::List { columns, partitions }) = &table.partition_by else { return None };
    let has_null = |values: &[ListValue]| values.contains(&ListValue::Null);
    let partition = partitions.iter().find(|partition| match &partition.values {
        ListValues::Single(values) => has_null(values),
        ListValues::Tuples(tuples) => tuples.iter().any(|values| has_null(values)),
    })?;
    let nullable = |name: &str| table.column(name).is_some_and(|c| c.nullability != Nullability::NotNull);
    columns.iter().any(|name| nullable(name)).then(|| format!("partition `{}`", partition.name))
}

fn binary_key(table: &Table) -> Option<String> {
    let hashed = match &table.distributed_by {
        Some(Distribution::Hash { columns, .. }) => columns.as_ref(),
        _ => &[],
    };
    let key = table.key.as_ref().map_or(&[][..], |key| key.columns.as_ref());
    column(table, |column| {
        let named =
            |names: &[crate::schema::Text]| names.iter().any(|name| same_column_name(name, &column.name));
        matches!(column.data_type, DataType::Varbinary(_)) && (named(key) || named(hashed) || column.key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue;
    use crate::sql::parse_create_table;

    #[test]
    fn each_feature_is_found_and_no_other_asks_for_more() {
        for feature in FEATURES {
            let table = parse_create_table(feature.example).unwrap_or_else(|error| panic!("{error}")).table;
            let required = table.required_version();
            assert!(
                required.reasons.iter().any(|reason| reason.feature == feature.name),
                "{}: {required}",
                feature.example
            );
            assert_eq!(required.version, feature.since, "{}: {required}", feature.example);
        }
    }

    #[test]
    fn a_plain_table_is_taken_by_every_release() {
        let sql = "CREATE TABLE t (k INT, v VARCHAR(20) DEFAULT 'x') DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
        let required = parse_create_table(sql).unwrap().table.required_version();
        assert_eq!(required, RequiredVersion { version: RequiredVersion::OLDEST, reasons: Vec::new() });
    }

    /// A rule that came with a feature has the version of the feature.
    #[test]
    fn the_versions_of_rules_are_those_of_their_features() {
        for rule in catalogue() {
            for version in rule.since.iter().chain(&rule.until) {
                assert!(version.parse::<Version>().is_ok(), "{}: {version}", rule.id);
            }
            let Some(since) = rule.since else { continue };
            let since: Version = since.parse().unwrap();
            let required = |sql: &str| {
                parse_create_table(sql).ok().map(|create| create.table.required_version().version)
            };
            let both = [rule.accepted, rule.rejected].map(required);
            assert!(
                both.iter().flatten().all(|version| *version <= since) || both[0] == Some(since),
                "{} is since {since}, but its examples need {both:?}",
                rule.id
            );
        }
    }
}
