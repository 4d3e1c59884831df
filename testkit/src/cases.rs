//! How many cases a law is tried with.

use proptest::prelude::ProptestConfig;

/// This many cases, or as many as `PROPTEST_CASES` says. A counterexample becomes a named test, so none is written to a file.
pub fn cases(cases: u32) -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    // The default has read the variable already.
    if std::env::var_os("PROPTEST_CASES").is_some() { default } else { ProptestConfig { cases, ..default } }
}
