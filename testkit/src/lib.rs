//! What the tests of the workspace share: the recorded answers of real StarRocks servers, random tables, and random
//! changes of them.
//!
//! [`lines`] reads a file of records, [`observed`] and [`corpus`] say what they hold. Our own recording is part of this
//! repository ([`observed::DIRECTORY`]); the corpus, recorded by StarRocks' own SQL tests, lies beside the checkout on the machines
//! of the project.

#[cfg(feature = "tables")]
pub mod alters;
#[cfg(feature = "tables")]
pub mod cases;
pub mod corpus;
pub mod lines;
pub mod observed;
#[cfg(feature = "tables")]
pub mod tables;
