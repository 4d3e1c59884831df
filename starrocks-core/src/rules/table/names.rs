//! The names of tables and columns; those of partitions, indexes, rollups and fields are where these are.

use crate::rules::partitions::form::HIDDEN_COLUMN;
use crate::rules::subject::{Findings, Numbered, Subject};
use crate::rules::{Place, Rule, RunMode};
use crate::schema::{KeyModel, PartitionExpression, Partitioning};

pub(in crate::rules) static N_01: Rule = Rule {
    id: "N-01",
    title: "A table name has 1 to 1024 characters",
    reason: "Any character but NUL may stand in it; the backtick cannot be written.",
    accepted: "CREATE TABLE `!a#cc` (k INT)",
    rejected: "CREATE TABLE `` (k INT)",
    code: 1104,
    ..Rule::ANALYZING
};

pub(in crate::rules) static N_02: Rule = Rule {
    id: "N-02",
    title: "A column name has 1 to 1024 characters, none of them =, <, >, ! or *",
    reason: "These characters stand in the file names and conditions that a backend makes of column names.",
    accepted: "CREATE TABLE t (`a.b` INT, v INT)",
    rejected: "CREATE TABLE t (`a*b` INT, v INT)",
    code: 1166,
    ..Rule::ANALYZING
};

pub(in crate::rules) static N_04: Rule = Rule {
    id: "N-04",
    title: "A column name does not start with __starrocks_shadow_",
    reason: "While a column's type changes, the server keeps its new version under this name.",
    accepted: "CREATE TABLE t (k INT, starrocks_shadow INT)",
    rejected: "CREATE TABLE t (k INT, __starrocks_shadow_k INT)",
    code: 1166,
    ..Rule::ANALYZING
};

pub(in crate::rules) static N_05: Rule = Rule {
    id: "N-05",
    title: "A column is not called __op, __row or ___count___",
    reason: "Loading uses these names for columns of its own: __op says whether a row is written or deleted.",
    setting: Some("allow_system_reserved_names"),
    accepted: "CREATE TABLE t (k INT, __op2 INT)",
    rejected: "CREATE TABLE t (k INT, __OP INT)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static N_06: Rule = Rule {
    id: "N-06",
    title: "A column of a PRIMARY KEY table is never called __op, __row or ___count___",
    reason: "These names carry the kind of change in every load of such a table, whatever the server's setting.",
    accepted: "CREATE TABLE t (k INT, op INT) PRIMARY KEY(k)",
    rejected: "CREATE TABLE t (k INT, __op INT) PRIMARY KEY(k)",
    ..Rule::BARE
};

pub(in crate::rules) static N_07: Rule = Rule {
    id: "N-07",
    title: "A column name does not start with __generated_partition_column_",
    reason: "The server gives this name to the hidden columns behind partition expressions.",
    setting: Some("allow_system_reserved_names"),
    accepted: "CREATE TABLE t (k INT, generated_partition_column INT)",
    rejected: "CREATE TABLE t (k INT, __generated_partition_column_0 INT)",
    ..Rule::ANALYZING
};

pub(in crate::rules) static N_08: Rule = Rule {
    id: "N-08",
    title: "Column names differ in more than case",
    reason: "StarRocks compares column names without case.",
    accepted: "CREATE TABLE t (a INT, b INT)",
    rejected: "CREATE TABLE t (a INT, A INT)",
    code: 1060,
    ..Rule::ANALYZING
};

pub(in crate::rules) static N_09: Rule = Rule {
    id: "N-09",
    title: "A table has at most 10000 columns",
    reason: "Every file of every tablet describes all columns. The hidden columns of partition expressions count too.",
    setting: Some("max_column_number_per_table"),
    accepted: "CREATE TABLE t (c1 INT, …, c10000 INT)",
    rejected: "CREATE TABLE t (c1 INT, …, c10001 INT)",
    code: 1117,
    ..Rule::ANALYZING
};

pub(in crate::rules) static N_16: Rule = Rule {
    id: "N-16",
    title: "A database is named by a letter, or _ and a letter or digit, and up to 255 more characters",
    reason: "Letters, digits, _ and -~!@#$%^&<>=+ may follow. No database with another name can be made.",
    accepted: "CREATE TABLE `web-logs`.t (k INT)",
    rejected: "CREATE TABLE `1abc`.t (k INT)",
    code: 1102,
    ..Rule::ANALYZING
};

/// The longest table or column name, in characters.
const LONGEST_NAME: usize = 1024;
/// The most columns of a table, by StarRocks' own setting.
const MOST_COLUMNS: usize = 10_000;
/// Names that loading uses.
const RESERVED: [&str; 3] = ["__op", "__row", "___count___"];

/// N-01 and N-16.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    if let Some(database) = s.table.name.database.as_ref().filter(|name| !is_database_name(name)) {
        found.push(N_16.broken(
            Place::Database,
            format!("Incorrect database name '{database}'"),
            "no database can have this name: check its spelling",
        ));
    }
    let name = &s.table.name.name;
    if name.is_empty() {
        let finding = N_01.broken(Place::TableName, "Table name is null", "give the table a name");
        found.push(finding.coded(1064));
    } else if name.chars().count() > LONGEST_NAME || name.contains('\0') {
        found.push(N_01.broken(
            Place::TableName,
            format!("Incorrect table name '{name}'"),
            "use 1 to 1024 characters, and no NUL",
        ));
    }
}

/// N-09 and N-08.
pub(in crate::rules) fn of_columns(s: &Subject<'_>, found: &mut Findings<'_>) {
    if s.table.columns.len() + s.form.hidden_columns() > MOST_COLUMNS {
        found.push(N_09.broken(
            Place::Table,
            format!(
                "The number of columns in a table must be less than or equal to {MOST_COLUMNS}, Please decrease the \
                 number of columns or increase frontend config 'max_column_number_per_table'."
            ),
            "split the table",
        ));
    }
    for c in s.columns() {
        let first = s.position(&c.column.name);
        if first != Some(c.index) {
            let name = &c.column.name;
            found.push(N_08.broken(
                Place::ColumnName(c.index),
                format!("Duplicate column name '{name}'"),
                match first.map(|first| &s.table.columns[first].name) {
                    Some(other) if other != name => {
                        format!("rename it: case does not tell it from `{other}`")
                    }
                    _ => "rename one of the two".to_owned(),
                },
            ));
        }
    }
}

/// N-02, N-04, N-05 and N-07.
pub(in crate::rules) fn of_column(s: &Subject<'_>, c: &Numbered<'_>, found: &mut Findings<'_>) {
    let name = &c.column.name;
    let place = Place::ColumnName(c.index);
    let incorrect = || format!("Incorrect column name '{name}'");
    let forbidden = |character: char| match s.options.run_mode {
        RunMode::SharedNothing => matches!(character, '\0' | '=' | '<' | '>' | '!' | '*'),
        RunMode::SharedData => character == '\0',
    };
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.contains(forbidden) {
        found.push(N_02.broken(place, incorrect(), "use 1 to 1024 characters, and none of NUL = < > ! *"));
    } else if name.starts_with("__starrocks_shadow_") {
        found.push(N_04.broken(place, incorrect(), "let the name start otherwise"));
    }
    if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name)) {
        found.push(N_05.broken(
            place,
            format!("Column name [{name}] is a system reserved name. Please choose a different one."),
            "choose another name",
        ));
    }
    if name.starts_with(HIDDEN_COLUMN) && is_list_column(s, name) {
        found.push(N_07.unwise(
            place,
            format!("The name [{name}] is of the kind that the server gives to hidden partition columns"),
            "let the name start otherwise",
        ));
    } else if name.starts_with(HIDDEN_COLUMN) {
        found.push(N_07.broken(
            place,
            format!(
                "Column name [{name}] starts with {HIDDEN_COLUMN} is a system reserved name. Please choose \
                 a different one."
            ),
            "let the name start otherwise",
        ));
    }
    // A server that lets N-07 pass has two columns of one name.
    if s.is_hidden(name) && !found.has("N-07", place) {
        let message = format!("Duplicate column name '{name}'");
        found.push(N_08.broken(
            place,
            message,
            "rename it: the partition expression makes a column of this name",
        ));
    }
}

/// Whether a database can be called so.
fn is_database_name(name: &str) -> bool {
    let mut characters = name.chars();
    let begins = match characters.next() {
        Some('_') => characters.next().is_some_and(|second| second.is_ascii_alphanumeric()),
        first => first.is_some_and(|first| first.is_ascii_alphabetic()),
    };
    let may_follow = |c: char| c.is_ascii_alphanumeric() || "_-~!@#$%^&<>=+".contains(c);
    begins && name.len() <= 256 && characters.all(may_follow)
}

fn is_list_column(s: &Subject<'_>, name: &str) -> bool {
    match &s.table.partition_by {
        Some(Partitioning::List { columns, .. } | Partitioning::Columns { columns }) => {
            columns.iter().any(|column| column == name)
        }
        Some(Partitioning::Expressions { expressions, .. }) => expressions
            .iter()
            .any(|expression| matches!(expression, PartitionExpression::Column(column) if column == name)),
        _ => false,
    }
}

/// N-06.
pub(in crate::rules) fn of_primary_key_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    if s.model != KeyModel::Primary {
        return;
    }
    for c in s.columns() {
        let name = &c.column.name;
        let reserved = RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name));
        if reserved && !found.has("N-05", Place::ColumnName(c.index)) {
            found.push(N_06.broken(
                Place::ColumnName(c.index),
                format!("Column name '{name}' is reserved for primary key table"),
                "choose another name",
            ));
        }
    }
}
