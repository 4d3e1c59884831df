#![no_main]
//! Types, expressions and the clauses that stand in an attribute.

use libfuzzer_sys::fuzz_target;
use starrocks_core::sql::{
    find_identifier, parse_agg_type, parse_column_list, parse_data_type, parse_default, parse_distributed_by,
    parse_expression, parse_index, parse_partition_by, show_data_type, show_partition_by, write_agg_type,
    write_data_type,
};
use starrocks_fuzz::{can_be_told, is_fixed, text};

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    let data_type = parse_data_type(text);
    if let Ok(data_type) = &data_type {
        is_fixed(data_type, write_data_type, parse_data_type);
        let _ = show_data_type(data_type);
    }
    let agg_type = parse_agg_type(text);
    if let Ok(agg_type) = &agg_type {
        is_fixed(agg_type, write_agg_type, parse_agg_type);
    }
    let expression = parse_expression(text);
    if let Ok(expression) = &expression {
        let _ = (expression.names(), expression.functions());
    }
    let partition_by = parse_partition_by(text);
    if let Ok(partition_by) = &partition_by {
        let _ = show_partition_by(partition_by);
    }
    let _ = find_identifier(text, "a");
    let errors = [
        data_type.err(),
        agg_type.err(),
        expression.err(),
        partition_by.err(),
        parse_column_list(text).err(),
        parse_default(text).err(),
        parse_distributed_by(text).err(),
        parse_index(text).err(),
    ];
    errors.iter().flatten().for_each(|error| can_be_told(error, text));
});
