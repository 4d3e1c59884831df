//! `unique_constraints` and `foreign_key_constraints` as a server prints them: with catalogue and database.

use crate::rules::normal_form::{ServerDefaults, own_name};
use crate::schema::Table;

const CATALOG: &str = "default_catalog";

/// `k, v; w` is `default_catalog.db.t.k,v;default_catalog.db.t.w`; another table that is named stays.
pub(in crate::rules) fn unique(table: &Table, written: &str, server: &ServerDefaults) -> String {
    let constraint = |constraint: &str| {
        let mut path = [CATALOG.to_owned(), database(table, server), table.name.name.to_string()];
        let mut columns = Vec::new();
        for column in constraint.split(',') {
            let parts: Vec<&str> = column.trim().split('.').collect();
            let (name, qualifiers) = parts.split_last().map_or(("", [].as_slice()), |(a, b)| (*a, b));
            for (at, qualifier) in qualifiers.iter().rev().take(3).enumerate() {
                path[2 - at] = (*qualifier).to_owned();
            }
            columns.push(own_name(table, &name.to_owned().into()).into_owned());
        }
        format!("{}.{}", path.join("."), columns.join(","))
    };
    joined(written, constraint)
}

/// `(k) REFERENCES p(k)` is `(k) REFERENCES default_catalog.db.p(k)`; what stands in front of the columns goes.
pub(super) fn foreign(table: &Table, written: &str, server: &ServerDefaults) -> String {
    joined(written, |constraint| {
        parse_foreign(table, constraint, server).unwrap_or(constraint.trim().to_owned())
    })
}

fn parse_foreign(table: &Table, constraint: &str, server: &ServerDefaults) -> Option<String> {
    let (_, rest) = constraint.split_once('(')?;
    let (columns, rest) = rest.split_once(')')?;
    let rest = rest.trim_start();
    let word = rest.get(.."REFERENCES".len()).filter(|word| word.eq_ignore_ascii_case("REFERENCES"))?;
    let (parent, parent_columns) = rest[word.len()..].trim().strip_suffix(')')?.split_once('(')?;
    let own: Vec<String> = columns
        .split(',')
        .map(|column| own_name(table, &column.trim().to_owned().into()).into_owned())
        .collect();
    let parent_columns: Vec<&str> = parent_columns.split(',').map(str::trim).collect();
    let parent = parent.trim();
    let path = match parent.split('.').count() {
        1 => format!("{CATALOG}.{}.{parent}", database(table, server)),
        2 => format!("{CATALOG}.{parent}"),
        _ => parent.to_owned(),
    };
    Some(format!("({}) REFERENCES {path}({})", own.join(","), parent_columns.join(",")))
}

fn database(table: &Table, server: &ServerDefaults) -> String {
    table.name.database.as_ref().unwrap_or(&server.database).to_string()
}

fn joined(written: &str, constraint: impl Fn(&str) -> String) -> String {
    let constraints = written.split(';').filter(|text| !text.trim().is_empty());
    constraints.map(constraint).collect::<Vec<String>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Column, DataType};

    #[test]
    fn constraints_name_catalogue_and_database() {
        let table = Table::new("t")
            .with_column(Column::new("K", DataType::Int))
            .with_column(Column::new("v", DataType::Int));
        let server = ServerDefaults { database: "d".into(), ..ServerDefaults::default() };
        for (written, printed) in [
            ("k, v; v", "default_catalog.d.t.K,v;default_catalog.d.t.v"),
            ("other.k", "default_catalog.d.other.K"),
            ("e.other.k, v", "default_catalog.e.other.K,v"),
        ] {
            assert_eq!(unique(&table, written, &server), printed);
        }
        for (written, printed) in [
            ("(k)  references  p ( id )", "(K) REFERENCES default_catalog.d.p(id)"),
            ("x.y(k,v) REFERENCES e.p(a, b)", "(K,v) REFERENCES default_catalog.e.p(a,b)"),
            (
                "(k) REFERENCES p(k); (v) REFERENCES hive.e.p(v)",
                "(K) REFERENCES default_catalog.d.p(k);(v) REFERENCES hive.e.p(v)",
            ),
        ] {
            assert_eq!(foreign(&table, written, &server), printed);
        }
    }
}
