//! What real servers answered in StarRocks' own SQL tests: what they took is taken, what they refused is refused.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::rules::{CheckOptions, RunMode, catalogue};
use starrocks_core::sql::parse_create_table;
use starrocks_testkit::corpus;

#[test]
fn create_table() {
    let Some(records) = corpus::records("create_table") else { return };
    let (mut accepted, mut unread, mut false_refusals) = (0, Vec::new(), Vec::new());
    let (mut rejected, mut missed) = (0, Vec::new());
    for record in records.iter().filter(|record| record["external"].is_null()) {
        let stmt = record["stmt"].as_str().unwrap();
        let setting = record["settings"].to_string();
        let mut options = CheckOptions::default();
        if record["case_tags"].to_string().contains("cloud") {
            options.run_mode = RunMode::SharedData;
        }
        for rule in catalogue() {
            if rule.setting.is_some_and(|name| setting.contains(name)) {
                options.off.push(rule.id.into());
            }
        }
        let parsed = parse_create_table(stmt);
        let refused = match &parsed {
            Ok(create) => {
                let found = create.table.check_with(&options);
                found.into_iter().find(|finding| finding.is_error()).map(|finding| finding.to_string())
            }
            Err(error) => Some(format!("{error}")),
        };
        match record["outcome"].as_str() {
            Some("accepted") => {
                accepted += 1;
                match (parsed, refused) {
                    (Err(error), _) => unread.push(format!("{error}\n    {stmt}")),
                    (Ok(_), Some(finding)) => false_refusals.push(format!("{finding}\n    {stmt}")),
                    _ => {}
                }
            }
            Some("rejected")
                if record["state_dependent"].is_null() && record["harness_skips_compare"].is_null() =>
            {
                rejected += 1;
                if refused.is_none() {
                    missed.push(format!("{}\n    {stmt}", record["error"]));
                }
            }
            _ => {}
        }
    }
    println!("accepted {accepted}: unread {}, refused {}", unread.len(), false_refusals.len());
    println!("rejected {rejected}: not refused {}", missed.len());
    if std::env::var_os("RULES_NOTES").is_some() {
        for note in unread.iter().chain(&false_refusals).chain(&missed) {
            println!("{note}");
        }
    }
    assert!(unread.is_empty() && false_refusals.len() <= 2, "{unread:#?}\n{false_refusals:#?}");
    assert!(missed.len() * 100 <= rejected * 5, "{missed:#?}");
}
