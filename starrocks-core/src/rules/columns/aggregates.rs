//! The aggregates of value columns, and the types they take.

use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::typing::{self, NoState, Type};
use crate::rules::{Envelope, Place, Rule, Severity};
use crate::schema::{AggState, AggType, DataType, DecimalKind, KeyModel, Nullability};

pub(in crate::rules) static K_16: Rule = Rule {
    id: "K-16",
    title: "A DUPLICATE KEY table has no HLL, BITMAP or PERCENTILE column",
    reason: "A sketch exists only merged: these types need a table that merges rows.",
    accepted: "CREATE TABLE t (k INT, h HLL) PRIMARY KEY(k)",
    rejected: "CREATE TABLE t (k INT, h HLL) DUPLICATE KEY(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static A_02: Rule = Rule {
    id: "A-02",
    title: "The aggregate takes the type of its column",
    reason: "SUM adds numbers of at least 32 bits, MIN and MAX compare, and each *_UNION merges its own sketch type; REPLACE takes \
             everything.",
    accepted: "CREATE TABLE t (k INT, v BIGINT SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v VARCHAR(20) SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static C_06: Rule = Rule {
    id: "C-06",
    title: "A column with an aggregate state is not declared NOT NULL",
    reason: "The server decides whether a state may be NULL: all may, but that of count.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, s avg(bigint)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, s avg(bigint) NOT NULL) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::SYNTAX
};

pub(in crate::rules) static A_03: Rule = Rule {
    id: "A-03",
    title: "The function of an aggregate state is one that keeps a state",
    reason: "Some aggregates are the server's own, some keep no state that could be merged later.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, s avg(bigint)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, s group_concat(varchar(10))) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::SYNTAX
};

pub(in crate::rules) static A_04: Rule = Rule {
    id: "A-04",
    title: "A DECIMAL in an aggregate state has a precision",
    reason: "The type of the state follows from it.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, s sum(decimal(10,2))) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, s sum(decimal)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::SYNTAX
};

pub(in crate::rules) static A_05: Rule = Rule {
    id: "A-05",
    title: "An aggregate state takes no TIME, BITMAP, HLL, PERCENTILE or DECIMALV2",
    reason: "Sketches are states themselves, and the other two cannot be stored.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, s any_value(json)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, s count(hll)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::SYNTAX
};

pub(in crate::rules) static A_06: Rule = Rule {
    id: "A-06",
    title: "The function of an aggregate state is an aggregate that takes these types",
    reason: "The server looks the function up with the types of its arguments, and not every aggregate keeps a state of every type.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, s max_by(int, bigint)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, s avg(date)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::SYNTAX
};

pub(in crate::rules) static A_07: Rule = Rule {
    id: "A-07",
    title: "The type written in front of an aggregate state holds the state",
    reason: "The type may be left out: the server knows which one the state has.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, s BIGINT sum(int)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, s DATE max(int)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static A_09: Rule = Rule {
    id: "A-09",
    title: "A state of count is printed in a form that cannot be written",
    reason: "SHOW CREATE TABLE prints NOT NULL behind it, which the server does not take back.",
    since: Some("3.4"),
    accepted: "CREATE TABLE t (k INT, s sum(bigint)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, s count(bigint)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    severity: Severity::Warning,
    ..Rule::SYNTAX
};

/// The aggregate functions that keep no state.
const STATELESS: [&str; 18] = [
    "group_concat",
    "count_if",
    "hll_raw",
    "flat_json_meta",
    "exchange_bytes",
    "exchange_speed",
    "first_value_rewrite",
    "histogram",
    "histogram_hll_ndv",
    "dict_merge",
    "ds_hll_accumulate",
    "ds_hll_combine",
    "ds_hll_estimate",
    "window_funnel",
    "approx_top_k",
    "intersect_count",
    "map_agg",
    "sum_map",
];

///
fn state(c: &Numbered<'_>, state: &AggState, found: &mut Findings<'_>) {
    let place = Place::ColumnAggregate(c.index);
    let function = state.function.to_lowercase();
    if STATELESS.contains(&function.as_str()) {
        found.push(A_03.broken(
            place,
            format!("AggStateType function {function} is not supported"),
            "use another aggregate function",
        ));
        return;
    }
    let types = || state.arguments.iter().map(|argument| &argument.data_type);
    let bare = types()
        .find(|data_type| matches!(data_type, DataType::Decimal(decimal) if decimal.precision.is_none()));
    if let Some(bare) = bare {
        found.push(A_04.broken(
            place,
            format!(
                "AggStateType function {function} with input {} has wildcard decimal",
                bare.server_name()
            ),
            "write its precision: decimal(10, 2)",
        ));
        return;
    }
    let storable = |data_type: &DataType| match data_type {
        DataType::Time | DataType::Bitmap | DataType::Hll | DataType::Percentile => false,
        DataType::Decimal(decimal) => decimal.kind != DecimalKind::DecimalV2,
        _ => true,
    };
    if !types().all(storable) {
        let names: Vec<String> = types().map(DataType::server_name).collect();
        found.push(A_05.broken(
            place,
            format!(
                "AggStateType function {function} with input [{}] has unsupported type",
                names.join(", ")
            ),
            "use another type",
        ));
        return;
    }
    let finding = |message: String| {
        A_06.broken(place, message, "use an aggregate function with arguments of the types that it takes")
    };
    match typing::state(state) {
        Ok(_) | Err(NoState::Unknown) => {}
        Err(NoState::Refused(message)) => found.push(finding(message)),
        Err(NoState::NoFunction(message)) => found.push(finding(message).enveloped(Envelope::Analyzing)),
        Err(NoState::Bare(message)) => found.push(finding(message).enveloped(Envelope::Bare)),
    }
}

/// the type of the column takes the state.
fn stored(c: &Numbered<'_>, state: &AggState, found: &mut Findings<'_>) {
    let (Ok(state), Some(column)) = (typing::state(state), Type::of_column(&c.column.data_type)) else {
        return;
    };
    if state.stored.is_held_by(&column) == Some(false) {
        let (column, result) = (column.server_name(), state.result.server_name());
        found.push(A_07.broken(
            Place::ColumnType(c.index),
            format!(
                "Invalid aggregate function 'AGG_STATE_UNION' for '{}': return type is not compatible, colunm type: \
                 {column}, return type: {result}",
                c.column.name
            ),
            "leave the type out",
        ));
    }
}

/// and C-06, while the statement is parsed.
pub(in crate::rules) fn parsed(c: &Numbered<'_>, found: &mut Findings<'_>) {
    let Some(AggType::State(aggregate)) = &c.column.aggregate else {
        return;
    };
    state(c, aggregate, found);
    if aggregate.function.eq_ignore_ascii_case("count") {
        found.push(A_09.broken(
            Place::ColumnAggregate(c.index),
            format!(
                "SHOW CREATE TABLE prints '{}' as NOT NULL, which is refused when it is run again",
                c.column.name
            ),
            "leave NOT NULL out when you run the text again, or sum up ones",
        ));
    }
    if c.column.nullability == Nullability::NotNull {
        found.push(C_06.broken(
            Place::ColumnNullability(c.index),
            format!("Agg state column {} must be nullable column", c.column.name),
            "leave NOT NULL out",
        ));
    }
}

/// K-16 and A-02: a value column's type and aggregate go together.
pub(in crate::rules) fn of_column(s: &Subject<'_>, c: &Numbered<'_>, found: &mut Findings<'_>) {
    if !s.is_olap() || c.is_key() {
        return;
    }
    let (index, name, data_type) = (c.index, &c.column.name, &c.column.data_type);
    match (s.model, &c.column.aggregate) {
        (KeyModel::Duplicate, _) => {
            if matches!(data_type, DataType::Hll | DataType::Bitmap | DataType::Percentile) {
                found.push(K_16.broken(
                    Place::ColumnType(index),
                    format!("No aggregate function specified for '{name}'"),
                    "make the table an AGGREGATE KEY table and give the column an aggregate",
                ));
            }
        }
        (KeyModel::Aggregate, Some(aggregate)) if !aggregate.accepts(data_type) => {
            found.push(A_02.broken(
                Place::ColumnAggregate(index),
                format!(
                    "Invalid aggregate function '{}' for '{name}'",
                    aggregate.keyword().unwrap_or("AGG_STATE_UNION")
                ),
                help_for_type(aggregate, data_type),
            ));
        }
        (KeyModel::Aggregate, Some(AggType::State(aggregate))) => stored(c, aggregate, found),
        _ => {}
    }
}

/// What the column could have instead: another aggregate, or for SUM a wider type.
pub(in crate::rules) fn help_for_type(aggregate: &AggType, data_type: &DataType) -> String {
    let possible: Vec<&str> = AggType::KEYWORDS
        .iter()
        .filter(|other| other.accepts(data_type))
        .filter_map(AggType::keyword)
        .collect();
    let instead = format!("{} takes {}", data_type.server_name(), possible.join(", "));
    match (aggregate, data_type) {
        (AggType::Sum, DataType::TinyInt | DataType::SmallInt) => {
            format!("use INT or BIGINT to sum; {instead}")
        }
        (AggType::HllUnion, _) => format!("HLL_UNION needs the type HLL; {instead}"),
        (AggType::BitmapUnion, _) => format!("BITMAP_UNION needs the type BITMAP; {instead}"),
        (AggType::PercentileUnion, _) => format!("PERCENTILE_UNION needs the type PERCENTILE; {instead}"),
        _ => instead,
    }
}
