use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
enum Users {
    One,
}

#[derive(StarRocksTable)]
union Bits {
    id: i64,
}

#[derive(StarRocksTable)]
struct Pair(i64, String);

#[derive(StarRocksTable)]
struct Nothing;

#[derive(StarRocksTable)]
struct Empty {}

fn main() {}
