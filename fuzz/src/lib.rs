//! The laws that the targets hold the schema language to.

use starrocks_core::sql::ParseError;

/// Text of the fuzzer, up to a length at which a run still gets far.
pub fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok().filter(|text| text.len() <= 4096)
}

/// An error points into its text, and can be told in every way.
pub fn can_be_told(error: &ParseError, text: &str) {
    let span = error.span();
    assert!(span.start <= span.end && span.end <= text.len(), "{span:?} of {}", text.len());
    assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
    assert!(!error.to_string().is_empty() && !error.server_message().is_empty());
}

/// What was read and can be written is read back as the same, and written as it was.
pub fn is_fixed<T: PartialEq + std::fmt::Debug, W: std::fmt::Debug>(
    read: &T,
    write: impl Fn(&T) -> Result<String, W>,
    parse: impl Fn(&str) -> Result<T, ParseError>,
) {
    let Ok(written) = write(read) else {
        return;
    };
    let again = parse(&written).unwrap_or_else(|error| panic!("{written}\n{error}"));
    assert_eq!(*read, again, "{written}");
    assert_eq!(write(&again).expect("it was written before"), written);
}
