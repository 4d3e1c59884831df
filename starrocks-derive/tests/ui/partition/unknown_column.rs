use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id", partition_by = "date_trunc('day', event_dat)")]
struct Events {
    id: i64,
    event_date: chrono::NaiveDate,
}

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id", partition_by = "RANGE(event_dat) ()")]
struct Ranges {
    id: i64,
    event_date: chrono::NaiveDate,
}

fn main() {}
