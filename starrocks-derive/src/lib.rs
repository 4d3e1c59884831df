//! `#[derive(StarRocksTable)]`: a struct's attributes become a StarRocks table, checked while the struct compiles.
//!
//! Use it through the crate `starrocks`, which re-exports it. [`macro@StarRocksTable`] says what can be written.
//!
//! How it works, file by file: `attributes` reads what is written, `lower` makes a table of it and remembers where each
//! part stands, `check` asks the rule catalogue and puts each violation at its place, `emit` writes the table down as one
//! constant. Every stage goes on after a mistake, so that one build shows all of them.

mod attributes;
mod check;
mod emit;
mod errors;
mod lower;
mod shape;

use proc_macro::TokenStream;

/// Makes a struct a StarRocks table: implements `starrocks::TableSpec`, whose `TABLE` is the table as one constant.
///
/// ```
/// use starrocks::{Bitmap, Hll, StarRocksTable, TableSpec};
///
/// /// Page views per page and day.
/// #[derive(StarRocksTable)]
/// #[table_args(
///     aggregate_key = "page_id, visit_date",
///     partition_by = "date_trunc('day', visit_date)",
///     distributed_by = "HASH(page_id) BUCKETS 8",
///     properties(replication_num = "1", "flat_json.enable" = "true")
/// )]
/// struct PageViewAggregates {
///     #[starrocks(is_agg_key)]
///     page_id: i32,
///     #[starrocks(is_agg_key)]
///     visit_date: chrono::NaiveDate,
///     /// How often the page was seen.
///     #[starrocks(agg_type = "SUM")]
///     total_views: i64,
///     #[starrocks(agg_type = "REPLACE", type = "VARCHAR(64)")]
///     last_user: Option<String>,
///     #[starrocks(agg_type = "BITMAP_UNION")]
///     distinct_users: Bitmap,
///     #[starrocks(agg_type = "HLL_UNION")]
///     uv_estimate: Hll,
/// }
///
/// let table = PageViewAggregates::TABLE;
/// assert_eq!(table.name.name, "page_view_aggregates");
/// assert_eq!(table.columns[2].comment.as_deref(), Some("How often the page was seen."));
/// ```
///
/// # On the struct: `#[table_args(…)]`
///
/// | Option | Meaning | Without it |
/// |---|---|---|
/// | `name = "page_views"` | the table's name | the struct's name in snake case |
/// | `database = "analytics"` | its database | the connection's current one |
/// | `engine = "OLAP"` | ENGINE | OLAP |
/// | `comment = "…"` | COMMENT; `""` is none | the doc comment |
/// | `primary_key = "a, b"`, `duplicate_key`, `aggregate_key` or `unique_key` | the key model and its columns, the first ones of the table | the server infers the key |
/// | `partition_by = "date_trunc('day', dt)"` | what stands behind PARTITION BY | one partition |
/// | `distributed_by = "HASH(a) BUCKETS 8"` | what stands behind DISTRIBUTED BY | the server's choice, where it has one |
/// | `order_by = "b, a"` | the sort key | the key |
/// | `index(name = "…", columns = "c", using = "BITMAP", properties(…), comment = "…")` | an index; may be repeated | none |
/// | `properties(replication_num = "3", "dotted.key" = "…")` | PROPERTIES; a value may also be a number or a boolean | the server's |
/// | `temporary` | CREATE TEMPORARY TABLE | a lasting table |
/// | `crate = ::some::path` | where `starrocks` is, when it is re-exported | `::starrocks` |
///
/// A list of columns is a string, or identifiers: `primary_key(user_id, day)`. Names are those of the columns.
///
/// # On a field: `#[starrocks(…)]`
///
/// | Option | Meaning | Without it |
/// |---|---|---|
/// | `name = "…"` | the column's name | the field's name, without `r#` |
/// | `type = "VARCHAR(64)"` | its type, in StarRocks' words | that of the field's type, see below |
/// | `agg_type = "SUM"` | how rows with the same key merge: `SUM`, `REPLACE`, `REPLACE_IF_NOT_NULL`, `MAX`, `MIN`, `HLL_UNION`, `BITMAP_UNION`, `PERCENTILE_UNION`, or a function's state, `avg(bigint)` | |
/// | `is_agg_key` | says again that the column is in `aggregate_key` | |
/// | `default = "0"` | DEFAULT, also as a number or a boolean | |
/// | `default_expr = "CURRENT_TIMESTAMP"` | DEFAULT with an expression | |
/// | `auto_increment` | AUTO_INCREMENT | |
/// | `generated = "price * amount"` | a generated column | |
/// | `comment = "…"` | COMMENT; `""` is none | the doc comment |
/// | `nullable`, `nullable = false` | NULL or NOT NULL | NULL for `Option`, else NOT NULL |
/// | `skip` | the field is no column | |
///
/// Both attributes may be repeated. In a doc comment the first blank of each line is left out; lines stay lines, and blank
/// lines stay between paragraphs.
///
/// # Column types
///
/// | Rust | StarRocks |
/// |---|---|
/// | `bool` | BOOLEAN |
/// | `i8`, `i16`, `i32`, `i64` | TINYINT, SMALLINT, INT, BIGINT |
/// | `i128`, `starrocks::LargeInt` | LARGEINT |
/// | `f32`, `f64` | FLOAT, DOUBLE |
/// | `String`, `&str` | STRING |
/// | `Vec<u8>` | VARBINARY |
/// | `chrono::NaiveDate`, `time::Date` | DATE |
/// | `chrono::NaiveDateTime`, `chrono::DateTime<Utc>`, `time::PrimitiveDateTime`, `time::OffsetDateTime` | DATETIME |
/// | `serde_json::Value` | JSON |
/// | `uuid::Uuid` | VARCHAR(36) |
/// | `starrocks::Bitmap`, `Hll`, `Percentile` | BITMAP, HLL, PERCENTILE |
/// | `Vec<T>` | ARRAY&lt;T&gt; |
/// | `BTreeMap<K, V>`, `HashMap<K, V>` | MAP&lt;K, V&gt; |
/// | `Option<T>`, `Box<T>` | as T; NULL for `Option` |
/// | decimals | need `type = "DECIMAL(18, 2)"` |
/// | a type of your own | what its `impl starrocks::ColumnType` says |
///
/// With `type = "…"` nothing is asked of the field's type, but whether it is spelt `Option`: say `nullable` for an alias of one.
///
/// # What is checked
///
/// Every rule of `starrocks::rules` that a table can break, with the message of the server and what to write instead, at
/// the token that has to change. A type that the derive does not know by name is checked as soon as the compiler has
/// resolved it.
#[proc_macro_derive(StarRocksTable, attributes(table_args, starrocks))]
pub fn derive_starrocks_table(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    expand(&input).into()
}

/// Reads, checks and emits; after an error the fallback stands beside the messages.
fn expand(input: &syn::DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = errors::Errors::default();
    let arguments = attributes::TableArguments::read(&input.attrs, &mut errors);
    let private = emit::private_path(arguments.crate_path.as_ref().map(|path| &path.0));
    if let Some(fields) = shape::named_fields(input, &mut errors) {
        let lowered = lower::lower(input, fields, arguments, &mut errors);
        check::check(&lowered, &mut errors);
        if errors.is_empty() {
            check::check_writable(&lowered, &mut errors);
        }
        if errors.is_empty() {
            return emit::emit(input, &lowered, &private);
        }
    }
    let fallback = emit::fallback(input, &private);
    let errors = errors.into_tokens();
    quote::quote! { #errors #fallback }
}
