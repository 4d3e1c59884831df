//! Whether one list of ranges can take the place of another one.

use crate::rules::partitions::ranges::{self, Key};
use crate::schema::{DataType, RangePartition};

/// Why two lists of ranges do not cover the same values, as a server says it; nothing when they do, or when they cannot be
/// compared here.
///
/// The lists are walked side by side. Where a range of one is longer, its rest is compared with the next range of the other.
pub(super) fn mismatch(types: &[DataType], old: &[RangePartition], new: &[RangePartition]) -> Option<String> {
    let (old, new) = (sorted(types, old)?, sorted(types, new)?);
    let (mut i, mut j) = (0, 0);
    let (mut a, mut b) = (old.first()?.clone(), new.first()?.clone());
    while i < old.len() && j < new.len() {
        if a.0 != b.0 {
            return Some(format!(
                "2 range lists are not strictly matched. {} vs. {}",
                ranges::bound(types, &a.0),
                ranges::bound(types, &b.0)
            ));
        }
        let (end_a, end_b) = (a.1.clone(), b.1.clone());
        if end_a <= end_b {
            i += 1;
        }
        if end_b <= end_a {
            j += 1;
        }
        let rest = |next: Option<&(Key, Key)>, own: &(Key, Key), own_end: &Key, other_end: &Key| {
            if own_end > other_end { Some((other_end.clone(), own.1.clone())) } else { next.cloned() }
        };
        match (rest(old.get(i), &a, &end_a, &end_b), rest(new.get(j), &b, &end_b, &end_a)) {
            (Some(next_a), Some(next_b)) => (a, b) = (next_a, next_b),
            _ => break,
        }
    }
    (i < old.len() || j < new.len()).then(|| {
        format!(
            "2 range lists are not strictly matched. {} vs. {}",
            printed(types, &old),
            printed(types, &new)
        )
    })
}

/// Which of the new ranges meets one of those that stay, as a server says it.
pub(super) fn conflict(
    types: &[DataType],
    staying: &[RangePartition],
    new: &[RangePartition],
) -> Option<String> {
    let staying = sorted(types, staying)?;
    new.iter().filter_map(|range| ranges::bounds(types, range)).find_map(|(lower, upper)| {
        let meets = staying.iter().any(|other| lower < other.1 && other.0 < upper);
        meets
            .then(|| format!("Range: {} conflicts with existing range", ranges::range(types, &lower, &upper)))
    })
}

fn sorted(types: &[DataType], ranges: &[RangePartition]) -> Option<Vec<(Key, Key)>> {
    let mut sorted: Vec<(Key, Key)> =
        ranges.iter().map(|range| ranges::bounds(types, range)).collect::<Option<_>>()?;
    sorted.sort();
    Some(sorted)
}

fn printed(types: &[DataType], list: &[(Key, Key)]) -> String {
    let ranges: Vec<String> = list.iter().map(|(lower, upper)| ranges::range(types, lower, upper)).collect();
    format!("[{}]", ranges.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{PartitionValue, Properties};

    fn range(lower: &'static str, upper: &'static str) -> RangePartition {
        let value = |text: &'static str| vec![PartitionValue::Text(text.into())].into();
        RangePartition::Fixed {
            name: "p".into(),
            if_not_exists: false,
            lower: value(lower),
            upper: value(upper),
            properties: Properties::NONE,
        }
    }

    fn matches(old: &[RangePartition], new: &[RangePartition]) -> bool {
        mismatch(&[DataType::Int], old, new).is_none()
    }

    #[test]
    fn lists_match_when_they_cover_the_same_values() {
        assert!(matches(&[range("0", "10"), range("10", "20")], &[range("0", "20")]));
        assert!(matches(&[range("0", "20")], &[range("0", "10"), range("10", "20")]));
        assert!(matches(
            &[range("0", "10"), range("15", "20")],
            &[range("0", "10"), range("15", "18"), range("18", "20")]
        ));
        assert!(!matches(&[range("0", "10"), range("15", "20")], &[range("0", "20")]));
        assert!(!matches(&[range("0", "10")], &[range("1", "10")]));
        assert!(!matches(&[range("0", "10")], &[range("0", "10"), range("10", "11")]));
        assert!(!matches(&[range("0", "10")], &[range("0", "9")]));
    }
}
