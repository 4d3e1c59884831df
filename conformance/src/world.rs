//! The tables of a cluster while the statements of a record run.

use crate::answer::Answer;
use crate::statement::{Name, Statement};
use starrocks_core::rules::{CheckOptions, Envelope, ServerDefaults, catalogue};
use starrocks_core::schema::Table;
use starrocks_core::sql::CreateTable;
use std::collections::BTreeMap;

/// The tables of a cluster, and its settings.
#[derive(Clone, Debug)]
pub struct World {
    server: ServerDefaults,
    options: CheckOptions,
    database: String,
    /// As the catalogue keeps them; `None` for what is no table, or one that this crate cannot know.
    tables: BTreeMap<Name, Option<Table>>,
    /// Those of the session, which hide others of the same name.
    temporary: BTreeMap<Name, Option<Table>>,
}

impl World {
    /// A cluster without tables.
    pub fn new(server: &ServerDefaults) -> World {
        World {
            server: server.clone(),
            options: CheckOptions { run_mode: server.run_mode, ..CheckOptions::default() },
            database: server.database.to_string(),
            tables: BTreeMap::new(),
            temporary: BTreeMap::new(),
        }
    }

    /// What a server fills in.
    pub fn server(&self) -> &ServerDefaults {
        &self.server
    }

    /// Takes a statement that sets a server's or a session's setting as written: rules that depend on one it names are not applied.
    pub fn set(&mut self, statement: &str) {
        for rule in catalogue() {
            if rule.setting.is_some_and(|setting| statement.contains(setting)) {
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
        let name = self.qualified(&Name::of(&create.table));
        let known = if create.table.temporary { &self.temporary } else { &self.tables };
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

    /// Carries out a statement that a server accepted.
    pub fn run(&mut self, statement: &Statement<'_>) {
        match statement {
            Statement::CreateTable(create) => {
                if let Ok(create) = create.as_ref() {
                    let kept = self.kept(&create.table);
                    let name = self.qualified(&Name::of(&create.table));
                    let tables = if create.table.temporary { &mut self.temporary } else { &mut self.tables };
                    tables.entry(name).or_insert(Some(kept));
                }
            }
            Statement::CreateOther(name) => {
                self.tables.entry(self.qualified(name)).or_insert(None);
            }
            Statement::DropTable(name) => {
                let name = self.qualified(name);
                if self.temporary.remove(&name).is_none() {
                    self.tables.remove(&name);
                }
            }
            Statement::Use(database) => self.database.clone_from(database),
            Statement::Setting(statement) => self.set(statement),
            // What it is now, only the server knows.
            Statement::AlterTable(name) => {
                *self.entry(name) = None;
            }
            Statement::ShowCreateTable(_) | Statement::Other => {}
        }
    }

    /// A table as it is kept, if there is one of this name that is known.
    pub fn table(&self, name: &Name) -> Option<&Table> {
        let name = self.qualified(name);
        self.temporary.get(&name).or_else(|| self.tables.get(&name))?.as_ref()
    }

    /// Takes a table as a server printed it. What is not printed, its rollups, stays.
    pub fn take_printed(&mut self, name: &Name, mut printed: Table) {
        let known = self.entry(name);
        if let Some(known) = known {
            printed.rollups = known.rollups.clone();
        }
        *known = Some(printed);
    }

    fn kept(&self, table: &Table) -> Table {
        Table { rollups: table.rollups.clone(), ..table.normalized(&self.server) }
    }

    fn entry(&mut self, name: &Name) -> &mut Option<Table> {
        let name = self.qualified(name);
        match self.temporary.contains_key(&name) {
            true => self.temporary.entry(name).or_default(),
            false => self.tables.entry(name).or_default(),
        }
    }

    fn qualified(&self, name: &Name) -> Name {
        Name { database: name.database.clone().or_else(|| Some(self.database.clone())), ..name.clone() }
    }
}
