use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(aggregate_key = "page_id", distributed_by = "HASH(page_id)")]
struct PageViews {
    page_id: i32,
    #[starrocks(agg_type = "SUM", type = "VARCHAR(64)")]
    last_user: String,
    #[starrocks(agg_type = "SUM")]
    hits: i16,
}

fn main() {}
