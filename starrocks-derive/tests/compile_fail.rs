//! What must not compile, and what the user reads then.
//!
//! One file per mistake in `tests/ui/<kind of mistake>/`. After a change of a wording:
//! `TRYBUILD=overwrite cargo test -p starrocks-derive --test compile_fail`, and read the difference as its reader would.
//!
//! They stand here and not with the other tests of `starrocks`, because the cases are built with all that the tests of their
//! crate need, from nothing: here that is little. (With the cases elsewhere, the expected texts would lose their lines.)
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

/// The compiler whose wording the cases in `tests/ui/resolved` have.
const COMPILER: &str = "rustc 1.95.";

/// The kinds of mistake whose explanation is ours.
const KINDS: [&str; 13] = [
    "aggregate",
    "default",
    "distribution",
    "generated",
    "index",
    "item",
    "key",
    "name",
    "option",
    "order_by",
    "partition",
    "property",
    "type",
];

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    for kind in KINDS {
        cases.compile_fail(format!("tests/ui/{kind}/*.rs"));
    }
    // What only the compiler can find out, it says in its own words, which change from one release to the next.
    if has_the_wording_of_the_cases() {
        cases.compile_fail("tests/ui/resolved/*.rs");
    } else {
        eprintln!("SKIPPED: the cases of tests/ui/resolved, which have the wording of {COMPILER}x");
    }
}

fn has_the_wording_of_the_cases() -> bool {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    match Command::new(compiler).arg("--version").output() {
        Ok(output) => String::from_utf8_lossy(&output.stdout).starts_with(COMPILER),
        Err(_) => false,
    }
}
