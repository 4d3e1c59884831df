use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "id", order_by = "even_time, id")]
struct Events {
    id: i64,
    event_time: i64,
}

fn main() {}
