//! The properties of a single partition, and what the server reads of the table's with them.

use super::layers::Layers;
use super::{cooldown, replication, shared_data, simple};
use crate::rules::java::map::map_text;
use crate::rules::subject::Findings;
use crate::rules::{CheckOptions, Envelope, Finding, Place, Rule, RunMode};
use crate::schema::{PartitionBound, Properties};

pub(in crate::rules) static P_53: Rule = Rule {
    id: "P-53",
    title: "A partition has only properties of its storage",
    reason: "Everything else holds for the table as a whole.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"10\") \
               (\"replication_num\" = \"1\"))",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (PARTITION p VALUES LESS THAN (\"10\") \
               (\"compression\" = \"lz4\"))",
    ..Rule::ANALYZING
};

/// The properties that a single partition may have.
const PARTITION_PROPERTIES: [&str; 9] = [
    "storage_medium",
    "storage_cooldown_time",
    "storage_cooldown_ttl",
    "replication_num",
    "version_info",
    "in_memory",
    "tablet_type",
    "datacache.enable",
    "enable_async_write_back",
];

/// Reads the properties of one partition of a table after the other.
pub(in crate::rules) struct Reader<'a> {
    table: &'a Properties,
    options: &'a CheckOptions,
    /// What has been said about the properties of the table; every partition reads them again.
    said: Vec<(&'static str, Place)>,
}

impl<'a> Reader<'a> {
    /// A reader for the partitions of a table with these properties.
    pub(in crate::rules) fn new(table: &'a Properties, options: &'a CheckOptions) -> Self {
        Reader { table, options, said: Vec::new() }
    }

    /// P-53, and the rules of the values: PR-09 to PR-15 where a medium is given, PR-04, PR-05, PR-25, PR-26 and PR-67. `upper`
    /// is the bound of a partition of a table that is partitioned by RANGE of one column.
    pub(in crate::rules) fn read(
        &mut self,
        place: Place,
        own: &Properties,
        upper: Option<&PartitionBound>,
        found: &mut Findings<'_>,
    ) {
        let layers = Layers::of_partition(place, own, self.table);
        let shared_data = self.options.run_mode == RunMode::SharedData;
        let mut problems: Vec<Option<Finding>> = Vec::new();
        if !shared_data {
            problems.push(cooldown::medium(layers, Envelope::Analyzing));
            let ttl = Layers::of_table(self.table).get("storage_cooldown_ttl");
            problems.push(ttl.zip(upper).and_then(|(ttl, upper)| cooldown::upper_bound(ttl, upper)));
        }
        let value = |key: &str| layers.get(key);
        problems.push(
            value("replication_num")
                .and_then(|(place, value)| replication::problem(place, value, self.options)),
        );
        problems.push(value("version_info").and_then(|(place, value)| {
            simple::version_info(place, value, self.options.run_mode).map(analyzed)
        }));
        problems.push(
            value("tablet_type").and_then(|(place, value)| simple::tablet_type(place, value).map(analyzed)),
        );
        problems.push(
            value("enable_async_write_back")
                .and_then(|(place, value)| shared_data::async_write_back(place, value).map(analyzed)),
        );
        problems.push(unknown_keys(place, own));
        for finding in problems.into_iter().flatten() {
            let said = (finding.rule.id, finding.place);
            if finding.place == place {
                found.push(finding);
            } else if !self.said.contains(&said) {
                self.said.push(said);
                found.push(finding);
            }
        }
    }
}

fn analyzed(finding: Finding) -> Finding {
    finding.enveloped(Envelope::Analyzing)
}

/// P-53.
fn unknown_keys(place: Place, own: &Properties) -> Option<Finding> {
    let unknown: Vec<(&str, &str)> = own
        .entries
        .iter()
        .enumerate()
        // Of two values for one key the last one counts.
        .filter(|(index, property)| own.entries[index + 1..].iter().all(|later| later.key != property.key))
        .map(|(_, property)| (property.key.as_ref(), property.value.as_ref()))
        .filter(|(key, _)| !PARTITION_PROPERTIES.contains(key))
        .collect();
    (!unknown.is_empty()).then(|| {
        P_53.broken(
            place,
            format!("Unknown properties: {}", map_text(&unknown, own.entries.len())),
            "write it in the PROPERTIES of the table",
        )
    })
}
