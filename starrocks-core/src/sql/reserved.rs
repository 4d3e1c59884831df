//! The words that an unquoted name may not be.

/// StarRocks' reserved words, in upper case and sorted (main of January 2026; older versions have a few more or less).
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

/// Whether `word` is reserved, in any case.
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
    }
}
