//! ALTER TABLE: the clauses that change a table.

use super::{
    Column, DataType, Distribution, Every, Expression, Index, Key, List, ListPartition, Partitioning,
    Properties, RangePartition, Rollup, TableName, Text,
};
use std::borrow::Cow;

/// An [ALTER TABLE](https://docs.starrocks.io/docs/sql-reference/sql-statements/table_bucket_part_index/ALTER_TABLE/)
/// statement.
///
/// ```
/// use starrocks_core::schema::{AlterClause, AlterTable};
/// use starrocks_core::sql::{Style, write_alter_table};
///
/// let alter = AlterTable::new("t", [AlterClause::RenameColumn { column: "a".into(), to: "b".into() }]);
/// assert_eq!(write_alter_table(&alter, Style::OneLine)?, "ALTER TABLE `t` RENAME COLUMN `a` TO `b`");
/// # Ok::<(), starrocks_core::sql::WriteError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AlterTable {
    /// The table.
    pub table: TableName,
    /// What is done to it, in this order. Only some clauses may stand beside others.
    pub clauses: List<AlterClause>,
}

impl AlterTable {
    /// The statement that does `clauses` to `table`.
    pub fn new(table: impl Into<TableName>, clauses: impl IntoIterator<Item = AlterClause>) -> Self {
        AlterTable { table: table.into(), clauses: Cow::Owned(clauses.into_iter().collect()) }
    }
}

/// One clause of ALTER TABLE.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AlterClause {
    /// ADD COLUMN, with one column.
    AddColumn {
        /// The column.
        column: Column,
        /// FIRST or AFTER; without it the column stands last, or behind the keys where it becomes one.
        position: Option<ColumnPosition>,
        /// TO: the rollup that gets the column as well.
        rollup: Option<Text>,
        /// PROPERTIES of the job.
        properties: Properties,
    },
    /// ADD COLUMN (…), with several columns.
    AddColumns {
        /// The columns, in this order.
        columns: List<Column>,
        /// TO: the rollup that gets the columns as well.
        rollup: Option<Text>,
        /// PROPERTIES of the job.
        properties: Properties,
    },
    /// DROP COLUMN.
    DropColumn {
        /// Its name.
        column: Text,
        /// FROM: only this rollup loses the column.
        rollup: Option<Text>,
        /// PROPERTIES of the job.
        properties: Properties,
    },
    /// MODIFY COLUMN, with the whole definition.
    ModifyColumn {
        /// The column as it shall be, under its name.
        column: Column,
        /// FIRST or AFTER; without it the column stays where it is.
        position: Option<ColumnPosition>,
        /// FROM: the rollup in which the column is moved.
        rollup: Option<Text>,
        /// PROPERTIES of the job.
        properties: Properties,
    },
    /// MODIFY COLUMN … COMMENT, the comment alone.
    ModifyColumnComment {
        /// The column.
        column: Text,
        /// Its comment; empty for none.
        comment: Text,
    },
    /// RENAME COLUMN.
    RenameColumn {
        /// The column.
        column: Text,
        /// Its new name.
        to: Text,
    },
    /// ORDER BY with names alone: all columns in their new order, or the columns of a new sort key.
    ReorderColumns {
        /// The columns.
        columns: List<Text>,
        /// FROM: the rollup whose columns are meant.
        rollup: Option<Text>,
        /// PROPERTIES of the job.
        properties: Properties,
    },
    /// MODIFY COLUMN … ADD FIELD: a field of a STRUCT.
    AddField {
        /// The column.
        column: Text,
        /// The way to the new field, and its name: `i.z`.
        path: List<FieldStep>,
        /// The type of the field.
        data_type: DataType,
        /// FIRST or AFTER a field; without it the field stands last.
        position: Option<ColumnPosition>,
        /// PROPERTIES of the job.
        properties: Properties,
    },
    /// MODIFY COLUMN … DROP FIELD.
    DropField {
        /// The column.
        column: Text,
        /// The way to the field, and its name.
        path: List<FieldStep>,
        /// PROPERTIES of the job.
        properties: Properties,
    },
    /// ADD INDEX.
    AddIndex(Index),
    /// DROP INDEX.
    DropIndex {
        /// Its name.
        index: Text,
    },
    /// ADD ROLLUP, one or several. Nothing can stand beside it.
    AddRollups(List<Rollup>),
    /// DROP ROLLUP, one or several. Nothing can stand beside it.
    DropRollups(List<Text>),
    /// RENAME ROLLUP.
    RenameRollup {
        /// The rollup.
        rollup: Text,
        /// Its new name.
        to: Text,
    },
    /// RENAME: the table.
    Rename {
        /// Its new name, in the same database.
        to: Text,
    },
    /// SWAP WITH: two tables of a database exchange their names.
    SwapWith {
        /// The other table.
        table: Text,
    },
    /// SET: properties of the table.
    SetProperties(Properties),
    /// COMMENT = : the comment of the table.
    Comment(Text),
    /// AUTO_INCREMENT = : the next value that is handed out.
    AutoIncrement(u64),
    /// DISTRIBUTED BY … DEFAULT BUCKETS: the buckets of partitions that come later.
    DefaultBuckets {
        /// The distribution columns of the table, which is one with HASH.
        columns: List<Text>,
        /// The number of buckets.
        buckets: u32,
    },
    /// Clauses of CREATE TABLE: the data is written anew in their form. The word OPTIMIZE is not written.
    Optimize(Optimize),
    /// [BASE | CUMULATIVE] COMPACT.
    Compact {
        /// Which compaction.
        kind: CompactionKind,
        /// The partitions; empty for all.
        partitions: List<Text>,
    },
    /// ADD PARTITION.
    AddPartitions {
        /// TEMPORARY.
        temporary: bool,
        /// What is added.
        partitions: NewPartitions,
        /// DISTRIBUTED BY, whose buckets may differ from the table's.
        distributed_by: Option<Distribution>,
        /// PROPERTIES of the partitions.
        properties: Properties,
    },
    /// DROP PARTITION.
    DropPartitions {
        /// TEMPORARY.
        temporary: bool,
        /// IF EXISTS.
        if_exists: bool,
        /// Which.
        partitions: DroppedPartitions,
        /// FORCE: without a way back.
        force: bool,
    },
    /// TRUNCATE PARTITION.
    TruncatePartitions(PartitionNames),
    /// MODIFY PARTITION … SET.
    ModifyPartitions {
        /// Which; `None` for `(*)`, all of them.
        partitions: Option<List<Text>>,
        /// What is set.
        properties: Properties,
    },
    /// REPLACE PARTITION … WITH TEMPORARY PARTITION.
    ReplacePartitions {
        /// The partitions that go.
        partitions: PartitionNames,
        /// The temporary partitions that take their place.
        with: PartitionNames,
        /// PROPERTIES: `strict_range`, `use_temp_partition_name`.
        properties: Properties,
    },
    /// RENAME PARTITION.
    RenamePartition {
        /// The partition.
        partition: Text,
        /// Its new name.
        to: Text,
    },
    /// DROP PERSISTENT INDEX ON TABLETS, of a shared-data table.
    DropPersistentIndex {
        /// The ids of the tablets.
        tablets: List<u64>,
    },
    /// SPLIT TABLET, of a shared-data table.
    SplitTablets {
        /// Of these partitions, or these tablets.
        of: Tablets,
        /// PROPERTIES of the job.
        properties: Properties,
    },
    /// MERGE TABLET, of a shared-data table.
    MergeTablets {
        /// Of these partitions, or these groups of tablets.
        of: Tablets,
        /// PROPERTIES of the job.
        properties: Properties,
    },
    /// A clause that StarRocks has for tables of an external catalog (Iceberg) and refuses for its own.
    External {
        /// Which.
        kind: ExternalClause,
        /// The clause as written.
        text: Text,
    },
}

/// Where a column, or a field of a STRUCT, goes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ColumnPosition {
    /// In front of all.
    First,
    /// Behind this one.
    After(Text),
}

/// A step on the way from a column to a field that lies in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldStep {
    /// A field of a STRUCT.
    Field(Text),
    /// The element of an ARRAY: `[*]`.
    Element,
}

/// The parts of a table that are written anew. All may be absent: `ALTER TABLE t` rewrites the table as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Optimize {
    /// Only these partitions.
    pub partitions: Option<PartitionNames>,
    /// A key clause, which StarRocks reads and refuses.
    pub key: Option<Key>,
    /// PARTITION BY.
    pub partition_by: Option<Partitioning>,
    /// ORDER BY: the sort key.
    pub order_by: List<Text>,
    /// DISTRIBUTED BY.
    pub distributed_by: Option<Distribution>,
    /// BETWEEN … AND …: only the partitions of this time.
    pub range: Option<(Text, Text)>,
}

/// Partitions that are named in a clause.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PartitionNames {
    /// TEMPORARY.
    pub temporary: bool,
    /// Their names.
    pub names: List<Text>,
}

/// What ADD PARTITION adds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NewPartitions {
    /// One range, or a batch of them.
    Range(RangePartition),
    /// One list of values.
    List(ListPartition),
}

/// What DROP PARTITION drops.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DroppedPartitions {
    /// PARTITION p.
    Name(Text),
    /// PARTITIONS (p, q).
    Names(List<Text>),
    /// PARTITIONS START … END … EVERY …, by the names that a batch gives.
    Batch {
        /// Where the batch begins.
        start: Text,
        /// Where it ends.
        end: Text,
        /// The size of its steps.
        every: Every,
    },
    /// PARTITIONS WHERE.
    Where(Expression),
    /// ALL TEMPORARY PARTITIONS.
    AllTemporary,
}

/// Which compaction COMPACT asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CompactionKind {
    /// COMPACT.
    #[default]
    Unspecified,
    /// BASE COMPACT.
    Base,
    /// CUMULATIVE COMPACT.
    Cumulative,
}

/// What SPLIT TABLET and MERGE TABLET work on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Tablets {
    /// All tablets of the table.
    All,
    /// Those of some partitions.
    Partitions(PartitionNames),
    /// Groups of ids: one group for SPLIT.
    Ids(List<List<u64>>),
}

/// The clauses of external tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExternalClause {
    /// ADD PARTITION COLUMN.
    AddPartitionColumn,
    /// DROP PARTITION COLUMN.
    DropPartitionColumn,
    /// CREATE OR REPLACE BRANCH.
    CreateOrReplaceBranch,
    /// CREATE OR REPLACE TAG.
    CreateOrReplaceTag,
    /// DROP BRANCH.
    DropBranch,
    /// DROP TAG.
    DropTag,
    /// EXECUTE.
    Execute,
}
