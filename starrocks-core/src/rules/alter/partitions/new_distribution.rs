//! DISTRIBUTED BY of ADD PARTITION.

use crate::rules::Rule;
use crate::rules::alter::step::Step;
use crate::rules::subject::{Findings, Subject};
use crate::rules::table::distribution;
use crate::schema::{Distribution, Key, KeyModel, Table, same_column_name};
use crate::sql::show_column;

pub(in crate::rules) static AL_48: Rule = Rule {
    id: "AL-48",
    title: "A new partition is distributed as the table is; its number of buckets may differ",
    reason: "A query joins and groups by the distribution of the table.",
    accepted: "CREATE TABLE t (k INT, v INT) PARTITION BY RANGE(k) () DISTRIBUTED BY HASH(v) BUCKETS 4;\n\
               ALTER TABLE t ADD PARTITION p VALUES LESS THAN ('10') DISTRIBUTED BY HASH(v) BUCKETS 8",
    rejected: "CREATE TABLE t (k INT, v INT) PARTITION BY RANGE(k) () DISTRIBUTED BY HASH(v) BUCKETS 4;\n\
               ALTER TABLE t ADD PARTITION p VALUES LESS THAN ('10') DISTRIBUTED BY RANDOM",
    ..Rule::BARE
};

/// AL-48, and DI-04 to DI-06 as they are found when the clause is executed.
pub(super) fn of_clause(step: &Step<'_>, written: Option<&Distribution>, found: &mut Findings<'_>) {
    let Some(written) = written else { return };
    let table = &step.state.table;
    let default = default_distribution(table);
    if let Distribution::Hash { columns, .. } = written {
        if let Some(unknown) = columns.iter().find(|name| table.column(name).is_none()) {
            let message = format!("Distribution column[{unknown}] does not found");
            found.push(AL_48.broken(step.place(), message, step.state.help_for_unknown(unknown)));
            return;
        }
        let distributed = Table { distributed_by: Some(written.clone()), ..table.clone() };
        let s = Subject::new(&distributed, step.context.options);
        found.placed(step.place(), |found| distribution::columns(&s, found));
        if found.none().is_none() {
            return;
        }
    }
    let help = "leave DISTRIBUTED BY out, or repeat that of the table with another number of BUCKETS";
    match (written, &default) {
        (Distribution::Hash { columns, buckets }, Distribution::Hash { columns: own, buckets: of_table }) => {
            let same = columns.len() == own.len()
                && columns.iter().zip(own.iter()).all(|(a, b)| same_column_name(a, b));
            if !same {
                let printed: Vec<String> =
                    own.iter().filter_map(|name| table.column(name)).map(show_column).collect();
                let message = format!(
                    "Cannot assign hash distribution with different distribution cols. default is: [{}]",
                    printed.join(", ")
                );
                found.push(AL_48.broken(step.place(), message, help));
            } else if let (Some(group), Some(buckets), Some(of_table)) =
                (table.properties.get("colocate_with"), buckets.filter(|n| *n > 0), of_table)
                && buckets != *of_table
            {
                let names: String = columns.iter().map(|name| format!("{name},")).collect();
                let message = format!(
                    "Colocate tables must have same bucket num: {of_table}, with group {group}, current info type: HASH; \
                     distribution columns: [{names}]; bucket num: {buckets}; "
                );
                found.push(AL_48.broken(step.place(), message, "leave BUCKETS out").coded(5063));
            }
        }
        (Distribution::Random { .. }, Distribution::Random { .. }) => {}
        (_, own) => {
            let own = if matches!(own, Distribution::Hash { .. }) { "HASH" } else { "RANDOM" };
            let message = format!("Cannot assign different distribution type. default is: {own}");
            found.push(AL_48.broken(step.place(), message, help));
        }
    }
}

/// How the table is distributed, also where it does not say so.
pub(in crate::rules::alter) fn default_distribution(table: &Table) -> Distribution {
    match (&table.distributed_by, &table.key) {
        (Some(own), _) => own.clone(),
        (None, Some(Key { model: KeyModel::Primary, columns })) => {
            Distribution::Hash { columns: columns.clone(), buckets: None }
        }
        (None, _) => Distribution::Random { buckets: None },
    }
}
