use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(name = "", database = "web`log")]
struct Users {
    id: i64,
    #[starrocks(name = "ID")]
    again: i64,
    #[starrocks(name = "a*b")]
    product: i64,
    #[starrocks(name = "__op")]
    op: i64,
}

fn main() {}
