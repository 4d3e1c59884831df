use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
struct Users<T> {
    id: i64,
    value: T,
}

#[derive(StarRocksTable)]
struct Fixed<const N: usize> {
    id: i64,
}

fn main() {}
