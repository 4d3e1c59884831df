//! MODIFY COLUMN … COMMENT: done at once, and therefore alone in its statement.

use super::AL_59;
use super::draft::Draft;
use super::modify_column::AL_23;
use crate::rules::alter::step::Step;
use crate::rules::subject::Findings;
use crate::schema::Text;

pub(super) fn executed(
    step: &Step<'_>,
    column: &Text,
    comment: &Text,
    draft: &mut Draft,
    alone: bool,
    found: &mut Findings<'_>,
) -> Option<()> {
    if !alone {
        found.push(AL_59.broken(
            step.place(),
            "MODIFY COLUMN COMMENT can not be combined with other alter operations",
            "write a statement of its own for this clause",
        ));
        return None;
    }
    if draft.indexes[0].position(column).is_none() {
        let message = format!("Column[{column}] does not exists");
        found.push(AL_23.broken(step.place(), message, step.state.help_for_unknown(column)));
        return None;
    }
    let comment = Some(comment.clone()).filter(|comment| !comment.is_empty());
    for index in &mut draft.indexes {
        if let Some(at) = index.position(column) {
            index.columns[at].column.comment = comment.clone();
        }
    }
    Some(())
}
