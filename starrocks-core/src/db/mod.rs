//! **Doing** it: connect to a server, create tables, read them back. Feature `sqlx`.
//!
//! ```no_run
//! # use starrocks_core::schema::{Schema, TableSpec};
//! # async fn example<PageViews: TableSpec>() -> Result<(), starrocks_core::db::Error> {
//! use starrocks_core::db::{connect, inspect};
//!
//! let pool = connect("mysql://root@localhost:9030/shop").await?;
//! let report = Schema::new().table::<PageViews>().create_all(&pool).await?;
//! println!("{report}");
//! let table = inspect(&pool, PageViews::TABLE.name.clone()).await?;
//! assert_eq!(table.columns.len(), PageViews::TABLE.columns.len());
//! # Ok(())
//! # }
//! ```
//!
//! Everything of ours is sent as text, one statement at a time, with every name and literal quoted by [`crate::sql`].
//! Statements and their times are `tracing` events of target `starrocks` (level DEBUG), created tables of level INFO, tables
//! that differ of level WARN.
//!
//! # What of sqlx works on StarRocks
//!
//! [`connect`] gives an ordinary [`sqlx::MySqlPool`]. StarRocks speaks MySQL's protocol, but not all of it:
//!
//! | of sqlx | on StarRocks |
//! |---|---|
//! | [`sqlx::raw_sql`], `pool.execute("…")`, `pool.fetch_all("…")` | work for every statement: they send text |
//! | [`sqlx::query()`], `query_as`, `query_scalar` | work for SELECT only, and need a live backend; anything else is error 1295, since it would be prepared |
//! | `bind` | integers as `i64`, floating point, text, dates and times, `Option` of these; see below |
//! | `LIMIT ?`, `OFFSET ?` | refused |
//! | `begin()` | **never**: it fails with [`BeginFailed`](sqlx::Error::BeginFailed) and leaves a transaction open on the pooled connection; what is written there afterwards is lost |
//! | `query!`, `sqlx-cli`, [`sqlx::migrate!`](https://docs.rs/sqlx/latest/sqlx/macro.migrate.html), the `Any` driver, `MySqlPool::connect(url)` | cannot connect: sqlx's default options send a SET that StarRocks refuses |
//! | several statements in one text | work; the first error ends the sequence |
//! | `last_insert_id()` | is always 0 |
//!
//! There is no interpolation of values into text in sqlx; write literals with [`quote_string`](crate::sql::quote_string) and names
//! with [`quote_identifier`](crate::sql::quote_identifier):
//!
//! ```no_run
//! # async fn example(pool: sqlx::MySqlPool, name: &str) -> Result<(), sqlx::Error> {
//! use sqlx::AssertSqlSafe;
//! use starrocks_core::sql::quote_string;
//!
//! let insert = format!("INSERT INTO users VALUES (1, {})", quote_string(name));
//! sqlx::raw_sql(AssertSqlSafe(insert)).execute(&pool).await?;
//! # Ok(())
//! # }
//! ```
//!
//! A prepared statement stays on the server until its connection ends, whatever sqlx's cache does; a
//! [`max_lifetime`](sqlx::pool::PoolOptions::max_lifetime) of the pool bounds that.
//!
//! ## Which Rust types read which columns
//!
//! | column | reads into | does not |
//! |---|---|---|
//! | BOOLEAN | `bool`, `i8` … `i64` | |
//! | TINYINT, SMALLINT, INT, BIGINT | `i8`, `i16`, `i32`, `i64` of at least that width | unsigned integers |
//! | LARGEINT | [`LargeInt`](crate::schema::LargeInt), `String`; `i128` with `#[sqlx(try_from = "LargeInt")]` | `i128` alone |
//! | FLOAT, DOUBLE | `f32`, `f64` | |
//! | DECIMAL | `BigDecimal`; `Decimal` of `rust_decimal` up to 28 digits | `String`, `f64` |
//! | DATE | `NaiveDate`, `time::Date` | `String` |
//! | DATETIME | `NaiveDateTime`, `DateTime<Utc>`, `PrimitiveDateTime`, `OffsetDateTime`, with microseconds | `String` |
//! | CHAR, VARCHAR, STRING | `String` | |
//! | VARBINARY | `Vec<u8>` | `String` |
//! | JSON | `serde_json::Value`, `sqlx::types::Json<T>`, `String` | |
//! | ARRAY, STRUCT | `sqlx::types::Json<T>`, `String` | |
//! | MAP | `String`; `sqlx::types::Json<T>` when the keys are text | |
//! | BITMAP, HLL, PERCENTILE | [`Bitmap`](crate::schema::Bitmap), [`Hll`](crate::schema::Hll), [`Percentile`](crate::schema::Percentile) | |
//!
//! Every column may be NULL as far as sqlx is told, so `Option` works everywhere. The server answers NULL for a BITMAP, an HLL
//! and a PERCENTILE; the three types read that NULL as themselves, so that `SELECT *` fits the annotated struct. An `Option` of
//! one of them reads as `None` in every row.
//!
//! ## What can be bound
//!
//! `i8`, `i32`, `i64`, `f32`, `f64`, `String`, `&str`, dates and times of `chrono` and `time`, `serde_json::Value`,
//! [`LargeInt`](crate::schema::LargeInt) (as text), and `Option` of these. Not: `bool` and unsigned integers (unknown type code),
//! negative `i16` (read as unsigned), `Vec<u8>`, `Uuid`, decimals, `NaiveTime`. So bind integers as `i64`, decimals as text with a
//! CAST, a `bool` as `i8`.

mod connect;
mod create;
mod error;
mod execute;
mod inspect;
mod server;
mod server_error;
mod url;
mod values;

pub use connect::{connect, connect_options, connect_with};
pub use create::{CreateReport, Outcome, TableReport, create, create_all, create_database_if_not_exists};
pub use error::{Error, Refusal, RefusalReason};
pub use inspect::{Inspector, exists, inspect};
pub use server::ServerInfo;
pub use server_error::ServerError;
