//! StarRocks releases.

use std::fmt;
use std::str::FromStr;

/// A StarRocks release: `3.3.2`.
///
/// It reads what a server reports of itself, with the commit it was built from.
///
/// ```
/// use starrocks_core::rules::Version;
///
/// let version: Version = "3.3.2-857dd73".parse()?;
/// assert_eq!(version, Version::new(3, 3, 2));
/// assert!(version < "4.0".parse()?);
/// # Ok::<(), starrocks_core::rules::VersionError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The first number.
    pub major: u16,
    /// The second number: with the first one it is the release line.
    pub minor: u16,
    /// The third number.
    pub patch: u16,
}

impl Version {
    /// What a build of the main branch (`main-857dd73`) counts as: newer than every release.
    pub const MAIN: Version = Version::new(u16::MAX, 0, 0);

    /// The release with these numbers.
    pub const fn new(major: u16, minor: u16, patch: u16) -> Self {
        Version { major, minor, patch }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (*self, self.patch) {
            (Version::MAIN, _) => f.write_str("main"),
            (_, 0) => write!(f, "{}.{}", self.major, self.minor),
            (_, patch) => write!(f, "{}.{}.{patch}", self.major, self.minor),
        }
    }
}

/// A text that is no version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionError(String);

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no StarRocks version; one looks like `3.3.2` or `main-857dd73`", self.0)
    }
}

impl std::error::Error for VersionError {}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let wrong = || VersionError(text.to_owned());
        // `3.3.2-857dd73`, `3.5.0-rc01 1234567`, `StarRocks 4.0.1`.
        let word =
            text.trim().trim_start_matches("StarRocks").trim_start().trim_start_matches("version").trim();
        let numbers = word.split(['-', ' ']).next().unwrap_or_default();
        if numbers.eq_ignore_ascii_case("main") {
            return Ok(Version::MAIN);
        }
        let mut parts = numbers.split('.').map(|part| part.parse::<u16>().map_err(|_| wrong()));
        let (Some(major), Some(minor)) = (parts.next(), parts.next()) else { return Err(wrong()) };
        let patch = parts.next().unwrap_or(Ok(0));
        match parts.next() {
            None => Ok(Version::new(major?, minor?, patch?)),
            Some(_) => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_servers_report_them() {
        for (text, version) in [
            ("4.1.0-70d1c24", Version::new(4, 1, 0)),
            ("3.5.0-rc01 1234567", Version::new(3, 5, 0)),
            ("3.4", Version::new(3, 4, 0)),
            ("main-abc", Version::MAIN),
            ("StarRocks version 3.3.2-857dd73", Version::new(3, 3, 2)),
        ] {
            assert_eq!(text.parse(), Ok(version), "{text}");
        }
        for text in ["", "3", "x.y", "8.0.33.1", "branch-3.3", "-3.1"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }

    #[test]
    fn versions_have_an_order() {
        let versions =
            ["2.5.7", "3.1", "3.1.9", "3.10", "4.0", "main"].map(|text| text.parse::<Version>().unwrap());
        assert!(versions.is_sorted());
        assert_eq!(
            versions.map(|version| version.to_string()),
            ["2.5.7", "3.1", "3.1.9", "3.10", "4.0", "main"]
        );
    }
}
