use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(starrocks_PRIMARY_KEY = "id", starrocks_properties(replication_num = "3"))]
struct Users {
    id: i64,
}

fn main() {}
