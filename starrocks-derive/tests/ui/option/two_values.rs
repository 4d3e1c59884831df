use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id")]
struct Users {
    #[starrocks(auto_increment, default = 0)]
    id: i64,
}

fn main() {}
