//! Properties whose values can be judged one by one: words, numbers and truth values.

use crate::rules::java::literal;
use crate::rules::java::number::{Number, java_number, not_a_number};
use crate::rules::rule::rules;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Backend, Finding, Place, Rule, RunMode};
use crate::schema::KeyModel;

rules! {
    "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PROPERTIES (", ")", Rule::BARE;
    PR_19 = "PR-19",
        "write_quorum is MAJORITY, ONE or ALL",
        "It says how many copies must have been written before a load succeeds.",
        "\"write_quorum\" = \"ONE\"",
        "\"write_quorum\" = \"TWO\"";
    PR_25 = "PR-25",
        "tablet_type is disk or memory",
        "It is read for the sake of old statements.",
        "\"tablet_type\" = \"disk\"",
        "\"tablet_type\" = \"ssd\"";
    PR_26 = "PR-26",
        "version_info and schema_version are integers",
        "They are written by the server into its own statements.",
        "\"schema_version\" = \"1\"",
        "\"schema_version\" = \"one\"";
    PR_27 = "PR-27",
        "fast_schema_evolution is true or false",
        "Its alias light_schema_change too; both given, the first one counts.",
        "\"fast_schema_evolution\" = \"true\"",
        "\"fast_schema_evolution\" = \"yes\"";
    PR_28 = "PR-28",
        "primary_index_cache_expire_sec is an integer that is not negative",
        "It is a number of seconds.",
        "\"primary_index_cache_expire_sec\" = \"60\"",
        "\"primary_index_cache_expire_sec\" = \"60s\"";
    PR_29 = "PR-29",
        "binlog_ttl_second and binlog_max_size are integers",
        "They are a number of seconds and a number of bytes.",
        "\"binlog_ttl_second\" = \"3600\"",
        "\"binlog_ttl_second\" = \"1h\"";
    PR_30 = "PR-30",
        "flat_json.* properties are numbers, and stand beside flat_json.enable = true",
        "They tune what is off otherwise.",
        "\"flat_json.enable\" = \"true\", \"flat_json.column.max\" = \"50\"",
        "\"flat_json.column.max\" = \"50\"";
    PR_32 = "PR-32",
        "mutable_bucket_num is an integer that is not negative",
        "It is a number of buckets.",
        "\"mutable_bucket_num\" = \"7\"",
        "\"mutable_bucket_num\" = \"-1\"";
    PR_39 = "PR-39",
        "table_query_timeout is a positive integer, or -1",
        "It is a number of seconds; -1 stands for the cluster's own timeout.",
        "\"table_query_timeout\" = \"60\"",
        "\"table_query_timeout\" = \"0\"";
}

pub(in crate::rules) static PR_07: Rule = Rule {
    id: "PR-07",
    title: "storage_type is column, or column_with_row for a PRIMARY KEY table",
    reason: "Rows are found by the primary key index alone; row itself is a name without a storage behind it.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"storage_type\" = \"column\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"storage_type\" = \"row\")",
    ..Rule::BARE
};

pub(in crate::rules) static PR_07_ROWSTORE: Rule = Rule {
    id: "PR-07-rowstore",
    title: "Storing rows beside columns is switched on in the frontend",
    reason: "It is experimental, and off unless `enable_experimental_rowstore` is true.",
    since: Some("3.2.3"),
    setting: Some("enable_experimental_rowstore"),
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PROPERTIES (\"storage_type\" = \"column\")",
    rejected: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PROPERTIES (\"storage_type\" = \"column_with_row\")",
    ..Rule::BARE
};

pub(in crate::rules) static PR_08: Rule = Rule {
    id: "PR-08",
    title: "A table with storage_type column_with_row has value columns",
    reason: "The row that is stored beside the columns holds the values.",
    accepted: "CREATE TABLE t (k INT) PRIMARY KEY(k) PROPERTIES (\"storage_type\" = \"column\")",
    rejected: "CREATE TABLE t (k INT) PRIMARY KEY(k) PROPERTIES (\"storage_type\" = \"column_with_row\")",
    ..Rule::BARE
};

pub(in crate::rules) static PR_16: Rule = Rule {
    id: "PR-16",
    title: "labels.location is a list of *, key:* and key:value, and not of a colocated table",
    reason: "It names the labels of backends; keys and values are made of a-z, 0-9 and _.",
    since: Some("3.2.8"),
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"labels.location\" = \"rack:*\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"labels.location\" = \"Rack:1\")",
    ..Rule::ANALYZING
};

pub(in crate::rules) static PR_35: Rule = Rule {
    id: "PR-35",
    title: "partition_live_number is a positive integer, or -1",
    reason: "It is the number of partitions that are kept.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"partition_live_number\" = \"3\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"partition_live_number\" = \"0\")",
    ..Rule::ANALYZING
};

/// PR-27, of `fast_schema_evolution` and of its alias.
pub(in crate::rules) fn schema_evolution(place: Place, value: &str) -> Option<Finding> {
    (!is_word(value, &["true", "false"])).then(|| {
        PR_27.broken(place, "fast_schema_evolution must be `true` or `false`", "write true or false")
    })
}

/// PR-28.
pub(in crate::rules) fn index_cache_expiry(place: Place, value: &str) -> Option<Finding> {
    let message = match java_number(value, 32) {
        Number::Value(0..) | Number::Unknown => return None,
        Number::Value(_) => "Property primary_index_cache_expire_sec must not be less than 0".to_owned(),
        _ => format!("Property primary_index_cache_expire_sec must be integer: {value}"),
    };
    Some(PR_28.broken(place, message, "write a number of seconds"))
}

/// PR-29, of `binlog_ttl_second` and `binlog_max_size`.
pub(in crate::rules) fn binlog(key: &str, place: Place, value: &str) -> Option<Finding> {
    (!java_number(value, 64).is_some())
        .then(|| PR_29.broken(place, format!("Invalid {key} format: {value}"), "write an integer"))
}

/// PR-32.
pub(in crate::rules) fn mutable_buckets(place: Place, value: &str) -> Option<Finding> {
    let message = match java_number(value, 64) {
        Number::Value(0..) | Number::Unknown => return None,
        Number::Value(number) => format!("Illegal mutable bucket num: {number}"),
        _ => format!("Invalid mutable_bucket_num format: {value}"),
    };
    Some(PR_32.broken(place, message, "write a number of buckets"))
}

/// PR-19.
pub(in crate::rules) fn write_quorum(place: Place, value: &str) -> Option<Finding> {
    (!is_word(value, &["MAJORITY", "ONE", "ALL"]))
        .then(|| PR_19.broken(place, format!("unknown write quorum: {value}"), "write MAJORITY, ONE or ALL"))
}

/// PR-25.
pub(in crate::rules) fn tablet_type(place: Place, value: &str) -> Option<Finding> {
    (!is_word(value, &["disk", "memory"]))
        .then(|| PR_25.broken(place, "Invalid tablet type", "leave `tablet_type` out"))
}

/// PR-26.
pub(in crate::rules) fn schema_version(place: Place, value: &str) -> Option<Finding> {
    (!java_number(value, 32).is_some())
        .then(|| PR_26.broken(place, "schema version format error", "leave `schema_version` out"))
}

/// PR-26.
pub(in crate::rules) fn version_info(place: Place, value: &str, run_mode: RunMode) -> Option<Finding> {
    let message = match run_mode {
        RunMode::SharedNothing if java_number(value, 64).is_some() => return None,
        RunMode::SharedNothing => "version info format error.",
        RunMode::SharedData => {
            "Does not support the table property \"version_info\" in share data mode, please remove it from the statement"
        }
    };
    Some(PR_26.broken(place, message, "leave `version_info` out"))
}

/// PR-35.
pub(in crate::rules) fn live_partitions(place: Place, value: &str) -> Option<Finding> {
    let message = match java_number(value, 32) {
        Number::Value(-1 | 1..) | Number::Unknown => return None,
        Number::Value(number) => format!("Illegal Partition Live Number: {number}"),
        _ => format!("Partition Live Number: {}", not_a_number(value)),
    };
    Some(PR_35.broken(place, message, "write how many partitions to keep, or -1"))
}

/// PR-39.
pub(in crate::rules) fn query_timeout(place: Place, value: &str) -> Option<Finding> {
    let wanted = match java_number(value, 32) {
        Number::Value(-1 | 1..) | Number::Unknown => return None,
        Number::Value(_) => "greater than 0, or -1 to reset to default",
        _ => "a valid integer",
    };
    let message = format!("Property table_query_timeout must be {wanted}, got: {value}");
    Some(PR_39.broken(place, message, "write a number of seconds, or -1"))
}

/// Whether a value is one of these words, in any case.
pub(in crate::rules) fn is_word(value: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(value))
}

/// PR-07 and PR-08; a rollup may have the property too.
pub(in crate::rules) fn storage_type(s: &Subject<'_>, place: Place, value: &str, found: &mut Findings<'_>) {
    let help = "leave `storage_type` out";
    let (with_row, row) = (is_word(value, &["column_with_row"]), is_word(value, &["row"]));
    if is_word(value, &["column"]) {
        return;
    }
    let refused = format!("{value} for {} table not supported", s.model.server_name());
    if s.model != KeyModel::Primary || !(with_row || row) {
        found.push(PR_07.broken(place, refused, help));
        return;
    }
    if with_row && s.columns().all(|c| c.is_key()) {
        let message = "column_with_row storage type must have some non-key columns";
        found.push(PR_08.broken(place, message, help));
        return;
    }
    let message = format!("{refused}, enable it by setting `enable_experimental_rowstore` to true");
    found.push(PR_07_ROWSTORE.broken(place, message, help));
    if row {
        // With the setting too: nothing is behind the name.
        found.push(PR_07.broken(
            place,
            "Unknown error",
            "write column_with_row, or leave `storage_type` out",
        ));
    }
}

/// PR-16, but for colocated tables.
pub(in crate::rules) fn location(place: Place, value: &str, backends: &[Backend]) -> Option<Finding> {
    if value.is_empty() {
        return None;
    }
    if value.encode_utf16().count() > 255 {
        return Some(PR_16.broken(place, "location is too long, max length is 255", "shorten the list"));
    }
    let items: Option<Vec<(&str, &str)>> = value.split(',').map(location_item).collect();
    let Some(items) = items.filter(|items| items.len() <= 10) else {
        let message = format!(
            "Invalid location format: {value}, should be like: '*', 'key:*', or 'k1:v1,k2:v2,k1:v11'"
        );
        return Some(PR_16.broken(place, message, "write * or key:value, in lower case"));
    };
    // Any backend will do, or none is known.
    if backends.is_empty() || items.iter().any(|(key, _)| *key == "*") {
        return None;
    }
    let is_there = |key: &str, label: &str| {
        let labels = backends.iter().filter_map(|backend| backend.location.as_deref()?.split_once(':'));
        labels.into_iter().any(|(other, value)| other == key && (label == "*" || value == label))
    };
    let (key, label) = items.into_iter().find(|(key, label)| !is_there(key, label))?;
    let message = format!("Cannot find any backend with location: {key}:{label}");
    Some(PR_16.broken(place, message, "name a label that a backend has, see SHOW BACKENDS"))
}

/// PR-16, of a colocated table.
pub(in crate::rules) fn located_and_colocated(place: Place) -> Finding {
    PR_16.broken(
        place,
        "colocate table doesn't support location property",
        "leave one of `labels.location` and `colocate_with` out",
    )
}

/// Key and value of `key:value`, `key:*`, or the star alone for both.
fn location_item(item: &str) -> Option<(&str, &str)> {
    let is_word = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    match item.split_once(':') {
        None => (item.trim() == "*").then_some(("*", "*")),
        Some((key, label)) => {
            let (key, label) = (key.trim(), label.trim());
            (is_word(key) && (label == "*" || is_word(label))).then_some((key, label))
        }
    }
}

/// PR-30, of a table whose flat_json.enable is true or is not.
pub(in crate::rules) fn flat_json(key: &str, place: Place, value: &str, enabled: bool) -> Option<Finding> {
    if !enabled {
        return Some(PR_30.broken(
            place,
            "flat JSON configuration must be set after enabling flat JSON.",
            "write \"flat_json.enable\" = \"true\" too",
        ));
    }
    let good = match key {
        "flat_json.column.max" => java_number(value, 32).is_some(),
        _ => match literal::floating(value) {
            Ok(_) => true,
            Err(why) => why.starts_with("Invalid literal"),
        },
    };
    let message = format!("Failed to process flat JSON configuration: Invalid {key} format: {value}");
    (!good).then(|| PR_30.broken(place, message, "write a number"))
}
