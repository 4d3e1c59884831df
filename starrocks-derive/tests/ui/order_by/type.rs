use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "id", order_by = "score")]
struct Scores {
    id: i64,
    score: f64,
}

fn main() {}
