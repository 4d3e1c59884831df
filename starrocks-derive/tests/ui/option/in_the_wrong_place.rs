use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(agg_type = "SUM")]
struct PageViews {
    #[starrocks(primary_key = "page_id")]
    page_id: i32,
}

#[derive(StarRocksTable)]
#[starrocks(primary_key = "user_id")]
struct Users {
    #[table_args(type = "VARCHAR(20)")]
    user_id: String,
}

fn main() {}
