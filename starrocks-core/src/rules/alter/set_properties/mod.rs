//! SET: the properties of a table.
//!
//! | question | file |
//! |---|---|
//! | which property may be set, and what is looked at | `settable.rs` |
//! | is the value good? | `values.rs` |
//! | does the table's partitioning fit? | `lifetime.rs`, `dynamic_partitions.rs` |
//! | is the table colocated, how many copies has it? | `copies.rs` |
//! | bloom filters | `bloom_filters.rs` |
//! | constraints | `constraints.rs` |
//! | what only a shared-data cluster knows | `shared_data.rs` |
//! | what the table prints afterwards | `printed.rs` |

mod bloom_filters;
mod constraints;
mod copies;
mod dynamic_partitions;
mod lifetime;
mod printed;
mod settable;
mod shared_data;
mod values;

use super::TableState;
use super::execution::{Changed, Execution, JobKind};
use super::step::Step;
use crate::nearest::nearest;
use crate::rules::java::map::map_text;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Finding, Rule, RunMode};
use crate::schema::{Properties, Text};
use settable::{SETTABLE, Settable};

pub(in crate::rules) use bloom_filters::AL_77;
pub(in crate::rules) use constraints::AL_79;
pub(in crate::rules) use copies::AL_76;
pub(in crate::rules) use dynamic_partitions::{AL_73, AL_81};
pub(in crate::rules) use lifetime::{AL_74, AL_80};
pub(in crate::rules) use shared_data::{AL_75, AL_78};
pub(in crate::rules) use values::{AL_72, AL_82, AL_83};

pub(in crate::rules) static AL_70: Rule = Rule {
    id: "AL-70",
    title: "SET sets one property, or several of dynamic_partition or of binlog",
    reason: "Every other property is changed by an operation of its own.",
    code: 5064,
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"binlog_enable\" = \"true\", \"binlog_ttl_second\" = \"3600\")",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"write_quorum\" = \"ONE\", \"replicated_storage\" = \"false\")",
    ..Rule::ANALYZING
};

pub(in crate::rules) static AL_71: Rule = Rule {
    id: "AL-71",
    title: "SET names a property that can be changed",
    reason: "Keys are compared with case, and what decides how data is stored stays as it was when the table was created.",
    code: 5064,
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"default.storage_medium\" = \"HDD\")",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t SET (\"storage_medium\" = \"HDD\")",
    ..Rule::ANALYZING
};

/// One property in SET, with the others that stand beside it.
struct Setting<'a> {
    step: &'a Step<'a>,
    /// Its key as the table knows it.
    key: &'a str,
    value: &'a str,
    /// All of them, each key once.
    all: &'a [(&'a str, &'a str)],
}

impl<'a> Setting<'a> {
    fn state(&self) -> &'a TableState {
        self.step.state
    }

    fn is_shared_data(&self) -> bool {
        self.step.context.options.run_mode == RunMode::SharedData
    }

    /// The table as the rules of CREATE TABLE look at it.
    fn subject(&self) -> Subject<'a> {
        Subject::new(&self.step.state.table, self.step.context.options)
    }

    /// A property that is set.
    fn get(&self, key: &str) -> Option<&'a str> {
        self.all.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
    }

    fn broken(&self, rule: &'static Rule, message: impl Into<String>, help: impl Into<String>) -> Finding {
        rule.broken(self.step.place(), message, help)
    }
}

/// What is set: of two values for one key the last one.
fn last_of_each(properties: &Properties) -> Vec<(&str, &str)> {
    let mut all: Vec<(&str, &str)> = Vec::new();
    for property in properties.entries.iter() {
        let (key, value) = (property.key.as_ref(), property.value.as_ref());
        match all.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => all.push((key, value)),
        }
    }
    all
}

/// The analysis.
pub(super) fn analyzed(step: &Step<'_>, properties: &Properties, found: &mut Findings<'_>) {
    let all = last_of_each(properties);
    let same = |prefix: &str| all.iter().all(|(key, _)| key.starts_with(prefix));
    if all.len() > 1 && !same("dynamic_partition") && !same("binlog") {
        found.push(AL_70.broken(
            step.place(),
            "Can only set one table property at a time",
            "write a statement for each property",
        ));
        return;
    }
    match settable(&all) {
        None => found.push(unknown(step, &all)),
        Some(settable) => {
            let setting = setting(step, settable, &all);
            (settable.analyzed)(&setting, found);
        }
    }
}

/// The execution.
pub(super) fn executed(step: &Step<'_>, properties: &Properties, found: &mut Findings<'_>) -> Changed {
    let all = last_of_each(properties);
    let settable = settable(&all)?;
    let setting = setting(step, settable, &all);
    if settable.is_schema_change {
        super::schema_change::without_temporary_partitions(step.state, found);
        found.none()?;
    }
    let is_job = (settable.executed)(&setting, found);
    found.none()?;
    let mut state = step.state.clone();
    printed::set(&mut state, &setting);
    let execution = if is_job { Execution::Job(JobKind::SchemaChange) } else { Execution::Done };
    Some((state, execution))
}

/// The row of the first property that has one; several stand together only when they share it.
fn settable(all: &[(&str, &str)]) -> Option<&'static Settable> {
    let row = |key: &str| {
        SETTABLE.iter().find(|settable| match settable.key.strip_suffix('*') {
            Some(prefix) => key.starts_with(prefix),
            None => settable.key == key,
        })
    };
    all.iter().find_map(|(key, _)| row(key))
}

fn setting<'a>(step: &'a Step<'a>, settable: &Settable, all: &'a [(&'a str, &'a str)]) -> Setting<'a> {
    let row = |key: &str| {
        settable.key == key || settable.key.strip_suffix('*').is_some_and(|prefix| key.starts_with(prefix))
    };
    let (key, value) = all.iter().copied().find(|(key, _)| row(key)).unwrap_or_default();
    Setting { step, key: key.strip_prefix("default.").unwrap_or(key), value, all }
}

/// AL-71, of keys that no row knows.
fn unknown(step: &Step<'_>, all: &[(&str, &str)]) -> Finding {
    let hint = |key: &str| {
        let known = SETTABLE.iter().map(|settable| settable.key).filter(|known| !known.ends_with('*'));
        match nearest(key, known) {
            Some(near) => format!("for `{key}`, did you mean `{near}`?"),
            None => format!("leave `{key}` out: SET does not change it"),
        }
    };
    let help: Vec<String> = all.iter().map(|(key, _)| hint(key)).collect();
    AL_71.broken(step.place(), format!("Unknown properties: {}", map_text(all, all.len())), help.join(", "))
}

impl TableState {
    /// A property that the table has, whether it is printed or not.
    pub(super) fn property(&self, key: &str) -> Option<&str> {
        self.table.properties.get(key).or_else(|| self.unprinted.get(key))
    }

    /// Sets a property, or removes it.
    pub(super) fn set_property(&mut self, key: &str, value: Option<String>) {
        let properties = &mut self.table.properties;
        match value {
            None => properties.entries.to_mut().retain(|property| property.key != key),
            Some(value) => {
                properties.set(Text::from(key.to_owned()), value);
                if self.server.is_some() {
                    // A server prints them in the order of the alphabet.
                    properties.entries.to_mut().sort_by(|a, b| a.key.cmp(&b.key));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_one_row() {
        for (index, settable) in SETTABLE.iter().enumerate() {
            assert!(SETTABLE[..index].iter().all(|other| other.key != settable.key), "{}", settable.key);
        }
    }
}
