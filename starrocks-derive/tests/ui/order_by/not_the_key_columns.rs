use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(unique_key = "id, day", distributed_by = "HASH(id)", order_by(day))]
struct Devices {
    id: i64,
    day: i32,
    name: String,
}

fn main() {}
