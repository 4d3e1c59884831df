//! What a server's print of a table depends on, beyond the table.

use crate::rules::RunMode;
use crate::schema::Text;
use std::borrow::Cow;

/// What the normal form takes for granted about a server: its settings, and the session in which the table is created.
///
/// Everything in SHOW CREATE TABLE that depends on more than the table is here, save two things: a server adds and drops
/// partitions by its clock (`dynamic_partition.*`, `partition_ttl`), and it prints LIST partitions in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerDefaults {
    /// How the cluster stores data.
    pub run_mode: RunMode,
    /// The replicas of a table that does not say how many (`default_replication_num`): 3, and 1 on a shared-data cluster.
    pub replication_num: u32,
    /// The database in which a table without one is created; it stands in the constraints that a server prints.
    pub database: Text,
    /// The backends that are alive; a colocated table without a number of buckets gets two of them for each.
    pub backends: u32,
    /// The server's time zone (`time_zone`); it stands in the properties of dynamic partitioning.
    pub time_zone: Text,
    /// How far that zone is ahead of UTC, in minutes; bounds that name a zone are moved into the server's.
    pub utc_offset: i32,
    /// The compression of a table that does not name one (`default_table_compression`).
    pub compression: Text,
    /// Whether tables take changes of columns at once (`enable_fast_schema_evolution`).
    pub fast_schema_evolution: bool,
    /// Whether replicas copy from one that is written first (`enable_replicated_storage_as_default_engine`).
    pub replicated_storage: bool,
    /// The bytes after which a table with random distribution gets another bucket (`default_automatic_bucket_size`);
    /// `None` where buckets are not made by themselves (`enable_automatic_bucket`).
    pub bucket_size: Option<u64>,
    /// Whether a DUPLICATE KEY table without DISTRIBUTED BY is hashed by its first column (`allow_default_partition`).
    pub allow_default_partition: bool,
    /// Whether a table without DISTRIBUTED BY is distributed by ranges (`enable_range_distribution`).
    pub range_distribution: bool,
}

impl ServerDefaults {
    /// StarRocks' own settings for this run mode.
    pub fn new(run_mode: RunMode) -> Self {
        let replication_num = match run_mode {
            RunMode::SharedNothing => 3,
            RunMode::SharedData => 1,
        };
        ServerDefaults {
            run_mode,
            replication_num,
            database: Cow::Borrowed(""),
            backends: 3,
            time_zone: Cow::Borrowed("Asia/Shanghai"),
            utc_offset: 8 * 60,
            compression: Cow::Borrowed("LZ4"),
            fast_schema_evolution: true,
            replicated_storage: true,
            bucket_size: Some(1 << 30),
            allow_default_partition: false,
            range_distribution: false,
        }
    }
}

impl ServerDefaults {
    /// The settings of a frontend, and of a session, that [`ServerDefaults::set`] knows.
    pub const SETTINGS: [&'static str; 9] = [
        "allow_default_partition",
        "default_automatic_bucket_size",
        "default_replication_num",
        "default_table_compression",
        "enable_automatic_bucket",
        "enable_fast_schema_evolution",
        "enable_range_distribution",
        "enable_replicated_storage_as_default_engine",
        "time_zone",
    ];

    /// Takes a setting by the name that the server has for it, as `ADMIN SET FRONTEND CONFIG` and `SET` do. Answers
    /// whether it is one of [`ServerDefaults::SETTINGS`] with a value of its type.
    ///
    /// ```
    /// use starrocks_core::rules::ServerDefaults;
    ///
    /// let mut server = ServerDefaults::default();
    /// assert!(server.set("default_replication_num", "1"));
    /// assert_eq!(server.replication_num, 1);
    /// ```
    pub fn set(&mut self, name: &str, value: &str) -> bool {
        let is_true = value.eq_ignore_ascii_case("true");
        match name {
            "allow_default_partition" => self.allow_default_partition = is_true,
            "default_automatic_bucket_size" => match value.parse() {
                Ok(bytes) => self.bucket_size = Some(bytes),
                Err(_) => return false,
            },
            "default_replication_num" => match value.parse() {
                Ok(number) => self.replication_num = number,
                Err(_) => return false,
            },
            "default_table_compression" => self.compression = value.to_owned().into(),
            "enable_automatic_bucket" if is_true => {
                self.bucket_size = self.bucket_size.or(ServerDefaults::new(self.run_mode).bucket_size);
            }
            "enable_automatic_bucket" => self.bucket_size = None,
            "enable_fast_schema_evolution" => self.fast_schema_evolution = is_true,
            "enable_range_distribution" => self.range_distribution = is_true,
            "enable_replicated_storage_as_default_engine" => self.replicated_storage = is_true,
            "time_zone" => self.time_zone = value.to_owned().into(),
            _ => return false,
        }
        true
    }
}

impl Default for ServerDefaults {
    fn default() -> Self {
        ServerDefaults::new(RunMode::SharedNothing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_taken() {
        let mut server = ServerDefaults::default();
        for name in ServerDefaults::SETTINGS {
            assert!(server.set(name, "2"), "{name}");
        }
        assert!(!server.set("enable_unicorns", "true") && !server.set("default_replication_num", "many"));
    }
}
