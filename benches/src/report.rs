//! What is printed, and whether every aim was met.

use std::process::ExitCode;
use std::time::Duration;

/// How much faster we mean to be.
#[derive(Clone, Copy)]
pub enum Aim {
    /// At least so many times.
    Times(f64),
}

/// The report so far.
#[derive(Default)]
pub struct Report {
    missed: Vec<String>,
}

impl Report {
    /// A line of its own.
    pub fn line(&mut self, text: &str) {
        println!("{text}");
    }

    /// How often our time goes into a peer's.
    pub fn ratio(&mut self, what: &str, ours: Duration, peer: &str, theirs: Duration, Aim::Times(aim): Aim) {
        let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
        println!("{what}: {} against {} of {peer}: {ratio:.1} times as fast", told(ours), told(theirs));
        self.aim(&format!("{what}: {aim} times as fast as {peer}"), ratio >= aim);
    }

    /// A time that nothing is compared with.
    pub fn time(&mut self, what: &str, time: Duration) {
        println!("{what}: {}", told(time));
    }

    /// A time with a bound in microseconds.
    pub fn time_within(&mut self, what: &str, time: Duration, bound: f64) {
        self.time(what, time);
        self.aim(&format!("{what}: within {bound} µs"), time.as_secs_f64() * 1e6 <= bound);
    }

    /// An aim, and whether it was met.
    pub fn aim(&mut self, aim: &str, met: bool) {
        if !met {
            self.missed.push(aim.to_owned());
        }
    }

    /// Says which aims were missed.
    pub fn verdict(self) -> ExitCode {
        if self.missed.is_empty() {
            println!("\nevery aim was met");
            return ExitCode::SUCCESS;
        }
        println!("\nmissed:");
        self.missed.iter().for_each(|aim| println!("  {aim}"));
        ExitCode::FAILURE
    }
}

fn told(time: Duration) -> String {
    format!("{:.2} µs", time.as_secs_f64() * 1e6)
}
