//! The least shares that count as enough.

use crate::figures::{Count, Figure, Section};
use std::fmt;

/// The least share of one figure of one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The section.
    pub section: String,
    /// The figure.
    pub figure: Figure,
    /// In hundredths of a percent.
    pub least: u32,
}

impl Threshold {
    /// Reads `section.figure=percent`, the percent with up to two decimals.
    ///
    /// ```
    /// use starrocks_conformance::thresholds::Threshold;
    ///
    /// assert_eq!(Threshold::read("creates.rejected=98.4").unwrap().least, 9840);
    /// assert!(Threshold::read("creates.rejekted=98.4").is_err());
    /// ```
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Threshold, String> {
        let form = || format!("`{text}` is not of the form section.figure=percent");
        let (name, percent) = text.split_once('=').ok_or_else(form)?;
        let (section, figure) = name.trim().rsplit_once('.').ok_or_else(form)?;
        let known = || Figure::ALL.map(Figure::key).join(", ");
        let figure =
            Figure::of(figure).ok_or_else(|| format!("no figure `{figure}`; there are {}", known()))?;
        let (whole, part) = percent.trim().split_once('.').unwrap_or((percent.trim(), ""));
        let number = |text: &str| text.parse::<u32>().map_err(|_| form());
        let least = match part.len() {
            0 => number(whole)? * 100,
            1 => number(whole)? * 100 + number(part)? * 10,
            2 => number(whole)? * 100 + number(part)?,
            _ => return Err(form()),
        };
        Ok(Threshold { section: section.to_owned(), figure, least })
    }

    /// Reads one threshold a line; `#` begins a comment.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn read_all(text: &str) -> Result<Vec<Threshold>, String> {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        lines.filter(|line| !line.is_empty()).map(Threshold::read).collect()
    }

    /// The threshold that a figure reached.
    fn reached(section: &Section, figure: Figure, count: Count) -> Threshold {
        Threshold { section: section.key.clone(), figure, least: count.basis_points() }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}={}.{:02}", self.section, self.figure.key(), self.least / 100, self.least % 100)
    }
}

/// What the figures reached, one threshold a line.
pub fn reached(sections: &[Section]) -> String {
    let of = |section: &Section| {
        let counts = section.counts.iter();
        counts
            .map(|(figure, count)| format!("{}\n", Threshold::reached(section, *figure, *count)))
            .collect::<String>()
    };
    sections.iter().map(of).collect()
}

/// The thresholds that are missed, in words. One of a section or a figure that was not judged is missed, too: a figure that is
/// gone must not pass for one that is met.
pub fn missed(sections: &[Section], thresholds: &[Threshold]) -> Vec<String> {
    let words = |threshold: &Threshold| {
        let section = sections.iter().find(|section| section.key == threshold.section);
        match section.and_then(|section| section.counts.get(&threshold.figure)) {
            None => Some(format!("{threshold}: not judged")),
            Some(count) if count.basis_points() < threshold.least => {
                Some(format!("{threshold}: only {} of {}", count.met, count.all))
            }
            Some(_) => None,
        }
    };
    thresholds.iter().filter_map(words).collect()
}
