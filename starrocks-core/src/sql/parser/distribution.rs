//! DISTRIBUTED BY.

use super::cursor::{Cursor, Parsed};
use crate::schema::Distribution;
use std::borrow::Cow;

/// What stands behind DISTRIBUTED BY.
pub(super) fn distribution(cursor: &mut Cursor<'_>) -> Parsed<Distribution> {
    if cursor.take_keyword("RANDOM")? {
        return Ok(Distribution::Random { buckets: buckets(cursor)? });
    }
    if !cursor.take_keyword("HASH")? {
        return Err(cursor.unexpected());
    }
    let columns = cursor.identifier_list("a distribution column")?;
    Ok(Distribution::Hash { columns: Cow::Owned(columns), buckets: buckets(cursor)? })
}

fn buckets(cursor: &mut Cursor<'_>) -> Parsed<Option<u32>> {
    if cursor.take_keyword("BUCKETS")? { cursor.integer("a number of buckets").map(Some) } else { Ok(None) }
}
