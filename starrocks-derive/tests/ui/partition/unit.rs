use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id", partition_by = "id, date_trunc('hour', visited_on)")]
struct Visits {
    id: i64,
    visited_on: chrono::NaiveDate,
}

#[derive(StarRocksTable)]
#[table_args(primary_key = "id", partition_by = "id", distributed_by = "HASH(id)")]
struct Visitors {
    id: i64,
    name: Option<String>,
}

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id", partition_by = "LIST(id) (PARTITION p VALUES LESS THAN (\"1\"))")]
struct Lists {
    id: i64,
}

fn main() {}
