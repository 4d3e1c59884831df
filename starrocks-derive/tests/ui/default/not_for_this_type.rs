use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id")]
struct Users {
    id: i64,
    #[starrocks(default = "many")]
    visits: i32,
    #[starrocks(default_expr = "CURENT_TIMESTAMP")]
    since: chrono::NaiveDateTime,
    #[starrocks(auto_increment)]
    number: i32,
}

fn main() {}
