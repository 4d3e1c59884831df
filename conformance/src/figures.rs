//! What is counted, and how it is kept.

use std::collections::BTreeMap;

/// A question that every record of a kind answers with met or not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// An accepted statement is read by the parser.
    Parsed,
    /// An accepted statement is not refused, neither by the parser nor by a rule.
    Accepted,
    /// A rejected statement is refused, too.
    Rejected,
    /// … with the server's sentence; a syntax error by one at the same place.
    Sentence,
    /// Of the syntax errors that both find: at the same place.
    Place,
    /// Of the refusals in the server's words: with the server's error number.
    ErrorCode,
    /// The normal form is printed as SHOW CREATE TABLE printed the table.
    ShowCreate,
    /// The printed table has no difference from the declared one.
    Equal,
    /// An accepted ALTER was done at once, or became a job, as here.
    Job,
    /// An accepted statement is the same after parse, write, parse.
    RoundTrip,
    /// A printed text is read, and is the same after write, parse.
    Printed,
    /// A printed text is printed again to the byte.
    Reprinted,
}

impl Figure {
    /// All figures, in the order of the table.
    pub const ALL: [Figure; 12] = [
        Figure::Parsed,
        Figure::Accepted,
        Figure::Rejected,
        Figure::Sentence,
        Figure::Place,
        Figure::ErrorCode,
        Figure::ShowCreate,
        Figure::Equal,
        Figure::Job,
        Figure::RoundTrip,
        Figure::Printed,
        Figure::Reprinted,
    ];

    /// The name by which options and JSON call it.
    pub const fn key(self) -> &'static str {
        match self {
            Figure::Parsed => "parsed",
            Figure::Accepted => "accepted",
            Figure::Rejected => "rejected",
            Figure::Sentence => "sentence",
            Figure::Place => "place",
            Figure::ErrorCode => "error_code",
            Figure::ShowCreate => "show_create",
            Figure::Equal => "equal",
            Figure::Job => "job",
            Figure::RoundTrip => "round_trip",
            Figure::Printed => "printed",
            Figure::Reprinted => "reprinted",
        }
    }

    /// The figure of a [`Figure::key`].
    pub fn of(key: &str) -> Option<Figure> {
        Figure::ALL.into_iter().find(|figure| figure.key() == key)
    }

    /// What it says, for the table.
    pub const fn title(self) -> &'static str {
        match self {
            Figure::Parsed => "accepted statements that parse",
            Figure::Accepted => "accepted statements not refused",
            Figure::Rejected => "rejected statements refused",
            Figure::Sentence => "… with the server's sentence",
            Figure::Place => "syntax errors at the server's place",
            Figure::ErrorCode => "same sentences with the same number",
            Figure::ShowCreate => "tables printed as SHOW CREATE did",
            Figure::Equal => "printed tables without a difference",
            Figure::Job => "done at once or a job, as recorded",
            Figure::RoundTrip => "statements equal after a round trip",
            Figure::Printed => "printed texts that survive",
            Figure::Reprinted => "printed texts printed again",
        }
    }
}

/// How many records of a figure met it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that met it.
    pub met: usize,
    /// All.
    pub all: usize,
}

impl Count {
    /// The share of those that met it in hundredths of a percent, rounded down, so that one miss is never 100 %.
    pub fn basis_points(self) -> u32 {
        let share = (self.met * 10_000).checked_div(self.all).unwrap_or(10_000);
        u32::try_from(share).expect("at most 10 000")
    }
}

/// A record that did not meet a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The figure.
    pub figure: Figure,
    /// The line of the file.
    pub line: usize,
    /// The id of the record.
    pub id: String,
    /// The rule or the topic that the record is about.
    pub about: String,
    /// The statement, or the printed text.
    pub statement: String,
    /// What the server answered.
    pub expected: String,
    /// What is answered here.
    pub got: String,
}

/// Where a statement stands: the line of the file, the id of the record, and what the record is about.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The line of the file.
    pub line: usize,
    /// The id of the record.
    pub id: &'a str,
    /// The rule or the topic.
    pub about: &'a str,
    /// The statement.
    pub statement: &'a str,
}

/// Expected and got, where they disagree.
pub type Verdict = Result<(), (String, String)>;

/// The figures of one kind of statement of one file.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The name by which options and JSON call it.
    pub key: String,
    /// The file.
    pub file: String,
    /// What was counted.
    pub counts: BTreeMap<Figure, Count>,
    /// The same, by what the records are about.
    pub by_rule: BTreeMap<String, BTreeMap<Figure, Count>>,
    /// The records that did not meet a figure.
    pub failures: Vec<Failure>,
    /// Records that ask about no table of StarRocks' own that lists its columns, or about more than their statement.
    pub left_out: usize,
}

impl Section {
    /// A section without records.
    pub fn new(key: impl Into<String>, file: impl Into<String>) -> Section {
        Section { key: key.into(), file: file.into(), ..Section::default() }
    }

    /// Counts a record of a figure, and keeps it when it did not meet it.
    pub fn judge(&mut self, figure: Figure, source: Source<'_>, verdict: Verdict) {
        self.count(figure, source, verdict.is_ok());
        if let Err((expected, got)) = verdict {
            self.failures.push(Failure {
                figure,
                line: source.line,
                id: source.id.to_owned(),
                about: source.about.to_owned(),
                statement: source.statement.to_owned(),
                expected,
                got,
            });
        }
    }

    /// Counts a record of a figure that needs no words of its own.
    pub fn count(&mut self, figure: Figure, source: Source<'_>, met: bool) {
        let of_rule = self.by_rule.entry(source.about.to_owned()).or_default();
        for counts in [&mut self.counts, of_rule] {
            let count = counts.entry(figure).or_default();
            count.all += 1;
            count.met += usize::from(met);
        }
    }
}
