use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id", partition_by = "RANGE(country) ()")]
struct Events {
    id: i64,
    country: String,
}

fn main() {}
