//! PROPERTIES.

use super::shared::list;
use super::{List, Text};
use std::borrow::Cow;

/// `PROPERTIES ("key" = "value", …)` in the order in which they were written.
///
/// Keys are case-sensitive. When a key is written twice, StarRocks takes the last value, and so does [`Properties::get`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Properties {
    /// The pairs as written.
    pub entries: List<Property>,
}

/// One property.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Property {
    /// Its key, without surrounding blanks.
    pub key: Text,
    /// Its value, always text.
    pub value: Text,
}

impl Property {
    /// The key that a server makes of this text: without the blanks and control characters around it. Other blanks, such as the
    /// full-width one, are a part of the key.
    ///
    /// ```
    /// use starrocks_core::schema::Property;
    ///
    /// assert_eq!(Property::key_of(" compression\n"), "compression");
    /// assert_eq!(Property::key_of("\u{3000}compression"), "\u{3000}compression");
    /// ```
    pub fn key_of(text: &str) -> &str {
        text.trim_matches(|c: char| c <= ' ')
    }
}

impl Properties {
    /// No property.
    pub const NONE: Properties = Properties { entries: Cow::Borrowed(&[]) };

    /// These properties.
    ///
    /// ```
    /// use starrocks_core::schema::Properties;
    ///
    /// let properties = Properties::new([("replication_num", "1"), ("compression", "zstd(3)")]);
    /// assert_eq!(properties.get("compression"), Some("zstd(3)"));
    /// ```
    pub fn new<K: Into<Text>, V: Into<Text>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        let entries = pairs.into_iter().map(|(key, value)| Property { key: key.into(), value: value.into() });
        Properties { entries: list(entries) }
    }

    /// The value of `key`; of two, the last one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().rev().find(|p| p.key == key).map(|p| p.value.as_ref())
    }

    /// Sets `key` to `value`, in place when it is there already.
    pub fn set(&mut self, key: impl Into<Text>, value: impl Into<Text>) {
        let (key, value) = (key.into(), value.into());
        let entries = self.entries.to_mut();
        match entries.iter_mut().rev().find(|p| p.key == key) {
            Some(property) => property.value = value,
            None => entries.push(Property { key, value }),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
