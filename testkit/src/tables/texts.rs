//! Texts and names: plain ones, and those that break naive quoting.

use proptest::collection::vec;
use proptest::prelude::*;
use starrocks_core::schema::{List, Properties, Property, Text};
use std::borrow::Cow;

/// What breaks naive quoting, and everything else.
pub(super) const HOSTILE: &[&str] = &[
    "it's",
    "say \"hi\"",
    "back\\slash",
    "\\",
    "\\\\'",
    "a\nb",
    "\r\n",
    "\t",
    "\u{1a}",
    "\0",
    "\u{8}",
    "*/",
    "/* c */",
    "/*+ hint */",
    "-- c",
    ";",
    "; DROP TABLE t",
    "😀",
    "größe",
    "　",
    "\u{feff}",
    "\u{202e}",
    "İ",
    "%s {0} $1",
    "''",
    "\"\"",
    "\\%_",
    "#",
    "",
    " ",
    "NULL",
    "`",
    "x`y",
    "<b>&amp;",
    "/",
    "\\/",
    "',\n  INDEX ",
    "\"\n) ENGINE=OLAP ",
    "(`",
    " (`a`) USING ",
    "\",\n\"",
];

/// Any text, half of it hostile.
pub fn text() -> BoxedStrategy<String> {
    prop_oneof![
        proptest::sample::select(HOSTILE).prop_map(str::to_owned),
        vec(proptest::sample::select(HOSTILE), 2..4).prop_map(|parts| parts.concat()),
        "\\PC{0,12}",
        "[a-z ]{0,8}",
    ]
    .boxed()
}

/// Any name that SQL can say: no backquote, and not empty.
pub fn name() -> BoxedStrategy<Text> {
    let clean = |text: String| text.replace('`', "");
    prop_oneof![
        "[a-z][a-z0-9_]{0,8}",
        proptest::sample::select(
            &[
                "key",
                "order",
                "default",
                "comment",
                "sum",
                "Range",
                "1abc",
                "a-b",
                "a.b",
                "first",
                "rollup",
                "partition",
                "index",
                "null",
                "current_timestamp",
                "list",
                "array",
                "date",
                "to",
                "1",
                "1e5",
            ][..]
        )
        .prop_map(str::to_owned),
        text().prop_map(clean).prop_filter("a name has a character", |name| !name.is_empty()),
    ]
    .prop_map(Text::from)
    .boxed()
}

/// One to three names.
pub fn names() -> BoxedStrategy<List<Text>> {
    vec(name(), 1..4).prop_map(Cow::Owned).boxed()
}

/// A number of DDL, which has 31 bits: small ones, and the ends.
pub fn number() -> BoxedStrategy<u32> {
    prop_oneof![
        4 => 0u32..100,
        1 => 0u32..2_000_000,
        1 => proptest::sample::select(vec![0, 1, i32::MAX as u32 - 1, i32::MAX as u32]),
    ]
    .boxed()
}

/// A number of DDL that has 63 bits.
pub fn long_number() -> BoxedStrategy<u64> {
    prop_oneof![
        3 => 0u64..100_000,
        1 => proptest::sample::select(vec![0, 1, u64::from(u32::MAX), i64::MAX as u64]),
    ]
    .boxed()
}

/// Properties with any keys and values; a key has no blanks around it, as the server trims them.
pub fn properties() -> BoxedStrategy<Properties> {
    vec(property(), 0..3).prop_map(Properties::new).boxed()
}

/// At least one property.
pub fn some_properties() -> BoxedStrategy<Properties> {
    vec(property(), 1..3).prop_map(Properties::new).boxed()
}

fn property() -> impl Strategy<Value = (String, String)> {
    let key = prop_oneof![
        1 => proptest::sample::select(PROPERTIES).prop_map(|(key, _)| key.to_owned()),
        1 => text().prop_map(|key| Property::key_of(&key).to_owned()),
    ];
    (key, text())
}

/// A property that StarRocks has, with a value that it takes, mostly; one in five has any value.
pub fn known_property() -> BoxedStrategy<(String, String)> {
    let known = proptest::sample::select(PROPERTIES)
        .prop_flat_map(|(key, values)| (Just(key), proptest::sample::select(values)));
    prop_oneof![
        4 => known.clone().prop_map(|(key, value)| (key.to_owned(), value.to_owned())),
        1 => (known, text()).prop_map(|((key, _), value)| (key.to_owned(), value)),
    ]
    .boxed()
}

/// Properties of tables, each with values that a server takes or nearly takes.
const PROPERTIES: &[(&str, &[&str])] = &[
    ("base_compaction_forbidden_time_ranges", &["", "* 8-20 * * *", "* * * * *"]),
    ("binlog_enable", &["true", "false"]),
    ("binlog_max_size", &["1", "9223372036854775807"]),
    ("binlog_ttl_second", &["100"]),
    ("bloom_filter_columns", &["", "k0", "k0,v0", "V0", "dt"]),
    ("bloom_filter_fpp", &["0.05", "0.01", "1"]),
    ("bucket_size", &["0", "1024"]),
    ("colocate_with", &["", "group1"]),
    ("compaction_strategy", &["default", "real_time"]),
    ("compression", &["LZ4", "zstd(3)", "snappy", "none"]),
    ("datacache.enable", &["true", "false"]),
    ("datacache.partition_duration", &["1 day", "12 hours"]),
    ("default.replication_num", &["1", "3"]),
    ("default.storage_medium", &["HDD", "SSD"]),
    ("dynamic_partition.buckets", &["0", "3"]),
    ("dynamic_partition.enable", &["true", "false"]),
    ("dynamic_partition.end", &["3", "-1"]),
    ("dynamic_partition.prefix", &["p", "1"]),
    ("dynamic_partition.start", &["-3", "2", "-2147483648"]),
    ("dynamic_partition.time_unit", &["DAY", "WEEK", "MONTH", "hour"]),
    ("dynamic_partition.time_zone", &["UTC", "CST", "+08:00", "Asia/Shanghai"]),
    ("enable_persistent_index", &["true", "false"]),
    ("fast_schema_evolution", &["true", "false"]),
    ("flat_json.enable", &["true", "false"]),
    ("flat_json.null.factor", &["0.3", "1"]),
    ("foreign_key_constraints", &["", "(k0) REFERENCES u(k)"]),
    ("in_memory", &["true", "false"]),
    ("labels.location", &["*", "", "rack:*", "rack:a, rack:b"]),
    ("mutable_bucket_num", &["0", "5"]),
    ("partition_live_number", &["-1", "3"]),
    ("partition_retention_condition", &["", "dt > current_date() - interval 1 month"]),
    ("partition_ttl", &["", "1 day", "0 month"]),
    ("primary_index_cache_expire_sec", &["0", "60"]),
    ("replicated_storage", &["true", "false"]),
    ("replication_num", &["1", "2", "3"]),
    ("storage_cooldown_time", &["9999-12-31 23:59:59"]),
    ("storage_cooldown_ttl", &["1 day"]),
    ("storage_medium", &["HDD", "SSD"]),
    ("storage_type", &["column", "column_with_row"]),
    ("timeout", &["100", "-1"]),
    ("unique_constraints", &["", "k0", "k0,v0"]),
    ("write_quorum", &["majority", "ONE", "all"]),
];
