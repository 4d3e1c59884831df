//! Properties that are read together.

use crate::rules::Place;
use crate::schema::Properties;

/// The properties of a table, and before them those of one of its partitions.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Layers<'a> {
    partition: Option<(Place, &'a Properties)>,
    table: &'a Properties,
}

impl<'a> Layers<'a> {
    /// The properties of a table alone.
    pub(in crate::rules) fn of_table(table: &'a Properties) -> Self {
        Layers { partition: None, table }
    }

    /// Those of the partition at `place`, before those of its table.
    pub(in crate::rules) fn of_partition(
        place: Place,
        partition: &'a Properties,
        table: &'a Properties,
    ) -> Self {
        Layers { partition: Some((place, partition)), table }
    }

    /// The value of `key` and where it stands; of two, the last one.
    pub(in crate::rules) fn get(&self, key: &str) -> Option<(Place, &'a str)> {
        self.find(|other| other == key)
    }

    /// [`Layers::get`] of a key in any case, as the server looks for some.
    pub(in crate::rules) fn get_any_case(&self, key: &str) -> Option<(Place, &'a str)> {
        self.find(|other| other.eq_ignore_ascii_case(key))
    }

    fn find(&self, is_key: impl Fn(&str) -> bool) -> Option<(Place, &'a str)> {
        let last = |properties: &'a Properties| {
            let index = properties.entries.iter().rposition(|property| is_key(&property.key))?;
            Some((index, properties.entries[index].value.as_ref()))
        };
        let of_partition = self.partition.and_then(|(place, properties)| {
            let (_, value) = last(properties)?;
            Some((place, value))
        });
        of_partition.or_else(|| last(self.table).map(|(index, value)| (Place::Property(index), value)))
    }
}
