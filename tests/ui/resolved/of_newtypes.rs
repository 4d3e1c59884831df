use starrocks::StarRocksTable;

use starrocks::{ColumnType, schema::DataType};

struct Score(f64);

impl ColumnType for Score {
    const DATA_TYPE: DataType = DataType::Double;
}

type Maybe = Option<i64>;

#[derive(StarRocksTable)]
#[table_args(primary_key = "score, id", distributed_by = "HASH(score)")]
struct Scores {
    score: Score,
    id: Maybe,
}

#[derive(StarRocksTable)]
#[table_args(aggregate_key = "id", distributed_by = "HASH(id)")]
struct Best {
    id: i64,
    #[starrocks(agg_type = "BITMAP_UNION")]
    best: Score,
}

fn main() {}
