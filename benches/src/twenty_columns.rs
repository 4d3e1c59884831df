//! A table of 20 columns, as programs have them.

use starrocks_core::sql::{CreateTable, parse_create_table};

/// The columns in SQL that StarRocks, MySQL and the peers have in common.
pub const MYSQL: &str = "CREATE TABLE `orders` (\
    `order_id` bigint NOT NULL COMMENT 'The order', \
    `customer_id` bigint NOT NULL COMMENT 'Who ordered', \
    `ordered_at` datetime NOT NULL, \
    `paid_at` datetime NULL, \
    `shipped_on` date NULL, \
    `status` varchar(16) NOT NULL DEFAULT 'new', \
    `currency` char(3) NOT NULL DEFAULT 'EUR', \
    `total` decimal(18, 2) NOT NULL, \
    `tax` decimal(18, 2) NOT NULL DEFAULT '0', \
    `discount` decimal(9, 2) NULL, \
    `items` int NOT NULL DEFAULT '0', \
    `weight` double NULL, \
    `is_gift` boolean NOT NULL DEFAULT '0', \
    `note` varchar(1000) NULL COMMENT 'What the customer wrote', \
    `channel` varchar(32) NULL, \
    `country` char(2) NULL, \
    `city` varchar(100) NULL, \
    `address` json NULL, \
    `ip` varchar(45) NULL, \
    `updated_at` datetime NOT NULL COMMENT 'When this row was written'\
    ) ENGINE=OLAP COMMENT 'Orders of the shop'";

/// What StarRocks has besides.
const CLAUSES: &str = "PRIMARY KEY (`order_id`, `customer_id`, `ordered_at`) COMMENT 'Orders of the shop' \
    PARTITION BY date_trunc('day', `ordered_at`) DISTRIBUTED BY HASH(`order_id`) BUCKETS 16 \
    ORDER BY (`customer_id`, `ordered_at`) \
    PROPERTIES (\"replication_num\" = \"1\", \"compression\" = \"LZ4\", \"enable_persistent_index\" = \"true\")";

/// The table with everything that a table of StarRocks has.
pub fn create() -> CreateTable {
    let (columns, _) = MYSQL.rsplit_once(" COMMENT '").expect("the comment comes last");
    parse_create_table(&format!("{columns} {CLAUSES}")).expect("the statement is ours")
}

/// A statement of at least `length` bytes, with as many columns as that takes.
pub fn long_statement(length: usize) -> String {
    let mut sql = String::from("CREATE TABLE t (k INT NOT NULL");
    for number in 0.. {
        if sql.len() >= length {
            break;
        }
        sql.push_str(&format!(
            ",\n  `column_{number}` DECIMAL(18, 2) NULL DEFAULT \"0\" COMMENT \"number {number}\""
        ));
    }
    sql.push_str(") DUPLICATE KEY (k) DISTRIBUTED BY HASH (k)");
    sql
}
