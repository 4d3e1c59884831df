use starrocks::StarRocksTable;

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "page_id")]
struct PageViews {
    page_id: i32,
    users: starrocks::Bitmap,
}

fn main() {}
