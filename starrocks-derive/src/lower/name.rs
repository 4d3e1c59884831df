//! Rust names as database names.

use syn::Ident;
use syn::ext::IdentExt;

/// The name of a field as a column name: a raw identifier loses its `r#`.
pub(crate) fn column_name(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// The name of a struct as a table name: `PageViewAggregates` is `page_view_aggregates`, `HTTPLog` is `http_log`.
pub(crate) fn table_name(ident: &Ident) -> String {
    let letters: Vec<char> = ident.unraw().to_string().chars().collect();
    let mut name = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|i| letters[i]);
        let after = letters.get(index + 1);
        // A capital starts a word behind a small letter or a digit, or in front of one at the end of an acronym.
        let starts_word = letter.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase()
                    || b.is_numeric()
                    || (b.is_uppercase() && after.is_some_and(|a| a.is_lowercase()))
            });
        if starts_word {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{column_name, table_name};
    use proc_macro2::Span;
    use syn::Ident;

    #[test]
    fn words_of_a_struct_name() {
        for (name, expected) in [
            ("PageViewAggregates", "page_view_aggregates"),
            ("HTTPLog", "http_log"),
            ("Events2026Archive", "events2026_archive"),
            ("already_snake", "already_snake"),
            ("Üben", "üben"),
        ] {
            assert_eq!(table_name(&Ident::new(name, Span::call_site())), expected);
        }
    }

    #[test]
    fn raw_identifiers() {
        assert_eq!(column_name(&Ident::new_raw("type", Span::call_site())), "type");
    }
}
