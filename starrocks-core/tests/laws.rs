//! Laws that hold for every table and every text.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use starrocks_core::schema::{
    Column, DataType, DefaultValue, Distribution, Index, IndexType, Properties, Table,
};
use starrocks_core::sql::lexer::{Lexer, TokenKind};
use starrocks_core::sql::{
    CreateTable, Style, WriteError, parse_alter_table, parse_create_table, parse_data_type,
    parse_distributed_by, parse_expression, parse_partition_by, parse_show_create_table, quote_string,
    show_create_table, snippet, write_alter_clause, write_alter_table, write_create_table,
};
use starrocks_testkit::alters::alter_table;
use starrocks_testkit::cases::cases;
use starrocks_testkit::tables::{table, text, unknown_type};
use std::borrow::Cow;

proptest! {
    #![proptest_config(cases(512))]

    /// What is written is read back as the same table.
    #[test]
    fn parsing_undoes_writing(table in table(), if_not_exists: bool) {
        let create = CreateTable { if_not_exists, table };
        for style in [Style::Pretty, Style::OneLine] {
            let sql = write_create_table(&create, style).unwrap();
            let again = parse_create_table(&sql);
            prop_assert_eq!(again.as_ref().ok(), Some(&create), "{}\n{:?}", sql, again.as_ref().err());
            // Law 2: what was parsed is written as it was.
            prop_assert_eq!(write_create_table(&again.unwrap(), style).unwrap(), sql);
        }
    }

    /// The same for ALTER TABLE.
    #[test]
    fn parsing_undoes_writing_of_alter_table(alter in alter_table()) {
        for style in [Style::Pretty, Style::OneLine] {
            let sql = write_alter_table(&alter, style).unwrap();
            let again = parse_alter_table(&sql);
            prop_assert_eq!(again.as_ref().ok(), Some(&alter), "{}\n{:?}", sql, again.as_ref().err());
            prop_assert_eq!(write_alter_table(&again.unwrap(), style).unwrap(), sql);
        }
        // A clause alone is written as in its statement.
        let clauses: Vec<String> = alter.clauses.iter().map(|clause| write_alter_clause(clause).unwrap()).collect();
        let sql = write_alter_table(&alter, Style::OneLine).unwrap();
        prop_assert!(sql.ends_with(clauses.join(", ").trim_end()), "{}", sql);
    }

    /// No text of the user's ends or splits a statement; only a quoted name may hold a line break.
    #[test]
    fn a_statement_is_one_statement(table in table()) {
        let sql = write_create_table(&table.into(), Style::OneLine).unwrap();
        let mut lexer = Lexer::new(&sql);
        loop {
            let token = lexer.next_token().unwrap();
            match token.kind {
                TokenKind::End => break,
                TokenKind::QuotedIdentifier => {}
                TokenKind::Symbol(';') | TokenKind::Unknown(_) => prop_assert!(false, "{}", sql),
                _ => prop_assert!(!sql[token.span()].contains('\n'), "{}", sql),
            }
        }
    }

    /// A text in any place arrives as it was meant.
    #[test]
    fn texts_arrive(comment in text(), default in text(), value in text()) {
        let column = Column::new("v", DataType::String).with_default(DefaultValue::Text(default.into())).with_comment(comment.clone());
        let table = Table::new("t")
            .with_column(column)
            .with_comment(comment)
            .with_properties(Properties::new([("k", value)]));
        let sql = write_create_table(&table.clone().into(), Style::Pretty).unwrap();
        prop_assert_eq!(parse_create_table(&sql).unwrap().table, table);
    }

    /// A type or an index type that only a server knows is kept as it was printed. Canonical DDL is not read as something else.
    #[test]
    fn what_is_not_known_is_kept(data_type in unknown_type(), word in "[a-z]{4,8}x") {
        let table = Table {
            indexes: Cow::Owned(vec![Index {
                name: "i".into(),
                columns: Cow::Owned(vec!["k".into()]),
                index_type: IndexType::Other(word.into()),
                properties: Properties::NONE,
                comment: None,
            }]),
            engine: Some("OLAP".into()),
            ..Table::new("t")
        }
        .with_column(Column::new("k", DataType::Int).nullable())
        .with_column(Column::new("v", data_type).nullable());
        let printed = show_create_table(&table);
        prop_assert_eq!(parse_show_create_table(&printed).map(|create| create.table), Ok(table.clone()), "{}", printed);
        if let Ok(sql) = write_create_table(&table.into(), Style::OneLine) {
            prop_assert!(parse_create_table(&sql).is_err(), "{}", sql);
        }
    }

    /// A number beyond what DDL can say is refused, never cut down.
    #[test]
    fn a_number_that_is_too_large_is_refused(number in (i32::MAX as u32 + 1)..=u32::MAX) {
        let table = Table::new("t").with_column(Column::new("k", DataType::Int));
        for table in [
            table.clone().with_column(Column::new("v", DataType::Varchar(Some(number)))),
            table.clone().with_column(Column::new("v", DataType::decimal(1, number))),
            table.with_distributed_by(Distribution::Random { buckets: Some(number) }),
        ] {
            let sql = write_create_table(&table.into(), Style::OneLine).unwrap();
            let error = parse_create_table(&sql).unwrap_err();
            prop_assert_eq!(&sql[error.span()], number.to_string());
            prop_assert_eq!(error.message(), format!("For input string: \"{number}\""));
        }
    }

    /// A name that SQL cannot say is refused, not changed.
    #[test]
    fn a_backquote_is_refused(before in "[a-z]{0,3}", after in "[a-z]{0,3}") {
        let name = format!("{before}`{after}");
        for table in [
            Table::new(name.clone()).with_column(Column::new("k", DataType::Int)),
            Table::new("t").with_column(Column::new(name.clone(), DataType::Int)),
        ] {
            let refused = write_create_table(&table.into(), Style::Pretty);
            prop_assert!(matches!(refused, Err(WriteError::Backquote { .. })), "{:?}", refused);
        }
    }

    /// No text makes a parser panic, and every error can be shown.
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
        for error in [
            parse_create_table(&text).err(),
            parse_show_create_table(&text).err(),
            parse_data_type(&text).err(),
            parse_partition_by(&text).err(),
            parse_distributed_by(&text).err(),
            parse_expression(&text).err(),
        ].into_iter().flatten() {
            prop_assert!(text.is_char_boundary(error.span().start) && error.span().end <= text.len());
            prop_assert!(!error.to_string().is_empty());
        }
    }

    /// The same for texts that look like a statement: one with a piece cut out or doubled.
    #[test]
    fn any_broken_statement_is_read_or_refused(table in table(), from in 0usize..400, length in 0usize..40, twice: bool) {
        let sql = write_create_table(&table.clone().into(), Style::Pretty).unwrap();
        let printed = show_create_table(&table);
        for text in [sql, printed] {
            let at = |wanted: usize| (0..=wanted.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let (start, end) = (at(from), at(from + length));
            let middle = if twice { text[start..end].repeat(2) } else { String::new() };
            let broken = format!("{}{middle}{}", &text[..start], &text[end..]);
            for error in [parse_create_table(&broken).err(), parse_show_create_table(&broken).err()].into_iter().flatten() {
                prop_assert!(!error.to_string().is_empty() && !error.server_message().is_empty());
            }
        }
    }

    /// A caret can be drawn anywhere.
    #[test]
    fn a_snippet_can_be_drawn_anywhere(text in "(\\PC|\n|\t){0,200}", start in 0usize..300, length in 0usize..50) {
        let at = |wanted: usize| (0..=wanted.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let drawn = snippet(&text, at(start)..at(start + length));
        prop_assert!(drawn.contains('^'));
    }

    /// A quoted text is one token, whatever it holds.
    #[test]
    fn a_quoted_text_is_one_token(text in text()) {
        let quoted = quote_string(&text);
        let token = Lexer::new(&quoted).next_token().unwrap();
        prop_assert_eq!(token.span(), 0..quoted.len());
    }
}

/// Nesting costs no stack: 100,000 brackets are an answer, not a crash.
#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("ARRAY<", ">"), ("MAP<INT, ", ">"), ("STRUCT<a ", ">")] {
        let text = format!("{}INT{}", open.repeat(100_000), close.repeat(100_000));
        let error = parse_data_type(&text).unwrap_err();
        assert_eq!(error.message(), "Type exceeds the maximum nesting depth of 15");
    }
    let brackets = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(parse_expression(&brackets).is_ok());
    let sql = format!("CREATE TABLE t (k INT AS {brackets})");
    assert!(parse_create_table(&sql).is_ok());
}

/// 10,000 columns, the most a server takes.
#[test]
fn wide_tables() {
    let table = (0..10_000).fold(Table::new("wide"), |table, n| {
        table.with_column(Column::new(format!("c{n}"), DataType::BigInt).with_comment("x"))
    });
    let sql = write_create_table(&table.clone().into(), Style::Pretty).unwrap();
    assert_eq!(parse_create_table(&sql).unwrap().table, table);
}
