//! How CREATE and DROP are written.

use super::Statement;
use crate::error::SqlError;
use crate::tokens::Reader;
use starrocks_core::sql::lexer::TokenKind;
use std::borrow::Cow;

fn if_not_exists(reader: &mut Reader<'_>) -> bool {
    reader.takes(&["IF", "NOT", "EXISTS"])
}

pub(super) fn create(mut reader: Reader<'_>) -> Result<Statement, SqlError> {
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
        let text = without_catalog(&reader)?;
        return match starrocks_core::sql::parse_create_table(&text) {
            Ok(create) => Ok(Statement::CreateTable(Box::new(create))),
            Err(error) => Err(SqlError::bare(error.server_message())),
        };
    }
    let what: Vec<&str> = reader.rest_text().split_whitespace().take(2).collect();
    Err(SqlError::unknown_to_sandbox(format!("CREATE {}", what.join(" "))))
}

/// The statement without the name of the catalogue before that of the table: there is only one catalogue.
fn without_catalog<'a>(reader: &Reader<'a>) -> Result<Cow<'a, str>, SqlError> {
    let text = reader.text();
    let mut name = reader.clone();
    if !name.takes(&["EXTERNAL"]) {
        name.takes(&["TEMPORARY"]);
    }
    name.expect(&["TABLE"])?;
    if_not_exists(&mut name);
    let begin = name.rest_text().len();
    let mut after = name.clone();
    // What is no name is an error that the parser of the definition words better.
    if after.identifier().is_err() || !after.takes_symbol('.') {
        return Ok(Cow::Borrowed(text));
    }
    let shorter = after.rest_text().len();
    if after.identifier().is_err() || !after.takes_symbol('.') || after.identifier().is_err() {
        return Ok(Cow::Borrowed(text));
    }
    name.qualified_name()?;
    Ok(Cow::Owned(format!("{}{}", &text[..text.len() - begin], &text[text.len() - shorter..])))
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

pub(super) fn drop(reader: &mut Reader<'_>) -> Result<Statement, SqlError> {
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
