#![no_main]
//! What was read and can be written is read back as the same, and written as it was.

use libfuzzer_sys::fuzz_target;
use starrocks_core::sql::{Style, parse_create_table, parse_show_create_table, write_create_table};
use starrocks_fuzz::{is_fixed, text};

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    if let Ok(create) = parse_create_table(text) {
        for style in [Style::Pretty, Style::OneLine] {
            is_fixed(&create, |create| write_create_table(create, style), parse_create_table);
        }
    }
    // What a server printed may hold types and names that canonical DDL cannot say; what it can say must be read.
    if let Ok(create) = parse_show_create_table(text) {
        let _ = write_create_table(&create, Style::Pretty);
    }
});
