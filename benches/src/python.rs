//! The Python client, in a process of its own.

use crate::report::Report;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The times of `python_client.py`.
pub struct Times {
    /// CREATE TABLE of the 20 columns.
    pub write: Duration,
    /// What reflection parses of the 20 columns.
    pub parse: Duration,
}

/// Runs `python_client.py` with `$STARROCKS_PYTHON` or the virtual environment beside it; says so when it cannot.
pub fn measure(report: &mut Report) -> Option<Times> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = std::env::var_os("STARROCKS_PYTHON").map_or(here.join(".venv/bin/python"), Into::into);
    let output = Command::new(&python).arg(here.join("python_client.py")).output();
    let times = match output {
        Ok(output) if output.status.success() => {
            serde_json::from_slice::<serde_json::Value>(&output.stdout).ok()
        }
        Ok(output) => {
            report.line(&format!(
                "SKIPPED the Python client: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            ));
            return None;
        }
        Err(error) => {
            report.line(&format!(
                "SKIPPED the Python client: {}: {error}; it needs a virtual environment with starrocks==1.3.4",
                python.display()
            ));
            return None;
        }
    };
    let seconds = |key: &str| times.as_ref()?[key].as_f64().map(Duration::from_secs_f64);
    Some(Times { write: seconds("write")?, parse: seconds("parse")? })
}
