use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "id", duplicate_key = "id, dt", distributed_by = "HASH(id)")]
struct Events {
    id: i64,
    dt: i32,
}

fn main() {}
