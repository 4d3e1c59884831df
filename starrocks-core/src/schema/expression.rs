//! An SQL expression, kept as text.

use super::Text;

/// An SQL expression as written: a default, a generated column, a partition function.
///
/// It is text and nothing more; [`crate::sql::expression`] finds the columns and functions it names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expression {
    /// The expression's text, without surrounding blanks.
    pub text: Text,
}

impl Expression {
    /// An expression with this text.
    pub fn new(text: impl Into<Text>) -> Self {
        Expression { text: text.into() }
    }
}
