//! ENGINE and CHARSET of the table.

use crate::nearest::nearest;
use crate::rules::subject::{Findings, Subject};
use crate::rules::{Place, Rule};

pub(in crate::rules) static L_12: Rule = Rule {
    id: "L-12",
    title: "The character set of a table is utf8",
    reason: "StarRocks stores text in UTF-8 and nothing else; its name for it is utf8, not utf8mb4.",
    accepted: "CREATE TABLE t (k INT) DEFAULT CHARSET = utf8",
    rejected: "CREATE TABLE t (k INT) DEFAULT CHARSET = utf8mb4",
    ..Rule::ANALYZING
};

pub(in crate::rules) static L_14: Rule = Rule {
    id: "L-14",
    title: "The engine is one that StarRocks has",
    reason: "OLAP is StarRocks' own storage; the other engines are older ways to read data that lies elsewhere.",
    accepted: "CREATE TABLE t (k INT) ENGINE = olap",
    rejected: "CREATE TABLE t (k INT) ENGINE = InnoDB",
    ..Rule::ANALYZING
};

pub(in crate::rules) static X_02: Rule = Rule {
    id: "X-02",
    title: "A temporary table is a native one",
    reason: "It lives in StarRocks' own storage as long as its session.",
    since: Some("3.3.1"),
    accepted: "CREATE TEMPORARY TABLE t (k INT)",
    rejected: "CREATE TEMPORARY TABLE t (k INT) ENGINE = MYSQL",
    ..Rule::ANALYZING
};

/// The engines that StarRocks knows, its own first.
const ENGINES: [&str; 10] =
    ["OLAP", "MYSQL", "BROKER", "ELASTICSEARCH", "HIVE", "ICEBERG", "HUDI", "JDBC", "ODPS", "FILE"];

/// X-02, L-14 and L-12.
pub(in crate::rules) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    let known = |engine: &str| ENGINES.iter().any(|known| known.eq_ignore_ascii_case(engine));
    if s.table.temporary && !s.is_olap() && s.table.engine.as_deref().is_some_and(known) {
        found.push(X_02.broken(
            Place::Engine,
            "temporary table only support olap engine",
            "leave ENGINE out, or TEMPORARY",
        ));
    }
    if let Some(engine) = &s.table.engine
        && !known(engine)
    {
        let help = match nearest(engine, ENGINES) {
            Some(near) => format!("did you mean {near}?"),
            None => "leave ENGINE out, or write ENGINE = OLAP".to_owned(),
        };
        found.push(L_14.broken(Place::Engine, format!("Unknown engine name: {engine}"), help));
    }
    if let Some(charset) = &s.table.charset
        // An empty one counts as none.
        && !charset.is_empty()
        && !charset.eq_ignore_ascii_case("utf8")
    {
        found.push(L_12.broken(
            Place::Charset,
            format!("charset name {charset} is not supported yet"),
            "leave CHARSET out, or write CHARSET = utf8",
        ));
    }
}
