//! The pages of `docs/rules` are those of the catalogue.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::rules::{catalogue, markdown};
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn the_pages_are_those_of_the_catalogue() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules");
    let mut pages: BTreeMap<String, String> =
        catalogue().iter().map(|rule| (markdown::file_name(rule), markdown::page(rule))).collect();
    pages.insert("README.md".to_owned(), markdown::index());
    if std::env::var_os("WRITE_RULES").is_some() {
        if directory.exists() {
            std::fs::remove_dir_all(&directory).unwrap();
        }
        std::fs::create_dir_all(&directory).unwrap();
        for (name, page) in &pages {
            std::fs::write(directory.join(name), page).unwrap();
        }
    }
    let there: BTreeMap<String, String> = std::fs::read_dir(&directory)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    let stale: Vec<&String> =
        pages.keys().chain(there.keys()).filter(|name| pages.get(*name) != there.get(*name)).collect();
    assert!(
        stale.is_empty(),
        "stale: {stale:?}; write them with `WRITE_RULES=1 cargo test -p starrocks-core --test rules_pages`"
    );
}
