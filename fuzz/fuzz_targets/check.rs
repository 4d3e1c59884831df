#![no_main]
//! No table makes check, normal form, the form of SHOW CREATE TABLE or the difference panic.

use libfuzzer_sys::fuzz_target;
use starrocks_core::diff::differences;
use starrocks_core::rules::{CheckOptions, RunMode, ServerDefaults};
use starrocks_core::sql::{parse_create_table, parse_show_create_table, show_create_table};
use starrocks_fuzz::text;

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    for create in [parse_create_table(text), parse_show_create_table(text)].into_iter().flatten() {
        let table = create.table;
        for run_mode in [RunMode::SharedNothing, RunMode::SharedData] {
            let options = CheckOptions { run_mode, ..CheckOptions::default() };
            for finding in table.check_with(&options) {
                let _ = (finding.to_string(), finding.server_answer());
            }
            let server = ServerDefaults::new(run_mode);
            let kept = table.normalized(&server);
            let shown = show_create_table(&kept);
            if let Ok(found) = parse_show_create_table(&shown) {
                let _ = differences(&table, &found.table, &server);
            }
        }
    }
});
