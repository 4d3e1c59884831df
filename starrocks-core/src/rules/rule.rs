//! What a rule is, and a short way to write many of a kind.

use super::{Envelope, Finding, Place, Severity};

/// One rule of CREATE TABLE.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id, the same in every version of this crate: `K-08`.
    pub id: &'static str,
    /// What StarRocks asks for, in one line.
    pub title: &'static str,
    /// Why StarRocks asks for it, or what would go wrong.
    pub reason: &'static str,
    /// The first StarRocks release that has the rule; `None` when all that this crate knows do.
    pub since: Option<&'static str>,
    /// The first StarRocks release that no longer has the rule.
    pub until: Option<&'static str>,
    /// The frontend setting that the rule depends on. It is checked with its default;
    /// [`CheckOptions::off`](super::CheckOptions::off) switches the rule off.
    pub setting: Option<&'static str>,
    /// A statement that keeps the rule.
    pub accepted: &'static str,
    /// A statement that breaks it.
    pub rejected: &'static str,
    /// Whether breaking it is refused or only unwise.
    pub severity: Severity,
    /// The MySQL error number of the server's answer.
    pub code: u16,
    /// What the server puts around its message.
    pub envelope: Envelope,
    /// Whether the parser enforces it: no table can break it, only a text, and [`crate::sql`] says where.
    pub grammar: bool,
}

impl Rule {
    /// What most rules have in common: an error 1064 of the analysis.
    pub(super) const ANALYZING: Rule = Rule {
        id: "",
        title: "",
        reason: "",
        since: None,
        until: None,
        setting: None,
        accepted: "",
        rejected: "",
        severity: Severity::Error,
        code: 1064,
        envelope: Envelope::Analyzing,
        grammar: false,
    };

    /// A rule that is checked while the statement is executed.
    pub(super) const BARE: Rule = Rule { envelope: Envelope::Bare, ..Rule::ANALYZING };

    /// A rule that is checked while the statement is parsed.
    pub(super) const SYNTAX: Rule = Rule { envelope: Envelope::Syntax, ..Rule::ANALYZING };

    /// A finding of this rule.
    pub(super) fn broken(
        &'static self,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        Finding {
            rule: self,
            severity: self.severity,
            place,
            message: message.into(),
            help: help.into(),
            code: self.code,
            envelope: self.envelope,
        }
    }

    /// A finding about what the rule asks for where StarRocks does not look.
    pub(super) fn unwise(
        &'static self,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        Finding { severity: Severity::Warning, ..self.broken(place, message, help) }
    }
}

/// Rules that differ in little: what stands in front of all their examples and behind them, what else they have in common, and then for
/// each its id, what it has of its own, title, reason, the accepted example and the rejected one.
macro_rules! rules {
    (
        $before:literal, $after:literal, $base:expr;
        $($name:ident = $id:literal $({ $field:ident: $value:expr })?, $title:literal, $reason:literal, $accepted:literal,
        $rejected:literal;)*
    ) => {$(
        pub(in crate::rules) static $name: Rule = Rule {
            id: $id,
            title: $title,
            reason: $reason,
            $($field: $value,)?
            accepted: concat!($before, $accepted, $after),
            rejected: concat!($before, $rejected, $after),
            ..$base
        };
    )*};
}

pub(in crate::rules) use rules;
