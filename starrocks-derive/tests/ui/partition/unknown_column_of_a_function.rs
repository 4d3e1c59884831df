use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id", partition_by = "date_trunc('week', visited_on)")]
struct Visits {
    id: i64,
    visited_at: chrono::NaiveDateTime,
}

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id", partition_by = "RANGE(str2date(nope, '%Y-%m-%d')) ()")]
struct Ranges {
    id: i64,
}

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id", partition_by = "PARTITION BY date_trunc('day', visited_at)")]
struct Twice {
    id: i64,
    visited_at: chrono::NaiveDateTime,
}

fn main() {}
