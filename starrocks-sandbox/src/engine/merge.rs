//! New rows into a table, by its key model.
//!
//! DUPLICATE keeps every row; UNIQUE and PRIMARY keep the last row of a key; AGGREGATE merges the value columns of a key, each by
//! its own function.

use super::sketch::{Numbers, Samples};
use super::store::{Store, Stored, failed};
use super::value;
use crate::answer::ResultType;
use crate::error::SqlError;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};
use starrocks_core::schema::{AggType, KeyModel, Table};
use std::cmp::Ordering;

/// Adds rows that are complete and checked. `keys` are the positions of the key columns. All rows arrive or none.
pub(crate) fn insert(
    store: &Store,
    stored: &Stored,
    table: &Table,
    keys: &[usize],
    rows: Vec<Vec<Value>>,
) -> Result<(), SqlError> {
    let transaction = store.connection().unchecked_transaction().map_err(failed)?;
    let model = table.key.as_ref().map_or(KeyModel::Duplicate, |key| key.model);
    let columns = stored.columns.join(", ");
    let marks: Vec<String> = (1..=stored.columns.len()).map(|place| format!("?{place}")).collect();
    let add = format!("INSERT INTO {} ({columns}) VALUES ({})", stored.name, marks.join(", "));
    let same_key: Vec<String> = keys
        .iter()
        .enumerate()
        .map(|(place, key)| format!("{} IS ?{}", stored.columns[*key], place + 1))
        .collect();
    let find = format!("SELECT seq, {columns} FROM {} WHERE {}", stored.name, same_key.join(" AND "));
    let set: Vec<String> =
        stored.columns.iter().enumerate().map(|(place, name)| format!("{name} = ?{}", place + 2)).collect();
    let replace = format!("UPDATE {} SET {} WHERE seq = ?1", stored.name, set.join(", "));
    for row in rows {
        let found = match model {
            KeyModel::Duplicate => None,
            _ => transaction
                .prepare_cached(&find)
                .and_then(|mut find| {
                    find.query_row(params_from_iter(keys.iter().map(|key| &row[*key])), |found| {
                        let old: rusqlite::Result<Vec<Value>> =
                            (0..stored.columns.len()).map(|index| found.get(index + 1)).collect();
                        Ok((found.get::<_, i64>(0)?, old?))
                    })
                    .optional()
                })
                .map_err(failed)?,
        };
        match found {
            None => transaction.prepare_cached(&add).and_then(|mut add| add.execute(params_from_iter(&row))),
            Some((seq, old)) => {
                let merged = if model == KeyModel::Aggregate { aggregate(table, old, row)? } else { row };
                let values = std::iter::once(Value::Integer(seq)).chain(merged);
                transaction
                    .prepare_cached(&replace)
                    .and_then(|mut replace| replace.execute(params_from_iter(values)))
            }
        }
        .map_err(failed)?;
    }
    transaction.commit().map_err(failed)
}

fn aggregate(table: &Table, old: Vec<Value>, new: Vec<Value>) -> Result<Vec<Value>, SqlError> {
    table
        .columns
        .iter()
        .zip(old.into_iter().zip(new))
        .map(|(column, (old, new))| match &column.aggregate {
            // A key column: both are equal.
            None => Ok(new),
            Some(function) => merge(function, ResultType::of(&column.data_type), old, new),
        })
        .collect()
}

fn merge(function: &AggType, result_type: ResultType, old: Value, new: Value) -> Result<Value, SqlError> {
    if let AggType::Replace = function {
        return Ok(new);
    }
    // Everything else passes over NULL.
    let (old, new) = match (old, new) {
        (old, Value::Null) => return Ok(old),
        (Value::Null, new) => return Ok(new),
        both => both,
    };
    Ok(match function {
        AggType::ReplaceIfNotNull => new,
        AggType::Sum => sum(result_type, &old, &new),
        AggType::Min => {
            if compare(result_type, &new, &old) == Ordering::Less {
                new
            } else {
                old
            }
        }
        AggType::Max => {
            if compare(result_type, &new, &old) == Ordering::Greater {
                new
            } else {
                old
            }
        }
        AggType::HllUnion | AggType::BitmapUnion => match (old, new) {
            (Value::Blob(old), Value::Blob(new)) => {
                let mut set = Numbers::from_bytes(&old);
                set.0.extend(Numbers::from_bytes(&new).0);
                Value::Blob(set.to_bytes())
            }
            (_, new) => new,
        },
        AggType::PercentileUnion => match (old, new) {
            (Value::Blob(old), Value::Blob(new)) => {
                let mut samples = Samples::from_bytes(&old);
                samples.0.extend(Samples::from_bytes(&new).0);
                Value::Blob(samples.to_bytes())
            }
            (_, new) => new,
        },
        _ => return Err(SqlError::unknown_to_sandbox("the merging of aggregate states")),
    })
}

fn sum(result_type: ResultType, old: &Value, new: &Value) -> Value {
    match (old, new) {
        // Like the real one, it wraps around.
        (Value::Integer(old), Value::Integer(new)) => Value::Integer(old.wrapping_add(*new)),
        (Value::Real(old), Value::Real(new)) => match result_type {
            ResultType::Float => Value::Real(f64::from((*old + *new) as f32)),
            _ => Value::Real(old + new),
        },
        (old, new) => match (value::decimal(old), value::decimal(new)) {
            (Some(old), Some(new)) => Value::Text((old + new).to_plain_string()),
            _ => new.clone(),
        },
    }
}

fn compare(result_type: ResultType, a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Real(a), Value::Real(b)) => a.total_cmp(b),
        (Value::Text(a), Value::Text(b)) => match result_type {
            ResultType::Decimal { .. } | ResultType::LargeInt => value::compare_numbers(a, b),
            _ => a.cmp(b),
        },
        (Value::Blob(a), Value::Blob(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn functions_pass_over_null_but_replace_does_not() {
        let int = ResultType::Int;
        assert_eq!(merge(&AggType::Sum, int, Value::Integer(1), Value::Null).unwrap(), Value::Integer(1));
        assert_eq!(merge(&AggType::Min, int, Value::Null, Value::Integer(2)).unwrap(), Value::Integer(2));
        assert_eq!(merge(&AggType::Replace, int, Value::Integer(1), Value::Null).unwrap(), Value::Null);
        assert_eq!(
            merge(&AggType::ReplaceIfNotNull, int, Value::Integer(1), Value::Null).unwrap(),
            Value::Integer(1)
        );
    }

    #[test]
    fn decimals_merge_exactly() {
        let decimal = ResultType::Decimal { precision: 10, scale: 2 };
        assert_eq!(merge(&AggType::Sum, decimal, text("0.10"), text("0.20")).unwrap(), text("0.30"));
        assert_eq!(merge(&AggType::Max, decimal, text("9.00"), text("10.00")).unwrap(), text("10.00"));
    }

    #[test]
    fn sets_are_united() {
        let set = |members: &[u64]| Value::Blob(Numbers(members.iter().copied().collect()).to_bytes());
        let merged = merge(&AggType::BitmapUnion, ResultType::Bitmap, set(&[1, 2]), set(&[2, 3])).unwrap();
        assert_eq!(merged, set(&[1, 2, 3]));
    }
}
