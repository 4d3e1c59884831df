use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id", order_by = "day, id, day")]
struct Devices {
    id: i64,
    day: i32,
}

fn main() {}
