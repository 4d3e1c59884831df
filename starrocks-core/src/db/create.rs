//! Tables at startup: what is missing is created, what is there is compared.

use super::error::{Refusal, RefusalReason};
use super::execute::{database, execute};
use super::server_error::shown_name;
use super::{Error, Inspector};
use crate::diff::{Difference, differences};
use crate::rules::{Finding, RunMode, ServerDefaults};
use crate::schema::{Distribution, Object, Schema, Table, TableName, TableSpec, Text};
use crate::sql::{CreateTable, Style, write_create_table};
use sqlx::mysql::MySqlPool;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// MySQL's number for a table that exists.
const TABLE_EXISTS: u16 = 1050;

/// Creates the tables of `schema` that are missing. [`Schema::create_all`] as a function.
///
/// # Errors
/// As [`Schema::create_all`].
pub async fn create_all(pool: &MySqlPool, schema: &Schema) -> Result<CreateReport, Error> {
    schema.create_all(pool).await
}

/// Creates the table of `T` if it is missing.
///
/// # Errors
/// As [`Schema::create_all`].
///
/// ```no_run
/// # use starrocks_core::schema::TableSpec;
/// # async fn example<PageViews: TableSpec>() -> Result<(), starrocks_core::db::Error> {
/// use starrocks_core::db::{Outcome, connect, create};
///
/// let pool = connect("mysql://root@localhost:9030/shop").await?;
/// if create::<PageViews>(&pool).await? == Outcome::Created {
///     println!("created");
/// }
/// # Ok(())
/// # }
/// ```
pub async fn create<T: TableSpec>(pool: &MySqlPool) -> Result<Outcome, Error> {
    let report = Schema::new().table::<T>().create_all(pool).await?;
    // One table was asked for, so one is reported.
    Ok(report.tables.into_iter().next().map_or(Outcome::Equal, |table| table.outcome))
}

/// Creates a database unless it is there.
///
/// # Errors
/// A name that StarRocks does not take, a missing privilege.
///
/// ```no_run
/// # async fn example() -> Result<(), starrocks_core::db::Error> {
/// use starrocks_core::db::{connect, create_database_if_not_exists};
///
/// // A URL that names a database connects only when the database is there.
/// let pool = connect("mysql://root@localhost:9030").await?;
/// create_database_if_not_exists(&pool, "shop").await?;
/// # Ok(())
/// # }
/// ```
pub async fn create_database_if_not_exists(pool: &MySqlPool, name: &str) -> Result<(), Error> {
    execute(pool, format!("CREATE DATABASE IF NOT EXISTS {}", database(name)?), None).await
}

impl Schema {
    /// Creates the tables that are missing, in the order of the schema, and says for each what was done.
    ///
    /// Call it when the application starts. It is idempotent, and safe when several instances start at once: each table is
    /// created by one of them and was there for the others. A table that is there but differs from the declared one is neither
    /// changed nor hidden: it is [`Outcome::Different`] in the report, and logged as a warning.
    ///
    /// Before anything is sent, every table is checked ([`Table::check`]) and written. A table that is there need not be created,
    /// so a user without the CREATE privilege can run this on a database that is complete.
    ///
    /// # Errors
    /// [`Error::Refused`] with everything that StarRocks would refuse, in all tables; nothing was sent then. Otherwise the
    /// first answer that went wrong; the tables before it are there, and the next call goes on where this one stopped.
    ///
    /// ```no_run
    /// # use starrocks_core::schema::{Schema, TableSpec};
    /// # async fn example<PageViews: TableSpec, Orders: TableSpec>() -> Result<(), starrocks_core::db::Error> {
    /// let pool = starrocks_core::db::connect("mysql://root@localhost:9030/shop").await?;
    /// let report = Schema::new().table::<PageViews>().table::<Orders>().create_all(&pool).await?;
    /// println!("{report}");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_all(&self, pool: &MySqlPool) -> Result<CreateReport, Error> {
        let prepared = prepare(self)?;
        let inspector = Inspector::new(pool);
        let there = listings(&inspector, &prepared).await?;
        let mut report = CreateReport { tables: Vec::with_capacity(prepared.len()) };
        for Prepared { table, statement, warnings } in prepared {
            let is_there = there[&table.name.database].contains(table.name.name.as_ref());
            let outcome = match is_there {
                true => compare(&inspector, pool, table).await?,
                // Without IF NOT EXISTS, so that the answer tells who created it.
                false => match execute(pool, statement, Some(&table.name)).await {
                    Ok(()) => Outcome::Created,
                    Err(Error::Server(error)) if error.code == TABLE_EXISTS => {
                        compare(&inspector, pool, table).await?
                    }
                    Err(error) => return Err(error),
                },
            };
            log(table, &outcome);
            report.tables.push(TableReport { table: table.name.clone(), outcome, warnings });
        }
        Ok(report)
    }
}

/// A table that may be sent.
struct Prepared<'s> {
    table: &'s Table,
    statement: String,
    warnings: Vec<Finding>,
}

/// Checks and writes all tables, or says everything that is wrong with them.
fn prepare(schema: &Schema) -> Result<Vec<Prepared<'_>>, Error> {
    let mut prepared = Vec::with_capacity(schema.objects().len());
    let mut refusals = Vec::new();
    let mut names = BTreeSet::new();
    for object in schema.objects() {
        let Object::Table(table) = object;
        let table = table.as_ref();
        let mut refuse = |reason| refusals.push(Refusal { table: table.name.clone(), reason });
        if !names.insert((&table.name.database, &table.name.name)) {
            refuse(RefusalReason::DeclaredTwice);
        }
        if table.temporary {
            refuse(RefusalReason::Temporary);
        }
        let (errors, warnings): (Vec<Finding>, Vec<Finding>) =
            table.check().into_iter().partition(Finding::is_error);
        if !errors.is_empty() {
            refuse(RefusalReason::Findings(errors));
        }
        match write_create_table(&CreateTable::from(table.clone()), Style::Pretty) {
            Ok(statement) => prepared.push(Prepared { table, statement, warnings }),
            Err(error) => refuse(RefusalReason::Unwritable(error)),
        }
    }
    if refusals.is_empty() { Ok(prepared) } else { Err(Error::Refused(refusals)) }
}

/// What is there in each database that the tables are to be in.
async fn listings(
    inspector: &Inspector,
    tables: &[Prepared<'_>],
) -> Result<BTreeMap<Option<Text>, BTreeSet<String>>, Error> {
    let databases: BTreeSet<&Option<Text>> =
        tables.iter().map(|prepared| &prepared.table.name.database).collect();
    let mut there = BTreeMap::new();
    for database in databases {
        let listed = inspector.listing(database.as_deref()).await?;
        there.insert(database.clone(), listed.into_iter().map(|entry| entry.name).collect());
    }
    Ok(there)
}

/// How the table that is there relates to the declared one.
async fn compare(inspector: &Inspector, pool: &MySqlPool, declared: &Table) -> Result<Outcome, Error> {
    match inspector.table(declared.name.clone()).await {
        Ok(found) => Ok(match differences(declared, &found, &defaults(pool, declared, &found)) {
            differences if differences.is_empty() => Outcome::Equal,
            differences => Outcome::Different { differences },
        }),
        Err(Error::NotATable { kind, .. }) => {
            let attribute = "object".to_owned();
            let (declared, found) = (Some("table".to_owned()), Some(kind));
            Ok(Outcome::Different { differences: vec![Difference { attribute, declared, found }] })
        }
        Err(error @ Error::Unreadable { .. }) => Ok(Outcome::NotCompared { reason: error.to_string() }),
        Err(error) => Err(error),
    }
}

/// What the server fills in, as far as the table that was found tells it: asking would take a privilege that an application
/// seldom has.
fn defaults(pool: &MySqlPool, declared: &Table, found: &Table) -> ServerDefaults {
    // Printed for every table of a shared-data cluster and for no other.
    let run_mode = match found.properties.get("datacache.enable") {
        Some(_) => RunMode::SharedData,
        None => RunMode::SharedNothing,
    };
    let current = || pool.connect_options().get_database().map(|name| Text::from(name.to_owned()));
    let mut defaults = ServerDefaults::new(run_mode);
    defaults.database = declared.name.database.clone().or_else(current).unwrap_or_default();
    // A colocated table without a number of buckets got two of them for each backend.
    if let Some(buckets) = found.distributed_by.as_ref().and_then(Distribution::buckets) {
        defaults.backends = buckets / 2;
    }
    defaults
}

fn log(table: &Table, outcome: &Outcome) {
    let table = shown_name(&table.name);
    match outcome {
        Outcome::Created => tracing::info!(target: "starrocks", %table, "created"),
        Outcome::Equal => tracing::debug!(target: "starrocks", %table, "was there"),
        Outcome::Different { differences } => {
            let differences: Vec<String> = differences.iter().map(Difference::to_string).collect();
            tracing::warn!(target: "starrocks", %table, ?differences, "is there, but differs from the declared table");
        }
        Outcome::NotCompared { reason } => {
            tracing::warn!(target: "starrocks", %table, %reason, "is there, but could not be compared");
        }
    }
}

/// What [`Schema::create_all`] did, table by table, in the order of the schema.
///
/// [`fmt::Display`] prints a line for each table and one for each difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "it says whether a table on the server differs from the declared one"]
pub struct CreateReport {
    /// The tables.
    pub tables: Vec<TableReport>,
}

/// What was done about one table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableReport {
    /// The table.
    pub table: TableName,
    /// What was done.
    pub outcome: Outcome,
    /// What StarRocks accepts about the declared table against its own documentation.
    pub warnings: Vec<Finding>,
}

/// What was done about a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was missing and has been created.
    Created,
    /// It was there, the same up to what the server fills in.
    Equal,
    /// It was there and differs; it was left as it is.
    Different {
        /// What differs.
        differences: Vec<Difference>,
    },
    /// It was there, but what the server printed could not be read; it was left as it is.
    NotCompared {
        /// Why not.
        reason: String,
    },
}

impl CreateReport {
    /// The tables that were missing and have been created.
    pub fn created(&self) -> impl Iterator<Item = &TableName> {
        self.tables.iter().filter(|table| table.outcome == Outcome::Created).map(|table| &table.table)
    }

    /// The tables that were there, whether they differ or not.
    pub fn existing(&self) -> impl Iterator<Item = &TableName> {
        self.tables.iter().filter(|table| table.outcome != Outcome::Created).map(|table| &table.table)
    }

    /// The tables that were there and differ from the declared ones, with what differs.
    pub fn different(&self) -> impl Iterator<Item = (&TableName, &[Difference])> {
        self.tables.iter().filter_map(|table| match &table.outcome {
            Outcome::Different { differences } => Some((&table.table, differences.as_slice())),
            _ => None,
        })
    }

    /// Whether every table is now there as declared.
    pub fn is_as_declared(&self) -> bool {
        self.tables.iter().all(|table| matches!(table.outcome, Outcome::Created | Outcome::Equal))
    }
}

impl fmt::Display for CreateReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, TableReport { table, outcome, .. }) in self.tables.iter().enumerate() {
            if position > 0 {
                writeln!(f)?;
            }
            let table = shown_name(table);
            match outcome {
                Outcome::Created => write!(f, "created    {table}")?,
                Outcome::Equal => write!(f, "was there  {table}")?,
                Outcome::Different { differences } => {
                    write!(f, "differs    {table}")?;
                    for difference in differences {
                        write!(f, "\n           {difference}")?;
                    }
                }
                Outcome::NotCompared { reason } => {
                    write!(f, "unclear    {table}")?;
                    for line in reason.lines() {
                        write!(f, "\n           {line}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Column, DataType, Key, KeyModel};

    fn table(name: &'static str) -> Table {
        Table::new(name)
            .with_column(Column::new("k", DataType::Int))
            .with_key(Key::new(KeyModel::Duplicate, ["k"]))
    }

    #[test]
    fn everything_wrong_is_said_at_once_and_before_anything_is_sent() {
        let schema = Schema::new()
            .with_table(table("good"))
            .with_table(table("good"))
            .with_table(Table { temporary: true, ..table("session") })
            .with_table(table("key").with_key(Key::new(KeyModel::Duplicate, ["nowhere"])))
            .with_table(table("back`quote"));
        let Err(Error::Refused(refusals)) = prepare(&schema) else { panic!("refused nothing") };
        let of = |name: &str| {
            refusals.iter().filter(|r| r.table.name == name).map(|r| &r.reason).collect::<Vec<_>>()
        };
        assert_eq!(of("good"), [&RefusalReason::DeclaredTwice]);
        assert_eq!(of("session"), [&RefusalReason::Temporary]);
        assert!(matches!(of("key")[..], [RefusalReason::Findings(_)]));
        assert!(of("back`quote").iter().any(|reason| matches!(reason, RefusalReason::Unwritable(_))));
    }

    #[test]
    fn the_same_name_in_two_databases_is_two_tables() {
        let in_database =
            |database: &'static str| Table { name: TableName::qualified(database, "t"), ..table("t") };
        let schema = Schema::new().with_table(in_database("a")).with_table(in_database("b"));
        let prepared = prepare(&schema).unwrap();
        assert!(prepared[1].statement.starts_with("CREATE TABLE `b`.`t` ("));
    }

    #[test]
    fn the_report_reads_as_a_list() {
        let entry =
            |name: &'static str, outcome| TableReport { table: name.into(), outcome, warnings: Vec::new() };
        let differences = vec![Difference {
            attribute: "comment".to_owned(),
            declared: Some("\"a\"".to_owned()),
            found: None,
        }];
        let report = CreateReport {
            tables: vec![
                entry("new", Outcome::Created),
                entry("old", Outcome::Equal),
                entry("other", Outcome::Different { differences: differences.clone() }),
            ],
        };
        assert_eq!(
            report.to_string(),
            "created    new\nwas there  old\ndiffers    other\n           comment: declared \"a\", found nothing"
        );
        assert_eq!(report.created().count(), 1);
        assert_eq!(report.existing().count(), 2);
        assert_eq!(report.different().next(), Some((&"other".into(), &differences[..])));
        assert!(!report.is_as_declared());
    }
}
