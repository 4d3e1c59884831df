//! The nearest name to a misspelt one, for every "did you mean" of the crate.

/// The candidate that `word` most likely meant, or `None` when nothing is close.
///
/// Case does not count. A candidate is close when it can be reached with about one change per three letters of `word`: at
/// least one change is allowed, never more than three. Swapping two neighbouring letters is one change. Of two equally near
/// candidates the first one is taken.
///
/// ```
/// use starrocks_core::nearest::nearest;
///
/// assert_eq!(nearest("agregate_key", ["primary_key", "aggregate_key"]), Some("aggregate_key"));
/// assert_eq!(nearest("colour", ["primary_key", "aggregate_key"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let bound = (word.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate.to_lowercase().chars().collect();
        if letters.len().abs_diff(word.len()) > bound {
            continue;
        }
        let changes = distance(&word, &letters);
        // A word of one or two letters is no hint of a word that shares none of them.
        let shares_a_letter = changes < word.len().max(letters.len());
        if changes <= bound && shares_a_letter && best.is_none_or(|(fewest, _)| changes < fewest) {
            best = Some((changes, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters must be inserted, removed, replaced or swapped with their neighbour to turn `a` into `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replace = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replace.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_nearest_within_the_bound() {
        let columns = ["page_id", "visit_date", "total_views"];
        assert_eq!(nearest("pageid", columns), Some("page_id"));
        assert_eq!(nearest("VISIT_DATA", columns), Some("visit_date"));
        assert_eq!(nearest("total_veiws", columns), Some("total_views"));
        assert_eq!(nearest("user_id", columns), None);
        assert_eq!(nearest("", columns), None);
    }

    #[test]
    fn short_words_need_a_common_letter() {
        assert_eq!(nearest("x", ["y"]), None);
        assert_eq!(nearest("k", ["k1", "k2"]), Some("k1"));
        assert_eq!(nearest("dt", ["td"]), Some("td"));
    }
}
