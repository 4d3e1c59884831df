use starrocks::StarRocksTable;

struct Money(i64);

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id")]
struct Prices {
    id: i64,
    price: Money,
    tax: Option<Money>,
}

fn main() {}
