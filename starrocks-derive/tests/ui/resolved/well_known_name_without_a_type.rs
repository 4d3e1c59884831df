use starrocks::StarRocksTable;

// Not the one of the crate `uuid`, and no column type either.
struct Uuid;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id")]
struct Users {
    id: i64,
    token: Uuid,
}

fn main() {}
