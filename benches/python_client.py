"""Times of the Python client (starrocks 1.3.4) for the table of `src/twenty_columns.rs`, as JSON on standard output.

`write` compiles CREATE TABLE; `parse` makes a table of what a server answered, as reflection does it behind the queries. Each is
the time of one call in its fastest round, in seconds.
"""

import json
import timeit
from types import SimpleNamespace

from sqlalchemy import Column, MetaData, Table
from sqlalchemy.schema import CreateTable
from starrocks.datatype import (
    BIGINT, BOOLEAN, CHAR, DATE, DATETIME, DECIMAL, DOUBLE, INTEGER, JSON, VARCHAR,
)
from starrocks.dialect import StarRocksDialect
from starrocks.reflection import StarRocksTableDefinitionParser

COLUMNS = [
    ("order_id", BIGINT(), "bigint(20)", False, None, "The order"),
    ("customer_id", BIGINT(), "bigint(20)", False, None, "Who ordered"),
    ("ordered_at", DATETIME(), "datetime", False, None, None),
    ("paid_at", DATETIME(), "datetime", True, None, None),
    ("shipped_on", DATE(), "date", True, None, None),
    ("status", VARCHAR(16), "varchar(16)", False, "'new'", None),
    ("currency", CHAR(3), "char(3)", False, "'EUR'", None),
    ("total", DECIMAL(18, 2), "decimal(18, 2)", False, None, None),
    ("tax", DECIMAL(18, 2), "decimal(18, 2)", False, "'0'", None),
    ("discount", DECIMAL(9, 2), "decimal(9, 2)", True, None, None),
    ("items", INTEGER(), "int(11)", False, "'0'", None),
    ("weight", DOUBLE(), "double", True, None, None),
    ("is_gift", BOOLEAN(), "boolean", False, "'0'", None),
    ("note", VARCHAR(1000), "varchar(1000)", True, None, "What the customer wrote"),
    ("channel", VARCHAR(32), "varchar(32)", True, None, None),
    ("country", CHAR(2), "char(2)", True, None, None),
    ("city", VARCHAR(100), "varchar(100)", True, None, None),
    ("address", JSON(), "json", True, None, None),
    ("ip", VARCHAR(45), "varchar(45)", True, None, None),
    ("updated_at", DATETIME(), "datetime", False, None, "When this row was written"),
]
PARTITION = "date_trunc('day', ordered_at)"
PROPERTIES = {"replication_num": "1", "compression": "LZ4", "enable_persistent_index": "true"}

TABLE = Table(
    "orders",
    MetaData(),
    *(
        Column(name, data_type, nullable=nullable, server_default=default, comment=comment, autoincrement=False)
        for name, data_type, _, nullable, default, comment in COLUMNS
    ),
    comment="Orders of the shop",
    starrocks_engine="OLAP",
    starrocks_primary_key="order_id, customer_id, ordered_at",
    starrocks_partition_by=PARTITION,
    starrocks_distributed_by="HASH(order_id) BUCKETS 16",
    starrocks_order_by="customer_id, ordered_at",
    starrocks_properties=PROPERTIES,
)
DIALECT = StarRocksDialect()

# What the queries of reflection return.
TABLE_ROW = SimpleNamespace(TABLE_NAME="orders", TABLE_SCHEMA="shop", TABLE_COMMENT="Orders of the shop")
COLUMN_ROWS = [
    SimpleNamespace(
        COLUMN_NAME=name,
        COLUMN_TYPE=printed_type,
        COLUMN_KEY="PRI" if position < 3 else "",
        COLUMN_DEFAULT=default and default.strip("'"),
        COLUMN_COMMENT=comment or "",
        IS_NULLABLE="YES" if nullable else "NO",
        GENERATION_EXPRESSION=None,
        ORDINAL_POSITION=position,
    )
    for position, (name, _, printed_type, nullable, default, comment) in enumerate(COLUMNS)
]
CONFIG_ROW = {
    "TABLE_ENGINE": "OLAP",
    "TABLE_MODEL": "PRIMARY_KEYS",
    "DISTRIBUTE_TYPE": "HASH",
    "DISTRIBUTE_KEY": "`order_id`",
    "DISTRIBUTE_BUCKET": 16,
    "SORT_KEY": "`customer_id`, `ordered_at`",
    "PROPERTIES": json.dumps(PROPERTIES),
}
PARSER = StarRocksTableDefinitionParser(DIALECT, DIALECT.identifier_preparer)


def write():
    return str(CreateTable(TABLE).compile(dialect=DIALECT))


def parse():
    return PARSER.parse_table(
        table=TABLE_ROW,
        table_config={
            **CONFIG_ROW,
            "PARTITION_CLAUSE": DIALECT._get_partition_clause_from_create_table(SHOWN),
        },
        columns=COLUMN_ROWS,
        column_2_agg_type={},
        column_autoinc=DIALECT._get_autoinc_from_show_create_table(SHOWN),
    )


SHOWN = write()


def fastest(call):
    call()
    return min(timeit.repeat(call, number=20, repeat=15)) / 20


print(json.dumps({"write": fastest(write), "parse": fastest(parse)}))
