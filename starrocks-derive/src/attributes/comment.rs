//! Doc comments, which become COMMENTs.

use syn::{Attribute, Expr, Lit, Meta};

/// The text of the doc comments, `None` when there is none.
///
/// The first blank of every line goes, as rustdoc does it; lines stay lines; blank lines at the start and at the end go,
/// those between paragraphs stay. `#[doc = include_str!("…")]` and `#[doc(hidden)]` are not text and are passed over.
pub(crate) fn doc_comment(attributes: &[Attribute]) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("doc")) {
        if let Meta::NameValue(pair) = &attribute.meta
            && let Some(Lit::Str(text)) = literal(&pair.value)
        {
            push_lines(&text.value(), &mut lines);
        }
    }
    let blank = |line: &String| line.trim().is_empty();
    let start = lines.iter().position(|line| !blank(line))?;
    let end = lines.iter().rposition(|line| !blank(line))?;
    Some(lines[start..=end].join("\n"))
}

/// The literal of an expression; a macro_rules! variable is wrapped in invisible groups.
pub(crate) fn literal(expression: &Expr) -> Option<&Lit> {
    match expression {
        Expr::Lit(literal) => Some(&literal.lit),
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}

fn push_lines(text: &str, lines: &mut Vec<String>) {
    let is_block = text.contains('\n');
    for line in text.lines() {
        // The lines of a block comment carry the decoration ` * `.
        let line = match line.trim_start().strip_prefix('*') {
            Some(rest) if is_block => rest,
            _ => line,
        };
        lines.push(line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned());
    }
    if text.is_empty() {
        lines.push(String::new());
    }
}

#[cfg(test)]
mod tests {
    use super::doc_comment;
    use syn::{DeriveInput, parse_quote};

    fn comment(input: DeriveInput) -> Option<String> {
        doc_comment(&input.attrs)
    }

    #[test]
    fn lines_stay_lines() {
        let input = parse_quote! {
            ///
            /// Page views,
            ///   per page.
            ///
            /// And per day.
            ///
            #[derive(Clone)]
            struct T;
        };
        assert_eq!(comment(input).as_deref(), Some("Page views,\n  per page.\n\nAnd per day."));
    }

    #[test]
    fn block_comments_lose_their_decoration() {
        let input = parse_quote! {
            /**
             * Page views.
             * Per day.
             */
            struct T;
        };
        assert_eq!(comment(input).as_deref(), Some("Page views.\nPer day."));
    }

    #[test]
    fn what_is_no_text_is_no_comment() {
        assert_eq!(comment(parse_quote! { #[doc(hidden)] struct T; }), None);
        assert_eq!(comment(parse_quote! { #[doc = include_str!("x")] struct T; }), None);
        assert_eq!(
            comment(parse_quote! {
                ///
                struct T;
            }),
            None
        );
    }
}
