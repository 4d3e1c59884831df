//! How SET is written.

use super::{Assignment, SetValue};
use crate::engine::parse;
use crate::error::SqlError;
use crate::tokens::Reader;
use crate::variables::Setting;
use sqlparser::ast::Expr;
use starrocks_core::sql::lexer::TokenKind;

pub(super) fn set(reader: &mut Reader<'_>) -> Result<Vec<Assignment>, SqlError> {
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
pub(super) fn set_expression(reader: &mut Reader<'_>) -> Result<Expr, SqlError> {
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
