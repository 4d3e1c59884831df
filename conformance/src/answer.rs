//! What is answered here to a statement, and whether a server answered the same.

use crate::figures::{Figure, Section, Source};
use crate::sentence::Answer as Recorded;
use starrocks_core::rules::Finding;
use starrocks_core::sql::ParseError;

/// What is answered here to a statement.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It is accepted.
    Accepted,
    /// The parser refuses it.
    SyntaxError(ParseError),
    /// A rule or the state of the tables refuses it.
    Refused {
        /// The rule, where there is one.
        rule: Option<&'static str>,
        /// The server's sentence.
        sentence: String,
        /// The sentence in its envelope.
        answer: String,
        /// The error number.
        code: u16,
    },
}

impl Answer {
    /// The first error of `findings` is the answer.
    pub fn of_findings(findings: &[Finding]) -> Answer {
        findings.iter().find(|finding| finding.is_error()).map_or(Answer::Accepted, Answer::of_finding)
    }

    /// A broken rule.
    pub fn of_finding(finding: &Finding) -> Answer {
        Answer::Refused {
            rule: Some(finding.rule.id),
            sentence: finding.message.clone(),
            answer: finding.server_answer(),
            code: finding.code,
        }
    }

    /// The state of the tables refuses it, with a sentence that has no envelope.
    pub fn of_state(sentence: String, code: u16) -> Answer {
        Answer::Refused { rule: None, answer: sentence.clone(), sentence, code }
    }

    /// Whether it is accepted.
    pub fn is_accepted(&self) -> bool {
        matches!(self, Answer::Accepted)
    }

    fn sentence(&self) -> Option<String> {
        match self {
            Answer::Accepted => None,
            Answer::SyntaxError(error) => Some(error.message()),
            Answer::Refused { sentence, .. } => Some(sentence.clone()),
        }
    }

    /// Whether the server's whole answer holds `part`.
    pub fn says(&self, part: &str) -> bool {
        match self {
            Answer::Accepted => false,
            Answer::SyntaxError(error) => error.server_message().contains(part),
            Answer::Refused { answer, .. } => answer.contains(part),
        }
    }

    /// In words, for the list of disagreements.
    pub fn words(&self) -> String {
        match self {
            Answer::Accepted => "accepted".to_owned(),
            Answer::SyntaxError(error) => error.server_message(),
            Answer::Refused { rule: Some(rule), sentence, .. } => format!("{rule}: {sentence}"),
            Answer::Refused { rule: None, sentence, .. } => sentence.clone(),
        }
    }
}

/// What a server answered to a statement.
#[derive(Clone, Copy, Debug)]
pub struct Recording<'a> {
    /// Whether it was accepted.
    pub accepted: bool,
    /// The message of a refusal.
    pub error: Option<&'a str>,
    /// The number of a refusal.
    pub error_code: Option<u64>,
}

/// Compares the answer of here with that of a server.
pub fn judge(section: &mut Section, source: Source<'_>, recorded: Recording<'_>, ours: &Answer) {
    if recorded.accepted {
        let refused = || ("accepted".to_owned(), ours.words());
        let parsed = !matches!(ours, Answer::SyntaxError(_));
        section.count(Figure::Parsed, source, parsed);
        let verdict = if ours.is_accepted() { Ok(()) } else { Err(refused()) };
        section.judge(Figure::Accepted, source, verdict);
        return;
    }
    let message = recorded.error.unwrap_or_default();
    let disagreement = || (message.to_owned(), ours.words());
    let expected = Recorded::of(message);
    if ours.is_accepted() {
        section.judge(Figure::Rejected, source, Err(disagreement()));
        section.count(Figure::Sentence, source, false);
        return;
    }
    section.judge(Figure::Rejected, source, Ok(()));
    let mut met = ours.sentence().is_some_and(|sentence| sentence == expected.sentence);
    if let (Some(theirs), Answer::SyntaxError(error)) = (expected.syntax_error_at, ours) {
        let same_place = theirs == error.server_line_column();
        let verdict = if same_place { Ok(()) } else { Err(disagreement()) };
        section.judge(Figure::Place, source, verdict);
        section.count(Figure::Sentence, source, same_place);
        return;
    }
    section.judge(Figure::Sentence, source, if met { Ok(()) } else { Err(disagreement()) });
    if let (true, Answer::Refused { code, .. }, Some(theirs)) = (met, ours, recorded.error_code) {
        met = u64::from(*code) == theirs;
        let numbers = || (format!("error {theirs}"), format!("error {code}"));
        section.judge(Figure::ErrorCode, source, if met { Ok(()) } else { Err(numbers()) });
    }
}
