use starrocks::StarRocksTable;

struct Decimal;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id")]
struct Prices {
    id: i64,
    price: Decimal,
    tax: Option<Decimal>,
}

fn main() {}
