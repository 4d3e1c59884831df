use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
struct Prices {
    price: f64,
    id: i64,
}

fn main() {}
