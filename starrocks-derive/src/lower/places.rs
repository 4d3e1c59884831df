//! Which token a part of the table comes from.

use crate::attributes::Quoted;
use crate::errors::Mark;
use starrocks_core::rules::Place;
use starrocks_core::sql;
use std::collections::HashMap;
use std::ops::Range;

/// Where a part of the table is written.
#[derive(Clone)]
pub(crate) struct Spot {
    /// The tokens to underline.
    pub(crate) mark: Mark,
    /// For a part of a string: the text, and where in it the part stands. Rust cannot underline inside a string, so the
    /// error shows it.
    pub(crate) inside: Option<(String, Range<usize>)>,
}

impl Spot {
    /// A place of its own.
    pub(crate) fn at(mark: Mark) -> Self {
        Spot { mark, inside: None }
    }

    /// The line of the string with a caret under the part, on lines of its own; empty for tokens.
    pub(crate) fn snippet(&self) -> String {
        match &self.inside {
            // When the part is all there is, the underlined token says enough.
            Some((text, range)) if !text.trim().is_empty() && text.trim() != &text[range.clone()] => {
                let snippet = sql::snippet(text, range.clone());
                snippet.lines().map(|line| format!("\n    {line}")).collect()
            }
            _ => String::new(),
        }
    }
}

/// Where every part of a table is written, as far as it is written.
#[derive(Default)]
pub(crate) struct Places {
    spots: HashMap<Place, Spot>,
    details: HashMap<Place, Spot>,
    silent: Vec<Place>,
}

impl Places {
    /// Remembers where a part is written.
    pub(crate) fn put(&mut self, place: Place, spot: Spot) {
        self.spots.insert(place, spot);
    }

    /// Remembers names that stand in a string one after the other.
    pub(crate) fn put_names<'a>(
        &mut self,
        quoted: &Quoted,
        names: impl IntoIterator<Item = (Place, &'a str)>,
    ) {
        let text = quoted.text();
        let mut from = 0;
        for (place, name) in names {
            let found = sql::find_identifier(&text[from..], name);
            let inside = found.map(|range| {
                let range = from + range.start..from + range.end;
                from = range.end;
                (text.clone(), range)
            });
            self.put(place, Spot { mark: quoted.mark(), inside });
        }
    }

    /// Remembers a second place of a part: the key of a property, the columns of an index.
    pub(crate) fn put_detail(&mut self, place: Place, spot: Spot) {
        self.details.insert(place, spot);
    }

    /// The second place of a part.
    pub(crate) fn detail(&self, place: Place) -> Option<&Spot> {
        self.details.get(&place)
    }

    /// The narrowest written part that holds `place`.
    pub(crate) fn find(&self, place: Place) -> Option<&Spot> {
        let mut here = Some(place);
        while let Some(place) = here {
            if let Some(spot) = self.spots.get(&place) {
                return Some(spot);
            }
            here = place.within();
        }
        None
    }

    /// Says that a part could not be read: what a rule would say about it only follows from that.
    pub(crate) fn silence(&mut self, place: Place) {
        self.silent.push(place);
    }

    /// Whether nothing may be said about `place`.
    pub(crate) fn is_silent(&self, place: Place) -> bool {
        let mut here = Some(place);
        while let Some(place) = here {
            if self.silent.contains(&place) {
                return true;
            }
            here = place.within();
        }
        false
    }
}
