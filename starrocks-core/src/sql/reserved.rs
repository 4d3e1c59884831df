//! The words that an unquoted name may not be.

/// StarRocks' reserved words, in upper case and sorted, those of release 4.1; see
/// [`FORMERLY_RESERVED_WORDS`] and [`reserved_since`] for others.
pub const RESERVED_WORDS: &[&str] = &[
    // It begins and ends a text that may hold everything.
    "$$",
    "ADD",
    "ALL",
    "ALTER",
    "ANALYZE",
    "AND",
    "ARRAY",
    "AS",
    "ASC",
    "ASOF",
    "BETWEEN",
    "BIGINT",
    "BITMAP",
    "BITSHIFTLEFT",
    "BITSHIFTRIGHT",
    "BITSHIFTRIGHTLOGICAL",
    "BOTH",
    "BY",
    "CASE",
    "CHAR",
    "CHARACTER",
    "CHECK",
    "COLLATE",
    "COLUMN",
    "COMPACTION",
    "CONVERT",
    "CREATE",
    "CROSS",
    "CUBE",
    "CURRENT_DATE",
    "CURRENT_GROUP",
    "CURRENT_ROLE",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "CURRENT_USER",
    "CURRENT_WAREHOUSE",
    "DATABASE",
    "DATABASES",
    "DECIMAL",
    "DECIMAL128",
    "DECIMAL256",
    "DECIMAL32",
    "DECIMAL64",
    "DECIMALV2",
    "DEFAULT",
    "DEFERRED",
    "DELETE",
    "DENSE_RANK",
    "DESC",
    "DESCRIBE",
    "DISTINCT",
    "DIV",
    "DOUBLE",
    "DROP",
    "DUAL",
    "ELSE",
    "EXISTS",
    "EXPLAIN",
    "FALSE",
    "FILES",
    "FIRST_VALUE",
    "FLOAT",
    "FOR",
    "FORCE",
    "FROM",
    "FULL",
    "FUNCTION",
    "GIN",
    "GRANT",
    "GROUP",
    "GROUPING",
    "GROUPING_ID",
    "GROUPS",
    "HAVING",
    "HLL",
    "IF",
    "IGNORE",
    "IMMEDIATE",
    "IN",
    "INDEX",
    "INFILE",
    "INNER",
    "INSERT",
    "INT",
    "INTEGER",
    "INTERSECT",
    "INTO",
    "INVOKER",
    "IS",
    "JOIN",
    "JSON",
    "KEY",
    "KEYS",
    "KILL",
    "LAG",
    "LARGEINT",
    "LAST_QUERY_ID",
    "LAST_VALUE",
    "LATERAL",
    "LEAD",
    "LEFT",
    "LIKE",
    "LIMIT",
    "LOAD",
    "LOCALTIME",
    "LOCALTIMESTAMP",
    "MAXVALUE",
    "MICROSECOND",
    "MILLISECOND",
    "MOD",
    "NOT",
    "NTILE",
    "NULL",
    "ON",
    "OPTIMIZE",
    "OR",
    "ORDER",
    "OUTER",
    "OUTFILE",
    "OVER",
    "PARTITION",
    "PERCENTILE",
    "PREPARE",
    "PRIMARY",
    "PROCEDURE",
    "RANGE",
    "READ",
    "REGEXP",
    "RELEASE",
    "RENAME",
    "REPLACE",
    "REVOKE",
    "RIGHT",
    "RLIKE",
    "ROWS",
    "ROW_NUMBER",
    "SCHEMA",
    "SCHEMAS",
    "SELECT",
    "SET",
    "SET_VAR",
    "SHOW",
    "SMALLINT",
    "TABLE",
    "TERMINATED",
    "TEXT",
    "THEN",
    "TINYINT",
    "TO",
    "TRUE",
    "UNION",
    "UNIQUE",
    "UNSIGNED",
    "UPDATE",
    "USE",
    "USING",
    "VALUES",
    "VARCHAR",
    "VARIANT",
    "WHEN",
    "WHERE",
    "WITH",
];

/// Words that older releases reserve, by
/// [their documentation](https://docs.starrocks.io/docs/sql-reference/sql-statements/keywords/), and newer ones do not.
pub const FORMERLY_RESERVED_WORDS: &[&str] =
    &["EXCEPT", "EXCLUDE", "HOST", "MINUS", "QUALIFY", "RANK", "ROW", "SYSTEM"];

/// The first release line that reserves a word, for those of which it is documented.
const RESERVED_SINCE: &[(&str, &str)] = &[
    ("COMPACTION", "3.1"),
    ("CURRENT_ROLE", "3.0"),
    ("DEFERRED", "3.0"),
    ("IMMEDIATE", "3.0"),
    ("TEXT", "3.1"),
];

/// Whether some release reserves `word`, in any case: a name that is to be read by every server is quoted when it is one.
///
/// ```
/// use starrocks_core::sql::{is_reserved, is_reserved_somewhere};
///
/// assert!(is_reserved_somewhere("rank") && !is_reserved("rank"));
/// ```
pub fn is_reserved_somewhere(word: &str) -> bool {
    is_reserved(word) || FORMERLY_RESERVED_WORDS.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// The first release line that reserves `word`, where its documentation says so; words that were reserved from the beginning
/// give `None`, as words do that are not reserved.
///
/// ```
/// assert_eq!(starrocks_core::sql::reserved_since("compaction"), Some("3.1"));
/// ```
pub fn reserved_since(word: &str) -> Option<&'static str> {
    RESERVED_SINCE.iter().find(|(other, _)| other.eq_ignore_ascii_case(word)).map(|(_, since)| *since)
}

/// Whether `word` is reserved, in any case, by StarRocks 4.1.
///
/// ```
/// assert!(starrocks_core::sql::is_reserved("key"));
/// assert!(!starrocks_core::sql::is_reserved("comment"));
/// ```
pub fn is_reserved(word: &str) -> bool {
    let words = match word.bytes().next().map(|first| first.to_ascii_uppercase()) {
        Some(first @ b'A'..=b'Z') => {
            let letter = usize::from(first - b'A');
            LETTERS[letter]..LETTERS[letter + 1]
        }
        _ => 0..LETTERS[0],
    };
    RESERVED_WORDS[words].iter().any(|reserved| reserved.eq_ignore_ascii_case(word))
}

/// How many reserved words stand before those of each letter: every name is looked up, and most letters have few words.
const LETTERS: [usize; 27] = {
    let mut before = [0; 27];
    let mut letter = 0;
    let mut at = 0;
    while letter < 27 {
        while at < RESERVED_WORDS.len() && RESERVED_WORDS[at].as_bytes()[0] < b'A' + letter as u8 {
            at += 1;
        }
        before[letter] = at;
        letter += 1;
    }
    before
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_for_the_search() {
        assert!(RESERVED_WORDS.is_sorted());
        assert!(RESERVED_WORDS.iter().all(|word| is_reserved(word)));
        assert!(FORMERLY_RESERVED_WORDS.iter().all(|word| !is_reserved(word)));
        assert!(RESERVED_SINCE.iter().all(|(word, _)| is_reserved(word)));
    }
}
