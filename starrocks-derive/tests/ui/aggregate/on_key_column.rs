use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(aggregate_key = "page_id", distributed_by = "HASH(page_id)")]
struct PageViews {
    #[starrocks(agg_type = "MAX")]
    page_id: i32,
    #[starrocks(agg_type = "SUM")]
    views: i64,
}

fn main() {}
