//! Hostile text: what was meant arrives on the other side of the wire, or is refused with a clear error before anything is sent.
#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use starrocks::db::{self, Error, Inspector, Outcome};
use starrocks::schema::{
    Column, ColumnValue, DataType, DefaultValue, Distribution, Index, IndexType, Key, KeyModel,
    ListPartition, ListValue, ListValues, Partitioning, Properties,
};
use starrocks::sql::quote_identifier;
use starrocks::{Schema, Table};
use std::cell::Cell;
use support::{Server, unique_name, with_server};

/// Pieces that end, escape or swallow something in one quoting or another.
const HOSTILE: [&str; 30] = [
    "'",
    "\"",
    "`",
    "\\",
    "''",
    "\\'",
    "\\\"",
    "\\\\",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{8}",
    "\u{1a}",
    ";",
    "*/",
    "/*",
    "--",
    "#",
    "%",
    "_",
    "\\%",
    "\\n",
    "${x}",
    "\\N",
    "NULL",
    "😀",
    "é",
    "); DROP TABLE t",
    "\u{2028}",
];

/// Plain words, hostile pieces and arbitrary characters, in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z ]{1,6}",
        6 => proptest::sample::select(&HOSTILE[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Text for a name: never empty, and short enough for an index.
fn name() -> impl Strategy<Value = String> {
    (proptest::sample::select(&["a", "select", "Ä", "_1", " "][..]), text())
        .prop_map(|(start, rest)| format!("{start}{rest}"))
        .prop_map(|name| name.chars().take(40).collect())
}

/// Whether SHOW CREATE TABLE says which value a LIST partition has: it prints the values in single quotes, escapes nothing,
/// and prints the text NULL like NULL.
fn is_clear(value: &str) -> bool {
    let ends_early = |(at, _)| value[at + 1..].trim_start_matches(' ').starts_with([',', ')']);
    value != "NULL" && !value.match_indices('\'').any(ends_early)
}

#[derive(Clone, Debug)]
struct Texts {
    table: String,
    column: String,
    table_comment: String,
    column_comment: String,
    default: String,
    property: (String, String),
    index: Option<(String, String)>,
    list_value: Option<String>,
}

fn texts() -> impl Strategy<Value = Texts> {
    let property = prop_oneof![
        // Blanks at the ends are not kept, and a blank group is none.
        4 => text().prop_map(|value| ("colocate_with".to_owned(), format!("g{value}g"))),
        4 => Just(("replicated_storage".to_owned(), "true".to_owned())),
        1 => (name(), text()),
    ];
    (
        name(),
        name(),
        text(),
        text(),
        text(),
        property,
        proptest::option::of((name(), text())),
        proptest::option::weighted(0.3, text().prop_filter("printed ambiguously", |value| is_clear(value))),
    )
        .prop_map(
            |(table, column, table_comment, column_comment, default, property, index, list_value)| Texts {
                table,
                column,
                table_comment,
                column_comment,
                default,
                property,
                index,
                list_value,
            },
        )
}

impl Texts {
    fn table(&self) -> Table {
        let column = Column::new(self.column.clone(), DataType::Varchar(Some(2000)))
            .with_default(DefaultValue::Text(self.default.clone().into()))
            .with_comment(self.column_comment.clone());
        let properties = [
            ("replication_num".to_owned(), "1".to_owned()),
            (self.property.0.clone(), self.property.1.clone()),
        ];
        let mut table = Table::new(self.table.clone())
            .with_column(Column::new("k", DataType::Varchar(Some(2000))).not_null())
            .with_column(column)
            .with_key(Key::new(KeyModel::Duplicate, ["k"]))
            .with_comment(self.table_comment.clone())
            .with_distributed_by(Distribution::Hash { columns: vec!["k".into()].into(), buckets: Some(2) })
            .with_properties(Properties::new(properties));
        if let Some((name, comment)) = &self.index {
            table.indexes = vec![Index {
                name: name.clone().into(),
                columns: vec![self.column.clone().into()].into(),
                index_type: IndexType::Bitmap,
                properties: Properties::NONE,
                comment: Some(comment.clone().into()),
            }]
            .into();
        }
        if let Some(value) = &self.list_value {
            table.partition_by = Some(Partitioning::List {
                columns: vec!["k".into()].into(),
                partitions: vec![ListPartition {
                    name: "p1".into(),
                    if_not_exists: false,
                    values: ListValues::Single(vec![ListValue::Text(value.clone().into())].into()),
                    properties: Properties::NONE,
                }]
                .into(),
            });
        }
        table
    }
}

/// What became of a table.
enum Fate {
    Arrived,
    Refused,
}

async fn fate(server: &Server, texts: &Texts) -> Result<Fate, TestCaseError> {
    let declared = texts.table();
    let schema = Schema::new().with_table(declared.clone());
    match schema.create_all(&server.pool).await {
        Ok(report) => prop_assert!(report.created().count() == 1, "{report}"),
        Err(Error::Refused(refusals)) => {
            let text = Error::Refused(refusals).to_string();
            prop_assert!(text.contains("nothing was sent"), "{text}");
            let there = Inspector::new(&server.pool).tables(None).await.unwrap();
            prop_assert!(there.is_empty(), "refused, but {there:?} is there");
            return Ok(Fate::Refused);
        }
        Err(error) => return Err(TestCaseError::fail(format!("sent, and refused: {error}"))),
    }
    let found = db::inspect(&server.pool, declared.name.clone()).await;
    let found = found.map_err(|error| TestCaseError::fail(format!("created, but {error}\n{error:?}")))?;
    prop_assert_eq!(&found.name.name, &texts.table);
    prop_assert_eq!(&found.columns[1].name, &texts.column);
    prop_assert_eq!(found.columns[1].comment.as_deref().unwrap_or_default(), &texts.column_comment);
    let default = ColumnValue::Default(DefaultValue::Text(texts.default.clone().into()));
    prop_assert_eq!(&found.columns[1].value, &default);
    prop_assert_eq!(found.comment.as_deref().unwrap_or_default(), &texts.table_comment);
    prop_assert_eq!(found.properties.get(&texts.property.0), Some(texts.property.1.as_str()));
    if let Some((name, comment)) = &texts.index {
        prop_assert_eq!(&found.indexes[0].name, name);
        prop_assert_eq!(found.indexes[0].comment.as_deref().unwrap_or_default(), comment);
    }
    if texts.list_value.is_some() {
        prop_assert_eq!(&found.partition_by, &declared.partition_by);
    }
    let again =
        schema.create_all(&server.pool).await.map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert!(again.tables[0].outcome == Outcome::Equal, "{}", again);
    Ok(Fate::Arrived)
}

/// Leaves the database as empty as it was, also when a case failed.
async fn tidy(server: &Server) {
    for table in Inspector::new(&server.pool).tables(None).await.unwrap() {
        server.execute(&format!("DROP TABLE {} FORCE", quote_identifier(&table.name))).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn hostile_text_arrives_or_is_refused() {
    with_server(async |server| {
        let (arrived, refused) = (Cell::new(0), Cell::new(0));
        let config = Config { failure_persistence: None, ..Config::with_cases(512) };
        let outcome = TestRunner::new(config).run(&texts(), |texts| {
            let handle = tokio::runtime::Handle::current();
            let fate = tokio::task::block_in_place(|| {
                handle.block_on(async {
                    let fate = fate(server, &texts).await;
                    tidy(server).await;
                    fate
                })
            });
            match fate? {
                Fate::Arrived => arrived.set(arrived.get() + 1),
                Fate::Refused => refused.set(refused.get() + 1),
            }
            Ok(())
        });
        match outcome {
            Ok(()) => {}
            Err(TestError::Fail(why, texts)) => panic!("{why}\n{texts:#?}"),
            Err(TestError::Abort(why)) => panic!("{why}"),
        }
        // A test in which nearly everything is refused would show nothing.
        assert!(arrived.get() > 100, "only {} arrived, {} were refused", arrived.get(), refused.get());
        println!("{} arrived, {} were refused", arrived.get(), refused.get());
    })
    .await;
}

/// A name of a database goes the same way.
#[tokio::test]
async fn a_hostile_name_of_a_database_creates_no_other() {
    with_server(async |server| {
        let inspector = Inspector::new(&server.pool);
        let before = inspector.databases().await.unwrap();
        for name in ["a`b", "a; DROP DATABASE b", "a' -- ", "a.b", ""] {
            let error = db::create_database_if_not_exists(&server.pool, name).await.unwrap_err();
            assert!(matches!(error, Error::Unwritable(_) | Error::Server(_)), "{name}: {error:?}");
        }
        let name = unique_name("starrocks_test_named");
        db::create_database_if_not_exists(&server.pool, &name).await.unwrap();
        db::create_database_if_not_exists(&server.pool, &name).await.unwrap();
        let mut after = inspector.databases().await.unwrap();
        server.execute(&format!("DROP DATABASE `{name}` FORCE")).await;
        after.retain(|database| *database != name);
        // Other tests may run on the same server.
        after.retain(|database| before.contains(database));
        assert_eq!(after, before);
    })
    .await;
}
