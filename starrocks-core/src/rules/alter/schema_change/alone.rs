//! The clauses that stand alone in their statement.

use crate::rules::Rule;
use crate::rules::alter::step::Step;
use crate::rules::subject::Findings;

pub(in crate::rules) static AL_59: Rule = Rule {
    id: "AL-59",
    title: "MODIFY COLUMN … COMMENT and a new sort key stand alone",
    reason: "The one is done at once, the other by a job of its own.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t MODIFY COLUMN v COMMENT 'x'",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t MODIFY COLUMN v COMMENT 'x', ADD COLUMN w INT",
    ..Rule::BARE
};

/// AL-59; nothing when there is a finding.
pub(super) fn stands_alone(step: &Step<'_>, what: &str, alone: bool, found: &mut Findings<'_>) -> Option<()> {
    if !alone {
        let message = format!("{what} can not be combined with other alter operations");
        found.push(AL_59.broken(step.place(), message, "write a statement of its own for this clause"));
    }
    alone.then_some(())
}
