//! What a syntax error says: where, what was found, what was expected, and the line with a caret under it.

use crate::nearest::nearest;
use std::fmt;
use std::ops::Range;

/// Text that is not what StarRocks' grammar takes.
///
/// [`std::fmt::Display`] draws the line with a caret under the offending part:
///
/// ```
/// use starrocks_core::sql;
///
/// let error = sql::parse_distributed_by("HASH(id) BUKETS 8").unwrap_err();
/// assert_eq!(&"HASH(id) BUKETS 8"[error.span()], "BUKETS");
/// assert!(error.to_string().contains("did you mean `BUCKETS`?"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    // Boxed: a `Result<_, ParseError>` goes through every function of the parser.
    inner: Box<Inner>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    source: String,
    span: Range<usize>,
    kind: Kind,
    help: Option<String>,
    server: Option<ServerStop>,
}

/// Where a frontend stops, and what it says there, when it goes on beyond the part that a user must change.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ServerStop {
    at: usize,
    detail: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Unexpected {
        found: String,
        expected: Vec<String>,
    },
    Message(String),
    /// A complaint that a frontend sends as it is, without an envelope.
    Bare(String),
}

impl ParseError {
    /// `found` stands where only `expected` may stand.
    pub(crate) fn unexpected(source: &str, span: Range<usize>, found: String, expected: Vec<String>) -> Self {
        let keywords =
            expected.iter().filter(|word| word.starts_with('`')).map(|word| word.trim_matches('`'));
        let help = nearest(&found, keywords).map(|word| format!("did you mean `{word}`?"));
        ParseError {
            inner: Box::new(Inner {
                source: source.to_owned(),
                span,
                kind: Kind::Unexpected { found, expected },
                help,
                server: None,
            }),
        }
    }

    /// Something that the grammar takes but that cannot be.
    pub(crate) fn new(source: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        ParseError {
            inner: Box::new(Inner {
                source: source.to_owned(),
                span,
                kind: Kind::Message(message.into()),
                help: None,
                server: None,
            }),
        }
    }

    /// The same error as a frontend sends it: without an envelope.
    pub(crate) fn bare(mut self) -> Self {
        self.inner.kind = Kind::Bare(self.message());
        self
    }

    /// The same error with what to write instead.
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.inner.help = Some(help.into());
        self
    }

    /// The same error, where a frontend reads on to byte `at` and complains there, of another thing: `BOOL` is taken for the name of
    /// an aggregate function, and what stands behind it is no bracket.
    pub(crate) fn with_server_stop(mut self, at: usize, detail: impl Into<String>) -> Self {
        self.inner.server = Some(ServerStop { at, detail: detail.into() });
        self
    }

    /// The same error, where a frontend does not see it for `later`.
    pub(crate) fn behind(self, later: &ParseError) -> Self {
        self.with_server_stop(later.server_start(), later.server_detail())
    }

    /// What is wrong, in one line, without the place.
    pub fn message(&self) -> String {
        match &self.inner.kind {
            Kind::Unexpected { found, expected } if expected.is_empty() => {
                format!("unexpected {}", quoted(found))
            }
            Kind::Unexpected { found, expected } => {
                format!("expected {}, found {}", alternatives(expected), quoted(found))
            }
            Kind::Message(message) | Kind::Bare(message) => message.clone(),
        }
    }

    /// What to write instead, where that is known.
    pub fn help(&self) -> Option<&str> {
        self.inner.help.as_deref()
    }

    /// The offending part, in bytes of the parsed text.
    pub fn span(&self) -> Range<usize> {
        self.inner.span.clone()
    }

    /// The parsed text.
    pub fn source_text(&self) -> &str {
        &self.inner.source
    }

    /// Line and column of the offending part, both from 1, columns in characters.
    pub fn line_column(&self) -> (usize, usize) {
        line_column(&self.inner.source, self.inner.span.start)
    }

    /// Line and column at which a frontend stops: the line from 1 and the column from 0, in characters, as it counts them.
    ///
    /// It may be another place than that of [`ParseError::span`], which is the part to change: a frontend takes an unknown type for the
    /// name of an aggregate function, and complains about what stands behind it.
    ///
    /// ```
    /// let error = starrocks_core::sql::parse_create_table("CREATE TABLE t (k BOOL)").unwrap_err();
    /// assert_eq!(error.line_column(), (1, 19));
    /// assert_eq!(error.server_line_column(), (1, 22));
    /// assert!(error.server_message().starts_with("Getting syntax error at line 1, column 22."));
    /// ```
    pub fn server_line_column(&self) -> (usize, usize) {
        let (line, column) = line_column(&self.inner.source, self.server_start());
        (line, column - 1)
    }

    fn server_start(&self) -> usize {
        self.inner.server.as_ref().map_or(self.inner.span.start, |server| server.at)
    }

    fn server_detail(&self) -> String {
        match (&self.inner.server, &self.inner.kind) {
            (Some(server), _) => server.detail.clone(),
            (None, Kind::Unexpected { found, expected }) => unexpected_input(found, expected),
            (None, Kind::Message(message) | Kind::Bare(message)) => message.clone(),
        }
    }

    /// The error in the words and the envelope of a StarRocks frontend.
    ///
    /// The list of what is expected is this parser's: a frontend's own depends on its grammar's inner workings.
    pub fn server_message(&self) -> String {
        if let (None, Kind::Bare(message)) = (&self.inner.server, &self.inner.kind) {
            return message.clone();
        }
        let (line, column) = self.server_line_column();
        format!(
            "Getting syntax error at line {line}, column {column}. Detail message: {}.",
            self.server_detail()
        )
    }
}

/// The complaint of a frontend's parser about `found`, where `expected` may stand.
pub(crate) fn unexpected_input(found: &str, expected: &[String]) -> String {
    let found = if found.is_empty() { "<EOF>" } else { found };
    let expected: Vec<String> = expected
        .iter()
        .map(|word| match word.strip_prefix('`').and_then(|word| word.strip_suffix('`')) {
            Some(word) if word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => word.to_owned(),
            Some(symbol) => format!("'{symbol}'"),
            None => word.clone(),
        })
        .collect();
    format!("Unexpected input '{found}', the most similar input is {{{}}}", expected.join(", "))
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_column();
        writeln!(f, "syntax error at line {line}, column {column}: {}", self.message())?;
        write!(f, "{}", snippet(&self.inner.source, self.inner.span.clone()))?;
        match &self.inner.help {
            Some(help) => write!(f, "\nhelp: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ParseError {}

/// The line of `source` in which `span` begins, with a caret under each of its characters.
///
/// ```
/// assert_eq!(starrocks_core::sql::snippet("HASH(ide)", 5..8), "HASH(ide)\n     ^^^");
/// ```
pub fn snippet(source: &str, span: Range<usize>) -> String {
    let start = span.start.min(source.len());
    let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = source[start..].find('\n').map_or(source.len(), |at| start + at);
    let end = span.end.clamp(start, line_end);
    // A long line is cut around the span, so that the caret stays in view.
    let before = source[line_start..start].char_indices().rev().nth(MOST_BEFORE - 1);
    let (dots, shown_start) = match before {
        Some((at, _)) if at > 0 => ("…", line_start + at),
        _ => ("", line_start),
    };
    let (shown_end, more) = match source[end..line_end].char_indices().nth(MOST_AFTER) {
        Some((at, _)) => (end + at, "…"),
        None => (line_end, ""),
    };
    let blank = |text: &str| text.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect::<String>();
    format!(
        "{dots}{}{more}\n{}{}{}",
        source[shown_start..shown_end].trim_end(),
        blank(dots),
        blank(&source[shown_start..start]),
        "^".repeat(source[start..end].chars().count().max(1)),
    )
}

/// How much of a long line is shown before the caret and after it, in characters.
const MOST_BEFORE: usize = 80;
const MOST_AFTER: usize = 40;

fn line_column(source: &str, at: usize) -> (usize, usize) {
    let before = &source[..at.min(source.len())];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn quoted(found: &str) -> String {
    if found.is_empty() { "the end of the text".to_owned() } else { format!("`{found}`") }
}

fn alternatives(expected: &[String]) -> String {
    match expected {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
