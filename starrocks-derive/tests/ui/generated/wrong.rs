use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "id")]
struct Orders {
    id: i64,
    #[starrocks(generated = "id + 1")]
    next: i64,
    #[starrocks(generated = "(id")]
    broken: Option<i64>,
    price: i64,
}

fn main() {}
