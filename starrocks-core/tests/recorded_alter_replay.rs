//! Replays recorded sequences of CREATE TABLE and ALTER TABLE: whether each ALTER is taken, in which words it is refused, how it
//! is done, and the table afterwards.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use starrocks_core::rules::{
    AlterContext, CheckOptions, Execution, Finding, RunMode, ServerDefaults, TableState, catalogue,
};
use starrocks_core::schema::{AlterClause, AlterTable, ListPartition, Partitioning, Table};
use starrocks_core::sql::{parse_alter_table, parse_create_table, parse_show_create_table, show_create_table};
use starrocks_testkit::observed::{self, Job, Sequence};
use std::collections::{BTreeMap, BTreeSet};

/// What a replay found.
#[derive(Default)]
struct Figures {
    accepted: usize,
    false_refusals: usize,
    rejected: usize,
    refused: usize,
    same_words: usize,
    printed: usize,
    same_print: usize,
    executed: usize,
    same_execution: usize,
    notes: Vec<String>,
}

/// The message without its place in the statement, which clauses do not know.
fn without_place(error: &str) -> String {
    let Some((head, detail)) = error.split_once(" Detail message: ") else {
        return error.to_owned();
    };
    let kind = ["Getting analyzing error", "Getting syntax error"];
    match kind.into_iter().find(|kind| head.starts_with(kind)) {
        Some(kind) => format!("{kind}. Detail message: {detail}"),
        None => error.to_owned(),
    }
}

fn sorted(mut table: Table) -> Table {
    if let Some(Partitioning::List { partitions, .. }) = &mut table.partition_by {
        partitions.to_mut().sort_by_key(|partition: &ListPartition| format!("{partition:?}"));
    }
    table
}

/// The name that stands behind `words` in a statement.
fn named_behind(sql: &str, words: &[&str]) -> Option<String> {
    let mut rest = sql.trim_start();
    for word in words {
        let head = rest.get(..word.len())?;
        if !head.eq_ignore_ascii_case(word) {
            return None;
        }
        rest = rest[word.len()..].trim_start();
    }
    let name = match rest.strip_prefix('`') {
        Some(quoted) => quoted.split('`').next()?,
        None => rest.split(|c: char| c.is_whitespace() || c == ';').next()?,
    };
    Some(name.to_owned())
}

/// Whether a replay looks at this statement.
type Wanted = fn(&AlterClause) -> bool;

/// One replay: what is known of the tables of a sequence.
struct Replay<'a> {
    figures: &'a mut Figures,
    server: &'a ServerDefaults,
    options: CheckOptions,
    wanted: Wanted,
    tables: BTreeMap<String, TableState>,
    jobs: BTreeSet<String>,
    /// The table whose definition the next SHOW CREATE TABLE judges, with the statement that changed it.
    pending: BTreeMap<String, String>,
}

impl Replay<'_> {
    fn alter(&mut self, id: &str, step: &observed::Step, alter: &AlterTable) {
        let name = alter.table.name.to_string();
        let wanted = alter.clauses.iter().all(self.wanted);
        let Some(state) = self.tables.remove(&name) else { return };
        let context = AlterContext { options: &self.options, neighbours: &() };
        let mut altered = state.alter(alter, &context);
        let error = |altered: &starrocks_core::rules::Altered| {
            altered.findings.iter().find(|finding| finding.is_error()).cloned()
        };
        let mut refusal: Option<Finding> = error(&altered);
        if step.accepted && refusal.as_ref().is_some_and(|refusal| refusal.rule.id == "AL-56") {
            altered = state.clone().under(None).alter(alter, &context);
            refusal = error(&altered);
        }
        let known = step.jobs.iter().flatten().map(|job| job.id.clone());
        let fresh: Vec<&Job> = step.jobs.iter().flatten().filter(|job| !self.jobs.contains(&job.id)).collect();
        let f = &mut *self.figures;
        let says = |what: &str, more: String| format!("{what} {id}: {}\n    {more}", step.sql);
        if step.accepted {
            if wanted {
                f.accepted += 1;
            }
            match (refusal, altered.state) {
                (None, Some(after)) => {
                    if wanted && step.jobs.is_some() {
                        let newest = fresh.iter().max_by_key(|job| job.id.parse::<u64>().unwrap_or_default());
                        let kind = match newest {
                            None => "done",
                            Some(job) if job.timeout == "1" => "fast",
                            Some(_) => "job",
                        };
                        let ours = match altered.execution {
                            Execution::Done => "done",
                            Execution::FastSchemaEvolution => "fast",
                            Execution::Job(_) => "job",
                        };
                        f.executed += 1;
                        if kind == ours {
                            f.same_execution += 1;
                        } else {
                            f.notes.push(says("EXECUTION", format!("{kind} there, {ours} here")));
                        }
                    }
                    let cancelled = fresh.iter().any(|job| job.state != "FINISHED");
                    let after = match altered.execution {
                        _ if cancelled => state,
                        Execution::Job(kind) if step.jobs.is_none() => after.under(Some(kind.operation())),
                        _ => after,
                    };
                    if wanted && !cancelled {
                        self.pending.insert(after.table().name.name.to_string(), step.sql.clone());
                    } else {
                        self.pending.remove(&name);
                    }
                    if !cancelled || fresh.iter().any(|job| job.state == "CANCELLED") {
                        self.tables.insert(after.table().name.name.to_string(), after);
                    }
                }
                (refusal, _) => {
                    if wanted {
                        f.false_refusals += 1;
                        let refusal = refusal.map_or_else(String::new, |r| r.to_string());
                        f.notes.push(says("FALSE", refusal));
                    }
                }
            }
        } else {
            let expected = without_place(step.error.as_deref().unwrap_or_default());
            // Of other tables nothing is known here.
            if wanted {
                f.rejected += 1;
                match &refusal {
                    Some(refusal) => {
                        f.refused += 1;
                        let same = refusal.server_answer() == expected;
                        let code = step.error_code == Some(u64::from(refusal.code));
                        if same && code {
                            f.same_words += 1;
                        } else {
                            let ours = format!("{} {}", refusal.code, refusal.server_answer());
                            let theirs = format!("{} {expected}", step.error_code.unwrap_or_default());
                            f.notes.push(says("WORDS", format!("{theirs}\n    {ours}")));
                        }
                    }
                    None => f.notes.push(says("MISSED", expected)),
                }
            }
            self.tables.insert(name, state);
        }
        self.jobs.extend(known);
    }

    fn step(&mut self, id: &str, step: &observed::Step) {
        let sql = step.sql.as_str();
        if let Ok(create) = parse_create_table(sql) {
            if step.accepted {
                let name = create.table.name.name.to_string();
                if !(create.if_not_exists && self.tables.contains_key(&name)) {
                    self.tables.insert(name, TableState::created(&create.table, self.server));
                }
            }
            return;
        }
        if let Ok(alter) = parse_alter_table(sql) {
            self.alter(id, step, &alter);
            return;
        }
        if let Some(name) = named_behind(sql, &["SHOW", "CREATE", "TABLE"]) {
            self.show(id, step, &name);
            return;
        }
        let head = sql.trim_start().get(..6).unwrap_or_default().to_ascii_uppercase();
        if !["SELECT", "INSERT", "SHOW I", "SHOW A", "SHOW F", "DESC T", "DESCRI"].contains(&head.as_str()) && step.accepted {
            // Whatever it does to a table, it is not replayed.
            self.tables.retain(|name, _| !sql.contains(name.as_str()));
        }
    }

    fn show(&mut self, id: &str, step: &observed::Step, name: &str) {
        let Some(state) = self.tables.get(name).cloned() else { return };
        let Some(text) = step.cell("Create Table").filter(|text| text.contains(") ENGINE=OLAP ")) else {
            if !step.accepted {
                self.tables.remove(name);
            }
            return;
        };
        let theirs = sorted(parse_show_create_table(text).unwrap().table);
        let mut kept = sorted(state.table().clone());
        if self.server.run_mode == RunMode::SharedData && kept.comment.is_none() {
            kept.comment = Some("OLAP".into());
        }
        let (theirs, ours) = (show_create_table(&theirs), show_create_table(&kept));
        let same = theirs == ours;
        if let Some(sql) = self.pending.remove(name) {
            self.figures.printed += 1;
            if same {
                self.figures.same_print += 1;
            } else {
                let line = theirs.lines().zip(ours.lines()).find(|(a, b)| a != b);
                self.figures.notes.push(format!("PRINT {id}: {sql}\n    {line:?}"));
            }
        }
        if !same {
            self.tables.remove(name);
        }
    }
}

fn replay(records: &[serde_json::Value], server: &ServerDefaults, wanted: Wanted) -> Figures {
    let mut figures = Figures::default();
    for sequence in records.iter().filter_map(Sequence::read) {
        let texts: Vec<&str> = sequence.steps.iter().map(|step| step.sql.as_str()).collect();
        let text = texts.join(";");
        let mut options = CheckOptions { run_mode: server.run_mode, ..CheckOptions::default() };
        for rule in catalogue() {
            if rule.setting.is_some_and(|setting| text.contains(setting)) {
                options.off.push(rule.id.into());
            }
        }
        let mut replay = Replay {
            figures: &mut figures,
            server,
            options,
            wanted,
            tables: BTreeMap::new(),
            jobs: BTreeSet::new(),
            pending: BTreeMap::new(),
        };
        for step in &sequence.steps {
            replay.step(&sequence.id, step);
        }
    }
    figures
}

fn report(name: &str, figures: &Figures) {
    let f = figures;
    println!(
        "{name}: {} of {} accepted are refused here; {} of {} rejected are refused, {} in the server's words; {} of {} are \
         printed alike; {} of {} are done alike",
        f.false_refusals, f.accepted, f.refused, f.rejected, f.same_words, f.same_print, f.printed, f.same_execution,
        f.executed
    );
    if std::env::var_os("SHOW_DIFFERENCES").is_some() {
        for note in &f.notes {
            println!("{note}");
        }
    }
}

/// Columns, the sort key and indexes, without the changes of a column's definition.
fn of_columns_and_indexes(clause: &AlterClause) -> bool {
    matches!(
        clause,
        AlterClause::AddColumn { .. }
            | AlterClause::AddColumns { .. }
            | AlterClause::DropColumn { .. }
            | AlterClause::ReorderColumns { .. }
            | AlterClause::AddIndex(_)
            | AlterClause::DropIndex { .. }
    )
}

fn server(run_mode: RunMode, database: &'static str) -> ServerDefaults {
    ServerDefaults { database: database.into(), ..ServerDefaults::new(run_mode) }
}

#[test]
fn columns_and_indexes() {
    let shared_nothing = server(RunMode::SharedNothing, "probe");
    report("systematic", &replay(&observed::sequences(), &shared_nothing, of_columns_and_indexes));
    report("random", &replay(&observed::random_sequences(), &server(RunMode::SharedNothing, "fuzz2"), of_columns_and_indexes));
    let path = "/work/shared/observed/shared_data/sequences.jsonl";
    if let Ok(text) = std::fs::read_to_string(path) {
        let records: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        report("shared data", &replay(&records, &server(RunMode::SharedData, "probe"), of_columns_and_indexes));
    }
}
