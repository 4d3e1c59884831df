//! What is said of a table as a whole?
//!
//! | question | file |
//! |---|---|
//! | how may the table be called, and its columns? | `names.rs` |
//! | ENGINE and CHARSET | `engine.rs` |
//! | tables that StarRocks reads elsewhere | `external_engines.rs` |
//! | DISTRIBUTED BY | `distribution.rs` |
//! | ROLLUP | `rollups.rs` |

pub(in crate::rules) mod distribution;
pub(in crate::rules) mod engine;
pub(in crate::rules) mod external_engines;
pub(in crate::rules) mod names;
pub(in crate::rules) mod rollups;
