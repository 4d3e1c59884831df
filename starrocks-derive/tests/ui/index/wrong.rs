use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(
    duplicate_key = "id",
    index(name = "idx_country", columns = "contry"),
    index(name = "idx_score", columns(score), using = "BITMAP"),
    index(name = "idx_id", columns = "id", using = "BITMAPP"),
    index(columns = "id"),
    index(name = "idx_two", column = "id"),
    index = "idx (id)"
)]
struct Users {
    id: i64,
    country: String,
    score: f64,
}

fn main() {}
