use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(aggregate_key = "page_id", distributed_by = "HASH(page_id)")]
struct PageViews {
    page_id: i32,
    #[starrocks(agg_type = "BITMAP_UNION")]
    users: i32,
    #[starrocks(agg_type = "HLL_UNION")]
    visitors: i64,
    #[starrocks(agg_type = "MAX")]
    tags: Vec<String>,
}

fn main() {}
