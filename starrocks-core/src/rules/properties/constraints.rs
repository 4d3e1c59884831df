//! `unique_constraints` and `foreign_key_constraints`, which the server believes without looking at the data.

use crate::rules::subject::Subject;
use crate::rules::{Finding, Place, Rule};

pub(in crate::rules) static PR_62: Rule = Rule {
    id: "PR-62",
    title: "unique_constraints names columns of the table: c1, c2; c3",
    reason: "Semicolons separate constraints, commas their columns; a column may be written with its table, database and catalog.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) PROPERTIES (\"unique_constraints\" = \"k, v; t.k\")",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) PROPERTIES (\"unique_constraints\" = \"k, w\")",
    ..Rule::ANALYZING
};

pub(in crate::rules) static PR_63: Rule = Rule {
    id: "PR-63",
    title: "foreign_key_constraints is of the form (c1, c2) REFERENCES db.table(p1, p2)",
    reason: "Each column stands for one of the other table; semicolons separate constraints. Whether the other table is there, and \
             those columns are unique in it, only the server knows.",
    accepted: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) PROPERTIES (\"foreign_key_constraints\" = \"(k) REFERENCES p(k)\")",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) PROPERTIES (\"foreign_key_constraints\" = \"k REFERENCES p(k)\")",
    ..Rule::ANALYZING
};

/// PR-62.
pub(in crate::rules) fn unique(s: &Subject<'_>, place: Place, value: &str) -> Option<Finding> {
    for constraint in value.split(';').filter(|constraint| !constraint.is_empty()) {
        let columns = match unique_columns(constraint) {
            Ok(columns) => columns,
            Err(why) => return Some(PR_62.broken(place, why, "write the names of columns: \"k, v\"")),
        };
        if let Some(finding) = unknown(s, &PR_62, place, &columns) {
            return Some(finding);
        }
    }
    None
}

/// The columns of one constraint; Java drops empty pieces at the end of what it splits.
pub(in crate::rules) fn unique_columns(constraint: &str) -> Result<Vec<&str>, String> {
    let mut qualifier: [Option<&str>; 3] = [None; 3];
    let mut columns = Vec::new();
    for column in split(constraint, ',') {
        let column = column.trim();
        let parts = split(column, '.');
        let Some((name, path)) = parts.split_last() else {
            return Err(format!("invalid unique constraint{column}"));
        };
        if path.len() > 3 {
            return Err(format!("invalid unique constraint{column}"));
        }
        for (known, part) in qualifier.iter_mut().rev().zip(path.iter().rev()) {
            if known.is_some_and(|known| known != *part) {
                return Err("unique constraint column should be in same table".to_owned());
            }
            *known = Some(part);
        }
        columns.push(*name);
    }
    Ok(columns)
}

fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split(separator).collect();
    while parts.len() > 1 && parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    if !text.is_empty() && parts == [""] {
        parts.clear();
    }
    parts
}

/// A column that the table does not have.
fn unknown(s: &Subject<'_>, rule: &'static Rule, place: Place, columns: &[&str]) -> Option<Finding> {
    let name = columns.iter().find(|name| s.column(name).is_none() && !s.is_hidden(name))?;
    let table = &s.table.name.name;
    Some(rule.broken(
        place,
        format!("can not find column by name: {name}, from table: {table}"),
        s.help_for_unknown(name),
    ))
}

/// PR-63; whether the other table is there, and what it has, is not known here.
pub(in crate::rules) fn foreign_keys(place: Place, value: &str) -> Option<Finding> {
    if value.is_empty() {
        return None;
    }
    let help = "write (column) REFERENCES table(column)";
    let mut constraints = value.trim().split(';').filter(|written| !written.trim().is_empty());
    let Some(written) = constraints.next() else {
        return Some(PR_63.broken(place, format!("invalid foreign key constrain:{value}"), help));
    };
    let why = match foreign_key(written.trim()) {
        None => "",
        Some(key) if key.columns.len() != key.parents.len() => ", columns' size does not match",
        // The next thing that the server looks for is the other table.
        Some(_) => return None,
    };
    Some(PR_63.broken(place, format!("invalid foreign key constraint:{written}{why}"), help))
}

/// A foreign key as it is written.
pub(in crate::rules) struct ForeignKey<'a> {
    /// The columns of the table.
    pub(in crate::rules) columns: Vec<&'a str>,
    /// The other table, with its database and catalog if they are written.
    pub(in crate::rules) table: &'a str,
    /// The columns of the other table.
    pub(in crate::rules) parents: Vec<&'a str>,
}

/// The foreign keys of a value that [`foreign_keys`] finds nothing wrong with.
pub(in crate::rules) fn keys(value: &str) -> Vec<ForeignKey<'_>> {
    value.split(';').filter_map(|written| foreign_key(written.trim())).collect()
}

/// One foreign key. The server searches for the form anywhere in the text.
fn foreign_key(text: &str) -> Option<ForeignKey<'_>> {
    text.match_indices('(').find_map(|(open, _)| {
        let (child, rest) = columns(&text[open..])?;
        let rest = word(blanks(rest)?, "REFERENCES")?;
        let (table, rest) = path(blanks(rest)?)?;
        let (parents, _) = columns(rest)?;
        Some(ForeignKey { columns: child, table, parents })
    })
}

/// At least one blank.
fn blanks(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(is_blank);
    (rest.len() < text.len()).then_some(rest)
}

fn is_blank(character: char) -> bool {
    " \t\n\u{b}\u{c}\r".contains(character)
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

fn word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

/// The path of a table, at least one word of it (words with points, colons and hyphens between), and what is left behind it.
fn path(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches(|character| is_word(character) || ".:-".contains(character));
    let path = &text[..text.len() - rest.len()];
    path.contains(is_word).then(|| (path, rest.trim_start_matches(is_blank)))
}

/// `(a, b)`: the names, and what is left behind the bracket.
fn columns(text: &str) -> Option<(Vec<&str>, &str)> {
    let (inside, rest) = text.strip_prefix('(')?.split_once(')')?;
    let good = inside.split(',').all(|name| {
        let name = name.trim_matches(is_blank);
        !name.is_empty() && name.split(is_blank).all(|part| part.chars().all(is_word))
    });
    good.then(|| (inside.split(',').map(str::trim).collect(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_agree_within_a_constraint() {
        assert_eq!(unique_columns("k, t.v"), Ok(vec!["k", "v"]));
        assert_eq!(unique_columns("d.t.k,d.t.v"), Ok(vec!["k", "v"]));
        assert!(unique_columns("d.t.k,e.t.v").is_err());
        assert_eq!(unique_columns("k,,v"), Ok(vec!["k", "", "v"]));
        assert_eq!(unique_columns("a.b.c.d.k"), Err("invalid unique constrainta.b.c.d.k".to_owned()));
    }

    #[test]
    fn the_form_of_a_foreign_key_is_searched() {
        let parts = |text| foreign_key(text).map(|key| (key.columns, key.table, key.parents));
        assert_eq!(parts("(k) REFERENCES t(k)"), Some((vec!["k"], "t", vec!["k"])));
        assert_eq!(
            parts("x (a, b) references c.d.t ( p ,q) y"),
            Some((vec!["a", "b"], "c.d.t", vec!["p", "q"]))
        );
        assert_eq!(parts("(a,b) REFERENCES t(k)"), Some((vec!["a", "b"], "t", vec!["k"])));
        for bad in [
            "k REFERENCES t(k)",
            "(k)REFERENCES t(k)",
            "() REFERENCES t(k)",
            "(k) REFERENCES (k)",
            "FOREIGN KEY",
        ] {
            assert!(foreign_key(bad).is_none(), "{bad}");
        }
    }
}
