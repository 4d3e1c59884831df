//! LIKE patterns of SHOW statements and of queries.

/// Whether `text` matches `pattern`: `%` any characters, `_` one, a backslash takes the next character as it is.
pub(crate) fn like(text: &str, pattern: &str) -> bool {
    enum Part {
        Any,
        One,
        Char(char),
    }
    let mut parts = Vec::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        parts.push(match c {
            '%' => Part::Any,
            '_' => Part::One,
            '\\' => Part::Char(chars.next().unwrap_or('\\')),
            c => Part::Char(c),
        });
    }
    let text: Vec<char> = text.chars().collect();
    // `reach[i]` says whether the parts so far can match the first `i` characters.
    let mut reach = vec![false; text.len() + 1];
    reach[0] = true;
    for part in &parts {
        let mut next = vec![false; text.len() + 1];
        match part {
            Part::Any => {
                let first = reach.iter().position(|reached| *reached).unwrap_or(text.len() + 1);
                next.iter_mut().skip(first).for_each(|reached| *reached = true);
            }
            Part::One => next[1..].copy_from_slice(&reach[..text.len()]),
            Part::Char(c) => {
                for (index, found) in text.iter().enumerate() {
                    next[index + 1] = reach[index] && found == c;
                }
            }
        }
        reach = next;
    }
    reach[text.len()]
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn patterns() {
        assert!(like("abc", "a%"));
        assert!(like("abc", "%b%"));
        assert!(like("abc", "a_c"));
        assert!(like("a%c", r"a\%c"));
        assert!(!like("abc", r"a\%c"));
        assert!(!like("abc", "ab"));
        assert!(like("", "%"));
        assert!(!like("ABC", "a%"));
    }
}
