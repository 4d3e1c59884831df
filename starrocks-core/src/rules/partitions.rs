//! PARTITION BY: which columns, of which types, and the names and styles of declared partitions.

use super::check::{Findings, Numbered, Subject, listed};
use super::partition_form::{AutomaticRange, PartitionForm, RangeFunction};
use super::{Place, Rule, names};
use crate::schema::{
    DataType, Every, KeyModel, PartitionBound, PartitionExpression, PartitionValue, Partitioning, Properties,
    RangePartition,
};

pub(super) static P_03: Rule = Rule {
    id: "P-03",
    title: "Every RANGE partition column is a column of the table",
    reason: "A row's partition follows from the values of these columns.",
    accepted: "CREATE TABLE t (k INT, dt DATE) DUPLICATE KEY(k) PARTITION BY RANGE(DT) ()",
    rejected: "CREATE TABLE t (k INT, dt DATE) DUPLICATE KEY(k) PARTITION BY RANGE(dtt) ()",
    ..Rule::ANALYZING
};

pub(super) static P_04: Rule = Rule {
    id: "P-04",
    title: "PARTITION BY RANGE names each column once",
    reason: "A second time would add a dimension without values.",
    accepted: "CREATE TABLE t (k INT, a INT, b INT) DUPLICATE KEY(k) PARTITION BY RANGE(a, b) ()",
    rejected: "CREATE TABLE t (k INT, a INT, b INT) DUPLICATE KEY(k) PARTITION BY RANGE(a, A) ()",
    ..Rule::ANALYZING
};

pub(super) static P_05: Rule = Rule {
    id: "P-05",
    title: "A partition column is a key column, except in a DUPLICATE KEY table",
    reason: "Rows that are merged by their key must lie in one partition.",
    accepted: "CREATE TABLE t (k INT, d DATE, v INT) PRIMARY KEY(k, d) PARTITION BY RANGE(d) ()",
    rejected: "CREATE TABLE t (k INT, d DATE, v INT) PRIMARY KEY(k) PARTITION BY RANGE(d) ()",
    ..Rule::ANALYZING
};

pub(super) static P_06: Rule = Rule {
    id: "P-06",
    title: "A RANGE partition column is no FLOAT, DOUBLE, ARRAY, MAP or STRUCT",
    reason: "These types have no exact order, see P-07.",
    accepted: "CREATE TABLE t (k INT, x BIGINT) DUPLICATE KEY(k) PARTITION BY RANGE(x) ()",
    rejected: "CREATE TABLE t (k INT, x DOUBLE) DUPLICATE KEY(k) PARTITION BY RANGE(x) ()",
    ..Rule::ANALYZING
};

pub(super) static P_07: Rule = Rule {
    id: "P-07",
    title: "A RANGE partition column is an integer, a DATE or a DATETIME",
    reason: "Ranges have bounds, and only these types have a least and a greatest value that the server knows.",
    accepted: "CREATE TABLE t (k INT, d DATETIME) DUPLICATE KEY(k) PARTITION BY RANGE(d) ()",
    rejected: "CREATE TABLE t (k INT, s VARCHAR(10)) DUPLICATE KEY(k) PARTITION BY RANGE(s) ()",
    ..Rule::BARE
};

pub(super) static P_08: Rule = Rule {
    id: "P-08",
    title: "A bound has no more values than there are partition columns",
    reason: "Each value bounds one column; those left out are the least ones.",
    accepted: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a, b) (PARTITION p VALUES LESS THAN (\"1\", \"2\"))",
    rejected: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a) (PARTITION p VALUES LESS THAN (\"1\", \"2\"))",
    ..Rule::ANALYZING
};

pub(super) static P_09: Rule = Rule {
    id: "P-09",
    title: "A list of values for several partition columns has no MAXVALUE",
    reason: "The greatest bound of several columns is written without parentheses: LESS THAN MAXVALUE.",
    accepted: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a, b) (PARTITION p VALUES LESS THAN MAXVALUE)",
    rejected: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a, b) (PARTITION p VALUES LESS THAN (\"1\", MAXVALUE))",
    ..Rule::ANALYZING
};

pub(super) static P_10: Rule = Rule {
    id: "P-10",
    title: "LESS THAN and [ , ) are not mixed",
    reason: "The first takes its lower bound from the partition before, the second has its own; START … END … EVERY counts as the \
             second.",
    accepted: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a) (PARTITION p VALUES LESS THAN (\"1\"), \
               PARTITION q VALUES LESS THAN (\"2\"))",
    rejected: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a) (PARTITION p VALUES LESS THAN (\"1\"), \
               PARTITION q VALUES [(\"1\"), (\"2\")))",
    ..Rule::ANALYZING
};

pub(super) static P_16: Rule = Rule {
    id: "P-16",
    title: "START … END … EVERY stands for one partition column",
    reason: "Its steps go along one column.",
    accepted: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a) (START (\"1\") END (\"4\") EVERY (1))",
    rejected: "CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a) PARTITION BY RANGE(a, b) (START (\"1\") END (\"4\") EVERY (1))",
    ..Rule::ANALYZING
};

pub(super) static P_34: Rule = Rule {
    id: "P-34",
    title: "date_trunc partitions by a DATE or DATETIME column",
    reason: "Its ranges are stretches of time.",
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY date_trunc('day', d)",
    rejected: "CREATE TABLE t (k INT, d BIGINT) DUPLICATE KEY(k) PARTITION BY date_trunc('day', d)",
    ..Rule::ANALYZING
};

pub(super) static P_36: Rule = Rule {
    id: "P-36",
    title: "str2date partitions only inside RANGE",
    reason: "Ranges over it are declared; only those of date_trunc and time_slice are made by the server.",
    accepted: "CREATE TABLE t (k INT, s STRING) DUPLICATE KEY(k) PARTITION BY RANGE(str2date(s, '%Y-%m-%d')) ()",
    rejected: "CREATE TABLE t (k INT, s STRING) DUPLICATE KEY(k) PARTITION BY str2date(s, '%Y-%m-%d')",
    ..Rule::ANALYZING
};

pub(super) static P_37: Rule = Rule {
    id: "P-37",
    title: "Partitions made in advance step as date_trunc does",
    reason: "The server makes the other partitions itself, and all must fit together: START … END … EVERY (INTERVAL 1 unit), with \
             date_trunc's unit, and not with time_slice.",
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY date_trunc('day', d) (START (\"2024-01-01\") END \
               (\"2024-01-03\") EVERY (INTERVAL 1 DAY))",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY date_trunc('month', d) (START (\"2024-01-01\") END \
               (\"2024-01-03\") EVERY (INTERVAL 1 DAY))",
    ..Rule::SYNTAX
};

pub(super) static P_39: Rule = Rule {
    id: "P-39",
    title: "The column in a partition function is a key column, except in a DUPLICATE KEY table",
    reason: "Rows that are merged by their key must lie in one partition.",
    accepted: "CREATE TABLE t (k INT, d DATE, v INT) PRIMARY KEY(k, d) PARTITION BY date_trunc('day', d)",
    rejected: "CREATE TABLE t (k INT, d DATE, v INT) PRIMARY KEY(k) PARTITION BY date_trunc('day', d)",
    ..Rule::ANALYZING
};

pub(super) static P_41: Rule = Rule {
    id: "P-41",
    title: "An AGGREGATE or UNIQUE KEY table has no partition expression but date_trunc and time_slice of one column",
    reason: "Every other function becomes a hidden generated column, which these models cannot have.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, d DATE, v INT) UNIQUE KEY(k, d) PARTITION BY date_trunc('day', d) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, d DATE, v INT) UNIQUE KEY(k, d) PARTITION BY k, date_trunc('day', d) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(super) static P_42: Rule = Rule {
    id: "P-42",
    title: "The columns in the partition expressions of a PRIMARY KEY table are key columns",
    reason: "Rows that are merged by their key must lie in one partition.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, x BIGINT, v INT) PRIMARY KEY(k, x) PARTITION BY k, from_unixtime(x, '%Y')",
    rejected: "CREATE TABLE t (k INT, x BIGINT, v INT) PRIMARY KEY(k) PARTITION BY k, from_unixtime(x, '%Y')",
    ..Rule::ANALYZING
};

pub(super) static P_43: Rule = Rule {
    id: "P-43",
    title: "Partition columns of a table that merges rows stand in parentheses",
    reason: "Without them they count as partition expressions that name no column, and every value column offends.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PARTITION BY (k)",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PARTITION BY k",
    ..Rule::ANALYZING
};

const NOT_A_KEY: &str = "The partition column could not be aggregated column and unique table's partition column must be key column";

/// The rules that the server applies while it analyses the clause; those of LIST are in `list_partitions.rs`.
pub(super) fn clause(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() {
        of_other_engine(s, found);
        return;
    }
    match (&s.form, &s.table.partition_by) {
        (PartitionForm::Range, Some(Partitioning::Range { columns, partitions })) => {
            range_columns(s, columns, found);
            range_partitions(s, columns.len(), partitions, found);
        }
        (PartitionForm::RangeExpression, Some(Partitioning::RangeExpression { expression, partitions })) => {
            // The functions that may stand here have one column, as their first argument.
            if let Some(c) = expression.names().first().and_then(|name| s.column(name)) {
                not_a_key(s, &P_05, Place::PartitionColumn(0), &c, found);
            }
            range_partitions(s, 1, partitions, found);
        }
        (PartitionForm::Automatic(automatic), Some(Partitioning::Expressions { expressions, .. })) => {
            if let [PartitionExpression::Function(expression)] = expressions.as_ref() {
                automatic_column(s, automatic, &expression.text, found);
            }
        }
        (PartitionForm::Str2Date, _) => found.push(P_36.broken(
            Place::PartitionColumn(0),
            "Only support date_trunc and time_slice as partition expression",
            "write RANGE(str2date(…)) (…), with the partitions",
        )),
        (PartitionForm::Expressions { functions }, Some(Partitioning::Expressions { expressions, .. })) => {
            based_on_keys(s, expressions, *functions, found);
            if *functions > 0 && s.model == KeyModel::Unique {
                found.push(P_41.broken(
                    Place::PartitionBy,
                    "expression partition base on generated column doest not support AGG_KEYS or UNIQUE_KEYS",
                    "partition by date_trunc of one column, or by columns in parentheses",
                ));
            }
        }
        _ => {}
    }
}

pub(super) static P_54: Rule = Rule {
    id: "P-54",
    title: "Only a native table is partitioned",
    reason: "A table of another engine is stored elsewhere; Hive, Iceberg and Elasticsearch tables have partitions of their own.",
    accepted: "CREATE TABLE t (k INT) ENGINE = OLAP PARTITION BY RANGE(k) ()",
    rejected: "CREATE TABLE t (k INT) ENGINE = MYSQL PARTITION BY RANGE(k) ()",
    ..Rule::ANALYZING
};

/// P-54.
fn of_other_engine(s: &Subject<'_>, found: &mut Findings<'_>) {
    let engine = s.table.engine.as_deref().unwrap_or_default().to_lowercase();
    let own = ["elasticsearch", "iceberg", "hive"].contains(&engine.as_str());
    if s.table.partition_by.is_some() && !own {
        found.push(P_54.broken(
            Place::PartitionBy,
            format!("Create {engine} table should not contain partition desc"),
            "leave PARTITION BY out",
        ));
    }
}

/// P-41 for AGGREGATE KEY tables: the hidden column has no aggregate either.
pub(super) fn hidden_columns(s: &Subject<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() || s.model != KeyModel::Aggregate || s.form.hidden_columns() == 0 {
        return;
    }
    let message = match s.table.key {
        Some(_) => {
            "AGG_KEYS table should specify aggregate type for non-key column[__generated_partition_column_0]"
        }
        // Among the inferred key columns it comes behind the value columns.
        None => {
            "Key columns must be the first few columns of the schema and the order  of the key columns must be consistent \
             with the order of the schema"
        }
    };
    found.push(P_41.broken(
        Place::PartitionBy,
        message,
        "partition by date_trunc of one column, or by columns in parentheses",
    ));
}

/// P-37, while the statement is parsed.
pub(super) fn parsed(s: &Subject<'_>, found: &mut Findings<'_>) {
    let (PartitionForm::Automatic(automatic), Some(Partitioning::Expressions { partitions, .. })) =
        (&s.form, &s.table.partition_by)
    else {
        return;
    };
    let by_hand = partitions.iter().position(|partition| !matches!(partition, RangePartition::Batch { .. }));
    if let Some(index) = by_hand {
        found.push(P_37.broken(
            Place::Partition(index),
            "Automatic partition table creation only supports batch create partition syntax",
            "write START (…) END (…) EVERY (…), or leave the list out",
        ));
        return;
    }
    if automatic.function == RangeFunction::TimeSlice && !partitions.is_empty() {
        found.push(P_37.broken(
            Place::PartitionBy,
            "time_slice does not support pre-created partitions",
            "leave the list out: the server makes the partitions",
        ));
        return;
    }
    let mut first = None;
    for (index, partition) in partitions.iter().enumerate() {
        let RangePartition::Batch { every: Every::Interval(_, unit), .. } = partition else {
            continue;
        };
        if *first.get_or_insert(*unit) != *unit || !unit.keyword().eq_ignore_ascii_case(&automatic.unit) {
            found.push(P_37.broken(
                Place::Partition(index),
                "The partition granularity of automatic partition table batch creation in advance should be consistent",
                format!("write EVERY (INTERVAL 1 {})", automatic.unit.to_uppercase()),
            ));
        }
    }
}

fn range_columns(s: &Subject<'_>, columns: &[crate::schema::Text], found: &mut Findings<'_>) {
    for (position, name) in columns.iter().enumerate() {
        let place = Place::PartitionColumn(position);
        let same = |other: &crate::schema::Text| other.to_lowercase() == name.to_lowercase();
        if columns[..position].iter().any(same) {
            found.push(P_04.broken(place, format!("Duplicated partition column {name}"), "name it once"));
            continue;
        }
        let Some(c) = s.column(name) else {
            found.push(missing(s, &P_03, place, name));
            continue;
        };
        not_a_key(s, &P_05, place, &c, found);
        if matches!(
            c.column.data_type,
            DataType::Float | DataType::Double | DataType::Array(_) | DataType::Map(..) | DataType::Struct(_)
        ) {
            found.push(invalid_type(&P_06, place, &c, "use an integer, a DATE or a DATETIME"));
        }
    }
}

pub(super) fn missing(s: &Subject<'_>, rule: &'static Rule, place: Place, name: &str) -> super::Finding {
    rule.broken(
        place,
        format!("Partition column[{name}] does not exist in column list."),
        s.help_for_unknown(name),
    )
}

pub(super) fn invalid_type(
    rule: &'static Rule,
    place: Place,
    c: &Numbered<'_>,
    help: &str,
) -> super::Finding {
    rule.broken(
        place,
        format!(
            "Invalid partition column '{}': invalid data type {}",
            c.column.name,
            c.column.data_type.server_name()
        ),
        help,
    )
}

/// P-05, and its like for the other forms.
pub(super) fn not_a_key(
    s: &Subject<'_>,
    rule: &'static Rule,
    place: Place,
    c: &Numbered<'_>,
    found: &mut Findings<'_>,
) {
    if s.model == KeyModel::Duplicate || c.is_key() {
        return;
    }
    let keys = s.columns().filter(Numbered::is_key);
    found.push(rule.broken(
        place,
        NOT_A_KEY,
        format!(
            "add `{}` to the key, or choose among {}",
            c.column.name,
            listed(keys.map(|key| key.column.name.as_ref()))
        ),
    ));
}

fn automatic_column(s: &Subject<'_>, automatic: &AutomaticRange, text: &str, found: &mut Findings<'_>) {
    let place = Place::PartitionColumn(0);
    let Some(c) = s.column(&automatic.column) else {
        found.push(missing(s, &P_03, place, &automatic.column));
        return;
    };
    not_a_key(s, &P_39, place, &c, found);
    let is_time = matches!(
        c.column.data_type,
        DataType::Date | DataType::DateTime | DataType::Other(_) | DataType::Inferred
    );
    if automatic.function == RangeFunction::DateTrunc && !is_time {
        found.push(P_34.broken(
            place,
            format!("Unsupported partition type {} for function {text}", c.column.data_type.server_name()),
            "partition by a DATE or DATETIME column",
        ));
    }
}

/// P-42 and P-43.
fn based_on_keys(
    s: &Subject<'_>,
    expressions: &[PartitionExpression],
    functions: usize,
    found: &mut Findings<'_>,
) {
    let unsound = match s.model {
        KeyModel::Duplicate => return,
        KeyModel::Primary => true,
        KeyModel::Unique => true,
        // P-41 says it all.
        KeyModel::Aggregate => functions == 0,
    };
    let values = || s.columns().filter(|c| !c.is_key());
    if !unsound || values().next().is_none() {
        return;
    }
    const MESSAGE: &str = "The partition expr should base on key column";
    let names: Vec<(usize, Vec<std::borrow::Cow<'_, str>>)> = expressions
        .iter()
        .enumerate()
        .filter_map(|(position, item)| match item {
            PartitionExpression::Function(expression) => Some((position, expression.names())),
            PartitionExpression::Column(_) => None,
        })
        .collect();
    if names.iter().all(|(_, names)| names.is_empty()) {
        let plain = expressions.iter().filter_map(|item| match item {
            PartitionExpression::Column(name) => Some(name.as_ref()),
            PartitionExpression::Function(_) => None,
        });
        let help = match functions {
            0 => format!("write PARTITION BY ({})", plain.collect::<Vec<_>>().join(", ")),
            _ => "let the expression name a key column".to_owned(),
        };
        found.push(P_43.broken(Place::PartitionBy, MESSAGE, help));
        return;
    }
    for (position, names) in names {
        let value = values().find(|c| names.iter().any(|name| *name == c.column.name));
        if let Some(value) = value {
            found.push(P_42.broken(
                Place::PartitionColumn(position),
                MESSAGE,
                format!("add `{}` to the key, or leave it out of the expression", value.column.name),
            ));
        }
    }
}

/// P-16, then per partition N-11, N-10, P-08, P-09 and P-10.
fn range_partitions(
    s: &Subject<'_>,
    columns: usize,
    partitions: &[RangePartition],
    found: &mut Findings<'_>,
) {
    if columns > 1 {
        let batch = partitions.iter().position(|partition| matches!(partition, RangePartition::Batch { .. }));
        if let Some(index) = batch {
            found.push(P_16.broken(
                Place::Partition(index),
                "Batch build partition only support single range column.",
                "partition by one column, or declare each partition",
            ));
        }
    }
    names::of_partitions(s, found);
    let mut less_than = None;
    let mut mixed = false;
    for (index, partition) in partitions.iter().enumerate() {
        let place = Place::Partition(index);
        let is_less_than = match partition {
            RangePartition::LessThan { name, upper, properties, .. } => {
                names::of_partition(name, place, found);
                if let PartitionBound::Values(values) = upper {
                    values_of(place, columns, &[values], &tuple(values), found);
                }
                of_properties(place, properties, found);
                true
            }
            RangePartition::Fixed { name, lower, upper, properties, .. } => {
                names::of_partition(name, place, found);
                let written = format!("[{}, {})", tuple(lower), tuple(upper));
                values_of(place, columns, &[lower, upper], &written, found);
                of_properties(place, properties, found);
                false
            }
            RangePartition::Batch { .. } => false,
        };
        if *less_than.get_or_insert(is_less_than) != is_less_than && !mixed {
            mixed = true;
            found.push(P_10.broken(
                place,
                "You can only use one of these methods to create partitions",
                "write all partitions with LESS THAN, or all with [ , )",
            ));
        }
    }
}

/// P-08 and P-09; `bounds` ends with the upper one.
fn values_of(
    place: Place,
    columns: usize,
    bounds: &[&[PartitionValue]],
    written: &str,
    found: &mut Findings<'_>,
) {
    let too_many = bounds.last().is_some_and(|upper| upper.len() > columns);
    if too_many {
        found.push(P_08.broken(
            place,
            format!("Partition values number is more than partition column number: {written}"),
            format!("write at most {columns}"),
        ));
    } else if columns > 1 && bounds.iter().any(|values| values.contains(&PartitionValue::MaxValue)) {
        found.push(P_09.broken(
            place,
            "Not support MAXVALUE in multi partition range values.",
            "write LESS THAN MAXVALUE, without parentheses",
        ));
    }
}

/// `('1', '2')`, as the server prints a bound.
pub(super) fn tuple(values: &[PartitionValue]) -> String {
    let written: Vec<String> = values
        .iter()
        .map(|value| match value {
            PartitionValue::Text(text) => format!("'{text}'"),
            PartitionValue::MaxValue => "MAXVALUE".to_owned(),
        })
        .collect();
    format!("({})", written.join(", "))
}

/// The properties that a single partition may have.
const PARTITION_PROPERTIES: [&str; 9] = [
    "storage_medium",
    "storage_cooldown_time",
    "storage_cooldown_ttl",
    "replication_num",
    "version_info",
    "in_memory",
    "tablet_type",
    "datacache.enable",
    "enable_async_write_back",
];

pub(super) static P_53: Rule = Rule {
    id: "P-53",
    title: "A partition has only properties of its storage",
    reason: "Everything else holds for the table as a whole.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"10\") \
               (\"replication_num\" = \"1\"))",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"10\") \
               (\"compression\" = \"lz4\"))",
    ..Rule::ANALYZING
};

/// P-53, as far as the keys go.
pub(super) fn of_properties(place: Place, properties: &Properties, found: &mut Findings<'_>) {
    let unknown: Vec<String> = properties
        .entries
        .iter()
        .filter(|property| !PARTITION_PROPERTIES.contains(&property.key.as_ref()))
        .map(|property| format!("{}={}", property.key, property.value))
        .collect();
    if !unknown.is_empty() {
        found.push(P_53.broken(
            place,
            format!("Unknown properties: {{{}}}", unknown.join(", ")),
            "write it in the PROPERTIES of the table",
        ));
    }
}

/// P-07, when the table is created.
pub(super) fn range_types(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(Partitioning::Range { columns, .. }) = &s.table.partition_by else {
        return;
    };
    for (position, name) in columns.iter().enumerate() {
        let place = Place::PartitionColumn(position);
        if let Some(c) = s.column(name)
            && !c.column.data_type.may_be_range_partitioned()
            && !found.has("P-06", place)
        {
            found.push(P_07.broken(
                place,
                format!(
                    "Column[{}] type[{}] cannot be a range partition key.",
                    c.column.name,
                    c.column.data_type.server_primitive()
                ),
                "use an integer, a DATE or a DATETIME, or partition by LIST",
            ));
        }
    }
}
