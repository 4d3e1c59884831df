//! What the tests of the workspace share: the recorded answers of real StarRocks servers, and random tables.
//!
//! [`observed`] is our own recording and part of this repository. [`corpus`] is recorded by StarRocks' own SQL tests; it is read
//! where it lies beside the checkout, and a test that does not find it says so.

pub mod corpus;
pub mod observed;
pub mod tables;
