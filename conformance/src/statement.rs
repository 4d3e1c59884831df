//! Which kind of statement a text is, as far as it matters to the tables of a cluster.

use starrocks_core::schema::{AlterClause, AlterTable, TableName};
use starrocks_core::sql::lexer::{Lexer, Token, TokenKind, identifier_value};
use starrocks_core::sql::{CreateTable, ParseError, parse_alter_table, parse_create_table, parse_index};

/// A statement.
#[derive(Clone, Debug)]
pub enum Statement<'a> {
    /// CREATE TABLE that lists the columns of a table of StarRocks' own, or tries to.
    CreateTable(Box<Result<CreateTable, ParseError>>),
    /// ALTER TABLE; CREATE INDEX and DROP INDEX are one with other words.
    AlterTable(Box<Result<AlterTable, ParseError>>),
    /// SHOW CREATE TABLE.
    ShowCreateTable(Name),
    /// DROP TABLE.
    DropTable(Name),
    /// RECOVER TABLE.
    RecoverTable(Name),
    /// CANCEL ALTER TABLE.
    CancelAlter(Name),
    /// CREATE of a table that lists no columns: LIKE another or AS a query.
    CreateUnknown(Name),
    /// CREATE MATERIALIZED VIEW without a way of refreshing it: a synchronous one, which is an index of its table.
    CreateIndexOf {
        /// Its name.
        name: Name,
        /// The table.
        table: Name,
        /// The query behind AS.
        query: &'a str,
    },
    /// CREATE of something else that has a name among the tables: a view, a materialized view, an external table.
    CreateOther(Name),
    /// USE.
    Use(String),
    /// ADMIN SET FRONTEND CONFIG or SET.
    Setting(&'a str),
    /// Nothing that concerns a table.
    Other,
}

/// A name with the database that stands before it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The database, where one is named.
    pub database: Option<String>,
    /// The table.
    pub table: String,
}

impl<'a> Statement<'a> {
    /// Reads a text of one or several statements.
    pub fn read_all(sql: &'a str) -> Vec<Statement<'a>> {
        let words = Words::of(sql);
        let ends = words.tokens.iter().filter(|token| token.kind == TokenKind::Symbol(';'));
        let mut statements = Vec::new();
        let mut start = 0;
        for end in ends.map(|token| token.start).chain([sql.len()]) {
            if !sql[start..end].trim_matches([';', ' ', '\n']).is_empty() {
                statements.push(&sql[start..end]);
            }
            start = (end + 1).min(sql.len());
        }
        match statements.as_slice() {
            // As a whole, with what stands behind it.
            [] | [_] => vec![Statement::read(sql)],
            several => several.iter().map(|sql| Statement::read(sql)).collect(),
        }
    }

    /// Reads the first words of `sql`, and the rest of it where it is a CREATE TABLE.
    pub fn read(sql: &'a str) -> Statement<'a> {
        let words = Words::of(sql);
        let starts = |expected: &[&str]| words.starts_with(expected);
        if starts(&["CREATE", "TABLE"]) || starts(&["CREATE", "TEMPORARY", "TABLE"]) {
            return match words.name_behind("TABLE").filter(|_| words.other_source()) {
                Some(name) => Statement::CreateUnknown(name),
                None => Statement::CreateTable(Box::new(parse_create_table(sql))),
            };
        }
        let named = |word: &str, statement: fn(Name) -> Statement<'a>| {
            words.name_behind(word).map_or(Statement::Other, statement)
        };
        if starts(&["ALTER", "TABLE"]) {
            Statement::AlterTable(Box::new(parse_alter_table(sql)))
        } else if starts(&["CREATE", "INDEX"]) || starts(&["DROP", "INDEX"]) {
            words.index_statement().map_or(Statement::Other, |alter| Statement::AlterTable(Box::new(alter)))
        } else if starts(&["SHOW", "CREATE", "TABLE"]) {
            named("TABLE", Statement::ShowCreateTable)
        } else if starts(&["DROP", "TABLE"]) {
            named("TABLE", Statement::DropTable)
        } else if starts(&["RECOVER", "TABLE"]) {
            named("TABLE", Statement::RecoverTable)
        } else if starts(&["CANCEL", "ALTER", "TABLE"]) {
            named("FROM", Statement::CancelAlter)
        } else if starts(&["CREATE", "EXTERNAL", "TABLE"]) {
            named("TABLE", Statement::CreateOther)
        } else if let Some(index) = words.synchronous_view() {
            index
        } else if starts(&["CREATE", "VIEW"]) || starts(&["CREATE", "MATERIALIZED", "VIEW"]) {
            named("VIEW", Statement::CreateOther)
        } else if starts(&["USE"]) {
            named("USE", |name| Statement::Use(name.table))
        } else if starts(&["ADMIN", "SET"]) || starts(&["SET"]) {
            Statement::Setting(sql)
        } else {
            Statement::Other
        }
    }
}

impl Name {
    /// The name of a table as it is declared.
    pub fn of(name: &TableName) -> Name {
        Name { database: name.database.as_ref().map(ToString::to_string), table: name.name.to_string() }
    }
}

/// The first tokens of a statement.
struct Words<'a> {
    sql: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Words<'a> {
    /// The tokens up to the first one that cannot be read.
    fn of(sql: &'a str) -> Words<'a> {
        let mut lexer = Lexer::new(sql);
        let tokens =
            std::iter::from_fn(|| lexer.next_token().ok()).take_while(|token| token.kind != TokenKind::End);
        Words { sql, tokens: tokens.collect() }
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Word && self.sql[token.span()].eq_ignore_ascii_case(word)
        })
    }

    fn starts_with(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(at, word)| self.is(at, word))
    }

    /// Whether the columns of a CREATE TABLE come from another table or a query: LIKE behind the name, or AS outside of all brackets.
    fn other_source(&self) -> bool {
        let mut depth = 0usize;
        for (at, token) in self.tokens.iter().enumerate() {
            match token.kind {
                TokenKind::Symbol('(') => depth += 1,
                TokenKind::Symbol(')') => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                _ if self.is(at, "LIKE") => return true,
                _ if self.is(at, "AS") && (self.is(at + 1, "SELECT") || self.is(at + 1, "WITH")) => {
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// A synchronous materialized view.
    fn synchronous_view(&self) -> Option<Statement<'a>> {
        if !self.starts_with(&["CREATE", "MATERIALIZED", "VIEW"]) {
            return None;
        }
        let is_as = |at: &usize| self.is(*at, "AS") && self.is(at + 1, "SELECT");
        let query = (0..self.tokens.len()).find(is_as)?;
        let asynchronous = ["REFRESH", "PARTITION", "DISTRIBUTED", "ORDER"];
        if (0..query).any(|at| asynchronous.iter().any(|word| self.is(at, word))) {
            return None;
        }
        Some(Statement::CreateIndexOf {
            name: self.name_behind("VIEW")?,
            table: self.name_behind("FROM")?,
            query: &self.sql[self.tokens.get(query + 1)?.start..],
        })
    }

    /// `CREATE INDEX i ON t (…) …` and `DROP INDEX i ON t` as the ALTER TABLE that they are.
    fn index_statement(&self) -> Option<Result<AlterTable, ParseError>> {
        let on = (0..self.tokens.len()).find(|at| self.is(*at, "ON"))?;
        let index = self.sql[self.tokens.get(2)?.span()].to_owned();
        let table = self.name_behind("ON")?;
        let behind = self.tokens[on..].iter().position(|token| token.kind == TokenKind::Symbol('('));
        let clause = match behind {
            Some(at) => {
                let rest = self.sql[self.tokens[on + at].start..].trim_end_matches(';');
                parse_index(&format!("{index} {rest}")).map(AlterClause::AddIndex)
            }
            None => Ok(AlterClause::DropIndex { index: identifier_value(&index).into_owned().into() }),
        };
        let name = TableName { database: table.database.map(Into::into), name: table.table.into() };
        Some(clause.map(|clause| AlterTable::new(name, [clause])))
    }

    /// The name behind the first `word`, over IF [NOT] EXISTS.
    fn name_behind(&self, word: &str) -> Option<Name> {
        let mut at = (0..self.tokens.len()).find(|at| self.is(*at, word))? + 1;
        while ["IF", "NOT", "EXISTS"].iter().any(|word| self.is(at, word)) {
            at += 1;
        }
        let mut parts: Vec<String> = Vec::new();
        loop {
            let token = self.tokens.get(at)?;
            match token.kind {
                TokenKind::Word | TokenKind::QuotedIdentifier => {}
                _ => return None,
            }
            parts.push(identifier_value(&self.sql[token.span()]).into_owned());
            let point = self.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Symbol('.'));
            if !point {
                break;
            }
            at += 2;
        }
        let table = parts.pop()?;
        Some(Name { database: parts.pop(), table })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_behind_their_words() {
        let name = |sql| match Statement::read(sql) {
            Statement::ShowCreateTable(name)
            | Statement::DropTable(name)
            | Statement::CreateUnknown(name) => (name.database.unwrap_or_default(), name.table),
            other => panic!("{other:?}"),
        };
        let pair = |database: &str, table: &str| (database.to_owned(), table.to_owned());
        assert_eq!(name("show create table `a b`.`t\"x`;"), pair("a b", "t\"x"));
        assert_eq!(name("DROP TABLE IF EXISTS t FORCE"), pair("", "t"));
        assert_eq!(name("CREATE TABLE IF NOT EXISTS t LIKE o"), pair("", "t"));
        assert_eq!(name("CREATE TABLE t (k) PRIMARY KEY(k) AS SELECT 1 AS k"), pair("", "t"));
        assert!(matches!(Statement::read("CREATE TABLE t (k INT AS (1))"), Statement::CreateTable(_)));
    }
}
