use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id")]
struct Users {
    #[starrocks(type = "BIGNT")]
    id: i64,
    #[starrocks(type = "VARCHAR(64")]
    name: String,
    #[starrocks(type = "ARRAY<STRNG>")]
    tags: Vec<String>,
}

fn main() {}
