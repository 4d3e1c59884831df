//! `#[derive(StarRocksTable)]`.
