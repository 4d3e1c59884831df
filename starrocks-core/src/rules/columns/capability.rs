//! Which type may serve where: the one table behind every predicate on [`DataType`] and [`AggType`].
//!
//! The predicates are `const fn`s: the derive evaluates them while it compiles for types that it cannot see through.

use crate::schema::{AggType, DataType, DecimalWidth, KeyModel};

/// What StarRocks lets a type do
/// ([capabilities of the table types](https://docs.starrocks.io/docs/table_design/table_types/table_capabilities/)).
struct Capability {
    /// A key column of a DUPLICATE, AGGREGATE or UNIQUE KEY table.
    key: bool,
    /// A key column of a PRIMARY KEY table.
    primary_key: bool,
    /// An ORDER BY column of a PRIMARY KEY table.
    primary_sort: bool,
    /// A RANGE partition column.
    range: bool,
    /// A LIST partition column.
    list: bool,
    /// A HASH distribution column.
    hash: bool,
    /// A column of a bloom filter.
    bloom_filter: bool,
    /// A column of a bitmap index.
    bitmap_index: bool,
    /// A column of an n-gram bloom filter or of a full-text index.
    text_index: bool,
    /// The aggregates of a value column of an AGGREGATE KEY table.
    aggregates: &'static [Aggregate],
}

/// The aggregates of the table below; MIN and MAX always go together.
#[derive(Clone, Copy)]
enum Aggregate {
    Sum,
    MinMax,
    Replace,
    ReplaceIfNotNull,
    HllUnion,
    BitmapUnion,
    PercentileUnion,
}

/// The types as far as capabilities tell them apart.
#[derive(Clone, Copy)]
enum Class {
    Boolean,
    TinyInt,
    SmallInt,
    Int,
    Float,
    DecimalV2,
    Decimal,
    Decimal256,
    Date,
    Time,
    Char,
    Varchar,
    Varbinary,
    Json,
    Variant,
    Bitmap,
    Hll,
    Percentile,
    Nested,
}

const fn capability(class: Class) -> Capability {
    use Aggregate::{BitmapUnion, HllUnion, MinMax, PercentileUnion, Replace, ReplaceIfNotNull, Sum};
    const Y: bool = true;
    const N: bool = false;
    const NUMBER: &[Aggregate] = &[Sum, MinMax, Replace, ReplaceIfNotNull];
    const ORDERED: &[Aggregate] = &[MinMax, Replace, ReplaceIfNotNull];
    const OPAQUE: &[Aggregate] = &[Replace, ReplaceIfNotNull];
    #[rustfmt::skip]
    let (may, aggregates): ([bool; 9], &'static [Aggregate]) = match class {
        //                 key  primary sort range list hash bloom bitmap text
        Class::Boolean    => ([Y, Y,     Y,   N,    Y,   Y,   N,    Y,     N], OPAQUE),
        Class::TinyInt    => ([Y, Y,     Y,   Y,    Y,   Y,   N,    Y,     N], ORDERED),
        Class::SmallInt   => ([Y, Y,     Y,   Y,    Y,   Y,   Y,    Y,     N], ORDERED),
        Class::Int        => ([Y, Y,     Y,   Y,    Y,   Y,   Y,    Y,     N], NUMBER),
        Class::Float      => ([N, N,     N,   N,    N,   N,   N,    N,     N], NUMBER),
        Class::DecimalV2  => ([Y, N,     N,   N,    N,   Y,   Y,    N,     N], NUMBER),
        Class::Decimal    => ([Y, N,     N,   N,    N,   Y,   N,    Y,     N], NUMBER),
        Class::Decimal256 => ([Y, N,     N,   N,    N,   Y,   N,    Y,     N], &[Sum, Replace, ReplaceIfNotNull]),
        Class::Date       => ([Y, Y,     Y,   Y,    Y,   Y,   Y,    Y,     N], ORDERED),
        Class::Time       => ([Y, N,     N,   N,    Y,   Y,   N,    N,     N], OPAQUE),
        Class::Char       => ([Y, N,     N,   N,    Y,   Y,   Y,    Y,     Y], ORDERED),
        Class::Varchar    => ([Y, Y,     Y,   N,    Y,   Y,   Y,    Y,     Y], ORDERED),
        Class::Varbinary  => ([Y, N,     Y,   N,    Y,   Y,   N,    N,     N], OPAQUE),
        Class::Json       => ([N, N,     N,   N,    Y,   N,   N,    N,     N], OPAQUE),
        Class::Variant    => ([N, N,     N,   N,    Y,   N,   Y,    N,     N], OPAQUE),
        Class::Bitmap     => ([N, N,     N,   N,    N,   N,   N,    N,     N], &[BitmapUnion, Replace, ReplaceIfNotNull]),
        Class::Hll        => ([N, N,     N,   N,    N,   N,   N,    Y,     N], &[HllUnion, Replace]),
        Class::Percentile => ([N, N,     N,   N,    N,   N,   N,    N,     N], &[PercentileUnion, Replace]),
        Class::Nested     => ([N, N,     N,   N,    N,   N,   N,    N,     N], OPAQUE),
    };
    let [key, primary_key, primary_sort, range, list, hash, bloom_filter, bitmap_index, text_index] = may;
    Capability {
        key,
        primary_key,
        primary_sort,
        range,
        list,
        hash,
        bloom_filter,
        bitmap_index,
        text_index,
        aggregates,
    }
}

/// `None` for a type that this crate does not know: every predicate says yes to it.
const fn class(data_type: &DataType) -> Option<Class> {
    Some(match data_type {
        DataType::Boolean => Class::Boolean,
        DataType::TinyInt => Class::TinyInt,
        DataType::SmallInt => Class::SmallInt,
        DataType::Int | DataType::BigInt | DataType::LargeInt => Class::Int,
        DataType::Float | DataType::Double => Class::Float,
        DataType::Decimal(decimal) => match decimal.width() {
            DecimalWidth::V2 => Class::DecimalV2,
            DecimalWidth::Bits256 => Class::Decimal256,
            _ => Class::Decimal,
        },
        DataType::Date | DataType::DateTime => Class::Date,
        DataType::Time => Class::Time,
        DataType::Char(_) => Class::Char,
        DataType::Varchar(_) | DataType::String => Class::Varchar,
        DataType::Varbinary(_) => Class::Varbinary,
        DataType::Json => Class::Json,
        DataType::Variant => Class::Variant,
        DataType::Bitmap => Class::Bitmap,
        DataType::Hll => Class::Hll,
        DataType::Percentile => Class::Percentile,
        DataType::Array(_) | DataType::Map(..) | DataType::Struct(_) => Class::Nested,
        DataType::Inferred | DataType::Other(_) => return None,
    })
}

macro_rules! predicates {
    ($($(#[$attribute:meta])* $name:ident => $field:ident;)*) => {$(
        $(#[$attribute])*
        ///
        /// A type that this crate does not know may.
        pub const fn $name(&self) -> bool {
            match class(self) {
                Some(class) => capability(class).$field,
                None => true,
            }
        }
    )*};
}

/// What a column of this type may be.
impl DataType {
    /// Whether a column of this type may be a key column of a table of this model.
    ///
    /// ```
    /// use starrocks_core::schema::{DataType, KeyModel};
    ///
    /// const CODE: &DataType = &DataType::Char(Some(8));
    /// const _: () = assert!(CODE.may_be_key(KeyModel::Duplicate));
    /// const _: () = assert!(!CODE.may_be_key(KeyModel::Primary));
    /// ```
    pub const fn may_be_key(&self, model: KeyModel) -> bool {
        match (class(self), model) {
            (None, _) => true,
            (Some(class), KeyModel::Primary) => capability(class).primary_key,
            (Some(class), _) => capability(class).key,
        }
    }

    /// Whether a column of this type may stand in ORDER BY of a table of this model.
    ///
    /// In an AGGREGATE or UNIQUE KEY table the sort columns are the key columns. In a DUPLICATE KEY table any type may, but
    /// see [`DataType::may_lead_a_sort_key`].
    pub const fn may_be_sorted_by(&self, model: KeyModel) -> bool {
        match (class(self), model) {
            (None, _) | (_, KeyModel::Duplicate) => true,
            (Some(class), KeyModel::Primary) => capability(class).primary_sort,
            (Some(class), KeyModel::Aggregate | KeyModel::Unique) => capability(class).key,
        }
    }

    /// Whether a column of this type may come first in the sort key of a DUPLICATE KEY table.
    pub const fn may_lead_a_sort_key(&self) -> bool {
        !matches!(
            self,
            DataType::Float | DataType::Double | DataType::Array(_) | DataType::Map(..) | DataType::Struct(_)
        )
    }

    predicates! {
        /// Whether a column of this type may stand in `DISTRIBUTED BY HASH (…)`.
        may_be_distributed_by => hash;
        /// Whether a column of this type may stand in `PARTITION BY RANGE (…)`.
        may_be_range_partitioned => range;
        /// Whether a column of this type may stand in `PARTITION BY LIST (…)` or `PARTITION BY (…)`.
        may_be_list_partitioned => list;
        /// Whether a column of this type may have a bloom filter.
        may_have_bloom_filter => bloom_filter;
        /// Whether a column of this type may have a bitmap index.
        may_have_bitmap_index => bitmap_index;
        /// Whether a column of this type may have an n-gram bloom filter or a full-text index.
        may_have_text_index => text_index;
    }
}

impl AggType {
    /// Whether a column of this type may have this aggregate.
    ///
    /// Nothing is said about aggregate states and about types that this crate does not know: they may.
    ///
    /// ```
    /// use starrocks_core::schema::{AggType, DataType};
    ///
    /// const _: () = assert!(AggType::Sum.accepts(&DataType::BigInt));
    /// assert!(!AggType::Sum.accepts(&DataType::SmallInt));
    /// ```
    pub const fn accepts(&self, data_type: &DataType) -> bool {
        let wanted = match self {
            AggType::Sum => Aggregate::Sum,
            AggType::Max | AggType::Min => Aggregate::MinMax,
            AggType::Replace => Aggregate::Replace,
            AggType::ReplaceIfNotNull => Aggregate::ReplaceIfNotNull,
            AggType::HllUnion => Aggregate::HllUnion,
            AggType::BitmapUnion => Aggregate::BitmapUnion,
            AggType::PercentileUnion => Aggregate::PercentileUnion,
            AggType::State(_) => return true,
        };
        let Some(class) = class(data_type) else {
            return true;
        };
        let accepted = capability(class).aggregates;
        let mut i = 0;
        while i < accepted.len() {
            if accepted[i] as u8 == wanted as u8 {
                return true;
            }
            i += 1;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Shared;

    #[test]
    fn follows_the_table_of_the_reference() {
        const NESTED: DataType = DataType::Array(Shared::Static(&DataType::Int));
        const _: () = assert!(!NESTED.may_be_key(KeyModel::Duplicate));
        assert!(DataType::Varbinary(None).may_be_key(KeyModel::Aggregate));
        assert!(!DataType::Varbinary(None).may_be_key(KeyModel::Primary));
        assert!(DataType::Varbinary(None).may_be_sorted_by(KeyModel::Primary));
        assert!(!DataType::Boolean.may_be_range_partitioned());
        assert!(!DataType::TinyInt.may_have_bloom_filter());
        assert!(!AggType::Max.accepts(&DataType::decimal(39, 2)));
        assert!(AggType::Max.accepts(&DataType::decimal(38, 2)));
        assert!(!AggType::ReplaceIfNotNull.accepts(&DataType::Hll));
        assert!(AggType::BitmapUnion.accepts(&DataType::Other("GEOMETRY".into())));
    }
}
