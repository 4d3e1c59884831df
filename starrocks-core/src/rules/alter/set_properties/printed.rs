//! What the table prints after SET.
//!
//! A server keeps some values as they are written and reads others; some it does not print, but they count later.

use super::Setting;
use crate::rules::alter::TableState;
use crate::rules::indexes::bloom_filters::DEFAULT_RATE;
use crate::rules::properties::{constraints, dynamic_partition_values};
use crate::rules::{Neighbour, RunMode, ServerDefaults, normal_form};
use crate::schema::{Distribution, KeyModel};

/// What a server does with a value, where it is not what CREATE TABLE does with it.
enum Kept {
    /// It is printed as it is written.
    Verbatim,
    /// It is printed as it is written, an empty one not at all.
    UnlessEmpty,
    /// Nothing is kept.
    Nothing,
    /// It is not printed.
    Unprinted,
    /// It is printed of PRIMARY KEY tables.
    OfPrimaryKeys,
    /// It is printed in a shared-data cluster, as it is written.
    OfSharedData,
}

const KEPT: &[(&str, Kept)] = &[
    ("distribution_type", Kept::Nothing),
    ("send_clear_alter_tasks", Kept::Nothing),
    ("in_memory", Kept::Nothing),
    ("lake_compaction_max_parallel", Kept::Unprinted),
    ("bloom_filter_fpp", Kept::Unprinted),
    ("partition_ttl", Kept::Verbatim),
    ("storage_cooldown_ttl", Kept::Verbatim),
    ("time_drift_constraint", Kept::Verbatim),
    ("partition_retention_condition", Kept::UnlessEmpty),
    ("enable_persistent_index", Kept::OfPrimaryKeys),
    ("primary_index_cache_expire_sec", Kept::OfPrimaryKeys),
    ("persistent_index_type", Kept::OfPrimaryKeys),
    ("datacache.partition_duration", Kept::OfSharedData),
];

/// Sets what is to be set.
pub(super) fn set(state: &mut TableState, setting: &Setting<'_>) {
    let Some(server) = state.server.clone() else {
        as_written(state, setting);
        return;
    };
    let (key, value) = (setting.key, setting.value);
    match key {
        _ if key.starts_with("dynamic_partition") => dynamic_partition(state, setting, &server),
        _ if key.starts_with("binlog_") => binlog(state, setting),
        _ if key.starts_with("flat_json.") => flat_json(state, key, value),
        "colocate_with" => colocated(state, value, &server),
        "bloom_filter_columns" => {
            let had_columns = state.table.properties.get(key).is_some();
            state.set_property(key, Some(value.to_owned()));
            let columns = normal_form::bloom_filter_columns(&state.table);
            // The rate goes with the last column.
            if columns.is_none() || !had_columns {
                state.unprinted.set("bloom_filter_fpp", DEFAULT_RATE);
            }
            state.set_property(key, columns);
        }
        "unique_constraints" => {
            let printed = normal_form::unique_constraints(&state.table, value, &server);
            state.set_property(key, Some(printed).filter(|printed| !printed.is_empty()));
        }
        "foreign_key_constraints" => {
            let printed = foreign_keys(setting, &server);
            state.set_property(key, Some(printed).filter(|printed| !printed.is_empty()));
        }
        "replication_num" => {
            if let Ok(copies) = value.parse::<i64>() {
                let of_all = state.table.partition_by.is_none();
                state.set_default_copies(copies, of_all);
            }
        }
        "compaction_strategy" => {
            let strategy = value.to_uppercase();
            state.set_property(key, Some(strategy).filter(|strategy| strategy != "DEFAULT"));
        }
        "file_bundling" => {
            let is_on = value.eq_ignore_ascii_case("true");
            state.set_property(key, is_on.then(|| "true".to_owned()));
        }
        "cloud_native_fast_schema_evolution_v2" => state.set_property(key, Some(value.to_lowercase())),
        "partition_live_number" => {
            let number = value.parse::<i64>().map_or_else(|_| value.to_owned(), |number| number.to_string());
            state.set_property(key, Some(number));
        }
        _ => plain(state, key, value, &server),
    }
    if server.run_mode == RunMode::SharedData {
        for key in normal_form::NOT_IN_SHARED_DATA {
            if let Some(value) = state.table.properties.get(key).map(str::to_owned) {
                state.set_property(key, None);
                state.unprinted.set(*key, value);
            }
        }
        index_type(state);
    }
}

/// A table as it is declared keeps what is written; where an empty text stands for nothing it goes.
fn as_written(state: &mut TableState, setting: &Setting<'_>) {
    const CLEARED: [&str; 7] = [
        "colocate_with",
        "bloom_filter_columns",
        "partition_retention_condition",
        "unique_constraints",
        "foreign_key_constraints",
        "labels.location",
        "base_compaction_forbidden_time_ranges",
    ];
    for (key, value) in setting.all {
        let key = key.strip_prefix("default.").unwrap_or(key);
        let is_kept = !KEPT.iter().any(|(known, kept)| *known == key && matches!(kept, Kept::Nothing));
        let value = Some((*value).to_owned()).filter(|value| !value.is_empty() || !CLEARED.contains(&key));
        if is_kept {
            state.set_property(key, value);
        }
    }
}

fn plain(state: &mut TableState, key: &str, value: &str, server: &ServerDefaults) {
    let kept = KEPT.iter().find(|(known, _)| *known == key).map(|(_, kept)| kept);
    let written = Some(value.to_owned());
    match kept {
        Some(Kept::Nothing) => {}
        Some(Kept::Verbatim) => state.set_property(key, written),
        Some(Kept::UnlessEmpty) => state.set_property(key, written.filter(|value| !value.is_empty())),
        Some(Kept::Unprinted) => state.unprinted.set(key.to_owned(), value.to_owned()),
        Some(Kept::OfSharedData) if server.run_mode == RunMode::SharedData => {
            state.set_property(key, written)
        }
        Some(Kept::OfSharedData) => {}
        Some(Kept::OfPrimaryKeys) => {
            let value = match value.parse::<i64>() {
                Ok(number) => number.to_string(),
                Err(_) if key == "persistent_index_type" => value.to_uppercase(),
                Err(_) => value.to_lowercase(),
            };
            if state.model() == KeyModel::Primary {
                state.set_property(key, Some(value).filter(|value| value != "0"));
            } else {
                state.unprinted.set(key.to_owned(), value);
            }
        }
        None => state.set_property(key, normal_form::printed(key, value)),
    }
}

/// The type of the persistent index is printed while there is one.
fn index_type(state: &mut TableState) {
    const TYPE: &str = "persistent_index_type";
    if state.model() != KeyModel::Primary {
        return;
    }
    let index_type = state.property(TYPE).unwrap_or("CLOUD_NATIVE").to_owned();
    let is_on = state.table.properties.get("enable_persistent_index") == Some("true");
    state.set_property(TYPE, is_on.then(|| index_type.clone()));
    state.unprinted.set(TYPE, index_type);
}

/// A group needs a number of buckets: a table without one gets it with the group.
fn colocated(state: &mut TableState, group: &str, server: &ServerDefaults) {
    state.set_property("colocate_with", normal_form::printed("colocate_with", group));
    if let Some(Distribution::Hash { buckets: buckets @ None, .. }) = &mut state.table.distributed_by
        && !group.is_empty()
    {
        *buckets = Some(server.backends * 2);
    }
}

/// A table that becomes dynamically partitioned gets all the properties that it would have got when it was created.
fn dynamic_partition(state: &mut TableState, setting: &Setting<'_>, server: &ServerDefaults) {
    const DAYS: [(&str, &str); 2] =
        [("WEEK", "dynamic_partition.start_day_of_week"), ("MONTH", "dynamic_partition.start_day_of_month")];
    let existed = state.is_dynamically_partitioned();
    for key in dynamic_partition_values::KEYS {
        let key = format!("dynamic_partition.{key}");
        let Some(value) = setting.get(&key) else { continue };
        if DAYS.iter().any(|(_, day)| *day == key) {
            state.unprinted.set(key, value.to_owned());
        } else if !value.is_empty() {
            state.set_property(&key, normal_form::printed(&key, value));
        }
    }
    if !existed {
        let defaults = [
            ("enable", "true".to_owned()),
            ("history_partition_num", "0".to_owned()),
            ("start", i32::MIN.to_string()),
            ("prefix", "p".to_owned()),
            ("time_zone", server.time_zone.to_string()),
        ];
        if !state.is_dynamically_partitioned() {
            return;
        }
        for (key, value) in defaults {
            let key = format!("dynamic_partition.{key}");
            if state.table.properties.get(&key).is_none() {
                state.set_property(&key, Some(value));
            }
        }
    }
    let unit = state.table.properties.get("dynamic_partition.time_unit").unwrap_or_default().to_owned();
    for (of, key) in DAYS {
        let day =
            state.unprinted.get(key).or_else(|| state.table.properties.get(key)).unwrap_or("1").to_owned();
        state.set_property(key, unit.eq_ignore_ascii_case(of).then(|| day.clone()));
        state.unprinted.set(key, day);
    }
}

/// Every change counts the version up; the first one begins with 0.
fn binlog(state: &mut TableState, setting: &Setting<'_>) {
    let defaults = [
        ("binlog_enable", "false"),
        ("binlog_ttl_second", "1800"),
        ("binlog_max_size", "9223372036854775807"),
    ];
    let version = state.property("binlog_version").and_then(|version| version.parse::<i64>().ok());
    let mut changed = version.is_none();
    for (key, default) in defaults {
        let before = state.property(key).unwrap_or(default).to_owned();
        let after = match setting.get(key) {
            None => before.clone(),
            Some(value) => value
                .parse::<i64>()
                .map_or_else(|_| value.eq_ignore_ascii_case("true").to_string(), |number| number.to_string()),
        };
        changed |= before != after;
        state.set_property(key, Some(after));
    }
    let version = version.unwrap_or(-1) + i64::from(changed);
    state.set_property("binlog_version", Some(version.to_string()));
}

/// The factors are printed while flat_json is on, and kept while it is off.
fn flat_json(state: &mut TableState, key: &str, value: &str) {
    const FACTORS: [(&str, &str); 3] = [
        ("flat_json.null.factor", "0.3"),
        ("flat_json.sparsity.factor", "0.3"),
        ("flat_json.column.max", "100"),
    ];
    state.set_property(key, normal_form::printed(key, value));
    let is_on = state.property("flat_json.enable").is_some_and(|value| value == "true");
    for (key, default) in FACTORS {
        let value = state.property(key).unwrap_or(default).to_owned();
        state.set_property(key, is_on.then(|| value.clone()));
        state.unprinted.set(key, value);
    }
}

/// `(v) REFERENCES default_catalog.db.p(k)`, the columns as the tables spell them.
fn foreign_keys(setting: &Setting<'_>, server: &ServerDefaults) -> String {
    let own = |state: Option<&TableState>, name: &str| {
        let name = name.to_lowercase();
        let column = state.and_then(|state| state.base.iter().find(|column| column.is_named(&name)));
        column.map_or(name.clone(), |column| column.column.name.to_string())
    };
    let keys: Vec<String> = constraints::keys(setting.value)
        .iter()
        .map(|key| {
            let path = match key.table.matches('.').count() {
                0 => format!("default_catalog.{}.{}", server.database, key.table),
                1 => format!("default_catalog.{}", key.table),
                _ => key.table.to_owned(),
            };
            let parent = match setting.step.context.neighbours.neighbour(key.table) {
                Neighbour::Table(parent) => Some(parent),
                _ => None,
            };
            let names = |state, names: &[&str]| {
                names.iter().map(|name| own(state, name)).collect::<Vec<_>>().join(",")
            };
            format!(
                "({}) REFERENCES {path}({})",
                names(Some(setting.state()), &key.columns),
                names(parent, &key.parents)
            )
        })
        .collect();
    keys.join(";")
}
