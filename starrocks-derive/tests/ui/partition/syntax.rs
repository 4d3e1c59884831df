use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(
    duplicate_key = "event_date",
    partition_by = "RANGE(event_date) (
        START ('2022-01-01') END ('2023-01-01') EVRY (INTERVAL 1 DAY)
    )"
)]
struct Events {
    event_date: chrono::NaiveDate,
}

fn main() {}
