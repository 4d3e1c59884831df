//! Tables against what SHOW CREATE TABLE printed, and the laws that every statement and every printed text keeps.

use crate::figures::{Figure, Section, Source, Verdict};
use starrocks_core::rules::{RunMode, ServerDefaults};
use starrocks_core::schema::{AlterTable, Table};
use starrocks_core::sql::{
    CreateTable, ParseError, Style, WriteError, parse_alter_table, parse_create_table,
    parse_show_create_table, show_create_table, write_alter_table, write_create_table,
};
use std::borrow::Cow;
use std::fmt::Debug;

/// Whether a text of SHOW CREATE TABLE is of a table of StarRocks' own; views and tables of other engines are none.
pub fn is_native(text: &str) -> bool {
    text.contains(") ENGINE=OLAP ")
}

/// Compares a table as the catalogue keeps it with what a server printed.
pub fn compare(kept: &Table, text: &str) -> Verdict {
    same_text(text, &show_create_table(kept))
}

/// Whether two texts are the same but for the order of LIST partitions, which differs from run to run.
pub fn same_text(expected: &str, got: &str) -> Verdict {
    let same_set = || unordered(expected).is_some_and(|expected| unordered(got) == Some(expected));
    if expected == got || same_set() {
        return Ok(());
    }
    Err((expected.to_owned(), got.to_owned()))
}

/// What stands before the LIST partitions of a text, the partitions sorted, what stands behind them; and how many commas there are between
/// the partitions, since a server forgets one between single values and tuples (rule P-56).
fn unordered(text: &str) -> Option<(String, Vec<String>, String, usize)> {
    const BEGIN: &str = "\n  PARTITION ";
    let text = text.replace(")  PARTITION ", ")\n  PARTITION ");
    let (head, partitions) =
        text.split_once(BEGIN).filter(|(head, _)| head.contains("PARTITION BY LIST("))?;
    let (partitions, tail) = partitions.split_once("\n)\n")?;
    let commas = partitions.split(BEGIN).filter(|partition| partition.ends_with(',')).count();
    let mut sorted: Vec<String> =
        partitions.split(BEGIN).map(|partition| partition.trim_end_matches(',').to_owned()).collect();
    sorted.sort();
    Some((head.to_owned(), sorted, tail.to_owned(), commas))
}

/// The law of an accepted CREATE TABLE: it is the same after a round trip through the writer.
pub fn judge_create(section: &mut Section, source: Source<'_>, create: &CreateTable) {
    section.judge(Figure::RoundTrip, source, round_trip(create, write_create_table, parse_create_table));
}

/// The same law of an accepted ALTER TABLE.
pub fn judge_alter(section: &mut Section, source: Source<'_>, alter: &AlterTable) {
    section.judge(Figure::RoundTrip, source, round_trip(alter, write_alter_table, parse_alter_table));
}

/// The laws of a printed text: it is read, keeps its meaning, and is printed again.
pub fn judge_text(section: &mut Section, source: Source<'_>, text: &str) {
    let source = Source { statement: text, ..source };
    let parsed = parse_show_create_table(text);
    let verdict = match &parsed {
        Err(error) => Err(("a text that is read".to_owned(), error.to_string())),
        Ok(create) => round_trip(create, write_create_table, parse_create_table),
    };
    section.judge(Figure::Printed, source, verdict);
    let verdict = match &parsed {
        Err(error) => Err((text.to_owned(), error.to_string())),
        Ok(create) => same_text(text, &show_create_table(&create.table)),
    };
    section.judge(Figure::Reprinted, source, verdict);
}

/// Parse, write, parse gives the same, in both styles, and is written the same again.
fn round_trip<T: PartialEq + Debug>(
    statement: &T,
    write: fn(&T, Style) -> Result<String, WriteError>,
    parse: fn(&str) -> Result<T, ParseError>,
) -> Verdict {
    let expected = || format!("{statement:?}");
    for style in [Style::Pretty, Style::OneLine] {
        let sql = write(statement, style).map_err(|error| (expected(), error.to_string()))?;
        let again = parse(&sql).map_err(|error| (expected(), error.to_string()))?;
        if again != *statement {
            return Err((expected(), format!("{again:?}")));
        }
        let twice = write(&again, style).map_err(|error| (sql.clone(), error.to_string()))?;
        if twice != sql {
            return Err((sql, twice));
        }
    }
    Ok(())
}

/// What a server of the records fills in: StarRocks' own defaults, in the database that the records name most often.
pub fn server_defaults<'a>(run_mode: RunMode, texts: impl Iterator<Item = &'a str>) -> ServerDefaults {
    let mut names: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for text in texts {
        // It stands in constraints alone.
        for rest in text.split("default_catalog.").skip(1) {
            if let Some((name, _)) = rest.split_once('.') {
                *names.entry(name).or_default() += 1;
            }
        }
    }
    let most = names.into_iter().max_by_key(|(_, count)| *count);
    ServerDefaults {
        database: most.map_or(Cow::Borrowed(""), |(name, _)| Cow::Owned(name.to_owned())),
        ..ServerDefaults::new(run_mode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_partitions_are_a_set() {
        let text = |partitions: &str| format!("PARTITION BY LIST(`k`)(\n  {partitions}\n)\nDISTRIBUTED");
        let (p, q) = ("PARTITION p VALUES IN ('a,\n')", "PARTITION q VALUES IN ('b')");
        let comma = text(&format!("{p},\n  {q}"));
        assert!(same_text(&comma, &text(&format!("{q},\n  {p}"))).is_ok());
        assert!(same_text(&comma, &text(&format!("{q}  {p}"))).is_err());
        assert!(same_text(&text(&format!("{p}  {q}")), &text(&format!("{q}  {p}"))).is_ok());
        assert!(same_text(&comma, &text(p)).is_err());
    }
}
