use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "price, tags")]
struct Prices {
    price: f64,
    tags: Vec<String>,
    amount: i64,
}

fn main() {}
