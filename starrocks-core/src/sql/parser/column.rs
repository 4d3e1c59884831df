//! A column definition.

use super::cursor::{Cursor, Parsed, Reading};
use super::data_type::{begins_type, data_type};
use super::expression::expression;
use crate::nearest::nearest;
use crate::schema::{
    AggState, AggStateArgument, AggType, Column, ColumnValue, DataType, DecimalKind, DefaultValue,
    Nullability, Text,
};
use crate::sql::lexer::{Token, TokenKind};
use crate::sql::reserved::is_reserved;
use std::borrow::Cow;

/// `name [type] [charset] [KEY] [aggregate] [NULL | NOT NULL] [DEFAULT … | AUTO_INCREMENT | AS …] [COMMENT '…']`.
pub(super) fn column(cursor: &mut Cursor<'_>) -> Parsed<Column> {
    let start = cursor.token().start;
    let name = cursor.identifier("the name of a column")?;
    let mut data_type = column_type(cursor, start, &name)?;
    let charset = charset(cursor)?;
    let key = cursor.take_keyword("KEY")?;
    let aggregate = if begins_aggregate(cursor) { Some(aggregate(cursor)?) } else { None };
    if aggregate.is_none() {
        reject_stray_name(cursor)?;
    }
    if let (Reading::ShowCreate, DataType::Decimal(decimal), Some(AggType::Sum)) =
        (cursor.reading, &mut data_type, &aggregate)
        && decimal.precision.is_some_and(|precision| precision < 38)
    {
        // SUM widens every other decimal to 38 digits; DECIMALV2 is printed without its name.
        decimal.kind = DecimalKind::DecimalV2;
    }
    let nullability = nullability(cursor)?;
    let value = value(cursor)?;
    if cursor.reading == Reading::Strict && value != ColumnValue::Given {
        cursor.note_keyword("COMMENT");
        cursor.note_symbol(',');
        cursor.note_symbol(')');
        reject_misplaced(cursor)?;
    }
    let mut comment = if cursor.take_keyword("COMMENT")? { Some(cursor.string("a comment")?) } else { None };
    if cursor.reading == Reading::ShowCreate {
        // A server prints the comment of a column that has none.
        comment = comment.filter(|comment| !comment.is_empty());
    }
    Ok(Column { name, data_type, charset, key, aggregate, nullability, value, comment })
}

/// The type; an aggregate state may stand in its place.
fn column_type(cursor: &mut Cursor<'_>, start: usize, name: &str) -> Parsed<DataType> {
    let word = cursor.token();
    if begins_type(cursor) {
        let parsed = data_type(cursor);
        if !(cursor.is_symbol('(') && cursor.previous_end() == word.end) {
            return parsed;
        }
        return match (parsed, type_stop(cursor, word.start)) {
            (Err(error), Some((at, detail))) => Err(error.with_server_stop(at, detail)),
            (Ok(_), Some((at, detail))) => Err(cursor.unexpected().with_server_stop(at, detail)),
            (parsed, None) => parsed,
        };
    }
    if is_state(cursor) && holds_types(cursor)? {
        return Ok(DataType::Inferred);
    }
    if cursor.is_keyword("KEY") && is_call(cursor.second()?, cursor) {
        return Ok(DataType::Inferred);
    }
    // The hidden column of a partition expression whose type is not known here, see `rules::normal_form`.
    if cursor.reading == Reading::ShowCreate && (cursor.is_keyword("NULL") || cursor.is_keyword("NOT")) {
        return Ok(DataType::Inferred);
    }
    if matches!(cursor.token().kind, TokenKind::Symbol(',' | ')') | TokenKind::End)
        || ["KEY", "NULL", "NOT", "DEFAULT", "COMMENT", "AS"].iter().any(|word| cursor.is_keyword(word))
        || cursor.column_ends.iter().any(|word| cursor.is_keyword(word))
        || AggType::from_keyword(cursor.text()).is_some()
    {
        // The type may be left out in the grammar; its lack is seen when all the text has been read.
        cursor.note_expected("a type");
        cursor.postpone(|cursor| {
            let detail = format!(
                "Unsupported type specification: 'Column's type is null and it's not agg state column{name}'"
            );
            cursor.unexpected().with_server_stop(start, detail)
        });
        return Ok(DataType::Inferred);
    }
    data_type(cursor).map_err(|error| match type_stop(cursor, word.start) {
        Some((at, detail)) => error.with_server_stop(at, detail),
        None => error,
    })
}

/// Where a frontend stops that takes the word of a type at `start` for something else.
fn type_stop(cursor: &Cursor<'_>, start: usize) -> Option<(usize, String)> {
    let mut word = Cursor::new(cursor.source(), cursor.reading).ok()?;
    word.jump(start).ok()?;
    if word.is_keyword("CHARACTER") { charset_stop(&word) } else { name_stop(&word) }
}

/// Whether `second`, the token behind the next one, is a name with a bracket behind it.
fn is_call(second: Token, cursor: &Cursor<'_>) -> bool {
    let name = match second.kind {
        TokenKind::QuotedIdentifier => true,
        TokenKind::Word => !is_reserved(cursor.slice(second.span())),
        _ => false,
    };
    name && cursor.third().is_ok_and(|third| third.kind == TokenKind::Symbol('('))
}

/// Where a frontend stops that takes the next token, a name, for an aggregate function over types: at what stands in the place of its
/// bracket, or of the first type in it.
fn name_stop(cursor: &Cursor<'_>) -> Option<(usize, String)> {
    if !cursor.is_identifier() {
        return None;
    }
    let second = cursor.second().ok()?;
    if second.kind == TokenKind::Symbol('(') {
        return Some(cursor.server_stop(cursor.third().ok()?, "a type"));
    }
    Some(cursor.server_stop(second, "`(`"))
}

/// Where a frontend stops behind CHAR or CHARACTER: SET is missing.
fn charset_stop(cursor: &Cursor<'_>) -> Option<(usize, String)> {
    cursor.second().ok().map(|second| cursor.server_stop(second, "`SET`"))
}

/// No name stands behind the type: a frontend takes it for the aggregate.
fn reject_stray_name(cursor: &mut Cursor<'_>) -> Parsed<()> {
    const NEXT: [&str; 4] = ["DEFAULT", "AUTO_INCREMENT", "AS", "COMMENT"];
    let half_charset = cursor.is_keyword("CHAR") || cursor.is_keyword("CHARACTER");
    let known = NEXT.iter().chain(cursor.column_ends).any(|word| cursor.is_keyword(word));
    if cursor.reading != Reading::Strict || known || !(cursor.is_identifier() || half_charset) {
        return Ok(());
    }
    for word in NEXT.iter().chain(cursor.column_ends) {
        cursor.note_keyword(word);
    }
    let stop = if half_charset { charset_stop(cursor) } else { name_stop(cursor) };
    let mut error = cursor.unexpected();
    let aggregates = AggType::KEYWORDS.iter().filter_map(AggType::keyword);
    if let (None, Some(meant)) = (error.help(), nearest(cursor.text(), aggregates)) {
        error = error.with_help(format!("did you mean `{meant}`?"));
    }
    Err(match stop {
        Some((at, detail)) => error.with_server_stop(at, detail),
        None => error,
    })
}

fn charset(cursor: &mut Cursor<'_>) -> Parsed<Option<Text>> {
    if take_charset_words(cursor)? { cursor.identifier("a character set").map(Some) } else { Ok(None) }
}

/// `CHARSET`, `CHAR SET` or `CHARACTER SET`.
pub(super) fn take_charset_words(cursor: &mut Cursor<'_>) -> Parsed<bool> {
    if cursor.is_keyword("CHARSET") {
        cursor.advance()?;
        return Ok(true);
    }
    if (cursor.is_keyword("CHAR") || cursor.is_keyword("CHARACTER")) && cursor.second_is_keyword("SET") {
        cursor.advance()?;
        cursor.advance()?;
        return Ok(true);
    }
    Ok(false)
}

fn begins_aggregate(cursor: &mut Cursor<'_>) -> bool {
    if cursor.token().kind == TokenKind::Word && AggType::from_keyword(cursor.text()).is_some()
        || is_state(cursor)
    {
        return true;
    }
    cursor.note_expected("an aggregate");
    cursor.note_keyword("NULL");
    cursor.note_keyword("NOT NULL");
    false
}

/// Whether `function(…)` is next.
fn is_state(cursor: &Cursor<'_>) -> bool {
    match cursor.token().kind {
        TokenKind::QuotedIdentifier => cursor.second_is_symbol('('),
        // `PROPERTIES (` is the next clause of an ALTER TABLE.
        TokenKind::Word => {
            cursor.second_is_symbol('(') && !is_reserved(cursor.text()) && !cursor.is_keyword("PROPERTIES")
        }
        _ => false,
    }
}

/// Whether a type stands behind the bracket: `avg(bigint)`, not `geometry(4326)`.
fn holds_types(cursor: &Cursor<'_>) -> Parsed<bool> {
    let mut ahead = Cursor::new(&cursor.source()[cursor.token().start..], cursor.reading)?;
    ahead.advance()?;
    ahead.advance()?;
    Ok(begins_type(&ahead))
}

/// The aggregate of a value column: a keyword, or a function over types.
pub(super) fn aggregate(cursor: &mut Cursor<'_>) -> Parsed<AggType> {
    if is_state(cursor) {
        let function = if cursor.token().kind == TokenKind::QuotedIdentifier {
            cursor.identifier("the name of a function")?
        } else {
            let word = cursor.text().to_owned();
            cursor.advance()?;
            word.into()
        };
        let arguments = cursor.parenthesized(|cursor| {
            let data_type = data_type(cursor)?;
            Ok(AggStateArgument { data_type, nullability: nullability(cursor)? })
        })?;
        return Ok(AggType::State(AggState { function, arguments: Cow::Owned(arguments) }));
    }
    match AggType::from_keyword(cursor.text()) {
        Some(aggregate) if cursor.token().kind == TokenKind::Word => {
            cursor.advance()?;
            Ok(aggregate)
        }
        _ => {
            for keyword in AggType::KEYWORDS.iter().filter_map(AggType::keyword) {
                cursor.note_keyword(keyword);
            }
            Err(cursor.unexpected())
        }
    }
}

fn nullability(cursor: &mut Cursor<'_>) -> Parsed<Nullability> {
    if cursor.take_keyword("NULL")? {
        Ok(Nullability::Null)
    } else if cursor.take_keyword("NOT")? {
        cursor.expect_keyword("NULL")?;
        Ok(Nullability::NotNull)
    } else {
        Ok(Nullability::Unspecified)
    }
}

fn value(cursor: &mut Cursor<'_>) -> Parsed<ColumnValue> {
    if cursor.take_keyword("DEFAULT")? {
        default_value(cursor).map(ColumnValue::Default)
    } else if cursor.take_keyword("AUTO_INCREMENT")? {
        Ok(ColumnValue::AutoIncrement)
    } else if cursor.take_keyword("AS")? {
        expression(cursor).map(ColumnValue::Generated)
    } else {
        Ok(ColumnValue::Given)
    }
}

/// What stands behind DEFAULT.
pub(super) fn default_value(cursor: &mut Cursor<'_>) -> Parsed<DefaultValue> {
    let first = cursor.token();
    if cursor.is_keyword("CURRENT_TIMESTAMP") {
        cursor.advance()?;
        let mut digits = None;
        if cursor.take_symbol('(')? {
            if !cursor.is_symbol(')') {
                digits = Some(cursor.integer("the number of fractional digits")?);
            }
            cursor.expect_symbol(')')?;
        }
        return Ok(DefaultValue::CurrentTimestamp(digits));
    }
    if matches!(first.kind, TokenKind::Symbol(',' | ')') | TokenKind::End) {
        cursor.note_expected("a default value");
        return Err(cursor.unexpected());
    }
    let written = expression(cursor)?;
    let alone = cursor.previous_end() == first.end;
    match first.kind {
        TokenKind::String if alone => Ok(DefaultValue::Text(
            crate::sql::lexer::string_value(cursor.slice(first.span())).into_owned().into(),
        )),
        TokenKind::Word if alone && written.text.eq_ignore_ascii_case("NULL") => Ok(DefaultValue::Null),
        _ => Ok(DefaultValue::Expression(written)),
    }
}

/// What must stand elsewhere: `DEFAULT '0' NOT NULL`, `AS (k) DEFAULT '1'`.
fn reject_misplaced(cursor: &Cursor<'_>) -> Parsed<()> {
    let word = cursor.text().to_ascii_uppercase();
    let help = match word.as_str() {
        "NOT" | "NULL" => "NULL and NOT NULL stand in front of DEFAULT and AS".to_owned(),
        "AUTO_INCREMENT" | "AS" | "DEFAULT" => {
            "a column has a DEFAULT, or AUTO_INCREMENT, or AS: one of the three".to_owned()
        }
        "KEY" => "KEY stands directly behind the type".to_owned(),
        "STORED" | "VIRTUAL" => format!("leave {word} out: the value of a generated column is always stored"),
        _ if AggType::from_keyword(&word).is_some() => {
            "the aggregate stands directly behind the type".to_owned()
        }
        _ => return Ok(()),
    };
    match cursor.token().kind {
        TokenKind::Word => Err(cursor.unexpected().with_help(help)),
        _ => Ok(()),
    }
}
