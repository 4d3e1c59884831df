//! `base_compaction_forbidden_time_ranges`: a crontab of five fields, which the server hands to Quartz.

use crate::rules::{Envelope, Finding, Place, Rule, RunMode};
use crate::schema::KeyModel;

pub(in crate::rules) static PR_34: Rule = Rule {
    id: "PR-34",
    title: "base_compaction_forbidden_time_ranges is a crontab: *, hours, days of the month, months, days of the week",
    reason: "It names the hours in which backends leave base compaction alone; PRIMARY KEY tables and shared-data clusters have no \
             base compaction.",
    since: Some("3.2.13"),
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PROPERTIES (\"base_compaction_forbidden_time_ranges\" = \"* 8-20 * * 2-6\")",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PROPERTIES (\"base_compaction_forbidden_time_ranges\" = \"0 8 * * *\")",
    ..Rule::BARE
};

/// PR-34.
pub(in crate::rules) fn problem(
    model: KeyModel,
    run_mode: RunMode,
    place: Place,
    value: &str,
) -> Option<Finding> {
    if value.is_empty() {
        return None;
    }
    if model == KeyModel::Primary || run_mode == RunMode::SharedData {
        let message = "Property base_compaction_forbidden_time_ranges not support primary keys table or cloud native table";
        let help = "leave `base_compaction_forbidden_time_ranges` out";
        return Some(PR_34.broken(place, message, help).enveloped(Envelope::Analyzing));
    }
    let message = complaint(value)?;
    Some(PR_34.broken(place, message, "write five fields, the first of them *: \"* 8-20 * * 2-6\""))
}

/// What the server says of a text that is no such crontab.
fn complaint(crontab: &str) -> Option<&'static str> {
    let blank = |character: char| " \t\n\r\u{b}\u{c}".contains(character);
    let mut fields: Vec<&str> = crontab.trim_end_matches(blank).split(blank).collect();
    // A run of blanks is one; in front of the first field it makes an empty one.
    let mut first = true;
    fields.retain(|field| std::mem::take(&mut first) || !field.is_empty());
    let [minute, hour, day_of_month, month, day_of_week] = fields.as_slice() else {
        return Some("Invalid crontab format. It must have 5 fields.");
    };
    if *minute != "*" {
        return Some("Invalid crontab format. The minute field must be '*'.");
    }
    if *day_of_month != "*" && *day_of_week != "*" {
        return Some("For Quartz cron, either day of month or day of week must be '*'.");
    }
    // Of the two days one is left open; `?` for the other one would leave both open.
    let day = match *day_of_month {
        "*" => field(day_of_week, &DAY_OF_WEEK),
        _ => field(day_of_month, &DAY_OF_MONTH),
    };
    (!(field(hour, &HOUR) && day && field(month, &MONTH))).then_some(
        "Invalid crontab format. You can check through https://www.freeformatter.com/cron-expression-generator-quartz.html",
    )
}

/// What may stand in a field.
struct Field {
    least: u32,
    greatest: u32,
    /// The greatest step behind a slash.
    step: u32,
    /// Names for its numbers.
    names: &'static [&'static str],
    /// The letters with a meaning of their own: L last, W weekday, # the nth.
    marks: &'static [char],
}

const HOUR: Field = Field { least: 0, greatest: 23, step: 23, names: &[], marks: &[] };
const DAY_OF_MONTH: Field = Field { least: 1, greatest: 31, step: 31, names: &[], marks: &['L', 'W'] };
const MONTH: Field = Field {
    least: 1,
    greatest: 12,
    step: 12,
    names: &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
    marks: &[],
};
const DAY_OF_WEEK: Field = Field {
    least: 1,
    greatest: 7,
    step: 7,
    names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
    marks: &['L', '#'],
};

/// Whether Quartz takes a field.
fn field(text: &str, field: &Field) -> bool {
    let upper = text.to_uppercase();
    upper.split(',').filter(|item| !item.is_empty()).all(|text| item(text, field))
}

fn item(text: &str, field: &Field) -> bool {
    let step = |text: &str| {
        text.parse::<u32>().is_ok_and(|step| step <= field.step)
            && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if let Some(rest) = text.strip_prefix('*') {
        // What stands behind the star and is no step is not looked at.
        return rest.strip_prefix('/').is_none_or(step);
    }
    if let Some(rest) = text.strip_prefix('/') {
        return step(rest);
    }
    if let Some(rest) = text.strip_prefix('L') {
        let offset = |days: &str| days.parse::<u32>().is_ok_and(|days| days <= 30);
        return field.marks.contains(&'L')
            && (rest.is_empty() || rest == "W" || rest.strip_prefix('-').is_some_and(offset));
    }
    let Some((_, rest)) = value(text, field) else {
        return false;
    };
    let (range, rest) = match rest.strip_prefix('-') {
        Some(end) => match value(end, field) {
            Some((_, rest)) => (true, rest),
            None => return false,
        },
        None => (false, rest),
    };
    if let Some(rest) = rest.strip_prefix('/') {
        return step(rest);
    }
    match rest.strip_prefix(['L', 'W']) {
        Some(_) if !range => field.marks.iter().any(|mark| rest.starts_with(*mark)),
        _ => match rest.strip_prefix('#') {
            Some(nth) if !range => {
                field.marks.contains(&'#') && nth.parse::<u32>().is_ok_and(|nth| (1..=5).contains(&nth))
            }
            // What else stands behind a value is not looked at.
            _ => true,
        },
    }
}

/// A number or a name at the beginning of a text, and what is left.
fn value<'a>(text: &'a str, field: &Field) -> Option<(u32, &'a str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number = text[..digits].parse::<u32>().ok()?;
        let fits = (field.least..=field.greatest).contains(&number);
        return fits.then(|| (number, &text[digits..]));
    }
    let name = text.get(..3)?;
    let position = field.names.iter().position(|known| *known == name)?;
    Some((u32::try_from(position).ok()? + field.least, &text[3..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_follow_quartz() {
        for good in [
            "* 8-20 * * 2-6",
            "* * * * *",
            "* 1,3,5 * * *",
            "* */2 1-15 * *",
            "* 0/4 * JAN-MAR MON-FRI",
            "* 8 L * *",
            "* 8 * * 6#3",
            "* 22-6 * * 7",
        ] {
            assert_eq!(complaint(good), None, "{good}");
        }
        for bad in
            ["* 24 * * *", "* 8 32 * *", "* 8 * 13 *", "* 8 * * 8", "* 8 * * 0", "* x * * *", "* 8 ? * *"]
        {
            assert!(complaint(bad).is_some_and(|why| why.contains("freeformatter")), "{bad}");
        }
        assert!(complaint(" * 8 * * *").is_some_and(|why| why.contains("5 fields")));
        assert!(complaint("* 8 1 * 2").is_some_and(|why| why.contains("either")));
    }
}
