//! What nobody writes on purpose: very long, very deep, broken and misleading texts and tables.
//!
//! Nothing here is timed. The sizes are such that work that grows with the square of the input would not come to an end.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::diff::differences;
use starrocks_core::rules::{AlterContext, ServerDefaults, TableState};
use starrocks_core::schema::{
    AggType, AlterClause, Column, ColumnValue, DataType, DefaultValue, Distribution, Expression, Index,
    IndexType, Key, KeyModel, ListPartition, ListValue, ListValues, PartitionExpression, Partitioning,
    Properties, Property, Shared, StructField, Table, TableName, Text,
};
use starrocks_core::sql::{
    ParseError, Style, parse_agg_type, parse_alter_table, parse_column_list, parse_create_table,
    parse_data_type, parse_default, parse_distributed_by, parse_expression, parse_index, parse_partition_by,
    parse_show_create_table, show_create_table, write_alter_table, write_create_table,
};
use std::borrow::Cow;

/// Statements with every clause, from which pieces are broken out.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS `größe`.t (k INT NOT NULL DEFAULT \"1\" COMMENT \"it's 😀\", v VARCHAR(20) REPLACE_IF_NOT_NULL NULL, \
     s avg(bigint), INDEX i (v) USING GIN (\"parser\" = \"english\") COMMENT 'c') ENGINE = olap AGGREGATE KEY (k) COMMENT 'x' \
     DISTRIBUTED BY HASH(k) BUCKETS 3 ORDER BY (k) ROLLUP (r (k, v) FROM t PROPERTIES (\"a\" = \"b\")) PROPERTIES (\"c\" = \"d\");",
    "CREATE TABLE t (d DATE, n DECIMAL(10, 2) AS (a + b * 2), u VARCHAR(36) DEFAULT (uuid())) PARTITION BY RANGE(d) (PARTITION p1 \
     VALUES LESS THAN (\"2024-01-01\"), PARTITION IF NOT EXISTS p2 VALUES [(\"2024-01-01\"), (MAXVALUE)), START (\"2025-01-01\") END \
     (\"2026-01-01\") EVERY (INTERVAL 1 DAY))",
    "CREATE TEMPORARY TABLE t (a INT, b STRING, j JSON) PARTITION BY LIST(a, b) (PARTITION p VALUES IN ((\"1\", NULL), ('2', 'é')))",
    "CREATE TABLE t (m MAP<INT, ARRAY<STRUCT<`a b` INT, c DECIMAL64(9, 3)>>>, b BITMAP BITMAP_UNION) \
     PARTITION BY date_trunc('day', dt), c -- end",
    "ALTER TABLE d.t ADD COLUMN v INT SUM DEFAULT '0' AFTER k TO r, DROP COLUMN `w`, MODIFY COLUMN s ADD FIELD a.[*].b INT FIRST",
    "ALTER TABLE t ADD TEMPORARY PARTITION p VALUES LESS THAN (\"2024\") (\"a\" = \"b\") DISTRIBUTED BY HASH(k) BUCKETS 2",
    "ALTER TABLE t DROP PARTITIONS IF EXISTS START (\"1\") END (\"9\") EVERY (2) FORCE",
    "ALTER TABLE t SET (\"k\" = 'v\\'', \"é\" = \"😀\")",
    "ALTER TABLE t ORDER BY (a, b) FROM r PROPERTIES (\"x\" = \"y\")",
    "HASH(`a``b`, \"c\") BUCKETS 12",
    "STRUCT<a INT, `b 😀` MAP<VARCHAR(10), ARRAY<DATETIME>>>",
    "CASE WHEN a[1] > 2.5e3 THEN map{'k': 1} ELSE x -> y END",
];

/// Every reader of the crate, and what it says.
fn read_in_every_way(text: &str) -> Vec<ParseError> {
    [
        parse_create_table(text).err(),
        parse_show_create_table(text).err(),
        parse_alter_table(text).err(),
        parse_data_type(text).err(),
        parse_partition_by(text).err(),
        parse_distributed_by(text).err(),
        parse_expression(text).err(),
        parse_default(text).err(),
        parse_index(text).err(),
        parse_agg_type(text).err(),
        parse_column_list(text).err(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every reader reads the text or refuses it at a place inside it, which can be told.
fn is_read_or_refused(text: &str) {
    for error in read_in_every_way(text) {
        let span = error.span();
        assert!(span.start <= span.end && span.end <= text.len(), "{span:?} in {text}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} in {text}");
        assert!(error.to_string().contains(&error.message()) && !error.server_message().is_empty());
    }
}

/// All that can be asked of a table, without a panic.
fn survives(table: &Table) {
    let server = ServerDefaults::default();
    for finding in table.check() {
        assert!(!finding.to_string().is_empty() && !finding.server_answer().is_empty());
    }
    let kept = table.normalized(&server);
    let shown = show_create_table(&kept);
    if let Ok(found) = parse_show_create_table(&shown) {
        differences(table, &found.table, &server);
    }
    for style in [Style::Pretty, Style::OneLine] {
        if let Ok(sql) = write_create_table(&table.clone().into(), style) {
            is_read_or_refused(&sql);
        }
    }
    drop(table.clone());
}

#[test]
fn every_beginning_of_a_statement() {
    for statement in STATEMENTS {
        for (end, _) in statement.char_indices() {
            is_read_or_refused(&statement[..end]);
        }
    }
}

#[test]
fn every_statement_without_one_byte() {
    for statement in STATEMENTS {
        for at in 0..statement.len() {
            let mut bytes = statement.as_bytes().to_vec();
            bytes.remove(at);
            is_read_or_refused(&String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn every_statement_with_one_more_character() {
    for statement in STATEMENTS {
        for (at, _) in statement.char_indices().step_by(3) {
            for more in ["'", "\"", "`", "(", ")", "<", "/*", "--", ";", ",", "\\", "\0", "\u{3000}", "😀"]
            {
                is_read_or_refused(&format!("{}{more}{}", &statement[..at], &statement[at..]));
            }
        }
    }
}

#[test]
fn what_is_never_closed() {
    for open in
        ["/*", "/* * /", "'", "\"", "`", "x'", "'\\'", "\"\\\"", "`a``", "(", "[", "{", "ARRAY<", "STRUCT<a "]
    {
        for before in
            ["", "CREATE TABLE t (k INT ", "CREATE TABLE t (k INT COMMENT ", "ALTER TABLE t ", "a + "]
        {
            is_read_or_refused(&format!("{before}{open}"));
        }
    }
    let error = parse_create_table("CREATE TABLE t (k INT /* a").unwrap_err();
    assert_eq!(error.message(), "this comment has no end");
    assert_eq!(error.span(), 22..24);
}

/// A piece a hundred thousand times over, opened and not closed.
#[test]
fn a_hundred_thousand_openings() {
    for open in [
        "(",
        "[",
        "{",
        "ARRAY<",
        "MAP<INT, ",
        "STRUCT<a ",
        "f(",
        "((a, ",
        "-",
        "NOT ",
        "a -> ",
        "CASE WHEN ",
        "`a`.",
        "x'",
        "1 + ",
    ] {
        let text = open.repeat(100_000);
        is_read_or_refused(&text);
        for before in [
            "CREATE TABLE t (k INT DEFAULT ",
            "CREATE TABLE t (k INT AS ",
            "CREATE TABLE t (k INT) PARTITION BY ",
        ] {
            is_read_or_refused(&format!("{before}{text}"));
        }
        is_read_or_refused(&format!("ALTER TABLE t ADD COLUMN c {text}"));
        is_read_or_refused(&format!("ALTER TABLE t DROP PARTITIONS WHERE {text}"));
    }
}

/// What fuzzing found: a closing bracket behind the arrow of a lambda.
#[test]
fn a_lambda_without_a_body() {
    is_read_or_refused("R->)NGR->OUPING_ID");
    is_read_or_refused("f(x -> )");
}

/// What fuzzing found: a state of a function whose bare name is reserved, or is a type.
#[test]
fn a_function_keeps_its_quotes_where_it_needs_them() {
    for name in ["lag", "date", "charset", "properties", "1a", "a b", "sum"] {
        let create = parse_create_table(&format!("CREATE TABLE t (k INT, s `{name}`(int))")).unwrap();
        let sql = write_create_table(&create, Style::OneLine).unwrap();
        assert_eq!(parse_create_table(&sql).unwrap(), create, "{sql}");
    }
}

/// What a law found: a server trims a key as Java does, which leaves a full-width blank in it.
#[test]
fn a_key_keeps_the_blanks_that_a_server_does_not_trim() {
    let sql = "CREATE TABLE t (k INT) PROPERTIES (\" \\0a\\n\" = \"1\", \"\u{3000}b\" = \" 2 \")";
    let table = parse_create_table(sql).unwrap().table;
    assert_eq!(table.properties, Properties::new([("a", "1"), ("\u{3000}b", " 2 ")]));
}

/// What a law found: the partitions of a batch cannot be told where the partition column is missing, and nothing is wrong with that.
#[test]
fn a_statement_that_is_not_refused_leaves_a_table_behind() {
    let create = "CREATE TABLE t (k INT) PRIMARY KEY(k) PARTITION BY RANGE(a, b) (PARTITION p VALUES LESS THAN MAXVALUE)";
    let drop =
        parse_alter_table("ALTER TABLE t DROP PARTITIONS START (\"x\") END (\"x\") EVERY (0)").unwrap();
    let altered = TableState::created(&parse_create_table(create).unwrap().table, &ServerDefaults::default())
        .alter(&drop, &AlterContext::default());
    assert_eq!(altered.findings, []);
    assert_eq!(altered.state.unwrap().table().name.name, "t");
}

/// What a law found: a column may be named as no path in a constraint could be.
#[test]
fn a_bloom_filter_goes_along_with_a_column_that_is_renamed() {
    let create = "CREATE TABLE t (`k;1` INT, v INT) DUPLICATE KEY(`k;1`) DISTRIBUTED BY HASH(v) \
                  PROPERTIES (\"bloom_filter_columns\" = \"v, k;1\")";
    let state = TableState::created(&parse_create_table(create).unwrap().table, &ServerDefaults::default());
    let rename = parse_alter_table("ALTER TABLE t RENAME COLUMN `k;1` TO `a.b`").unwrap();
    let renamed = state.alter(&rename, &AlterContext::default()).state.unwrap();
    assert_eq!(renamed.table().properties.get("bloom_filter_columns"), Some("a.b, v"));
}

/// Balanced brackets, which every later look at the expression has to go through.
#[test]
fn thousands_of_brackets_around_an_expression() {
    let deep = |inner: &str| format!("{}{inner}{}", "(".repeat(10_000), ")".repeat(10_000));
    let calls = format!("{}v{}", "abs(".repeat(10_000), ")".repeat(10_000));
    for text in
        [deep("v + 1"), calls, format!("v {}", "+ v ".repeat(10_000)), format!("{} v", "- ".repeat(10_000))]
    {
        let expression = Expression::new(text.clone());
        assert!(expression.names().iter().all(|name| name == "v"));
        let column = |value| Column { value, ..Column::new("g", DataType::BigInt) };
        for column in [
            column(ColumnValue::Generated(expression.clone())),
            column(ColumnValue::Default(DefaultValue::Expression(expression.clone()))),
        ] {
            survives(&Table::new("t").with_column(Column::new("v", DataType::Int)).with_column(column));
        }
        let partitioning = Partitioning::Expressions {
            expressions: Cow::Owned(vec![PartitionExpression::Function(expression)]),
            partitions: Cow::Borrowed(&[]),
        };
        survives(
            &Table::new("t").with_column(Column::new("v", DataType::Int)).with_partition_by(partitioning),
        );
    }
}

/// StarRocks takes 15 levels; the parser takes more, so that the rule can say which column it is.
#[test]
fn fifteen_levels_are_taken_and_sixteen_refused() {
    for (open, close) in [("ARRAY<", ">"), ("MAP<INT, ", ">"), ("STRUCT<a ", ">")] {
        let table = |levels: usize| {
            let (open, close) = (open.repeat(levels - 1), close.repeat(levels - 1));
            let sql =
                format!("CREATE TABLE t (k INT, v {open}INT{close}) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k)");
            parse_create_table(&sql)
        };
        let taken = table(15).unwrap().table;
        assert!(taken.check().iter().all(|finding| !finding.is_error()), "{open}: {:?}", taken.check());
        assert_eq!(table(16).unwrap().table.check()[0].rule.id, "T-13");
        assert_eq!(table(10_000).unwrap_err().message(), "Type exceeds the maximum nesting depth of 15");
        survives(&taken);
        survives(&table(64).unwrap().table);
    }
}

/// A type that no parser made: deep enough to matter, and dropped like any other.
#[test]
fn a_type_of_a_thousand_levels_survives() {
    let mut data_type = DataType::Int;
    for level in 0..1000 {
        data_type = match level % 3 {
            0 => DataType::Array(Shared::new(data_type)),
            1 => DataType::Map(Shared::new(DataType::Int), Shared::new(data_type)),
            _ => DataType::Struct(Cow::Owned(vec![StructField { name: "a".into(), data_type }])),
        };
    }
    survives(
        &Table::new("t")
            .with_column(Column::new("k", DataType::Int))
            .with_column(Column::new("v", data_type)),
    );
}

fn wide(columns: usize) -> Table {
    let define = |number: usize| {
        let column = Column::new(format!("Column_{number}"), DataType::Varchar(Some(20)));
        column.with_default(DefaultValue::Text("x".into())).with_comment("c")
    };
    let names: Vec<Text> = (0..columns).map(|number| format!("column_{number}").into()).collect();
    Table {
        columns: (0..columns).map(define).collect(),
        distributed_by: Some(Distribution::hash(names.clone())),
        order_by: Cow::Owned(names.clone()),
        ..Table::new("wide")
    }
    .with_key(Key::new(KeyModel::Duplicate, names))
}

/// The most columns that a server takes, and three times as many: all is read, written, checked and brought into normal form.
#[test]
fn ten_thousand_columns_and_more() {
    let mut lengths = Vec::new();
    for columns in [10_000, 30_000] {
        let table = wide(columns);
        let sql = write_create_table(&table.clone().into(), Style::Pretty).unwrap();
        assert_eq!(parse_create_table(&sql).unwrap().table, table);
        let errors =
            table.check().into_iter().filter(|finding| finding.is_error()).map(|finding| finding.rule.id);
        assert_eq!(errors.collect::<Vec<_>>(), if columns > 10_000 { vec!["N-09"] } else { vec![] });
        let kept = table.normalized(&ServerDefaults::default());
        let found = parse_show_create_table(&show_create_table(&kept)).unwrap().table;
        assert_eq!(found.columns.len(), columns);
        assert_eq!(differences(&table, &found, &ServerDefaults::default()), []);
        lengths.push(sql.len());
    }
    assert!(lengths[1] > 3 * lengths[0] && lengths[1] < 4 * lengths[0], "{lengths:?}");
}

/// Every column is wrong in the same way: each is told once.
#[test]
fn ten_thousand_mistakes() {
    let mut table = wide(10_000);
    table.columns.to_mut().iter_mut().for_each(|column| column.data_type = DataType::Json);
    let findings = table.check();
    assert!(findings.len() >= 10_000 && findings.len() <= 60_000, "{}", findings.len());
    let twice = Table {
        columns: wide(10_000).columns.iter().map(|_| Column::new("same", DataType::Int)).collect(),
        ..Table::new("t")
    };
    assert_eq!(twice.check().iter().filter(|finding| finding.rule.id == "N-08").count(), 9_999);
}

#[test]
fn ten_thousand_partitions_indexes_and_properties() {
    let values =
        |number: usize| ListValues::Single(Cow::Owned(vec![ListValue::Text(number.to_string().into())]));
    let partition = |number: usize| ListPartition {
        name: format!("p{number}").into(),
        if_not_exists: false,
        values: values(number),
        properties: Properties::NONE,
    };
    let index = |number: usize| Index {
        name: format!("i{number}").into(),
        columns: Cow::Owned(vec!["k".into()]),
        index_type: IndexType::Bitmap,
        properties: Properties::NONE,
        comment: Some("c".into()),
    };
    let columns = || [Column::new("k", DataType::Int), Column::new("v", DataType::Int)];
    let table = columns().into_iter().fold(Table::new("t"), Table::with_column);
    let partitioned = table.clone().with_partition_by(Partitioning::List {
        columns: Cow::Owned(vec!["k".into()]),
        partitions: (0..10_000).map(partition).collect(),
    });
    let indexed = Table { indexes: (0..10_000).map(index).collect(), ..table.clone() };
    let pairs = (0..10_000).map(|number| (format!("key{number}"), "value"));
    let told = table.with_properties(Properties::new(pairs));
    for table in [partitioned, indexed, told] {
        let sql = write_create_table(&table.clone().into(), Style::OneLine).unwrap();
        assert_eq!(parse_create_table(&sql).unwrap().table, table);
        survives(&table);
    }
}

/// One megabyte in one place.
#[test]
fn a_megabyte() {
    let megabyte = "größe 😀 '' \\ ".repeat(60_000);
    let comment = Table::new("t").with_column(Column::new("k", DataType::Int)).with_comment(megabyte.clone());
    let sql = write_create_table(&comment.clone().into(), Style::Pretty).unwrap();
    assert_eq!(parse_create_table(&sql).unwrap().table, comment);
    survives(&comment);
    is_read_or_refused(&megabyte);
    is_read_or_refused(&format!("CREATE TABLE t (k INT COMMENT '{}') x", "a".repeat(1_000_000)));
    is_read_or_refused(&format!("CREATE TABLE {} (k INT", "a".repeat(1_000_000)));
    is_read_or_refused(&format!("CREATE TABLE t (k {})", "a".repeat(1_000_000)));
    is_read_or_refused(&format!("CREATE TABLE t (k INT(1{}))", "0".repeat(1_000_000)));
    is_read_or_refused(&format!("CREATE TABLE t (k INT){}", ";".repeat(1_000_000)));
    is_read_or_refused(&format!("CREATE TABLE t (k INT){}", " /* c */ -- d\n".repeat(100_000)));
    is_read_or_refused(&format!("{}CREATE TABLE t (k INT)", "\n\u{3000}".repeat(100_000)));
}

/// The same mistake a hundred thousand times, of which each reader tells the first.
#[test]
fn a_hundred_thousand_mistakes() {
    for mistake in [
        "a, ",
        "a b c, ",
        "'",
        "\"\\\"",
        "`",
        "/*",
        "\0",
        "#",
        "\\",
        "😀",
        "a INT,,",
        "INDEX i (a),",
        "PARTITION ",
        "1abc ",
    ] {
        let text = mistake.repeat(100_000);
        for before in
            ["", "CREATE TABLE t (", "CREATE TABLE t (k INT) PARTITION BY LIST(k) (", "ALTER TABLE t "]
        {
            is_read_or_refused(&format!("{before}{text}"));
        }
    }
}

/// Names that end, comment out or split a naive statement stay names.
#[test]
fn misleading_names() {
    let names = [
        "'",
        "\"",
        "''",
        "\"\"",
        "\n",
        "\r\n",
        "\t",
        "😀",
        "*/",
        "/*",
        "--",
        "-- ",
        ";",
        "; DROP TABLE t",
        "\0",
        "\u{1a}",
        "\\",
        "\\'",
        " ",
        "(",
        ")",
        ",",
        "a,b",
        "a.b",
        "%s",
        "{0}",
        "NULL",
        "select",
        "　",
        "\u{202e}",
        "é",
        "0",
        "1e5",
        ".",
        "x'",
        "<",
        ">",
        "\u{feff}",
    ];
    for name in names {
        let name: Text = name.into();
        let table = Table {
            name: TableName { database: Some(name.clone()), name: name.clone() },
            indexes: Cow::Owned(vec![Index {
                name: name.clone(),
                columns: Cow::Owned(vec![name.clone()]),
                index_type: IndexType::Bitmap,
                properties: Properties::new([(Property::key_of(&name).to_owned(), name.clone())]),
                comment: Some(name.clone()),
            }]),
            ..Table::new("t")
        }
        .with_column(
            Column::new(
                name.clone(),
                DataType::Struct(Cow::Owned(vec![StructField {
                    name: name.clone(),
                    data_type: DataType::Int,
                }])),
            )
            .with_comment(name.clone()),
        )
        .with_key(Key::new(KeyModel::Duplicate, [name.clone()]))
        .with_distributed_by(Distribution::hash([name.clone()]))
        .with_comment(name.clone());
        for style in [Style::Pretty, Style::OneLine] {
            let sql = write_create_table(&table.clone().into(), style).unwrap();
            assert_eq!(parse_create_table(&sql).unwrap().table, table, "{sql}");
        }
        let alter = starrocks_core::schema::AlterTable::new(
            table.name.clone(),
            [AlterClause::RenameColumn { column: name.clone(), to: name.clone() }],
        );
        let sql = write_alter_table(&alter, Style::OneLine).unwrap();
        assert_eq!(parse_alter_table(&sql).unwrap(), alter, "{sql}");
        let _ = table.apply(&alter.clauses[0]);
        survives(&table);
    }
}

/// A backquote is the one character that a name cannot hold, and every place says so.
#[test]
fn a_backquote_is_refused_everywhere() {
    let good = || Table::new("t").with_column(Column::new("k", DataType::Int));
    let bad: Text = "a`b".into();
    let state = starrocks_core::schema::AggState { function: bad.clone(), arguments: Cow::Borrowed(&[]) };
    let tables = [
        Table::new(TableName { database: Some(bad.clone()), name: "t".into() })
            .with_column(Column::new("k", DataType::Int)),
        good().with_column(Column {
            aggregate: Some(AggType::State(state)),
            ..Column::new("v", DataType::Int)
        }),
        good().with_key(Key::new(KeyModel::Duplicate, [bad.clone()])),
        good().with_distributed_by(Distribution::hash([bad.clone()])),
        good().with_order_by([bad.clone()]),
        good().with_partition_by(Partitioning::Columns { columns: Cow::Owned(vec![bad.clone()]) }),
        Table { engine: Some(bad.clone()), ..good() },
        Table { charset: Some(bad), ..good() },
    ];
    for table in tables {
        assert!(write_create_table(&table.clone().into(), Style::Pretty).is_err(), "{table:?}");
        survives(&table);
    }
}
