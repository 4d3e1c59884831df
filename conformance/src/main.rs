//! `conformance <directory>…`: judges the schema language by recorded answers, see the README of this package.

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use starrocks_conformance::figures::Figure;
use starrocks_conformance::report::{self, Filter};
use starrocks_conformance::thresholds::{self, Threshold};
use starrocks_conformance::{Judgement, judge};
use starrocks_core::rules::RunMode;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

fn command() -> Command {
    let figures = || PossibleValuesParser::new(Figure::ALL.map(Figure::key));
    Command::new("conformance")
        .about("Judges the schema language by what real StarRocks servers answered")
        .arg(
            Arg::new("directory")
                .help("Directories of records, in the formats of `observed` and `corpus`, .jsonl or .jsonl.gz")
                .required(true)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            Arg::new("run-mode")
                .long("run-mode")
                .help("How the cluster that answered stores data [default: shared-data where the path says shared_data]")
                .value_parser(["shared-nothing", "shared-data"]),
        )
        .arg(
            Arg::new("failures")
                .long("failures")
                .help("Lists each disagreement: file, line, statement, expected, got")
                .action(ArgAction::SetTrue),
        )
        .arg(
            Arg::new("figure")
                .long("figure")
                .help("Lists the disagreements of this figure alone; may be repeated")
                .action(ArgAction::Append)
                .value_parser(figures())
                .requires("failures"),
        )
        .arg(
            Arg::new("about")
                .long("about")
                .value_name("PREFIX")
                .help("Lists the disagreements alone whose section, id, rule or topic begins with this")
                .requires("failures"),
        )
        .arg(
            Arg::new("by-rule")
                .long("by-rule")
                .help("Adds a table by the rule or topic that the records are about")
                .action(ArgAction::SetTrue),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .help("How the figures are written")
                .value_parser(["text", "json"])
                .default_value("text"),
        )
        .arg(
            Arg::new("at-least")
                .long("at-least")
                .value_name("SECTION.FIGURE=PERCENT")
                .help("Fails when a figure is below this; may be repeated")
                .action(ArgAction::Append)
                .value_parser(ValueParser::new(Threshold::read)),
        )
        .arg(
            Arg::new("thresholds")
                .long("thresholds")
                .value_name("FILE")
                .help("Fails when a figure is below its line in this file, SECTION.FIGURE=PERCENT a line")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            Arg::new("reached")
                .long("reached")
                .value_name("FILE")
                .help("Writes the figures reached as a file of thresholds")
                .value_parser(value_parser!(PathBuf)),
        )
}

fn main() -> ExitCode {
    match run(&command().get_matches()) {
        Ok(missed) if missed.is_empty() => ExitCode::SUCCESS,
        Ok(missed) => {
            for threshold in missed {
                eprintln!("below the threshold: {threshold}");
            }
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// The thresholds that are missed.
fn run(options: &ArgMatches) -> Result<Vec<String>, String> {
    let mut thresholds: Vec<Threshold> =
        options.get_many("at-least").into_iter().flatten().cloned().collect();
    if let Some(path) = options.get_one::<PathBuf>("thresholds") {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        thresholds
            .extend(Threshold::read_all(&text).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    let run_mode = options.get_one::<String>("run-mode").map(|mode| match mode.as_str() {
        "shared-data" => RunMode::SharedData,
        _ => RunMode::SharedNothing,
    });
    let mut all = Judgement::default();
    for directory in options.get_many::<PathBuf>("directory").into_iter().flatten() {
        let judgement = judge(directory, run_mode).map_err(|error| error.to_string())?;
        all.sections.extend(judgement.sections);
        all.left_out.extend(judgement.left_out);
    }
    let filter = options.get_flag("failures").then(|| Filter {
        figures: options
            .get_many::<String>("figure")
            .into_iter()
            .flatten()
            .filter_map(|key| Figure::of(key))
            .collect(),
        about: options.get_one::<String>("about").cloned(),
    });
    let text = match options.get_one::<String>("format").map(String::as_str) {
        Some("json") => format!("{:#}\n", report::json(&all.sections, &all.left_out, filter.as_ref())),
        _ => text(&all, filter.as_ref(), options.get_flag("by-rule")),
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        // `conformance … | head`.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(error.to_string()),
        _ => {}
    }
    if let Some(path) = options.get_one::<PathBuf>("reached") {
        let text = thresholds::reached(&all.sections);
        std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(thresholds::missed(&all.sections, &thresholds))
}

fn text(judgement: &Judgement, filter: Option<&Filter>, by_rule: bool) -> String {
    let mut text = String::new();
    if let Some(filter) = filter {
        text += &report::failures(&judgement.sections, filter);
    }
    if by_rule {
        text += &report::table_by_rule(&judgement.sections);
    }
    text += &report::table(&judgement.sections);
    for file in &judgement.left_out {
        text += &format!("{file}  holds no statements about tables: left out\n");
    }
    text
}
