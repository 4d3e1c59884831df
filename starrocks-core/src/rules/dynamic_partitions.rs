//! `dynamic_partition.*` properties.

use super::java_number::{Number, java_number};
use super::partition_form::{Call, PartitionForm};
use super::subject::{Findings, Subject};
use super::{Envelope, Place, Rule, RunMode, names};
use crate::schema::{DataType, Partitioning};

macro_rules! rules {
    ($($name:ident = $id:literal, $code:literal, $title:literal, $reason:literal, $accepted:literal, $rejected:literal;)*) => {$(
        pub(super) static $name: Rule = Rule {
            id: $id,
            title: $title,
            reason: $reason,
            code: $code,
            accepted: concat!("CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY ", $accepted),
            rejected: concat!("CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY ", $rejected),
            ..Rule::BARE
        };
    )*};
}

rules! {
    PR_42 = "PR-42", 1064,
        "A dynamically partitioned table is partitioned by RANGE of one column",
        "The partitions that come and go are ranges of time.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
        "LIST(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")";
    PR_43 = "PR-43", 1064,
        "A table whose partitions the server makes is not dynamically partitioned",
        "The server would make the same partitions twice.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.enable\" = \"true\", \"dynamic_partition.time_unit\" = \"DAY\", \
         \"dynamic_partition.end\" = \"3\")",
        "date_trunc('day', d) PROPERTIES (\"dynamic_partition.enable\" = \"true\", \"dynamic_partition.time_unit\" = \"DAY\", \
         \"dynamic_partition.end\" = \"3\")";
    PR_44 = "PR-44", 1064,
        "A dynamically partitioned table has dynamic_partition.time_unit",
        "It is the length of a partition.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.end\" = \"3\")";
    PR_45 = "PR-45", 1064,
        "A dynamically partitioned table has dynamic_partition.end",
        "It is how many partitions are made in advance.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\")";
    PR_47 = "PR-47", 5065,
        "dynamic_partition.time_unit is HOUR, DAY, WEEK, MONTH or YEAR",
        "Partitions are named after their hour, day, week, month or year.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"WEEK\", \"dynamic_partition.end\" = \"3\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"MINUTE\", \"dynamic_partition.end\" = \"3\")";
    PR_48 = "PR-48", 1064,
        "dynamic_partition.time_unit is HOUR only over a DATETIME column",
        "A DATE has no hours.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"HOUR\", \"dynamic_partition.end\" = \"3\")";
    PR_49 = "PR-49", 5066,
        "dynamic_partition.start is a negative integer",
        "It counts back from now to the oldest partition that is kept.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.start\" = \"-7\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.start\" = \"7\")";
    PR_50 = "PR-50", 5066,
        "dynamic_partition.end is a positive integer",
        "It is how many partitions are made in advance.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"0\")";
    PR_52 = "PR-52", 5067,
        "dynamic_partition.buckets is an integer",
        "It is the number of buckets of the partitions to come.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.buckets\" = \"4\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.buckets\" = \"four\")";
    PR_53 = "PR-53", 5068,
        "dynamic_partition.enable is true or false",
        "It switches the making and dropping of partitions.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.enable\" = \"false\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.enable\" = \"yes\")";
    PR_54 = "PR-54", 1567,
        "dynamic_partition.prefix can start a partition name",
        "The names of the partitions to come start with it, see N-10.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.prefix\" = \"day_\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.prefix\" = \"p-\")";
    PR_55 = "PR-55", 1064,
        "dynamic_partition.start_day_of_week is 1 to 7, start_day_of_month 1 to 28",
        "Weeks begin on a weekday, months on a day that every month has.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"WEEK\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.start_day_of_week\" = \"7\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"WEEK\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.start_day_of_week\" = \"8\")";
    PR_56 = "PR-56", 5072,
        "dynamic_partition.replication_num is a positive integer",
        "It is the number of copies of the partitions to come.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.replication_num\" = \"1\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.replication_num\" = \"one\")";
    PR_57 = "PR-57", 5092,
        "dynamic_partition.history_partition_num is an integer that is not negative",
        "It is how many partitions of the past are made.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.history_partition_num\" = \"2\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.history_partition_num\" = \"-1\")";
    PR_73 = "PR-73", 1064,
        "The secondary dynamic_partition properties stand beside time_unit and end",
        "Alone they tune what is not there.",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
         \"dynamic_partition.history_partition_num\" = \"2\")",
        "RANGE(d) () PROPERTIES (\"dynamic_partition.history_partition_num\" = \"2\")";
    DI_11 = "DI-11", 1064,
        "A colocated table that is dynamically partitioned has as many buckets in the partitions to come",
        "The tables of one group agree in their buckets.",
        "RANGE(d) () DISTRIBUTED BY HASH(k) BUCKETS 4 PROPERTIES (\"colocate_with\" = \"g\", \
         \"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \"dynamic_partition.buckets\" = \"4\")",
        "RANGE(d) () DISTRIBUTED BY HASH(k) BUCKETS 4 PROPERTIES (\"colocate_with\" = \"g\", \
         \"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")";
}

pub(super) static PR_41: Rule = Rule {
    id: "PR-41",
    title: "Only a partitioned table has dynamic_partition properties",
    reason: "They make and drop partitions as time goes by.",
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\")",
    ..Rule::BARE
};

pub(super) static PR_51: Rule = Rule {
    id: "PR-51",
    title: "dynamic_partition.end and history_partition_num are at most 500 together",
    reason: "That many partitions exist at once.",
    setting: Some("max_dynamic_partition_num"),
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"500\")",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"501\")",
    ..Rule::BARE
};

pub(super) static PR_58: Rule = Rule {
    id: "PR-58",
    title: "dynamic_partition.time_zone is an offset from -12:00 to +14:00, or a region of the time zone database",
    reason: "Days begin at midnight somewhere. Regions are written in their case.",
    code: 1298,
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
               \"dynamic_partition.time_zone\" = \"Asia/Shanghai\")",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () PROPERTIES \
               (\"dynamic_partition.time_unit\" = \"DAY\", \"dynamic_partition.end\" = \"3\", \
               \"dynamic_partition.time_zone\" = \"+15:00\")",
    ..Rule::BARE
};

const PREFIX: &str = "dynamic_partition.";

/// The keys of which one makes a table dynamically partitioned.
const PRIMARY: [&str; 7] = ["enable", "time_unit", "time_zone", "prefix", "start", "end", "buckets"];
/// The keys that tune it.
const SECONDARY: [&str; 4] =
    ["start_day_of_week", "start_day_of_month", "replication_num", "history_partition_num"];

/// The rules of this file, read behind all other properties.
pub(super) fn of_table(s: &Subject<'_>, found: &mut Findings<'_>) {
    let entries = &s.table.properties.entries;
    let Some(first) = entries.iter().position(|p| p.key.to_lowercase().starts_with("dynamic_partition"))
    else {
        return;
    };
    if s.table.partition_by.is_none() {
        if let Some(index) = entries.iter().position(|p| p.key.starts_with("dynamic_partition")) {
            found.push(PR_41.broken(
                Place::Property(index),
                "Only support dynamic partition properties on range partition table",
                "partition the table by RANGE of a date column, or leave the dynamic_partition properties out",
            ));
        }
        return;
    }
    let set = PRIMARY.iter().find_map(|key| any_case(s, key).filter(|(_, value)| !value.is_empty()));
    match set {
        Some((index, _)) => declared(s, index, found),
        None => {
            values(s, true, found);
            let tuned = SECONDARY.iter().any(|key| s.property(&format!("{PREFIX}{key}")).is_some());
            if tuned {
                found.push(PR_73.broken(
                    Place::Property(first),
                    "Cannot parse null string",
                    "write dynamic_partition.time_unit and dynamic_partition.end too",
                ));
            }
        }
    }
}

/// A property by its key behind `dynamic_partition.`, in any case, as the rules about presence read it.
fn any_case<'a>(s: &Subject<'a>, key: &str) -> Option<(usize, &'a str)> {
    let key = format!("{PREFIX}{key}");
    let entries = s.table.properties.entries.iter().enumerate();
    let (index, property) = entries.rev().find(|(_, property)| property.key.eq_ignore_ascii_case(&key))?;
    Some((index, property.value.as_ref()))
}

/// The table is dynamically partitioned: may it be, and is everything there?
fn declared(s: &Subject<'_>, index: usize, found: &mut Findings<'_>) {
    let place = Place::Property(index);
    let enabled = s.property("dynamic_partition.enable").is_some_and(|(_, value)| !value.is_empty());
    let is_cast = |text: &str| Call::parse(text).is_some_and(|call| call.name.eq_ignore_ascii_case("cast"));
    let by_server = match (&s.form, &s.table.partition_by) {
        (PartitionForm::Automatic(_), _) => true,
        (_, Some(Partitioning::RangeExpression { expression, .. })) => is_cast(&expression.text),
        _ => false,
    };
    let single = match &s.table.partition_by {
        Some(Partitioning::Range { columns, .. }) => columns.len() == 1,
        Some(Partitioning::RangeExpression { .. }) => true,
        _ => false,
    };
    let help = "leave the dynamic_partition properties out, or partition by RANGE of one date column";
    if by_server && enabled {
        found.push(PR_43.broken(
            place,
            "Expression partitioning does not support properties of dynamic partitioning",
            help,
        ));
        return;
    }
    if by_server || !single {
        found.push(PR_42.broken(place, "Dynamic partition only support single-column range partition", help));
        return;
    }
    let missing = |key: &str| any_case(s, key).is_none_or(|(_, value)| value.is_empty());
    if missing("time_unit") {
        found.push(PR_44.broken(
            place,
            "Must assign dynamic_partition.time_unit properties",
            "write \"dynamic_partition.time_unit\" = \"DAY\" too",
        ));
    } else if missing("end") {
        found.push(PR_45.broken(
            place,
            "Must assign dynamic_partition.end properties",
            "write \"dynamic_partition.end\" = \"3\" too",
        ));
    } else {
        values(s, false, found);
        too_many(s, place, found);
        colocated(s, place, found);
    }
}

/// The value of each property; empty ones are looked at only when nothing else is set.
fn values(s: &Subject<'_>, empty_too: bool, found: &mut Findings<'_>) {
    let value = |key: &str| {
        let (index, value) = s.property(&format!("{PREFIX}{key}"))?;
        (empty_too || !value.is_empty()).then_some((Place::Property(index), value))
    };
    if let Some((place, unit)) = value("time_unit") {
        time_unit(s, place, unit, found);
    }
    if let Some((place, prefix)) = value("prefix")
        && !names::is_partition_name(prefix)
    {
        let message = format!("Incorrect partition name '{prefix}'");
        let finding = PR_54.broken(place, message, "use A-Z a-z 0-9 _, a letter first");
        found.push(finding.enveloped(Envelope::Analyzing));
    }
    if let Some((place, start)) = value("start") {
        let message = match java_number(start, 32) {
            Number::Value(..0) | Number::Unknown => None,
            Number::Value(_) => Some("Dynamic partition start must less than 0".to_owned()),
            _ => Some(format!("Invalid dynamic partition start {start}")),
        };
        found
            .push_if(message.map(|message| PR_49.broken(place, message, "write a negative integer: \"-7\"")));
    }
    if let Some((place, end)) = value("end") {
        let message = match (end.is_empty(), java_number(end, 32)) {
            (true, _) => Some("Dynamic partition end is empty".to_owned()),
            (_, Number::Value(1..) | Number::Unknown) => None,
            (_, Number::Value(_)) => Some("Dynamic partition end must greater than 0".to_owned()),
            _ => Some(format!("Invalid dynamic partition end {end}")),
        };
        found.push_if(message.map(|message| PR_50.broken(place, message, "write a positive integer: \"3\"")));
    }
    if let Some((place, buckets)) = value("buckets") {
        let message = match (buckets.is_empty(), java_number(buckets, 32)) {
            (true, _) => Some("Dynamic partition buckets is empty".to_owned()),
            (_, Number::Value(_) | Number::Unknown) => None,
            _ => Some(format!("Invalid dynamic partition buckets {buckets}")),
        };
        found.push_if(message.map(|message| PR_52.broken(place, message, "write an integer")));
    }
    if let Some((place, enable)) = value("enable")
        && !["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(enable))
    {
        found.push(PR_53.broken(
            place,
            format!("Invalid dynamic partition enable: {enable}. Expected true or false"),
            "write true or false",
        ));
    }
    if let Some((place, zone)) = value("time_zone") {
        time_zone(place, zone, found);
    }
    secondary(s, found);
}

/// PR-58. Which regions there are is not known here, only which parts of the world.
fn time_zone(place: Place, zone: &str, found: &mut Findings<'_>) {
    const WORLD: [&str; 17] = [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Brazil",
        "Canada",
        "Chile",
        "Etc",
        "Europe",
        "Indian",
        "Mexico",
        "Pacific",
        "SystemV",
        "US",
    ];
    let help = "write an offset, \"+08:00\", or a region, \"Asia/Shanghai\"";
    let bytes = zone.as_bytes();
    let digits = |from: usize, to: usize| zone.get(from..to).and_then(|text| text.parse::<u32>().ok());
    let signed = zone.starts_with(['+', '-']);
    if signed && zone.len() == 5 && bytes[2] == b':' && digits(1, 2).is_some() && digits(3, 5).is_some() {
        let message = format!("Invalid ID for ZoneOffset, non numeric characters found: {zone}");
        found.push(PR_58.broken(place, message, help).coded(1064));
        return;
    }
    let bad = match (digits(1, 3), digits(4, 6)) {
        (Some(hours), Some(minutes)) if signed && zone.len() == 6 && bytes[3] == b':' => {
            let most = if zone.starts_with('-') { 12 * 60 } else { 14 * 60 };
            minutes > 59 || hours * 60 + minutes > most
        }
        _ => match zone.split_once('/') {
            Some((part, _)) => !WORLD.contains(&part),
            None => zone.is_empty() || zone.contains(' '),
        },
    };
    if bad {
        found.push(PR_58.broken(place, format!("Unknown or incorrect time zone: '{zone}'"), help));
    }
}

/// The secondary properties; here an empty value is looked at too.
fn secondary(s: &Subject<'_>, found: &mut Findings<'_>) {
    let value = |key: &str| {
        let (index, value) = s.property(&format!("{PREFIX}{key}"))?;
        Some((Place::Property(index), value))
    };
    for (key, most) in [("start_day_of_week", 7), ("start_day_of_month", 28)] {
        let Some((place, day)) = value(key) else {
            continue;
        };
        let message = match java_number(day, 32) {
            Number::Unknown => None,
            Number::Value(day) if (1..=most).contains(&day) => None,
            Number::Value(_) => Some(format!("{PREFIX}{key} should between 1 and {most}")),
            _ => Some(format!("Invalid properties: {PREFIX}{key}")),
        };
        let batches = super::batches::are_declared(s);
        found.push_if(message.map(|message| {
            let finding = PR_55.broken(place, message, format!("write a day from 1 to {most}"));
            // Beside batches the day is read while they are analysed.
            if batches { finding.enveloped(Envelope::Analyzing) } else { finding }
        }));
    }
    if let Some((place, copies)) = value("replication_num") {
        let help = "write a positive integer: \"1\"";
        let (message, code) = match (copies.is_empty(), java_number(copies, 32)) {
            (true, _) => (Some(format!("Invalid properties: {PREFIX}replication_num")), 1064),
            (_, Number::Value(1..) | Number::Unknown) => (None, 0),
            (_, Number::Value(_)) => {
                (Some("Dynamic partition replication num must greater than 0".to_owned()), PR_56.code)
            }
            _ => (Some(format!("Invalid dynamic partition replication num: {copies}.")), PR_56.code),
        };
        found.push_if(message.map(|message| PR_56.broken(place, message, help).coded(code)));
    }
    if let Some((place, number)) = value("history_partition_num") {
        let help = "write 0 or a positive integer";
        let finding = match java_number(number, 32) {
            Number::Value(0..) | Number::Unknown => None,
            Number::Value(_) => {
                Some(PR_57.broken(place, "Dynamic history partition num must greater than 0", help))
            }
            _ => {
                let message = format!("Invalid properties: {PREFIX}history_partition_num");
                Some(PR_57.broken(place, message, help).coded(1064))
            }
        };
        found.push_if(finding);
    }
}

/// PR-51. The server adds up in 32 bits, and a sum beyond those counts as small.
fn too_many(s: &Subject<'_>, place: Place, found: &mut Findings<'_>) {
    let number =
        |key: &str| match s.property(&format!("{PREFIX}{key}")).map(|(_, value)| java_number(value, 32)) {
            None => Some(0),
            Some(Number::Value(number)) => i32::try_from(number).ok(),
            Some(_) => None,
        };
    if let (Some(end), Some(history)) = (number("end"), number("history_partition_num"))
        && end > 0
        && history >= 0
        && end.wrapping_add(history) > 500
    {
        found.push(PR_51.broken(
            place,
            format!("Too many dynamic partitions: {}. Limit: 500", end.wrapping_add(history)),
            "take a longer time_unit, or make fewer partitions in advance",
        ));
    }
}

/// PR-47 and PR-48.
fn time_unit(s: &Subject<'_>, place: Place, unit: &str, found: &mut Findings<'_>) {
    if !["HOUR", "DAY", "WEEK", "MONTH", "YEAR"].iter().any(|known| known.eq_ignore_ascii_case(unit)) {
        found.push(PR_47.broken(
            place,
            format!("Unsupported time unit {unit}. Expect DAY/WEEK/MONTH/YEAR."),
            "write HOUR, DAY, WEEK, MONTH or YEAR",
        ));
        return;
    }
    let is_date = match &s.table.partition_by {
        Some(Partitioning::Range { columns, .. }) => columns
            .first()
            .and_then(|name| s.column(name))
            .is_some_and(|c| c.column.data_type == DataType::Date),
        _ => false,
    };
    if is_date && unit.eq_ignore_ascii_case("HOUR") {
        let finding = PR_48.broken(
            place,
            "Date type partition does not support dynamic partitioning granularity of hour",
            "use DAY, or make the column a DATETIME",
        );
        found.push(finding.enveloped(Envelope::Analyzing));
    }
}

/// DI-11.
fn colocated(s: &Subject<'_>, place: Place, found: &mut Findings<'_>) {
    let colocated = s.property("colocate_with").is_some_and(|(_, group)| !group.is_empty());
    if !colocated || s.table.temporary || s.options.run_mode == RunMode::SharedData {
        return;
    }
    let buckets = match s.property("dynamic_partition.buckets") {
        None => 0,
        Some((_, value)) => match java_number(value, 32) {
            Number::Value(number) => number.max(0),
            _ => return,
        },
    };
    // How many buckets the server chooses by itself is not known here; none it is not.
    let differs = match s.table.distributed_by.as_ref().and_then(|distribution| distribution.buckets()) {
        Some(declared) => i64::from(declared) != buckets,
        None => buckets == 0,
    };
    if differs {
        found.push(DI_11.broken(
            place,
            "dynamic_partition.buckets should equal the distribution buckets if creating a colocate table",
            "write the same number behind BUCKETS and for dynamic_partition.buckets",
        ));
    }
}
