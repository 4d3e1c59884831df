//! What the derive makes of names, comments and types, and that its code minds its own business.

#![deny(missing_docs, warnings, unused_qualifications, clippy::all, clippy::pedantic)]
#![allow(dead_code, unreachable_pub)]

use starrocks::schema::{ColumnValue, DataType, Nullability};
use starrocks::{ColumnType, StarRocksTable, TableSpec, schema};

fn columns<T: TableSpec>() -> Vec<&'static str> {
    T::TABLE.columns.iter().map(|column| column.name.as_ref()).collect()
}

#[test]
fn names() {
    #[derive(StarRocksTable)]
    struct HTTPRequestLog {
        r#type: i32,
        #[starrocks(name = "Status Code")]
        status: i16,
        #[starrocks(skip)]
        cache: Option<usize>,
    }

    #[derive(StarRocksTable)]
    #[table_args(name = "log", database = "web", temporary)]
    struct Renamed {
        id: i32,
    }

    assert_eq!(HTTPRequestLog::TABLE.name.name, "http_request_log");
    assert_eq!(columns::<HTTPRequestLog>(), ["type", "Status Code"]);
    assert_eq!(Renamed::TABLE.name, schema::TableName::qualified("web", "log"));
    assert!(Renamed::TABLE.temporary);
}

#[test]
fn comments() {
    /// Page views,
    ///   per page.
    ///
    /// And "per day".
    #[derive(StarRocksTable)]
    struct FromDoc {
        /// The page.
        page: i32,
        /// Not this one.
        #[starrocks(comment = "this one")]
        day: i32,
        /// Nobody's business.
        #[starrocks(comment = "")]
        secret: i32,
        bare: i32,
    }

    /// Not this one.
    #[derive(StarRocksTable)]
    #[table_args(comment = "this one")]
    struct Overridden {
        id: i32,
    }

    let table = FromDoc::TABLE;
    assert_eq!(table.comment.as_deref(), Some("Page views,\n  per page.\n\nAnd \"per day\"."));
    let comments: Vec<_> = table.columns.iter().map(|column| column.comment.as_deref()).collect();
    assert_eq!(comments, [Some("The page."), Some("this one"), None, None]);
    assert_eq!(Overridden::TABLE.comment.as_deref(), Some("this one"));
}

#[test]
fn own_types_and_aliases() {
    struct UserId(i64);

    impl ColumnType for UserId {
        const DATA_TYPE: DataType = DataType::BigInt;
    }

    type Day = chrono::NaiveDate;
    type Maybe<T> = Option<T>;
    // A name that looks like another type; what counts is what it stands for.
    type Text = Vec<u8>;

    #[derive(StarRocksTable)]
    #[table_args(primary_key = "id, day", distributed_by = "HASH(id)", partition_by = "(day)")]
    struct Visits {
        id: UserId,
        day: Day,
        seconds: Maybe<i32>,
        friends: Vec<UserId>,
        last: Option<UserId>,
        body: Text,
        #[starrocks(nullable)]
        note: String,
        #[starrocks(nullable = false)]
        forced: Option<i32>,
    }

    let found: Vec<_> =
        Visits::TABLE.columns.iter().map(|column| (column.data_type.clone(), column.nullability)).collect();
    assert_eq!(
        found,
        [
            (DataType::BigInt, Nullability::NotNull),
            (DataType::Date, Nullability::NotNull),
            (DataType::Int, Nullability::Null),
            (DataType::array(DataType::BigInt), Nullability::NotNull),
            (DataType::BigInt, Nullability::Null),
            (DataType::Varbinary(None), Nullability::NotNull),
            (DataType::String, Nullability::Null),
            (DataType::Int, Nullability::NotNull),
        ]
    );
    assert_eq!(Visits::TABLE.check(), []);
}

#[test]
#[cfg(all(feature = "time", feature = "json", feature = "uuid"))]
fn types_of_other_crates() {
    #[derive(StarRocksTable)]
    struct Foreign {
        id: uuid::Uuid,
        day: time::Date,
        at: time::PrimitiveDateTime,
        seen: Option<time::OffsetDateTime>,
        body: serde_json::Value,
        bodies: Vec<serde_json::Value>,
    }

    let found: Vec<_> = Foreign::TABLE.columns.iter().map(|column| column.data_type.clone()).collect();
    assert_eq!(
        found,
        [
            DataType::Varchar(Some(36)),
            DataType::Date,
            DataType::DateTime,
            DataType::DateTime,
            DataType::Json,
            DataType::array(DataType::Json),
        ]
    );
}

#[test]
fn lifetimes() {
    #[derive(StarRocksTable)]
    struct Borrowed<'a, 'b: 'a> {
        id: i32,
        name: &'a str,
        tags: Vec<&'b str>,
        scores: std::collections::BTreeMap<&'a str, Option<&'b str>>,
    }

    assert_eq!(Borrowed::TABLE.columns[2].data_type, DataType::array(DataType::String));
    assert_eq!(Borrowed::TABLE.columns[3].data_type, DataType::map(DataType::String, DataType::String));
}

#[test]
fn repeated_attributes() {
    #[derive(StarRocksTable)]
    #[table_args(primary_key = "id")]
    #[table_args()]
    #[table_args(comment = "both count")]
    struct Repeated {
        #[starrocks(name = "id")]
        #[starrocks(comment = "the id")]
        field: i32,
    }

    assert!(Repeated::TABLE.key.is_some());
    assert_eq!(Repeated::TABLE.comment.as_deref(), Some("both count"));
    assert_eq!(Repeated::TABLE.columns[0].comment.as_deref(), Some("the id"));
}

/// Nothing of the user's is in the way: neither names of the prelude, nor of our crate, nor of our own code.
#[test]
fn hygiene() {
    mod std {}
    mod core {}
    struct Table;
    struct Column;
    enum Cow {}
    enum Shadow {
        None,
        Some,
    }
    use Shadow::{None, Some};

    #[allow(clippy::upper_case_acronyms)]
    #[derive(StarRocksTable)]
    struct TABLE {
        table: i32,
        columns: i32,
        __starrocks: i64,
        check: String,
    }

    let _ = (Table, Column, None, Some, |cow: Cow| match cow {});
    assert_eq!(columns::<TABLE>(), ["table", "columns", "__starrocks", "check"]);
}

macro_rules! table {
    ($(#[doc = $doc:literal])* $name:ident, $key:literal, $comment:expr, { $($field:ident: $type:ty = $sql:literal,)* }) => {
        $(#[doc = $doc])*
        #[derive(StarRocksTable)]
        #[table_args(primary_key = $key, distributed_by = "HASH(id)")]
        struct $name {
            $(#[doc = $comment] #[starrocks(type = $sql)] $field: $type,)*
        }
    };
}

#[test]
fn structs_made_by_a_macro() {
    table!(
        /// Made by a macro.
        FromMacro,
        "id",
        "a column",
        { id: i64 = "BIGINT", name: Option<String> = "VARCHAR(20)", }
    );

    assert_eq!(FromMacro::TABLE.comment.as_deref(), Some("Made by a macro."));
    assert_eq!(FromMacro::TABLE.columns[1].nullability, Nullability::Null);
    assert_eq!(FromMacro::TABLE.columns[1].comment.as_deref(), Some("a column"));
}

mod database {
    //! A crate of the user's that re-exports ours, and tables in a module.

    /// Ours.
    pub use starrocks as starrocks_again;

    /// A table elsewhere.
    #[derive(Debug, Clone, Default, PartialEq, starrocks_again::StarRocksTable)]
    #[table_args(crate = self::starrocks_again)]
    pub struct Elsewhere {
        /// Its id.
        pub id: i32,
        pub(crate) day: super::Day,
    }
}

/// A day.
type Day = i32;

#[test]
fn re_exported() {
    use database::Elsewhere;
    assert_eq!(columns::<Elsewhere>(), ["id", "day"]);
}

#[test]
fn a_schema_of_tables() {
    #[derive(StarRocksTable)]
    struct A {
        id: i32,
    }

    #[derive(StarRocksTable)]
    struct B {
        id: i32,
    }

    let schema = starrocks::schema![A, B];
    let names: Vec<_> = schema.tables().map(|table| table.name.name.as_ref()).collect();
    assert_eq!(names, ["a", "b"]);
    assert!(matches!(A::TABLE.columns[0].value, ColumnValue::Given));
}
