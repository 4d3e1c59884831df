//! How figures and disagreements are shown.

use crate::figures::{Count, Failure, Figure, Section};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Which disagreements are shown.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of these figures; of all when there is none.
    pub figures: Vec<Figure>,
    /// Of records whose section, id or rule begins with this.
    pub about: Option<String>,
}

impl Filter {
    fn takes(&self, section: &Section, failure: &Failure) -> bool {
        let begins = |text: &str| self.about.as_deref().is_none_or(|about| text.starts_with(about));
        (self.figures.is_empty() || self.figures.contains(&failure.figure))
            && (begins(&section.key) || begins(&failure.id) || begins(&failure.about))
    }
}

/// The table of figures.
pub fn table(sections: &[Section]) -> String {
    let mut out = String::new();
    for section in sections {
        let _ = writeln!(out, "{}  ({})", section.key, section.file);
        for (figure, count) in &section.counts {
            let _ = writeln!(out, "  {:38} {}", figure.title(), share(*count));
        }
        if section.left_out > 0 {
            let _ = writeln!(out, "  {:38} {:>6}", "records left out", section.left_out);
        }
    }
    out
}

/// The figures by the rule or the topic that the records are about.
pub fn table_by_rule(sections: &[Section]) -> String {
    const SHOWN: [Figure; 5] =
        [Figure::Accepted, Figure::Rejected, Figure::Sentence, Figure::ShowCreate, Figure::Job];
    let mut out = String::new();
    for section in sections {
        let _ = write!(out, "{}\n  {:34}", section.key, "");
        for figure in SHOWN {
            let _ = write!(out, " {:>12}", figure.key());
        }
        out.push('\n');
        for (rule, counts) in &section.by_rule {
            let _ = write!(out, "  {rule:34}");
            for figure in SHOWN {
                let count = counts.get(&figure).map(|count| format!("{}/{}", count.met, count.all));
                let _ = write!(out, " {:>12}", count.unwrap_or_default());
            }
            out.push('\n');
        }
    }
    out
}

/// The disagreements.
pub fn failures(sections: &[Section], filter: &Filter) -> String {
    let mut out = String::new();
    for section in sections {
        for failure in section.failures.iter().filter(|failure| filter.takes(section, failure)) {
            let Failure { figure, line, id, about, statement, .. } = failure;
            let _ = writeln!(out, "{}:{line} {id} ({about}): not among the {}", section.file, figure.title());
            let _ = writeln!(out, "  statement: {}", indented(statement));
            let (expected, got) = differing_lines(&failure.expected, &failure.got);
            let _ = writeln!(out, "  expected:  {}\n  got:       {}", indented(&expected), indented(&got));
        }
    }
    out
}

/// Figures and disagreements as one JSON value.
pub fn json(sections: &[Section], left_out: &[String], filter: Option<&Filter>) -> Value {
    let counts = |counts: &BTreeMap<Figure, Count>| {
        let one = |(figure, count): (&Figure, &Count)| {
            (figure.key().to_owned(), json!({ "met": count.met, "all": count.all }))
        };
        Value::Object(counts.iter().map(one).collect::<Map<String, Value>>())
    };
    let failure = |failure: &Failure| {
        json!({
            "figure": failure.figure.key(),
            "line": failure.line,
            "id": failure.id,
            "about": failure.about,
            "statement": failure.statement,
            "expected": failure.expected,
            "got": failure.got,
        })
    };
    let section = |section: &Section| {
        let by_rule: Map<String, Value> =
            section.by_rule.iter().map(|(rule, of_rule)| (rule.clone(), counts(of_rule))).collect();
        let mut value = json!({
            "key": section.key,
            "file": section.file,
            "figures": counts(&section.counts),
            "left_out": section.left_out,
            "by_rule": by_rule,
        });
        if let Some(filter) = filter {
            let shown = section.failures.iter().filter(|failure| filter.takes(section, failure));
            value["failures"] = shown.map(failure).collect();
        }
        value
    };
    json!({ "sections": sections.iter().map(section).collect::<Vec<_>>(), "left_out": left_out })
}

fn share(count: Count) -> String {
    let points = count.basis_points();
    format!("{:>6} of {:>6}  {:>3}.{:02} %", count.met, count.all, points / 100, points % 100)
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n             ")
}

/// Of two long texts only the lines between their common beginning and their common end.
fn differing_lines(expected: &str, got: &str) -> (String, String) {
    let (a, b): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), got.lines().collect());
    if a.len() < 4 || b.len() < 4 {
        return (expected.to_owned(), got.to_owned());
    }
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    (a[start..a.len() - end].join("\n"), b[start..b.len() - end].join("\n"))
}
