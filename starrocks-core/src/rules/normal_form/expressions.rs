//! Expressions as a server prints them: function names in lower case, columns in backquotes, texts in single quotes.
//!
//! A server prints its syntax tree; this works on tokens, and leaves an expression that holds anything beyond names,
//! literals, function calls and brackets as it is.

use crate::schema::{DefaultValue, Expression, KeyModel, Table};
use crate::sql::expression::tokens;
use crate::sql::lexer::{Token, TokenKind, identifier_value, string_value};
use crate::sql::{is_reserved, quote_identifier};

/// How a server writes the columns of an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Quoted,
    AsWritten,
}

/// The columns of a PRIMARY KEY table go through another printer than those of the other models.
pub(super) fn names_of(model: KeyModel) -> Names {
    if model == KeyModel::Primary { Names::AsWritten } else { Names::Quoted }
}

/// An expression over the columns of `table`.
pub(super) fn canonical(expression: &Expression, table: &Table, names: Names) -> Expression {
    let text = without_brackets(&expression.text);
    let is_column = |name: &str| table.column(name).is_some();
    Expression::new(render(text, names, &is_column).unwrap_or_else(|| text.to_owned()))
}

/// A partition expression, whose names a server leaves as they are.
pub(super) fn canonical_partition(expression: &Expression) -> Expression {
    let text = without_brackets(&expression.text);
    let Some(rendered) = render(text, Names::AsWritten, &|_| true) else {
        return Expression::new(text.to_owned());
    };
    if rendered.starts_with("CAST(") {
        return Expression::new(rendered);
    }
    let function = tokens(text).first().map_or(0, |token| token.end);
    Expression::new(format!("{}{}", &text[..function], &rendered[function..]))
}

/// A default: a text in brackets is a text, `now()` is CURRENT_TIMESTAMP, literals stand without blanks.
pub(super) fn canonical_default(default: &DefaultValue) -> DefaultValue {
    let DefaultValue::Expression(expression) = default else {
        return default.clone();
    };
    let text = without_brackets(&expression.text);
    let parts = tokens(text);
    let lower = text.to_lowercase();
    match parts.as_slice() {
        [one] if one.kind == TokenKind::String => DefaultValue::Text(string_value(text).into_owned().into()),
        _ if lower == "null" => DefaultValue::Null,
        _ if is_now(&lower) => DefaultValue::CurrentTimestamp(None),
        [first, ..] if is_call(text, *first, &parts) => {
            let rendered = render(text, Names::AsWritten, &|_| false).unwrap_or_else(|| text.to_owned());
            match lower.starts_with("row") {
                true => DefaultValue::Expression(Expression::new(literal(text, &parts))),
                // Without brackets the name of the function keeps its case.
                false if expression.text.starts_with('(') => {
                    DefaultValue::Expression(Expression::new(format!("({rendered})")))
                }
                false => DefaultValue::Expression(Expression::new(format!("({text})"))),
            }
        }
        _ => DefaultValue::Expression(Expression::new(literal(text, &parts))),
    }
}

/// `now()`, `now(3)`, `current_timestamp`, `current_timestamp()`.
fn is_now(lower: &str) -> bool {
    let compact: String = lower.split_whitespace().collect();
    let digits = compact.strip_prefix("now(").and_then(|rest| rest.strip_suffix(')'));
    ["current_timestamp", "current_timestamp()"].contains(&compact.as_str())
        || digits.is_some_and(|digits| ["", "0", "1", "2", "3", "4", "5", "6"].contains(&digits))
}

fn is_call(text: &str, first: Token, parts: &[Token]) -> bool {
    first.kind == TokenKind::Word
        && parts.get(1).is_some_and(|next| next.kind == TokenKind::Symbol('('))
        && text.ends_with(')')
}

/// `[1, 2]`, `map{'a': 1}`: without blanks, texts in single quotes.
fn literal(text: &str, parts: &[Token]) -> String {
    let mut rendered = String::new();
    let mut in_call = Vec::new();
    for (at, token) in parts.iter().enumerate() {
        let piece = &text[token.span()];
        match token.kind {
            TokenKind::String => rendered.push_str(&single_quoted(&string_value(piece))),
            TokenKind::Word if ["TRUE", "FALSE"].iter().any(|word| piece.eq_ignore_ascii_case(word)) => {
                rendered.push_str(&piece.to_uppercase());
            }
            TokenKind::Word if piece.eq_ignore_ascii_case("MAP") => rendered.push_str("map"),
            TokenKind::Symbol('(') => {
                let called = at > 0 && parts[at - 1].kind == TokenKind::Word;
                in_call.push(called);
                rendered.push('(');
            }
            TokenKind::Symbol('[' | '{') => {
                in_call.push(false);
                rendered.push_str(piece);
            }
            TokenKind::Symbol(')' | ']' | '}') => {
                in_call.pop();
                rendered.push_str(piece);
            }
            // Arguments are separated by a blank, elements are not.
            TokenKind::Symbol(',') if in_call.last() == Some(&true) => rendered.push_str(", "),
            _ => rendered.push_str(piece),
        }
    }
    rendered
}

/// Names, literals, calls and brackets; `None` for everything else.
fn render(text: &str, names: Names, is_column: &dyn Fn(&str) -> bool) -> Option<String> {
    let parts = tokens(text);
    let mut rendered = String::new();
    let (mut spaced, mut arrow) = (false, false);
    for (at, token) in parts.iter().enumerate() {
        let piece = &text[token.span()];
        let calls = parts.get(at + 1).is_some_and(|next| next.kind == TokenKind::Symbol('('));
        let word = match token.kind {
            TokenKind::Word if calls && piece.eq_ignore_ascii_case("CAST") => "CAST".to_owned(),
            TokenKind::Word if calls => piece.to_lowercase(),
            TokenKind::Word if rendered.ends_with(" AS") && piece.eq_ignore_ascii_case("STRING") => {
                "VARCHAR(65533)".to_owned()
            }
            TokenKind::Word if rendered.ends_with(" AS") => piece.to_uppercase(),
            TokenKind::Word if is_reserved(piece) || is_interval_word(piece) => keyword(piece),
            TokenKind::Word | TokenKind::QuotedIdentifier => {
                let name = identifier_value(piece);
                match names {
                    Names::Quoted if is_column(&name) => quote_identifier(&name),
                    Names::Quoted => piece.to_owned(),
                    Names::AsWritten => piece.to_owned(),
                }
            }
            TokenKind::String => single_quoted(&string_value(piece)),
            TokenKind::Integer | TokenKind::Number => piece.to_owned(),
            TokenKind::Symbol(',') => {
                rendered.push(',');
                spaced = true;
                continue;
            }
            TokenKind::Symbol('(') => {
                rendered.push('(');
                spaced = false;
                continue;
            }
            TokenKind::Symbol(')') => {
                rendered.push(')');
                spaced = true;
                continue;
            }
            // `->` is one operator, and stands without blanks.
            TokenKind::Symbol('-')
                if parts.get(at + 1).is_some_and(|next| next.kind == TokenKind::Symbol('>')) =>
            {
                rendered.push_str("->");
                arrow = true;
                continue;
            }
            TokenKind::Symbol('>') if arrow => {
                arrow = false;
                spaced = false;
                continue;
            }
            TokenKind::Symbol(c) if "+-*/%<>=".contains(c) => piece.to_owned(),
            _ => return None,
        };
        if spaced {
            rendered.push(' ');
        }
        rendered.push_str(&word);
        spaced = true;
    }
    Some(rendered)
}

/// AS is printed in upper case; the rest as it is written.
fn keyword(word: &str) -> String {
    if word.eq_ignore_ascii_case("AS") { "AS".to_owned() } else { word.to_owned() }
}

fn is_interval_word(word: &str) -> bool {
    ["INTERVAL", "AS", "END", "floor", "ceil"].iter().any(|known| known.eq_ignore_ascii_case(word))
        || crate::schema::IntervalUnit::ALL.iter().any(|unit| unit.keyword().eq_ignore_ascii_case(word))
}

/// A text as a server prints it inside an expression.
pub(super) fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// The text without brackets around all of it; in one pass, however many there are.
pub(super) fn without_brackets(text: &str) -> &str {
    let parts = tokens(text);
    let leading = parts.iter().take_while(|token| token.kind == TokenKind::Symbol('(')).count();
    // Where each of the leading brackets is closed, the innermost first.
    let mut open: Vec<usize> = Vec::new();
    let mut closed_at = vec![None; leading];
    for (at, token) in parts.iter().enumerate() {
        match token.kind {
            TokenKind::Symbol('(') => open.push(at),
            TokenKind::Symbol(')') => {
                if let Some(opened) = open.pop().filter(|opened| *opened < leading) {
                    closed_at[opened] = Some(at);
                }
            }
            _ => {}
        }
    }
    let around_all = |depth: &usize| closed_at[*depth] == parts.len().checked_sub(1 + depth);
    let layers = (0..leading).take_while(around_all).count();
    match (parts.get(layers), parts.len().checked_sub(1 + layers).and_then(|at| parts.get(at))) {
        (Some(first), Some(last)) if first.start < last.end => &text[first.start..last.end],
        _ => text.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_around_all_are_left_out() {
        for (text, bare) in [
            ("k", "k"),
            (" (k) ", "k"),
            ("((k + 1))", "k + 1"),
            ("(a) + (b)", "(a) + (b)"),
            ("((a) + (b))", "(a) + (b)"),
            ("f(a)", "f(a)"),
            ("()", "()"),
        ] {
            assert_eq!(without_brackets(text), bare, "{text}");
        }
        let deep = format!("{}k{}", "(".repeat(100_000), ")".repeat(100_000));
        assert_eq!(without_brackets(&deep), "k");
    }
}
