//! Properties whose values can be judged one by one: words, numbers and truth values.

use super::java_number::{Number, java_number, not_a_number};
use super::subject::{Findings, Subject};
use super::{Envelope, Place, Rule, literal};
use crate::schema::KeyModel;

macro_rules! rules {
    ($($name:ident = $id:literal, $title:literal, $reason:literal, $accepted:literal, $rejected:literal;)*) => {$(
        pub(super) static $name: Rule = Rule {
            id: $id,
            title: $title,
            reason: $reason,
            accepted: concat!("CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PROPERTIES (", $accepted, ")"),
            rejected: concat!("CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) PROPERTIES (", $rejected, ")"),
            ..Rule::BARE
        };
    )*};
}

rules! {
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

pub(super) static PR_07: Rule = Rule {
    id: "PR-07",
    title: "storage_type is column",
    reason: "Storing rows is experimental: for PRIMARY KEY tables it can be switched on in the frontend.",
    setting: Some("enable_experimental_rowstore"),
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"storage_type\" = \"column\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"storage_type\" = \"row\")",
    ..Rule::BARE
};

pub(super) static PR_08: Rule = Rule {
    id: "PR-08",
    title: "A table with storage_type column_with_row has value columns",
    reason: "The row that is stored beside the columns holds the values.",
    accepted: "CREATE TABLE t (k INT) PRIMARY KEY(k) PROPERTIES (\"storage_type\" = \"column\")",
    rejected: "CREATE TABLE t (k INT) PRIMARY KEY(k) PROPERTIES (\"storage_type\" = \"column_with_row\")",
    ..Rule::BARE
};

pub(super) static PR_16: Rule = Rule {
    id: "PR-16",
    title: "labels.location is a list of *, key:* and key:value, and not of a colocated table",
    reason: "It names the labels of backends; keys and values are made of a-z, 0-9 and _.",
    since: Some("3.2.8"),
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"labels.location\" = \"rack:*\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"labels.location\" = \"Rack:1\")",
    ..Rule::ANALYZING
};

pub(super) static PR_35: Rule = Rule {
    id: "PR-35",
    title: "partition_live_number is a positive integer, or -1",
    reason: "It is the number of partitions that are kept.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"partition_live_number\" = \"3\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"partition_live_number\" = \"0\")",
    ..Rule::ANALYZING
};

/// PR-27, read before the bloom filters.
pub(super) fn schema_evolution(s: &Subject<'_>, found: &mut Findings<'_>) {
    let property = s.property("fast_schema_evolution").or_else(|| s.property("light_schema_change"));
    if let Some((index, value)) = property
        && !is_word(value, &["true", "false"])
    {
        found.push(PR_27.broken(
            Place::Property(index),
            "fast_schema_evolution must be `true` or `false`",
            "write true or false",
        ));
    }
}

/// PR-16, PR-28, PR-29 and PR-30, read behind replication_num.
pub(super) fn behind_replication(s: &Subject<'_>, found: &mut Findings<'_>) {
    location(s, found);
    if let Some((place, value, number)) = number_of(s, "primary_index_cache_expire_sec", 32) {
        let help = "write a number of seconds";
        match number {
            Number::Value(0..) | Number::Unknown => {}
            Number::Value(_) => found.push(PR_28.broken(
                place,
                "Property primary_index_cache_expire_sec must not be less than 0",
                help,
            )),
            _ => found.push(PR_28.broken(
                place,
                format!("Property primary_index_cache_expire_sec must be integer: {value}"),
                help,
            )),
        }
    }
    for key in ["binlog_ttl_second", "binlog_max_size"] {
        if let Some((place, value, Number::Malformed | Number::OutOfRange)) = number_of(s, key, 64) {
            found.push(PR_29.broken(place, format!("Invalid {key} format: {value}"), "write an integer"));
        }
    }
    flat_json(s, found);
}

/// PR-32, PR-19 and PR-25, read behind bucket_size.
pub(super) fn behind_bucket_size(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some((place, value, number)) = number_of(s, "mutable_bucket_num", 64) {
        let help = "write a number of buckets";
        match number {
            Number::Value(0..) | Number::Unknown => {}
            Number::Value(number) => {
                found.push(PR_32.broken(place, format!("Illegal mutable bucket num: {number}"), help));
            }
            _ => found.push(PR_32.broken(place, format!("Invalid mutable_bucket_num format: {value}"), help)),
        }
    }
    if let Some((index, value)) = s.property("write_quorum")
        && !is_word(value, &["MAJORITY", "ONE", "ALL"])
    {
        found.push(PR_19.broken(
            Place::Property(index),
            format!("unknown write quorum: {value}"),
            "write MAJORITY, ONE or ALL",
        ));
    }
    if let Some((index, value)) = s.property("tablet_type")
        && !is_word(value, &["disk", "memory"])
    {
        found.push(PR_25.broken(Place::Property(index), "Invalid tablet type", "leave `tablet_type` out"));
    }
}

/// PR-07, PR-08 and PR-26, read behind storage_medium.
pub(super) fn behind_medium(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some((index, value)) = s.property("storage_type") {
        storage_type(s, Place::Property(index), value, found);
    }
    if let Some((place, _, Number::Malformed | Number::OutOfRange)) = number_of(s, "schema_version", 32) {
        found.push(PR_26.broken(place, "schema version format error", "leave `schema_version` out"));
    }
    if let Some((place, _, Number::Malformed | Number::OutOfRange)) = number_of(s, "version_info", 64) {
        found.push(PR_26.broken(place, "version info format error.", "leave `version_info` out"));
    }
}

/// PR-35 and PR-39, read behind compression.
pub(super) fn behind_compression(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some((place, value, number)) = number_of(s, "partition_live_number", 32) {
        let help = "write how many partitions to keep, or -1";
        match number {
            Number::Value(-1 | 1..) | Number::Unknown => {}
            Number::Value(number) => {
                found.push(PR_35.broken(place, format!("Illegal Partition Live Number: {number}"), help));
            }
            _ => found.push(PR_35.broken(
                place,
                format!("Partition Live Number: {}", not_a_number(value)),
                help,
            )),
        }
    }
    if let Some((place, value, number)) = number_of(s, "table_query_timeout", 32) {
        let help = "write a number of seconds, or -1";
        match number {
            Number::Value(-1 | 1..) | Number::Unknown => {}
            Number::Value(_) => found.push(PR_39.broken(
                place,
                format!("Property table_query_timeout must be greater than 0, or -1 to reset to default, got: {value}"),
                help,
            )),
            _ => found.push(PR_39.broken(
                place,
                format!("Property table_query_timeout must be a valid integer, got: {value}"),
                help,
            )),
        }
    }
}

fn is_word(value: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(value))
}

fn number_of<'a>(s: &Subject<'a>, key: &str, bits: u32) -> Option<(Place, &'a str, Number)> {
    let (index, value) = s.property(key)?;
    Some((Place::Property(index), value, java_number(value, bits)))
}

/// PR-07 and PR-08; a rollup may have the property too.
pub(super) fn storage_type(s: &Subject<'_>, place: Place, value: &str, found: &mut Findings<'_>) {
    if value.eq_ignore_ascii_case("column") {
        return;
    }
    let with_row = value.eq_ignore_ascii_case("column_with_row");
    let all_keys = s.columns().all(|c| c.is_key());
    if s.model == KeyModel::Primary && with_row && all_keys {
        found.push(PR_08.broken(
            place,
            "column_with_row storage type must have some non-key columns",
            "leave `storage_type` out",
        ));
        return;
    }
    let experimental = match s.model == KeyModel::Primary && (with_row || value.eq_ignore_ascii_case("row")) {
        true => ", enable it by setting `enable_experimental_rowstore` to true",
        false => "",
    };
    found.push(PR_07.broken(
        place,
        format!("{value} for {} table not supported{experimental}", s.model.server_name()),
        "leave `storage_type` out",
    ));
}

/// PR-16; whether a backend has the label is not known here.
fn location(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some((index, value)) = s.property("labels.location") else {
        return;
    };
    let place = Place::Property(index);
    if s.property("colocate_with").is_some() && !s.table.temporary {
        found.push(PR_16.broken(
            place,
            "colocate table doesn't support location property",
            "leave one of `labels.location` and `colocate_with` out",
        ));
    } else if value.encode_utf16().count() > 255 {
        found.push(PR_16.broken(place, "location is too long, max length is 255", "shorten the list"));
    } else if !value.is_empty() && !is_location(value) {
        found.push(PR_16.broken(
            place,
            format!(
                "Invalid location format: {value}, should be like: '*', 'key:*', or 'k1:v1,k2:v2,k1:v11'"
            ),
            "write * or key:value, in lower case",
        ));
    }
}

fn is_location(value: &str) -> bool {
    let word = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let item = |item: &str| match item.split_once(':') {
        None => item.trim() == "*",
        Some((key, label)) => word(key.trim()) && (label.trim() == "*" || word(label.trim())),
    };
    let items: Vec<&str> = value.split(',').collect();
    items.len() <= 10 && items.into_iter().all(item)
}

/// PR-30.
fn flat_json(s: &Subject<'_>, found: &mut Findings<'_>) {
    let enabled = s.property("flat_json.enable").is_some_and(|(_, value)| value.eq_ignore_ascii_case("true"));
    let keys = ["flat_json.null.factor", "flat_json.sparsity.factor", "flat_json.column.max"];
    for key in keys {
        let Some((index, value)) = s.property(key) else {
            continue;
        };
        let place = Place::Property(index);
        if !enabled {
            found.push(PR_30.broken(
                place,
                "flat JSON configuration must be set after enabling flat JSON.",
                "write \"flat_json.enable\" = \"true\" too",
            ));
            return;
        }
        let good = match key {
            "flat_json.column.max" => matches!(java_number(value, 32), Number::Value(_) | Number::Unknown),
            _ => match literal::floating(value) {
                Ok(_) => true,
                Err(why) => why.starts_with("Invalid literal"),
            },
        };
        if !good {
            let message = format!("Failed to process flat JSON configuration: Invalid {key} format: {value}");
            found.push(PR_30.broken(place, message, "write a number").enveloped(Envelope::Bare));
        }
    }
}
