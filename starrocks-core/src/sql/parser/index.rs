//! INDEX.

use super::cursor::{Cursor, Parsed, Reading};
use super::properties::optional_property_list;
use crate::nearest::nearest;
use crate::schema::{Index, IndexType, Properties, Text};
use crate::sql::lexer::TokenKind;
use std::borrow::Cow;

/// What stands behind INDEX: `name (column) [USING type [(…)]] [COMMENT '…']`.
pub(super) fn index(cursor: &mut Cursor<'_>) -> Parsed<Index> {
    let name = match cursor.reading {
        Reading::Strict => cursor.identifier("the name of an index")?,
        Reading::ShowCreate => printed_name(cursor)?,
    };
    let columns = cursor.identifier_list("the column of an index")?;
    let (mut index_type, mut properties) = (IndexType::Bitmap, Properties::NONE);
    if cursor.take_keyword("USING")? {
        index_type = using(cursor)?;
        properties = optional_property_list(cursor)?;
    }
    let comment = if cursor.is_keyword("COMMENT") {
        match cursor.reading {
            Reading::Strict => {
                cursor.advance()?;
                Some(cursor.string("a comment")?)
            }
            Reading::ShowCreate => Some(printed_comment(cursor)?).filter(|comment| !comment.is_empty()),
        }
    } else {
        cursor.note_keyword("COMMENT");
        None
    };
    Ok(Index { name, columns: Cow::Owned(columns), index_type, properties, comment })
}

fn using(cursor: &mut Cursor<'_>) -> Parsed<IndexType> {
    let known = [IndexType::Bitmap, IndexType::Gin, IndexType::NgramBf, IndexType::Vector];
    if let Some(index_type) = known.iter().find(|known| cursor.is_keyword(known.keyword())) {
        cursor.advance()?;
        return Ok(index_type.clone());
    }
    if cursor.reading == Reading::ShowCreate && cursor.token().kind == TokenKind::Word {
        let word = cursor.text().to_owned();
        cursor.advance()?;
        return Ok(IndexType::Other(word.into()));
    }
    for word in ["BITMAP", "GIN", "NGRAMBF", "VECTOR"] {
        cursor.note_keyword(word);
    }
    let error = cursor.unexpected();
    Err(match nearest(cursor.text(), known.iter().map(IndexType::keyword)) {
        Some(near) => error.with_help(format!("did you mean {near}?")),
        None => error,
    })
}

/// SHOW CREATE TABLE prints index names bare, whatever they hold, in front of a quoted column.
fn printed_name(cursor: &mut Cursor<'_>) -> Parsed<Text> {
    let start = cursor.bare_start(1);
    let rest = &cursor.source()[start..];
    let Some(end) = rest.find(" (`") else {
        return cursor.identifier("the name of an index");
    };
    let name = rest[..end].to_owned();
    cursor.jump(start + end)?;
    Ok(name.into())
}

/// SHOW CREATE TABLE prints the comment of an index in single quotes without escapes. It ends where the next index or
/// the end of the column list begins.
fn printed_comment(cursor: &mut Cursor<'_>) -> Parsed<Text> {
    let start = cursor.token().end;
    let rest = &cursor.source()[start..];
    let ends = ["',\n  INDEX ", "'\n) ENGINE="];
    let (Some(open), Some(end)) =
        (rest.strip_prefix(" '"), ends.iter().filter_map(|end| rest.find(end)).filter(|at| *at >= 2).min())
    else {
        cursor.advance()?;
        return cursor.string("a comment");
    };
    let comment = open[..end - 2].to_owned();
    cursor.jump(start + end + 1)?;
    Ok(comment.into())
}
