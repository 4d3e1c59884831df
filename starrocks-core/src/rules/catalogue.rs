//! The rules, one entry each.

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
    };

    /// A rule that is checked while the statement is executed.
    pub(super) const BARE: Rule = Rule {
        envelope: Envelope::Bare,
        ..Rule::ANALYZING
    };

    /// A rule that is checked while the statement is parsed.
    pub(super) const SYNTAX: Rule = Rule {
        envelope: Envelope::Syntax,
        ..Rule::ANALYZING
    };

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
}

/// All rules, in the order of the reference: names, types, columns, defaults, and so on down the statement.
pub fn catalogue() -> &'static [&'static Rule] {
    RULES
}

/// The rule with this id.
///
/// ```
/// let rule = starrocks_core::rules::rule("K-08").unwrap();
/// assert_eq!(rule.title, "The key columns are the first columns of the table, in their order");
/// ```
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

use super::{aggregates as a, columns as c, keys as k};

static RULES: &[&Rule] = &[
    &k::C_02,
    &c::C_03,
    &c::C_04,
    &c::C_08,
    &c::C_09, //
    &k::K_03,
    &k::K_04,
    &k::K_05,
    &k::K_06,
    &k::K_07,
    &k::K_08,
    &k::K_09,
    &k::K_11,
    &k::K_12,
    &k::K_14,
    &k::K_15,
    &a::K_16,
    &k::K_17, //
    &a::A_02,
];
