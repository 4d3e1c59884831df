//! The values of BITMAP, HLL and PERCENTILE.
//!
//! BITMAP is exact on a real server too. HLL and PERCENTILE are estimates there; here they keep everything and are exact, which
//! no test against a real server may rely on.

use std::collections::BTreeSet;

/// A set of 64-bit numbers: the members of a BITMAP, or the hashes in an HLL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers(pub(crate) BTreeSet<u64>);

impl Numbers {
    /// Reads what [`Numbers::to_bytes`] wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        Numbers(
            bytes.chunks_exact(8).filter_map(|chunk| chunk.try_into().ok()).map(u64::from_le_bytes).collect(),
        )
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|member| member.to_le_bytes()).collect()
    }

    pub(crate) fn one(member: u64) -> Self {
        Numbers(BTreeSet::from([member]))
    }

    pub(crate) fn count(&self) -> i64 {
        i64::try_from(self.0.len()).unwrap_or(i64::MAX)
    }

    /// `1,2,3`
    pub(crate) fn print(&self) -> String {
        self.0.iter().map(u64::to_string).collect::<Vec<_>>().join(",")
    }
}

/// The values of a PERCENTILE.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Samples(pub(crate) Vec<f64>);

impl Samples {
    /// Reads what [`Samples::to_bytes`] wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        Samples(
            bytes.chunks_exact(8).filter_map(|chunk| chunk.try_into().ok()).map(f64::from_le_bytes).collect(),
        )
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|sample| sample.to_le_bytes()).collect()
    }

    /// The value below which the share `at` of all values lies, between two values in proportion.
    pub(crate) fn percentile(&self, at: f64) -> Option<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().checked_sub(1)?;
        let place = at.clamp(0.0, 1.0) * last as f64;
        let (below, share) = (place.floor(), place.fract());
        let low = *sorted.get(below as usize)?;
        let high = *sorted.get(place.ceil() as usize)?;
        Some(low + (high - low) * share)
    }
}

/// A 64-bit hash (FNV-1a with a finishing mix); not the one that a real server uses, and nobody can see the difference but
/// `bitmap_to_string(bitmap_hash(…))`.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325u64;
    for byte in bytes {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    state ^= state >> 33;
    state = state.wrapping_mul(0xff51_afd7_ed55_8ccd);
    state ^ (state >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_reads_back() {
        let set = Numbers(BTreeSet::from([3, 1, u64::MAX]));
        assert_eq!(Numbers::from_bytes(&set.to_bytes()), set);
        assert_eq!(set.print(), "1,3,18446744073709551615");
    }

    #[test]
    fn percentiles_lie_between_the_values() {
        let samples = Samples(vec![4.0, 1.0, 2.0, 3.0]);
        assert_eq!(samples.percentile(0.5), Some(2.5));
        assert_eq!(samples.percentile(1.0), Some(4.0));
        assert_eq!(Samples::default().percentile(0.5), None);
    }
}
