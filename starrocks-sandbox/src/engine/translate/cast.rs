//! Values brought from one type to another.

use super::{Translator, Typed, unknown};
use crate::answer::ResultType;
use crate::engine::functions::type_code;
use crate::error::SqlError;
use starrocks_core::schema::DataType;

impl Translator<'_> {
    /// The value in the form that `to` has in SQLite.
    pub(super) fn convert(&mut self, typed: Typed, to: ResultType) -> Typed {
        if same_form(typed.result_type, to) {
            return Typed { result_type: to, ..Typed::new(typed.sql, to) };
        }
        let code = self.bind_text(type_code(to));
        Typed::new(format!("sr_cast({}, {code})", typed.sql), to)
    }

    /// CAST to a type as written.
    pub(super) fn cast(&mut self, typed: Typed, data_type: &str) -> Result<Typed, SqlError> {
        let data_type = match data_type.to_ascii_uppercase().as_str() {
            "SIGNED" | "SIGNED INTEGER" => DataType::BigInt,
            "INTEGER" => DataType::Int,
            _ => starrocks_core::sql::parse_data_type(data_type)
                .map_err(|error| SqlError::bare(error.server_message()))?,
        };
        let mut to = match &data_type {
            // Without a length they take any.
            DataType::Varchar(None) | DataType::Char(None) => ResultType::STRING,
            other => ResultType::of(other),
        };
        if let DataType::Decimal(decimal) = &data_type
            && decimal.precision.is_none()
        {
            to = ResultType::Decimal { precision: 10, scale: 0 };
        }
        if to == ResultType::Nested || to.is_opaque() {
            if typed.result_type == to || typed.result_type == ResultType::Null {
                return Ok(Typed { result_type: to, data_type: Some(data_type), ..typed });
            }
            return Err(unknown(format!("a CAST to {data_type:?}")));
        }
        if typed.result_type.is_opaque() || typed.result_type == ResultType::Nested && !to.is_text() {
            return Err(SqlError::analyzing(format!("Cannot cast to {data_type:?}")));
        }
        let code = self.bind_text(type_code(to));
        let mut cast = Typed::new(format!("sr_cast({}, {code})", typed.sql), to);
        cast.data_type = Some(data_type);
        Ok(cast)
    }

    /// Both sides in a form in which SQLite compares them as StarRocks does.
    pub(super) fn comparable(&mut self, a: Typed, b: Typed) -> (Typed, Typed) {
        use ResultType::{Date, DateTime, Null};
        let to = match (a.result_type, b.result_type) {
            (Null, _) | (_, Null) => return (a, b),
            (x, y) if x == y || (x.is_text() && y.is_text()) => return (a, b),
            (Date | DateTime, _) | (_, Date | DateTime) => DateTime,
            (x, y) if is_number(x) && is_number(y) => super::query::common_type(x, y),
            (x, y) if is_number(x) != is_number(y) && (x.is_text() || y.is_text()) => ResultType::Double,
            _ => return (a, b),
        };
        (self.convert(a, to), self.convert(b, to))
    }
}

/// Whether SQLite holds both types in the same form, so that nothing must be done.
fn same_form(from: ResultType, to: ResultType) -> bool {
    use ResultType::{BigInt, Boolean, Double, Float, Int, LargeInt, Null, SmallInt, TinyInt};
    let small = |result_type| matches!(result_type, Boolean | TinyInt | SmallInt | Int | BigInt);
    from == to
        || from == Null
        || (from.is_text() && to.is_text())
        || (small(from) && small(to))
        || matches!((from, to), (Float | Double, Double))
        // Integers compare and add up with doubles.
        || (small(from) && matches!(to, Float | Double))
        || matches!((from, to), (LargeInt, LargeInt))
}

pub(super) fn is_number(result_type: ResultType) -> bool {
    result_type.is_integer()
        || matches!(result_type, ResultType::Decimal { .. } | ResultType::Float | ResultType::Double)
}
