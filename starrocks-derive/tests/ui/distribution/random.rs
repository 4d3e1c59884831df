use starrocks::StarRocksTable;

use starrocks::{Bitmap, Hll};

#[derive(StarRocksTable)]
#[table_args(primary_key = "user_id", distributed_by = "RANDOM")]
struct Users {
    user_id: i64,
    name: String,
}

// The guide of the Python client shows this one; StarRocks refuses it.
#[derive(StarRocksTable)]
#[table_args(
    aggregate_key = "event_date, site_id",
    partition_by = "date_trunc('day', event_date)",
    distributed_by = "RANDOM",
    properties(replication_num = "3")
)]
struct AggregateTable {
    #[starrocks(is_agg_key)]
    event_date: chrono::NaiveDate,
    #[starrocks(is_agg_key)]
    site_id: i32,
    #[starrocks(agg_type = "SUM")]
    page_views: i32,
    #[starrocks(agg_type = "REPLACE")]
    last_visit_time: chrono::NaiveDate,
    #[starrocks(agg_type = "BITMAP_UNION")]
    user_ids: Bitmap,
    #[starrocks(agg_type = "HLL_UNION")]
    uv_estimate: Hll,
}

fn main() {}
