//! The oldest StarRocks release that takes a clause of ALTER TABLE, and why.

use super::TableState;
use crate::rules::Version;
use crate::rules::required_version::{RequiredVersion, VersionReason, release};
use crate::schema::{
    AlterClause, Column, Distribution, DroppedPartitions, Index, KeyModel, Properties, Table,
};
use std::borrow::Cow;

/// A clause that not every release has.
struct Feature {
    since: Version,
    name: &'static str,
    clause: &'static str,
    has: fn(&TableState, &AlterClause) -> bool,
}

/// When ALTER TABLE learnt what: from StarRocks' release notes and documentation.
const FEATURES: &[Feature] = &[
    feature("3.0", "a new sort key of a PRIMARY KEY table", "ORDER BY", |state, clause| {
        is_sort_key(state, clause) && state.model() == KeyModel::Primary
    }),
    feature("3.1", "the comment of a table", "COMMENT =", |_, clause| {
        matches!(clause, AlterClause::Comment(_))
    }),
    feature("3.1", "compactions on demand", "COMPACT", |_, clause| {
        matches!(clause, AlterClause::Compact { .. })
    }),
    feature("3.2", "another distribution", "DISTRIBUTED BY", |_, clause| {
        matches!(clause, AlterClause::Optimize(_))
    }),
    feature("3.2.10", "fields of a STRUCT", "MODIFY COLUMN … FIELD", |_, clause| {
        matches!(clause, AlterClause::AddField { .. } | AlterClause::DropField { .. })
    }),
    feature("3.3", "a new sort key", "ORDER BY", |state, clause| {
        is_sort_key(state, clause) && state.model() != KeyModel::Primary
    }),
    feature("3.3.2", "renaming columns", "RENAME COLUMN", |_, clause| {
        matches!(clause, AlterClause::RenameColumn { .. })
    }),
    feature("3.4", "dropping several partitions", "DROP PARTITIONS", |_, clause| {
        matches!(
            clause,
            AlterClause::DropPartitions {
                partitions: DroppedPartitions::Names(_) | DroppedPartitions::Batch { .. },
                ..
            }
        )
    }),
    feature("3.5", "dropping partitions by a condition", "DROP PARTITIONS WHERE", |_, clause| {
        matches!(clause, AlterClause::DropPartitions { partitions: DroppedPartitions::Where(_), .. })
    }),
    feature(
        "3.5",
        "merging partitions",
        "PARTITION BY",
        |_, clause| matches!(clause, AlterClause::Optimize(parts) if parts.partition_by.is_some()),
    ),
    feature("3.5", "setting the next AUTO_INCREMENT value", "AUTO_INCREMENT =", |_, clause| {
        matches!(clause, AlterClause::AutoIncrement(_))
    }),
    feature("3.5.8", "the buckets of later partitions", "DEFAULT BUCKETS", |_, clause| {
        matches!(clause, AlterClause::DefaultBuckets { .. })
    }),
];

const fn feature(
    since: &str,
    name: &'static str,
    clause: &'static str,
    has: fn(&TableState, &AlterClause) -> bool,
) -> Feature {
    Feature { since: release(since), name, clause, has }
}

/// Whether ORDER BY names some columns and not all, which is a sort key and no reorder.
fn is_sort_key(state: &TableState, clause: &AlterClause) -> bool {
    matches!(clause, AlterClause::ReorderColumns { columns, .. } if columns.len() < state.base.len())
}

impl TableState {
    /// The oldest StarRocks release that takes this clause for this table, with what asks for it: the clause, or the columns,
    /// indexes and properties that it brings.
    ///
    /// ```
    /// use starrocks_core::rules::{ServerDefaults, TableState, Version};
    /// use starrocks_core::sql::{parse_alter_table, parse_create_table};
    ///
    /// let table = parse_create_table("CREATE TABLE t (k INT, v INT)")?.table;
    /// let state = TableState::created(&table, &ServerDefaults::default());
    /// let alter = parse_alter_table("ALTER TABLE t RENAME COLUMN v TO w")?;
    /// assert_eq!(state.required_version(&alter.clauses[0]).version, Version::new(3, 3, 2));
    /// # Ok::<(), starrocks_core::sql::ParseError>(())
    /// ```
    pub fn required_version(&self, clause: &AlterClause) -> RequiredVersion {
        let own = FEATURES.iter().filter(|feature| (feature.has)(self, clause)).map(|feature| {
            VersionReason { feature: feature.name, clause: feature.clause.to_owned(), since: feature.since }
        });
        RequiredVersion::of(own.chain(self.brought(clause)).collect())
    }

    /// What the columns, indexes and properties ask for that the clause brings.
    fn brought(&self, clause: &AlterClause) -> Vec<VersionReason> {
        let columns: &[Column] = super::parsed::defined_columns(clause);
        let (indexes, properties): (&[Index], Properties) = match clause {
            AlterClause::AddIndex(index) => (std::slice::from_ref(index), Properties::NONE),
            AlterClause::SetProperties(properties) => (&[], properties.clone()),
            _ => (&[], Properties::NONE),
        };
        let mut probe = Table::new(self.table.name.clone());
        probe.columns = Cow::Owned(columns.to_vec());
        probe.indexes = Cow::Owned(indexes.to_vec());
        probe.key = self.table.key.clone();
        probe.properties = properties;
        probe.distributed_by = Some(Distribution::Random { buckets: Some(1) });
        let mut reasons = probe.required_version().reasons;
        reasons.retain(|reason| reason.clause != "DISTRIBUTED BY");
        reasons
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::{RequiredVersion, ServerDefaults, TableState, Version};
    use crate::sql::{parse_alter_table, parse_create_table};

    fn required(clause: &str) -> RequiredVersion {
        let sql = "CREATE TABLE t (k INT, v INT, s STRUCT<a INT>) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1";
        let table = parse_create_table(sql).unwrap().table;
        let alter = parse_alter_table(&format!("ALTER TABLE t {clause}")).unwrap();
        TableState::created(&table, &ServerDefaults::default()).required_version(&alter.clauses[0])
    }

    #[test]
    fn clauses_need_the_release_that_brought_them() {
        for (clause, version) in [
            ("ADD COLUMN w INT", RequiredVersion::OLDEST),
            ("DROP COLUMN v", RequiredVersion::OLDEST),
            ("ORDER BY (k, v, s)", RequiredVersion::OLDEST),
            ("ORDER BY (v)", Version::new(3, 3, 0)),
            ("COMMENT = 'x'", Version::new(3, 1, 0)),
            ("MODIFY COLUMN s ADD FIELD b INT", Version::new(3, 2, 10)),
            ("RENAME COLUMN v TO w", Version::new(3, 3, 2)),
            ("DROP PARTITION p", RequiredVersion::OLDEST),
            ("DROP PARTITIONS (p, q)", Version::new(3, 4, 0)),
            ("DROP PARTITIONS WHERE k < 1", Version::new(3, 5, 0)),
            ("DISTRIBUTED BY HASH(k) DEFAULT BUCKETS 4", Version::new(3, 5, 8)),
        ] {
            assert_eq!(required(clause).version, version, "{clause}");
        }
    }

    #[test]
    fn what_a_clause_brings_may_need_more_than_the_clause() {
        let column = required("ADD COLUMN w VARIANT");
        assert_eq!(column.version, Version::new(4, 1, 0));
        assert_eq!(column.reasons[0].clause, "column `w`");
        assert_eq!(required("SET ('table_query_timeout' = '10')").version, Version::new(4, 1, 0));
    }
}
