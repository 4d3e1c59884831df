//! Tables of other engines, which StarRocks reads elsewhere, and the databases in which no table is made.

use crate::rules::subject::{Findings, Subject};
use crate::rules::{Place, Rule};
use crate::schema::{DataType, Nullability};

pub(in crate::rules) static X_04: Rule = Rule {
    id: "X-04",
    title: "No table is made of the engines BROKER and ODPS",
    reason: "Their names are known, for what they read is reached in other ways: by FILES(), and by a catalog.",
    accepted: "CREATE TABLE t (k INT) ENGINE = OLAP",
    rejected: "CREATE TABLE t (k INT) ENGINE = BROKER",
    code: 1286,
    ..Rule::BARE
};

pub(in crate::rules) static X_05: Rule = Rule {
    id: "X-05",
    title: "The columns of a table of another engine may be NULL, and those of a MYSQL table are no ARRAY, MAP or STRUCT",
    reason: "What the other side holds is not for StarRocks to say.",
    accepted: "CREATE TABLE t (k INT NOT NULL) ENGINE = OLAP",
    rejected: "CREATE TABLE t (k INT NOT NULL) ENGINE = ELASTICSEARCH",
    ..Rule::ANALYZING
};

pub(in crate::rules) static X_07: Rule = Rule {
    id: "X-07",
    title: "A table is not created in a system database",
    reason: "information_schema and sys hold what the server tells about itself.",
    accepted: "CREATE TABLE d.t (k INT)",
    rejected: "CREATE TABLE information_schema.t (k INT)",
    code: 1005,
    ..Rule::BARE
};

pub(in crate::rules) static X_14: Rule = Rule {
    id: "X-14",
    title: "A table of another engine says where its data lies",
    reason: "Its properties are the address. A catalog reaches the same data without a table for each.",
    accepted: "CREATE TABLE t (k INT) ENGINE = OLAP",
    rejected: "CREATE TABLE t (k INT) ENGINE = MYSQL PROPERTIES (\"replication_num\" = \"1\")",
    ..Rule::BARE
};

/// X-05, while the statement is analysed.
pub(in crate::rules) fn columns(s: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(engine) = s.table.engine.as_deref().filter(|_| !s.is_olap()) else {
        return;
    };
    let engine = engine.to_lowercase();
    for c in s.columns() {
        if c.column.nullability == Nullability::NotNull && !["mysql", "broker"].contains(&engine.as_str()) {
            let name = &c.column.name;
            let message = format!(
                "All columns must be nullable for external table. Column {name} is not nullable, You can rebuild the external \
                 table and We strongly recommend that you use catalog to access external data"
            );
            found.push(X_05.broken(Place::ColumnNullability(c.index), message, "leave NOT NULL out"));
        }
        let is_nested =
            matches!(c.column.data_type, DataType::Array(_) | DataType::Map(..) | DataType::Struct(_));
        if engine == "mysql" && is_nested {
            let message = "mysql external table don't support complex type";
            found.push(X_05.broken(Place::ColumnType(c.index), message, "leave the column out"));
        }
    }
}

/// when the table is created.
pub(in crate::rules) fn created(s: &Subject<'_>, found: &mut Findings<'_>) {
    let system = |database: &str| {
        ["information_schema", "sys"].iter().any(|known| known.eq_ignore_ascii_case(database))
    };
    if s.table.name.database.as_deref().is_some_and(system) {
        let message = format!(
            "Can't create table '{}' (errno: cannot create table in system database)",
            s.table.name.name
        );
        found.push(X_07.broken(Place::TableName, message, "choose a database of your own"));
    }
    let Some(engine) = s.table.engine.as_deref().filter(|_| !s.is_olap()) else {
        return;
    };
    let engine = engine.to_lowercase();
    if ["broker", "odps"].contains(&engine.as_str()) {
        let message = format!("Unknown storage engine '{engine}'");
        found.push(X_04.broken(Place::Engine, message, "leave ENGINE out"));
    }
    if let Some(message) = missing_address(s, &engine) {
        found.push(X_14.broken(Place::Engine, message, "leave ENGINE out for a table of StarRocks' own"));
    }
}

/// what the server says of the first property that is missing.
fn missing_address(s: &Subject<'_>, engine: &str) -> Option<String> {
    const MYSQL: [(&str, &str, &str); 6] = [
        ("host", "Host", "xxx.xxx.xxx.xxx"),
        ("port", "Port", "3306"),
        ("user", "User", "root"),
        ("password", "Password", "xxxx"),
        ("database", "Database", "xxxx"),
        // The server calls the table a database too.
        ("table", "Database", "xxxx"),
    ];
    let is_missing =
        |key: &str| s.property(key).is_none_or(|(_, value)| value.is_empty() && key != "password");
    match engine {
        "mysql" if s.table.properties.is_empty() => Some(
            "Please set properties of mysql table, they are: host, port, user, password, database and table"
                .to_owned(),
        ),
        "mysql" => {
            let (key, name, example) = MYSQL.into_iter().find(|(key, ..)| is_missing(key))?;
            Some(format!(
                "{name} of MySQL table is null. Please add properties('{key}'='{example}') when create table"
            ))
        }
        "hive" | "iceberg" | "hudi" if is_missing("database") => Some(
            "Remote database is null. Please add properties('database'='xxx') when create table".to_owned(),
        ),
        "jdbc" if is_missing("resource") => Some("all catalog properties must be set".to_owned()),
        "file" if is_missing("path") => {
            Some("path is null. Please add properties(path='xxx') when create table".to_owned())
        }
        _ => None,
    }
}
