use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "price, code")]
struct Prices {
    #[starrocks(type = "DECIMAL(18, 2)")]
    price: String,
    #[starrocks(type = "CHAR(8)")]
    code: String,
    amount: i64,
}

fn main() {}
