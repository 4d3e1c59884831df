#![no_main]
//! Every text is read or refused, at a place inside it.

use libfuzzer_sys::fuzz_target;
use starrocks_core::sql::{parse_alter_table, parse_create_table, parse_show_create_table};
use starrocks_fuzz::{can_be_told, text};

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    let errors =
        [parse_create_table(text).err(), parse_show_create_table(text).err(), parse_alter_table(text).err()];
    errors.iter().flatten().for_each(|error| can_be_told(error, text));
});
