//! OPTIMIZE: the data of a table is written anew, in another distribution or in fewer partitions.

use super::TableState;
use super::execution::{Changed, Execution, JobKind};
use super::partitions::{self, default_distribution};
use super::schema_change;
use super::step::Step;
use crate::rules::normal_form::expressions::printed_partition_expression;
use crate::rules::partitions::form::{Call, PartitionForm, RangeFunction};
use crate::rules::rule::rules;
use crate::rules::subject::{Findings, Subject};
use crate::rules::table::distribution;
use crate::rules::{Envelope, Finding, Rule, RunMode, Severity};
use crate::schema::{
    AlterClause, Column, DataType, Distribution, Expression, KeyModel, Optimize, PartitionExpression,
    Partitioning, Table, Text,
};
use std::borrow::Cow;

/// What the rules of OPTIMIZE have in common.
const OPTIMIZING: Rule = Rule { since: Some("3.2"), ..Rule::ANALYZING };

rules! {
    "", "", OPTIMIZING;
    AL_60 = "AL-60",
        "The key of a table stays as it is",
        "How rows are merged is part of the data itself; not even the same key may be written.",
        "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t DISTRIBUTED BY HASH(k) BUCKETS 8",
        "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t DUPLICATE KEY(k)";
    AL_61 = "AL-61" { code: 5064 },
        "A table whose buckets grow by themselves is not optimized",
        "DISTRIBUTED BY RANDOM adds a bucket when the others are full.",
        "CREATE TABLE t (k INT, v INT) DISTRIBUTED BY HASH(k);\nALTER TABLE t DISTRIBUTED BY RANDOM",
        "CREATE TABLE t (k INT, v INT) DISTRIBUTED BY RANDOM;\nALTER TABLE t DISTRIBUTED BY HASH(k)";
    AL_62 = "AL-62" { code: 5064 },
        "A colocated table is not optimized",
        "All tables of its group have the same buckets.",
        "CREATE TABLE t (k INT, v INT) DISTRIBUTED BY HASH(k);\nALTER TABLE t DISTRIBUTED BY HASH(v)",
        "CREATE TABLE t (k INT, v INT) DISTRIBUTED BY HASH(k) BUCKETS 2 PROPERTIES ('colocate_with' = 'g');\n\
         ALTER TABLE t DISTRIBUTED BY HASH(v)";
    AL_63 = "AL-63",
        "The new distribution is one that the table could have been created with",
        "Rows that are merged by their key must lie in one bucket.",
        "CREATE TABLE t (k INT, v INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t DISTRIBUTED BY HASH(k) BUCKETS 8",
        "CREATE TABLE t (k INT, v INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t DISTRIBUTED BY RANDOM";
    AL_64 = "AL-64",
        "Of single partitions only the number of buckets changes",
        "Their distribution, their sort key and their columns are those of the table.",
        "CREATE TABLE t (k INT, v INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10')) DISTRIBUTED BY HASH(k);\n\
         ALTER TABLE t PARTITION (p) DISTRIBUTED BY HASH(k) BUCKETS 8",
        "CREATE TABLE t (k INT, v INT) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN ('10')) DISTRIBUTED BY HASH(k);\n\
         ALTER TABLE t PARTITION (p) DISTRIBUTED BY HASH(v)";
    AL_65 = "AL-65",
        "ORDER BY of an OPTIMIZE names columns of the table, in their case",
        "The rows are sorted by them while they are written anew.",
        "CREATE TABLE t (k INT, v INT) DISTRIBUTED BY HASH(k);\nALTER TABLE t ORDER BY (v) DISTRIBUTED BY HASH(k)",
        "CREATE TABLE t (k INT, v INT) DISTRIBUTED BY HASH(k);\nALTER TABLE t ORDER BY (V) DISTRIBUTED BY HASH(k)";
}

pub(in crate::rules) static AL_66: Rule = Rule {
    id: "AL-66",
    title: "PARTITION BY of an OPTIMIZE merges the partitions of an automatic table into larger ones",
    reason: "Days become months, months become years; nothing else changes with them.",
    since: Some("3.5"),
    code: 5064,
    accepted: "CREATE TABLE t (k INT, d DATE) PARTITION BY date_trunc('day', d) DISTRIBUTED BY HASH(k);\n\
               ALTER TABLE t PARTITION BY date_trunc('month', d)",
    rejected: "CREATE TABLE t (k INT, d DATE) PARTITION BY date_trunc('month', d) DISTRIBUTED BY HASH(k);\n\
               ALTER TABLE t PARTITION BY date_trunc('day', d)",
    ..Rule::ANALYZING
};

/// The analysis of the clause.
pub(super) fn analyzed(step: &Step<'_>, found: &mut Findings<'_>) {
    if let AlterClause::Optimize(parts) = step.clause
        && let Some(finding) = problem(step, parts)
    {
        found.push(finding);
    }
}

fn problem(step: &Step<'_>, parts: &Optimize) -> Option<Finding> {
    let state = step.state;
    let table = &state.table;
    let broken =
        |rule: &'static Rule, message: &str, help: &str| Some(rule.broken(step.place(), message, help));
    if table.properties.get("colocate_with").is_some_and(|group| !group.is_empty()) {
        let help = "leave the group first: SET (\"colocate_with\" = \"\")";
        return broken(&AL_62, "Optimize table in colocate group is not supported", help);
    }
    if has_automatic_buckets(state) && parts.partition_by.is_none() {
        let message =
            "Random distribution table already supports automatic scaling and does not require optimization";
        return broken(&AL_61, message, "leave the statement out, or make a new table and copy the rows");
    }
    if let Some(unknown) =
        parts.order_by.iter().find(|name| !state.base.iter().any(|c| c.column.name == **name))
    {
        let message = format!("Unknown column '{unknown}' does not exist");
        return Some(AL_65.broken(step.place(), message, state.help_for_unknown(unknown)));
    }
    if parts.key.is_some() {
        let help = "leave the key out; for another one make a new table and copy the rows";
        return broken(&AL_60, "not support change keys type when optimize table", help);
    }
    if let Some(partition_by) = &parts.partition_by {
        return merge(step, parts, partition_by);
    }
    distribution_problem(step, parts).or_else(|| partitions_problem(step, parts))
}

/// Whether buckets are added when the others are full. A table that has become RANDOM by an OPTIMIZE has a fixed number.
fn has_automatic_buckets(state: &TableState) -> bool {
    match state.table.properties.get("bucket_size") {
        Some(size) => size.trim().parse::<i64>().is_ok_and(|size| size > 0),
        None => {
            state.server.is_none()
                && matches!(default_distribution(&state.table), Distribution::Random { .. })
                && !matches!(state.model(), KeyModel::Aggregate | KeyModel::Unique)
        }
    }
}

/// AL-63 and AL-64, as far as the distribution goes.
fn distribution_problem(step: &Step<'_>, parts: &Optimize) -> Option<Finding> {
    let table = &step.state.table;
    let distributed_by = parts.distributed_by.as_ref()?;
    match distributed_by {
        Distribution::Random { .. } if step.state.model() != KeyModel::Duplicate => {
            let message = format!("{} KEY must use hash distribution", step.state.model().keyword());
            return Some(AL_63.broken(step.place(), message, "write DISTRIBUTED BY HASH(…)"));
        }
        Distribution::Random { .. } => {}
        Distribution::Hash { columns, .. } => {
            if let Some(unknown) = columns.iter().find(|name| table.column(name).is_none()) {
                let message = format!("Distribution column({unknown}) doesn't exist.");
                return Some(AL_63.broken(step.place(), message, step.state.help_for_unknown(unknown)));
            }
        }
    }
    let is_other = is_other_type(distributed_by, &default_distribution(table));
    (is_other && parts.partitions.is_some()).then(|| {
        let message = "not support change distribution type when specify partitions";
        AL_64.broken(step.place(), message, "leave PARTITION out, or repeat the distribution of the table")
    })
}

fn is_other_type(a: &Distribution, b: &Distribution) -> bool {
    matches!(a, Distribution::Hash { .. }) != matches!(b, Distribution::Hash { .. })
}

/// AL-64.
fn partitions_problem(step: &Step<'_>, parts: &Optimize) -> Option<Finding> {
    let names = parts.partitions.as_ref()?;
    let broken = |message: String, help: &str| Some(AL_64.broken(step.place(), message, help));
    if !parts.order_by.is_empty() {
        let message = "not support change sort keys or keys type when specify partitions".to_owned();
        return broken(message, "leave PARTITION or ORDER BY out");
    }
    if names.temporary {
        return broken("not support optimize temp partition".to_owned(), "name partitions of the table");
    }
    if let (Some(Distribution::Hash { columns, .. }), Distribution::Hash { columns: own, .. }) =
        (&parts.distributed_by, default_distribution(&step.state.table))
        && columns.as_ref() != own.as_ref()
    {
        let message = "not support change distribution column when specify partitions".to_owned();
        return broken(message, &format!("leave PARTITION out, or write HASH({})", own.join(", ")));
    }
    let unknown = partitions::first_unknown(step.state, &names.names)?;
    broken(format!("partition {unknown} does not exist"), "name a partition of the table")
}

/// AL-66.
fn merge(step: &Step<'_>, parts: &Optimize, partition_by: &Partitioning) -> Option<Finding> {
    let table = &step.state.table;
    let broken = |message: String, help: &str| Some(AL_66.broken(step.place(), message, help));
    let function = match partition_by {
        Partitioning::Expressions { expressions, .. } => match expressions.as_ref() {
            [PartitionExpression::Function(expression)] => measure(expression),
            _ => None,
        },
        Partitioning::RangeExpression { expression, .. } => Call::parse(&expression.text).map(|call| {
            Measure { function: Some(call.name.to_lowercase()), interval: 1, unit: String::new() }
        }),
        _ => None,
    };
    let write = "write PARTITION BY date_trunc('month', …)";
    let Some(new) = function else {
        return broken("Unsupported partition type for merge partitions".to_owned(), write);
    };
    if let Some(function) = new.function {
        return broken(
            format!("Unsupported change to {function} partition function when merge partitions"),
            write,
        );
    }
    if let Some(distributed_by) = &parts.distributed_by {
        let own = default_distribution(table);
        let help = "leave DISTRIBUTED BY out, or repeat that of the table";
        if is_other_type(distributed_by, &own) {
            return broken("Unsupported change distribution type when merge partitions".to_owned(), help);
        }
        if let (Distribution::Hash { columns, .. }, Distribution::Hash { columns: own, .. }) =
            (distributed_by, own)
            && columns.as_ref() != own.as_ref()
        {
            return broken("Unsupported change distribution column when merge partitions".to_owned(), help);
        }
    }
    if parts.partitions.is_some() {
        let message = "Unsupported specify partitions when merge partitions".to_owned();
        return broken(message, "leave PARTITION out; BETWEEN … AND … chooses partitions by their time");
    }
    if new.interval != 1 {
        let message = format!("Unsupported partition interval {} when merge partitions", new.interval);
        return broken(message, write);
    }
    let PartitionForm::Automatic(own) = PartitionForm::of(table) else {
        let message = "Unsupported table partition type when merge partitions".to_owned();
        return broken(message, "only tables with PARTITION BY date_trunc(…) or time_slice(…) can be merged");
    };
    let order =
        |unit: &str| ["minute", "hour", "day", "month", "year"].iter().position(|other| *other == unit);
    if order(&new.unit) <= order(&own.unit) {
        let message = format!(
            "Unsupported from granularity {} to granularity {} when merge partitions",
            own.unit, new.unit
        );
        return broken(message, "write a larger unit");
    }
    None
}

/// What a partition function makes of time.
struct Measure {
    /// The function, when it is neither date_trunc nor time_slice.
    function: Option<String>,
    interval: i64,
    unit: String,
}

/// The measure of an expression that a server takes for a partition function; here it does not look at the column's type.
fn measure(expression: &Expression) -> Option<Measure> {
    let name = expression.names().into_iter().next()?.into_owned();
    let table = Table::new("").with_column(Column::new(name, DataType::DateTime)).with_partition_by(
        Partitioning::Expressions {
            expressions: Cow::Owned(vec![PartitionExpression::Function(expression.clone())]),
            partitions: Cow::Borrowed(&[]),
        },
    );
    match PartitionForm::of(&table) {
        PartitionForm::Automatic(automatic) => {
            let interval = match automatic.function {
                RangeFunction::DateTrunc => 1,
                RangeFunction::TimeSlice => {
                    let printed = printed_partition_expression(&expression.text);
                    Call::parse(&printed)?.arguments.get(1)?.trim().parse().ok()?
                }
            };
            Some(Measure { function: None, interval, unit: automatic.unit })
        }
        PartitionForm::Str2Date => {
            Some(Measure { function: Some("str2date".to_owned()), interval: 1, unit: String::new() })
        }
        _ => None,
    }
}

/// The execution of the clause: a job, which may find that it cannot do what it was asked to.
pub(super) fn executed(step: &Step<'_>, mut state: TableState, found: &mut Findings<'_>) -> Changed {
    let AlterClause::Optimize(parts) = step.clause else { return Some((state, Execution::Done)) };
    schema_change::without_temporary_partitions(&state, found);
    found.none()?;
    if parts.partition_by.is_some() {
        // Into which partitions the others are merged is the server's to say.
        state.automatic_partitions.clear();
        state.has_unknown_partitions = true;
        return Some((state, Execution::Job(JobKind::Optimize)));
    }
    if let Some(reason) = failure(step, parts) {
        found.push(reason);
        return Some((state, Execution::CancelledJob(JobKind::Optimize)));
    }
    if let (Some(distributed_by), None) = (&parts.distributed_by, &parts.partitions) {
        state.table.distributed_by = Some(match distributed_by {
            Distribution::Hash { columns, .. } => Distribution::Hash {
                columns: columns.iter().map(|name| own_name(&state.table, name)).collect(),
                buckets: distributed_by.buckets(),
            },
            Distribution::Random { .. } => Distribution::Random { buckets: distributed_by.buckets() },
        });
    }
    Some((state, Execution::Job(JobKind::Optimize)))
}

fn own_name(table: &Table, name: &Text) -> Text {
    table.column(name).map_or_else(|| name.clone(), |column| column.name.clone())
}

/// Why the job will end CANCELLED, as SHOW ALTER TABLE OPTIMIZE says it.
fn failure(step: &Step<'_>, parts: &Optimize) -> Option<Finding> {
    let state = step.state;
    let warning = |finding: Finding, message: String| Finding {
        severity: Severity::Warning,
        place: step.place(),
        message,
        ..finding.enveloped(Envelope::Bare)
    };
    if let Some(Distribution::Hash { .. }) = &parts.distributed_by {
        let distributed = Table { distributed_by: parts.distributed_by.clone(), ..state.table.clone() };
        let s = Subject::new(&distributed, step.context.options);
        let mut inner = Findings::new(step.context.options);
        distribution::columns(&s, &mut inner);
        if let Some(finding) = inner.into_list().into_iter().next() {
            let message = format!(
                "create temp partitions failed java.lang.RuntimeException: create partitions failed: {}",
                finding.message
            );
            return Some(warning(finding, message));
        }
    }
    // Where rows are still written meanwhile, partitions are done one by one, and none is fine too.
    let is_online = parts.order_by.is_empty()
        && !matches!(parts.distributed_by, Some(Distribution::Random { .. }))
        && state.table.properties.get("replicated_storage") != Some("false")
        && step.context.options.run_mode == RunMode::SharedNothing;
    (!is_online && partitions::are_none(state)).then(|| {
        let message = "optimize table failed all partitions rewrite failed []".to_owned();
        warning(AL_64.broken(step.place(), String::new(), "add a partition first"), message)
    })
}
