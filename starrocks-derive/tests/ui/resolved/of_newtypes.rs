use starrocks::StarRocksTable;
use starrocks::{ColumnType, schema::DataType};

struct Score(f64);

impl ColumnType for Score {
    const DATA_TYPE: DataType = DataType::Double;
}

type Maybe = Option<i64>;
type Sketch = starrocks::Bitmap;

#[derive(StarRocksTable)]
#[table_args(primary_key = "score, id", distributed_by = "HASH(score)", order_by = "score")]
struct Scores {
    score: Score,
    id: Maybe,
}

#[derive(StarRocksTable)]
#[table_args(
    aggregate_key = "id",
    distributed_by = "HASH(id)",
    partition_by = "date_trunc('day', id)"
)]
struct Best {
    id: Id,
    #[starrocks(agg_type = "BITMAP_UNION")]
    best: Score,
}

type Id = i64;

#[derive(StarRocksTable)]
struct Inferred {
    first: Score,
    second: Sketch,
    #[starrocks(default = "many")]
    third: Id,
}

fn main() {}
