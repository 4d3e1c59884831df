use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "user_id", distributed_by = "HASH(user_id) BUKETS 8")]
struct Users {
    user_id: i64,
}

fn main() {}
