use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(unique_key = "device_id, day")]
struct Devices {
    device_id: i64,
    day: i32,
    name: String,
}

fn main() {}
