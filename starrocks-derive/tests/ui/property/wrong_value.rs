use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(
    primary_key = "id",
    engine = "InnoDB",
    properties(replication_num = "0", compresion = "LZ4", enable_persistent_index = "false")
)]
struct Users {
    id: i64,
}

fn main() {}
