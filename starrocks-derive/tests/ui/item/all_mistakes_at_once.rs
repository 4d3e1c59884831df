use starrocks::StarRocksTable;

use starrocks::TableSpec;

#[derive(StarRocksTable)]
#[table_args(
    aggregate_key = "visit_date, page_id",
    distributed_by = "HASH(pageid)",
    order_by = "page_id",
    comments = "Page views"
)]
struct PageViews {
    page_id: i32,
    visit_date: Option<u32>,
    views: i64,
    #[starrocks(agg_type = "SUM")]
    last_user: String,
    #[starrocks(agg_typ = "MAX")]
    max: i64,
}

// The struct is a table all the same, so that nothing else is reported.
const _: &starrocks::Table = PageViews::TABLE;

fn main() {}
