//! INDEX.

use super::{List, Properties, Text};

/// A secondary index: `INDEX name (column) USING type ("key" = "value") COMMENT '…'`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Index {
    /// Its name.
    pub name: Text,
    /// Its columns; StarRocks takes exactly one.
    pub columns: List<Text>,
    /// Its type.
    pub index_type: IndexType,
    /// Properties of the index.
    pub properties: Properties,
    /// The COMMENT.
    pub comment: Option<Text>,
}

/// The type of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IndexType {
    /// A bitmap index, the default.
    #[default]
    Bitmap,
    /// A full-text inverted index.
    Gin,
    /// An n-gram bloom filter.
    NgramBf,
    /// A vector index.
    Vector,
    /// A type that this crate does not know, as written.
    Other(Text),
}

impl IndexType {
    /// The word behind USING.
    pub fn keyword(&self) -> &str {
        match self {
            IndexType::Bitmap => "BITMAP",
            IndexType::Gin => "GIN",
            IndexType::NgramBf => "NGRAMBF",
            IndexType::Vector => "VECTOR",
            IndexType::Other(word) => word,
        }
    }
}
