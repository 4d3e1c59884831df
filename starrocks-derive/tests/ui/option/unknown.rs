use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(agregate_key = "page_id", distribted_by = "HASH(page_id)", colour = "red")]
struct PageViews {
    page_id: i32,
    #[starrocks(aggtype = "SUM")]
    views: i64,
    #[starrocks(precision = 10)]
    price: i64,
}

fn main() {}
