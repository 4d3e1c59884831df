//! MODIFY COLUMN … COMMENT: done at once, and therefore alone in its statement.

use super::alone::stands_alone;
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
    stands_alone(step, "MODIFY COLUMN COMMENT", alone, found)?;
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
