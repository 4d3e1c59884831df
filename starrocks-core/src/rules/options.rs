//! What a check takes for granted about the server.

use super::{Rule, Version};
use crate::schema::Text;

/// What [`Table::check_with`](crate::schema::Table::check_with) takes for granted about the server, and what it leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOptions {
    /// How the cluster stores data.
    pub run_mode: RunMode,
    /// The backends that are alive, for the rules about copies and their places; none when they are not known.
    pub backends: Vec<Backend>,
    /// The release of the server, when it is known: what came later is refused, and rules of other releases are not applied.
    pub version: Option<Version>,
    /// The ids of rules that are not applied, for a server with other settings than StarRocks' own.
    pub off: Vec<Text>,
}

impl CheckOptions {
    /// StarRocks' own settings.
    pub const DEFAULT: CheckOptions = CheckOptions {
        run_mode: RunMode::SharedNothing,
        backends: Vec::new(),
        version: None,
        off: Vec::new(),
    };

    /// Whether the rule is applied.
    pub(super) fn applies(&self, rule: &Rule) -> bool {
        let release = |text: &str| text.parse::<Version>().ok();
        let in_force = self.version.is_none_or(|server| {
            rule.since.and_then(release).is_none_or(|since| since <= server)
                && rule.until.and_then(release).is_none_or(|until| server < until)
        });
        in_force && !self.off.iter().any(|id| id == rule.id)
    }

    /// The same options without the rule with this id.
    pub fn without(mut self, id: impl Into<Text>) -> Self {
        self.off.push(id.into());
        self
    }
}

/// A backend, as SHOW BACKENDS tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backend {
    /// Its id.
    pub id: u64,
    /// Its label of the form `rack:rack1`, when it has one.
    pub location: Option<Text>,
}

impl Backend {
    /// A backend without a label.
    pub const fn new(id: u64) -> Self {
        Backend { id, location: None }
    }
}

/// How a cluster stores data
/// ([Architecture](https://docs.starrocks.io/docs/introduction/Architecture/)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RunMode {
    /// On the disks of its backends.
    #[default]
    SharedNothing,
    /// In object storage.
    SharedData,
}
