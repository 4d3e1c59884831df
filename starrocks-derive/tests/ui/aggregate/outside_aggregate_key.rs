use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "page_id")]
struct PageViews {
    page_id: i32,
    #[starrocks(agg_type = "SUM")]
    views: i64,
}

#[derive(StarRocksTable)]
#[table_args(primary_key = "page_id")]
struct Pages {
    page_id: i32,
    #[starrocks(agg_type = "MAX")]
    views: i64,
}

fn main() {}
