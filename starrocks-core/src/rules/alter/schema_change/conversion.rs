//! Which column a column may become: the matrix of type conversions, and what else may not change.

use crate::rules::alter::index::IndexColumn;
use crate::rules::subject::Findings;
use crate::rules::{Place, Rule};
use crate::schema::{AggType, ColumnValue, DataType, DecimalWidth, DefaultValue, KeyModel, Nullability};

pub(in crate::rules) static AL_24: Rule = Rule {
    id: "AL-24",
    title: "A type becomes one that holds all of its values",
    reason: "The data is converted, and nothing may be lost.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t MODIFY COLUMN k BIGINT KEY",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k);\nALTER TABLE t MODIFY COLUMN v SMALLINT",
    ..Rule::BARE
};

pub(in crate::rules) static AL_25: Rule = Rule {
    id: "AL-25",
    title: "A column that may be NULL stays so",
    reason: "Rows that hold NULL would have no value.",
    accepted: "CREATE TABLE t (k INT, v INT NOT NULL) DUPLICATE KEY(k);\nALTER TABLE t MODIFY COLUMN v INT NULL",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k);\nALTER TABLE t MODIFY COLUMN v INT NOT NULL",
    ..Rule::BARE
};

pub(in crate::rules) static AL_26: Rule = Rule {
    id: "AL-26",
    title: "A default is repeated as it is",
    reason: "Rows from before a column was added show its default of that time.",
    accepted: "CREATE TABLE t (k INT, v INT DEFAULT '5') DUPLICATE KEY(k);\nALTER TABLE t MODIFY COLUMN v BIGINT DEFAULT '5'",
    rejected: "CREATE TABLE t (k INT, v INT DEFAULT '5') DUPLICATE KEY(k);\nALTER TABLE t MODIFY COLUMN v BIGINT",
    ..Rule::BARE
};

pub(in crate::rules) static AL_27: Rule = Rule {
    id: "AL-27",
    title: "KEY and the aggregate are repeated as they are",
    reason: "They decide which rows are merged and how.",
    accepted: "CREATE TABLE t (k INT, v INT SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t MODIFY COLUMN v BIGINT SUM",
    rejected: "CREATE TABLE t (k INT, v INT SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t MODIFY COLUMN v BIGINT MAX",
    ..Rule::BARE
};

/// What is kept of a value while it is converted, in the length of a text.
const JSON_LENGTH: u32 = 1024;

/// Looks whether the column `before` may become `after`; both are in their normal form.
pub(super) fn column(
    place: Place,
    model: KeyModel,
    before: &IndexColumn,
    after: &IndexColumn,
    found: &mut Findings<'_>,
) {
    if after.column.is_generated() {
        return;
    }
    let (from, to) = (&before.stored_type, &after.stored_type);
    if !from.converts_to(to) {
        let message = format!("Can not change {} to {}", from.server_name(), to.server_name());
        found.push(AL_24.broken(
            place,
            message,
            "add a column of the new type, copy the values, and drop this one",
        ));
    } else if aggregation(model, before) != aggregation(model, after) {
        let help = match &before.column.aggregate {
            Some(aggregate) => {
                format!("write {} behind the type", aggregate.keyword().unwrap_or("the same state"))
            }
            None if before.is_key => "write KEY behind the type".to_owned(),
            None => "leave out KEY and the aggregate".to_owned(),
        };
        found.push(AL_27.broken(place, "Can not change aggregation type", help));
    } else if matches!(before.column.aggregate, Some(AggType::State(_)))
        && before.column.aggregate != after.column.aggregate
    {
        let help = "repeat the aggregate state as it is";
        found.push(AL_27.broken(place, "Can not change aggregation state desc type", help));
    } else if before.column.nullability != Nullability::NotNull
        && after.column.nullability == Nullability::NotNull
    {
        found.push(AL_25.broken(place, "Can not change from nullable to non-nullable", "leave out NOT NULL"));
    } else if !same_default(before, after) {
        let help = match crate::sql::write_column_value(&before.column.value) {
            Ok(default) if !default.is_empty() => format!("repeat {default}"),
            _ => "leave out DEFAULT".to_owned(),
        };
        found.push(AL_26.broken(place, "Can not change default value", help));
    } else if let (Some(shorter), Some(longer)) = (text_length(to), text_length(from))
        && shorter < longer
    {
        let help = format!("make it at least {longer} bytes long");
        found.push(AL_24.broken(place, "Cannot shorten string length", help));
    } else if let (DataType::Json, Some(length)) = (from, text_length(to))
        && length < JSON_LENGTH
    {
        let message = format!("JSON needs minimum length of {JSON_LENGTH}");
        found.push(AL_24.broken(place, message, format!("make it at least {JSON_LENGTH} bytes long")));
    }
}

/// How the rows' values of a column are merged, written or not.
#[derive(PartialEq)]
enum Aggregation<'a> {
    /// A key column.
    Key,
    /// A value column that nothing merges.
    None,
    /// REPLACE, which UNIQUE and PRIMARY KEY tables do without saying so.
    Implicit,
    Written(&'a AggType),
    State,
}

fn aggregation(model: KeyModel, column: &IndexColumn) -> Aggregation<'_> {
    match (&column.column.aggregate, model) {
        _ if column.is_key => Aggregation::Key,
        (Some(AggType::State(_)), _) => Aggregation::State,
        (_, KeyModel::Unique | KeyModel::Primary) => Aggregation::Implicit,
        (Some(aggregate), _) => Aggregation::Written(aggregate),
        (None, _) => Aggregation::None,
    }
}

/// Whether two columns have the same default. Texts are compared as they are, expressions without case.
pub(super) fn same_default(a: &IndexColumn, b: &IndexColumn) -> bool {
    fn default(value: &ColumnValue) -> Option<&DefaultValue> {
        match value {
            ColumnValue::Default(default) => Some(default),
            _ => None,
        }
    }
    let is_call = |column: &IndexColumn| {
        matches!(column.written_value, ColumnValue::Default(DefaultValue::Expression(_)))
    };
    match (default(&a.column.value), default(&b.column.value)) {
        (Some(DefaultValue::Expression(a)), Some(DefaultValue::Expression(b))) => {
            a.text.eq_ignore_ascii_case(&b.text)
        }
        (Some(DefaultValue::CurrentTimestamp(m)), Some(DefaultValue::CurrentTimestamp(n))) => {
            m == n && is_call(a) == is_call(b)
        }
        (a, b) => a == b,
    }
}

/// The length of CHAR and VARCHAR, in bytes.
fn text_length(data_type: &DataType) -> Option<u32> {
    match data_type {
        DataType::Char(length) | DataType::Varchar(length) => Some(length.unwrap_or(1)),
        DataType::String => Some(DataType::STRING_LENGTH),
        _ => None,
    }
}

impl DataType {
    /// Whether MODIFY COLUMN converts a column of this type to `to`. It says nothing of the length of a CHAR or VARCHAR, which
    /// may grow.
    ///
    /// The matrix is [StarRocks' own](https://docs.starrocks.io/docs/sql-reference/sql-statements/table_bucket_part_index/ALTER_TABLE/).
    ///
    /// ```
    /// use starrocks_core::schema::DataType;
    ///
    /// assert!(DataType::Int.converts_to(&DataType::BigInt));
    /// assert!(!DataType::BigInt.converts_to(&DataType::Int));
    /// assert!(DataType::decimal(10, 2).converts_to(&DataType::decimal(12, 4)));
    /// ```
    pub fn converts_to(&self, to: &DataType) -> bool {
        use DataType as T;
        match (self, to) {
            (T::Decimal(from), _) if from.width() != DecimalWidth::V2 => match to {
                T::Decimal(to) if to.width() != DecimalWidth::V2 => {
                    let ((precision, scale), (wider, finer)) =
                        (from.precision_and_scale(), to.precision_and_scale());
                    scale <= finer && precision.saturating_sub(scale) <= wider.saturating_sub(finer)
                }
                T::Varchar(_) | T::String => {
                    let (precision, scale) = from.precision_and_scale();
                    text_length(to).unwrap_or(0) >= precision + 3 + u32::from(scale > 0)
                }
                _ => false,
            },
            (from, T::Decimal(to)) if to.width() != DecimalWidth::V2 => match from {
                T::Decimal(_) => to.precision_and_scale() == (27, 9),
                T::Varchar(_) | T::String => true,
                _ => false,
            },
            (T::Decimal(_), T::Decimal(_) | T::Varchar(_) | T::String) => true,
            (
                T::TinyInt,
                T::SmallInt | T::Int | T::BigInt | T::LargeInt | T::Double | T::Varchar(_) | T::String,
            )
            | (T::SmallInt, T::Int | T::BigInt | T::LargeInt | T::Double | T::Varchar(_) | T::String)
            | (T::Int, T::BigInt | T::LargeInt | T::Double | T::Date | T::Varchar(_) | T::String)
            | (T::BigInt, T::LargeInt | T::Double | T::Varchar(_) | T::String)
            | (T::LargeInt, T::Varchar(_) | T::String)
            | (T::Float, T::Double | T::Varchar(_) | T::String)
            | (T::Double, T::Varchar(_) | T::String)
            | (T::Char(_), T::Char(_) | T::Varchar(_) | T::String)
            | (
                T::Varchar(_) | T::String,
                T::Varchar(_)
                | T::String
                | T::TinyInt
                | T::SmallInt
                | T::Int
                | T::BigInt
                | T::LargeInt
                | T::Float
                | T::Double
                | T::Date
                | T::Json,
            )
            | (T::Json, T::Varchar(_) | T::String)
            | (T::Date, T::DateTime)
            | (T::DateTime, T::Date)
            | (T::Varbinary(_), T::Varbinary(_)) => true,
            (T::Array(_) | T::Map(..) | T::Struct(_), _) => false,
            (from, to) => from == to,
        }
    }

    /// Whether a server tells the two apart: STRING is VARCHAR(65533), and DECIMAL(9,2) is DECIMAL32(9,2).
    pub(super) fn is_same_as(&self, other: &DataType) -> bool {
        self == other || self.server_name() == other.server_name()
    }

    /// Whether what is stored of values of this type serves for `to` as well, so that a shared-data cluster need not rewrite it.
    pub(super) fn keeps_zone_map_as(&self, to: &DataType) -> bool {
        use DataType as T;
        match (self, to) {
            (T::TinyInt, T::SmallInt | T::Int | T::BigInt | T::LargeInt | T::Double)
            | (T::SmallInt, T::Int | T::BigInt | T::LargeInt | T::Double)
            | (T::Int, T::BigInt | T::LargeInt | T::Double)
            | (T::BigInt, T::LargeInt | T::Double)
            | (T::Float, T::Double)
            | (T::Date, T::DateTime)
            | (T::Char(_) | T::Varchar(_) | T::String, T::Varchar(_) | T::String)
            | (T::Char(_), T::Char(_))
            | (T::Decimal(_), T::Decimal(_)) => true,
            (from, to) => from == to,
        }
    }
}
