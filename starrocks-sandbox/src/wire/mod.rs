//! The MySQL protocol, as far as a StarRocks frontend speaks it.
//!
//! Written here and not taken from `opensrv-mysql` because that library (0.7) fixes what a frontend does differently: it always
//! offers DEPRECATE_EOF and cannot be told the capability flags, writes every column as utf8 with length 1024, takes error
//! numbers from a closed list of MySQL's own (no 5501, 5502, 5604 …), and pulls in a hundred crates.
//! What remains is small: one way to frame packets, one handshake, seven commands and two encodings of a row.

pub(crate) mod binary;
pub(crate) mod command;
pub(crate) mod field;
pub(crate) mod handshake;
pub(crate) mod packet;
pub(crate) mod result;
