//! `bloom_filter_columns` and `bloom_filter_fpp`, which a job builds.

use super::Setting;
use crate::rules::indexes::bloom_filters::{self, DEFAULT_RATE};
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Finding, Rule, normal_form};
use crate::schema::Properties;

pub(in crate::rules) static AL_77: Rule = Rule {
    id: "AL-77",
    title: "SET changes the bloom filters",
    reason: "A job would write the same files again; a rate alone has no meaning without columns.",
    accepted: "CREATE TABLE t (k INT, v INT) PROPERTIES (\"bloom_filter_columns\" = \"v\");\nALTER TABLE t SET (\"bloom_filter_columns\" = \"k, v\")",
    rejected: "CREATE TABLE t (k INT, v INT) PROPERTIES (\"bloom_filter_columns\" = \"v\");\nALTER TABLE t SET (\"bloom_filter_columns\" = \"V\")",
    ..Rule::BARE
};

/// `bloom_filter_columns`: PR-20, AL-77 and I-11.
pub(super) fn columns(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    let state = setting.state();
    let mut table = state.table.clone();
    table.properties = Properties::new([("bloom_filter_columns", setting.value.to_owned())]);
    let s = Subject::new(&table, setting.step.context.options);
    found.placed(setting.step.place(), |found| bloom_filters::of_table(&s, found));
    let (before, after) =
        (normal_form::bloom_filter_columns(&state.table), normal_form::bloom_filter_columns(&table));
    // An empty list where there is none is no change either, but the server does not see it.
    let seen = !setting.value.is_empty() || before.is_some();
    if found.none().is_some() && before == after && seen {
        found.push(unchanged(setting));
    }
    before != after
}

/// `bloom_filter_fpp`: PR-21 and AL-77.
pub(super) fn false_positive_rate(setting: &Setting<'_>, found: &mut Findings<'_>) -> bool {
    let state = setting.state();
    if let Some(message) = bloom_filters::false_positive_rate(setting.value) {
        let help = "write a number from 0.0001 to 0.05";
        found.push(setting.broken(&bloom_filters::PR_21, message, help));
        return false;
    }
    let has_columns = normal_form::bloom_filter_columns(&state.table).is_some();
    let rate = |text: &str| text.trim().trim_end_matches(['f', 'F', 'd', 'D']).parse::<f64>().ok();
    let unwritten = (!state.is_read).then_some(DEFAULT_RATE);
    let before = state.property("bloom_filter_fpp").or(unwritten);
    let same =
        before.and_then(rate).zip(rate(setting.value)).is_some_and(|(a, b)| a.to_bits() == b.to_bits());
    if !has_columns || same {
        found.push(unchanged(setting));
    }
    true
}

fn unchanged(setting: &Setting<'_>) -> Finding {
    setting.broken(&AL_77, "Bloom filter index has no change", "leave the clause out, or name other columns")
}
