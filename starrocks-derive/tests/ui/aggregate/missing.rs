use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(aggregate_key = "page_id", distributed_by = "HASH(page_id)")]
struct PageViews {
    page_id: i32,
    views: i64,
    last_user: String,
}

fn main() {}
