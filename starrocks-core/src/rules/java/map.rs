//! How the server prints properties that it does not know: a map of Java.

/// `{key=value, key=value}` of these pairs, whose keys differ, when the map has held `inserted` pairs at most. A pair stands at
/// the place that the hash of its key gives it in a table of a power of two.
pub(in crate::rules) fn map_text(pairs: &[(&str, &str)], inserted: usize) -> String {
    let mut size: u32 = 16;
    while inserted > size as usize / 4 * 3 {
        size *= 2;
    }
    let place = |key: &str| {
        let hash =
            key.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(unit.into()));
        (hash ^ (hash >> 16)) & (size - 1)
    };
    let mut ordered = pairs.to_vec();
    ordered.sort_by_key(|(key, _)| place(key));
    let pairs: Vec<String> = ordered.iter().map(|(key, value)| format!("{key}={value}")).collect();
    format!("{{{}}}", pairs.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_hashes() {
        let all = [("binlog.max_size", "1"), ("binlog.ttl_second", "2")];
        assert_eq!(map_text(&all, 2), "{binlog.ttl_second=2, binlog.max_size=1}");
    }
}
