use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "user_id", distributed_by = "HASH(user_id, country)")]
struct Users {
    user_id: i64,
    country: String,
}

fn main() {}
