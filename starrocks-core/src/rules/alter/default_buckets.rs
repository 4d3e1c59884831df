//! DISTRIBUTED BY HASH … DEFAULT BUCKETS: the buckets of partitions to come.

use super::TableState;
use super::execution::{Changed, Execution};
use super::step::Step;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Rule};
use crate::schema::{Distribution, Key, KeyModel, Text, same_column_name};

pub(in crate::rules) static AL_67: Rule = Rule {
    id: "AL-67",
    title: "DEFAULT BUCKETS repeats the distribution columns of a table that is distributed by HASH",
    reason: "Only the number of buckets is changed, of partitions that come later.",
    since: Some("3.5.8"),
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t DISTRIBUTED BY HASH(k) DEFAULT BUCKETS 4",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k);\nALTER TABLE t DISTRIBUTED BY HASH(v) DEFAULT BUCKETS 4",
    ..Rule::ANALYZING
};

pub(super) fn parsed(step: &Step<'_>, buckets: u32, found: &mut Findings<'_>) {
    if buckets == 0 || i32::try_from(buckets).is_err() {
        let finding = AL_67.broken(step.place(), "bucket num must > 0", "write a number of buckets");
        found.push(finding.enveloped(Envelope::Bare));
    }
}

/// The columns of HASH, also of a table that leaves them to the server.
fn distribution_columns(state: &TableState) -> Option<&[Text]> {
    match (&state.table.distributed_by, &state.table.key) {
        (Some(Distribution::Hash { columns, .. }), _) => Some(columns),
        (None, Some(Key { model: KeyModel::Primary, columns })) => Some(columns),
        _ => None,
    }
}

pub(super) fn analyzed(step: &Step<'_>, columns: &[Text], found: &mut Findings<'_>) {
    let Some(own) = distribution_columns(step.state) else {
        let help =
            "leave the clause out: the server chooses the buckets of a table that is distributed at random";
        found.push(AL_67.broken(step.place(), "Only support hash distribution tables", help));
        return;
    };
    let same = own.len() == columns.len()
        && own.iter().zip(columns).all(|(own, named)| same_column_name(own, named));
    if !same {
        let message =
            format!("Distribution columns mismatch: [{}] vs [{}]", columns.join(", "), own.join(", "));
        found.push(AL_67.broken(step.place(), message, format!("write HASH({})", own.join(", "))));
    }
}

pub(super) fn executed(mut state: TableState, buckets: u32) -> Changed {
    let columns = distribution_columns(&state).unwrap_or_default().to_vec();
    state.table.distributed_by = Some(Distribution::Hash { columns: columns.into(), buckets: Some(buckets) });
    Some((state, Execution::Done))
}
