//! The tables of a cluster while the statements of a record run.

use crate::answer::Answer;
use crate::statement::{Name, Statement};
use starrocks_core::rules::{
    AlterContext, Altered, Backend, CheckOptions, Envelope, Execution, Neighbour, Neighbours, Operation,
    ServerDefaults, TableState, catalogue,
};
use starrocks_core::schema::{AlterClause, AlterTable, Table, TableName};
use starrocks_core::sql::CreateTable;
use std::collections::BTreeMap;

/// The tables of a cluster, and its settings.
#[derive(Clone, Debug)]
pub struct World {
    server: ServerDefaults,
    options: CheckOptions,
    database: String,
    objects: BTreeMap<Name, Object>,
    /// The tables of the session, which hide others of the same name.
    temporary: BTreeMap<Name, Object>,
    /// What was dropped, for RECOVER.
    dropped: BTreeMap<Name, Object>,
    /// Whether what is not known here is not there.
    complete: bool,
}

/// What stands under a name.
#[derive(Clone, Debug)]
enum Object {
    /// A table.
    Table(Box<Kept>),
    /// A table that is there, but how it looks is not known here.
    Unknown,
    /// A view, a materialized view, a table of another engine.
    Other,
}

/// A table as the catalogue keeps it.
#[derive(Clone, Debug)]
struct Kept {
    state: TableState,
    /// The table when the job that runs is finished.
    pending: Option<TableState>,
}

impl Kept {
    fn object(state: TableState) -> Object {
        Object::Table(Box::new(Kept { state, pending: None }))
    }

    /// The job is finished.
    fn finish(&mut self) {
        if let Some(pending) = self.pending.take() {
            self.state = pending;
        }
    }
}

/// How an accepted ALTER went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is done.
    Finished,
    /// Nobody waited for its job.
    Running,
    /// Its job was cancelled.
    Cancelled,
}

impl World {
    /// A cluster without tables, with these backends.
    pub fn new(server: &ServerDefaults, backends: &[u64]) -> World {
        World {
            server: server.clone(),
            options: CheckOptions {
                run_mode: server.run_mode,
                backends: backends.iter().copied().map(Backend::new).collect(),
                ..CheckOptions::default()
            },
            database: server.database.to_string(),
            objects: BTreeMap::new(),
            temporary: BTreeMap::new(),
            dropped: BTreeMap::new(),
            complete: true,
        }
    }

    /// The same cluster, where other tables may be that are not known here.
    pub fn incomplete(self) -> World {
        World { complete: false, ..self }
    }

    /// What a server fills in.
    pub fn server(&self) -> &ServerDefaults {
        &self.server
    }

    /// Takes a statement that sets a server's or a session's setting as written: rules that depend on one it names are not
    /// applied, unless it switches off what is experimental, as it is by default.
    pub fn set(&mut self, statement: &str) {
        for rule in catalogue() {
            let Some(setting) = rule.setting.filter(|setting| statement.contains(setting)) else { continue };
            let is_default = setting.starts_with("enable_experimental") && statement.contains("false");
            self.options.off.retain(|id| id != rule.id);
            if !is_default {
                self.options.off.push(rule.id.into());
            }
        }
        for name in ServerDefaults::SETTINGS.into_iter().filter(|name| statement.contains(name)) {
            let value = statement.rsplit_once('=').map_or("", |(_, value)| value);
            self.server.set(name, value.trim_matches([' ', '"', '\'', ')', ';']));
        }
    }

    /// The answer to CREATE TABLE.
    pub fn answer_create(&self, create: &CreateTable) -> Answer {
        let findings = create.table.check_with(&self.options);
        let name = self.qualified(&Name::of(&create.table.name));
        let known = if create.table.temporary { &self.temporary } else { &self.objects };
        if !known.contains_key(&name) {
            return Answer::of_findings(&findings);
        }
        // Whether a table is there is seen between the analysis of the statement and its execution.
        let analysis =
            findings.iter().find(|finding| finding.is_error() && finding.envelope != Envelope::Bare);
        match analysis {
            Some(finding) => Answer::of_finding(finding),
            None if create.if_not_exists => Answer::Accepted,
            None => Answer::of_state(format!("Table '{}' already exists", name.table), 1050),
        }
    }

    /// What an ALTER TABLE does; nothing when it is of no table, or of one that is not known here.
    pub fn alter(&self, alter: &AlterTable) -> Option<Altered> {
        let kept = self.kept(&Name::of(&alter.table))?;
        let context = AlterContext { options: &self.options, neighbours: &Database(self) };
        Some(kept.state.alter(alter, &context))
    }

    /// Carries out an ALTER TABLE that a server accepted, as [`World::alter`] said; `None` when it was refused here.
    pub fn run_alter(&mut self, alter: &AlterTable, altered: Option<&Altered>, progress: Progress) {
        let name = self.qualified(&Name::of(&alter.table));
        let Some(altered) = altered.filter(|altered| altered.state.is_some()) else {
            self.forget(&name);
            return;
        };
        let Some(state) = altered.state.clone() else { return };
        let Some(Object::Table(kept)) = self.objects_of(&name).get_mut(&name) else { return };
        match (altered.execution, progress) {
            (_, Progress::Cancelled) => {}
            (Execution::Job(kind) | Execution::CancelledJob(kind), Progress::Running) => {
                kept.state = kept.state.clone().under(Some(kind.operation()));
                kept.pending = Some(state.under(None));
            }
            _ => {
                kept.state = state.under(None);
                kept.pending = None;
            }
        }
        for clause in alter.clauses.iter() {
            match clause {
                AlterClause::Rename { to } => self.rename(&name, to),
                AlterClause::SwapWith { table } => self.swap(&name, table),
                _ => {}
            }
        }
    }

    /// The job of a table is finished, or was cancelled.
    pub fn end_job(&mut self, name: &Name, finished: bool) {
        let name = self.qualified(name);
        if let Some(Object::Table(kept)) = self.objects_of(&name).get_mut(&name) {
            if finished {
                kept.finish();
            }
            kept.pending = None;
            kept.state = kept.state.clone().under(None);
        }
    }

    /// Whether a job of this table runs that nobody waited for.
    pub fn is_busy(&self, name: &Name) -> bool {
        self.kept(name).is_some_and(|kept| kept.pending.is_some())
    }

    /// Carries out a statement that a server accepted.
    pub fn run(&mut self, statement: &Statement<'_>) {
        match statement {
            Statement::CreateTable(create) => {
                if let Ok(create) = create.as_ref() {
                    let state = TableState::created(&create.table, &self.server);
                    let name = self.qualified(&Name::of(&create.table.name));
                    let tables = if create.table.temporary { &mut self.temporary } else { &mut self.objects };
                    tables.entry(name).or_insert_with(|| Kept::object(state));
                }
            }
            Statement::CreateUnknown(name) => {
                self.objects.entry(self.qualified(name)).or_insert(Object::Unknown);
            }
            Statement::CreateIndexOf { name, table, query } => {
                let table = self.qualified(table);
                if let Some(Object::Table(kept)) = self.objects_of(&table).get_mut(&table) {
                    kept.finish();
                    // It is built by a job.
                    kept.pending = kept.state.clone().with_materialized_view(&name.table, query);
                    kept.state = kept.state.clone().under(Some(Operation::Rollup));
                }
            }
            Statement::CreateOther(name) => {
                self.objects.entry(self.qualified(name)).or_insert(Object::Other);
            }
            Statement::DropTable(name) => {
                let name = self.qualified(name);
                if let Some(object) = self.objects_of(&name).remove(&name) {
                    self.dropped.insert(name, object);
                }
            }
            Statement::RecoverTable(name) => {
                let name = self.qualified(name);
                let object = self.dropped.remove(&name).unwrap_or(Object::Unknown);
                self.objects.insert(name, object);
            }
            Statement::AlterTable(alter) => {
                if let Ok(alter) = alter.as_ref() {
                    let altered = self.alter(alter);
                    self.run_alter(alter, altered.as_ref(), Progress::Finished);
                }
            }
            Statement::CancelAlter(name) => self.end_job(name, false),
            Statement::Use(database) => self.database.clone_from(database),
            Statement::Setting(statement) => self.set(statement),
            Statement::ShowCreateTable(_) | Statement::Other => {}
        }
    }

    /// A table as it is kept, if there is one of this name that is known.
    pub fn table(&self, name: &Name) -> Option<&Table> {
        self.kept(name).map(|kept| kept.state.table())
    }

    /// The same when the job that runs is finished.
    pub fn pending(&self, name: &Name) -> Option<&Table> {
        self.kept(name)?.pending.as_ref().map(TableState::table)
    }

    /// Takes a table as a server printed it. What is not printed stays.
    pub fn take_printed(&mut self, name: &Name, printed: Table) {
        let state = match self.kept(name) {
            Some(kept) => kept.state.clone().printed_as(printed),
            None => TableState::read(printed, &self.server),
        };
        let name = self.qualified(name);
        self.objects_of(&name).insert(name, Kept::object(state));
    }

    fn kept(&self, name: &Name) -> Option<&Kept> {
        let name = self.qualified(name);
        match self.temporary.get(&name).or_else(|| self.objects.get(&name))? {
            Object::Table(kept) => Some(kept),
            Object::Unknown | Object::Other => None,
        }
    }

    /// The tables among which this name is found.
    fn objects_of(&mut self, name: &Name) -> &mut BTreeMap<Name, Object> {
        if self.temporary.contains_key(name) { &mut self.temporary } else { &mut self.objects }
    }

    fn forget(&mut self, name: &Name) {
        if let Some(object @ Object::Table(_)) = self.objects_of(name).get_mut(name) {
            *object = Object::Unknown;
        }
    }

    fn rename(&mut self, name: &Name, to: &str) {
        let renamed = Name { table: to.to_owned(), ..name.clone() };
        if let Some(object) = self.objects_of(name).remove(name) {
            self.objects.insert(renamed, object);
        }
    }

    /// The table goes by the other's name already; the other gets its.
    fn swap(&mut self, name: &Name, other: &str) {
        let other = Name { table: other.to_owned(), ..name.clone() };
        let (first, second) = (self.objects.remove(name), self.objects.remove(&other));
        if let Some(object) = first {
            self.objects.insert(other, object);
        }
        let Some(mut object) = second else { return };
        if let Object::Table(kept) = &mut object {
            let rename = AlterClause::Rename { to: name.table.clone().into() };
            let alter = AlterTable::new(TableName::from(name.table.clone()), [rename]);
            match kept.state.alter(&alter, &AlterContext::default()).state {
                Some(renamed) => kept.state = renamed,
                None => object = Object::Unknown,
            }
        }
        self.objects.insert(name.clone(), object);
    }

    fn qualified(&self, name: &Name) -> Name {
        Name { database: name.database.clone().or_else(|| Some(self.database.clone())), ..name.clone() }
    }
}

/// The database of the session.
struct Database<'a>(&'a World);

impl Neighbours for Database<'_> {
    fn neighbour(&self, name: &str) -> Neighbour<'_> {
        let name = self.0.qualified(&Name { database: None, table: name.to_owned() });
        match self.0.objects.get(&name) {
            None if self.0.complete => Neighbour::Absent,
            None => Neighbour::Unknown,
            Some(Object::Table(kept)) => Neighbour::Table(&kept.state),
            Some(Object::Unknown) => Neighbour::UnknownTable,
            Some(Object::Other) => Neighbour::Other,
        }
    }
}
