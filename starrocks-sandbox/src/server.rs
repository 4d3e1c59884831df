//! Accepts connections and carries commands between the wire and a session.

use crate::answer::{Answer, Done};
use crate::catalog::Catalog;
use crate::error::SqlError;
use crate::session::{Outcome, Session};
use crate::wire::command::Command;
use crate::wire::handshake::{self, Login};
use crate::wire::packet::{PacketStream, malformed};
use crate::wire::{binary, result};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// The number that a frontend gives to the first connection.
const FIRST_CONNECTION: u32 = 1;

/// Serves until `stopped` is told or its sender is gone.
pub(crate) async fn serve(
    listener: std::net::TcpListener,
    catalog: Catalog,
    mut stopped: oneshot::Receiver<()>,
) {
    let listener = match TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::error!(%error, "the sandbox cannot use its listener");
            return;
        }
    };
    let catalog = Arc::new(Mutex::new(catalog));
    let mut connections = tokio::task::JoinSet::new();
    let mut next = FIRST_CONNECTION;
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let session = Session::new(next, Arc::clone(&catalog));
                    next = next.wrapping_add(1);
                    connections.spawn(async move {
                        if let Err(error) = Connection::new(stream, session).run().await {
                            tracing::debug!(%error, "sandbox connection closed");
                        }
                    });
                }
                Err(error) => {
                    // Out of file descriptors, most likely: wait for some to come back.
                    tracing::warn!(%error, "the sandbox cannot accept a connection");
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                }
            },
            // Reaps what has ended, so that the set does not grow with every connection.
            Some(_) = connections.join_next() => {}
        }
    }
    connections.shutdown().await;
}

struct Connection {
    packets: PacketStream<TcpStream>,
    session: Session,
}

impl Connection {
    fn new(stream: TcpStream, session: Session) -> Self {
        // Answers are small and awaited; a failure only makes them slower.
        let _ = stream.set_nodelay(true);
        Connection { packets: PacketStream::new(stream), session }
    }

    async fn run(mut self) -> io::Result<()> {
        if !self.log_in().await? {
            return Ok(());
        }
        loop {
            self.packets.begin_command();
            let Some(payload) = self.packets.read().await? else { return Ok(()) };
            if !self.command(Command::parse(&payload)?).await? {
                return Ok(());
            }
        }
    }

    /// Whether the client may go on.
    async fn log_in(&mut self) -> io::Result<bool> {
        let id = self.session.connection_id();
        let salt = handshake::salt(id);
        self.packets.write(&handshake::greeting(id, &salt)).await?;
        self.packets.flush().await?;
        let Some(payload) = self.packets.read().await? else { return Ok(false) };
        let mut login = Login::parse(&payload)?;
        if login.plugin.as_deref().is_some_and(|plugin| plugin != handshake::AUTH_PLUGIN) {
            self.packets.write(&handshake::switch_request(&salt)).await?;
            self.packets.flush().await?;
            login.scramble =
                self.packets.read().await?.ok_or_else(|| malformed("no answer to the plugin switch"))?;
        }
        if login.user != "root" || !login.scramble.is_empty() {
            let using = if login.scramble.is_empty() { "NO" } else { "YES" };
            let message = format!("Access denied for user '{}' (using password: {using})", login.user);
            self.fail(&SqlError::new(1045, message)).await?;
            return Ok(false);
        }
        if let Some(database) = login.database
            && let Err(error) = self.session.use_database(&database)
        {
            self.fail(&error).await?;
            return Ok(false);
        }
        self.done(&Done::default()).await?;
        Ok(true)
    }

    /// Whether the client may go on.
    async fn command(&mut self, command: Command) -> io::Result<bool> {
        match command {
            Command::Quit => return Ok(false),
            Command::Ping | Command::ResetStatement => self.done(&Done::default()).await?,
            Command::ResetConnection => {
                self.session.reset();
                self.done(&Done::default()).await?;
            }
            Command::InitDb(database) => match self.session.use_database(&database) {
                Ok(()) => self.done(&Done::default()).await?,
                Err(error) => self.fail(&error).await?,
            },
            Command::Query(text) => return self.query(&text).await,
            Command::Prepare(text) => return self.prepare(&text).await,
            Command::Execute { statement, parameters } => return self.execute(statement, &parameters).await,
            // Has no answer. A frontend reads the id in the wrong byte order and so, as a rule, removes nothing.
            Command::Close(id) => self.session.close(id.swap_bytes()),
            Command::Unknown => self.fail(&SqlError::new(1047, "Unknown command(null)")).await?,
        }
        Ok(true)
    }

    async fn query(&mut self, text: &str) -> io::Result<bool> {
        let Some(outcome) = guarded(|| self.session.run(text)) else { return self.panicked().await };
        let Outcome { answers, error } = outcome;
        let last = answers.len().saturating_sub(1);
        for (index, answer) in answers.iter().enumerate() {
            let more = index < last || error.is_some();
            let status = if more { result::MORE_RESULTS } else { 0 };
            match answer {
                Answer::Done(done) => self.packets.write(&result::ok(done, status)).await?,
                Answer::Rows(set) => {
                    self.packets.write(&result::column_count(set.columns.len())).await?;
                    for column in &set.columns {
                        self.packets.write(&result::column(column)).await?;
                    }
                    self.packets.write(&result::eof(status)).await?;
                    for row in &set.rows {
                        self.packets.write(&result::text_row(row)).await?;
                    }
                    self.packets.write(&result::eof(status)).await?;
                }
            }
        }
        if let Some(error) = error {
            self.packets.write(&result::error(&error)).await?;
        }
        self.packets.flush().await?;
        Ok(true)
    }

    async fn prepare(&mut self, text: &str) -> io::Result<bool> {
        let Some(prepared) = guarded(|| self.session.prepare(text)) else { return self.panicked().await };
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(error) => {
                self.fail(&error).await?;
                return Ok(true);
            }
        };
        let mut head = vec![0x00];
        head.extend_from_slice(&prepared.id.to_le_bytes());
        head.extend_from_slice(&(prepared.columns.len() as u16).to_le_bytes());
        head.extend_from_slice(&(prepared.parameters as u16).to_le_bytes());
        head.extend_from_slice(&[0, 0, 0]);
        self.packets.write(&head).await?;
        if prepared.parameters > 0 {
            let parameter = crate::answer::ResultColumn::new("?", crate::answer::ResultType::STRING);
            for _ in 0..prepared.parameters {
                self.packets.write(&result::column(&parameter)).await?;
            }
            self.packets.write(&result::eof(0)).await?;
        }
        if !prepared.columns.is_empty() {
            for column in &prepared.columns {
                self.packets.write(&result::column(column)).await?;
            }
            self.packets.write(&result::eof(0)).await?;
        }
        self.packets.flush().await?;
        Ok(true)
    }

    async fn execute(&mut self, id: u32, payload: &[u8]) -> io::Result<bool> {
        let Some(prepared) = self.session.prepared(id) else {
            let message = format!("msg: Not Found prepared statement, stmtName: {id}");
            self.fail(&SqlError::bare(message)).await?;
            return Ok(true);
        };
        let parameters = match binary::parameters(payload, prepared.parameters, &mut prepared.types)? {
            Ok(parameters) => parameters,
            Err(error) => {
                self.fail(&error).await?;
                return Ok(true);
            }
        };
        let Some(set) = guarded(|| self.session.execute(id, &parameters)) else {
            return self.panicked().await;
        };
        match set {
            Ok(set) => {
                self.packets.write(&result::column_count(set.columns.len())).await?;
                for column in &set.columns {
                    self.packets.write(&result::column(column)).await?;
                }
                self.packets.write(&result::eof(0)).await?;
                for row in &set.rows {
                    self.packets.write(&binary::row(&set.columns, row)).await?;
                }
                self.packets.write(&result::eof(0)).await?;
                self.packets.flush().await?;
            }
            Err(error) => self.fail(&error).await?,
        }
        Ok(true)
    }

    async fn done(&mut self, done: &Done) -> io::Result<()> {
        self.packets.write(&result::ok(done, 0)).await?;
        self.packets.flush().await
    }

    async fn fail(&mut self, error: &SqlError) -> io::Result<()> {
        self.packets.write(&result::error(error)).await?;
        self.packets.flush().await
    }

    /// A mistake in the sandbox itself must not take the other connections down with it.
    async fn panicked(&mut self) -> io::Result<bool> {
        self.fail(&SqlError::new(
            1105,
            "The StarRocks sandbox has failed at this statement; this is a mistake in the sandbox",
        ))
        .await?;
        Ok(false)
    }
}

/// Runs a statement; `None` when it panicked.
fn guarded<T>(run: impl FnOnce() -> T) -> Option<T> {
    // The session is dropped after a panic, and the catalogue changes only as the last act of a statement.
    catch_unwind(AssertUnwindSafe(run)).ok()
}

#[cfg(test)]
mod tests {
    use crate::Sandbox;
    use crate::session::tests::PANIC;
    use sqlx::mysql::{MySqlConnectOptions, MySqlConnection};
    use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

    async fn connect(sandbox: &Sandbox) -> MySqlConnection {
        let options: MySqlConnectOptions = sandbox.url().parse().unwrap();
        options.pipes_as_concat(false).no_engine_substitution(false).connect().await.unwrap()
    }

    #[tokio::test]
    async fn a_statement_that_panics_closes_only_its_own_connection() {
        let sandbox = Sandbox::start().await.unwrap();
        let (mut one, mut two) = (connect(&sandbox).await, connect(&sandbox).await);
        let error = one.execute(AssertSqlSafe(format!("KILL {PANIC}"))).await.unwrap_err();
        assert!(error.to_string().contains("mistake in the sandbox"), "{error}");
        assert!(one.execute("SELECT 1").await.is_err());
        two.execute("SELECT 1").await.unwrap();
        connect(&sandbox).await.execute("CREATE DATABASE shop").await.unwrap();
    }
}
