use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "visit_date, page_id")]
struct PageViews {
    page_id: i32,
    visit_date: i32,
    views: i64,
}

#[derive(StarRocksTable)]
#[table_args(duplicate_key(visit_date, page_id))]
struct WithNames {
    page_id: i32,
    visit_date: i32,
    views: i64,
}

fn main() {}
