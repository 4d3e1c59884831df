//! Measuring.

use std::time::{Duration, Instant};

/// How often the contenders take turns.
const ROUNDS: u32 = 25;
/// How long a turn takes at least.
const TURN: Duration = Duration::from_millis(8);

/// The time of one call of each contender, in its fastest round. The contenders take turns.
pub fn fastest<const N: usize>(mut contenders: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let calls: Vec<u32> = contenders.iter_mut().map(|contender| calls_per_turn(*contender)).collect();
    let mut fastest = [Duration::MAX; N];
    for _ in 0..ROUNDS {
        for (index, contender) in contenders.iter_mut().enumerate() {
            let time = turn(*contender, calls[index]) / calls[index];
            fastest[index] = fastest[index].min(time);
        }
    }
    fastest
}

fn calls_per_turn(contender: &mut dyn FnMut()) -> u32 {
    let mut calls = 1;
    while turn(contender, calls) < TURN {
        calls *= 2;
    }
    calls
}

fn turn(contender: &mut dyn FnMut(), calls: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        contender();
    }
    start.elapsed()
}
