use starrocks::StarRocksTable;

use starrocks::{ColumnType, schema::DataType};

struct Uuid;

impl ColumnType for Uuid {
    const DATA_TYPE: DataType = DataType::Varbinary(Some(16));
}

#[derive(StarRocksTable)]
#[table_args(duplicate_key = "id")]
struct Users {
    id: i64,
    token: Uuid,
}

fn main() {}
