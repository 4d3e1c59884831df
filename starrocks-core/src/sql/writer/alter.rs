//! ALTER TABLE, in canonical form.

use super::data_type::push_data_type;
use super::ddl::{column, distribution, index, rollup, table_name};
use super::lists::{columns, inline_properties};
use super::partition::{batch, list_partition, partitioning, range_partition};
use super::quote::WriteError;
use super::sql::{Sql, Style, Written};
use crate::schema::{
    AlterClause, AlterTable, ColumnPosition, CompactionKind, DroppedPartitions, FieldStep, NewPartitions,
    Optimize, PartitionNames, Properties, RangePartition, Tablets, Text,
};

/// Writes an ALTER TABLE statement.
///
/// # Errors
/// A name with a backquote, or a piece of verbatim SQL that would not stay in its place: see [`WriteError`].
///
/// ```
/// use starrocks_core::sql::{Style, parse_alter_table, write_alter_table};
///
/// let alter = parse_alter_table("alter table t add column v int after k, drop column w")?;
/// assert_eq!(
///     write_alter_table(&alter, Style::OneLine)?,
///     "ALTER TABLE `t` ADD COLUMN `v` INT AFTER `k`, DROP COLUMN `w`"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_alter_table(alter: &AlterTable, style: Style) -> Result<String, WriteError> {
    let mut sql = Sql::new(style, 128);
    sql.push("ALTER TABLE ");
    table_name(&mut sql, &alter.table)?;
    sql.indent();
    sql.lines_without_brackets(alter.clauses.iter(), write_clause)?;
    Ok(sql.finish())
}

/// Writes one clause of ALTER TABLE, in one line.
///
/// # Errors
/// As [`write_alter_table`].
pub fn write_alter_clause(clause: &AlterClause) -> Result<String, WriteError> {
    Sql::part(|sql| write_clause(sql, clause))
}

fn write_clause(sql: &mut Sql, clause: &AlterClause) -> Written {
    match clause {
        AlterClause::AddColumn { column: added, position: place, rollup, properties } => {
            sql.push("ADD COLUMN ");
            column(sql, added)?;
            position(sql, "column", place.as_ref())?;
            of_rollup(sql, " TO ", rollup.as_ref())?;
            with_properties(sql, properties)
        }
        AlterClause::AddColumns { columns: added, rollup, properties } => {
            sql.push("ADD COLUMN ");
            sql.parenthesized(added.iter(), column)?;
            of_rollup(sql, " TO ", rollup.as_ref())?;
            with_properties(sql, properties)
        }
        AlterClause::DropColumn { column: name, rollup, properties } => {
            sql.push("DROP COLUMN ");
            sql.identifier("column", name)?;
            of_rollup(sql, " FROM ", rollup.as_ref())?;
            with_properties(sql, properties)
        }
        AlterClause::ModifyColumn { column: modified, position: place, rollup, properties } => {
            sql.push("MODIFY COLUMN ");
            column(sql, modified)?;
            position(sql, "column", place.as_ref())?;
            of_rollup(sql, " FROM ", rollup.as_ref())?;
            with_properties(sql, properties)
        }
        AlterClause::ModifyColumnComment { column: name, comment } => {
            sql.push("MODIFY COLUMN ");
            sql.identifier("column", name)?;
            sql.push(" COMMENT ");
            sql.string(comment);
            Ok(())
        }
        AlterClause::RenameColumn { column: name, to } => {
            sql.push("RENAME COLUMN ");
            sql.identifier("column", name)?;
            sql.push(" TO ");
            sql.identifier("column", to)
        }
        AlterClause::ReorderColumns { columns: names, rollup, properties } => {
            sql.push("ORDER BY ");
            columns(sql, names)?;
            of_rollup(sql, " FROM ", rollup.as_ref())?;
            with_properties(sql, properties)
        }
        AlterClause::AddField { column: name, path, data_type, position: place, properties } => {
            sql.push("MODIFY COLUMN ");
            sql.identifier("column", name)?;
            sql.push(" ADD FIELD ");
            field_path(sql, path)?;
            sql.push(" ");
            push_data_type(sql, data_type)?;
            position(sql, "field", place.as_ref())?;
            with_properties(sql, properties)
        }
        AlterClause::DropField { column: name, path, properties } => {
            sql.push("MODIFY COLUMN ");
            sql.identifier("column", name)?;
            sql.push(" DROP FIELD ");
            field_path(sql, path)?;
            with_properties(sql, properties)
        }
        AlterClause::AddIndex(added) => {
            sql.push("ADD ");
            index(sql, added)
        }
        AlterClause::DropIndex { index } => {
            sql.push("DROP INDEX ");
            sql.identifier("index", index)
        }
        AlterClause::AddRollups(rollups) => {
            sql.push("ADD ROLLUP ");
            sql.each(rollups.iter(), rollup)
        }
        AlterClause::DropRollups(names) => {
            sql.push("DROP ROLLUP ");
            sql.each(names.iter(), |sql, name| sql.identifier("rollup", name))
        }
        AlterClause::RenameRollup { rollup, to } => rename(sql, "ROLLUP ", "rollup", rollup, to),
        AlterClause::Rename { to } => {
            sql.push("RENAME ");
            sql.identifier("table", to)
        }
        AlterClause::SwapWith { table } => {
            sql.push("SWAP WITH ");
            sql.identifier("table", table)
        }
        AlterClause::SetProperties(properties) => {
            sql.push("SET");
            inline_properties(sql, properties)
        }
        AlterClause::Comment(comment) => {
            sql.push("COMMENT = ");
            sql.string(comment);
            Ok(())
        }
        AlterClause::AutoIncrement(value) => {
            sql.push("AUTO_INCREMENT = ");
            sql.number(value);
            Ok(())
        }
        AlterClause::DefaultBuckets { columns: names, buckets } => {
            sql.push("DISTRIBUTED BY HASH");
            columns(sql, names)?;
            sql.push(" DEFAULT BUCKETS ");
            sql.number(buckets);
            Ok(())
        }
        AlterClause::Optimize(parts) => optimize(sql, parts),
        AlterClause::Compact { kind, partitions } => compact(sql, *kind, partitions),
        AlterClause::AddPartitions { temporary, partitions, distributed_by, properties } => {
            sql.push("ADD ");
            sql.push(temporary_word(*temporary));
            new_partitions(sql, partitions)?;
            if let Some(distributed_by) = distributed_by {
                sql.push(" DISTRIBUTED BY ");
                distribution(sql, distributed_by)?;
            }
            with_properties(sql, properties)
        }
        AlterClause::DropPartitions { temporary, if_exists, partitions, force } => {
            drop_partitions(sql, *temporary, *if_exists, partitions)?;
            sql.push(if *force { " FORCE" } else { "" });
            Ok(())
        }
        AlterClause::TruncatePartitions(names) => {
            sql.push("TRUNCATE ");
            partition_names(sql, names)
        }
        AlterClause::ModifyPartitions { partitions, properties } => {
            sql.push("MODIFY PARTITION ");
            match partitions {
                None => sql.push("(*)"),
                Some(names) => partitions_in_brackets(sql, names)?,
            }
            sql.push(" SET");
            inline_properties(sql, properties)
        }
        AlterClause::ReplacePartitions { partitions, with, properties } => {
            sql.push("REPLACE ");
            partition_names(sql, partitions)?;
            sql.push(" WITH ");
            partition_names(sql, with)?;
            with_properties(sql, properties)
        }
        AlterClause::RenamePartition { partition, to } => {
            rename(sql, "PARTITION ", "partition", partition, to)
        }
        AlterClause::DropPersistentIndex { tablets } => {
            sql.push("DROP PERSISTENT INDEX ON TABLETS ");
            ids(sql, tablets)
        }
        AlterClause::SplitTablets { of, properties } => {
            sql.push("SPLIT ");
            tablets(sql, of)?;
            with_properties(sql, properties)
        }
        AlterClause::MergeTablets { of, properties } => {
            sql.push("MERGE ");
            tablets(sql, of)?;
            with_properties(sql, properties)
        }
        AlterClause::External { text, .. } => sql.verbatim("clause", text),
    }
}

/// ` FIRST`, ` AFTER name`, or nothing.
fn position(sql: &mut Sql, what: &'static str, position: Option<&ColumnPosition>) -> Written {
    match position {
        None => Ok(()),
        Some(ColumnPosition::First) => {
            sql.push(" FIRST");
            Ok(())
        }
        Some(ColumnPosition::After(name)) => {
            sql.push(" AFTER ");
            sql.identifier(what, name)
        }
    }
}

fn of_rollup(sql: &mut Sql, word: &str, rollup: Option<&Text>) -> Written {
    let Some(name) = rollup else {
        return Ok(());
    };
    sql.push(word);
    sql.identifier("rollup", name)
}

/// ` PROPERTIES (…)`, or nothing.
fn with_properties(sql: &mut Sql, properties: &Properties) -> Written {
    if properties.is_empty() {
        return Ok(());
    }
    sql.push(" PROPERTIES");
    inline_properties(sql, properties)
}

/// `RENAME word from to`.
fn rename(sql: &mut Sql, word: &str, what: &'static str, from: &str, to: &str) -> Written {
    sql.push("RENAME ");
    sql.push(word);
    sql.identifier(what, from)?;
    sql.push(" ");
    sql.identifier(what, to)
}

/// ``(`p`, `q`)``.
fn partitions_in_brackets(sql: &mut Sql, names: &[Text]) -> Written {
    sql.parenthesized(names, |sql, name| sql.identifier("partition", name))
}

fn field_path(sql: &mut Sql, path: &[FieldStep]) -> Written {
    for (position, step) in path.iter().enumerate() {
        if position > 0 {
            sql.push(".");
        }
        match step {
            FieldStep::Field(name) => sql.identifier("field", name)?,
            FieldStep::Element => sql.push("[*]"),
        }
    }
    Ok(())
}

fn optimize(sql: &mut Sql, parts: &Optimize) -> Written {
    let Optimize { partitions, key, partition_by, order_by, distributed_by, range } = parts;
    let start = sql.len();
    if let Some(names) = partitions {
        partition_names(sql, names)?;
    }
    if let Some(key) = key {
        sql.blank_since(start);
        sql.push(key.model.keyword());
        sql.push(" KEY ");
        columns(sql, &key.columns)?;
    }
    if let Some(partition_by) = partition_by {
        sql.blank_since(start);
        sql.push("PARTITION BY ");
        partitioning(sql, partition_by)?;
    }
    if let [before @ .., last] = order_by.as_ref() {
        // Names alone would be a reorder.
        let alone = sql.len() == start && distributed_by.is_none() && range.is_none();
        sql.blank_since(start);
        sql.push("ORDER BY (");
        for name in before {
            sql.identifier("column", name)?;
            sql.push(", ");
        }
        sql.identifier("column", last)?;
        sql.push(if alone { " ASC)" } else { ")" });
    }
    if let Some(distributed_by) = distributed_by {
        sql.blank_since(start);
        sql.push("DISTRIBUTED BY ");
        distribution(sql, distributed_by)?;
    }
    if let Some((from, to)) = range {
        sql.blank_since(start);
        sql.push("BETWEEN ");
        sql.string(from);
        sql.push(" AND ");
        sql.string(to);
    }
    Ok(())
}

fn compact(sql: &mut Sql, kind: CompactionKind, partitions: &[Text]) -> Written {
    sql.push(match kind {
        CompactionKind::Unspecified => "COMPACT",
        CompactionKind::Base => "BASE COMPACT",
        CompactionKind::Cumulative => "CUMULATIVE COMPACT",
    });
    if partitions.is_empty() {
        return Ok(());
    }
    sql.push(" ");
    partitions_in_brackets(sql, partitions)
}

fn temporary_word(temporary: bool) -> &'static str {
    if temporary { "TEMPORARY " } else { "" }
}

fn new_partitions(sql: &mut Sql, partitions: &NewPartitions) -> Written {
    match partitions {
        NewPartitions::Range(range) => {
            if let RangePartition::Batch { .. } = range {
                sql.push("PARTITIONS ");
            }
            range_partition(sql, range)
        }
        NewPartitions::List(list) => list_partition(sql, list),
    }
}

fn drop_partitions(
    sql: &mut Sql,
    temporary: bool,
    if_exists: bool,
    partitions: &DroppedPartitions,
) -> Written {
    if let DroppedPartitions::AllTemporary = partitions {
        sql.push("DROP ALL TEMPORARY PARTITIONS");
        return Ok(());
    }
    sql.push("DROP ");
    sql.push(temporary_word(temporary));
    let one = matches!(partitions, DroppedPartitions::Name(_));
    sql.push(if one { "PARTITION " } else { "PARTITIONS " });
    sql.push(if if_exists { "IF EXISTS " } else { "" });
    match partitions {
        DroppedPartitions::AllTemporary => Ok(()),
        DroppedPartitions::Name(name) => sql.identifier("partition", name),
        DroppedPartitions::Names(names) => partitions_in_brackets(sql, names),
        DroppedPartitions::Batch { start, end, every } => {
            batch(sql, start, end, *every);
            Ok(())
        }
        DroppedPartitions::Where(condition) => {
            sql.push("WHERE ");
            sql.verbatim("condition", &condition.text)
        }
    }
}

fn partition_names(sql: &mut Sql, names: &PartitionNames) -> Written {
    sql.push(temporary_word(names.temporary));
    sql.push("PARTITION ");
    partitions_in_brackets(sql, &names.names)
}

/// `(1, 2)`.
fn ids(sql: &mut Sql, ids: &[u64]) -> Written {
    sql.parenthesized(ids, |sql, id| {
        sql.number(id);
        Ok(())
    })
}

fn tablets(sql: &mut Sql, of: &Tablets) -> Written {
    sql.push("TABLETS");
    match of {
        Tablets::All => {}
        Tablets::Partitions(names) => {
            sql.push(" ");
            partition_names(sql, names)?;
        }
        Tablets::Ids(groups) => {
            for group in groups.iter() {
                sql.push(" ");
                ids(sql, group)?;
            }
        }
    }
    Ok(())
}
