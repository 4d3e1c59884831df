//! Which statements the sandbox knows, and how they are written.

use crate::engine::insert::InsertSource;
use crate::engine::parse;
use crate::error::SqlError;
use crate::tokens::{QualifiedName, Reader, statements};
use crate::variables::Setting;
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
    Databases { like: Option<String> },
    Tables { database: Option<String>, like: Option<String>, full: bool },
    CreateTable(QualifiedName),
    CreateDatabase(String),
    Columns { table: QualifiedName, like: Option<String>, full: bool },
    Index(QualifiedName),
    Partitions(QualifiedName),
    TableStatus { database: Option<String>, like: Option<String> },
    Alter { kind: AlterKind, database: Option<String> },
    Variables { like: Option<String> },
    Config { like: Option<String> },
    Backends,
    Frontends,
    Warnings,
    Charset,
    Engines,
    Catalogs,
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

fn if_not_exists(reader: &mut Reader<'_>) -> bool {
    reader.takes(&["IF", "NOT", "EXISTS"])
}

fn create(mut reader: Reader<'_>) -> Result<Statement, SqlError> {
    if reader.takes(&["DATABASE"]) || reader.takes(&["SCHEMA"]) {
        let if_not_exists = if_not_exists(&mut reader);
        let name = reader.qualified_name()?.name;
        charset(&mut reader)?;
        if reader.takes(&["PROPERTIES"]) {
            pairs(&mut reader)?;
        }
        reader.expect_end()?;
        return Ok(Statement::CreateDatabase { name, if_not_exists });
    }
    let mut table = reader.clone();
    if table.takes(&["TABLE"]) {
        let if_not_exists = if_not_exists(&mut table);
        if let Ok(name) = table.qualified_name()
            && table.takes(&["LIKE"])
        {
            let like = table.qualified_name()?;
            table.expect_end()?;
            return Ok(Statement::CreateTableLike { name, like, if_not_exists });
        }
    }
    if reader.sees(&["TABLE"]) || reader.sees(&["EXTERNAL", "TABLE"]) || reader.sees(&["TEMPORARY", "TABLE"])
    {
        if has_query(&reader) {
            return Err(SqlError::unknown_to_sandbox("CREATE TABLE … AS SELECT"));
        }
        return match starrocks_core::sql::parse_create_table(reader.text()) {
            Ok(create) => Ok(Statement::CreateTable(Box::new(create))),
            Err(error) => Err(SqlError::bare(error.server_message())),
        };
    }
    let what: Vec<&str> = reader.rest_text().split_whitespace().take(2).collect();
    Err(SqlError::unknown_to_sandbox(format!("CREATE {}", what.join(" "))))
}

/// Whether the definition ends in `AS SELECT …`; a generated column has its AS in parentheses.
fn has_query(reader: &Reader<'_>) -> bool {
    let mut reader = reader.clone();
    let mut depth = 0usize;
    while !reader.at_end() {
        if depth == 0 && (reader.sees(&["AS", "SELECT"]) || reader.sees(&["AS", "WITH"])) {
            return true;
        }
        match reader.next().kind {
            TokenKind::Symbol('(') => depth += 1,
            TokenKind::Symbol(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// `[DEFAULT] CHARACTER SET [=] x` and `[DEFAULT] COLLATE [=] x`, which a frontend reads and forgets.
fn charset(reader: &mut Reader<'_>) -> Result<(), SqlError> {
    loop {
        let before = reader.clone();
        reader.takes(&["DEFAULT"]);
        let word = reader.takes(&["CHARACTER", "SET"])
            || reader.takes(&["CHAR", "SET"])
            || reader.takes(&["CHARSET"])
            || reader.takes(&["COLLATE"]);
        if !word {
            *reader = before;
            return Ok(());
        }
        reader.takes_symbol('=');
        reader.string_or_identifier()?;
    }
}

fn pairs(reader: &mut Reader<'_>) -> Result<(), SqlError> {
    reader.expect_symbol('(')?;
    loop {
        reader.string()?;
        reader.expect_symbol('=')?;
        reader.string()?;
        if !reader.takes_symbol(',') {
            break;
        }
    }
    reader.expect_symbol(')')
}

fn drop(reader: &mut Reader<'_>) -> Result<Statement, SqlError> {
    if reader.takes(&["DATABASE"]) || reader.takes(&["SCHEMA"]) {
        let if_exists = reader.takes(&["IF", "EXISTS"]);
        let name = reader.qualified_name()?.name;
        reader.takes(&["FORCE"]);
        return Ok(Statement::DropDatabase { name, if_exists });
    }
    if reader.takes(&["PREPARE"]) {
        return Ok(Statement::Deallocate(reader.identifier()?));
    }
    if reader.takes(&["TABLE"]) {
        let if_exists = reader.takes(&["IF", "EXISTS"]);
        let name = reader.qualified_name()?;
        reader.takes(&["FORCE"]);
        return Ok(Statement::DropTable { name, if_exists });
    }
    let what: Vec<&str> = reader.rest_text().split_whitespace().take(2).collect();
    Err(SqlError::unknown_to_sandbox(format!("DROP {}", what.join(" "))))
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

fn set(reader: &mut Reader<'_>) -> Result<Vec<Assignment>, SqlError> {
    let mut assignments = Vec::new();
    loop {
        assignments.push(assignment(reader)?);
        if !reader.takes_symbol(',') {
            return Ok(assignments);
        }
    }
}

fn assignment(reader: &mut Reader<'_>) -> Result<Assignment, SqlError> {
    let session = reader.takes(&["SESSION"]) || reader.takes(&["LOCAL"]) || reader.takes(&["GLOBAL"]);
    if reader.takes(&["TRANSACTION"]) {
        // Characteristics are words; none of them means anything to a frontend.
        while reader.peek().kind == TokenKind::Word {
            reader.next();
        }
        return Ok(Assignment::Transaction);
    }
    if !session {
        if reader.takes(&["NAMES"]) {
            let charset = if reader.takes(&["DEFAULT"]) {
                Setting::Default
            } else {
                Setting::Value(reader.string_or_identifier()?)
            };
            if reader.takes(&["COLLATE"]) && !reader.takes(&["DEFAULT"]) {
                reader.string_or_identifier()?;
            }
            return Ok(Assignment::Names(charset));
        }
        if reader.takes(&["CHARACTER", "SET"]) || reader.takes(&["CHAR", "SET"]) || reader.takes(&["CHARSET"])
        {
            return Ok(Assignment::Names(if reader.takes(&["DEFAULT"]) {
                Setting::Default
            } else {
                Setting::Value(reader.string_or_identifier()?)
            }));
        }
        if reader.takes(&["CATALOG"]) {
            return Ok(Assignment::Catalog(reader.string_or_identifier()?));
        }
        if reader.sees(&["PASSWORD"])
            || reader.sees(&["ROLE"])
            || reader.sees(&["DEFAULT"])
            || reader.sees(&["PROPERTY"])
        {
            return Err(SqlError::unknown_to_sandbox("this form of SET"));
        }
    }
    if reader.takes_symbol('@') {
        if !reader.takes_symbol('@') {
            let name = reader.identifier()?;
            reader.expect_symbol('=')?;
            return Ok(Assignment::UserVariable { name, value: Box::new(set_expression(reader)?) });
        }
        if reader.takes(&["SESSION"]) || reader.takes(&["LOCAL"]) || reader.takes(&["GLOBAL"]) {
            reader.expect_symbol('.')?;
        }
    }
    let name = reader.identifier()?;
    reader.expect_symbol('=')?;
    let value = if reader.takes(&["DEFAULT"]) {
        SetValue::Default
    } else {
        SetValue::Expression(Box::new(set_expression(reader)?))
    };
    Ok(Assignment::Variable { name, value })
}

/// The expression up to the next comma or WHERE outside of parentheses.
fn set_expression(reader: &mut Reader<'_>) -> Result<Expr, SqlError> {
    let start = reader.clone();
    let mut depth = 0usize;
    while !reader.at_end() {
        if depth == 0 && reader.sees(&["WHERE"]) {
            break;
        }
        match reader.peek().kind {
            TokenKind::Symbol('(' | '[' | '{') => depth += 1,
            TokenKind::Symbol(')' | ']' | '}') => depth = depth.saturating_sub(1),
            TokenKind::Symbol(',') if depth == 0 => break,
            _ => {}
        }
        reader.next();
    }
    parse::expression(&start.up_to(reader))
}

fn like(reader: &mut Reader<'_>) -> Result<Option<String>, SqlError> {
    if reader.takes(&["LIKE"]) { reader.string().map(Some) } else { Ok(None) }
}

/// `LIKE 'x'` or `WHERE column = 'x'` for the one column that the list is about.
fn filter(reader: &mut Reader<'_>, column: &str) -> Result<Option<String>, SqlError> {
    if !reader.takes(&["WHERE"]) {
        return like(reader);
    }
    let name = reader.identifier()?;
    if !name.eq_ignore_ascii_case(column) {
        return Err(SqlError::analyzing(format!("Column '{name}' cannot be resolved")));
    }
    if reader.takes(&["LIKE"]) {
        return reader.string().map(Some);
    }
    reader.expect_symbol('=')?;
    // Equality is a pattern without wildcards.
    Ok(Some(reader.string()?.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")))
}

fn from_database(reader: &mut Reader<'_>) -> Result<Option<String>, SqlError> {
    if reader.takes(&["FROM"]) || reader.takes(&["IN"]) {
        Ok(Some(reader.qualified_name()?.name))
    } else {
        Ok(None)
    }
}

fn from_table(reader: &mut Reader<'_>) -> Result<QualifiedName, SqlError> {
    if !reader.takes(&["FROM"]) && !reader.takes(&["IN"]) {
        return Err(reader.unexpected("FROM', 'IN"));
    }
    let mut table = reader.qualified_name()?;
    if let Some(database) = from_database(reader)? {
        table.database = Some(database);
    }
    Ok(table)
}

fn show(reader: &mut Reader<'_>) -> Result<Show, SqlError> {
    let full = reader.takes(&["FULL"]);
    if reader.takes(&["TABLES"]) {
        let database = from_database(reader)?;
        // Only the name of the database is known later; the column is called after it.
        let like = if reader.sees(&["WHERE"]) {
            return Err(SqlError::unknown_to_sandbox("SHOW TABLES … WHERE"));
        } else {
            like(reader)?
        };
        return Ok(Show::Tables { database, like, full });
    }
    if reader.takes(&["COLUMNS"]) || reader.takes(&["FIELDS"]) {
        let table = from_table(reader)?;
        return Ok(Show::Columns { table, like: filter(reader, "Field")?, full });
    }
    if full && !reader.sees(&["PROCESSLIST"]) {
        return Err(reader.unexpected("TABLES', 'COLUMNS"));
    }
    Ok(match () {
        () if reader.takes(&["DATABASES"]) || reader.takes(&["SCHEMAS"]) => {
            if let Some(catalog) = from_database(reader)?
                && !catalog.eq_ignore_ascii_case("default_catalog")
            {
                return Err(SqlError::analyzing_as(5078, format!("Unknown catalog '{catalog}'")));
            }
            Show::Databases { like: filter(reader, "Database")? }
        }
        () if reader.takes(&["CREATE", "TABLE"]) => Show::CreateTable(reader.qualified_name()?),
        () if reader.takes(&["CREATE", "DATABASE"]) || reader.takes(&["CREATE", "SCHEMA"]) => {
            Show::CreateDatabase(reader.qualified_name()?.name)
        }
        () if reader.takes(&["INDEX"])
            || reader.takes(&["INDEXES"])
            || reader.takes(&["KEY"])
            || reader.takes(&["KEYS"]) =>
        {
            Show::Index(from_table(reader)?)
        }
        () if reader.takes(&["PARTITIONS"]) => Show::Partitions(from_table(reader)?),
        () if reader.takes(&["TABLE", "STATUS"]) => {
            let database = from_database(reader)?;
            Show::TableStatus { database, like: filter(reader, "Name")? }
        }
        () if reader.takes(&["ALTER", "TABLE"]) => {
            let kind = if reader.takes(&["COLUMN"]) {
                AlterKind::Column
            } else if reader.takes(&["OPTIMIZE"]) {
                AlterKind::Optimize
            } else if reader.takes(&["ROLLUP"]) {
                AlterKind::Rollup
            } else {
                return Err(reader.unexpected("COLUMN', 'OPTIMIZE', 'ROLLUP"));
            };
            let database = from_database(reader)?;
            // No job is ever there, so what is asked about them does not matter, only that it is well formed.
            alter_filter(reader)?;
            Show::Alter { kind, database }
        }
        () if reader.takes(&["ALTER", "MATERIALIZED", "VIEW"]) => {
            let database = from_database(reader)?;
            alter_filter(reader)?;
            Show::Alter { kind: AlterKind::Rollup, database }
        }
        () if reader.takes(&["VARIABLES"])
            || reader.takes(&["SESSION", "VARIABLES"])
            || reader.takes(&["LOCAL", "VARIABLES"])
            || reader.takes(&["GLOBAL", "VARIABLES"]) =>
        {
            Show::Variables { like: filter(reader, "Variable_name")? }
        }
        () if reader.takes(&["BACKENDS"]) => Show::Backends,
        () if reader.takes(&["FRONTENDS"]) => Show::Frontends,
        () if reader.takes(&["WARNINGS"]) || reader.takes(&["ERRORS"]) => Show::Warnings,
        () if reader.takes(&["CHARSET"]) || reader.takes(&["CHARACTER", "SET"]) => Show::Charset,
        () if reader.takes(&["ENGINES"]) => Show::Engines,
        () if reader.takes(&["CATALOGS"]) => Show::Catalogs,
        () => {
            let what: Vec<&str> = reader.rest_text().split_whitespace().take(3).collect();
            return Err(SqlError::unknown_to_sandbox(format!("SHOW {}", what.join(" "))));
        }
    })
}

fn alter_filter(reader: &mut Reader<'_>) -> Result<(), SqlError> {
    const COLUMNS: [&str; 4] = ["TableName", "CreateTime", "FinishTime", "State"];
    if reader.takes(&["WHERE"]) {
        loop {
            let name = reader.identifier()?;
            if !COLUMNS.iter().any(|column| column.eq_ignore_ascii_case(&name)) {
                return Err(SqlError::analyzing_as(
                    5064,
                    "The columns of TableName/CreateTime/FinishTime/State are supported.",
                ));
            }
            while matches!(reader.peek().kind, TokenKind::Symbol('=' | '<' | '>' | '!')) {
                reader.next();
            }
            reader.string()?;
            if !reader.takes(&["AND"]) {
                break;
            }
        }
    }
    if reader.takes(&["ORDER", "BY"]) {
        loop {
            reader.identifier()?;
            if !reader.takes(&["ASC"]) {
                reader.takes(&["DESC"]);
            }
            if !reader.takes_symbol(',') {
                break;
            }
        }
    }
    if reader.takes(&["LIMIT"]) {
        reader.next();
    }
    Ok(())
}
