//! Which statements the sandbox knows, and how they are written.

mod create;
mod set;
mod show;

use crate::engine::insert::InsertSource;
use crate::engine::parse;
use crate::error::SqlError;
use crate::tokens::{QualifiedName, Reader, statements};
use crate::variables::Setting;
use create::{create, drop};
use set::{set, set_expression};
use show::{like, show};
use sqlparser::ast::{Expr, Query};
use starrocks_core::sql::CreateTable;
use starrocks_core::sql::lexer::TokenKind;

/// A parsed statement.
#[derive(Clone, Debug)]
pub(crate) enum Statement {
    /// A lone `;`.
    Empty,
    Use(String),
    CreateDatabase {
        name: String,
        if_not_exists: bool,
    },
    DropDatabase {
        name: String,
        if_exists: bool,
    },
    CreateTable(Box<CreateTable>),
    CreateTableLike {
        name: QualifiedName,
        like: QualifiedName,
        if_not_exists: bool,
    },
    DropTable {
        name: QualifiedName,
        if_exists: bool,
    },
    Truncate {
        name: QualifiedName,
        partitions: Vec<String>,
    },
    Insert {
        table: QualifiedName,
        source: Box<InsertSource>,
    },
    Update {
        table: QualifiedName,
        assignments: Vec<(String, Expr)>,
        condition: Option<Box<Expr>>,
    },
    Delete {
        table: QualifiedName,
        condition: Option<Box<Expr>>,
    },
    Query(Box<Query>),
    Set(Vec<Assignment>),
    Begin {
        label: Option<String>,
    },
    Commit,
    Rollback,
    Describe {
        table: QualifiedName,
        all: bool,
    },
    Show(Show),
    Kill(u64),
    /// Statements that a frontend takes and that change nothing here.
    Nothing,
    Prepare {
        name: String,
        query: Box<Query>,
    },
    ExecutePrepared {
        name: String,
        variables: Vec<String>,
    },
    Deallocate(String),
}

impl Statement {
    /// Whether the statement may stand in an explicit transaction.
    pub(crate) fn allowed_in_transaction(&self) -> bool {
        matches!(
            self,
            Statement::Empty
                | Statement::Begin { .. }
                | Statement::Commit
                | Statement::Rollback
                | Statement::Insert { .. }
                | Statement::Update { .. }
                | Statement::Delete { .. }
                | Statement::Set(_)
                | Statement::Query(_)
        )
    }
}

/// A part of SET.
#[derive(Clone, Debug)]
pub(crate) enum Assignment {
    Variable {
        name: String,
        value: SetValue,
    },
    UserVariable {
        name: String,
        value: Box<Expr>,
    },
    Names(Setting),
    Catalog(String),
    /// SET TRANSACTION …, which changes nothing.
    Transaction,
}

/// The right side of a SET.
#[derive(Clone, Debug)]
pub(crate) enum SetValue {
    Default,
    Expression(Box<Expr>),
}

/// A SHOW statement.
#[derive(Clone, Debug)]
pub(crate) enum Show {
    Databases {
        like: Option<String>,
    },
    Tables {
        database: Option<String>,
        like: Option<String>,
        full: bool,
    },
    CreateTable(QualifiedName),
    CreateDatabase(String),
    Columns {
        table: QualifiedName,
        like: Option<String>,
        full: bool,
    },
    Index(QualifiedName),
    Partitions(QualifiedName),
    TableStatus {
        database: Option<String>,
        like: Option<String>,
    },
    Alter {
        kind: AlterKind,
        database: Option<String>,
    },
    Variables {
        like: Option<String>,
    },
    Config {
        like: Option<String>,
    },
    Backends,
    Frontends,
    Warnings,
    Charset,
    Engines,
    Catalogs,
    Collation,
    /// A list that is always empty here: its titles.
    Empty(&'static [&'static str]),
}

/// Which jobs SHOW ALTER TABLE lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AlterKind {
    Column,
    Optimize,
    Rollup,
}

/// All statements of a text. One that cannot be parsed makes the whole text an error.
pub(crate) fn parse_all(text: &str) -> Result<Vec<Statement>, SqlError> {
    statements(text)?.into_iter().map(parse).collect()
}

fn parse(mut reader: Reader<'_>) -> Result<Statement, SqlError> {
    if reader.is_empty() {
        return if reader.ends_the_text() { Err(reader.unexpected("SELECT")) } else { Ok(Statement::Empty) };
    }
    if reader.sees(&["SELECT"])
        || reader.sees(&["WITH"])
        || reader.sees(&["VALUES"])
        || reader.sees_symbol('(')
    {
        return parse::query(&reader).map(|query| Statement::Query(Box::new(query)));
    }
    let statement = match () {
        () if reader.takes(&["INSERT"]) => return insert(reader),
        () if reader.takes(&["CREATE"]) => return create(reader),
        () if reader.takes(&["UPDATE"]) => update(&mut reader)?,
        () if reader.takes(&["DELETE"]) => {
            reader.expect(&["FROM"])?;
            let table = reader.qualified_name()?;
            Statement::Delete { table, condition: condition(&mut reader)? }
        }
        () if reader.takes(&["DROP"]) => drop(&mut reader)?,
        () if reader.takes(&["SHOW"]) => Statement::Show(show(&mut reader)?),
        () if reader.takes(&["DESC"]) || reader.takes(&["DESCRIBE"]) => {
            let table = reader.qualified_name()?;
            Statement::Describe { table, all: reader.takes(&["ALL"]) }
        }
        () if reader.takes(&["USE"]) => {
            let name = reader.qualified_name()?;
            Statement::Use(name.name)
        }
        () if reader.takes(&["SET"]) => Statement::Set(set(&mut reader)?),
        () if reader.takes(&["BEGIN"]) || reader.takes(&["START", "TRANSACTION"]) => begin(&mut reader)?,
        () if reader.takes(&["COMMIT"]) => {
            reader.takes(&["WORK"]);
            Statement::Commit
        }
        () if reader.takes(&["ROLLBACK"]) => {
            reader.takes(&["WORK"]);
            Statement::Rollback
        }
        () if reader.takes(&["TRUNCATE"]) => {
            reader.expect(&["TABLE"])?;
            let name = reader.qualified_name()?;
            let mut partitions = Vec::new();
            if reader.takes(&["PARTITION"]) || reader.takes(&["PARTITIONS"]) {
                reader.expect_symbol('(')?;
                loop {
                    partitions.push(reader.identifier()?);
                    if !reader.takes_symbol(',') {
                        break;
                    }
                }
                reader.expect_symbol(')')?;
            }
            Statement::Truncate { name, partitions }
        }
        () if reader.takes(&["ADMIN", "SHOW", "FRONTEND", "CONFIG"]) => {
            Statement::Show(Show::Config { like: like(&mut reader)? })
        }
        () if reader.takes(&["KILL"]) => {
            if !reader.takes(&["CONNECTION"]) {
                reader.takes(&["QUERY"]);
            }
            let token = reader.next();
            match reader.text_of(token).parse() {
                Ok(id) => Statement::Kill(id),
                Err(_) => return Err(SqlError::unknown_to_sandbox("KILL of something that is no number")),
            }
        }
        () if reader.takes(&["UNLOCK", "TABLES"]) || reader.takes(&["SYNC"]) => Statement::Nothing,
        () if reader.takes(&["PREPARE"]) => return prepare(reader),
        () if reader.takes(&["EXECUTE"]) => {
            let name = reader.identifier()?;
            let mut variables = Vec::new();
            if reader.takes(&["USING"]) {
                loop {
                    reader.expect_symbol('@')?;
                    variables.push(reader.identifier()?);
                    if !reader.takes_symbol(',') {
                        break;
                    }
                }
            }
            Statement::ExecutePrepared { name, variables }
        }
        () if reader.takes(&["DEALLOCATE"]) || reader.takes(&["DROP", "PREPARE"]) => {
            reader.takes(&["PREPARE"]);
            Statement::Deallocate(reader.identifier()?)
        }
        () => return Err(not_known(&reader)),
    };
    reader.expect_end()?;
    Ok(statement)
}

/// Words with which statements of StarRocks begin; anything else is a syntax error there as well.
const FIRST_WORDS: &[&str] = &[
    "ADD",
    "ADMIN",
    "ALTER",
    "ANALYZE",
    "BACKUP",
    "CALL",
    "CANCEL",
    "CLEAN",
    "CLEAR",
    "EXPLAIN",
    "EXPORT",
    "GRANT",
    "INSTALL",
    "LOAD",
    "LOCK",
    "PAUSE",
    "RECOVER",
    "REFRESH",
    "RESTORE",
    "RESUME",
    "REVOKE",
    "STOP",
    "SUBMIT",
    "SUSPEND",
    "TRANSLATE",
    "UNINSTALL",
];

fn not_known(reader: &Reader<'_>) -> SqlError {
    let first = reader.text_of(reader.peek());
    if FIRST_WORDS.iter().any(|word| word.eq_ignore_ascii_case(first)) {
        let words: Vec<&str> = reader.text().split_whitespace().take(3).collect();
        return SqlError::unknown_to_sandbox(format!("this statement: {} …", words.join(" ")));
    }
    reader.unexpected("SELECT")
}

fn insert(mut reader: Reader<'_>) -> Result<Statement, SqlError> {
    if reader.sees(&["OVERWRITE"]) {
        return Err(SqlError::unknown_to_sandbox("INSERT OVERWRITE"));
    }
    reader.expect(&["INTO"])?;
    reader.takes(&["TABLE"]);
    let table = reader.qualified_name()?;
    if reader.sees(&["PARTITION"])
        || reader.sees(&["WITH", "LABEL"])
        || reader.sees(&["PROPERTIES"])
        || reader.sees(&["BY"])
    {
        return Err(SqlError::unknown_to_sandbox("INSERT with a partition, a label, properties or BY NAME"));
    }
    let mut columns = None;
    let before = reader.clone();
    if reader.takes_symbol('(') {
        // `(SELECT …)` is a query, `(a, b)` are columns.
        if reader.sees(&["SELECT"])
            || reader.sees(&["WITH"])
            || reader.sees(&["VALUES"])
            || reader.sees_symbol('(')
        {
            reader = before;
        } else {
            let mut names = vec![reader.identifier()?];
            while reader.takes_symbol(',') {
                names.push(reader.identifier()?);
            }
            reader.expect_symbol(')')?;
            columns = Some(names);
        }
    }
    let query = parse::query(&reader)?;
    Ok(Statement::Insert { table, source: Box::new(InsertSource { columns, query }) })
}

fn update(reader: &mut Reader<'_>) -> Result<Statement, SqlError> {
    let table = reader.qualified_name()?;
    reader.expect(&["SET"])?;
    let mut assignments = Vec::new();
    loop {
        let column = reader.identifier()?;
        reader.expect_symbol('=')?;
        assignments.push((column, set_expression(reader)?));
        if !reader.takes_symbol(',') {
            break;
        }
    }
    Ok(Statement::Update { table, assignments, condition: condition(reader)? })
}

/// `WHERE …` up to the end.
fn condition(reader: &mut Reader<'_>) -> Result<Option<Box<Expr>>, SqlError> {
    if !reader.takes(&["WHERE"]) {
        return Ok(None);
    }
    let condition = parse::expression(reader)?;
    while !reader.at_end() {
        reader.next();
    }
    Ok(Some(Box::new(condition)))
}

fn begin(reader: &mut Reader<'_>) -> Result<Statement, SqlError> {
    reader.takes(&["WORK"]);
    reader.takes(&["WITH", "CONSISTENT", "SNAPSHOT"]);
    let label = if reader.takes(&["WITH", "LABEL"]) { Some(reader.identifier()?) } else { None };
    Ok(Statement::Begin { label })
}

fn prepare(mut reader: Reader<'_>) -> Result<Statement, SqlError> {
    let name = reader.identifier()?;
    reader.expect(&["FROM"])?;
    if reader.peek().kind == TokenKind::String {
        let text = reader.string()?;
        reader.expect_end()?;
        return Ok(Statement::Prepare { name, query: Box::new(prepared_query(&text)?) });
    }
    match parse_all(reader.rest_text())?.pop() {
        Some(Statement::Query(query)) => Ok(Statement::Prepare { name, query }),
        _ => Err(SqlError::analyzing_as(1295, UNSUPPORTED_PREPARE)),
    }
}

/// What every statement but a query answers to PREPARE.
pub(crate) const UNSUPPORTED_PREPARE: &str =
    "This command is not supported in the prepared statement protocol yet";

/// The only query of a text.
pub(crate) fn prepared_query(text: &str) -> Result<Query, SqlError> {
    let mut all = statements(text)?;
    if all.len() != 1 {
        return Err(SqlError::unknown_to_sandbox("several statements in one PREPARE"));
    }
    let reader = all.remove(0);
    if !(reader.sees(&["SELECT"])
        || reader.sees(&["WITH"])
        || reader.sees(&["VALUES"])
        || reader.sees_symbol('('))
    {
        return Err(SqlError::new(1295, UNSUPPORTED_PREPARE));
    }
    parse::query(&reader)
}
