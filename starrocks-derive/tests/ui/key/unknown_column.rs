use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(aggregate_key = "pageid, visit_date", distributed_by = "HASH(page_id)")]
struct PageViews {
    page_id: i32,
    visit_date: i32,
    #[starrocks(agg_type = "SUM")]
    views: i64,
}

#[derive(StarRocksTable)]
#[table_args(primary_key(userid), distributed_by = "HASH(user_id)")]
struct Users {
    user_id: i64,
    name: String,
}

#[derive(StarRocksTable)]
#[table_args(primary_key(id))]
struct Renamed {
    #[starrocks(name = "user_id")]
    id: i64,
}

fn main() {}
