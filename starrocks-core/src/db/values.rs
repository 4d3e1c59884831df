//! How sqlx reads and sends the types of [`crate::schema`] that stand for column types.

use crate::schema::{Bitmap, Hll, LargeInt, Percentile};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::mysql::{MySql, MySqlTypeInfo, MySqlValueRef};
use sqlx::{Decode, Encode, Type};

/// LARGEINT travels as text. A `SUM` or another expression may come as a BIGINT; it is read too.
impl Type<MySql> for LargeInt {
    fn type_info() -> MySqlTypeInfo {
        <str as Type<MySql>>::type_info()
    }

    fn compatible(info: &MySqlTypeInfo) -> bool {
        <str as Type<MySql>>::compatible(info) || <i64 as Type<MySql>>::compatible(info)
    }
}

impl<'r> Decode<'r, MySql> for LargeInt {
    fn decode(value: MySqlValueRef<'r>) -> Result<Self, BoxDynError> {
        use sqlx::ValueRef;
        if <i64 as Type<MySql>>::compatible(&value.type_info()) {
            return Ok(LargeInt(<i64 as Decode<MySql>>::decode(value)?.into()));
        }
        let text = <&str as Decode<MySql>>::decode(value)?;
        match text.trim().parse() {
            Ok(number) => Ok(LargeInt(number)),
            Err(error) => Err(format!("`{text}` is no LARGEINT: {error}").into()),
        }
    }
}

impl Encode<'_, MySql> for LargeInt {
    fn encode_by_ref(&self, buffer: &mut Vec<u8>) -> Result<IsNull, BoxDynError> {
        <String as Encode<MySql>>::encode(self.0.to_string(), buffer)
    }
}

/// The server answers NULL for a sketch, and sqlx hands NULL to the type itself. So a field of this type takes what comes and
/// `SELECT *` into the annotated struct works; `Option` of it reads as `None` in every row.
macro_rules! opaque_sketches {
    ($($sketch:ident),*) => {$(
        impl Type<MySql> for $sketch {
            fn type_info() -> MySqlTypeInfo {
                <str as Type<MySql>>::type_info()
            }

            fn compatible(_: &MySqlTypeInfo) -> bool {
                true
            }
        }

        impl Decode<'_, MySql> for $sketch {
            fn decode(_: MySqlValueRef<'_>) -> Result<Self, BoxDynError> {
                Ok($sketch)
            }
        }
    )*};
}

opaque_sketches!(Bitmap, Hll, Percentile);

/// For a field of type `i128`: `#[sqlx(try_from = "LargeInt")]`.
impl From<LargeInt> for i128 {
    fn from(value: LargeInt) -> Self {
        value.0
    }
}
