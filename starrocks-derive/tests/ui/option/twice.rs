use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "id", comment = "Users")]
#[table_args(comment = "All users")]
struct Users {
    #[starrocks(name = "id", name = "user_id")]
    id: i64,
}

fn main() {}
