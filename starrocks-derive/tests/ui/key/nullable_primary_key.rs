use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "id, country")]
struct Users {
    id: Option<i64>,
    #[starrocks(nullable)]
    country: String,
    name: Option<String>,
}

fn main() {}
