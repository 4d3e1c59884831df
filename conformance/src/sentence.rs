//! What a server said: its sentence, what it put around it, and the place that it pointed at.

/// The answer to a refused statement, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<'a> {
    /// The sentence, without envelope and place.
    pub sentence: &'a str,
    /// Where the parser stopped: the line from 1 and the column from 0, in characters. Only syntax errors that the parser itself
    /// raises are `at` a place.
    pub syntax_error_at: Option<(usize, usize)>,
}

impl<'a> Answer<'a> {
    /// Takes `Getting syntax error at line 1, column 42. Detail message: <sentence>.` and the like apart; a message without an
    /// envelope is a sentence as it is.
    ///
    /// ```
    /// use starrocks_conformance::sentence::Answer;
    ///
    /// let answer = Answer::of("Getting syntax error at line 1, column 1,042. Detail message: No.");
    /// assert_eq!(answer, Answer { sentence: "No", syntax_error_at: Some((1, 1042)) });
    /// let answer = Answer::of("Getting analyzing error from line 1, column 2 to line 1, column 4. Detail message: No..");
    /// assert_eq!(answer, Answer { sentence: "No.", syntax_error_at: None });
    /// assert_eq!(Answer::of("No.").sentence, "No.");
    /// ```
    pub fn of(message: &'a str) -> Answer<'a> {
        let enveloped = message.split_once(". Detail message: ").and_then(|(head, sentence)| {
            let place = head
                .strip_prefix("Getting analyzing error")
                .or_else(|| head.strip_prefix("Getting syntax error"))?;
            Some((head, place, sentence))
        });
        match enveloped {
            None => Answer { sentence: message, syntax_error_at: None },
            Some((head, place, sentence)) => Answer {
                sentence: sentence.strip_suffix('.').unwrap_or(sentence),
                syntax_error_at: at(place).filter(|_| head.starts_with("Getting syntax error")),
            },
        }
    }
}

/// ` at line 1, column 42`; numbers from a thousand on have a comma.
fn at(place: &str) -> Option<(usize, usize)> {
    let (line, column) = place.strip_prefix(" at line ")?.split_once(", column ")?;
    let number = |text: &str| text.replace(',', "").parse().ok();
    Some((number(line)?, number(column)?))
}
