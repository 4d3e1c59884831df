//! DEFAULT: which values and expressions does a column of a type take? Here: which file looks at it.
//!
//! | question | file |
//! |---|---|
//! | a quoted text, or a number | `texts.rs`, JSON in `json.rs` |
//! | an expression: which functions, which literals? | `expressions.rs` |
//! | `[1, 2]`, `map{'a': 1}`, `row(1, 'x')` | `complex.rs` |
//! | how do messages speak of it? | `messages.rs` |

pub(in crate::rules) mod complex;
pub(in crate::rules) mod expressions;
mod json;
mod messages;
pub(in crate::rules) mod texts;

use crate::rules::subject::{Findings, Numbered};
use crate::rules::{Place, Rule};
use crate::schema::{AggType, ColumnValue, DefaultValue};

pub(in crate::rules) static D_22: Rule = Rule {
    id: "D-22",
    title: "A column with an aggregate state has no default",
    reason: "A state exists only merged.",
    accepted: "CREATE TABLE t (k INT, s sum(int)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, s sum(int) DEFAULT '0') AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..Rule::ANALYZING
};

/// The rules of this area for one column.
pub(in crate::rules) fn of_column(c: &Numbered<'_>, found: &mut Findings<'_>) {
    let ColumnValue::Default(default) = &c.column.value else {
        return;
    };
    if matches!(c.column.aggregate, Some(AggType::State(_))) {
        found.push(D_22.broken(
            Place::ColumnValue(c.index),
            format!("Invalid default value for '{}'", c.column.name),
            "leave the default out",
        ));
        return;
    }
    match default {
        DefaultValue::Text(text) => texts::of_text(c, text, found),
        other => expressions::of_column(c, other, found),
    }
}
