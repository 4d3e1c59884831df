use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "page_id")]
struct PageViews {
    #[starrocks(is_agg_key)]
    page_id: i32,
    views: i64,
}

#[derive(StarRocksTable)]
struct Visits {
    #[starrocks(is_agg_key)]
    page_id: i32,
    views: i64,
}

fn main() {}
