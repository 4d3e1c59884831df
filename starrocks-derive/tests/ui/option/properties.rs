use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(
    duplicate_key = "id",
    properties(
        replication_num = 3,
        dynamic_partition.enable = "true",
        compression = "LZ4",
        "compression" = "ZSTD",
        storage_medium
    )
)]
struct Users {
    id: i64,
}

fn main() {}
