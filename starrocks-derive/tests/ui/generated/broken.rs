use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id", partition_by = "date_trunc('day' at)")]
struct Orders {
    id: i64,
    at: chrono::NaiveDateTime,
    #[starrocks(generated = "id +", nullable)]
    next: i64,
}

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id")]
struct Named {
    id: i64,
    #[starrocks(generated = "idd + 1")]
    next: Option<i64>,
}

fn main() {}
