use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "visit_date")]
struct PageViews {
    page_id: i32,
    visit_date: i32,
    views: i64,
}

fn main() {}
