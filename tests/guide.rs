//! The guide of the Python client, example by example and option by option, as structs.
//!
//! Each constant is the table that StarRocks' own DDL says, and StarRocks accepts it; with the feature `sqlx` each is also
//! created on a server and read back, and nothing differs. What the guide has and StarRocks refuses (RANDOM on an AGGREGATE
//! KEY table) stands in `starrocks-derive/tests/ui/distribution/random.rs`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[cfg(feature = "sqlx")]
mod support;

use starrocks::{StarRocksTable, TableSpec, sql};

/// The struct is the table that `ddl` creates, and no rule is broken.
#[track_caller]
fn assert_table<T: TableSpec>(ddl: &str) {
    let create = sql::parse_create_table(ddl).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(*T::TABLE, create.table);
    let refused: Vec<String> =
        T::TABLE.check().iter().filter(|finding| finding.is_error()).map(ToString::to_string).collect();
    assert!(refused.is_empty(), "{refused:#?}");
    #[cfg(feature = "sqlx")]
    support::assert_created_and_read_back(T::TABLE);
}

/// `my_table`, the guide's first example.
#[test]
fn general_syntax() {
    #[derive(StarRocksTable)]
    #[table_args(
        comment = "my first sqlalchemy table",
        engine = "OLAP",
        primary_key = "id, dt",
        partition_by = "date_trunc('day', dt)",
        distributed_by = "HASH(id) BUCKETS 10",
        order_by = "dt, id",
        properties(replication_num = "3")
    )]
    #[expect(dead_code)]
    struct MyTable {
        id: i32,
        dt: chrono::NaiveDateTime,
        #[starrocks(type = "VARCHAR(255)")]
        data: Option<String>,
    }

    assert_table::<MyTable>(
        "CREATE TABLE my_table (
            id INT NOT NULL,
            dt DATETIME NOT NULL,
            data VARCHAR(255) NULL
        )
        ENGINE = OLAP
        PRIMARY KEY (id, dt)
        COMMENT 'my first sqlalchemy table'
        PARTITION BY date_trunc('day', dt)
        DISTRIBUTED BY HASH(id) BUCKETS 10
        ORDER BY (dt, id)
        PROPERTIES ('replication_num' = '3')",
    );
}

/// The example of an AGGREGATE KEY table, distributed by HASH as StarRocks demands it.
#[test]
fn aggregate_key_table() {
    use starrocks::{Bitmap, Hll};

    #[derive(StarRocksTable)]
    #[table_args(
        aggregate_key = "event_date, site_id",
        partition_by = "date_trunc('day', event_date)",
        distributed_by = "HASH(event_date, site_id)",
        properties(replication_num = "3")
    )]
    #[expect(dead_code)]
    struct AggregateTable {
        // Key columns (explicitly marked for clarity)
        #[starrocks(is_agg_key = true)]
        event_date: chrono::NaiveDate,
        #[starrocks(is_agg_key = true)]
        site_id: i32,

        // Value columns with aggregate types
        #[starrocks(agg_type = "SUM")]
        page_views: i32,
        #[starrocks(agg_type = "REPLACE")]
        last_visit_time: chrono::NaiveDate,
        #[starrocks(agg_type = "BITMAP_UNION")]
        user_ids: Bitmap,
        #[starrocks(agg_type = "HLL_UNION")]
        uv_estimate: Hll,
    }

    assert_table::<AggregateTable>(
        "CREATE TABLE aggregate_table (
            event_date DATE NOT NULL,
            site_id INT NOT NULL,
            page_views INT SUM NOT NULL,
            last_visit_time DATE REPLACE NOT NULL,
            user_ids BITMAP BITMAP_UNION NOT NULL,
            uv_estimate HLL HLL_UNION NOT NULL
        )
        AGGREGATE KEY (event_date, site_id)
        PARTITION BY date_trunc('day', event_date)
        DISTRIBUTED BY HASH(event_date, site_id)
        PROPERTIES ('replication_num' = '3')",
    );
}

/// The example in ORM style.
#[test]
fn orm_aggregate_key_table() {
    use starrocks::{Bitmap, Hll};

    #[derive(StarRocksTable)]
    #[table_args(
        aggregate_key = "page_id, visit_date",
        partition_by = "date_trunc('day', visit_date)",
        distributed_by = "HASH(page_id)",
        properties(replication_num = "3")
    )]
    #[expect(dead_code)]
    struct PageViewAggregates {
        // -- Key columns --
        #[starrocks(is_agg_key)]
        page_id: i32,
        #[starrocks(is_agg_key)]
        visit_date: chrono::NaiveDate,

        // -- Value columns --
        #[starrocks(agg_type = "SUM")]
        total_views: i32,
        #[starrocks(agg_type = "REPLACE")]
        last_user: String,
        #[starrocks(agg_type = "BITMAP_UNION")]
        distinct_users: Bitmap,
        #[starrocks(agg_type = "HLL_UNION")]
        uv_estimate: Hll,
    }

    assert_table::<PageViewAggregates>(
        "CREATE TABLE page_view_aggregates (
            page_id INT NOT NULL,
            visit_date DATE NOT NULL,
            total_views INT SUM NOT NULL,
            last_user STRING REPLACE NOT NULL,
            distinct_users BITMAP BITMAP_UNION NOT NULL,
            uv_estimate HLL HLL_UNION NOT NULL
        )
        AGGREGATE KEY (page_id, visit_date)
        PARTITION BY date_trunc('day', visit_date)
        DISTRIBUTED BY HASH(page_id)
        PROPERTIES ('replication_num' = '3')",
    );
}

mod key_models {
    use super::*;

    #[test]
    fn primary_key() {
        #[derive(StarRocksTable)]
        #[table_args(primary_key = "user_id, event_date")]
        #[expect(dead_code)]
        struct UserDays {
            user_id: i64,
            event_date: chrono::NaiveDate,
            visits: i32,
        }

        assert_table::<UserDays>(
            "CREATE TABLE user_days (user_id BIGINT NOT NULL, event_date DATE NOT NULL, visits INT NOT NULL)
            PRIMARY KEY (user_id, event_date)",
        );
    }

    #[test]
    fn duplicate_key() {
        #[derive(StarRocksTable)]
        #[table_args(duplicate_key = "request_id, timestamp")]
        #[expect(dead_code)]
        struct Requests {
            request_id: i64,
            timestamp: chrono::NaiveDateTime,
            path: String,
        }

        assert_table::<Requests>(
            "CREATE TABLE requests (request_id BIGINT NOT NULL, timestamp DATETIME NOT NULL, path STRING NOT NULL)
            DUPLICATE KEY (request_id, timestamp)",
        );
    }

    #[test]
    fn no_key_is_a_duplicate_key_that_the_server_infers() {
        #[derive(StarRocksTable)]
        #[expect(dead_code)]
        struct RawRows {
            id: i32,
            data: Option<String>,
        }

        assert_table::<RawRows>("CREATE TABLE raw_rows (id INT NOT NULL, data STRING NULL)");
    }

    #[test]
    fn aggregate_key() {
        #[derive(StarRocksTable)]
        #[table_args(aggregate_key = "site_id, visit_date", distributed_by = "HASH(site_id)")]
        #[expect(dead_code)]
        struct SiteDays {
            site_id: i32,
            visit_date: chrono::NaiveDate,
            #[starrocks(agg_type = "SUM")]
            visits: i64,
        }

        assert_table::<SiteDays>(
            "CREATE TABLE site_days (site_id INT NOT NULL, visit_date DATE NOT NULL, visits BIGINT SUM NOT NULL)
            AGGREGATE KEY (site_id, visit_date) DISTRIBUTED BY HASH(site_id)",
        );
    }

    #[test]
    fn unique_key() {
        #[derive(StarRocksTable)]
        #[table_args(unique_key = "device_id", distributed_by = "HASH(device_id)")]
        #[expect(dead_code)]
        struct Devices {
            device_id: String,
            model: Option<String>,
        }

        assert_table::<Devices>(
            "CREATE TABLE devices (device_id STRING NOT NULL, model STRING NULL)
            UNIQUE KEY (device_id) DISTRIBUTED BY HASH(device_id)",
        );
    }

    #[test]
    fn columns_as_identifiers() {
        #[derive(StarRocksTable)]
        #[table_args(primary_key(user_id, r#type), order_by(day, user_id), distributed_by = "HASH(user_id)")]
        #[expect(dead_code)]
        struct Accounts {
            user_id: i64,
            r#type: i16,
            day: chrono::NaiveDate,
        }

        assert_table::<Accounts>(
            "CREATE TABLE accounts (user_id BIGINT NOT NULL, `type` SMALLINT NOT NULL, day DATE NOT NULL)
            PRIMARY KEY (user_id, `type`) DISTRIBUTED BY HASH(user_id) ORDER BY (day, user_id)",
        );
    }
}

mod partition_by {
    use super::*;

    macro_rules! partitioned {
        ($name:ident, $partition_by:literal, $table:literal) => {
            #[derive(StarRocksTable)]
            #[table_args(name = $table, duplicate_key = "event_date, city", partition_by = $partition_by)]
            #[expect(dead_code)]
            struct $name {
                event_date: chrono::NaiveDate,
                #[starrocks(type = "VARCHAR(32)")]
                city: String,
                amount: i64,
            }
            assert_table::<$name>(concat!(
                "CREATE TABLE ",
                $table,
                " (event_date DATE NOT NULL, city VARCHAR(32) NOT NULL, amount BIGINT NOT NULL)
                DUPLICATE KEY (event_date, city) PARTITION BY ",
                $partition_by
            ));
        };
    }

    #[test]
    fn range_with_start_end_every() {
        partitioned!(
            Events,
            "RANGE(event_date) (
                START ('2022-01-01') END ('2023-01-01') EVERY (INTERVAL 1 DAY)
            )",
            "events"
        );
    }

    #[test]
    fn range_with_explicit_partitions() {
        partitioned!(
            LessThan,
            "RANGE(event_date) (
                PARTITION p1 VALUES LESS THAN ('2022-01-01'),
                PARTITION p2 VALUES LESS THAN ('2023-01-01') ('replication_num' = '1'),
                PARTITION pmax VALUES LESS THAN MAXVALUE
            )",
            "less_than"
        );
        partitioned!(
            Fixed,
            "RANGE(event_date) (
                PARTITION p1 VALUES [('2022-01-01'), ('2023-01-01')),
                PARTITION IF NOT EXISTS p2 VALUES [('2023-01-01'), ('2024-01-01'))
            )",
            "fixed"
        );
        partitioned!(Empty, "RANGE(event_date) ()", "empty_range");
    }

    #[test]
    fn list() {
        partitioned!(
            Cities,
            "LIST(city) (
                PARTITION west VALUES IN ('Los Angeles', 'San Francisco'),
                PARTITION east VALUES IN ('New York')
            )",
            "cities"
        );
        partitioned!(
            Tuples,
            "LIST(event_date, city) (
                PARTITION p1 VALUES IN (('2022-01-01', 'Los Angeles'), ('2022-01-02', 'San Francisco'))
            )",
            "tuples"
        );
        partitioned!(Automatic, "(event_date, city)", "automatic");
    }

    #[test]
    fn expressions() {
        partitioned!(Truncated, "date_trunc('month', event_date)", "truncated");
        partitioned!(Sliced, "time_slice(event_date, INTERVAL 7 DAY)", "sliced");
        partitioned!(Several, "city, date_trunc('week', event_date)", "several");
        partitioned!(
            InAdvance,
            "date_trunc('day', event_date) (START ('2022-01-01') END ('2022-02-01') EVERY (INTERVAL 1 DAY))",
            "in_advance"
        );
    }

    #[test]
    fn range_over_integers() {
        #[derive(StarRocksTable)]
        #[table_args(duplicate_key = "id", partition_by = "RANGE(id) (START ('1') END ('100') EVERY (10))")]
        #[expect(dead_code)]
        struct Numbered {
            id: i64,
        }

        assert_table::<Numbered>(
            "CREATE TABLE numbered (id BIGINT NOT NULL) DUPLICATE KEY (id)
            PARTITION BY RANGE(id) (START ('1') END ('100') EVERY (10))",
        );
    }
}

mod distributed_by {
    use super::*;

    #[test]
    fn hash_with_buckets() {
        #[derive(StarRocksTable)]
        #[table_args(duplicate_key = "user_id", distributed_by = "HASH(user_id) BUCKETS 32")]
        #[expect(dead_code)]
        struct Users {
            user_id: i64,
        }

        assert_table::<Users>(
            "CREATE TABLE users (user_id BIGINT NOT NULL) DUPLICATE KEY (user_id)
            DISTRIBUTED BY HASH(user_id) BUCKETS 32",
        );
    }

    #[test]
    fn hash_without_buckets() {
        #[derive(StarRocksTable)]
        #[table_args(duplicate_key = "user_id", distributed_by = "hash(user_id, `day`)")]
        #[expect(dead_code)]
        struct Users {
            user_id: i64,
            day: i32,
        }

        assert_table::<Users>(
            "CREATE TABLE users (user_id BIGINT NOT NULL, day INT NOT NULL) DUPLICATE KEY (user_id)
            DISTRIBUTED BY HASH(user_id, day)",
        );
    }

    #[test]
    fn random() {
        #[derive(StarRocksTable)]
        #[table_args(duplicate_key = "user_id", distributed_by = "RANDOM")]
        #[expect(dead_code)]
        struct Users {
            user_id: i64,
        }

        #[derive(StarRocksTable)]
        #[table_args(duplicate_key = "user_id", distributed_by = "random buckets 4")]
        #[expect(dead_code)]
        struct Buckets {
            user_id: i64,
        }

        assert_table::<Users>(
            "CREATE TABLE users (user_id BIGINT NOT NULL) DUPLICATE KEY (user_id) DISTRIBUTED BY RANDOM",
        );
        assert_table::<Buckets>(
            "CREATE TABLE buckets (user_id BIGINT NOT NULL) DUPLICATE KEY (user_id) DISTRIBUTED BY RANDOM BUCKETS 4",
        );
    }
}

#[test]
fn order_by() {
    #[derive(StarRocksTable)]
    #[table_args(primary_key = "id", order_by = "event_timestamp, event_type")]
    #[expect(dead_code)]
    struct Events {
        id: i64,
        event_timestamp: chrono::NaiveDateTime,
        event_type: String,
    }

    assert_table::<Events>(
        "CREATE TABLE events (id BIGINT NOT NULL, event_timestamp DATETIME NOT NULL, event_type STRING NOT NULL)
        PRIMARY KEY (id) ORDER BY (event_timestamp, event_type)",
    );
}

#[test]
fn properties() {
    #[derive(StarRocksTable)]
    #[table_args(
        primary_key = "id",
        properties(
            replication_num = "3",
            storage_medium = "SSD",
            enable_persistent_index = "true",
            "bloom_filter_columns" = "id"
        )
    )]
    #[expect(dead_code)]
    struct Events {
        id: i64,
    }

    assert_table::<Events>(
        "CREATE TABLE events (id BIGINT NOT NULL) PRIMARY KEY (id)
        PROPERTIES (
            'replication_num' = '3',
            'storage_medium' = 'SSD',
            'enable_persistent_index' = 'true',
            'bloom_filter_columns' = 'id'
        )",
    );
}

/// Every aggregate, in upper and lower case.
#[test]
fn aggregates() {
    use starrocks::{Bitmap, Hll, Percentile};

    #[derive(StarRocksTable)]
    #[table_args(aggregate_key = "k", distributed_by = "hash(k) buckets 3", engine = "olap")]
    #[expect(dead_code)]
    struct Aggregates {
        k: i32,
        #[starrocks(agg_type = "sum")]
        a: i64,
        #[starrocks(agg_type = "REPLACE")]
        b: String,
        #[starrocks(agg_type = "replace_if_not_null")]
        c: Option<String>,
        #[starrocks(agg_type = "MAX")]
        d: f64,
        #[starrocks(agg_type = "Min")]
        e: chrono::NaiveDateTime,
        #[starrocks(agg_type = "hll_union")]
        f: Hll,
        #[starrocks(agg_type = "bitmap_union")]
        g: Bitmap,
        #[starrocks(agg_type = "percentile_union")]
        h: Percentile,
        #[starrocks(agg_type = "avg(bigint)")]
        i: Vec<u8>,
    }

    assert_table::<Aggregates>(
        "CREATE TABLE aggregates (
            k INT NOT NULL,
            a BIGINT SUM NOT NULL,
            b STRING REPLACE NOT NULL,
            c STRING REPLACE_IF_NOT_NULL NULL,
            d DOUBLE MAX NOT NULL,
            e DATETIME MIN NOT NULL,
            f HLL HLL_UNION NOT NULL,
            g BITMAP BITMAP_UNION NOT NULL,
            h PERCENTILE PERCENTILE_UNION NOT NULL,
            i avg(bigint)
        )
        ENGINE = olap
        AGGREGATE KEY (k)
        DISTRIBUTED BY HASH(k) BUCKETS 3",
    );
}

mod types {
    use super::*;
    use std::collections::{BTreeMap, HashMap};

    /// Types that a Rust type stands for.
    #[test]
    fn from_rust_types() {
        use starrocks::LargeInt;

        #[derive(StarRocksTable)]
        #[table_args(duplicate_key = "a")]
        #[expect(dead_code)]
        struct RustTypes {
            a: i8,
            b: i16,
            c: i32,
            d: i64,
            e: i128,
            f: LargeInt,
            g: bool,
            h: f32,
            i: f64,
            j: chrono::NaiveDate,
            k: chrono::NaiveDateTime,
            l: chrono::DateTime<chrono::Utc>,
            m: String,
            n: &'static str,
            o: Vec<u8>,
            p: Vec<i32>,
            q: BTreeMap<String, Vec<Option<i64>>>,
            r: HashMap<i32, f64>,
            s: Box<Option<Vec<Vec<String>>>>,
        }

        assert_table::<RustTypes>(
            "CREATE TABLE rust_types (
                a TINYINT NOT NULL,
                b SMALLINT NOT NULL,
                c INT NOT NULL,
                d BIGINT NOT NULL,
                e LARGEINT NOT NULL,
                f LARGEINT NOT NULL,
                g BOOLEAN NOT NULL,
                h FLOAT NOT NULL,
                i DOUBLE NOT NULL,
                j DATE NOT NULL,
                k DATETIME NOT NULL,
                l DATETIME NOT NULL,
                m STRING NOT NULL,
                n STRING NOT NULL,
                o VARBINARY NOT NULL,
                p ARRAY<INT> NOT NULL,
                q MAP<STRING, ARRAY<BIGINT>> NOT NULL,
                r MAP<INT, DOUBLE> NOT NULL,
                s ARRAY<ARRAY<STRING>> NULL
            ) DUPLICATE KEY (a)",
        );
    }

    /// Every type of the guide, as SQL.
    #[test]
    fn as_text() {
        #[derive(StarRocksTable)]
        #[table_args(primary_key = "a")]
        #[expect(dead_code)]
        struct TextTypes {
            #[starrocks(type = "LARGEINT")]
            a: String,
            #[starrocks(type = "boolean")]
            b: bool,
            #[starrocks(type = "tinyint(4)")]
            c: i8,
            #[starrocks(type = "DECIMAL(18, 2)")]
            d: String,
            #[starrocks(type = "DECIMAL(38,10)")]
            e: Option<String>,
            #[starrocks(type = "CHAR(8)")]
            f: String,
            #[starrocks(type = "VARCHAR(1048576)")]
            g: String,
            #[starrocks(type = "STRING")]
            h: String,
            #[starrocks(type = "VARBINARY(16)")]
            i: Vec<u8>,
            #[starrocks(type = "JSON")]
            j: String,
            #[starrocks(type = "BITMAP")]
            k: Vec<u8>,
            #[starrocks(type = "HLL")]
            l: Vec<u8>,
            #[starrocks(type = "PERCENTILE")]
            m: Vec<u8>,
            #[starrocks(type = "ARRAY<ARRAY<VARCHAR(20)>>")]
            n: Vec<Vec<String>>,
            #[starrocks(type = "MAP<INT, MAP<STRING, DECIMAL(10, 2)>>")]
            o: String,
            #[starrocks(type = "STRUCT<x INT, y ARRAY<STRUCT<`z z` DATE, m MAP<STRING, JSON>>>>")]
            p: Option<String>,
        }

        assert_table::<TextTypes>(
            "CREATE TABLE text_types (
                a LARGEINT NOT NULL,
                b BOOLEAN NOT NULL,
                c TINYINT NOT NULL,
                d DECIMAL(18, 2) NOT NULL,
                e DECIMAL(38, 10) NULL,
                f CHAR(8) NOT NULL,
                g VARCHAR(1048576) NOT NULL,
                h STRING NOT NULL,
                i VARBINARY(16) NOT NULL,
                j JSON NOT NULL,
                k BITMAP NOT NULL,
                l HLL NOT NULL,
                m PERCENTILE NOT NULL,
                n ARRAY<ARRAY<VARCHAR(20)>> NOT NULL,
                o MAP<INT, MAP<STRING, DECIMAL(10, 2)>> NOT NULL,
                p STRUCT<x INT, y ARRAY<STRUCT<`z z` DATE, m MAP<STRING, JSON>>>> NULL
            ) PRIMARY KEY (a)",
        );
    }
}

/// What StarRocks has beyond the guide and a column can have: where a value comes from.
#[test]
fn values() {
    #[derive(StarRocksTable)]
    #[table_args(primary_key = "id")]
    #[expect(dead_code)]
    struct Orders {
        #[starrocks(auto_increment)]
        id: i64,
        #[starrocks(default = 0)]
        amount: i32,
        #[starrocks(default = -1.5)]
        price: f64,
        #[starrocks(default = "it's new")]
        state: String,
        #[starrocks(default = true)]
        open: bool,
        #[starrocks(default_expr = "NULL")]
        note: Option<String>,
        #[starrocks(default_expr = "CURRENT_TIMESTAMP")]
        created: chrono::NaiveDateTime,
        #[starrocks(default_expr = "(uuid())")]
        token: String,
        #[starrocks(generated = "price * 2", type = "DOUBLE")]
        double_price: Option<f64>,
    }

    assert_table::<Orders>(
        "CREATE TABLE orders (
            id BIGINT NOT NULL AUTO_INCREMENT,
            amount INT NOT NULL DEFAULT '0',
            price DOUBLE NOT NULL DEFAULT '-1.5',
            state STRING NOT NULL DEFAULT 'it''s new',
            open BOOLEAN NOT NULL DEFAULT 'true',
            note STRING NULL DEFAULT NULL,
            created DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
            token STRING NOT NULL DEFAULT (uuid()),
            double_price DOUBLE NULL AS price * 2
        ) PRIMARY KEY (id)",
    );
}

#[test]
fn indexes() {
    #[derive(StarRocksTable)]
    #[table_args(
        duplicate_key = "id",
        index(name = "idx_country", columns = "country", comment = "Filters by country"),
        index(name = "idx_text", columns(title), using = "ngrambf", properties(gram_num = "4"))
    )]
    #[expect(dead_code)]
    struct Pages {
        id: i64,
        country: String,
        title: String,
    }

    assert_table::<Pages>(
        "CREATE TABLE pages (
            id BIGINT NOT NULL,
            country STRING NOT NULL,
            title STRING NOT NULL,
            INDEX idx_country (country) USING BITMAP COMMENT 'Filters by country',
            INDEX idx_text (title) USING NGRAMBF ('gram_num' = '4')
        ) DUPLICATE KEY (id)",
    );
}
