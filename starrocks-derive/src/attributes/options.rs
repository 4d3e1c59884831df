//! The names of all options, each with an example of its form.
//!
//! Reading, "did you mean" and the lists inside errors all come from these tables.

use starrocks_core::nearest::nearest;

/// One option that a user may write.
pub(crate) struct OptionForm {
    /// Its name.
    pub(crate) name: &'static str,
    /// How it is written, as an example to copy.
    pub(crate) form: &'static str,
}

/// A place that takes options.
pub(crate) struct OptionSet {
    /// How the place is written.
    pub(crate) place: &'static str,
    /// What may stand there.
    pub(crate) options: &'static [OptionForm],
}

const fn option(name: &'static str, form: &'static str) -> OptionForm {
    OptionForm { name, form }
}

/// `#[table_args(…)]` on the struct.
pub(crate) static TABLE: OptionSet = OptionSet {
    place: "#[table_args(…)]",
    options: &[
        option("name", r#"name = "page_views""#),
        option("database", r#"database = "analytics""#),
        option("engine", r#"engine = "OLAP""#),
        option("comment", r#"comment = "Page views per day""#),
        option("primary_key", r#"primary_key = "user_id, event_date""#),
        option("duplicate_key", r#"duplicate_key = "request_id, event_time""#),
        option("aggregate_key", r#"aggregate_key = "page_id, visit_date""#),
        option("unique_key", r#"unique_key = "device_id""#),
        option("partition_by", r#"partition_by = "date_trunc('day', event_date)""#),
        option("distributed_by", r#"distributed_by = "HASH(user_id) BUCKETS 8""#),
        option("order_by", r#"order_by = "event_date, user_id""#),
        option("index", r#"index(name = "idx_country", columns = "country", using = "BITMAP")"#),
        option("properties", r#"properties(replication_num = "3")"#),
        option("temporary", "temporary"),
        option("crate", "crate = ::starrocks"),
    ],
};

/// `#[starrocks(…)]` on a field.
pub(crate) static COLUMN: OptionSet = OptionSet {
    place: "#[starrocks(…)]",
    options: &[
        option("name", r#"name = "page_id""#),
        option("type", r#"type = "VARCHAR(64)""#),
        option("agg_type", r#"agg_type = "SUM""#),
        option("is_agg_key", "is_agg_key"),
        option("default", r#"default = "0""#),
        option("default_expr", r#"default_expr = "CURRENT_TIMESTAMP""#),
        option("auto_increment", "auto_increment"),
        option("generated", r#"generated = "price * amount""#),
        option("comment", r#"comment = "Seconds since the last visit""#),
        option("nullable", "nullable"),
        option("skip", "skip"),
    ],
};

/// `index(…)` inside `#[table_args(…)]`.
pub(crate) static INDEX: OptionSet = OptionSet {
    place: "index(…)",
    options: &[
        option("name", r#"name = "idx_country""#),
        option("columns", r#"columns = "country""#),
        option("using", r#"using = "BITMAP""#),
        option("properties", r#"properties(gram_num = "4")"#),
        option("comment", r#"comment = "Filters by country""#),
    ],
};

impl OptionSet {
    /// The option with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&'static OptionForm> {
        self.options.iter().find(|option| option.name == name)
    }

    /// The option that a misspelt name most likely means. The prefix of the Python client is no mistake worth a second look.
    pub(crate) fn nearest(&self, name: &str) -> Option<&'static OptionForm> {
        let lower = name.to_lowercase();
        let word = lower.strip_prefix("starrocks_").unwrap_or(&lower);
        nearest(word, self.options.iter().map(|option| option.name)).and_then(|name| self.get(name))
    }

    /// All names, to be shown in an error.
    pub(crate) fn names(&self) -> String {
        let names: Vec<&str> = self.options.iter().map(|option| option.name).collect();
        names.join(", ")
    }
}
