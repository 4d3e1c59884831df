//! How the model holds text, lists and nested types: borrowed for `'static` in a constant, owned everywhere else.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// Text of the model: `Cow::Borrowed` in a constant, `Cow::Owned` when parsed or built at run time.
pub type Text = Cow<'static, str>;

/// A list of the model, in the order in which it was written.
pub type List<T> = Cow<'static, [T]>;

/// A pointer to a nested value: `&'static T` in a constant, a shared owned value everywhere else.
///
/// Two pointers are equal when what they point to is equal.
///
/// ```
/// use starrocks_core::schema::{DataType, Shared};
///
/// const FIXED: DataType = DataType::Array(Shared::Static(&DataType::Int));
/// assert_eq!(FIXED, DataType::Array(Shared::new(DataType::Int)));
/// ```
pub enum Shared<T: 'static> {
    /// A value that lives as long as the program.
    Static(&'static T),
    /// An owned value; clones share it.
    Owned(Arc<T>),
}

impl<T> Shared<T> {
    /// Owns `value`.
    pub fn new(value: T) -> Self {
        Shared::Owned(Arc::new(value))
    }

    /// What this points to; usable in a `const fn` only for static values, see [`Shared::get_static`].
    pub fn get(&self) -> &T {
        match self {
            Shared::Static(value) => value,
            Shared::Owned(value) => value,
        }
    }

    /// What this points to when it is static, as it always is in a constant.
    pub const fn get_static(&self) -> Option<&'static T> {
        match self {
            Shared::Static(value) => Some(*value),
            Shared::Owned(_) => None,
        }
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.get()
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        match self {
            Shared::Static(value) => Shared::Static(value),
            Shared::Owned(value) => Shared::Owned(Arc::clone(value)),
        }
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Shared::new(value)
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for Shared<T> {}

impl<T: Hash> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.get().hash(state);
    }
}

/// A list that owns what the iterator gives.
pub(crate) fn list<T: Clone>(items: impl IntoIterator<Item = T>) -> List<T> {
    Cow::Owned(items.into_iter().collect())
}

/// A list of names that owns its text.
pub(crate) fn names<N: Into<Text>>(items: impl IntoIterator<Item = N>) -> List<Text> {
    list(items.into_iter().map(Into::into))
}
