use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(primary_key = 5, comment = true, properties = "replication_num", temporary = "yes")]
struct Users {
    #[starrocks(name = id, auto_increment = 1)]
    id: i64,
    #[starrocks(type(VARCHAR, 64))]
    name: String,
    #[starrocks(default)]
    country: String,
}

fn main() {}
