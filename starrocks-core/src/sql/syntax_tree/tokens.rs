//! The tokens of an expression, with the operators of more than one character put together.

use crate::sql::lexer::{Lexer, Token, TokenKind};

/// A token of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Word,
    QuotedName,
    Text,
    Binary,
    Integer,
    Number,
    Operator(&'static str),
}

/// The longest first.
const OPERATORS: [&str; 34] = [
    "<=>", "<=", ">=", "<>", "!=", "||", "&&", "->", "(", ")", "[", "]", "{", "}", ",", ".", ":", "+", "-",
    "*", "/", "%", "^", "&", "|", "~", "!", "=", "<", ">", "@", "?", ";", "#",
];

/// All pieces; `None` when the text cannot be cut.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut lexer = Lexer::new(text);
    let mut all = Vec::new();
    let mut until = 0;
    loop {
        let token = lexer.next_token().ok()?;
        if token.kind == TokenKind::End {
            return Some(all);
        }
        // Part of an operator that is there already.
        if token.start < until {
            continue;
        }
        let piece = piece(text, token)?;
        until = piece.end;
        all.push(piece);
    }
}

fn piece(text: &str, token: Token) -> Option<Piece> {
    let kind = match token.kind {
        TokenKind::Word => PieceKind::Word,
        TokenKind::QuotedIdentifier => PieceKind::QuotedName,
        TokenKind::String => PieceKind::Text,
        TokenKind::Binary => PieceKind::Binary,
        TokenKind::Integer => PieceKind::Integer,
        TokenKind::Number => PieceKind::Number,
        TokenKind::Symbol(_) => {
            let operator =
                OPERATORS.into_iter().find(|operator| text[token.start..].starts_with(operator))?;
            let end = token.start + operator.len();
            return Some(Piece { kind: PieceKind::Operator(operator), start: token.start, end });
        }
        TokenKind::Unknown(_) | TokenKind::End => return None,
    };
    Some(Piece { kind, start: token.start, end: token.end })
}
