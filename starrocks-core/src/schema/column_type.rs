//! Which column type a Rust type stands for.

use super::{Bitmap, DataType, Hll, LargeInt, Percentile, Shared};

/// A Rust type that a column can have.
///
/// `#[derive(StarRocksTable)]` asks it for the type of every field that has no `type = "…"`. Implement it for a type of
/// your own:
///
/// ```
/// use starrocks_core::schema::{ColumnType, DataType};
///
/// struct UserId(i64);
///
/// impl ColumnType for UserId {
///     const DATA_TYPE: DataType = DataType::BigInt;
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no StarRocks column type",
    label = "no column type is known for this",
    note = "say the type of the column: `#[starrocks(type = \"VARCHAR(64)\")]`",
    note = "for a type of your own, `impl starrocks::ColumnType for {Self}`",
    note = "types of chrono, time, rust_decimal, bigdecimal, serde_json and uuid need the feature of the same name of `starrocks`"
)]
pub trait ColumnType {
    /// The type of the column.
    const DATA_TYPE: DataType;
    /// Whether the column may hold NULL. Only `Option` says so.
    const NULLABLE: bool = false;
    /// [`ColumnType::DATA_TYPE`] by reference, for use in constant functions, which cannot drop a value.
    #[doc(hidden)]
    const DATA_TYPE_REF: &'static DataType = &Self::DATA_TYPE;
}

macro_rules! column_types {
    ($($(#[$attribute:meta])* $rust:ty => $data_type:expr;)*) => {$(
        $(#[$attribute])*
        impl ColumnType for $rust {
            const DATA_TYPE: DataType = $data_type;
        }
    )*};
}

column_types! {
    bool => DataType::Boolean;
    i8 => DataType::TinyInt;
    i16 => DataType::SmallInt;
    i32 => DataType::Int;
    i64 => DataType::BigInt;
    i128 => DataType::LargeInt;
    LargeInt => DataType::LargeInt;
    f32 => DataType::Float;
    f64 => DataType::Double;
    String => DataType::String;
    &str => DataType::String;
    std::borrow::Cow<'_, str> => DataType::String;
    Bitmap => DataType::Bitmap;
    Hll => DataType::Hll;
    Percentile => DataType::Percentile;
    #[cfg(feature = "chrono")]
    chrono::NaiveDate => DataType::Date;
    #[cfg(feature = "chrono")]
    chrono::NaiveDateTime => DataType::DateTime;
    #[cfg(feature = "chrono")]
    chrono::DateTime<chrono::Utc> => DataType::DateTime;
    #[cfg(feature = "time")]
    time::Date => DataType::Date;
    #[cfg(feature = "time")]
    time::PrimitiveDateTime => DataType::DateTime;
    #[cfg(feature = "time")]
    time::OffsetDateTime => DataType::DateTime;
    #[cfg(feature = "json")]
    serde_json::Value => DataType::Json;
    #[cfg(feature = "uuid")]
    uuid::Uuid => DataType::Varchar(Some(36));
}

impl<T: ColumnType> ColumnType for Option<T> {
    const DATA_TYPE: DataType = T::DATA_TYPE;
    const NULLABLE: bool = true;
}

impl<T: ColumnType> ColumnType for Box<T> {
    const DATA_TYPE: DataType = T::DATA_TYPE;
    const NULLABLE: bool = T::NULLABLE;
}

impl<T: ColumnType> ColumnType for std::sync::Arc<T> {
    const DATA_TYPE: DataType = T::DATA_TYPE;
    const NULLABLE: bool = T::NULLABLE;
}

impl<T: ColumnElement> ColumnType for Vec<T> {
    const DATA_TYPE: DataType = T::VEC;
}

impl<K: ColumnType + 'static, V: ColumnType + 'static> ColumnType for std::collections::BTreeMap<K, V> {
    const DATA_TYPE: DataType = DataType::Map(Shared::Static(&K::DATA_TYPE), Shared::Static(&V::DATA_TYPE));
}

impl<K: ColumnType + 'static, V: ColumnType + 'static, S> ColumnType for std::collections::HashMap<K, V, S> {
    const DATA_TYPE: DataType = DataType::Map(Shared::Static(&K::DATA_TYPE), Shared::Static(&V::DATA_TYPE));
}

/// What `Vec<Self>` is: an ARRAY of every column type, but VARBINARY for bytes.
#[doc(hidden)]
pub trait ColumnElement {
    /// The type of a `Vec` of this.
    const VEC: DataType;
}

impl<T: ColumnType + 'static> ColumnElement for T {
    const VEC: DataType = DataType::Array(Shared::Static(&T::DATA_TYPE));
}

impl ColumnElement for u8 {
    const VEC: DataType = DataType::Varbinary(None);
}
