//! Rust types for the column types that Rust has no type of its own for.

/// A LARGEINT value: 128 bits, signed.
///
/// It travels as text, since no MySQL driver decodes it as a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LargeInt(pub i128);

impl std::fmt::Display for LargeInt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl From<i128> for LargeInt {
    fn from(value: i128) -> Self {
        LargeInt(value)
    }
}

/// A BITMAP column: a set of unsigned 64-bit integers, kept by the server.
///
/// A query does not return it (the server answers NULL): ask for `bitmap_count(column)` or
/// `bitmap_to_string(column)` instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bitmap;

/// An HLL column: a HyperLogLog sketch, kept by the server.
///
/// A query does not return it (the server answers NULL): ask for `hll_cardinality(column)` instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hll;

/// A PERCENTILE column: a t-digest sketch, kept by the server.
///
/// A query does not return it: ask for `percentile_approx_raw(column, quantile)` instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Percentile;
