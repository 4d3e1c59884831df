use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(
    duplicate_key = "day, city",
    partition_by = "LIST(city) (
        PARTITION p1 VALUES IN ('Rome'),
        PARTITION p1 VALUES IN ('Rome', 'Oslo')
    )"
)]
struct Events {
    day: i32,
    city: String,
}

#[derive(StarRocksTable)]
#[table_args(
    duplicate_key = "day",
    partition_by = "RANGE(day) (PARTITION p1 VALUES LESS THAN ('20'), PARTITION p2 VALUES LESS THAN ('10'))"
)]
struct Ranges {
    day: i32,
}

fn main() {}
