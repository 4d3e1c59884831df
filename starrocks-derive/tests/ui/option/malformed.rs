use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key "id", 42, comment = "Users")]
struct Users {
    #[starrocks(type: "BIGINT")]
    id: i64,
    #[starrocks = "name"]
    name: String,
}

fn main() {}
