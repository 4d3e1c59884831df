use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id")]
struct Users {
    id: u64,
    age: u8,
    visits: Option<u32>,
    initial: char,
    size: usize,
    scores: Vec<u16>,
}

fn main() {}
