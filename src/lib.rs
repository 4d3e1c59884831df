//! Tables as Rust structs for StarRocks: checked when you compile, created when you start, migrated when they change.
