//! What must not compile, and what the user reads then.
//!
//! One file per mistake in `tests/ui/<kind of mistake>/`. After a change of a wording:
//! `TRYBUILD=overwrite cargo test --test compile_fail`, and read the difference as its reader would.

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*/*.rs");
}
