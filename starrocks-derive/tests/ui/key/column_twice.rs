use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "page_id, page_id")]
struct PageViews {
    page_id: i32,
    views: i64,
}

fn main() {}
