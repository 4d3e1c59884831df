//! Clauses for tables of another kind: of an external catalog, or in object storage.

use super::step::Step;
use crate::rules::subject::Findings;
use crate::rules::{Envelope, Rule, RunMode};
use crate::schema::{AlterClause, Distribution, ExternalClause, KeyModel, Tablets};

pub(in crate::rules) static AL_02: Rule = Rule {
    id: "AL-02",
    title: "A clause for tables of another kind is not written for a table of StarRocks",
    reason: "Branches, tags and partition columns are of Iceberg; tablets are split, merged and indexed anew in object storage.",
    accepted: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t COMMENT = 'x'",
    rejected: "CREATE TABLE t (k INT, v INT);\nALTER TABLE t CREATE BRANCH b",
    ..Rule::BARE
};

pub(super) fn analyzed(step: &Step<'_>, found: &mut Findings<'_>) {
    let analysis =
        |message: &str, help: &str| AL_02.broken(step.place(), message, help).enveloped(Envelope::Analyzing);
    let is_shared_data = step.context.options.run_mode == RunMode::SharedData;
    let help = "leave the clause out: the server balances tablets on local disks by itself";
    match step.clause {
        AlterClause::External { kind: ExternalClause::Execute, .. } => found.push(analysis(
            "Alter table operation is only supported for Iceberg tables",
            "leave the clause out",
        )),
        AlterClause::SplitTablets { .. } if !is_shared_data => {
            found.push(analysis("Split tablet only support cloud native tables", help));
        }
        AlterClause::MergeTablets { .. } if !is_shared_data => {
            found.push(analysis("Merge tablet only support cloud native tables", help));
        }
        AlterClause::SplitTablets { of: Tablets::Partitions(names), .. } if names.temporary => found.push(
            analysis("Cannot split tablet in temp partition", "name partitions that are not temporary"),
        ),
        AlterClause::MergeTablets { of: Tablets::Partitions(names), .. } if names.temporary => found.push(
            analysis("Cannot merge tablet in temp partition", "name partitions that are not temporary"),
        ),
        AlterClause::MergeTablets { of: Tablets::Ids(groups), .. }
            if groups.iter().any(|ids| ids.len() < 2) =>
        {
            found.push(analysis(
                "Tablet list must contain at least 2 tablets",
                "name the tablets to be merged",
            ));
        }
        _ => {}
    }
}

pub(super) fn executed(step: &Step<'_>, found: &mut Findings<'_>) {
    let class = match step.clause {
        AlterClause::External { kind, .. } => match kind {
            ExternalClause::AddPartitionColumn => "AddPartitionColumnClause",
            ExternalClause::DropPartitionColumn => "DropPartitionColumnClause",
            ExternalClause::CreateOrReplaceBranch => "CreateOrReplaceBranchClause",
            ExternalClause::CreateOrReplaceTag => "CreateOrReplaceTagClause",
            ExternalClause::DropBranch => "DropBranchClause",
            ExternalClause::DropTag => "DropTagClause",
            ExternalClause::Execute => return,
        },
        AlterClause::DropPersistentIndex { .. } => {
            let has_index =
                step.state.property("enable_persistent_index").is_some_and(|value| value == "true")
                    && step.state.property("persistent_index_type") == Some("CLOUD_NATIVE");
            if step.context.options.run_mode == RunMode::SharedNothing || !has_index {
                let message = "drop persistent index only support cloud native index";
                found.push(AL_02.broken(step.place(), message, "leave the clause out"));
            }
            return;
        }
        AlterClause::SplitTablets { .. } => {
            let distribution = match &step.state.table.distributed_by {
                Some(Distribution::Hash { .. }) => "HASH",
                Some(Distribution::Random { .. }) => "RANDOM",
                None if step.state.model() == KeyModel::Duplicate => "RANDOM",
                None => "HASH",
            };
            if let Some(server) = &step.state.server {
                let table = step.table_name();
                let message = format!(
                    "Unsupported distribution type {distribution} in table {}.{table}",
                    server.database
                );
                found.push(AL_02.broken(step.place(), message, "leave the clause out"));
            }
            return;
        }
        _ => return,
    };
    found.push(AL_02.broken(
        step.place(),
        format!("Not support alter table operation : com.starrocks.sql.ast.{class}"),
        "leave the clause out",
    ));
}
