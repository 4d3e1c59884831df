//! The machines of the cluster that the sandbox stands in for.

use super::texts;
use crate::answer::ResultSet;
use crate::error::SqlError;
use crate::session::SessionState;

fn version(state: &SessionState) -> Result<String, SqlError> {
    state.variables.get("version_comment").map(|(version, _)| version.into_owned())
}

/// Three backends that are alive, as many as the default replication needs.
pub(super) fn backends(state: &SessionState) -> Result<ResultSet, SqlError> {
    let titles = [
        "BackendId",
        "IP",
        "HeartbeatPort",
        "BePort",
        "HttpPort",
        "BrpcPort",
        "LastStartTime",
        "LastHeartbeat",
        "Alive",
        "SystemDecommissioned",
        "ClusterDecommissioned",
        "TabletNum",
        "DataUsedCapacity",
        "AvailCapacity",
        "TotalCapacity",
        "UsedPct",
        "MaxDiskUsedPct",
        "ErrMsg",
        "Version",
        "Status",
        "DataTotalCapacity",
        "DataUsedPct",
        "CpuCores",
        "MemLimit",
        "NumRunningQueries",
        "MemUsedPct",
        "CpuUsedPct",
        "DataCacheMetrics",
        "Location",
        "StatusCode",
    ];
    let now = state.variables.time_zone()?.now().format("%Y-%m-%d %H:%M:%S").to_string();
    let version = version(state)?;
    let rows = (0..3u32).map(|index| {
        let (id, ip) = ((10_001 + index).to_string(), format!("127.0.0.{}", 10 + index));
        texts(&[
            &id,
            &ip,
            "9050",
            "9060",
            "8040",
            "8060",
            &now,
            &now,
            "true",
            "false",
            "false",
            "0",
            "0.000 B",
            "100.000 GB",
            "100.000 GB",
            "0.00 %",
            "0.00 %",
            "",
            &version,
            "{}",
            "100.000 GB",
            "0.00 %",
            "1",
            "1.000GB",
            "0",
            "0.00 %",
            "0.0 %",
            "N/A",
            "",
            "OK",
        ])
    });
    Ok(ResultSet::text(&titles, rows.collect()))
}

pub(super) fn frontends(state: &SessionState) -> Result<ResultSet, SqlError> {
    let titles = [
        "Id",
        "Name",
        "IP",
        "EditLogPort",
        "HttpPort",
        "QueryPort",
        "RpcPort",
        "Role",
        "ClusterId",
        "Join",
        "Alive",
        "ReplayedJournalId",
        "LastHeartbeat",
        "IsHelper",
        "ErrMsg",
        "StartTime",
        "Version",
    ];
    let now = state.variables.time_zone()?.now().format("%Y-%m-%d %H:%M:%S").to_string();
    let version = version(state)?;
    let row = texts(&[
        "1",
        "127.0.0.1_9010",
        "127.0.0.1",
        "9010",
        "8030",
        "9030",
        "9020",
        "LEADER",
        "1",
        "true",
        "true",
        "1",
        &now,
        "true",
        "",
        &now,
        &version,
    ]);
    Ok(ResultSet::text(&titles, vec![row]))
}
