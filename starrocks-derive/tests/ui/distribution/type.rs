use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "user_id", distributed_by = "HASH(score)")]
struct Users {
    user_id: i64,
    score: f64,
}

fn main() {}
