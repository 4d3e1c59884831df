//! Queries to syntax trees: StarRocks' own tokens, `sqlparser`'s grammar.
//!
//! The text is cut by the lexer of `starrocks-core`, so literals mean exactly what they mean to StarRocks.

use crate::error::SqlError;
use crate::tokens::Reader;
use sqlparser::ast::{Expr, Query};
use sqlparser::dialect::{Dialect, MySqlDialect};
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::Token;
use starrocks_core::sql::lexer::{TokenKind, identifier_value, string_value};

/// MySQL's grammar with the literals that StarRocks adds.
#[derive(Debug)]
struct StarRocksDialect;

impl Dialect for StarRocksDialect {
    fn dialect(&self) -> std::any::TypeId {
        std::any::TypeId::of::<MySqlDialect>()
    }

    // Only the tokenizer of `sqlparser` asks these, and it is not used.
    fn is_identifier_start(&self, ch: char) -> bool {
        ch.is_alphabetic() || matches!(ch, '_' | '$' | '@')
    }

    fn is_identifier_part(&self, ch: char) -> bool {
        ch.is_alphanumeric() || matches!(ch, '_' | '$' | '@')
    }

    /// DIV.
    fn parse_infix(
        &self,
        parser: &mut Parser<'_>,
        left: &Expr,
        precedence: u8,
    ) -> Option<Result<Expr, ParserError>> {
        MySqlDialect {}.parse_infix(parser, left, precedence)
    }

    fn support_map_literal_syntax(&self) -> bool {
        true
    }

    fn supports_group_by_expr(&self) -> bool {
        true
    }

    fn supports_limit_comma(&self) -> bool {
        true
    }

    fn supports_bitwise_shift_operators(&self) -> bool {
        false
    }

    fn supports_values_as_table_factor(&self) -> bool {
        false
    }
}

/// How many operators may stand between two commas. Chains of operators nest, and SQLite nests expressions only 1000 deep.
const MOST_OPERATORS: usize = 1000;

const OPERATOR_WORDS: [&str; 12] =
    ["AND", "OR", "NOT", "DIV", "MOD", "LIKE", "IS", "UNION", "EXCEPT", "MINUS", "INTERSECT", "JOIN"];

/// What stands from the reader's place to the end of the statement.
pub(crate) fn query(reader: &Reader<'_>) -> Result<Query, SqlError> {
    whole(reader, |parser| parser.parse_query().map(|query| *query))
}

/// An expression up to the end of the statement.
pub(crate) fn expression(reader: &Reader<'_>) -> Result<Expr, SqlError> {
    whole(reader, |parser| parser.parse_expr())
}

fn whole<T>(
    reader: &Reader<'_>,
    parse: impl FnOnce(&mut Parser<'_>) -> Result<T, ParserError>,
) -> Result<T, SqlError> {
    let (tokens, places) = convert(reader)?;
    let mut parser = Parser::new(&StarRocksDialect).with_recursion_limit(200).with_tokens(tokens);
    let parsed = parse(&mut parser).and_then(|parsed| {
        if parser.peek_token().token == Token::EOF {
            return Ok(parsed);
        }
        let found = parser.peek_token();
        parser.next_token();
        Err(ParserError::ParserError(format!("Expected: <EOF>, ';', found: {found}")))
    });
    parsed.map_err(|error| {
        let message = match error {
            ParserError::ParserError(message) | ParserError::TokenizerError(message) => message,
            ParserError::RecursionLimitExceeded => return SqlError::unknown_to_sandbox("such deep nesting"),
        };
        let message = message.split(" at Line:").next().unwrap_or_default();
        let index = parser.index().saturating_sub(1);
        let place = places.get(index).or(places.last()).copied().unwrap_or(0);
        let detail = match message.strip_prefix("Expected: ").and_then(|rest| rest.split_once(", found: ")) {
            Some((expected, found)) => {
                let found = if found == "EOF" { "<EOF>" } else { found };
                format!("Unexpected input '{found}', the most similar input is {{{expected}}}")
            }
            None => message.to_owned(),
        };
        reader.syntax_error(place, detail)
    })
}

/// The tokens from the reader's place on, and where each stands in the text (with the end at last).
fn convert(reader: &Reader<'_>) -> Result<(Vec<Token>, Vec<usize>), SqlError> {
    let mut reader = reader.clone();
    let (mut tokens, mut places) = (Vec::new(), Vec::new());
    // A colon stands only between key and value of a map.
    let mut braces = 0usize;
    let mut operators = 0usize;
    while !reader.at_end() {
        let token = reader.next();
        let text = reader.text_of(token);
        places.push(token.start);
        match token.kind {
            TokenKind::Symbol(',') => operators = 0,
            TokenKind::Symbol(_) => operators += 1,
            TokenKind::Word if OPERATOR_WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) => {
                operators += 1
            }
            _ => {}
        }
        if operators > MOST_OPERATORS {
            return Err(SqlError::unknown_to_sandbox(format!(
                "more than {MOST_OPERATORS} operators in an expression"
            )));
        }
        let mut end = token.end;
        // Two symbols belong together only when nothing stands between them.
        let mut follows = |reader: &mut Reader<'_>, symbol: char| {
            let next = reader.peek();
            let joined = next.start == end && next.kind == TokenKind::Symbol(symbol);
            if joined {
                end = next.end;
                reader.next();
            }
            joined
        };
        tokens.push(match token.kind {
            TokenKind::Word => Token::make_word(text, None),
            TokenKind::QuotedIdentifier => Token::make_word(&identifier_value(text), Some('`')),
            TokenKind::String => Token::SingleQuotedString(string_value(text).into_owned()),
            TokenKind::Binary => Token::HexStringLiteral(text[2..text.len() - 1].to_owned()),
            TokenKind::Integer | TokenKind::Number => Token::Number(text.to_owned(), false),
            TokenKind::Symbol(symbol) => match symbol {
                ',' => Token::Comma,
                '(' => Token::LParen,
                ')' => Token::RParen,
                '[' => Token::LBracket,
                ']' => Token::RBracket,
                '{' => {
                    braces += 1;
                    Token::LBrace
                }
                '}' => {
                    braces = braces.saturating_sub(1);
                    Token::RBrace
                }
                '.' => Token::Period,
                '+' => Token::Plus,
                '-' if follows(&mut reader, '>') => Token::Arrow,
                '-' => Token::Minus,
                '*' => Token::Mul,
                '/' => Token::Div,
                '%' => Token::Mod,
                '=' => Token::Eq,
                '<' if follows(&mut reader, '=') => {
                    if follows(&mut reader, '>') {
                        Token::Spaceship
                    } else {
                        Token::LtEq
                    }
                }
                '<' if follows(&mut reader, '>') => Token::Neq,
                '<' => Token::Lt,
                '>' if follows(&mut reader, '=') => Token::GtEq,
                '>' => Token::Gt,
                '!' if follows(&mut reader, '=') => Token::Neq,
                '!' => Token::ExclamationMark,
                '|' if follows(&mut reader, '|') => Token::StringConcat,
                '|' => Token::Pipe,
                '&' if follows(&mut reader, '&') => Token::make_word("AND", None),
                '&' => Token::Ampersand,
                '^' => Token::Caret,
                '~' => Token::Tilde,
                ':' if braces > 0 => Token::Colon,
                ':' => {
                    return Err(reader.syntax_error(
                        token.start,
                        "Unexpected input ':', the most similar input is {a legal identifier}",
                    ));
                }
                '?' => Token::Placeholder("?".to_owned()),
                '@' => variable(&mut reader),
                other => Token::Char(other),
            },
            TokenKind::Unknown(other) => Token::Char(other),
            TokenKind::End => Token::EOF,
        });
    }
    places.push(reader.peek().start);
    Ok((tokens, places))
}

/// `@name`, `@@name` or `@@session.name` as one word, so that it stands where a column name may stand.
fn variable(reader: &mut Reader<'_>) -> Token {
    let mut name = "@".to_owned();
    if reader.takes_symbol('@') {
        name.push('@');
    }
    loop {
        let token = reader.peek();
        if !matches!(token.kind, TokenKind::Word | TokenKind::QuotedIdentifier) {
            break;
        }
        name.push_str(&identifier_value(reader.text_of(token)));
        reader.next();
        if name.starts_with("@@") && reader.takes_symbol('.') {
            name.push('.');
        } else {
            break;
        }
    }
    Token::make_word(&name, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::statements;

    fn parse(text: &str) -> Result<Query, SqlError> {
        query(&statements(text).unwrap()[0])
    }

    #[test]
    fn starrocks_literals_are_read() {
        for text in [
            "SELECT 1",
            "SELECT [1, 2], map{1:'a'}, @@session.sql_mode, @a",
            "SELECT * FROM t WHERE a <=> 1 AND b != 2 OR c DIV 2 = 1 LIMIT 3, 4",
            "SELECT date_add(d, INTERVAL 1 DAY) FROM db.t AS x GROUP BY 1 ORDER BY 1 DESC",
            "VALUES (1, DEFAULT), (-2, NULL)",
            "WITH c AS (SELECT 1 AS a) SELECT * FROM c",
        ] {
            assert!(parse(text).is_ok(), "{text}: {:?}", parse(text));
        }
    }

    #[test]
    fn a_syntax_error_names_its_place() {
        let error = parse("SELECT 1 2").unwrap_err();
        assert_eq!(
            error.message,
            "Getting syntax error at line 1, column 9. Detail message: Unexpected input '2', the most similar input is \
             {<EOF>, ';'}."
        );
    }
}
