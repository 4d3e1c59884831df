//! Which **type** an expression has, as the frontend finds it: functions, operators and the casts it adds by itself.
//!
//! The functions stand in two texts, `functions.txt` and `aggregates.txt`; `table` reads them, `resolve` picks a form for
//! the arguments, `decimals` has what is special about decimals, `scope` what the names mean, and `expressions` goes
//! through a tree. Where all of this
//! cannot tell, it says so ([`Stop::Unknown`]) and the rules stay silent.

mod arithmetic;
mod calls;
mod decimals;
mod expressions;
mod operators;
mod relations;
mod resolve;
mod scope;
mod states;
mod table;
mod types;

pub(super) use expressions::literal;
pub(super) use operators::find_aggregate;
pub(super) use resolve::without_null;
pub(super) use scope::Scope;
pub(super) use states::{NoState, state};
pub(super) use types::Type;

/// Why an expression has no type here.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stop {
    /// This crate cannot tell.
    Unknown,
    /// The frontend refuses it, in these words.
    Refused(String),
}

type Typed = Result<Type, Stop>;
