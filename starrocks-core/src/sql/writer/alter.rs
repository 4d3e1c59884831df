//! ALTER TABLE, in canonical form.

use super::data_type::write_data_type;
use super::ddl::{
    Layout, Style, batch, column, columns, distribution, index, inline_properties, list_partition,
    partitioning, range_partition, rollup, write_table_name,
};
use super::quote::{WriteError, identifier, quote_string, verbatim};
use crate::schema::{
    AlterClause, AlterTable, ColumnPosition, CompactionKind, DroppedPartitions, FieldStep, NewPartitions,
    Optimize, PartitionNames, Properties, RangePartition, Tablets, Text,
};

type Written = Result<String, WriteError>;

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
    let layout = Layout::of(style);
    let clauses =
        alter.clauses.iter().map(|clause| write_clause(clause, &layout)).collect::<Result<Vec<_>, _>>()?;
    let table = write_table_name(&alter.table)?;
    let between = layout.between;
    let open = between.trim_start_matches(',');
    Ok(format!("ALTER TABLE {table}{open}{}", clauses.join(between)).trim_end().to_owned())
}

/// Writes one clause of ALTER TABLE, in one line.
///
/// # Errors
/// As [`write_alter_table`].
pub fn write_alter_clause(clause: &AlterClause) -> Result<String, WriteError> {
    write_clause(clause, &Layout::of(Style::OneLine))
}

fn write_clause(clause: &AlterClause, layout: &Layout) -> Written {
    Ok(match clause {
        AlterClause::AddColumn { column: added, position: place, rollup, properties } => format!(
            "ADD COLUMN {}{}{}{}",
            column(added)?,
            position("column", place.as_ref())?,
            of_rollup("TO", rollup.as_ref())?,
            with_properties(properties)
        ),
        AlterClause::AddColumns { columns: added, rollup, properties } => {
            let columns = added.iter().map(column).collect::<Result<Vec<_>, _>>()?;
            let rollup = of_rollup("TO", rollup.as_ref())?;
            format!("ADD COLUMN ({}){rollup}{}", columns.join(", "), with_properties(properties))
        }
        AlterClause::DropColumn { column: name, rollup, properties } => format!(
            "DROP COLUMN {}{}{}",
            identifier("column", name)?,
            of_rollup("FROM", rollup.as_ref())?,
            with_properties(properties)
        ),
        AlterClause::ModifyColumn { column: modified, position: place, rollup, properties } => format!(
            "MODIFY COLUMN {}{}{}{}",
            column(modified)?,
            position("column", place.as_ref())?,
            of_rollup("FROM", rollup.as_ref())?,
            with_properties(properties)
        ),
        AlterClause::ModifyColumnComment { column: name, comment } => {
            format!("MODIFY COLUMN {} COMMENT {}", identifier("column", name)?, quote_string(comment))
        }
        AlterClause::RenameColumn { column: name, to } => {
            format!("RENAME COLUMN {} TO {}", identifier("column", name)?, identifier("column", to)?)
        }
        AlterClause::ReorderColumns { columns: names, rollup, properties } => format!(
            "ORDER BY {}{}{}",
            columns(names)?,
            of_rollup("FROM", rollup.as_ref())?,
            with_properties(properties)
        ),
        AlterClause::AddField { column: name, path, data_type, position: place, properties } => format!(
            "MODIFY COLUMN {} ADD FIELD {} {}{}{}",
            identifier("column", name)?,
            field_path(path)?,
            write_data_type(data_type)?,
            position("field", place.as_ref())?,
            with_properties(properties)
        ),
        AlterClause::DropField { column: name, path, properties } => format!(
            "MODIFY COLUMN {} DROP FIELD {}{}",
            identifier("column", name)?,
            field_path(path)?,
            with_properties(properties)
        ),
        AlterClause::AddIndex(added) => format!("ADD {}", index(added)?),
        AlterClause::DropIndex { index } => format!("DROP INDEX {}", identifier("index", index)?),
        AlterClause::AddRollups(rollups) => {
            let rollups = rollups.iter().map(rollup).collect::<Result<Vec<_>, _>>()?;
            format!("ADD ROLLUP {}", rollups.join(", "))
        }
        AlterClause::DropRollups(names) => format!("DROP ROLLUP {}", list("rollup", names)?),
        AlterClause::RenameRollup { rollup, to } => {
            format!("RENAME ROLLUP {} {}", identifier("rollup", rollup)?, identifier("rollup", to)?)
        }
        AlterClause::Rename { to } => format!("RENAME {}", identifier("table", to)?),
        AlterClause::SwapWith { table } => format!("SWAP WITH {}", identifier("table", table)?),
        AlterClause::SetProperties(properties) => format!("SET{}", inline_properties(properties)),
        AlterClause::Comment(comment) => format!("COMMENT = {}", quote_string(comment)),
        AlterClause::AutoIncrement(value) => format!("AUTO_INCREMENT = {value}"),
        AlterClause::DefaultBuckets { columns: names, buckets } => {
            format!("DISTRIBUTED BY HASH{} DEFAULT BUCKETS {buckets}", columns(names)?)
        }
        AlterClause::Optimize(parts) => optimize(parts, layout)?,
        AlterClause::Compact { kind, partitions } => compact(*kind, partitions)?,
        AlterClause::AddPartitions { temporary, partitions, distributed_by, properties } => {
            let mut text = format!("ADD {}{}", temporary_word(*temporary), new_partitions(partitions)?);
            if let Some(distributed_by) = distributed_by {
                text.push_str(&format!(" DISTRIBUTED BY {}", distribution(distributed_by)?));
            }
            text + &with_properties(properties)
        }
        AlterClause::DropPartitions { temporary, if_exists, partitions, force } => {
            drop_partitions(*temporary, *if_exists, partitions, *force)?
        }
        AlterClause::TruncatePartitions(names) => format!("TRUNCATE {}", partition_names(names)?),
        AlterClause::ModifyPartitions { partitions, properties } => {
            let partitions = match partitions {
                None => "(*)".to_owned(),
                Some(names) => format!("({})", list("partition", names)?),
            };
            format!("MODIFY PARTITION {partitions} SET{}", inline_properties(properties))
        }
        AlterClause::ReplacePartitions { partitions, with, properties } => format!(
            "REPLACE {} WITH {}{}",
            partition_names(partitions)?,
            partition_names(with)?,
            with_properties(properties)
        ),
        AlterClause::RenamePartition { partition, to } => {
            format!(
                "RENAME PARTITION {} {}",
                identifier("partition", partition)?,
                identifier("partition", to)?
            )
        }
        AlterClause::DropPersistentIndex { tablets } => {
            format!("DROP PERSISTENT INDEX ON TABLETS {}", ids(tablets))
        }
        AlterClause::SplitTablets { of, properties } => {
            format!("SPLIT {}{}", tablets(of)?, with_properties(properties))
        }
        AlterClause::MergeTablets { of, properties } => {
            format!("MERGE {}{}", tablets(of)?, with_properties(properties))
        }
        AlterClause::External { text, .. } => verbatim("clause", text)?.to_owned(),
    })
}

/// ` FIRST`, ` AFTER name`, or nothing.
fn position(what: &'static str, position: Option<&ColumnPosition>) -> Written {
    Ok(match position {
        None => String::new(),
        Some(ColumnPosition::First) => " FIRST".to_owned(),
        Some(ColumnPosition::After(name)) => format!(" AFTER {}", identifier(what, name)?),
    })
}

fn of_rollup(word: &str, rollup: Option<&Text>) -> Written {
    match rollup {
        None => Ok(String::new()),
        Some(name) => Ok(format!(" {word} {}", identifier("rollup", name)?)),
    }
}

/// ` PROPERTIES (…)`, or nothing.
fn with_properties(properties: &Properties) -> String {
    if properties.is_empty() {
        String::new()
    } else {
        format!(" PROPERTIES{}", inline_properties(properties))
    }
}

/// `` `a`, `b` ``.
fn list(what: &'static str, names: &[Text]) -> Written {
    let names = names.iter().map(|name| identifier(what, name)).collect::<Result<Vec<_>, _>>()?;
    Ok(names.join(", "))
}

fn field_path(path: &[FieldStep]) -> Written {
    let steps = path.iter().map(|step| match step {
        FieldStep::Field(name) => identifier("field", name),
        FieldStep::Element => Ok("[*]".to_owned()),
    });
    Ok(steps.collect::<Result<Vec<_>, _>>()?.join("."))
}

fn optimize(parts: &Optimize, layout: &Layout) -> Written {
    let Optimize { partitions, key, partition_by, order_by, distributed_by, range } = parts;
    let mut written = Vec::new();
    if let Some(names) = partitions {
        written.push(partition_names(names)?);
    }
    if let Some(key) = key {
        written.push(format!("{} KEY {}", key.model.keyword(), columns(&key.columns)?));
    }
    if let Some(partition_by) = partition_by {
        written.push(format!("PARTITION BY {}", partitioning(partition_by, layout)?));
    }
    if !order_by.is_empty() {
        let mut columns = columns(order_by)?;
        if distributed_by.is_none() && range.is_none() && written.is_empty() {
            // Names alone would be a reorder.
            columns.insert_str(columns.len() - 1, " ASC");
        }
        written.push(format!("ORDER BY {columns}"));
    }
    if let Some(distributed_by) = distributed_by {
        written.push(format!("DISTRIBUTED BY {}", distribution(distributed_by)?));
    }
    if let Some((start, end)) = range {
        written.push(format!("BETWEEN {} AND {}", quote_string(start), quote_string(end)));
    }
    Ok(written.join(" "))
}

fn compact(kind: CompactionKind, partitions: &[Text]) -> Written {
    let kind = match kind {
        CompactionKind::Unspecified => "",
        CompactionKind::Base => "BASE ",
        CompactionKind::Cumulative => "CUMULATIVE ",
    };
    if partitions.is_empty() {
        return Ok(format!("{kind}COMPACT"));
    }
    Ok(format!("{kind}COMPACT ({})", list("partition", partitions)?))
}

fn temporary_word(temporary: bool) -> &'static str {
    if temporary { "TEMPORARY " } else { "" }
}

fn new_partitions(partitions: &NewPartitions) -> Written {
    match partitions {
        NewPartitions::Range(range @ RangePartition::Batch { .. }) => {
            Ok(format!("PARTITIONS {}", range_partition(range)?))
        }
        NewPartitions::Range(range) => range_partition(range),
        NewPartitions::List(list) => list_partition(list),
    }
}

fn drop_partitions(temporary: bool, if_exists: bool, partitions: &DroppedPartitions, force: bool) -> Written {
    let temporary = temporary_word(temporary);
    let condition = if if_exists { "IF EXISTS " } else { "" };
    let force = if force { " FORCE" } else { "" };
    let which = match partitions {
        DroppedPartitions::AllTemporary => return Ok(format!("DROP ALL TEMPORARY PARTITIONS{force}")),
        DroppedPartitions::Name(name) => {
            return Ok(format!(
                "DROP {temporary}PARTITION {condition}{}{force}",
                identifier("partition", name)?
            ));
        }
        DroppedPartitions::Names(names) => format!("({})", list("partition", names)?),
        DroppedPartitions::Batch { start, end, every } => batch(start, end, *every),
        DroppedPartitions::Where(condition) => {
            format!("WHERE {}", verbatim("condition", &condition.text)?)
        }
    };
    Ok(format!("DROP {temporary}PARTITIONS {condition}{which}{force}"))
}

fn partition_names(names: &PartitionNames) -> Written {
    Ok(format!("{}PARTITION ({})", temporary_word(names.temporary), list("partition", &names.names)?))
}

/// `(1, 2)`.
fn ids(ids: &[u64]) -> String {
    let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
    format!("({})", ids.join(", "))
}

fn tablets(of: &Tablets) -> Written {
    Ok(match of {
        Tablets::All => "TABLETS".to_owned(),
        Tablets::Partitions(names) => format!("TABLETS {}", partition_names(names)?),
        Tablets::Ids(groups) => {
            let groups: Vec<String> = groups.iter().map(|group| ids(group)).collect();
            format!("TABLETS {}", groups.join(" "))
        }
    })
}
