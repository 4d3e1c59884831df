//! What users of other databases write in an ALTER TABLE, and what to write here instead.

use crate::sql::ParseError;
use crate::sql::lexer::{Lexer, Token, TokenKind};

/// The beginning of a statement, and the help for it. `_` is any token, and `{1}` the first of those. `*` is everything up to the
/// token at which the parser stopped.
const STATEMENTS: &[(&str, &str)] = &[
    ("ALTER TABLE IF EXISTS", "ALTER TABLE has no IF EXISTS: leave it out"),
    ("ALTER TABLE ONLY _", "leave out ONLY: ALTER TABLE {1} …"),
    ("ALTER TABLE ADD", NO_TABLE),
    ("ALTER TABLE DROP", NO_TABLE),
    ("ALTER TABLE SET", NO_TABLE),
];

/// The beginning of a clause, and the help for it.
const FOREIGN_CLAUSES: &[(&str, &str)] = &[
    ("ADD COLUMN IF NOT EXISTS", "ADD COLUMN has no IF NOT EXISTS: leave it out"),
    ("ADD COLUMNS", "write ADD COLUMN, also for several of them: ADD COLUMN (name type, …)"),
    ("ADD COLUMN * PRIMARY", NO_KEY),
    ("ADD COLUMN * UNIQUE", NO_KEY),
    ("ADD COLUMN * REFERENCES", NOT_ENFORCED),
    ("ADD COLUMN * CHECK", "StarRocks has no CHECK constraints: leave it out"),
    ("ADD COLUMN * ON UPDATE", "StarRocks has no ON UPDATE: leave it out"),
    ("ADD COLUMN * BEFORE", NO_BEFORE),
    ("MODIFY COLUMN * BEFORE", NO_BEFORE),
    ("ADD PRIMARY KEY", NO_KEY),
    ("ADD UNIQUE", NO_KEY),
    ("ADD DUPLICATE KEY", NO_KEY),
    ("ADD CONSTRAINT", NOT_ENFORCED),
    ("ADD FOREIGN KEY", NOT_ENFORCED),
    ("ADD CHECK", "StarRocks has no CHECK constraints: leave the clause out"),
    ("ADD KEY", "write ADD INDEX name (column) USING BITMAP"),
    ("ADD FULLTEXT", "write ADD INDEX name (column) USING GIN"),
    ("ADD INDEX (", "an index has a name: ADD INDEX name (column) USING BITMAP"),
    (
        "ADD INDEX * BTREE",
        "write USING BITMAP; a table is sorted by its key or by ORDER BY, which serve as its index",
    ),
    (
        "ADD INDEX * HASH",
        "write USING BITMAP; a table is sorted by its key or by ORDER BY, which serve as its index",
    ),
    ("ADD PARTITION (", "write ADD PARTITION name VALUES …, a clause for each partition"),
    (
        "ADD PARTITIONS _ VALUES",
        "write ADD PARTITION {1} VALUES …; ADD PARTITIONS takes START … END … EVERY …",
    ),
    ("ADD _", "write ADD COLUMN {1} … when you mean a column"),
    ("DROP COLUMN IF EXISTS", "DROP COLUMN has no IF EXISTS: leave it out"),
    ("DROP INDEX IF EXISTS", "DROP INDEX has no IF EXISTS: leave it out"),
    ("DROP ROLLUP IF EXISTS", "DROP ROLLUP has no IF EXISTS: leave it out"),
    ("DROP COLUMN (", "write a clause for each column: DROP COLUMN a, DROP COLUMN b"),
    ("DROP COLUMN _ , _", "write a clause for each column: DROP COLUMN {1}, DROP COLUMN {2}"),
    ("DROP COLUMN _ CASCADE", "leave it out: what depends on the column has to be dropped first"),
    ("DROP COLUMN _ RESTRICT", "leave it out: a column that something depends on is never dropped"),
    ("DROP PRIMARY KEY", FIXED_KEY),
    ("DROP CONSTRAINT", "set the property anew: SET (\"unique_constraints\" = \"\")"),
    ("DROP FOREIGN KEY", "set the property anew: SET (\"foreign_key_constraints\" = \"\")"),
    ("DROP KEY _", "write DROP INDEX {1}"),
    ("DROP PARTITION (", "write DROP PARTITIONS (…)"),
    ("DROP PARTITION _ , _", "write DROP PARTITIONS ({1}, {2})"),
    ("DROP PARTITIONS _", "write DROP PARTITIONS ({1}, …), or DROP PARTITION {1}"),
    ("DROP ROLLUP _ FROM", "leave FROM out: the table is named behind ALTER TABLE"),
    ("DROP INDEX _ ON", "leave ON out: the table is named behind ALTER TABLE"),
    ("DROP _", "write DROP COLUMN {1} when you mean a column"),
    ("CHANGE COLUMN _ _", CHANGE),
    ("CHANGE _ _", CHANGE),
    ("ALTER COLUMN _ SET DEFAULT", SAME_DEFAULT),
    ("ALTER COLUMN _ DROP DEFAULT", SAME_DEFAULT),
    ("ALTER COLUMN _ SET NOT NULL", STAYS_NULLABLE),
    ("ALTER COLUMN _", MODIFY),
    ("ALTER _ SET DEFAULT", SAME_DEFAULT),
    ("ALTER _ DROP DEFAULT", SAME_DEFAULT),
    ("ALTER _ SET NOT NULL", STAYS_NULLABLE),
    ("ALTER _", MODIFY),
    ("MODIFY COLUMN _ SET DEFAULT", SAME_DEFAULT),
    ("MODIFY COLUMN _ SET NOT NULL", STAYS_NULLABLE),
    ("MODIFY COLUMN _ DROP DEFAULT", SAME_DEFAULT),
    ("MODIFY COLUMN _ DEFAULT", SAME_DEFAULT),
    ("MODIFY COLUMN _ NOT NULL", STAYS_NULLABLE),
    ("MODIFY COLUMN _ NULL", MODIFY),
    ("MODIFY COLUMN _ TYPE", "leave out TYPE: MODIFY COLUMN {1} and the whole definition of the column"),
    ("MODIFY COLUMN _ TO _", "write RENAME COLUMN {1} TO {2}"),
    (
        "MODIFY COLUMN _ RENAME",
        "a field keeps its name: add one with ADD FIELD, and drop the other with DROP FIELD",
    ),
    ("MODIFY COMMENT _", "write COMMENT = {1}"),
    ("MODIFY _", "write MODIFY COLUMN {1} … when you mean a column"),
    ("RENAME TO _", "the new name follows RENAME directly: RENAME {1}"),
    ("RENAME AS _", "the new name follows RENAME directly: RENAME {1}"),
    ("RENAME PARTITION _ TO _", "leave out TO: RENAME PARTITION {1} {2}"),
    ("RENAME ROLLUP _ TO _", "leave out TO: RENAME ROLLUP {1} {2}"),
    ("RENAME INDEX", "an index keeps its name: drop it with DROP INDEX, and add it with ADD INDEX"),
    ("RENAME COLUMN _ _", "write RENAME COLUMN {1} TO …"),
    ("RENAME _ TO _", "write RENAME COLUMN {1} TO {2}"),
    ("RENAME _ _ TO _", "write RENAME COLUMN {2} TO {3}"),
    ("SET TBLPROPERTIES", "leave out TBLPROPERTIES: SET (\"key\" = \"value\")"),
    ("SET PROPERTIES", "leave out PROPERTIES: SET (\"key\" = \"value\")"),
    ("SET COMMENT", "write COMMENT = \"…\" without SET"),
    ("SET _", "write SET (\"key\" = \"value\")"),
    ("COMMENT _", "write COMMENT = {1}"),
    ("COMMENT = _", "write COMMENT = \"{1}\""),
    ("AUTO_INCREMENT _", "write AUTO_INCREMENT = {1}"),
    ("AUTO_INCREMENT = _", "write the number without quotes"),
    ("ENGINE", "the engine of a table cannot be changed: leave the clause out"),
    ("CONVERT TO", "all text is UTF-8: leave the clause out"),
    ("CHARSET", "all text is UTF-8: leave the clause out"),
    ("CHARACTER SET", "all text is UTF-8: leave the clause out"),
    ("OWNER TO", "a table has no owner: privileges are given with GRANT"),
    (
        "OPTIMIZE",
        "leave out the word OPTIMIZE, and write what follows: DISTRIBUTED BY …, PARTITION BY …, ORDER BY …",
    ),
    ("SWAP TABLE _", "write SWAP WITH {1}"),
    ("SWAP WITH _ .", "write the name of the table alone: both tables are in one database"),
    ("SWAP _", "write SWAP WITH {1}"),
    ("EXCHANGE PARTITION", "write REPLACE PARTITION p WITH TEMPORARY PARTITION q"),
    ("REPLACE COLUMNS", "write a clause for each column: ADD COLUMN …, MODIFY COLUMN …, DROP COLUMN …"),
    ("ORDER BY _", "write the columns in parentheses: ORDER BY ({1})"),
];

const NO_TABLE: &str = "the name of the table is missing: ALTER TABLE name …";
const NO_KEY: &str = "leave it out: CREATE TABLE says the key of a table; to have another one, make a new table with it, copy the \
                      rows, and exchange the two with SWAP WITH";
const FIXED_KEY: &str =
    "the key of a table is fixed: make a new table, copy the rows, and exchange the two with SWAP WITH";
const NOT_ENFORCED: &str = "constraints are hints for the optimizer, and properties: SET (\"unique_constraints\" = \"…\") or \
                            SET (\"foreign_key_constraints\" = \"…\")";
const NO_BEFORE: &str = "write FIRST, or AFTER and the column in front of the place";
const CHANGE: &str = "write RENAME COLUMN {1} TO {2} for the name, and MODIFY COLUMN {2} with the whole definition for the rest, \
                      in a statement each";
const MODIFY: &str = "write MODIFY COLUMN {1} with the whole definition of the column";
const SAME_DEFAULT: &str =
    "a column keeps its default: add a column with the other one, copy the values, and drop `{1}`";
const STAYS_NULLABLE: &str = "a column that is NULL stays so: add a column that is NOT NULL and has a default, copy the values, and drop `{1}`";

/// What to write where something begins that is no clause, and no misspelt word explains it.
pub(super) const KNOWN_CLAUSES: &str = "the clauses are ADD, DROP, MODIFY, RENAME, SET, COMMENT = , ORDER BY, PARTITION BY, DISTRIBUTED BY, SWAP WITH, \
                       TRUNCATE PARTITION, REPLACE PARTITION, COMPACT";

/// The same error with what to write instead, where the text is a habit from another database. `starts` are the places at which the
/// statement and its clauses begin.
pub(super) fn explained(source: &str, starts: &[usize], error: ParseError) -> ParseError {
    let stop = error.span().start;
    let misspelt = error.help().is_some_and(|help| help.starts_with("did you mean"));
    // What was taken for a clause may go on one that was taken to be done: `DROP COLUMN a, b`.
    for (at, start) in starts.iter().enumerate().rev().filter(|(_, start)| **start <= stop).take(2) {
        let tokens = tokens(source, *start, stop);
        for (pattern, help) in if at == 0 { STATEMENTS } else { FOREIGN_CLAUSES } {
            // A word that is nearly a keyword says more than a pattern that takes any word.
            if misspelt && pattern.ends_with('_') {
                continue;
            }
            if let Some(named) = matched(pattern, &tokens, source, stop) {
                return error.with_help(filled(help, &named));
            }
        }
    }
    error
}

/// How many tokens a pattern looks at behind the place at which the parser stopped.
const LONGEST: usize = 8;

/// The tokens from `start` to a few behind `stop`.
fn tokens(source: &str, start: usize, stop: usize) -> Vec<Token> {
    let mut lexer = Lexer::new(source);
    lexer.seek(start);
    let mut tokens = Vec::new();
    let mut behind = 0;
    while behind < LONGEST
        && let Ok(token) = lexer.next_token()
        && token.kind != TokenKind::End
    {
        behind += usize::from(token.start >= stop);
        tokens.push(token);
    }
    tokens
}

/// What stands for each `_`, when the tokens begin as the pattern says and the parser stopped inside it.
fn matched<'a>(pattern: &str, tokens: &[Token], source: &'a str, stop: usize) -> Option<Vec<&'a str>> {
    let mut named = Vec::new();
    let mut at = 0;
    for part in pattern.split(' ') {
        if part == "*" {
            at = tokens.iter().position(|token| token.start >= stop).filter(|there| *there >= at)?;
            continue;
        }
        let token = tokens.get(at)?;
        let text = &source[token.span()];
        match part {
            "_" => named.push(text),
            _ if token.kind == TokenKind::QuotedIdentifier || !text.eq_ignore_ascii_case(part) => {
                return None;
            }
            _ => {}
        }
        at += 1;
    }
    let last = tokens.get(at.checked_sub(1)?)?;
    (stop <= last.start).then_some(named)
}

fn filled(help: &str, named: &[&str]) -> String {
    let mut filled = help.to_owned();
    for (number, name) in (1..).zip(named) {
        filled = filled.replace(&format!("{{{number}}}"), name);
    }
    filled
}
