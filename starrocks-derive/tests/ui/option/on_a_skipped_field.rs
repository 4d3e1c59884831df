use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
struct Users {
    id: i64,
    #[starrocks(skip, type = "VARCHAR(64)")]
    cache: String,
}

fn main() {}
