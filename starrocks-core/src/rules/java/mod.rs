//! How does the server read and print a value? As Java does, in which it is written.
//!
//! | question | file |
//! |---|---|
//! | a quoted value of a column or a bound: numbers and dates | `literal/` |
//! | the numbers in properties | `number.rs` |
//! | the map in which unknown properties are printed | `map.rs` |

pub(in crate::rules) mod literal;
pub(in crate::rules) mod map;
pub(in crate::rules) mod number;
