//! Writes the recorded statements into `fuzz/corpus/<target>`, where cargo-fuzz looks for seeds.

use starrocks_testkit::observed::{self, Sequence};
use std::fs;
use std::path::Path;

/// One of so many recorded statements becomes a seed: more of them slow the fuzzer down.
const EVERY: usize = 6;

fn main() -> std::io::Result<()> {
    let creates: Vec<String> = observed::creates()
        .into_iter()
        .chain(observed::random_creates())
        .step_by(EVERY)
        .flat_map(|create| std::iter::once(create.stmt).chain(create.show_create))
        .collect();
    let sequences = observed::sequences().iter().filter_map(Sequence::read).collect::<Vec<_>>();
    let alters: Vec<String> = sequences
        .into_iter()
        .flat_map(|sequence| sequence.steps)
        .map(|step| step.sql)
        .filter(|sql| sql.trim_start().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("alter")))
        .step_by(EVERY)
        .collect();
    for target in ["parse", "write", "check"] {
        save(target, &creates)?;
    }
    save("parse", &alters)?;
    save("alter", &alters)
}

fn save(target: &str, texts: &[String]) -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&folder)?;
    for (number, text) in texts.iter().filter(|text| text.len() <= 2000).enumerate() {
        fs::write(folder.join(format!("recorded-{}-{number}", text.len())), text)?;
    }
    Ok(())
}
