//! How a value column of an AGGREGATE KEY table merges rows with the same key.

use super::{DataType, List, Nullability, Text};

/// The aggregate of a value column
/// ([Aggregate table](https://docs.starrocks.io/docs/table_design/table_types/aggregate_table/)).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AggType {
    /// The sum.
    Sum,
    /// The greatest value.
    Max,
    /// The smallest value.
    Min,
    /// The value loaded last.
    Replace,
    /// The value loaded last that is not NULL.
    ReplaceIfNotNull,
    /// The union of HLL sketches.
    HllUnion,
    /// The union of bitmaps.
    BitmapUnion,
    /// The union of percentile sketches.
    PercentileUnion,
    /// The intermediate state of any aggregate function, `avg(bigint)` (StarRocks 3.4 and newer).
    State(AggState),
}

impl AggType {
    /// The aggregates that have a keyword, in the order in which the documentation lists them.
    pub const KEYWORDS: [AggType; 8] = [
        AggType::Sum,
        AggType::Replace,
        AggType::ReplaceIfNotNull,
        AggType::Max,
        AggType::Min,
        AggType::HllUnion,
        AggType::BitmapUnion,
        AggType::PercentileUnion,
    ];

    /// The keyword; `None` for an aggregate state, which is written as a function call.
    pub const fn keyword(&self) -> Option<&'static str> {
        Some(match self {
            AggType::Sum => "SUM",
            AggType::Max => "MAX",
            AggType::Min => "MIN",
            AggType::Replace => "REPLACE",
            AggType::ReplaceIfNotNull => "REPLACE_IF_NOT_NULL",
            AggType::HllUnion => "HLL_UNION",
            AggType::BitmapUnion => "BITMAP_UNION",
            AggType::PercentileUnion => "PERCENTILE_UNION",
            AggType::State(_) => return None,
        })
    }

    /// The aggregate with this keyword, in any case.
    pub fn from_keyword(word: &str) -> Option<AggType> {
        static KEYWORDS: [AggType; 8] = AggType::KEYWORDS;
        let spelled =
            |agg: &&AggType| agg.keyword().is_some_and(|keyword| keyword.eq_ignore_ascii_case(word));
        KEYWORDS.iter().find(spelled).cloned()
    }
}

/// An aggregate function whose intermediate state a column stores.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AggState {
    /// The function's name.
    pub function: Text,
    /// The types of its arguments.
    pub arguments: List<AggStateArgument>,
}

/// One argument of an [`AggState`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AggStateArgument {
    /// Its type.
    pub data_type: DataType,
    /// Whether it may be NULL.
    pub nullability: Nullability,
}
