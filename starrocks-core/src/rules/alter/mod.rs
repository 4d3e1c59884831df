//! What StarRocks does with an ALTER TABLE: whether it takes it, at once or as a job, and the table as it is afterwards.
//!
//! A server goes through a statement in stages, and so does [`TableState::alter`]: it parses every clause, looks whether the
//! clauses may stand beside one another, looks at the table, analyses every clause, and then executes them. One walk gives all
//! three answers, so that the check, the plan and the sandbox cannot disagree.
//!
//! | stage | file |
//! |---|---|
//! | the order of it all | `statement.rs` |
//! | the words in which the stages speak: a clause on its way, what is around the table, what is done | `step.rs`, `context.rs`, `execution.rs` |
//! | the table as a server holds it | `state.rs`, its indexes `index.rs`, what it has from the start `created.rs` |
//! | while it is parsed | `parsed.rs` |
//! | the definitions of columns | `definition.rs` |
//! | which clauses may stand together | `groups.rs` |
//! | columns, fields, sort key, indexes, bloom filters: the schema change | `schema_change/` |
//! | partitions | `partitions/` |
//! | the properties of the table | `set_properties/` |
//! | everything else | a file per clause |

mod auto_increment;
mod context;
mod created;
mod default_buckets;
mod definition;
mod execution;
mod foreign_clauses;
mod groups;
mod index;
mod materialized_views;
mod modify_partitions;
mod optimize;
mod parsed;
mod partition_copies;
mod partitions;
mod references;
mod rename;
mod required_version;
mod rollups;
mod schema_change;
mod set_properties;
mod state;
mod statement;
mod step;

pub use context::{AlterContext, Neighbour, Neighbours};
pub use execution::{Altered, Execution, JobKind};
pub use state::{Operation, TableState};

pub(super) use auto_increment::{AL_37, AL_85};
pub(super) use default_buckets::AL_67;
pub(super) use definition::{AL_03, AL_08, AL_16};
pub(super) use foreign_clauses::AL_02;
pub(super) use groups::{AL_01, AL_55, AL_56};
pub(super) use materialized_views::AL_22;
pub(super) use modify_partitions::{AL_52, AL_84};
pub(super) use optimize::{AL_60, AL_61, AL_62, AL_63, AL_64, AL_65, AL_66};
pub(super) use parsed::{AL_05, AL_14};
pub(super) use partitions::{AL_44, AL_45, AL_46, AL_47, AL_48, AL_49, AL_50, AL_51, AL_53, AL_54};
pub(super) use rename::{AL_33, AL_34, AL_35, AL_86};
pub(super) use rollups::{AL_41, AL_42, AL_43};
pub(super) use schema_change::{
    AL_04, AL_06, AL_07, AL_09, AL_10, AL_11, AL_12, AL_13, AL_15, AL_17, AL_18, AL_19, AL_20, AL_21, AL_23,
    AL_24, AL_25, AL_26, AL_27, AL_28, AL_29, AL_30, AL_31, AL_32, AL_38, AL_39, AL_40, AL_57, AL_58, AL_59,
    AL_68, AL_90, AL_91, AL_92, AL_93, AL_94,
};
pub(super) use set_properties::{
    AL_70, AL_71, AL_72, AL_73, AL_74, AL_75, AL_76, AL_77, AL_78, AL_79, AL_80, AL_81, AL_82, AL_83,
};
