use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key())]
struct Users {
    id: i64,
}

#[derive(StarRocksTable)]
#[table_args(primary_key = "")]
struct Accounts {
    id: i64,
}

fn main() {}
