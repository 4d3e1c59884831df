//! The crates that we are compared with.

use sea_query::{Alias, ColumnDef, MysqlQueryBuilder, Table, TableCreateStatement};
use sqlparser::ast::Statement;
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError};

/// Parses with sqlparser. Its generic dialect reads the most statements of StarRocks.
pub fn sqlparser(sql: &str) -> Result<Vec<Statement>, ParserError> {
    Parser::parse_sql(&GenericDialect {}, sql)
}

/// [`crate::twenty_columns::MYSQL`] as sea-query holds it.
pub fn sea_query_table() -> TableCreateStatement {
    let mut table = Table::create();
    table.table(Alias::new("orders")).engine("OLAP").comment("Orders of the shop");
    let mut column = |name: &str, define: &dyn Fn(&mut ColumnDef) -> &mut ColumnDef| {
        table.col(define(&mut ColumnDef::new(Alias::new(name))).take());
    };
    column("order_id", &|c| c.big_integer().not_null().comment("The order"));
    column("customer_id", &|c| c.big_integer().not_null().comment("Who ordered"));
    column("ordered_at", &|c| c.date_time().not_null());
    column("paid_at", &|c| c.date_time().null());
    column("shipped_on", &|c| c.date().null());
    column("status", &|c| c.string_len(16).not_null().default("new"));
    column("currency", &|c| c.char_len(3).not_null().default("EUR"));
    column("total", &|c| c.decimal_len(18, 2).not_null());
    column("tax", &|c| c.decimal_len(18, 2).not_null().default("0"));
    column("discount", &|c| c.decimal_len(9, 2).null());
    column("items", &|c| c.integer().not_null().default("0"));
    column("weight", &|c| c.double().null());
    column("is_gift", &|c| c.boolean().not_null().default("0"));
    column("note", &|c| c.string_len(1000).null().comment("What the customer wrote"));
    column("channel", &|c| c.string_len(32).null());
    column("country", &|c| c.char_len(2).null());
    column("city", &|c| c.string_len(100).null());
    column("address", &|c| c.json().null());
    column("ip", &|c| c.string_len(45).null());
    column("updated_at", &|c| c.date_time().not_null().comment("When this row was written"));
    table.take()
}

/// Writes with sea-query.
pub fn sea_query(table: &TableCreateStatement) -> String {
    table.to_string(MysqlQueryBuilder)
}
