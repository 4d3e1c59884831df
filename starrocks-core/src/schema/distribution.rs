//! DISTRIBUTED BY.

use super::shared::names;
use super::{List, Text};

/// How the rows of a partition are spread over buckets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Distribution {
    /// `HASH(a, b) [BUCKETS n]`.
    Hash {
        /// The columns that are hashed.
        columns: List<Text>,
        /// The number of buckets; `None` and 0 leave it to the server.
        buckets: Option<u32>,
    },
    /// `RANDOM [BUCKETS n]`, for DUPLICATE KEY tables.
    Random {
        /// The number of buckets; `None` and 0 leave it to the server.
        buckets: Option<u32>,
    },
}

impl Distribution {
    /// HASH over these columns, buckets left to the server.
    pub fn hash<N: Into<Text>>(columns: impl IntoIterator<Item = N>) -> Self {
        Distribution::Hash { columns: names(columns), buckets: None }
    }

    /// The number of buckets, `None` when the server chooses.
    pub fn buckets(&self) -> Option<u32> {
        match self {
            Distribution::Hash { buckets, .. } | Distribution::Random { buckets } => {
                buckets.filter(|n| *n > 0)
            }
        }
    }
}
