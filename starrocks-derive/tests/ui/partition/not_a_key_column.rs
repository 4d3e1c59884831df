use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = "id", partition_by = "RANGE(event_date) ()")]
struct Events {
    id: i64,
    event_date: chrono::NaiveDate,
}

fn main() {}
